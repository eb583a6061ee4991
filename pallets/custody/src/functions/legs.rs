//! Legs that somebody carries who is no member, and goods that nobody accepts where they arrived.

use crate::{Config, Error, Event, Items, Legs, Pallet, Places, Position, UnacceptedGoods};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	goods::{ObjectId, Presence, Segment},
	gs1::Gln,
	parties::PartyTag,
	time::EventTime,
	transport::{Enclosure, Leg, LegUnderway, Reports, Unaccepted, UnacceptedGround},
	Moment, OrgId,
};

impl<T: Config> Pallet<T> {
	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_consign(
		from: OrgId,
		object: ObjectId,
		seq: u32,
		to: OrgId,
		carrier: PartyTag,
		until: Option<Moment>,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(place, time, now)?;
		let until = Self::term_of_offer(until, now)?;
		let mut item = Self::at_hand(&object, seq, from)?;
		Self::ensure_may_receive(from, to)?;

		let is_sealed = item.enclosure == Enclosure::Sealed;
		let trip = is_sealed.then(|| item.trips.saturating_sub(1));
		let event = item.advance(|seq| Event::Consigned {
			object,
			seq,
			from,
			to,
			until,
			carrier,
			trip,
			circumstances,
		})?;
		let departed = item.seq;
		item.presence =
			Presence::Offered { to, until, leg: Some(LegUnderway { departed, is_sealed }) };
		let leg = Leg { sender: from, to, carrier, trip, place, time, at: now };
		Legs::<T>::insert(object, departed, leg);
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_report_unaccepted(
		by: OrgId,
		object: ObjectId,
		span: u32,
		ground: UnacceptedGround,
		place: Gln,
		since: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(Some(place), since, now)?;
		let item = Self::item(&object).ok_or(Error::<T>::UnknownObject)?;
		// What is said of one holder is not taken for a word on the next.
		ensure!(item.spans.checked_sub(1) == Some(span), Error::<T>::StaleSeq);
		let Position::Held { holder } = item.position else {
			return Err(Error::<T>::InsideAnother.into());
		};
		match item.presence {
			Presence::Held | Presence::Offered { .. } => {},
			presence => Self::ensure_held(&presence)?,
		}
		if by != holder {
			Self::ensure_runs(by, &place)?;
		}

		UnacceptedGoods::<T>::try_mutate(object, span, |reports| {
			let is_new = reports.iter().all(|report| report.by != by);
			ensure!(is_new, Error::<T>::AlreadyReported);
			let others = reports.iter().filter(|report| report.by != holder).count();
			// The last place is the holder's, however many others speak.
			let is_room = by == holder || others < Reports::bound().saturating_sub(1);
			ensure!(is_room, Error::<T>::TooManyReports);
			let report = Unaccepted { by, place, since, ground, at: now };
			reports.try_push(report).map_err(|_| Error::<T>::TooManyReports)
		})?;
		Self::deposit_event(Event::ReportedUnaccepted {
			object,
			span,
			by,
			holder,
			ground,
			circumstances,
		});
		Ok(())
	}

	/// Fails unless `org` runs the place.
	fn ensure_runs(org: OrgId, place: &Gln) -> Result<(), Error<T>> {
		let place = Places::<T>::get(place).ok_or(Error::<T>::UnknownPlace)?;
		ensure!(place.run_by == org, Error::<T>::PlaceOfAnother);
		ensure!(place.closed_at.is_none(), Error::<T>::PlaceClosed);
		Ok(())
	}

	/// The leg that a stretch of a trace began with, if nobody who is a member carried the goods there.
	pub fn leg(segment: &Segment) -> Option<Leg> {
		Legs::<T>::get(segment.object, segment.passage?.departed())
	}

	/// Who reported, in a stretch of a trace, that nobody accepts the goods where they lie.
	pub fn unaccepted(segment: &Segment) -> Vec<Unaccepted> {
		let is_within =
			|at: Moment| at >= segment.from && segment.until.is_none_or(|until| at <= until);
		UnacceptedGoods::<T>::get(segment.object, segment.span)
			.into_iter()
			.filter(|report| is_within(report.at))
			.collect()
	}
}
