//! What is to be seen of the pallet.

use super::{
	names::Names,
	steps::{Life, Place, Seen, View},
};
use crate::{mock::*, tests::*};
use std::collections::BTreeMap;
use tracemark_primitives::transport::{Enclosure, Passage};

fn life(presence: Presence) -> Life {
	match presence {
		Presence::Held => Life::Held,
		Presence::Offered { to, .. } => Life::Offered(to),
		Presence::Detained { by } => Life::Kept(by),
		Presence::Ended(EndOfLife::Sold) => Life::Sold,
		Presence::Ended(EndOfLife::Destroyed) => Life::Destroyed,
		Presence::Ended(EndOfLife::Closed) => Life::Closed,
		Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen) => Life::Missing,
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
		taken: 0,
		children: 0,
		height: 0,
		source: None,
		trips: item.trips,
		is_sealed: item.enclosure == Enclosure::Sealed,
		is_bridged: Spans::<Test>::get(object, item.spans - 1)
			.and_then(|span| span.passage)
			.map(|passage| matches!(passage, Passage::Bridged { .. })),
	};
	match item.kind {
		ItemKind::Consignment { lot, .. } => {
			let left = Consignments::<Test>::get(object).expect("it is a consignment");
			seen.contents.insert(lots[&lot], left.quantity.value());
			seen.taken = left.taken;
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

pub(super) fn view() -> View {
	let things = Items::<Test>::iter().map(|(object, item)| {
		let thing = Names::thing(&object);
		(thing, seen(object, &item))
	});
	let lots = Lots::<Test>::iter().filter(|(_, record)| record.root.is_some());
	let leaves = lots.map(|(id, record)| {
		let segments = LotSegments::<Test>::get(id);
		(Names::get().lots[&id], leaves(&segments, record.quantity.value()))
	});
	let class = <Custody as CustodyInspect>::class(&gtin(1)).expect("was registered");
	let few = |pieces: u128| u64::try_from(pieces).expect("few");
	View {
		things: things.collect(),
		leaves: leaves.collect(),
		made: few(class.made),
		ceiling: class.ceiling.map(few),
	}
}
