//! What neighbours in lists prove: that a serial is in no lot of its class, if every one of them was shown.

use crate::{
	goods::{Goods, Record},
	node::value::number,
	output::Failure,
};
use std::collections::BTreeMap;
use subxt::dynamic::{At, Value};
use tracemark_lots::{proof, text::Ascii, Absence};
use tracemark_primitives::gs1::{Gtin, Serial};

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

/// What of a class was not shown, if not all of it was. The chain says how many pieces of it have serials: when the
/// lots that were shown have as many, there is no other.
async fn left_out(
	record: &Record<'_>,
	gtin: &Gtin,
	absences: &[Absence],
) -> Result<Option<String>, Failure> {
	let shown: u128 = sizes(absences).values().map(|size| u128::from(*size)).sum();
	let class = record.state.read("Custody", "Classes", &[gtin]).await?;
	let made = class.as_ref().and_then(with_serials);
	Ok((made != Some(shown)).then(|| match made {
		Some(made) => format!(
			"the keeper shows lots of {shown} items, and {made} of the class have serials on record: it does not \
			 have the lists of all lots"
		),
		None => format!("the keeper shows lots of {shown} items, and the chain does not say how many there are"),
	}))
}

/// How many items each lot has that was shown: one that is shown twice counts once.
fn sizes(absences: &[Absence]) -> BTreeMap<String, u32> {
	absences.iter().map(|absence| (absence.lot.lot.text().into(), absence.lot.size)).collect()
}

/// How many pieces were made of a class in lots with serials.
fn with_serials(class: &Value) -> Option<u128> {
	class.at("with_serials").and_then(number)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::{structure, ToValue};
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

	#[test]
	fn count_should_be_read_when_the_chain_has_one() {
		let class = [("made", 9u128.to_value()), ("with_serials", 7u128.to_value())];
		assert_eq!(with_serials(&structure(class)), Some(7));
		assert_eq!(with_serials(&structure([("made", 7u128.to_value())])), None);
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
