//! What people call things, in the terms of the pallet.

use super::{
	steps::{class_of, Claim, Thing},
	worlds::{CODES, LOTS, SERIALS},
};
use crate::{mock::*, tests::*};
use std::{collections::BTreeMap, sync::OnceLock};
use tracemark_primitives::{
	gs1::{consignment_id, logistic_unit_id, lot_id, lot_leaf, SerialProof},
	merkle,
};

/// More consignments of a lot and generations of a code than a world makes.
const MANY: u32 = 64;
/// A higher number than any lot in a world has.
const MANY_LOTS: u32 = 128;

pub(super) fn lot(lot: u32) -> H256 {
	Names::get().ids[lot as usize]
}

pub(super) fn id(thing: Thing) -> ObjectId {
	match thing {
		Thing::Consignment { lot: of, number } => consignment_id(&lot(of), number),
		Thing::Unit { serial } => unit(serial),
		Thing::Case { code, generation } => logistic_unit_id(&sscc(code), generation),
		Thing::Unheard => H256::repeat_byte(7),
	}
}

/// Lots, and things by their ids.
pub(super) struct Names {
	/// The lots by number.
	ids: Vec<H256>,
	pub(super) lots: BTreeMap<H256, u32>,
	things: BTreeMap<ObjectId, Thing>,
}

impl Names {
	pub(super) fn get() -> &'static Self {
		static NAMES: OnceLock<Names> = OnceLock::new();
		NAMES.get_or_init(|| {
			let lots = (0..MANY_LOTS).map(|lot| lot_id(&gtin(class_of(lot)), &number(lot)));
			let ids = lots.collect::<Vec<_>>();
			let lots = (0..).zip(ids.iter().copied());
			let goods = lots.clone().flat_map(|(lot, id)| {
				(0..MANY).map(move |number| {
					(consignment_id(&id, number), Thing::Consignment { lot, number })
				})
			});
			let cases = (0..CODES)
				.flat_map(|code| (0..MANY).map(move |generation| Thing::Case { code, generation }));
			let units = (0..SERIALS).map(|serial| Thing::Unit { serial });
			let others = cases.chain(units).map(|thing| (id(thing), thing));
			let things = goods.chain(others).collect();
			let lots = lots.map(|(lot, id)| (id, lot)).collect();
			Self { ids, lots, things }
		})
	}

	pub(super) fn thing(object: &ObjectId) -> Thing {
		Self::get().things[object]
	}
}

/// The leaves of a lot, and the path of each.
pub(super) fn tree(number: u32) -> (Vec<H256>, u32) {
	let (pieces, first) = LOTS[number as usize - 1];
	let first = first.unwrap_or(0);
	let leaf = |n| lot_leaf(&gtin(1), &serial(n), &H256::zero());
	((first..first + pieces as u32).map(leaf).collect(), first)
}

pub(super) fn path(of: u32, index: u32) -> SerialProof {
	let (leaves, _) = tree(of);
	let path = merkle::path(&leaves, index as usize).expect("inside");
	let path = path.try_into().expect("at most 32");
	SerialProof { lot: number(of), index, item_key: H256::zero(), path }
}

pub(super) fn goods_claim(claim: Claim) -> GoodsClaim {
	let gtin = gtin(1);
	match claim {
		Claim::Thing(Thing::Case { code, .. }) => GoodsClaim::LogisticUnit { sscc: sscc(code) },
		Claim::Thing(thing) => GoodsClaim::Consignment { id: id(thing) },
		Claim::Label { serial: n } => GoodsClaim::Unit { gtin, serial: serial(n), proof: None },
		Claim::Leaf { lot, index } => {
			let n = tree(lot).1 + index;
			GoodsClaim::Unit { gtin, serial: serial(n), proof: Some(path(lot, index)) }
		},
		Claim::Forged { serial: n, lot, index } => {
			GoodsClaim::Unit { gtin, serial: serial(n), proof: Some(path(lot, index)) }
		},
	}
}

pub(super) fn tracked_goods(goods: Claim) -> TrackedGoods {
	match goods {
		Claim::Leaf { lot: of, index } => {
			TrackedGoods::Leaf { unit: unit(tree(of).1 + index), lot: lot(of), index }
		},
		Claim::Thing(thing) => TrackedGoods::Object(id(thing)),
		Claim::Label { .. } | Claim::Forged { .. } => unreachable!("authorities see the path"),
	}
}
