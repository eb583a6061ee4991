//! `tracemark certificate`: certificates of evidence.

mod checkpoint;
mod create;
pub mod judge;
mod object;
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
	/// Make and sign council checkpoints, at which certificates may begin
	Checkpoint(checkpoint::Args),
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
		Command::Checkpoint(args) => checkpoint::run(args, out),
		Command::Create(args) => create::run(*args, out),
		Command::Render(args) => render::run(&args, out),
		Command::Verify(args) => verify::run(&args, out),
	}
}
