//! Certificates that begin at a council checkpoint: genuine ones are accepted, and nothing else is taken
//! for the word of a council.

mod common;

use codec::Encode;
use common::{
	digest, issuer_key, prove, subject, text, weak_key, weak_signature, TestChain, SEATS,
};
use serde_json::Value;
use sp_core::{Bytes, H256};
use std::sync::LazyLock;
use tracemark_certificate::{
	build_since, checkpoint_of, form::Scheme, keys, statement_of, verify, verify_since, Blob,
	BuildError, Certificate, Checkpoint, IssuerKey, Refusal, Report, Request, Source,
};

/// Four sets of four with eight blocks each.
static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4, 4, 4, 4], 8));

/// Of block 12, in which the second set votes, by three of the four seats at block 10.
fn checkpoint() -> Checkpoint {
	CHAIN.checkpoint(10, 12, &[0, 1, 3], &[])
}

/// Signs anew by these three seats.
fn sign(checkpoint: &mut Checkpoint) {
	for seat in [0, 1, 3] {
		checkpoint.sign(&CHAIN.seat(seat)).unwrap();
	}
}

fn bytes(checkpoint: &Checkpoint) -> Vec<u8> {
	checkpoint.canonical().unwrap()
}

fn certificate() -> Certificate {
	CHAIN.certify_since(subject(digest(20, 0), 0), None, &[bytes(&checkpoint())])
}

fn judge(certificate: &Certificate, checkpoints: &[Vec<u8>]) -> Result<Report, Refusal> {
	verify_since(&certificate.canonical().unwrap(), Some(CHAIN.genesis_hash()), checkpoints)
}

/// Why a checkpoint is refused, with which a genuine certificate is judged.
fn refused(forgery: &Checkpoint) -> Refusal {
	match judge(&certificate(), &[bytes(forgery)]).unwrap_err() {
		Refusal::Checkpoint(why) => *why,
		other => panic!("{other}"),
	}
}

/// The same, of a checkpoint that the seats signed after it was changed.
fn refused_anew(change: impl FnOnce(&mut Checkpoint)) -> Refusal {
	let mut forgery = checkpoint();
	change(&mut forgery);
	sign(&mut forgery);
	refused(&forgery)
}

#[test]
fn certificates_should_be_accepted_when_they_begin_at_a_checkpoint() {
	let mut seen = 0;
	for (at, block) in [(1, 1), (8, 8), (5, 12), (16, 16), (10, 20), (24, 24)] {
		let given = [bytes(&CHAIN.checkpoint(at, block, &[0, 1, 3], &[]))];
		for wanted in [None, Some(block), Some(block + 1), Some(25)] {
			let certificate = CHAIN.certify_since(subject(digest(block, 0), 0), wanted, &given);
			let report = judge(&certificate, &given).unwrap();
			let finality = &report.certificate.finality;
			assert!(report.anchored && finality.genesis.is_none());
			let set = u64::from(block) / 8;
			assert_eq!(finality.hand_offs.len() as u64, finality.set_id - set);
			seen += 1;
		}
	}
	assert_eq!(seen, 24);
}

#[test]
fn report_should_name_the_checkpoint_and_its_seats_when_a_certificate_begins_there() {
	let checkpoint = checkpoint();
	let report = judge(&certificate(), &[bytes(&checkpoint)]).unwrap();
	let field = report.fields.iter().find(|field| field.name == "council checkpoint").unwrap();
	let digest = checkpoint.statement.digest().unwrap();
	let expected = format!("{digest:?} of block 12, signed by 3 of the 4 seats at block 10");
	assert_eq!((&field.value, field.source), (&expected, Source::Chain));
	let sentences = &report.certificate.how_to_verify;
	assert!(sentences.last().unwrap().contains("--checkpoint"));
	let without = CHAIN.certify_digest(20, 0, None);
	assert_eq!(without.how_to_verify.len() + 1, sentences.len());
	assert!(text(&certificate()).len() + 1_000 < text(&without).len());
}

#[test]
fn certificates_should_be_accepted_when_checkpoints_begin_at_one_another() {
	let first = bytes(&CHAIN.checkpoint(4, 9, &[0, 1, 2], &[]));
	let second = CHAIN.checkpoint(18, 22, &[1, 2, 3], std::slice::from_ref(&first));
	assert!(second.council.finality.genesis.is_none());
	let second = bytes(&second);
	// The order in which they are given does not matter.
	let given = [second.clone(), first.clone()];
	let certificate = CHAIN.certify_since(subject(digest(28, 0), 0), None, &given);
	assert!(judge(&certificate, &[first.clone(), second.clone()]).is_ok());
	let alone = judge(&certificate, &[second]).unwrap_err();
	assert!(
		matches!(&alone, Refusal::Checkpoint(why) if matches!(**why, Refusal::NeedsCheckpoint(_)))
	);
	assert!(matches!(judge(&certificate, &[first]), Err(Refusal::OtherCheckpoint(_))));
}

#[test]
fn certificates_should_cross_a_forced_change_when_the_council_before_it_signed() {
	let chain = TestChain::forced(3, &[4, 4, 4], 12, Some(12));
	let request = || {
		let subject = subject(digest(20, 0), 0);
		Request { subject, original: None, at: None, issuer: String::new() }
	};
	let error = build_since(&chain, request(), &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::ForcedChange(12))), "{error}");
	let given = [bytes(&chain.checkpoint(8, 13, &[0, 1, 2], &[]))];
	let certificate = build_since(&chain, request(), &issuer_key(), &given).unwrap();
	let anchor = Some(chain.genesis_hash());
	assert!(verify_since(text(&certificate).as_bytes(), anchor, &given).is_ok());
}

#[test]
fn verify_should_refuse_when_another_way_to_begin_was_given_than_the_certificate_takes() {
	let checkpoint = checkpoint();
	let (since, named) = (certificate(), checkpoint.statement.digest().unwrap());
	assert_eq!(judge(&since, &[]).unwrap_err(), Refusal::NeedsCheckpoint(named));
	assert_eq!(verify(text(&since).as_bytes(), None).unwrap_err(), Refusal::NeedsCheckpoint(named));
	// Whoever asks for a checkpoint is not content with signatures from before it.
	let genesis = CHAIN.certify_digest(20, 0, None);
	let given = [bytes(&checkpoint)];
	assert_eq!(judge(&genesis, &given).unwrap_err(), Refusal::OtherCheckpoint(named));
	let other = CHAIN.checkpoint(10, 11, &[0, 1, 3], &[]);
	let digest = other.statement.digest().unwrap();
	assert_eq!(judge(&since, &[bytes(&other)]).unwrap_err(), Refusal::OtherCheckpoint(digest));

	let resigned = |change: fn(&mut Certificate)| {
		let mut forgery = certificate();
		change(&mut forgery);
		issuer_key().sign(&mut forgery).unwrap();
		judge(&forgery, &[bytes(&self::checkpoint())]).unwrap_err()
	};
	let both = resigned(|forgery| {
		forgery.finality.genesis = CHAIN.certify_digest(20, 0, None).finality.genesis;
	});
	assert_eq!(both, Refusal::Superfluous("genesis block beside a checkpoint"));
	let wording = resigned(|forgery| drop(forgery.how_to_verify.pop()));
	assert_eq!(wording, Refusal::OtherWording("instruction how to verify"));
	let neither = resigned(|forgery| {
		forgery.finality.checkpoint = None;
		forgery.how_to_verify.pop();
	});
	assert_eq!(neither, Refusal::Missing("first authority set"));
}

#[test]
fn verify_should_refuse_when_the_proof_does_not_come_after_the_checkpoint() {
	let resigned = |checkpoint: &Checkpoint, change: &dyn Fn(&mut Certificate)| {
		let given = [bytes(checkpoint)];
		let mut forgery = CHAIN.certify_since(subject(digest(20, 0), 0), None, &given);
		change(&mut forgery);
		issuer_key().sign(&mut forgery).unwrap();
		judge(&forgery, &given).unwrap_err()
	};
	// A hand-off from before it, which the set before signed.
	let earlier = CHAIN.certify_digest(20, 0, None).finality.hand_offs;
	let refusal = resigned(&checkpoint(), &|forgery| {
		forgery.finality.hand_offs.insert(0, earlier[0].clone());
	});
	assert_eq!(refusal, Refusal::HandOffOrder(8));
	let refusal = resigned(&checkpoint(), &|forgery| drop(forgery.finality.hand_offs.remove(0)));
	assert!(matches!(refusal, Refusal::NoChange(_) | Refusal::UnknownVoter { .. }), "{refusal}");
	let refusal = resigned(&checkpoint(), &|forgery| forgery.finality.set_id += 1);
	assert_eq!(refusal, Refusal::OtherSet { claimed: 4, reached: 3 });
	// The checkpoint's own block, or one before it, with the votes of its set.
	let of = |number| CHAIN.certify_digest(9, 0, Some(number)).finality;
	for number in [11, 12] {
		let refusal = resigned(&checkpoint(), &|forgery| {
			let finality = &mut forgery.finality;
			finality.hand_offs.clear();
			finality.set_id = 1;
			finality.header = of(number).header;
			finality.descendants.clear();
			finality.justification = Blob(CHAIN.justify(number).encode());
		});
		assert_eq!(refusal, Refusal::BeyondHandOff(12));
	}
}

#[test]
fn verify_should_refuse_when_the_certified_chain_passes_beside_the_checkpoint() {
	// The seats name another block 12, and the set votes for what does not descend from it.
	let mut checkpoint = checkpoint();
	checkpoint.statement.block_hash = H256::repeat_byte(7);
	sign(&mut checkpoint);
	let mut forgery = CHAIN.certify_digest(9, 0, Some(11));
	let genuine = certificate();
	forgery.finality.genesis = None;
	forgery.finality.checkpoint = Some(checkpoint.statement.digest().unwrap());
	forgery.finality.hand_offs.clear();
	forgery.how_to_verify = genuine.how_to_verify;
	issuer_key().sign(&mut forgery).unwrap();
	let refusal = judge(&forgery, &[bytes(&checkpoint)]).unwrap_err();
	assert_eq!(refusal, Refusal::BesideHandOff(12));
}

#[test]
fn checkpoint_should_be_refused_when_too_few_seats_signed() {
	for signed in [vec![], vec![0], vec![0, 3]] {
		let refusal = refused(&CHAIN.checkpoint(10, 12, &signed, &[]));
		let (signed, seats) = (signed.len(), usize::from(SEATS));
		assert_eq!(refusal, Refusal::TooFewSeats { signed, seats });
	}
	for signed in [&[0, 1, 2][..], &[0, 1, 2, 3]] {
		let given = [bytes(&CHAIN.checkpoint(10, 12, signed, &[]))];
		assert!(judge(&certificate(), &given).is_ok());
	}
}

#[test]
fn checkpoint_should_be_refused_when_signatures_are_not_those_of_as_many_seats() {
	let genuine = CHAIN.checkpoint(10, 12, &[0, 3], &[]);
	let mut doubled = genuine.clone();
	doubled.signatures.push(doubled.signatures[1].clone());
	assert_eq!(refused(&doubled), Refusal::SignatureOrder);
	let mut swapped = checkpoint();
	swapped.signatures.swap(0, 1);
	assert_eq!(refused(&swapped), Refusal::SignatureOrder);

	let outsider = IssuerKey::from_secret(Scheme::Ed25519, "//Outsider").unwrap();
	let mut other = genuine.clone();
	other.sign(&outsider).unwrap();
	assert_eq!(refused(&other), Refusal::NoSeat(outsider.public().1));

	let mut other = checkpoint();
	other.signatures[0].signature = other.signatures[1].signature.clone();
	let account = other.signatures[0].account;
	assert_eq!(refused(&other), Refusal::BadSeatSignature(account));
	let mut other = checkpoint();
	other.signatures[0].signature = Bytes(vec![1; 63]);
	assert_eq!(refused(&other), Refusal::BadSeatSignature(account));
	for signature in 0..3 {
		let mut other = checkpoint();
		let scheme = &mut other.signatures[signature].scheme;
		*scheme = match scheme {
			Scheme::Ed25519 => Scheme::Sr25519,
			Scheme::Sr25519 | Scheme::Ecdsa => Scheme::Ed25519,
		};
		let refusal = refused(&other);
		assert_eq!(refusal, Refusal::BadSeatSignature(other.signatures[signature].account));
	}
}

#[test]
fn checkpoint_should_be_refused_when_anybody_can_sign_for_a_seat() {
	// A council that has the neutral point as a seat: the chain's own state, so that it is a chain apart.
	let mut chain = TestChain::new(5, &[4], 8);
	let seats = vec![H256(weak_key())];
	let block = chain.blocks.last_mut().unwrap();
	block.state.insert(keys::council(), seats.encode());
	block.header.state_root = common::root(&block.state);
	block.hash = block.header.hash();
	let mut checkpoint = checkpoint_of(&chain, None, None, &[]).unwrap();
	checkpoint.sign(&issuer_key()).unwrap();
	let signature = &mut checkpoint.signatures[0];
	signature.account = H256(weak_key());
	signature.signature = Bytes(weak_signature().to_vec());
	let refusal =
		tracemark_certificate::checkpoint::follow(&[bytes(&checkpoint)], chain.genesis_hash());
	let why = Refusal::WeakKey("seat that signs");
	assert_eq!(refusal, Err(Refusal::Checkpoint(Box::new(why))));
}

#[test]
fn checkpoint_should_be_refused_when_it_contradicts_the_chain_that_names_its_council() {
	let other = TestChain::new(2, &[4, 4, 4, 4], 8);
	let foreign = refused(&other.checkpoint(10, 12, &[0, 1, 3], &[]));
	let (expected, found) = (CHAIN.genesis_hash(), other.genesis_hash());
	assert_eq!(foreign, Refusal::ForeignCheckpoint { expected, found });
	let stated = refused_anew(|forgery| forgery.statement.genesis_hash = found);
	assert_eq!(stated, Refusal::ForeignCheckpoint { expected, found });
	let grafted = refused_anew(|forgery| {
		forgery.council = other.checkpoint(10, 12, &[], &[]).council;
	});
	assert_eq!(grafted, Refusal::GenesisMismatch);

	for (number, hash) in [(9, CHAIN.block(9).hash), (10, CHAIN.block(9).hash)] {
		let refusal = refused_anew(|forgery| {
			(forgery.statement.block, forgery.statement.block_hash) = (number, hash);
		});
		assert_eq!(refusal, Refusal::BeforeCouncil(number));
	}
	let refusal = refused_anew(|forgery| forgery.statement.set_id = 0);
	assert_eq!(refusal, Refusal::ContradictedSet(0));
	let refusal = refused_anew(|forgery| forgery.statement.authorities.truncate(3));
	assert_eq!(refusal, Refusal::ContradictedSet(1));
	let refusal = refused_anew(|forgery| forgery.statement.authorities.clear());
	assert_eq!(refusal, Refusal::UnusableSet(1));
	let refusal = refused_anew(|forgery| {
		let first = forgery.statement.authorities[0].clone();
		forgery.statement.authorities.push(first);
	});
	assert_eq!(refusal, Refusal::UnusableSet(1));
	// Another number is another statement, even of the seats: no certificate names it.
	let mut later = checkpoint();
	later.statement.set_id = 2;
	sign(&mut later);
	let digest = later.statement.digest().unwrap();
	assert_eq!(judge(&certificate(), &[bytes(&later)]), Err(Refusal::OtherCheckpoint(digest)));
}

#[test]
fn checkpoint_should_be_refused_when_its_council_is_not_proven() {
	let state = &CHAIN.block(10).state;
	let dropped = |index: usize| refused_anew(|forgery| drop(forgery.council.proof.remove(index)));
	for index in 0..checkpoint().council.proof.len() {
		assert_eq!(dropped(index), Refusal::MissingNode("council"));
	}
	let refusal = refused_anew(|forgery| {
		let first = forgery.council.proof[0].clone();
		forgery.council.proof.push(first);
	});
	assert_eq!(refusal, Refusal::DuplicateNode("council"));
	let refusal = refused_anew(|forgery| forgery.council.proof.push(Blob(vec![1, 2, 3])));
	assert_eq!(refusal, Refusal::UnusedNode("council"));
	let refusal = refused_anew(|forgery| forgery.council.proof = prove(state, &[keys::now()]));
	assert!(matches!(refusal, Refusal::MissingNode(_) | Refusal::UnusedNode(_)), "{refusal}");
	// The seats of another chain, whose keys the forger has.
	let other = TestChain::new(2, &[4, 4, 4, 4], 8);
	let refusal = refused_anew(|forgery| {
		forgery.council.proof = other.checkpoint(10, 12, &[], &[]).council.proof
	});
	assert_eq!(refusal, Refusal::MissingNode("council"));
	let refusal = refused_anew(|forgery| {
		let next = CHAIN.certify_digest(9, 0, Some(10)).finality.genesis;
		forgery.council.finality.checkpoint = Some(H256::zero());
		forgery.council.finality.genesis = next;
	});
	assert_eq!(refusal, Refusal::Superfluous("genesis block beside a checkpoint"));
}

/// The refusal of a checkpoint on a chain whose last block has these seats in its state.
fn refused_seats(value: Option<Vec<u8>>) -> BuildError {
	let mut chain = TestChain::new(5, &[4], 8);
	let block = chain.blocks.last_mut().unwrap();
	match value {
		Some(value) => drop(block.state.insert(keys::council(), value)),
		None => drop(block.state.remove(&keys::council())),
	}
	block.header.state_root = common::root(&block.state);
	block.hash = block.header.hash();
	checkpoint_of(&chain, None, None, &[]).unwrap_err()
}

#[test]
fn checkpoint_should_be_refused_when_the_state_names_no_council() {
	for value in [None, Some(vec![0])] {
		let error = refused_seats(value);
		assert!(matches!(error, BuildError::Refused(Refusal::NoCouncil)), "{error}");
	}
	let unknown = refused_seats(Some(vec![4, 1]));
	assert!(matches!(unknown, BuildError::Refused(Refusal::UnknownLayout(_))), "{unknown}");
}

#[test]
fn checkpoint_should_be_refused_when_its_text_is_not_the_one_it_has() {
	let genuine = String::from_utf8(bytes(&checkpoint())).unwrap();
	let certificate = certificate();
	let refused = |text: &str| match judge(&certificate, &[text.as_bytes().to_vec()]) {
		Err(Refusal::Checkpoint(why)) => *why,
		other => panic!("{other:?}"),
	};
	assert_eq!(refused(&format!("{genuine}\n")), Refusal::NotCanonical);
	assert_eq!(refused(&genuine.replacen(':', ": ", 1)), Refusal::NotCanonical);
	assert!(matches!(refused(&genuine[1..]), Refusal::NoJson(_) | Refusal::NoCheckpoint(_)));
	assert!(matches!(refused("{}"), Refusal::NoCheckpoint(_)));
	assert!(matches!(refused(&text(&certificate)), Refusal::NoCheckpoint(_)));
	let other = genuine.replace("tracemark-checkpoint/1", "tracemark-checkpoint/2");
	assert_eq!(refused(&other), Refusal::UnknownCheckpoint("tracemark-checkpoint/2".to_owned()));
	let large = judge(&certificate, &[vec![b' '; (16 << 20) + 1]]).unwrap_err();
	assert!(large.is_unreadable(), "{large}");
	let many = Checkpoint::parse(
		&Checkpoint { signatures: vec![checkpoint().signatures[0].clone(); 1_001], ..checkpoint() }
			.canonical()
			.unwrap(),
	);
	assert_eq!(many, Err(Refusal::TooMany { what: "signatures of seats", limit: 1_000 }));
}

/// Pointers to all scalars of a JSON value.
fn scalars(value: &Value, at: String, found: &mut Vec<String>) {
	match value {
		Value::Object(members) => {
			members.iter().for_each(|(name, value)| scalars(value, format!("{at}/{name}"), found));
		},
		Value::Array(items) => items
			.iter()
			.enumerate()
			.for_each(|(index, value)| scalars(value, format!("{at}/{index}"), found)),
		_ => found.push(at),
	}
}

#[test]
fn checkpoint_should_be_refused_when_any_field_is_changed() {
	let certificate = certificate();
	let value: Value = serde_json::from_slice(&bytes(&checkpoint())).unwrap();
	let mut pointers = Vec::new();
	scalars(&value, String::new(), &mut pointers);
	for pointer in &pointers {
		let mut forgery = value.clone();
		let field = forgery.pointer_mut(pointer).unwrap();
		*field = match &*field {
			Value::Number(number) => (number.as_u64().unwrap() ^ 1).into(),
			Value::String(text) => {
				let mut text = text.clone().into_bytes();
				let middle = text.len() / 2;
				text[middle] = if text[middle] == b'1' { b'2' } else { b'1' };
				String::from_utf8(text).unwrap().into()
			},
			other => panic!("{other}"),
		};
		let given = serde_json::from_value::<Checkpoint>(forgery.clone())
			.map_or_else(|_| forgery.to_string().into_bytes(), |forgery| bytes(&forgery));
		assert!(judge(&certificate, &[given]).is_err(), "{pointer}");
	}
	assert!(pointers.len() > 30, "{}", pointers.len());
}

#[test]
fn builder_should_refuse_when_there_is_nothing_to_prove() {
	let given = [bytes(&CHAIN.checkpoint(32, 32, &[0, 1, 3], &[]))];
	let refused = |at| {
		let subject = subject(digest(9, 0), 0);
		let request = Request { subject, original: None, at, issuer: String::new() };
		build_since(&*CHAIN, request, &issuer_key(), &given).unwrap_err()
	};
	assert!(matches!(refused(None), BuildError::BeforeCheckpoint(32)));
	assert!(matches!(refused(Some(9)), BuildError::NoFinality(33)));
	assert!(matches!(statement_of(&*CHAIN, 33), Err(BuildError::NoFinality(33))));
	assert_eq!(statement_of(&*CHAIN, 12).unwrap(), checkpoint().statement);
	// An unsigned one shows its seats, and is no checkpoint yet.
	let unsigned = checkpoint_of(&*CHAIN, Some(10), Some(12), &[]).unwrap();
	let seats = unsigned.seats(CHAIN.genesis_hash(), &[]).unwrap();
	assert_eq!(seats.len(), usize::from(SEATS));
	assert!(seats.contains(&CHAIN.seat(0).public().1));
	assert_eq!(unsigned.check_signatures(&seats), Ok(()));
	let outsider = checkpoint().signatures[0].account;
	assert_eq!(checkpoint().check_signatures(&[]), Err(Refusal::NoSeat(outsider)));
}
