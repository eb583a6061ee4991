//! `tracemark edition codes`.

use crate::{
	outcome::{self, Outcome},
	output::{self, Failure, Readers},
	progress::Progress,
};
use clap::ArgGroup;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{
	edition::{Kind, Title},
	text, Edition,
};
use tracemark_primitives::gs1::{Gtin, LotNumber};

const EXAMPLES: &str = "\
Examples:
  tracemark edition codes --gtin 09521101000016 --edition E-1 --count 10000
  tracemark edition codes --gtin 09521101000016 --lot L-2611 --count 500 --out boxed.codes.jsonl

Codes come from the system's randomness, 26 characters out of 32 that are not misread: 130 bits. The file holds
them with the salts of their leaves; only its owner can read it. Keep it as long as codes are used: without it
nobody can use one. The call that is printed goes on record by polkadot.js, Developer, Extrinsics, Decode, signed
by an operator of the issuer.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
#[command(group = ArgGroup::new("what").required(true).args(["edition", "lot"]))]
pub struct Args {
	/// The class: 8, 12, 13 or 14 digits
	#[arg(long, value_name = "GTIN", value_parser = text::gtin)]
	gtin: Gtin,
	/// Number of the edition within the class: 1 to 20 characters
	#[arg(long, value_name = "NUMBER", value_parser = text::lot_number)]
	edition: Option<LotNumber>,
	/// Number of the lot with whose pieces the codes come: 1 to 20 characters
	#[arg(long, value_name = "NUMBER", value_parser = text::lot_number)]
	lot: Option<LotNumber>,
	/// How many codes
	#[arg(long, value_name = "N")]
	count: u32,
	/// Where the file goes, if not to GTIN-NUMBER.codes.jsonl
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// Writes the file, and prints what the edition is.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match draw(args) {
		Ok((path, edition)) => {
			if !args.json {
				writeln!(out, "file     {}", output::one_line(&path.display().to_string()))?;
			}
			super::print(&edition, Some(&path), args.json, out)?;
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

fn title(args: &Args) -> Result<Title, String> {
	let (kind, number) = match (&args.edition, &args.lot) {
		(Some(number), None) => (Kind::Class, number),
		(None, Some(number)) => (Kind::Lot, number),
		_ => return Err("give either --edition or --lot".into()),
	};
	Ok(Title { gtin: args.gtin, kind, number: number.clone() })
}

fn draw(args: &Args) -> Result<(PathBuf, Edition), Failure> {
	let title = title(args)?;
	let name = || format!("{}.codes.jsonl", text::file_stem(&title.gtin, &title.number)).into();
	let path = args.out.clone().unwrap_or_else(name);
	output::ensure_room(&path)?;
	let count = usize::try_from(args.count).unwrap_or(usize::MAX);
	let progress = Progress::new("keys", count);
	let edition = Edition::draw(title, args.count, |done| progress.tell(done))
		.map_err(|error| format!("--count: {error}"))?;
	drop(progress);
	output::write_new(&path, Readers::Owner, |file| edition.write(file))?;
	Ok((path, edition))
}
