//! What lots came of, and what came of them.

use crate::{Config, Item, Items, Lineage, LineageCount, Pallet, Successors};
use alloc::vec::Vec;
use sp_runtime::{ArithmeticError, DispatchResult, SaturatedConversion};
use tracemark_primitives::{
	apis::{Page, MAX_PAGE},
	goods::{Clearance, Derivation, Direction, EndOfLife, LineageLink, LotId, ObjectId},
};

impl<T: Config> Pallet<T> {
	/// What a lot came of, or what came of it, oldest first: the items from `cursor` on, about `limit` of
	/// them. Each is one step; the lot that it leads to has its own.
	pub fn lineage(lot: LotId, direction: Direction, cursor: u32, limit: u32) -> Page<LineageLink> {
		let count = LineageCount::<T>::get(lot, direction);
		Page::read(count, cursor, limit, |number| Lineage::<T>::get((lot, direction, number)))
	}

	/// Ends goods that become part of `product`, or go on as it, and writes the step of lineage in both
	/// directions. `step` leads to the lot that they are of.
	pub(crate) fn end_in(product: LotId, item: &mut Item, step: LineageLink) -> DispatchResult {
		let end = match step.how {
			Derivation::Transformed => EndOfLife::Transformed,
			Derivation::Relabelled => EndOfLife::Relabelled,
		};
		Self::end(&step.object, item, end, None)?;
		Successors::<T>::insert(step.object, product);
		Self::append_link(product, Direction::Inputs, step)?;
		let back = LineageLink { lot: product, ..step };
		Self::append_link(step.lot, Direction::Outputs, back)
	}

	fn append_link(from: LotId, direction: Direction, link: LineageLink) -> DispatchResult {
		let number = LineageCount::<T>::get(from, direction);
		let next = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Lineage::<T>::insert((from, direction, number), link);
		LineageCount::<T>::insert(from, direction, next);
		Ok(())
	}

	/// A clearance of goods of a lot, unless it is one that they had before they were relabelled into it.
	pub fn cleared_as_labelled(cleared: Option<Clearance>, lot: &LotId) -> Option<Clearance> {
		let former = Self::relabelled_from(lot).and_then(Items::<T>::get);
		let before = former.and_then(|former| former.cleared);
		cleared.filter(|clearance| before != Some(*clearance))
	}

	/// The lots that goods of `lot` are and were of, youngest first: the lot itself, then those that they were
	/// of before each relabelling, of which at most [`MAX_PAGE`] are gone back over.
	pub fn labels_of(lot: LotId) -> Vec<LotId> {
		let former = |lot: &LotId| Self::relabelling_into(lot).map(|step| step.lot);
		let most = MAX_PAGE.saturating_add(1).saturated_into();
		core::iter::successors(Some(lot), former).take(most).collect()
	}

	/// The goods that a lot was before it was relabelled.
	pub fn relabelled_from(lot: &LotId) -> Option<ObjectId> {
		Self::relabelling_into(lot).map(|step| step.object)
	}

	fn relabelling_into(lot: &LotId) -> Option<LineageLink> {
		let first = Lineage::<T>::get((lot, Direction::Inputs, 0));
		first.filter(|step| step.how == Derivation::Relabelled)
	}
}
