//! `tracemark right register`.

use super::{
	calls::{Call, Claim},
	options::{self, ClaimArgs, Claimant},
	receipt::{self, FileEntry, Receipt, Statement},
	work,
};
use crate::{
	outcome::{self, Outcome},
	output::{self, print_json, unusable},
};
use serde::Serialize;
use sp_core::H256;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::moment;
use tracemark_primitives::parties::Owner;

const EXAMPLES: &str = "\
Examples:
  tracemark right register song.wav --claimant 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty
  tracemark right register front.png side.png --claimant 7 --kind design --classes 15:02 \\
    --territories EU,CH --out chair.json

Nothing is sent anywhere and no node is needed. The receipt holds a secret: only who has it can
reveal the claim.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The files of the work; the order of several counts
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Who claims: an account, as its address or 0x and 64 hexadecimal digits, or an organisation's number
	#[arg(long, value_name = "CLAIMANT", value_parser = options::claimant)]
	claimant: Claimant,
	#[command(flatten)]
	claimed: ClaimArgs,
	/// Where the receipt goes, if not beside the first file
	#[arg(long, value_name = "RECEIPT")]
	out: Option<PathBuf>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Writes the receipt, and says what to do next.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match register(args) {
		Ok((path, receipt, claim)) if args.json => {
			let answer = Answer {
				receipt: path.display().to_string(),
				claimant: &receipt.claimant,
				right: receipt.right,
				fingerprint: receipt.fingerprint.value,
				commitment: receipt.commitment,
				call: claim.commit_priority(),
			};
			print_json(&answer, out)?;
			Ok(Outcome::Good)
		},
		Ok((path, receipt, claim)) => {
			print(&path, &receipt, &claim, out)?;
			Ok(Outcome::Good)
		},
		Err(error) => unusable(&error),
	}
}

/// What is printed as JSON. The salt is in the receipt only.
#[derive(Serialize)]
struct Answer<'a> {
	receipt: String,
	claimant: &'a str,
	right: H256,
	fingerprint: H256,
	commitment: H256,
	call: Call,
}

fn register(args: &Args) -> Result<(PathBuf, Receipt, Claim), String> {
	// What is cheap to refuse is refused before large files are read.
	let claimed = &args.claimed;
	claimed.kind.classes(&claimed.classes)?;
	let names = names(&args.files)?;
	let path = match (&args.out, args.files.first(), names.first()) {
		(Some(path), _, _) => path.clone(),
		(None, Some(file), Some(name)) => file.with_file_name(format!("{name}.receipt.json")),
		(None, _, _) => return Err("give a file".into()),
	};
	output::ensure_room(&path)?;
	let mut files = Vec::with_capacity(names.len());
	for (path, name) in args.files.iter().zip(names) {
		files.push(entry(path, name)?);
	}
	let mut salt = [0; 32];
	getrandom::fill(&mut salt)
		.map_err(|error| format!("the system gives no random bytes: {error}"))?;
	let statement = Statement {
		claimant: args.claimant.clone(),
		kind: claimed.kind,
		territories: claimed.territories,
		classes: claimed.classes.clone(),
		authors: claimed.authors.clone(),
		salt: H256(salt),
	};
	let (receipt, claim) = Receipt::new(statement, files, moment::rfc3339(moment::now()))?;
	receipt.write(&path)?;
	Ok((path, receipt, claim))
}

/// The names of the files without their folders: by them the files are found again.
fn names(files: &[PathBuf]) -> Result<Vec<String>, String> {
	let mut names: Vec<String> = Vec::with_capacity(files.len());
	for path in files {
		let shown = path.display();
		let name = path.file_name().ok_or_else(|| format!("{shown}: is no file"))?;
		let name = name.to_str().filter(|name| receipt::is_plain(name)).ok_or_else(|| {
			format!("{shown}: the name is not plain text; rename the file before it is claimed")
		})?;
		if names.iter().any(|other| other == name) {
			return Err(format!(
				"{shown}: another file has this name, too; rename one before they are claimed"
			));
		}
		names.push(name.to_owned());
	}
	Ok(names)
}

fn entry(path: &Path, name: String) -> Result<FileEntry, String> {
	let log = &mut io::stderr();
	let (content, file) = work::content(path, log)?;
	if content.length == 0 {
		return Err(format!("{}: is empty; there is nothing to claim", path.display()));
	}
	Ok(FileEntry::new(name, content, work::likeness(path, file, log)))
}

fn print(path: &Path, receipt: &Receipt, claim: &Claim, out: &mut impl Write) -> io::Result<()> {
	let path = path.display();
	let (party, signer) = match &claim.claimant {
		Owner::Account(_) => ("account", "the claimant's account"),
		Owner::Organisation(_) => ("organisation", "an operator of that organisation"),
	};
	writeln!(out, "Receipt written: {path}. You alone can read it.\n")?;
	writeln!(out, "claimant:   {party} {}", receipt.claimant)?;
	for file in &receipt.files {
		let (name, length, digest) = (&file.name, file.length, file.sha256);
		writeln!(out, "file:       {name}, {length} bytes, SHA-256 {digest:?}")?;
	}
	writeln!(out, "right:      {:?}", receipt.right)?;
	writeln!(out, "commitment: {:?}", receipt.commitment)?;
	writeln!(
		out,
		"
NEXT STEP, before you show the work to anybody: open polkadot.js Apps, Developer, Extrinsics,
Decode, paste this call and see that it is ipRegistry.commitPriority. Then sign it under
Submission as {signer}:

{}

It shows nothing of the work. The block that it comes into gives the claim its time. Reveal the
claim within 365 days of that block: tracemark right reveal {path}
",
		claim.commit_priority().call_data
	)?;
	writeln!(
		out,
		"\
WARNING: if you lose the receipt, you lose the claim: its secret is nowhere else, and nobody can
compute it. Show it to nobody before the reveal, and keep a copy on another medium.
WARNING: keep the very files. Saving one anew, recompressing a picture or changing its size, or
renaming a file inside an archive changes the digest, and the claim is then not about the file
that you hold."
	)
}
