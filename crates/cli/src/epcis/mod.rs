//! `tracemark epcis`: EPCIS documents.

mod calls;
mod capture;
mod derived;
mod errors;
mod export;
mod hash;
mod input;
mod known;
mod lists;
mod plan;
mod receipt;
mod recorded;
mod sensors;
mod shown;
mod told;
mod untold;
mod validate;

pub use told::word_of;

use crate::outcome::Outcome;
use clap::Subcommand;
use std::io::{self, Write};

#[derive(clap::Args)]
pub struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Say what is wrong with documents, by GS1's schema of EPCIS 2.0
	Validate(validate::Args),
	/// Print the event hash ids of a document (CBV 2.0, section 8.9)
	Hash(hash::Args),
	/// Say which calls of the chain record the events of a document
	Plan(plan::Args),
	/// Record the events of a document on the chain; needs a node
	Capture(Box<capture::Args>),
	/// Make an EPCIS 2.0 document of the calls that record its events, or of what a node has on record
	Export(Box<export::Args>),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Validate(args) => validate::run(&args, out),
		Command::Hash(args) => hash::run(&args, out),
		Command::Plan(args) => plan::run(&args, out),
		Command::Capture(args) => capture::run(&args, out),
		Command::Export(args) => export::run(&args, out),
	}
}
