//! A record about which much was done, a batch that is held, and the leaf that was opened of it: all in one block.

use super::{batch, digest, leaves, sha256, State};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{
	acts::{
		Affiliation, Attestation, BatchOf, Capacity, Entitlement, Hold, HoldCount, Keeping,
		LinkedTimeStamp, LoggedAct, RecordAct, Release, Supersession,
	},
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus},
	keys,
	registers::{Digest, DigestAlgorithm},
	Algorithm,
};

const SHA: Algorithm = Algorithm::Sha256;
/// The block.
pub const BLOCK: u32 = 5;
/// The leaf that was opened.
pub const LEAF: usize = 2;
/// Its moment.
pub const MOMENT: u64 = 1_795_546_701_000;
/// How many deposits and acts the record has.
pub const ENTRIES: u32 = 17;

/// The record.
pub fn busy() -> H256 {
	digest(BLOCK, 5)
}

/// The account of an operator.
pub fn account(operator: u32) -> H256 {
	sha256(&[&b"operator"[..], &operator.encode()].concat())
}

/// Makes every operator the owner of its account; that of operator 14 is retired.
pub fn affiliate(state: &mut State) {
	for operator in 10..20 {
		let capacity = match operator {
			14 => Capacity::RetiredOperator { operator },
			_ => Capacity::Operator { operator, roles: 1 | (1 << 24) },
		};
		let affiliation = Affiliation { org: operator - 6, capacity };
		state.insert(keys::affiliation(&account(operator)), affiliation.encode());
	}
}

fn deposit(org: u32, content: Content) -> Deposit {
	let (kind, operator) = (EvidenceKind::WebCapture, org + 6);
	let description = sha256(b"description");
	Deposit { kind, org, operator, block: BLOCK, moment: MOMENT, content, description }
}

/// An act of an organisation after so many deposits.
pub fn act(deposits: u32, org: u32, act: RecordAct) -> LoggedAct {
	LoggedAct { deposits, org, operator: org + 6, block: BLOCK, moment: MOMENT, act }
}

fn hold(org: u32, released: Option<Release>) -> Hold {
	let case = sha256(b"case");
	Hold { org, operator: org + 6, case, block: BLOCK, moment: MOMENT, released }
}

fn other(word: &str) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: sha256(word.as_bytes()) }
}

fn acts() -> Vec<LoggedAct> {
	vec![
		act(0, 7, RecordAct::Attested { number: 1 }),
		act(0, 8, RecordAct::Held { number: 1 }),
		act(1, 9, RecordAct::Held { number: 2 }),
		act(1, 8, RecordAct::HoldReleased { number: 1 }),
		act(2, 4, RecordAct::Kept { until: MOMENT + 1 }),
		act(2, 4, RecordAct::Superseded { successor: other("successor") }),
		act(2, 5, RecordAct::Succeeded { predecessor: other("predecessor") }),
		act(2, 9, RecordAct::Exhibit { number: 1, seq: 3 }),
		act(2, 9, RecordAct::Captured { group: 6 }),
		act(2, 5, RecordAct::TimeStamped { number: 1 }),
		act(2, 4, RecordAct::KeepingEnded { until: MOMENT }),
		act(2, 5, RecordAct::Revoked { number: 1 }),
		act(2, 5, RecordAct::Reinstated { number: 1 }),
		act(2, 5, RecordAct::RevokedAgain { number: 1 }),
	]
}

/// Writes all of it.
pub fn record(state: &mut State) {
	let of = busy();
	let status = RecordStatus::Revoked { last: 2, left: 2, at: MOMENT, again_since: None };
	let first = First { by: 4, at: MOMENT };
	let own = deposit(4, Content::Single);
	let record = Record { deposit: own, status, first, corroborations: 2 };
	state.insert(keys::record(SHA, &of), record.encode());
	for (number, org) in [(1, 5), (2, 6)] {
		let later = deposit(org, Content::Single);
		state.insert(keys::corroboration(SHA, &of, number), later.encode());
	}
	let (org, operator, ground) = (7, 13, sha256(b"ground"));
	let statement = sha256(b"statement");
	let attestation =
		Attestation { org, operator, roles: 1 << 23, statement, block: BLOCK, moment: MOMENT };
	state.insert(keys::attestation(SHA, &of, 1), attestation.encode());
	state.insert(keys::attestations(SHA, &of), 1u32.encode());
	let release = Release { org: 8, operator: 14, ground: None, block: BLOCK, moment: MOMENT };
	holds(state, &of, &[hold(8, Some(release)), hold(9, None)]);
	let supersession = Supersession {
		operator: 10,
		entitlement: Entitlement::Depositor { number: 0 },
		successor: other("successor"),
		deposit: 1,
		ground,
		block: BLOCK,
		moment: MOMENT,
	};
	state.insert(keys::supersession(SHA, &of, 4), supersession.encode());
	log(state, &of, &acts());
	let linked = LinkedTimeStamp {
		token: other("token"),
		policy: vec![0x88, 0x37, 3],
		serial: vec![0x0a, 0xff],
		stated: MOMENT - 1,
		operator: 11,
		block: BLOCK,
		moment: MOMENT,
	};
	state.insert(keys::time_stamp(SHA, &of, 5, 1), linked.encode());
	let keeping = Keeping { operator: 10, until: MOMENT, block: BLOCK, moment: MOMENT };
	state.insert(keys::keeper(SHA, &of, 4), keeping.encode());

	// The batch is held, and one of its leaves was opened, under it and another one.
	let (root, leaf) = (batch(BLOCK, 0).0, leaves(BLOCK)[LEAF]);
	holds(state, &root, &[hold(9, None)]);
	let opened = act(1, 6, RecordAct::LeafOpened { leaf });
	log(state, &root, &[opened, act(1, 9, RecordAct::Held { number: 1 })]);
	let elsewhere = sha256(b"another batch");
	holds(state, &elsewhere, &[hold(10, None)]);
	let batches = [root, elsewhere].map(|root| BatchOf { root, moment: MOMENT });
	state.insert(keys::batches_of(SHA, &leaf), batches.to_vec().encode());
	let deposit = deposit(6, Content::Leaf { root, opened_at: MOMENT + 3_000 });
	let status = RecordStatus::Standing;
	let own = Record { deposit, status, first: First { by: 6, at: MOMENT }, corroborations: 0 };
	state.insert(keys::record(SHA, &leaf), own.encode());
}

fn holds(state: &mut State, of: &H256, all: &[Hold]) {
	for (number, hold) in (1..).zip(all) {
		state.insert(keys::hold(SHA, of, number), hold.encode());
	}
	let in_force = all.iter().filter(|hold| hold.released.is_none()).count();
	let count = HoldCount {
		last: u32::try_from(all.len()).unwrap(),
		in_force: u32::try_from(in_force).unwrap(),
	};
	state.insert(keys::hold_count(SHA, of), count.encode());
}

/// Writes a log of acts.
pub fn log(state: &mut State, of: &H256, all: &[LoggedAct]) {
	for (number, act) in (1..).zip(all) {
		state.insert(keys::act(SHA, of, number), act.encode());
	}
	state.insert(keys::act_count(SHA, of), u32::try_from(all.len()).unwrap().encode());
}
