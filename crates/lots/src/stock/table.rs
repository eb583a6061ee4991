//! A table of stock, read line by line, and the calls that it comes to.

use super::cells;
use crate::{call::Call, file::Listed, secret::blank_key, serial::DrawError, text, Lot};
use sp_core::H256;
use std::{
	collections::{btree_map::Entry, BTreeMap},
	fmt,
	io::{self, Read},
};
use thiserror::Error;
use tracemark_epcis::csv::split;
use tracemark_primitives::{
	gs1::{Gln, Gtin, LotNumber, Serial},
	hs::HsCode,
	quantity::Quantity,
	time::EventTime,
};

/// Largest table that is read, in bytes.
const MAX_SIZE: u64 = 256 << 20;
/// Most faults that are told; the others are counted.
const MAX_FAULTS: usize = 1_000;
/// The columns.
const COLUMNS: [&str; 9] =
	["gtin", "hs", "rights", "lot", "quantity", "unit", "serial", "place", "made"];

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
	/// Counted from 1, the names of the columns included.
	pub line: u64,
	/// What is wrong, and what to write.
	pub what: String,
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "line {}: {}", self.line, self.what)
	}
}

/// Why a table gives no calls.
#[derive(Debug, Error)]
pub enum ImportError {
	/// The system refused.
	#[error("cannot be read: {0}; check the path and the permissions")]
	System(#[from] io::Error),
	/// It is too large.
	#[error("is larger than {} MiB; split it", MAX_SIZE >> 20)]
	Large,
	/// It is not UTF-8.
	#[error("is not text in UTF-8; save it as UTF-8")]
	Encoding,
	/// There is no randomness for item keys.
	#[error(transparent)]
	Draw(#[from] DrawError),
	/// Lines are wrong.
	#[error("{} lines are wrong", faults.len().saturating_add(*more))]
	Faults {
		/// By line.
		faults: Vec<Fault>,
		/// How many are not told.
		more: usize,
	},
}

/// What one call puts on record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Record {
	/// A product class.
	Class {
		/// Which.
		gtin: Gtin,
		/// The rights that it is made under.
		rights: Vec<H256>,
		/// Its commodity code.
		hs: HsCode,
	},
	/// A lot.
	Lot {
		/// Of which class.
		gtin: Gtin,
		/// Its number.
		number: LotNumber,
		/// How much it is.
		quantity: Quantity,
		/// The root over its serials, if it has any.
		root: Option<H256>,
		/// Where it was made.
		place: Option<Gln>,
		/// When it was made.
		made: EventTime,
	},
}

impl Record {
	/// The call.
	pub fn call(&self) -> Call {
		match self {
			Self::Class { gtin, rights, hs } => Call::register_class(*gtin, rights, *hs),
			Self::Lot { gtin, number, quantity, root, place, made } => {
				Call::commission(*gtin, number, *quantity, *root, *place, *made)
			},
		}
	}
}

/// What a table comes to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Import {
	/// What is put on record, in the order in which it is: classes, then lots.
	pub records: Vec<Record>,
	/// The lots with serials, for their keepers.
	pub lots: Vec<Lot>,
}

impl Import {
	/// The calls in the order in which they are submitted.
	pub fn calls(&self) -> Vec<Call> {
		self.records.iter().map(Record::call).collect()
	}

	/// Takes a list that was made before in place of that of the same lot, with its item keys and root. `false` if no
	/// lot of the table has just these serials.
	pub fn keep(&mut self, list: Lot) -> bool {
		let serials =
			|lot: &Lot| lot.items().iter().map(|item| item.serial.clone()).collect::<Vec<_>>();
		let known = self.lots.iter_mut().find(|lot| lot.id() == list.id());
		let Some(known) = known.filter(|known| serials(known) == serials(&list)) else {
			return false;
		};
		let kept = list.commitment().clone();
		for record in &mut self.records {
			match record {
				Record::Lot { gtin, number, root, .. }
					if (*gtin, &*number) == (kept.gtin, &kept.lot) =>
				{
					*root = Some(kept.root);
				},
				_ => {},
			}
		}
		*known = list;
		true
	}
}

/// Reads a table. Either all of it is good, or no call comes of it.
pub fn import(source: impl Read) -> Result<Import, ImportError> {
	let mut bytes = Vec::new();
	source.take(MAX_SIZE.saturating_add(1)).read_to_end(&mut bytes)?;
	if u64::try_from(bytes.len()).is_ok_and(|size| size > MAX_SIZE) {
		return Err(ImportError::Large);
	}
	let text = String::from_utf8(bytes).map_err(|_| ImportError::Encoding)?;
	let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
	let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
	let (_, names) = lines.next().unwrap_or_default();
	let delimiter = if names.contains(';') { ';' } else { ',' };

	let mut table = Table::default();
	match split(names, delimiter).and_then(|names| Columns::new(&names)) {
		Ok(columns) => {
			for (number, line) in lines {
				let read = split(line, delimiter)
					.and_then(|cells| table.read(number, columns.sort(&cells)?));
				if let Err(what) = read {
					table.fault(number, what);
				}
			}
		},
		Err(what) => table.fault(1, what),
	}
	table.finish()
}

/// At which place each column stands.
struct Columns {
	count: usize,
	places: [Option<usize>; COLUMNS.len()],
}

impl Columns {
	fn new(names: &[String]) -> Result<Self, String> {
		let mut places = [None; COLUMNS.len()];
		for (at, name) in names.iter().enumerate() {
			let known = COLUMNS.iter().position(|column| name.eq_ignore_ascii_case(column));
			let Some(place) = known.and_then(|known| places.get_mut(known)) else {
				return Err(format!("`{name}` is no column; there are {}", COLUMNS.join(", ")));
			};
			if place.replace(at).is_some() {
				return Err(format!("the column `{name}` comes twice"));
			}
		}
		match places {
			[None, ..] => Err("the column `gtin` is missing".into()),
			_ => Ok(Self { count: names.len(), places }),
		}
	}

	/// The cells of a line in the order of [`COLUMNS`], empty where there is no column.
	fn sort<'a>(&self, cells: &'a [String]) -> Result<[&'a str; COLUMNS.len()], String> {
		if cells.len() != self.count {
			let (found, named) = (cells.len(), self.count);
			return Err(format!("{found} cells, where the first line names {named} columns"));
		}
		Ok(self.places.map(|at| at.and_then(|at| cells.get(at)).map_or("", String::as_str)))
	}
}

/// A class that is to be registered.
struct Class {
	line: u64,
	rights: Vec<H256>,
	hs: HsCode,
}

/// A lot.
struct Stock {
	line: u64,
	place: Option<Gln>,
	made: EventTime,
	content: Content,
}

/// What a lot consists of.
enum Content {
	/// An amount.
	Amount(Quantity),
	/// Items.
	Items(Vec<Serial>),
}

/// What was read so far.
#[derive(Default)]
struct Table {
	classes: BTreeMap<Gtin, Class>,
	lots: BTreeMap<(Gtin, LotNumber), Stock>,
	/// By which line each serial was given.
	serials: BTreeMap<(Gtin, Serial), u64>,
	faults: Vec<Fault>,
	more: usize,
}

impl Table {
	fn fault(&mut self, line: u64, what: String) {
		if self.faults.len() < MAX_FAULTS {
			self.faults.push(Fault { line, what });
		} else {
			self.more = self.more.saturating_add(1);
		}
	}

	fn read(
		&mut self,
		line: u64,
		[gtin, hs, rights, lot, quantity, unit, serial, place, made]: [&str; COLUMNS.len()],
	) -> Result<(), String> {
		let gtin = text::gtin(gtin)?;
		if !hs.is_empty() {
			let class = Class { line, rights: cells::rights(rights)?, hs: cells::hs(hs)? };
			self.class(gtin, class)?;
		} else if !rights.is_empty() {
			return Err("rights without commodity code; give `hs` as well".into());
		}
		if lot.is_empty() {
			let rest = [quantity, unit, serial, place, made];
			return match (rest.iter().all(|cell| cell.is_empty()), hs.is_empty()) {
				(false, _) => Err("a lot without its number; give `lot`".into()),
				(true, true) => {
					Err("neither a class to register nor a lot; give `hs` or `lot`".into())
				},
				(true, false) => Ok(()),
			};
		}
		let number = text::lot_number(lot)?;
		let place = (!place.is_empty()).then(|| cells::place(place)).transpose()?;
		let made = cells::time(made)?;
		let content = if serial.is_empty() {
			Content::Amount(cells::quantity(quantity, unit)?)
		} else if unit.is_empty() && matches!(quantity, "" | "1") {
			Content::Items(vec![text::serial(serial)?])
		} else {
			return Err("a serial is of one piece; leave `quantity` and `unit` empty".into());
		};
		self.stock((gtin, number), Stock { line, place, made, content })
	}

	fn class(&mut self, gtin: Gtin, class: Class) -> Result<(), String> {
		match self.classes.entry(gtin) {
			Entry::Vacant(entry) => {
				entry.insert(class);
			},
			Entry::Occupied(entry) => {
				let known = entry.get();
				if (known.hs, &known.rights) != (class.hs, &class.rights) {
					return Err(format!("`hs` or `rights` differ from line {}", known.line));
				}
			},
		}
		Ok(())
	}

	fn stock(&mut self, key: (Gtin, LotNumber), stock: Stock) -> Result<(), String> {
		if let Content::Items(serials) = &stock.content {
			for serial in serials {
				match self.serials.entry((key.0, serial.clone())) {
					Entry::Vacant(entry) => entry.insert(stock.line),
					Entry::Occupied(entry) => {
						return Err(format!(
							"the serial was given in line {} already",
							entry.get()
						));
					},
				};
			}
		}
		match self.lots.entry(key) {
			Entry::Vacant(entry) => {
				entry.insert(stock);
			},
			Entry::Occupied(mut entry) => {
				let known = entry.get_mut();
				match (&mut known.content, stock.content) {
					_ if (known.place, known.made) != (stock.place, stock.made) => {
						return Err(format!("`place` or `made` differ from line {}", known.line));
					},
					(Content::Items(all), Content::Items(more)) => all.extend(more),
					_ => return Err(format!("the lot was given in line {} already", known.line)),
				}
			},
		}
		Ok(())
	}

	fn finish(mut self) -> Result<Import, ImportError> {
		let mut import = Import::default();
		for (gtin, Class { rights, hs, .. }) in std::mem::take(&mut self.classes) {
			import.records.push(Record::Class { gtin, rights, hs });
		}
		for ((gtin, number), stock) in std::mem::take(&mut self.lots) {
			let Stock { line, place, made, content } = stock;
			let (quantity, root) = match content {
				Content::Amount(quantity) => (quantity, None),
				Content::Items(serials) => match list(gtin, number.clone(), serials)? {
					Ok(lot) => {
						let commitment = lot.commitment();
						let known =
							(Quantity::Pieces(commitment.size.into()), Some(commitment.root));
						import.lots.push(lot);
						known
					},
					Err(what) => {
						self.fault(line, what);
						continue;
					},
				},
			};
			import.records.push(Record::Lot { gtin, number, quantity, root, place, made });
		}
		match self.faults.is_empty() {
			true => Ok(import),
			false => Err(ImportError::Faults { faults: self.faults, more: self.more }),
		}
	}
}

/// The lot of these serials. Nothing hides under labels of old, so that each item gets a random key.
fn list(
	gtin: Gtin,
	number: LotNumber,
	mut serials: Vec<Serial>,
) -> Result<Result<Lot, String>, DrawError> {
	serials.sort_unstable();
	let item = |serial| Ok(Listed { serial, item_key: blank_key()? });
	let items = serials.into_iter().map(item).collect::<Result<_, DrawError>>()?;
	Ok(Lot::new(gtin, number, items).map_err(|error| error.to_string()))
}
