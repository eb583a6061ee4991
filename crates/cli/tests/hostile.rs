//! `tracemark certificate verify` on files that were made to exhaust it: it refuses each with a message, in
//! little memory, whatever lengths and depths the file declares.

mod common;
#[path = "../../certificate/tests/common/mod.rs"]
mod memory;

use common::{file, fixture, stderr, stdout, GENESIS};
use memory::{
	custody, digest,
	hostile::{declaring, LENGTHS},
	issuer_key, subject, TestChain,
};
use serde_json::Value;
use sp_core::Bytes;
use std::{
	fs,
	process::{Command, Output},
	thread,
};
use tracemark_certificate::{describe, form::Scheme, Blob, Certificate, Checkpoint, IssuerKey};

/// Most bytes of a file that is read at all.
const MAX_TEXT: usize = 16 << 20;
/// What the program may map in all, in KiB: its code, its stacks, a file of the greatest length and what
/// parsing makes of it. A length that a file declares and does not have would be gigabytes.
const LIMIT: u32 = 512 << 10;

/// Runs the verifier in so much memory. An allocation beyond it ends the program by a signal, without a code.
fn verify_within(limit: u32, args: &[&str]) -> Output {
	let script = format!("ulimit -v {limit} && exec \"$0\" \"$@\"");
	let mut shell = Command::new("sh");
	shell.args(["-c", &script, env!("CARGO_BIN_EXE_tracemark"), "certificate", "verify"]);
	shell.args(args).output().unwrap()
}

/// That a file is refused with a message and one of these codes.
fn assert_refused(what: &str, content: impl AsRef<[u8]>, codes: &[i32]) {
	assert_refused_with(what, content, &["--genesis", GENESIS], codes);
}

/// The same, with other arguments.
fn assert_refused_with(what: &str, content: impl AsRef<[u8]>, with: &[&str], codes: &[i32]) {
	// Tests run side by side.
	let name = thread::current().name().unwrap_or_default().to_owned();
	let path = file(&format!("{name}.json"), content);
	let output = verify_within(LIMIT, &[&[path.as_str()], with].concat());
	let said = format!("{}{}", stdout(&output), stderr(&output));
	let start: String = said.chars().take(300).collect();
	let code = output.status.code();
	assert!(code.is_some_and(|code| codes.contains(&code)), "{what}: {:?}: {start}", output.status);
	assert!(said.starts_with("INVALID: ") || said.starts_with("tracemark: "), "{what}: {start}");
	assert!(!said.contains("panicked"), "{what}: {start}");
}

/// A text of the greatest length that is read, of one part over and over.
fn filled(before: &str, part: &str, after: &str) -> String {
	let room = MAX_TEXT - before.len() - after.len();
	format!("{before}{}{after}", part.repeat(room / part.len()))
}

fn record() -> String {
	fs::read_to_string(fixture("record.json")).unwrap()
}

#[test]
fn verify_should_do_its_work_when_it_has_the_memory_that_hostile_files_get() {
	let output = verify_within(LIMIT, &[&fixture("record.json"), "--genesis", GENESIS]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	// And the limit is one: with next to nothing the program does not even start.
	let starved = verify_within(1 << 10, &[&fixture("record.json")]);
	assert!(!starved.status.success());
}

#[test]
fn verify_should_refuse_when_a_text_is_deep_or_endless() {
	let record = record();
	let member = |name: &str, value: &str| {
		let (before, after) = record.split_once(&format!("\"{name}\":")).unwrap();
		let rest = after.find([',', '}']).unwrap();
		(format!("{before}\"{name}\":{value}"), after[rest..].to_owned())
	};
	let (head, tail) = member("setId", "");
	let (proof, rest) = record.split_once("\"proof\":[").unwrap();
	let proof = format!("{proof}\"proof\":[");
	for (what, text, codes) in [
		("nothing", String::new(), &[2][..]),
		("brackets", filled("", "[", ""), &[1, 2]),
		("objects in objects", filled("", "{\"a\":", ""), &[1, 2]),
		("pairs of brackets", filled("[", "[],", "[]]"), &[1, 2]),
		("white space", filled("", " ", ""), &[2]),
		("a text that is too long", " ".repeat(MAX_TEXT + 1), &[2]),
		("a long word", filled("{\"version\":\"", "x", "\"}"), &[1, 2]),
		("a long name", filled("{\"", "x", "\":1}"), &[1, 2]),
		("escapes", filled("{\"version\":\"", "\\u0000", "\"}"), &[1, 2]),
		("half a pair of surrogates", filled("{\"version\":\"", "\\ud800", "\"}"), &[1, 2]),
		("doubled members", filled("{", "\"a\":1,", "\"a\":1}"), &[1, 2]),
		("a long number", filled(&head, "9", &tail), &[1, 2]),
		("a long fraction", filled(&format!("{head}0."), "1", &tail), &[1, 2]),
		("a large exponent", format!("{head}1e999999999999{tail}"), &[1, 2]),
		("a small exponent", format!("{head}1e-999999999999{tail}"), &[1, 2]),
		("a number below zero", format!("{head}-1{tail}"), &[1, 2]),
		("many trie nodes", filled(&proof, "\"\",", rest), &[1]),
		("deep trie nodes", filled(&proof, "[", rest), &[1, 2]),
		(
			"a text without an end",
			String::from("{\"version\":\"") + "\u{fffd}".repeat(1 << 20).as_str(),
			&[2],
		),
	] {
		assert_refused(what, text, codes);
	}
	let mut bytes = record.into_bytes();
	bytes[40..].fill(0xff);
	assert_refused("bytes that are no text", bytes, &[1, 2]);
}

/// The certificate with other bytes in it, signed anew by whoever made it.
fn signed(mut certificate: Certificate) -> Vec<u8> {
	let key = IssuerKey::from_secret(Scheme::Ed25519, "//Forger").unwrap();
	certificate.issuer = key.issuer("Forger");
	key.sign(&mut certificate).unwrap();
	certificate.canonical().unwrap()
}

/// Where in a certificate there are bytes that are decoded.
const BLOBS: [&str; 8] = [
	"/finality/genesis/header",
	"/finality/genesis/proof/0",
	"/finality/handOffs/0/header",
	"/finality/handOffs/0/justification",
	"/finality/header",
	"/finality/justification",
	"/state/proof/0",
	"/state/value",
];

/// Where else, in certificates of other kinds.
const OF_DESCRIBED: [&str; 1] = ["/description/value"];
const OF_TRACED: [&str; 3] =
	["/finality/descendants/0", "/history/events/0/body", "/history/events/3/body"];

/// And in a checkpoint.
const OF_CHECKPOINT: [&str; 8] = [
	"/council/finality/genesis/header",
	"/council/finality/genesis/proof/0",
	"/council/finality/handOffs/0/header",
	"/council/finality/handOffs/0/justification",
	"/council/finality/header",
	"/council/finality/descendants/0",
	"/council/finality/justification",
	"/council/proof/0",
];

/// Whether a part is written in hexadecimal; the others are in Base64.
fn is_in_hex(pointer: &str) -> bool {
	pointer.ends_with("/value") || pointer.ends_with("/body")
}

/// The bytes that this part of a certificate writes.
fn read(pointer: &str, part: Value) -> Vec<u8> {
	match is_in_hex(pointer) {
		true => serde_json::from_value::<Bytes>(part).unwrap().0,
		false => serde_json::from_value::<Blob>(part).unwrap().0,
	}
}

/// As this part of a certificate writes these bytes.
fn written(pointer: &str, bytes: Vec<u8>) -> Value {
	match is_in_hex(pointer) {
		true => serde_json::to_value(Bytes(bytes)).unwrap(),
		false => serde_json::to_value(Blob(bytes)).unwrap(),
	}
}

/// That a file is refused with hostile lengths at several places of each of its parts. `judge` is given what was
/// done, and the file.
fn assert_lengths_refused(genuine: &Value, pointers: &[&str], judge: impl Fn(&str, Value)) {
	for pointer in pointers {
		let part = genuine.pointer(pointer);
		let blob = read(pointer, part.unwrap_or_else(|| panic!("no {pointer}")).clone());
		// Where headers and justifications have numbers and counts, and between.
		let places = [0, 32, 44, 98, 101, 150].into_iter();
		let mut judged = 0;
		for (at, length) in places.filter(|at| *at < blob.len()).zip(LENGTHS.iter().cycle()) {
			for goes_on in [true, false] {
				let mut forged = genuine.clone();
				let bytes = declaring(&blob, at, length, goes_on);
				*forged.pointer_mut(pointer).unwrap() = written(pointer, bytes);
				judge(&format!("{pointer}, {at}, {length:?}"), forged);
				judged += 1;
			}
		}
		assert!(judged >= 4, "{pointer}: {judged}");
	}
}

#[test]
fn verify_should_refuse_when_scale_declares_lengths_that_the_bytes_do_not_have() {
	let text = fs::read(fixture("handed-over.json")).unwrap();
	let genuine: Value = serde_json::from_slice(&text).unwrap();
	assert_lengths_refused(&genuine, &BLOBS, |what, forged| {
		assert_refused(what, signed(serde_json::from_value(forged).unwrap()), &[1]);
	});
}

#[test]
fn verify_should_refuse_when_descriptions_events_or_headers_declare_lengths_they_do_not_have() {
	let chain = TestChain::new(1, &[4, 4], 8);
	let genesis = format!("{:?}", chain.genesis_hash());
	let record = chain.certify_digest(9, 0, None);
	let described = describe(&chain, record, &issuer_key(), &[]).unwrap();
	let traced = chain.certify(custody::trace("unit"), Some(9));
	for (certificate, pointers) in [(described, &OF_DESCRIBED[..]), (traced, &OF_TRACED)] {
		let genuine = serde_json::to_value(certificate).unwrap();
		assert_lengths_refused(&genuine, pointers, |what, forged| {
			let forged = signed(serde_json::from_value(forged).unwrap());
			assert_refused_with(what, forged, &["--genesis", &genesis], &[1]);
		});
	}
}

#[test]
fn verify_should_refuse_when_a_checkpoint_declares_lengths_that_it_does_not_have() {
	let chain = TestChain::new(1, &[4, 4], 8);
	let genesis = format!("{:?}", chain.genesis_hash());
	let genuine = chain.checkpoint(9, 10, &[0, 1, 2], &[]);
	let text = genuine.canonical().unwrap();
	let given = std::slice::from_ref(&text);
	let certificate = chain.certify_since(subject(digest(12, 0), 0), None, given);
	let certificate = certificate.canonical().unwrap();
	let genuine = serde_json::to_value(genuine).unwrap();
	assert_lengths_refused(&genuine, &OF_CHECKPOINT, |what, forged| {
		// No seat signs its own proof.
		let forged: Checkpoint = serde_json::from_value(forged).unwrap();
		let path = file("hostile-checkpoint.json", forged.canonical().unwrap());
		let with = ["--genesis", &genesis, "--checkpoint", &path];
		assert_refused_with(what, &certificate, &with, &[1]);
	});
}

#[test]
fn verify_should_refuse_when_a_part_is_as_long_as_a_file_can_be() {
	let text = fs::read(fixture("handed-over.json")).unwrap();
	let genuine: Value = serde_json::from_slice(&text).unwrap();
	for (pointer, byte) in BLOBS.iter().flat_map(|pointer| [(pointer, 0x00), (pointer, 0xff)]) {
		let mut forged = genuine.clone();
		// Base64 takes four characters for three bytes, hexadecimal six.
		let length = if is_in_hex(pointer) { 7 << 20 } else { 11 << 20 };
		*forged.pointer_mut(pointer).unwrap() = written(pointer, vec![byte; length]);
		let forged = signed(serde_json::from_value(forged).unwrap());
		assert_refused(&format!("{pointer}, {byte:#x} everywhere"), forged, &[1]);
	}
}
