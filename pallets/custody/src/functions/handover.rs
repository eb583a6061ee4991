//! Hand-overs: offer, then accept, refuse or withdraw.

use crate::{Config, Error, Event, Item, Items, Pallet, Position, RefusalReason, HANDLERS};
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	goods::{ObjectId, Presence},
	gs1::Gln,
	parties::Standing,
	time::EventTime,
	traits::Membership,
	OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		from: OrgId,
		object: ObjectId,
		seq: u32,
		to: OrgId,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let mut item = Self::at_hand(&object, seq, from)?;
		ensure!(to != from, Error::<T>::ToOneself);
		let eligible = T::Membership::party(to).is_some_and(|party| {
			party.standing == Standing::Good && party.roles.intersects(&HANDLERS)
		});
		ensure!(eligible, Error::<T>::ReceiverNotEligible);

		item.presence = Presence::Offered { to };
		let event = item.advance(|seq| Event::Offered { object, seq, from, to, circumstances })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_accept(
		to: OrgId,
		object: ObjectId,
		seq: u32,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let (mut item, from) = Self::offered_to(&object, seq, to)?;

		item.presence = Presence::Held;
		Self::put_with(&object, &mut item, to, place)?;
		let event = item.advance(|seq| Event::Accepted { object, seq, from, to, circumstances })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_refuse(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		reason: RefusalReason,
	) -> DispatchResult {
		let (mut item, _) = Self::offered_to(&object, seq, by)?;

		item.presence = Presence::Held;
		let event = item.advance(|seq| Event::Refused { object, seq, by, reason })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(by: OrgId, object: ObjectId, seq: u32) -> DispatchResult {
		let mut item = Self::current(&object, seq)?;
		Self::ensure_held_by(&item, by)?;
		ensure!(matches!(item.presence, Presence::Offered { .. }), Error::<T>::NotOffered);

		item.presence = Presence::Held;
		let event = item.advance(|seq| Event::OfferWithdrawn { object, seq, by })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// The object and its holder, if it is offered to `org`.
	fn offered_to(object: &ObjectId, seq: u32, org: OrgId) -> Result<(Item, OrgId), Error<T>> {
		let item = Self::current(object, seq)?;
		match (item.presence, item.position) {
			(Presence::Offered { to }, Position::Held { holder }) if to == org => {
				Ok((item, holder))
			},
			(Presence::Offered { .. }, _) => Err(Error::<T>::NotReceiver),
			_ => Err(Error::<T>::NotOffered),
		}
	}
}
