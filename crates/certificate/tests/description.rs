//! What a depositor described is certified with the deposit, and nothing else.

mod common;

use codec::{Decode, Encode};
use common::{
	described, forged, issuer_key, opening, registers, sha256,
	timeline::{act, BLOCK, LEAF},
	TestChain,
};
use sp_core::{Bytes, H256};
use tracemark_certificate::{
	acts::{LoggedAct, RecordAct},
	chain::Record,
	describe,
	description::LEFT_OUT,
	form::Described,
	keys, verify, Algorithm, BuildError, Certificate, Refusal, Source,
};

fn chain() -> TestChain {
	TestChain::new(1, &[4], 8)
}

fn certified(chain: &TestChain) -> Certificate {
	describe(chain, chain.certify_digest(5, 0, None), &issuer_key(), &[]).unwrap()
}

fn refused(certificate: &Certificate, change: impl FnOnce(&mut Described)) -> Refusal {
	forged(certificate, |forgery| change(forgery.description.as_mut().unwrap())).unwrap_err()
}

#[test]
fn a_description_should_be_said_on_the_chains_word_when_it_is_added() {
	let chain = chain();
	let certificate = certified(&chain);
	let report = verify(&certificate.canonical().unwrap(), Some(chain.genesis_hash())).unwrap();
	let said: Vec<(&str, &str)> = report
		.fields
		.iter()
		.filter(|field| field.name.starts_with("description, "))
		.inspect(|field| assert_eq!(field.source, Source::Chain))
		.map(|field| (&field.name["description, ".len()..], field.value.as_str()))
		.collect();
	let committed = |word: &str| format!("{:?}", opening(word).commitment());
	let of = |word: &str| format!("{:?}", sha256(word.as_bytes()));
	let expected = [
		("about", format!("right {}", of("right"))),
		("about", format!("lot {}", of("lot"))),
		("about", format!("object {}", of("object"))),
		("about", format!("offer, salted commitment {}", committed("offer"))),
		("about", "seller, organisation 4".to_owned()),
		("about", format!("seller, no member, tag {} under key version 2", of("tag"))),
		("about", format!("case {}", committed("case"))),
		("salted commitment to the source", committed("source")),
		("digest of the tool", of("tool")),
		("salted commitment to who captured it", committed("person")),
		(
			"claimed time",
			"2026-11-24T18:57:51.005Z, offset of the place from UTC -90 minutes".to_owned(),
		),
		("salted commitment to a witness", committed("witness")),
	];
	assert!(said.into_iter().eq(expected.iter().map(|(name, value)| (*name, value.as_str()))));
	let leaf = describe(&chain, chain.certify_leaf(5, 2, 0), &issuer_key(), &[]).unwrap();
	assert_eq!(leaf.description, certificate.description);
}

#[test]
fn report_should_say_so_when_the_issuer_left_the_description_out() {
	let chain = chain();
	let said = |certificate: &Certificate| {
		let text = certificate.canonical().unwrap();
		let fields = verify(&text, Some(chain.genesis_hash())).unwrap().fields;
		let field = fields.into_iter().find(|field| field.name == "description");
		field.map(|field| (field.value, field.source))
	};
	let left_out = Some((LEFT_OUT.to_owned(), Source::Issuer));
	assert_eq!(said(&chain.certify_digest(5, 0, None)), left_out);
	assert_eq!(said(&chain.certify_leaf(5, 2, 0)), left_out);
	assert_eq!(said(&certified(&chain)), None);
	assert_eq!(said(&chain.certify(registers::right(), None)), None);
}

#[test]
fn a_description_should_be_refused_when_it_is_another_one() {
	let chain = chain();
	let certificate = certified(&chain);
	let other = refused(&certificate, |stated| stated.value = Bytes(described(6)));
	assert_eq!(other, Refusal::NotProven("description"));
	let longer = refused(&certificate, |stated| stated.value.0.push(0));
	assert_eq!(longer, Refusal::NotProven("description"));
	let content = Refusal::NotProven("content of the description");
	assert_eq!(refused(&certificate, |stated| stated.statements[0].value.push('.')), content);
	assert_eq!(refused(&certificate, |stated| stated.statements[0].name.push('s')), content);
	assert_eq!(refused(&certificate, |stated| drop(stated.statements.remove(0))), content);
	assert_eq!(refused(&certificate, |stated| stated.statements.swap(0, 1)), content);
}

#[test]
fn a_description_should_be_refused_when_nothing_was_deposited() {
	let chain = chain();
	let description = certified(&chain).description;
	let right = chain.certify(registers::right(), None);
	let refusal = forged(&right, |forgery| forgery.description = description).unwrap_err();
	assert_eq!(refusal, Refusal::Superfluous("description"));
	let error = describe(&chain, right, &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::Superfluous("description"))), "{error}");
}

#[test]
fn a_description_should_not_be_found_when_the_node_has_no_events_of_the_block() {
	let mut chain = chain();
	let certificate = chain.certify_digest(5, 0, None);
	chain.blocks[5].state.remove(&keys::events());
	let error = describe(&chain, certificate, &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::NoDescription(5)), "{error}");
}

#[test]
fn a_description_should_be_found_where_a_leaf_was_opened_when_that_was_after_its_batch() {
	let mut chain = chain();
	let (root, leaf) = (common::batch(BLOCK, 0).0, common::leaves(BLOCK)[LEAF]);
	let last = chain.blocks.last_mut().unwrap();
	let key = keys::record(Algorithm::Sha256, &leaf);
	let mut record = Record::decode(&mut last.state[&key].as_slice()).unwrap();
	record.deposit.description = tracemark_certificate::description::digest(&described(7));
	last.state.insert(key, record.encode());
	let opened = LoggedAct { block: 7, ..act(1, 6, RecordAct::LeafOpened { leaf }) };
	last.state.insert(keys::act(Algorithm::Sha256, &root, 1), opened.encode());
	last.header.state_root = common::root(&last.state);
	last.hash = last.header.hash();
	let certificate = chain.certify(common::subject(leaf, 0), None);
	assert_eq!(certificate.entry.as_ref().unwrap().block, BLOCK);
	let told = describe(&chain, certificate.clone(), &issuer_key(), &[]).unwrap();
	assert_eq!(told.description.unwrap().value.0, described(7));
	chain.blocks[7].state.remove(&keys::events());
	let error = describe(&chain, certificate, &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::NoDescription(7)), "{error}");
}

#[test]
fn a_description_should_be_refused_when_its_layout_is_another_one() {
	let mut chain = chain();
	let unknown = tracemark_certificate::description::digest(&[9]);
	let key = common::subject(common::digest(8, 0), 0).key();
	let last = chain.blocks.last_mut().unwrap();
	let record = last.state.get_mut(&key).unwrap();
	// Before it: kind, organisation, operator, block, moment and content.
	record[22..54].copy_from_slice(unknown.as_bytes());
	last.header.state_root = common::root(&last.state);
	last.hash = last.header.hash();
	let certificate = chain.certify_digest(8, 0, None);
	assert_ne!(certificate.entry.as_ref().unwrap().description, H256::zero());
	let stated = Described { value: Bytes(vec![9]), statements: Vec::new() };
	let refusal = forged(&certificate, |forgery| forgery.description = Some(stated));
	assert_eq!(refusal.unwrap_err(), Refusal::UnknownLayout("a description"));
}
