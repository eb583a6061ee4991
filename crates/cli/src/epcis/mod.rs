//! `tracemark epcis`: EPCIS 2.0 documents.

mod hash;
mod input;
mod validate;

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
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Validate(args) => validate::run(&args, out),
		Command::Hash(args) => hash::run(&args, out),
	}
}
