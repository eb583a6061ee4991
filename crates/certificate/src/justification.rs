//! Whether the votes of an authority set make a block final.

use crate::{
	form::{MAX_ANCESTRY, MAX_AUTHORITIES},
	sign, Header, Refusal,
};
use codec::DecodeAll;
use finality_grandpa::{voter_set::VoterSet, Chain, Error, Message};
use sp_consensus_grandpa::{
	check_message_signature, AuthorityId, AuthorityList, GrandpaJustification,
};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

/// A justification of this chain.
pub type Justification = GrandpaJustification<Header>;

/// An authority set with its number.
pub struct AuthoritySet {
	/// Its number, counted from genesis.
	pub id: u64,
	/// Its members in the order of the chain.
	pub authorities: AuthorityList,
	voters: VoterSet<AuthorityId>,
}

impl AuthoritySet {
	/// A set that can vote: not empty, at most `limit` members, none of them twice or weightless.
	pub fn new(id: u64, authorities: AuthorityList, limit: usize) -> Result<Self, Refusal> {
		let unusable = Refusal::UnusableSet(id);
		if authorities.len() > limit || authorities.iter().any(|(_, weight)| *weight == 0) {
			return Err(unusable);
		}
		let voters = VoterSet::new(authorities.iter().cloned()).ok_or(unusable.clone())?;
		if voters.len().get() == authorities.len() {
			Ok(Self { id, authorities, voters })
		} else {
			Err(unusable)
		}
	}

	fn weight(&self, id: &AuthorityId) -> Option<u64> {
		self.voters.get(id).map(|voter| voter.weight().get())
	}

	fn threshold(&self) -> u64 {
		self.voters.threshold().get()
	}

	/// Checks that `encoded` justifies the block `hash` with `number`, and says whose votes do.
	pub fn verify(
		&self,
		encoded: &[u8],
		hash: H256,
		number: u32,
	) -> Result<BTreeSet<AuthorityId>, Refusal> {
		let Justification { round, commit, votes_ancestries } =
			Justification::decode_all(&mut &*encoded)
				.map_err(|_| Refusal::Undecodable("justification"))?;
		if (commit.target_hash, commit.target_number) != (hash, number) {
			return Err(Refusal::OtherTarget(number));
		}

		// Each vote walks over the headers: bounded before any is walked over.
		for (count, limit, what) in [
			(votes_ancestries.len(), MAX_ANCESTRY, "headers beside votes"),
			(commit.precommits.len(), MAX_AUTHORITIES, "votes for a block"),
		] {
			if count > limit {
				return Err(Refusal::TooMany { what, limit });
			}
		}
		let ancestry = Ancestry::new(&votes_ancestries, number)?;
		let mut needed = BTreeSet::new();
		let mut voted = BTreeSet::new();
		let mut weight = 0u64;
		for signed in &commit.precommits {
			let vote = &signed.precommit;
			let own =
				self.weight(&signed.id).ok_or(Refusal::UnknownVoter { number, set: self.id })?;
			if !voted.insert(signed.id.clone()) {
				return Err(Refusal::DuplicateVoter(number));
			}
			if is_weak(&signed.id) {
				return Err(Refusal::WeakKey("authority that votes"));
			}
			// A set's votes do not count in another one: the number of the set is signed.
			if !check_message_signature(
				&Message::Precommit(vote.clone()),
				&signed.id,
				&signed.signature,
				round,
				self.id,
			)
			.is_valid()
			{
				return Err(Refusal::BadVote { number, set: self.id });
			}
			ancestry.walk(vote.target_hash, vote.target_number, (hash, number), &mut needed)?;
			// Members' weights add up to less than 2^64: the set was made of them.
			weight = weight.saturating_add(own);
		}
		if weight < self.threshold() {
			let threshold = self.threshold();
			return Err(Refusal::TooFewVotes { number, weight, threshold });
		}
		if needed.len() != ancestry.0.len() {
			return Err(Refusal::UnusedAncestry(number));
		}
		match finality_grandpa::validate_commit(&commit, &self.voters, &ancestry) {
			Ok(result) if result.is_valid() => Ok(voted),
			_ => Err(Refusal::InvalidCommit(number)),
		}
	}

	/// The same justification with no more votes and headers than needed, or `None` if the votes are
	/// not enough. For builders: nodes also keep votes of authorities that voted twice, and those under
	/// weak keys.
	pub fn trim(&self, encoded: &[u8]) -> Option<Vec<u8>> {
		let mut justification = Justification::decode_all(&mut &*encoded).ok()?;
		let target = (justification.commit.target_hash, justification.commit.target_number);
		// Votes for the block itself first: they need no headers.
		let mut votes = std::mem::take(&mut justification.commit.precommits);
		votes.sort_by_key(|signed| signed.precommit.target_number);
		let ancestry = Ancestry::new(&justification.votes_ancestries, target.1).ok()?;
		let (mut needed, mut voted, mut weight) = (BTreeSet::new(), BTreeSet::new(), 0u64);
		for signed in votes {
			let Some(own) = self.weight(&signed.id) else { continue };
			let vote = &signed.precommit;
			let needless = weight >= self.threshold() || is_weak(&signed.id);
			if needless || !voted.insert(signed.id.clone()) {
				continue;
			}
			ancestry.walk(vote.target_hash, vote.target_number, target, &mut needed).ok()?;
			weight = weight.saturating_add(own);
			justification.commit.precommits.push(signed);
		}
		justification.votes_ancestries.retain(|header| needed.contains(&header.hash()));
		(weight >= self.threshold()).then(|| codec::Encode::encode(&justification))
	}
}

/// Whether anybody may have cast the votes under this key.
fn is_weak(id: &AuthorityId) -> bool {
	<[u8; 32]>::try_from(AsRef::<[u8]>::as_ref(id)).is_ok_and(|public| sign::is_weak(&public))
}

/// The headers that come with votes: number and parent by hash.
struct Ancestry(BTreeMap<H256, (u32, H256)>);

impl Ancestry {
	fn new(headers: &[Header], number: u32) -> Result<Self, Refusal> {
		let mut ancestry = BTreeMap::new();
		for header in headers {
			let link = (header.number, header.parent_hash);
			if ancestry.insert(header.hash(), link).is_some() {
				return Err(Refusal::DuplicateAncestry(number));
			}
		}
		Ok(Self(ancestry))
	}

	/// Goes from a voted block down to `target` and notes the headers on the way.
	fn walk(
		&self,
		mut hash: H256,
		mut number: u32,
		target: (H256, u32),
		needed: &mut BTreeSet<H256>,
	) -> Result<(), Refusal> {
		while hash != target.0 {
			let elsewhere = Refusal::VoteElsewhere(target.1);
			let (height, parent) = *self.0.get(&hash).ok_or(elsewhere.clone())?;
			if height != number || number <= target.1 {
				return Err(elsewhere);
			}
			needed.insert(hash);
			(hash, number) = (parent, number.saturating_sub(1));
		}
		if number == target.1 {
			Ok(())
		} else {
			Err(Refusal::VoteElsewhere(target.1))
		}
	}
}

impl Chain<H256, u32> for Ancestry {
	fn ancestry(&self, base: H256, block: H256) -> Result<Vec<H256>, Error> {
		let mut route = Vec::new();
		let mut current = block;
		while current != base {
			let (_, parent) = self.0.get(&current).ok_or(Error::NotDescendent)?;
			current = *parent;
			route.push(current);
		}
		// The base itself is no part of the route.
		route.pop();
		Ok(route)
	}
}
