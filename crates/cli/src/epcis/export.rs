//! `tracemark epcis export`.

use super::input;
use crate::{
	outcome::{self, Outcome},
	output::{say, unusable},
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_epcis::export;

const EXAMPLES: &str = "\
Examples:
  tracemark epcis export plan.json > shipment.json
  tracemark epcis plan --json shipment.xml | tracemark epcis export -

The document is EPCIS 2.0 in JSON-LD. What the calls do not carry comes from `kept`; an event whose hash
is not the one on record is named, and the exit code is 1.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The JSON that `tracemark epcis plan --json` prints, or the same from another source; `-` is the
	/// standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
}

/// Prints the document.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let Some(plan) = input::told(input::read_json(&args.file)) else {
		return Ok(Outcome::Unusable);
	};
	let name = input::shown(&args.file);
	let exported = match export(&plan) {
		Ok(exported) => exported,
		Err(error) => return unusable(&format!("{name}: {error}")),
	};
	writeln!(out, "{}", exported.document)?;
	for event in &exported.differing {
		say(&format!(
			"{name}: event {event}: its hash is not the one on record; what is kept by digest only is \
			 missing or was changed"
		));
	}
	Ok(if exported.differing.is_empty() { Outcome::Good } else { Outcome::Faulty })
}
