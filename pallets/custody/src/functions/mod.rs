//! What the calls do, by topic, and what they share.

mod authorities;
mod classes;
mod editions;
mod ends;
mod exceptions;
mod handover;
mod incidents;
mod legs;
mod lineage;
mod lots;
mod observations;
mod packing;
mod places;
mod possession;
mod quality;
mod recalls;
mod relabelling;
mod scan;
mod sensors;
mod title;
mod trace;
mod transformation;
mod travel;
mod trips;

use crate::{
	Circumstances, Config, Error, Item, Items, Outermost, Pallet, Position, Span, Spans, Stay,
	Timeliness,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchError, SaturatedConversion};
use tracemark_primitives::{
	goods::{Clearance, ObjectId, Presence, Reservation, MAX_NESTING},
	gs1::Gln,
	time::EventTime,
	transport::Passage,
	BlockNumber, Moment, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// Checks a claimed event time.
	pub(crate) fn timeliness(time: &EventTime, now: Moment) -> Result<Timeliness, Error<T>> {
		time.validate().map_err(|_| Error::<T>::MalformedTime)?;
		ensure!(!time.is_in_future_of(now), Error::<T>::EventInFuture);
		Ok(if time.is_late_at(now) { Timeliness::Late } else { Timeliness::Prompt })
	}

	/// Checks a claimed place and time.
	pub(crate) fn circumstances(
		place: Option<Gln>,
		time: EventTime,
		now: Moment,
	) -> Result<Circumstances, Error<T>> {
		place.validate().map_err(|_| Error::<T>::MalformedPlace)?;
		let timeliness = Self::timeliness(&time, now)?;
		Ok(Circumstances { place, time, timeliness })
	}

	/// The object, if `seq` is its current number. An offer of it that expired is over.
	pub(crate) fn current(object: &ObjectId, seq: u32) -> Result<Item, Error<T>> {
		Self::unsettled(object, seq).map(Self::settled)
	}

	/// As [`Self::current`], with an offer that expired and was not cleared.
	pub(crate) fn unsettled(object: &ObjectId, seq: u32) -> Result<Item, Error<T>> {
		let item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
		ensure!(item.seq == seq, Error::<T>::StaleSeq);
		Ok(item)
	}

	/// The object as it is now: an offer that expired is over.
	pub(crate) fn item(object: &ObjectId) -> Option<Item> {
		Items::<T>::get(object).map(Self::settled)
	}

	fn settled(item: Item) -> Item {
		Item { presence: item.presence.settled(T::Time::now()), ..item }
	}

	/// The object, if `seq` is its current number and `org` has it in its own hands: outermost, neither
	/// offered, kept by an authority nor ended.
	pub(crate) fn at_hand(object: &ObjectId, seq: u32, org: OrgId) -> Result<Item, Error<T>> {
		let item = Self::current(object, seq)?;
		Self::ensure_held_by(&item, org)?;
		Self::ensure_held(&item.presence)?;
		Ok(item)
	}

	/// As [`Self::at_hand`], and no declaration of the object waits for a decision.
	pub(crate) fn at_will(object: &ObjectId, seq: u32, org: OrgId) -> Result<Item, Error<T>> {
		let item = Self::at_hand(object, seq, org)?;
		Self::ensure_not_declared(&item)?;
		Ok(item)
	}

	/// As [`Self::at_will`], or kept by `org` as an authority.
	pub(crate) fn at_will_or_kept(
		object: &ObjectId,
		seq: u32,
		org: OrgId,
	) -> Result<Item, Error<T>> {
		let item = Self::current(object, seq)?;
		match item.presence {
			Presence::Detained { by } if by == org => Ok(item),
			_ => Self::at_will(object, seq, org),
		}
	}

	/// Fails if the object, or something in it, waits for a decision on its declaration.
	pub(crate) fn ensure_not_declared(item: &Item) -> Result<(), Error<T>> {
		ensure!(item.declared == 0, Error::<T>::UnderDeclaration);
		Ok(())
	}

	/// Fails unless the object is outermost and with `org`.
	pub(crate) fn ensure_held_by(item: &Item, org: OrgId) -> Result<(), Error<T>> {
		match item.position {
			Position::Held { holder } if holder == org => Ok(()),
			Position::Held { .. } => Err(Error::<T>::NotHolder),
			Position::In { .. } => Err(Error::<T>::InsideAnother),
		}
	}

	/// Fails unless an outermost object is free for its holder's acts.
	pub(crate) fn ensure_held(presence: &Presence) -> Result<(), Error<T>> {
		match presence {
			Presence::Held => Ok(()),
			Presence::Offered { .. } => Err(Error::<T>::OnOffer),
			Presence::Detained { .. } => Err(Error::<T>::UnderDetention),
			Presence::Ended(_) => Err(Error::<T>::AlreadyEnded),
		}
	}

	/// The outermost object that `object` lies in, or itself. At most [`MAX_NESTING`] reads.
	///
	/// What lies in another belongs to whom that belongs, unless its own record says otherwise.
	///
	/// A clearance applies to what lay in the cleared object then. Contents of packed objects do not grow,
	/// so it is enough to ask of each whether it came in before.
	pub(crate) fn outermost(object: ObjectId, item: Item) -> Option<Outermost> {
		let (mut object, mut item) = (object, item);
		let (mut cleared, mut owner) = (item.cleared, item.owner);
		for _ in 0..=MAX_NESTING {
			match item.position {
				Position::Held { holder } => {
					let owner = owner.unwrap_or(holder);
					let item = Self::settled(item);
					return Some(Outermost { object, item, holder, owner, cleared });
				},
				Position::In { parent } => {
					let packed_in = item.packed_in;
					object = parent;
					item = Items::<T>::get(parent)?;
					owner = owner.or(item.owner);
					if item.cleared_in > packed_in {
						cleared = Clearance::latest(cleared, item.cleared);
					}
				},
			}
		}
		None
	}

	/// Writes the next span of an object.
	pub(crate) fn open_span(
		object: &ObjectId,
		item: &mut Item,
		stay: Stay,
		place: Option<Gln>,
	) -> Result<(), DispatchError> {
		Self::open_span_with(object, item, stay, place, None, None)
	}

	/// As [`Self::open_span`], with what the receiver noted, and how the goods came to it.
	pub(crate) fn open_span_with(
		object: &ObjectId,
		item: &mut Item,
		stay: Stay,
		place: Option<Gln>,
		reservation: Option<Reservation>,
		passage: Option<Passage>,
	) -> Result<(), DispatchError> {
		let next = item.spans.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let (at, block) = (T::Time::now(), Self::block());
		let owner = item.owner;
		let span = Span { stay, at, block, place, reservation, passage, owner };
		Spans::<T>::insert(object, item.spans, span);
		item.spans = next;
		Ok(())
	}

	/// Puts an object into its holder's hands.
	pub(crate) fn put_with(
		object: &ObjectId,
		item: &mut Item,
		holder: OrgId,
		place: Option<Gln>,
	) -> Result<(), DispatchError> {
		item.position = Position::Held { holder };
		Self::open_span(object, item, Stay::With(holder), place)
	}
}
