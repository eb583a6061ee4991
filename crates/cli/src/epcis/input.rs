//! Reads documents from files or from the standard input.

use crate::output::say;
use std::{
	fs::File,
	io::{self, Read},
	path::{Path, PathBuf},
};
use thiserror::Error;
use tracemark_epcis::{
	json::{JsonError, Value},
	Document, ReadError,
};

/// Largest file that is read, in bytes.
const MAX_SIZE: u64 = 256 * 1024 * 1024;

/// Why a document could not be read, and what to do.
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
	/// The file is not UTF-8.
	#[error("{0}: is not text in UTF-8; save it as UTF-8")]
	Encoding(String),
	/// The text is no EPCIS document.
	#[error("{path}: {source}; give an EPCIS document in JSON, XML or CSV")]
	Document {
		/// Which file.
		path: String,
		/// What was found in it.
		source: ReadError,
	},
	/// The text is not JSON.
	#[error("{path}: {source}; give the JSON that `tracemark epcis plan --json` prints")]
	Json {
		/// Which file.
		path: String,
		/// What was found in it.
		source: JsonError,
	},
}

/// How a path is shown; `-` is the standard input.
pub fn shown(path: &Path) -> String {
	if path == Path::new("-") {
		"standard input".to_owned()
	} else {
		path.display().to_string()
	}
}

/// What was read; if it could not be, the user is told why.
pub fn told<T>(read: Result<T, InputError>) -> Option<T> {
	read.inspect_err(tell).ok()
}

/// Tells the user why nothing was read: of a table each fault in a line of its own.
pub fn tell(error: &InputError) {
	match error {
		InputError::Document { path, source: ReadError::Csv(table) } => {
			for fault in &table.faults {
				say(&format!("{path}: {fault}"));
			}
			if table.more > 0 {
				say(&format!("{path}: {} more faults are not shown", table.more));
			}
		},
		other => say(&other.to_string()),
	}
}

/// Reads a document.
pub fn read(path: &PathBuf) -> Result<Document, InputError> {
	let text = text(path)?;
	Document::parse(&text).map_err(|source| InputError::Document { path: shown(path), source })
}

/// Reads JSON.
pub fn read_json(path: &PathBuf) -> Result<Value, InputError> {
	let text = text(path)?;
	Value::parse(&text).map_err(|source| InputError::Json { path: shown(path), source })
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
	String::from_utf8(bytes).map_err(|_| InputError::Encoding(name))
}

fn open(path: &PathBuf) -> io::Result<Box<dyn Read>> {
	if path == Path::new("-") {
		Ok(Box::new(io::stdin().lock()))
	} else {
		Ok(Box::new(File::open(path)?))
	}
}
