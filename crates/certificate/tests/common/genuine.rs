//! Certificates of a chain of 56 blocks and four authority sets: records of each block, and leaves of batches of
//! each size and set, at blocks of several sets.

use super::{batches, digest, subject, TestChain};
use std::sync::LazyLock;
use tracemark_certificate::form::Subject;

/// Blocks that each set votes on.
pub const LENGTH: u32 = 14;

pub static CHAIN: LazyLock<TestChain> =
	LazyLock::new(|| TestChain::with_batches(1, &[4, 5, 1, 7], LENGTH));

/// What is certified, and at which block; at the newest one if none is named.
pub fn requests() -> Vec<(Subject, Option<u32>)> {
	let last = 4 * LENGTH;
	let mut requests = Vec::new();
	for block in 1..=last {
		for k in 0..5 {
			// The newest block, and the blocks from the deposit on with headers up to a stored proof.
			let at = (k % 2 == 0).then_some(block);
			requests.push((subject(digest(block, k), 0), at));
		}
	}
	for block in (1..=last).filter(|block| batches::are_in(*block)) {
		for (place, size) in (0..).zip(batches::SIZES) {
			// The block of the deposit, or one in the time of a later set.
			let at = (block + place * LENGTH).min(last);
			for index in [0, size / 2, size - 1] {
				requests.push((batches::subject(block, size, index), Some(at)));
			}
		}
	}
	// The first and the middle one of few leaves are the same.
	requests.dedup();
	requests
}
