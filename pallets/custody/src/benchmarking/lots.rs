//! Lots, whole and in their parts.

use super::goods::*;
use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::BoundedVec;
use frame_system::RawOrigin;
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::id,
	goods::{EndOfLife, GoodsClaim, LotId, ObjectId},
	gs1::{consignment_id, logistic_unit_id, lot_id, lot_leaf, Gtin, Serial, SerialProof},
	merkle::{self, AuditPath},
	parties::Role,
	quantity::Quantity,
	recalls::RecallScope,
	OrgId,
};

/// A lot without serials, and its consignment, with `holder`.
pub(super) fn loose_lot<T: Config>(holder: OrgId) -> (LotId, ObjectId) {
	Pallet::<T>::benchmark_lot(gtin(1), 1, holder, Quantity::Pieces(PIECES), None)
}

/// A lot with serials that `maker` made under a class of `owner` without rights, and its consignment.
pub(super) fn serialised_lot<T: Config>(owner: OrgId, maker: OrgId) -> (LotId, ObjectId) {
	let gtin = Pallet::<T>::benchmark_class(1, owner, vec![]);
	let (quantity, root) = (Quantity::Pieces(PIECES), Some(H256::repeat_byte(1)));
	Pallet::<T>::benchmark_lot(gtin, 1, maker, quantity, root)
}

/// The leaves of a lot of `owner`, in `r` ranges.
pub(super) fn recallable<T: Config>(owner: OrgId, r: u32) -> RecallScope {
	let (lot, _) = serialised_lot::<T>(owner, owner);
	recalled_leaves(lot, r)
}

/// A consignment of a lot without serials, whose life ended with `holder`.
pub(super) fn ended<T: Config>(holder: OrgId, how: EndOfLife) -> ObjectId {
	Pallet::<T>::benchmark_class(1, holder, vec![]);
	let (_, object) = loose_lot::<T>(holder);
	Items::<T>::mutate(object, |item| {
		let item = item.as_mut().expect("was written");
		Pallet::<T>::end(&object, item, how, None).expect("the second span");
	});
	object
}

/// How many lots lie in a container of several.
pub(super) const LOTS: u32 = 3;

/// Lots of one class, each of `n` pieces under its real root: the factory's account, and of each lot the consignment
/// and the claim to the unit in the middle.
pub(super) fn real_lots<T: Config>(
	lots: u32,
	n: u32,
) -> (T::AccountId, Vec<(ObjectId, GoodsClaim)>) {
	let (caller, maker) = member::<T>(1, Role::Manufacturer);
	T::BenchmarkHelper::add_prefix(maker, prefix());
	let gtin = Pallet::<T>::benchmark_class(1, maker, vec![]);
	Pallet::<T>::benchmark_no_recalls(gtin);
	let lots = (1..=lots).map(|lot| real_lot::<T>(&caller, gtin, lot, n)).collect();
	(caller, lots)
}

/// Packs lots into a container.
pub(super) fn pack_lots<T: Config>(
	caller: &T::AccountId,
	lots: &[(ObjectId, GoodsClaim)],
) -> ObjectId {
	let children = lots.iter().map(|(consignment, _)| (*consignment, 1)).collect();
	let origin = RawOrigin::Signed(caller.clone()).into();
	Pallet::<T>::pack(origin, sscc(0), BoundedVec::truncate_from(children), place(), time())
		.expect("they are at hand");
	logistic_unit_id(&sscc(0), 0)
}

/// Offer and acceptance of an object.
pub(super) fn hand_over<T: Config>(
	from: T::AccountId,
	object: ObjectId,
	to: (T::AccountId, OrgId),
) {
	let seq = current::<T>(object).seq;
	let (carrier, receiver) = to;
	let offering = RawOrigin::Signed(from).into();
	Pallet::<T>::offer(offering, object, seq, receiver, None, None, time()).expect("is at hand");
	let acceptance = RawOrigin::Signed(carrier).into();
	Pallet::<T>::accept(acceptance, object, seq + 1, None, time()).expect("was offered");
}

/// Commissions a lot of `n` pieces, and gives its consignment and the claim to its middle unit.
fn real_lot<T: Config>(
	caller: &T::AccountId,
	gtin: Gtin,
	lot: u32,
	n: u32,
) -> (ObjectId, GoodsClaim) {
	// No serial is in two lots.
	let serial = |index: u32| {
		let text = format_serial(lot.saturating_mul(10_000_000).saturating_add(index));
		Serial(BoundedVec::truncate_from(text))
	};
	let item_key = |n: u32| id("tracemark/benchmark/v1", n);
	let leaves: Vec<_> = (0..n).map(|n| lot_leaf(&gtin, &serial(n), &item_key(n))).collect();
	let index = n / 2;
	let place_of_leaf = usize::try_from(index).expect("fits");
	let path = merkle::path(&leaves, place_of_leaf).expect("is one of them");
	let lot = number(lot);
	let commissioned = Pallet::<T>::commission(
		RawOrigin::Signed(caller.clone()).into(),
		gtin,
		lot.clone(),
		Quantity::Pieces(n.into()),
		merkle::root(&leaves),
		place(),
		time(),
	);
	commissioned.expect("it is the maker's own class");
	let consignment = consignment_id(&lot_id(&gtin, &lot), 0);
	let (item_key, path) = (item_key(index), AuditPath::truncate_from(path));
	let proof = Some(SerialProof { lot, index, item_key, path });
	(consignment, GoodsClaim::Unit { gtin, serial: serial(index), proof })
}

/// Ten digits.
fn format_serial(n: u32) -> Vec<u8> {
	let digit = |place| u8::try_from(n / 10u32.pow(place) % 10).unwrap_or_default();
	(0..10).rev().map(|place| b'0' + digit(place)).collect()
}
