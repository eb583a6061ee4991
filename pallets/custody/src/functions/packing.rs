//! Packing and unpacking.

use crate::{
	Children, Config, Consignments, Error, Event, Item, ItemKind, Items, LogisticUnit,
	LogisticUnits, MaxChildren, Outermost, Pallet, Position, SsccGeneration, Stay,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, SaturatedConversion};
use tracemark_primitives::{
	apis::MAX_PAGE,
	goods::{Clearance, Content, Contents, EndOfLife, ObjectId, Presence, MAX_NESTING},
	gs1::{logistic_unit_id, Gln, Sscc},
	time::EventTime,
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pack(
		org: OrgId,
		sscc: Sscc,
		children: BoundedVec<(ObjectId, u32), MaxChildren>,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		sscc.validate().map_err(|_| Error::<T>::MalformedSscc)?;
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		ensure!(!children.is_empty(), Error::<T>::NothingNamed);
		let (parent, mut item, mut unit) = Self::open_logistic_unit(org, sscc, place)?;

		for (child, seq) in children {
			ensure!(child != parent, Error::<T>::IntoItself);
			let mut inner = Self::at_will(&child, seq, org)?;
			let (contents, height) = Self::contents_and_height(&child, &inner)?;
			if unit.children == 0 {
				// What it was let in with has left it.
				item.cleared = None;
			}
			let within = Self::cleared_within(&child, &inner);
			unit.cleared = Clearance::latest(unit.cleared, within);
			Self::add(&mut unit, &contents, height)?;
			Children::<T>::insert(parent, child, ());
			inner.position = Position::In { parent };
			inner.assign(inner.owner.unwrap_or(org), item.owner.unwrap_or(org));
			Self::open_span(&child, &mut inner, Stay::In(parent), place)?;
			let event = Item::advance_both(&mut item, &mut inner, |pins| Event::Packed {
				parent,
				child,
				pins,
				by: org,
				circumstances,
			})?;
			inner.packed_in = item.seq;
			Items::<T>::insert(child, inner);
			Self::deposit_event(event);
		}
		item.open();

		Self::sight_in_event(&parent, item.seq, &circumstances);
		Items::<T>::insert(parent, item);
		LogisticUnits::<T>::insert(parent, unit);
		Ok(())
	}

	/// What lies directly in a logistic unit, by ascending id: what comes after `after`, at most `limit` and
	/// [`MAX_PAGE`] of it. What gets in or out between two pages moves nothing else. A page costs as many reads
	/// as it has items, and one.
	pub fn children(parent: ObjectId, after: Option<ObjectId>, limit: u32) -> Vec<ObjectId> {
		let rest = match after {
			Some(after) => Children::<T>::iter_key_prefix_from(
				parent,
				Children::<T>::hashed_key_for(parent, after),
			),
			None => Children::<T>::iter_key_prefix(parent),
		};
		rest.take(limit.min(MAX_PAGE).saturated_into()).collect()
	}

	/// The latest clearance that an object or something in it has of its own.
	fn cleared_within(object: &ObjectId, item: &Item) -> Option<Clearance> {
		let contents = LogisticUnits::<T>::get(object).and_then(|unit| unit.cleared);
		Clearance::latest(item.cleared, contents)
	}

	/// The logistic unit that bears the code, in its holder's hands; opened if the code is free. Not
	/// written yet.
	fn open_logistic_unit(
		org: OrgId,
		sscc: Sscc,
		place: Option<Gln>,
	) -> Result<(ObjectId, Item, LogisticUnit), DispatchError> {
		let generation = match SsccGeneration::<T>::get(sscc) {
			None => 0,
			Some(last) => {
				let id = logistic_unit_id(&sscc, last);
				let item = Self::item(&id).ok_or(Error::<T>::UnknownObject)?;
				if item.presence != Presence::Ended(EndOfLife::Closed) {
					Self::ensure_held_by(&item, org)?;
					Self::ensure_held(&item.presence)?;
					Self::ensure_not_declared(&item)?;
					let unit = LogisticUnits::<T>::get(id).ok_or(Error::<T>::NotLogisticUnit)?;
					return Ok((id, item, unit));
				}
				last.checked_add(1).ok_or(ArithmeticError::Overflow)?
			},
		};
		Self::ensure_issued_to(org, &sscc)?;

		SsccGeneration::<T>::insert(sscc, generation);
		let id = logistic_unit_id(&sscc, generation);
		let kind = ItemKind::LogisticUnit { sscc, generation };
		let mut item = Item::new(kind, Position::Held { holder: org });
		Self::put_with(&id, &mut item, org, place)?;
		let event = item.advance(|seq| Event::Opened {
			logistic_unit: id,
			seq,
			sscc,
			generation,
			by: org,
		})?;
		Self::deposit_event(event);
		Ok((id, item, LogisticUnit::default()))
	}

	pub(crate) fn do_unpack(
		org: OrgId,
		parent: ObjectId,
		seq: u32,
		children: BoundedVec<(ObjectId, u32), MaxChildren>,
		place: Option<Gln>,
		time: EventTime,
	) -> DispatchResult {
		let circumstances = Self::circumstances(place, time, T::Time::now())?;
		ensure!(!children.is_empty(), Error::<T>::NothingNamed);
		let mut item = Self::at_will(&parent, seq, org)?;
		let mut unit = LogisticUnits::<T>::get(parent).ok_or(Error::<T>::NotLogisticUnit)?;

		for (child, seq) in children {
			let mut inner = Self::current(&child, seq)?;
			ensure!(inner.position == Position::In { parent }, Error::<T>::NotInside);
			let (contents, _) = Self::contents_and_height(&child, &inner)?;
			Self::remove(&mut unit, &contents)?;
			Self::remove_child(&mut unit)?;
			Children::<T>::remove(parent, child);
			if item.cleared_in > inner.packed_in {
				inner.inherit(Clearance::latest(inner.cleared, item.cleared));
			}
			inner.assign(inner.owner.or(item.owner).unwrap_or(org), org);
			Self::put_with(&child, &mut inner, org, place)?;
			let event = Item::advance_both(&mut item, &mut inner, |pins| Event::Unpacked {
				parent,
				child,
				pins,
				by: org,
				circumstances,
			})?;
			Items::<T>::insert(child, inner);
			Self::sight_in_event(&child, inner.seq, &circumstances);
			Self::deposit_event(event);
		}
		item.open();

		Self::sight_in_event(&parent, item.seq, &circumstances);
		Items::<T>::insert(parent, item);
		LogisticUnits::<T>::insert(parent, unit);
		Ok(())
	}

	pub(crate) fn do_close(org: OrgId, logistic_unit: ObjectId, seq: u32) -> DispatchResult {
		let mut item = Self::at_will(&logistic_unit, seq, org)?;
		let unit = LogisticUnits::<T>::get(logistic_unit).ok_or(Error::<T>::NotLogisticUnit)?;
		ensure!(unit.children == 0, Error::<T>::NotEmpty);
		Self::end(&logistic_unit, &mut item, EndOfLife::Closed, None)?;
		let event = item.advance(|seq| Event::Closed { logistic_unit, seq, by: org })?;
		Items::<T>::insert(logistic_unit, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Takes an object out of the logistic unit that it lies in, at whatever depth, for an authority.
	/// The logistic unit is written, the object is not.
	pub(crate) fn take_out(
		child: ObjectId,
		inner: &mut Item,
		parent: ObjectId,
		outer: &Outermost,
	) -> DispatchResult {
		let mut item = Self::item(&parent).ok_or(Error::<T>::UnknownObject)?;
		let (contents, _) = Self::contents_and_height(&child, inner)?;
		LogisticUnits::<T>::try_mutate(parent, |unit| {
			let unit = unit.as_mut().ok_or(Error::<T>::NotLogisticUnit)?;
			Self::remove(unit, &contents)?;
			Self::remove_child(unit)
		})?;
		Children::<T>::remove(parent, child);
		item.declared = item.declared.saturating_sub(inner.declared);
		item.open();
		if let Position::In { parent } = item.position {
			Self::deduct(parent, child, &contents, inner.declared)?;
		}

		inner.inherit(outer.cleared);
		inner.assign(outer.owner, outer.holder);
		Self::put_with(&child, inner, outer.holder, None)?;
		let event = Item::advance_both(&mut item, inner, |pins| Event::TakenOut {
			parent,
			child,
			pins,
			holder: outer.holder,
		})?;
		Items::<T>::insert(parent, item);
		Self::deposit_event(event);
		Ok(())
	}

	/// Removes the `contents` of `object`, and the declarations of it that wait for a decision, from a
	/// logistic unit and all that it lies in. Each counts an event. At most [`MAX_NESTING`] of them.
	pub(crate) fn deduct(
		from: ObjectId,
		object: ObjectId,
		contents: &Contents,
		declared: u32,
	) -> DispatchResult {
		let mut next = Some(from);
		for _ in 0..MAX_NESTING {
			let Some(id) = next else { break };
			LogisticUnits::<T>::try_mutate(id, |unit| {
				let unit = unit.as_mut().ok_or(Error::<T>::NotLogisticUnit)?;
				Self::remove(unit, contents)
			})?;
			let mut item = Self::item(&id).ok_or(Error::<T>::UnknownObject)?;
			item.declared = item.declared.saturating_sub(declared);
			item.open();
			let event = item.advance(|seq| Event::Reduced { logistic_unit: id, seq, object })?;
			Items::<T>::insert(id, item);
			Self::deposit_event(event);
			next = match item.position {
				Position::In { parent } => Some(parent),
				Position::Held { .. } => None,
			};
		}
		Ok(())
	}

	/// All that lies in an object, and how many levels of logistic units it counts as.
	pub(crate) fn contents_and_height(
		object: &ObjectId,
		item: &Item,
	) -> Result<(Contents, u8), Error<T>> {
		match item.kind {
			ItemKind::Unit { lot, .. } => Ok((Self::one_piece(lot), 0)),
			ItemKind::Consignment { lot, .. } => {
				let quantity =
					Consignments::<T>::get(object).ok_or(Error::<T>::UnknownObject)?.quantity;
				let content = (!quantity.is_zero()).then_some(Content { lot, quantity });
				Ok((BoundedVec::truncate_from(content.into_iter().collect()), 0))
			},
			ItemKind::LogisticUnit { .. } => {
				let unit = LogisticUnits::<T>::get(object).ok_or(Error::<T>::UnknownObject)?;
				// Even an empty one is a level.
				Ok((unit.contents, unit.height.max(1)))
			},
		}
	}

	/// Counts one more child with what it holds.
	fn add(unit: &mut LogisticUnit, contents: &Contents, height: u8) -> DispatchResult {
		for content in contents {
			match unit.contents.iter_mut().find(|own| own.lot == content.lot) {
				Some(own) => {
					own.quantity = own
						.quantity
						.checked_add(&content.quantity)
						.ok_or(ArithmeticError::Overflow)?;
				},
				None => {
					unit.contents.try_push(*content).map_err(|_| Error::<T>::TooManyLots)?;
				},
			}
		}
		unit.height = unit.height.max(height.saturating_add(1));
		ensure!(unit.height <= MAX_NESTING, Error::<T>::TooDeep);
		unit.children = unit.children.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}

	/// Counts `contents` out.
	fn remove(unit: &mut LogisticUnit, contents: &Contents) -> DispatchResult {
		for content in contents {
			let own = unit
				.contents
				.iter_mut()
				.find(|own| own.lot == content.lot)
				.ok_or(ArithmeticError::Underflow)?;
			own.quantity =
				own.quantity.checked_sub(&content.quantity).ok_or(ArithmeticError::Underflow)?;
		}
		unit.contents.retain(|content| !content.quantity.is_zero());
		Ok(())
	}

	/// Counts one child less.
	fn remove_child(unit: &mut LogisticUnit) -> DispatchResult {
		unit.children = unit.children.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		if unit.children == 0 {
			unit.height = 0;
			unit.cleared = None;
		}
		Ok(())
	}
}
