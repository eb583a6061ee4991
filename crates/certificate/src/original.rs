//! Originals: their size and digests, read piece by piece, however large they are.

use crate::Algorithm;
use blake2b_simd::Params;
use sha2::{Digest, Sha256};
use sha3::Sha3_256;
use sm3::Sm3;
use sp_core::H256;
use std::io::{self, Read};

/// How much is read at once, in bytes.
const PIECE: usize = 1 << 16;

/// What a certificate states of an original, as it was computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measured {
	/// SHA-256 of it.
	pub sha256: H256,
	/// SHA3-256 of it.
	pub sha3256: H256,
	/// BLAKE2b-256 of it.
	pub blake2b256: H256,
	/// SM3 of it.
	pub sm3: H256,
	/// Its size in bytes.
	pub size: u64,
}

/// Measures a file while it is read.
pub struct Meter {
	sha256: Sha256,
	sha3256: Sha3_256,
	blake2b256: blake2b_simd::State,
	sm3: Sm3,
	size: u64,
}

impl Default for Meter {
	fn default() -> Self {
		let blake2b256 = Params::new().hash_length(32).to_state();
		Self {
			sha256: Sha256::new(),
			sha3256: Sha3_256::new(),
			blake2b256,
			sm3: Sm3::new(),
			size: 0,
		}
	}
}

impl Meter {
	/// Measures a file behind its salt: the digests are those of the salt and then the file, the size is the file's.
	pub fn behind(salt: &H256) -> Self {
		let mut meter = Self::default();
		meter.update(salt.as_bytes());
		Self { size: 0, ..meter }
	}

	/// The next bytes of the file.
	pub fn update(&mut self, bytes: &[u8]) {
		self.sha256.update(bytes);
		self.sha3256.update(bytes);
		self.blake2b256.update(bytes);
		self.sm3.update(bytes);
		self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
	}

	/// What the bytes came to.
	pub fn finish(self) -> Measured {
		Measured {
			sha256: H256(self.sha256.finalize().into()),
			sha3256: H256(self.sha3256.finalize().into()),
			blake2b256: H256::from_slice(self.blake2b256.finalize().as_bytes()),
			sm3: H256(self.sm3.finalize().into()),
			size: self.size,
		}
	}
}

impl Measured {
	/// Reads a file to its end.
	pub fn read(original: impl Read) -> io::Result<Self> {
		Self::read_into(Meter::default(), original)
	}

	/// Reads a file to its end, behind its salt.
	pub fn read_behind(salt: &H256, original: impl Read) -> io::Result<Self> {
		Self::read_into(Meter::behind(salt), original)
	}

	fn read_into(mut meter: Meter, mut original: impl Read) -> io::Result<Self> {
		let mut piece = vec![0; PIECE];
		loop {
			match original.read(&mut piece) {
				Ok(0) => return Ok(meter.finish()),
				Ok(length) => meter.update(piece.get(..length).unwrap_or_default()),
				Err(error) if error.kind() == io::ErrorKind::Interrupted => {},
				Err(error) => return Err(error),
			}
		}
	}

	/// Of bytes in memory.
	pub fn of(original: &[u8]) -> Self {
		let mut meter = Meter::default();
		meter.update(original);
		meter.finish()
	}

	/// The digests by all algorithms, as certificates name them.
	pub(crate) fn named(&self) -> [String; 4] {
		Algorithm::ALL.map(|algorithm| format!("{} {:?}", algorithm.name(), self.digest(algorithm)))
	}

	/// The digest by this algorithm.
	pub fn digest(&self, algorithm: Algorithm) -> H256 {
		match algorithm {
			Algorithm::Sha256 => self.sha256,
			Algorithm::Sha3256 => self.sha3256,
			Algorithm::Blake2b256 => self.blake2b256,
			Algorithm::Sm3 => self.sm3,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_crypto_hashing::{blake2_256, sha2_256};

	#[test]
	fn digests_should_be_those_of_the_whole_when_a_file_is_read_in_pieces() {
		let bytes: Vec<u8> = (0..200_003u32).map(|at| at.to_le_bytes()[1]).collect();
		let measured = Measured::read(bytes.as_slice()).unwrap();
		let digests = [
			(Algorithm::Sha256, sha2_256(&bytes)),
			(Algorithm::Sha3256, Sha3_256::digest(&bytes).into()),
			(Algorithm::Blake2b256, blake2_256(&bytes)),
			(Algorithm::Sm3, Sm3::digest(&bytes).into()),
		];
		for (algorithm, digest) in digests {
			assert_eq!(measured.digest(algorithm), H256(digest));
		}
		assert_eq!(measured.size, 200_003);
		assert_eq!(measured, Measured::of(&bytes));
	}

	#[test]
	fn a_salt_should_be_in_the_digests_and_not_in_the_size_when_a_file_is_behind_it() {
		let (salt, file) = (H256::repeat_byte(7), b"a form");
		let measured = Measured::read_behind(&salt, &file[..]).unwrap();
		let both = Measured::of(&[salt.as_bytes(), file].concat());
		assert_eq!(measured, Measured { size: 6, ..both });
	}
}
