//! Activation codes.

use crate::serial::{DrawError, ALPHABET};
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};
use sp_core::{ed25519, Pair, H256};
use std::{borrow::Cow, fmt, str::FromStr};
use thiserror::Error;
use tracemark_primitives::digest::id;

/// Characters of a code: 130 bits, so that nobody guesses one.
pub const LENGTH: usize = 26;

/// Why a text is no code. It does not repeat the text, which may be most of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("a code has {LENGTH} characters, digits and capitals without I, L, O and U")]
pub struct NoCode;

/// An activation code: the secret of whoever buys it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code([u8; LENGTH]);

impl fmt::Debug for Code {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("Code(hidden)")
	}
}

impl FromStr for Code {
	type Err = NoCode;

	/// Reads a code as people write it: blanks, hyphens and small letters are allowed.
	fn from_str(text: &str) -> Result<Self, NoCode> {
		let written = text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-');
		let characters: Vec<u8> = written.map(|byte| byte.to_ascii_uppercase()).collect();
		match characters.iter().all(|byte| ALPHABET.contains(byte)) {
			true => characters.try_into().map(Self).map_err(|_| NoCode),
			false => Err(NoCode),
		}
	}
}

impl Serialize for Code {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&self.reveal())
	}
}

impl<'de> Deserialize<'de> for Code {
	/// Reads a code as it is written to files, and in no other way.
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Cow::<str>::deserialize(deserializer)?;
		let code: Self = text.parse().map_err(D::Error::custom)?;
		match code.0 == text.as_bytes() {
			true => Ok(code),
			false => Err(D::Error::custom(NoCode)),
		}
	}
}

impl Code {
	/// Draws codes from the system's randomness.
	pub fn draw(count: usize) -> Result<Vec<Self>, DrawError> {
		let mut codes = Vec::with_capacity(count);
		let mut random = [0; LENGTH];
		for _ in 0..count {
			getrandom::fill(&mut random)?;
			// 256 is a multiple of 32, so that all characters are equally likely.
			let character = |byte: u8| ALPHABET.get(usize::from(byte & 31)).copied();
			codes.push(Self(random.map(|byte| character(byte).unwrap_or_default())));
		}
		Ok(codes)
	}

	/// As its buyer gets it.
	pub fn reveal(&self) -> String {
		self.0.iter().copied().map(char::from).collect()
	}

	/// The pair of keys whose seed the code is: BLAKE2b-256 over the domain `tracemark/activation-code/v1` and
	/// the characters.
	pub(super) fn pair(&self) -> ed25519::Pair {
		ed25519::Pair::from_seed(&id("tracemark/activation-code/v1", self.0).0)
	}

	/// Its public key, which whoever uses it shows.
	pub fn key(&self) -> H256 {
		H256(self.pair().public().0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const TEXT: &str = "0123456789ABCDEFGHJKMNPQRS";

	#[test]
	fn code_should_be_read_when_it_is_written_as_people_do_and_not_when_it_is_another() {
		let code: Code = TEXT.parse().unwrap();
		assert_eq!(code.reveal(), TEXT);
		assert_eq!(" 01234-56789 abcde-fghjk mnpqrs\n".parse(), Ok(code));
		for text in
			["", &TEXT[1..], &format!("{TEXT}0"), &TEXT.replace('0', "O"), &TEXT.replace('0', "é")]
		{
			assert_eq!(text.parse::<Code>(), Err(NoCode));
		}
	}

	#[test]
	fn code_should_be_read_from_files_in_one_way_only_and_never_be_repeated_when_refused() {
		let json = |text: &str| serde_json::from_str::<Code>(&format!("\"{text}\""));
		assert_eq!(json(TEXT).unwrap(), TEXT.parse().unwrap());
		for text in [TEXT.to_lowercase(), format!("{TEXT}-"), TEXT.replace('9', "I")] {
			let said = json(&text).unwrap_err().to_string();
			assert!(
				said.contains("a code has 26 characters") && !said.contains("123456"),
				"{said}"
			);
		}
		assert_eq!(format!("{:?}", TEXT.parse::<Code>().unwrap()), "Code(hidden)");
	}

	#[test]
	fn draw_should_use_every_character_at_every_place_when_many_are_drawn() {
		let codes = Code::draw(10_000).unwrap();
		for place in 0..LENGTH {
			for character in ALPHABET {
				let seen = codes.iter().filter(|code| code.0[place] == *character).count();
				// About 312 of 10,000 are.
				assert!((180..480).contains(&seen), "{seen} of {character} at {place}");
			}
		}
	}
}
