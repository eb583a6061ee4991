//! What stands out in the history of an object.

use crate::{
	Config, EntryKind, ErrorDeclarations, ImpossibleTravels, IncidentCount, Incidents, Pallet,
};
use frame_support::traits::Time;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	apis::{Page, TracedIncident},
	goods::{ErrorDeclaration, Fact, Incident, IncidentKind, ObjectId, RecordedFact},
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
	/// over. A page costs one read an incident, and up to three more for each that is an observation.
	pub fn incidents(object: &ObjectId, cursor: u32, limit: u32) -> Page<TracedIncident> {
		let count = IncidentCount::<T>::get(object);
		Page::read(count, cursor, limit, |number| {
			let incident = Incidents::<T>::get(object, number)?;
			let IncidentKind::Contradicted { seq, fact, .. } = incident.what else {
				return Some(TracedIncident { incident, erroneous: None, fact_erroneous: None });
			};
			let key = (*object, incident.by, seq);
			let sighting =
				(fact == RecordedFact::Sighting).then(|| ImpossibleTravels::<T>::get(key));
			let fact_erroneous = sighting.flatten().and_then(|other| match other.sighting.fact {
				Fact::Observation { by, seq } => Self::erroneous(other.object, by, seq),
				Fact::Event { .. } => None,
			});
			let erroneous = Self::erroneous(*object, incident.by, seq);
			Some(TracedIncident { incident, erroneous, fact_erroneous })
		})
	}

	/// What the observer declares of an observation, if it is erroneous.
	fn erroneous(object: ObjectId, by: OrgId, seq: u32) -> Option<ErrorDeclaration> {
		ErrorDeclarations::<T>::get((object, by, EntryKind::Observation, seq))
	}
}
