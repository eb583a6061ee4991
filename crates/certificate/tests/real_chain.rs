//! Certificates that were made from a development node with an archive of its states: the layouts
//! that this crate has of the pallets' records are those of the runtime.

use sp_core::H256;
use tracemark_certificate::{form::Subject, verify, verify_original, Refusal, Report, Source};

/// Genesis of the preset `development`.
const GENESIS: &str = "0xff13a64254a55d1dea0ab1d6449a34aeada9751852bfd2daa7133f6acf65dcd6";

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
	assert_eq!((entry.kind.as_str(), entry.block), ("web capture", 624));
	assert_eq!(entry.time, "2026-11-24T19:16:59.060Z");
	assert_eq!(field(&report, "hash of the entry's block").1, Source::Chain);
	assert_eq!(field(&report, "runtime"), ("tracemark version 1", Source::Chain));
	let operator = &report.certificate.operators[0];
	assert_eq!((operator.org, operator.name.as_deref()), (Some(0), Some("Association of Brands")));
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
	assert_eq!((first.org, first.block), (0, 624));
}

#[test]
fn leaf_should_be_read_when_a_node_proved_its_batch_and_its_own_record() {
	let report = accepted(include_str!("fixtures/leaf.json"));
	assert!(matches!(report.certificate.subject, Subject::Leaf { index: 2, leaves: 5, .. }));
	let entry = report.certificate.entry.as_ref().unwrap();
	assert_eq!((entry.content.as_str(), entry.block), ("batch", 625));
	// An opened leaf bears the time of its batch.
	let first = report.certificate.status.as_ref().unwrap().first.as_ref().unwrap();
	assert_eq!((first.org, first.block, &first.time), (0, 625, &entry.time));
	assert_eq!(verify_original(&report.certificate, b"c"), Ok(()));
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
	// The validator rotated its session keys twice.
	let report = accepted(include_str!("fixtures/handed-over.json"));
	assert_eq!(field(&report, "authority set"), ("2", Source::Chain));
	assert_eq!(report.certificate.finality.hand_offs.len(), 2);
	let operator = &report.certificate.operators[0];
	assert_eq!((operator.org, operator.weight), (Some(0), 1));
	let before = accepted(include_str!("fixtures/record.json"));
	assert_ne!(operator.authority, before.certificate.operators[0].authority);
}
