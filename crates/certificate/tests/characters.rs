//! A change of any character is refused: certificates of each kind, with each byte replaced by another one.

mod common;

use common::{cases, custody, digest, leaf, registers, subject, text, TestChain};
use std::collections::BTreeSet;
use tracemark_certificate::{form::Subject, verify, Refusal};

/// Bytes from one that is replaced to the next: each one of the first certificate, and of the others where more cases
/// are asked for than in CI. A program that is not optimised takes as few as it judges within seconds.
fn step(certificate: usize) -> usize {
	match (cfg!(debug_assertions), certificate) {
		(true, 0) => 61,
		(true, _) => 307,
		(false, 0) => 1,
		(false, _) if cases(1) > 1 => 1,
		(false, _) => 3,
	}
}

/// One that could stand there as well, so that as much as possible of the text stays well formed.
fn other(byte: u8) -> u8 {
	match byte {
		b'9' => b'0',
		b'f' => b'a',
		b'z' => b'b',
		b'Z' => b'A',
		b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => byte + 1,
		b'+' => b'/',
		b'{' => b'[',
		b'}' => b']',
		b'"' => b'\'',
		b',' => b':',
		b' ' => b'-',
		_ => b'+',
	}
}

#[test]
fn verify_should_refuse_when_any_character_is_another_one() {
	let chain = TestChain::new(1, &[4, 4, 4], 8);
	let anchor = Some(chain.genesis_hash());
	let kinds: [Subject; 9] = [
		subject(digest(20, 0), 0),
		leaf(20, 2, 1),
		registers::right(),
		registers::licence(),
		registers::declaration(),
		custody::trace("unit"),
		custody::event("pallet", 4),
		registers::exhibit(),
		registers::group(),
	];
	let mut judged = 0;
	let mut reached = BTreeSet::new();
	for (which, kind) in kinds.into_iter().enumerate() {
		let mut bytes = text(&chain.certify(kind, None)).into_bytes();
		assert!(verify(&bytes, anchor).is_ok());
		for at in (which % step(which)..bytes.len()).step_by(step(which)) {
			let genuine = bytes[at];
			bytes[at] = other(genuine);
			assert_ne!(bytes[at], genuine);
			let refusal = verify(&bytes, anchor).unwrap_err();
			reached.insert(match refusal {
				Refusal::BadSignature => "a signature of another text",
				Refusal::NoJson(_) | Refusal::OtherFile(_) => "no certificate at all",
				_ => "something else",
			});
			bytes[at] = genuine;
			judged += 1;
		}
	}
	assert_eq!(reached.len(), 3);
	assert!(judged > 9 * if cfg!(debug_assertions) { 20 } else { 3_000 }, "{judged}");
}
