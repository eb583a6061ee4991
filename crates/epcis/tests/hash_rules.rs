//! The rules of the event hash one by one, and what must not make a difference.

mod common;

use common::{document, edited, full_event, query_document, Edit, EVENT_TYPES};
use tracemark_epcis::{event_hashes, Document, HashError};

const EVENT: &str = "/epcisBody/eventList/0";

fn strings(text: &str) -> Vec<String> {
	let document = Document::parse(text).unwrap();
	event_hashes(&document).unwrap().iter().map(|hash| hash.prehash().to_owned()).collect()
}

/// The string of an event with these fields after its type and time.
fn string_of(fields: &str) -> String {
	let event =
		format!(r#"{{ "type": "ObjectEvent", "eventTime": "2024-05-17T08:15:30Z", {fields} }}"#);
	let string = strings(&document(&[&event])).remove(0);
	let start = "eventType=ObjectEventeventTime=2024-05-17T08:15:30.000Z";
	string.strip_prefix(start).unwrap_or_else(|| panic!("{string}")).to_owned()
}

#[test]
fn event_hashes_should_write_all_fields_in_order_when_an_event_has_them() {
	let found = strings(&document(&[&full_event("ObjectEvent")])).remove(0);
	let expected = concat!(
		"eventType=ObjectEvent",
		"eventTime=2024-05-17T06:15:30.100Z",
		"eventTimeZoneOffset=+02:00",
		"certificationInfo=https://lumora.example/certificates/4",
		"epcListepc=https://id.gs1.org/01/09521321123458/21/L1",
		"quantityListquantityElementepcClass=https://id.gs1.org/01/09521321123458/10/B7",
		"quantity=12.5uom=KGM",
		"action=ADD",
		"bizStep=https://ref.gs1.org/cbv/BizStep-commissioning",
		"disposition=https://ref.gs1.org/cbv/Disp-active",
		"persistentDispositionset=https://ref.gs1.org/cbv/Disp-conformant",
		"unset=https://ref.gs1.org/cbv/Disp-damagedunset=https://ref.gs1.org/cbv/Disp-unknown",
		"readPointid=https://id.gs1.org/414/9521321000018/254/7",
		"bizLocationid=https://id.gs1.org/414/9521321000018{https://ns.lumora.example/epcis/}floor=2",
		"sensorElementListsensorElementsensorMetadatatime=2024-05-17T08:15:00.000Z",
		"deviceID=https://id.gs1.org/8004/9521321P4{https://ns.lumora.example/epcis/}mount=lid",
		"sensorReporttype=https://gs1.org/voc/Temperature",
		"exception=https://gs1.org/voc/ALARM_CONDITIONvalue=21",
		"component=https://ref.gs1.org/cbv/Comp-xstringValue=warmbooleanValue=true",
		"hexBinaryValue=0aF0uriValue=https://lumora.example/r/1uom=CEL",
		"{https://ns.lumora.example/epcis/}probe=P4{https://ns.lumora.example/epcis/}note=sun",
		"bizTransactionListtype=https://ref.gs1.org/cbv/BTT-po",
		"bizTransaction=urn:epcglobal:cbv:bt:9521321000018:88",
		"destinationListtype=https://ref.gs1.org/cbv/SDT-possessing_party",
		"destination=https://id.gs1.org/417/9521321000025",
		"ilmd{https://ns.lumora.example/epcis/}shifthand=left",
		"{urn:epcglobal:cbv:mda:}lotNumber=B7",
		"sourceListtype=https://ref.gs1.org/cbv/SDT-owning_party",
		"source=https://id.gs1.org/417/9521321000018",
		"{https://ns.lumora.example/epcis/}colour=ochre",
	);
	assert_eq!(found, expected);
}

#[test]
fn event_hashes_should_not_change_when_only_the_record_of_an_event_changes() {
	for name in EVENT_TYPES {
		let good = document(&[&full_event(name)]);
		let expected = strings(&good);
		for field in ["recordTime", "eventID", "errorDeclaration"] {
			assert_eq!(
				strings(&edited(&good, &format!("{EVENT}/{field}"), &Edit::Remove)),
				expected
			);
		}
		for (field, value) in [
			("rdfs:comment", "\"seen\""),
			("comment", "\"seen\""),
			("@context", "{ \"a\": \"urn:b\" }"),
		] {
			assert_eq!(
				strings(&edited(&good, EVENT, &Edit::Add(field, value))),
				expected,
				"{field}"
			);
		}
	}
}

#[test]
fn event_hashes_should_change_when_any_other_field_is_left_out() {
	for name in EVENT_TYPES {
		let good = document(&[&full_event(name)]);
		let expected = strings(&good);
		let root = tracemark_epcis::json::Value::parse(&good).unwrap();
		let mut places = Vec::new();
		let event =
			&root.get("epcisBody").unwrap().get("eventList").unwrap().as_array().unwrap()[0];
		collect_places(event, EVENT, &mut places);
		assert!(places.len() > 50, "{name}");
		for place in places {
			let is_record = ["/type", "/recordTime", "/eventID", "/errorDeclaration"]
				.iter()
				.any(|field| place.strip_prefix(EVENT).unwrap().starts_with(field));
			if !is_record {
				let text = edited(&good, &place, &Edit::Remove);
				assert_ne!(strings(&text), expected, "{name} without {place}");
			}
		}
	}
}

fn collect_places(value: &tracemark_epcis::json::Value, here: &str, out: &mut Vec<String>) {
	let mut below = |step: String, value| {
		let place = format!("{here}/{step}");
		out.push(place.clone());
		collect_places(value, &place, out);
	};
	if let Some(object) = value.as_object() {
		object.iter().for_each(|(name, value)| below(name.to_owned(), value));
	}
	for (index, value) in value.as_array().unwrap_or_default().iter().enumerate() {
		below(index.to_string(), value);
	}
}

#[test]
fn event_hashes_should_not_change_when_the_order_of_fields_and_items_does() {
	assert_eq!(
		string_of(
			r#""sourceList": [{ "source": "urn:x:2", "type": "location" }, { "type": "location", "source": "urn:x:1" }],
			"epcList": ["urn:x:b", "urn:x:a"], "ext:b": [3, 1], "ext:a": { "z": 1, "y": 2 }"#
		),
		string_of(
			r#""ext:a": { "y": 2, "z": 1 }, "ext:b": [1, 3], "epcList": ["urn:x:a", "urn:x:b"],
			"sourceList": [{ "source": "urn:x:1", "type": "location" }, { "type": "location", "source": "urn:x:2" }]"#
		),
	);
}

#[test]
fn event_hashes_should_not_change_when_a_namespace_has_another_prefix_or_level() {
	let expected = "{https://ns.a.example/x/}size=3";
	for fields in [
		r#""@context": { "p": "https://ns.a.example/x/" }, "p:size": 3"#,
		r#""@context": [{ "q": { "@id": "https://ns.a.example/x/" } }], "q:size": 3"#,
		r#""https://ns.a.example/x/size": "3.0""#,
		r#""@xmlns:r": "https://ns.a.example/x/", "r:size": " +3 ""#,
	] {
		assert_eq!(string_of(fields), expected, "{fields}");
	}
	// A declaration inside covers the inside, and an undeclared prefix stays.
	assert_eq!(
		string_of(
			r#""ext:a": { "@context": { "p": "https://ns.a.example/x#" }, "p:b": 1 }, "p:c": 2"#
		),
		"p:c=2{https://ns.lumora.example/epcis/}a{https://ns.a.example/x#}b=1"
	);
	// One that is redeclared in an event does not leak into the next.
	let first = r#"{ "type": "T:x", "@context": { "ext": "https://other.example/" }, "ext:a": 1 }"#;
	let second = r#"{ "type": "T:x", "ext:a": 1 }"#;
	assert_eq!(
		strings(&document(&[first, second])),
		[
			"eventType=T:x{https://other.example/}a=1",
			"eventType=T:x{https://ns.lumora.example/epcis/}a=1"
		]
	);
}

#[test]
fn event_hashes_should_write_vocabulary_in_full_when_it_is_bare_a_curie_or_a_urn() {
	let full = "bizStep=https://ref.gs1.org/cbv/BizStep-shipping";
	for value in [
		"shipping",
		"cbv:BizStep-shipping",
		"urn:epcglobal:cbv:bizstep:shipping",
		"https://ref.gs1.org/cbv/BizStep-shipping",
	] {
		assert_eq!(string_of(&format!(r#""bizStep": "{value}""#)), full);
	}
	let source =
		r#""sourceList": [{ "type": "urn:epcglobal:cbv:sdt:location", "source": "urn:x:1" }]"#;
	assert_eq!(
		string_of(source),
		"sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:x:1"
	);
	// A word means something in its own field only.
	assert_eq!(
		string_of(r#""ext:way": "shipping""#),
		"{https://ns.lumora.example/epcis/}way=shipping"
	);
}

#[test]
fn event_hashes_should_write_a_transaction_without_type_when_it_has_none() {
	let list = r#""bizTransactionList": [{ "bizTransaction": "urn:x:2" }, { "bizTransaction": "urn:x:1" }]"#;
	assert_eq!(string_of(list), "bizTransactionListbizTransaction=urn:x:1bizTransaction=urn:x:2");
}

/// In XML such a list has elements of that name; both say the same.
#[test]
fn event_hashes_should_name_the_items_when_a_list_is_named_as_one() {
	let expected = concat!(
		"{https://ns.lumora.example/epcis/}partList{https://ns.lumora.example/epcis/}part=a",
		"{https://ns.lumora.example/epcis/}part=b{https://ns.lumora.example/epcis/}part",
		"{https://ns.lumora.example/epcis/}size=2",
	);
	for field in [
		r#""ext:partList": ["b", { "ext:size": 2 }, "a"]"#,
		r#""ext:partList": { "ext:part": ["a", "b", { "ext:size": 2.0 }] }"#,
	] {
		assert_eq!(string_of(field), expected, "{field}");
	}
	for (field, expected) in [
		(r#""ext:partList": "a""#, "{https://ns.lumora.example/epcis/}partList=a"),
		(r#""ext:List": ["a"]"#, "{https://ns.lumora.example/epcis/}List=a"),
		(r#""ext:parts": ["a"]"#, "{https://ns.lumora.example/epcis/}parts=a"),
		(r#""ext:partList": []"#, ""),
	] {
		assert_eq!(string_of(field), expected, "{field}");
	}
}

#[test]
fn event_hashes_should_keep_a_field_when_it_is_in_no_order() {
	let fields = r#""sensorElementList": [{ "sensorReport": [{ "type": "Angle", "bizRules": "urn:x:1" }] }],
		"readPoint": { "id": "urn:x:2", "name": "dock" }, "certificationInfo": { "agency": "A" }"#;
	assert_eq!(
		string_of(fields),
		concat!(
			"readPointid=urn:x:2",
			"sensorElementListsensorElementsensorReporttype=https://gs1.org/voc/Angle",
			"certificationInfoagency=A",
			"readPointname=dock",
			"sensorElementListsensorElementsensorReportbizRules=urn:x:1",
		)
	);
}

#[test]
fn event_hashes_should_leave_out_extensions_when_the_document_lists_them() {
	let good = document(&[&full_event("ObjectEvent")]);
	let listed = edited(
		&edited(&good, EVENT, &Edit::Add("ext:capture", "1")),
		"",
		&Edit::Add("ext:ignoreFields", r#"["ext:capture", "bizStep"]"#),
	);
	assert_eq!(strings(&listed), strings(&good));
}

#[test]
fn event_hashes_should_be_the_same_when_an_event_is_bare_or_in_another_document() {
	let context = r#"{ "ext": "https://ns.lumora.example/epcis/" }"#;
	let event = edited(&full_event("AggregationEvent"), "", &Edit::Add("@context", context));
	let expected = strings(&event);
	assert_eq!(expected.len(), 1);
	for text in [document(&[&event]), query_document(&[&event]), format!("[{event}]")] {
		assert_eq!(strings(&text), expected);
	}
}

#[test]
fn event_hashes_should_say_what_is_missing_when_there_is_no_event() {
	let error = |text: &str| event_hashes(&Document::parse(text).unwrap()).unwrap_err();
	assert_eq!(error(r#"{ "type": "EPCISDocument" }"#), HashError::NoEvents);
	assert_eq!(error(r#"{ "epcisBody": { "queryResults": {} } }"#), HashError::NoEvents);
	assert_eq!(error(&document(&[&full_event("ObjectEvent"), "5"])), HashError::NotAnObject(2));
	assert_eq!(error(r#"[{ "type": 1 }]"#), HashError::NoType(1));
}
