//! `tracemark lot prove`.

use super::read;
use crate::{
	outcome::{self, Outcome},
	output,
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{text, Answer};
use tracemark_primitives::gs1::Serial;

const EXAMPLES: &str = "\
Examples:
  tracemark lot prove 7K2M9QX4TZ 09521101000016-L-2611.lot.jsonl

Prints the proof as JSON. That of a serial of the lot has the item as the chain's calls take it, in
`claim`; that of another serial has the items before and after it, and the exit code is 1.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The serial
	#[arg(value_name = "SERIAL", value_parser = text::serial)]
	serial: Serial,
	/// The portable file
	#[arg(value_name = "FILE")]
	file: PathBuf,
}

/// Prints the proof.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let lot = match read::lot(&args.file) {
		Ok(lot) => lot,
		Err(failure) => return failure.end(),
	};
	match lot.find(&args.serial) {
		Answer::Present(found) => {
			let mut answer = serde_json::to_value(&found)?;
			if let Some(answer) = answer.as_object_mut() {
				answer.insert("claim".into(), found.claim());
			}
			output::print_json(&answer, out)?;
			Ok(Outcome::Good)
		},
		Answer::Absent(absence) => {
			output::print_json(&absence, out)?;
			Ok(Outcome::Faulty)
		},
	}
}
