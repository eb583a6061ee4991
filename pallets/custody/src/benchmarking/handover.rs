//! Goods on their way from one to another.

use super::{goods::*, lots::loose_lot};
use crate::*;
use frame_support::{traits::Get, BoundedVec};
use tracemark_primitives::{
	goods::{ObjectId, Presence, MAX_NESTING},
	parties::Role,
	traits::CustodyInspect,
	transport::{ContainerNumber, LegUnderway, SealNumber, Seals},
	OrgId,
};

/// A logistic unit of the most lots, with `holder`.
pub(super) fn full_case<T: Config>(seed: u32, holder: OrgId) -> ObjectId {
	let contents = Pallet::<T>::benchmark_contents(1);
	Pallet::<T>::benchmark_case(seed, Position::Held { holder }, &contents, 1)
}

/// On an offer of [`NOW`] that names no end.
pub(super) fn on_offer<T: Config>(to: OrgId) -> Presence {
	Presence::Offered { to, until: NOW + T::MaxOfferTerm::get(), leg: None }
}

/// On the way with somebody who is no member, by such an offer.
pub(super) fn on_leg<T: Config>(to: OrgId) -> Presence {
	let leg = Some(LegUnderway { departed: 1, is_sealed: true });
	Presence::Offered { to, until: NOW + T::MaxOfferTerm::get(), leg }
}

/// A logistic unit of `from`, offered to `to`.
pub(super) fn offered<T: Config>(seed: u32, from: OrgId, to: OrgId) -> ObjectId {
	let object = full_case::<T>(seed, from);
	Items::<T>::mutate(object, |item| {
		item.as_mut().expect("was written").presence = on_leg::<T>(to);
	});
	object
}

/// Container and seals of a trip, none of them seen before, but the container.
pub(super) fn trip(seals: u32) -> (ContainerNumber, Seals) {
	let seal = |n: u32| {
		let digits = (0..20).map(|place| b'A' + u8::try_from(n >> place & 1).unwrap_or_default());
		SealNumber(BoundedVec::truncate_from(digits.collect()))
	};
	let seals = BoundedVec::truncate_from((0..seals).map(seal).collect());
	(ContainerNumber(*b"CSQU3054383"), seals)
}

/// A consignment nested as deep as can be, that belongs with all around it to `owner` and is with a carrier.
pub(super) fn goods_afloat<T: Config>(owner: OrgId) -> ObjectId {
	let (_, holder) = member::<T>(3, Role::Carrier);
	let (_, object) = loose_lot::<T>(holder);
	Pallet::<T>::benchmark_nest(1, object, holder, MAX_NESTING, &[]);
	let outermost = Pallet::<T>::enclosing(&object).pop().expect("it was nested");
	Items::<T>::mutate(outermost, |item| {
		item.as_mut().expect("was written").owner = Some(owner);
	});
	object
}
