//! What opens the commitments of a description and the salts of originals: on the command line and in a packed
//! folder.

mod common;
#[path = "../../certificate/tests/common/mod.rs"]
mod memory;

use common::{file, fresh, stderr, stdout, tracemark};
use memory::{issuer_key, opening, original, TestChain};
use serde_json::Value;
use std::{fs, path::Path, process::Output};
use tracemark_certificate::{describe, Certificate};

/// A certificate of a deposit with its description, and what it is about: the first 32 bytes stand for a salt.
struct Case {
	genesis: String,
	certificate: String,
	bare: String,
	original: String,
	rest: String,
	salt: String,
	openings: String,
}

fn case(name: &str) -> Case {
	let chain = TestChain::new(1, &[4], 8);
	let write = |what: &str, certificate: &Certificate| {
		file(&format!("{name}-{what}.json"), certificate.canonical().unwrap())
	};
	let bare = chain.certify_digest(5, 1, None);
	let certificate = describe(&chain, bare.clone(), &issuer_key(), &[]).unwrap();
	let bytes = original(5, 1);
	Case {
		genesis: format!("{:?}", chain.genesis_hash()),
		certificate: write("described", &certificate),
		bare: write("bare", &bare),
		original: file(&format!("{name}-original"), &bytes),
		rest: file(&format!("{name}-rest"), &bytes[32..]),
		salt: file(&format!("{name}-rest.salt"), &bytes[..32]),
		openings: openings(&format!("{name}.openings.json"), &["source", "person"]),
	}
}

fn openings(name: &str, words: &[&str]) -> String {
	let list: Vec<_> = words.iter().map(|word| opening(word)).collect();
	file(name, serde_json::to_vec(&list).unwrap())
}

impl Case {
	fn verify(&self, certificate: &str, more: &[&str]) -> Output {
		let common = ["certificate", "verify", certificate, "--genesis", &self.genesis];
		tracemark(&[&common, more].concat())
	}

	fn pack(&self, out: &Path, more: &[&str]) -> Output {
		let common = ["evidence", "pack", &self.certificate, "--genesis", &self.genesis];
		tracemark(&[common.as_slice(), &["--out", out.to_str().unwrap()], more].concat())
	}
}

#[test]
fn verify_should_say_what_was_committed_to_when_it_is_opened() {
	let case = case("opened");
	let output = case.verify(&case.certificate, &["--openings", &case.openings]);
	let text = stdout(&output);
	assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
	assert!(text.contains("[chain ] opened, source: source\n"), "{text}");
	assert!(text.contains("[chain ] opened, who captured it: person\n"), "{text}");
	let output = case.verify(&case.certificate, &["--openings", &case.openings, "--json"]);
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	let fields = said["fields"].as_array().unwrap();
	let opened = fields.iter().filter(|field| field["name"] == "opened, source");
	assert_eq!(opened.count(), 1, "{said}");
}

#[test]
fn verify_should_refuse_openings_when_they_belong_elsewhere() {
	let case = case("elsewhere");
	let swapped = file(
		"swapped.openings.json",
		format!(r#"[{{"text":"source","salt":"{:?}"}}]"#, opening("person").salt),
	);
	let reworded = file(
		"reworded.openings.json",
		format!(r#"[{{"text":"sauce","salt":"{:?}"}}]"#, opening("source").salt),
	);
	for (certificate, openings, reason) in [
		(&case.certificate, &swapped, "Opening 1 of the list opens no commitment"),
		(&case.certificate, &reworded, "Opening 1 of the list opens no commitment"),
		(&case.bare, &case.openings, "The certificate has neither a description nor a case"),
	] {
		let output = case.verify(certificate, &["--openings", openings]);
		let text = stdout(&output);
		assert_eq!(output.status.code(), Some(1), "{openings}: {text}{}", stderr(&output));
		assert!(text.starts_with(&format!("INVALID: {reason}")), "{text}");
		assert_eq!(text.lines().count(), 1);
	}
	let none = file("none.openings.json", "{}");
	for openings in [&none, "no-such-file"] {
		let output = case.verify(&case.certificate, &["--openings", openings]);
		assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
	}
}

#[test]
fn verify_should_know_a_salted_original_when_its_salt_is_given() {
	let case = case("salted");
	let output = case.verify(&case.certificate, &["--file", &case.rest, "--salt", &case.salt]);
	let text = stdout(&output);
	assert!(text.ends_with("VALID, and the file is the original.\n"), "{text}{}", stderr(&output));
	let other = file("other.salt", [7; 32]);
	for args in [vec!["--file", &case.rest], vec!["--file", &case.rest, "--salt", &other]] {
		let output = case.verify(&case.certificate, &args);
		assert_eq!(output.status.code(), Some(1), "{args:?}");
		assert!(stdout(&output).contains("is not the original"), "{}", stdout(&output));
	}
	for (args, words) in [
		(vec!["--file", &case.rest, "--salt", &case.original], "is larger than 32 bytes"),
		(vec!["--file", &case.rest, "--salt", &file("short.salt", "1")], "is no salt"),
		(vec!["--salt", &case.salt], "--file"),
	] {
		let output = case.verify(&case.certificate, &args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(stderr(&output).contains(words), "{}", stderr(&output));
	}
}

#[test]
fn folder_should_hold_openings_and_salts_when_they_are_packed() {
	let (case, out) = (case("packed"), fresh("packed-openings"));
	let more = ["--file", &case.rest, "--salt", &case.salt, "--openings", &case.openings];
	let output = case.pack(&out, &more);
	assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
	let read = |name: &str| fs::read(out.join(name)).unwrap();
	assert_eq!(read("originals/packed-rest.salt"), &original(5, 1)[..32]);
	assert_eq!(read("openings/packed.openings.json"), fs::read(&case.openings).unwrap());
	let recipe = String::from_utf8(read("README.txt")).unwrap();
	let command = recipe.lines().find(|line| line.contains("certificate verify")).unwrap();
	let expected = "--file originals/packed-rest --salt originals/packed-rest.salt \
	                --openings openings/packed.openings.json --quiet";
	assert!(command.ends_with(expected), "{command}");
	// The recipe's command, in the folder.
	let words: Vec<&str> = command.split_whitespace().skip(1).collect();
	let run = || {
		let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tracemark"));
		program.args(&words).current_dir(&out).output().unwrap()
	};
	assert_eq!(stdout(&run()), "VALID, and the file is the original.\n");
	let swapped = fs::read(openings("packed-swap.openings.json", &["tool"])).unwrap();
	fs::write(out.join("openings/packed.openings.json"), swapped).unwrap();
	assert_eq!(run().status.code(), Some(1));
	let audited = tracemark(&["evidence", "audit", out.to_str().unwrap()]);
	assert!(stdout(&audited).contains("CHANGED: "), "{}", stdout(&audited));
}

#[test]
fn pack_should_write_nothing_when_openings_or_salts_belong_elsewhere() {
	let (case, out) = (case("unpacked"), fresh("unpacked-openings"));
	let other = openings("unpacked-other.openings.json", &["tool"]);
	let salt = file("unpacked-other.salt", [7; 32]);
	let none = file("unpacked-none.openings.json", "[]");
	let more = openings("unpacked-more.openings.json", &["witness"]);
	let original = ["--file", case.original.as_str()];
	for (args, code, words) in [
		(vec!["--openings", &other], 1, "does not open the commitments"),
		(vec!["--openings", &case.openings, "--openings", &more], 1, "two files open"),
		(vec!["--openings", &none], 2, "is no list of openings"),
		(vec!["--salt", &salt], 1, "is the salt of none"),
		(vec!["--salt", &none], 2, "is no salt"),
	] {
		let output = case.pack(&out, &[&original, args.as_slice()].concat());
		let said = format!("{}{}", stdout(&output), stderr(&output));
		assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
		assert!(said.contains(words), "{said}");
		assert!(!out.exists(), "{args:?}");
	}
	let output = case.pack(&out, &["--file", &case.rest]);
	assert!(stdout(&output).contains("is the original of none"), "{}", stdout(&output));
}
