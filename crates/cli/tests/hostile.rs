//! `tracemark certificate verify` on files that were made to exhaust it: it refuses each with a message, in
//! little memory, whatever lengths and depths the file declares.

mod common;

use common::{file, fixture, stderr, stdout, GENESIS};
use serde_json::Value;
use sp_core::Bytes;
use std::{
	fs,
	process::{Command, Output},
	thread,
};
use tracemark_certificate::{form::Scheme, Blob, Certificate, IssuerKey};

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
	// Tests run side by side.
	let name = thread::current().name().unwrap_or_default().to_owned();
	let path = file(&format!("{name}.json"), content);
	let output = verify_within(LIMIT, &[&path, "--genesis", GENESIS]);
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

/// Lengths as SCALE declares them, none of which the bytes bear out: 2^30 - 1, 2^32 - 1, 2^64 - 1 and 2^536 - 1,
/// and one that is longer than its own number.
const LENGTHS: [&[u8]; 5] = [
	&[0xfe, 0xff, 0xff, 0xff],
	&[0x03, 0xff, 0xff, 0xff, 0xff],
	&[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
	&[0xff; 68],
	&[0xff],
];

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

/// The one of them that is written in hexadecimal; the others are in Base64.
const IN_HEX: &str = "/state/value";

/// The bytes that this part of a certificate writes.
fn read(pointer: &str, part: Value) -> Vec<u8> {
	match pointer == IN_HEX {
		true => serde_json::from_value::<Bytes>(part).unwrap().0,
		false => serde_json::from_value::<Blob>(part).unwrap().0,
	}
}

/// As this part of a certificate writes these bytes.
fn written(pointer: &str, bytes: Vec<u8>) -> Value {
	match pointer == IN_HEX {
		true => serde_json::to_value(Bytes(bytes)).unwrap(),
		false => serde_json::to_value(Blob(bytes)).unwrap(),
	}
}

#[test]
fn verify_should_refuse_when_scale_declares_lengths_that_the_bytes_do_not_have() {
	let text = fs::read(fixture("handed-over.json")).unwrap();
	let genuine: Value = serde_json::from_slice(&text).unwrap();
	let mut judged = 0;
	for pointer in BLOBS {
		let Some(Value::String(_)) = genuine.pointer(pointer) else { continue };
		let blob = read(pointer, genuine.pointer(pointer).unwrap().clone());
		// Where headers and justifications have numbers and counts, and between.
		let places = [0, 32, 44, 98, 101, 150].into_iter();
		for (at, length) in places.filter(|at| *at < blob.len()).zip(LENGTHS.iter().cycle()) {
			for kept in [true, false] {
				let mut bytes = blob[..at].to_vec();
				bytes.extend_from_slice(length);
				if kept {
					bytes.extend_from_slice(blob.get(at + 1..).unwrap_or_default());
				}
				let mut forged = genuine.clone();
				*forged.pointer_mut(pointer).unwrap() = written(pointer, bytes);
				let forged = signed(serde_json::from_value(forged).unwrap());
				assert_refused(&format!("{pointer}, {at}, {length:?}"), forged, &[1]);
				judged += 1;
			}
		}
	}
	assert!(judged >= 60, "{judged}");
}

#[test]
fn verify_should_refuse_when_a_part_is_as_long_as_a_file_can_be() {
	let text = fs::read(fixture("handed-over.json")).unwrap();
	let genuine: Value = serde_json::from_slice(&text).unwrap();
	for (pointer, byte) in BLOBS.iter().flat_map(|pointer| [(pointer, 0x00), (pointer, 0xff)]) {
		let Some(Value::String(_)) = genuine.pointer(pointer) else { continue };
		let mut forged = genuine.clone();
		// Base64 takes four characters for three bytes, hexadecimal six.
		let length = if *pointer == IN_HEX { 7 << 20 } else { 11 << 20 };
		*forged.pointer_mut(pointer).unwrap() = written(pointer, vec![byte; length]);
		let forged = signed(serde_json::from_value(forged).unwrap());
		assert_refused(&format!("{pointer}, {byte:#x} everywhere"), forged, &[1]);
	}
}
