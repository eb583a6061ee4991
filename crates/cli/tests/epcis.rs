//! `tracemark epcis`: what is printed, and the exit codes.

use std::{
	fs,
	io::Write,
	path::PathBuf,
	process::{Command, Output, Stdio},
};

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

fn tracemark(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tracemark")).args(args).output().unwrap()
}

fn tracemark_reading(args: &[&str], input: &[u8]) -> Output {
	let mut child = Command::new(env!("CARGO_BIN_EXE_tracemark"))
		.args(args)
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	child.stdin.take().unwrap().write_all(input).unwrap();
	child.wait_with_output().unwrap()
}

fn file(name: &str, content: impl AsRef<[u8]>) -> String {
	let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
	fs::write(&path, content).unwrap();
	path.to_str().unwrap().to_owned()
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}

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

#[test]
fn commands_should_exit_2_and_say_what_to_do_when_a_file_cannot_be_read() {
	for (path, words) in [
		("no-such-file.json".to_owned(), "check the path and the permissions"),
		(file("latin1.json", b"\"\xe9\""), "save it as UTF-8"),
		(file("broken.json", "{\n  oops"), "line 2, column 3"),
		(file("old.xml", "<EPCISDocument/>"), "convert it to EPCIS 2.0 in JSON"),
		(file("number.json", "7"), "holds a number"),
	] {
		for command in ["validate", "hash"] {
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
fn hash_should_exit_2_when_the_document_has_no_events() {
	let empty = file("empty.json", r#"{ "type": "EPCISDocument" }"#);
	let output = tracemark(&["epcis", "hash", &empty]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("no `epcisBody`"), "{}", stderr(&output));
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["validate", "hash"] {
		let text = stdout(&tracemark(&["epcis", command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
	}
	let output = tracemark(&["epcis", "validate"]);
	assert_eq!(output.status.code(), Some(2));
}
