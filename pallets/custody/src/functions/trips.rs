//! What logistic units travel in and under, and how goods are found by it.

use crate::{
	Config, Error, Event, Item, ItemKind, Items, Lots, Pallet, SsccGeneration, TransportMarkCount,
	TransportMarks, Trips,
};
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	apis::Page,
	goods::{ObjectId, Presence},
	gs1::{consignment_id, logistic_unit_id, lot_id, Gln},
	time::EventTime,
	transport::{
		ContainerNumber, Enclosure, Found, FoundTrip, SealingGround, Seals, SearchKey,
		TransportMark, Trip, TripId,
	},
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_record_trip(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		container: Option<ContainerNumber>,
		seals: Seals,
		ground: SealingGround,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let now = T::Time::now();
		let circumstances = Self::circumstances(place, time, now)?;
		container.validate().map_err(|_| Error::<T>::MalformedContainer)?;
		seals.validate().map_err(|_| Error::<T>::MalformedSeal)?;
		let is_distinct = seals.iter().collect::<BTreeSet<_>>().len() == seals.len();
		ensure!(is_distinct, Error::<T>::DuplicateSeal);
		let mut item = Self::current(&object, seq)?;
		ensure!(matches!(item.kind, ItemKind::LogisticUnit { .. }), Error::<T>::NotLogisticUnit);
		Self::ensure_may_seal(&item, by)?;
		let is_closed = item.enclosure != Enclosure::Open;
		ensure!(!is_closed || ground != SealingGround::Loaded, Error::<T>::AlreadyLoaded);
		let bears = container.is_some() || !seals.is_empty();
		ensure!(bears || is_closed, Error::<T>::NothingNamed);

		let number = item.trips;
		item.trips = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let event = item.advance(|seq| Event::TripRecorded {
			object,
			seq,
			trip: number,
			by,
			container,
			seals: seals.clone(),
			ground,
			circumstances,
		})?;
		let seq = item.seq;
		let trip = Trip { by, container, seals, ground, seq, place, time, at: now };
		item.enclosure = trip.enclosure();
		if let Presence::Offered { leg: Some(leg), .. } = &mut item.presence {
			leg.is_sealed &= ground.is_official();
		}
		for mark in trip.marks() {
			let uses = TransportMarkCount::<T>::get(&mark);
			let next = uses.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			TransportMarks::<T>::insert(&mark, uses, TripId { object, number });
			TransportMarkCount::<T>::insert(&mark, next);
		}
		Trips::<T>::insert(object, number, trip);
		Items::<T>::insert(object, item);
		Self::sight_in_event(&object, seq, &circumstances);
		Self::deposit_event(event);
		Ok(())
	}

	/// Fails unless `by` has the object itself before it: its holder, also of what it offers, or the
	/// authority that keeps it.
	fn ensure_may_seal(item: &Item, by: OrgId) -> Result<(), Error<T>> {
		match item.presence {
			Presence::Held | Presence::Offered { .. } => Self::ensure_held_by(item, by),
			Presence::Detained { by: keeper } if keeper == by => Ok(()),
			presence => Self::ensure_held(&presence),
		}
	}

	/// The trips of a logistic unit, oldest first: the items from `cursor` on, at most `limit` of them.
	pub fn trips(object: ObjectId, cursor: u32, limit: u32) -> Page<Trip> {
		let count = Items::<T>::get(object).map_or(0, |item| item.trips);
		Page::read(count, cursor, limit, |number| Trips::<T>::get(object, number))
	}

	/// What is found by what is still legible of goods, newest first: the items from `cursor` on, at most
	/// `limit` of them. A page costs as many reads as it has items, each of as many objects as can lie in
	/// each other.
	pub fn search(key: SearchKey, cursor: u32, limit: u32) -> Page<Found> {
		match key {
			SearchKey::Lot { gtin, number } => {
				let lot = lot_id(&gtin, &number);
				let count = Lots::<T>::get(lot).map_or(0, |lot| lot.consignments);
				Self::newest_first(count, cursor, limit, |number| {
					Self::found(consignment_id(&lot, number), None)
				})
			},
			SearchKey::Sscc(sscc) => {
				let count = SsccGeneration::<T>::get(sscc).map_or(0, |last| last.saturating_add(1));
				Self::newest_first(count, cursor, limit, |generation| {
					Self::found(logistic_unit_id(&sscc, generation), None)
				})
			},
			SearchKey::Container(number) => {
				Self::search_mark(&TransportMark::Container(number), cursor, limit)
			},
			SearchKey::Seal(number) => {
				Self::search_mark(&TransportMark::Seal(number), cursor, limit)
			},
		}
	}

	fn search_mark(mark: &TransportMark, cursor: u32, limit: u32) -> Page<Found> {
		let count = TransportMarkCount::<T>::get(mark);
		Self::newest_first(count, cursor, limit, |number| {
			let TripId { object, number } = TransportMarks::<T>::get(mark, number)?;
			Self::found(object, Some(number))
		})
	}

	fn newest_first(
		count: u32,
		cursor: u32,
		limit: u32,
		read: impl Fn(u32) -> Option<Found>,
	) -> Page<Found> {
		Page::read(count, cursor, limit, |place| read(count.checked_sub(place)?.checked_sub(1)?))
	}

	/// An object with where it is, and the trip that bears what was looked for; else the one that it is on, in
	/// what it lies in.
	fn found(object: ObjectId, number: Option<u32>) -> Option<Found> {
		let item = Items::<T>::get(object)?;
		let outer = Self::outermost(object, item)?;
		let whereabouts = Self::whereabouts_of(object, item)?;
		let trip = match number {
			Some(number) => Self::found_trip(object, &item, number, whereabouts.presence),
			None => {
				let last = outer.item.trips.checked_sub(1);
				last.and_then(|number| {
					Self::found_trip(outer.object, &outer.item, number, whereabouts.presence)
				})
				.filter(|trip| trip.is_on)
			},
		};
		Some(Found { whereabouts, outermost: outer.object, trip })
	}

	/// A trip of an object. What ends the outermost object that it lies in ends it with that: `presence` is
	/// that one's.
	fn found_trip(
		object: ObjectId,
		item: &Item,
		number: u32,
		presence: Presence,
	) -> Option<FoundTrip> {
		let trip = Trips::<T>::get(object, number)?;
		let is_last = number.checked_add(1) == Some(item.trips);
		let is_closed = item.enclosure != Enclosure::Open;
		let is_on = is_last && is_closed && !matches!(presence, Presence::Ended(_));
		Some(FoundTrip { id: TripId { object, number }, trip, is_on })
	}
}
