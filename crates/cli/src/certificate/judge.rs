//! Files and digests that the commands are given.

use crate::{outcome::Outcome, output::unusable};
use sp_core::H256;
use std::{
	fs::{self, File},
	io::{self, Read, Write},
	path::Path,
};
use tracemark_certificate::{form::MAX_TEXT, html, pdf, verify, Refusal, Report};

/// Largest original that is read, in bytes.
pub const MAX_ORIGINAL: u64 = 4 << 30;
/// Largest other file that is read, in bytes: a raw chain specification holds the runtime's code.
pub const MAX_FILE: u64 = 64 << 20;

/// Reads a file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
	let mut bytes = Vec::new();
	let shown = path.display();
	let read = if path == Path::new("-") {
		io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes)
	} else {
		File::open(path).and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
	};
	match read {
		Ok(size) if u64::try_from(size).is_ok_and(|size| size <= limit) => Ok(bytes),
		Ok(_) => Err(format!("{shown}: is larger than {limit} bytes")),
		Err(error) => {
			Err(format!("{shown}: cannot be read: {error}; check the path and the permissions"))
		},
	}
}

/// Why there is no verdict that a certificate is genuine.
pub enum NoReport {
	/// There is no certificate to judge.
	Unreadable(String),
	/// There is one, and it is refused.
	Refused(Refusal),
}

impl NoReport {
	/// Says so, and how the command ends.
	pub fn end(&self, out: &mut impl Write) -> io::Result<Outcome> {
		match self {
			Self::Unreadable(why) => unusable(why),
			Self::Refused(refusal) => {
				writeln!(out, "INVALID: {refusal}")?;
				Ok(Outcome::Faulty)
			},
		}
	}
}

/// Reads the text of a certificate and judges it.
pub fn judged(path: &Path, anchor: Option<H256>) -> Result<(Vec<u8>, Report), NoReport> {
	let limit = u64::try_from(MAX_TEXT).unwrap_or(MAX_FILE);
	let text = read(path, limit).map_err(NoReport::Unreadable)?;
	match verify(&text, anchor) {
		Ok(report) => Ok((text, report)),
		Err(refusal) if refusal.is_unreadable() => Err(NoReport::Unreadable(refusal.to_string())),
		Err(refusal) => Err(NoReport::Refused(refusal)),
	}
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
	fs::write(path, bytes)
		.map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}

/// Writes a genuine certificate for people: as a page, as a PDF, where they are wanted.
pub fn render(report: &Report, page: Option<&Path>, paper: Option<&Path>) -> Result<(), String> {
	if let Some(path) = page {
		write(path, html::render(report).as_bytes())?;
	}
	if let Some(path) = paper {
		write(path, &pdf::render(report).map_err(|error| error.to_string())?)?;
	}
	Ok(())
}

/// Reads 32 bytes in hexadecimal, with or without `0x`.
pub fn hash(text: &str) -> Result<H256, String> {
	bytes(text)?.try_into().map(H256).map_err(|_| "give 64 hexadecimal digits".to_owned())
}

/// Reads bytes in hexadecimal, with or without `0x`.
pub fn bytes(text: &str) -> Result<Vec<u8>, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	sp_core::bytes::from_hex(&format!("0x{digits}"))
		.map_err(|_| "give an even number of hexadecimal digits".to_owned())
}
