//! What the register offers to other pallets.

use crate::{Config, Pallet, Rights};
use tracemark_primitives::{
	rights::{RightFacts, RightId},
	traits::RightsInspect,
};

impl<T: Config> RightsInspect<T::AccountId> for Pallet<T> {
	fn right(id: &RightId) -> Option<RightFacts<T::AccountId>> {
		Rights::<T>::get(id).map(|right| RightFacts {
			kind: right.kind,
			owner: right.owner,
			territories: right.territories,
			term: right.term,
			ended: right.ended,
		})
	}
}
