//! `tracemark right`: claims to works and entries of registers. Only `claim` needs a node.
//!
//! A claimant commits to the salted digest of a work first and shows it later. All that is needed for
//! the second step stands in one receipt, which [`register`] writes and [`reveal`] reads.

mod calls;
mod claim;
mod compare;
mod likeness;
pub mod options;
mod receipt;
mod register;
mod reveal;
mod work;

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
	/// Claim a work or an entry of a register, in the open; needs a node
	Claim(Box<claim::Args>),
	/// Prepare a claim to a work that nobody is to see yet, and write its receipt
	Register(register::Args),
	/// Check a receipt and its files, and print the call that reveals the claim
	Reveal(reveal::Args),
	/// Say how alike two pictures are: a hint, never a proof
	Compare(compare::Args),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Claim(args) => claim::run(&args, out),
		Command::Register(args) => register::run(&args, out),
		Command::Reveal(args) => reveal::run(&args, out),
		Command::Compare(args) => compare::run(&args, out),
	}
}
