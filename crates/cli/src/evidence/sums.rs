//! Lists of SHA-256 digests as `sha256sum -c` reads them.

use crate::written::Written;
use sha2::{Digest, Sha256};
use sp_core::H256;
use std::io::{self, Read};

/// The list of a packed folder.
pub const LIST: &str = "SHA256SUMS";

/// A file of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// Its name below the folder, with `/` between its parts.
	pub name: String,
	/// SHA-256 of it.
	pub digest: H256,
}

impl From<&Written> for Entry {
	fn from(written: &Written) -> Self {
		Self { name: written.path.clone(), digest: written.sha256 }
	}
}

/// The list as a text.
pub fn text(entries: &[Entry]) -> String {
	entries.iter().map(|Entry { name, digest }| format!("{digest:x}  {name}\n")).collect()
}

/// Reads a list: two spaces, or a space and an asterisk, between digest and name.
pub fn parse(text: &str) -> Result<Vec<Entry>, String> {
	let mut entries = Vec::new();
	for (number, line) in (1u32..).zip(text.lines()) {
		let entry = entry(line).ok_or(format!(
			"line {number} is not as sha256sum writes it: 64 hexadecimal digits, two spaces, a name \
			 inside the folder"
		))?;
		entries.push(entry);
	}
	if entries.is_empty() {
		return Err("names no file".to_owned());
	}
	Ok(entries)
}

fn entry(line: &str) -> Option<Entry> {
	let (digits, name) = line.split_once(' ')?;
	let name = name.strip_prefix([' ', '*'])?;
	// The parser takes `0x`, which sha256sum does not write.
	let is_hex = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	let digest = digits.parse().ok().filter(|_| is_hex)?;
	is_inside(name).then(|| Entry { name: name.to_owned(), digest })
}

/// Whether a name stays below the folder and needs no escapes in a list.
pub fn is_inside(name: &str) -> bool {
	let plain = |part: &str| {
		!part.is_empty()
			&& part != "."
			&& part != ".."
			&& !part.contains(|c: char| c.is_control() || c == '\\')
	};
	name.split('/').all(plain)
}

/// SHA-256 of what a reader gives.
pub fn digest(mut reader: impl Read) -> io::Result<H256> {
	let mut hasher = Sha256::new();
	let mut buffer = vec![0; 1 << 16];
	loop {
		match reader.read(&mut buffer) {
			Ok(0) => return Ok(H256(hasher.finalize().into())),
			Ok(length) => hasher.update(&buffer[..length]),
			Err(error) if error.kind() == io::ErrorKind::Interrupted => {},
			Err(error) => return Err(error),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_should_give_back_the_entries_when_they_were_written_as_text() {
		let entry = |name: &str| Entry { name: name.into(), digest: H256::repeat_byte(0xab) };
		let entries = vec![entry("a b.txt"), entry("originals/x*y.jpg")];
		assert_eq!(parse(&text(&entries)), Ok(entries));
		// As `sha256sum --binary` writes.
		let binary = format!("{}  a\n{} *b\n", "0f".repeat(32), "AB".repeat(32));
		assert_eq!(parse(&binary).unwrap()[1], entry("b"));
	}

	#[test]
	fn parse_should_refuse_when_a_name_leaves_the_folder_or_a_line_is_none() {
		let digits = "ab".repeat(32);
		for line in [
			format!("{digits}  ../a"),
			format!("{digits}  /etc/passwd"),
			format!("{digits}  a//b"),
			format!("{digits}  ./a"),
			format!("\\{digits}  a\\nb"),
			format!("{digits} a"),
			format!("{digits}  "),
			format!("0x{digits}  a"),
			format!("{}  a", &digits[2..]),
			"SHA256 (a) = 00".to_owned(),
			String::new(),
		] {
			let good = format!("{digits}  good\n{line}\n");
			assert!(parse(&good).unwrap_err().starts_with("line 2 "), "{line}");
		}
		assert!(parse("").is_err());
	}
}
