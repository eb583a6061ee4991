//! What commands print and write.

use crate::outcome::Outcome;
use std::{
	fs::{self, File, OpenOptions},
	io::{self, BufWriter, Write},
	path::Path,
};

/// Who can read a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
	/// Its owner alone: it holds a secret.
	Owner,
	/// Whom the system's settings allow.
	Others,
}

/// Says why a command could not be carried out.
pub fn unusable(why: &str) -> io::Result<Outcome> {
	eprintln!("tracemark: {why}");
	Ok(Outcome::Unusable)
}

/// Writes a value as indented JSON, and a line break.
pub fn print_json(value: &impl serde::Serialize, out: &mut impl Write) -> io::Result<()> {
	serde_json::to_writer_pretty(&mut *out, value)?;
	writeln!(out)
}

/// A text from outside without the characters that would break a line or steer a terminal.
pub fn one_line(text: &str) -> String {
	text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// What is said of a file that is in the way of a new one.
pub fn exists(path: &Path) -> String {
	format!(
		"{}: exists, and is never overwritten; give the new one another name by --out",
		path.display()
	)
}

/// Writes a new file. What was begun is removed if it cannot be finished.
pub fn write_new(
	path: &Path,
	readers: Readers,
	fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
) -> Result<(), String> {
	let refused = |error: io::Error| format!("{}: cannot be written: {error}", path.display());
	let file = create(path, readers).map_err(|error| match error.kind() {
		io::ErrorKind::AlreadyExists => exists(path),
		_ => refused(error),
	})?;
	let mut out = BufWriter::new(&file);
	fill(&mut out).and_then(|()| out.flush()).and_then(|()| file.sync_all()).map_err(|error| {
		let left = match fs::remove_file(path) {
			Ok(()) => "",
			Err(_) => "; remove what was begun",
		};
		format!("{}{left}", refused(error))
	})
}

fn create(path: &Path, readers: Readers) -> io::Result<File> {
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	if readers == Readers::Owner {
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	}
	#[cfg(not(unix))]
	let _ = readers;
	options.open(path)
}
