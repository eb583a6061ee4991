//! Plans, and the way back from them.

use super::validate;
use std::collections::BTreeSet;
use tracemark_epcis::{event_hashes, export, json::Value, Document, Plan};

/// The custody calls of each step, in the order of the document.
pub fn custody(plan: &Plan) -> Vec<String> {
	let mut steps: Vec<_> = plan.steps().iter().collect();
	steps.sort_by_key(|step| step.event);
	let names = steps.iter().map(|step| {
		let names = step.calls.iter().filter_map(|call| call.get("call")?.as_str());
		names.filter_map(|name| name.strip_prefix("custody.")).collect::<Vec<_>>().join(" ")
	});
	names.collect()
}

fn ids(document: &Document) -> Vec<String> {
	event_hashes(document).unwrap().iter().map(tracemark_epcis::EventHash::id).collect()
}

/// What the event hash id leaves out of each event, and the names of all its fields.
fn unhashed(document: &Document) -> Vec<([Option<&Value>; 3], BTreeSet<&str>)> {
	let events = document.events().unwrap().into_iter().map(|event| {
		let fields = event.value.as_object().unwrap();
		let left_out = ["eventID", "recordTime", "errorDeclaration"].map(|name| fields.get(name));
		(left_out, fields.iter().map(|(name, _)| name).collect())
	});
	events.collect()
}

/// The document that a plan gives, which must be valid and have the same events.
pub fn there_and_back(original: &Document, plan: &Plan) -> Document {
	let json = Value::parse(&plan.json().to_string()).unwrap();
	let exported = export(&json).unwrap();
	assert_eq!(exported.differing, []);
	let document = Document::parse(&exported.document.to_string()).unwrap();
	assert_eq!(validate(&document).faults, []);
	assert_eq!(ids(&document), ids(original));
	assert_eq!(unhashed(&document), unhashed(original));
	document
}
