//! A folder while it is packed. Files are copied piece by piece, however large they are.

use crate::{
	input,
	output::{self, Readers},
	progress::Bytes,
	written::Written,
};
use sha2::{Digest, Sha384, Sha512};
use sp_core::H256;
use std::{
	fs::{self, File},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};
use tracemark_certificate::{Measured, Meter};

/// How much is copied at once, in bytes.
const PIECE: usize = 1 << 16;

/// A folder while it is written.
pub struct Folder {
	root: PathBuf,
	/// What it holds.
	pub written: Vec<Written>,
}

/// What a file came to that was copied.
pub struct Copied {
	/// Its digests and size.
	pub file: Measured,
	/// The same behind each salt.
	pub salted: Vec<Measured>,
	/// SHA-384 of the file.
	pub sha384: Vec<u8>,
	/// SHA-512 of the file.
	pub sha512: Vec<u8>,
}

/// Measures a file in every way at once.
struct Meters {
	file: Meter,
	salted: Vec<Meter>,
	sha384: Sha384,
	sha512: Sha512,
}

impl Meters {
	fn new(salts: &[H256]) -> Self {
		Self {
			file: Meter::default(),
			salted: salts.iter().map(Meter::behind).collect(),
			sha384: Sha384::new(),
			sha512: Sha512::new(),
		}
	}

	fn update(&mut self, piece: &[u8]) {
		self.file.update(piece);
		self.salted.iter_mut().for_each(|meter| meter.update(piece));
		self.sha384.update(piece);
		self.sha512.update(piece);
	}

	fn finish(self) -> Copied {
		Copied {
			file: self.file.finish(),
			salted: self.salted.into_iter().map(Meter::finish).collect(),
			sha384: self.sha384.finalize().to_vec(),
			sha512: self.sha512.finalize().to_vec(),
		}
	}
}

impl Folder {
	/// Makes the folder, which must not exist.
	pub fn create(root: &Path) -> Result<Self, String> {
		fs::create_dir(root).map_err(|error| match error.kind() {
			io::ErrorKind::AlreadyExists => output::exists(root),
			_ => format!("{}: cannot be made: {error}", root.display()),
		})?;
		Ok(Self { root: root.to_owned(), written: Vec::new() })
	}

	/// Writes a file. Returns its digest.
	pub fn add(&mut self, name: String, bytes: &[u8]) -> Result<H256, String> {
		let path = self.place(&name)?;
		output::write_new(&path, Readers::Others, |file| file.write_all(bytes))?;
		let written = Written::of(name, bytes);
		let digest = written.sha256;
		self.written.push(written);
		Ok(digest)
	}

	/// Copies a file, and measures it by itself and behind each of the salts.
	pub fn copy(
		&mut self,
		name: String,
		from: &Path,
		salts: &[H256],
		progress: &Bytes,
	) -> Result<Copied, String> {
		let source = File::open(from).map_err(|error| input::unreadable(from, &error))?;
		let mut source = progress.watch(source);
		let path = self.place(&name)?;
		let (mut meters, mut unread) = (Meters::new(salts), None);
		let mut piece = vec![0; PIECE];
		let written = output::write_new(&path, Readers::Others, |file| loop {
			match source.read(&mut piece) {
				Ok(0) => return Ok(()),
				Ok(length) => {
					let piece = piece.get(..length).unwrap_or_default();
					meters.update(piece);
					file.write_all(piece)?;
				},
				Err(error) if error.kind() == io::ErrorKind::Interrupted => {},
				Err(error) => {
					unread = Some(input::unreadable(from, &error));
					return Err(error);
				},
			}
		});
		match unread {
			Some(why) => return Err(why),
			None => written?,
		}
		let copied = meters.finish();
		let Measured { size, sha256, .. } = copied.file;
		let bytes = usize::try_from(size).unwrap_or(usize::MAX);
		self.written.push(Written { path: name, bytes, sha256 });
		Ok(copied)
	}

	/// Where a new file of this name goes.
	fn place(&self, name: &str) -> Result<PathBuf, String> {
		let path = self.root.join(name);
		if path.exists() {
			return Err(format!("{name}: two files of this name were given; rename one"));
		}
		if let Some(parent) = path.parent() {
			fs::create_dir_all(parent)
				.map_err(|error| format!("{}: cannot be made: {error}", parent.display()))?;
		}
		Ok(path)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sha2::Sha256;

	#[test]
	fn copies_should_be_whole_and_measured_when_they_are_larger_than_a_piece() {
		let root = std::env::temp_dir().join(format!("tracemark-{}-copies", std::process::id()));
		let from = root.with_extension("original");
		let bytes: Vec<u8> = (0..200_003u32).map(|at| at.to_le_bytes()[1]).collect();
		fs::write(&from, &bytes).unwrap();
		let mut folder = Folder::create(&root).unwrap();
		let progress = Bytes::of([&from]);
		let salts = [H256::repeat_byte(1), H256::repeat_byte(2)];
		let copied = folder.copy("a/b".to_owned(), &from, &salts, &progress).unwrap();
		assert_eq!(fs::read(root.join("a/b")).unwrap(), bytes);
		assert_eq!(copied.file, Measured::of(&bytes));
		assert_eq!(copied.salted[1], Measured::read_behind(&salts[1], bytes.as_slice()).unwrap());
		assert_eq!(copied.sha384, Sha384::digest(&bytes).to_vec());
		assert_eq!(copied.sha512, Sha512::digest(&bytes).to_vec());
		let written = folder.written.last().unwrap();
		assert_eq!((written.bytes, written.sha256), (200_003, H256(Sha256::digest(&bytes).into())));
		let twice = folder.copy("a/b".to_owned(), &from, &salts, &progress).err().unwrap();
		assert!(twice.contains("two files of this name"), "{twice}");
		let none = folder.copy("c".to_owned(), &root, &salts, &progress).err().unwrap();
		assert!(none.contains("cannot be read"), "{none}");
		fs::remove_dir_all(root).unwrap();
		fs::remove_file(from).unwrap();
	}
}
