//! `tracemark lot check`.

use super::read;
use crate::{
	input,
	outcome::{self, Outcome},
	output::Failure,
};
use sp_core::H256;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::Lot;

const EXAMPLES: &str = "\
Examples:
  tracemark lot check 09521101000016-L-2611.lot.jsonl
  tracemark lot check delivered.jsonl --root 0x3f5a…

Reads the whole file: its form, the order of the serials, the root over all items. With --root, the
root of the lot on chain, also whether it is that lot.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The portable file
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// The root that is on chain: 0x and 64 hexadecimal digits
	#[arg(long, value_name = "ROOT", value_parser = input::hash)]
	root: Option<H256>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Checks the file, and prints what the lot is.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match check(args) {
		Ok(lot) => {
			read::print(&lot, args.json, out)?;
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

fn check(args: &Args) -> Result<Lot, Failure> {
	let lot = read::lot(&args.file)?;
	let root = lot.commitment().root;
	match args.root.filter(|wanted| *wanted != root) {
		None => Ok(lot),
		Some(_) => {
			let file = args.file.display();
			Err(Failure::fault(format!("{file}: is another lot: its root is {root:?}")))
		},
	}
}
