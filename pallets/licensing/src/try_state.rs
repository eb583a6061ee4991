//! What holds between the storage items at the end of every block.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::TryRuntimeError;
use tracemark_primitives::{parties::Owner, LicenceId, Validate};

impl<T: Config> Pallet<T> {
	/// Checks the invariants of the whole storage.
	///
	/// # Invariants
	///
	/// 1. The licences are those with ids from 0 up to the next id, without a gap: none was removed.
	/// 2. Each licence is listed under its right and licensee or among the past ones of the two, and
	///    nowhere else. What is past was ended, or its term is over.
	/// 3. Each list ascends, so that it holds no licence twice. Past licences are numbered without gaps.
	/// 4. Each licence has well-formed terms and another licensee than its licensor.
	/// 5. What is left of a quantity has the unit of the limit and is at most the limit; without a limit
	///    nothing is counted.
	/// 6. No licence ended before it was granted.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let next = NextLicenceId::<T>::get();
		let mut count: LicenceId = 0;
		for (id, licence) in Licences::<T>::iter() {
			ensure!(id < next, "licence with an id that was not given yet");
			count = count.saturating_add(1);
			Self::try_state_licence(id, &licence)?;
		}
		ensure!(count == next, "a licence is missing");

		let mut listed: LicenceId = 0;
		for (_, _, ids) in LicencesBetween::<T>::iter() {
			ensure!(ids.iter().is_sorted_by(|a, b| a < b), "list of licences does not ascend");
			listed = ids.iter().fold(listed, |sum, _| sum.saturating_add(1));
		}
		for ((right, licensee, number), id) in PastLicences::<T>::iter() {
			listed = listed.saturating_add(1);
			let is_counted = number < PastLicenceCount::<T>::get(right, licensee);
			ensure!(is_counted, "past licence beyond the count");
			let licence = Licences::<T>::get(id).ok_or("past licence that never was")?;
			ensure!(licence.is_over_at(T::Time::now()), "past licence that is not over");
			let is_theirs = (licence.right, licence.licensee) == (right, licensee);
			ensure!(is_theirs, "past licence of others");
		}
		ensure!(listed == count, "a licence is listed elsewhere too");
		let past = PastLicences::<T>::iter_keys().fold(0u32, |sum, _| sum.saturating_add(1));
		let counted =
			PastLicenceCount::<T>::iter_values().fold(0u32, |sum, count| sum.saturating_add(count));
		ensure!(past == counted, "gap in the past licences");
		Ok(())
	}

	fn try_state_licence(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let Licence { right, licensor, licensee, terms, left, granted_at, ended } = licence;
		let listed = LicencesBetween::<T>::get(right, licensee).contains(&id)
			|| PastLicences::<T>::iter_prefix_values((right, licensee)).any(|past| past == id);
		ensure!(listed, "licence is not listed");
		ensure!(*licensor != Owner::Organisation(*licensee), "licence to oneself");
		ensure!(terms.validate().is_ok(), "malformed terms");
		let counted = match (terms.quantity, left) {
			(Some(limit), Some(left)) => limit.checked_sub(left).is_some(),
			(None, None) => true,
			_ => false,
		};
		ensure!(counted, "quantity left does not fit the limit");
		ensure!(ended.is_none_or(|end| *granted_at <= end.at()), "licence ended before its grant");
		Ok(())
	}
}
