//! What holds of the state after every block.

use crate::{
	Config, MinimumValidators, Offences, Pallet, Records, Seats, SessionLength, SetChanges,
	SlotDuration, Status, Validators,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use tracemark_primitives::traits::Membership;

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// - The list of those that should serve is strictly ascending.
	/// - A validator is in the list exactly if its record says that it serves, and then it has the seat
	///   of its organisation.
	/// - Whoever has a seat has a record of that organisation, and is not delisted.
	/// - Validators are of organisations that exist, and offences of validators.
	/// - The genesis values are such as genesis accepts, and the first authority set is noted.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let validators = Validators::<T>::get();
		ensure!(
			validators.iter().zip(validators.iter().skip(1)).all(|(left, right)| left < right),
			"the validators are not strictly ascending"
		);
		for validator in &validators {
			ensure!(Records::<T>::contains_key(validator), "a validator has no record");
		}
		for (validator, record) in Records::<T>::iter() {
			let serves = record.status == Status::Serving;
			ensure!(
				serves == validators.contains(&validator),
				"list and record disagree on whether a validator serves"
			);
			ensure!(
				!serves || Seats::<T>::get(record.org) == Some(validator),
				"a validator serves without the seat of its organisation"
			);
		}
		for (org, validator) in Seats::<T>::iter() {
			ensure!(T::Membership::party(org).is_some(), "a validator of no organisation");
			ensure!(
				Records::<T>::get(&validator)
					.is_some_and(|record| record.org == org && record.status != Status::Delisted),
				"a seat is held by a validator that is not enlisted for it"
			);
		}
		for (offender, _) in Offences::<T>::iter_keys() {
			ensure!(Records::<T>::contains_key(offender), "an offence of nobody");
		}
		let minimum = MinimumValidators::<T>::get();
		ensure!(minimum == 1 || minimum >= 4, "the minimum of validators tolerates no fault");
		ensure!(SlotDuration::<T>::get() >= 2, "the slot is too short");
		ensure!(SessionLength::<T>::get() > 0, "the session has no blocks");
		ensure!(SetChanges::<T>::get(0).is_some(), "the first authority set is not noted");
		Ok(())
	}
}
