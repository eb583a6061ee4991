//! The codes on goods.

use sp_core::H256;
use std::{fmt, str::FromStr};
use tracemark_epcis::gs1::{CheckDigits, Key, KeyKind};
use tracemark_lots::text::{self, Ascii};
use tracemark_primitives::gs1::{lot_id, unit_id, Gtin, LotNumber, Serial, Sscc};

/// What a code names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goods {
	/// A single item.
	Unit(Gtin, Serial),
	/// A lot.
	Lot(Gtin, LotNumber),
	/// A case, pallet or container.
	LogisticUnit(Sscc),
}

/// What is expected of a code.
const EXPECTED: &str =
	"give a GS1 Digital Link, an EPC URN, (01)GTIN(21)SERIAL, (01)GTIN(10)LOT or an SSCC";

impl Goods {
	/// The id of an item or a lot; logistic units are numbered by the chain as well.
	pub fn id(&self) -> Option<H256> {
		match self {
			Self::Unit(gtin, serial) => Some(unit_id(gtin, serial)),
			Self::Lot(gtin, number) => Some(lot_id(gtin, number)),
			Self::LogisticUnit(_) => None,
		}
	}

	/// What a key names.
	pub fn of_key(key: &Key) -> Result<Self, String> {
		match (key.kind(), key.qualifier()) {
			(KeyKind::Sgtin, Some(serial)) => {
				Ok(Self::Unit(text::gtin(key.value())?, text::serial(serial)?))
			},
			(KeyKind::Lgtin, Some(lot)) => {
				Ok(Self::Lot(text::gtin(key.value())?, text::lot_number(lot)?))
			},
			(KeyKind::Sscc, _) => Sscc::try_from(key.value())
				.map(Self::LogisticUnit)
				.map_err(|_| format!("`{}` is no SSCC", key.value())),
			(KeyKind::Gtin, _) => Err(format!(
				"GTIN {} is a whole class of goods; name the serial or the lot as well",
				key.value()
			)),
			(kind, _) => Err(format!("a {kind} names no goods that custody keeps; {EXPECTED}")),
		}
	}
}

impl FromStr for Goods {
	type Err = String;

	fn from_str(code: &str) -> Result<Self, String> {
		let code = code.trim();
		let key = if code.starts_with('(') {
			element_string(code)?
		} else if code.len() == 18 && code.bytes().all(|byte| byte.is_ascii_digit()) {
			Key::new(KeyKind::Sscc, code, None, CheckDigits::Verify)
				.map_err(|error| error.to_string())?
		} else {
			Key::parse(code).map_err(|error| format!("{error}; {EXPECTED}"))?
		};
		Self::of_key(&key)
	}
}

impl fmt::Display for Goods {
	/// As people read it under a bar code.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Unit(gtin, serial) => write!(f, "(01){}(21){}", gtin.text(), serial.text()),
			Self::Lot(gtin, number) => write!(f, "(01){}(10){}", gtin.text(), number.text()),
			Self::LogisticUnit(sscc) => write!(f, "(00){}", String::from_utf8_lossy(&sscc.0)),
		}
	}
}

/// The human readable interpretation of a bar code (GS1 General Specifications, section 4.14): each value
/// after its application identifier in parentheses. A serial outranks a lot beside it.
fn element_string(code: &str) -> Result<Key, String> {
	let mut values = Vec::new();
	let mut rest = code;
	while let Some(inner) = rest.strip_prefix('(') {
		let (ai, after) = inner
			.split_once(')')
			.filter(|(ai, _)| (2..=4).contains(&ai.len()) && ai.bytes().all(|b| b.is_ascii_digit()))
			.ok_or_else(|| {
				format!("`{code}`: an application identifier is not closed; {EXPECTED}")
			})?;
		// A value can have parentheses of its own; an identifier has digits only.
		let end = after
			.match_indices('(')
			.map(|(at, _)| at)
			.find(|at| {
				let inner = after.get(at.saturating_add(1)..).and_then(|text| text.split_once(')'));
				inner.is_some_and(|(ai, _)| {
					(2..=4).contains(&ai.len()) && ai.bytes().all(|byte| byte.is_ascii_digit())
				})
			})
			.unwrap_or(after.len());
		let (value, next) = after.split_at_checked(end).unwrap_or((after, ""));
		values.push((ai, value));
		rest = next;
	}
	let value = |wanted: &str| values.iter().find(|(ai, _)| *ai == wanted).map(|(_, value)| *value);
	let (kind, key, qualifier) = match (value("00"), value("01")) {
		(Some(sscc), _) => (KeyKind::Sscc, sscc, None),
		(None, Some(gtin)) => match (value("21"), value("10")) {
			(Some(serial), _) => (KeyKind::Sgtin, gtin, Some(serial)),
			(None, Some(lot)) => (KeyKind::Lgtin, gtin, Some(lot)),
			(None, None) => (KeyKind::Gtin, gtin, None),
		},
		(None, None) => return Err(format!("`{code}` has neither (00) nor (01); {EXPECTED}")),
	};
	Key::new(kind, key, qualifier, CheckDigits::Verify).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	const GTIN: &str = "09521101000016";

	#[test]
	fn code_should_name_the_item_when_it_is_a_link_a_urn_or_an_element_string() {
		let item = Goods::Unit(GTIN.try_into().unwrap(), "7K2M9QX4TZ".try_into().unwrap());
		for code in [
			"https://id.gs1.org/01/09521101000016/21/7K2M9QX4TZ",
			"https://brand.example/x/01/09521101000016/10/L-1/21/7K2M9QX4TZ?17=270101",
			"urn:epc:id:sgtin:9521101.000001.7K2M9QX4TZ",
			"(01)09521101000016(21)7K2M9QX4TZ",
			" (01)9521101000016(10)L-1(21)7K2M9QX4TZ",
		] {
			assert_eq!(code.parse(), Ok(item.clone()), "{code}");
		}
		assert_eq!(item.to_string(), "(01)09521101000016(21)7K2M9QX4TZ");
		let odd: Goods = "(01)09521101000016(21)A(2)B".parse().unwrap();
		assert_eq!(odd.to_string(), "(01)09521101000016(21)A(2)B");
	}

	#[test]
	fn code_should_name_lot_and_logistic_unit_when_it_is_theirs() {
		let lot = Goods::Lot(GTIN.try_into().unwrap(), "L-1".try_into().unwrap());
		assert_eq!("(01)09521101000016(10)L-1".parse(), Ok(lot.clone()));
		assert_eq!("urn:epc:class:lgtin:9521101.000001.L-1".parse(), Ok(lot));
		let pallet = Goods::LogisticUnit("095211020000000015".try_into().unwrap());
		for code in [
			"095211020000000015",
			"(00)095211020000000015",
			"https://id.gs1.org/00/095211020000000015",
		] {
			assert_eq!(code.parse(), Ok(pallet.clone()), "{code}");
		}
		assert_eq!(pallet.to_string(), "(00)095211020000000015");
		assert_eq!(pallet.id(), None);
	}

	#[test]
	fn code_should_be_refused_with_a_reason_when_it_names_no_goods() {
		for (code, why) in [
			("(01)09521101000016", "whole class"),
			("09521101000016", "give a GS1 Digital Link"),
			("(01)09521101000017(21)A", "check digit"),
			("095211020000000016", "check digit"),
			("(21)A", "neither (00) nor (01)"),
			("(01", "not closed"),
			("https://id.gs1.org/414/9521101000009", "names no goods"),
			("7K2M9QX4TZ", "give a GS1 Digital Link"),
			("", "give a GS1 Digital Link"),
		] {
			let refused = code.parse::<Goods>().unwrap_err();
			assert!(refused.contains(why), "{code}: {refused}");
		}
	}
}
