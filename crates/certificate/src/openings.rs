//! What opens the salted commitments of a description: the texts, and their salts.
//!
//! A commitment is BLAKE2b-256 of 32 random bytes, the salt, and then the text in UTF-8. The file of openings is a
//! JSON list of `{ "text": …, "salt": "0x…" }`. It is no part of a certificate: whoever has the certificate learns
//! nothing of the texts, and whoever is shown an opening can check it against the chain.

use crate::{
	chain::decode,
	description::{About, Description},
	form::{Subject, MAX_TEXT},
	report::{Field, Source},
	Certificate, Refusal,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// What opens a commitment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
	/// What was committed to.
	pub text: String,
	/// 32 random bytes.
	pub salt: H256,
}

impl Opening {
	/// BLAKE2b-256 of the salt and the text.
	pub fn commitment(&self) -> H256 {
		H256(blake2_256(&[self.salt.as_bytes(), self.text.as_bytes()].concat()))
	}
}

/// Reads a file of openings: one at least.
pub fn parse(text: &[u8]) -> Result<Vec<Opening>, Refusal> {
	if text.len() > MAX_TEXT {
		return Err(Refusal::NoOpenings("it is too large".to_owned()));
	}
	let openings: Vec<Opening> = serde_json::from_slice(text).map_err(|error| {
		let what = error.to_string();
		match error.is_data() {
			true => Refusal::NoOpenings(what),
			false => Refusal::NoJson(what),
		}
	})?;
	match openings.is_empty() {
		true => Err(Refusal::NoOpenings("it has none".to_owned())),
		false => Ok(openings),
	}
}

/// Says what each opening says, on the chain's word: that the depositor committed to this text, not that it is
/// true.
///
/// `certificate` was verified before. Refused are a certificate that has neither a description nor is of a case, and
/// an opening that opens none of its commitments.
pub fn open(certificate: &Certificate, openings: &[Opening]) -> Result<Vec<Field>, Refusal> {
	let commitments = commitments(certificate)?;
	let mut fields = Vec::new();
	for (number, opening) in (1usize..).zip(openings) {
		let commitment = opening.commitment();
		let before = fields.len();
		for (name, _) in commitments.iter().filter(|(_, held)| *held == commitment) {
			fields.push(Field {
				name: format!("opened, {name}"),
				value: opening.text.clone(),
				source: Source::Chain,
			});
		}
		if fields.len() == before {
			return Err(Refusal::OpensNothing(number));
		}
	}
	Ok(fields)
}

/// The commitments of a certificate, each with what it is to.
fn commitments(certificate: &Certificate) -> Result<Vec<(&'static str, H256)>, Refusal> {
	if let Subject::Case { commitment } = certificate.subject {
		return Ok(vec![("case", commitment)]);
	}
	let stated = certificate.description.as_ref().ok_or(Refusal::NothingToOpen)?;
	decode("a description", &stated.value.0).map(|described| described_by(&described))
}

/// The commitments of a description, each with what it is to.
fn described_by(described: &Description) -> Vec<(&'static str, H256)> {
	let about = described.subjects.iter().filter_map(|about| match about {
		About::Listing(commitment) => Some(("offer", *commitment)),
		About::Case(commitment) => Some(("case", *commitment)),
		_ => None,
	});
	let source = [("source", described.source)];
	let person = described.captured_by.map(|person| ("who captured it", person));
	let witnesses = described.witnesses.iter().map(|witness| ("witness", *witness));
	about.chain(source).chain(person).chain(witnesses).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_should_give_the_openings_when_the_file_is_a_list_of_them() {
		let salt = format!("0x{}", "07".repeat(32));
		let text = format!(r#"[{{"text":"shop","salt":"{salt}"}}]"#);
		let expected = Opening { text: "shop".to_owned(), salt: H256::repeat_byte(7) };
		assert_eq!(parse(text.as_bytes()), Ok(vec![expected]));
		let cut = parse(&text.as_bytes()[1..]).unwrap_err();
		assert!(matches!(cut, Refusal::NoOpenings(_)), "{cut}");
		let cut = parse(&text.as_bytes()[..9]).unwrap_err();
		assert!(matches!(cut, Refusal::NoJson(_)), "{cut}");
		for none in [
			"[]",
			"{}",
			r#"{"text":"shop","salt":"0x00"}"#,
			r#"[{"text":"shop"}]"#,
			r#"[{"text":"shop","salt":"0x00"}]"#,
			r#"[{"text":1,"salt":"0x00"}]"#,
		] {
			let refusal = parse(none.as_bytes()).unwrap_err();
			assert!(matches!(refusal, Refusal::NoOpenings(_)), "{none}: {refusal}");
			assert!(refusal.is_unreadable());
		}
		let more = text.replace(r#""text""#, r#""kept":true,"text""#);
		assert!(parse(more.as_bytes()).is_err());
	}
}
