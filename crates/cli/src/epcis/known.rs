//! Whether an event of a document is on record already.

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
	let key = sha256(digest);
	let Some(record) = state.read("Evidence", "Records", &[&key]).await? else { return Ok(None) };
	let mut blocks: Vec<u64> =
		record.at("deposit").and_then(|first| block(first, orgs)).into_iter().collect();
	let later = record.at("corroborations").and_then(number).unwrap_or_default();
	let later = u32::try_from(later).unwrap_or(MAX_DEPOSITS).min(MAX_DEPOSITS);
	for place in 1..=later {
		let place: &dyn ToValue = &place;
		let found = state.read("Evidence", "Corroborations", &[&key, place]).await?;
		blocks.extend(found.as_ref().and_then(|deposit| block(deposit, orgs)));
	}
	for block in blocks {
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

/// The block of a deposit, if it is an event of a document and one of these organisations made it.
fn block(deposit: &Value, orgs: &[OrgId]) -> Option<u64> {
	let (kind, _) = deposit.at("kind").and_then(case)?;
	(kind == "EpcisEvent" && is_by(deposit, orgs)).then_some(())?;
	deposit.at("block").and_then(number).and_then(|block| u64::try_from(block).ok())
}

fn is_by(deposit: &Value, orgs: &[OrgId]) -> bool {
	let by = deposit.at("org").and_then(number).and_then(|org| OrgId::try_from(org).ok());
	by.is_some_and(|by| orgs.contains(&by))
}

/// Whether acts of custody stand in the same extrinsic as the deposit.
fn is_played(events: &[Event], digest: &H256, orgs: &[OrgId]) -> bool {
	let is_deposit = |event: &&Event| {
		matches!(event.name.as_str(), "Evidence.Anchored" | "Evidence.Corroborated")
			&& event.fields.at("digest").at("value").and_then(hash) == Some(*digest)
			&& event.fields.at("deposit").is_some_and(|deposit| is_by(deposit, orgs))
	};
	events.iter().filter(is_deposit).any(|deposit| {
		events
			.iter()
			.any(|event| event.extrinsic == deposit.extrinsic && event.name.starts_with("Custody."))
	})
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
		assert_eq!(block(&deposit("EpcisEvent", 5), &[4, 5]), Some(9));
		assert_eq!(block(&deposit("EpcisEvent", 6), &[4, 5]), None);
		assert_eq!(block(&deposit("Photograph", 5), &[4, 5]), None);
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
}
