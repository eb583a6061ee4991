//! The tree of batches: RFC 6962 with SHA-256. Verification as in RFC 9162 §2.1.3.2.
//!
//! The same algorithm as on the chain, whose crate clients do not depend on.

use sha2::{Digest, Sha256};
use sp_core::H256;

/// `SHA-256(0x00 || data)`.
pub fn leaf_hash(data: &H256) -> H256 {
	let mut hasher = Sha256::new();
	hasher.update([0x00]);
	hasher.update(data);
	H256(hasher.finalize().into())
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &H256, right: &H256) -> H256 {
	let mut hasher = Sha256::new();
	hasher.update([0x01]);
	hasher.update(left);
	hasher.update(right);
	H256(hasher.finalize().into())
}

/// Whether `leaf`, a leaf hash, stands at `index` of a tree of `size` leaves with this `root`.
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

/// Root of the tree over `leaves` (leaf hashes) and the path of the leaf at `index`, or `None` if
/// there is no such leaf. For whoever makes batches.
pub fn root_and_path(leaves: &[H256], index: usize) -> Option<(H256, Vec<H256>)> {
	let leaf = *leaves.get(index)?;
	if leaves.len() == 1 {
		return Some((leaf, Vec::new()));
	}
	let split = leaves.len().next_power_of_two() >> 1;
	let (left, right) = leaves.split_at_checked(split)?;
	if index < split {
		let (root, mut path) = root_and_path(left, index)?;
		let (sibling, _) = root_and_path(right, 0)?;
		path.push(sibling);
		Some((node_hash(&root, &sibling), path))
	} else {
		let (root, mut path) = root_and_path(right, index.checked_sub(split)?)?;
		let (sibling, _) = root_and_path(left, 0)?;
		path.push(sibling);
		Some((node_hash(&sibling, &root), path))
	}
}
