//! Forged certificates are refused, each for its reason. The forger is the issuer: every forgery bears
//! a valid signature of the whole, so that only the chain's proof is left to refuse it.

mod common;

use codec::{Decode, Encode};
use common::{
	batch, digest, forged, issuer_key, leaf, leaves, list, log, prove, root, scheduled, sha256,
	subject, text, votes::justifications, weak_key, weak_signature, Justification, State,
	TestChain,
};
use sp_consensus_grandpa::{ConsensusLog, Precommit, ScheduledChange};
use sp_core::{ed25519, Bytes, Pair, H256};
use tracemark_certificate::{
	form::{Depositor, Genesis, HandOff, Revoked, Scheme, Status, Subject},
	keys, merkle,
	moment::rfc3339,
	verify, verify_since, Algorithm, Blob, Certificate, Header, IssuerKey, Refusal,
};

/// Four sets of four with eight blocks each; the last one votes on blocks 25 to 32.
fn chain() -> TestChain {
	TestChain::new(1, &[4, 4, 4, 4], 8)
}

fn votes(certificate: &Certificate) -> Justification {
	Justification::decode(&mut certificate.finality.justification.0.as_slice()).unwrap()
}

fn with_votes(certificate: &mut Certificate, justification: &Justification) {
	certificate.finality.justification = Blob(justification.encode());
}

/// The refusal of a certificate whose final votes were changed.
fn refused_votes(change: impl FnOnce(&TestChain, &mut Justification)) -> Refusal {
	refused_votes_of(3, change)
}

/// The refusal of a certificate in which the votes of a set were changed: those of the last set make the
/// certified block final, those of each other one its hand-off.
fn refused_votes_of(set: usize, change: impl FnOnce(&TestChain, &mut Justification)) -> Refusal {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	forged(&certificate, |forgery| {
		let (id, encoded) = justifications(&mut forgery.finality).remove(set);
		assert_eq!(u64::try_from(set), Ok(id));
		common::votes::change(encoded, |justification| change(&chain, justification));
	})
	.unwrap_err()
}

/// The sets, with the last block that each votes on.
fn votes_by_set() -> impl Iterator<Item = (usize, u64, u32)> {
	[(0, 0, 8), (1, 1, 16), (2, 2, 24), (3, 3, 32)].into_iter()
}

#[test]
fn verify_should_refuse_when_the_text_is_not_canonical() {
	let chain = chain();
	let text = text(&chain.certify_digest(9, 0, None));
	let refused = |text: &str| verify(text.as_bytes(), None).unwrap_err();
	assert_eq!(refused(&text.replacen(':', ": ", 1)), Refusal::NotCanonical);
	assert_eq!(refused(&format!("{text}\n")), Refusal::NotCanonical);
	for (from, to) in [("\"setId\":3", "\"setId\":3.0"), ("\"block\":9", "\"block\":9e0")] {
		assert!(matches!(refused(&text.replacen(from, to, 1)), Refusal::NoCertificate(_)));
	}
	let doubled = text.replacen("\"chain\":{", "\"chain\":{\"name\":\"Other\",", 1);
	assert!(matches!(refused(&doubled), Refusal::NoCertificate(_)));
	let upper = text.replacen("\"digest\":\"0x", "\"digest\":\"0X", 1);
	assert!(matches!(refused(&upper), Refusal::NoCertificate(_) | Refusal::NotCanonical));
	assert!(matches!(refused(&text[..text.len() - 1]), Refusal::NoJson(_)));
	assert!(matches!(refused(""), Refusal::NoJson(_)));
	for none in ["{}", "[]", "1", r#"{"version":"tracemark-checkpoint/1"}"#] {
		let refusal = refused(none);
		assert!(matches!(refusal, Refusal::OtherFile(_)) && refusal.is_unreadable(), "{none}");
	}
	// What bears the mark of a certificate is a wrong one.
	let version = r#"{"version":"tracemark-certificate/1"}"#;
	let refusal = refused(version);
	assert!(matches!(refusal, Refusal::NoCertificate(_)) && !refusal.is_unreadable());
	assert!(verify("[".repeat(100_000).as_bytes(), None).is_err());
	let deep = text.replacen("\"chain\":{", &format!("\"chain\":{}", "[".repeat(100_000)), 1);
	assert!(verify(deep.as_bytes(), None).is_err());
	assert_eq!(verify(&vec![b' '; (16 << 20) + 1], None), Err(Refusal::TooLarge));
}

#[test]
fn verify_should_refuse_when_the_signature_is_missing_or_of_another_key() {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	let refused = |forgery: Certificate| verify(&forgery.canonical().unwrap(), None).unwrap_err();
	assert_eq!(refused(Certificate { signature: None, ..certificate.clone() }), Refusal::Unsigned);
	let signature = Some(Bytes(vec![0; 63]));
	assert_eq!(refused(Certificate { signature, ..certificate.clone() }), Refusal::BadSignature);
	let mut other = certificate.clone();
	IssuerKey::from_secret(Scheme::Ed25519, "//Other").unwrap().sign(&mut other).unwrap();
	assert_eq!(refused(other), Refusal::BadSignature);
	let mut other = certificate;
	other.issuer.scheme = Scheme::Sr25519;
	assert_eq!(refused(other), Refusal::BadSignature);
}

/// Keys that nobody owns: points of order 1, 2, 4 and 8, and spellings of them that are not reduced or
/// bear a sign that zero has not.
fn weak_keys() -> Vec<[u8; 32]> {
	let prime = |more: u8| {
		let mut key = [0xff; 32];
		(key[0], key[31]) = (0xed + more, 0x7f);
		key
	};
	let mut minus_one = prime(0);
	minus_one[0] -= 1;
	let mut signed_one = weak_key();
	signed_one[31] = 0x80;
	let eighth = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
	let eighth: H256 = eighth.parse().unwrap();
	vec![weak_key(), minus_one, [0; 32], eighth.0, prime(0), prime(1), signed_one]
}

#[test]
fn verify_should_refuse_when_anybody_can_sign_under_the_issuers_key() {
	let certificate = chain().certify_digest(9, 0, None);
	let refused = |scheme, key, signature| {
		let mut forgery = certificate.clone();
		(forgery.issuer.scheme, forgery.issuer.public_key) = (scheme, H256(key));
		forgery.signature = Some(Bytes(signature));
		verify(&forgery.canonical().unwrap(), None).unwrap_err()
	};
	let weak = Refusal::WeakKey("issuer");
	for key in weak_keys() {
		assert_eq!(refused(Scheme::Ed25519, key, weak_signature().to_vec()), weak, "{key:?}");
	}
	// The neutral element of Ristretto, with the mark of sr25519.
	let mut signature = vec![0; 64];
	signature[63] = 0x80;
	assert_eq!(refused(Scheme::Sr25519, [0; 32], signature), weak);
	// Not reduced, yet of large order: y = 3.
	let mut key = weak_keys()[4];
	key[0] += 3;
	assert_eq!(refused(Scheme::Ed25519, key, weak_signature().to_vec()), weak);
	// No point at all: no signature is valid under it.
	let mut none = [0; 32];
	none[0] = 2;
	let refusal = refused(Scheme::Ed25519, none, weak_signature().to_vec());
	assert_eq!(refusal, Refusal::BadSignature);
}

#[test]
fn a_signature_that_anybody_makes_should_be_valid_to_the_chain_when_the_key_is_weak() {
	// What the refusal is for: the chain's own rules take it for every message.
	let signature = ed25519::Signature::from_raw(weak_signature());
	for message in ["one", "another"] {
		let key = ed25519::Public::from_raw(weak_key());
		assert!(ed25519::Pair::verify(&signature, message, &key));
	}
}

#[test]
fn votes_should_be_refused_when_anybody_can_cast_them() {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	// A genesis that names a weak key in place of the third authority of the first set.
	let mut state = chain.block(0).state.clone();
	let mut authorities = list(&chain.sets[0]);
	let weak = ed25519::Public::from_raw(weak_key());
	authorities[2].0 = weak.into();
	state.insert(keys::authorities(), authorities.encode());
	let header = Header { state_root: root(&state), ..chain.block(0).header.clone() };

	let mut forgery = certificate;
	forgery.chain.genesis_hash = header.hash();
	forgery.finality.genesis.as_mut().unwrap().proof = prove(&state, &[keys::authorities()]);
	forgery.finality.genesis.as_mut().unwrap().header = Blob(header.encode());
	let first = &mut forgery.finality.hand_offs[0].justification;
	let mut votes = Justification::decode(&mut first.0.as_slice()).unwrap();
	let stolen = &mut votes.commit.precommits[2];
	stolen.id = weak.into();
	stolen.signature = ed25519::Signature::from_raw(weak_signature()).into();
	*first = Blob(votes.encode());
	issuer_key().sign(&mut forgery).unwrap();
	let refusal = verify(&forgery.canonical().unwrap(), Some(header.hash()));
	assert_eq!(refusal, Err(Refusal::WeakKey("authority that votes")));
}

#[test]
fn verify_should_refuse_when_the_genesis_is_another_one() {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	let other = TestChain::new(2, &[4, 4, 4, 4], 8);
	let (expected, found) = (other.genesis_hash(), chain.genesis_hash());
	let text = certificate.canonical().unwrap();
	assert_eq!(verify(&text, Some(expected)), Err(Refusal::OtherGenesis { expected, found }));
	// A genesis of the forger's own, with authorities of its own.
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.genesis = other.certify_digest(9, 0, None).finality.genesis;
	});
	assert_eq!(refusal, Err(Refusal::GenesisMismatch));
	// A later block in place of genesis.
	let mut forgery = certificate;
	forgery.chain.genesis_hash = chain.block(1).hash;
	forgery.finality.genesis.as_mut().unwrap().header = Blob(chain.block(1).header.encode());
	issuer_key().sign(&mut forgery).unwrap();
	let refusal = verify(&forgery.canonical().unwrap(), Some(chain.block(1).hash));
	assert_eq!(refusal, Err(Refusal::GenesisMismatch));
}

#[test]
fn verify_should_refuse_when_the_version_or_the_wording_is_another_one() {
	let certificate = chain().certify_digest(9, 0, None);
	let refusal = forged(&certificate, |forgery| forgery.version.push('1')).unwrap_err();
	assert!(matches!(refusal, Refusal::UnknownVersion(_)));
	let less = forged(&certificate, |forgery| drop(forgery.does_not_prove.pop())).unwrap_err();
	assert!(matches!(less, Refusal::OtherWording(_)));
	let other = forged(&certificate, |forgery| forgery.how_to_verify.swap(0, 1)).unwrap_err();
	assert!(matches!(other, Refusal::OtherWording(_)));
	let more = forged(&certificate, |forgery| forgery.privacy.push('.')).unwrap_err();
	assert!(matches!(more, Refusal::OtherWording(_)));
}

#[test]
fn votes_should_be_refused_when_they_are_one_short_of_the_threshold() {
	for (set, _, number) in votes_by_set() {
		// Three of four are needed, and the builder keeps no more.
		for votes in [2, 0] {
			let refusal = refused_votes_of(set, |_, justification| {
				justification.commit.precommits.truncate(votes);
			});
			let weight = u64::try_from(votes).unwrap();
			assert_eq!(refusal, Refusal::TooFewVotes { number, weight, threshold: 3 });
		}
	}
}

#[test]
fn votes_should_be_refused_when_an_authority_votes_twice() {
	for (set, id, number) in votes_by_set() {
		let refusal = refused_votes_of(set, |_, justification| {
			let votes = &mut justification.commit.precommits;
			votes[2] = votes[0].clone();
		});
		assert_eq!(refusal, Refusal::DuplicateVoter(number));
		let equivocation = refused_votes_of(set, |chain, justification| {
			let vote = chain.vote(set, 0, id, chain.precommit(number - 1));
			justification.commit.precommits.push(vote);
		});
		assert_eq!(equivocation, Refusal::DuplicateVoter(number));
	}
}

#[test]
fn votes_should_be_refused_when_they_are_signed_for_another_set() {
	for (set, id, number) in votes_by_set() {
		for other in (0..5).filter(|other| *other != id) {
			let refusal = refused_votes_of(set, |chain, justification| {
				let vote = chain.vote(set, 1, other, chain.precommit(number));
				let votes = &mut justification.commit.precommits;
				let place = votes.iter().position(|signed| signed.id == vote.id);
				votes[place.unwrap()] = vote;
			});
			assert_eq!(refusal, Refusal::BadVote { number, set: id });
		}
		// The whole of another set signs as this one.
		let by = (set + 3) % 4;
		let refusal = refused_votes_of(set, |chain, justification| {
			justification.commit.precommits =
				(0..4).map(|member| chain.vote(by, member, id, chain.precommit(number))).collect();
		});
		assert_eq!(refusal, Refusal::UnknownVoter { number, set: id });
	}
}

#[test]
fn votes_should_be_refused_when_a_signature_or_the_round_is_another_one() {
	let refusal = refused_votes(|_, justification| justification.round = 2);
	assert_eq!(refusal, Refusal::BadVote { number: 32, set: 3 });
	let refusal = refused_votes(|_, justification| {
		let votes = &mut justification.commit.precommits;
		let signature = votes[0].signature.clone();
		votes[1].signature = signature;
	});
	assert_eq!(refusal, Refusal::BadVote { number: 32, set: 3 });
}

#[test]
fn votes_should_be_refused_when_they_are_for_another_block() {
	let refusal = refused_votes(|chain, justification| {
		*justification = chain.justify(31);
	});
	assert_eq!(refusal, Refusal::OtherTarget(32));
	let refusal = refused_votes(|chain, justification| {
		justification.commit.precommits[0] = chain.vote(3, 0, 3, chain.precommit(31));
		justification.commit.precommits.truncate(1);
	});
	assert_eq!(refusal, Refusal::VoteElsewhere(32));
	let refusal = refused_votes(|chain, justification| {
		// The right block under a wrong number.
		let hash = chain.block(32).hash;
		let precommit = Precommit::<Header> { target_hash: hash, target_number: 33 };
		justification.commit.precommits = vec![chain.vote(3, 0, 3, precommit)];
	});
	assert_eq!(refusal, Refusal::VoteElsewhere(32));
}

/// A certificate of block 28 with a vote for a block upon it, and headers beside the votes.
fn with_ancestry(headers: &[u32]) -> Result<(), Refusal> {
	let mut chain = chain();
	let votes = [(0, 28), (1, 28), (2, 30)]
		.map(|(member, number)| chain.vote(3, member, 3, chain.precommit(number)));
	let ancestry = headers.iter().map(|number| chain.block(*number).header.clone()).collect();
	let good = [29, 30].map(|number| chain.block(number).header.clone()).to_vec();
	let genuine = chain.signed(28, votes.to_vec(), good);
	chain.stored.insert(chain.block(28).hash, genuine.encode());
	let certificate = chain.certify_digest(9, 0, Some(28));
	assert!(certificate.finality.descendants.is_empty());
	forged(&certificate, |forgery| {
		with_votes(forgery, &chain.signed(28, votes.to_vec(), ancestry));
	})
	.map(|_| ())
}

#[test]
fn headers_beside_votes_should_be_exactly_those_needed_when_votes_are_for_descendants() {
	assert_eq!(with_ancestry(&[29, 30]), Ok(()));
	assert_eq!(with_ancestry(&[30, 29]), Ok(()));
	assert_eq!(with_ancestry(&[30]), Err(Refusal::VoteElsewhere(28)));
	assert_eq!(with_ancestry(&[29]), Err(Refusal::VoteElsewhere(28)));
	assert_eq!(with_ancestry(&[29, 30, 31]), Err(Refusal::UnusedAncestry(28)));
	assert_eq!(with_ancestry(&[29, 30, 28]), Err(Refusal::UnusedAncestry(28)));
	assert_eq!(with_ancestry(&[29, 30, 29]), Err(Refusal::DuplicateAncestry(28)));
	let many = vec![29; 513];
	assert!(matches!(with_ancestry(&many), Err(Refusal::TooMany { limit: 512, .. })));
}

#[test]
fn builder_should_leave_out_votes_when_an_authority_voted_twice() {
	let mut chain = chain();
	let votes = [(0, 28), (0, 29), (1, 28), (1, 28), (2, 29), (3, 30)]
		.map(|(member, number)| chain.vote(3, member, 3, chain.precommit(number)));
	let ancestry = [29, 30].map(|number| chain.block(number).header.clone()).to_vec();
	let stored = chain.signed(28, votes.to_vec(), ancestry);
	chain.stored.insert(chain.block(28).hash, stored.encode());
	let justification = self::votes(&chain.certify_digest(9, 0, Some(28)));
	assert_eq!(justification.commit.precommits.len(), 3);
	assert_eq!(justification.votes_ancestries, vec![chain.block(29).header.clone()]);
}

#[test]
fn hand_offs_should_be_refused_when_one_is_missing_doubled_or_out_of_order() {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	assert_eq!((certificate.finality.hand_offs.len(), certificate.finality.set_id), (3, 3));
	for lost in 0..3 {
		let refusal = forged(&certificate, |forgery| drop(forgery.finality.hand_offs.remove(lost)));
		let expected = if lost == 2 {
			Refusal::OtherSet { claimed: 3, reached: 2 }
		} else {
			let (number, set) = (if lost == 0 { 16 } else { 24 }, u64::try_from(lost).unwrap());
			Refusal::UnknownVoter { number, set }
		};
		assert_eq!(refusal, Err(expected));
	}
	// Without the last hand-off, and saying so.
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.hand_offs.pop();
		forgery.finality.set_id = 2;
	});
	assert_eq!(refusal, Err(Refusal::UnknownVoter { number: 32, set: 2 }));
	let refusal = forged(&certificate, |forgery| {
		let again = forgery.finality.hand_offs[2].clone();
		forgery.finality.hand_offs.push(again);
		forgery.finality.set_id = 4;
	});
	assert_eq!(refusal, Err(Refusal::HandOffOrder(24)));
	let refusal = forged(&certificate, |forgery| forgery.finality.hand_offs.swap(0, 1));
	assert_eq!(refusal, Err(Refusal::UnknownVoter { number: 16, set: 0 }));
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.hand_offs[1].header = Blob(chain.block(15).header.encode());
	});
	assert_eq!(refusal, Err(Refusal::NoChange(15)));
	for set in [0, 2, 4, u64::from(u32::MAX)] {
		let refusal = forged(&certificate, |forgery| forgery.finality.set_id = set);
		assert_eq!(refusal, Err(Refusal::OtherSet { claimed: set, reached: 3 }));
	}
}

/// The refusal of a hand-off whose header bears other digests, signed by the right set.
fn refused_digest(digests: Vec<sp_runtime::DigestItem>) -> Refusal {
	let mut chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	let mut header = chain.block(8).header.clone();
	header.digest.logs = digests;
	chain.blocks[8].hash = header.hash();
	let justification = chain.justify(8);
	forged(&certificate, |forgery| {
		forgery.finality.hand_offs[0].header = Blob(header.encode());
		forgery.finality.hand_offs[0].justification = Blob(justification.encode());
	})
	.unwrap_err()
}

#[test]
fn hand_offs_should_be_refused_when_the_change_is_forced_delayed_or_not_one() {
	let next = || list(&chain().sets[1]);
	let change = |delay| ScheduledChange { next_authorities: next(), delay };
	let forced = log(ConsensusLog::ForcedChange(8, change(0)));
	assert_eq!(refused_digest(vec![forced.clone()]), Refusal::ForcedChange(8));
	assert_eq!(refused_digest(vec![scheduled(next()), forced]), Refusal::ForcedChange(8));
	let delayed = log(ConsensusLog::ScheduledChange(change(1)));
	assert_eq!(refused_digest(vec![delayed]), Refusal::DelayedChange(8));
	let twice = vec![scheduled(next()), scheduled(next())];
	assert_eq!(refused_digest(twice), Refusal::SeveralChanges(8));
	assert_eq!(refused_digest(vec![]), Refusal::NoChange(8));
	assert_eq!(refused_digest(vec![scheduled(vec![])]), Refusal::UnusableSet(1));
	let doubled = [next(), next()].concat();
	assert_eq!(refused_digest(vec![scheduled(doubled)]), Refusal::UnusableSet(1));
	let mut weightless = next();
	weightless[0].1 = 0;
	assert_eq!(refused_digest(vec![scheduled(weightless)]), Refusal::UnusableSet(1));
	let mut heavy = next();
	(heavy[0].1, heavy[1].1) = (u64::MAX, 1);
	assert_eq!(refused_digest(vec![scheduled(heavy)]), Refusal::UnusableSet(1));
}

#[test]
fn a_forced_change_should_be_refused_when_it_lies_after_the_last_hand_off() {
	let mut chain = chain();
	let mut header = chain.block(32).header.clone();
	let next_authorities = list(&chain.sets[0]);
	let change = ScheduledChange { next_authorities, delay: 0 };
	header.digest.push(log(ConsensusLog::ForcedChange(31, change)));
	let certificate = chain.certify_digest(9, 0, None);
	chain.blocks[32].hash = header.hash();
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.header = Blob(header.encode());
		with_votes(forgery, &chain.justify(32));
	});
	assert_eq!(refusal, Err(Refusal::ForcedChange(32)));
}

/// What `grandpa.note_stalled` leaves: the set in office did not vote for the block that replaces it, the new
/// set did, and goes on from the next block as the set after it. All the rest of the certificate is genuine.
#[test]
fn a_forced_change_should_be_refused_when_only_the_new_set_votes_for_it() {
	let chain = TestChain::forced(1, &[4, 4], 12, Some(12));
	let checkpoint = chain.checkpoint(8, 13, &[0, 1, 2], &[]).canonical().unwrap();
	let given = std::slice::from_ref(&checkpoint);
	let genuine = chain.certify_since(subject(digest(3, 0), 0), Some(14), given);
	let anchor = Some(chain.genesis_hash());
	assert!(verify_since(&genuine.canonical().unwrap(), anchor, given).is_ok());

	let by_new = |number: u32, id: u64| {
		let votes = (0..4).map(|member| chain.vote(1, member, id, chain.precommit(number)));
		Blob(chain.signed(number, votes.collect(), vec![]).encode())
	};
	let header = |number| Blob(chain.block(number).header.encode());
	let refused = |change: &dyn Fn(&mut Certificate)| {
		let refusal = forged(&genuine, |forgery| {
			forgery.how_to_verify.pop();
			let finality = &mut forgery.finality;
			finality.checkpoint = None;
			let proof = prove(&chain.block(0).state, &[keys::authorities()]);
			finality.genesis = Some(Genesis { header: header(0), proof });
			finality.descendants.clear();
			finality.justification = by_new(14, 1);
			change(forgery);
		});
		refusal.unwrap_err()
	};
	let unsigned = Blob(chain.signed(12, vec![], vec![]).encode());
	for justification in [by_new(12, 1), by_new(12, 0), unsigned] {
		let refusal = refused(&|forgery| {
			let justification = justification.clone();
			forgery.finality.hand_offs = vec![HandOff { header: header(12), justification }];
		});
		assert_eq!(refusal, Refusal::ForcedChange(12));
		let sentence =
			"Block 12 bears a forced change of authorities, which no authority set signed.";
		assert_eq!(refusal.to_string(), sentence);
	}
	// Without a word of it.
	let silent = |forgery: &mut Certificate| forgery.finality.set_id = 1;
	assert_eq!(refused(&silent), Refusal::OtherSet { claimed: 1, reached: 0 });
	let denied = |forgery: &mut Certificate| forgery.finality.set_id = 0;
	assert_eq!(refused(&denied), Refusal::UnknownVoter { number: 14, set: 0 });
	// Among the headers upon the certified block.
	let passed = |forgery: &mut Certificate| {
		forgery.finality.set_id = 0;
		forgery.finality.header = header(11);
		forgery.finality.descendants = vec![header(12), header(13)];
	};
	assert_eq!(refused(&passed), Refusal::ForcedChange(12));
}

#[test]
fn headers_after_the_block_should_be_refused_when_they_are_no_chain() {
	let chain = chain();
	let certificate = chain.certify_digest(3, 0, Some(3));
	assert_eq!(certificate.finality.descendants.len(), 5);
	let descendants = |change: fn(&mut Vec<Blob>)| {
		forged(&certificate, |forgery| change(&mut forgery.finality.descendants)).unwrap_err()
	};
	assert_eq!(descendants(|all| drop(all.remove(2))), Refusal::BrokenChain(5));
	assert_eq!(descendants(|all| all.swap(1, 2)), Refusal::BrokenChain(4));
	assert_eq!(descendants(|all| all.insert(1, all[0].clone())), Refusal::BrokenChain(4));
	assert_eq!(descendants(|all| drop(all.pop())), Refusal::OtherTarget(7));
	assert_eq!(descendants(Vec::clear), Refusal::OtherTarget(3));
	// The old set goes on after the block in which it handed over.
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.descendants.push(Blob(chain.block(9).header.encode()));
		let votes = (0..4).map(|member| chain.vote(0, member, 0, chain.precommit(9))).collect();
		with_votes(forgery, &chain.signed(9, votes, vec![]));
	});
	assert_eq!(refusal, Err(Refusal::BeyondHandOff(8)));
	// A set votes for a block that was made before it had a vote.
	let late = chain.certify_digest(3, 0, None);
	let refusal = forged(&late, |forgery| {
		forgery.finality.header = Blob(chain.block(24).header.encode());
		let votes = (0..4).map(|member| chain.vote(3, member, 3, chain.precommit(24))).collect();
		with_votes(forgery, &chain.signed(24, votes, vec![]));
	});
	assert_eq!(refusal, Err(Refusal::BeyondHandOff(24)));
}

/// Each node of a proof dropped, doubled, changed, and one added.
fn check_nodes(nodes: fn(&mut Certificate) -> &mut Vec<Blob>, what: &'static str) {
	let chain = chain();
	for mut certificate in [chain.certify_digest(9, 0, None), chain.certify_leaf(9, 2, 1)] {
		let count = nodes(&mut certificate).len();
		assert!(count > 1);
		let refused = |change: &dyn Fn(&mut Vec<Blob>)| {
			forged(&certificate, |forgery| change(nodes(forgery))).unwrap_err()
		};
		for node in 0..count {
			assert_eq!(refused(&|all| drop(all.remove(node))), Refusal::MissingNode(what));
			assert_eq!(refused(&|all| all.push(all[node].clone())), Refusal::DuplicateNode(what));
			assert_eq!(refused(&|all| all[node].0[0] ^= 1), Refusal::MissingNode(what));
			assert_eq!(refused(&|all| all[node].0.clear()), Refusal::MissingNode(what));
		}
		assert_eq!(refused(&|all| all.push(Blob(vec![0; 40]))), Refusal::UnusedNode(what));
		assert_eq!(refused(&|all| all.push(Blob(vec![]))), Refusal::UnusedNode(what));
		let other = prove(&chain.block(31).state, &[keys::now()]);
		assert_eq!(refused(&|all| *all = other.clone()), Refusal::MissingNode(what));
	}
}

#[test]
fn facts_should_be_refused_when_a_node_is_missing_doubled_changed_or_not_needed() {
	check_nodes(|certificate| &mut certificate.state.proof, "facts");
}

#[test]
fn first_authorities_should_be_refused_when_a_node_is_missing_doubled_changed_or_not_needed() {
	check_nodes(
		|certificate| &mut certificate.finality.genesis.as_mut().unwrap().proof,
		"first authorities",
	);
}

#[test]
fn facts_should_be_accepted_and_the_text_refused_when_nodes_are_swapped_after_signing() {
	// Nodes are a set: their order proves nothing, and only the signature fixes it.
	let certificate = chain().certify_digest(9, 0, None);
	assert!(forged(&certificate, |forgery| forgery.state.proof.swap(0, 1)).is_ok());
	let mut swapped = certificate;
	swapped.state.proof.swap(0, 1);
	assert_eq!(verify(&swapped.canonical().unwrap(), None), Err(Refusal::BadSignature));
}

#[test]
fn a_revocation_should_be_refused_when_what_came_of_it_is_told_otherwise() {
	let chain = chain();
	// Reinstated, and revoked again.
	let (reinstated, again) = (chain.certify_digest(3, 4, None), chain.certify_digest(6, 4, None));
	let refused = |certificate: &Certificate, change: &dyn Fn(&mut Status)| {
		let verdict =
			forged(certificate, |forgery| change(forgery.status.as_mut().expect("a status")));
		assert_eq!(verdict, Err(Refusal::NotProven("status")));
	};
	let revoked = |certificate: &Certificate, change: fn(&mut Revoked)| {
		refused(certificate, &|status| change(status.revoked.as_mut().expect("it was revoked")));
	};
	for certificate in [&reinstated, &again] {
		refused(certificate, &|status| status.revoked = None);
		refused(certificate, &|status| status.deposit_stands = !status.deposit_stands);
		refused(certificate, &|status| status.digest_stands = !status.digest_stands);
		refused(certificate, &|status| status.again_since = Some(rfc3339(0)));
		revoked(certificate, |it| it.reinstated = None);
		revoked(certificate, |it| it.revoked_again = it.reinstated.clone());
		revoked(certificate, |it| it.reinstated.as_mut().unwrap().time = it.time.clone());
		revoked(certificate, |it| it.reinstated.as_mut().unwrap().operator += 1);
		revoked(certificate, |it| it.reinstated.as_mut().unwrap().block += 1);
		revoked(certificate, |it| it.reinstated.as_mut().unwrap().ground = H256::zero());
	}
	// As if it had stood since it was deposited, or had not been revoked again.
	refused(&reinstated, &|status| status.again_since = None);
	revoked(&again, |it| it.revoked_again = None);
	revoked(&again, |it| std::mem::swap(&mut it.reinstated, &mut it.revoked_again));
	let never = chain.certify_digest(3, 0, None);
	let stated = reinstated.status.as_ref().and_then(|status| status.revoked.clone());
	refused(&never, &|status| status.revoked = stated.clone());
}

#[test]
fn the_state_should_be_refused_when_it_is_that_of_an_unfinalised_block() {
	let chain = chain();
	let certificate = chain.certify_digest(9, 0, None);
	// The forger's own block upon block 31, with a record of its own, and no votes.
	let mut state: State = chain.block(32).state.clone();
	state.remove(&keys::revocation(Algorithm::Sha256, &digest(9, 4), 0));
	let mut header = chain.block(32).header.clone();
	header.state_root = root(&state);
	let refusal = forged(&certificate, |forgery| {
		forgery.finality.header = Blob(header.encode());
		forgery.retrieval.block_hash = header.hash();
	});
	assert_eq!(refusal, Err(Refusal::OtherTarget(32)));
}

#[test]
fn a_leaf_should_be_refused_when_path_position_or_batch_is_another_one() {
	let chain = chain();
	let certificate = chain.certify_leaf(9, 2, 0);
	let refused = |change: &dyn Fn(&mut Subject)| {
		forged(&certificate, |forgery| change(&mut forgery.subject)).unwrap_err()
	};
	let path = |change: &dyn Fn(&mut Vec<H256>)| {
		refused(&|subject| {
			let Subject::Leaf { path, .. } = subject else { unreachable!() };
			change(path);
		})
	};
	assert_eq!(path(&|path| path.truncate(2)), Refusal::PathMismatch);
	assert_eq!(path(&|path| path.push(H256::zero())), Refusal::PathMismatch);
	assert_eq!(path(&|path| path.swap(0, 1)), Refusal::PathMismatch);
	assert!(matches!(path(&|path| path.resize(33, H256::zero())), Refusal::TooMany { .. }));
	for wrong in [0, 1, 3, 7, (1 << 53) - 1] {
		let refusal = refused(&|subject| {
			let Subject::Leaf { index, .. } = subject else { unreachable!() };
			*index = wrong;
		});
		assert_eq!(refusal, Refusal::PathMismatch);
	}
	let refusal = refused(&|subject| {
		let Subject::Leaf { leaves, .. } = subject else { unreachable!() };
		*leaves = 8;
	});
	assert_eq!(refusal, Refusal::OtherLeafCount);
	// Other keys are read than the proof has nodes for.
	assert_eq!(refused(&|subject| *subject = leaf(9, 2, 1)), Refusal::MissingNode("facts"));
	assert_eq!(refused(&|subject| *subject = leaf(10, 2, 0)), Refusal::MissingNode("facts"));
}

#[test]
fn a_leaf_should_be_refused_when_it_is_a_node_of_the_tree() {
	let hashes: Vec<H256> = leaves(9).iter().map(merkle::leaf_hash).collect();
	let (root, path) = batch(9, 0);
	let size = u64::try_from(hashes.len()).unwrap();
	assert!(merkle::verify(&root, size, 0, hashes[0], &path));
	// The parent of the first two leaves with the rest of their path.
	let node = merkle::node_hash(&hashes[0], &hashes[1]);
	assert!(!merkle::verify(&root, size, 0, node, &path[1..]));
	assert!(!merkle::verify(&root, size, 0, merkle::leaf_hash(&node), &path[1..]));
	// The root as the only leaf of a smaller batch.
	assert!(!merkle::verify(&root, size, 0, root, &[]));
	// RFC 6962, section 2.1.
	let (left, right) = (hashes[0], hashes[1]);
	let parent = [&[1], left.as_bytes(), right.as_bytes()].concat();
	assert_eq!(merkle::node_hash(&left, &right), sha256(&parent));
	assert_eq!(left, sha256(&[&[0], leaves(9)[0].as_bytes()].concat()));
}

#[test]
fn a_state_entry_should_be_refused_when_name_or_key_is_another_one() {
	let chain = chain();
	let subject = Subject::State {
		name: "Consortium.Organisations".to_owned(),
		key: Bytes(keys::organisation(3)),
	};
	let certificate = chain.certify(subject, None);
	for other in ["Consortium.Operators", "Custody.Units", "Consortium", ""] {
		let refusal = forged(&certificate, |forgery| {
			let Subject::State { name, .. } = &mut forgery.subject else { unreachable!() };
			*name = other.to_owned();
		});
		assert_eq!(refusal, Err(Refusal::OtherItem(other.to_owned())));
	}
	let refusal = forged(&certificate, |forgery| {
		let Subject::State { key, .. } = &mut forgery.subject else { unreachable!() };
		key.0 = keys::organisation(4);
	});
	assert_eq!(refusal, Err(Refusal::MissingNode("facts")));
	let refusal = forged(&certificate, |forgery| forgery.state.value = None);
	assert_eq!(refusal, Err(Refusal::NotProven("value of the state entry")));
	let depositor = chain.certify_digest(9, 0, None).depositor;
	let depositor = depositor.map(|depositor| Depositor { account: None, ..depositor });
	let refusal = forged(&certificate, |forgery| forgery.depositor = depositor.clone());
	assert_eq!(refusal, Err(Refusal::Superfluous("depositor")));
}
