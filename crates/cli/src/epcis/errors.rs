//! Which of what custody has on record is declared erroneous, and how that is written in EPCIS.

use super::told::word_of;
use crate::{
	node::{
		value::{case, hash, named_variant, number, some, unit, ToValue},
		Event, State,
	},
	output::Failure,
};
use serde_json::{json, Value as Json};
use sp_core::H256;
use std::collections::BTreeSet;
use subxt::dynamic::{At, Value};
use tracemark_epcis::time::written;
use tracemark_primitives::OrgId;

/// What stands on record of an object under a number, as custody names its kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
	/// The object.
	pub object: H256,
	/// `Event`, `Observation` or `SensorReport`.
	pub kind: &'static str,
	/// Its number.
	pub number: u32,
	/// Who acted, observed or reported.
	pub by: OrgId,
}

/// What one event of the chain put on record. The first entry is that of the act itself; another is of the object that
/// took part in it.
pub type Act = Vec<Entry>;

/// That something on record is erroneous.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declaration {
	/// By whom.
	pub by: OrgId,
	/// Of what kind the erroneous is.
	pub kind: String,
	/// Its number.
	pub number: u32,
	/// Why, as CBV has it.
	pub reason: String,
	/// Digest of the event that says what is right.
	pub corrective: Option<H256>,
	/// Block time.
	pub at: i64,
}

/// What an event of the chain put on record of goods that EPCIS tells of too.
pub fn act(event: &Event) -> Option<Act> {
	let fields = &event.fields;
	let id = |field: &str| fields.at(field).and_then(hash);
	let small = |value: &Value| number(value).and_then(|number| u32::try_from(number).ok());
	let seq = |field: &str| fields.at(field).and_then(small);
	let pin = |field: &str| fields.at("pins").at(field).and_then(small);
	let entry = |kind, object: Option<H256>, number: Option<u32>, by: Option<OrgId>| {
		Some(Entry { object: object?, kind, number: number?, by: by? })
	};
	let one = |object, by| Some(vec![entry("Event", id(object), seq("seq"), seq(by))?]);
	let two = |parent, child| {
		let parent = entry("Event", id(parent), pin("parent_seq"), seq("by"))?;
		let child = entry("Event", id(child), pin("child_seq"), seq("by"))?;
		Some(vec![parent, child])
	};
	let own = |kind| Some(vec![entry(kind, id("object"), seq("seq"), seq("by"))?]);
	match event.name.strip_prefix("Custody.")? {
		"Commissioned" => one("consignment", "maker"),
		"Transformed" => one("consignment", "by"),
		"Packed" | "Unpacked" => two("parent", "child"),
		"Consumed" | "Relabelled" => two("into", "object"),
		"Offered" | "Consigned" => one("object", "from"),
		"Accepted" => one("object", "to"),
		"Sold" | "Destroyed" | "Decommissioned" | "ReportedMissing" | "TakenBack" => {
			one("object", "by")
		},
		"Observed" => own("Observation"),
		"SensorReported" => own("SensorReport"),
		_ => None,
	}
}

/// What the events put on record by which goods became others. The lot that goods are relabelled into is made in the name of
/// whoever made the goods, who did nothing then.
pub fn acts(together: &[&Event]) -> Vec<Act> {
	let is_relabelling = together.iter().any(|event| event.name == "Custody.Relabelled");
	let own = together.iter();
	let own = own.filter(|event| !is_relabelling || event.name == "Custody.Relabelled");
	own.filter_map(|event| act(event)).collect()
}

/// All that is declared erroneous of an object.
pub async fn declarations(state: &State, object: H256) -> Result<Vec<Declaration>, Failure> {
	let found = state.under("Custody", "ErrorDeclarations", &object).await?;
	Ok(found.iter().filter_map(|(key, value)| declaration(key, value)).collect())
}

/// A declaration, by what follows the object in its key.
fn declaration(key: &[Value], value: &Value) -> Option<Declaration> {
	let [by, kind, of] = key else { return None };
	let small = |value: &Value| number(value).and_then(|number| u32::try_from(number).ok());
	Some(Declaration {
		by: small(by)?,
		kind: case(kind)?.0.to_owned(),
		number: small(of)?,
		reason: word_of(case(value.at("reason")?)?.0),
		corrective: value.at("corrective").and_then(some).and_then(hash),
		at: value.at("at").and_then(number).and_then(|at| i64::try_from(at).ok())?,
	})
}

/// Whether who acted declared an entry erroneous.
pub async fn is_declared(state: &State, entry: &Entry) -> Result<bool, Failure> {
	let keys: [&dyn ToValue; 4] = [&entry.object, &entry.by, &unit(entry.kind), &entry.number];
	Ok(state.read("Custody", "ErrorDeclarations", &keys).await?.is_some())
}

/// The entry of an act that who acted can declare erroneous, as the call names it. `None` if it never held what took part.
pub async fn erroneous(state: &State, act: &Act) -> Result<Option<(Entry, Value)>, Failure> {
	for entry in act {
		let seq = ("seq", entry.number.to_value());
		if entry.kind != "Event" {
			return Ok(Some((*entry, named_variant(entry.kind, [seq]))));
		}
		let spans = state.numbered("Custody", "Spans", &entry.object).await?;
		if let Some(span) = span_with(&spans, entry.by) {
			return Ok(Some((*entry, named_variant(entry.kind, [seq, ("span", span.to_value())]))));
		}
	}
	Ok(None)
}

/// The first of these spans in which an organisation held the object.
fn span_with(spans: &[(u32, Value)], by: OrgId) -> Option<u32> {
	let is_own = |span: &Value| {
		let Some(("With", holder)) = span.at("stay").and_then(case) else { return false };
		holder.at(0).and_then(number) == Some(u128::from(by))
	};
	spans.iter().filter(|(_, span)| is_own(span)).map(|(number, _)| *number).min()
}

/// What is declared of an event that stands on record as several acts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Declared {
	/// As EPCIS has it. `None` if those who acted declare nothing of it erroneous.
	pub error: Option<Json>,
	/// Who else declares it erroneous, having held the goods: that is no error declaration of EPCIS, which is by whoever
	/// the event is from.
	pub others: BTreeSet<OrgId>,
}

/// What is declared of an event that stands on record as these acts.
pub fn declared<'d>(acts: &[Act], of: impl Fn(&Entry) -> &'d [Declaration]) -> Declared {
	let mut others = BTreeSet::new();
	let mut per_act = Vec::new();
	for act in acts {
		let mut own = Vec::new();
		for entry in act {
			let found = of(entry).iter();
			for found in
				found.filter(|found| entry.kind == found.kind && entry.number == found.number)
			{
				if entry.by == found.by {
					own.push(found);
				} else if entry.kind == "Event" {
					others.insert(found.by);
				}
			}
		}
		per_act.push(own);
	}
	Declared { error: summary(&per_act), others }
}

/// The error declaration of an event, by what is declared of each of its acts. Only if all of it did not occur the event did
/// not; else some of its data are incorrect.
fn summary(acts: &[Vec<&Declaration>]) -> Option<Json> {
	let mut all: Vec<&Declaration> = acts.iter().flatten().copied().collect();
	all.sort_by_key(|declaration| declaration.at);
	let last = all.last()?;
	let did_not_occur = |found: &&Declaration| found.reason == "did_not_occur";
	let is_void = acts.iter().all(|found| !found.is_empty() && found.iter().all(did_not_occur));
	let reason = if is_void { "did_not_occur" } else { "incorrect_data" };
	let mut right = Vec::new();
	for digest in all.iter().filter_map(|declaration| declaration.corrective) {
		let id = json!(format!("ni:///sha-256;{digest:x}?ver=CBV2.0"));
		if !right.contains(&id) {
			right.push(id);
		}
	}
	let mut error = json!({ "declarationTime": written(last.at)?, "reason": reason });
	if let (Some(members), false) = (error.as_object_mut(), right.is_empty()) {
		members.insert("correctiveEventIDs".to_owned(), Json::Array(right));
	}
	Some(error)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::{structure, variant};
	use tracemark_primitives::cbv::ErrorReason;

	const OBJECT: H256 = H256::repeat_byte(1);
	const OTHER: H256 = H256::repeat_byte(2);

	fn event(name: &str, fields: Value) -> Event {
		Event { name: format!("Custody.{name}"), extrinsic: Some(1), fields }
	}

	fn entry(object: H256, kind: &'static str, number: u32, by: OrgId) -> Entry {
		Entry { object, kind, number, by }
	}

	fn declaration(kind: &str, number: u32, by: OrgId, reason: &str, at: i64) -> Declaration {
		let (kind, reason) = (kind.to_owned(), reason.to_owned());
		Declaration { by, kind, number, reason, corrective: None, at }
	}

	#[test]
	fn act_should_have_the_numbers_under_which_it_stands_when_the_chain_tells_it() {
		let by = |actor, object| {
			structure([
				(object, OBJECT.to_value()),
				(actor, 7u32.to_value()),
				("seq", 4u32.to_value()),
			])
		};
		let pins = structure([("parent_seq", 2u32.to_value()), ("child_seq", 3u32.to_value())]);
		let pair = structure([
			("parent", OBJECT.to_value()),
			("child", OTHER.to_value()),
			("pins", pins.clone()),
			("by", 7u32.to_value()),
		]);
		let consumed = structure([
			("object", OTHER.to_value()),
			("into", OBJECT.to_value()),
			("pins", pins),
			("by", 7u32.to_value()),
		]);
		let both = vec![entry(OBJECT, "Event", 2, 7), entry(OTHER, "Event", 3, 7)];
		let event_4 = vec![entry(OBJECT, "Event", 4, 7)];
		for (name, fields, expected) in [
			("Commissioned", by("maker", "consignment"), event_4.clone()),
			("Offered", by("from", "object"), event_4.clone()),
			("Accepted", by("to", "object"), event_4.clone()),
			("Sold", by("by", "object"), event_4),
			("Observed", by("by", "object"), vec![entry(OBJECT, "Observation", 4, 7)]),
			("SensorReported", by("by", "object"), vec![entry(OBJECT, "SensorReport", 4, 7)]),
			("Packed", pair, both.clone()),
			("Consumed", consumed.clone(), both.clone()),
			("Relabelled", consumed, both),
		] {
			assert_eq!(act(&event(name, fields)), Some(expected), "{name}");
		}
		assert_eq!(act(&event("PutOnMarket", by("by", "object"))), None);
		assert_eq!(act(&event("Accepted", structure([]))), None);
	}

	#[test]
	fn declaration_should_be_read_when_the_state_has_it() {
		let key = [7u32.to_value(), unit("Observation"), 4u32.to_value()];
		let right = H256::repeat_byte(9);
		let reason = format!("{:?}", ErrorReason::IncorrectData);
		let value = structure([
			("reason", unit(&reason)),
			("corrective", Some(right).to_value()),
			("at", 1_700_000_000_000u64.to_value()),
		]);
		let found = super::declaration(&key, &value).unwrap();
		let expected = declaration("Observation", 4, 7, "incorrect_data", 1_700_000_000_000);
		assert_eq!(found, Declaration { corrective: Some(right), ..expected });
		assert_eq!(super::declaration(&key[..2], &value), None);
	}

	#[test]
	fn span_should_be_one_of_the_organisation_s_own_when_several_held_the_object() {
		let with = |org: OrgId| structure([("stay", variant("With", org.to_value()))]);
		let inside = structure([("stay", variant("In", OBJECT.to_value()))]);
		let spans = [(2, with(7)), (0, with(5)), (3, inside), (1, with(7))];
		assert_eq!(span_with(&spans, 7), Some(1));
		assert_eq!(span_with(&spans, 5), Some(0));
		assert_eq!(span_with(&spans, 6), None);
	}

	#[test]
	fn error_should_be_that_of_the_whole_event_when_it_has_several_acts() {
		let acts = [
			vec![entry(OBJECT, "Observation", 0, 7)],
			vec![entry(OBJECT, "Event", 2, 7), entry(OTHER, "Event", 3, 7)],
		];
		let told = |on_record: &[Declaration]| {
			declared(&acts, |found| if found.object == OBJECT { on_record } else { &[] })
		};
		let seen = |reason, at| declaration("Observation", 0, 7, reason, at);
		let packed = |reason, at| declaration("Event", 2, 7, reason, at);
		for none in [
			vec![],
			// The observation of another, an event of another number, a report of sensors.
			vec![declaration("Observation", 0, 8, "did_not_occur", 1)],
			vec![declaration("Event", 1, 7, "did_not_occur", 1)],
			vec![declaration("SensorReport", 0, 7, "did_not_occur", 1)],
		] {
			assert_eq!(told(&none), Declared::default(), "{none:?}");
		}
		for (on_record, reason) in [
			(vec![seen("did_not_occur", 1_000), packed("did_not_occur", 2_000)], "did_not_occur"),
			// A part of it did not occur: some of its data are incorrect.
			(vec![packed("did_not_occur", 2_000)], "incorrect_data"),
			(vec![packed("did_not_occur", 2_000), seen("incorrect_data", 0)], "incorrect_data"),
		] {
			let expected =
				json!({ "declarationTime": "1970-01-01T00:00:02.000Z", "reason": reason });
			assert_eq!(told(&on_record).error, Some(expected), "{on_record:?}");
		}
	}

	#[test]
	fn error_should_be_told_apart_when_another_than_who_acted_declares_it() {
		let acts = [vec![entry(OBJECT, "Event", 2, 7)]];
		let on_record = [declaration("Event", 2, 8, "did_not_occur", 1)];
		let expected = Declared { error: None, others: [8].into() };
		assert_eq!(declared(&acts, |_| on_record.as_slice()), expected);
	}

	#[test]
	fn error_should_name_each_corrective_event_once_when_there_are_some() {
		let acts = [
			vec![entry(OBJECT, "Event", 2, 7)],
			vec![entry(OBJECT, "Event", 3, 7)],
			vec![entry(OBJECT, "Event", 4, 7)],
		];
		let right = |digit: u8, number| Declaration {
			corrective: Some(H256::repeat_byte(digit)),
			..declaration("Event", number, 7, "incorrect_data", i64::from(number))
		};
		let on_record = [right(3, 2), right(4, 3), right(3, 4)];
		let error = declared(&acts, |_| on_record.as_slice()).error.unwrap();
		let id = |digit: &str| format!("ni:///sha-256;{}?ver=CBV2.0", digit.repeat(32));
		assert_eq!(error["correctiveEventIDs"], json!([id("03"), id("04")]));
	}
}
