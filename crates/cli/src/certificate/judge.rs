//! Certificates that commands are given, and what they write of those that are genuine.

use crate::{
	input,
	outcome::Outcome,
	output::{one_line, print_json, unusable},
	written::Written,
};
use serde_json::json;
use sp_core::H256;
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{form::MAX_TEXT, html, pdf, verify_since, Refusal, Report};

/// Why there is no verdict that a certificate is genuine.
pub enum NoReport {
	/// There is no certificate to judge.
	Unreadable(String),
	/// There is one, and it is refused.
	Refused(Refusal),
}

impl NoReport {
	/// Says so, and how the command ends.
	pub fn end(&self, as_json: bool, out: &mut impl Write) -> io::Result<Outcome> {
		match self {
			Self::Unreadable(why) => unusable(why),
			Self::Refused(refusal) => refused(refusal, as_json, out),
		}
	}
}

/// Says that a certificate is refused, and how the command ends.
pub fn refused(refusal: &Refusal, as_json: bool, out: &mut impl Write) -> io::Result<Outcome> {
	match as_json {
		true => print_json(&json!({ "valid": false, "reason": refusal.to_string() }), out)?,
		false => writeln!(out, "INVALID: {}", one_line(&refusal.to_string()))?,
	}
	Ok(Outcome::Faulty)
}

/// The longest text of a certificate or checkpoint, in bytes.
pub fn max_text() -> u64 {
	u64::try_from(MAX_TEXT).unwrap_or(input::MAX_FILE)
}

/// Reads the texts of checkpoints.
pub fn checkpoints(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, String> {
	paths.iter().map(|path| input::read(path, max_text())).collect()
}

/// Reads the text of a certificate and judges it, from genesis on or from the last of the checkpoints.
pub fn judged(
	path: &Path,
	anchor: Option<H256>,
	since: &[PathBuf],
) -> Result<(Vec<u8>, Report), NoReport> {
	let text = input::read(path, max_text()).map_err(NoReport::Unreadable)?;
	let checkpoints = checkpoints(since).map_err(NoReport::Unreadable)?;
	judged_text(&text, anchor, &checkpoints).map(|report| (text, report))
}

/// Judges the text of a certificate, from genesis on or from the last of these checkpoints.
pub fn judged_text(
	text: &[u8],
	anchor: Option<H256>,
	checkpoints: &[Vec<u8>],
) -> Result<Report, NoReport> {
	match verify_since(text, anchor, checkpoints) {
		Ok(report) => Ok(report),
		Err(refusal) if refusal.is_unreadable() => Err(NoReport::Unreadable(refusal.to_string())),
		Err(refusal) => Err(NoReport::Refused(refusal)),
	}
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<Written, String> {
	let shown = path.display();
	fs::write(path, bytes).map_err(|error| format!("{shown}: cannot be written: {error}"))?;
	Ok(Written::of(shown.to_string(), bytes))
}

/// Writes a genuine certificate for people: as a page, as a PDF, where they are wanted.
pub fn render(
	report: &Report,
	page: Option<&Path>,
	paper: Option<&Path>,
) -> Result<Vec<Written>, String> {
	let mut written = Vec::new();
	if let Some(path) = page {
		written.push(write(path, html::render(report).as_bytes())?);
	}
	if let Some(path) = paper {
		written.push(write(path, &pdf::render(report).map_err(|error| error.to_string())?)?);
	}
	Ok(written)
}

/// Prints what was written of a certificate, as JSON: the files, and what it rests on.
pub fn print_written(
	written: &[Written],
	report: &Report,
	out: &mut impl Write,
) -> io::Result<Outcome> {
	let certificate = &report.certificate;
	let answer = json!({
		"written": written,
		"genesis": certificate.chain.genesis_hash,
		"anchored": report.anchored,
		"checkpoint": certificate.finality.checkpoint,
		"block": certificate.retrieval.block,
	});
	print_json(&answer, out)?;
	Ok(Outcome::Good)
}
