//! What evidence is about and how it was obtained, as `evidence.anchor` takes it.

use crate::{
	input,
	node::value::{bounded, structure, variant, ToValue},
	output::one_line,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use std::{
	io::{self, Write},
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use subxt::dynamic::Value;
use tracemark_epcis::time::zoned;
use tracemark_primitives::{time::EventTime, Validate};

/// Most subjects, as the chain sets it.
const MAX_SUBJECTS: usize = 8;
/// Most witnesses, as the chain sets it.
const MAX_WITNESSES: usize = 4;
/// What is put on record as the tool if nothing is said of it.
const THIS_TOOL: &str = concat!("tracemark ", env!("CARGO_PKG_VERSION"));

/// What a description file says. The chain shows all of it: texts whose content can be guessed go there as
/// salted commitments.
#[derive(Clone, Default, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
	#[serde(default)]
	subjects: Vec<Subject>,
	source: Option<String>,
	tool: Option<String>,
	captured_by: Option<String>,
	claimed_time: Option<String>,
	#[serde(default)]
	witnesses: Vec<String>,
}

/// Something that evidence is about.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Subject {
	Right(H256),
	Lot(H256),
	Object(H256),
	/// The address of an offer, or a commitment to it.
	Listing(String),
	Seller(Seller),
	Case(H256),
}

/// Whoever sells.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(untagged, expecting = "give the number of a member, or an outsider's keyVersion and tag")]
enum Seller {
	/// The number of a member organisation.
	Member(u32),
	/// Somebody outside.
	Other { outsider: Outsider },
}

/// Whoever is no member, by the tag that an admission office computes.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Outsider {
	key_version: u16,
	tag: H256,
}

/// A description as a call takes it.
pub struct Described {
	/// What the call carries.
	pub value: Value,
	/// What opens its commitments.
	pub openings: Vec<Opening>,
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
	/// Reads a file.
	pub fn read(path: &Path) -> Result<Self, String> {
		let shown = path.display();
		let text = input::read(path, input::MAX_FILE)?;
		Self::from_json(&text).map_err(|why| format!("{shown}: is no description: {why}"))
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

	/// With the source that an option names. Refused if the file names one as well.
	pub fn with_source(self, source: Option<&str>) -> Result<Self, String> {
		match (&self.source, source) {
			(Some(_), Some(_)) => {
				Err("the description has a source already; leave out --source".to_owned())
			},
			(_, Some(source)) => Ok(Self { source: Some(source.to_owned()), ..self }),
			(_, None) => Ok(self),
		}
	}

	/// What is put on record of the capture although nobody said it, for a warning: whoever captured the
	/// originals elsewhere or earlier must say so.
	pub fn presumed(&self) -> Option<String> {
		let tool = self.tool.is_none().then(|| format!("`{THIS_TOOL}` as the tool of the capture"));
		let time = self.claimed_time.is_none().then(|| "now as its time".to_owned());
		let presumed: Vec<String> = tool.into_iter().chain(time).collect();
		(!presumed.is_empty()).then(|| {
			format!(
				"puts {} on record; if the originals were captured by something else or earlier, say so with \
				 `tool` and `claimedTime` in a file for --description",
				presumed.join(", and ")
			)
		})
	}

	/// When the originals were captured: as the file says, by the clock of its place; else now, in UTC.
	fn claimed_time(&self) -> Result<EventTime, String> {
		let Some(text) = &self.claimed_time else {
			return Ok(EventTime { moment: now(), offset: 0 });
		};
		let wrong = || {
			format!(
				"claimedTime `{text}` is no date and time since 1970 by RFC 3339 within 14 hours of UTC"
			)
		};
		let (moment, offset) = zoned(text).ok_or_else(wrong)?;
		let (moment, offset) =
			u64::try_from(moment).ok().zip(i16::try_from(offset).ok()).ok_or_else(wrong)?;
		let time = EventTime { moment, offset };
		time.validate().map(|()| time).map_err(|_| wrong())
	}

	/// As the call takes it. Texts are committed to with salts that are drawn now. Where nothing is said of the
	/// source, it is `origin`.
	pub fn describe(&self, origin: &str) -> Result<Described, String> {
		let mut openings = Vec::new();
		let source = match &self.source {
			Some(source) => commit(source, &mut openings)?,
			None => {
				let opening = Opening::draw(origin.to_owned())?;
				let commitment = opening.commitment();
				openings.push(opening);
				commitment
			},
		};
		let tool = self.tool.as_deref().unwrap_or(THIS_TOOL);
		let tool = digest_in(tool)?.unwrap_or_else(|| H256(blake2_256(tool.as_bytes())));
		let mut subjects = Vec::new();
		for subject in &self.subjects {
			subjects.push(subject.to_value(&mut openings)?);
		}
		let captured_by = match &self.captured_by {
			Some(person) => Some(commit(person, &mut openings)?),
			None => None,
		};
		let mut witnesses = Vec::new();
		for witness in &self.witnesses {
			witnesses.push(commit(witness, &mut openings)?.to_value());
		}
		let value = structure([
			("subjects", bounded(subjects)),
			(
				"provenance",
				structure([
					("source", source.to_value()),
					("tool", tool.to_value()),
					("captured_by", captured_by.to_value()),
					("claimed_time", self.claimed_time()?.to_value()),
					("witnesses", bounded(witnesses)),
				]),
			),
		]);
		Ok(Described { value, openings })
	}
}

/// The digest that a text is, with `0x` before it or without.
fn digest_in(text: &str) -> Result<Option<H256>, String> {
	let bare = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
	Opening::digest(&if bare { format!("0x{text}") } else { text.to_owned() })
}

/// The commitment that a text is, or one to it whose opening is added to those that are to be kept.
fn commit(text: &str, openings: &mut Vec<Opening>) -> Result<H256, String> {
	match digest_in(text)? {
		Some(commitment) => Ok(commitment),
		None => Opening::commit(text, openings),
	}
}

impl Subject {
	fn to_value(&self, openings: &mut Vec<Opening>) -> Result<Value, String> {
		Ok(match self {
			Self::Right(id) => variant("Right", id.to_value()),
			Self::Lot(id) => variant("Lot", id.to_value()),
			Self::Object(id) => variant("Object", id.to_value()),
			Self::Listing(offer) => variant("Listing", commit(offer, openings)?.to_value()),
			Self::Seller(seller) => variant("Seller", seller.to_value()),
			Self::Case(id) => variant("Case", id.to_value()),
		})
	}
}

impl Seller {
	fn to_value(&self) -> Value {
		match self {
			Self::Member(org) => variant("Member", org.to_value()),
			Self::Other { outsider: Outsider { key_version, tag } } => variant(
				"Outsider",
				structure([("key_version", key_version.to_value()), ("tag", tag.to_value())]),
			),
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
	use crate::node::value::{case, hash, items};
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
			let value = subject.to_value(&mut Vec::new()).unwrap();
			assert_eq!(case(&value).unwrap().0, name);
		}
	}

	fn described(description: &Description) -> (H256, Vec<Opening>) {
		let Described { value, openings } = description.describe("a.jpg").unwrap();
		let source = value.at("provenance").at("source").and_then(hash).unwrap();
		(source, openings)
	}

	#[test]
	fn source_should_be_what_is_named_when_an_option_names_it() {
		let digits = "ab".repeat(32);
		for given in [digits.clone(), format!("0x{digits}")] {
			let description = Description::default().with_source(Some(&given)).unwrap();
			assert_eq!(described(&description), (H256::repeat_byte(0xab), Vec::new()));
			let twice = description.with_source(Some(&given)).unwrap_err();
			assert!(twice.contains("leave out --source"), "{twice}");
		}
		let address = Description::default().with_source(Some("https://market.example/7")).unwrap();
		let (source, openings) = described(&address);
		assert_eq!(openings[0].text, "https://market.example/7");
		assert_eq!(openings[0].commitment(), source);
		let cut = Description::default().with_source(Some("0xab")).unwrap();
		assert!(cut.describe("").err().unwrap().contains("is no digest"));
	}

	#[test]
	fn source_should_be_opened_by_salt_and_text_when_it_was_drawn() {
		let (source, openings) = described(&Description::default());
		let [opening] = openings.as_slice() else { panic!("{openings:?}") };
		assert_eq!(opening.text, "a.jpg");
		assert_eq!(source, H256(blake2_256(&[opening.salt.as_bytes(), b"a.jpg"].concat())));
		assert_ne!(described(&Description::default()).0, source);
	}

	#[test]
	fn persons_and_offers_should_be_committed_to_when_a_file_names_them() {
		let text = r#"{"subjects":[{"listing":"https://market.example/7"}],"source":"shop",
			"capturedBy":"A. Agent","witnesses":["B. Best","C. Cole"],"tool":"grabber 2"}"#;
		let Described { value, openings } =
			Description::from_json(text.as_bytes()).unwrap().describe("a.jpg").unwrap();
		let said: Vec<&str> = openings.iter().map(|opening| opening.text.as_str()).collect();
		assert_eq!(said, ["shop", "https://market.example/7", "A. Agent", "B. Best", "C. Cole"]);
		let provenance = value.at("provenance").unwrap();
		let agent = provenance.at("captured_by").at(0usize).and_then(hash);
		assert_eq!(agent, Some(openings[2].commitment()));
		let tool = provenance.at("tool").and_then(hash);
		assert_eq!(tool, Some(H256(blake2_256(b"grabber 2"))));
	}

	#[test]
	fn sellers_should_be_members_or_outsiders_when_a_file_names_them() {
		let tag = format!("0x{}", "07".repeat(32));
		let text = format!(
			r#"{{"subjects":[{{"seller":7}},{{"seller":{{"outsider":{{"keyVersion":2,"tag":"{tag}"}}}}}}]}}"#
		);
		let value = Description::from_json(text.as_bytes()).unwrap().describe("").unwrap().value;
		let subjects = items(value.at("subjects").unwrap());
		let seller = |number: usize| subjects[number].at(0usize).unwrap();
		assert_eq!(case(seller(0)).unwrap().0, "Member");
		assert_eq!(seller(0).at(0usize).unwrap().as_u128(), Some(7));
		assert_eq!(case(seller(1)).unwrap().0, "Outsider");
		let outsider = seller(1).at(0usize).unwrap();
		assert_eq!(outsider.at("key_version").unwrap().as_u128(), Some(2));
		assert_eq!(outsider.at("tag").and_then(hash), Some(H256::repeat_byte(7)));
		for none in [r#"{"outsider":{"keyVersion":2}}"#, r#"{"stranger":1}"#, r#""7""#, "-1"] {
			let text = format!(r#"{{"subjects":[{{"seller":{none}}}]}}"#);
			let refused = Description::from_json(text.as_bytes()).unwrap_err();
			assert!(refused.contains("the number of a member"), "{refused}");
		}
	}

	#[test]
	fn presumptions_should_be_told_when_nobody_says_tool_or_time() {
		let presumed = |text: &str| Description::from_json(text.as_bytes()).unwrap().presumed();
		let (tool, time) = (r#""tool":"grabber 2""#, r#""claimedTime":"2026-11-02T08:30:00Z""#);
		let both = presumed("{}").unwrap();
		assert!(both.contains(THIS_TOOL) && both.contains("now as its time"), "{both}");
		let one = presumed(&format!("{{{tool}}}")).unwrap();
		assert!(!one.contains(THIS_TOOL) && one.contains("now as its time"), "{one}");
		let other = presumed(&format!("{{{time}}}")).unwrap();
		assert!(other.contains(THIS_TOOL) && !other.contains("now as its time"), "{other}");
		assert_eq!(presumed(&format!("{{{tool},{time}}}")), None);
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
		let Described { value, openings } = description.describe("a.jpg").unwrap();
		assert!(openings.is_empty());
		let provenance = value.at("provenance").unwrap();
		assert_eq!(provenance.at("source").and_then(hash), Some(H256::repeat_byte(1)));
		let claimed = provenance.at("claimed_time");
		let moment = claimed.at("moment").unwrap();
		assert_eq!(moment.as_u128(), Some(1_793_604_600_000));
		// By the clock of the place, which was an hour ahead.
		assert_eq!(claimed.at("offset").unwrap().as_i128(), Some(60));
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
			("{\"claimedTime\":\"2026-11-02T08:30:00+15:00\"}".to_owned(), "14 hours"),
			("{\"claimedTime\":\"1969-11-02T08:30:00Z\"}".to_owned(), "since 1970"),
			("[]".to_owned(), "invalid"),
		] {
			let refused = Description::from_json(text.as_bytes()).unwrap_err();
			assert!(refused.contains(why), "{refused}");
		}
	}
}
