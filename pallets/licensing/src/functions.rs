//! The life of a licence: granted, used, ended.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	parties::{Owner, Role, Roles, Standing},
	quantity::Quantity,
	rights::RightId,
	traits::{Membership, RightsInspect},
	LicenceId, OrgId, Validate,
};

/// The roles with which an operator disposes of its organisation's rights.
const LICENSORS: Roles = Roles::of(&[Role::RightsHolder, Role::Creator]);

impl<T: Config> Pallet<T> {
	pub(crate) fn do_grant(
		who: &T::AccountId,
		right: RightId,
		licensee: OrgId,
		terms: LicenceTerms,
	) -> DispatchResult {
		let now = T::Time::now();
		terms.validate().map_err(|_| Error::<T>::MalformedTerms)?;
		ensure!(terms.term.until.is_none_or(|until| now < until), Error::<T>::TermOver);

		let facts = T::Rights::right(&right).ok_or(Error::<T>::UnknownRight)?;
		Self::ensure_owner(who, &facts.owner)?;
		ensure!(facts.stood_at(now), Error::<T>::RightNotInForce);
		ensure!(facts.surrendered.is_none(), Error::<T>::RightGivenUp);
		ensure!(facts.territories.covers(&terms.territories), Error::<T>::TerritoryNotCovered);

		ensure!(facts.owner != Owner::Organisation(licensee), Error::<T>::SelfLicence);
		let party = T::Membership::party(licensee).ok_or(Error::<T>::UnknownLicensee)?;
		ensure!(party.standing == Standing::Good, Error::<T>::LicenseeNotInGoodStanding);

		let id = NextLicenceId::<T>::get();
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let mut between = LicencesBetween::<T>::get(right, licensee);
		let over = if between.is_full() {
			let over = between.iter().position(|id| {
				Licences::<T>::get(id).is_some_and(|licence| licence.is_over_at(now))
			});
			Some(between.remove(over.ok_or(Error::<T>::TooManyLicences)?))
		} else {
			None
		};
		between.try_push(id).map_err(|_| Error::<T>::TooManyLicences)?;
		let number = PastLicenceCount::<T>::get(right, licensee);
		let past = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let licensor = facts.owner;
		let licence = Licence {
			right,
			licensor: licensor.clone(),
			licensee,
			terms,
			left: terms.quantity,
			granted_at: now,
			ended: None,
		};
		NextLicenceId::<T>::put(next);
		if let Some(over) = over {
			PastLicences::<T>::insert((right, licensee, number), over);
			PastLicenceCount::<T>::insert(right, licensee, past);
		}
		LicencesBetween::<T>::insert(right, licensee, between);
		Licences::<T>::insert(id, licence);
		Self::deposit_event(Event::Granted { licence: id, right, licensor, licensee });
		Ok(())
	}

	pub(crate) fn do_revoke(who: &T::AccountId, id: LicenceId, ground: H256) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let right = T::Rights::right(&licence.right).ok_or(Error::<T>::UnknownRight)?;
		Self::ensure_owner(who, &right.owner)?;

		let at = T::Time::now();
		Self::end(id, licence, LicenceEnd::Revoked { at, ground })?;
		Self::deposit_event(Event::Revoked { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_surrender_licence(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let member = T::Membership::ensure_member(who)?;
		ensure!(member.org == licence.licensee, Error::<T>::NotLicensee);

		let at = T::Time::now();
		Self::end(id, licence, LicenceEnd::Surrendered { at })?;
		Self::deposit_event(Event::Surrendered { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_exercise(id: LicenceId, quantity: Quantity) -> DispatchResult {
		let mut licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		if let Some(left) = &mut licence.left {
			ensure!(left.same_unit(&quantity), Error::<T>::UnitMismatch);
			*left = left.checked_sub(&quantity).ok_or(Error::<T>::QuantityExceeded)?;
		}

		let left = licence.left;
		if left.is_some() {
			Licences::<T>::insert(id, licence);
		}
		Self::deposit_event(Event::Exercised { licence: id, quantity, left });
		Ok(())
	}

	/// Ends `licence`, once.
	fn end(id: LicenceId, licence: Licence<T::AccountId>, end: LicenceEnd) -> DispatchResult {
		ensure!(licence.ended.is_none(), Error::<T>::AlreadyEnded);
		Licences::<T>::insert(id, Licence { ended: Some(end), ..licence });
		Ok(())
	}

	/// Whether `who` disposes of what `owner` owns.
	fn ensure_owner(who: &T::AccountId, owner: &Owner<T::AccountId>) -> DispatchResult {
		let owns = match owner {
			Owner::Organisation(org) => T::Membership::ensure_role(who, LICENSORS)?.org == *org,
			// An operator acts for its organisation or not at all.
			Owner::Account(account) => account == who && !T::Membership::is_operator(who),
		};
		ensure!(owns, Error::<T>::NotOwner);
		Ok(())
	}
}
