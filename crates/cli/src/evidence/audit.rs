//! `tracemark evidence audit`.

use super::{
	description::now,
	keeper::{Keeper, State},
	salt,
	sums::{self, Entry},
	undertaken::{self, Undertaking},
};
use crate::{
	goods::trusting,
	input,
	node::{self, NodeArgs},
	outcome::{self, Outcome},
	output::{one_line, print_json, say, unusable, Failure},
	progress::Progress,
};
use serde::Serialize;
use std::{
	collections::BTreeSet,
	fs::File,
	io::{self, Read, Write},
	path::{Path, PathBuf},
	rc::Rc,
};
use tracemark_epcis::time::written;
use ureq::tls::TlsConfig;

const EXAMPLES: &str = "\
Examples:
  tracemark evidence audit case-7/
  tracemark evidence audit case-7/ case-8/ --keeper /mnt/archive --keeper http://notary.example/kept
  tracemark evidence audit originals.sha256 --keeper /mnt/archive --json
  tracemark evidence audit case-7/ --node --url wss://node.example

A list has the form of sha256sum. Of a packed folder the list is SHA256SUMS. Each file is looked for
at each keeper under the name that the list gives it; without --keeper, beside the list. A file that
is missing or changed is fault 1; a keeper that gives no answer is fault 2.

With --node the keepers are those that undertook on the chain to keep an original and are still bound to. Each is
asked at the resolver of its record, by the digest (RFC 6920): <base>/.well-known/ni/sha-256/<digest>. Of a packed
folder the originals are looked for. An original that nobody undertook to keep is fault 1. With --by-digest the
keepers that --keeper names are asked in the same way.

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
	/// Ask the keepers that the chain names; --url says which node
	#[arg(long, conflicts_with = "keepers")]
	node: bool,
	/// Ask keepers for files by their digests rather than their names
	#[arg(long, requires = "keepers")]
	by_digest: bool,
	/// Certificates in PEM of the authority that the keepers' certificates are from, such as a company's own
	/// [default: those that browsers trust]
	#[arg(long, value_name = "FILE")]
	keeper_ca: Option<PathBuf>,
	#[command(flatten)]
	at: NodeArgs,
	/// Look for the originals only: the files below originals/ and captures/
	#[arg(long)]
	originals: bool,
	/// Print JSON
	#[arg(long)]
	json: bool,
}

/// A file that is looked for at a keeper.
struct Sought {
	list: String,
	entry: Entry,
	/// The keeper's address, or its name on the chain; none of a file that nobody undertook to keep.
	keeper: Option<String>,
	/// Where it is asked, or why it cannot be.
	at: Result<Rc<Keeper>, String>,
	/// Until when it undertook to keep the file.
	until: Option<String>,
}

/// What was found of a file.
#[derive(Serialize)]
struct Found {
	list: String,
	#[serde(skip_serializing_if = "Option::is_none")]
	keeper: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	until: Option<String>,
	name: String,
	state: State,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<String>,
}

/// Looks for every file at every keeper.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let tls = match trusting(args.keeper_ca.as_deref()) {
		Ok(tls) => tls,
		Err(reason) => return unusable(&reason),
	};
	let mut sought = Vec::new();
	for path in &args.lists {
		let list = if path.is_dir() { path.join(sums::LIST) } else { path.clone() };
		let originals = args.originals || (args.node && path.is_dir());
		let entries = match entries(&list, originals) {
			Ok(entries) => entries,
			Err(reason) => return unusable(&reason),
		};
		let found = match args.node {
			true => on_record(&list, entries)
				.map_err(Failure::from)
				.and_then(|entries| args.on_chain(&list, entries, &tls)),
			false => args.named(&list, &entries, &tls).map_err(Failure::from),
		};
		match found {
			Ok(found) => sought.extend(found),
			Err(failure) => return failure.end(),
		}
	}
	let progress = Progress::new("files", sought.len());
	let mut found = Vec::new();
	for (done, sought) in sought.into_iter().enumerate() {
		progress.tell(done);
		found.push(sought.look(args.node || args.by_digest));
	}
	drop(progress);
	print(&found, args, out)
}

impl Args {
	/// The files of a list at the keepers that were named, or beside the list.
	fn named(
		&self,
		list: &Path,
		entries: &[Entry],
		tls: &TlsConfig,
	) -> Result<Vec<Sought>, String> {
		let beside =
			list.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
		let keepers = match self.keepers.as_slice() {
			[] => vec![beside.display().to_string()],
			keepers => keepers.to_vec(),
		};
		let mut sought = Vec::new();
		for name in keepers {
			let at = Rc::new(Keeper::new(&name, tls)?);
			for entry in entries {
				sought.push(Sought {
					list: list.display().to_string(),
					entry: entry.clone(),
					keeper: Some(name.clone()),
					at: Ok(at.clone()),
					until: None,
				});
			}
		}
		Ok(sought)
	}

	/// The files of a list at the keepers that the chain names.
	fn on_chain(
		&self,
		list: &Path,
		entries: Vec<Entry>,
		tls: &TlsConfig,
	) -> Result<Vec<Sought>, Failure> {
		let digests: Vec<_> = entries.iter().map(|entry| entry.digest).collect();
		let mut keepers = Err(Failure::from("the node was not asked".to_owned()));
		node::run(async {
			keepers = undertaken::read(&self.at, &digests, now()).await;
			Ok(Outcome::Good)
		})
		.map_err(|error| error.to_string())?;
		let list = list.display().to_string();
		let of = |(entry, keepers): (Entry, Vec<Undertaking>)| {
			let unkept = keepers.is_empty().then(|| Sought::unkept(&list, &entry));
			let kept = keepers.into_iter().map(|keeper| Sought::kept(&list, &entry, keeper, tls));
			kept.chain(unkept).collect::<Vec<_>>()
		};
		Ok(entries.into_iter().zip(keepers?).flat_map(of).collect())
	}
}

impl Sought {
	fn kept(list: &str, entry: &Entry, keeper: Undertaking, tls: &TlsConfig) -> Self {
		let Undertaking { org, name, until, base } = keeper;
		let until = i64::try_from(until).ok().and_then(written);
		let at = base.ok_or_else(|| "it has no resolver on record".to_owned());
		Self {
			list: list.to_owned(),
			entry: entry.clone(),
			keeper: Some(format!("{name} (organisation {org})")),
			at: at.and_then(|base| Keeper::new(&base, tls)).map(Rc::new),
			until: Some(until.unwrap_or_else(|| "further notice".to_owned())),
		}
	}

	fn unkept(list: &str, entry: &Entry) -> Self {
		let at = Err(String::new());
		Self { list: list.to_owned(), entry: entry.clone(), keeper: None, at, until: None }
	}

	fn look(self, by_digest: bool) -> Found {
		let Self { list, entry, keeper, at, until } = self;
		let (state, reason) = match (&keeper, &at) {
			(None, _) => (State::Unkept, None),
			(_, Ok(at)) if by_digest => at.look_by_digest(&entry),
			(_, Ok(at)) => at.look(&entry),
			(_, Err(why)) => (State::Unreadable, Some(why.clone())),
		};
		// Who does not answer is named, with what it undertook.
		let reason = reason.map(|reason| match (&keeper, &until) {
			(Some(keeper), Some(until)) => {
				format!("{keeper} undertook to keep {} until {until}: {reason}", entry.name)
			},
			_ => reason,
		});
		Found { list, keeper, until, name: entry.name, state, reason }
	}
}

fn print(found: &[Found], args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let count = |state| found.iter().filter(|file| file.state == state).count();
	let faults = [State::Missing, State::Changed, State::Unkept].map(count);
	let outcome = if count(State::Unreadable) > 0 {
		Outcome::Unusable
	} else if faults.iter().any(|count| *count > 0) {
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
	for Found { keeper, until, name, state, .. } in found {
		let mut keeper = one_line(keeper.as_deref().unwrap_or_default());
		if let Some(until) = until {
			keeper.push_str(&format!(", bound until {until},"));
		}
		let name = one_line(name);
		match state {
			State::Missing => writeln!(out, "MISSING: {keeper} does not have {name}.")?,
			State::Changed => writeln!(out, "CHANGED: {keeper} has another file as {name}.")?,
			State::Unkept => writeln!(out, "UNKEPT: nobody is bound to keep {name}.")?,
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
		let below = ["originals/", "captures/"];
		entries.retain(|entry| below.iter().any(|folder| entry.name.starts_with(folder)));
		if entries.is_empty() {
			return Err(format!("{shown}: names no file below originals/ and captures/"));
		}
	}
	Ok(entries)
}

/// The files of a list by their digests on record: a file whose salt the list names too, as `NAME.salt`, has that of
/// both.
fn on_record(list: &Path, entries: Vec<Entry>) -> Result<Vec<Entry>, String> {
	let folder = list.parent().unwrap_or(Path::new(""));
	let names: BTreeSet<String> = entries.iter().map(|entry| entry.name.clone()).collect();
	let mut files = Vec::new();
	for mut entry in entries {
		if entry.name.strip_suffix(".salt").is_some_and(|name| names.contains(name)) {
			continue;
		}
		let salt = format!("{}.salt", entry.name);
		if names.contains(&salt) {
			let salt = salt::read(&folder.join(salt))?;
			let path = folder.join(&entry.name);
			entry.digest = File::open(&path)
				.and_then(|file| sums::digest(salt.as_bytes().chain(file)))
				.map_err(|error| input::unreadable(&path, &error))?;
		}
		files.push(entry);
	}
	Ok(files)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	#[test]
	fn files_should_have_the_digest_on_record_when_their_salts_are_listed() {
		let folder = std::env::temp_dir().join(format!("tracemark-{}-audit", std::process::id()));
		fs::create_dir_all(&folder).unwrap();
		fs::write(folder.join("a"), "file").unwrap();
		fs::write(folder.join("a.salt"), [7; 32]).unwrap();
		let digest = |bytes: &[u8]| sums::digest(bytes).unwrap();
		let entry = |name: &str, digest| Entry { name: name.to_owned(), digest };
		let (file, other) = (digest(b"file"), entry("b.salt", digest(b"other")));
		let entries = vec![entry("a", file), entry("a.salt", digest(&[7; 32])), other.clone()];
		let list = folder.join("SHA256SUMS");
		let salted = entry("a", digest(&[&[7u8; 32][..], &b"file"[..]].concat()));
		assert_eq!(on_record(&list, entries.clone()), Ok(vec![salted, other]));
		fs::remove_file(folder.join("a")).unwrap();
		assert!(on_record(&list, entries).unwrap_err().contains("cannot be read"));
		fs::remove_dir_all(folder).unwrap();
	}
}
