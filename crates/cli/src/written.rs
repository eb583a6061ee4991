//! What commands say of the files that they wrote.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sp_core::H256;

/// A file that was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Written {
	/// Where it is: as the command was told, or its name below the folder that was written.
	pub path: String,
	/// How long it is.
	pub bytes: usize,
	/// SHA-256 of it.
	pub sha256: H256,
}

impl Written {
	/// Of its content.
	pub fn of(path: String, content: &[u8]) -> Self {
		Self { path, bytes: content.len(), sha256: H256(Sha256::digest(content).into()) }
	}
}
