//! What others deposited and revoked of the leaves of one batch, which nobody opened.

use super::{leaves, sha256, State};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus},
	keys, Algorithm,
};

/// The block whose batch it is about, of organisation 4 and once more of organisation 5.
pub const BATCH: u32 = 21;
/// The block in which its leaves get records of their own.
pub const SEEN: u32 = 30;
/// Whoever deposits leaves alone.
pub const STRANGER: u32 = 9;

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

/// Block time.
pub fn moment(block: u32) -> u64 {
	1_795_546_671_000 + u64::from(block) * 6_000
}

/// Puts the records of the leaves into the state of block [`SEEN`].
pub fn record(state: &mut State) {
	let revoked = |left, at| RecordStatus::Revoked { last: left, left, at };
	let after = moment(SEEN);
	let before = moment(BATCH - 5);
	for (leaf, by, at, status) in [
		(ANCHORED, STRANGER, after, RecordStatus::Standing),
		(ANCHORED_AND_REVOKED, STRANGER, after, revoked(0, after + 1)),
		(REVOKED_BEFORE, STRANGER, before, revoked(0, before + 1)),
		(WITHDRAWN, 4, after, revoked(0, after + 1)),
		(WITHDRAWN_BESIDE_OTHERS, 4, after, revoked(1, after + 1)),
		(REVOKED_AT_ONCE, STRANGER, before, revoked(0, moment(BATCH))),
	] {
		let digest = leaves(BATCH)[leaf];
		let deposit = Deposit {
			kind: EvidenceKind::Other,
			org: by,
			operator: 10,
			block: SEEN,
			moment: at,
			content: Content::Single,
			description: sha256(b"description"),
		};
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

fn put(state: &mut State, digest: &H256, record: Record) {
	state.insert(keys::record(Algorithm::Sha256, digest), record.encode());
}
