//! What is unique among organisations: identifiers and company prefixes; and accreditations.

use crate::{pallet::*, Accreditation, Identifiers, PrefixNode};
use alloc::vec::Vec;
use frame_support::{defensive, ensure, traits::Time, BoundedVec};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	gs1::CompanyPrefix,
	parties::{Role, Roles},
	rights::{OfficeCode, RightKinds},
	time::Period,
	OrgId,
};

/// Roles that act for an office's register.
const REGISTRARS: Roles = Roles::of(&[Role::IpOffice, Role::RegisterReader]);

/// The shorter prefixes that `prefix` begins with.
pub(crate) fn shorter(prefix: &CompanyPrefix) -> impl Iterator<Item = CompanyPrefix> + '_ {
	(4..prefix.0.len()).map(|length| {
		let digits = prefix.0.iter().copied().take(length).collect::<Vec<_>>();
		CompanyPrefix(BoundedVec::truncate_from(digits))
	})
}

impl<T: Config> Pallet<T> {
	/// No identifier belongs to another organisation than `org`.
	pub(crate) fn ensure_assignable(org: OrgId, identifiers: &Identifiers) -> Result<(), Error<T>> {
		for identifier in identifiers.iter() {
			let owner = IdentifierOwner::<T>::get(identifier);
			ensure!(owner.is_none_or(|owner| owner == org), Error::IdentifierTaken);
		}
		Ok(())
	}

	pub(crate) fn assign_identifiers(org: OrgId, identifiers: &Identifiers) {
		identifiers.iter().for_each(|id| IdentifierOwner::<T>::insert(id, org));
	}

	pub(crate) fn release_identifiers(identifiers: &Identifiers) {
		identifiers.iter().for_each(IdentifierOwner::<T>::remove);
	}

	pub(crate) fn do_attest_prefix(org: OrgId, prefix: CompanyPrefix) -> DispatchResult {
		Self::ensure_valid(&prefix, Error::MalformedPrefix)?;
		Self::unexpelled(org)?;
		ensure!(!Prefixes::<T>::contains_key(&prefix), Error::<T>::PrefixTaken);
		let mut above = Vec::new();
		for shorter in shorter(&prefix) {
			let others = match Prefixes::<T>::get(&shorter) {
				None => 0,
				Some(PrefixNode::Divided { into }) => into,
				Some(PrefixNode::Held { .. }) => return Err(Error::<T>::PrefixTaken.into()),
			};
			// Disjoint prefixes below four digits number 10^8 at most: nothing saturates.
			above.push((shorter, PrefixNode::Divided { into: others.saturating_add(1) }));
		}
		let mut held = PrefixesOf::<T>::get(org);
		held.try_push(prefix.clone()).map_err(|_| Error::<T>::TooManyPrefixes)?;

		above.into_iter().for_each(|(shorter, node)| Prefixes::<T>::insert(shorter, node));
		Prefixes::<T>::insert(&prefix, PrefixNode::Held { by: org });
		PrefixesOf::<T>::insert(org, held);
		Self::deposit_event(Event::PrefixAttested { org, prefix });
		Ok(())
	}

	pub(crate) fn do_withdraw_prefix(org: OrgId, prefix: CompanyPrefix) -> DispatchResult {
		let mut held = PrefixesOf::<T>::get(org);
		let place = held.iter().position(|other| *other == prefix);
		held.remove(place.ok_or(Error::<T>::PrefixNotHeld)?);

		for shorter in shorter(&prefix) {
			Prefixes::<T>::mutate_exists(shorter, |node| match node {
				Some(PrefixNode::Divided { into: into @ 2.. }) => *into = into.saturating_sub(1),
				Some(PrefixNode::Divided { .. }) => *node = None,
				_ => {
					defensive!("what a held prefix begins with is divided");
				},
			});
		}
		Prefixes::<T>::remove(&prefix);
		if held.is_empty() {
			PrefixesOf::<T>::remove(org);
		} else {
			PrefixesOf::<T>::insert(org, held);
		}
		Self::deposit_event(Event::PrefixWithdrawn { org, prefix });
		Ok(())
	}

	pub(crate) fn do_accredit(org: OrgId, office: OfficeCode, kinds: RightKinds) -> DispatchResult {
		Self::ensure_valid(&office, Error::MalformedOffice)?;
		Self::ensure_valid(&kinds, Error::MalformedKinds)?;
		let organisation = Self::unexpelled(org)?;
		ensure!(organisation.roles.intersects(&REGISTRARS), Error::<T>::RoleMissing);
		ensure!(Self::accreditation(org, office).is_none(), Error::<T>::AlreadyAccredited);

		let period = Period { from: T::Time::now(), until: None };
		Accreditations::<T>::insert(org, office, Accreditation { period, kinds });
		Self::deposit_event(Event::Accredited { org, office, kinds });
		Ok(())
	}

	pub(crate) fn do_withdraw_accreditation(org: OrgId, office: OfficeCode) -> DispatchResult {
		let open = Self::accreditation(org, office).ok_or(Error::<T>::NotAccredited)?;

		let period = Period { until: Some(T::Time::now()), ..open.period };
		Accreditations::<T>::insert(org, office, Accreditation { period, ..open });
		Self::deposit_event(Event::AccreditationWithdrawn { org, office });
		Ok(())
	}

	/// The accreditation that `org` has now.
	pub(crate) fn accreditation(org: OrgId, office: OfficeCode) -> Option<Accreditation> {
		Accreditations::<T>::get(org, office).filter(|found| found.period.until.is_none())
	}
}
