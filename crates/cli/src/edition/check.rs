//! `tracemark edition check`.

use crate::{
	input,
	outcome::{self, Outcome},
	output::Failure,
	progress::Progress,
};
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::Edition;

const EXAMPLES: &str = "\
Examples:
  tracemark edition check 09521101000016-E-1.codes.jsonl
  tracemark edition check 09521101000016-E-1.codes.jsonl --root 0x3f5a…

Reads the whole file: its form, whether each key is that of its code, the root over all leaves. With --root, the
root of the edition on chain, also whether it is that edition.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The file of the edition
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// The root that is on chain: 0x and 64 hexadecimal digits
	#[arg(long, value_name = "ROOT", value_parser = input::hash)]
	root: Option<H256>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Checks the file, and prints what the edition is.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match check(args) {
		Ok(edition) => {
			super::print(&edition, None, args.json, out)?;
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

fn check(args: &Args) -> Result<Edition, Failure> {
	let edition = super::read(&args.file)?;
	let progress = Progress::new("keys", edition.codes().len());
	let checked = edition.check_keys(|done| progress.tell(done));
	drop(progress);
	checked.map_err(|error| Failure::of_file(&args.file, &error))?;
	let root = edition.root();
	match args.root.filter(|wanted| *wanted != root) {
		None => Ok(edition),
		Some(_) => {
			let file = args.file.display();
			Err(Failure::fault(format!("{file}: is another edition: its root is {root:?}")))
		},
	}
}
