//! GS1 keys (GS1 General Specifications) as ASCII digits, with the mod-10 check digit.

use crate::{
	digest::id,
	merkle::{leaf_hash, AuditPath},
	Malformed, Validate,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// The mod-10 check digit over all but the last digit equals the last (GS1 General
/// Specifications, section 7.9.1).
fn has_check_digit(digits: &[u8]) -> bool {
	let Some((last, body)) = digits.split_last() else { return false };
	if !digits.iter().all(u8::is_ascii_digit) {
		return false;
	}
	let sum = body.iter().rev().enumerate().fold(0u32, |sum, (place, digit)| {
		let weight = if place % 2 == 0 { 3 } else { 1 };
		sum.saturating_add(u32::from(digit.saturating_sub(b'0')).saturating_mul(weight))
	});
	let check = (10 - sum % 10) % 10;
	u32::from(last.saturating_sub(b'0')) == check
}

macro_rules! digits_key {
	($(#[$doc:meta])* $name:ident, $len:literal) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug,
			Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
		)]
		pub struct $name(pub [u8; $len]);

		impl Validate for $name {
			fn validate(&self) -> Result<(), Malformed> {
				if has_check_digit(&self.0) { Ok(()) } else { Err(Malformed) }
			}
		}

		impl TryFrom<&str> for $name {
			type Error = Malformed;

			fn try_from(text: &str) -> Result<Self, Malformed> {
				let key = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
				key.validate()?;
				Ok(key)
			}
		}
	};
}

digits_key!(
	/// Global Trade Item Number, padded to 14 digits: the class of a product.
	Gtin, 14
);
digits_key!(
	/// Global Location Number, 13 digits: a party or a place.
	Gln, 13
);
digits_key!(
	/// Serial Shipping Container Code, 18 digits: a logistic unit. May be used again once closed.
	Sscc, 18
);

/// A GS1 company prefix: 4 to 12 digits, as licensed by a GS1 member organisation.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CompanyPrefix(pub BoundedVec<u8, ConstU32<12>>);

impl Validate for CompanyPrefix {
	fn validate(&self) -> Result<(), Malformed> {
		if self.0.len() >= 4 && self.0.iter().all(u8::is_ascii_digit) {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl TryFrom<&str> for CompanyPrefix {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let prefix = Self(text.as_bytes().to_vec().try_into().map_err(|_| Malformed)?);
		prefix.validate()?;
		Ok(prefix)
	}
}

/// A key that is issued under a [`CompanyPrefix`].
pub trait IssuedUnderPrefix {
	/// Whether the key was issued under `prefix`.
	fn is_under(&self, prefix: &CompanyPrefix) -> bool;
}

impl IssuedUnderPrefix for Gtin {
	/// The prefix follows the indicator digit.
	fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.0.get(1..).is_some_and(|digits| digits.starts_with(&prefix.0))
	}
}

impl IssuedUnderPrefix for Gln {
	fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.0.starts_with(&prefix.0)
	}
}

impl IssuedUnderPrefix for Sscc {
	/// The prefix follows the extension digit.
	fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.0.get(1..).is_some_and(|digits| digits.starts_with(&prefix.0))
	}
}

/// Whether `byte` is in GS1's AI-encodable character set 82 (General Specifications, 7.11).
fn is_set_82(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte)
}

macro_rules! text_key {
	($(#[$doc:meta])* $name:ident) => {
		$(#[$doc])*
		#[derive(
			Clone, PartialEq, Eq, PartialOrd, Ord, Debug,
			Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
		)]
		pub struct $name(pub BoundedVec<u8, ConstU32<20>>);

		impl Validate for $name {
			fn validate(&self) -> Result<(), Malformed> {
				if !self.0.is_empty() && self.0.iter().copied().all(is_set_82) {
					Ok(())
				} else {
					Err(Malformed)
				}
			}
		}

		impl TryFrom<&str> for $name {
			type Error = Malformed;

			fn try_from(text: &str) -> Result<Self, Malformed> {
				let key = Self(text.as_bytes().to_vec().try_into().map_err(|_| Malformed)?);
				key.validate()?;
				Ok(key)
			}
		}
	};
}

text_key!(
	/// Serial number of an SGTIN, AI (21): 1 to 20 characters of set 82.
	Serial
);
text_key!(
	/// Batch or lot number of an LGTIN, AI (10): 1 to 20 characters of set 82.
	LotNumber
);

/// What hides under a label and makes its leaf unguessable: BLAKE2b-256 of a public key whose seed
/// is hidden there, or of 16 random bytes.
pub type ItemKey = H256;

/// The canonical GS1 Digital Link of one item: `https://id.gs1.org/01/{gtin14}/21/{serial}`, with
/// every character of the serial that is not unreserved in RFC 3986 percent-encoded in upper case.
pub fn digital_link(gtin: &Gtin, serial: &Serial) -> Vec<u8> {
	const HEX: &[u8; 16] = b"0123456789ABCDEF";
	let mut uri = b"https://id.gs1.org/01/".to_vec();
	uri.extend_from_slice(&gtin.0);
	uri.extend_from_slice(b"/21/");
	for byte in &serial.0 {
		if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
			uri.push(*byte);
		} else {
			let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
			uri.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 0x0f)]);
		}
	}
	uri
}

/// The leaf of one item in the tree of its lot: the leaf hash over `tracemark/unit/v1`, one byte
/// with the length of the [`digital_link`], the link, and the 32 bytes of the item key.
pub fn lot_leaf(gtin: &Gtin, serial: &Serial, item_key: &ItemKey) -> H256 {
	let link = digital_link(gtin, serial);
	let mut data = b"tracemark/unit/v1".to_vec();
	// At most 26 + 14 + 3 * 20 bytes.
	data.push(u8::try_from(link.len()).unwrap_or(u8::MAX));
	data.extend_from_slice(&link);
	data.extend_from_slice(item_key.as_bytes());
	leaf_hash(&data)
}

/// Id of a lot: domain `tracemark/lot/v1` over (GTIN, lot number).
pub fn lot_id(gtin: &Gtin, lot: &LotNumber) -> H256 {
	id("tracemark/lot/v1", (gtin, lot))
}

/// Id of a consignment: domain `tracemark/consignment/v1` over (lot id, number within the lot).
pub fn consignment_id(lot: &H256, number: u32) -> H256 {
	id("tracemark/consignment/v1", (lot, number))
}

/// Id of a unit: domain `tracemark/unit/v1` over (GTIN, serial).
pub fn unit_id(gtin: &Gtin, serial: &Serial) -> H256 {
	id("tracemark/unit/v1", (gtin, serial))
}

/// Id of a logistic unit: domain `tracemark/logistic-unit/v1` over (SSCC, generation).
pub fn logistic_unit_id(sscc: &Sscc, generation: u32) -> H256 {
	id("tracemark/logistic-unit/v1", (sscc, generation))
}

/// What shows that a serial belongs to a lot.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SerialProof {
	/// Number of the lot whose root the path leads to.
	pub lot: LotNumber,
	/// Position of the leaf, from 0, serials ascending.
	pub index: u32,
	/// The item key under the label.
	pub item_key: ItemKey,
	/// Siblings from the leaf upwards.
	pub path: AuditPath,
}

impl Validate for SerialProof {
	fn validate(&self) -> Result<(), Malformed> {
		self.lot.validate()
	}
}
