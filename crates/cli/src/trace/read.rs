//! Reads from a node what the command tells.

use super::{
	told::{standout, step, Evidence, Path, Sale, Standout, Step},
	words::{algorithm, instant},
};
use crate::{
	epcis::word_of,
	goods::{Goods, Names, Record},
	node::{
		value::{hash, number},
		Event, Node,
	},
	output::Failure,
};
use codec::Encode;
use sp_core::H256;
use std::{collections::BTreeSet, iter};
use subxt::dynamic::At;
use tracemark_primitives::{
	apis::{TracedIncident, TracedSegment},
	evidence::Subject,
	goods::Segment,
	gs1::{lot_id, unit_id},
	OrgId,
};

/// Most things whose evidence is asked for.
const MAX_SUBJECTS: usize = 100;

/// The path of an object, with the event of each hand-over if it is asked for.
pub async fn path(
	node: &Node,
	record: &Record<'_>,
	names: &mut Names,
	object: H256,
	with_events: bool,
) -> Result<Path, Failure> {
	let stretches = record.trace(object).await?;
	let mut path = Vec::new();
	let mut before = None;
	for stretch in &stretches {
		let segment = &stretch.segment;
		let holder = names.of(record.state, segment.holder).await?;
		let owner = match segment.owner == segment.holder {
			true => None,
			false => Some(names.of(record.state, segment.owner).await?),
		};
		let sale = match &stretch.sale {
			Some(sale) => {
				let marketplace = match sale.marketplace {
					Some(org) => Some(names.of(record.state, org).await?),
					None => None,
				};
				Some(Sale { marketplace, order: sale.order, payment: sale.payment })
			},
			None => None,
		};
		// Where title passed in the block of the hand-over, the stretch before began with that.
		let sign = |of: &Segment| (of.object, of.holder, of.from_block);
		let began_before =
			before.is_some_and(|before: &TracedSegment| sign(&before.segment) == sign(segment));
		let event = match with_events && !began_before {
			true => accepted(node, segment).await?,
			false => None,
		};
		path.push(Step { event, ..step(stretch, before, holder, owner, sale) });
		before = Some(stretch);
	}
	Ok(Path { object, path })
}

/// The number of the event by which the holder of a stretch accepted what it began with.
async fn accepted(node: &Node, stretch: &Segment) -> Result<Option<u32>, Failure> {
	let unread = |failure: Failure| {
		failure.advised("--events needs a node that keeps all states (--state-pruning archive)")
	};
	let state = node.state_at(stretch.from_block.into()).await.map_err(unread)?;
	let events = state.events().await.map_err(unread)?;
	Ok(hand_over(&events, stretch.object, stretch.holder))
}

/// The number of the last hand-over of an object to an organisation among events of a block.
fn hand_over(events: &[Event], object: H256, to: OrgId) -> Option<u32> {
	let is_it = |event: &&Event| {
		let is_of = event.fields.at("object").and_then(hash) == Some(object);
		let is_to = event.fields.at("to").and_then(number) == Some(to.into());
		event.name == "Custody.Accepted" && is_of && is_to
	};
	let found = events.iter().rev().find(is_it)?;
	found.fields.at("seq").and_then(number).and_then(|seq| seq.try_into().ok())
}

/// What evidence about goods can name: the lot or the item, and each object of their path, once.
pub fn subjects(code: &Goods, paths: &[Path]) -> Vec<(Subject, H256)> {
	let mut subjects = match code {
		Goods::Lot(gtin, number) => {
			let lot = lot_id(gtin, number);
			vec![(Subject::Lot(lot), lot)]
		},
		Goods::Unit(gtin, serial) => {
			let unit = unit_id(gtin, serial);
			vec![(Subject::Object(unit), unit)]
		},
		Goods::LogisticUnit(_) => Vec::new(),
	};
	for path in paths {
		let within = path.path.iter().map(|step| step.within);
		for object in iter::once(path.object).chain(within) {
			let subject = (Subject::Object(object), object);
			if !subjects.contains(&subject) && subjects.len() < MAX_SUBJECTS {
				subjects.push(subject);
			}
		}
	}
	subjects
}

pub async fn incidents(
	record: &Record<'_>,
	names: &mut Names,
	subjects: &[(Subject, H256)],
) -> Result<Vec<Standout>, Failure> {
	let mut told = Vec::new();
	for (_, object) in subjects {
		for traced in record.incidents(*object).await? {
			let TracedIncident { incident, erroneous, fact_erroneous } = traced;
			let by = names.of(record.state, incident.by).await?;
			told.push(standout(*object, incident, by, erroneous, fact_erroneous));
		}
	}
	told.sort_by_key(|incident| incident.block);
	Ok(told)
}

pub async fn evidence(
	record: &Record<'_>,
	names: &mut Names,
	subjects: Vec<(Subject, H256)>,
) -> Result<Vec<Evidence>, Failure> {
	let mut found = Vec::new();
	let mut seen = BTreeSet::new();
	for (subject, about) in subjects {
		for listed in record.evidence(subject).await? {
			// What names the item and its carton is told once.
			if !seen.insert((listed.digest.encode(), listed.number)) {
				continue;
			}
			found.push(Evidence {
				algorithm: algorithm(listed.digest.algorithm),
				digest: listed.digest.value,
				deposit: listed.number,
				kind: word_of(&format!("{:?}", listed.kind)),
				by: names.of(record.state, listed.by).await?,
				at: instant(listed.moment),
				block: listed.block,
				revoked: listed.is_revoked,
				reinstated: listed.was_reinstated,
				stands: listed.stands,
				about,
			});
		}
	}
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::ToValue;
	use subxt::dynamic::Value;

	#[test]
	fn hand_over_should_be_the_last_of_the_object_to_the_holder_when_a_block_has_several() {
		let (goods, other) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let event = |name: &str, object: H256, to: OrgId, seq: u32| Event {
			name: name.to_owned(),
			extrinsic: Some(1),
			fields: Value::named_composite([
				("object", object.to_value()),
				("seq", seq.to_value()),
				("to", to.to_value()),
			]),
		};
		let accepted = "Custody.Accepted";
		let events = [
			event("Custody.Offered", goods, 7, 2),
			event(accepted, goods, 7, 3),
			event(accepted, goods, 8, 5),
			event(accepted, goods, 7, 7),
			event("Custody.Offered", goods, 7, 9),
			event(accepted, other, 7, 11),
		];
		assert_eq!(hand_over(&events, goods, 7), Some(7));
		assert_eq!(hand_over(&events, goods, 8), Some(5));
		assert_eq!(hand_over(&events, other, 8), None);
		assert_eq!(hand_over(&[], goods, 7), None);
	}
}
