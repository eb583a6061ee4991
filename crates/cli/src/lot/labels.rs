//! `tracemark lot labels`.

use super::read;
use crate::{
	outcome::{self, Outcome},
	output::{self, Failure, Readers},
	progress::Progress,
};
use clap::ValueEnum;
use std::{
	fs,
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{
	file::{read_header, Hidden, Item, Labels},
	label::{sheet, Codes, Label, LabelError, Resolver, PER_SHEET},
	secret::Seed,
	text::{self, grouped},
	Lot,
};
use tracemark_primitives::gs1::{Gtin, LotNumber, Serial};

const EXAMPLES: &str = "\
Examples:
  tracemark lot labels 09521101000016-L-2611.lot.jsonl --out sheets
  tracemark lot labels 09521101000016-L-2611.labels.jsonl --out sheets --hidden

Sheets are SVG, 24 labels to an A4 page. Those of --hidden have the secret under each label as a
QR Code, item for item at the same places; only their owner can read them.

";

#[derive(Clone, Copy, ValueEnum)]
enum Symbols {
	/// QR Code
	Qr,
	/// Data Matrix
	Datamatrix,
	/// Both, beside each other
	Both,
}

impl From<Symbols> for Codes {
	fn from(symbols: Symbols) -> Self {
		match symbols {
			Symbols::Qr => Self::Qr,
			Symbols::Datamatrix => Self::DataMatrix,
			Symbols::Both => Self::Both,
		}
	}
}

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The portable file or the label file
	#[arg(value_name = "FILE")]
	file: PathBuf,
	/// The folder that the sheets go to; made if it is not there
	#[arg(long, value_name = "FOLDER")]
	out: PathBuf,
	/// What the links begin with: the brand's resolver
	#[arg(long, value_name = "URL", default_value = "https://id.gs1.org")]
	resolver: Resolver,
	/// Which symbols a label bears
	#[arg(long, value_enum, default_value = "both")]
	codes: Symbols,
	/// Draw what hides under the labels instead, from the label file
	#[arg(long)]
	hidden: bool,
}

/// Writes the sheets, and says how many.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	match draw(args) {
		Ok((labels, sheets)) => {
			let folder = args.out.display();
			writeln!(out, "{folder}: {} labels on {} sheets", grouped(labels), grouped(sheets))?;
			Ok(Outcome::Good)
		},
		Err(failure) => failure.end(),
	}
}

/// What labels are drawn from.
struct Source {
	gtin: Gtin,
	lot: LotNumber,
	items: Vec<(Serial, Option<Seed>)>,
}

impl From<Labels> for Source {
	fn from(labels: Labels) -> Self {
		let item = |Hidden { serial, seed }| (serial, Some(seed));
		let items = labels.items.into_iter().map(item).collect();
		Self { gtin: labels.gtin, lot: labels.lot, items }
	}
}

impl From<Lot> for Source {
	fn from(lot: Lot) -> Self {
		let items = lot.items().iter().map(|item| (item.serial.clone(), None)).collect();
		let commitment = lot.commitment();
		Self { gtin: commitment.gtin, lot: commitment.lot.clone(), items }
	}
}

fn draw(args: &Args) -> Result<(u64, u64), Failure> {
	let source: Source = read::read(&args.file, |source| {
		let header = read_header(source)?;
		match header.format == Hidden::FORMAT {
			true => Labels::read_after(header, source).map(Into::into),
			false => Lot::read_after(header, source).map(Into::into),
		}
	})?;
	let label = |(serial, seed): &(Serial, Option<Seed>)| match (args.hidden, seed) {
		(false, _) => Label::visible(&source.gtin, serial, &args.resolver, args.codes.into())
			.map_err(|error: LabelError| error.to_string()),
		(true, Some(seed)) => {
			Label::hidden(&source.gtin, serial, seed).map_err(|error| error.to_string())
		},
		(true, None) => Err("the portable file has no secrets; give the label file".into()),
	};
	fs::create_dir_all(&args.out).map_err(|error| {
		format!("{}: cannot be made: {error}; name a folder", args.out.display())
	})?;
	let (kind, readers) =
		if args.hidden { ("hidden", Readers::Owner) } else { ("labels", Readers::Others) };
	let stem = text::file_stem(&source.gtin, &source.lot);
	let path = |sheet: u64| args.out.join(format!("{stem}-{kind}-{sheet:05}.svg"));
	for (sheet, _) in (1..).zip(source.items.chunks(PER_SHEET)) {
		output::ensure_new(&path(sheet))?;
	}
	let progress = Progress::new("labels", source.items.len());
	let (mut labels, mut sheets) = (0, 0);
	for items in source.items.chunks(PER_SHEET) {
		let drawn = items.iter().map(label).collect::<Result<Vec<_>, String>>()?;
		sheets += 1;
		labels += items.len();
		let path = path(sheets);
		output::write_new(&path, readers, |file| file.write_all(sheet(&drawn).as_bytes()))?;
		progress.tell(labels);
	}
	Ok((u64::try_from(labels).unwrap_or(u64::MAX), sheets))
}
