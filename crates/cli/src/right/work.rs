//! The files of a work: their digests, and the one fingerprint that stands for all of them.

use super::likeness::{self, Likeness};
use sha2::{Digest as _, Sha256};
use sp_core::H256;
use std::{
	fs::File,
	io::{self, Read, Write},
	path::Path,
};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	merkle,
};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;
/// From which length on progress is told, in bytes.
const LARGE: u64 = 256 << 20;
/// How often it is told, in a whole file.
const STEPS: u64 = 10;

/// The content of a file, without the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Content {
	/// How many bytes.
	pub length: u64,
	/// Their SHA-256.
	pub sha256: H256,
}

/// Reads a file to its end. Tells the progress to `log` if the file is large.
pub fn content(path: &Path, log: &mut impl Write) -> Result<(Content, File), String> {
	let refused = |error: io::Error| {
		format!("{}: cannot be read: {error}; check the path and the permissions", path.display())
	};
	let mut file = File::open(path).map_err(refused)?;
	let expected = file.metadata().map_err(refused)?.len();
	let mut progress = Progress { name: path.display().to_string(), expected, told: 0 };
	let content = digest(&mut file, |length| progress.tell(length, log)).map_err(refused)?;
	Ok((content, file))
}

/// The fingerprints of a file that was opened before, if it is a picture. What keeps a picture from being
/// decoded is told to `log`: it does not stand in the way of a claim.
pub fn likeness(path: &Path, mut file: File, log: &mut impl Write) -> Option<Likeness> {
	match likeness::decode(&mut file) {
		Ok(image) => image.as_ref().map(likeness::of),
		Err(error) => {
			// The log is for people to watch: nothing depends on it.
			let _ = writeln!(
				log,
				"tracemark: {}: goes without fingerprints for look-alikes, because the picture \
				 cannot be decoded: {error}",
				path.display()
			);
			None
		},
	}
}

/// The digest of the only file, or the root of RFC 6962 over the digests of several, in their order.
pub fn fingerprint(digests: &[H256]) -> Option<Digest> {
	let value = match digests {
		[digest] => *digest,
		_ => {
			let leaves: Vec<H256> =
				digests.iter().map(|digest| merkle::leaf_hash(digest.as_bytes())).collect();
			merkle::root(&leaves)?
		},
	};
	Some(Digest { algorithm: DigestAlgorithm::Sha256, value })
}

fn digest(source: &mut impl Read, mut tell: impl FnMut(u64)) -> io::Result<Content> {
	let mut hasher = Sha256::new();
	let mut length = 0u64;
	let mut buffer = vec![0; BUFFER];
	loop {
		let read = match source.read(&mut buffer) {
			Ok(0) => break,
			Ok(read) => read,
			Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
			Err(error) => return Err(error),
		};
		hasher.update(buffer.get(..read).unwrap_or_default());
		length = length.saturating_add(u64::try_from(read).unwrap_or_default());
		tell(length);
	}
	Ok(Content { length, sha256: H256(hasher.finalize().into()) })
}

/// How much of a large file was read.
struct Progress {
	name: String,
	expected: u64,
	told: u64,
}

impl Progress {
	fn tell(&mut self, length: u64, log: &mut impl Write) {
		if self.expected < LARGE {
			return;
		}
		let step = length / (self.expected / STEPS);
		if step > self.told && step <= STEPS {
			self.told = step;
			let (part, whole) = (step * 100 / STEPS, self.expected >> 20);
			// The log is for people to watch: nothing depends on it.
			let _ = writeln!(log, "tracemark: {}: {part} % of {whole} MiB", self.name);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn progress_should_be_told_in_ten_steps_when_a_file_is_large() {
		let mut log = Vec::new();
		let mut progress = Progress { name: "film".into(), expected: LARGE, told: 0 };
		for length in (0..=LARGE).step_by(1 << 20) {
			progress.tell(length, &mut log);
		}
		let text = String::from_utf8(log).expect("is text");
		assert_eq!(text.lines().count(), 10);
		assert!(text.ends_with("tracemark: film: 100 % of 256 MiB\n"), "{text}");

		let mut log = Vec::new();
		let mut progress = Progress { name: "note".into(), expected: LARGE - 1, told: 0 };
		progress.tell(LARGE - 1, &mut log);
		assert!(log.is_empty());
	}

	#[test]
	fn fingerprint_should_be_the_digest_of_the_file_when_there_is_one() {
		let digest = H256::repeat_byte(1);
		assert_eq!(fingerprint(&[digest]).map(|of| of.value), Some(digest));
		assert_eq!(fingerprint(&[]), None);
	}
}
