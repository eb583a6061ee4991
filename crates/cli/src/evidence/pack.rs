//! `tracemark evidence pack`.

use super::{
	forms, recipe,
	sums::{self, Entry, LIST},
	timestamp::Token,
};
use crate::{
	certificate::judge::{self, NoReport},
	input,
	outcome::{self, Outcome},
	output::{self, one_line, Failure, Readers},
};
use sha2::{Digest, Sha256};
use sp_core::H256;
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{html, pdf, verify_original, Refusal, Report};

const EXAMPLES: &str = "\
Examples:
  tracemark evidence pack C.json --file photo.jpg --genesis 0x91b1… --out case-7
  tracemark evidence pack A.json B.json --file page.html --file photo.jpg \\
    --capture shop.html --headers shop.html.headers --genesis 0x91b1… --out case-7
  tracemark evidence pack C.json --file photo.jpg --timestamp photo.tsr \\
    --timestamp-ca authority.pem --genesis 0x91b1… --out case-7

Every certificate must be valid and its original among the files, and every file the original of a
certificate; otherwise nothing is written. README.txt in the folder says how anybody checks it.
`curl -D shop.html.headers -o shop.html URL` keeps the response headers of a page.

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
	/// A capture that goes along
	#[arg(long = "capture", value_name = "FILE")]
	captures: Vec<PathBuf>,
	/// HTTP response headers of a capture
	#[arg(long = "headers", value_name = "FILE", requires = "captures")]
	headers: Vec<PathBuf>,
	/// A time-stamp authority's response (RFC 3161) about an original or a capture
	#[arg(long = "timestamp", value_name = "FILE", requires = "authorities")]
	timestamps: Vec<PathBuf>,
	/// The time-stamp authorities' certificates, in PEM
	#[arg(long = "timestamp-ca", value_name = "FILE", requires = "timestamps")]
	authorities: Option<PathBuf>,
	/// Hash of the chain's genesis block, in hexadecimal, from a source other than the certificates
	#[arg(long, value_name = "HASH", value_parser = input::hash)]
	genesis: H256,
	/// The folder to write, which must not exist
	#[arg(long, value_name = "FOLDER")]
	out: PathBuf,
}

/// A certificate of the folder.
pub struct Held {
	/// Its name without ending.
	pub stem: String,
	/// The verdict on it.
	pub report: Report,
	/// Its original's name in the folder.
	pub original: Option<String>,
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
}

/// What the folder holds.
pub struct Contents {
	/// The hash of the chain's genesis block.
	pub genesis: H256,
	/// The chain's name, in one line.
	pub chain: String,
	/// The certificates.
	pub certificates: Vec<Held>,
	/// The tokens.
	pub stamps: Vec<Stamp>,
	/// Whether there are captures.
	pub has_captures: bool,
}

/// Writes the folder.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match pack(args) {
		Ok((count, list)) => {
			let folder = args.out.display();
			writeln!(out, "{folder}: {count} files; README.txt says how to check them.")?;
			writeln!(out, "SHA-256 of {LIST}: {list:x}")?;
			Ok(Outcome::Good)
		},
		Err(Failure { outcome: Outcome::Faulty, why }) => {
			writeln!(out, "NOT PACKED: {}", one_line(&why))?;
			Ok(Outcome::Faulty)
		},
		Err(failure) => failure.end(),
	}
}

/// Checks and writes. Returns how many files the list has, and its digest.
fn pack(args: &Args) -> Result<(usize, H256), Failure> {
	let certificates = certificates(args)?;
	let mut tokens = Vec::new();
	for path in &args.timestamps {
		let bytes = input::read(path, input::MAX_FILE)?;
		let token = Token::parse(&bytes)
			.map_err(|why| Failure::fault(format!("{}: {why}", path.display())))?;
		tokens.push((format!("timestamps/{}", file_name(path)?), bytes, token));
	}
	let mut folder = Folder::create(&args.out)?;
	let packed = fill(args, certificates, tokens, &mut folder);
	if packed.is_err() {
		// The folder is of this run: it did not exist before.
		fs::remove_dir_all(&args.out)
			.map_err(|error| format!("{}: cannot be removed: {error}", args.out.display()))?;
	}
	packed
}

fn certificates(args: &Args) -> Result<Vec<Held>, Failure> {
	let mut held: Vec<Held> = Vec::new();
	for path in &args.certificates {
		let shown = path.display();
		let (text, report) = match judge::judged(path, Some(args.genesis), &[]) {
			Ok(judged) => judged,
			Err(NoReport::Unreadable(why)) => return Err(why.into()),
			Err(NoReport::Refused(refusal)) => {
				return Err(Failure::fault(format!("{shown}: {refusal}")))
			},
		};
		let name = file_name(path)?;
		let stem = name.strip_suffix(".json").unwrap_or(&name).to_owned();
		held.push(Held { stem, report, original: None, text });
	}
	Ok(held)
}

fn fill(
	args: &Args,
	mut certificates: Vec<Held>,
	tokens: Vec<(String, Vec<u8>, Token)>,
	folder: &mut Folder,
) -> Result<(usize, H256), Failure> {
	let mut of: Vec<Option<String>> = vec![None; tokens.len()];
	let mut stamped = |bytes: &[u8], name: &str| {
		for (of, (_, _, token)) in of.iter_mut().zip(&tokens) {
			if token.is_of(bytes) {
				of.get_or_insert_with(|| name.to_owned());
			}
		}
	};
	for path in &args.originals {
		let bytes = input::read(path, input::MAX_ORIGINAL)?;
		let name = format!("originals/{}", file_name(path)?);
		claim(&mut certificates, path, &bytes, &name)?;
		stamped(&bytes, &name);
		folder.add(name, &bytes)?;
	}
	for held in &certificates {
		let about_a_file = held.report.certificate.subject.is_about_a_file();
		if about_a_file && held.original.is_none() {
			let why = format!("{}.json: its original is missing; give it with --file", held.stem);
			return Err(Failure::fault(why));
		}
	}
	for path in &args.captures {
		let bytes = input::read(path, input::MAX_ORIGINAL)?;
		let name = format!("captures/{}", file_name(path)?);
		stamped(&bytes, &name);
		folder.add(name, &bytes)?;
	}
	for path in &args.headers {
		let bytes = input::read(path, input::MAX_FILE)?;
		if !bytes.starts_with(b"HTTP/") {
			let why = format!("{}: holds no HTTP response headers", path.display());
			return Err(Failure::fault(why));
		}
		folder.add(format!("captures/{}", file_name(path)?), &bytes)?;
	}
	let mut stamps = Vec::new();
	for ((name, bytes, token), of) in tokens.into_iter().zip(of) {
		let why = format!("{name}: is the time stamp of none of the originals and captures");
		let of = of.ok_or_else(|| Failure::fault(why))?;
		folder.add(name.clone(), &bytes)?;
		stamps.push(Stamp { name, of, token });
	}
	if let Some(path) = &args.authorities {
		folder.add(recipe::AUTHORITIES.to_owned(), &input::read(path, input::MAX_FILE)?)?;
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
	let chain = certificates.first().map(|held| held.report.certificate.chain.name.clone());
	let contents = Contents {
		genesis: args.genesis,
		chain: one_line(&chain.unwrap_or_default()),
		certificates,
		stamps,
		has_captures: !args.captures.is_empty(),
	};
	folder.add(recipe::NAME.to_owned(), recipe::text(&contents).as_bytes())?;
	let list = sums::text(&folder.listed);
	let digest = H256(Sha256::digest(&list).into());
	folder.write(LIST, list.as_bytes())?;
	for (name, form) in forms::all(&contents, digest) {
		folder.write(name, form.as_bytes())?;
	}
	Ok((folder.listed.len(), digest))
}

/// Finds the certificates that a file is the original of.
fn claim(held: &mut [Held], path: &Path, bytes: &[u8], name: &str) -> Result<(), Failure> {
	let mut claimed = false;
	for held in held {
		match verify_original(&held.report.certificate, bytes) {
			Ok(()) => {
				held.original.get_or_insert_with(|| name.to_owned());
				claimed = true;
			},
			Err(Refusal::OtherOriginal(_) | Refusal::NoOriginal) => {},
			Err(refusal) => return Err(Failure::fault(format!("{}.json: {refusal}", held.stem))),
		}
	}
	if claimed {
		Ok(())
	} else {
		let why = format!("{}: is the original of none of the certificates", path.display());
		Err(Failure::fault(why))
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

/// A folder while it is written.
struct Folder {
	root: PathBuf,
	listed: Vec<Entry>,
}

impl Folder {
	fn create(root: &Path) -> Result<Self, String> {
		fs::create_dir(root).map_err(|error| match error.kind() {
			io::ErrorKind::AlreadyExists => output::exists(root),
			_ => format!("{}: cannot be made: {error}", root.display()),
		})?;
		Ok(Self { root: root.to_owned(), listed: Vec::new() })
	}

	/// Writes a file that the list names.
	fn add(&mut self, name: String, bytes: &[u8]) -> Result<(), String> {
		self.write(&name, bytes)?;
		self.listed.push(Entry { name, digest: H256(Sha256::digest(bytes).into()) });
		Ok(())
	}

	fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
		let path = self.root.join(name);
		if path.exists() {
			return Err(format!("{name}: two files of this name were given; rename one"));
		}
		if let Some(parent) = path.parent() {
			fs::create_dir_all(parent)
				.map_err(|error| format!("{}: cannot be made: {error}", parent.display()))?;
		}
		output::write_new(&path, Readers::Others, |file| file.write_all(bytes))
	}
}
