//! `tracemark`: the command line of Tracemark.
//!
//! Each group of commands is a module with an `Args` type and a `run` function; [`Command`] lists
//! them. Only those that say so need a node.

mod certificate;
mod declaration;
mod edition;
mod epcis;
mod evidence;
mod goods;
mod input;
mod licence;
mod lot;
mod node;
mod outcome;
mod output;
mod progress;
mod right;
mod scan;
mod trace;
mod words;
mod written;

use clap::{Parser, Subcommand};
use outcome::Outcome;
use std::process::ExitCode;

/// Checks and fingerprints what the trade writes down, before it goes on record.
#[derive(Parser)]
#[command(name = "tracemark", version, propagate_version = true, after_help = outcome::HELP)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Certificates of evidence: make them from a node, verify them without any network
	Certificate(certificate::Args),
	/// Customs declarations: ask beforehand, lodge, see what became of them
	Declaration(declaration::Args),
	/// Digital editions: draw activation codes, prove them, make the calls of seller and buyer
	Edition(edition::Args),
	/// EPCIS documents: validate them, compute their event hash ids, plan, record and export them
	Epcis(epcis::Args),
	/// Originals: put their digests on record, pack a folder that a court can check, see whether keepers still have them
	Evidence(evidence::Args),
	/// Licences: offer them, accept them
	Licence(licence::Args),
	/// Lots of serialised goods: serials, labels, the portable file and its keeper, stock from a table
	Lot(lot::Args),
	/// Claims to works: secure a priority without showing the work, reveal it, compare pictures
	Right(right::Args),
	/// Say what the chain and the keeper of the list know of an item: a verdict, or a question
	Scan(scan::Args),
	/// Say who held goods, from when to when, and on what authority
	Trace(trace::Args),
}

fn main() -> ExitCode {
	let cli = Cli::parse();
	let mut out = std::io::stdout().lock();
	let result = match cli.command {
		Command::Certificate(args) => certificate::run(args, &mut out),
		Command::Declaration(args) => declaration::run(args, &mut out),
		Command::Edition(args) => edition::run(args, &mut out),
		Command::Epcis(args) => epcis::run(args, &mut out),
		Command::Evidence(args) => evidence::run(args, &mut out),
		Command::Licence(args) => licence::run(args, &mut out),
		Command::Lot(args) => lot::run(args, &mut out),
		Command::Right(args) => right::run(args, &mut out),
		Command::Scan(args) => scan::run(&args, &mut out),
		Command::Trace(args) => trace::run(&args, &mut out),
	};
	match result {
		Ok(outcome) => outcome.into(),
		// Whoever reads the output has seen enough, as `head` does.
		Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Outcome::Good.into(),
		Err(error) => {
			eprintln!("tracemark: the output could not be written: {error}");
			Outcome::Unusable.into()
		},
	}
}
