//! Whatever the input, nothing panics, and nothing recurses without end.

mod common;

use common::{document, full_event};
use proptest::prelude::*;
use tracemark_epcis::{
	event_hashes, export,
	gs1::Key,
	json::{quote, Problem, MAX_DEPTH},
	plan, validate, Document, ReadError,
};

fn run(text: &str) {
	if let Ok(document) = Document::parse(text) {
		if let Ok(plan) = plan(&document) {
			assert_eq!(export(&plan.json()).unwrap().differing, []);
		}
		for fault in validate(&document).faults {
			assert!(!fault.to_string().is_empty());
		}
		for hash in event_hashes(&document).unwrap_or_default() {
			assert_eq!(hash.id().len(), 89);
		}
	}
}

fn nested(depth: usize) -> String {
	format!("{}1{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn parse_should_refuse_when_the_document_is_nested_too_deeply() {
	for text in [nested(MAX_DEPTH + 1), nested(1_000_000), r#"{"a":"#.repeat(1_000_000)] {
		let Err(ReadError::Json(error)) = Document::parse(&text) else { panic!("was read") };
		assert_eq!(error.problem, Problem::TooDeep);
	}
	run(&nested(MAX_DEPTH));
	// An extension may use all levels that the document around it leaves.
	let event = format!(r#"{{ "type": "ObjectEvent", "ext:a": {} }}"#, nested(MAX_DEPTH - 4));
	run(&document(&[&event]));
	assert!(Document::parse(&document(&[&event])).is_ok());
}

#[test]
fn parse_should_say_where_when_the_text_is_not_json() {
	for (text, expected) in [
		("", "line 1, column 1: the text ends before the JSON value does"),
		(
			"{\n  \"a\": 1,\n  \"a\": 2\n}",
			"line 3, column 3: the field `a` occurs twice in one object",
		),
		("[1 2]", "line 1, column 4: '2' is not expected here in JSON"),
		("{} x", "line 1, column 4: nothing may follow the JSON value"),
		("[\"\\ud800\"]", "line 1, column 9: this escape sequence is not allowed in a JSON text"),
		("[01]", "line 1, column 4: this is not a number as JSON writes it"),
		("[\"\t\"]", "line 1, column 3: a control character in a JSON text must be escaped"),
	] {
		let Err(ReadError::Json(error)) = Document::parse(text) else { panic!("{text} was read") };
		assert_eq!(error.to_string(), expected, "{text}");
	}
	let Err(ReadError::Xml(error)) = Document::parse("<?xml version=\"1.0\"?> ") else {
		panic!("was read")
	};
	assert_eq!(error.to_string(), "line 1, column 23: the file has no element");
	assert_eq!(Document::parse("7").unwrap_err(), ReadError::NotEpcis("a number"));
}

#[test]
fn parse_should_find_a_field_that_occurs_twice_when_the_object_is_large() {
	let members: Vec<String> = (0..40).chain([17]).map(|n| format!("\"k{n}\": {n}")).collect();
	let Err(ReadError::Json(error)) = Document::parse(&format!("{{{}}}", members.join(","))) else {
		panic!("was read")
	};
	assert_eq!(error.problem, Problem::Twice("k17".to_owned()));
}

#[test]
fn parse_should_decode_escapes_when_a_text_has_them() {
	let text = r#"["\u00e9\ud83d\ude00\n\/\"\\"]"#;
	let document = Document::parse(text).unwrap();
	assert_eq!(document.root().as_array().unwrap()[0].as_str(), Some("é😀\n/\"\\"));
	assert_eq!(quote("é\n\"\\\u{1}"), r#""é\n\"\\\u0001""#);
}

/// JSON with the names and words of EPCIS in places where they may or may not belong.
fn any_json() -> impl Strategy<Value = String> {
	let name = prop::sample::select(vec![
		"type",
		"@context",
		"epcisBody",
		"eventList",
		"epcList",
		"readPoint",
		"id",
		"ilmd",
		"ext:a",
		"sensorElementList",
		"sensorReport",
		"sensorMetadata",
		"quantityList",
		"bizTransactionList",
		"sourceList",
		"set",
		"persistentDisposition",
		"eventTime",
		"bizStep",
		"@xmlns:p",
		"#text",
		"ext:ignoreFields",
		"queryResults",
		"resultsBody",
		"errorDeclaration",
		"certificationInfo",
	]);
	let leaf = prop_oneof![
		Just("null".to_owned()),
		Just("true".to_owned()),
		"-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,19})?",
		prop::sample::select(vec![
			"\"ObjectEvent\"",
			"\"EPCISDocument\"",
			"\"EPCISQueryDocument\"",
			"\"ADD\"",
			"\"\"",
			"\"urn:epc:id:sgtin:9521321.012345.L1\"",
			"\"https://id.gs1.org/01/09521321123458\"",
			"\"2024-05-17T08:15:30.9999+14:00\"",
			"\"0000-01-01T00:00:00+23:59\"",
			"\"shipping\"",
		])
		.prop_map(str::to_owned),
		any::<String>().prop_map(|text| quote(&text)),
	];
	leaf.prop_recursive(6, 60, 6, move |inner| {
		prop_oneof![
			prop::collection::vec(inner.clone(), 0..6)
				.prop_map(|items| format!("[{}]", items.join(","))),
			prop::collection::btree_map(name.clone(), inner, 0..6).prop_map(|members| {
				let members: Vec<String> = members
					.iter()
					.map(|(name, value)| format!("{}:{value}", quote(name)))
					.collect();
				format!("{{{}}}", members.join(","))
			}),
		]
	})
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn nothing_should_panic_when_the_input_is_random_bytes(
		bytes in prop::collection::vec(any::<u8>(), 0..400),
	) {
		run(&String::from_utf8_lossy(&bytes));
	}

	#[test]
	fn nothing_should_panic_when_the_input_looks_like_json(text in "[\\[\\]{}:,\"0-9a-z\\\\ .eE+-]{0,80}") {
		run(&text);
	}

	#[test]
	fn nothing_should_panic_when_the_input_is_random_json(value in any_json()) {
		run(&value);
		run(&document(&[&value]));
	}

	#[test]
	fn nothing_should_panic_when_a_good_document_is_damaged(
		at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
	) {
		let mut bytes = document(&[&full_event("ObjectEvent")]).into_bytes();
		let at = at.index(bytes.len());
		if cut { bytes.truncate(at) } else { bytes[at] = byte }
		run(&String::from_utf8_lossy(&bytes));
	}

	#[test]
	fn nothing_should_panic_when_the_input_is_random_xml(
		parts in prop::collection::vec(prop::sample::select(vec![
			"<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:2' xmlns:x='urn:x'>", "</e:EPCISDocument>",
			"<EPCISDocument>", "</EPCISDocument>", "<EPCISBody>", "</EPCISBody>", "<EventList>",
			"</EventList>", "<ObjectEvent>", "</ObjectEvent>", "<extension>", "</extension>", "<x:a b='1'>",
			"</x:a>", "<epcList>", "</epcList>", "<epc>", "</epc>", "<action>ADD</action>", "&amp;", "&#0;",
			"&x;", "<![CDATA[ ]]>", "<!-- -->", "<?p?>", "<!DOCTYPE a>", "text", "\n", "<sensorReport value='1e9'/>",
		]), 0..40),
	) {
		run(&format!("<{}", parts.concat().trim_start_matches('<')));
	}

	#[test]
	fn nothing_should_panic_when_the_input_is_a_random_table(
		head in prop::sample::select(vec!["eventTime,gtin,serial,lot", "eventTime,event,role,type", "\"eventTime\",epc,quantity,parentID"]),
		rows in "([0-9a-zA-Z,:\"\r\n+-]|,|\n|09521321123458|TransformationEvent|2024-05-17T08:15:30Z){0,80}",
	) {
		run(&format!("{head}\n{rows}"));
	}

	#[test]
	fn key_should_not_panic_when_the_text_is_random(
		text in "(urn:epc:(id|class|idpat):(sgtin|sgln|grai|itip|cpi|gdti):|https://x/(01|00|8006|gtin)/)?\\PC{0,60}",
	) {
		if let Ok(key) = Key::parse(&text) {
			prop_assert_eq!(Key::parse(&key.link()), Ok(key));
		}
	}
}
