//! Where objects were seen, and what nothing could have travelled between.

use crate::{
	Circumstances, Config, Contradiction, Event, ImpossibleTravels, Items, LastSightings, Pallet,
	Places, Position, Spans,
};
use frame_support::traits::Get;
use tracemark_primitives::{
	goods::{Fact, ObjectId, Sighting, MAX_NESTING},
	traits::{Alert, AlertSink},
	OrgId,
};

/// Milliseconds of a second.
const SECOND: u64 = 1_000;

impl<T: Config> Pallet<T> {
	/// Takes an event of an object as the last that is known of where it was.
	pub(crate) fn sight_in_event(object: &ObjectId, seq: u32, circumstances: &Circumstances) {
		if let Some(sighting) = Self::sighting(circumstances, Fact::Event { seq }) {
			Self::keep_sighting(object, sighting);
		}
	}

	/// Takes an observation of `object` as the last that is known of where it was. Says what contradicts it,
	/// if nothing travels so fast. `known` is the object whose record tells of it.
	pub(crate) fn sight_in_observation(
		object: &ObjectId,
		known: &ObjectId,
		by: OrgId,
		seq: u32,
		circumstances: &Circumstances,
	) -> Option<(Sighting, Contradiction)> {
		let seen = Self::sighting(circumstances, Fact::Observation { by, seq })?;
		let other = Self::last_sighting(object, known);
		Self::keep_sighting(object, seen);
		other
			.filter(|other| Self::is_out_of_reach(&seen, &other.sighting))
			.map(|other| (seen, other))
	}

	/// Records and reports that an object was at two places between which nothing travels so fast.
	pub(crate) fn report_travel(
		object: ObjectId,
		by: OrgId,
		seq: u32,
		seen: Sighting,
		contradiction: Contradiction,
	) {
		ImpossibleTravels::<T>::insert((object, by, seq), contradiction);
		let Contradiction { object: other, sighting: other_seen } = contradiction;
		T::Alerts::raise(Alert::ImpossibleTravel { object, seen, other, other_seen });
		Self::deposit_event(Event::TravelledImpossibly { object, seen, other, other_seen });
	}

	/// The fact, if it was at a place that somebody registered and that was not closed by then.
	fn sighting(circumstances: &Circumstances, fact: Fact) -> Option<Sighting> {
		let gln = circumstances.place?;
		let moment = circumstances.time.moment;
		let place = Places::<T>::get(gln)?;
		let is_open = place.closed_at.is_none_or(|closed| moment < closed);
		is_open.then_some(Sighting { place: gln, coordinates: place.coordinates, moment, fact })
	}

	/// Keeps the latest fact of an object by the moment that was claimed; of two the one reported later.
	fn keep_sighting(object: &ObjectId, sighting: Sighting) {
		let last = LastSightings::<T>::get(object);
		if last.is_none_or(|last| last.moment <= sighting.moment) {
			LastSightings::<T>::insert(object, sighting);
		}
	}

	/// Keeps a fact no longer that is erroneous. Others are compared with the next that is reported, and until
	/// then with those of what the object is known by or lies in.
	pub(crate) fn forget_sighting(object: &ObjectId, erroneous: Fact) {
		if LastSightings::<T>::get(object).is_some_and(|last| last.fact == erroneous) {
			LastSightings::<T>::remove(object);
		}
	}

	/// The latest fact that tells where an object was: of its own, of the consignment that a unit without a
	/// record is `known` by, or of what that lies in now, from when it came in. At most [`MAX_NESTING`]
	/// more. What is packed does not grow, so whatever lies in the inner one came in before.
	fn last_sighting(object: &ObjectId, known: &ObjectId) -> Option<Contradiction> {
		let of = |object: ObjectId| {
			LastSightings::<T>::get(object).map(|sighting| Contradiction { object, sighting })
		};
		let mut last = later(of(*object), (known != object).then(|| of(*known)).flatten());
		let mut inner = *known;
		for _ in 0..MAX_NESTING {
			let Some(item) = Items::<T>::get(inner) else { break };
			let Position::In { parent } = item.position else { break };
			let outer = of(parent).filter(|outer| match outer.sighting.fact {
				Fact::Event { seq } => seq >= item.packed_in,
				Fact::Observation { .. } => Spans::<T>::get(inner, item.spans.saturating_sub(1))
					.is_some_and(|span| span.at <= outer.sighting.moment),
			});
			last = later(last, outer);
			inner = parent;
		}
		last
	}

	/// Whether two facts lie farther apart than the margin and what [`Config::TopSpeed`] covers in the time
	/// between them, whichever was first.
	fn is_out_of_reach(a: &Sighting, b: &Sighting) -> bool {
		let seconds = a.moment.abs_diff(b.moment).div_ceil(SECOND);
		let reach = seconds
			.saturating_mul(T::TopSpeed::get().into())
			.saturating_add(T::TravelMargin::get().into());
		u64::from(a.coordinates.distance(&b.coordinates)) > reach
	}
}

/// The later of two facts; of two at the same moment the first.
fn later(a: Option<Contradiction>, b: Option<Contradiction>) -> Option<Contradiction> {
	match (a, b) {
		(Some(a), Some(b)) if b.sighting.moment > a.sighting.moment => Some(b),
		(a, b) => a.or(b),
	}
}
