//! Documents of our own, of kinds that GS1's do not have: how each is planned, and that it comes back.

mod common;

use common::{
	faults,
	plans::{custody, there_and_back},
};
use tracemark_epcis::{
	json::Value,
	plan::{plan, Plan},
	Document,
};

macro_rules! fixture {
	($name:literal) => {
		($name, include_str!(concat!("fixtures/", $name)))
	};
}

/// Each document with the custody calls of its events.
const DOCUMENTS: [((&str, &str), &[&str]); 12] = [
	(fixture!("transformation.json"), &["commission", "commission", "split transform"]),
	(
		fixture!("receipts.json"),
		&[
			"commission",
			"commission",
			"commission",
			"commission",
			"commission",
			"offer",
			"offer",
			"offer",
			"offer",
			"offer",
			"receive",
			"receive",
			"accept",
			"accept",
			"receive",
		],
	),
	(fixture!("receipt-alone.json"), &["receive"]),
	(fixture!("refusal.json"), &["commission", "offer", "observe"]),
	(fixture!("relabelling.json"), &["commission", "relabel"]),
	(fixture!("aggregation.json"), &["commission", "split pack", "pack", "unpack"]),
	(fixture!("association.json"), &[""]),
	(fixture!("sensors.json"), &["commission", "observe report_sensor report_sensor"]),
	(fixture!("error-declaration.json"), &["commission", "observe", ""]),
	(fixture!("query.json"), &["commission", "observe"]),
	(fixture!("extensions-1.2.xml"), &["commission"]),
	(fixture!("stock.csv"), &["commission", "observe observe"]),
];

fn planned(text: &str) -> Plan {
	plan(&Document::parse(text).unwrap()).unwrap()
}

fn fixture(name: &str) -> &'static str {
	DOCUMENTS.iter().find(|((known, _), _)| *known == name).unwrap().0 .1
}

/// A member of the arguments of a call of an event, all by their places from 0.
fn argument(plan: &Plan, event: usize, name: &str) -> Value {
	let json = plan.json();
	let step = &json.get("events").unwrap().as_array().unwrap()[event];
	let call = step.get("calls").unwrap().as_array().unwrap()[0].clone();
	call.get("args").unwrap().get(name).unwrap().clone()
}

#[test]
fn a_document_of_our_own_should_be_valid_and_come_back_when_it_is_planned() {
	for ((name, text), calls) in DOCUMENTS {
		assert_eq!(faults(text), [], "{name}");
		let plan = planned(text);
		assert_eq!(custody(&plan), calls, "{name}");
		there_and_back(&Document::parse(text).unwrap(), &plan);
	}
}

#[test]
fn a_receipt_should_note_what_is_missing_when_it_names_less_than_was_offered() {
	let plan = planned(fixture("receipts.json"));
	let received = |event: usize| argument(&plan, event, "goods").as_array().unwrap()[0].clone();
	let short = received(10);
	assert_eq!(short.get("reservation").unwrap().as_str(), Some("Shortage"));
	assert_eq!(short.get("missing").unwrap().to_string(), r#"{"pieces":"6"}"#);
	// It is the consignment that was offered, with what arrived of it; the rest stays the sender's.
	let object = short.get("object").unwrap().get("consignment").unwrap().to_string();
	assert!(object.ends_with(r#""number":0,"quantity":{"pieces":"94"}}"#), "{object}");
	assert_eq!(plan.steps()[10].by_digest(), Vec::<&str>::new());
	assert_eq!(received(11).get("reservation").unwrap().as_str(), Some("Damaged"));
	// Of items the whole consignment is accepted, since nobody can split what he does not have.
	let items = received(14);
	assert_eq!(items.get("missing").unwrap().to_string(), r#"{"pieces":"1"}"#);
	let serials = items.get("object").unwrap().get("consignment").unwrap().get("serials").unwrap();
	assert_eq!(serials.to_string(), r#"["K","L","M","N"]"#);
	assert!(plan.steps()[14].by_digest().contains(&"epcList"));
}

#[test]
fn a_receipt_should_warn_when_no_note_says_what_is_wrong() {
	let plan = planned(fixture("receipts.json"));
	let warned: Vec<usize> =
		plan.steps().iter().filter(|step| step.warning.is_some()).map(|step| step.event).collect();
	assert_eq!(warned, [13, 14]);
	for (event, word) in [(12, "mismatch_class"), (13, "mismatch_quantity")] {
		let step = &plan.steps()[event];
		assert!(step.warning.as_ref().unwrap().contains(word), "{step:?}");
		assert!(step.call_names().contains(&"evidence.anchor"));
		assert!(step.by_digest().contains(&"disposition"));
	}
	// More than was offered: what was offered is accepted.
	assert!(argument(&plan, 13, "object").to_string().contains(r#"{"pieces":"5"}"#));
}

#[test]
fn a_receipt_should_leave_the_shortage_to_the_chain_when_the_offer_is_in_another_document() {
	let plan = planned(fixture("receipt-alone.json"));
	let received = argument(&plan, 0, "goods").as_array().unwrap()[0].clone();
	assert_eq!(received.get("reservation").unwrap().as_str(), Some("Shortage"));
	assert_eq!(received.get("missing").unwrap(), &Value::Null);
	let step = &plan.steps()[0];
	assert!(step.by_digest().contains(&"disposition"));
	assert_eq!(step.warning, None);
}

#[test]
fn a_logistic_unit_should_be_short_when_less_of_its_contents_is_named_than_was_packed() {
	const PACKED: &str = "\
event,eventTime,type,action,bizStep,disposition,parentID,gtin,lot,quantity,epc,sourcePossessingParty,destinationPossessingParty
1,2026-03-02T06:00:00Z,,ADD,commissioning,,,09521777000023,P-1,10,,,
2,2026-03-02T07:00:00Z,AggregationEvent,ADD,packing,,095217770000000017,09521777000023,P-1,10,,,
3,2026-03-02T08:00:00Z,,OBSERVE,shipping,,,,,,095217770000000017,9521777000101,9521777000200
4,2026-03-03T08:00:00Z,,OBSERVE,receiving,mismatch_quantity,,,,,095217770000000017,9521777000101,9521777000200
4,2026-03-03T08:00:00Z,,OBSERVE,receiving,mismatch_quantity,,09521777000023,P-1,7,,,
";
	let document = PACKED
		.replace("09521777000023", "09521321123458")
		.replace("095217770000000017", "095213210000000179")
		.replace("9521777000101", "9521321000018")
		.replace("9521777000200", "9521321000025");
	let plan = planned(&document);
	assert_eq!(custody(&plan), ["commission", "pack", "offer", "receive"]);
	let received = argument(&plan, 3, "goods").to_string();
	let expected = r#"[{"object":{"logisticUnit":{"sscc":"095213210000000179"}},"reservation":"Shortage","missing":{"pieces":"3"}}]"#;
	assert_eq!(received, expected);
	there_and_back(&Document::parse(&document).unwrap(), &plan);
}

#[test]
fn a_relabelling_should_be_evidence_when_custody_cannot_relabel_so() {
	let text = fixture("relabelling.json");
	for (from, to, words) in [
		(
			"NEW-1\",\n\t\t\t\t\t\t\"quantity\": 60",
			"NEW-1\",\n\t\t\t\t\t\t\"quantity\": 59",
			"not as many",
		),
		("10/NEW-1", "10/OLD-1", "is not new"),
	] {
		let changed = text.replace(from, to);
		assert_ne!(changed, text);
		let plan = planned(&changed);
		let step = &plan.steps()[1];
		assert_eq!(step.call_names(), ["evidence.anchor"]);
		let note = step.note.as_ref().unwrap();
		assert!(note.starts_with("it is a relabelling, and ") && note.contains(words), "{note}");
	}
}

#[test]
fn a_relabelling_should_be_known_when_its_namespace_has_another_prefix() {
	let text = fixture("relabelling.json");
	let other = text.replace("\"tracemark", "\"tm");
	assert_eq!(custody(&planned(&other)), ["commission", "relabel"]);
	there_and_back(&Document::parse(&other).unwrap(), &planned(&other));
	// Without the word, or with that of another namespace, it is a transformation.
	for (from, to) in [("relabelled", "reworked"), ("ns.tracemark", "ns.velum")] {
		let other = text.replace(from, to);
		assert_eq!(custody(&planned(&other)), ["commission", "transform"]);
	}
}
