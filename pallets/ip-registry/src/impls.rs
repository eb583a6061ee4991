//! What the register offers to other pallets.

use crate::*;
use tracemark_primitives::{
	rights::{RightFacts, RightId},
	traits::RightsInspect,
	Moment,
};

impl<T: Config> RightsInspect<T::AccountId> for Pallet<T> {
	fn right(id: &RightId) -> Option<RightFacts<T::AccountId>> {
		Rights::<T>::get(id).map(Right::into_facts)
	}

	/// Reads the chain of title only if the right changed hands after that moment.
	fn right_at(id: &RightId, at: Moment) -> Option<RightFacts<T::AccountId>> {
		let mut right = Rights::<T>::get(id)?;
		if at < right.owned_since {
			if let Some(title) = Self::title_at(*id, at) {
				right.owner = title.owner;
			}
		}
		Some(right.into_facts())
	}
}

impl<T: Config> Right<T> {
	fn into_facts(self) -> RightFacts<T::AccountId> {
		RightFacts {
			kind: self.kind,
			basis: self.basis,
			owner: self.owner,
			territories: self.territories,
			term: self.term,
			ended: self.ended,
			surrendered: self.surrendered,
		}
	}
}
