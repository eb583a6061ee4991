//! Whatever is changed in a certificate, it is refused; and whatever an issuer states that the chain
//! does not prove, the report puts on the issuer's word.

mod common;

use codec::{Decode, Encode};
use common::{
	case, cases, custody, genuine, issuer_key, list, log, original, registers, subject, text,
	timeline::busy,
	votes::{self, justifications},
	weak_key, weak_signature, Justification, TestChain,
};
use proptest::prelude::*;
use serde_json::Value;
use sp_consensus_grandpa::{ConsensusLog, Precommit, ScheduledChange};
use sp_core::Bytes;
use std::sync::{LazyLock, OnceLock};
use tracemark_certificate::{
	add_timeline, describe, verify, verify_original, Certificate, Header, Refusal, Report,
};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4, 4, 4], 8));

static GENUINE: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
	vec![
		CHAIN.certify_digest(20, 0, None),
		CHAIN.certify_digest(3, 3, Some(3)),
		CHAIN.certify_digest(18, 4, None),
		CHAIN.certify_leaf(20, 2, 1),
		describe(&*CHAIN, CHAIN.certify_digest(20, 1, None), &issuer_key(), &[]).unwrap(),
		add_timeline(&*CHAIN, CHAIN.certify(subject(busy(), 0), None), &issuer_key(), &[]).unwrap(),
		add_timeline(&*CHAIN, CHAIN.certify_leaf(20, 2, 0), &issuer_key(), &[]).unwrap(),
		CHAIN.certify(registers::right(), None),
		CHAIN.certify(registers::licence(), None),
		CHAIN.certify(registers::declaration(), None),
		CHAIN.certify(registers::group(), None),
		CHAIN.certify(registers::exhibit(), None),
		CHAIN.certify(registers::sample(), None),
		CHAIN.certify(case::case(), None),
		CHAIN.certify(custody::trace("unit"), None),
		CHAIN.certify(custody::event("pallet", 4), None),
	]
});

/// Of an original that is a salt and a file.
static SALTED: LazyLock<Certificate> = LazyLock::new(|| CHAIN.certify_digest(5, 1, None));

/// The certificates that `genuine.rs` judges, made when they are asked for.
static OTHERS: LazyLock<Vec<OnceLock<Certificate>>> =
	LazyLock::new(|| genuine::requests().iter().map(|_| OnceLock::new()).collect());

/// A genuine certificate, and the chain that it is of.
struct Base {
	certificate: &'static Certificate,
	chain: &'static TestChain,
}

impl Base {
	fn judges(&self, text: &[u8]) -> bool {
		verify(text, Some(self.chain.genesis_hash())).is_ok()
	}
}

/// Which of the certificates: as often one of each kind as one of many blocks and sets.
fn bases() -> impl Strategy<Value = usize> {
	prop_oneof![0..GENUINE.len(), GENUINE.len()..GENUINE.len() + OTHERS.len()]
}

fn base(which: usize) -> Base {
	if let Some(certificate) = GENUINE.get(which) {
		return Base { certificate, chain: &CHAIN };
	}
	let which = which - GENUINE.len();
	let certificate = OTHERS[which].get_or_init(|| {
		let (subject, at) = genuine::requests().swap_remove(which);
		genuine::CHAIN.certify(subject, at)
	});
	Base { certificate, chain: &genuine::CHAIN }
}

/// The block that votes are for.
fn votes_for(votes: &Justification) -> Precommit<Header> {
	let (target_hash, target_number) = (votes.commit.target_hash, votes.commit.target_number);
	Precommit::<Header> { target_hash, target_number }
}

fn judge(text: &[u8]) -> bool {
	verify(text, Some(CHAIN.genesis_hash())).is_ok()
}

/// Pointers to all scalars of a JSON value.
fn scalars(value: &Value, at: String, found: &mut Vec<String>) {
	match value {
		Value::Object(members) => {
			members.iter().for_each(|(name, value)| scalars(value, format!("{at}/{name}"), found));
		},
		Value::Array(items) => {
			items
				.iter()
				.enumerate()
				.for_each(|(index, value)| scalars(value, format!("{at}/{index}"), found));
		},
		_ => found.push(at),
	}
}

fn changed(value: &Value) -> Value {
	match value {
		Value::Bool(yes) => Value::Bool(!yes),
		Value::Number(number) => (number.as_u64().unwrap() ^ 1).into(),
		Value::String(text) => {
			let mut characters: Vec<char> = text.chars().collect();
			// The middle of a text is never padding or a prefix.
			let middle = characters.len() / 2;
			match characters.get_mut(middle) {
				Some(character) => *character = if *character == '1' { '2' } else { '1' },
				None => characters.push('1'),
			}
			characters.into_iter().collect::<String>().into()
		},
		other => other.clone(),
	}
}

/// The canonical text of a certificate with these members, or a text that is none.
fn canonical(value: &Value) -> Vec<u8> {
	serde_json::from_value::<Certificate>(value.clone())
		.ok()
		.and_then(|certificate| certificate.canonical().ok())
		.unwrap_or_else(|| value.to_string().into_bytes())
}

fn resigned(value: Value) -> Option<Report> {
	let mut certificate: Certificate = serde_json::from_value(value).ok()?;
	issuer_key().sign(&mut certificate).ok()?;
	verify(&certificate.canonical().ok()?, Some(CHAIN.genesis_hash())).ok()
}

#[test]
fn verify_should_refuse_when_any_field_is_changed() {
	let mut count = 0;
	for certificate in GENUINE.iter() {
		let value: Value = serde_json::from_str(&text(certificate)).unwrap();
		let mut pointers = Vec::new();
		scalars(&value, String::new(), &mut pointers);
		for pointer in pointers {
			let mut forgery = value.clone();
			let field = forgery.pointer_mut(&pointer).unwrap();
			*field = changed(field);
			assert!(!judge(&canonical(&forgery)), "{pointer}");
			count += 1;

			// Signed anew by the issuer, only what stands on the issuer's word may differ.
			let on_word = [
				"/chain/name",
				"/entry/extrinsic/hash",
				"/entry/extrinsic/index",
				"/issuer/name",
				"/retrieval/retrievedAt",
				"/signature",
			];
			let old = "/entry/blockHash";
			let accepted = resigned(forgery).is_some();
			// The timeline proves whose the account is.
			let is_account = pointer == "/depositor/account" && certificate.timeline.is_none();
			if is_account || on_word.contains(&pointer.as_str()) {
				assert!(accepted, "{pointer}");
			} else if pointer.starts_with("/history/") && pointer.ends_with("/block") {
				// On the issuer's word, as long as blocks ascend.
			} else if pointer != old {
				assert!(!accepted, "{pointer}");
			}
		}
	}
	assert!(count > 400, "{count}");
}

#[test]
fn verify_should_refuse_when_a_member_is_left_out() {
	for certificate in GENUINE.iter() {
		let value: Value = serde_json::from_str(&text(certificate)).unwrap();
		for name in value.as_object().unwrap().keys() {
			let mut forgery = value.clone();
			forgery.as_object_mut().unwrap().remove(name);
			assert!(!judge(&canonical(&forgery)), "{name}");
			// The signature comes back when it is signed anew; a description is certified on demand only.
			let dispensable = ["signature", "description"].contains(&name.as_str());
			assert_eq!(resigned(forgery).is_some(), dispensable, "{name}");
		}
	}
}

#[test]
fn verify_should_refuse_when_it_was_tampered_with_and_signed_by_nobody() {
	for certificate in GENUINE.iter() {
		let mut forgery = certificate.clone();
		forgery.issuer.public_key = weak_key().into();
		forgery.issuer.name = "Court Registry".to_owned();
		forgery.signature = Some(Bytes(weak_signature().to_vec()));
		let refusal = verify(text(&forgery).as_bytes(), Some(CHAIN.genesis_hash()));
		assert_eq!(refusal, Err(Refusal::WeakKey("issuer")));
	}
}

#[derive(Clone, Debug)]
enum Tampering {
	Flip(u8),
	Set(u8),
	Insert(u8),
	Remove(usize),
	Repeat(usize),
	Swap(usize),
	Cut,
}

fn tampering() -> impl Strategy<Value = Tampering> {
	prop_oneof![
		4 => (0u8..8).prop_map(Tampering::Flip),
		4 => prop::sample::select(&b"0123456789abcdefAZ+/=\"{}[],:-. "[..]).prop_map(Tampering::Set),
		2 => any::<u8>().prop_map(Tampering::Set),
		2 => any::<u8>().prop_map(Tampering::Insert),
		2 => (1usize..40).prop_map(Tampering::Remove),
		1 => (1usize..400).prop_map(Tampering::Repeat),
		1 => (1usize..400).prop_map(Tampering::Swap),
		1 => Just(Tampering::Cut),
	]
}

fn apply(text: &mut Vec<u8>, at: usize, tampering: &Tampering) {
	let at = at % text.len();
	let end = |length: usize| (at + length).min(text.len());
	match tampering {
		Tampering::Flip(bit) => text[at] ^= 1 << bit,
		Tampering::Set(byte) => text[at] = *byte,
		Tampering::Insert(byte) => text.insert(at, *byte),
		Tampering::Remove(length) => drop(text.drain(at..end(*length))),
		Tampering::Repeat(length) => {
			let piece = text[at..end(*length)].to_vec();
			text.splice(at..at, piece);
		},
		Tampering::Swap(length) => {
			let other = end(*length).saturating_sub(1);
			text.swap(at, other);
		},
		Tampering::Cut => text.truncate(at.max(1)),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: cases(1_000), ..ProptestConfig::default() })]

	#[test]
	fn verify_should_refuse_when_the_text_is_tampered_with(
		which in bases(),
		steps in prop::collection::vec((any::<usize>(), tampering()), 1..4),
	) {
		let base = base(which);
		let genuine = text(base.certificate).into_bytes();
		let mut forgery = genuine.clone();
		for (at, tampering) in &steps {
			apply(&mut forgery, *at, tampering);
		}
		prop_assume!(forgery != genuine);
		prop_assert!(!base.judges(&forgery));
	}

	/// Bytes of headers, votes and trie nodes, signed anew: the decoders see what they never see.
	#[test]
	fn verify_should_refuse_when_proofs_are_tampered_with_and_signed_anew(
		which in bases(),
		part in any::<prop::sample::Index>(),
		steps in prop::collection::vec((any::<usize>(), tampering()), 1..3),
	) {
		let base = base(which);
		let genuine = base.certificate;
		let mut forgery = genuine.clone();
		let finality = &mut forgery.finality;
		let mut parts = vec![&mut finality.header, &mut finality.justification];
		let genesis = finality.genesis.as_mut().unwrap();
		parts.push(&mut genesis.header);
		parts.extend(&mut genesis.proof);
		parts.extend(&mut finality.descendants);
		for hand_off in &mut finality.hand_offs {
			parts.extend([&mut hand_off.header, &mut hand_off.justification]);
		}
		parts.extend(&mut forgery.state.proof);
		let index = part.index(parts.len());
		for (at, tampering) in &steps {
			if !parts[index].0.is_empty() {
				apply(&mut parts[index].0, *at, tampering);
			}
		}
		prop_assume!(forgery != *genuine);
		issuer_key().sign(&mut forgery).unwrap();
		prop_assert!(!base.judges(&forgery.canonical().unwrap()));
	}

	/// Their order says nothing: the signature alone covers it.
	#[test]
	fn verify_should_refuse_when_trie_nodes_are_swapped_and_not_signed_anew(
		which in bases(),
		(one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
	) {
		let base = base(which);
		let genuine = base.certificate;
		let mut forgery = genuine.clone();
		let nodes = &mut forgery.state.proof;
		let (one, other) = (one.index(nodes.len()), other.index(nodes.len()));
		nodes.swap(one, other);
		prop_assume!(forgery != *genuine);
		let refusal = verify(text(&forgery).as_bytes(), Some(base.chain.genesis_hash()));
		prop_assert_eq!(refusal, Err(Refusal::BadSignature));
	}

	/// By the keys of the chain's own authorities, signed anew by the issuer: of the certified block, or of a
	/// hand-off.
	#[test]
	fn verify_should_refuse_when_votes_are_of_another_set_or_signed_for_another(
		which in bases(),
		of in any::<prop::sample::Index>(),
		by in any::<prop::sample::Index>(),
		signed_for in 0..5u64,
		claimed in any::<bool>(),
	) {
		let base = base(which);
		let mut forgery = base.certificate.clone();
		let mut all = justifications(&mut forgery.finality);
		let (genuine, encoded) = all.swap_remove(of.index(all.len()));
		let by = by.index(base.chain.sets.len());
		prop_assume!(signed_for != genuine || u64::try_from(by) != Ok(genuine));
		votes::change(encoded, |votes| {
			let target = votes_for(votes);
			votes.commit.precommits = (0..base.chain.sets[by].len())
				.map(|member| base.chain.vote(by, member, signed_for, target.clone()))
				.collect();
			votes.votes_ancestries.clear();
		});
		if claimed {
			forgery.finality.set_id = signed_for;
		}
		issuer_key().sign(&mut forgery).unwrap();
		prop_assert!(!base.judges(&forgery.canonical().unwrap()));
	}

	/// Of the certified block, or of a hand-off.
	#[test]
	fn verify_should_refuse_when_a_vote_is_left_out_doubled_replaced_or_of_another_round(
		which in bases(),
		of in any::<prop::sample::Index>(),
		(one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
		what in 0..4,
	) {
		let base = base(which);
		let mut forgery = base.certificate.clone();
		let mut all = justifications(&mut forgery.finality);
		let (_, encoded) = all.swap_remove(of.index(all.len()));
		let mut is_same = false;
		votes::change(encoded, |justification| {
			let votes = &mut justification.commit.precommits;
			let (one, other) = (one.index(votes.len()), other.index(votes.len()));
			match what {
				0 => drop(votes.remove(one)),
				1 => votes.push(votes[one].clone()),
				2 => {
					is_same = one == other;
					votes[one] = votes[other].clone();
				},
				_ => justification.round += 1,
			}
		});
		prop_assume!(!is_same);
		issuer_key().sign(&mut forgery).unwrap();
		let text = forgery.canonical().unwrap();
		let refusal = verify(&text, Some(base.chain.genesis_hash())).unwrap_err();
		let is_expected = match what {
			// The builder keeps no more than are needed.
			0 => matches!(refusal, Refusal::TooFewVotes { weight, threshold, .. } if weight + 1 == threshold),
			1 | 2 => matches!(refusal, Refusal::DuplicateVoter(_)),
			_ => matches!(refusal, Refusal::BadVote { .. }),
		};
		prop_assert!(is_expected, "{refusal}");
	}

	/// The authorities of the set in office sign the header with it, or only those of the set that it forces on
	/// the chain, as the set after it.
	#[test]
	fn verify_should_refuse_when_authorities_are_forced_on_the_chain(
		which in bases(),
		of in any::<prop::sample::Index>(),
		next in any::<prop::sample::Index>(),
		is_signed in any::<bool>(),
		is_alone in any::<bool>(),
		first in any::<bool>(),
	) {
		let base = base(which);
		let chain = base.chain;
		let mut forgery = base.certificate.clone();
		let finality = &mut forgery.finality;
		let at = of.index(finality.hand_offs.len() + 1);
		let (encoded, justification) = match finality.hand_offs.get_mut(at) {
			Some(hand_off) => (&mut hand_off.header.0, &mut hand_off.justification.0),
			None => {
				let header = finality.descendants.last_mut().unwrap_or(&mut finality.header);
				(&mut header.0, &mut finality.justification.0)
			},
		};
		let mut header = Header::decode(&mut encoded.as_slice()).unwrap();
		let set = chain.block(header.number).set;
		let (by, next) = match is_signed {
			true => (set, next.index(chain.sets.len())),
			false => (set + 1, set + 1),
		};
		prop_assume!(next < chain.sets.len());
		let change = ScheduledChange { next_authorities: list(&chain.sets[next]), delay: 0 };
		let forced = log(ConsensusLog::ForcedChange(header.number, change));
		let logs = &mut header.digest.logs;
		if is_alone {
			logs.clear();
		}
		let place = if first { 0 } else { logs.len() };
		logs.insert(place, forced);
		votes::change(justification, |votes| {
			votes.commit.target_hash = header.hash();
			let target = votes_for(votes);
			votes.commit.precommits = (0..chain.sets[by].len())
				.map(|member| chain.vote(by, member, u64::try_from(by).unwrap(), target.clone()))
				.collect();
			votes.votes_ancestries.clear();
		});
		*encoded = header.encode();
		issuer_key().sign(&mut forgery).unwrap();
		let text = forgery.canonical().unwrap();
		let refusal = verify(&text, Some(chain.genesis_hash())).unwrap_err();
		prop_assert!(matches!(refusal, Refusal::ForcedChange(_)), "{refusal}");
	}

	/// A file behind another salt is another original.
	#[test]
	fn original_should_be_refused_when_its_salt_is_another_one(
		salt in prop_oneof![
			any::<[u8; 32]>().prop_map(|salt| salt.to_vec()),
			(0usize..32, 0u8..8).prop_map(|(at, bit)| {
				let mut salt = original(5, 1)[..32].to_vec();
				salt[at] ^= 1 << bit;
				salt
			}),
			(0usize..32, 0usize..32).prop_map(|(one, other)| {
				let mut salt = original(5, 1)[..32].to_vec();
				salt.swap(one, other);
				salt
			}),
			Just(Vec::new()),
		],
	) {
		let whole = original(5, 1);
		let (genuine, file) = whole.split_at(32);
		prop_assert_eq!(verify_original(&SALTED, &[genuine, file].concat()), Ok(()));
		prop_assume!(salt != genuine);
		let refusal = verify_original(&SALTED, &[&salt, file].concat());
		prop_assert_eq!(refusal, Err(Refusal::OtherOriginal("SHA-256")));
	}

	#[test]
	fn verify_should_not_panic_when_the_bytes_are_random(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
		prop_assert!(!judge(&bytes));
	}
}
