//! `tracemark certificate`: certificates of evidence.

mod create;
pub mod judge;
mod render;
mod verify;

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
	/// Make a certificate of what a node has on record, and sign it
	Create(Box<create::Args>),
	/// Render a certificate for people: as a page, as a PDF
	Render(render::Args),
	/// Judge a certificate, without any network
	Verify(verify::Args),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Create(args) => create::run(*args, out),
		Command::Render(args) => render::run(&args, out),
		Command::Verify(args) => verify::run(&args, out),
	}
}
