//! `tracemark edition`: activation codes of digital editions. No command needs a node.
//!
//! Codes are in their publisher's file only; nothing prints one unless it is asked to.

mod check;
mod codes;
mod prove;

use crate::{
	outcome::Outcome,
	output::{self, Failure},
};
use clap::Subcommand;
use serde_json::json;
use std::{
	fs::File,
	io::{self, BufReader, Write},
	path::Path,
};
use tracemark_lots::{
	edition::Kind,
	file::FileError,
	text::{grouped, Ascii},
	Edition,
};

#[derive(clap::Args)]
pub struct Args {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Draw codes that nobody guesses, write their file, and print the call that issues the edition
	Codes(codes::Args),
	/// Prove that a code is of the edition, and make the calls that record its sale and its use
	Prove(prove::Args),
	/// Check the file of an edition, and print the call that issues it
	Check(check::Args),
}

/// Carries out a command of the group.
pub fn run(args: Args, out: &mut impl Write) -> io::Result<Outcome> {
	match args.command {
		Command::Codes(args) => codes::run(&args, out),
		Command::Prove(args) => prove::run(&args, out),
		Command::Check(args) => check::run(&args, out),
	}
}

/// Reads the file of an edition.
fn read(path: &Path) -> Result<Edition, Failure> {
	let file = File::open(path).map_err(FileError::from);
	file.and_then(|file| Edition::read(&mut BufReader::new(file)))
		.map_err(|error| Failure::of_file(path, &error))
}

/// Prints what an edition is, and the call that issues it. `file` is where it was written.
fn print(
	edition: &Edition,
	file: Option<&Path>,
	json: bool,
	out: &mut impl Write,
) -> io::Result<()> {
	let (title, call) = (edition.title(), edition.issue());
	if json {
		let mut answer = json!({
			"id": edition.id(),
			"gtin": title.gtin.text(),
			"kind": title.kind,
			"number": title.number.text(),
			"size": edition.size(),
			"root": edition.root(),
			"call": call,
		});
		if let (Some(answer), Some(file)) = (answer.as_object_mut(), file) {
			answer.insert("file".into(), json!(file.display().to_string()));
		}
		return output::print_json(&answer, out);
	}
	let what = match title.kind {
		Kind::Class => "edition",
		Kind::Lot => "lot    ",
	};
	writeln!(out, "class    {}", title.gtin.text())?;
	writeln!(out, "{what}  {}", title.number.text())?;
	writeln!(out, "codes    {}", grouped(edition.size()))?;
	writeln!(out, "root     {:?}", edition.root())?;
	writeln!(out, "id       {:?}", edition.id())?;
	writeln!(out, "call     {}.{}", call.section, call.method)?;
	writeln!(out, "{}", call.call_data)
}
