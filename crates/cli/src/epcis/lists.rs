//! The portable files of the lots whose serials a document names: their leaves and paths.

use crate::{
	goods::proof_of,
	lot::read,
	output::{self, Failure, Readers},
};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};
use tracemark_lots::{file::Listed, secret::blank_key, text::file_stem, Answer, Lot};
use tracemark_primitives::gs1::{Gtin, LotNumber, Serial, SerialProof};

/// What the name of a portable file ends with.
const SUFFIX: &str = ".lot.jsonl";

/// A folder with the portable files of lots.
pub struct Lists {
	folder: Option<PathBuf>,
	lots: BTreeMap<(Gtin, LotNumber), Lot>,
}

impl Lists {
	/// Reads every portable file of a folder. One that does not exist yet is empty.
	pub fn open(folder: Option<&Path>) -> Result<Self, Failure> {
		let mut lists = Self { folder: folder.map(Path::to_owned), lots: BTreeMap::new() };
		let Some(folder) = folder.filter(|folder| folder.exists()) else { return Ok(lists) };
		let unread =
			|error: std::io::Error| format!("{}: cannot be read: {error}", folder.display());
		let mut paths = Vec::new();
		for entry in fs::read_dir(folder).map_err(unread)? {
			let path = entry.map_err(unread)?.path();
			if path.to_string_lossy().ends_with(SUFFIX) {
				paths.push(path);
			}
		}
		paths.sort();
		for path in paths {
			lists.add(read::lot(&path)?);
		}
		Ok(lists)
	}

	fn add(&mut self, lot: Lot) {
		let commitment = lot.commitment();
		self.lots.insert((commitment.gtin, commitment.lot.clone()), lot);
	}

	/// The list of a lot that is being made: the file that is there, or a new one with random item keys.
	pub fn make(
		&mut self,
		gtin: Gtin,
		number: &LotNumber,
		serials: &BTreeSet<Serial>,
	) -> Result<&Lot, Failure> {
		let key = (gtin, number.clone());
		let stem = file_stem(&gtin, number);
		if !self.lots.contains_key(&key) {
			let folder = self.folder.as_ref().ok_or_else(|| {
				"the document makes items with serials: say with --lists where their portable files go, \
				 without which no serial can be proven"
					.to_owned()
			})?;
			let items = serials
				.iter()
				.map(|serial| Ok(Listed { serial: serial.clone(), item_key: blank_key()? }))
				.collect::<Result<Vec<_>, tracemark_lots::serial::DrawError>>()
				.map_err(|error| error.to_string())?;
			let lot = Lot::new(gtin, number.clone(), items).map_err(|error| error.to_string())?;
			fs::create_dir_all(folder)
				.map_err(|error| format!("{}: cannot be made: {error}", folder.display()))?;
			let path = folder.join(format!("{stem}{SUFFIX}"));
			output::write_new(&path, Readers::Others, |file| lot.write(file))?;
			self.add(lot);
		}
		let lot = self.lots.get(&key).ok_or_else(|| format!("{stem}: has no list"))?;
		let listed: BTreeSet<&Serial> = lot.items().iter().map(|item| &item.serial).collect();
		match listed.iter().copied().eq(serials.iter()) {
			true => Ok(lot),
			false => Err(Failure::fault(format!(
				"{stem}{SUFFIX}: lists other serials than the document makes; give the lot's own file"
			))),
		}
	}

	/// The list of a lot.
	pub fn lot(&self, gtin: Gtin, number: &LotNumber) -> Option<&Lot> {
		self.lots.get(&(gtin, number.clone()))
	}

	/// The path of an item, if any list has it.
	pub fn proof(&self, gtin: Gtin, serial: &Serial) -> Option<SerialProof> {
		let lots = self.lots.iter().filter(|((class, _), _)| *class == gtin);
		lots.map(|(_, lot)| lot.find(serial)).find_map(|answer| match answer {
			Answer::Present(found) => proof_of(&found),
			Answer::Absent(_) => None,
		})
	}

	/// The leaves of serials as ranges, each from a first up to but without a last. `None` if the list
	/// lacks one.
	pub fn ranges(lot: &Lot, serials: &BTreeSet<Serial>) -> Option<Vec<(u32, u32)>> {
		let mut ranges: Vec<(u32, u32)> = Vec::new();
		for serial in serials {
			let Answer::Present(found) = lot.find(serial) else { return None };
			let index = found.leaf.index;
			match ranges.last_mut() {
				Some((_, until)) if *until == index => *until = index.checked_add(1)?,
				_ => ranges.push((index, index.checked_add(1)?)),
			}
		}
		Some(ranges)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn serials(texts: &[&str]) -> BTreeSet<Serial> {
		texts.iter().map(|text| Serial::try_from(*text).unwrap()).collect()
	}

	fn gtin() -> Gtin {
		"09521101000016".try_into().unwrap()
	}

	fn number() -> LotNumber {
		"L-1".try_into().unwrap()
	}

	#[test]
	fn list_should_be_the_same_when_it_is_read_again() {
		let folder = std::env::temp_dir().join(format!("tracemark-{}-lists", std::process::id()));
		let _ = fs::remove_dir_all(&folder);
		let all = serials(&["A", "B", "C", "D"]);
		let mut lists = Lists::open(Some(&folder)).unwrap();
		let root = lists.make(gtin(), &number(), &all).unwrap().commitment().root;
		let mut again = Lists::open(Some(&folder)).unwrap();
		assert_eq!(again.make(gtin(), &number(), &all).unwrap().commitment().root, root);
		let other = again.make(gtin(), &number(), &serials(&["A", "B"])).unwrap_err();
		assert!(other.to_string().contains("other serials"), "{other}");

		let proof = again.proof(gtin(), &"C".try_into().unwrap()).unwrap();
		assert_eq!((proof.index, proof.path.len()), (2, 2));
		assert_eq!(again.proof(gtin(), &"E".try_into().unwrap()), None);
		let lot = again.lot(gtin(), &number()).unwrap();
		let ranges = |texts: &[&str]| Lists::ranges(lot, &serials(texts));
		assert_eq!(ranges(&["A", "B", "D"]), Some(vec![(0, 2), (3, 4)]));
		assert_eq!(ranges(&["B", "C"]), Some(vec![(1, 3)]));
		assert_eq!(ranges(&["B", "E"]), None);
		fs::remove_dir_all(folder).unwrap();
	}

	#[test]
	fn list_should_be_asked_for_when_there_is_no_folder() {
		let mut lists = Lists::open(None).unwrap();
		let refused = lists.make(gtin(), &number(), &serials(&["A"])).unwrap_err();
		assert!(refused.to_string().contains("--lists"), "{refused}");
	}
}
