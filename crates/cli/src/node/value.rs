//! Values as the chain's metadata describes them: made of what this program knows, and read by name.

use sp_core::H256;
use std::collections::BTreeSet;
use subxt::{
	dynamic::Value,
	ext::scale_value::{Composite, Primitive, ValueDef},
};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	goods::GoodsClaim,
	gs1::{CompanyPrefix, Gln, Gtin, LotNumber, Serial, SerialProof, Sscc},
	hs::HsCode,
	quantity::{Quantity, UnitCode},
	territory::{Country, Territories},
	time::EventTime,
};

/// Something that a call or a storage key takes.
pub trait ToValue {
	/// As a value.
	fn to_value(&self) -> Value;
}

/// A variant with one field that has no name.
pub fn variant(name: &str, field: Value) -> Value {
	Value::unnamed_variant(name, [field])
}

/// A variant without fields.
pub fn unit(name: &str) -> Value {
	Value::unnamed_variant(name, [])
}

/// A variant with named fields.
pub fn named_variant<const N: usize>(name: &str, fields: [(&str, Value); N]) -> Value {
	Value::named_variant(name, fields)
}

/// A structure.
pub fn structure<const N: usize>(fields: [(&str, Value); N]) -> Value {
	Value::named_composite(fields)
}

/// A bounded list.
pub fn bounded(items: impl IntoIterator<Item = Value>) -> Value {
	Value::unnamed_composite([Value::unnamed_composite(items)])
}

/// Bytes of any length behind as many wrappers as they have.
pub fn bytes(bytes: impl AsRef<[u8]>) -> Value {
	Value::from_bytes(bytes)
}

macro_rules! numbers {
	($($type:ty),*) => {
		$(impl ToValue for $type {
			fn to_value(&self) -> Value {
				Value::u128(u128::from(*self))
			}
		})*
	};
}
numbers!(u8, u16, u32, u64, u128);

macro_rules! arrays {
	($($type:ty),*) => {
		$(impl ToValue for $type {
			fn to_value(&self) -> Value {
				bytes(self.0)
			}
		})*
	};
}
arrays!(H256, Gtin, Gln, Sscc, Country, Territories, UnitCode);

macro_rules! texts {
	($($type:ty),*) => {
		$(impl ToValue for $type {
			/// A text of one character is a list of one, not the character.
			fn to_value(&self) -> Value {
				Value::unnamed_composite([bounded(self.0.iter().map(ToValue::to_value))])
			}
		})*
	};
}
texts!(Serial, LotNumber, CompanyPrefix);

impl ToValue for Value {
	fn to_value(&self) -> Value {
		self.clone()
	}
}

impl<T: ToValue> ToValue for Option<T> {
	fn to_value(&self) -> Value {
		match self {
			Some(inner) => variant("Some", inner.to_value()),
			None => unit("None"),
		}
	}
}

impl<T: ToValue> ToValue for &T {
	fn to_value(&self) -> Value {
		(*self).to_value()
	}
}

impl ToValue for Quantity {
	fn to_value(&self) -> Value {
		match self {
			Self::Pieces(pieces) => variant("Pieces", pieces.to_value()),
			Self::Measured { micros, unit } => named_variant(
				"Measured",
				[("micros", micros.to_value()), ("unit", unit.to_value())],
			),
		}
	}
}

impl ToValue for EventTime {
	fn to_value(&self) -> Value {
		structure([
			("moment", self.moment.to_value()),
			("offset", Value::i128(i128::from(self.offset))),
		])
	}
}

impl ToValue for HsCode {
	fn to_value(&self) -> Value {
		structure([("edition", self.edition.to_value()), ("code", bytes(self.code))])
	}
}

impl ToValue for Digest {
	fn to_value(&self) -> Value {
		let algorithm = match self.algorithm {
			DigestAlgorithm::Sha256 => "Sha256",
			DigestAlgorithm::Sha3_256 => "Sha3_256",
			DigestAlgorithm::Blake2b256 => "Blake2b256",
			DigestAlgorithm::Sm3 => "Sm3",
		};
		structure([("algorithm", unit(algorithm)), ("value", self.value.to_value())])
	}
}

impl ToValue for SerialProof {
	fn to_value(&self) -> Value {
		structure([
			("lot", self.lot.to_value()),
			("index", self.index.to_value()),
			("item_key", self.item_key.to_value()),
			("path", bounded(self.path.iter().map(ToValue::to_value))),
		])
	}
}

impl ToValue for GoodsClaim {
	fn to_value(&self) -> Value {
		match self {
			Self::LogisticUnit { sscc } => {
				named_variant("LogisticUnit", [("sscc", sscc.to_value())])
			},
			Self::Consignment { id } => named_variant("Consignment", [("id", id.to_value())]),
			Self::Unit { gtin, serial, proof } => named_variant(
				"Unit",
				[
					("gtin", gtin.to_value()),
					("serial", serial.to_value()),
					("proof", proof.to_value()),
				],
			),
		}
	}
}

/// A SHA-256 digest.
pub fn sha256(value: H256) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value }
}

/// A number, behind as many wrappers as it has.
pub fn number<C>(value: &Value<C>) -> Option<u128> {
	match &value.value {
		ValueDef::Primitive(Primitive::U128(number)) => Some(*number),
		ValueDef::Composite(composite) => number(only(composite)?),
		_ => None,
	}
}

/// A number that may be below zero.
pub fn signed<C>(value: &Value<C>) -> Option<i128> {
	match &value.value {
		ValueDef::Primitive(Primitive::I128(number)) => Some(*number),
		_ => number(value).and_then(|number| i128::try_from(number).ok()),
	}
}

/// Bytes, behind as many wrappers as they have.
pub fn octets<C>(value: &Value<C>) -> Option<Vec<u8>> {
	let ValueDef::Composite(composite) = &value.value else { return None };
	let byte = |value: &Value<C>| match &value.value {
		ValueDef::Primitive(Primitive::U128(number)) => u8::try_from(*number).ok(),
		_ => None,
	};
	match composite.values().map(byte).collect() {
		Some(bytes) => Some(bytes),
		None => octets(only(composite)?),
	}
}

/// 32 bytes.
pub fn hash<C>(value: &Value<C>) -> Option<H256> {
	octets(value)?.try_into().ok().map(H256)
}

/// ASCII.
pub fn text<C>(value: &Value<C>) -> Option<String> {
	String::from_utf8(octets(value)?).ok()
}

/// The name of a variant, and its fields.
pub fn case<C>(value: &Value<C>) -> Option<(&str, &Composite<C>)> {
	match &value.value {
		ValueDef::Variant(variant) => Some((&variant.name, &variant.values)),
		_ => None,
	}
}

/// What an option holds; `None` if it holds nothing.
pub fn some<C>(value: &Value<C>) -> Option<&Value<C>> {
	match case(value)? {
		("Some", fields) => only(fields),
		_ => None,
	}
}

/// The items of a list.
pub fn items<C>(value: &Value<C>) -> Vec<&Value<C>> {
	match &value.value {
		ValueDef::Composite(composite) => match only(composite) {
			Some(inner) if matches!(inner.value, ValueDef::Composite(_)) && is_list(inner) => {
				items(inner)
			},
			_ => composite.values().collect(),
		},
		_ => Vec::new(),
	}
}

/// Whether what a wrapper holds is itself a list, not the only item of one.
fn is_list<C>(value: &Value<C>) -> bool {
	matches!(&value.value, ValueDef::Composite(Composite::Unnamed(values))
		if values.iter().all(|value| !matches!(value.value, ValueDef::Primitive(_))))
}

fn only<C>(composite: &Composite<C>) -> Option<&Value<C>> {
	let mut values = composite.values();
	match (values.next(), values.next()) {
		(Some(value), None) => Some(value),
		_ => None,
	}
}

/// What lies directly in a structure or a variant.
pub fn inner<C>(value: &Value<C>) -> Vec<&Value<C>> {
	match &value.value {
		ValueDef::Composite(composite) => composite.values().collect(),
		ValueDef::Variant(variant) => variant.values.values().collect(),
		_ => Vec::new(),
	}
}

/// Whether a structure names any of these anywhere within.
pub fn mentions<C>(value: &Value<C>, wanted: &BTreeSet<H256>) -> bool {
	hash(value).is_some_and(|found| wanted.contains(&found))
		|| inner(value).into_iter().any(|within| mentions(within, wanted))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn octets_should_be_found_when_they_lie_behind_wrappers() {
		let serial = Serial::try_from("A").unwrap();
		assert_eq!(text(&serial.to_value()).as_deref(), Some("A"));
		let hash_ = H256::repeat_byte(7);
		assert_eq!(hash(&hash_.to_value()), Some(hash_));
		assert_eq!(hash(&Value::unnamed_composite([hash_.to_value()])), Some(hash_));
		assert_eq!(octets(&Value::u128(7)), None);
	}

	#[test]
	fn number_should_be_read_when_it_is_signed_or_wrapped() {
		let time = EventTime { moment: 5, offset: -60 }.to_value();
		let field = |name| subxt::dynamic::At::at(&time, name).cloned().unwrap();
		assert_eq!(number(&field("moment")), Some(5));
		assert_eq!(signed(&field("offset")), Some(-60));
		assert_eq!(number(&Value::unnamed_composite([Value::u128(3)])), Some(3));
		assert_eq!(number(&unit("None")), None);
	}

	#[test]
	fn items_should_be_those_of_the_list_when_it_is_bounded() {
		let pair = |n: u32| Value::unnamed_composite([H256::zero().to_value(), n.to_value()]);
		assert_eq!(items(&bounded([pair(1), pair(2)])).len(), 2);
		assert_eq!(items(&bounded([pair(1)])).len(), 1);
		assert_eq!(items(&bounded([])).len(), 0);
	}

	#[test]
	fn mentions_should_find_an_id_when_it_is_deep_within() {
		let id = H256::repeat_byte(9);
		let deep = structure([("what", variant("Object", id.to_value())), ("by", Value::u128(1))]);
		let other = H256::repeat_byte(8);
		assert!(mentions(&deep, &[id, other].into()));
		assert!(!mentions(&deep, &[other].into()));
	}
}
