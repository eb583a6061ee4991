//! `tracemark lot`: lots of serialised goods. Only what puts them on record or hands them over needs a node.
//!
//! Secrets are in the label file and on the hidden sheets only; nothing prints them.

mod check;
mod commission;
mod hand_over;
mod import;
mod keep;
mod labels;
mod prove;
pub mod read;
mod send;
mod serials;
mod serve;

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
	/// Draw serials that nobody guesses, and the secret under each label
	Serials(serials::Args),
	/// Write the portable file of a lot, without secrets, and print its root
	Keep(keep::Args),
	/// Draw sheets of labels: QR Code and Data Matrix of each item's GS1 Digital Link
	Labels(labels::Args),
	/// Prove that a serial belongs to a lot, or by its two neighbours that it does not
	Prove(prove::Args),
	/// Check the portable file of a lot, and print its root
	Check(check::Args),
	/// Answer for lots over HTTP, as the keeper of their files
	Serve(serve::Args),
	/// Put a lot on record; needs a node
	Commission(Box<commission::Args>),
	/// Offer goods to a member; needs a node
	Offer(Box<hand_over::OfferArgs>),
	/// Accept goods that are offered; needs a node
	Accept(Box<hand_over::AcceptArgs>),
	/// Read a table of stock and product classes, and print the calls that put them on record, or send them
	Import(Box<import::Args>),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Serials(args) => serials::run(&args, out),
		Command::Keep(args) => keep::run(&args, out),
		Command::Labels(args) => labels::run(&args, out),
		Command::Prove(args) => prove::run(&args, out),
		Command::Check(args) => check::run(&args, out),
		Command::Serve(args) => serve::run(&args, out),
		Command::Commission(args) => commission::run(&args, out),
		Command::Offer(args) => hand_over::offer(&args, out),
		Command::Accept(args) => hand_over::accept(&args, out),
		Command::Import(args) => import::run(&args, out),
	}
}
