//! `tracemark certificate verify`.

use super::judge;
use crate::{
	input,
	outcome::{self, Outcome},
	output::{one_line, print_json, unusable},
};
use serde_json::{json, Value};
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_certificate::{verify_original, Report, Source};

const EXAMPLES: &str = "\
Examples:
  tracemark certificate verify C.json --genesis 0x91b1… --file photo.jpg
  tracemark certificate verify C.json --genesis 0x91b1… --quiet
  tracemark certificate verify C.json --genesis 0x91b1… --checkpoint P.json

Without --genesis the hash in the certificate is believed: take it from a source that does not
depend on the issuer. With --checkpoint a certificate that does not begin there is refused.

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
	let report = match judge::judged(&args.certificate, args.genesis, &args.checkpoints) {
		Ok((_, report)) => report,
		Err(none) => return none.end(args.json, out),
	};
	if let Some(path) = &args.file {
		let original = match input::read(path, input::MAX_ORIGINAL) {
			Ok(original) => original,
			Err(error) => return unusable(&error),
		};
		if let Err(refusal) = verify_original(&report.certificate, &original) {
			return judge::refused(&refusal, args.json, out);
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
