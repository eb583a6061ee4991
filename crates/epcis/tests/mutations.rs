//! Documents that differ from a good one in one point: the fault is found, and found there.

mod common;

use common::{document, edited, faults, full_event, query_document, Edit, EVENT_TYPES};

const EVENT: &str = "/epcisBody/eventList/0";

fn good(name: &str) -> String {
	document(&[&full_event(name)])
}

/// The one fault of a text stands at that place and says that.
#[track_caller]
fn assert_fault(text: &str, place: &str, words: &str) {
	let found = faults(text);
	assert!(
		found.iter().any(|fault| fault.pointer == place && fault.message.contains(words)),
		"expected {place}: …{words}…, found {found:#?}"
	);
}

#[test]
fn validate_should_find_nothing_when_all_fields_are_used() {
	for name in EVENT_TYPES {
		assert_eq!(faults(&good(name)), [], "{name}");
	}
	let events: Vec<String> = EVENT_TYPES.iter().map(|name| full_event(name)).collect();
	let events: Vec<&str> = events.iter().map(String::as_str).collect();
	assert_eq!(faults(&query_document(&events)), []);
}

#[test]
fn validate_should_name_the_field_when_a_required_one_is_missing() {
	for name in EVENT_TYPES {
		let mut missing = vec![
			("", "@context"),
			("", "type"),
			("", "schemaVersion"),
			("", "creationDate"),
			("", "epcisBody"),
			("/epcisBody", "eventList"),
			("/epcisHeader/epcisMasterData/vocabularyList/0", "type"),
			("/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0", "id"),
			(
				"/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/attributes/0",
				"id",
			),
			("/epcisBody/eventList/0", "type"),
			("/epcisBody/eventList/0", "eventTime"),
			("/epcisBody/eventList/0", "eventTimeZoneOffset"),
			("/epcisBody/eventList/0/errorDeclaration", "declarationTime"),
			("/epcisBody/eventList/0/readPoint", "id"),
			("/epcisBody/eventList/0/bizLocation", "id"),
			("/epcisBody/eventList/0/bizTransactionList/0", "bizTransaction"),
			("/epcisBody/eventList/0/sourceList/0", "source"),
			("/epcisBody/eventList/0/sourceList/0", "type"),
			("/epcisBody/eventList/0/destinationList/0", "destination"),
			("/epcisBody/eventList/0/destinationList/0", "type"),
			("/epcisBody/eventList/0/sensorElementList/0", "sensorReport"),
			("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0", "type"),
		];
		if name != "TransformationEvent" {
			missing.push((EVENT, "action"));
		}
		match name {
			"ObjectEvent" => missing.push(("/epcisBody/eventList/0/quantityList/0", "epcClass")),
			"TransactionEvent" => missing.push((EVENT, "bizTransactionList")),
			"AssociationEvent" => missing.push((EVENT, "parentID")),
			"TransformationEvent" => {
				missing.push(("/epcisBody/eventList/0/inputQuantityList/0", "epcClass"));
			},
			_ => missing.push(("/epcisBody/eventList/0/childQuantityList/0", "epcClass")),
		}
		for (place, field) in missing {
			let text = edited(&good(name), &format!("{place}/{field}"), &Edit::Remove);
			assert_fault(&text, place, &format!("`{field}` is missing"));
		}
	}
}

#[test]
fn validate_should_name_the_field_when_a_query_document_lacks_a_required_one() {
	let good = query_document(&[&full_event("ObjectEvent")]);
	for (place, field) in [
		("", "@context"),
		("", "epcisBody"),
		("/epcisBody", "queryResults"),
		("/epcisBody/queryResults", "queryName"),
		("/epcisBody/queryResults", "resultsBody"),
		("/epcisBody/queryResults/resultsBody", "eventList"),
	] {
		let text = edited(&good, &format!("{place}/{field}"), &Edit::Remove);
		assert_fault(&text, place, &format!("`{field}` is missing"));
	}
	for place in
		["", "/epcisBody", "/epcisBody/queryResults", "/epcisBody/queryResults/resultsBody"]
	{
		let text = edited(&good, place, &Edit::Add("shelf", "1"));
		assert_fault(&text, &format!("{place}/shelf"), "namespace");
	}
	assert_fault(&edited(&good, "", &Edit::Add("sender", "\"x\"")), "/sender", "namespace");
}

#[test]
fn validate_should_name_the_field_when_it_is_unknown_and_has_no_namespace() {
	for name in EVENT_TYPES {
		for place in [
			"",
			"/epcisHeader",
			EVENT,
			"/epcisBody/eventList/0/errorDeclaration",
			"/epcisBody/eventList/0/sensorElementList/0",
			"/epcisBody/eventList/0/sensorElementList/0/sensorMetadata",
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport/0",
		] {
			let text = edited(&good(name), place, &Edit::Add("shelf", "\"x\""));
			assert_fault(&text, &format!("{place}/shelf"), "needs a namespace");
			let text = edited(&good(name), place, &Edit::Add("ext:shelf", "\"x\""));
			assert_eq!(faults(&text), [], "{name}{place}");
		}
		for list in ["bizTransactionList", "sourceList", "destinationList"] {
			let place = format!("{EVENT}/{list}/0");
			for unknown in ["shelf", "ext:shelf"] {
				let text = edited(&good(name), &place, &Edit::Add(unknown, "\"x\""));
				assert_fault(&text, &format!("{place}/{unknown}"), "is not allowed");
			}
		}
	}
	let object = good("ObjectEvent");
	for (place, words) in [
		("/epcisBody/eventList/0/quantityList/0", "is not allowed"),
		("/epcisBody/eventList/0/persistentDisposition", "is not allowed"),
		("/epcisBody/eventList/0/ilmd", "needs a namespace"),
	] {
		let text = edited(&object, place, &Edit::Add("shelf", "1"));
		assert_fault(&text, &format!("{place}/shelf"), words);
	}
}

#[test]
fn validate_should_refuse_a_field_when_it_belongs_to_another_type_of_event() {
	let mut cases = vec![
		("ObjectEvent", "parentID"),
		("ObjectEvent", "childEPCs"),
		("ObjectEvent", "transformationID"),
		("TransformationEvent", "action"),
		("TransformationEvent", "epcList"),
		("TransactionEvent", "childEPCs"),
	];
	for name in ["AggregationEvent", "AssociationEvent"] {
		cases.extend([(name, "epcList"), (name, "quantityList")]);
	}
	for name in ["AggregationEvent", "AssociationEvent", "TransactionEvent"] {
		cases.extend([(name, "ilmd"), (name, "persistentDisposition")]);
	}
	for (name, field) in cases {
		let text = edited(&good(name), EVENT, &Edit::Add(field, "{}"));
		assert_fault(&text, &format!("{EVENT}/{field}"), "is not known in");
	}
}

#[test]
fn validate_should_name_the_value_when_its_form_is_wrong() {
	let cases: &[(&str, &[&str])] = &[
		(
			"/@context",
			&["\"context\"", "7", "[1]", "[\"https://a.example\",\"https://a.example\"]"],
		),
		("/id", &["\"seven\"", "7"]),
		("/type", &["\"EPCISdocument\"", "2"]),
		("/schemaVersion", &["\"2.\"", "2.0", "\"two\"", "\"\""]),
		("/creationDate", &["\"2024-05-17\"", "\"2024-05-17T09:30:00\"", "1715938200"]),
		("/sender", &["1", "{}"]),
		("/epcisHeader", &["[]", "\"x\""]),
		("/epcisHeader/epcisMasterData", &["[]"]),
		("/epcisHeader/epcisMasterData/vocabularyList", &["{}"]),
		("/epcisBody", &["[]", "null"]),
		("/epcisBody/eventList", &["{}", "\"x\""]),
		(EVENT, &["\"x\"", "[]", "null"]),
		("/epcisBody/eventList/0/type", &["\"FluxEvent\"", "1", "[\"ObjectEvent\"]"]),
		("/epcisBody/eventList/0/eventTime", &["\"yesterday\"", "\"2024-02-30T00:00:00Z\"", "0"]),
		("/epcisBody/eventList/0/recordTime", &["\"2024-05-17 08:15:30Z\""]),
		(
			"/epcisBody/eventList/0/eventTimeZoneOffset",
			&["\"Z\"", "\"+2:00\"", "\"+14:30\"", "\"+15:00\"", "\"02:00\"", "\"+02:60\"", "2"],
		),
		("/epcisBody/eventList/0/eventID", &["\"one\"", "1", "\"urn:a b\""]),
		("/epcisBody/eventList/0/certificationInfo", &["\"none\"", "{}", "5"]),
		("/epcisBody/eventList/0/certificationInfo/0", &["\"none\"", "{}"]),
		("/epcisBody/eventList/0/errorDeclaration", &["[]", "\"x\""]),
		("/epcisBody/eventList/0/errorDeclaration/declarationTime", &["\"x\""]),
		("/epcisBody/eventList/0/errorDeclaration/reason", &["\"oops\"", "1"]),
		("/epcisBody/eventList/0/errorDeclaration/correctiveEventIDs", &["\"urn:a:b\""]),
		("/epcisBody/eventList/0/errorDeclaration/correctiveEventIDs/0", &["\"x\""]),
		("/epcisBody/eventList/0/action", &["\"add\"", "\"UPDATE\"", "true"]),
		("/epcisBody/eventList/0/bizStep", &["\"inventing\"", "\"Shipping\"", "[]"]),
		("/epcisBody/eventList/0/disposition", &["\"shipping\"", "1"]),
		("/epcisBody/eventList/0/epcList", &["\"urn:a:b\"", "{}"]),
		("/epcisBody/eventList/0/epcList/0", &["\"L1\"", "1"]),
		("/epcisBody/eventList/0/quantityList", &["{}"]),
		("/epcisBody/eventList/0/quantityList/0", &["\"x\""]),
		("/epcisBody/eventList/0/quantityList/0/epcClass", &["\"B7\""]),
		("/epcisBody/eventList/0/quantityList/0/quantity", &["\"12\"", "null"]),
		("/epcisBody/eventList/0/quantityList/0/uom", &["\"kgm\"", "\"K\"", "\"KGMX\"", "1"]),
		("/epcisBody/eventList/0/persistentDisposition", &["[]", "{}"]),
		("/epcisBody/eventList/0/persistentDisposition/set", &["[]", "\"active\""]),
		("/epcisBody/eventList/0/persistentDisposition/set/0", &["\"activated\""]),
		("/epcisBody/eventList/0/readPoint", &["\"urn:a:b\""]),
		("/epcisBody/eventList/0/readPoint/id", &["\"dock\""]),
		("/epcisBody/eventList/0/bizLocation/id", &["7"]),
		("/epcisBody/eventList/0/bizTransactionList/0/type", &["\"letter\""]),
		("/epcisBody/eventList/0/bizTransactionList/0/bizTransaction", &["\"88\""]),
		("/epcisBody/eventList/0/sourceList/0/type", &["\"owner\""]),
		("/epcisBody/eventList/0/sourceList/0/source", &["\"Lumora\""]),
		("/epcisBody/eventList/0/destinationList/0/type", &["\"owner\""]),
		("/epcisBody/eventList/0/destinationList/0/destination", &["\"Lumora\""]),
		("/epcisBody/eventList/0/sensorElementList", &["{}"]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorMetadata", &["[]"]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorMetadata/time", &["\"noon\""]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorMetadata/deviceID", &["\"P4\""]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport", &["[]", "{}"]),
		(
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/type",
			&["\"Mood\"", "\"https://gs1.org/voc/Temperature\"", "\"temperature\""],
		),
		(
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/exception",
			&["\"ALARM\"", "\"http://www.gs1.org/voc/ALARM_CONDITION\""],
		),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/component", &["\"w\""]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/value", &["\"21\""]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/booleanValue", &["\"true\""]),
		(
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/hexBinaryValue",
			&["\"\"", "\"0g\"", "10"],
		),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/uriValue", &["\"r\""]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/stringValue", &["1"]),
		("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/uom", &["1"]),
	];
	for (place, values) in cases {
		for value in *values {
			let text = edited(&good("ObjectEvent"), place, &Edit::Replace(value));
			let found = faults(&text);
			assert!(
				found.iter().any(|fault| fault.pointer.starts_with(place)),
				"{place} = {value}: {found:#?}"
			);
		}
	}
}

#[test]
fn validate_should_accept_vocabulary_when_it_is_a_word_or_a_uri_of_ones_own() {
	let place = "/epcisBody/eventList/0/bizStep";
	for value in [
		"\"void_shipping\"",
		"\"https://ns.lumora.example/steps/polishing\"",
		"\"https://ref.gs1.org/cbv/BizStep-shipping\"",
		"\"cbv:BizStep-shipping\"",
	] {
		let text = edited(&good("ObjectEvent"), place, &Edit::Replace(value));
		assert_eq!(faults(&text), [], "{value}");
	}
}

#[test]
fn validate_should_tell_the_word_when_a_urn_stands_in_its_place() {
	let place = "/epcisBody/eventList/0/bizStep";
	let urn = "\"urn:epcglobal:cbv:bizstep:shipping\"";
	let text = edited(&good("ObjectEvent"), place, &Edit::Replace(urn));
	assert_fault(&text, place, "is written `shipping` in JSON");
}

#[test]
fn validate_should_refuse_an_item_when_a_set_has_it_twice() {
	for (place, list) in [
		("/epcisBody/eventList/0/epcList", r#"["urn:a:b", "urn:a:c", "urn:a:b"]"#),
		("/epcisBody/eventList/0/persistentDisposition/set", r#"["active", "sold:x", "active"]"#),
		(
			"/@context",
			r#"[{"a": "urn:b", "c": "urn:d"}, {"e": "urn:f"}, {"c": "urn:d", "a": "urn:b"}]"#,
		),
	] {
		let text = edited(&good("ObjectEvent"), place, &Edit::Replace(list));
		assert_fault(&text, &format!("{place}/2"), "twice");
	}
}

/// Which combinations of lists and action are enough for an event of each type.
#[test]
fn validate_should_ask_what_an_event_is_about_when_its_lists_are_empty() {
	const COMMON: &str = r#""eventTime": "2024-05-17T08:15:30Z", "eventTimeZoneOffset": "+00:00""#;
	const SENSOR: &str = r#""sensorElementList": [{ "sensorReport": [{ "type": "Angle" }] }]"#;
	const PLACE: &str = r#""readPoint": { "id": "geo:1,2" }"#;
	const PO: &str = r#""bizTransactionList": [{ "bizTransaction": "urn:x:1" }]"#;
	let cases: &[(&str, &str, bool)] = &[
		("ObjectEvent", r#""action": "OBSERVE", "epcList": []"#, true),
		(
			"ObjectEvent",
			r#""action": "OBSERVE", "quantityList": [{ "epcClass": "urn:x:1" }]"#,
			true,
		),
		("ObjectEvent", r#""action": "OBSERVE", "quantityList": []"#, false),
		("ObjectEvent", r#""action": "DELETE""#, false),
		("ObjectEvent", r#""action": "OBSERVE", SENSOR, PLACE"#, true),
		("ObjectEvent", r#""action": "OBSERVE", SENSOR"#, false),
		("ObjectEvent", r#""action": "OBSERVE", "sensorElementList": [], PLACE"#, false),
		("ObjectEvent", r#""action": "ADD", "epcList": [], "ilmd": {}"#, true),
		("ObjectEvent", r#""action": "OBSERVE", "epcList": [], "ilmd": {}"#, false),
		("ObjectEvent", r#""action": "DELETE", "epcList": [], "ilmd": { "ext:a": 1 }"#, false),
		("AggregationEvent", r#""action": "DELETE""#, true),
		("AggregationEvent", r#""action": "ADD""#, false),
		("AggregationEvent", r#""action": "ADD", "childEPCs": []"#, false),
		("AggregationEvent", r#""action": "ADD", "childEPCs": ["urn:x:1"]"#, true),
		("AggregationEvent", r#""action": "OBSERVE", "childQuantityList": []"#, false),
		("AssociationEvent", r#""action": "DELETE", "parentID": "urn:x:1""#, true),
		("AssociationEvent", r#""action": "ADD", "parentID": "urn:x:1""#, false),
		("AssociationEvent", r#""action": "DELETE""#, false),
		("TransactionEvent", r#""action": "ADD", PO, "epcList": []"#, true),
		("TransactionEvent", r#""action": "ADD", PO, "quantityList": []"#, false),
		("TransactionEvent", r#""action": "ADD", PO"#, false),
		("TransactionEvent", r#""action": "DELETE", PO"#, true),
		("TransactionEvent", r#""action": "DELETE", "bizTransactionList": []"#, false),
		(
			"TransformationEvent",
			r#""inputEPCList": ["urn:x:1"], "outputQuantityList": [{ "epcClass": "urn:x:1" }]"#,
			true,
		),
		("TransformationEvent", r#""inputEPCList": ["urn:x:1"]"#, false),
		("TransformationEvent", r#""inputEPCList": ["urn:x:1"], "outputEPCList": []"#, false),
		("TransformationEvent", r#""outputEPCList": ["urn:x:1"]"#, false),
		(
			"TransformationEvent",
			r#""outputEPCList": ["urn:x:1"], "transformationID": "urn:x:2""#,
			true,
		),
		("TransformationEvent", r#""transformationID": "urn:x:2""#, false),
		("urn:lumora:FluxEvent", r#""anything": 1"#, true),
	];
	for (name, own, valid) in cases {
		let own = own.replace("SENSOR", SENSOR).replace("PLACE", PLACE).replace("PO", PO);
		let text = document(&[&format!(r#"{{ "type": "{name}", {COMMON}, {own} }}"#)]);
		let found = faults(&text);
		assert_eq!(found.is_empty(), *valid, "{name} with {own}: {found:#?}");
	}
}

#[test]
fn validate_should_ask_for_a_context_when_an_event_is_bare() {
	let bare = full_event("ObjectEvent");
	assert_fault(&bare, "", "`@context` is missing");
	let context = r#"{ "ext": "https://ns.lumora.example/epcis/" }"#;
	let with_context = edited(&bare, "", &Edit::Add("@context", context));
	assert_eq!(faults(&with_context), []);
	let list = format!("[{with_context}, {bare}]");
	assert_fault(&list, "/1", "`@context` is missing");
}

#[test]
fn validate_should_take_a_file_as_an_event_when_it_has_the_fields_of_one() {
	let event = r#"{ "@context": "https://a.example/", "type": "urn:lumora:FluxEvent", "epcisBody": 1,
		"eventTime": "2024-05-17T08:15:30Z", "eventTimeZoneOffset": "+00:00" }"#;
	assert_eq!(faults(event), []);
	assert_fault(
		&event.replace("urn:lumora:FluxEvent", "ObjectEvent"),
		"/epcisBody",
		"is not known",
	);
	assert_fault(&event.replace("eventTime\"", "time\""), "/type", "is not EPCISDocument");
}

#[test]
fn validate_should_refuse_a_list_when_it_has_no_events() {
	assert_fault("[]", "", "found an empty list");
	assert_eq!(faults("eventTime,action\n"), []);
	assert_eq!(faults(&document(&[])), []);
}

#[test]
fn validate_should_refuse_a_leap_second_when_no_day_ends_in_utc() {
	let place = "/epcisBody/eventList/0/eventTime";
	for (time, valid) in [
		("2016-12-31T23:59:60Z", true),
		("2017-01-01T00:59:60+01:00", true),
		("2016-12-31T23:59:60+01:00", false),
		("2016-12-31T12:00:60Z", false),
	] {
		let text = edited(&good("ObjectEvent"), place, &Edit::Replace(&format!("\"{time}\"")));
		assert_eq!(faults(&text).is_empty(), valid, "{time}");
	}
}

#[test]
fn validate_should_count_further_faults_when_there_are_very_many() {
	let events = vec!["1"; 1_500];
	let report =
		tracemark_epcis::validate(&tracemark_epcis::Document::parse(&document(&events)).unwrap());
	assert_eq!((report.faults.len(), report.more), (1_000, 500));
}
