//! GS1 keys as text, for files and answers.

use serde::{de::Error, Deserialize, Deserializer, Serializer};
use std::{borrow::Cow, fmt::Write};
use tracemark_epcis::gs1::{CheckDigits, Key, KeyError, KeyKind};
use tracemark_primitives::gs1::{Gln, Gtin, LotNumber, Serial};

/// A key that consists of ASCII characters.
pub trait Ascii {
	/// The characters.
	fn ascii(&self) -> &[u8];

	/// The same as text.
	fn text(&self) -> Cow<'_, str> {
		String::from_utf8_lossy(self.ascii())
	}
}

impl Ascii for Gtin {
	fn ascii(&self) -> &[u8] {
		&self.0
	}
}

impl Ascii for Gln {
	fn ascii(&self) -> &[u8] {
		&self.0
	}
}

impl Ascii for LotNumber {
	fn ascii(&self) -> &[u8] {
		&self.0
	}
}

impl Ascii for Serial {
	fn ascii(&self) -> &[u8] {
		&self.0
	}
}

/// Reads a GTIN of 8, 12, 13 or 14 digits, and pads it to 14.
pub fn gtin(text: &str) -> Result<Gtin, String> {
	let key = Key::new(KeyKind::Gtin, text, None, CheckDigits::Verify)
		.map_err(|error: KeyError| error.to_string())?;
	Gtin::try_from(key.value()).map_err(|_| format!("`{text}` is no GTIN"))
}

/// Reads the value of AI (21).
pub fn serial(text: &str) -> Result<Serial, String> {
	Serial::try_from(text)
		.map_err(|_| format!("`{text}` is not 1 to 20 characters of GS1's set 82"))
}

/// Reads the value of AI (10).
pub fn lot_number(text: &str) -> Result<LotNumber, String> {
	LotNumber::try_from(text)
		.map_err(|_| format!("`{text}` is not 1 to 20 characters of GS1's set 82"))
}

/// A number with a comma after every three digits.
pub fn grouped(number: impl Into<u128>) -> String {
	let digits = number.into().to_string();
	let mut text = String::with_capacity(digits.len().saturating_mul(2));
	for (at, digit) in digits.chars().enumerate() {
		if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
			text.push(',');
		}
		text.push(digit);
	}
	text
}

/// A name for the file of a lot: its class and number, with what is neither letter nor digit escaped.
pub fn file_stem(gtin: &Gtin, number: &LotNumber) -> String {
	let mut name = format!("{}-", gtin.text());
	for byte in number.ascii() {
		if byte.is_ascii_alphanumeric() || *byte == b'-' {
			name.push(char::from(*byte));
		} else {
			// Writing to a string cannot fail.
			let _ = write!(name, "%{byte:02X}");
		}
	}
	name
}

/// Writes a key as text; for `serde(with)`.
pub fn serialize<S: Serializer>(key: &impl Ascii, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(&key.text())
}

/// Reads a key from text; for `serde(with)`.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
	T: for<'a> TryFrom<&'a str>,
	D: Deserializer<'de>,
{
	let text = Cow::<str>::deserialize(deserializer)?;
	T::try_from(&text).map_err(|_| D::Error::custom(format!("`{text}` is no such key of GS1")))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn grouped_should_part_thousands_when_there_are_any() {
		for (number, text) in
			[(0u32, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")]
		{
			assert_eq!(grouped(number), text);
		}
	}

	#[test]
	fn file_stem_should_never_leave_its_folder_when_the_number_has_slashes_and_dots() {
		let gtin = gtin("9521101000016").unwrap();
		let name = file_stem(&gtin, &lot_number("../a.B/7%").unwrap());
		assert_eq!(name, "09521101000016-%2E%2E%2Fa%2EB%2F7%25");
	}

	#[test]
	fn gtin_should_be_padded_when_short_and_refused_when_the_check_digit_is_wrong() {
		assert_eq!(gtin("9521101000016").unwrap().text(), "09521101000016");
		assert!(gtin("9521101000014").unwrap_err().contains("check digit"));
		assert!(gtin("95211010000").is_err());
	}
}
