//! `tracemark evidence`: the originals behind certificates.
//!
//! [`anchor`] puts their digests on record, [`list`] has them found by what they are about, [`extract`] makes what
//! captures by several agree on, [`link`] links a time stamp, [`pack`] writes one folder for a lawyer, [`audit`] looks whether the keepers still
//! have what the folder lists.

mod anchor;
mod audit;
mod batch;
mod checkpoints;
pub mod description;
mod extract;
mod folder;
mod forms;
mod keeper;
mod link;
mod list;
mod pack;
mod recipe;
pub mod salt;
pub mod sums;
mod timestamp;
mod undertaken;

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
	/// Put the digests of originals on record, one by one or as one root; needs a node
	Anchor(Box<anchor::Args>),
	/// Have a deposit found by the goods, the right or the case that it is about; needs a node
	List(list::Args),
	/// Link a time stamp of an authority (RFC 3161) to a digest on record; needs a node
	LinkTimestamp(link::Args),
	/// Bring what an offer says into the form on which captures by several agree, and print its digest
	Extract(extract::Args),
	/// Write one folder for a lawyer: originals, certificates, digests, a recipe, forms to sign
	Pack(Box<pack::Args>),
	/// See whether keepers still have the originals, unchanged
	Audit(audit::Args),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Anchor(args) => anchor::run(&args, out),
		Command::List(args) => list::run(&args, out),
		Command::LinkTimestamp(args) => link::run(&args, out),
		Command::Extract(args) => extract::run(&args, out),
		Command::Pack(args) => pack::run(&args, out),
		Command::Audit(args) => audit::run(&args, out),
	}
}
