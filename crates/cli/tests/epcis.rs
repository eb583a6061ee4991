//! `tracemark epcis`: what is printed, and the exit codes.

mod common;

use common::{file, stderr, stdout, tracemark, tracemark_reading};

const VALID: &str = r#"{
	"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
	"type": "ObjectEvent",
	"eventTime": "2024-05-17T08:15:30Z",
	"eventTimeZoneOffset": "+00:00",
	"action": "OBSERVE",
	"epcList": ["urn:epc:id:sgtin:9521321.012345.L1"]
}"#;

const PREHASH: &str = "eventType=ObjectEventeventTime=2024-05-17T08:15:30.000Z\
	eventTimeZoneOffset=+00:00epcListepc=https://id.gs1.org/01/09521321123458/21/L1action=OBSERVE";

#[test]
fn validate_should_print_nothing_and_exit_0_when_the_file_is_valid() {
	let output = tracemark(&["epcis", "validate", &file("valid.json", VALID)]);
	assert_eq!(
		(output.status.code(), stdout(&output), stderr(&output)),
		(Some(0), "".into(), "".into())
	);
}

#[test]
fn validate_should_print_a_line_a_fault_and_exit_1_when_a_file_is_invalid() {
	let valid = file("good.json", VALID);
	let invalid = file("bad.json", VALID.replace("OBSERVE", "LOOK").replace("+00:00", "0"));
	let output = tracemark(&["epcis", "validate", &valid, &invalid]);
	assert_eq!(output.status.code(), Some(1));
	assert_eq!(
		stdout(&output),
		format!(
			"{invalid}: /eventTimeZoneOffset: `0` is not an offset from UTC, -14:00 to +14:00\n\
			 {invalid}: /action: `LOOK` is not one of ADD, OBSERVE and DELETE\n"
		)
	);
}

#[test]
fn validate_should_print_json_when_it_is_asked_to() {
	let invalid = file("json.json", VALID.replace("OBSERVE", "LOOK\\n\\\""));
	let output = tracemark(&["epcis", "validate", "--json", &invalid, "no-such-file.json"]);
	assert_eq!(output.status.code(), Some(2));
	let expected = concat!(
		r#"","valid":false,"faults":[{"where":"/action","what":"`LOOK\n\"` is not one of ADD, OBSERVE"#,
		r#" and DELETE"}],"more":0},{"file":"no-such-file.json","valid":null,"error":"no-such-file.json"#
	);
	assert!(stdout(&output).contains(expected), "{}", stdout(&output));
}

#[test]
fn commands_should_keep_to_one_line_when_what_cannot_be_read_has_misleading_names() {
	let table = file("mislead.csv", "eventTime,\"colour\ntracemark: all is well\u{1b}[2K\"\n");
	let xml = file("mislead.xml", "<EPCISDocument>\n<a\u{202e}b:c/></EPCISDocument>");
	for (path, shown) in [(&table, "colour\u{fffd}tracemark"), (&xml, "a\u{fffd}b")] {
		for command in ["validate", "hash", "plan"] {
			let output = tracemark(&["epcis", command, path]);
			assert_eq!(output.status.code(), Some(1));
			let said = format!("{}{}", stdout(&output), stderr(&output));
			assert!(said.lines().count() == 1 && said.contains(shown), "{said}");
		}
	}
}

#[test]
fn validate_should_keep_to_one_line_when_a_value_has_line_breaks() {
	let output = tracemark_reading(
		&["epcis", "validate", "-"],
		VALID.replace("OBSERVE", "A\\nB\\u001b[31m").as_bytes(),
	);
	assert_eq!(output.status.code(), Some(1));
	let text = stdout(&output);
	assert_eq!(text.lines().count(), 1, "{text}");
	assert!(text.starts_with("standard input: /action: ") && !text.contains('\u{1b}'), "{text}");
}

/// Files that are read and are not well-formed, each with how its fault begins.
fn malformed() -> [(String, &'static str); 10] {
	let bad_rows = "eventTime,gtin\n2024-05-17T08:15:30Z,1\n2024-05-17T08:15:30Z";
	[
		(file("broken.json", "{\n  oops"), "line 2, column 3: 'o' is not expected here in JSON"),
		(file("ended.json", &VALID[..40]), "line 2, column 39: the text ends before"),
		(
			file("twice.json", "{\"a\": 1, \"a\": 2}"),
			"line 1, column 10: the field `a` occurs twice",
		),
		(file("empty.json", ""), "line 1, column 1: the text ends before"),
		(file("number.json", "7"), "document: an EPCIS document or an event is an object"),
		(
			file("latin1.json", b"{\n\"\xfcb\": \"\xe9\"}"),
			"line 2, column 2: this is not text in UTF-8",
		),
		(file("order.xml", "\n <order/>"), "line 2, column 2: found the element <order>"),
		(file("open.xml", "<EPCISDocument>\n\t<a></b>"), "line 2, column 5: ill-formed document"),
		(file("stock.csv", bad_rows), "line 2, column gtin: "),
		(file("quoted.csv", "eventTime\n\"2024"), "line 2: a quoted field is never closed"),
	]
}

#[test]
fn validate_should_print_the_place_and_exit_1_when_a_file_is_not_well_formed() {
	for (path, words) in malformed() {
		let output = tracemark(&["epcis", "validate", &path]);
		assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()), "{path}");
		let text = stdout(&output);
		assert!(text.starts_with(&format!("{path}: {words}")), "{text}");
	}
	// Each fault of a table has a line of its own.
	let table = malformed().into_iter().find(|(path, _)| path.ends_with("stock.csv")).unwrap().0;
	let text = stdout(&tracemark(&["epcis", "validate", &table]));
	assert_eq!(text.lines().count(), 2, "{text}");
	assert!(text.contains(&format!("\n{table}: line 3: the row has 1 fields")), "{text}");
}

#[test]
fn validate_should_print_json_when_a_file_is_not_well_formed() {
	let files =
		[file("half.json", "{"), file("half.csv", "eventTime\n\"2024"), file("7.json", "7")];
	let [json, csv, number] = files.each_ref().map(String::as_str);
	let output = tracemark(&["epcis", "validate", "--json", json, csv, number]);
	assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()));
	let answers: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	let places: Vec<_> = answers
		.as_array()
		.unwrap()
		.iter()
		.map(|answer| {
			assert_eq!((&answer["valid"], &answer["more"]), (&false.into(), &0.into()));
			let fault = &answer["faults"][0];
			(fault["where"].as_str(), fault["line"].as_u64(), fault["name"].as_str())
		})
		.collect();
	let whole = Some("");
	assert_eq!(
		places,
		[(whole, Some(1), Some("column 2")), (whole, Some(2), None), (whole, None, None)]
	);
}

#[test]
fn commands_should_exit_1_and_name_the_place_when_a_file_is_not_well_formed() {
	for (path, words) in malformed() {
		// Without a node: the file is read first.
		for command in ["hash", "plan", "capture"] {
			let output = tracemark(&["epcis", command, &path]);
			assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()), "{path}");
			let text = stderr(&output);
			assert!(text.starts_with(&format!("tracemark: {path}: {words}")), "{command}: {text}");
		}
	}
}

#[test]
fn commands_should_exit_2_and_say_what_to_do_when_a_file_cannot_be_read() {
	let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><EPCISDocument a='\xe9'/>";
	for (path, words) in [
		("no-such-file.json".to_owned(), "check the path and the permissions"),
		(env!("CARGO_TARGET_TMPDIR").to_owned(), "cannot be read"),
		(file("latin1.xml", latin), "save it as UTF-8"),
		(file("wide.xml", b"\xff\xfe<\0a\0/\0>\0"), "save it as UTF-8"),
	] {
		for command in ["validate", "hash", "plan"] {
			let output = tracemark(&["epcis", command, &path]);
			assert_eq!(output.status.code(), Some(2), "{command} {path}");
			assert_eq!(stdout(&output), "", "{command} {path}");
			let text = stderr(&output);
			assert!(
				text.starts_with(&format!("tracemark: {path}: ")) && text.contains(words),
				"{text}"
			);
		}
	}
}

#[test]
fn hash_should_print_one_id_a_line_when_the_file_has_events() {
	let list = file("list.json", format!("[{VALID}, {VALID}]"));
	let output = tracemark(&["epcis", "hash", &list]);
	assert_eq!(output.status.code(), Some(0));
	let id = "ni:///sha-256;ID?ver=CBV2.0\n";
	let text = stdout(&output);
	let (first, second) = text.split_once('\n').unwrap();
	assert_eq!(format!("{first}\n"), second);
	assert_eq!(first.len() + 1, id.len() - 2 + 64);
	assert!(first.starts_with("ni:///sha-256;") && first.ends_with("?ver=CBV2.0"), "{first}");
}

#[test]
fn hash_should_print_the_canonical_string_when_it_is_asked_to() {
	let output = tracemark_reading(&["epcis", "hash", "--prehash", "-"], VALID.as_bytes());
	assert_eq!((output.status.code(), stdout(&output)), (Some(0), format!("{PREHASH}\n")));
}

#[test]
fn hash_should_exit_1_when_the_document_has_no_events() {
	let empty = file("no-events.json", r#"{ "type": "EPCISDocument" }"#);
	let output = tracemark(&["epcis", "hash", &empty]);
	assert_eq!(output.status.code(), Some(1));
	assert!(stderr(&output).contains("no `epcisBody`"), "{}", stderr(&output));
}

/// The event of [`VALID`] in XML.
const XML: &str =
	"<EPCISDocument schemaVersion='2.0' creationDate='2024-05-17T09:30:00Z'><EPCISBody>
	<EventList><ObjectEvent><eventTime>2024-05-17T08:15:30Z</eventTime>
	<eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
	<epcList><epc>urn:epc:id:sgtin:9521321.012345.L1</epc></epcList>
	<action>OBSERVE</action></ObjectEvent></EventList></EPCISBody></EPCISDocument>";
/// The same as a table.
const CSV: &str = "eventTime,action,gtin,serial\n2024-05-17T08:15:30Z,OBSERVE,9521321123458,L1\n";

#[test]
fn hash_should_print_the_same_when_the_event_is_in_xml_or_csv() {
	for text in [XML, CSV] {
		let output = tracemark_reading(&["epcis", "hash", "--prehash", "-"], text.as_bytes());
		assert_eq!((output.status.code(), stdout(&output)), (Some(0), format!("{PREHASH}\n")));
	}
}

#[test]
fn validate_should_name_line_and_name_when_the_file_is_xml_or_csv() {
	for (text, place, line, name) in [
		(XML, "line 5, <action>", 5, "<action>"),
		(CSV, "line 2, column action", 2, "column action"),
	] {
		let text = text.replace("OBSERVE", "LOOK");
		let output = tracemark_reading(&["epcis", "validate", "-"], text.as_bytes());
		assert_eq!(output.status.code(), Some(1));
		let expected =
			format!("standard input: {place}: `LOOK` is not one of ADD, OBSERVE and DELETE\n");
		assert_eq!(stdout(&output), expected);
		let output = tracemark_reading(&["epcis", "validate", "--json", "-"], text.as_bytes());
		let expected = format!("/action\",\"line\":{line},\"name\":\"{name}\",\"what\":\"`LOOK`");
		assert!(stdout(&output).contains(&expected), "{}", stdout(&output));
	}
}

#[test]
fn plan_should_print_a_line_an_event_when_the_document_is_valid() {
	let table = "eventTime,type,action,parentID,gtin,serial,bizTransaction\n\
		2024-05-17T08:15:30Z,,OBSERVE,,9521321123458,L1,urn:x:1\n\
		2024-05-17T09:15:30Z,AssociationEvent,ADD,urn:epc:id:grai:9521321.55555.987,9521321123458,L1,\n";
	let output = tracemark_reading(&["epcis", "plan", "-"], table.as_bytes());
	assert_eq!(stderr(&output), "");
	assert_eq!(
		(output.status.code(), stdout(&output)),
		(
			Some(0),
			"event 1, ObjectEvent: custody.observe, evidence.anchor; by digest only: bizTransactionList\n\
			 event 2, AssociationEvent: evidence.anchor, because custody has no call for what is fixed to an \
			 asset; its parent holds no goods\n\
			 before: 1 classes\n\
			 before: 1 lots\n"
				.to_owned()
		)
	);
}

#[test]
fn export_should_give_the_events_back_when_it_reads_a_plan() {
	let plan = tracemark_reading(&["epcis", "plan", "--json", "-"], CSV.as_bytes());
	assert_eq!(plan.status.code(), Some(0));
	let exported = tracemark_reading(&["epcis", "export", "-"], &plan.stdout);
	assert_eq!((exported.status.code(), stderr(&exported)), (Some(0), String::new()));
	let hashed = tracemark_reading(&["epcis", "hash", "--prehash", "-"], &exported.stdout);
	assert_eq!(stdout(&hashed), format!("{PREHASH}\n"));
	let valid = tracemark_reading(&["epcis", "validate", "-"], &exported.stdout);
	assert_eq!((valid.status.code(), stdout(&valid)), (Some(0), String::new()));
}

#[test]
fn export_should_exit_1_and_name_the_event_when_its_hash_differs() {
	let plan = tracemark_reading(&["epcis", "plan", "--json", "-"], CSV.as_bytes());
	let changed = stdout(&plan).replace("\"serial\":\"L1\"", "\"serial\":\"L2\"");
	let exported = tracemark_reading(&["epcis", "export", "-"], changed.as_bytes());
	assert_eq!(exported.status.code(), Some(1));
	assert!(stdout(&exported).contains("/21/L2"));
	assert!(stderr(&exported).contains("event 1: its hash is not the one on record"));
}

#[test]
fn plan_and_export_should_say_what_is_wrong_when_they_cannot_be_carried_out() {
	let invalid =
		tracemark_reading(&["epcis", "plan", "-"], XML.replace("OBSERVE", "LOOK").as_bytes());
	assert_eq!(invalid.status.code(), Some(1));
	assert!(
		stderr(&invalid).contains("not valid: line 5, <action>: `LOOK`"),
		"{}",
		stderr(&invalid)
	);
	for (text, words) in [("{", "plan --json"), ("{}", "/document: expected is an object")] {
		let output = tracemark_reading(&["epcis", "export", "-"], text.as_bytes());
		assert_eq!(output.status.code(), Some(1));
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["validate", "hash", "plan", "export"] {
		let text = stdout(&tracemark(&["epcis", command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
	}
	let output = tracemark(&["epcis", "validate"]);
	assert_eq!(output.status.code(), Some(2));
}
