//! `tracemark certificate`: what is printed, and the exit codes.

mod common;

use common::{
	file, fixture, forged, key, stderr, stdout, tracemark, tracemark_with, GENESIS, MISLEADING,
	SHOWN,
};
use serde_json::{json, Value};
use std::{fs, os::unix::fs::PermissionsExt, process::Output};

fn certificate(args: &[&str]) -> Output {
	tracemark(&[&["certificate"], args].concat())
}

#[test]
fn verify_should_exit_0_and_say_on_whose_word_when_the_certificate_is_genuine() {
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let output = certificate(&["verify", &record, "--file", &original, "--genesis", GENESIS]);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	assert!(text.contains("[chain ] depositor: Association of Brands"), "{text}");
	assert!(text.contains("[issuer] retrieved: "), "{text}");
	assert!(text.contains("does not prove that the content of the original is true"), "{text}");
	assert!(text.ends_with("VALID, and the file is the original.\n"), "{text}");
}

#[test]
fn verify_should_keep_to_one_line_when_an_issuer_chose_misleading_names() {
	let forged = forged("forged-names.json", MISLEADING);
	let output = certificate(&["verify", &forged, "--genesis", GENESIS]);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	assert!(text.contains(&format!("[issuer] retrieved: {SHOWN}\n")), "{text}");
	let genuine = certificate(&["verify", &fixture("record.json"), "--genesis", GENESIS]);
	assert_eq!(text.lines().count(), stdout(&genuine).lines().count());

	// So do refusals, of a version that nobody knows.
	let record = std::fs::read_to_string(fixture("record.json")).unwrap();
	let name = serde_json::Value::from(MISLEADING).to_string();
	let strange = file("strange.json", record.replace("\"tracemark-certificate/1\"", &name));
	let output = certificate(&["verify", &strange]);
	assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
	let text = stdout(&output);
	assert!(
		!text.contains(['\u{1b}', '\u{9b}', '\u{202e}']) && text.lines().count() == 1,
		"{text}"
	);
}

#[test]
fn render_should_write_a_page_and_a_pdf_when_the_certificate_is_genuine() {
	let (page, paper) = (file("record.html", ""), file("record.pdf", ""));
	let record = fixture("record.json");
	let args = ["render", &record, "--genesis", GENESIS, "--html", &page, "--pdf", &paper];
	let output = certificate(&args);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(fs::read_to_string(page).unwrap().starts_with("<!doctype html>"));
	assert!(fs::read(paper).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn render_should_write_nothing_when_the_certificate_is_refused_or_nothing_is_wanted() {
	let record = fs::read_to_string(fixture("record.json")).unwrap();
	let changed = file("repainted.json", record.replacen("\"block\":301", "\"block\":300", 1));
	let page = file("repainted.html", "");
	let output = certificate(&["render", &changed, "--html", &page]);
	assert_eq!(output.status.code(), Some(1));
	assert!(stdout(&output).starts_with("INVALID: The issuer's signature"), "{}", stdout(&output));
	assert_eq!(fs::read(page).unwrap(), b"");
	for args in [
		vec!["render", &changed],
		vec!["render", "no-such-file.json", "--html", "no.html"],
		vec!["render", &fixture("record.json"), "--pdf", "/no/such/folder/c.pdf"],
	] {
		assert_eq!(certificate(&args).status.code(), Some(2), "{args:?}");
	}
}

#[test]
fn render_should_say_what_was_written_or_why_not_when_json_is_wanted() {
	let (page, paper) = (file("told.html", ""), file("told.pdf", ""));
	let record = fixture("record.json");
	let output = certificate(&[
		"render",
		&record,
		"--genesis",
		GENESIS,
		"--html",
		&page,
		"--pdf",
		&paper,
		"--json",
	]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	let of = |path: &str| {
		let bytes = fs::read(path).unwrap();
		json!({ "path": path, "bytes": bytes.len(), "sha256": common::sha256(&bytes) })
	};
	assert_eq!(said["written"], json!([of(&page), of(&paper)]), "{said}");
	assert_eq!((&said["genesis"], &said["anchored"]), (&json!(GENESIS), &json!(true)), "{said}");

	let text = fs::read_to_string(&record).unwrap();
	let changed = file("untold.json", text.replacen("\"block\":301", "\"block\":300", 1));
	let output = certificate(&["render", &changed, "--html", &page, "--json"]);
	assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(said["valid"], json!(false));
	assert!(said["reason"].as_str().unwrap().starts_with("The issuer's signature"), "{said}");
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
	let torn = file("torn.json", record.replacen("\"block\":301,", "", 1));
	for (args, reason) in [
		(vec!["verify", &torn], "The file is no certificate of this version"),
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
fn verify_should_print_one_object_when_json_is_wanted() {
	let (record, original) = (fixture("record.json"), fixture("original.html"));
	let genuine =
		certificate(&["verify", &record, "--file", &original, "--genesis", GENESIS, "--json"]);
	assert_eq!(genuine.status.code(), Some(0), "{}", stderr(&genuine));
	let said: Value = serde_json::from_slice(&genuine.stdout).unwrap();
	assert_eq!((&said["valid"], &said["anchored"]), (&json!(true), &json!(true)), "{said}");
	assert_eq!((&said["original"], &said["checkpoint"]), (&json!(true), &Value::Null), "{said}");
	let fields = said["fields"].as_array().unwrap();
	let says = |name: &str, source: &str| {
		fields.iter().any(|field| field["name"] == name && field["source"] == source)
	};
	assert!(says("depositor", "chain") && says("retrieved", "issuer"), "{said}");

	let other = file("other-page.html", "another page");
	let forged = certificate(&["verify", &record, "--file", &other, "--json"]);
	assert_eq!(forged.status.code(), Some(1), "{}", stderr(&forged));
	let said: Value = serde_json::from_slice(&forged.stdout).unwrap();
	assert_eq!(said["valid"], json!(false));
	assert!(said["reason"].as_str().unwrap().starts_with("The file is not the original"), "{said}");
}

#[test]
fn verify_should_exit_2_when_there_is_no_certificate_to_read() {
	let record = fixture("record.json");
	for args in [
		vec!["verify", "no-such-file.json"],
		vec!["verify", &file("text.json", "no JSON")],
		// JSON of something else, as a file of another kind that was named by mistake.
		vec!["verify", &file("empty-object.json", "{}")],
		vec!["verify", &file("package.json", r#"{"name":"verifier","version":"1.0.0"}"#)],
		vec!["verify", &record, "--salt", &record],
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
	let key = key("issuer.key", "//Issuer\n");
	let bad = common::key("bad.key", "no phrase of any kind\n");
	let open = file("open-issuer.key", "//Issuer\n");
	fs::set_permissions(&open, fs::Permissions::from_mode(0o640)).unwrap();
	let digest = "00".repeat(32);
	// Port 9 (discard) has no node.
	let url = "http://127.0.0.1:9";
	let out = file("never.json", "");
	let with = |args: &[&str]| {
		let common = ["create", "--url", url, "--out", &out];
		certificate(&[&common, args].concat())
	};
	for (args, words) in [
		(vec!["--digest", &digest, "--key", &key], "check the address and that the node runs"),
		(vec!["--digest", &digest, "--key", &bad], "is no key"),
		(vec!["--digest", &digest, "--key", &open], "chmod 600"),
		(vec!["--digest", &digest, "--key", "//Issuer"], "//Issuer: cannot be read"),
		(vec!["--digest", &digest], "no key to sign with; name a file with --key"),
		(vec!["--digest", &digest, "--key-file", &key], "--key"),
		(vec!["--key", &key], "--digest"),
		(vec!["--leaf", &key, "--key", &key], "is no leaf"),
		(vec!["--digest", &digest, "--file", &key, "--key", &key], "cannot be used with"),
		(vec!["--right", &digest, "--file", &key, "--key", &key], "cannot be used with"),
		(
			vec!["--digest", &digest, "--salt", &key, "--key", &key],
			"--salt says something of the original",
		),
		(vec!["--file", &key, "--salt", &key, "--key", &key], "is no salt"),
	] {
		let output = with(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
	// Key and address come from the environment too.
	let args = ["create", "--out", &out, "--digest", &digest];
	for (secret, address, words) in [
		("//Issuer", "ws://127.0.0.1:9", "ws://127.0.0.1:9 cannot be reached"),
		("//Issuer", "127.0.0.1:9", "it begins with ws:// or http://"),
		("three words only", url, "TRACEMARK_KEY: is no key"),
	] {
		let environment = [("TRACEMARK_KEY", secret), ("TRACEMARK_URL", address)];
		let output = tracemark_with(&[&["certificate"], &args[..]].concat(), &environment);
		assert_eq!(output.status.code(), Some(2));
		let said = stderr(&output);
		assert!(said.contains(words) && !said.contains("three words"), "{said}");
	}
	assert_eq!(fs::read(out).unwrap(), b"");
}

#[test]
fn create_should_refuse_what_is_said_of_an_original_when_none_is_given() {
	let key = key("saying.key", "//Issuer\n");
	let (digest, leaf) = ("00".repeat(32), fixture("leaf.txt"));
	let out = file("unsaid.json", "");
	for subject in [["--digest", digest.as_str()], ["--leaf", &leaf], ["--right", &digest]] {
		for said in [["--media-type", "text/html"], ["--kept-at", "notary"], ["--approval", "7"]] {
			let common = ["create", "--key", &key, "--out", &out, "--url", "http://127.0.0.1:9"];
			let output = certificate(&[&common[..], &subject, &said].concat());
			assert_eq!(output.status.code(), Some(2));
			let words = format!(
				"{} says something of the original: give the original with --file",
				said[0]
			);
			assert!(stderr(&output).contains(&words), "{}", stderr(&output));
		}
	}
	assert_eq!(fs::read(out).unwrap(), b"");
}

#[test]
fn create_should_compare_the_original_when_it_is_given_with_a_leaf() {
	let key = key("leaf-issuer.key", "//Issuer\n");
	let (original, other) =
		(file("leaf-page.html", "a page"), file("leaf-other.html", "another page"));
	let digest = common::sha256(b"a page");
	let leaf = json!({ "digest": digest, "root": digest, "deposit": 0, "index": 0, "leaves": 1, "path": [] });
	let leaf = file("page.leaf.json", leaf.to_string());
	let out = file("never-leaf.json", "");
	let create = |more: &[&str]| {
		let common = ["create", "--leaf", &leaf, "--key", &key, "--out", &out];
		certificate(&[&common, more, &["--url", "http://127.0.0.1:9"]].concat())
	};
	let refused = create(&["--file", &other, "--media-type", "text/html"]);
	assert_eq!(refused.status.code(), Some(1));
	assert!(
		stderr(&refused).contains("is the leaf of another file than --file"),
		"{}",
		stderr(&refused)
	);
	// Port 9 (discard) has no node: nothing else is wrong.
	let taken = create(&["--file", &original, "--media-type", "text/html"]);
	assert!(
		stderr(&taken).contains("check the address and that the node runs"),
		"{}",
		stderr(&taken)
	);
	let salt = file("leaf-page.salt", [7; 32]);
	let salted = create(&["--file", &original, "--salt", &salt]);
	assert!(stderr(&salted).contains("is the leaf of another file"), "{}", stderr(&salted));
	assert_eq!(fs::read(out).unwrap(), b"");
}

#[test]
fn verify_should_refuse_when_the_checkpoint_that_was_given_is_none() {
	let record = fixture("record.json");
	let output = certificate(&["verify", &record, "--checkpoint", &record]);
	assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
	let text = stdout(&output);
	let reason = "INVALID: The checkpoint is refused: The file is no checkpoint of this version";
	assert!(text.starts_with(reason) && text.lines().count() == 1, "{text}");
	for none in ["no-such-file.json", &file("no-checkpoint.json", "no JSON")] {
		let output = certificate(&["verify", &record, "--checkpoint", none]);
		assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
	}
}

#[test]
fn checkpoint_should_say_why_and_write_nothing_when_it_cannot_work() {
	let key = key("seat.key", "//Seat\n");
	let (out, record) = (file("never-checkpoint.json", ""), fixture("record.json"));
	// Port 9 (discard) has no node.
	let url = "http://127.0.0.1:9";
	for (args, code, words) in [
		(
			vec!["create", "--url", url, "--out", &out],
			2,
			"check the address and that the node runs",
		),
		(
			vec!["create", "--since", &record, "--url", url, "--out", &out],
			2,
			"the node gave no answer",
		),
		(vec!["create"], 2, "--out"),
		(vec!["sign", &record, "--key", &key], 1, "is no checkpoint of this version"),
		(vec!["sign", "no-such-file.json", "--key", &key], 2, "cannot be read"),
		(vec!["sign", &record, "--key", &record], 2, "others than its owner can read"),
	] {
		let output = certificate(&[&["checkpoint"], args.as_slice()].concat());
		assert_eq!(output.status.code(), Some(code), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
	assert_eq!(fs::read(out).unwrap(), b"");
}

#[test]
fn help_should_have_examples_and_exit_codes_when_it_is_asked_for() {
	for command in [
		&["create"][..],
		&["render"],
		&["verify"],
		&["checkpoint", "create"],
		&["checkpoint", "sign"],
	] {
		let text = stdout(&certificate(&[command, &["--help"]].concat()));
		assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
	}
}
