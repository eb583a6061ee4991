//! Batches of several sizes, each of a tree of its own, deposited in the time of each authority set.

use super::{sha256, State};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{
	chain::{Content, Deposit, First, Record, RecordStatus},
	form::Subject,
	keys, merkle, Algorithm,
};

/// How many leaves they have.
pub const SIZES: [usize; 5] = [1, 2, 8, 13, 1_000];

/// Whether they are deposited in a block: in one of seven.
pub fn are_in(block: u32) -> bool {
	block % 7 == 3
}

fn leaf(block: u32, size: usize, index: usize) -> H256 {
	sha256(format!("leaf {index} of {size} in block {block}").as_bytes())
}

fn tree(block: u32, size: usize, index: usize) -> (H256, Vec<H256>) {
	let hashes: Vec<H256> =
		(0..size).map(|index| merkle::leaf_hash(&leaf(block, size, index))).collect();
	merkle::root_and_path(&hashes, index).unwrap()
}

/// A leaf of the batch of a size of a block.
pub fn subject(block: u32, size: usize, index: usize) -> Subject {
	let (root, path) = tree(block, size, index);
	Subject::Leaf {
		digest: leaf(block, size, index),
		root,
		deposit: 0,
		index: u64::try_from(index).unwrap(),
		leaves: u64::try_from(size).unwrap(),
		path,
	}
}

/// Puts the records of a block's batches into the state. `deposit` makes the deposit of a content.
pub fn record(state: &mut State, block: u32, deposit: impl Fn(Content) -> Deposit) {
	for size in SIZES {
		let (root, _) = tree(block, size, 0);
		let deposit = deposit(Content::Batch { leaves: u64::try_from(size).unwrap() });
		let first = First { by: deposit.org, at: deposit.moment };
		let record = Record { deposit, status: RecordStatus::Standing, first, corroborations: 0 };
		state.insert(keys::record(Algorithm::Sha256, &root), record.encode());
	}
}
