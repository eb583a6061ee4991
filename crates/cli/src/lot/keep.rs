//! `tracemark lot keep`.

use super::read;
use crate::{
	outcome::{self, Outcome},
	output::{self, Failure, Readers},
	progress::Progress,
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{text, Lot};

const EXAMPLES: &str = "\
Examples:
  tracemark lot keep 09521101000016-L-2611.labels.jsonl

The portable file goes to the keepers whom the lot names; its root goes on chain with the call
`custody.commission`. It has no secrets, but shows all serials: it is not for the public.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The label file
	#[arg(value_name = "LABELS")]
	labels: PathBuf,
	/// Where the portable file goes, if not to GTIN-NUMBER.lot.jsonl beside the label file
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Writes the portable file, and prints what the lot is.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match keep(args) {
		Ok(lot) => {
			read::print(&lot, args.json, out)?;
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

fn keep(args: &Args) -> Result<Lot, Failure> {
	let labels = read::labels(&args.labels)?;
	let name = format!("{}.lot.jsonl", text::file_stem(&labels.gtin, &labels.lot));
	let path = args.out.clone().unwrap_or_else(|| args.labels.with_file_name(name));
	output::ensure_room(&path)?;
	let progress = Progress::new("item keys", labels.items.len());
	let lot = labels.keep(|done| progress.tell(done));
	drop(progress);
	let lot = lot.map_err(|error| Failure::fault(error.to_string()))?;
	output::write_new(&path, Readers::Others, |file| lot.write(file))?;
	Ok(lot)
}
