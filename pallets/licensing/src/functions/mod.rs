//! What the calls do, by topic.

mod exercise;
mod exhaustion;
mod lives;
mod offers;
mod payments;
mod reads;

pub(crate) use exercise::is_due_for;

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	parties::{Owner, Role, Roles},
	traits::{Membership, RightsInspect},
	LicenceId, Moment,
};

/// The roles with which an operator disposes of its organisation's rights.
const LICENSORS: Roles = Roles::of(&[Role::RightsHolder, Role::Creator]);

/// A licence and those that it is a sublicence of, from the licence itself to that of the owner. Never
/// empty.
pub(crate) type Chain<AccountId> = Vec<(LicenceId, Licence<AccountId>)>;

impl<T: Config> Pallet<T> {
	/// The party that `who` acts for in matters of rights. An operator acts for its organisation or not
	/// at all.
	pub(crate) fn party_of(who: &T::AccountId) -> Result<Owner<T::AccountId>, DispatchError> {
		if T::Membership::is_operator(who) {
			Ok(Owner::Organisation(T::Membership::ensure_role(who, LICENSORS)?.org))
		} else {
			Ok(Owner::Account(who.clone()))
		}
	}

	/// Whether `who` acts for the licensor's side: a present owner of one of the rights, or the licensee
	/// of the parent.
	pub(crate) fn ensure_licensor(
		who: &T::AccountId,
		licence: &Licence<T::AccountId>,
	) -> DispatchResult {
		if let Some(parent) = licence.parent {
			let parent = Licences::<T>::get(parent).ok_or(Error::<T>::UnknownLicence)?;
			let member = T::Membership::ensure_member(who)?;
			ensure!(member.org == parent.licensee, Error::<T>::NotLicensor);
			return Ok(());
		}
		let party = Self::party_of(who)?;
		for right in &licence.rights {
			let facts = T::Rights::right(right).ok_or(Error::<T>::UnknownRight)?;
			if facts.is_owned_by(&party) {
				return Ok(());
			}
		}
		Err(Error::<T>::NotLicensor.into())
	}

	/// The licence and those above it: at most five, because each lets fewer levels follow.
	pub(crate) fn chain(id: LicenceId) -> Result<Chain<T::AccountId>, Error<T>> {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let mut next = licence.parent;
		let mut chain = vec![(id, licence)];
		while let Some(parent) = next {
			let licence = Licences::<T>::get(parent).ok_or(Error::<T>::UnknownLicence)?;
			next = licence.parent;
			chain.push((parent, licence));
		}
		Ok(chain)
	}

	/// Whether the licence rested at `at`. Reads nothing of one that never did; of one that did the last
	/// suspension, and about the past as many as began since.
	pub(crate) fn is_suspended_at(
		id: LicenceId,
		licence: &Licence<T::AccountId>,
		at: Moment,
	) -> bool {
		(0..licence.suspensions)
			.rev()
			.filter_map(|seq| Suspensions::<T>::get(id, seq))
			.find(|suspension| suspension.period.from <= at)
			.is_some_and(|suspension| suspension.period.contains(at))
	}
}
