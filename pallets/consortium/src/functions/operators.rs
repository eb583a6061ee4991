//! What a controller does: its operators, and its own key.

use crate::{pallet::*, Access, Affiliation, Capacity, Organisation, OrganisationOf};
use core::slice::from_ref;
use frame_support::{ensure, traits::Get};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{parties::Roles, OperatorId, OrgId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_operator(
		who: &T::AccountId,
		account: T::AccountId,
		roles: Roles,
		proof: T::Signature,
	) -> Result<OperatorId, DispatchError> {
		let (org, organisation) = Self::controlled_by(who)?;
		Self::ensure_consent(org, &account, &proof)?;
		Self::employ(org, organisation, account, roles)
	}

	/// Makes `account`, which consented, an operator of an organisation.
	pub(crate) fn employ(
		org: OrgId,
		organisation: OrganisationOf<T>,
		account: T::AccountId,
		roles: Roles,
	) -> Result<OperatorId, DispatchError> {
		Self::ensure_delegable(&organisation, &roles)?;
		Self::ensure_unaffiliated(&account)?;
		ensure!(organisation.operators < T::MaxOperators::get(), Error::<T>::TooManyOperators);
		let operators = organisation.operators.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let operator = NextOperatorId::<T>::get();
		let next = operator.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		NextOperatorId::<T>::put(next);
		Self::affiliate(&account, org, Capacity::Operator { operator, roles });
		Organisations::<T>::insert(org, Organisation { operators, ..organisation });
		Self::deposit_event(Event::OperatorAdded { org, operator, account, roles });
		Ok(operator)
	}

	pub(crate) fn do_set_operator_roles(
		who: &T::AccountId,
		account: T::AccountId,
		roles: Roles,
	) -> DispatchResult {
		let (org, organisation) = Self::controlled_by(who)?;
		Self::ensure_delegable(&organisation, &roles)?;
		let (operator, _) = Self::operator_of(org, &account)?;

		let capacity = Capacity::Operator { operator, roles };
		Affiliations::<T>::insert(account, Affiliation { org, capacity });
		Self::deposit_event(Event::OperatorRolesSet { org, operator, roles });
		Ok(())
	}

	pub(crate) fn do_freeze_operators(who: &T::AccountId) -> DispatchResult {
		let (org, organisation) = Self::controlled_by(who)?;
		ensure!(organisation.access == Access::Open, Error::<T>::OperatorFrozen);

		Organisations::<T>::insert(org, Organisation { access: Access::Frozen, ..organisation });
		Self::deposit_event(Event::OperatorsFrozen { org });
		Ok(())
	}

	pub(crate) fn do_unfreeze_operators(who: &T::AccountId) -> DispatchResult {
		let (org, organisation) = Self::controlled_by(who)?;
		ensure!(organisation.access == Access::Frozen, Error::<T>::NotFrozen);

		Organisations::<T>::insert(org, Organisation { access: Access::Open, ..organisation });
		Self::deposit_event(Event::OperatorsUnfrozen { org });
		Ok(())
	}

	pub(crate) fn do_retire_operator(who: &T::AccountId, account: T::AccountId) -> DispatchResult {
		let (org, organisation) = Self::controlled_by(who)?;
		let (operator, _) = Self::operator_of(org, &account)?;
		let operators = organisation.operators.checked_sub(1).ok_or(ArithmeticError::Underflow)?;

		Self::retire(&account, org, operator);
		Organisations::<T>::insert(org, Organisation { operators, ..organisation });
		Self::deposit_event(Event::OperatorRetired { org, operator, account });
		Ok(())
	}

	pub(crate) fn do_rotate_operator(
		who: &T::AccountId,
		old: T::AccountId,
		new: T::AccountId,
		proof: T::Signature,
	) -> DispatchResult {
		let (org, _) = Self::controlled_by(who)?;
		let (operator, roles) = Self::operator_of(org, &old)?;
		Self::ensure_unaffiliated(&new)?;
		Self::ensure_consent(org, &new, &proof)?;

		Self::retire(&old, org, operator);
		Self::affiliate(&new, org, Capacity::Operator { operator, roles });
		Self::deposit_event(Event::OperatorRotated { org, operator, old, new });
		Ok(())
	}

	pub(crate) fn do_rotate_controller(
		who: &T::AccountId,
		new: Option<T::AccountId>,
	) -> DispatchResult {
		let (org, _) = Self::controlled_by(who)?;
		let Some(to) = new else {
			ControlOffers::<T>::take(org).ok_or(Error::<T>::NotOffered)?;
			Self::deposit_event(Event::ControlOfferWithdrawn { org });
			return Ok(());
		};
		Self::ensure_unaffiliated(&to)?;

		ControlOffers::<T>::insert(org, &to);
		Self::deposit_event(Event::ControlOffered { org, to });
		Ok(())
	}

	pub(crate) fn do_accept_control(who: T::AccountId, org: OrgId) -> DispatchResult {
		let organisation = Self::unexpelled(org)?;
		let offered = ControlOffers::<T>::get(org);
		ensure!(offered.as_ref() == Some(&who), Error::<T>::NotOffered);
		let old = organisation.controller.clone();
		Self::replace_controller(org, organisation, &who)?;
		Self::deposit_event(Event::ControllerRotated { org, old, new: who });
		Ok(())
	}

	pub(crate) fn do_recover_controller(org: OrgId, new: T::AccountId) -> DispatchResult {
		let organisation = Self::unexpelled(org)?;
		let old = organisation.controller.clone();
		Self::replace_controller(org, organisation, &new)?;
		Self::deposit_event(Event::ControllerRecovered { org, old, new });
		Ok(())
	}

	/// Hands `organisation`, and its vote if it has a seat, from its controller to `new`. An offer of the
	/// former ends.
	fn replace_controller(
		org: OrgId,
		organisation: OrganisationOf<T>,
		new: &T::AccountId,
	) -> DispatchResult {
		Self::ensure_unaffiliated(new)?;

		ControlOffers::<T>::remove(org);
		let old = organisation.controller;
		let capacity = Capacity::FormerController;
		Affiliations::<T>::insert(&old, Affiliation { org, capacity });
		Self::affiliate(new, org, Capacity::Controller);
		let controller = new.clone();
		Organisations::<T>::insert(org, Organisation { controller, ..organisation });
		if Self::is_seated(org) {
			Self::change_council(from_ref(new), &[old], &Seats::<T>::get());
		}
		Ok(())
	}

	fn retire(account: &T::AccountId, org: OrgId, operator: OperatorId) {
		let capacity = Capacity::RetiredOperator { operator };
		Affiliations::<T>::insert(account, Affiliation { org, capacity });
	}

	/// The organisation that `who` controls, unless it was expelled.
	fn controlled_by(who: &T::AccountId) -> Result<(OrgId, OrganisationOf<T>), Error<T>> {
		match Affiliations::<T>::get(who) {
			Some(Affiliation { org, capacity: Capacity::Controller }) => {
				Self::unexpelled(org).map(|organisation| (org, organisation))
			},
			_ => Err(Error::NotController),
		}
	}

	/// The operator of `org` that uses `account`, with its roles.
	fn operator_of(org: OrgId, account: &T::AccountId) -> Result<(OperatorId, Roles), Error<T>> {
		let affiliation = Affiliations::<T>::get(account).filter(|found| found.org == org);
		match affiliation.ok_or(Error::NotOperator)?.capacity {
			Capacity::Operator { operator, roles } => Ok((operator, roles)),
			Capacity::RetiredOperator { .. } => Err(Error::OperatorRetired),
			Capacity::Controller | Capacity::FormerController => Err(Error::NotOperator),
		}
	}

	/// An operator of `organisation` may be given `roles`.
	fn ensure_delegable(organisation: &OrganisationOf<T>, roles: &Roles) -> Result<(), Error<T>> {
		Self::ensure_valid(roles, Error::MalformedRoles)?;
		ensure!(organisation.roles.covers(roles), Error::RolesExceeded);
		Ok(())
	}
}
