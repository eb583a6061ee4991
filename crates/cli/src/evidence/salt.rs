//! Salts of originals: 32 random bytes before a file whose content could be guessed.
//!
//! The digest on record is SHA-256 of the salt and then the file, so that `cat FILE.salt FILE | sha256sum`
//! gives it as well. Whoever has the file alone cannot tell whether it is on record.

use super::anchor::Original;
use crate::{
	input,
	output::{self, Readers},
};
use sp_core::H256;
use std::{
	ffi::OsString,
	fs,
	io::Write,
	path::{Path, PathBuf},
};

/// A salt.
pub struct Salt {
	/// 32 random bytes.
	pub bytes: H256,
	/// Where they are, or go.
	path: PathBuf,
	/// Whether they are not there yet.
	is_new: bool,
}

impl Salt {
	/// The salt of an original: the one that lies beside it, else one that is drawn now.
	pub fn of(original: &Path) -> Result<Self, String> {
		let mut name = OsString::from(original);
		name.push(".salt");
		let path = PathBuf::from(name);
		if fs::symlink_metadata(&path).is_ok() {
			return Ok(Self { bytes: read(&path)?, path, is_new: false });
		}
		let mut bytes = H256::zero();
		getrandom::fill(&mut bytes.0)
			.map_err(|error| format!("the system gives no random numbers: {error}"))?;
		Ok(Self { bytes, path, is_new: true })
	}
}

/// Reads a salt.
pub fn read(path: &Path) -> Result<H256, String> {
	let bytes = input::read(path, 32)?;
	<[u8; 32]>::try_from(bytes)
		.map(H256)
		.map_err(|_| format!("{}: is no salt, which has 32 bytes", path.display()))
}

/// Writes the salts that were drawn, each beside its original, for the owner alone to read.
pub fn write(originals: &[Original]) -> Result<(), String> {
	for salt in originals.iter().filter_map(|original| original.salt.as_ref()) {
		if salt.is_new {
			output::write_new(&salt.path, Readers::Owner, |file| {
				file.write_all(salt.bytes.as_bytes())
			})?;
		}
	}
	Ok(())
}
