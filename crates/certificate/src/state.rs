//! Read proofs under a state root.
//!
//! The semantics of `sp_state_machine::read_proof_check`: the proof is a set of trie nodes, and
//! whatever the nodes on the way say about a key is its value, or its absence. Beyond that a node
//! that is doubled or not needed is refused, so that a proof has one form.

use crate::Refusal;
use sp_core::{Blake2Hasher, H256};
use sp_trie::{
	accessed_nodes_tracker::AccessedNodesTracker, LayoutV1, MemoryDB, StorageProof, Trie,
	TrieDBBuilder,
};

/// A read proof while it is read.
pub struct Proof {
	what: &'static str,
	db: MemoryDB<Blake2Hasher>,
	root: H256,
	tracker: AccessedNodesTracker<H256>,
}

impl Proof {
	/// Takes the nodes of a proof. `what` it proves is named in refusals.
	pub fn new<'a>(
		what: &'static str,
		root: H256,
		nodes: impl Iterator<Item = &'a [u8]>,
	) -> Result<Self, Refusal> {
		let proof = StorageProof::new_with_duplicate_nodes_check(nodes.map(<[u8]>::to_vec))
			.map_err(|_| Refusal::DuplicateNode(what))?;
		let tracker = AccessedNodesTracker::new(proof.len());
		Ok(Self { what, db: proof.into_memory_db(), root, tracker })
	}

	/// The value under a key, or none if the proof shows that there is none.
	pub fn read(&mut self, key: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
		// Version 1 of the layout reads nodes of version 0 too.
		TrieDBBuilder::<LayoutV1<Blake2Hasher>>::new(&self.db, &self.root)
			.with_recorder(&mut self.tracker)
			.build()
			.get(key)
			.map_err(|_| Refusal::MissingNode(self.what))
	}

	/// The hash of the value under a key. A large value itself need not be in the proof.
	pub fn value_hash(&mut self, key: &[u8]) -> Result<Option<H256>, Refusal> {
		TrieDBBuilder::<LayoutV1<Blake2Hasher>>::new(&self.db, &self.root)
			.with_recorder(&mut self.tracker)
			.build()
			.get_hash(key)
			.map_err(|_| Refusal::MissingNode(self.what))
	}

	/// Checks that no node was there for nothing.
	pub fn finish(self) -> Result<(), Refusal> {
		self.tracker.ensure_no_unused_nodes().map_err(|_| Refusal::UnusedNode(self.what))
	}
}
