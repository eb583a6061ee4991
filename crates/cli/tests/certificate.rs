//! `tracemark certificate`: what is printed, and the exit codes.

use std::{
	fs,
	path::PathBuf,
	process::{Command, Output},
};

const GENESIS: &str = "0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc";

fn fixture(name: &str) -> String {
	let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../certificate/tests/fixtures");
	PathBuf::from(fixtures).join(name).to_str().unwrap().to_owned()
}

fn file(name: &str, content: impl AsRef<[u8]>) -> String {
	let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
	fs::write(&path, content).unwrap();
	path.to_str().unwrap().to_owned()
}

fn certificate(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tracemark")).arg("certificate").args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn verify_should_exit_0_and_say_on_whose_word_when_the_certificate_is_genuine() {
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let page = file("record.html", "");
	let args = ["verify", &record, "--file", &original, "--genesis", GENESIS, "--html", &page];
	let output = certificate(&args);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	assert!(text.contains("[chain ] depositor: Association of Brands"), "{text}");
	assert!(text.contains("[issuer] retrieved: "), "{text}");
	assert!(text.contains("does not prove that the content of the original is true"), "{text}");
	assert!(text.ends_with("VALID, and the file is the original.\n"), "{text}");
	assert!(fs::read_to_string(page).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn verify_should_ask_for_the_genesis_hash_when_none_is_given() {
	let output = certificate(&["verify", &fixture("leaf.json"), "--quiet"]);
	assert_eq!(output.status.code(), Some(0));
	let text = stdout(&output);
	assert!(text.starts_with("VALID, if 0xd1f7") && text.lines().count() == 1, "{text}");
}

#[test]
fn verify_should_exit_1_with_the_reason_when_something_is_wrong() {
	let record = fs::read_to_string(fixture("record.json")).unwrap();
	let record_path = fixture("record.json");
	let changed = file("changed.json", record.replacen("\"block\":301", "\"block\":300", 1));
	let other = file("other.html", "another page");
	let wrong = "11".repeat(32);
	for (args, reason) in [
		(vec!["verify", &changed], "The issuer's signature does not match the text"),
		(vec!["verify", &record_path, "--file", &other], "The file is not the original"),
		(vec!["verify", &record_path, "--genesis", &wrong], "The certificate belongs to the chain"),
	] {
		let output = certificate(&args);
		assert_eq!(output.status.code(), Some(1), "{args:?}");
		let text = stdout(&output);
		assert!(text.starts_with(&format!("INVALID: {reason}")), "{text}");
		assert_eq!(text.lines().count(), 1);
	}
}

#[test]
fn verify_should_exit_2_when_there_is_no_certificate_to_read() {
	let record = fixture("record.json");
	for args in [
		vec!["verify", "no-such-file.json"],
		vec!["verify", &file("text.json", "no JSON")],
		vec!["verify", &record, "--file", "no-such-file"],
		vec!["verify", &record, "--genesis", "12"],
		vec!["verify"],
	] {
		let output = certificate(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert_eq!(stdout(&output), "");
		assert!(!stderr(&output).is_empty());
	}
}

#[test]
fn create_should_exit_2_and_say_what_to_do_when_it_cannot_work() {
	let key = file("issuer.key", "//Issuer\n");
	let bad = file("bad.key", "no phrase of any kind\n");
	let digest = "00".repeat(32);
	// Port 9 (discard) has no node.
	let url = "http://127.0.0.1:9";
	let out = file("never.json", "");
	let with = |args: &[&str]| {
		let common = ["create", "--url", url, "--out", &out];
		certificate(&[&common, args].concat())
	};
	for (args, words) in [
		(vec!["--digest", &digest, "--key-file", &key], "check the address and that the node runs"),
		(vec!["--digest", &digest, "--key-file", &bad], "is no key"),
		(vec!["--key-file", &key], "--digest"),
		(vec!["--file", &key, "--algorithm", "sm3", "--key-file", &key], "give --digest"),
		(vec!["--leaf", &key, "--key-file", &key], "is no leaf"),
	] {
		let output = with(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
	assert_eq!(fs::read(out).unwrap(), b"");
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in ["create", "verify"] {
		let text = stdout(&certificate(&[command, "--help"]));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
	}
}
