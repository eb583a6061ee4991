//! Reads documents from files or from the standard input.

use crate::{
	outcome::Outcome,
	output::{one_line, say},
};
use std::{
	fs::File,
	io::{self, Read},
	path::{Path, PathBuf},
	string::FromUtf8Error,
};
use thiserror::Error;
use tracemark_epcis::{
	json::{JsonError, Value},
	Document, Fault, Report, Source,
};

/// Largest file that is read, in bytes.
const MAX_SIZE: u64 = 256 * 1024 * 1024;

/// Why there is no document, and what to do.
#[derive(Debug, Error)]
pub enum InputError {
	/// The file system refused.
	#[error("{path}: cannot be read: {source}; check the path and the permissions")]
	File {
		/// Which file.
		path: String,
		/// What the system said.
		source: io::Error,
	},
	/// The file is too large.
	#[error("{0}: is larger than {limit} MiB; split it into documents of fewer events", limit = MAX_SIZE >> 20)]
	Large(String),
	/// The file is XML in an encoding that is not read here.
	#[error("{0}: is XML that is not in UTF-8; save it as UTF-8")]
	Encoding(String),
	/// The file was read, and is not well-formed.
	#[error("{path}: is not well-formed")]
	Malformed {
		/// Which file.
		path: String,
		/// What was found in it.
		report: Report,
	},
}

impl InputError {
	/// How a command ends that was given this.
	pub fn outcome(&self) -> Outcome {
		match self {
			Self::File { .. } | Self::Large(_) | Self::Encoding(_) => Outcome::Unusable,
			Self::Malformed { .. } => Outcome::Faulty,
		}
	}
}

/// How a path is shown; `-` is the standard input.
pub fn shown(path: &Path) -> String {
	if path == Path::new("-") {
		"standard input".to_owned()
	} else {
		path.display().to_string()
	}
}

/// What was read; if there is nothing, the user is told why, and the command ends so.
pub fn told<T>(read: Result<T, InputError>) -> Result<T, Outcome> {
	read.map_err(|error| {
		match &error {
			InputError::Malformed { path, report } => {
				lines(path, report).iter().for_each(|line| say(line));
			},
			other => say(&other.to_string()),
		}
		error.outcome()
	})
}

/// A line for each fault of a file.
pub fn lines(name: &str, report: &Report) -> Vec<String> {
	let line = |fault: &Fault| format!("{name}: {}", one_line(&fault.to_string()));
	let mut lines: Vec<String> = report.faults.iter().map(line).collect();
	if report.more > 0 {
		lines.push(format!("{name}: document: {} more faults are not shown", report.more));
	}
	lines
}

/// Reads a document.
pub fn read(path: &PathBuf) -> Result<Document, InputError> {
	let text = text(path)?;
	Document::parse(&text).map_err(|error| malformed(path, error.report()))
}

/// Reads JSON.
pub fn read_json(path: &PathBuf) -> Result<Value, InputError> {
	let text = text(path)?;
	Value::parse(&text).map_err(|JsonError { line, column, problem }| {
		let message = format!("{problem}; give the JSON that `tracemark epcis plan --json` prints");
		malformed(path, Report::of(Some(Source::character(line, column)), message))
	})
}

fn malformed(path: &Path, report: Report) -> InputError {
	InputError::Malformed { path: shown(path), report }
}

fn text(path: &PathBuf) -> Result<String, InputError> {
	let name = shown(path);
	let mut bytes = Vec::new();
	let size = open(path)
		.and_then(|source| source.take(MAX_SIZE.saturating_add(1)).read_to_end(&mut bytes))
		.map_err(|source| InputError::File { path: name.clone(), source })?;
	if u64::try_from(size).is_ok_and(|size| size > MAX_SIZE) {
		return Err(InputError::Large(name));
	}
	String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))
}

/// XML may be in another encoding, if it says so; everything else is in UTF-8 or wrong.
fn not_utf8(path: String, error: &FromUtf8Error) -> InputError {
	let good = error.utf8_error().valid_up_to();
	let (before, after) = error.as_bytes().split_at_checked(good).unwrap_or_default();
	let before = String::from_utf8_lossy(before);
	let declaration = before.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
	let declares_other = declaration.is_some_and(|(declaration, _)| {
		let declaration = declaration.to_ascii_lowercase();
		declaration.contains("encoding") && !declaration.contains("utf-8")
	});
	let is_utf16 = [b"\xff\xfe<\0", b"\xfe\xff\0<"].iter().any(|start| after.starts_with(*start));
	if declares_other || (before.is_empty() && is_utf16) {
		return InputError::Encoding(path);
	}
	let line = before.matches('\n').count().saturating_add(1);
	let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
	let place = Source::character(line, column.saturating_add(1));
	let report = Report::of(Some(place), "this is not text in UTF-8; save the file as UTF-8");
	InputError::Malformed { path, report }
}

fn open(path: &PathBuf) -> io::Result<Box<dyn Read>> {
	if path == Path::new("-") {
		Ok(Box::new(io::stdin().lock()))
	} else {
		Ok(Box::new(File::open(path)?))
	}
}
