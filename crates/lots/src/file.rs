//! The two files of a lot, in lines of JSON.
//!
//! The first line is the [`Header`], each further line an item, strictly ascending by serial, nothing after
//! the last. Every line ends with a line feed and has at most [`MAX_LINE`] bytes.
//!
//! | | who has it | format | an item |
//! |---|---|---|---|
//! | portable file | the keepers whom the lot names | `tracemark/lot/v1` | [`Listed`]: serial and item key |
//! | label file | whoever prints the labels, nobody else | `tracemark/labels/v1` | [`Hidden`]: serial and seed |
//!
//! The header of the portable file has the root too, which is checked when the file is read.

use crate::{
	edition::LENGTH,
	lot::{Lot, LotError},
	proof::Commitment,
	secret::{item_keys, Seed},
	text, MAX_ITEMS,
};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use sp_core::H256;
use std::io::{self, BufRead, Read, Write};
use thiserror::Error;
use tracemark_primitives::gs1::{Gtin, ItemKey, LotNumber, Serial};

/// Most bytes of a line.
pub const MAX_LINE: u64 = 512;

/// The first line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
	/// What the lines are, with the version.
	pub format: String,
	/// The class.
	#[serde(with = "text")]
	pub gtin: Gtin,
	/// Number of the lot within the class.
	#[serde(with = "text")]
	pub lot: LotNumber,
	/// How many lines follow.
	pub size: u32,
	/// Root over the leaves, in the portable file.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub root: Option<H256>,
}

/// An item of the portable file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Listed {
	/// The serial.
	#[serde(with = "text")]
	pub serial: Serial,
	/// What hides under the label.
	pub item_key: ItemKey,
}

/// An item of the label file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
	/// The serial.
	#[serde(with = "text")]
	pub serial: Serial,
	/// The secret under the label.
	pub seed: Seed,
}

/// A line after the header.
pub trait Item: Serialize + DeserializeOwned {
	/// The format of its file.
	const FORMAT: &'static str;

	/// The serial.
	fn serial(&self) -> &Serial;
}

impl Item for Listed {
	const FORMAT: &'static str = "tracemark/lot/v1";

	fn serial(&self) -> &Serial {
		&self.serial
	}
}

impl Item for Hidden {
	const FORMAT: &'static str = "tracemark/labels/v1";

	fn serial(&self) -> &Serial {
		&self.serial
	}
}

/// Why a file is not read.
#[derive(Debug, Error)]
pub enum FileError {
	/// The system refused.
	#[error("cannot be read: {0}; check the path and the permissions")]
	System(#[from] io::Error),
	/// A line is longer than any that belongs there.
	#[error("line {0} is longer than {MAX_LINE} bytes")]
	Long(usize),
	/// The file ends before a line.
	#[error("the file ends before line {0} is complete")]
	Short(usize),
	/// A line is not what belongs there.
	#[error("line {line}: {source}")]
	Line {
		/// Counted from 1.
		line: usize,
		/// What is wrong.
		source: serde_json::Error,
	},
	/// The file is another one.
	#[error("is of the format `{found}`, and `{wanted}` is read here")]
	Format {
		/// What the header says.
		found: String,
		/// What is wanted.
		wanted: &'static str,
	},
	/// The header has a wrong size.
	#[error("line 1: a lot has 1 to {MAX_ITEMS} items")]
	Size,
	/// The header of a file of codes has a wrong size.
	#[error("line 1: an edition in one file has 1 to {MAX_ITEMS} codes")]
	Codes,
	/// A line has no code of an edition. What it has is not repeated: it may be a secret.
	#[error("line {0}: is no code of {LENGTH} characters with its key and salt")]
	Code(usize),
	/// A code stands in the file twice.
	#[error("a code stands in the file twice")]
	Twice,
	/// The key of a line is not the one whose seed is the code.
	#[error("line {0}: the key is not that of the code")]
	Key(usize),
	/// A serial does not follow the one before it.
	#[error("line {0}: the serial does not follow the one before it")]
	Order(usize),
	/// Something follows the last item.
	#[error("something follows the last item, line {0}")]
	More(usize),
	/// The header has another root than the items.
	#[error("the items have the root {computed:?}, and the header says {stated:?}")]
	Root {
		/// By the header.
		stated: Option<H256>,
		/// By the items.
		computed: H256,
	},
}

impl FileError {
	/// Whether the file was read and something is wrong with it.
	pub fn is_fault(&self) -> bool {
		!matches!(self, Self::System(_))
	}
}

/// The place, counted from 1, of the first item that does not follow the one before it.
pub(crate) fn first_unordered<I: Item>(items: &[I]) -> Option<usize> {
	let unordered = |pair: &[I]| !matches!(pair, [a, b] if a.serial() < b.serial());
	items.windows(2).position(unordered).map(|at| at.saturating_add(2))
}

/// Reads the header.
pub fn read_header(source: &mut impl BufRead) -> Result<Header, FileError> {
	let header: Header = read_line(source, 1)?.ok_or(FileError::Short(1))?;
	match (1..=MAX_ITEMS).contains(&header.size) {
		true => Ok(header),
		false => Err(FileError::Size),
	}
}

/// Reads the items that follow a header, to the end.
fn read_items<I: Item>(header: &Header, source: &mut impl BufRead) -> Result<Vec<I>, FileError> {
	if header.format != I::FORMAT {
		return Err(FileError::Format { found: header.format.clone(), wanted: I::FORMAT });
	}
	let size = usize::try_from(header.size).map_err(|_| FileError::Size)?;
	let mut items: Vec<I> = Vec::new();
	for at in 0..size {
		let line = at.saturating_add(2);
		let item: I = read_line(source, line)?.ok_or(FileError::Short(line))?;
		if items.last().is_some_and(|last| last.serial() >= item.serial()) {
			return Err(FileError::Order(line));
		}
		items.push(item);
	}
	end(source, size.saturating_add(1))?;
	Ok(items)
}

/// Makes sure that nothing follows the last line, whose number is given.
pub(crate) fn end(source: &mut impl BufRead, last: usize) -> Result<(), FileError> {
	match source.fill_buf()?.is_empty() {
		true => Ok(()),
		false => Err(FileError::More(last.saturating_add(1))),
	}
}

/// Reads one line; `None` at the end of the file.
pub(crate) fn read_line<T: DeserializeOwned>(
	source: &mut impl BufRead,
	line: usize,
) -> Result<Option<T>, FileError> {
	let mut bytes = Vec::new();
	let read = source.take(MAX_LINE).read_until(b'\n', &mut bytes)?;
	match bytes.pop() {
		None => Ok(None),
		Some(b'\n') => serde_json::from_slice(&bytes)
			.map(Some)
			.map_err(|source| FileError::Line { line, source }),
		Some(_) if u64::try_from(read).is_ok_and(|read| read < MAX_LINE) => {
			Err(FileError::Short(line))
		},
		Some(_) => Err(FileError::Long(line)),
	}
}

fn write<I: Item>(header: &Header, items: &[I], out: &mut impl Write) -> io::Result<()> {
	serde_json::to_writer(&mut *out, header)?;
	out.write_all(b"\n")?;
	for item in items {
		serde_json::to_writer(&mut *out, item)?;
		out.write_all(b"\n")?;
	}
	out.flush()
}

impl Lot {
	/// Reads the portable file.
	pub fn read(source: &mut impl BufRead) -> Result<Self, FileError> {
		let header = read_header(source)?;
		Self::read_after(header, source)
	}

	/// Reads what follows the header of a portable file.
	pub fn read_after(header: Header, source: &mut impl BufRead) -> Result<Self, FileError> {
		let items = read_items(&header, source)?;
		let lot = Self::new(header.gtin, header.lot, items).map_err(|error| match error {
			LotError::Size => FileError::Size,
			LotError::Order(at) => FileError::Order(at.saturating_add(1)),
		})?;
		let computed = lot.commitment().root;
		match header.root == Some(computed) {
			true => Ok(lot),
			false => Err(FileError::Root { stated: header.root, computed }),
		}
	}

	/// Writes the portable file.
	pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
		let Commitment { gtin, lot, size, root } = self.commitment().clone();
		let header = Header { format: Listed::FORMAT.into(), gtin, lot, size, root: Some(root) };
		write(&header, self.items(), out)
	}
}

/// A lot with the secrets of its items: what the label file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labels {
	/// The class.
	pub gtin: Gtin,
	/// Number of the lot within the class.
	pub lot: LotNumber,
	/// The items, strictly ascending by serial.
	pub items: Vec<Hidden>,
}

impl Labels {
	/// Gives each serial a secret.
	pub fn draw(
		gtin: Gtin,
		lot: LotNumber,
		serials: Vec<Serial>,
	) -> Result<Self, crate::serial::DrawError> {
		let seeds = Seed::draw(serials.len())?;
		let item = |(serial, seed)| Hidden { serial, seed };
		Ok(Self { gtin, lot, items: serials.into_iter().zip(seeds).map(item).collect() })
	}

	/// Reads the label file.
	pub fn read(source: &mut impl BufRead) -> Result<Self, FileError> {
		let header = read_header(source)?;
		Self::read_after(header, source)
	}

	/// Reads what follows the header of a label file.
	pub fn read_after(header: Header, source: &mut impl BufRead) -> Result<Self, FileError> {
		let items = read_items(&header, source)?;
		Ok(Self { gtin: header.gtin, lot: header.lot, items })
	}

	/// Writes the label file.
	pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
		let size = u32::try_from(self.items.len()).map_err(io::Error::other)?;
		let header = Header {
			format: Hidden::FORMAT.into(),
			gtin: self.gtin,
			lot: self.lot.clone(),
			size,
			root: None,
		};
		write(&header, &self.items, out)
	}

	/// The lot without its secrets, for its keepers. Says how many item keys are computed.
	pub fn keep(self, progress: impl FnMut(usize)) -> Result<Lot, LotError> {
		let seeds: Vec<&Seed> = self.items.iter().map(|item| &item.seed).collect();
		let keys = item_keys(&seeds, progress);
		let listed = |(item, item_key): (Hidden, _)| Listed { serial: item.serial, item_key };
		Lot::new(self.gtin, self.lot, self.items.into_iter().zip(keys).map(listed).collect())
	}
}
