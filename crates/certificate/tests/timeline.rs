//! The timeline of a deposit: genuine ones are accepted, whatever is changed or left out is refused.

mod common;

use common::{
	digest, forged, issuer_key, leaf, registers, subject,
	timeline::{account, busy, BLOCK, ENTRIES, LEAF},
	TestChain,
};
use sp_core::H256;
use std::sync::LazyLock;
use tracemark_certificate::{
	acts::RecordAct,
	add_timeline,
	form::{Statement, Subject, Timeline},
	keys, texts, timeline, verify, Algorithm, BuildError, Certificate, Refusal, Report, Source,
};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4, 4], 8));

fn told(subject: Subject) -> Certificate {
	add_timeline(&*CHAIN, CHAIN.certify(subject, None), &issuer_key(), &[]).unwrap()
}

fn accepted(certificate: &Certificate) -> Report {
	verify(&certificate.canonical().unwrap(), Some(CHAIN.genesis_hash())).unwrap()
}

/// What the timeline says under this name.
fn said<'a>(certificate: &'a Certificate, name: &str) -> Vec<&'a str> {
	let statements = &certificate.timeline.as_ref().unwrap().statements;
	let found = statements.iter().filter(|statement| statement.name == name);
	found.map(|statement| statement.value.as_str()).collect()
}

fn field<'a>(report: &'a Report, name: &str) -> (&'a str, Source) {
	let field = report.fields.iter().find(|field| field.name == name).unwrap();
	(&field.value, field.source)
}

#[test]
fn timeline_should_tell_all_acts_in_their_order_when_much_was_done() {
	let certificate = told(subject(busy(), 0));
	let acts = said(&certificate, "act");
	assert_eq!(said(&certificate, "deposits and acts"), [ENTRIES.to_string()]);
	assert_eq!(acts.len(), usize::try_from(ENTRIES).unwrap());
	for (index, org, what) in [
		(0, 4, "deposited, the first one"),
		(1, 7, "attested as notary, salted digest of the statement 0x"),
		(2, 8, "held, hold 1"),
		(3, 5, "deposited, corroboration 1"),
		(4, 9, "held, hold 2"),
		(5, 8, "released hold 1"),
		(6, 6, "deposited, corroboration 2"),
		(7, 4, "undertook to keep the original until 2026-11-24T18:58:21.001Z"),
		(8, 4, "superseded by SHA-256 0x"),
		(9, 5, "supersedes SHA-256 0x"),
		(10, 9, "exhibit 1, its act 3"),
		(11, 9, "added to the group of captures 6"),
		(12, 5, "linked its time stamp 1: token SHA-256 0x"),
		(13, 4, "keeps the original no longer than until 2026-11-24T18:58:21.000Z"),
		(14, 5, "revoked, corroboration 1"),
		(15, 5, "reinstated, corroboration 1"),
		(16, 5, "revoked again, for good, corroboration 1"),
	] {
		let by = format!(
			"2026-11-24T18:58:21.000Z in block 5, Member <{org}> & Co (organisation {org}), operator {}: {what}",
			org + 6
		);
		assert!(acts[index].starts_with(&by), "{}", acts[index]);
	}
}

#[test]
fn timeline_should_tell_roles_holds_and_supersession_when_they_are_in_the_state() {
	let certificate = told(subject(busy(), 0));
	assert_eq!(said(&certificate, "roles of the depositor"), ["rights holder"]);
	assert_eq!(said(&certificate, "holds in force"), ["1"]);
	let [hold] = said(&certificate, timeline::HOLD)[..] else { panic!("holds") };
	assert!(
		hold.starts_with("hold 2, 2026-11-24T18:58:21.000Z in block 5, Member <9> & Co"),
		"{hold}"
	);
	assert!(hold.contains("operator 15, salted digest of the case 0x"), "{hold}");
	let [superseded] = said(&certificate, timeline::SUPERSEDED)[..] else { panic!("superseded") };
	assert!(superseded.starts_with("by SHA-256 0x"), "{superseded}");
	assert!(
		superseded.contains(", corroboration 1; 2026-11-24T18:58:21.000Z in block 5, Member <4>")
	);
	assert!(superseded.contains(", as depositor, the first one, salted digest of the grounds 0x"));
	let report = accepted(&certificate);
	assert_eq!(field(&report, "holds in force"), ("1", Source::Chain));
}

#[test]
fn timeline_should_tell_time_stamps_and_keepers_when_they_are_on_record() {
	let certificate = told(subject(busy(), 0));
	let linked = said(&certificate, "act")[12];
	assert!(
		linked.ends_with(
			", policy 2.999.3, serial number 0x0aff, stated time 2026-11-24T18:58:20.999Z"
		),
		"{linked}"
	);
	assert_eq!(said(&certificate, "keepers of the original"), ["1"]);
	assert_eq!(
		said(&certificate, "keeper of the original"),
		["until 2026-11-24T18:58:21.000Z: 2026-11-24T18:58:21.000Z in block 5, Member <4> & Co \
		  (organisation 4), operator 10"]
	);
}

#[test]
fn timeline_should_tell_of_the_batches_when_a_leaf_is_held_with_them() {
	let certificate = told(leaf(BLOCK, LEAF, 0));
	assert_eq!(said(&certificate, "holds in force"), ["0"]);
	let Subject::Leaf { root, digest, .. } = certificate.subject else { panic!("leaf") };
	let of = |name: &str| format!("batch SHA-256 {root:?}, {name}");
	assert_eq!(said(&certificate, &of("holds in force")), ["1"]);
	assert_eq!(said(&certificate, &of("deposits and acts")), ["4"]);
	let opened = said(&certificate, &of("act"))[2];
	assert!(opened.ends_with(&format!("opened the leaf {digest:?}")), "{opened}");
	// Its own deposit bears the time of the opening.
	let own = said(&certificate, "act");
	assert!(own[0].starts_with("2026-11-24T18:58:24.000Z in block 5, Member <6>"), "{}", own[0]);
	let statements = &certificate.timeline.as_ref().unwrap().statements;
	let held = statements.iter().filter(|statement| statement.name.ends_with(timeline::HOLD));
	assert_eq!(held.count(), 2);

	// The same leaf by its own deposit is held with both batches.
	let own = told(subject(digest, 0));
	assert_eq!(said(&own, &of("holds in force")), ["1"]);
	assert_eq!(said(&own, &of("act")).len(), 0);
}

#[test]
fn timeline_should_say_that_there_is_nothing_when_nothing_was_done() {
	let certificate = told(subject(digest(9, 0), 0));
	let statements = &certificate.timeline.as_ref().unwrap().statements;
	let names: Vec<&str> = statements.iter().map(|statement| statement.name.as_str()).collect();
	assert_eq!(
		names,
		[
			"roles of the depositor",
			"roles of the depositor's account",
			"holds in force",
			"deposits and acts",
			"act",
			"keepers of the original"
		]
	);
	assert_eq!(said(&certificate, "holds in force"), ["0"]);
	// A leaf that nobody opened has no record of its own.
	let certificate = told(leaf(9, 1, 0));
	assert_eq!(said(&certificate, "deposits and acts"), ["0"]);
}

#[test]
fn report_should_say_so_when_the_issuer_left_the_timeline_out() {
	let certificate = CHAIN.certify_digest(9, 0, None);
	let report = accepted(&certificate);
	assert_eq!(field(&report, "timeline"), (timeline::LEFT_OUT, Source::Issuer));
	assert!(accepted(&told(subject(digest(9, 0), 0)))
		.fields
		.iter()
		.all(|field| field.name != "timeline"));
	let right = accepted(&CHAIN.certify(registers::right(), None));
	assert!(right.fields.iter().all(|field| field.name != "timeline"));
}

#[test]
fn account_and_extrinsic_should_stand_on_the_issuers_word_when_no_state_proves_them() {
	let plain = CHAIN.certify_digest(9, 0, None);
	let report = accepted(&plain);
	let stated = format!("{:?}", account(10));
	assert_eq!(field(&report, "account of the depositor"), (stated.as_str(), Source::Issuer));
	let (extrinsic, source) = field(&report, "extrinsic of the entry");
	assert!(extrinsic.starts_with("1 of its block, from 0, hash 0x"), "{extrinsic}");
	assert_eq!(source, Source::Issuer);
	let hash = plain.entry.unwrap().extrinsic.unwrap().hash;
	let body = &CHAIN.bodies[&CHAIN.block(9).hash];
	assert_eq!(hash, H256(sp_crypto_hashing::blake2_256(&body[1])));

	let certificate = told(subject(digest(9, 0), 0));
	let report = accepted(&certificate);
	assert_eq!(field(&report, "account of the depositor"), (stated.as_str(), Source::Chain));
	assert_eq!(said(&certificate, "roles of the depositor's account"), ["rights holder, monitor"]);
	// A retired account was the operator's.
	let certificate = told(subject(digest(9, 4), 0));
	assert_eq!(
		said(&certificate, "roles of the depositor's account"),
		["none: it is no longer in use"]
	);
}

#[test]
fn instruction_should_name_extrinsic_and_account_when_they_stand_on_the_issuers_word() {
	let sentence = texts::HOW_TO_VERIFY_STATED;
	let says = |certificate: &Certificate| certificate.how_to_verify.contains(&sentence.to_owned());
	let without_extrinsic = |forgery: &mut Certificate| {
		forgery.entry.as_mut().unwrap().extrinsic = None;
	};
	let other = Err(Refusal::OtherWording("instruction how to verify"));

	let plain = CHAIN.certify_digest(9, 0, None);
	assert!(says(&plain));
	assert!(forged(&plain, without_extrinsic).is_ok());
	let left_out =
		|forgery: &mut Certificate| forgery.how_to_verify.retain(|said| said != sentence);
	assert_eq!(forged(&plain, left_out), other);

	// The timeline proves the account, and nothing the extrinsic.
	let told = told(subject(digest(9, 0), 0));
	assert!(says(&told));
	assert_eq!(forged(&told, without_extrinsic), other);
	let of_account = |forgery: &mut Certificate| {
		without_extrinsic(forgery);
		left_out(forgery);
	};
	assert!(forged(&told, of_account).is_ok());

	let opened = CHAIN.certify_leaf(9, 5, 0);
	assert_eq!(opened.depositor.as_ref().unwrap().account.is_some(), says(&opened));
	assert!(!says(&CHAIN.certify(registers::right(), None)));
}

#[test]
fn verify_should_refuse_when_the_account_is_another_operators() {
	let certificate = told(subject(digest(9, 0), 0));
	let with = |account| {
		forged(&certificate, |forgery| {
			forgery.depositor.as_mut().unwrap().account = Some(account);
		})
	};
	// Of what the proof does not show nothing is known; what it shows to be another's is refused.
	assert_eq!(with(account(11)).unwrap_err(), Refusal::MissingNode("facts"));
	let mut other = CHAIN.certify_digest(9, 0, None);
	other.depositor.as_mut().unwrap().account = Some(account(11));
	let error = add_timeline(&*CHAIN, other, &issuer_key(), &[]).unwrap_err();
	let expected = Refusal::NotProven("account of the depositor");
	assert!(matches!(error, BuildError::Refused(refusal) if refusal == expected));
}

#[test]
fn verify_should_refuse_when_a_statement_is_altered_dropped_doubled_or_swapped() {
	for certificate in [told(subject(busy(), 0)), told(leaf(BLOCK, LEAF, 0))] {
		let refused = |change: &dyn Fn(&mut Vec<Statement>)| {
			let verdict = forged(&certificate, |forgery| {
				change(&mut forgery.timeline.as_mut().unwrap().statements);
			});
			assert_eq!(verdict.unwrap_err(), Refusal::NotProven("timeline"));
		};
		let count = certificate.timeline.as_ref().unwrap().statements.len();
		for at in 0..count {
			refused(&|statements| statements[at].value.push('.'));
			refused(&|statements| statements[at].name.push('s'));
			refused(&|statements| drop(statements.remove(at)));
			refused(&|statements| statements.insert(at, statements[at].clone()));
			if at > 0 {
				refused(&|statements| statements.swap(at - 1, at));
			}
		}
		refused(&Vec::clear);
	}
}

#[test]
fn verify_should_refuse_when_a_hold_is_left_out_of_the_statements_and_of_the_proof() {
	let certificate = told(subject(busy(), 0));
	for key in [
		keys::hold_count(Algorithm::Sha256, &busy()),
		keys::hold(Algorithm::Sha256, &busy(), 2),
		keys::act_count(Algorithm::Sha256, &busy()),
		keys::act(Algorithm::Sha256, &busy(), 3),
		keys::supersession(Algorithm::Sha256, &busy(), 4),
		keys::time_stamp(Algorithm::Sha256, &busy(), 5, 1),
		keys::keeper(Algorithm::Sha256, &busy(), 4),
	] {
		// The leaf of the trie that holds the value.
		let state = &CHAIN.block(certificate.retrieval.block).state;
		let value = &state[&key];
		let verdict = forged(&certificate, |forgery| {
			let statements = &mut forgery.timeline.as_mut().unwrap().statements;
			statements.retain(|statement| !statement.value.contains("old 2"));
			let proof = &mut forgery.state.proof;
			proof.retain(|node| !node.0.windows(value.len()).any(|part| part == value));
		});
		assert_eq!(verdict.unwrap_err(), Refusal::MissingNode("facts"));
	}
}

#[test]
fn verify_should_refuse_when_a_timeline_is_where_nothing_was_deposited() {
	let forgery = forged(&CHAIN.certify(registers::right(), None), |forgery| {
		forgery.timeline = Some(Timeline { statements: Vec::new() });
	});
	assert_eq!(forgery.unwrap_err(), Refusal::Superfluous("timeline"));
	let right = CHAIN.certify(registers::right(), None);
	let error = add_timeline(&*CHAIN, right, &issuer_key(), &[]).unwrap_err();
	assert!(matches!(error, BuildError::Refused(Refusal::Superfluous("timeline"))));
}

#[test]
fn timeline_should_be_refused_when_the_state_contradicts_itself_or_has_too_much() {
	let with = |change: &dyn Fn(&mut common::State)| {
		let mut chain = TestChain::new(1, &[4], 8);
		let last = chain.blocks.last_mut().unwrap();
		change(&mut last.state);
		last.header.state_root = common::root(&last.state);
		last.hash = last.header.hash();
		let certificate = chain.certify(subject(busy(), 0), None);
		match add_timeline(&chain, certificate, &issuer_key(), &[]).unwrap_err() {
			BuildError::Refused(refusal) => refusal,
			error => panic!("{error}"),
		}
	};
	let of = busy();
	let sha = Algorithm::Sha256;
	let put = |key: Vec<u8>, value: Vec<u8>| {
		with(&|state| drop(state.insert(key.clone(), value.clone())))
	};
	use codec::Encode;
	assert_eq!(
		put(keys::hold_count(sha, &of), (2u32, 2u32).encode()),
		Refusal::UnknownLayout("a count of holds")
	);
	assert_eq!(
		put(keys::hold_count(sha, &of), (1_025u32, 1u32).encode()),
		Refusal::TooMany { what: "holds in its timeline", limit: 1_024 }
	);
	assert_eq!(
		put(keys::act_count(sha, &of), 1_024u32.encode()),
		Refusal::TooMany { what: "acts in its timeline", limit: 1_024 }
	);
	assert_eq!(put(keys::act_count(sha, &of), 15u32.encode()), Refusal::UnknownLayout("an act"));
	let deposited = common::timeline::act(2, 4, RecordAct::Deposited { number: 0 });
	assert_eq!(put(keys::act(sha, &of, 12), deposited.encode()), Refusal::UnknownLayout("an act"));
	let attestation = (7u32, 13u32, 1u32 << 29, H256::zero(), BLOCK, 0u64);
	assert_eq!(
		put(keys::attestation(sha, &of, 1), attestation.encode()),
		Refusal::UnknownLayout("an attestation")
	);
}
