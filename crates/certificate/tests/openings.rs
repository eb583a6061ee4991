//! Whoever is shown what a depositor committed to can check it, and nothing else opens a commitment.

mod common;

use common::{issuer_key, opening, registers, sha256, TestChain};
use tracemark_certificate::{
	describe,
	openings::{open, parse, Opening},
	Certificate, Field, Refusal, Source,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4], 8)
}

fn certified(chain: &TestChain) -> Certificate {
	describe(chain, chain.certify_digest(5, 0, None), &issuer_key(), &[]).unwrap()
}

#[test]
fn commitments_should_be_said_by_their_texts_when_they_are_opened() {
	let certificate = certified(&chain());
	let words = ["person", "offer", "case", "witness", "source"];
	let names = ["who captured it", "offer", "case", "witness", "source"];
	let openings: Vec<Opening> = words.map(opening).to_vec();
	let said = open(&certificate, &openings).unwrap();
	let expected = names.iter().zip(words).map(|(name, word)| Field {
		name: format!("opened, {name}"),
		value: word.to_owned(),
		source: Source::Chain,
	});
	assert_eq!(said, expected.collect::<Vec<_>>());
	// As a file has them.
	let text = serde_json::to_vec(&openings).unwrap();
	assert_eq!(parse(&text), Ok(openings));
}

#[test]
fn openings_should_be_refused_when_salt_or_text_is_another_one() {
	let certificate = certified(&chain());
	let (source, person) = (opening("source"), opening("person"));
	let swapped = Opening { salt: person.salt, ..source.clone() };
	let reworded = Opening { text: "sauce".to_owned(), ..source.clone() };
	// The digest of the tool is no commitment, though its text is known.
	let tool = Opening { text: "tool".to_owned(), salt: sha256(b"tool") };
	for wrong in [swapped, reworded, tool] {
		let refusal = open(&certificate, &[source.clone(), wrong.clone()]).unwrap_err();
		assert_eq!(refusal, Refusal::OpensNothing(2));
		assert_eq!(open(&certificate, &[wrong]), Err(Refusal::OpensNothing(1)));
		assert!(!refusal.is_unreadable());
	}
}

#[test]
fn openings_should_be_refused_when_the_certificate_has_no_description() {
	let chain = chain();
	for other in [chain.certify_digest(5, 0, None), chain.certify(registers::right(), None)] {
		assert_eq!(open(&other, &[opening("source")]), Err(Refusal::NothingToOpen));
	}
}
