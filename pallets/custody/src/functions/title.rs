//! Title: to whom goods belong, whoever holds them.

use crate::{Config, Error, Event, Item, Items, Pallet, Position, Stay, TitleOffer, TitleOffers};
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	goods::{ObjectId, Presence},
	traits::CustodyInspect,
	Moment, OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_title(
		from: OrgId,
		object: ObjectId,
		seq: u32,
		to: OrgId,
		until: Option<Moment>,
	) -> DispatchResult {
		let until = Self::term_of_offer(until, T::Time::now())?;
		let (mut item, owner, _) = Self::owned(&object, seq)?;
		ensure!(owner == from, Error::<T>::NotOwner);
		Self::ensure_may_receive(from, to)?;

		let event = item.advance(|seq| Event::TitleOffered { object, seq, from, to, until })?;
		TitleOffers::<T>::insert(object, TitleOffer { from, to, until });
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_accept_title(to: OrgId, object: ObjectId, seq: u32) -> DispatchResult {
		let (mut item, from, default) = Self::owned(&object, seq)?;
		// Whoever owns the object no more sells nothing.
		let offer = TitleOffers::<T>::get(object).filter(|offer| offer.from == from);
		let offer = offer.ok_or(Error::<T>::NoTitleOffered)?;
		ensure!(offer.to == to, Error::<T>::NotReceiver);
		ensure!(T::Time::now() < offer.until, Error::<T>::OfferExpired);

		item.assign(to, default);
		let stay = match item.position {
			Position::Held { holder } => Stay::With(holder),
			Position::In { parent } => Stay::In(parent),
		};
		Self::open_span(&object, &mut item, stay, None)?;
		let event = item.advance(|seq| Event::TitlePassed { object, seq, from, to })?;
		TitleOffers::<T>::remove(object);
		// Nobody buys less than was offered.
		for outer in <Self as CustodyInspect>::enclosing(&object) {
			if TitleOffers::<T>::get(outer).is_some_and(|offer| offer.from == from) {
				TitleOffers::<T>::remove(outer);
			}
		}
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_withdraw_title(by: OrgId, object: ObjectId, seq: u32) -> DispatchResult {
		let mut item = Self::current(&object, seq)?;
		let offer = TitleOffers::<T>::get(object).ok_or(Error::<T>::NoTitleOffered)?;
		ensure!(offer.from == by, Error::<T>::NotOwner);

		let event = item.advance(|seq| Event::TitleOfferWithdrawn { object, seq, by })?;
		TitleOffers::<T>::remove(object);
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// The object, its owner, and to whom it would belong if its own record named nobody. Fails if it ended,
	/// or what it lies in.
	fn owned(object: &ObjectId, seq: u32) -> Result<(Item, OrgId, OrgId), Error<T>> {
		let item = Self::current(object, seq)?;
		let nameless = Item { owner: None, ..item };
		let outer = Self::outermost(*object, nameless).ok_or(Error::<T>::UnknownObject)?;
		let has_ended = matches!(outer.item.presence, Presence::Ended(_));
		ensure!(!has_ended, Error::<T>::AlreadyEnded);
		Ok((item, item.owner.unwrap_or(outer.owner), outer.owner))
	}
}
