//! Hand-overs: offer, then accept, refuse or withdraw.

use crate::{
	Circumstances, Config, Consignments, Error, Event, Item, ItemKind, Items, Lots, MaxChildren,
	Pallet, Part, Position, Receipt, RefusalReason, Stay, HANDLERS,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
	BoundedVec,
};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	goods::{ObjectId, Presence, Reservation},
	gs1::Gln,
	parties::Standing,
	quantity::Quantity,
	time::EventTime,
	traits::Membership,
	transport::LegUnderway,
	Moment, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		from: OrgId,
		object: ObjectId,
		seq: u32,
		to: OrgId,
		until: Option<Moment>,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(place, time, now)?;
		let until = Self::term_of_offer(until, now)?;
		let mut item = Self::at_hand(&object, seq, from)?;
		Self::ensure_may_receive(from, to)?;

		item.presence = Presence::Offered { to, until, leg: None };
		let event =
			item.advance(|seq| Event::Offered { object, seq, from, to, until, circumstances })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Until when an offer stands; as long as it can if no moment is named.
	pub(crate) fn term_of_offer(until: Option<Moment>, now: Moment) -> Result<Moment, Error<T>> {
		let latest = now.saturating_add(T::MaxOfferTerm::get());
		let until = until.unwrap_or(latest);
		ensure!(now < until && until <= latest, Error::<T>::MalformedTerm);
		Ok(until)
	}

	/// Fails unless `to` is another member than `from`, in good standing and with a role that holds goods.
	pub(crate) fn ensure_may_receive(from: OrgId, to: OrgId) -> Result<(), Error<T>> {
		ensure!(to != from, Error::<T>::ToOneself);
		let eligible = T::Membership::party(to).is_some_and(|party| {
			party.standing == Standing::Good && party.roles.intersects(&HANDLERS)
		});
		ensure!(eligible, Error::<T>::ReceiverNotEligible);
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
		Self::take_over(to, object, seq, None, circumstances)
	}

	pub(crate) fn do_receive(
		by: OrgId,
		goods: BoundedVec<(ObjectId, u32, Receipt), MaxChildren>,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		ensure!(!goods.is_empty(), Error::<T>::NothingNamed);
		for (object, seq, receipt) in goods {
			match receipt {
				Receipt::Accepted => Self::take_over(by, object, seq, None, circumstances)?,
				Receipt::Reserved(note) => {
					Self::take_over(by, object, seq, Some(note), circumstances)?
				},
				Receipt::Refused(reason) => Self::do_refuse(by, object, seq, reason)?,
			}
		}
		Ok(())
	}

	/// Puts an object that is offered to `to` into its hands.
	fn take_over(
		to: OrgId,
		object: ObjectId,
		seq: u32,
		reservation: Option<Reservation>,
		circumstances: Circumstances,
	) -> DispatchResult {
		let (mut item, from, leg) = Self::offered_to(&object, seq, to)?;
		if let Some(Reservation::Shortage { missing }) = reservation {
			Self::ensure_shortage(&object, &item, &missing)?;
			Self::leave_behind(object, &mut item, from, missing)?;
		}

		let passage = leg.map(|leg| item.passage(leg, reservation));
		if reservation == Some(Reservation::SealBroken) {
			item.open();
		}
		item.presence = Presence::Held;
		item.position = Position::Held { holder: to };
		// Custody passes by it, and title does not.
		item.assign(item.owner.unwrap_or(from), to);
		let place = circumstances.place;
		Self::open_span_with(&object, &mut item, Stay::With(to), place, reservation, passage)?;
		let event = item.advance(|seq| Event::Accepted {
			object,
			seq,
			from,
			to,
			reservation,
			circumstances,
		})?;
		Items::<T>::insert(object, item);
		Self::sight_in_event(&object, item.seq, &circumstances);
		Self::deposit_event(event);
		if let Some(passage) = passage {
			let (sender, accepted) = (from, item.seq);
			Self::deposit_event(Event::LegEnded { object, sender, to, passage, accepted });
		}
		Ok(())
	}

	/// Leaves what is missing of a consignment without serials with its sender, as one of its own, so that
	/// nobody answers for what he never got. Of goods with serials, of what is packed, and of what waits for a
	/// decision of customs nobody can say which it is: there the note stands alone.
	fn leave_behind(
		object: ObjectId,
		item: &mut Item,
		sender: OrgId,
		missing: Quantity,
	) -> DispatchResult {
		let ItemKind::Consignment { lot, .. } = item.kind else { return Ok(()) };
		let has_serials = Lots::<T>::get(lot).is_none_or(|lot| lot.root.is_some());
		let is_all = Consignments::<T>::get(object).is_none_or(|all| all.quantity == missing);
		if has_serials || is_all || item.declared > 0 {
			return Ok(());
		}
		Self::split_off(object, item, sender, Part::Amount(missing))?;
		Ok(())
	}

	/// Fails unless so much can be missing of an object.
	fn ensure_shortage(object: &ObjectId, item: &Item, missing: &Quantity) -> DispatchResult {
		missing.validate().map_err(|_| Error::<T>::MalformedShortage)?;
		let (contents, _) = Self::contents_and_height(object, item)?;
		let all = contents
			.iter()
			.filter(|content| content.quantity.same_unit(missing))
			.try_fold(missing.with_value(0), |sum, content| sum.checked_add(&content.quantity));
		let is_part = all.is_some_and(|all| all.checked_sub(missing).is_some());
		ensure!(is_part, Error::<T>::MalformedShortage);
		Ok(())
	}

	pub(crate) fn do_refuse(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		reason: RefusalReason,
	) -> DispatchResult {
		let (mut item, ..) = Self::offered_to(&object, seq, by)?;

		if reason == RefusalReason::SealBroken {
			item.open();
		}
		item.presence = Presence::Held;
		let event = item.advance(|seq| Event::Refused { object, seq, by, reason })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(by: OrgId, object: ObjectId, seq: u32) -> DispatchResult {
		let mut item = Self::unsettled(&object, seq)?;
		let until = match item.presence {
			Presence::Offered { until, .. } => Some(until),
			_ => None,
		};
		let is_over = until.is_some_and(|until| until <= T::Time::now());
		if !is_over {
			Self::ensure_held_by(&item, by)?;
		}
		ensure!(until.is_some(), Error::<T>::NotOffered);

		item.presence = Presence::Held;
		let event = item.advance(|seq| match is_over {
			true => Event::OfferExpired { object, seq, by },
			false => Event::OfferWithdrawn { object, seq, by },
		})?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// The object, its holder, and the leg that it is on, if an offer of it to `org` stands.
	fn offered_to(
		object: &ObjectId,
		seq: u32,
		org: OrgId,
	) -> Result<(Item, OrgId, Option<LegUnderway>), Error<T>> {
		let item = Self::unsettled(object, seq)?;
		match (item.presence, item.position) {
			(Presence::Offered { to, until, leg }, Position::Held { holder }) => {
				ensure!(to == org, Error::<T>::NotReceiver);
				ensure!(T::Time::now() < until, Error::<T>::OfferExpired);
				Ok((item, holder, leg))
			},
			_ => Err(Error::<T>::NotOffered),
		}
	}
}
