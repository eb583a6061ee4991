//! `tracemark epcis hash`.

use super::input;
use crate::{
	outcome::{self, Outcome},
	output::Failure,
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_epcis::event_hashes;

const EXAMPLES: &str = "\
Examples:
  tracemark epcis hash shipment.json
  tracemark epcis hash --prehash shipment.json

The ids stand one a line, in document order. The document need not be valid: validate it first.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// A document, query document or bare events in JSON, XML or CSV; `-` is the standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// Print the canonical strings that are hashed, in place of the ids
	#[arg(long)]
	prehash: bool,
}

/// Prints the ids or the canonical strings.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let document = match input::told(input::read(&args.file)) {
		Ok(document) => document,
		Err(outcome) => return Ok(outcome),
	};
	match event_hashes(&document) {
		Ok(hashes) => {
			for hash in hashes {
				if args.prehash {
					writeln!(out, "{}", hash.prehash())?;
				} else {
					writeln!(out, "{}", hash.id())?;
				}
			}
			Ok(Outcome::Good)
		},
		Err(error) => {
			let name = input::shown(&args.file);
			Failure::fault(format!("{name}: {error}; validate the file to see what is expected"))
				.end()
		},
	}
}
