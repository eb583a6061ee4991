//! What is not in the plan: goods come back, go missing and are found, lose their identity.

use crate::{
	Config, Erroneous, Error, ErrorDeclarations, Event, Item, Items, MissingKind, Observations,
	Pallet, Position, ReassignmentReason, SensorReports, Spans, Stay, TitleOffers,
};
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	cbv::ErrorReason,
	goods::{EndOfLife, ErrorDeclaration, Fact, GoodsClaim, ObjectId, Presence},
	gs1::Gln,
	parties::{Member, Standing},
	time::EventTime,
	traits::Membership,
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_take_back(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		commitment: H256,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let mut item = Self::current(&object, seq)?;
		Self::ensure_held_by(&item, by)?;
		ensure!(item.presence == Presence::Ended(EndOfLife::Sold), Error::<T>::NotSold);

		item.owner = None;
		Self::bring_back(&object, &mut item, by, place)?;
		let event =
			item.advance(|seq| Event::TakenBack { object, seq, by, commitment, circumstances })?;
		Self::sight_in_event(&object, item.seq, &circumstances);
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_report_missing(
		by: OrgId,
		claim: GoodsClaim,
		seq: u32,
		kind: MissingKind,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let (object, mut item) = Self::claimed_object(&claim, seq, by)?;

		Self::end(&object, &mut item, kind.into(), place)?;
		let event =
			item.advance(|seq| Event::ReportedMissing { object, seq, by, kind, circumstances })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_report_found(
		by: OrgId,
		object: ObjectId,
		seq: u32,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		let mut item = Self::current(&object, seq)?;
		Self::ensure_held_by(&item, by)?;
		let is_missing =
			matches!(item.presence, Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen));
		ensure!(is_missing, Error::<T>::NotMissing);

		Self::bring_back(&object, &mut item, by, place)?;
		let event = item.advance(|seq| Event::Found { object, seq, by, circumstances })?;
		Self::sight_in_event(&object, item.seq, &circumstances);
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_decommission(
		member: Member,
		claim: GoodsClaim,
		seq: u32,
		time: EventTime,
	) -> DispatchResult {
		let by = member.org;
		let circumstances = Self::circumstances(None, time, T::Time::now())?;
		let goods = Self::claimed_goods(&claim, seq, by, Self::at_will)?;
		Self::ensure_may_leave(&goods, &member.country)?;
		let mut item = Self::as_item(&goods)?;

		let object = goods.object;
		Self::end(&object, &mut item, EndOfLife::Decommissioned, None)?;
		let event = item.advance(|seq| Event::Decommissioned { object, seq, by, circumstances })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_declare_error(
		by: OrgId,
		object: ObjectId,
		erroneous: Erroneous,
		reason: ErrorReason,
		corrective: Option<H256>,
	) -> DispatchResult {
		let has_none = reason == ErrorReason::DidNotOccur;
		ensure!(!has_none || corrective.is_none(), Error::<T>::NothingToCorrect);
		match erroneous {
			Erroneous::Event { seq, span } => {
				let item = Items::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
				ensure!((1..=item.seq).contains(&seq), Error::<T>::UnknownEvent);
				let held = Spans::<T>::get(object, span).map(|span| span.stay);
				ensure!(held == Some(Stay::With(by)), Error::<T>::NotHolderThen);
			},
			Erroneous::Observation { seq } => {
				let is_known = Observations::<T>::contains_key((object, by, seq));
				ensure!(is_known, Error::<T>::UnknownEvent);
			},
			Erroneous::SensorReport { seq } => {
				let is_known = SensorReports::<T>::contains_key((object, by, seq));
				ensure!(is_known, Error::<T>::UnknownEvent);
			},
		}
		let (kind, number) = erroneous.entry();
		let key = (object, by, kind, number);
		ensure!(!ErrorDeclarations::<T>::contains_key(key), Error::<T>::ErrorAlreadyDeclared);

		let declaration = ErrorDeclaration { reason, corrective, at: T::Time::now() };
		ErrorDeclarations::<T>::insert(key, declaration);
		if let Erroneous::Observation { seq } = erroneous {
			Self::forget_sighting(&object, Fact::Observation { by, seq });
		}
		Self::deposit_event(Event::ErrorDeclared { object, by, erroneous, reason, corrective });
		Ok(())
	}

	pub(crate) fn do_reassign(
		object: ObjectId,
		seq: u32,
		to: OrgId,
		reason: ReassignmentReason,
		ground: H256,
	) -> DispatchResult {
		let mut item = Self::current(&object, seq)?;
		let Position::Held { holder: from } = item.position else {
			return Err(Error::<T>::InsideAnother.into());
		};
		match item.presence {
			Presence::Held
			| Presence::Offered { .. }
			| Presence::Ended(EndOfLife::Lost | EndOfLife::Stolen) => {},
			presence => Self::ensure_held(&presence)?,
		}
		Self::ensure_may_receive(from, to)?;
		if reason == ReassignmentReason::HolderExpelled {
			let standing = T::Membership::party(from).map(|party| party.standing);
			ensure!(standing == Some(Standing::Expelled), Error::<T>::HolderNotExpelled);
		}

		item.presence = Presence::Held;
		match item.owner {
			// What was somebody else's stays so.
			Some(owner) => item.assign(owner, to),
			None => TitleOffers::<T>::remove(object),
		}
		Self::put_with(&object, &mut item, to, None)?;
		let event =
			item.advance(|seq| Event::Reassigned { object, seq, from, to, reason, ground })?;
		Items::<T>::insert(object, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// The object that `by` claims, at its will: a logistic unit by the code that it bears, a consignment, or
	/// a unit, which is given a record of its own.
	fn claimed_object(
		claim: &GoodsClaim,
		seq: u32,
		by: OrgId,
	) -> Result<(ObjectId, Item), DispatchError> {
		if let GoodsClaim::LogisticUnit { sscc } = claim {
			sscc.validate().map_err(|_| Error::<T>::MalformedSscc)?;
			let object = Self::bearer(sscc).ok_or(Error::<T>::UnknownObject)?;
			return Ok((object, Self::at_will(&object, seq, by)?));
		}
		let goods = Self::claimed_goods(claim, seq, by, Self::at_will)?;
		Ok((goods.object, Self::as_item(&goods)?))
	}

	/// Puts what ended back into the hands of who held it last.
	fn bring_back(
		object: &ObjectId,
		item: &mut Item,
		holder: OrgId,
		place: Option<Gln>,
	) -> DispatchResult {
		item.presence = Presence::Held;
		Self::put_with(object, item, holder, place)
	}
}
