//! Commands that need a node, as far as they get without one.

mod common;

use common::{file, stderr, stdout, tracemark, tracemark_with as with};
use std::{fs, os::unix::fs::PermissionsExt};

fn key(name: &str, secret: &str, mode: u32) -> String {
	let path = file(name, secret);
	fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
	path
}

/// A port that nobody listens at.
const NOBODY: &str = "ws://127.0.0.1:9";

#[test]
fn key_should_be_refused_when_others_can_read_it() {
	let original = file("key-original.txt", "original");
	for mode in [0o644, 0o640, 0o604] {
		let key = key("open.key", "//Secret", mode);
		let output = tracemark(&["evidence", "anchor", &original, "--key", &key, "--url", NOBODY]);
		assert_eq!(output.status.code(), Some(2));
		let said = stderr(&output);
		assert!(said.contains("chmod 600") && !said.contains("Secret"), "{said}");
	}
}

#[test]
fn key_should_be_asked_for_when_there_is_none_or_it_is_none() {
	let original = file("no-key-original.txt", "original");
	let anchor = ["evidence", "anchor", &original, "--url", NOBODY];
	for (environment, why) in [
		(vec![], "no key to sign with"),
		(vec![("TRACEMARK_KEY", "")], "TRACEMARK_KEY: is no key"),
		(vec![("TRACEMARK_KEY", "three words only")], "TRACEMARK_KEY: is no key"),
	] {
		let output = with(&anchor, &environment);
		assert_eq!(output.status.code(), Some(2));
		let said = stderr(&output);
		assert!(said.contains(why) && !said.contains("three words"), "{said}");
	}
	let none = key("none.key", "no words of a phrase", 0o600);
	let output = tracemark(&["evidence", "anchor", &original, "--key", &none, "--url", NOBODY]);
	assert!(stderr(&output).contains("none.key: is no key"), "{}", stderr(&output));
}

#[test]
fn key_should_not_be_taken_when_it_stands_on_the_command_line() {
	let original = file("line-original.txt", "original");
	let output = tracemark(&["evidence", "anchor", &original, "--key", "//Alice", "--url", NOBODY]);
	assert_eq!(output.status.code(), Some(2));
	assert!(stderr(&output).contains("cannot be read"), "{}", stderr(&output));
}

#[test]
fn node_should_be_named_when_it_does_not_answer() {
	let trace = ["trace", "095211020000000015"];
	for (environment, args, why) in [
		(vec![], vec!["--url", NOBODY], "ws://127.0.0.1:9: no node answers"),
		(vec![("TRACEMARK_URL", NOBODY)], vec![], "ws://127.0.0.1:9: no node answers"),
		(
			vec![("TRACEMARK_URL", "ws://127.0.0.1:10")],
			vec!["--url", NOBODY],
			"127.0.0.1:9: no node",
		),
		(vec![], vec!["--url", "http://127.0.0.1:9"], "http://127.0.0.1:9: no node answers"),
		(vec![], vec!["--url", "ftp://127.0.0.1"], "begins with ws:// or http://"),
		(vec![("TRACEMARK_URL", "127.0.0.1:9944")], vec![], "127.0.0.1:9944: is no address"),
	] {
		let output = with(&[&trace[..], &args].concat(), &environment);
		assert_eq!(output.status.code(), Some(2));
		assert!(stderr(&output).contains(why), "{}", stderr(&output));
		assert_eq!(stdout(&output), "");
	}
}

#[test]
fn code_should_be_refused_when_it_names_no_goods() {
	for (args, why) in [
		(["trace", "(01)09521101000016"], "whole class"),
		(["scan", "095211020000000016"], "check digit"),
		(["scan", "something"], "GS1 Digital Link"),
	] {
		let output = tracemark(&[&args[..], &["--url", NOBODY]].concat());
		assert_eq!(output.status.code(), Some(2));
		assert!(stderr(&output).contains(why), "{}", stderr(&output));
	}
}

#[test]
fn input_should_be_judged_when_no_node_was_asked_yet() {
	let broken = file("broken-capture.json", r#"{"type":"EPCISDocument"}"#);
	let capture = tracemark(&["epcis", "capture", &broken, "--url", NOBODY]);
	assert_eq!(capture.status.code(), Some(1));
	assert!(stderr(&capture).contains("not valid"), "{}", stderr(&capture));

	let form = file("form.json", r#"{"importer":1}"#);
	let lodge = tracemark(&["declaration", "lodge", &form, "--url", NOBODY]);
	assert_eq!(lodge.status.code(), Some(1));
	assert!(stderr(&lodge).contains("missing field"), "{}", stderr(&lodge));

	let (one, copy) = (file("twice-a.txt", "same"), file("twice-b.txt", "same"));
	let anchor = tracemark(&["evidence", "anchor", &one, &copy, "--url", NOBODY]);
	assert_eq!(anchor.status.code(), Some(1));
	assert!(stderr(&anchor).contains("byte for byte"), "{}", stderr(&anchor));

	let classes = tracemark(&["right", "claim", &one, "--kind", "design", "--url", NOBODY]);
	assert_eq!(classes.status.code(), Some(2));
	assert!(stderr(&classes).contains("--classes"), "{}", stderr(&classes));

	let export = tracemark(&["epcis", "export", "--lot", "095211020000000015", "--url", NOBODY]);
	assert_eq!(export.status.code(), Some(2));
	assert!(stderr(&export).contains("--lot: give the code of a lot"), "{}", stderr(&export));
}

#[test]
fn arguments_should_be_judged_in_the_user_s_words_when_no_node_was_asked_yet() {
	let id = format!("0x{}", "5a".repeat(32));
	let lot = file("judged-lot.jsonl", include_str!("../../../tests/fixtures/lot.jsonl"));
	let offer = |more: &[&'static str]| {
		let known =
			["licence", "offer", "--to", "3", "--activities", "sell", "--territories", "TR"];
		[&known[..], more].concat()
	};
	let right = |more: &[&'static str]| [&offer(more)[..], &["--right", "ID"]].concat();
	let item = "(01)09521101000016(21)A";
	for (args, why) in [
		(offer(&["--right", "0x12", "--contract", "ID"]), "give 64 hexadecimal digits"),
		(right(&["--contract", "0x12"]), "--contract: `0x12` is no digest"),
		(right(&["--contract", "ID", "--pieces", "0"]), "at least 1"),
		(right(&["--contract", "ID", "--sublicensing", "5"]), "at most 4"),
		(right(&["--contract", "ID", "--until", "2020-01-01T00:00:00Z"]), "--until: is not after"),
		(vec!["licence", "accept", "some"], "the number that the chain gave it"),
		(vec!["declaration", "status", "some"], "the number that the chain gave it"),
		(vec!["lot", "offer", item, "--to", "some"], "`some` is no member; give the number"),
		(vec!["lot", "offer", item, "--to", "3", "--consignment", "1"], "is for lots only"),
		(vec!["lot", "accept", item, "--consignment", "1"], "is for lots only"),
		(vec!["lot", "serve", "LOT", "--absence-for-all", "--listen", "here"], "IP address"),
	] {
		let args: Vec<&str> = args
			.into_iter()
			.map(|arg| match arg {
				"ID" => id.as_str(),
				"LOT" => lot.as_str(),
				other => other,
			})
			.collect();
		let output = with(&args, &[("TRACEMARK_URL", NOBODY)]);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		let said = stderr(&output);
		assert!(said.contains(why) && !said.contains("no node answers"), "{why}: {said}");
	}
}

#[test]
fn declaration_should_be_judged_by_member_when_no_node_was_asked_yet() {
	let form = r#"{"represented":null,"importer":3,"holder":3,"seller":{"member":1},"origin":"TR",
		"destination":"AT","reference":null,"lines":[]}"#;
	for (text, why) in [
		(form.to_owned(), "it has no lines"),
		(form.replace("TR", "ZZ"), "origin: `ZZ` is no country"),
		("[]".to_owned(), "it is no JSON object; docs/cli.md has its members"),
	] {
		let path = file("judged-declaration.json", text);
		let output = tracemark(&["declaration", "lodge", &path, "--url", NOBODY]);
		assert_eq!(output.status.code(), Some(1));
		let said = stderr(&output);
		assert!(said.contains(why) && said.contains("judged-declaration.json"), "{said}");
	}
}

#[test]
fn node_should_be_told_missing_once_when_nobody_listens() {
	let output = tracemark(&["declaration", "status", "1", "--url", NOBODY]);
	assert!(!stderr(&output).contains("client error"), "{}", stderr(&output));
	assert!(stderr(&output).contains("--url"), "{}", stderr(&output));
}

#[test]
fn help_should_name_the_exit_codes_when_it_is_asked_for() {
	for (args, words) in [
		(vec!["scan", "--help"], "3  not provable here"),
		(vec!["trace", "--help"], "the chain refused the call"),
		(vec!["evidence", "anchor", "--help"], "the chain refused the call"),
		(vec!["licence", "offer", "--help"], "the chain refused the call"),
	] {
		let output = tracemark(&args);
		assert_eq!(output.status.code(), Some(0));
		assert!(stdout(&output).contains(words), "{args:?}");
	}
}
