//! `tracemark edition`: what is written and printed, and the exit codes.

mod common;

use common::{stderr, stdout, tracemark_reading, Folder};
use serde_json::Value;
use std::{fs, path::PathBuf, process::Output};

const GTIN: &str = "09521101000016";
/// What the TypeScript client reads in its tests, and what it makes of it.
const FILE: &str = include_str!("../../../tests/fixtures/edition.jsonl");
const VECTOR: &str = include_str!("../../../tests/fixtures/edition.json");
/// A code of that file, its leaf, and the moment up to which it is used there.
const CODE: &str = "E2PTKS48RPQTG8QD92DEX341H7";
const LEAF: &str = "3";
const EXPIRES: &str = "2096-10-02T07:06:40Z";

/// A file in the folder of a test.
fn file(test: &str, content: &str) -> String {
	Folder::new(test).file("codes.jsonl", content)
}

fn edition(args: &[&str]) -> Output {
	given(args, "")
}

/// Runs a command with something on its standard input.
fn given(args: &[&str], input: &str) -> Output {
	tracemark_reading(&[&["edition"], args].concat(), input.as_bytes())
}

fn json(output: &Output) -> Value {
	assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
	serde_json::from_str(&stdout(output)).unwrap()
}

/// The arguments of a call by name.
fn arguments(call: &Value) -> Value {
	let arguments = call["arguments"].as_array().unwrap();
	let named = arguments.iter().map(|it| (it["name"].as_str().unwrap(), it["value"].clone()));
	named.collect()
}

#[test]
fn codes_should_be_in_the_file_of_its_owner_alone_when_they_are_drawn() {
	let path = Folder::new("drawn").0.join("codes.jsonl");
	let out = path.to_str().unwrap();
	let drawn =
		edition(&["codes", "--gtin", GTIN, "--edition", "E-1", "--count", "20", "--out", out]);
	assert_eq!(drawn.status.code(), Some(0), "{}", stderr(&drawn));
	let text = fs::read_to_string(&path).unwrap();
	let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	assert_eq!((lines.len(), lines[0]["size"].as_u64()), (21, Some(20)));
	assert!(stdout(&drawn).contains(lines[0]["root"].as_str().unwrap()));
	assert!(stdout(&drawn).contains("custody.issueEdition"));

	let checked = edition(&["check", out, "--json"]);
	let (prove, more) = (["prove", out, "--leaf", "7"], ["--token", "order 1", "--seller", "5"]);
	let shown = [
		stdout(&drawn) + &stderr(&drawn),
		stdout(&checked) + &stderr(&checked),
		stdout(&edition(&prove)),
		stdout(&edition(&[&prove[..], &more, &["--json"]].concat())),
	]
	.concat();
	for line in &lines[1..] {
		assert!(!shown.contains(line["code"].as_str().unwrap()));
	}
	assert_eq!(json(&checked)["root"], lines[0]["root"]);
	let asked = json(&edition(&[&prove[..], &["--show-code", "--json"]].concat()));
	assert_eq!(asked["code"], lines[8]["code"]);
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	}
}

#[test]
fn codes_should_exit_2_and_leave_the_file_when_there_is_one_or_the_arguments_are_wrong() {
	let there = file("refused", "mine");
	let new = PathBuf::from(&there).with_file_name("new").to_str().unwrap().to_owned();
	for (args, out, why) in [
		(&["--edition", "E-1", "--count", "1"][..], &there, "nothing is overwritten"),
		(&["--edition", "E-1", "--count", "0"], &new, "--count: an edition in one file has 1 to"),
		(&["--lot", "L-1", "--count", "16777217"], &new, "1 to 16777216 codes"),
		(&["--count", "1"], &new, "--edition <NUMBER>|--lot <NUMBER>"),
		(&["--edition", "E", "--lot", "L", "--count", "1"], &new, "cannot be used with"),
		(&["--edition", "", "--count", "1"], &new, "1 to 20 characters"),
	] {
		let output = edition(&[&["codes", "--gtin", GTIN, "--out", out], args].concat());
		assert_eq!(output.status.code(), Some(2), "{why}");
		assert!(stderr(&output).contains(why), "{}", stderr(&output));
	}
	assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
	assert!(!PathBuf::from(new).exists());
}

#[test]
fn prove_should_print_what_the_other_client_sends_when_the_codes_are_the_same() {
	let path = file("vector", FILE);
	let vector: Value = serde_json::from_str(VECTOR).unwrap();
	let word = |value: &Value| value.as_str().unwrap().to_owned();
	let (token, genesis) = (word(&vector["use"]["token"]), word(&vector["use"]["genesis"]));
	let calls = ["--token", &token, "--genesis", &genesis, "--expires", EXPIRES, "--json"];
	let by_leaf = ["prove", &path, "--leaf", LEAF];
	let by_code = ["prove", &path, "--code-file", "-"];
	let sold = ["--seller", "258"];
	let written = format!("{} {}\n", &CODE[..13].to_lowercase(), &CODE[13..]);
	for output in [
		edition(&[&by_leaf[..], &calls, &sold].concat()),
		given(&[&by_code[..], &calls, &sold].concat(), &written),
	] {
		let answer = json(&output);
		assert_eq!(answer["edition"], vector["edition"]);
		assert_eq!(answer["index"], vector["index"]);
		assert_eq!(answer["proof"], vector["activation"]["code"]);
		assert_eq!(answer["sale"]["commitment"], vector["sale"]["commitment"]);
		assert_eq!(arguments(&answer["sale"]["call"]), vector["sale"]);
		assert_eq!(answer["sale"]["call"]["callData"], vector["callData"]["sale"]);
		assert_eq!(arguments(&answer["activation"]["call"]), vector["activation"]);
		assert_eq!(answer["activation"]["call"]["callData"], vector["callData"]["activation"]);
		assert_eq!((&answer["code"], &answer["openings"]), (&Value::Null, &Value::Null));
	}
	let unsold = json(&edition(&[&by_leaf[..], &calls].concat()));
	assert_eq!(unsold["sale"], Value::Null);
	let possession = &arguments(&unsold["activation"]["call"])["possession"];
	assert_eq!(possession["signature"], vector["unsold"]);

	let checked = json(&edition(&["check", &path, "--json"]));
	assert_eq!(arguments(&checked["call"]), vector["issue"]);
	assert_eq!(checked["call"]["callData"], vector["callData"]["issue"]);
}

#[test]
fn prove_should_print_what_opens_the_token_when_it_was_given_as_text() {
	let path = file("opening", FILE);
	let args = ["prove", &path, "--leaf", "0", "--token", "order 7715, card", "--seller", "5"];
	let answer = json(&edition(&[&args[..], &["--json"]].concat()));
	let opening = &answer["openings"][0];
	assert_eq!(opening["text"], "order 7715, card");
	let salt = sp_core::bytes::from_hex(opening["salt"].as_str().unwrap()).unwrap();
	let committed = [&salt[..], b"order 7715, card"].concat();
	let token = sp_core::H256(sp_crypto_hashing::blake2_256(&committed));
	assert_eq!(answer["token"], format!("{token:?}"));
	assert!(stdout(&edition(&args)).contains("keep: commitment to `order 7715, card`, salt 0x"));
}

#[test]
fn prove_should_say_what_is_wrong_and_repeat_no_code_when_it_refuses() {
	let path = file("wrong", FILE);
	let moved = PathBuf::from(&path).with_file_name("moved.jsonl");
	let other = "0123456789ABCDEFGHJKMNPQRS";
	fs::write(&moved, FILE.replace(CODE, other)).unwrap();
	let (moved, none) = (moved.to_str().unwrap(), format!("{path}.none"));
	let digits = "5a".repeat(32);
	for (args, input, code, why) in [
		(&["prove", &path, "--leaf", "5"][..], "", 1, "has 5 codes; its leaves are counted from 0"),
		(&["prove", &path, "--code-file", "-"], other, 1, "this is none of them"),
		(&["prove", &path, "--code-file", "-"], &CODE[1..], 1, "-: is no code: a code has 26"),
		(&["prove", &path, "--code-file", &none], "", 2, "cannot be read"),
		(&["prove", &none, "--leaf", "0"], "", 2, "cannot be read"),
		(&["prove", moved, "--leaf", LEAF], "", 1, "`tracemark edition check`"),
		(&["check", moved], "", 1, "line 5: the key is not that of the code"),
		(&["check", &path, "--root", &digits], "", 1, "is another edition"),
		(&["prove", &path], "", 2, "--leaf <N>|--code-file <FILE>"),
		(&["prove", &path, "--leaf", "0", "--seller", "5"], "", 2, "--token <TEXT|DIGEST>"),
		(&["prove", &path, "--leaf", "0", "--token", "0x12"], "", 2, "--token: `0x12`"),
		(
			&[
				"prove",
				&path,
				"--leaf",
				"0",
				"--token",
				"a",
				"--genesis",
				&digits,
				"--expires",
				"2026-01-01T00:00:00Z",
			],
			"",
			2,
			"--expires: 2026-01-01T00:00:00.000Z has passed",
		),
	] {
		let output = given(args, input);
		let said = stdout(&output) + &stderr(&output);
		assert_eq!(output.status.code(), Some(code), "{said}");
		assert!(said.contains(why), "{why}: {said}");
		assert!(!said.contains(&CODE[1..]) && !said.contains(&other[1..]), "{said}");
	}
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["codes", "prove", "check"] {
		let said = stdout(&edition(&[command, "--help"]));
		assert!(said.contains("Examples:") && said.contains("Exit codes:"), "{said}");
	}
}
