//! `tracemark epcis export`.

use super::{
	input,
	lists::Lists,
	recorded::{self, Blocks},
};
use crate::{
	goods::Goods,
	node::{self, NodeArgs},
	outcome::{self, Outcome},
	output::{say, Failure},
};
use clap::ArgGroup;
use serde_json::Value as Json;
use std::{
	io::{self, Write},
	path::PathBuf,
};
use tracemark_epcis::{export, json::Value};

/// The field of an event that declares it wrong.
const ERROR: &str = "errorDeclaration";

const EXAMPLES: &str = "\
Examples:
  tracemark epcis export plan.json > shipment.json
  tracemark epcis plan --json shipment.xml | tracemark epcis export -
  tracemark epcis export --sscc 095211020000000010 --url ws://archive.example:9944
  tracemark epcis export --lot '(01)09521101000016(10)L-2611' --lists lists --kept plan.json
  tracemark epcis export --unit https://id.gs1.org/01/09521101000016/21/7K2M9QX4TZ

The document is EPCIS 2.0 in JSON-LD. What the calls do not carry comes from `kept`; an event whose hash
is not the one on record is named, and the exit code is 1. With --lot, --sscc or --unit the events are read from
the blocks of a node that keeps all states (--state-pruning archive); what a plan has kept of them comes
from --kept, and the serials of a lot from its portable file in --lists. An event of which an error was declared is
exported as it was recorded, with its error declaration. What else is on record of the goods, such as an offer that
was refused, has no event in EPCIS: it is counted on the standard error.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::NODE_HELP))]
#[command(group = ArgGroup::new("what").required(true).args(["file", "lot", "sscc", "unit"]))]
pub struct Args {
	/// The JSON that `tracemark epcis plan --json` prints, or the same from another source; `-` is the
	/// standard input
	#[arg(value_name = "FILE")]
	file: Option<PathBuf>,
	/// A lot, whose recorded events a node tells
	#[arg(long, value_name = "CODE")]
	lot: Option<Goods>,
	/// A logistic unit, whose recorded events a node tells
	#[arg(long, value_name = "CODE")]
	sscc: Option<Goods>,
	/// An item with a record of its own, whose recorded events a node tells
	#[arg(long, value_name = "CODE")]
	unit: Option<Goods>,
	/// The plan of the document that recorded the events: has what is kept by digest only
	#[arg(long, value_name = "FILE", conflicts_with = "file")]
	kept: Option<PathBuf>,
	/// Folder of the portable files of lots, which have the serials
	#[arg(long, value_name = "FOLDER", conflicts_with = "file")]
	lists: Option<PathBuf>,
	/// First block that is read [default: that in which the goods came into being]
	#[arg(long, value_name = "NUMBER", conflicts_with = "file")]
	from_block: Option<u64>,
	/// Last block that is read [default: the newest final one]
	#[arg(long, value_name = "NUMBER", conflicts_with = "file")]
	until_block: Option<u64>,
	#[command(flatten)]
	node: NodeArgs,
}

/// Prints the document.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let Some(file) = &args.file else { return node::run(from_node(args, out)) };
	let plan = match input::told(input::read_json(file)) {
		Ok(plan) => plan,
		Err(outcome) => return Ok(outcome),
	};
	let name = input::shown(file);
	let exported = match export(&plan) {
		Ok(exported) => exported,
		Err(error) => return Failure::fault(format!("{name}: {error}")).end(),
	};
	writeln!(out, "{}", exported.document)?;
	tell_differing(&name, &exported.differing);
	Ok(if exported.differing.is_empty() { Outcome::Good } else { Outcome::Faulty })
}

fn tell_differing(name: &str, differing: &[usize]) {
	for event in differing {
		say(&format!(
			"{name}: event {event}: its hash is not the one on record; what is kept by digest only is \
			 missing or was changed"
		));
	}
}

/// The goods that are exported, if they are of the kind that the option is for.
fn goods(args: &Args) -> Result<&Goods, Failure> {
	let other =
		|option: &str, kind: &str| Failure::from(format!("{option}: give the code of {kind}"));
	match (&args.lot, &args.sscc, &args.unit) {
		(Some(goods @ Goods::Lot(..)), ..) => Ok(goods),
		(Some(_), ..) => Err(other("--lot", "a lot: (01)GTIN(10)LOT, a link or a URN")),
		(_, Some(goods @ Goods::LogisticUnit(_)), _) => Ok(goods),
		(_, Some(_), _) => Err(other("--sscc", "a logistic unit: 18 digits, a link or a URN")),
		(.., Some(goods @ Goods::Unit(..))) => Ok(goods),
		_ => Err(other("--unit", "an item: (01)GTIN(21)SERIAL, a link or a URN")),
	}
}

async fn from_node(args: &Args, out: &mut impl Write) -> Result<Outcome, Failure> {
	let goods = goods(args)?;
	let kept = match &args.kept {
		Some(path) => match input::told(input::read_json(path)) {
			Ok(plan) => Kept::of(&plan),
			Err(outcome) => return Ok(outcome),
		},
		None => Kept::default(),
	};
	let blocks = Blocks { from: args.from_block, until: args.until_block };
	let lists = Lists::open(args.lists.as_deref())?;
	let node = args.node.connect().await?;
	let mut recorded = recorded::read(&node, goods, blocks, &lists).await?;
	add_contexts(&mut recorded.plan, kept.contexts);
	add_kept(&mut recorded.plan, &kept.events);
	let unreadable = |error: String| Failure::from(format!("{goods}: cannot be exported: {error}"));
	let plan = Value::parse(&recorded.plan.to_string());
	let plan = plan.map_err(|error| unreadable(error.to_string()))?;
	let exported = export(&plan).map_err(|error| unreadable(error.to_string()))?;
	writeln!(out, "{}", exported.document).map_err(node::unwritten)?;
	// Where no digest is on record there is nothing to compare with.
	let differing: Vec<usize> =
		exported.differing.into_iter().filter(|event| recorded.anchored.contains(event)).collect();
	tell_differing(&goods.to_string(), &differing);
	for (event, by) in &recorded.disputed {
		say(&format!(
			"{goods}: event {event}: organisation {by} declares it erroneous, but did not act in it; that is not \
			 exported"
		));
	}
	if !recorded.untold.is_empty() {
		say(&format!("{goods}: on record, but EPCIS has no event for it: {}", recorded.untold));
	}
	Ok(if differing.is_empty() { Outcome::Good } else { Outcome::Faulty })
}

/// What comes from the plan of the document that recorded the events.
#[derive(Default)]
struct Kept {
	events: Vec<Json>,
	/// What its document declares, for all of its events.
	contexts: Vec<Json>,
}

impl Kept {
	fn of(plan: &Value) -> Self {
		let read = |value: Option<&Value>| {
			let value = value.map(ToString::to_string);
			value.and_then(|value| serde_json::from_str(&value).ok()).unwrap_or(Json::Null)
		};
		let list = |value: Json| match value {
			Json::Array(items) => items,
			Json::Null => Vec::new(),
			single => vec![single],
		};
		let contexts = plan.get("document").and_then(|document| document.get("@context"));
		Self { events: list(read(plan.get("events"))), contexts: list(read(contexts)) }
	}
}

/// Declares what another document declares, so that names have the same meaning here.
fn add_contexts(plan: &mut Json, contexts: Vec<Json>) {
	let own = plan.get_mut("document").and_then(|document| document.get_mut("@context"));
	let Some(own) = own.and_then(Json::as_array_mut) else { return };
	for context in contexts {
		if !own.contains(&context) {
			own.push(context);
		}
	}
}

/// Puts what a plan kept of events in the place of what is known of them. They are found by the digest on
/// record; where calls carry all of an event there is none, and its type, its first call with a time, and that time
/// tell. A plan has what declares an event wrong beside the event: which of both it is, the record says.
fn add_kept(plan: &mut Json, planned: &[Json]) {
	let sign = |event: &Json| {
		let mut calls = event.get("calls")?.as_array()?.iter();
		// Splits, which are in no event, have none.
		let timed =
			|call: &Json| Some((call.get("call")?.clone(), call.get("args")?.get("time")?.clone()));
		Some((event.get("type")?.clone(), calls.find_map(timed)?))
	};
	for event in plan.get_mut("events").and_then(Json::as_array_mut).into_iter().flatten() {
		let by_digest = planned.iter().find(|known| known.get("hash") == event.get("hash"));
		let mut by_sign =
			planned.iter().filter(|known| sign(known).is_some() && sign(known) == sign(event));
		let only = by_sign.next().filter(|_| by_sign.next().is_none());
		let is_anchored = event.get("hash").is_some_and(|hash| hash != recorded::NO_HASH);
		let known = if is_anchored { by_digest } else { only };
		let reason = reason(event).cloned();
		let known = known.map(|known| {
			let same = |other: &&Json| other.get("hash") == known.get("hash");
			let twin =
				|other: &&Json| same(other) && kept_error(other).is_some() == reason.is_some();
			planned.iter().find(twin).unwrap_or(known)
		});
		// What is evidence only is kept as a whole: what calls say comes from no call then.
		let is_whole = known.is_some_and(|known| !has_custody(known));
		let mut members = vec!["hash", "kept"];
		if is_whole {
			members.push("calls");
		}
		// By its digest it is known as what it is: the record of a lot that was made does not say of what.
		if is_anchored {
			members.push("type");
		}
		for member in members {
			let value = known.and_then(|known| known.get(member)).cloned();
			if let (Some(value), Some(own)) = (value, event.get_mut(member)) {
				*own = value;
			}
		}
		// What the chain does not say of an error is not exported.
		let is_said = kept_error(event).is_some_and(|error| error.get("reason") == reason.as_ref());
		if let (false, Some(kept)) = (is_said, event.get_mut("kept").and_then(Json::as_object_mut))
		{
			kept.remove(ERROR);
		}
		name_correctives(event, planned);
	}
}

/// Whether custody has any of the calls of an event.
fn has_custody(event: &Json) -> bool {
	let calls = event.get("calls").and_then(Json::as_array).into_iter().flatten();
	let mut names = calls.filter_map(|call| call.get("call")?.as_str());
	names.any(|name| name.starts_with("custody."))
}

/// The reason of an error that was declared of an event.
fn reason(event: &Json) -> Option<&Json> {
	event.get(ERROR).and_then(|error| error.get("reason"))
}

/// The error declaration among what a plan kept of an event.
fn kept_error(event: &Json) -> Option<&Json> {
	event.get("kept").and_then(|kept| kept.get(ERROR)).filter(|error| !error.is_null())
}

/// Writes the ids that a plan has of corrective events in the place of their event hash ids.
fn name_correctives(event: &mut Json, planned: &[Json]) {
	let ids = event.get_mut(ERROR).and_then(|error| error.get_mut("correctiveEventIDs"));
	for id in ids.and_then(Json::as_array_mut).into_iter().flatten() {
		let mut known = planned.iter().filter(|known| known.get("hash") == Some(&*id));
		let named = known.find_map(|known| known.get("kept")?.get("eventID")?.as_str());
		if let Some(named) = named.map(str::to_owned) {
			*id = Json::String(named);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn event(hash: &str, kind: &str, moment: u32, kept: Json) -> Json {
		let args = json!({ "time": { "moment": moment } });
		let call = json!({ "call": "custody.unpack", "args": args });
		json!({ "type": kind, "hash": hash, "calls": [call], "kept": kept })
	}

	#[test]
	fn what_a_plan_declares_should_be_declared_once_when_its_events_are_exported() {
		let kept =
			r#"{ "document": { "@context": ["gs1", { "x": "urn:x:" }, { "x": "urn:x:" }] } }"#;
		let kept = Kept::of(&Value::parse(kept).unwrap());
		let mut plan = json!({ "document": { "@context": ["gs1", { "y": "urn:y:" }] } });
		add_contexts(&mut plan, kept.contexts);
		let expected = json!(["gs1", { "y": "urn:y:" }, { "x": "urn:x:" }]);
		assert_eq!(plan["document"]["@context"], expected);
		let single = Kept::of(&Value::parse(r#"{ "document": { "@context": "gs1" } }"#).unwrap());
		assert_eq!(single.contexts, ["gs1"]);
		assert!(Kept::of(&Value::parse("{}").unwrap()).contexts.is_empty());
	}

	#[test]
	fn kept_should_be_that_of_the_same_event_when_a_plan_has_it() {
		let planned =
			[event("ni:1", "A", 1, json!({ "x": 1 })), event("ni:2", "A", 2, json!({ "x": 2 }))];
		let own = json!({ "recordTime": "now" });
		let recorded = [
			event("ni:2", "B", 9, own.clone()),
			event(recorded::NO_HASH, "A", 1, own.clone()),
			event(recorded::NO_HASH, "A", 3, own.clone()),
			event("ni:9", "A", 1, own.clone()),
		];
		let mut plan = json!({ "events": recorded });
		add_kept(&mut plan, &planned);
		let kept: Vec<&Json> =
			plan["events"].as_array().unwrap().iter().map(|event| &event["kept"]).collect();
		assert_eq!(kept, [&json!({ "x": 2 }), &json!({ "x": 1 }), &own, &own]);
		assert_eq!(plan["events"][1]["hash"], "ni:1");
		// By its digest it is known as what it is.
		let types: Vec<&Json> =
			plan["events"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
		assert_eq!(types, ["A", "A", "A", "A"]);
	}

	#[test]
	fn kept_should_be_that_of_the_same_event_when_the_plan_splits_before() {
		let mut planned = event("ni:1", "A", 1, json!({ "x": 1 }));
		let split = json!({ "call": "custody.split", "args": { "part": null } });
		planned["calls"].as_array_mut().unwrap().insert(0, split);
		let own = event(recorded::NO_HASH, "A", 1, json!({ "recordTime": "now" }));
		let mut plan = json!({ "events": [own] });
		add_kept(&mut plan, &[planned]);
		assert_eq!(plan["events"][0]["kept"], json!({ "x": 1 }));
	}

	#[test]
	fn kept_should_stay_when_two_events_of_the_plan_look_the_same() {
		let twice = [event("ni:1", "A", 1, json!({})), event("ni:2", "A", 1, json!({}))];
		let own = json!({ "recordTime": "now" });
		let mut plan = json!({ "events": [event(recorded::NO_HASH, "A", 1, own.clone())] });
		add_kept(&mut plan, &twice);
		assert_eq!(plan["events"][0]["kept"], own);
	}

	#[test]
	fn kept_should_be_that_of_the_declaration_when_an_error_is_on_record() {
		let said = |reason: &str| json!({ "reason": reason, "ext:by": "Mara" });
		let wrong = json!({ "eventID": "urn:uuid:1", "errorDeclaration": said("incorrect_data") });
		let planned = [
			event("ni:1", "A", 1, json!({ "eventID": "urn:uuid:1" })),
			event("ni:1", "A", 1, wrong.clone()),
			event("ni:2", "A", 2, json!({ "eventID": "urn:uuid:2" })),
		];
		let recorded = |error: Json| {
			let mut event = event("ni:1", "B", 9, json!({ "recordTime": "now" }));
			event["errorDeclaration"] = error;
			let mut plan = json!({ "events": [event] });
			add_kept(&mut plan, &planned);
			plan["events"][0].clone()
		};
		assert_eq!(recorded(json!({ "reason": "incorrect_data" }))["kept"], wrong);
		// The chain does not say so, or says another thing.
		let plain = json!({ "eventID": "urn:uuid:1" });
		assert_eq!(recorded(Json::Null)["kept"], plain);
		let other =
			recorded(json!({ "reason": "did_not_occur", "correctiveEventIDs": ["ni:2", "ni:3"] }));
		assert_eq!(other["kept"], plain);
		assert_eq!(other["errorDeclaration"]["correctiveEventIDs"], json!(["urn:uuid:2", "ni:3"]));
	}

	#[test]
	fn an_event_should_come_from_what_was_kept_alone_when_the_plan_keeps_it_as_evidence() {
		let mut evidence = event("ni:1", "A", 1, json!({ "x": 1 }));
		evidence["calls"] = json!([{ "call": "evidence.anchor", "args": {} }]);
		let mut plan = json!({ "events": [event("ni:1", "A", 1, json!({}))] });
		add_kept(&mut plan, &[evidence.clone()]);
		assert_eq!(plan["events"][0], evidence);
	}

	#[test]
	fn an_error_should_not_be_exported_when_only_the_plan_has_it() {
		let wrong = json!({ "x": 1, "errorDeclaration": { "reason": "incorrect_data" } });
		let mut plan = json!({ "events": [event("ni:1", "A", 1, json!({}))] });
		add_kept(&mut plan, &[event("ni:1", "A", 1, wrong)]);
		assert_eq!(plan["events"][0]["kept"], json!({ "x": 1 }));
	}
}
