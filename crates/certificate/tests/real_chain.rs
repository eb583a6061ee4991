//! Certificates that were made from a development node with an archive of its states: the layouts
//! that this crate has of the pallets' records are those of the runtime.
//!
//! The node ran `--dev --state-pruning archive`. Blocks 301 to 306 have the deposits: `original.html` by
//! organisation 0, then by 1; a batch of the SHA-256 digests of `a` to `e` by 0; `d` alone by 1;
//! leaves 2 and 3 opened by 0. Session keys were registered anew in blocks 307, 335 and 366, so the
//! authority set changed after 360, 390 and 420, which have stored finality proofs, as 512 has. A
//! change of these records' layouts takes new fixtures, made so by `tracemark certificate create`.
//!
//! The right, the licence and the declaration come from another such node, after the examples of
//! `docs/polkadot-js.md`: the mark with two owners, the licence of the dispute, the declaration of copies.

use sp_core::H256;
use tracemark_certificate::{form::Subject, verify, verify_original, Refusal, Report, Source};

/// Genesis of that node, from the preset `development` with the runtime as it was then.
const GENESIS: &str = "0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc";

/// Genesis of the node that ran the examples.
const EXAMPLES_GENESIS: &str = "0x1dc6e39bcba5276efc0e539cf5a0c4d813037d5905582b57653fe6a8cd71b7d1";

fn accepted(text: &str) -> Report {
	accepted_of(GENESIS, text)
}

fn accepted_of(genesis: &str, text: &str) -> Report {
	let genesis: H256 = genesis.parse().unwrap();
	verify(text.as_bytes(), Some(genesis)).unwrap()
}

/// The values of all statements with this name.
fn values<'a>(report: &'a Report, name: &str) -> Vec<&'a str> {
	let fields = report.fields.iter().filter(|field| field.name == name);
	fields.map(|field| field.value.as_str()).collect()
}

fn field<'a>(report: &'a Report, name: &str) -> (&'a str, Source) {
	let field = report.fields.iter().find(|field| field.name == name).unwrap();
	(&field.value, field.source)
}

#[test]
fn record_should_be_read_when_a_node_proved_it() {
	let report = accepted(include_str!("fixtures/record.json"));
	let depositor = report.certificate.depositor.as_ref().unwrap();
	assert_eq!((depositor.org, depositor.operator), (0, 0));
	assert_eq!(
		(depositor.name.as_str(), depositor.country.as_str()),
		("Association of Brands", "DE")
	);
	let entry = report.certificate.entry.as_ref().unwrap();
	assert_eq!((entry.kind.as_str(), entry.block), ("web capture", 301));
	assert_eq!(entry.time, "2026-11-24T20:32:48.001Z");
	assert_eq!(field(&report, "hash of the entry's block").1, Source::Chain);
	assert_eq!(field(&report, "runtime"), ("tracemark version 1", Source::Chain));
	let operator = &report.certificate.operators[0];
	assert_eq!((operator.org, operator.name.as_deref()), (Some(0), Some("Association of Brands")));
	// The proof of finality is that of a later block.
	assert_eq!(report.certificate.finality.descendants.len(), 54);
	assert_eq!(report.certificate.status.as_ref().unwrap().corroborations, 1);

	let original = include_bytes!("fixtures/original.html");
	assert_eq!(verify_original(&report.certificate, original), Ok(()));
	let other = verify_original(&report.certificate, &original[1..]);
	assert_eq!(other, Err(Refusal::OtherOriginal("SHA-256")));
}

#[test]
fn corroboration_should_be_read_when_a_node_proved_it() {
	let report = accepted(include_str!("fixtures/corroboration.json"));
	assert_eq!(report.certificate.depositor.as_ref().unwrap().name, "Union of Carriers");
	let first = report.certificate.status.as_ref().unwrap().first.as_ref().unwrap();
	assert_eq!((first.org, first.block), (0, 301));
	// The validator had registered other session keys by then, and the chain forgets whose the old were.
	assert_eq!(report.certificate.operators[0].name, None);
	let earliest = report.certificate.status.as_ref().unwrap().earliest.as_ref().unwrap();
	assert_eq!((earliest.org, &earliest.time), (0, &first.time));
}

#[test]
fn leaf_should_be_read_when_a_node_proved_its_batch_and_its_own_record() {
	let report = accepted(include_str!("fixtures/leaf.json"));
	assert!(matches!(report.certificate.subject, Subject::Leaf { index: 2, leaves: 5, .. }));
	let entry = report.certificate.entry.as_ref().unwrap();
	assert_eq!((entry.content.as_str(), entry.block), ("batch", 303));
	// An opened leaf bears the time of its batch.
	let first = report.certificate.status.as_ref().unwrap().first.as_ref().unwrap();
	assert_eq!((first.org, first.block, &first.time), (0, 303, &entry.time));
	assert_eq!(verify_original(&report.certificate, b"c"), Ok(()));
}

#[test]
fn opened_leaf_should_be_the_earliest_deposit_when_another_had_come_in_before() {
	let report = accepted(include_str!("fixtures/opened.json"));
	let entry = report.certificate.entry.as_ref().unwrap();
	assert_eq!((entry.content.as_str(), entry.block), ("leaf", 303));
	// It bears the time of its batch, and says when it was opened.
	let opened = entry.opened.as_deref().unwrap();
	assert_eq!(
		(entry.time.as_str(), opened),
		("2026-11-24T20:32:50.000Z", "2026-11-24T20:32:53.000Z")
	);
	assert_eq!(field(&report, "leaf opened"), (opened, Source::Chain));
	// Somebody else had anchored it alone, after the batch and before the opening.
	let status = report.certificate.status.as_ref().unwrap();
	let first = status.first.as_ref().unwrap();
	assert_eq!((first.org, first.block), (1, 304));
	let earliest = status.earliest.as_ref().unwrap();
	assert_eq!((earliest.org, &earliest.time), (0, &entry.time));
	assert_eq!(status.corroborations, 1);
}

#[test]
fn state_entry_should_be_read_when_a_node_proved_it() {
	let report = accepted(include_str!("fixtures/state.json"));
	assert_eq!(field(&report, "state entry"), ("Consortium.Organisations", Source::Chain));
	// The name stands at the beginning of an organisation's value, after its length.
	let value = &report.certificate.state.value.as_ref().unwrap().0;
	assert!(value[1..].starts_with(b"Standards Bureau"));
}

#[test]
fn hand_offs_should_be_followed_when_a_node_changed_its_authority_set() {
	// The validator rotated its session keys three times.
	let report = accepted(include_str!("fixtures/handed-over.json"));
	assert_eq!(field(&report, "authority set"), ("3", Source::Chain));
	assert_eq!(report.certificate.finality.hand_offs.len(), 3);
	let operator = &report.certificate.operators[0];
	assert_eq!((operator.org, operator.weight), (Some(0), 1));
	let before = accepted(include_str!("fixtures/record.json"));
	assert_ne!(operator.authority, before.certificate.operators[0].authority);
}

#[test]
fn right_should_be_read_when_a_node_proved_it() {
	let report = accepted_of(EXAMPLES_GENESIS, include_str!("fixtures/right.json"));
	assert_eq!(field(&report, "kind of right"), ("trade mark", Source::Chain));
	assert_eq!(field(&report, "office").0, "EM");
	assert_eq!(
		values(&report, "owner"),
		[
			"Example brand (organisation 3), 750000 millionths",
			"Example rival (organisation 14), 250000 millionths"
		]
	);
	assert_eq!(values(&report, "territories"), ["AT"]);
	assert_eq!(values(&report, "class"), ["Nice class 9 (edition 12)"]);
	assert_eq!(field(&report, "attested by").0, "Example office (organisation 4)");
}

#[test]
fn licence_should_be_read_when_a_node_proved_it() {
	let report = accepted_of(EXAMPLES_GENESIS, include_str!("fixtures/licence.json"));
	assert_eq!(field(&report, "licensor"), ("Example brand (organisation 3)", Source::Chain));
	assert_eq!(field(&report, "licensee").0, "Example importer (organisation 8)");
	assert_eq!(field(&report, "permitted acts").0, "manufacture");
	assert_eq!(field(&report, "levels of sublicences").0, "1");
	assert_eq!(field(&report, "royalties counted by").0, "goods made");
	assert!(field(&report, "end before its term")
		.0
		.starts_with("revoked 2026-11-26T18:45:45.001Z"));
}

#[test]
fn declaration_should_be_read_when_a_node_proved_it_with_its_lines() {
	let report = accepted_of(EXAMPLES_GENESIS, include_str!("fixtures/declaration.json"));
	assert_eq!(field(&report, "lines"), ("2", Source::Chain));
	assert_eq!(
		field(&report, "line 0, goods").0,
		"GTIN 09521101000016, HS 851830 (edition of 2022), 1 pieces"
	);
	assert_eq!(
		values(&report, "line 0, contradicted"),
		["import authorised, custody unbroken, not held elsewhere, not cleared before"]
	);
	assert_eq!(
		field(&report, "line 0, status").0,
		"destroyed 2026-11-26T18:46:33.001Z, confirmed by officer 19"
	);
	assert_eq!(
		field(&report, "line 1, status").0,
		"released 2026-11-26T18:46:31.000Z by officer 10 of Example customs (organisation 10)"
	);
}
