//! Whether an event of a document is on record already.

use super::{
	errors::{self, Act},
	told::anchor,
};
use crate::{
	node::{
		value::{case, hash, number, sha256, ToValue},
		Event, Node, State,
	},
	output::Failure,
};
use sp_core::H256;
use subxt::dynamic::{At, Value};
use tracemark_primitives::OrgId;

/// Most deposits of a digest that are gone through: strangers can add to them.
const MAX_DEPOSITS: u32 = 1_000;

/// The block in which one of these organisations recorded the event with this digest. A digest that somebody else
/// deposited says nothing of what is done with the goods. With `custody` its calls must have been in the same
/// extrinsic: an event that was put on record as evidence alone is still to be played.
pub async fn recorded_in(
	node: &Node,
	state: &State,
	digest: H256,
	orgs: &[OrgId],
	custody: bool,
) -> Result<Option<u64>, Failure> {
	for (block, _) in deposits(state, digest, orgs).await? {
		if !custody {
			return Ok(Some(block));
		}
		// A node that has forgotten the state of the block cannot tell: then the deposit counts.
		let events = match node.state_at(block).await {
			Ok(then) => then.events().await.ok(),
			Err(_) => None,
		};
		if events.is_none_or(|events| is_played(&events, &digest, orgs)) {
			return Ok(Some(block));
		}
	}
	Ok(None)
}

/// What an event put on record.
#[derive(Clone)]
pub struct Played {
	/// For which organisation.
	pub org: OrgId,
	/// In which block.
	pub block: u64,
	/// What its calls did.
	pub acts: Vec<Act>,
}

/// What these organisations put on record with the event that has this digest: by their deposits of it, and the acts of
/// custody in the same extrinsics.
pub async fn played(
	node: &Node,
	state: &State,
	digest: H256,
	orgs: &[OrgId],
) -> Result<Vec<Played>, Failure> {
	let mut all = Vec::new();
	for (block, org) in deposits(state, digest, orgs).await? {
		let events = async { node.state_at(block).await?.events().await }.await;
		let events = events.map_err(|failure| {
			failure.advised(
				"what an event put on record is read from its block: ask a node that keeps it",
			)
		})?;
		let acts = acts_with(&events, &digest, org);
		if !acts.is_empty() {
			all.push(Played { org, block, acts });
		}
	}
	Ok(all)
}

/// The deposits of an event's digest by these organisations: in which block, and whose.
async fn deposits(
	state: &State,
	digest: H256,
	orgs: &[OrgId],
) -> Result<Vec<(u64, OrgId)>, Failure> {
	let key = sha256(digest);
	let Some(record) = state.read("Evidence", "Records", &[&key]).await? else {
		return Ok(Vec::new());
	};
	let mut found: Vec<_> =
		record.at("deposit").and_then(|first| of_event(first, orgs)).into_iter().collect();
	let later = record.at("corroborations").and_then(number).unwrap_or_default();
	let later = u32::try_from(later).unwrap_or(MAX_DEPOSITS).min(MAX_DEPOSITS);
	for place in 1..=later {
		let place: &dyn ToValue = &place;
		let deposit = state.read("Evidence", "Corroborations", &[&key, place]).await?;
		found.extend(deposit.as_ref().and_then(|deposit| of_event(deposit, orgs)));
	}
	// A block is read once for all deposits in it.
	found.sort_unstable();
	found.dedup();
	Ok(found)
}

/// The block of a deposit and whose it is, if it is an event of a document and one of these organisations made it.
fn of_event(deposit: &Value, orgs: &[OrgId]) -> Option<(u64, OrgId)> {
	let (kind, _) = deposit.at("kind").and_then(case)?;
	let org = org(deposit).filter(|org| kind == "EpcisEvent" && orgs.contains(org))?;
	let block = deposit.at("block").and_then(number)?;
	Some((u64::try_from(block).ok()?, org))
}

fn org(deposit: &Value) -> Option<OrgId> {
	deposit.at("org").and_then(number).and_then(|org| OrgId::try_from(org).ok())
}

/// The extrinsics in which one of these organisations deposited the digest.
fn extrinsics<'e>(
	events: &'e [Event],
	digest: &'e H256,
	orgs: &'e [OrgId],
) -> impl Iterator<Item = Option<u32>> + 'e {
	let is_deposit = move |event: &&Event| {
		matches!(event.name.as_str(), "Evidence.Anchored" | "Evidence.Corroborated")
			&& event.fields.at("digest").at("value").and_then(hash) == Some(*digest)
			&& event.fields.at("deposit").and_then(org).is_some_and(|org| orgs.contains(&org))
	};
	events.iter().filter(is_deposit).map(|deposit| deposit.extrinsic)
}

/// Whether acts of custody stand in the same extrinsic as the deposit.
fn is_played(events: &[Event], digest: &H256, orgs: &[OrgId]) -> bool {
	extrinsics(events, digest, orgs).any(|extrinsic| {
		events
			.iter()
			.any(|event| event.extrinsic == extrinsic && event.name.starts_with("Custody."))
	})
}

/// What an organisation put on record in the extrinsics in which it deposited the digest, and that of no other event.
fn acts_with(events: &[Event], digest: &H256, org: OrgId) -> Vec<Act> {
	let own = [org];
	let of_one_event = extrinsics(events, digest, &own)
		.filter(|extrinsic| anchor(events, *extrinsic).is_some())
		.flat_map(|extrinsic| events.iter().filter(move |event| event.extrinsic == extrinsic));
	of_one_event.filter_map(errors::act).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::{structure, unit};

	fn deposit(kind: &str, org: OrgId) -> Value {
		structure([("kind", unit(kind)), ("org", org.to_value()), ("block", 9u32.to_value())])
	}

	#[test]
	fn deposit_should_count_when_it_is_an_event_by_one_of_the_signers() {
		assert_eq!(of_event(&deposit("EpcisEvent", 5), &[4, 5]), Some((9, 5)));
		assert_eq!(of_event(&deposit("EpcisEvent", 6), &[4, 5]), None);
		assert_eq!(of_event(&deposit("Photograph", 5), &[4, 5]), None);
	}

	#[test]
	fn event_should_be_played_when_custody_acted_in_the_same_extrinsic() {
		let digest = H256::repeat_byte(3);
		let event = |name: &str, extrinsic: u32, fields: Value| Event {
			name: name.to_owned(),
			extrinsic: Some(extrinsic),
			fields,
		};
		let anchored = |extrinsic, value: H256, org| {
			let fields = structure([
				("digest", sha256(value).to_value()),
				("deposit", deposit("EpcisEvent", org)),
			]);
			event("Evidence.Anchored", extrinsic, fields)
		};
		let act = |extrinsic| event("Custody.Observed", extrinsic, structure([]));
		for (events, expected) in [
			(vec![act(1), anchored(1, digest, 5)], true),
			(vec![act(2), anchored(1, digest, 5)], false),
			(vec![act(1), anchored(1, digest, 6)], false),
			(vec![act(1), anchored(1, H256::zero(), 5)], false),
			(vec![anchored(1, digest, 5)], false),
		] {
			assert_eq!(is_played(&events, &digest, &[5]), expected);
		}
	}

	#[test]
	fn acts_should_be_those_beside_the_deposit_when_the_extrinsic_has_one_event() {
		let digest = H256::repeat_byte(3);
		let event = |name: &str, extrinsic: u32, fields: Value| Event {
			name: name.to_owned(),
			extrinsic: Some(extrinsic),
			fields,
		};
		let anchored = |extrinsic, value: H256| {
			let fields = structure([
				("digest", sha256(value).to_value()),
				("deposit", deposit("EpcisEvent", 5)),
			]);
			event("Evidence.Anchored", extrinsic, fields)
		};
		let object = H256::repeat_byte(8);
		let sold = |extrinsic| {
			let fields = structure([
				("object", object.to_value()),
				("seq", 2u32.to_value()),
				("by", 5u32.to_value()),
			]);
			event("Custody.Sold", extrinsic, fields)
		};
		let events = [sold(1), anchored(1, digest), sold(2), anchored(3, digest)];
		let acts = acts_with(&events, &digest, 5);
		assert_eq!(acts.len(), 1);
		assert_eq!((acts[0][0].object, acts[0][0].number), (object, 2));
		assert!(acts_with(&events, &digest, 6).is_empty());
		// Of two events in one extrinsic nobody knows which did what.
		let both = [sold(1), anchored(1, digest), anchored(1, H256::zero())];
		assert!(acts_with(&both, &digest, 5).is_empty());
	}
}
