//! `tracemark evidence pack`.

use super::{
	checkpoints,
	folder::{Copied, Folder},
	forms, recipe, salt,
	sums::{self, Entry, LIST},
	timestamp::{self, Token},
};
use crate::{
	certificate::judge::{self, NoReport},
	input,
	outcome::{self, Outcome},
	output::{self, one_line, print_json, Failure},
	progress::Bytes,
	written::Written,
};
use serde_json::json;
use sp_core::H256;
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{
	exhibits, form::Statement, html, openings, pdf, timeline, verify_measured, Algorithm,
	Certificate, Measured, Refusal, Report,
};

const EXAMPLES: &str = "\
Examples:
  tracemark evidence pack C.json --file photo.jpg --genesis 0x91b1… --out case-7
  tracemark evidence pack photo.json shop.json headers.json --file photo.jpg \\
    --capture shop.html --headers shop.html.headers --genesis 0x91b1… --out case-7
  tracemark evidence pack C.json --file photo.jpg --timestamp photo.tsr \\
    --timestamp-ca authority.pem --genesis 0x91b1… --out case-7
  tracemark evidence pack C.json --file form.pdf --salt form.pdf.salt \\
    --openings form.openings.json --genesis 0x91b1… --out case-7
  tracemark evidence pack C.json --file photo.jpg --since P.json --genesis 0x91b1… --out case-7
  tracemark evidence pack C.json --file photo.jpg --verifier app/verifier/dist \
    --genesis 0x91b1… --out case-7

Every certificate must be valid and its original among the files, and every file the original of a
certificate; otherwise nothing is written. A captured page and its response headers must be on record like
any original, by itself or as a leaf of a batch, or the page as a capture of a certified group. What is on no
record goes along with --unrecorded only, and README.txt and the forms say that it is on your word. README.txt
says how anybody checks the folder. `curl -D shop.html.headers -o shop.html URL` keeps the headers of a page.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// Certificates
	#[arg(value_name = "CERTIFICATE", required = true)]
	certificates: Vec<PathBuf>,
	/// An original that a certificate is about
	#[arg(long = "file", value_name = "FILE")]
	originals: Vec<PathBuf>,
	/// Salt of an original or capture that was put on record with one
	#[arg(long = "salt", value_name = "FILE")]
	salts: Vec<PathBuf>,
	/// What opens the commitments of a certificate's description, or that to a case: texts and their salts, in JSON
	#[arg(long, value_name = "FILE")]
	openings: Vec<PathBuf>,
	/// A captured page that is on record: the original of a certificate, or a capture of a certified group
	#[arg(long = "capture", value_name = "FILE")]
	captures: Vec<PathBuf>,
	/// HTTP response headers of a page, on record too
	#[arg(long = "headers", value_name = "FILE")]
	headers: Vec<PathBuf>,
	/// A page or response headers that are on no record: they go along on your word, and the folder says so
	#[arg(long, value_name = "FILE")]
	unrecorded: Vec<PathBuf>,
	/// A time-stamp authority's response (RFC 3161) about an original or a capture
	#[arg(long = "timestamp", value_name = "FILE", requires = "authorities")]
	timestamps: Vec<PathBuf>,
	/// The time-stamp authorities' certificates, in PEM
	#[arg(long = "timestamp-ca", value_name = "FILE", requires = "timestamps")]
	authorities: Option<PathBuf>,
	/// Hash of the chain's genesis block, in hexadecimal, from a source other than the certificates
	#[arg(long, value_name = "HASH", value_parser = input::hash)]
	genesis: H256,
	/// Council checkpoint at which certificates begin, with those that it begins at itself; others begin at
	/// genesis
	#[arg(long, value_name = "FILE")]
	since: Vec<PathBuf>,
	/// The built page that verifies certificates in a browser, or the folder that it was built in
	#[arg(long, value_name = "FILE")]
	verifier: Option<PathBuf>,
	/// The folder to write, which must not exist
	#[arg(long, value_name = "FOLDER")]
	out: PathBuf,
	/// Print JSON: what was written, with sizes and digests
	#[arg(long)]
	json: bool,
}

/// A certificate of the folder.
pub struct Held {
	/// Its name without ending.
	pub stem: String,
	/// The verdict on it.
	pub report: Report,
	/// Its original's name in the folder.
	pub original: Option<String>,
	/// The name in the folder of its original's salt.
	pub salt: Option<String>,
	/// The name in the folder of what opens its commitments.
	pub openings: Option<String>,
	/// The names in the folder of the checkpoints that its proof needs.
	pub checkpoints: Vec<String>,
	text: Vec<u8>,
}

/// A time-stamp token of the folder.
pub struct Stamp {
	/// Its name in the folder.
	pub name: String,
	/// The file that it is about.
	pub of: String,
	/// What it says.
	pub token: Token,
	/// The certificate that has it in its timeline, by its name without ending, and what that says. None if it is
	/// linked in none.
	pub link: Option<(String, String)>,
}

/// What ties a captured page, or its response headers, to the chain.
pub enum Tie {
	/// It is the original of these certificates, by their names without ending.
	Original(Vec<String>),
	/// It is a capture of a certified group: the certificate's name without ending, the statement about it, and how
	/// its digest was computed.
	Group(String, Statement, Algorithm),
	/// Nothing: it is on the packer's word.
	Nothing,
}

/// A captured page of the folder, or its response headers.
pub struct Capture {
	/// Its name in the folder.
	pub name: String,
	/// SHA-256 of it.
	pub sha256: H256,
	/// What ties it to the chain.
	pub tie: Tie,
}

/// What the folder holds.
pub struct Contents {
	/// The hash of the chain's genesis block.
	pub genesis: H256,
	/// The chain's name, in one line.
	pub chain: String,
	/// The certificates.
	pub certificates: Vec<Held>,
	/// The council checkpoints at which certificates begin.
	pub checkpoints: Vec<checkpoints::Given>,
	/// The tokens.
	pub stamps: Vec<Stamp>,
	/// SHA-256 of the time-stamp authorities' certificates.
	pub authorities: Vec<H256>,
	/// The captures and their response headers.
	pub captures: Vec<Capture>,
	/// SHA-256 of the program that packs.
	pub program: H256,
	/// SHA-256 of the verifier for browsers, if it lies in the folder.
	pub verifier: Option<H256>,
}

/// Writes the folder.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match pack(args) {
		Ok(packed) if args.json => {
			let answer = json!({
				"packed": true,
				"folder": args.out.display().to_string(),
				"list": packed.list,
				"written": packed.written,
				"unrecorded": packed.unrecorded,
			});
			print_json(&answer, out)?;
			Ok(Outcome::Good)
		},
		Ok(Packed { listed, list, unrecorded, .. }) => {
			let folder = args.out.display();
			writeln!(out, "{folder}: {listed} files; README.txt says how to check them.")?;
			for name in unrecorded {
				writeln!(out, "{name}: {}.", recipe::UNRECORDED)?;
			}
			writeln!(out, "SHA-256 of {LIST}: {list:x}")?;
			Ok(Outcome::Good)
		},
		Err(Failure { outcome: Outcome::Faulty, why }) => {
			match args.json {
				true => print_json(&json!({ "packed": false, "reason": why }), out)?,
				false => writeln!(out, "NOT PACKED: {}", one_line(&why))?,
			}
			Ok(Outcome::Faulty)
		},
		Err(failure) => failure.end(),
	}
}

/// What was written.
struct Packed {
	/// How many files the list has.
	listed: usize,
	/// SHA-256 of the list.
	list: H256,
	/// All files of the folder.
	written: Vec<Written>,
	/// Those that are on no record.
	unrecorded: Vec<String>,
}

/// Checks and writes.
fn pack(args: &Args) -> Result<Packed, Failure> {
	let checkpoints = checkpoints::read(&args.since, |path| file_name(path))?;
	let certificates = certificates(args, &checkpoints)?;
	let mut tokens = Vec::new();
	for path in &args.timestamps {
		let bytes = input::read(path, input::MAX_FILE)?;
		let token = Token::parse(&bytes)
			.map_err(|why| Failure::fault(format!("{}: {why}", path.display())))?;
		tokens.push((format!("timestamps/{}", file_name(path)?), bytes, token));
	}
	let mut folder = Folder::create(&args.out)?;
	let packed = fill(args, (certificates, checkpoints), tokens, &mut folder);
	if packed.is_err() {
		// The folder is of this run: it did not exist before.
		fs::remove_dir_all(&args.out)
			.map_err(|error| format!("{}: cannot be removed: {error}", args.out.display()))?;
	}
	packed
}

fn certificates(args: &Args, given: &[checkpoints::Given]) -> Result<Vec<Held>, Failure> {
	let mut held: Vec<Held> = Vec::new();
	let mut used = vec![false; given.len()];
	for path in &args.certificates {
		let shown = path.display();
		let text = input::read(path, judge::max_text())?;
		// What is no certificate begins nowhere, and is refused below.
		let begin = Certificate::parse(&text).ok().and_then(|held| held.finality.checkpoint);
		let needed = checkpoints::behind(given, begin);
		let needed: Vec<(&mut bool, &checkpoints::Given)> = used
			.iter_mut()
			.zip(given)
			.enumerate()
			.filter_map(|(index, one)| needed.contains(&index).then_some(one))
			.collect();
		let texts: Vec<Vec<u8>> = needed.iter().map(|(_, one)| one.text.clone()).collect();
		let report = match judge::judged_text(&text, Some(args.genesis), &texts) {
			Ok(report) => report,
			Err(NoReport::Unreadable(why)) => return Err(why.into()),
			Err(NoReport::Refused(refusal)) => {
				let what_to_do = match checkpoints::is_missing(&refusal) {
					true => " Give it with --since.",
					false => "",
				};
				return Err(Failure::fault(format!("{shown}: {refusal}{what_to_do}")));
			},
		};
		let mut checkpoints = Vec::new();
		for (used, one) in needed {
			*used = true;
			checkpoints.push(one.name.clone());
		}
		let name = file_name(path)?;
		let stem = name.strip_suffix(".json").unwrap_or(&name).to_owned();
		held.push(Held {
			stem,
			report,
			original: None,
			salt: None,
			openings: None,
			checkpoints,
			text,
		});
	}
	if let Some((_, idle)) = used.iter().zip(&args.since).find(|(used, _)| !**used) {
		let why = format!("{}: no certificate begins at it; leave it out", idle.display());
		return Err(Failure::fault(why));
	}
	Ok(held)
}

fn fill(
	args: &Args,
	(mut certificates, checkpoints): (Vec<Held>, Vec<checkpoints::Given>),
	tokens: Vec<(String, Vec<u8>, Token)>,
	folder: &mut Folder,
) -> Result<Packed, Failure> {
	let mut of: Vec<Option<String>> = vec![None; tokens.len()];
	let mut stamped = |copied: &Copied, name: &str| {
		for (of, (_, _, token)) in of.iter_mut().zip(&tokens) {
			if token.is_of(copied) {
				of.get_or_insert_with(|| name.to_owned());
			}
		}
	};
	let given = args.originals.iter().chain(&args.captures).chain(&args.headers);
	let progress = Bytes::of(given.chain(&args.unrecorded));
	let mut salts = Salts::read(&args.salts)?;
	for path in &args.originals {
		let name = format!("originals/{}", file_name(path)?);
		let copied = folder.copy(name.clone(), path, &salts.bytes, &progress)?;
		if claim_any(&mut certificates, &mut salts, &copied, &name)?.is_empty() {
			let why = format!("{}: is the original of none of the certificates", path.display());
			return Err(Failure::fault(why));
		}
		stamped(&copied, &name);
	}
	let mut captures = Vec::new();
	for path in &args.headers {
		if !input::read(path, input::MAX_FILE)?.starts_with(b"HTTP/") {
			let why = format!("{}: holds no HTTP response headers", path.display());
			return Err(Failure::fault(why));
		}
	}
	for path in args.captures.iter().chain(&args.headers) {
		let name = format!("captures/{}", file_name(path)?);
		let copied = folder.copy(name.clone(), path, &salts.bytes, &progress)?;
		let tie = match claim_any(&mut certificates, &mut salts, &copied, &name)? {
			stems if stems.is_empty() => of_a_group(&certificates, &copied.file),
			stems => Some(Tie::Original(stems)),
		};
		let tie = tie.ok_or_else(|| {
			Failure::fault(format!(
				"{}: is on no record: none of the certificates is about it, and it is no capture of a certified \
				 group; put it on record, leave it out, or give it with --unrecorded",
				path.display()
			))
		})?;
		stamped(&copied, &name);
		captures.push(Capture { name, sha256: copied.file.sha256, tie });
	}
	for path in &args.unrecorded {
		let name = format!("unrecorded/{}", file_name(path)?);
		let copied = folder.copy(name.clone(), path, &[], &progress)?;
		stamped(&copied, &name);
		captures.push(Capture { name, sha256: copied.file.sha256, tie: Tie::Nothing });
	}
	salts.add(args, folder)?;
	for held in &certificates {
		let about_a_file = held.report.certificate.subject.is_about_a_file();
		if about_a_file && held.original.is_none() {
			let why = format!("{}.json: its original is missing; give it with --file", held.stem);
			return Err(Failure::fault(why));
		}
	}
	let mut stamps = Vec::new();
	for ((name, bytes, token), of) in tokens.into_iter().zip(of) {
		let why = format!("{name}: is the time stamp of none of the originals and captures");
		let of = of.ok_or_else(|| Failure::fault(why))?;
		folder.add(name.clone(), &bytes)?;
		let about = certificates.iter().filter(|held| held.original.as_ref() == Some(&of));
		let link = about.into_iter().find_map(|held| {
			let link = timeline::linked(&held.report.certificate, &token.der)?;
			Some((held.stem.clone(), link.to_owned()))
		});
		stamps.push(Stamp { name, of, token, link });
	}
	let mut authorities = Vec::new();
	if let Some(path) = &args.authorities {
		let pem = input::read(path, input::MAX_FILE)?;
		authorities = timestamp::fingerprints(&pem)
			.map_err(|why| Failure::fault(format!("{}: {why}", path.display())))?;
		folder.add(recipe::AUTHORITIES.to_owned(), &pem)?;
	}
	for one in &checkpoints {
		folder.add(one.name.clone(), &one.text)?;
	}
	for path in &args.openings {
		add_openings(&mut certificates, path, folder)?;
	}
	for held in &certificates {
		let paper = pdf::render(&held.report).map_err(|error| error.to_string())?;
		folder.add(format!("certificates/{}.json", held.stem), &held.text)?;
		folder.add(
			format!("certificates/{}.html", held.stem),
			html::render(&held.report).as_bytes(),
		)?;
		folder.add(format!("certificates/{}.pdf", held.stem), &paper)?;
	}
	let verifier = match &args.verifier {
		Some(path) => Some(folder.add(recipe::VERIFIER.to_owned(), &verifier(path)?)?),
		None => None,
	};
	let chain = certificates.first().map(|held| held.report.certificate.chain.name.clone());
	let contents = Contents {
		genesis: args.genesis,
		chain: one_line(&chain.unwrap_or_default()),
		certificates,
		checkpoints,
		stamps,
		authorities,
		captures,
		program: program()?,
		verifier,
	};
	folder.add(recipe::NAME.to_owned(), recipe::text(&contents).as_bytes())?;
	let entries: Vec<Entry> = folder.written.iter().map(Entry::from).collect();
	let list = folder.add(LIST.to_owned(), sums::text(&entries).as_bytes())?;
	for (name, form) in forms::all(&contents, list) {
		folder.add(name.to_owned(), form.as_bytes())?;
	}
	let unrecorded = contents.captures.iter().filter(|capture| matches!(capture.tie, Tie::Nothing));
	let unrecorded = unrecorded.map(|capture| capture.name.clone()).collect();
	let written = std::mem::take(&mut folder.written);
	Ok(Packed { listed: entries.len(), list, written, unrecorded })
}

/// SHA-256 of the program that runs.
fn program() -> Result<H256, String> {
	std::env::current_exe()
		.and_then(fs::File::open)
		.and_then(sums::digest)
		.map_err(|error| format!("this program cannot read itself: {error}"))
}

/// The capture of a certified group that a file is.
fn of_a_group(held: &[Held], file: &Measured) -> Option<Tie> {
	held.iter().find_map(|held| {
		let (statement, algorithm) = exhibits::captured(&held.report.certificate, file)?;
		Some(Tie::Group(held.stem.clone(), statement.clone(), algorithm))
	})
}

/// Finds the certificates that a file is the original of, by itself or behind one of the salts. Their names.
fn claim_any(
	held: &mut [Held],
	salts: &mut Salts,
	copied: &Copied,
	name: &str,
) -> Result<Vec<String>, Failure> {
	let mut stems = claim(held, &copied.file, name, None)?;
	stems.extend(salts.claim(held, copied, name)?);
	Ok(stems)
}

/// Finds the certificates that a file is the original of, behind a salt if one is named. Their names.
fn claim(
	held: &mut [Held],
	original: &Measured,
	name: &str,
	salt: Option<&str>,
) -> Result<Vec<String>, Failure> {
	let mut stems = Vec::new();
	for held in held {
		match verify_measured(&held.report.certificate, original) {
			Ok(()) => {
				if held.original.is_none() {
					held.original = Some(name.to_owned());
					held.salt = salt.map(str::to_owned);
				}
				stems.push(held.stem.clone());
			},
			Err(Refusal::OtherOriginal(_) | Refusal::NoOriginal) => {},
			Err(refusal) => return Err(Failure::fault(format!("{}.json: {refusal}", held.stem))),
		}
	}
	Ok(stems)
}

/// The salts of originals and captures.
struct Salts {
	names: Vec<String>,
	bytes: Vec<H256>,
	/// Where each lies in the folder: beside the first file that needs it.
	at: Vec<Option<String>>,
}

impl Salts {
	fn read(paths: &[PathBuf]) -> Result<Self, String> {
		let mut names = Vec::new();
		for path in paths {
			names.push(file_name(path)?);
		}
		let bytes = paths.iter().map(|path| salt::read(path)).collect::<Result<Vec<_>, _>>()?;
		let at = vec![None; bytes.len()];
		Ok(Self { names, bytes, at })
	}

	/// Finds the certificates that a file is the original of behind one of the salts. Their names.
	fn claim(
		&mut self,
		held: &mut [Held],
		copied: &Copied,
		name: &str,
	) -> Result<Vec<String>, Failure> {
		let beside = name.split_once('/').map_or("originals", |(folder, _)| folder);
		let mut stems = Vec::new();
		for ((salt, at), salted) in self.names.iter().zip(&mut self.at).zip(&copied.salted) {
			let path = at.clone().unwrap_or_else(|| format!("{beside}/{salt}"));
			let found = claim(held, salted, name, Some(&path))?;
			if !found.is_empty() {
				*at = Some(path);
				stems.extend(found);
			}
		}
		Ok(stems)
	}

	/// Writes them into the folder. One that no original needs is refused.
	fn add(&self, args: &Args, folder: &mut Folder) -> Result<(), Failure> {
		for ((path, at), bytes) in args.salts.iter().zip(&self.at).zip(&self.bytes) {
			let why = format!("{}: is the salt of none of the originals", path.display());
			let at = at.clone().ok_or_else(|| Failure::fault(why))?;
			folder.add(at, bytes.as_bytes())?;
		}
		Ok(())
	}
}

/// Finds the certificates whose commitments a file opens, and writes it into the folder.
fn add_openings(held: &mut [Held], path: &Path, folder: &mut Folder) -> Result<(), Failure> {
	let shown = path.display();
	let text = input::read(path, judge::max_text())?;
	let given = openings::parse(&text).map_err(|refusal| format!("{shown}: {refusal}"))?;
	let name = format!("openings/{}", file_name(path)?);
	let mut opens = false;
	for held in held {
		match openings::open(&held.report.certificate, &given) {
			Ok(_) if held.openings.is_some() => {
				let why =
					format!("{}.json: two files open its commitments; make one list", held.stem);
				return Err(Failure::fault(why));
			},
			Ok(_) => {
				held.openings = Some(name.clone());
				opens = true;
			},
			Err(Refusal::NothingToOpen | Refusal::OpensNothing(_)) => {},
			Err(refusal) => return Err(Failure::fault(format!("{}.json: {refusal}", held.stem))),
		}
	}
	if !opens {
		let why = format!("{shown}: does not open the commitments of any of the certificates");
		return Err(Failure::fault(why));
	}
	folder.add(name, &text)?;
	Ok(())
}

/// The built page of the verifier for browsers, at a path or in a folder.
fn verifier(path: &Path) -> Result<Vec<u8>, Failure> {
	let page = if path.is_dir() { path.join("verifier.html") } else { path.to_owned() };
	let bytes = input::read(&page, input::MAX_FILE)?;
	let text = String::from_utf8_lossy(&bytes);
	// What it is built of has no policy yet that keeps it from the network, and a program of its own.
	let is_built = text.contains("<title>Verify a certificate of evidence</title>")
		&& text.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
	match is_built {
		true => Ok(bytes),
		false => Err(Failure::fault(format!(
			"{}: is not the built verifier for browsers; `npm run build` in app/verifier makes it",
			page.display()
		))),
	}
}

/// The name of a file without the folders before it.
fn file_name(path: &Path) -> Result<String, String> {
	let name = path.file_name().and_then(|name| name.to_str());
	let is_shown = |name: &&str| sums::is_inside(name) && !name.contains(output::misleads);
	name.filter(is_shown).map(str::to_owned).ok_or(format!(
		"{}: give a file whose name is UTF-8 without backslashes, control characters and marks of the \
		 direction of writing",
		path.display()
	))
}
