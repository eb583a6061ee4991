//! What the register offers to other pallets.

use crate::*;
use tracemark_primitives::{
	rights::{RightClass, RightFacts, RightId},
	territory::Country,
	time::legal_date,
	traits::RightsInspect,
	Moment,
};

impl<T: Config> RightsInspect<T::AccountId> for Pallet<T> {
	fn right(id: &RightId) -> Option<RightFacts<T::AccountId>> {
		Rights::<T>::get(id).map(Right::into_facts)
	}

	/// Reads the chain of title only if the right changed hands after that moment, and the country only if
	/// the right has dates of its own in any.
	fn right_in(id: &RightId, country: &Country, at: Moment) -> Option<RightFacts<T::AccountId>> {
		let mut right = Rights::<T>::get(id)?;
		if at < right.owned_since {
			if let Some(title) = Self::title_at(*id, at) {
				right.owners = title.owners;
			}
		}
		let is_designated = right.designations > 0;
		let mut facts = right.into_facts();
		if is_designated {
			facts.designation = Designations::<T>::get(id, country);
		}
		Some(facts)
	}

	fn has_lost(id: &RightId, class: &RightClass, at: Moment) -> bool {
		let since = LostClasses::<T>::get(id, class.without_edition());
		since.is_some_and(|since| since <= legal_date(at))
	}
}

impl<T: Config> Right<T> {
	fn into_facts(self) -> RightFacts<T::AccountId> {
		RightFacts {
			kind: self.kind,
			basis: self.basis,
			owners: self.owners,
			rule: self.rule,
			territories: self.territories,
			designation: None,
			term: self.term,
			ended: self.ended,
			surrendered: self.surrendered,
		}
	}
}
