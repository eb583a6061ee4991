//! What stands out in the history of an object.

use crate::{Config, IncidentCount, Incidents, Pallet};
use frame_support::traits::Time;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	apis::Page,
	goods::{Incident, IncidentKind, ObjectId},
	OrgId,
};

impl<T: Config> Pallet<T> {
	/// Writes down what stands out.
	pub(crate) fn note(object: ObjectId, by: OrgId, what: IncidentKind) -> DispatchResult {
		let number = IncidentCount::<T>::get(object);
		let next = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let incident = Incident { by, block: Self::block(), at: T::Time::now(), what };
		Incidents::<T>::insert(object, number, incident);
		IncidentCount::<T>::insert(object, next);
		Ok(())
	}

	/// What stands out in the history of an object, oldest first. The cursor is the number of incidents to pass
	/// over. A page costs one read an incident.
	pub fn incidents(object: &ObjectId, cursor: u32, limit: u32) -> Page<Incident> {
		let count = IncidentCount::<T>::get(object);
		Page::read(count, cursor, limit, |number| Incidents::<T>::get(object, number))
	}
}
