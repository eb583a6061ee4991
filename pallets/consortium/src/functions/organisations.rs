//! Admission, profile, roles, standing and quota of organisations.

use crate::{
	pallet::*, Access, Affiliation, BalanceOf, Capacity, Organisation, OrganisationOf, Profile,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{
	parties::{Roles, Standing},
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(
		profile: Profile,
		roles: Roles,
		controller: T::AccountId,
	) -> Result<OrgId, DispatchError> {
		let org = NextOrgId::<T>::get();
		let next = org.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Self::ensure_profile(org, &profile)?;
		Self::ensure_valid(&roles, Error::MalformedRoles)?;
		Self::ensure_unaffiliated(&controller)?;

		NextOrgId::<T>::put(next);
		Self::assign_identifiers(org, &profile.identifiers);
		Self::affiliate(&controller, org, Capacity::Controller);
		let organisation = Organisation {
			profile,
			roles,
			standing: Standing::Good,
			access: Access::Open,
			controller: controller.clone(),
			quota: T::DailyQuota::get(),
			operators: 0,
			admitted_at: T::Time::now(),
		};
		Organisations::<T>::insert(org, organisation);
		Self::deposit_event(Event::Admitted { org, controller, roles });
		Ok(org)
	}

	pub(crate) fn do_set_profile(org: OrgId, profile: Profile) -> DispatchResult {
		let mut organisation = Self::organisation(org)?;
		Self::ensure_profile(org, &profile)?;

		Self::release_identifiers(&organisation.profile.identifiers);
		Self::assign_identifiers(org, &profile.identifiers);
		organisation.profile = profile;
		Organisations::<T>::insert(org, organisation);
		Self::deposit_event(Event::ProfileSet { org });
		Ok(())
	}

	pub(crate) fn do_set_roles(org: OrgId, roles: Roles) -> DispatchResult {
		Self::ensure_valid(&roles, Error::MalformedRoles)?;
		let organisation = Self::unexpelled(org)?;

		Organisations::<T>::insert(org, Organisation { roles, ..organisation });
		Self::deposit_event(Event::RolesSet { org, roles });
		Ok(())
	}

	pub(crate) fn do_set_quota(org: OrgId, quota: BalanceOf<T>) -> DispatchResult {
		let organisation = Self::unexpelled(org)?;

		Organisations::<T>::insert(org, Organisation { quota, ..organisation });
		Self::deposit_event(Event::QuotaSet { org, quota });
		Ok(())
	}

	pub(crate) fn do_suspend(org: OrgId, ground: H256) -> DispatchResult {
		let organisation = Self::organisation(org)?;
		ensure!(organisation.standing == Standing::Good, Error::<T>::NotInGoodStanding);

		Self::set_standing(org, organisation, Standing::Suspended);
		Self::deposit_event(Event::Suspended { org, ground });
		Ok(())
	}

	pub(crate) fn do_reinstate(org: OrgId) -> DispatchResult {
		let organisation = Self::organisation(org)?;
		ensure!(organisation.standing == Standing::Suspended, Error::<T>::NotSuspended);

		Self::set_standing(org, organisation, Standing::Good);
		Self::deposit_event(Event::Reinstated { org });
		Ok(())
	}

	pub(crate) fn do_expel(org: OrgId, ground: H256) -> DispatchResult {
		let organisation = Self::unexpelled(org)?;
		if Self::is_seated(org) {
			Self::vacate(org, &organisation.controller)?;
		}

		ControlOffers::<T>::remove(org);
		Self::set_standing(org, organisation, Standing::Expelled);
		Self::deposit_event(Event::Expelled { org, ground });
		Ok(())
	}

	fn set_standing(org: OrgId, organisation: OrganisationOf<T>, standing: Standing) {
		Organisations::<T>::insert(org, Organisation { standing, ..organisation });
	}

	/// The organisation, whatever its standing.
	pub(crate) fn organisation(org: OrgId) -> Result<OrganisationOf<T>, Error<T>> {
		Organisations::<T>::get(org).ok_or(Error::UnknownOrganisation)
	}

	/// The organisation, if it was not expelled.
	pub(crate) fn unexpelled(org: OrgId) -> Result<OrganisationOf<T>, Error<T>> {
		let organisation = Self::organisation(org)?;
		ensure!(organisation.standing != Standing::Expelled, Error::<T>::Expelled);
		Ok(organisation)
	}

	/// `profile` keeps its rules, was not verified by a stranger or by `org` itself, and bears no
	/// identifier of another organisation.
	fn ensure_profile(org: OrgId, profile: &Profile) -> Result<(), Error<T>> {
		Self::ensure_valid(profile, Error::MalformedProfile)?;
		if let Some(by) = profile.verification.by {
			ensure!(by != org, Error::MalformedProfile);
			ensure!(Organisations::<T>::contains_key(by), Error::UnknownOrganisation);
		}
		Self::ensure_assignable(org, &profile.identifiers)
	}

	/// `value` keeps the rules of its standard.
	pub(crate) fn ensure_valid(value: &impl Validate, error: Error<T>) -> Result<(), Error<T>> {
		value.validate().map_err(|_| error)
	}

	/// `account` never belonged to an organisation.
	pub(crate) fn ensure_unaffiliated(account: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(!Affiliations::<T>::contains_key(account), Error::AccountTaken);
		Ok(())
	}

	/// Makes `account` belong to `org` for ever. Its provider reference lets it sign without a balance,
	/// and keeps its nonce when a balance that it also has goes.
	pub(crate) fn affiliate(account: &T::AccountId, org: OrgId, capacity: Capacity) {
		frame_system::Pallet::<T>::inc_providers(account);
		Affiliations::<T>::insert(account, Affiliation { org, capacity });
	}
}
