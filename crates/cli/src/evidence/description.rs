//! What evidence is about and how it was obtained, as `evidence.anchor` takes it.

use crate::{
	node::value::{bounded, structure, variant, ToValue},
	output::one_line,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use std::{
	fs,
	io::{self, Write},
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use subxt::dynamic::Value;
use tracemark_epcis::time::millis;
use tracemark_primitives::time::EventTime;

/// Most subjects, as the chain sets it.
const MAX_SUBJECTS: usize = 8;
/// Most witnesses, as the chain sets it.
const MAX_WITNESSES: usize = 4;

/// What a description file says. All of it is public: tags and salted commitments only.
#[derive(Clone, Default, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
	#[serde(default)]
	subjects: Vec<Subject>,
	source: Option<H256>,
	tool: Option<H256>,
	captured_by: Option<H256>,
	claimed_time: Option<String>,
	#[serde(default)]
	witnesses: Vec<H256>,
}

/// Something that evidence is about.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Subject {
	Right(H256),
	Lot(H256),
	Object(H256),
	Listing(H256),
	/// The number of a member organisation.
	Seller(u32),
	Case(H256),
}

/// A commitment that was drawn here, and what opens it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Opening {
	/// What was committed to.
	pub text: String,
	/// 32 random bytes.
	pub salt: H256,
}

impl Opening {
	/// Commits to a text with a salt of its own.
	pub fn draw(text: String) -> Result<Self, String> {
		let mut salt = H256::zero();
		getrandom::fill(&mut salt.0)
			.map_err(|error| format!("the system gives no random numbers: {error}"))?;
		Ok(Self { text, salt })
	}

	/// Tells people to keep it.
	pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
		writeln!(out, "keep: commitment to `{}`, salt {:?}", one_line(&self.text), self.salt)
	}

	/// Tells people to keep it, beside the output.
	pub fn tell(&self) -> io::Result<()> {
		self.print(&mut io::stderr())
	}

	/// What a call carries of a text: the digest that it is, or else a commitment whose opening is added to
	/// those that are to be kept.
	pub fn commit(text: &str, openings: &mut Vec<Self>) -> Result<H256, String> {
		if let Some(digest) = Self::digest(text)? {
			return Ok(digest);
		}
		let opening = Self::draw(text.to_owned())?;
		let commitment = opening.commitment();
		openings.push(opening);
		Ok(commitment)
	}

	/// The digest that a text is; `None` if it is to be committed to. What begins as a digest and is none is
	/// refused: one that was cut short is not taken for a text.
	pub fn digest(text: &str) -> Result<Option<H256>, String> {
		let Some(digits) = text.strip_prefix("0x") else { return Ok(None) };
		digits.parse().map(Some).map_err(|_| {
			format!("`{text}` is no digest; give 0x and 64 hexadecimal digits, or a text")
		})
	}

	/// BLAKE2b-256 of the salt and the text.
	pub fn commitment(&self) -> H256 {
		H256(blake2_256(&[self.salt.as_bytes(), self.text.as_bytes()].concat()))
	}
}

impl Description {
	/// From what `--description` names: the digest of a description that is kept elsewhere, or a file.
	pub fn read(given: &str) -> Result<Self, String> {
		let digits = given.strip_prefix("0x").unwrap_or(given);
		if digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
			let source = digits.parse().map_err(|error| format!("{given}: {error}"))?;
			return Ok(Self { source: Some(source), ..Self::default() });
		}
		let text = fs::read(Path::new(given)).map_err(|error| {
			format!("{given}: cannot be read: {error}; give a file, or 64 hexadecimal digits")
		})?;
		Self::from_json(&text).map_err(|why| format!("{given}: is no description: {why}"))
	}

	fn from_json(text: &[u8]) -> Result<Self, String> {
		let description: Self = serde_json::from_slice(text).map_err(|error| error.to_string())?;
		if description.subjects.len() > MAX_SUBJECTS {
			return Err(format!("it has more than {MAX_SUBJECTS} subjects"));
		}
		if description.witnesses.len() > MAX_WITNESSES {
			return Err(format!("it has more than {MAX_WITNESSES} witnesses"));
		}
		description.claimed_time()?;
		Ok(description)
	}

	/// When the originals were captured: as the file says, else now.
	fn claimed_time(&self) -> Result<EventTime, String> {
		let moment = match &self.claimed_time {
			Some(text) => millis(text).and_then(|moment| u64::try_from(moment).ok()).ok_or(
				format!("claimedTime `{text}` is no date and time since 1970 by RFC 3339"),
			)?,
			None => now(),
		};
		Ok(EventTime { moment, offset: 0 })
	}

	/// Where the originals come from: as the file says, else a salted commitment that is drawn now.
	pub fn source(&self, origin: &str) -> Result<(H256, Option<Opening>), String> {
		match self.source {
			Some(source) => Ok((source, None)),
			None => {
				let opening = Opening::draw(origin.to_owned())?;
				Ok((opening.commitment(), Some(opening)))
			},
		}
	}

	/// As the call takes it.
	pub fn to_value(&self, source: H256) -> Result<Value, String> {
		let tool = concat!("tracemark ", env!("CARGO_PKG_VERSION"));
		let tool = self.tool.unwrap_or_else(|| H256(blake2_256(tool.as_bytes())));
		Ok(structure([
			("subjects", bounded(self.subjects.iter().map(Subject::to_value))),
			(
				"provenance",
				structure([
					("source", source.to_value()),
					("tool", tool.to_value()),
					("captured_by", self.captured_by.to_value()),
					("claimed_time", self.claimed_time()?.to_value()),
					("witnesses", bounded(self.witnesses.iter().map(ToValue::to_value))),
				]),
			),
		]))
	}
}

impl Subject {
	fn to_value(&self) -> Value {
		match self {
			Self::Right(id) => variant("Right", id.to_value()),
			Self::Lot(id) => variant("Lot", id.to_value()),
			Self::Object(id) => variant("Object", id.to_value()),
			Self::Listing(id) => variant("Listing", id.to_value()),
			Self::Seller(org) => variant("Seller", variant("Member", org.to_value())),
			Self::Case(id) => variant("Case", id.to_value()),
		}
	}
}

/// The clock of this machine, in milliseconds since 1970.
pub fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::hash;
	use serde_json::json;
	use subxt::dynamic::At;
	use tracemark_certificate::{description::About, registers::NamedParty};

	/// What a file has for something that evidence is about. Whoever adds a variant adds its word.
	fn written(about: &About) -> (&'static str, serde_json::Value) {
		match about {
			About::Right(id) => ("Right", json!({ "right": id })),
			About::Lot(id) => ("Lot", json!({ "lot": id })),
			About::Object(id) => ("Object", json!({ "object": id })),
			About::Listing(id) => ("Listing", json!({ "listing": id })),
			About::Seller(_) => ("Seller", json!({ "seller": 7 })),
			About::Case(id) => ("Case", json!({ "case": id })),
		}
	}

	#[test]
	fn subjects_should_be_those_of_the_chain_when_a_file_names_them() {
		let id = H256::repeat_byte(7);
		let all = [
			About::Right(id),
			About::Lot(id),
			About::Object(id),
			About::Listing(id),
			About::Seller(NamedParty::Member(7)),
			About::Case(id),
		];
		for about in &all {
			let (name, json) = written(about);
			let subject: Subject = serde_json::from_value(json).unwrap();
			let value = subject.to_value();
			assert_eq!(crate::node::value::case(&value).unwrap().0, name);
		}
	}

	#[test]
	fn description_should_be_a_source_when_a_digest_is_given() {
		let digits = "ab".repeat(32);
		for given in [digits.clone(), format!("0x{digits}")] {
			let description = Description::read(&given).unwrap();
			let (source, opening) = description.source("a.jpg").unwrap();
			assert_eq!((source, opening), (H256::repeat_byte(0xab), None));
		}
		assert!(Description::read("no/such/file").unwrap_err().contains("64 hexadecimal digits"));
	}

	#[test]
	fn source_should_be_opened_by_salt_and_text_when_it_was_drawn() {
		let (source, opening) = Description::default().source("a.jpg").unwrap();
		let opening = opening.unwrap();
		assert_eq!(opening.text, "a.jpg");
		assert_eq!(source, H256(blake2_256(&[opening.salt.as_bytes(), b"a.jpg"].concat())));
		assert_ne!(Description::default().source("a.jpg").unwrap().0, source);
	}

	#[test]
	fn commitment_should_be_the_digest_when_one_is_given() {
		let mut openings = Vec::new();
		let digest = format!("0x{}", "0b".repeat(32));
		assert_eq!(Opening::commit(&digest, &mut openings), Ok(H256::repeat_byte(0x0b)));
		assert!(openings.is_empty());
		let commitment = Opening::commit("EUR 285.72", &mut openings).unwrap();
		assert_eq!(openings.iter().map(Opening::commitment).collect::<Vec<_>>(), [commitment]);
		for none in [format!("0x{}", "zz".repeat(32)), "0x12".to_owned(), "0x".to_owned()] {
			assert!(Opening::commit(&none, &mut openings).unwrap_err().contains("is no digest"));
		}
		assert_eq!(openings.len(), 1);
	}

	#[test]
	fn description_should_carry_what_its_file_says_when_it_is_whole() {
		let id = format!("0x{}", "01".repeat(32));
		let text = format!(
			r#"{{"subjects":[{{"right":"{id}"}},{{"seller":7}}],"source":"{id}","capturedBy":"{id}",
			"claimedTime":"2026-11-02T08:30:00+01:00","witnesses":["{id}"]}}"#
		);
		let description = Description::from_json(text.as_bytes()).unwrap();
		let value = description.to_value(H256::repeat_byte(1)).unwrap();
		let provenance = value.at("provenance").unwrap();
		assert_eq!(provenance.at("source").and_then(hash), Some(H256::repeat_byte(1)));
		let claimed = provenance.at("claimed_time");
		let moment = claimed.at("moment").unwrap();
		assert_eq!(moment.as_u128(), Some(1_793_604_600_000));
	}

	#[test]
	fn description_should_be_refused_when_it_says_what_the_chain_does_not_take() {
		let id = format!("\"0x{}\"", "01".repeat(32));
		let nine = vec![format!("{{\"lot\":{id}}}"); 9].join(",");
		for (text, why) in [
			("{\"sauce\":null}".to_owned(), "sauce"),
			("{\"subjects\":[{\"person\":1}]}".to_owned(), "person"),
			(format!("{{\"subjects\":[{nine}]}}"), "8 subjects"),
			(format!("{{\"witnesses\":[{}]}}", [id.as_str(); 5].join(",")), "4 witnesses"),
			("{\"claimedTime\":\"yesterday\"}".to_owned(), "yesterday"),
			("[]".to_owned(), "invalid"),
		] {
			let refused = Description::from_json(text.as_bytes()).unwrap_err();
			assert!(refused.contains(why), "{refused}");
		}
	}
}
