//! What is to be seen of the pallet.

use super::{
	names::Names,
	steps::{
		Cause, Derivation, Life, Link, Made, Origin, Place, Seen, View, FIRST_CLASS, SECOND_CLASS,
	},
};
use crate::{mock::*, tests::*};
use std::collections::BTreeMap;
use tracemark_primitives::{
	apis::MAX_PAGE,
	goods::{self, Direction, LotId},
	transport::{Enclosure, Passage},
};

fn life(presence: Presence) -> Life {
	match presence {
		Presence::Held => Life::Held,
		Presence::Offered { to, .. } => Life::Offered(to),
		Presence::Detained { by } => Life::Kept(by),
		Presence::Ended(EndOfLife::Sold) => Life::Sold,
		Presence::Ended(EndOfLife::Destroyed) => Life::Destroyed,
		Presence::Ended(EndOfLife::Closed) => Life::Closed,
		Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen) => Life::Missing,
		Presence::Ended(EndOfLife::Transformed) => Life::Consumed,
		Presence::Ended(EndOfLife::Relabelled) => Life::Relabelled,
		Presence::Ended(how) => unreachable!("no step of these worlds ends goods as {how:?}"),
	}
}

fn seen(object: ObjectId, item: &Item) -> Seen {
	let lots = &Names::get().lots;
	let at = <Custody as CustodyInspect>::whereabouts(&object).expect("it has a record");
	let enclosing = <Custody as CustodyInspect>::enclosing(&object);
	let mut seen = Seen {
		place: match item.position {
			Position::Held { holder } => Place::With(holder),
			Position::In { parent } => Place::In(Names::thing(&parent)),
		},
		life: life(item.presence.settled(Timestamp::get())),
		seq: item.seq,
		is_on_market: item.first_sale.is_some(),
		bound: item.declared,
		holder: at.holder,
		owner: at.owner,
		for_sale: TitleOffers::<Test>::get(object).map(|offer| offer.to),
		presence: life(at.presence),
		parents: enclosing.iter().map(Names::thing).collect(),
		contents: BTreeMap::new(),
		taken: Vec::new(),
		children: 0,
		height: 0,
		source: None,
		trips: item.trips,
		is_sealed: item.enclosure == Enclosure::Sealed,
		is_bridged: Spans::<Test>::get(object, item.spans - 1)
			.and_then(|span| span.passage)
			.map(|passage| matches!(passage, Passage::Bridged { .. })),
		successor: None,
		kept_by: DetentionGrounds::<Test>::get(object).map(|ground| match ground {
			DetentionGround::Declaration { .. } => Cause::Declaration,
			DetentionGround::Decision(_) => Cause::Decision,
		}),
		recalls: BTreeMap::new(),
	};
	match item.kind {
		ItemKind::Consignment { lot, .. } => {
			let left = Consignments::<Test>::get(object).expect("it is a consignment");
			seen.contents.insert(lots[&lot], left.quantity.value());
			seen.taken = left.taken.leaves.to_vec();
		},
		ItemKind::Unit { lot, index } => {
			seen.contents.insert(lots[&lot], 1);
			seen.source = Some((lots[&lot], index));
		},
		ItemKind::LogisticUnit { .. } => {
			let unit = LogisticUnits::<Test>::get(object).expect("it is a logistic unit");
			let contents = unit.contents.iter();
			seen.contents = contents.map(|of| (lots[&of.lot], of.quantity.value())).collect();
			(seen.children, seen.height) = (unit.children, unit.height);
		},
	}
	seen.contents.retain(|_, pieces| *pieces > 0);
	seen
}

fn leaves(segments: &[(u32, u32)], pieces: u64) -> Vec<u32> {
	let of = |index| segments.iter().rev().find(|(start, _)| *start <= index);
	(0..pieces as u32).map(|index| of(index).expect("the first starts at 0").1).collect()
}

/// What a lot came of, or what came of it.
fn lineage(lot: LotId, direction: Direction) -> Vec<Link> {
	let page = Custody::lineage(lot, direction, 0, MAX_PAGE);
	assert_eq!(page.next, None, "no world has so many steps of lineage");
	let links = page.items.into_iter().map(|link| Link {
		lot: Names::get().lots[&link.lot],
		object: Names::thing(&link.object),
		pieces: link.quantity.value(),
		how: match link.how {
			goods::Derivation::Transformed => Derivation::Transformed,
			goods::Derivation::Relabelled => Derivation::Relabelled,
		},
	});
	links.collect()
}

fn recalls(object: &ObjectId) -> BTreeMap<u32, bool> {
	let recalls = Custody::recalls_of(object);
	recalls.iter().map(|recalled| (recalled.recall, recalled.is_certain)).collect()
}

fn made(class: u32) -> Made {
	let facts = <Custody as CustodyInspect>::class(&gtin(class)).expect("was registered");
	let few = |pieces: u128| u64::try_from(pieces).expect("few");
	let (ceiling, version) = (facts.ceiling.map(few), facts.version);
	Made { pieces: few(facts.made), ceiling, version }
}

pub(super) fn view() -> View {
	let lots = &Names::get().lots;
	let in_force = RecallsInForce::<Test>::iter().flat_map(|(_, recalls)| recalls);
	let in_force = in_force.map(|recall| (recall.recall, recall.country.is_none()));
	let in_force = in_force.collect::<BTreeMap<_, _>>();
	let things = Items::<Test>::iter().map(|(object, item)| {
		let recalls = if in_force.is_empty() { BTreeMap::new() } else { recalls(&object) };
		let thing = Names::thing(&object);
		(thing, Seen { recalls, ..seen(object, &item) })
	});
	let mut things = things.collect::<BTreeMap<_, _>>();
	for (object, lot) in Successors::<Test>::iter() {
		let seen = things.get_mut(&Names::thing(&object)).expect("it has a record");
		seen.successor = Some(lots[&lot]);
	}
	let all = Lots::<Test>::iter().collect::<Vec<_>>();
	let origin = |record: &Lot| Origin { maker: record.maker, inputs: vec![], outputs: vec![] };
	let origins = all.iter().map(|(id, record)| (lots[id], origin(record)));
	let mut origins = origins.collect::<BTreeMap<_, _>>();
	for (lot, direction) in LineageCount::<Test>::iter_keys() {
		let origin = origins.get_mut(&lots[&lot]).expect("it is on record");
		match direction {
			Direction::Inputs => origin.inputs = lineage(lot, direction),
			Direction::Outputs => origin.outputs = lineage(lot, direction),
		}
	}
	let serialised = all.iter().filter(|(_, record)| record.root.is_some());
	let leaves = serialised.map(|(id, record)| {
		let segments = LotSegments::<Test>::get(id);
		(lots[id], leaves(&segments, record.quantity.value()))
	});
	View {
		things,
		leaves: leaves.collect(),
		lots: origins,
		made: [FIRST_CLASS, SECOND_CLASS].map(|class| (class, made(class))).into(),
		in_force,
	}
}
