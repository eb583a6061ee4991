//! The tree of RFC 6962 with all its nodes, so that a path is read and not computed.

use sp_core::H256;
use tracemark_primitives::merkle::node_hash;

/// All levels, leaves first. An odd node at the end of a level moves up as it is, which gives the tree
/// that RFC 6962 §2.1 defines by splitting at the largest power of two below the size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tree {
	levels: Vec<Vec<H256>>,
	root: H256,
}

impl Tree {
	/// The tree over these leaf hashes; `None` without leaves.
	pub fn new(leaves: Vec<H256>) -> Option<Self> {
		let mut levels = Vec::new();
		let mut level = leaves;
		while level.len() > 1 {
			let above = level
				.chunks(2)
				.filter_map(|pair| match pair {
					[left, right] => Some(node_hash(left, right)),
					odd => odd.first().copied(),
				})
				.collect();
			levels.push(level);
			level = above;
		}
		let root = *level.first()?;
		levels.push(level);
		Some(Self { levels, root })
	}

	/// The root.
	pub fn root(&self) -> H256 {
		self.root
	}

	/// The siblings of the leaf at `index`, from the leaf upwards; `None` outside.
	pub fn path(&self, index: usize) -> Option<Vec<H256>> {
		let (_, below) = self.levels.split_last()?;
		if index >= self.levels.first()?.len() {
			return None;
		}
		let (mut at, mut path) = (index, Vec::with_capacity(below.len()));
		for level in below {
			path.extend(level.get(at ^ 1));
			at /= 2;
		}
		Some(path)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use tracemark_primitives::merkle;

	proptest! {
		#[test]
		fn tree_should_be_that_of_the_chain_when_the_size_is_any(size in 1u32..400, at in 0u32..400) {
			let leaves: Vec<H256> = (0..size).map(|i| merkle::leaf_hash(&i.to_be_bytes())).collect();
			let tree = Tree::new(leaves.clone()).unwrap();
			prop_assert_eq!(Some(tree.root()), merkle::root(&leaves));
			let index = (at % size) as usize;
			let path = tree.path(index);
			prop_assert_eq!(&path, &merkle::path(&leaves, index));
			prop_assert!(merkle::verify(&tree.root(), size.into(), index as u64, leaves[index], &path.unwrap()));
			prop_assert_eq!(tree.path(size as usize), None);
		}
	}

	#[test]
	fn tree_should_not_exist_when_there_are_no_leaves() {
		assert_eq!(Tree::new(Vec::new()), None);
	}
}
