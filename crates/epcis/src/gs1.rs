//! The keys of the GS1 General Specifications that EPCIS events refer to: what each consists of,
//! its check digit and its characters.

use std::fmt;
use thiserror::Error;

/// Which key, with which qualifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyKind {
	/// Global Trade Item Number: a class of goods. AI (01).
	Gtin,
	/// GTIN with serial: one item. AI (01) and (21).
	Sgtin,
	/// GTIN with batch or lot. AI (01) and (10).
	Lgtin,
	/// GTIN with third-party controlled serial: Unit Pack Identifier. AI (01) and (235).
	Upui,
	/// Serial Shipping Container Code: a logistic unit. AI (00).
	Sscc,
	/// Global Location Number of a place. AI (414).
	Gln,
	/// Place with an extension. AI (414) and (254).
	Sgln,
	/// Global Location Number of a party. AI (417).
	Pgln,
	/// Global Returnable Asset Identifier, with or without serial. AI (8003).
	Grai,
	/// Global Individual Asset Identifier. AI (8004).
	Giai,
	/// Global Service Relation Number of a recipient. AI (8018).
	Gsrn,
	/// Global Service Relation Number of a provider. AI (8017).
	Gsrnp,
	/// Global Document Type Identifier, with or without serial. AI (253).
	Gdti,
	/// Global Coupon Number, with or without serial. AI (255).
	Gcn,
	/// Component or Part Identifier. AI (8010).
	Cpi,
	/// CPI with serial. AI (8010) and (8011).
	Scpi,
	/// Individual Trade Item Piece: a class. AI (8006).
	Itip,
	/// ITIP with serial. AI (8006) and (21).
	Sitip,
	/// ITIP with batch or lot. AI (8006) and (10).
	Litip,
	/// Global Identification Number for Consignment. AI (401).
	Ginc,
	/// Global Shipment Identification Number. AI (402).
	Gsin,
}

/// How the characters of a value are restricted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Charset {
	/// Decimal digits.
	Digits,
	/// GS1's character set 82 (General Specifications, section 7.11).
	Set82,
	/// GS1's character set 39: capital letters, digits, `#`, `-` and `/`.
	Set39,
}

impl Charset {
	fn allows(self, byte: u8) -> bool {
		match self {
			Self::Digits => byte.is_ascii_digit(),
			Self::Set82 => byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte),
			Self::Set39 => {
				byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"#-/".contains(&byte)
			},
		}
	}
}

/// What the value of an application identifier looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
	/// How many digits it begins with.
	pub digits: usize,
	/// At which place among them the check digit stands, counted from 1; 0 if it has none.
	pub check_at: usize,
	/// How many further characters may follow at least.
	pub min_rest: usize,
	/// How many further characters may follow at most.
	pub max_rest: usize,
	/// Which characters these are.
	pub charset: Charset,
}

const fn layout(
	digits: usize,
	check_at: usize,
	min_rest: usize,
	max_rest: usize,
	charset: Charset,
) -> Layout {
	Layout { digits, check_at, min_rest, max_rest, charset }
}

const FOUR_DIGITS_THEN_82: Layout = layout(4, 0, 0, 26, Charset::Set82);
const UP_TO_20: Layout = layout(0, 0, 1, 20, Charset::Set82);

impl KeyKind {
	/// The application identifier of the key itself.
	pub fn ai(self) -> &'static str {
		match self {
			Self::Gtin | Self::Sgtin | Self::Lgtin | Self::Upui => "01",
			Self::Sscc => "00",
			Self::Gln | Self::Sgln => "414",
			Self::Pgln => "417",
			Self::Grai => "8003",
			Self::Giai => "8004",
			Self::Gsrn => "8018",
			Self::Gsrnp => "8017",
			Self::Gdti => "253",
			Self::Gcn => "255",
			Self::Cpi | Self::Scpi => "8010",
			Self::Itip | Self::Sitip | Self::Litip => "8006",
			Self::Ginc => "401",
			Self::Gsin => "402",
		}
	}

	/// The application identifier of its qualifier, if it has one.
	pub fn qualifier_ai(self) -> Option<&'static str> {
		match self {
			Self::Sgtin | Self::Sitip => Some("21"),
			Self::Lgtin | Self::Litip => Some("10"),
			Self::Upui => Some("235"),
			Self::Sgln => Some("254"),
			Self::Scpi => Some("8011"),
			_ => None,
		}
	}

	fn layout(self) -> Layout {
		match self {
			Self::Gtin | Self::Sgtin | Self::Lgtin | Self::Upui => {
				layout(14, 14, 0, 0, Charset::Digits)
			},
			Self::Sscc | Self::Gsrn | Self::Gsrnp => layout(18, 18, 0, 0, Charset::Digits),
			Self::Gln | Self::Sgln | Self::Pgln => layout(13, 13, 0, 0, Charset::Digits),
			Self::Grai => layout(14, 14, 0, 16, Charset::Set82),
			Self::Giai | Self::Ginc => FOUR_DIGITS_THEN_82,
			Self::Gdti => layout(13, 13, 0, 17, Charset::Set82),
			Self::Gcn => layout(13, 13, 0, 12, Charset::Digits),
			Self::Cpi | Self::Scpi => layout(4, 0, 0, 26, Charset::Set39),
			// A GTIN, the number of the piece and the number of pieces.
			Self::Itip | Self::Sitip | Self::Litip => layout(18, 14, 0, 0, Charset::Digits),
			Self::Gsin => layout(17, 17, 0, 0, Charset::Digits),
		}
	}

	fn qualifier_layout(self) -> Option<Layout> {
		match self {
			Self::Upui => Some(layout(0, 0, 1, 28, Charset::Set82)),
			Self::Scpi => Some(layout(0, 0, 1, 12, Charset::Digits)),
			_ => self.qualifier_ai().map(|_| UP_TO_20),
		}
	}
}

impl fmt::Display for KeyKind {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Gtin => "GTIN",
			Self::Sgtin => "GTIN with serial",
			Self::Lgtin => "GTIN with lot",
			Self::Upui => "UPUI",
			Self::Sscc => "SSCC",
			Self::Gln => "GLN of a place",
			Self::Sgln => "GLN with extension",
			Self::Pgln => "GLN of a party",
			Self::Grai => "GRAI",
			Self::Giai => "GIAI",
			Self::Gsrn => "GSRN",
			Self::Gsrnp => "GSRNP",
			Self::Gdti => "GDTI",
			Self::Gcn => "GCN",
			Self::Cpi => "CPI",
			Self::Scpi => "CPI with serial",
			Self::Itip => "ITIP",
			Self::Sitip => "ITIP with serial",
			Self::Litip => "ITIP with lot",
			Self::Ginc => "GINC",
			Self::Gsin => "GSIN",
		})
	}
}

/// Why a text is not a GS1 key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
	/// Neither an EPC URN nor a GS1 Digital Link URI that names a key.
	#[error("`{0}` is neither an EPC URN nor a GS1 Digital Link URI")]
	NotAKey(String),
	/// The value has a wrong number of characters.
	#[error("`{value}` has a wrong length for a {kind}")]
	Length {
		/// Of which key.
		kind: KeyKind,
		/// What was found.
		value: String,
	},
	/// The value has a character that the key does not allow.
	#[error("`{value}` has a character that a {kind} does not allow")]
	Character {
		/// Of which key.
		kind: KeyKind,
		/// What was found.
		value: String,
	},
	/// The check digit does not follow from the digits before it.
	#[error("the check digit of the {kind} `{value}` should be {expected}")]
	CheckDigit {
		/// Of which key.
		kind: KeyKind,
		/// What was found.
		value: String,
		/// Which digit follows from the others.
		expected: char,
	},
}

/// Whether check digits are verified.
///
/// The event hash trusts them: it must give one answer for an event, whether or not somebody
/// mistyped a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckDigits {
	/// A wrong one is an error.
	Verify,
	/// A wrong one is kept.
	Trust,
}

/// A GS1 key, with its qualifier if it has one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
	kind: KeyKind,
	value: String,
	qualifier: Option<String>,
}

impl Key {
	/// Reads an EPC URN (`urn:epc:id:`, `urn:epc:class:`, `urn:epc:idpat:`) or a GS1 Digital Link
	/// URI on any domain, and verifies its check digit.
	pub fn parse(uri: &str) -> Result<Self, KeyError> {
		Self::read(uri, CheckDigits::Verify)
	}

	/// The same, with a choice about check digits.
	pub fn read(uri: &str, check: CheckDigits) -> Result<Self, KeyError> {
		if uri.starts_with("urn:epc:") {
			crate::epc_urn::read(uri, check)
		} else {
			crate::digital_link::read(uri, check)
		}
	}

	/// A key from the values of its application identifiers. A GTIN of 8, 12 or 13 digits is
	/// padded to 14.
	pub fn new(
		kind: KeyKind,
		value: &str,
		qualifier: Option<&str>,
		check: CheckDigits,
	) -> Result<Self, KeyError> {
		let value = match (kind.ai(), value.len()) {
			("01", 8 | 12 | 13) => format!("{value:0>14}"),
			_ => value.to_owned(),
		};
		verify(kind, &value, kind.layout(), check)?;
		match (kind.qualifier_layout(), qualifier) {
			(Some(layout), Some(text)) => verify(kind, text, layout, check)?,
			(None, None) => {},
			_ => return Err(KeyError::Length { kind, value }),
		}
		Ok(Self { kind, value, qualifier: qualifier.map(str::to_owned) })
	}

	/// Which key it is.
	pub fn kind(&self) -> KeyKind {
		self.kind
	}

	/// The value of the key's own application identifier; GTINs have 14 digits.
	pub fn value(&self) -> &str {
		&self.value
	}

	/// The value of its qualifier: serial, lot or extension.
	pub fn qualifier(&self) -> Option<&str> {
		self.qualifier.as_deref()
	}

	/// The canonical GS1 Digital Link URI, as the event hash writes it (CBV 2.0, section 8.9.2).
	pub fn link(&self) -> String {
		crate::digital_link::write(self)
	}
}

fn verify(kind: KeyKind, value: &str, layout: Layout, check: CheckDigits) -> Result<(), KeyError> {
	let length = || KeyError::Length { kind, value: value.to_owned() };
	let character = || KeyError::Character { kind, value: value.to_owned() };
	if !value.is_ascii() {
		return Err(character());
	}
	let (digits, rest) = value.split_at_checked(layout.digits).ok_or_else(length)?;
	if !(layout.min_rest..=layout.max_rest).contains(&rest.len()) {
		return Err(length());
	}
	if !digits.bytes().all(|byte| byte.is_ascii_digit())
		|| !rest.bytes().all(|byte| layout.charset.allows(byte))
	{
		return Err(character());
	}
	if check == CheckDigits::Trust || layout.check_at == 0 {
		return Ok(());
	}
	let (body, tail) = layout
		.check_at
		.checked_sub(1)
		.and_then(|before| digits.split_at_checked(before))
		.ok_or_else(length)?;
	let expected = check_digit(body).ok_or_else(character)?;
	if tail.starts_with(expected) {
		Ok(())
	} else {
		Err(KeyError::CheckDigit { kind, value: value.to_owned(), expected })
	}
}

/// The mod-10 check digit that follows these digits (General Specifications, section 7.9.1).
pub fn check_digit(digits: &str) -> Option<char> {
	let mut sum = 0u32;
	for (place, digit) in digits.chars().rev().enumerate() {
		let weight = if place % 2 == 0 { 3 } else { 1 };
		sum = sum.checked_add(digit.to_digit(10)?.checked_mul(weight)?)?;
	}
	char::from_digit((10 - sum % 10) % 10, 10)
}
