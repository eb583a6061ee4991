//! From the genesis hash, or a council checkpoint, to a final block.

use crate::{
	checkpoint::Start,
	form::{Finality, MAX_AUTHORITIES},
	justification::AuthoritySet,
	keys,
	state::Proof,
	Blob, Header, Refusal,
};
use codec::DecodeAll;
use sp_consensus_grandpa::{AuthorityId, AuthorityList, ConsensusLog, GRANDPA_ENGINE_ID};
use sp_core::H256;
use sp_runtime::DigestItem;
use std::collections::BTreeSet;

/// A block that is proven to be final.
pub struct Final {
	/// Its header.
	pub header: Header,
	/// Its hash.
	pub hash: H256,
	/// The set that voted for it or for a block upon it.
	pub set: AuthoritySet,
	/// The members of the set whose votes the certificate has.
	pub voters: BTreeSet<AuthorityId>,
}

/// Decodes a header.
pub fn header(encoded: &[u8]) -> Result<Header, Refusal> {
	Header::decode_all(&mut &*encoded).map_err(|_| Refusal::Undecodable("header"))
}

/// Follows the authority sets from genesis, or from the checkpoint that was given, to the certified block.
pub fn verify(
	finality: &Finality,
	genesis_hash: H256,
	start: Option<&Start>,
) -> Result<Final, Refusal> {
	let (mut set, mut last) = begin(finality, genesis_hash, start)?;
	for hand_off in &finality.hand_offs {
		let header = header(&hand_off.header.0)?;
		let (hash, number) = (header.hash(), header.number);
		if number == 0 || last.is_some_and(|(_, before)| number <= before) {
			return Err(Refusal::HandOffOrder(number));
		}
		let next = change(&header)?.ok_or(Refusal::NoChange(number))?;
		set.verify(&hand_off.justification.0, hash, number)?;
		set = AuthoritySet::new(set.id.saturating_add(1), next, MAX_AUTHORITIES)?;
		last = Some((hash, number));
	}
	if set.id != finality.set_id {
		return Err(Refusal::OtherSet { claimed: finality.set_id, reached: set.id });
	}

	let certified = header(&finality.header.0)?;
	let hash = certified.hash();
	let mut tip = (certified.clone(), hash);
	let passes = |(header, hash): &(Header, H256)| match last {
		Some((last, number)) if header.number == number && *hash != last => {
			Err(Refusal::BesideHandOff(number))
		},
		_ => Ok(()),
	};
	passes(&tip)?;
	for encoded in &finality.descendants {
		// The set before `last` cannot speak for what comes upon a block that hands over to another.
		let ends = change(&tip.0)?.is_some() && last.is_none_or(|(hash, _)| hash != tip.1);
		if ends {
			return Err(Refusal::BeyondHandOff(tip.0.number));
		}
		let child = header(&encoded.0)?;
		if child.parent_hash != tip.1 || Some(child.number) != tip.0.number.checked_add(1) {
			return Err(Refusal::BrokenChain(tip.0.number));
		}
		let child_hash = child.hash();
		tip = (child, child_hash);
		passes(&tip)?;
	}
	change(&tip.0)?;
	if let Some((_, number)) = last {
		if tip.0.number <= number {
			return Err(Refusal::BeyondHandOff(number));
		}
	}
	let voters = set.verify(&finality.justification.0, tip.1, tip.0.number)?;
	Ok(Final { header: certified, hash, set, voters })
}

/// The set to begin with, and the block after which it votes. There is one way to begin, and it is the one
/// that the verifier was given: whoever asks for a checkpoint does not take genesis for it.
fn begin(
	finality: &Finality,
	genesis_hash: H256,
	start: Option<&Start>,
) -> Result<(AuthoritySet, Option<(H256, u32)>), Refusal> {
	match (&finality.genesis, finality.checkpoint, start) {
		(Some(_), Some(_), _) => Err(Refusal::Superfluous("genesis block beside a checkpoint")),
		(None, None, _) => Err(Refusal::Missing("first authority set")),
		(Some(genesis), None, None) => {
			let set = first_set(&genesis.header.0, nodes(&genesis.proof), genesis_hash)?;
			Ok((set, None))
		},
		(None, Some(named), None) => Err(Refusal::NeedsCheckpoint(named)),
		(None, Some(named), Some(start)) if named == start.digest => {
			Ok((start.set()?, Some(start.block)))
		},
		(_, _, Some(start)) => Err(Refusal::OtherCheckpoint(start.digest)),
	}
}

/// The authority set that genesis names.
pub fn first_set<'a>(
	encoded: &[u8],
	proof: impl Iterator<Item = &'a [u8]>,
	genesis_hash: H256,
) -> Result<AuthoritySet, Refusal> {
	let header = header(encoded)?;
	if header.hash() != genesis_hash || header.number != 0 {
		return Err(Refusal::GenesisMismatch);
	}
	let mut proof = Proof::new("first authorities", header.state_root, proof)?;
	let value = proof.read(&keys::authorities())?.ok_or(Refusal::NoAuthorities)?;
	proof.finish()?;
	let authorities = AuthorityList::decode_all(&mut &*value)
		.map_err(|_| Refusal::Undecodable("list of the first authorities"))?;
	AuthoritySet::new(0, authorities, MAX_AUTHORITIES)
}

/// The authority set that a header hands over to. Refuses what the set before cannot have signed.
pub fn change(header: &Header) -> Result<Option<AuthorityList>, Refusal> {
	let mut next = None;
	for log in &header.digest.logs {
		let DigestItem::Consensus(GRANDPA_ENGINE_ID, data) = log else { continue };
		match ConsensusLog::<u32>::decode_all(&mut &**data) {
			Ok(ConsensusLog::ScheduledChange(change)) => {
				if change.delay != 0 {
					return Err(Refusal::DelayedChange(header.number));
				}
				if next.replace(change.next_authorities).is_some() {
					return Err(Refusal::SeveralChanges(header.number));
				}
			},
			Ok(ConsensusLog::ForcedChange(..)) => {
				return Err(Refusal::ForcedChange(header.number));
			},
			Ok(_) => {},
			Err(_) => return Err(Refusal::Undecodable("digest of a header")),
		}
	}
	Ok(next)
}

/// The bytes of trie nodes.
pub fn nodes(nodes: &[Blob]) -> impl Iterator<Item = &[u8]> {
	nodes.iter().map(|node| node.0.as_slice())
}
