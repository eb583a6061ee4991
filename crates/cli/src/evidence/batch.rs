//! Many originals under one root, and what each needs to be shown later.

use crate::output::{self, Readers};
use serde::Serialize;
use sp_core::H256;
use std::{
	fs, io,
	path::{Path, PathBuf},
};
use tracemark_lots::tree::Tree;
use tracemark_primitives::merkle::leaf_hash;

/// The tree of RFC 6962 whose leaves are SHA-256 digests, in the order given.
pub struct Batch {
	digests: Vec<H256>,
	tree: Tree,
}

/// A leaf with all that proves it, as `tracemark certificate create --leaf` reads it.
#[derive(Serialize)]
struct Leaf {
	digest: H256,
	root: H256,
	deposit: u32,
	index: u64,
	leaves: u64,
	path: Vec<H256>,
}

impl Batch {
	/// Over these digests; `None` without any.
	pub fn new(digests: Vec<H256>) -> Option<Self> {
		let tree = Tree::new(digests.iter().map(|digest| leaf_hash(&digest.0)).collect())?;
		Some(Self { digests, tree })
	}

	/// What goes on record.
	pub fn root(&self) -> H256 {
		self.tree.root()
	}

	/// How many leaves it has.
	pub fn leaves(&self) -> u64 {
		u64::try_from(self.digests.len()).unwrap_or(u64::MAX)
	}

	/// Writes one file for each leaf into a folder, named by its place and its original. `deposit` is the
	/// number of the root's deposit.
	pub fn write(&self, folder: &Path, names: &[String], deposit: u32) -> Result<(), String> {
		let width = self.digests.len().to_string().len();
		for (index, (digest, name)) in self.digests.iter().zip(names).enumerate() {
			let path = self.tree.path(index).unwrap_or_default();
			let number = index.saturating_add(1);
			let leaf = Leaf {
				digest: *digest,
				root: self.root(),
				deposit,
				index: u64::try_from(index).unwrap_or(u64::MAX),
				leaves: self.leaves(),
				path,
			};
			let file = folder.join(format!("{number:0width$}-{name}.leaf.json"));
			output::write_new(&file, Readers::Others, |out| output::print_json(&leaf, out))?;
		}
		Ok(())
	}
}

/// Makes the folder that leaves are written to. One that has anything in it is refused before anything is
/// sent.
pub fn prepare(folder: &Path) -> Result<PathBuf, String> {
	let shown = folder.display();
	match fs::read_dir(folder) {
		Ok(mut entries) => match entries.next() {
			None => Ok(folder.to_owned()),
			Some(_) => Err(format!("{shown}: has something in it; name an empty folder by --out")),
		},
		Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder)
			.map(|()| folder.to_owned())
			.map_err(|error| format!("{shown}: cannot be made: {error}")),
		Err(error) => Err(format!("{shown}: cannot be read: {error}; name a folder by --out")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_certificate::form::Subject;
	use tracemark_primitives::merkle;

	fn batch(size: u8) -> Batch {
		Batch::new((0..size).map(H256::repeat_byte).collect()).unwrap()
	}

	fn folder(name: &str) -> PathBuf {
		let folder = std::env::temp_dir().join(format!("tracemark-{}-{name}", std::process::id()));
		let _ = fs::remove_dir_all(&folder);
		folder
	}

	#[test]
	fn leaves_should_be_proven_by_their_files_when_the_batch_was_written() {
		let batch = batch(5);
		let folder = prepare(&folder("leaves")).unwrap();
		let names: Vec<String> = (0..5).map(|i| format!("{i}.jpg")).collect();
		batch.write(&folder, &names, 2).unwrap();
		let text = fs::read(folder.join("4-3.jpg.leaf.json")).unwrap();
		let Subject::Leaf { digest, root, deposit, index, leaves, path } =
			Subject::leaf_from_json(&text).unwrap()
		else {
			panic!("no leaf")
		};
		assert_eq!((digest, deposit, index, leaves), (H256::repeat_byte(3), 2, 3, 5));
		assert_eq!(root, batch.root());
		assert!(merkle::verify(&root, leaves, index, merkle::leaf_hash(&digest.0), &path));
		assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
		fs::remove_dir_all(folder).unwrap();
	}

	#[test]
	fn folder_should_be_refused_when_something_is_in_it() {
		let folder = prepare(&folder("full")).unwrap();
		assert_eq!(prepare(&folder), Ok(folder.clone()));
		fs::write(folder.join("a"), "").unwrap();
		assert!(prepare(&folder).unwrap_err().contains("has something in it"));
		assert!(prepare(&folder.join("a")).unwrap_err().contains("cannot be read"));
		fs::remove_dir_all(folder).unwrap();
	}

	#[test]
	fn batch_should_not_exist_when_there_are_no_digests() {
		assert!(Batch::new(Vec::new()).is_none());
	}
}
