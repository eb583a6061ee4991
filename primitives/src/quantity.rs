//! Quantities: pieces, or a fixed-point measure with a UN/CEFACT unit.

use crate::{Malformed, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A unit of UN/CEFACT Recommendation 20, e.g. `KGM`: two or three upper-case letters or digits,
/// a code of two is padded with a space.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct UnitCode(pub [u8; 3]);

impl Validate for UnitCode {
	fn validate(&self) -> Result<(), Malformed> {
		let [a, b, c] = self.0;
		let is_code = |x: u8| x.is_ascii_uppercase() || x.is_ascii_digit();
		if is_code(a) && is_code(b) && (is_code(c) || c == b' ') {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

/// How much: never zero in a call that passes validation.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Quantity {
	/// A count of items.
	#[codec(index = 0)]
	Pieces(u64),
	/// Millionths of a unit of measure, the resolution of the Union Customs Code's net mass.
	#[codec(index = 1)]
	Measured {
		/// Millionths of `unit`.
		micros: u64,
		/// UN/CEFACT Recommendation 20.
		unit: UnitCode,
	},
}

impl Validate for Quantity {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Pieces(0) | Self::Measured { micros: 0, .. } => Err(Malformed),
			Self::Pieces(_) => Ok(()),
			Self::Measured { unit, .. } => unit.validate(),
		}
	}
}

impl Quantity {
	/// The amount without its unit.
	pub fn value(&self) -> u64 {
		match self {
			Self::Pieces(value) | Self::Measured { micros: value, .. } => *value,
		}
	}

	/// Whether nothing is left.
	pub fn is_zero(&self) -> bool {
		self.value() == 0
	}

	/// The same unit with another amount.
	pub fn with_value(&self, value: u64) -> Self {
		match self {
			Self::Pieces(_) => Self::Pieces(value),
			Self::Measured { unit, .. } => Self::Measured { micros: value, unit: *unit },
		}
	}

	/// Whether both count the same unit.
	pub fn same_unit(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Pieces(_), Self::Pieces(_)) => true,
			(Self::Measured { unit: a, .. }, Self::Measured { unit: b, .. }) => a == b,
			_ => false,
		}
	}

	/// The sum; `None` if the units differ or it does not fit.
	pub fn checked_add(&self, other: &Self) -> Option<Self> {
		if !self.same_unit(other) {
			return None;
		}
		self.value().checked_add(other.value()).map(|value| self.with_value(value))
	}

	/// How much this gives where `of` gives `gives`, rounded down; `None` if it is in another unit than `of`,
	/// `of` is nothing, or it does not fit.
	pub fn at_rate(&self, of: &Self, gives: &Self) -> Option<Self> {
		if !self.same_unit(of) {
			return None;
		}
		// The product of two u64 fits.
		let product = u128::from(self.value()).checked_mul(u128::from(gives.value()))?;
		let value = product.checked_div(u128::from(of.value()))?;
		u64::try_from(value).ok().map(|value| gives.with_value(value))
	}

	/// The difference; `None` if the units differ or `other` is more.
	pub fn checked_sub(&self, other: &Self) -> Option<Self> {
		if !self.same_unit(other) {
			return None;
		}
		self.value().checked_sub(other.value()).map(|value| self.with_value(value))
	}
}
