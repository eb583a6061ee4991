//! `tracemark evidence audit`.

use super::{
	keeper::{Keeper, State},
	sums::{self, Entry},
};
use crate::{
	input,
	outcome::{self, Outcome},
	output::{one_line, print_json, say, unusable},
};
use serde::Serialize;
use std::{
	io::{self, Write},
	path::{Path, PathBuf},
};

const EXAMPLES: &str = "\
Examples:
  tracemark evidence audit case-7/
  tracemark evidence audit case-7/ case-8/ --keeper /mnt/archive --keeper http://notary.example/kept
  tracemark evidence audit originals.sha256 --keeper /mnt/archive --json

A list has the form of sha256sum. Of a packed folder the list is SHA256SUMS. Each file is looked for
at each keeper under the name that the list gives it; without --keeper, beside the list. A file that
is missing or changed is fault 1; a keeper that gives no answer is fault 2.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
pub struct Args {
	/// Lists of digests, or packed folders
	#[arg(value_name = "LIST|FOLDER", required = true)]
	lists: Vec<PathBuf>,
	/// A folder, or a folder's address (http://…), in which the files are looked for
	#[arg(long = "keeper", value_name = "FOLDER|URL")]
	keepers: Vec<String>,
	/// Look for the originals only: the files below originals/
	#[arg(long)]
	originals: bool,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// What was found of a file.
#[derive(Serialize)]
struct Found {
	list: String,
	keeper: String,
	name: String,
	state: State,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<String>,
}

/// Looks for every file at every keeper.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let mut found = Vec::new();
	for path in &args.lists {
		let list = if path.is_dir() { path.join(sums::LIST) } else { path.clone() };
		let entries = match entries(&list, args.originals) {
			Ok(entries) => entries,
			Err(reason) => return unusable(&reason),
		};
		let beside =
			list.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
		let keepers = match args.keepers.as_slice() {
			[] => vec![beside.display().to_string()],
			keepers => keepers.to_vec(),
		};
		for name in keepers {
			let keeper = match Keeper::new(&name) {
				Ok(keeper) => keeper,
				Err(reason) => return unusable(&reason),
			};
			found.extend(entries.iter().map(|entry| {
				let (state, reason) = keeper.look(entry);
				let list = list.display().to_string();
				Found { list, keeper: name.clone(), name: entry.name.clone(), state, reason }
			}));
		}
	}

	let count = |state| found.iter().filter(|file| file.state == state).count();
	let outcome = if count(State::Unreadable) > 0 {
		Outcome::Unusable
	} else if count(State::Missing) > 0 || count(State::Changed) > 0 {
		Outcome::Faulty
	} else {
		Outcome::Good
	};
	for reason in found.iter().filter_map(|file| file.reason.as_ref()) {
		say(reason);
	}
	if args.json {
		print_json(&found, out)?;
		return Ok(outcome);
	}
	for Found { keeper, name, state, .. } in &found {
		let (keeper, name) = (one_line(keeper), one_line(name));
		match state {
			State::Missing => writeln!(out, "MISSING: {keeper} does not have {name}.")?,
			State::Changed => writeln!(out, "CHANGED: {keeper} has another file as {name}.")?,
			State::Unchanged | State::Unreadable => {},
		}
	}
	writeln!(out, "{} of {} are there, unchanged.", count(State::Unchanged), found.len())?;
	Ok(outcome)
}

fn entries(list: &Path, originals: bool) -> Result<Vec<Entry>, String> {
	let shown = list.display();
	let text = input::read(list, input::MAX_FILE)?;
	let text = String::from_utf8(text).map_err(|_| format!("{shown}: is no text in UTF-8"))?;
	let mut entries = sums::parse(&text).map_err(|error| format!("{shown}: {error}"))?;
	if originals {
		entries.retain(|entry| entry.name.starts_with("originals/"));
		if entries.is_empty() {
			return Err(format!("{shown}: names no file below originals/"));
		}
	}
	Ok(entries)
}
