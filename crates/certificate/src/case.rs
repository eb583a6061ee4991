//! The deposits that are listed under a case, each with what the chain has of it, and in plain words.
//!
//! None can be left out: the chain numbers what is listed under a case from 1, keeps the number of the last one in its
//! state, and takes none away. All are read up to that number, which stands under the same state root.
//!
//! Copies of the pallets' types, as in [`crate::chain`].

use crate::{
	acts::{BatchOf, HoldCount},
	chain::{decode, records, Content, Deposit},
	facts::{digest_status, optional, required, Values},
	form::{within, Reversed, Revoked, Status},
	keys,
	moment::rfc3339,
	registers::{Digest, DigestAlgorithm},
	report::nth,
	statements::{digest, Said},
	Algorithm, Refusal,
};
use codec::{Decode, Encode};
use sp_core::H256;

/// Most deposits listed under a case that a certificate tells of.
pub const MAX_LISTINGS: usize = 1_024;
/// What there is too much of above that.
pub(crate) const LISTINGS: &str = "deposits listed under its case";
/// The name of the statement how many deposits are listed.
pub const LISTED: &str = "deposits listed";
/// The name of the statement how many of them stand.
pub const STANDING: &str = "listed deposits that stand";
/// The name of the statement how many of them are held.
pub const HELD: &str = "listed deposits that are held";

records! {
	/// A deposit that is listed under what it is about.
	#[derive(Copy)]
	pub struct Listing {
		/// The digest.
		pub digest: Digest,
		/// Which deposit of it: 0 for the record, else the number of the corroboration.
		pub deposit: u32,
	}
}

/// Says how many deposits are listed under a case by the `count` in the state, and what the chain has of each.
pub(crate) fn listed<V: Values>(
	commitment: &H256,
	count: Option<&[u8]>,
	said: &mut Said<'_, V>,
) -> Result<(), V::Error> {
	let count = count.map(|value| decode("a count of listings", value)).transpose()?;
	let count: u32 = count.filter(|count| *count > 0).ok_or(Refusal::NothingListed)?;
	let many = usize::try_from(count).unwrap_or(usize::MAX);
	within(many, MAX_LISTINGS, LISTINGS)?;
	let mut listings = Vec::with_capacity(many);
	let (mut standing, mut held) = (0u32, 0u32);
	for number in 1..=count {
		let key = keys::listing(commitment, number);
		let listing: Listing = required("a listing", key, said.values)?;
		let algorithm = algorithm(listing.digest.algorithm);
		let of = &listing.digest.value;
		let (deposit, status) = digest_status(algorithm, of, listing.deposit, said.values)?;
		let holds = in_force(algorithm, of, said.values)?;
		standing = standing.saturating_add(status.deposit_stands.into());
		held = held.saturating_add((holds > 0).into());
		let by = said.member(deposit.org)?;
		listings.push(format!(
			"{}, {}: {}, by {by}, operator {}; {}; attestations: {}; holds in force: {holds}",
			digest(listing.digest),
			nth(listing.deposit),
			deposited(&deposit),
			deposit.operator,
			stands(&status),
			status.attestations,
		));
	}
	said.add(LISTED, count.to_string());
	said.add(STANDING, standing.to_string());
	said.add(HELD, held.to_string());
	for (number, listing) in (1u32..).zip(listings) {
		said.add(format!("listed deposit {number}"), listing);
	}
	Ok(())
}

/// What was deposited, and when. Block and time of a leaf are those of its batch.
fn deposited(deposit: &Deposit) -> String {
	let (kind, time, block) = (deposit.kind.name(), rfc3339(deposit.moment), deposit.block);
	match deposit.content {
		Content::Single => format!("{kind}, deposited {time} in block {block}"),
		Content::Batch { leaves } => {
			format!("{kind}, batch of {leaves}, deposited {time} in block {block}")
		},
		Content::Leaf { root, opened_at } => format!(
			"{kind}, leaf of the batch {root:?} that was deposited {time} in block {block}, opened {}",
			rfc3339(opened_at)
		),
	}
}

/// Whether a deposit stands, and if not, why.
fn stands(status: &Status) -> String {
	let now = if status.deposit_stands { "stands" } else { "does not stand" };
	let Some(Revoked { operator, block, time, ground, reinstated, revoked_again, .. }) =
		&status.revoked
	else {
		return match status.deposit_stands {
			true => now.to_owned(),
			false => format!("{now}: made after a deposit of the digest was revoked"),
		};
	};
	let act = |what: &str, time: &str, block: &u32, operator: &u32, ground: &H256| {
		format!(
			"{what} {time} in block {block} by operator {operator}, salted digest of the grounds \
			 {ground:?}"
		)
	};
	let mut acts = vec![act("revoked", time, block, operator, ground)];
	for (what, reversed) in [("reinstated", reinstated), ("revoked again", revoked_again)] {
		if let Some(Reversed { operator, block, time, ground }) = reversed {
			acts.push(act(what, time, block, operator, ground));
		}
	}
	if status.digest_stands && !status.deposit_stands {
		acts.push("others of the digest stand".to_owned());
	}
	format!("{now}: {}", acts.join(", "))
}

/// How many holds of a digest are in force, with those of the batches that it was opened from.
fn in_force<V: Values>(algorithm: Algorithm, of: &H256, values: &mut V) -> Result<u32, V::Error> {
	let mut holds = held(algorithm, of, values)?;
	let key = keys::batches_of(algorithm, of);
	let batches: Option<Vec<BatchOf>> = optional("the batches of a leaf", key, values)?;
	for BatchOf { root, .. } in batches.unwrap_or_default() {
		holds = holds.saturating_add(held(Algorithm::Sha256, &root, values)?);
	}
	Ok(holds)
}

fn held<V: Values>(algorithm: Algorithm, of: &H256, values: &mut V) -> Result<u32, V::Error> {
	let key = keys::hold_count(algorithm, of);
	let counts: Option<HoldCount> = optional("a count of holds", key, values)?;
	Ok(counts.map_or(0, |counts| counts.in_force))
}

fn algorithm(of: DigestAlgorithm) -> Algorithm {
	match of {
		DigestAlgorithm::Sha256 => Algorithm::Sha256,
		DigestAlgorithm::Sha3256 => Algorithm::Sha3256,
		DigestAlgorithm::Blake2b256 => Algorithm::Blake2b256,
		DigestAlgorithm::Sm3 => Algorithm::Sm3,
	}
}
