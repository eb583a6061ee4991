//! Offices of intellectual property and the numbers that they give.

use crate::{
	territory::{Country, Territories},
	Malformed, Validate,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A two-letter code of WIPO Standard ST.3: a country or an organisation such as `EM` (EUIPO).
#[derive(
	Clone,
	Copy,
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
pub struct OfficeCode(pub [u8; 2]);

/// The codes of ST.3 that are organisations and not countries.
const ORGANISATION_OFFICES: [[u8; 2]; 10] =
	[*b"EM", *b"EP", *b"WO", *b"IB", *b"BX", *b"AP", *b"OA", *b"EA", *b"GC", *b"QZ"];

impl Validate for OfficeCode {
	fn validate(&self) -> Result<(), Malformed> {
		if ORGANISATION_OFFICES.contains(&self.0) {
			return Ok(());
		}
		Country(self.0).validate()
	}
}

impl OfficeCode {
	/// Where rights that stand in the office's register can have effect: of a country's office in that
	/// country, of a union's in the union.
	///
	/// Of an office whose registrations name the countries one by one it is those that can be named,
	/// where this table knows them, and any country otherwise: membership of the Madrid and Hague
	/// unions, the Patent Cooperation Treaty (`WO`, `IB`) and ARIPO (`AP`) is not tabled.
	pub fn territory(&self) -> Territories {
		let of = |codes: &[u8]| {
			let countries: Vec<Country> = codes
				.chunks_exact(2)
				.filter_map(|code| Some(Country(code.try_into().ok()?)))
				.collect();
			Territories::of(&countries).unwrap_or_default()
		};
		match &self.0 {
			b"EM" | b"QZ" => Territories::european_union(),
			b"BX" => of(b"BELUNL"),
			// The 39 contracting states of the European Patent Convention, then the states that European
			// patents are extended to or validated in.
			b"EP" => of(
				b"ALATBEBGCHCYCZDEDKEEESFIFRGBGRHRHUIEISITLILTLULVMCMEMKMTNLNOPLPTRORSSESISKSMTRBAGEKHMAMDTN",
			),
			b"OA" => of(b"BFBJCFCGCICMGAGNGQGWKMMLMRNESNTDTG"),
			b"EA" => of(b"AMAZBYKGKZRUTJTM"),
			b"GC" => of(b"AEBHKWOMQASA"),
			b"WO" | b"IB" | b"AP" => Territories::everywhere(),
			country => of(country),
		}
	}
}

impl TryFrom<&str> for OfficeCode {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let office = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		office.validate()?;
		Ok(office)
	}
}

/// An application number of WIPO Standard ST.13: office (2 letters), type (2 digits), year (4 digits),
/// serial (9 digits or upper-case letters), e.g. `EM500000018797746`.
#[derive(
	Clone,
	Copy,
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
pub struct St13(pub [u8; 17]);

impl St13 {
	/// The office that the number begins with.
	pub fn office(&self) -> OfficeCode {
		let [a, b, ..] = self.0;
		OfficeCode([a, b])
	}
}

impl Validate for St13 {
	fn validate(&self) -> Result<(), Malformed> {
		self.office().validate()?;
		let digits = self.0.get(2..8).unwrap_or_default();
		let serial = self.0.get(8..).unwrap_or_default();
		let is_serial = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
		if digits.iter().all(u8::is_ascii_digit) && serial.iter().all(is_serial) {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl TryFrom<&str> for St13 {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let number = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		number.validate()?;
		Ok(number)
	}
}
