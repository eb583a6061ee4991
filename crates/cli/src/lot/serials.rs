//! `tracemark lot serials`.

use crate::{
	outcome::{self, Outcome},
	output::{self, Readers},
};
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{
	file::Labels,
	serial::Space,
	text::{self, grouped},
};
use tracemark_primitives::gs1::{Gtin, LotNumber};

const EXAMPLES: &str = "\
Examples:
  tracemark lot serials --gtin 09521101000016 --lot L-2611 --count 10000

Serials come from the system's randomness, so long that a million guesses together succeed with a
probability below 1/10,000. The file holds the secret under each label: it is for who prints them,
and only its owner can read it. `tracemark lot keep` makes the file for the keepers.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The class: 8, 12, 13 or 14 digits
	#[arg(long, value_name = "GTIN", value_parser = text::gtin)]
	gtin: Gtin,
	/// Number of the lot within the class: 1 to 20 characters
	#[arg(long, value_name = "NUMBER", value_parser = text::lot_number)]
	lot: LotNumber,
	/// How many items
	#[arg(long, value_name = "N")]
	count: u32,
	/// Where the label file goes, if not to GTIN-NUMBER.labels.jsonl
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// Writes the label file, and says how well the serials are hidden.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match draw(args) {
		Ok((path, space)) => {
			writeln!(
				out,
				"{}: {} of {} serials with {} characters; a guess succeeds in one of {}",
				path.display(),
				grouped(space.count),
				grouped(space.size),
				space.length,
				grouped(space.odds())
			)?;
			Ok(Outcome::Good)
		},
		Err(error) => output::unusable(&error),
	}
}

fn draw(args: &Args) -> Result<(PathBuf, Space), String> {
	let name = || format!("{}.labels.jsonl", text::file_stem(&args.gtin, &args.lot)).into();
	let path = args.out.clone().unwrap_or_else(name);
	output::ensure_room(&path)?;
	let space = Space::for_count(args.count).map_err(|error| error.to_string())?;
	let labels = space
		.draw()
		.and_then(|serials| Labels::draw(args.gtin, args.lot.clone(), serials))
		.map_err(|error| error.to_string())?;
	output::write_new(&path, Readers::Owner, |file| labels.write(file))?;
	Ok((path, space))
}
