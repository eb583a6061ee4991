//! `tracemark lot import`.

use crate::{
	outcome::{self, Outcome},
	output::{self, one_line, Failure, Readers},
};
use std::{
	fs::{self, File},
	io::{self, Write},
	path::PathBuf,
};
use tracemark_lots::{
	stock::{self, Call, Import, ImportError},
	text, Lot,
};

const EXAMPLES: &str = "\
Examples:
  tracemark lot import stock.csv > calls.jsonl
  tracemark lot import stock.csv --lots lists --out calls.jsonl

  gtin,hs,rights,lot,quantity,unit,serial,place,made
  09521101000016,2022:851830,,L-1,500,,,9521101000009,2025-03-01T08:00:00+01:00
  09521101000016,,,L-2,,,A7K2,,2025-04-01T08:00:00+02:00

Columns can be left out and stand in any order. A call is a line of JSON: section, method, arguments
and call data as polkadot.js takes them. Faults are lines, `FILE: line N: what`; then there are no calls.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// The table
	#[arg(value_name = "CSV")]
	table: PathBuf,
	/// The folder that portable files of lots with serials go to; made if it is not there
	#[arg(long, value_name = "FOLDER")]
	lots: Option<PathBuf>,
	/// Where the calls go, if they are not to be printed
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// Prints the calls, or the faults.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let shown = args.table.display();
	// Lists are of no use without the calls: nothing is written unless these can be.
	if let Some(Err(why)) = args.out.as_deref().map(output::ensure_room) {
		return output::unusable(&why);
	}
	let source = File::open(&args.table).map_err(ImportError::from);
	let import = match source.and_then(stock::import) {
		Ok(import) => import,
		Err(ImportError::Faults { faults, more }) => {
			for fault in &faults {
				writeln!(out, "{shown}: {}", one_line(&fault.to_string()))?;
			}
			if more > 0 {
				writeln!(out, "{shown}: {more} more faults are not shown")?;
			}
			return Ok(Outcome::Faulty);
		},
		Err(error) => return output::unusable(&format!("{shown}: {error}")),
	};
	if import.calls.is_empty() {
		let why = "has no line below the names of its columns; there is nothing to put on record";
		return Failure::fault(format!("{shown}: {why}")).end();
	}
	if let Err(failure) = write_lots(args, &import) {
		return failure.end();
	}
	match &args.out {
		None => print(&import.calls, out)?,
		Some(path) => {
			let written =
				output::write_new(path, Readers::Others, |file| print(&import.calls, file));
			if let Err(why) = written {
				return output::unusable(&why);
			}
		},
	}
	Ok(Outcome::Good)
}

fn print(calls: &[Call], out: &mut impl Write) -> io::Result<()> {
	for call in calls {
		serde_json::to_writer(&mut *out, call)?;
		writeln!(out)?;
	}
	Ok(())
}

/// Writes the lists first: without them nothing could ever prove a serial of the calls' roots.
fn write_lots(args: &Args, import: &Import) -> Result<(), Failure> {
	let folder = match &args.lots {
		Some(folder) if !import.lots.is_empty() => folder,
		None if !import.lots.is_empty() => {
			return Err(Failure::from(
				"the table has serials; say by --lots where the portable files go".to_owned(),
			))
		},
		_ => return Ok(()),
	};
	let path = |lot: &Lot| {
		let commitment = lot.commitment();
		let stem = text::file_stem(&commitment.gtin, &commitment.lot);
		folder.join(format!("{stem}.lot.jsonl"))
	};
	for lot in &import.lots {
		output::ensure_new(&path(lot))?;
	}
	fs::create_dir_all(folder)
		.map_err(|error| format!("{}: cannot be made: {error}; name a folder", folder.display()))?;
	for lot in &import.lots {
		output::write_new(&path(lot), Readers::Others, |file| lot.write(file))?;
	}
	Ok(())
}
