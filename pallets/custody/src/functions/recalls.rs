//! Recalls: who declares them, and which goods they concern.

use crate::{
	Classes, Config, Error, Event, ForSale, FormerClasses, Item, ItemKind, Items, LogisticUnits,
	LotSegments, Lots, MaxRecalls, NextRecallId, Pallet, RecallInForce, Recalls, RecallsInForce,
	Record, MAX_RECALLS_EACH, RECALL_AUTHORITIES,
};
use alloc::{collections::BTreeMap, vec::Vec};
use core::cell::OnceCell;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	goods::{GoodsFacts, LotId, ObjectId},
	gs1::Gtin,
	parties::Member,
	recalls::{Lifting, Recall, RecallReason, RecallScope, Recalled},
	territory::Country,
	Moment, RecallId, Validate,
};

/// Which part of a lot goods are.
#[derive(Clone, Copy)]
enum Portion {
	/// A single leaf.
	Leaf(u32),
	/// The leaves of a consignment.
	Consignment(u32),
	/// Not known: what lies in a logistic unit is summed up by lot.
	Unknown,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recall(
		member: Member,
		scope: RecallScope,
		reason: RecallReason,
		notice: H256,
	) -> DispatchResult {
		scope.validate().map_err(|_| Error::<T>::MalformedRecall)?;
		let gtin = Self::class_of_scope(&scope)?;
		let mut class = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		let country = if class.owner == member.org {
			None
		} else {
			let is_authority = member.roles.intersects(&RECALL_AUTHORITIES);
			ensure!(is_authority, Error::<T>::NotClassOwner);
			Some(member.country)
		};
		let recall = NextRecallId::<T>::get();
		let next = recall.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let by = member.org;
		let mut in_force = RecallsInForce::<T>::get(gtin);
		let own = in_force.iter().filter(|other| other.by == by).count();
		ensure!(own < MAX_RECALLS_EACH, Error::<T>::TooManyRecalls);
		let entry = RecallInForce { recall, by, country, reason, scope: scope.clone() };
		in_force.try_push(entry).map_err(|_| Error::<T>::TooManyRecalls)?;

		RecallsInForce::<T>::insert(gtin, in_force);
		class.is_recalled = true;
		Classes::<T>::insert(gtin, class);
		NextRecallId::<T>::put(next);
		let at = T::Time::now();
		let record = Recall { scope: scope.clone(), by, country, reason, notice, at, lifted: None };
		Recalls::<T>::insert(recall, record);
		Self::deposit_event(Event::Recalled { recall, by, country, scope, reason, notice });
		Ok(())
	}

	/// The class that the goods of a recall are of. Fails unless its lot holds them.
	pub(crate) fn class_of_scope(scope: &RecallScope) -> Result<Gtin, Error<T>> {
		let lot = match scope {
			RecallScope::Class { gtin, .. } => return Ok(*gtin),
			RecallScope::Lot { lot } | RecallScope::Leaves { lot, .. } => lot,
		};
		let lot = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		if let RecallScope::Leaves { ranges, .. } = scope {
			ensure!(lot.root.is_some(), Error::<T>::NotSerialised);
			let end = ranges.last().map_or(0, |(_, end)| u64::from(*end));
			ensure!(end <= lot.quantity.value(), Error::<T>::OutsideLot);
		}
		Ok(lot.gtin)
	}

	pub(crate) fn do_lift_recall(member: Member, id: RecallId) -> DispatchResult {
		let by = member.org;
		let mut recall = Recalls::<T>::get(id).ok_or(Error::<T>::UnknownRecall)?;
		let gtin = Self::class_of_scope(&recall.scope)?;
		let mut class = Classes::<T>::get(gtin).ok_or(Error::<T>::UnknownClass)?;
		let may_lift = match recall.country {
			_ if recall.by == by => true,
			// Whoever has the class now answers for what a former owner said of it.
			None => class.owner == by,
			// And the authorities of a country for what one that may be gone ordered.
			Some(country) => {
				country == member.country && member.roles.intersects(&RECALL_AUTHORITIES)
			},
		};
		ensure!(may_lift, Error::<T>::NotRecaller);
		ensure!(recall.lifted.is_none(), Error::<T>::AlreadyLifted);

		recall.lifted = Some(Lifting { by, at: T::Time::now() });
		Recalls::<T>::insert(id, recall);
		let mut in_force = RecallsInForce::<T>::get(gtin);
		in_force.retain(|recall| recall.recall != id);
		if in_force.is_empty() {
			RecallsInForce::<T>::remove(gtin);
			class.is_recalled = false;
			Classes::<T>::insert(gtin, class);
		} else {
			RecallsInForce::<T>::insert(gtin, in_force);
		}
		Self::deposit_event(Event::RecallLifted { recall: id, by });
		Ok(())
	}

	/// The recalls of goods of a class that are in force. Of most classes there are none, which their record
	/// says.
	fn recalls_in_force(gtin: &Gtin) -> BoundedVec<RecallInForce, MaxRecalls> {
		match Classes::<T>::get(gtin) {
			Some(class) if class.is_recalled => RecallsInForce::<T>::get(gtin),
			_ => BoundedVec::new(),
		}
	}

	/// Fails if a recall with effect in `country` concerns lots of the class that are made now.
	pub(crate) fn ensure_may_be_made(
		gtin: &Gtin,
		country: &Country,
		now: Moment,
	) -> Result<(), Error<T>> {
		let is_recalled = Self::recalls_in_force(gtin).iter().any(|recall| {
			recall.country.is_none_or(|own| own == *country)
				&& matches!(&recall.scope, RecallScope::Class { made, .. } if made.contains(now))
		});
		ensure!(!is_recalled, Error::<T>::UnderRecall);
		Ok(())
	}

	/// Fails if a recall with effect in `country` concerns the goods.
	pub(crate) fn ensure_not_recalled(goods: &ForSale, country: &Country) -> Result<(), Error<T>> {
		let recalls = match &goods.record {
			Record::In { located, .. } => {
				Self::recalls_of_lot(&goods.lot, Portion::Leaf(located.index))
			},
			Record::Own(item) => Self::recalls_of_item(&goods.object, item),
		};
		Self::ensure_none_in(country, &recalls)
	}

	/// Fails if the goods are a unit that would leave its consignment although a recall with effect in
	/// `country` concerns it.
	pub(crate) fn ensure_may_leave(goods: &ForSale, country: &Country) -> Result<(), Error<T>> {
		match goods.record {
			Record::In { .. } => Self::ensure_not_recalled(goods, country),
			Record::Own(_) => Ok(()),
		}
	}

	/// Fails if a recall with effect in `country` concerns an object with a record.
	pub(crate) fn ensure_item_not_recalled(
		object: &ObjectId,
		item: &Item,
		country: &Country,
	) -> Result<(), Error<T>> {
		Self::ensure_none_in(country, &Self::recalls_of_item(object, item))
	}

	fn ensure_none_in(country: &Country, recalls: &[Recalled]) -> Result<(), Error<T>> {
		let is_recalled = recalls.iter().any(|recalled| recalled.has_effect_in(country));
		ensure!(!is_recalled, Error::<T>::UnderRecall);
		Ok(())
	}

	/// The recalls in force that concern an object.
	pub fn recalls_of(object: &ObjectId) -> Vec<Recalled> {
		Items::<T>::get(object).map(|item| Self::recalls_of_item(object, &item)).unwrap_or_default()
	}

	/// The recalls in force that concern goods that custody said `facts` of.
	pub fn recalls_of_goods(facts: &GoodsFacts) -> Vec<Recalled> {
		match (facts.leaf, facts.whereabouts) {
			(Some((lot, index)), _) => Self::recalls_of_lot(&lot, Portion::Leaf(index)),
			(None, Some(at)) => Self::recalls_of(&at.object),
			(None, None) => Vec::new(),
		}
	}

	/// The recalls in force that may concern goods of a class of which there is no record. Certain are those
	/// that leave out no lot which was made by now.
	pub(crate) fn recalls_of_class(gtin: &Gtin) -> Vec<Recalled> {
		let Some(class) = Classes::<T>::get(gtin).filter(|class| class.is_recalled) else {
			return Vec::new();
		};
		// Nothing was made before the class was registered for the first time.
		let first = class.version.checked_sub(1).and_then(|_| FormerClasses::<T>::get(gtin, 0));
		let (since, now) = (first.unwrap_or(class).registered_at, T::Time::now());
		let is_whole = |scope: &RecallScope| match scope {
			RecallScope::Class { made, .. } => {
				made.from <= since && made.until.is_none_or(|until| now < until)
			},
			RecallScope::Lot { .. } | RecallScope::Leaves { .. } => false,
		};
		RecallsInForce::<T>::get(gtin)
			.into_iter()
			.map(|RecallInForce { recall, country, reason, scope, .. }| Recalled {
				recall,
				country,
				reason,
				is_certain: is_whole(&scope),
			})
			.collect()
	}

	fn recalls_of_item(object: &ObjectId, item: &Item) -> Vec<Recalled> {
		match item.kind {
			ItemKind::Unit { lot, index } => Self::recalls_of_lot(&lot, Portion::Leaf(index)),
			ItemKind::Consignment { lot, number } => {
				Self::recalls_of_lot(&lot, Portion::Consignment(number))
			},
			ItemKind::LogisticUnit { .. } => {
				let contents = LogisticUnits::<T>::get(object).map(|unit| unit.contents);
				let mut recalls = BTreeMap::<RecallId, Recalled>::new();
				for content in contents.unwrap_or_default() {
					for recalled in Self::recalls_of_lot(&content.lot, Portion::Unknown) {
						let known = recalls.entry(recalled.recall).or_insert(recalled);
						known.is_certain |= recalled.is_certain;
					}
				}
				recalls.into_values().collect()
			},
		}
	}

	/// The recalls in force that concern a part of a lot.
	///
	/// Leaves of units that were taken out count as those of their consignment still: what is left of a
	/// partly recalled consignment goes on unit by unit, or is split off first.
	fn recalls_of_lot(id: &LotId, portion: Portion) -> Vec<Recalled> {
		let Some(lot) = Lots::<T>::get(id) else { return Vec::new() };
		// The leaves of the consignment, which are looked up once.
		let own = OnceCell::new();
		let leaves = |number| own.get_or_init(|| Self::leaves_of(id, number, lot.quantity.value()));
		let concerns = |scope: &RecallScope| match scope {
			RecallScope::Class { made, .. } => made.contains(lot.commissioned_at).then_some(true),
			RecallScope::Lot { lot } => (lot == id).then_some(true),
			RecallScope::Leaves { lot: other, .. } if other != id => None,
			RecallScope::Leaves { ranges, .. } => match portion {
				Portion::Leaf(index) => {
					let is_in = |(start, end): &(u32, u32)| (*start..*end).contains(&index);
					ranges.iter().any(is_in).then_some(true)
				},
				Portion::Consignment(number) => {
					ranges.iter().any(|range| overlaps(leaves(number), range)).then_some(true)
				},
				Portion::Unknown => Some(false),
			},
		};
		Self::recalls_in_force(&lot.gtin)
			.into_iter()
			.filter_map(|RecallInForce { recall, country, reason, scope, .. }| {
				Some(Recalled { recall, country, reason, is_certain: concerns(&scope)? })
			})
			.collect()
	}

	/// The leaves of a consignment of a lot of `size` leaves, as ranges that ascend.
	fn leaves_of(lot: &LotId, consignment: u32, size: u64) -> Vec<(u64, u64)> {
		let segments = LotSegments::<T>::get(lot);
		let ends = segments.iter().skip(1).map(|(start, _)| u64::from(*start)).chain([size]);
		let own = segments.iter().zip(ends).filter(|((_, number), _)| *number == consignment);
		own.map(|((start, _), end)| (u64::from(*start), end)).collect()
	}
}

/// Whether `range` has a leaf in one of `leaves`, which ascend.
fn overlaps(leaves: &[(u64, u64)], (first, last): &(u32, u32)) -> bool {
	let after = leaves.partition_point(|(_, end)| *end <= u64::from(*first));
	leaves.get(after).is_some_and(|(start, _)| *start < u64::from(*last))
}
