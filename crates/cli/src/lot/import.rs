//! `tracemark lot import`.

use super::{
	read,
	send::{send, Sent},
};
use crate::{
	node::{self, KeyArgs, NodeArgs},
	outcome::{self, Outcome},
	output::{self, one_line, Failure, Readers},
};
use std::{
	fs::{self, File},
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_lots::{
	stock::{self, Call, Import, ImportError},
	text::{self, grouped},
	Lot,
};

const EXAMPLES: &str = "\
Examples:
  tracemark lot import stock.csv > calls.jsonl
  tracemark lot import stock.csv --lots lists --out calls.jsonl
  tracemark lot import stock.csv --lots lists --send --key brand.key

  gtin,hs,rights,lot,quantity,unit,serial,place,made
  09521101000016,2022:851830,,L-1,500,,,9521101000009,2025-03-01T08:00:00+01:00
  09521101000016,,,L-2,,,A7K2,,2025-04-01T08:00:00+02:00

Columns can be left out and stand in any order. A call is a line of JSON: section, method, arguments
and call data as polkadot.js takes them. Faults are lines, `FILE: line N: what`; then there are no calls.
With --send they go to a node in batches instead. What is on record already is skipped, so that the same table can be
sent again after a refusal; lists that are in the folder then are taken as they are.

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
	/// Send the calls, and print none; needs a node
	#[arg(long, conflicts_with = "out")]
	send: bool,
	#[command(flatten)]
	node: NodeArgs,
	#[command(flatten)]
	key: KeyArgs,
}

/// Prints the calls, or the faults.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let shown = args.table.display();
	// Lists are of no use without the calls: nothing is written unless these can be.
	if let Some(Err(why)) = args.out.as_deref().map(output::ensure_room) {
		return output::unusable(&why);
	}
	let source = File::open(&args.table).map_err(ImportError::from);
	let mut import = match source.and_then(stock::import) {
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
	if import.records.is_empty() {
		let why = "has no line below the names of its columns; there is nothing to put on record";
		return Failure::fault(format!("{shown}: {why}")).end();
	}
	if args.send {
		return node::run(send_all(args, &mut import, out));
	}
	if let Err(failure) = write_lots(args, &import.lots) {
		return failure.end();
	}
	let calls = import.calls();
	match &args.out {
		None => print(&calls, out)?,
		Some(path) => {
			let written = output::write_new(path, Readers::Others, |file| print(&calls, file));
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

/// Sends what is not on record. Lists that were written before are taken as they are: their item keys were drawn then,
/// and the roots may be on record.
async fn send_all(
	args: &Args,
	import: &mut Import,
	out: &mut impl Write,
) -> Result<Outcome, Failure> {
	let key = args.key.read()?;
	let node = args.node.connect().await?;
	let mut new = Vec::new();
	for lot in import.lots.clone() {
		let path = args.lots.as_deref().map(|folder| path_of(folder, &lot));
		match path.filter(|path| path.exists()) {
			Some(path) => {
				if !import.keep(read::lot(&path)?) {
					let why = "lists other serials than the table; name another folder";
					return Err(Failure::fault(format!("{}: {why}", path.display())));
				}
			},
			None => new.push(lot),
		}
	}
	write_lots(args, &new)?;
	let Sent { sent, batches, already } = send(&node, &key, &import.records).await?;
	let count = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
	let (sent, batches, already) = (count(sent), count(batches), count(already));
	writeln!(out, "{sent} sent in {batches} extrinsics, {already} were on record already")
		.map_err(node::unwritten)?;
	Ok(Outcome::Good)
}

/// Where the portable file of a lot goes.
fn path_of(folder: &Path, lot: &Lot) -> PathBuf {
	let commitment = lot.commitment();
	folder.join(format!("{}.lot.jsonl", text::file_stem(&commitment.gtin, &commitment.lot)))
}

/// Writes the lists first: without them nothing could ever prove a serial of the calls' roots.
fn write_lots(args: &Args, lots: &[Lot]) -> Result<(), Failure> {
	if lots.is_empty() {
		return Ok(());
	}
	let Some(folder) = &args.lots else {
		let why = "the table has serials; say by --lots where the portable files go";
		return Err(Failure::from(why.to_owned()));
	};
	for lot in lots {
		output::ensure_new(&path_of(folder, lot))?;
	}
	fs::create_dir_all(folder)
		.map_err(|error| format!("{}: cannot be made: {error}; name a folder", folder.display()))?;
	for lot in lots {
		output::write_new(&path_of(folder, lot), Readers::Others, |file| lot.write(file))?;
	}
	Ok(())
}
