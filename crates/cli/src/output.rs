//! What commands print and write.

use crate::outcome::Outcome;
use std::{
	fmt,
	fs::{self, File, OpenOptions},
	io::{self, BufWriter, Write},
	path::Path,
};
use tracemark_lots::file::FileError;

/// Who can read a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
	/// Its owner alone: it holds a secret.
	Owner,
	/// Whom the system's settings allow.
	Others,
}

/// Why a command ended before its work was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
	/// How it ended.
	pub outcome: Outcome,
	/// What was wrong, and what to do.
	pub why: String,
}

impl Failure {
	/// Something that was read is wrong.
	pub fn fault(why: String) -> Self {
		Self { outcome: Outcome::Faulty, why }
	}

	/// A file of a lot or an edition is not read, or is wrong.
	pub fn of_file(path: &Path, error: &FileError) -> Self {
		let why = format!("{}: {error}", path.display());
		match error.is_fault() {
			true => Self::fault(why),
			false => why.into(),
		}
	}

	/// The same, with what it is about before it.
	pub fn about(self, what: impl fmt::Display) -> Self {
		Self { why: format!("{what}: {}", self.why), ..self }
	}

	/// The same, with what to do about it.
	pub fn advised(self, what: impl fmt::Display) -> Self {
		Self { why: format!("{}; {what}", self.why), ..self }
	}

	/// Says why, and how the command ended.
	pub fn end(self) -> io::Result<Outcome> {
		say(&self.why);
		Ok(self.outcome)
	}
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.why)
	}
}

impl From<String> for Failure {
	/// The command could not be carried out.
	fn from(why: String) -> Self {
		Self { outcome: Outcome::Unusable, why }
	}
}

/// Text in one line that shows what it is: names come from the chain, from issuers and from files, and
/// could bring line breaks, commands to the terminal, or marks that turn the order of what is read.
pub fn one_line(text: &str) -> String {
	text.replace(misleads, "\u{fffd}")
}

/// Whether a character does not show itself but changes what is shown: control characters, breaks of lines
/// and paragraphs, and the marks of the Unicode Bidirectional Algorithm (UAX #9, section 2).
pub fn misleads(character: char) -> bool {
	character.is_control()
		|| matches!(
			character,
			'\u{61c}'
				| '\u{200e}' | '\u{200f}'
				| '\u{2028}'..='\u{202e}'
				| '\u{2066}'..='\u{2069}'
		)
}

/// Says something to the user, beside the output.
pub fn say(what: &str) {
	eprintln!("tracemark: {}", one_line(what));
}

/// Says why a command could not be carried out.
pub fn unusable(why: &str) -> io::Result<Outcome> {
	say(why);
	Ok(Outcome::Unusable)
}

/// Writes a value as indented JSON, and a line break.
pub fn print_json(value: &impl serde::Serialize, out: &mut impl Write) -> io::Result<()> {
	serde_json::to_writer_pretty(&mut *out, value)?;
	writeln!(out)
}

/// What is said of a file or folder that is in the way of a new one.
pub fn exists(path: &Path) -> String {
	format!(
		"{}: exists, and nothing is overwritten; name another place, or move it away",
		path.display()
	)
}

/// Fails if something is in the way of a new file: asked before the work that the file is to hold.
pub fn ensure_new(path: &Path) -> Result<(), String> {
	match fs::symlink_metadata(path) {
		Ok(_) => Err(exists(path)),
		// Whatever else is wrong shows when it is written.
		Err(_) => Ok(()),
	}
}

/// The same, and that the folder is there that the file goes to.
pub fn ensure_room(path: &Path) -> Result<(), String> {
	ensure_new(path)?;
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
	match folder.is_none_or(Path::is_dir) {
		true => Ok(()),
		false => {
			Err(format!("{}: there is no such folder; make it, or name another", path.display()))
		},
	}
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

#[cfg(test)]
mod tests {
	use super::one_line;

	#[test]
	fn one_line_should_keep_text_and_show_that_something_was_there_when_it_could_mislead() {
		for (text, expected) in [
			("Müller & Söhne, 株式会社 عربى", "Müller & Söhne, 株式会社 عربى"),
			("a\nVALID.\r\tb", "a\u{fffd}VALID.\u{fffd}\u{fffd}b"),
			("\u{1b}[2Ja\u{9b}1mb\u{7f}", "\u{fffd}[2Ja\u{fffd}1mb\u{fffd}"),
			("photo\u{202e}gpj.exe\u{2069}", "photo\u{fffd}gpj.exe\u{fffd}"),
			("\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{2066}", &"\u{fffd}".repeat(6)),
		] {
			assert_eq!(one_line(text), expected);
		}
	}
}
