//! The one tree of the house: RFC 6962 with SHA-256, leaf prefix `0x00`, node prefix `0x01`.
//!
//! Verification only. Trees are built by clients.

use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// Most siblings that a path can have: trees hold at most 2^32 leaves.
pub type MaxPathLength = ConstU32<32>;
/// The siblings of a leaf, from the leaf upwards (RFC 6962 §2.1.1).
pub type AuditPath = BoundedVec<H256, MaxPathLength>;

/// `SHA-256(0x00 || data)`.
pub fn leaf_hash(data: &[u8]) -> H256 {
	let mut preimage = Vec::with_capacity(data.len().saturating_add(1));
	preimage.push(0x00);
	preimage.extend_from_slice(data);
	H256(sp_io::hashing::sha2_256(&preimage))
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &H256, right: &H256) -> H256 {
	let mut preimage = Vec::with_capacity(65);
	preimage.push(0x01);
	preimage.extend_from_slice(left.as_bytes());
	preimage.extend_from_slice(right.as_bytes());
	H256(sp_io::hashing::sha2_256(&preimage))
}

/// Whether `leaf` (a leaf hash) stands at `index` of a tree of `size` leaves with this `root`.
///
/// The algorithm of RFC 9162 §2.1.3.2, which defines the same tree. A path that is too short or too
/// long for `index` and `size` fails, so a node is never accepted as a leaf.
pub fn verify(root: &H256, size: u64, index: u64, leaf: H256, path: &[H256]) -> bool {
	if index >= size {
		return false;
	}
	let (mut node, mut last, mut hash) = (index, size.saturating_sub(1), leaf);
	for sibling in path {
		if last == 0 {
			return false;
		}
		if node & 1 == 1 || node == last {
			hash = node_hash(sibling, &hash);
			while node & 1 == 0 && node != 0 {
				node >>= 1;
				last >>= 1;
			}
		} else {
			hash = node_hash(&hash, sibling);
		}
		node >>= 1;
		last >>= 1;
	}
	last == 0 && hash == *root
}

/// The root of the tree over `leaves` (leaf hashes), or `None` without leaves. For clients, tests
/// and benchmarks.
#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
pub fn root(leaves: &[H256]) -> Option<H256> {
	match leaves {
		[] => None,
		[leaf] => Some(*leaf),
		_ => {
			let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
			Some(node_hash(&root(left)?, &root(right)?))
		},
	}
}

/// The path of the leaf at `index`, from the leaf upwards, or `None` outside. For clients, tests
/// and benchmarks.
#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
pub fn path(leaves: &[H256], index: usize) -> Option<Vec<H256>> {
	match leaves {
		[_] if index == 0 => Some(Vec::new()),
		_ if index >= leaves.len() => None,
		_ => {
			let split = leaves.len().next_power_of_two() / 2;
			let (left, right) = leaves.split_at(split);
			let (mut below, sibling) = if index < split {
				(path(left, index)?, root(right)?)
			} else {
				(path(right, index - split)?, root(left)?)
			};
			below.push(sibling);
			Some(below)
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn leaves(n: u32) -> Vec<H256> {
		(0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect()
	}

	proptest! {
		#[test]
		fn verify_should_accept_exactly_the_leaf_at_its_index(n in 1u32..300, i in 0u32..300, other in 0u32..300) {
			let leaves = leaves(n);
			let root = root(&leaves).expect("not empty");
			let index = i % n;
			let other = other % n;
			let path = path(&leaves, index as usize).expect("inside");
			prop_assert!(verify(&root, n.into(), index.into(), leaves[index as usize], &path));
			prop_assert_eq!(
				verify(&root, n.into(), other.into(), leaves[index as usize], &path),
				other == index
			);
			prop_assert!(!verify(&root, n.into(), n.into(), leaves[index as usize], &path));
		}

		#[test]
		fn verify_should_refuse_when_the_path_is_cut_or_longer(n in 2u32..300, i in 0u32..300) {
			let leaves = leaves(n);
			let root = root(&leaves).expect("not empty");
			let index = i % n;
			let mut path = path(&leaves, index as usize).expect("inside");
			path.push(H256::zero());
			prop_assert!(!verify(&root, n.into(), index.into(), leaves[index as usize], &path));
			path.pop();
			path.pop();
			prop_assert!(!verify(&root, n.into(), index.into(), leaves[index as usize], &path));
		}
	}

	#[test]
	fn verify_should_refuse_when_a_node_is_presented_as_a_leaf() {
		let leaves = leaves(4);
		let root = root(&leaves).expect("not empty");
		let node = node_hash(&leaves[0], &leaves[1]);
		let sibling = node_hash(&leaves[2], &leaves[3]);
		// As an inner node of the true tree it would hash to the root, but not in a tree of 4.
		assert!(!verify(&root, 4, 0, node, &[sibling]));
		assert!(verify(&root, 2, 0, node, &[sibling]));
	}

	#[test]
	fn root_should_be_that_of_rfc_6962_when_the_vectors_are_hashed() {
		// Test vectors of the certificate-transparency reference implementation.
		let data: [&[u8]; 2] = [&[], &[0x00]];
		let leaves: Vec<H256> = data.iter().map(|d| leaf_hash(d)).collect();
		let hex = |h: H256| format!("{h:?}");
		assert_eq!(
			hex(leaves[0]),
			"0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
		);
		assert_eq!(
			hex(root(&leaves).expect("not empty")),
			"0xfac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
		);
	}
}
