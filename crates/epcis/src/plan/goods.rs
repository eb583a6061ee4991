//! The goods that an event names.

use crate::{
	gs1::{Key, KeyKind},
	json::{object, Object, Value},
	number,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Bound,
};

/// Millionths, the resolution of the chain's measures.
const DECIMALS: usize = 6;

/// How much of a lot. The larger of two in the same unit comes after the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Quantity {
	/// A code of UN/CEFACT Recommendation 20, padded.
	unit: Option<[u8; 3]>,
	/// Pieces, or millionths of a unit of measure.
	value: u64,
}

impl Quantity {
	pub fn pieces(count: usize) -> Self {
		Self { unit: None, value: u64::try_from(count).unwrap_or(u64::MAX) }
	}

	/// `None` if it is not above zero, or not a multiple of the chain's resolution.
	fn of(element: &Object) -> Option<Self> {
		let Value::Number(digits) = element.get("quantity")? else { return None };
		let digits = number::canonical(digits)?;
		let (unit, decimals) = match element.get("uom").and_then(Value::as_str) {
			None => (None, 0),
			Some(code) => {
				let mut unit = *b"   ";
				for (place, byte) in unit.iter_mut().zip(code.bytes()) {
					*place = byte;
				}
				(Some(unit), DECIMALS)
			},
		};
		let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
		if fraction.len() > decimals {
			return None;
		}
		let value = format!("{whole}{fraction:0<decimals$}").parse().ok()?;
		(value > 0).then_some(Self { unit, value })
	}

	/// All that is more than this in the same unit.
	pub fn above(self) -> (Bound<Self>, Bound<Self>) {
		(Bound::Excluded(self), Bound::Included(Self { value: u64::MAX, ..self }))
	}

	/// What is left when the other is taken away, if both are in the same unit and something is.
	pub fn less(self, other: Self) -> Option<Self> {
		let value = self.value.checked_sub(other.value).filter(|left| *left > 0)?;
		(self.unit == other.unit).then_some(Self { value, ..self })
	}

	/// The sum, if both are in the same unit.
	pub fn plus(self, other: Self) -> Option<Self> {
		let value = self.value.checked_add(other.value)?;
		(self.unit == other.unit).then_some(Self { value, ..self })
	}

	pub fn json(self) -> Value {
		let value = Value::String(self.value.to_string());
		match self.unit {
			None => object([("pieces", value)]),
			Some(unit) => {
				let unit = String::from_utf8_lossy(&unit).trim_end().to_owned();
				object([("micros", value), ("unit", Value::String(unit))])
			},
		}
	}
}

/// A lot: its class and its number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct LotName {
	pub gtin: String,
	pub number: String,
}

impl LotName {
	/// As the user knows it.
	pub fn in_words(&self) -> String {
		format!("lot {} of GTIN {}", self.number, self.gtin)
	}
}

/// What an event names, as far as custody keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Goods {
	/// By SSCC.
	pub logistic_units: BTreeSet<String>,
	/// Serials by class.
	pub items: BTreeMap<String, BTreeSet<String>>,
	/// Lots, of each how much if that is said.
	pub lots: Vec<(LotName, Option<Quantity>)>,
	/// Classes without a lot, of each how much if that is said.
	pub classes: Vec<(String, Option<Quantity>)>,
	/// What is named besides, as a list of the kinds of key.
	pub others: BTreeSet<String>,
}

impl Goods {
	/// The goods of an identifier list and a quantity list of an event.
	pub fn of(event: &Object, epcs: &str, quantities: &str) -> Self {
		let mut goods = Self::default();
		for uri in event.get(epcs).and_then(Value::as_array).unwrap_or_default() {
			goods.add(uri.as_str().unwrap_or_default(), None);
		}
		for element in event.get(quantities).and_then(Value::as_array).unwrap_or_default() {
			let Some(element) = element.as_object() else { continue };
			let class = element.get("epcClass").and_then(Value::as_str).unwrap_or_default();
			let quantity = Quantity::of(element);
			if quantity.is_none() && element.get("quantity").is_some() {
				goods.others.insert("quantity finer than the chain's".to_owned());
			} else {
				goods.add(class, Some(quantity));
			}
		}
		goods
	}

	fn add(&mut self, uri: &str, quantity: Option<Option<Quantity>>) {
		let Ok(key) = Key::parse(uri) else {
			self.others.insert("identifier that is no GS1 key".to_owned());
			return;
		};
		let (value, qualifier) = (key.value().to_owned(), key.qualifier().unwrap_or_default());
		match (key.kind(), quantity) {
			(KeyKind::Sscc, None) => {
				self.logistic_units.insert(value);
			},
			(KeyKind::Sgtin, None) => {
				self.items.entry(value).or_default().insert(qualifier.to_owned());
			},
			(KeyKind::Lgtin, Some(quantity)) => {
				let lot = LotName { gtin: value, number: qualifier.to_owned() };
				self.lots.push((lot, quantity));
			},
			(KeyKind::Gtin, Some(quantity)) => self.classes.push((value, quantity)),
			(kind, _) => {
				self.others.insert(kind.to_string());
			},
		}
	}

	/// Whether custody keeps none of it by itself.
	pub fn is_empty(&self) -> bool {
		self.logistic_units.is_empty() && self.items.is_empty() && self.lots.is_empty()
	}

	/// What of it custody does not keep, in the user's words.
	pub fn left_out(&self) -> Option<String> {
		let mut names: Vec<&str> = self.others.iter().map(String::as_str).collect();
		if !self.classes.is_empty() {
			names.push("GTIN without lot");
		}
		(!names.is_empty()).then(|| names.join(", "))
	}
}
