//! What neighbours in lists prove: that a serial is in no lot of its class, if every one of them was shown.

use crate::{
	goods::{Goods, Record},
	node::value::{hash, number, some, text, ToValue},
	output::Failure,
};
use std::collections::BTreeMap;
use subxt::dynamic::{At, Value};
use tracemark_lots::{proof, text::Ascii, Absence};
use tracemark_primitives::gs1::{Gtin, Serial};

/// Most lots of all classes that are gone through to find those of one.
const MAX_LOTS: usize = 100_000;

fn shown(absence: &Absence) -> Goods {
	Goods::Lot(absence.lot.gtin, absence.lot.lot.clone())
}

/// Why proofs of absence do not prove that a serial is in no lot of its class, if they do not.
pub async fn unproven(
	record: &Record<'_>,
	gtin: &Gtin,
	serial: &Serial,
	absences: &[Absence],
) -> Result<Option<String>, Failure> {
	match refuted(record, gtin, serial, absences).await? {
		Some(why) => Ok(Some(why)),
		None => left_out(record, gtin, absences).await,
	}
}

/// Why proofs of absence prove nothing, if they do not.
async fn refuted(
	record: &Record<'_>,
	gtin: &Gtin,
	serial: &Serial,
	absences: &[Absence],
) -> Result<Option<String>, Failure> {
	for absence in absences {
		let lot = shown(absence);
		if absence.lot.gtin != *gtin {
			return Ok(Some(format!(
				"the keeper shows neighbours in {lot}, which is another class"
			)));
		}
		match record.commitment(gtin, &absence.lot.lot).await? {
			None => return Ok(Some(format!("the chain has no serials of {lot}"))),
			Some(known) => {
				if let Err(fault) = absence.verify(serial, &known) {
					let why = proof::words(fault);
					return Ok(Some(format!(
						"the keeper's neighbours in {lot} prove nothing: {why}"
					)));
				}
			},
		}
	}
	Ok(None)
}

/// What of a class was not shown, if not all of it was. The chain says how many pieces were made of it: when the
/// lots that were shown have as many, there is no other. Else its lots are gone through.
async fn left_out(
	record: &Record<'_>,
	gtin: &Gtin,
	absences: &[Absence],
) -> Result<Option<String>, Failure> {
	let sizes = sizes(absences);
	let all: u128 = sizes.values().map(|size| u128::from(*size)).sum();
	if made(record, gtin).await? == Some(all) {
		return Ok(None);
	}
	let Some(lots) = record.state.entries("Custody", "Lots", MAX_LOTS).await? else {
		return Ok(Some(format!(
			"the keeper shows {all} items, and the chain has too many lots to find out whether the class has more"
		)));
	};
	Ok(lots
		.iter()
		.filter_map(|lot| serialised(lot, gtin))
		.find(|lot| !sizes.contains_key(lot))
		.map(|lot| {
			format!(
				"the keeper does not have the list of lot {}, whose serials are on record too",
				crate::output::one_line(&lot)
			)
		}))
}

/// How many items each lot has that was shown: one that is shown twice counts once.
fn sizes(absences: &[Absence]) -> BTreeMap<String, u32> {
	absences.iter().map(|absence| (absence.lot.lot.text().into(), absence.lot.size)).collect()
}

/// How many pieces were made of a class under all its owners; `None` if the chain does not count them.
async fn made(record: &Record<'_>, gtin: &Gtin) -> Result<Option<u128>, Failure> {
	let class = record.state.read("Custody", "Classes", &[gtin]).await?;
	let Some((mut sum, version)) = class.as_ref().and_then(counted) else { return Ok(None) };
	for version in 0..version {
		let key: &dyn ToValue = &version;
		let former = record.state.read("Custody", "FormerClasses", &[gtin, key]).await?;
		let Some((made, _)) = former.as_ref().and_then(counted) else { return Ok(None) };
		sum = sum.saturating_add(made);
	}
	Ok(Some(sum))
}

/// How many pieces were made of a version of a class, and which version it is.
fn counted(class: &Value) -> Option<(u128, u32)> {
	let made = class.at("made").and_then(number)?;
	let version = class.at("version").and_then(number)?;
	Some((made, u32::try_from(version).ok()?))
}

/// The number of a lot with serials, if it is of the class.
fn serialised(lot: &Value, gtin: &Gtin) -> Option<String> {
	let is_of = lot.at("gtin").and_then(text).is_some_and(|known| known == gtin.text());
	lot.at("root").and_then(some).and_then(hash).filter(|_| is_of)?;
	lot.at("number").and_then(text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::structure;
	use sp_core::H256;
	use tracemark_lots::proof::Commitment;
	use tracemark_primitives::gs1::LotNumber;

	const GTIN: &str = "09521101000016";

	fn gtin(text: &str) -> Gtin {
		text.try_into().unwrap()
	}

	fn number_of(text: &str) -> LotNumber {
		text.try_into().unwrap()
	}

	fn lot(class: &str, root: Option<H256>) -> Value {
		structure([
			("gtin", gtin(class).to_value()),
			("number", number_of("L-1").to_value()),
			("root", root.to_value()),
		])
	}

	#[test]
	fn lot_should_count_when_it_is_of_the_class_and_has_serials() {
		let root = Some(H256::repeat_byte(1));
		assert_eq!(serialised(&lot(GTIN, root), &gtin(GTIN)), Some("L-1".to_owned()));
		assert_eq!(serialised(&lot(GTIN, None), &gtin(GTIN)), None);
		assert_eq!(serialised(&lot("09521101000023", root), &gtin(GTIN)), None);
	}

	#[test]
	fn count_should_be_read_when_the_chain_has_one() {
		let class = [("made", 7u128.to_value()), ("version", 2u32.to_value())];
		assert_eq!(counted(&structure(class)), Some((7, 2)));
		assert_eq!(counted(&structure([("version", 2u32.to_value())])), None);
	}

	#[test]
	fn sizes_should_count_a_lot_once_when_it_is_shown_twice() {
		let absence = |lot: &str| Absence {
			lot: Commitment { gtin: gtin(GTIN), lot: number_of(lot), size: 5, root: H256::zero() },
			before: None,
			after: None,
		};
		let sizes = sizes(&[absence("A"), absence("B"), absence("A")]);
		assert_eq!(sizes, BTreeMap::from([("A".to_owned(), 5), ("B".to_owned(), 5)]));
	}
}
