//! What others deposited and revoked of the leaves of one batch, which nobody opened.

use super::{batch, leaves, sha256, State};
use codec::{Decode, Encode};
use sp_core::H256;
use tracemark_certificate::{
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus, Reversal, Revocation},
	keys, Algorithm,
};

/// The block whose batch it is about, of organisation 4 and once more of organisation 5.
pub const BATCH: u32 = 21;
/// The block in which its leaves get records of their own.
pub const SEEN: u32 = 30;
/// Whoever deposits leaves alone.
pub const STRANGER: u32 = 9;

/// Anchored alone after the batch, revoked and reinstated.
pub const REINSTATED: usize = 0;
/// Anchored alone after the batch.
pub const ANCHORED: usize = 1;
/// Anchored alone after the batch, and revoked.
pub const ANCHORED_AND_REVOKED: usize = 2;
/// Anchored alone and revoked before the batch.
pub const REVOKED_BEFORE: usize = 3;
/// Anchored alone and revoked by the depositor of the batch.
pub const WITHDRAWN: usize = 4;
/// The same, and anchored by a stranger, who stands by it.
pub const WITHDRAWN_BESIDE_OTHERS: usize = 5;
/// Revoked in the block of the batch.
pub const REVOKED_AT_ONCE: usize = 6;

/// The block whose batch its organisation 4 revoked and reinstated in block [`SEEN`]; that of organisation 5 stands.
pub const REINSTATED_BATCH: u32 = 22;
/// A leaf of that batch that was anchored alone afterwards, and revoked.
pub const CLOSED: usize = 1;

/// Block time.
pub fn moment(block: u32) -> u64 {
	1_795_546_671_000 + u64::from(block) * 6_000
}

/// Puts the records of the leaves into the state of block [`SEEN`].
pub fn record(state: &mut State) {
	let revoked = |left, at| RecordStatus::Revoked { last: left, left, at, again_since: None };
	let reinstated =
		|at| RecordStatus::Revoked { last: 0, left: 1, at, again_since: Some(at + 1_000) };
	let after = moment(SEEN);
	let before = moment(BATCH - 5);
	for (leaf, by, at, status) in [
		(REINSTATED, STRANGER, after, reinstated(after + 1)),
		(ANCHORED, STRANGER, after, RecordStatus::Standing),
		(ANCHORED_AND_REVOKED, STRANGER, after, revoked(0, after + 1)),
		(REVOKED_BEFORE, STRANGER, before, revoked(0, before + 1)),
		(WITHDRAWN, 4, after, revoked(0, after + 1)),
		(WITHDRAWN_BESIDE_OTHERS, 4, after, revoked(1, after + 1)),
		(REVOKED_AT_ONCE, STRANGER, before, revoked(0, moment(BATCH))),
	] {
		let digest = leaves(BATCH)[leaf];
		let deposit = alone(by, at);
		let first = match leaf {
			WITHDRAWN_BESIDE_OTHERS => First { by: STRANGER, at },
			_ => First { by, at },
		};
		let record = Record { deposit, status, first, corroborations: 0 };
		put(state, &digest, record);
		if status != RecordStatus::Standing {
			state.insert(keys::revoker(Algorithm::Sha256, &digest, by), ().encode());
		}
	}
}

/// Puts what became of the batch that was reinstated into the state of block [`SEEN`].
pub fn reinstate(state: &mut State) {
	let (sha, (root, _), at) = (Algorithm::Sha256, batch(REINSTATED_BATCH, 0), moment(SEEN));
	let key = keys::record(sha, &root);
	let record = Record::decode(&mut &state[&key][..]).unwrap();
	let status = RecordStatus::Revoked { last: 1, left: 2, at, again_since: None };
	state.insert(key, Record { status, ..record }.encode());
	let (operator, block, ground) = (10, SEEN, sha256(b"ground"));
	let reinstated = Some(Reversal { operator, block, moment: at + 1_000, ground });
	let (org, moment, revoked_again) = (4, at, None);
	let revocation = Revocation { org, operator, block, moment, ground, reinstated, revoked_again };
	state.insert(keys::revocation(sha, &root, 0), revocation.encode());
	state.insert(keys::revoker(sha, &root, 4), ().encode());

	let closed = RecordStatus::Revoked { last: 0, left: 0, at: at + 2_000, again_since: None };
	let (deposit, first) = (alone(STRANGER, at), First { by: STRANGER, at });
	let own = Record { deposit, status: closed, first, corroborations: 0 };
	put(state, &leaves(REINSTATED_BATCH)[CLOSED], own);
}

fn alone(org: u32, moment: u64) -> Deposit {
	let (kind, content) = (EvidenceKind::Other, Content::Single);
	let description = sha256(b"description");
	Deposit { kind, org, operator: 10, block: SEEN, moment, content, description }
}

fn put(state: &mut State, digest: &H256, record: Record) {
	state.insert(keys::record(Algorithm::Sha256, digest), record.encode());
}
