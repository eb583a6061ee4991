//! Certificates that were made from a development node with an archive of its states: the layouts
//! that this crate has of the pallets' records are those of the runtime.
//!
//! The node ran `--dev --state-pruning archive`. Blocks 301 to 306 have the deposits: `original.html` by
//! organisation 0, then by 1; a batch of the SHA-256 digests of `a` to `e` by 0; `d` alone by 1;
//! leaves 2 and 3 opened by 0. Session keys were registered anew in blocks 307, 335 and 366, so the
//! authority set changed after 360, 390 and 420, which have stored finality proofs, as 512 has. A
//! change of these records' layouts takes new fixtures, made so by `tracemark certificate create`.

use sp_core::H256;
use tracemark_certificate::{form::Subject, verify, verify_original, Refusal, Report, Source};

/// Genesis of that node, from the preset `development` with the runtime as it was then.
const GENESIS: &str = "0xd1f79363f7bf3f0080c197860da446ad61a717043ade2a712cc4b8e58bd65edc";

fn accepted(text: &str) -> Report {
	let genesis: H256 = GENESIS.parse().unwrap();
	verify(text.as_bytes(), Some(genesis)).unwrap()
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
