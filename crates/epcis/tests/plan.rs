//! Which calls record a document, and the way back: journeys of our own, and events that custody has no
//! call for.

mod common;

use common::{
	document, edited, full_event,
	plans::{custody, there_and_back},
	Edit,
};
use tracemark_epcis::{
	export,
	json::Value,
	plan::{plan, Plan, PlanError},
	validate, Document,
};

fn planned(text: &str) -> Plan {
	plan(&Document::parse(text).unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
	path.split('/').fold(value, |value, step| match value {
		Value::Array(items) => &items[step.parse::<usize>().unwrap()],
		_ => value.get(step).unwrap_or_else(|| panic!("no {step} in {value}")),
	})
}

#[test]
fn export_should_say_what_is_missing_when_it_is_no_plan() {
	for (text, expected) in [
		("{}", "/document: expected is an object"),
		(r#"{ "document": {} }"#, "/events: expected is a list"),
		(r#"{ "document": {}, "events": [{}] }"#, "/events/0/type: expected is a text"),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent" }] }"#,
			"/events/0/hash: expected is a text",
		),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent", "hash": "" }] }"#,
			"/events/0/calls: expected is a list",
		),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent", "hash": "", "calls": [], "event": "1" }] }"#,
			"/events/0/event: expected is a number from 1",
		),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent", "hash": "", "calls": [], "event": -1 }] }"#,
			"/events/0/event: expected is a number from 1",
		),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent", "hash": "", "calls": [], "kept": [] }] }"#,
			"/events/0/kept: expected is an object",
		),
		(
			r#"{ "document": {}, "events": [{ "type": "ObjectEvent", "hash": "", "calls": [], "errorDeclaration": "" }] }"#,
			"/events/0/errorDeclaration: expected is an object",
		),
	] {
		assert_eq!(export(&Value::parse(text).unwrap()).unwrap_err().to_string(), expected);
	}
}

#[test]
fn export_should_equal_the_input_when_it_was_planned_from_xml() {
	for text in [include_str!("fixtures/shipment-1.2.xml"), include_str!("fixtures/sensor-2.0.xml")]
	{
		there_and_back(&Document::parse(text).unwrap(), &planned(text));
	}
}

#[test]
fn export_should_name_the_event_when_what_was_kept_is_missing() {
	let text =
		document(&[&full_event("TransactionEvent").replace("\"errorDeclaration\"", "\"ext:x\"")]);
	let plan = planned(&text);
	assert!(plan.steps()[0].by_digest().contains(&"sensorElementList"));
	let bare = edited(&plan.json().to_string(), "/events/0/kept", &Edit::Remove);
	assert_eq!(export(&Value::parse(&bare).unwrap()).unwrap().differing, [1]);
}

#[test]
fn plan_should_refuse_when_the_document_is_not_valid() {
	let text = document(&[&full_event("ObjectEvent").replace("\"ADD\"", "\"LOOK\"")]);
	let Err(PlanError::Invalid(fault)) = plan(&Document::parse(&text).unwrap()) else {
		panic!("it was planned")
	};
	assert!(fault.starts_with("/epcisBody/eventList/0/action"), "{fault}");
}

/// From commissioning to a sale, listed from the last to the first.
const JOURNEY: &str = "\
event,eventTime,type,action,bizStep,disposition,readPoint,parentID,gtin,serial,lot,quantity,uom,epc,sourcePossessingParty,destinationPossessingParty
8,2024-05-17T15:00:00Z,,OBSERVE,retail_selling,retail_sold,,,9521321123458,A,,,,,,
7,2024-05-17T14:00:00Z,AggregationEvent,DELETE,unpacking,,,095213210000000179,,,,,,,,
6,2024-05-17T13:00:00Z,,OBSERVE,receiving,in_progress,9521321000025,,,,,,,095213210000000179,,
5,2024-05-17T12:00:00Z,,OBSERVE,shipping,in_transit,9521321000018,,,,,,,095213210000000179,9521321000018,9521321000025
4,2024-05-17T11:00:00Z,,OBSERVE,storing,,9521321000018,,,,,,,095213210000000179,,
3,2024-05-17T10:00:00Z,AggregationEvent,ADD,packing,,9521321000018,095213210000000179,9521321123458,A,,,,,,
3,2024-05-17T10:00:00Z,AggregationEvent,ADD,,,,095213210000000179,9521321123458,B,,,,,,
3,2024-05-17T10:00:00Z,AggregationEvent,ADD,,,,095213210000000179,9521321123458,,C7,2.5,KGM,,,
2,2024-05-17T09:00:00Z,,ADD,commissioning,,9521321000018,,9521321123458,,C7,10,KGM,,,
1,2024-05-17T08:00:00Z,,ADD,commissioning,,9521321000018,,9521321123458,A,B7,,,,,
1,2024-05-17T08:00:00Z,,ADD,,,,,9521321123458,B,B7,,,,,
1,2024-05-17T08:00:00Z,,ADD,,,,,9521321123458,C,B7,,,,,
";

#[test]
fn plan_should_follow_the_goods_when_events_build_on_each_other() {
	let plan = planned(JOURNEY);
	assert_eq!(
		plan.steps().iter().map(|step| step.event).collect::<Vec<_>>(),
		[8, 7, 6, 5, 4, 3, 2, 1]
	);
	let found = custody(&plan);
	assert_eq!(
		found,
		[
			"sell",
			"unpack",
			"accept",
			"offer",
			"observe",
			"split split pack",
			"commission",
			"commission"
		]
	);
	let json = plan.json();
	let call =
		|event: usize, call: usize| at(&json, &format!("events/{event}/calls/{call}")).clone();

	let lot = call(0, 0);
	assert_eq!(at(&lot, "args/number").as_str(), Some("B7"));
	assert_eq!(at(&lot, "args/quantity/pieces").as_str(), Some("3"));
	assert_eq!(at(&lot, "args/serials").to_string(), r#"["A","B","C"]"#);
	assert_eq!(at(&lot, "args/place").as_str(), Some("9521321000018"));
	assert_eq!(at(&lot, "args/time").to_string(), r#"{"moment":1715932800000,"offset":0}"#);
	assert_eq!(
		at(&call(1, 0), "args/quantity").to_string(),
		r#"{"micros":"10000000","unit":"KGM"}"#
	);

	let split = call(2, 0);
	assert_eq!(
		at(&split, "args/part").to_string(),
		r#"{"consignment":{"gtin":"09521321123458","lot":"B7","number":1,"serials":["A","B"]}}"#
	);
	assert_eq!(at(&split, "args/consignment/consignment/number").to_string(), "0");
	let rest = at(&call(2, 1), "args/part/consignment/quantity").to_string();
	assert_eq!(rest, r#"{"micros":"2500000","unit":"KGM"}"#);
	let packed = at(&call(2, 2), "args/children").clone();
	assert_eq!(packed.as_array().unwrap().len(), 2);
	assert_eq!(at(&call(6, 0), "args/children").as_array().unwrap().len(), 2);

	assert_eq!(call(4, 0).get("signer").and_then(Value::as_str), Some("9521321000018"));
	assert_eq!(at(&call(4, 0), "args/to").as_str(), Some("9521321000025"));
	assert_eq!(call(5, 0).get("signer").and_then(Value::as_str), Some("9521321000025"));
	let sold = at(&call(7, 0), "args/claim").to_string();
	assert_eq!(sold, r#"{"unit":{"gtin":"09521321123458","serial":"A"}}"#);

	// Nothing must be there before but parties and the class.
	let before = at(&json, "prerequisites");
	assert_eq!(at(before, "parties").to_string(), r#"["9521321000018","9521321000025"]"#);
	assert_eq!(at(before, "classes").to_string(), r#"["09521321123458"]"#);
	for name in ["lots", "logisticUnits", "offers"] {
		assert_eq!(at(before, name).to_string(), "[]", "{name}");
	}
	there_and_back(&Document::parse(JOURNEY).unwrap(), &plan);
}

#[test]
fn plan_should_list_what_must_be_there_before_when_the_document_begins_in_the_middle() {
	let rows: Vec<&str> = JOURNEY.lines().collect();
	let begin = |from: usize, to: usize| format!("{}\n{}\n", rows[0], rows[from..to].join("\n"));

	let json = planned(&begin(3, 4)).json();
	let before = at(&json, "prerequisites");
	assert_eq!(
		at(before, "logisticUnits").to_string(),
		r#"[{"sscc":"095213210000000179","contents":[],"optional":true}]"#
	);
	assert_eq!(at(before, "offers").to_string(), "[]");

	let received = begin(3, 4).replace(",,\n", ",9521321000018,9521321000025\n");
	let plan = planned(&received);
	assert_eq!(custody(&plan), ["accept"]);
	let json = plan.json();
	let before = at(&json, "prerequisites");
	assert_eq!(at(before, "logisticUnits/0/optional").to_string(), "false");
	assert_eq!(
		at(before, "offers").to_string(),
		r#"[{"object":{"logisticUnit":{"sscc":"095213210000000179"}},"from":"9521321000018","to":"9521321000025"}]"#
	);

	let plan = planned(&begin(6, 9));
	assert_eq!(custody(&plan), ["pack"]);
	let json = plan.json();
	let lots = at(&json, "prerequisites/lots");
	let digest = plan.steps()[0].hash.split_once(';').unwrap().1[..20].to_owned();
	let named: Vec<&str> =
		lots.as_array().unwrap().iter().map(|lot| at(lot, "number").as_str().unwrap()).collect();
	assert!(named.contains(&digest.as_str()) && named.contains(&"C7"), "{lots}");
	assert!(lots.as_array().unwrap().iter().all(|lot| at(lot, "optional").to_string() == "false"));
}

#[test]
fn plan_should_anchor_an_event_when_custody_has_no_call_for_it() {
	let event = |fields: &str| {
		document(&[&format!(
			r#"{{ "eventTime": "2024-05-17T08:15:30Z", "eventTimeZoneOffset": "+00:00", {fields} }}"#
		)])
	};
	for (fields, reason) in [
		(
			r#""type": "ObjectEvent", "action": "DELETE", "epcList": ["urn:epc:id:sgtin:9521321.012345.A"]"#,
			"says how the goods ended",
		),
		(
			r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:giai:9521321.P4"]"#,
			"no goods by GIAI",
		),
		(r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": []"#, "it names no goods"),
		(
			r#""type": "ObjectEvent", "action": "ADD", "quantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.012345.B7" }]"#,
			"of no lot how much",
		),
		(
			r#""type": "ObjectEvent", "action": "ADD", "quantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.012345.B7", "quantity": 0.0000001, "uom": "KGM" }]"#,
			"finer than the chain's",
		),
		(
			r#""type": "AggregationEvent", "action": "ADD", "parentID": "urn:epc:id:grai:9521321.55555.987", "childEPCs": ["urn:epc:id:sgtin:9521321.012345.A"]"#,
			"its parent is a GRAI",
		),
		(
			r#""type": "AggregationEvent", "action": "DELETE", "parentID": "urn:epc:id:sscc:9521321.0000000017""#,
			"nothing is known to lie in it",
		),
		(
			r#""type": "AggregationEvent", "action": "ADD", "parentID": "urn:epc:id:sscc:9521321.0000000017", "childQuantityList": [{ "epcClass": "urn:epc:idpat:sgtin:9521321.012345.*", "quantity": 3 }]"#,
			"no goods that could be moved",
		),
		(r#""type": "ext:Weighing", "ext:mass": 7"#, "its type is not of the standard"),
		(
			r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:9521321.012345.A"], "errorDeclaration": { "declarationTime": "2024-05-18T08:15:30Z" }"#,
			"declares wrong an earlier event",
		),
	] {
		let text = event(fields);
		let plan = planned(&text);
		let step = &plan.steps()[0];
		assert_eq!(step.call_names(), ["evidence.anchor"], "{fields}");
		assert!(step.note.as_ref().unwrap().contains(reason), "{fields}: {:?}", step.note);
		there_and_back(&Document::parse(&text).unwrap(), &plan);
	}
	let old = event(
		r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:epc:id:sgtin:9521321.012345.A"]"#,
	)
	.replace("\"eventTime\": \"2024", "\"eventTime\": \"1924");
	assert!(planned(&old).steps()[0].note.as_ref().unwrap().contains("before 1970"));
}

#[test]
fn plan_should_destroy_and_offer_when_the_event_says_so() {
	let table = "eventTime,action,bizStep,gtin,lot,quantity,destinationPossessingParty\n\
		2024-05-17T08:00:00Z,ADD,,9521321123458,B7,9,\n\
		2024-05-17T09:00:00Z,OBSERVE,consigning,9521321123458,B7,4,9521321000025\n\
		2024-05-17T10:00:00Z,OBSERVE,shipping,9521321123458,B7,2,\n\
		2024-05-17T11:00:00Z,DELETE,destroying,9521321123458,B7,5,\n\
		2024-05-17T12:00:00Z,ADD,,9521321123458,B7,9,\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["commission", "split offer", "observe", "destroy", ""]);
	assert!(plan.steps()[4]
		.note
		.as_ref()
		.unwrap()
		.contains("lot B7 of GTIN 09521321123458 was made before"));
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

/// Cloth, thread and buttons become a lot of dresses.
const TAILORING: &str = "\
event,eventTime,type,action,bizStep,readPoint,role,gtin,serial,lot,quantity,uom
1,2024-05-17T08:00:00Z,,ADD,commissioning,,,9521321123458,,C7,10,MTR
2,2024-05-17T09:00:00Z,TransformationEvent,,commissioning,9521321000018,input,9521321123458,,C7,2.5,MTR
2,2024-05-17T09:00:00Z,TransformationEvent,,,,input,9521321678903,,T1,40,
2,2024-05-17T09:00:00Z,TransformationEvent,,,,input,9521321678903,B1,,,
2,2024-05-17T09:00:00Z,TransformationEvent,,,,output,9521321000018,,D1,3,
3,2024-05-17T10:00:00Z,,OBSERVE,shipping,,,9521321123458,,C7,7.5,MTR
";

#[test]
fn plan_should_transform_when_one_lot_is_made_of_goods_that_the_chain_can_name() {
	let plan = planned(TAILORING);
	assert_eq!(custody(&plan), ["commission", "split transform", "observe"]);
	assert_eq!(plan.steps()[1].note, None);
	assert_eq!(plan.steps()[1].by_digest(), Vec::<&str>::new());
	let json = plan.json();
	let args = at(&json, "events/1/calls/1/args").clone();
	let digest = &plan.steps()[1].hash.split_once(';').unwrap().1[..20];
	assert_eq!(
		at(&args, "inputs").to_string(),
		format!(
			r#"[{{"object":{{"consignment":{{"gtin":"09521321678903","lot":"{digest}","number":0,"serials":["B1"]}}}},"amount":null}},{{"object":{{"consignment":{{"gtin":"09521321123458","lot":"C7","number":1,"quantity":{{"micros":"2500000","unit":"MTR"}}}}}},"amount":null}},{{"object":{{"consignment":{{"gtin":"09521321678903","lot":"T1","number":0,"quantity":{{"pieces":"40"}}}}}},"amount":null}}]"#
		)
	);
	assert_eq!(
		at(&args, "yields").to_string(),
		r#"[{"class":"09521321123458","input":{"micros":"2500000","unit":"MTR"},"output":{"pieces":"3"}},{"class":"09521321678903","input":{"pieces":"41"},"output":{"pieces":"3"}}]"#
	);
	assert_eq!(
		at(&args, "identity").to_string(),
		r#"{"gtin":"09521321000018","number":"D1","serials":[]}"#
	);
	assert_eq!(at(&args, "quantity").to_string(), r#"{"pieces":"3"}"#);
	assert_eq!(at(&args, "place").as_str(), Some("9521321000018"));
	assert_eq!(at(&args, "time/moment").to_string(), "1715936400000");

	// What the document does not make is there before: thread, and the button.
	let lots = at(&json, "prerequisites/lots").as_array().unwrap();
	let needed: Vec<&str> = lots.iter().map(|lot| at(lot, "number").as_str().unwrap()).collect();
	assert_eq!(needed, [digest, "T1"]);
	assert!(lots.iter().all(|lot| at(lot, "optional").to_string() == "false"));
	there_and_back(&Document::parse(TAILORING).unwrap(), &plan);
}

#[test]
fn plan_should_only_commission_what_came_out_when_the_chain_cannot_name_the_transformation() {
	let table = "eventTime,type,action,parentID,role,gtin,serial,lot,quantity,uom,epc,event\n";
	let input = "2024-05-17T09:00:00Z,TransformationEvent,,,input,9521321678903,,T1,40,,,2\n";
	let output = "2024-05-17T09:00:00Z,TransformationEvent,,,output,9521321000018,,D1,3,,,2\n";
	let with = |rows: &str| format!("{table}{rows}{output}");
	let many: String = (0..33).map(|lot| input.replace("T1", &format!("T{lot}"))).collect();
	let packed = "2024-05-17T08:00:00Z,,ADD,,,9521321678903,,T1,40,,,0\n\
		2024-05-17T08:30:00Z,AggregationEvent,ADD,095213210000000179,,9521321678903,,T1,40,,,1\n";
	let again = input.replace("09:00:00", "10:00:00").replace(",2\n", ",3\n");
	let second = output.replace("09:00:00", "10:00:00").replace(",2\n", ",3\n").replace("D1", "D2");
	for (text, reason) in [
		(with(&input.replace("T1", "")), "no inputs by GTIN without lot"),
		(
			with(&input.replace(",9521321678903,,T1,40,,", ",,,,,,095213210000000179")),
			"not unpacked",
		),
		(with(&input.replace(",40,", ",,")), "how much of the lot is not said"),
		(with(&input.repeat(2)), "is named twice"),
		(with(&format!("{input}{}", input.replace("T1,40,", "T2,1,KGM"))), "in different units"),
		(with(&many), "more than 32 inputs"),
		(with(&format!("{input}{}", output.replace("D1", "D2"))), "several lots"),
		(
			with(&format!("{input}{}", output.replace(",3,", ",,").replace("D1", "D2"))),
			"more than lots",
		),
		(
			with(&input.replace("9521321678903,,T1", "9521321000018,,D1")),
			"lot D1 of GTIN 09521321000018 is not new",
		),
		(with(&format!("{packed}{input}")), "lies in the logistic unit 095213210000000179"),
		(with(input) + &again + &second, "does not follow"),
	] {
		let plan = planned(&text);
		let step = plan.steps().last().unwrap();
		assert!(step.call_names().contains(&"custody.commission"), "{text}");
		assert!(!step.call_names().contains(&"custody.transform"), "{text}");
		let note = step.note.as_ref().unwrap();
		assert!(note.starts_with("that the inputs became the outputs is in no call: "), "{note}");
		assert!(note.contains(reason), "{text}: {note}");
		// What is in no call is not asked for.
		let before = plan.json();
		assert_eq!(at(&before, "prerequisites/logisticUnits").to_string(), "[]", "{text}");
		there_and_back(&Document::parse(&text).unwrap(), &plan);
	}
	let text = document(&[r#"{
		"type": "TransformationEvent", "transformationID": "urn:epc:id:gdti:0614141.12345.400",
		"eventTime": "2024-05-17T08:15:30Z", "eventTimeZoneOffset": "+00:00",
		"inputEPCList": ["urn:epc:id:sgtin:9521321.012345.A"],
		"outputEPCList": ["urn:epc:id:sgtin:9521321.067890.B"]
	}"#]);
	let plan = planned(&text);
	assert_eq!(custody(&plan), ["commission"]);
	assert!(plan.steps()[0].note.as_ref().unwrap().contains("the same transformation"));
	let alone = text.replace(r#""transformationID": "urn:epc:id:gdti:0614141.12345.400","#, "");
	assert_eq!(custody(&planned(&alone)), ["transform"]);
	there_and_back(&Document::parse(&alone).unwrap(), &planned(&alone));
}

#[test]
fn plan_should_end_goods_when_cbv_says_how() {
	let plan_of = |action: &str, step: &str, disposition: &str, goods: &str| {
		let goods = match goods {
			"item" => "9521321123458,A,,,",
			"lot" => "9521321123458,,C7,4,",
			_ => ",,,,095213210000000179",
		};
		let text = format!(
			"eventTime,action,bizStep,disposition,readPoint,gtin,serial,lot,quantity,epc\n\
			2024-05-17T08:00:00Z,ADD,,,,9521321123458,,C7,10,\n\
			2024-05-17T09:00:00Z,{action},{step},{disposition},9521321000018,{goods}\n"
		);
		let plan = planned(&text);
		there_and_back(&Document::parse(&text).unwrap(), &plan);
		plan
	};
	for (step, disposition, goods, expected) in [
		("decommissioning", "inactive", "item", "decommission"),
		("decommissioning", "", "lot", "split decommission"),
		("", "inactive", "item", "decommission"),
		("destroying", "", "lot", "split destroy"),
		("", "destroyed", "item", "destroy"),
		("inspecting", "stolen", "item", "report_missing"),
		("", "stolen", "lot", "split report_missing"),
		("", "stolen", "logistic unit", "report_missing"),
		// Where CBV does not say it, nothing ends.
		("decommissioning", "", "logistic unit", ""),
		("retail_selling", "", "logistic unit", ""),
		("destroying", "stolen", "item", ""),
		("decommissioning", "destroyed", "item", ""),
		("killing", "", "item", ""),
		("", "disposed", "item", ""),
		("", "unknown", "item", ""),
	] {
		let plan = plan_of("DELETE", step, disposition, goods);
		let step = &plan.steps()[1];
		assert_eq!(custody(&plan)[1], expected, "{:?}", step.note);
		assert_eq!(step.note.is_some(), expected.is_empty());
	}
	// Whoever sees stolen goods does not miss them.
	let seen = plan_of("OBSERVE", "inspecting", "stolen", "item");
	assert_eq!(custody(&seen)[1], "observe");

	let json = plan_of("DELETE", "inspecting", "stolen", "item").json();
	assert_eq!(
		at(&json, "events/1/calls/0/args").to_string(),
		r#"{"claim":{"unit":{"gtin":"09521321123458","serial":"A"}},"kind":"Stolen","place":"9521321000018","time":{"moment":1715936400000,"offset":0}}"#
	);
	let stolen = plan_of("DELETE", "", "stolen", "item");
	assert_eq!(stolen.steps()[1].by_digest(), Vec::<&str>::new());
	let json = plan_of("DELETE", "decommissioning", "", "lot").json();
	assert_eq!(
		at(&json, "events/1/calls/1/args/claim").to_string(),
		r#"{"consignment":{"gtin":"09521321123458","lot":"C7","number":1,"quantity":{"pieces":"4"}}}"#
	);
}

/// Sales, of which some come back.
const RETURNS: &str = "\
event,eventTime,type,action,bizStep,disposition,readPoint,parentID,gtin,serial,lot,quantity
1,2024-05-17T08:00:00Z,,ADD,,,,,9521321123458,A,B7,
1,2024-05-17T08:00:00Z,,ADD,,,,,9521321123458,B,B7,
1,2024-05-17T08:00:00Z,,ADD,,,,,9521321123458,,C7,10
2,2024-05-17T09:00:00Z,,OBSERVE,retail_selling,,,,9521321123458,A,,
2,2024-05-17T09:00:00Z,,OBSERVE,,,,,9521321123458,,C7,4
3,2024-05-17T10:00:00Z,,OBSERVE,receiving,returned,9521321000018,,9521321123458,A,,
3,2024-05-17T10:00:00Z,,OBSERVE,,,,,9521321123458,,C7,4
4,2024-05-17T11:00:00Z,AggregationEvent,ADD,packing,,,095213210000000179,9521321123458,A,,
5,2024-05-17T12:00:00Z,AggregationEvent,DELETE,unpacking,,,095213210000000179,,,,
6,2024-05-17T13:00:00Z,,DELETE,destroying,,,,9521321123458,A,,
7,2024-05-17T14:00:00Z,,OBSERVE,retail_selling,,,,9521321123458,A,,
8,2024-05-17T15:00:00Z,,OBSERVE,receiving,returned,,,9521321123458,A,,
9,2024-05-17T16:00:00Z,,OBSERVE,receiving,returned,,,9521321123458,B,,
";

/// A receipt of a pallet and of items, in this disposition.
fn receipt(disposition: &str, destination: bool) -> String {
	let party = r#""destinationList": [{ "type": "possessing_party", "destination": "https://id.gs1.org/417/9521002000009" }],"#;
	let event = r#"{
		"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "receiving",
		"eventTime": "2026-11-02T10:00:00.000Z", "eventTimeZoneOffset": "+01:00",
		PARTY "disposition": "DISPOSITION",
		"epcList": ["urn:epc:id:sscc:9521321.0000000017", "urn:epc:id:sgtin:9521321.012345.A", "urn:epc:id:sgtin:9521321.012345.B"],
		"quantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.012345.C7", "quantity": 4 }]
	}"#;
	let party = if destination { party } else { "" };
	document(&[&event.replace("PARTY", party).replace("DISPOSITION", disposition)])
}

#[test]
fn plan_should_note_the_damage_when_damaged_goods_are_received() {
	let text = receipt("damaged", true);
	let plan = planned(&text);
	assert_eq!(custody(&plan), ["receive"]);
	let step = &plan.steps()[0];
	// The call carries all of it: no anchor, and nothing kept.
	assert_eq!((step.calls.len(), step.by_digest()), (1, Vec::new()));
	let json = plan.json();
	assert_eq!(at(&json, "events/0/calls/0/signer").as_str(), Some("9521002000009"));
	let goods = at(&json, "events/0/calls/0/args/goods");
	for received in goods.as_array().unwrap() {
		assert_eq!(at(received, "reservation").as_str(), Some("Damaged"));
	}
	let named =
		r#"[{"object":{"logisticUnit":{"sscc":"095213210000000179"}},"reservation":"Damaged"},"#;
	assert!(goods.to_string().starts_with(named), "{goods}");
	assert_eq!(goods.as_array().unwrap().len(), 3);
	assert_eq!(at(&json, "prerequisites/offers").as_array().unwrap().len(), 3);
	there_and_back(&Document::parse(&text).unwrap(), &plan);

	// What a sensor says is of all that arrived damaged.
	let shock = r#""sensorElementList": [{ "sensorReport": [{ "type": "Acceleration", "value": 90, "exception": "ALARM_CONDITION" }] }], "epcList""#;
	let shaken = text.replace(r#""epcList""#, shock);
	let plan = planned(&shaken);
	let reports = ["report_sensor"; 6].join(" ");
	assert_eq!(custody(&plan), [format!("receive {reports}")]);
	there_and_back(&Document::parse(&shaken).unwrap(), &plan);
}

#[test]
fn plan_should_accept_or_observe_when_goods_are_whole_or_nobody_receives_them() {
	for (text, calls) in [
		(receipt("in_progress", true), "accept accept accept"),
		(receipt("damaged", false), "observe observe observe observe"),
	] {
		assert_eq!(custody(&planned(&text)), [calls]);
		there_and_back(&Document::parse(&text).unwrap(), &planned(&text));
	}
}

#[test]
fn export_should_name_both_identities_when_goods_were_relabelled() {
	let hash = format!("ni:///sha-256;{}?ver=CBV2.0", "00".repeat(32));
	let recorded = r#"{
		"document": { "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
			"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-02T10:00:00Z" },
		"events": [{ "type": "TransformationEvent", "hash": "HASH", "calls": [{
			"call": "custody.relabel", "signer": null, "args": {
				"claim": { "consignment": { "gtin": "09521321123458", "lot": "C7", "number": 0, "quantity": { "pieces": "4" } } },
				"identity": { "gtin": "09521321123458", "number": "D1", "serials": [] },
				"quantity": { "pieces": "4" }, "place": "9521321000018",
				"time": { "moment": 1793613600000, "offset": 60 }
			}
		}] }]
	}"#;
	let exported = export(&Value::parse(&recorded.replace("HASH", &hash)).unwrap()).unwrap();
	let document = Document::parse(&exported.document.to_string()).unwrap();
	assert_eq!(validate(&document).faults, []);
	let event = at(&exported.document, "epcisBody/eventList/0");
	let of = |lot: &str| {
		format!(r#"[{{"epcClass":"https://id.gs1.org/01/09521321123458/10/{lot}","quantity":4}}]"#)
	};
	assert_eq!(at(event, "inputQuantityList").to_string(), of("C7"));
	assert_eq!(at(event, "outputQuantityList").to_string(), of("D1"));
	assert_eq!(event.get("bizStep"), None);
	assert_eq!(event.get("action"), None);
}

#[test]
fn plan_should_take_goods_back_when_the_document_sold_them() {
	let plan = planned(RETURNS);
	assert_eq!(
		custody(&plan),
		[
			"commission commission",
			"split sell sell",
			"take_back take_back",
			"pack",
			"unpack",
			"destroy",
			"",
			"observe",
			"observe",
		]
	);
	let note = |step: usize| plan.steps()[step].note.clone().unwrap_or_default();
	assert_eq!(note(6), "item A of GTIN 09521321123458 ended before");
	assert!(note(7).contains("item A of GTIN 09521321123458 ended before"));
	assert_eq!(plan.steps()[2].by_digest(), Vec::<&str>::new());
	let json = plan.json();
	let unit = r#"{"unit":{"gtin":"09521321123458","serial":"A"}}"#;
	assert_eq!(at(&json, "events/2/calls/0/args/object").to_string(), unit);
	assert_eq!(
		at(&json, "events/2/calls/1/args/object").to_string(),
		r#"{"consignment":{"gtin":"09521321123458","lot":"C7","number":1,"quantity":{"pieces":"4"}}}"#
	);
	assert_eq!(at(&json, "events/2/calls/0/args/place").as_str(), Some("9521321000018"));
	// It has a record of its own from the sale on.
	assert_eq!(at(&json, "events/4/calls/0/args/children").to_string(), format!("[{unit}]"));
	assert_eq!(at(&json, "events/5/calls/0/args/object").to_string(), unit);
	there_and_back(&Document::parse(RETURNS).unwrap(), &plan);

	// Returned goods that the document did not sell, or not so many of them, were seen.
	for (from, to) in [("retail_selling", "storing"), (",C7,4\n3,", ",C7,3\n3,")] {
		let text = RETURNS.replace(from, to);
		assert_ne!(text, RETURNS);
		assert!(custody(&planned(&text))[2].contains("observe"), "{to}");
		there_and_back(&Document::parse(&text).unwrap(), &planned(&text));
	}
}

#[test]
fn plan_should_consume_an_item_once_when_it_has_a_record_of_its_own() {
	let table = "event,eventTime,type,action,bizStep,disposition,role,gtin,serial,lot,quantity\n\
		1,2024-05-17T09:00:00Z,,OBSERVE,retail_selling,,,9521321123458,A,,\n\
		2,2024-05-17T10:00:00Z,,OBSERVE,receiving,returned,,9521321123458,A,,\n\
		3,2024-05-17T11:00:00Z,TransformationEvent,,,,input,9521321123458,A,,\n\
		3,2024-05-17T11:00:00Z,TransformationEvent,,,,output,9521321678903,,P1,1\n\
		4,2024-05-17T12:00:00Z,TransformationEvent,,,,input,9521321123458,A,,\n\
		4,2024-05-17T12:00:00Z,TransformationEvent,,,,output,9521321678903,,P2,1\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["sell", "take_back", "transform", "commission"]);
	let json = plan.json();
	assert_eq!(
		at(&json, "events/2/calls/0/args/inputs").to_string(),
		r#"[{"object":{"unit":{"gtin":"09521321123458","serial":"A"}},"amount":null}]"#
	);
	assert!(plan.steps()[3].note.as_ref().unwrap().contains("ended before"));
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_split_in_a_later_event_when_an_earlier_one_only_saw_the_part() {
	let table = "eventTime,action,bizStep,gtin,lot,quantity,destinationPossessingParty\n\
		2024-05-17T08:00:00Z,ADD,,9521321123458,C7,10,\n\
		2024-05-17T09:00:00Z,OBSERVE,receiving,9521321123458,C7,4,\n\
		2024-05-17T10:00:00Z,OBSERVE,receiving,9521321123458,C7,4,9521321000025\n\
		2024-05-17T11:00:00Z,DELETE,destroying,9521321123458,C7,4,\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["commission", "observe", "", "split destroy"]);
	let note = plan.steps()[2].note.clone().unwrap();
	assert_eq!(note, "it receives a part of what was offered as one");
	let json = plan.json();
	assert_eq!(at(&json, "events/3/calls/0/args/part/consignment/number").to_string(), "1");
	assert_eq!(at(&json, "prerequisites/offers").to_string(), "[]");
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_change_nothing_when_an_event_is_kept_as_evidence_only() {
	// The second lot was made before, the first one not by this event either.
	let table = "event,eventTime,action,bizStep,gtin,lot,quantity,destinationPossessingParty\n\
		1,2024-05-17T08:00:00Z,ADD,,9521321123458,B7,9,\n\
		2,2024-05-17T09:00:00Z,ADD,,9521321123458,B8,9,\n\
		2,2024-05-17T09:00:00Z,ADD,,9521321123458,B7,9,\n\
		3,2024-05-17T10:00:00Z,OBSERVE,shipping,9521321123458,B8,9,9521321000025\n\
		4,2024-05-17T11:00:00Z,DELETE,destroying,9521321123458,B7,4,\n\
		4,2024-05-17T11:00:00Z,DELETE,destroying,9521321123458,B9,,\n\
		5,2024-05-17T12:00:00Z,DELETE,destroying,9521321123458,B7,4,\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["commission", "", "offer", "", "split destroy"]);
	assert!(plan.steps()[1].note.as_ref().unwrap().contains("was made before"));
	assert_eq!(plan.steps()[3].note.as_ref().unwrap(), "how much of the lot is not said");
	let json = plan.json();
	let lots = at(&json, "prerequisites/lots").as_array().unwrap();
	let needed: Vec<&str> = lots.iter().map(|lot| at(lot, "number").as_str().unwrap()).collect();
	assert_eq!(needed, ["B8"]);
	assert_eq!(at(&json, "events/4/calls/0/args/part/consignment/number").to_string(), "1");
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_unpack_what_lies_there_when_events_say_where_goods_lie() {
	let table = |rows: &str| {
		format!(
			"event,eventTime,type,action,bizStep,parentID,gtin,serial,lot,quantity,epc\n\
			0,2024-05-17T08:00:00Z,,ADD,,,9521321123458,A,B7,,\n\
			0,2024-05-17T08:00:00Z,,ADD,,,9521321123458,B,B7,,\n{rows}"
		)
	};
	let event = |n: usize, kind: &str, action: &str, unit: &str, goods: &str| {
		format!("{n},2024-05-17T1{n}:00:00Z,{kind},{action},,{unit},{goods}\n")
	};
	let (one, other) = ("095213210000000179", "095213210000000186");
	let (pack, unpack) = (
		|n, unit, goods: &str| event(n, "AggregationEvent", "ADD", unit, goods),
		|n, unit, goods: &str| event(n, "AggregationEvent", "DELETE", unit, goods),
	);
	let (a, all) = ("9521321123458,A,,,", "9521321123458,,B7,,");
	let inner = ",,,,095213210000000186";
	let itself = ",,,,095213210000000179";
	for (rows, expected, reason) in [
		// An item that the document made and did not pack; nothing is split for it.
		(vec![unpack(1, one, a), pack(2, one, a)], ["", "split pack"], "does not lie in"),
		(vec![pack(1, one, a), unpack(2, other, a)], ["split pack", ""], "lies in"),
		(vec![pack(1, one, all), unpack(2, one, a)], ["pack", ""], "packed as one"),
		(vec![pack(1, one, all), pack(2, other, a)], ["pack", ""], "lies in"),
		(vec![pack(1, one, all), pack(2, other, all)], ["pack", ""], "lies in"),
		(vec![pack(1, other, all), pack(2, one, inner)], ["pack", "pack"], ""),
		(vec![pack(1, one, inner), unpack(2, other, all)], ["pack", ""], "lies in"),
		(vec![pack(1, one, inner), pack(2, other, itself)], ["pack", ""], "lies in"),
		(vec![pack(1, one, itself), pack(2, one, inner)], ["", "pack"], "cannot lie in itself"),
	] {
		let text = table(&rows.concat());
		let plan = planned(&text);
		assert_eq!(custody(&plan)[1..], expected, "{text}");
		let notes: Vec<String> = plan.steps().iter().filter_map(|step| step.note.clone()).collect();
		assert_eq!(notes.is_empty(), reason.is_empty(), "{text}: {notes:?}");
		assert!(notes.iter().all(|note| note.contains(reason)), "{text}: {notes:?}");
		there_and_back(&Document::parse(&text).unwrap(), &plan);
	}
	// What lay in it before the document begins comes out event by event.
	let text = table(&[unpack(1, one, "9521321123458,C,,,"), unpack(2, one, inner)].concat());
	let plan = planned(&text);
	assert_eq!(custody(&plan)[1..], ["unpack", "unpack"]);
	let json = plan.json();
	let contents = at(&json, "prerequisites/logisticUnits/0/contents").to_string();
	assert!(contents.contains(r#""serials":["C"]"#) && contents.contains(other), "{contents}");
	there_and_back(&Document::parse(&text).unwrap(), &plan);
}

#[test]
fn plan_should_offer_another_part_when_the_first_of_the_same_size_is_on_offer() {
	let table = "eventTime,action,bizStep,gtin,lot,quantity,destinationPossessingParty\n\
		2024-05-17T08:00:00Z,ADD,,9521321123458,C7,10,\n\
		2024-05-17T09:00:00Z,OBSERVE,shipping,9521321123458,C7,4,9521321000025\n\
		2024-05-17T10:00:00Z,OBSERVE,shipping,9521321123458,C7,4,9521321000018\n\
		2024-05-17T11:00:00Z,OBSERVE,receiving,9521321123458,C7,4,9521321000025\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["commission", "split offer", "split offer", "accept"]);
	let json = plan.json();
	let number =
		|call: &str| at(&json, &format!("{call}/args/object/consignment/number")).to_string();
	assert_eq!(number("events/1/calls/1"), "1");
	assert_eq!(number("events/2/calls/1"), "2");
	assert_eq!(number("events/3/calls/0"), "1");
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_pack_another_part_when_the_first_of_the_same_size_is_packed() {
	let table = "eventTime,type,action,bizStep,parentID,gtin,lot,quantity\n\
		2024-05-17T08:00:00Z,,ADD,,,9521321123458,C7,10\n\
		2024-05-17T09:00:00Z,AggregationEvent,ADD,,095213210000000179,9521321123458,C7,2\n\
		2024-05-17T10:00:00Z,AggregationEvent,ADD,,095213210000000186,9521321123458,C7,2\n\
		2024-05-17T11:00:00Z,AggregationEvent,DELETE,,095213210000000186,9521321123458,C7,2\n\
		2024-05-17T12:00:00Z,AggregationEvent,ADD,,095213210000000179,9521321123458,C7,2\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["commission", "split pack", "split pack", "unpack", "pack"]);
	let json = plan.json();
	let number =
		|call: &str| at(&json, &format!("{call}/args/children/0/consignment/number")).to_string();
	assert_eq!(number("events/1/calls/1"), "1");
	for call in ["events/2/calls/1", "events/3/calls/0", "events/4/calls/0"] {
		assert_eq!(number(call), "2", "{call}");
	}
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

#[test]
fn plan_should_move_no_logistic_unit_when_it_ended() {
	let table = "eventTime,action,bizStep,epc,destinationPossessingParty\n\
		2024-05-17T08:00:00Z,DELETE,destroying,095213210000000179,\n\
		2024-05-17T09:00:00Z,OBSERVE,shipping,095213210000000179,9521321000025\n";
	let plan = planned(table);
	assert_eq!(custody(&plan), ["destroy", ""]);
	assert!(plan.steps()[1].note.as_ref().unwrap().contains("ended before"));
	there_and_back(&Document::parse(table).unwrap(), &plan);
}

/// An observation of an item, with more fields.
fn seen(fields: &str) -> String {
	format!(
		r#"{{ "type": "ObjectEvent", "eventTime": "2024-05-17T08:15:30Z", "eventTimeZoneOffset": "+00:00", "action": "OBSERVE", "bizStep": "inspecting", "epcList": ["urn:epc:id:sgtin:9521321.012345.A"]{fields} }}"#
	)
}

/// The same observation, declared wrong.
fn wrong(reason: &str, correctives: &[&str]) -> String {
	let ids: Vec<String> = correctives.iter().map(|id| format!("\"{id}\"")).collect();
	seen(&format!(
		r#", "errorDeclaration": {{ "declarationTime": "2024-05-18T08:15:30+02:00", "reason": "{reason}", "correctiveEventIDs": [{}], "ext:by": "Mara" }}"#,
		ids.join(", ")
	))
}

fn hash_of(event: &str) -> String {
	planned(&document(&[event])).steps()[0].hash.clone()
}

#[test]
fn plan_should_say_what_is_declared_when_an_event_declares_an_earlier_one_wrong() {
	let right = seen(
		r#", "eventID": "urn:uuid:8d8a3f64-6a40-4d0c-9f6e-0d7f3b1f3c12", "disposition": "damaged""#,
	);
	let (old, hash) = (seen(""), hash_of(&right));
	let other = format!("ni:///sha-256;{}?ver=CBV2.0", "0a".repeat(32));
	let by_id = "urn:uuid:8d8a3f64-6a40-4d0c-9f6e-0d7f3b1f3c12";
	for (reason, correctives, expected) in [
		("incorrect_data", vec![by_id], Some(hash.as_str())),
		("incorrect_data", vec!["urn:uuid:0", other.as_str(), by_id], Some(other.as_str())),
		// What is declared wrong does not say what is right, and nobody knows the event of a stranger's id.
		(
			"incorrect_data",
			vec![hash_of(&old).as_str(), "urn:uuid:0", "ni:///sha-256;00?ver=CBV2.0"],
			None,
		),
		("did_not_occur", vec![by_id], None),
	] {
		let text = document(&[&wrong(reason, &correctives), &old, &right]);
		let plan = planned(&text);
		let order: Vec<usize> = plan.steps().iter().map(|step| step.event).collect();
		assert_eq!(order, [2, 3, 1], "what is declared wrong comes before");
		let [first, _, last] = plan.steps() else { panic!("three steps") };
		assert_eq!((first.error.as_ref(), &first.hash), (None, &last.hash));
		assert_eq!(last.call_names(), ["evidence.anchor"]);
		let ids = expected.map_or(String::new(), |id| format!(r#","correctiveEventIDs":["{id}"]"#));
		assert_eq!(
			at(&plan.json(), "events/2/errorDeclaration").to_string(),
			format!(
				r#"{{"declarationTime":"2024-05-18T08:15:30+02:00","reason":"{reason}"{ids}}}"#
			)
		);
		assert!(last.note.as_ref().unwrap().contains("declares it erroneous instead"));
		// The declaration comes back as it was.
		let back = there_and_back(&Document::parse(&text).unwrap(), &plan);
		let back = back.events().unwrap()[0].value.get("errorDeclaration").unwrap();
		assert_eq!(at(back, "ext:by").as_str(), Some("Mara"));
		assert_eq!(at(back, "correctiveEventIDs").as_array().unwrap().len(), correctives.len());
	}
}

#[test]
fn plan_should_declare_nothing_when_the_reason_is_not_of_cbv() {
	let own = wrong("https://example.com/reasons/typo", &[]);
	let none = own.replace(r#""reason": "https://example.com/reasons/typo","#, "");
	for event in [own, none] {
		let plan = planned(&document(&[&event]));
		let [step] = plan.steps() else { panic!("one step") };
		assert_eq!((step.call_names(), step.error.as_ref()), (vec!["evidence.anchor"], None));
		assert!(step.note.as_ref().unwrap().contains("its reason is neither"), "{:?}", step.note);
	}
}

#[test]
fn export_should_write_the_error_declaration_when_one_is_on_record() {
	let text = document(&[&seen("")]);
	let json = planned(&text).json().to_string();
	let error = r#"{"declarationTime":"2026-01-02T03:04:05.006Z","reason":"did_not_occur"}"#;
	let declared =
		json.replace(r#""errorDeclaration":null"#, &format!(r#""errorDeclaration":{error}"#));
	let exported = export(&Value::parse(&declared).unwrap()).unwrap();
	assert_eq!(exported.differing, [], "it is the same event");
	let back = Document::parse(&exported.document.to_string()).unwrap();
	assert_eq!(tracemark_epcis::validate(&back).faults, []);
	let events = back.events().unwrap();
	assert_eq!(events[0].value.get("errorDeclaration").unwrap().to_string(), error);
	let plain = export(&Value::parse(&json).unwrap()).unwrap().document;
	let plain = Document::of_value(plain).unwrap();
	let own = |event: &Value| {
		let fields =
			event.as_object().unwrap().iter().filter(|(name, _)| *name != "errorDeclaration");
		fields.map(|(name, value)| (name.to_owned(), value.to_string())).collect::<Vec<_>>()
	};
	assert_eq!(own(events[0].value), own(plain.events().unwrap()[0].value));
}
