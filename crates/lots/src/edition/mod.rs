//! Digital editions, as their publisher keeps them: codes, the salt of each, and the tree over both.
//!
//! The codes of an edition are in one file of JSON lines, which is for the publisher alone. The first line is the
//! [`Header`], each further line a [`Kept`] code, in the order of the leaves; nothing follows the last.
//!
//! Leaf, ids and the message that a code's key signs are those of the chain; `docs/editions.md` tells them.

mod code;
mod leaf;

pub use code::{Code, NoCode, LENGTH};
pub use leaf::{CodeLeaf, Use};

use crate::{
	call::Call,
	file::{end, read_line, FileError},
	secret::by_all,
	serial::DrawError,
	text,
	tree::Tree,
	MAX_ITEMS,
};
use serde::{Deserialize, Serialize};
use sp_core::{ed25519, H256};
use std::io::{self, BufRead, Write};
use tracemark_primitives::{
	editions::{code_leaf, edition_id, EditionId, EditionSubject},
	gs1::{lot_id, Gtin, LotNumber},
};

/// What the lines of the file are, with the version.
pub const FORMAT: &str = "tracemark/codes/v1";

/// What the codes of an edition are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
	/// Copies of the class.
	Class,
	/// The pieces of a lot of the class.
	Lot,
}

/// What names an edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
	/// The class.
	pub gtin: Gtin,
	/// What the codes are for.
	pub kind: Kind,
	/// Number of the edition within the class, or that of the lot.
	pub number: LotNumber,
}

impl Title {
	/// As the chain knows it.
	pub fn subject(&self) -> EditionSubject {
		let Self { gtin, kind, number } = self;
		match kind {
			Kind::Class => EditionSubject::Class { gtin: *gtin, number: number.clone() },
			Kind::Lot => EditionSubject::Lot { lot: lot_id(gtin, number) },
		}
	}

	/// Id of the edition on chain.
	pub fn id(&self) -> EditionId {
		edition_id(&self.subject())
	}
}

/// The first line of the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
	/// What the lines are, with the version.
	pub format: String,
	/// The class.
	#[serde(with = "text")]
	pub gtin: Gtin,
	/// What the codes are for.
	pub kind: Kind,
	/// Number of the edition within the class, or that of the lot.
	#[serde(with = "text")]
	pub number: LotNumber,
	/// How many lines follow.
	pub size: u32,
	/// Root over the leaves.
	pub root: H256,
}

/// A code, with what its leaf is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
	/// The secret.
	pub code: Code,
	/// Its public key.
	pub key: H256,
	/// The salt of its leaf: 32 random bytes.
	pub salt: H256,
}

/// An edition with its codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
	title: Title,
	id: EditionId,
	size: u32,
	codes: Vec<Kept>,
	tree: Tree,
}

impl Edition {
	/// Draws codes and salts from the system's randomness. Says how many keys are computed.
	pub fn draw(title: Title, count: u32, progress: impl FnMut(usize)) -> Result<Self, DrawError> {
		let size = usize::try_from(count).map_err(|_| DrawError::Codes)?;
		if !(1..=MAX_ITEMS).contains(&count) {
			return Err(DrawError::Codes);
		}
		let codes = Code::draw(size)?;
		let keys = by_all(&codes, Code::key, progress);
		let mut kept = Vec::with_capacity(size);
		for (code, key) in codes.into_iter().zip(keys) {
			let mut salt = H256::zero();
			getrandom::fill(&mut salt.0)?;
			kept.push(Kept { code, key, salt });
		}
		Self::new(title, kept).ok_or(DrawError::Codes)
	}

	/// The edition of these codes, in the order of the leaves. `None` if there are none or too many.
	pub fn new(title: Title, codes: Vec<Kept>) -> Option<Self> {
		let size = u32::try_from(codes.len()).ok().filter(|size| *size <= MAX_ITEMS)?;
		let id = title.id();
		let leaf = |kept: &Kept| code_leaf(&id, &ed25519::Public::from(kept.key.0), &kept.salt);
		let tree = Tree::new(codes.iter().map(leaf).collect())?;
		Some(Self { title, id, size, codes, tree })
	}

	/// What names it.
	pub fn title(&self) -> &Title {
		&self.title
	}

	/// Its id on chain.
	pub fn id(&self) -> EditionId {
		self.id
	}

	/// How many codes it has.
	pub fn size(&self) -> u32 {
		self.size
	}

	/// Root over its leaves.
	pub fn root(&self) -> H256 {
		self.tree.root()
	}

	/// The codes, in the order of the leaves.
	pub fn codes(&self) -> &[Kept] {
		&self.codes
	}

	/// The call that issues it.
	pub fn issue(&self) -> Call {
		Call::issue_edition(&self.title.subject(), self.size, self.root())
	}

	/// The leaf of a code, from 0. `None` if the edition has no such code.
	pub fn find(&self, code: &Code) -> Option<u32> {
		let at = self.codes.iter().position(|kept| kept.code == *code)?;
		u32::try_from(at).ok()
	}

	/// The leaf at a place, with its path. `None` outside.
	pub fn leaf(&self, index: u32) -> Option<CodeLeaf> {
		let at = usize::try_from(index).ok()?;
		let Kept { key, salt, .. } = *self.codes.get(at)?;
		let path = self.tree.path(at)?;
		let (edition, size, root) = (self.id, self.size, self.root());
		Some(CodeLeaf { edition, index, size, root, key, salt, path })
	}

	/// Fails with the line of the first key that is not that of its code. Says how many were computed.
	pub fn check_keys(&self, progress: impl FnMut(usize)) -> Result<(), FileError> {
		let keys = by_all(&self.codes, |kept| kept.code.key(), progress);
		let wrong = self.codes.iter().zip(keys).position(|(kept, key)| kept.key != key);
		match wrong {
			None => Ok(()),
			Some(at) => Err(FileError::Key(at.saturating_add(2))),
		}
	}

	/// Reads the file, and checks its root. That each key is that of its code is checked by
	/// [`Edition::check_keys`] and where a code is used.
	pub fn read(source: &mut impl BufRead) -> Result<Self, FileError> {
		let header: Header = read_line(source, 1)?.ok_or(FileError::Short(1))?;
		let Header { format, gtin, kind, number, size, root } = header;
		if format != FORMAT {
			return Err(FileError::Format { found: format, wanted: FORMAT });
		}
		if !(1..=MAX_ITEMS).contains(&size) {
			return Err(FileError::Codes);
		}
		let last = usize::try_from(size).map_err(|_| FileError::Codes)?.saturating_add(1);
		let mut codes: Vec<Kept> = Vec::new();
		for line in 2..=last {
			let kept = read_line(source, line).map_err(|error| match error {
				FileError::Line { line, .. } => FileError::Code(line),
				other => other,
			})?;
			codes.push(kept.ok_or(FileError::Short(line))?);
		}
		end(source, last)?;
		let mut sorted: Vec<&Code> = codes.iter().map(|kept| &kept.code).collect();
		sorted.sort_unstable();
		if sorted.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
			return Err(FileError::Twice);
		}
		let edition = Self::new(Title { gtin, kind, number }, codes).ok_or(FileError::Codes)?;
		let computed = edition.root();
		match root == computed {
			true => Ok(edition),
			false => Err(FileError::Root { stated: Some(root), computed }),
		}
	}

	/// Writes the file.
	pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
		let Title { gtin, kind, number } = self.title.clone();
		let (format, size, root) = (FORMAT.to_owned(), self.size, self.root());
		serde_json::to_writer(&mut *out, &Header { format, gtin, kind, number, size, root })?;
		out.write_all(b"\n")?;
		for kept in &self.codes {
			serde_json::to_writer(&mut *out, kept)?;
			out.write_all(b"\n")?;
		}
		out.flush()
	}
}
