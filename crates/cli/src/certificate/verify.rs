//! `tracemark certificate verify`.

use super::judge;
use crate::{
	evidence::salt,
	input,
	outcome::{self, Outcome},
	output::{one_line, print_json, unusable},
	progress::Bytes,
};
use serde_json::{json, Value};
use sp_core::H256;
use std::{
	fs::File,
	io::{self, Write},
	path::{Path, PathBuf},
	slice,
};
use tracemark_certificate::{openings, verify_measured, Measured, Report, Source};

const EXAMPLES: &str = "\
Examples:
  tracemark certificate verify C.json --genesis 0x91b1… --file photo.jpg
  tracemark certificate verify C.json --genesis 0x91b1… --quiet
  tracemark certificate verify C.json --genesis 0x91b1… --checkpoint P.json
  tracemark certificate verify C.json --genesis 0x91b1… --file form.pdf --salt form.pdf.salt
  tracemark certificate verify C.json --genesis 0x91b1… --openings page.openings.json

Without --genesis the hash in the certificate is believed: take it from a source that does not
depend on the issuer. With --checkpoint a certificate that does not begin there is refused. Openings are
texts with their salts, as `evidence anchor --openings` writes them: each must open a commitment of the
description, or that to the case, and what it says is said with the other statements.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The certificate; `-` is the standard input
	#[arg(value_name = "CERTIFICATE")]
	certificate: PathBuf,
	/// The original that the certificate is said to be about
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
	/// Salt of the original, if it was put on record with one: the file of 32 bytes beside it
	#[arg(long, value_name = "FILE", requires = "file")]
	salt: Option<PathBuf>,
	/// What opens the commitments of the description, or that to the case: texts and their salts, in JSON
	#[arg(long, value_name = "FILE")]
	openings: Option<PathBuf>,
	/// Hash of the chain's genesis block, in hexadecimal
	#[arg(long, value_name = "HASH", value_parser = input::hash)]
	genesis: Option<H256>,
	/// Council checkpoint at which the certificate begins, with those that it begins at itself
	#[arg(long = "checkpoint", value_name = "FILE")]
	checkpoints: Vec<PathBuf>,
	/// Print the verdict only
	#[arg(long)]
	quiet: bool,
	/// Print one JSON object: valid, reason if it is not, anchored, checkpoint, original and the fields
	#[arg(long, conflicts_with = "quiet")]
	json: bool,
}

/// Prints the verdict.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let mut report = match judge::judged(&args.certificate, args.genesis, &args.checkpoints) {
		Ok((_, report)) => report,
		Err(none) => return none.end(args.json, out),
	};
	if let Some(path) = &args.file {
		let original = match measured(path, args.salt.as_deref()) {
			Ok(original) => original,
			Err(error) => return unusable(&error),
		};
		if let Err(refusal) = verify_measured(&report.certificate, &original) {
			return judge::refused(&refusal, args.json, out);
		}
	}
	if let Some(path) = &args.openings {
		let text = match input::read(path, judge::max_text()) {
			Ok(text) => text,
			Err(error) => return unusable(&error),
		};
		let opened = openings::parse(&text)
			.and_then(|openings| openings::open(&report.certificate, &openings));
		match opened {
			Ok(fields) => report.fields.extend(fields),
			Err(refusal) if refusal.is_unreadable() => {
				return unusable(&format!("{}: {refusal}", path.display()))
			},
			Err(refusal) => return judge::refused(&refusal, args.json, out),
		}
	}

	if args.json {
		print_json(&verdict(&report, args.file.is_some()), out)?;
		return Ok(Outcome::Good);
	}
	if !args.quiet {
		for field in &report.fields {
			let mark = match field.source {
				Source::Chain => "chain ",
				Source::Issuer => "issuer",
			};
			writeln!(out, "[{mark}] {}: {}", field.name, one_line(&field.value))?;
		}
		writeln!(out)?;
		writeln!(
			out,
			"[chain ] is proven by the chain, [issuer] stands on the issuer's word only."
		)?;
		writeln!(out, "\nWhat this certificate does not prove:")?;
		for sentence in &report.certificate.does_not_prove {
			writeln!(out, "- {}", one_line(sentence))?;
		}
		writeln!(out)?;
	}
	if let Some(digest) = report.certificate.finality.checkpoint {
		writeln!(
			out,
			"It begins at the council checkpoint {digest:?}: compare it with one from another source."
		)?;
	}
	match (&args.file, report.anchored) {
		(_, false) => writeln!(
			out,
			"VALID, if {:?} is the genesis hash of the chain: compare it with one from another source.",
			report.certificate.chain.genesis_hash
		)?,
		(Some(_), true) => writeln!(out, "VALID, and the file is the original.")?,
		(None, true) => writeln!(out, "VALID.")?,
	}
	Ok(Outcome::Good)
}

/// Digests and size of an original, behind its salt if it has one.
pub fn measured(path: &Path, salt: Option<&Path>) -> Result<Measured, String> {
	let salt = salt.map(salt::read).transpose()?;
	let progress = Bytes::of(slice::from_ref(&path.to_owned()));
	let read = |file| match &salt {
		Some(salt) => Measured::read_behind(salt, progress.watch(file)),
		None => Measured::read(progress.watch(file)),
	};
	File::open(path).and_then(read).map_err(|error| input::unreadable(path, &error))
}

/// What a certificate proves, and on whose word. Without an anchor, `valid` holds if the genesis hash is the
/// chain's.
fn verdict(report: &Report, original: bool) -> Value {
	let certificate = &report.certificate;
	let fields = report.fields.iter().map(|field| {
		let word = match field.source {
			Source::Chain => "chain",
			Source::Issuer => "issuer",
		};
		json!({ "name": field.name, "value": field.value, "source": word })
	});
	json!({
		"valid": true,
		"anchored": report.anchored,
		"genesis": certificate.chain.genesis_hash,
		"checkpoint": certificate.finality.checkpoint,
		"original": original,
		"fields": fields.collect::<Vec<_>>(),
		"doesNotProve": certificate.does_not_prove,
	})
}
