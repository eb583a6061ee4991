//! Files and digests that the commands are given.

use sp_core::H256;
use std::{
	fs::File,
	io::{self, Read},
	path::Path,
};

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
		Err(error) => Err(unreadable(path, &error)),
	}
}

/// What is said of a file that cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> String {
	format!("{}: cannot be read: {error}; check the path and the permissions", path.display())
}

/// Reads 32 bytes in hexadecimal, with or without `0x`.
pub fn hash(text: &str) -> Result<H256, String> {
	text.parse().map_err(|_| "give 64 hexadecimal digits".to_owned())
}

/// Reads the number that the chain gave something.
pub fn number(text: &str) -> Result<u32, String> {
	text.parse().map_err(|_| "give the number that the chain gave it, such as 12".to_owned())
}

/// Reads bytes in hexadecimal, with or without `0x`.
pub fn bytes(text: &str) -> Result<Vec<u8>, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	sp_core::bytes::from_hex(&format!("0x{digits}"))
		.map_err(|_| "give an even number of hexadecimal digits".to_owned())
}
