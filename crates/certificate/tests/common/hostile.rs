//! Certificates whose bytes were made to exhaust whoever decodes them, in a file or in a state that is proven.

use super::{prove, root, Justification, State, TestChain};
use codec::Encode;
use sp_consensus_grandpa::{Commit, Precommit};
use sp_core::{Bytes, H256};
use std::{cell::RefCell, convert::Infallible};
use tracemark_certificate::{keys, Blob, Certificate, Header, Node};

/// Lengths as SCALE declares them, none of which the bytes bear out: 2^30 - 1, 2^32 - 1, 2^64 - 1 and 2^536 - 1,
/// and one that is longer than its own number.
pub const LENGTHS: [&[u8]; 5] = [
	&[0xfe, 0xff, 0xff, 0xff],
	&[0x03, 0xff, 0xff, 0xff, 0xff],
	&[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
	&[0xff; 68],
	&[0xff],
];

/// The bytes with a length at a place, and what came after it or nothing more.
pub fn declaring(bytes: &[u8], at: usize, length: &[u8], goes_on: bool) -> Vec<u8> {
	let rest = if goes_on { bytes.get(at + 1..).unwrap_or_default() } else { &[] };
	[&bytes[..at], length, rest].concat()
}

/// All that is bytes in a certificate, with the names of its places.
pub fn parts(certificate: &mut Certificate) -> Vec<(&'static str, &mut Vec<u8>)> {
	fn named<'a>(
		name: &'static str,
		blobs: &'a mut [Blob],
	) -> Vec<(&'static str, &'a mut Vec<u8>)> {
		blobs.iter_mut().map(|blob| (name, &mut blob.0)).collect()
	}
	let finality = &mut certificate.finality;
	let mut parts = vec![
		("header", &mut finality.header.0),
		("justification", &mut finality.justification.0),
		("key", &mut certificate.state.key.0),
	];
	parts.extend(named("descendant", &mut finality.descendants));
	for hand_off in &mut finality.hand_offs {
		parts.push(("header of a hand-off", &mut hand_off.header.0));
		parts.push(("justification of a hand-off", &mut hand_off.justification.0));
	}
	if let Some(genesis) = &mut finality.genesis {
		parts.push(("header of genesis", &mut genesis.header.0));
		parts.extend(named("node of genesis", &mut genesis.proof));
	}
	parts.extend(named("node", &mut certificate.state.proof));
	parts.extend(certificate.state.value.as_mut().map(|value| ("value", &mut value.0)));
	let description = certificate.description.as_mut();
	parts.extend(description.map(|described| ("description", &mut described.value.0)));
	for event in certificate.history.iter_mut().flat_map(|history| &mut history.events) {
		parts.push(("body of an event", &mut event.body.0));
	}
	parts
}

/// A node that notes of which keys it was asked a proof.
pub struct Asked<'a> {
	pub chain: &'a TestChain,
	keys: RefCell<Vec<(H256, Vec<Vec<u8>>)>>,
}

impl<'a> Asked<'a> {
	pub fn new(chain: &'a TestChain) -> Self {
		Self { chain, keys: RefCell::default() }
	}

	/// The keys that a certificate needs, with what the state has there.
	pub fn needed(&self, certificate: &Certificate) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
		let at = certificate.retrieval.block_hash;
		let state = &self.chain.block(certificate.retrieval.block).state;
		let asked = self.keys.borrow();
		let (_, keys) = asked.iter().rev().find(|(of, _)| *of == at).unwrap();
		keys.iter().map(|key| (key.clone(), state.get(key).cloned())).collect()
	}
}

impl Node for Asked<'_> {
	type Error = Infallible;

	fn chain_name(&self) -> Result<String, Infallible> {
		self.chain.chain_name()
	}

	fn block_hash(&self, number: u32) -> Result<Option<H256>, Infallible> {
		self.chain.block_hash(number)
	}

	fn header(&self, hash: H256) -> Result<Option<Header>, Infallible> {
		self.chain.header(hash)
	}

	fn finalized(&self) -> Result<H256, Infallible> {
		self.chain.finalized()
	}

	fn justification(&self, hash: H256) -> Result<Option<Vec<u8>>, Infallible> {
		self.chain.justification(hash)
	}

	fn body(&self, hash: H256) -> Result<Option<Vec<Vec<u8>>>, Infallible> {
		self.chain.body(hash)
	}

	fn prove_finality(&self, number: u32) -> Result<Option<Vec<u8>>, Infallible> {
		self.chain.prove_finality(number)
	}

	fn storage(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>, Infallible> {
		self.chain.storage(key, at)
	}

	fn read_proof(&self, keys: &[Vec<u8>], at: H256) -> Result<Vec<Vec<u8>>, Infallible> {
		self.keys.borrow_mut().push((at, keys.to_vec()));
		self.chain.read_proof(keys, at)
	}
}

/// Puts another state under the newest block of a certificate, as the authorities of its set could: they vote for
/// a block that has these values at these keys and no others.
pub fn restate(
	chain: &TestChain,
	certificate: &mut Certificate,
	values: &[(Vec<u8>, Option<Vec<u8>>)],
) {
	let state: State =
		values.iter().filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect();
	let keys: Vec<Vec<u8>> = values.iter().map(|(key, _)| key.clone()).collect();
	let block = chain.block(certificate.retrieval.block);
	let header = Header { state_root: root(&state), ..block.header.clone() };
	let (hash, number) = (header.hash(), header.number);
	let target = Precommit::<Header> { target_hash: hash, target_number: number };
	let id = u64::try_from(block.set).unwrap();
	let precommits = (0..chain.sets[block.set].len())
		.map(|member| chain.vote(block.set, member, id, target.clone()))
		.collect();
	let commit = Commit::<Header> { target_hash: hash, target_number: number, precommits };
	let votes = Justification { round: 1, commit, votes_ancestries: Vec::new() };
	certificate.finality.header = Blob(header.encode());
	certificate.finality.descendants.clear();
	certificate.finality.justification = Blob(votes.encode());
	certificate.retrieval.block_hash = hash;
	certificate.state.value = state.get(&certificate.state.key.0).cloned().map(Bytes);
	// The code itself is in no proof, only its hash.
	certificate.state.proof = prove(&state, &keys);
	certificate.state.proof.retain(|node| state.get(keys::CODE) != Some(&node.0));
}
