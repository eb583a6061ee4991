//! Whatever bytes a certificate has, and whatever bytes a state has that it proves, they are judged without a panic
//! and in little memory. The forger is the issuer, and signs what he made; or the authorities, who vote for a block
//! of theirs.

mod common;

use codec::{Decode, Encode};
use common::{
	cases, custody,
	hostile::{declaring, parts, restate, Asked, LENGTHS},
	issuer_key, leaf, registers, subject, text,
	timeline::busy,
	TestChain,
};
use proptest::prelude::*;
use sp_core::Bytes;
use std::{collections::BTreeSet, fs, sync::LazyLock};
use tracemark_certificate::{
	add_timeline, build, chain::Record, describe, description, form::Subject, keys, verify,
	Certificate, Refusal, Request,
};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4, 4, 4], 8));

/// A certificate, and the keys that it needs with their values.
#[derive(Debug)]
struct Genuine {
	certificate: Certificate,
	values: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

fn genuine(subject: Subject, add: fn(&Asked<'_>, Certificate) -> Certificate) -> Genuine {
	let asked = Asked::new(&CHAIN);
	let request = Request { subject, original: None, at: None, issuer: "Issuer".to_owned() };
	let certificate = add(&asked, build(&asked, request, &issuer_key()).unwrap());
	let values = asked.needed(&certificate);
	Genuine { certificate, values }
}

/// One of each kind, at the newest block.
static GENUINE: LazyLock<Vec<Genuine>> = LazyLock::new(|| {
	let described =
		|asked: &Asked<'_>, certificate| describe(asked, certificate, &issuer_key(), &[]).unwrap();
	let timeline = |asked: &Asked<'_>, certificate| {
		add_timeline(asked, certificate, &issuer_key(), &[]).unwrap()
	};
	let as_it_is = |_: &Asked<'_>, certificate| certificate;
	let state = Subject::State {
		name: "Consortium.Organisations".to_owned(),
		key: Bytes(keys::organisation(3)),
	};
	let mut all = vec![
		genuine(subject(common::digest(20, 1), 0), described),
		genuine(subject(busy(), 0), timeline),
		genuine(leaf(20, 2, 0), timeline),
	];
	all.extend(
		[
			leaf(20, 2, 1),
			registers::right(),
			registers::licence(),
			registers::declaration(),
			registers::group(),
			registers::exhibit(),
			custody::trace("unit"),
			custody::event("pallet", 4),
			state,
		]
		.map(|subject| genuine(subject, as_it_is)),
	);
	all
});

/// One place or part in so many is taken; a program that is not optimised takes fewer.
const THINNED: usize = if cfg!(debug_assertions) { 80 } else { 4 };

/// Where hostile lengths are written: where structures have numbers, counts and options.
fn places(bytes: &[u8]) -> Vec<usize> {
	let most = bytes.len().min(64);
	(0..most).chain((most..bytes.len()).step_by(17)).step_by(THINNED).collect()
}

/// The verdict on what its issuer signed anew, judged by whoever has no anchor.
fn judged(mut forgery: Certificate) -> Result<(), Refusal> {
	issuer_key().sign(&mut forgery).unwrap();
	verify(&forgery.canonical().unwrap(), None).map(|_| ())
}

/// The most that this process ever had mapped, in bytes.
fn mapped() -> u64 {
	let status = fs::read_to_string("/proc/self/status").unwrap();
	let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).unwrap();
	line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

/// That what was judged meanwhile took no more than threads and the texts do. A length that bytes declare and do
/// not have would be gigabytes.
fn assert_little_since(before: u64) {
	let more = mapped() - before;
	assert!(more < 512 << 20, "{more} bytes");
}

#[test]
fn a_certificate_should_be_accepted_when_its_state_is_that_of_a_block_of_the_authorities() {
	for Genuine { certificate, values } in GENUINE.iter() {
		let mut restated = certificate.clone();
		restate(&CHAIN, &mut restated, values);
		assert_ne!(restated.retrieval.block_hash, certificate.retrieval.block_hash);
		assert_eq!(judged(restated), Ok(()), "{}", text(certificate));
	}
}

#[test]
fn verify_should_refuse_when_a_part_declares_lengths_that_it_does_not_have() {
	let before = mapped();
	let mut hit = BTreeSet::new();
	for Genuine { certificate, .. } in GENUINE.iter() {
		let mut certificate = certificate.clone();
		let count = parts(&mut certificate).len();
		for part in 0..count {
			let (name, bytes) = parts(&mut certificate).swap_remove(part);
			if part % THINNED > 0 && hit.contains(name) {
				continue;
			}
			let genuine = bytes.clone();
			// At one place each, so that all parts together have them at all places.
			let at = part % genuine.len().max(1);
			for (turn, length) in LENGTHS.iter().enumerate() {
				let at = (at + turn * 31) % genuine.len().max(1);
				let forged = declaring(&genuine, at, length, turn % 2 == 0);
				if forged == genuine {
					continue;
				}
				*parts(&mut certificate).swap_remove(part).1 = forged;
				assert!(judged(certificate.clone()).is_err(), "{name}, {at}, {length:?}");
				hit.insert(name);
			}
			*parts(&mut certificate).swap_remove(part).1 = genuine;
		}
	}
	let expected = [
		"body of an event",
		"description",
		"header",
		"header of a hand-off",
		"header of genesis",
		"justification",
		"justification of a hand-off",
		"key",
		"node",
		"node of genesis",
		"value",
	];
	assert_eq!(hit.into_iter().collect::<Vec<_>>(), expected);
	assert_little_since(before);
}

#[test]
fn verify_should_refuse_when_values_declare_lengths_that_a_state_proves() {
	let before = mapped();
	let mut undecoded = BTreeSet::new();
	for Genuine { certificate, values } in GENUINE.iter() {
		for (index, (_, value)) in values.iter().enumerate() {
			let Some(value) = value else { continue };
			for (turn, at) in places(value).into_iter().enumerate() {
				let length = LENGTHS[turn % LENGTHS.len()];
				let mut hostile = values.clone();
				hostile[index].1 = Some(declaring(value, at, length, turn % 3 == 0));
				let mut forgery = certificate.clone();
				restate(&CHAIN, &mut forgery, &hostile);
				if let Err(Refusal::UnknownLayout(what) | Refusal::Undecodable(what)) =
					judged(forgery)
				{
					undecoded.insert(what);
				}
			}
		}
	}
	assert!(undecoded.len() > 10, "{undecoded:?}");
	assert_little_since(before);
}

#[test]
fn verify_should_refuse_when_a_description_declares_lengths_and_its_digest_is_on_record() {
	let before = mapped();
	let Genuine { certificate, values } = &GENUINE[0];
	let described = certificate.description.as_ref().unwrap().value.0.clone();
	let place = values.iter().position(|(key, _)| *key == certificate.state.key.0).unwrap();
	for (turn, at) in places(&described).into_iter().enumerate() {
		let value = declaring(&described, at, LENGTHS[turn % LENGTHS.len()], turn % 3 == 0);
		let digest = description::digest(&value);
		let mut hostile = values.clone();
		let record = hostile[place].1.as_mut().unwrap();
		let mut changed = Record::decode(&mut record.as_slice()).unwrap();
		changed.deposit.description = digest;
		*record = changed.encode();
		let mut forgery = certificate.clone();
		restate(&CHAIN, &mut forgery, &hostile);
		forgery.entry.as_mut().unwrap().description = digest;
		forgery.description.as_mut().unwrap().value = Bytes(value);
		match judged(forgery) {
			Err(Refusal::UnknownLayout("a description")) => {},
			// The bytes of a digest, a number or a moment may be any.
			Err(Refusal::NotProven("content of the description")) => {},
			other => panic!("{at}: {other:?}"),
		}
	}
	assert_little_since(before);
}

/// What is done to bytes.
#[derive(Clone, Debug)]
enum Blow {
	Random(Vec<u8>),
	Declare(prop::sample::Index, usize, bool),
	Insert(prop::sample::Index, Vec<u8>),
	Overwrite(prop::sample::Index, Vec<u8>),
	Cut(prop::sample::Index),
	Repeat(usize),
}

fn blow() -> impl Strategy<Value = Blow> {
	let at = any::<prop::sample::Index>;
	let bytes = |most| prop::collection::vec(any::<u8>(), 1..most);
	prop_oneof![
		1 => bytes(600).prop_map(Blow::Random),
		4 => (at(), 0..LENGTHS.len(), any::<bool>())
			.prop_map(|(at, length, goes_on)| Blow::Declare(at, length, goes_on)),
		2 => (at(), bytes(40)).prop_map(|(at, bytes)| Blow::Insert(at, bytes)),
		3 => (at(), bytes(9)).prop_map(|(at, bytes)| Blow::Overwrite(at, bytes)),
		1 => at().prop_map(Blow::Cut),
		1 => (2usize..200).prop_map(Blow::Repeat),
	]
}

fn struck(bytes: &[u8], blow: &Blow) -> Vec<u8> {
	let place = |at: &prop::sample::Index| at.index(bytes.len().max(1)).min(bytes.len());
	match blow {
		Blow::Random(random) => random.clone(),
		Blow::Declare(at, length, goes_on) => {
			declaring(bytes, place(at), LENGTHS[*length], *goes_on)
		},
		Blow::Insert(at, more) => {
			let (head, tail) = bytes.split_at(place(at));
			[head, more, tail].concat()
		},
		Blow::Overwrite(at, others) => {
			let at = place(at);
			let rest = bytes.get(at + others.len()..).unwrap_or_default();
			[&bytes[..at], others, rest].concat()
		},
		Blow::Cut(at) => bytes[..place(at)].to_vec(),
		Blow::Repeat(times) => bytes.repeat(*times),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: cases(1_000), ..ProptestConfig::default() })]

	#[test]
	fn verify_should_refuse_when_any_part_is_struck_and_signed_anew(
		which in 0..GENUINE.len(),
		part in any::<prop::sample::Index>(),
		blows in prop::collection::vec(blow(), 1..4),
	) {
		let genuine = &GENUINE[which].certificate;
		let mut forgery = genuine.clone();
		let mut all = parts(&mut forgery);
		let (_, bytes) = all.swap_remove(part.index(all.len()));
		for blow in &blows {
			*bytes = struck(bytes, blow);
		}
		prop_assume!(forgery != *genuine);
		prop_assert!(judged(forgery).is_err());
	}

	/// What a state says of an organisation may be another and nobody notices: only that it is judged.
	#[test]
	fn verify_should_not_panic_when_any_value_of_a_state_is_struck(
		which in 0..GENUINE.len(),
		at in any::<prop::sample::Index>(),
		blows in prop::collection::vec(blow(), 1..4),
	) {
		let Genuine { certificate, values } = &GENUINE[which];
		let mut values = values.clone();
		let mut present: Vec<&mut Vec<u8>> =
			values.iter_mut().filter_map(|(_, value)| value.as_mut()).collect();
		let value = present.swap_remove(at.index(present.len()));
		for blow in &blows {
			*value = struck(value, blow);
		}
		let mut forgery = certificate.clone();
		restate(&CHAIN, &mut forgery, &values);
		judged(forgery).ok();
	}
}
