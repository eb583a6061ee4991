//! What other pallets and clients ask.

use crate::{pallet::*, Affiliation, Capacity};
use frame_support::{ensure, BoundedVec};
use sp_runtime::DispatchError;
use tracemark_primitives::{
	apis::OperatorFacts,
	gs1::CompanyPrefix,
	parties::{BaseUrl, Member, Party, Roles},
	rights::{OfficeCode, RightKind},
	traits::{MaxPrefixes, Membership},
	OrgId,
};

impl<T: Config> Membership<T::AccountId> for Pallet<T> {
	fn ensure_member(who: &T::AccountId) -> Result<Member, DispatchError> {
		let Affiliation { org, capacity } =
			Affiliations::<T>::get(who).ok_or(Error::<T>::NotMember)?;
		let (operator, roles) = match capacity {
			Capacity::Operator { operator, roles } => (operator, roles),
			Capacity::RetiredOperator { .. } => return Err(Error::<T>::OperatorRetired.into()),
			Capacity::Controller | Capacity::FormerController => {
				return Err(Error::<T>::NotMember.into())
			},
		};
		let organisation = Self::organisation(org)?;
		ensure!(organisation.is_in_good_standing(), Error::<T>::NotInGoodStanding);
		ensure!(!organisation.is_frozen(), Error::<T>::OperatorFrozen);
		Ok(Member {
			org,
			operator,
			roles: roles.intersection(&organisation.roles),
			country: organisation.profile.country,
		})
	}

	fn ensure_role(who: &T::AccountId, roles: Roles) -> Result<Member, DispatchError> {
		let member = Self::ensure_member(who)?;
		ensure!(member.roles.intersects(&roles), Error::<T>::RoleMissing);
		Ok(member)
	}

	fn is_operator(who: &T::AccountId) -> bool {
		Affiliations::<T>::get(who).is_some_and(|affiliation| {
			matches!(
				affiliation.capacity,
				Capacity::Operator { .. } | Capacity::RetiredOperator { .. }
			)
		})
	}

	fn affiliation(who: &T::AccountId) -> Option<OrgId> {
		let Affiliation { org, capacity } = Affiliations::<T>::get(who)?;
		match capacity {
			Capacity::Controller | Capacity::Operator { .. } => Some(org),
			Capacity::FormerController | Capacity::RetiredOperator { .. } => None,
		}
	}

	fn party(org: OrgId) -> Option<Party> {
		Organisations::<T>::get(org).map(|organisation| Party {
			roles: organisation.roles,
			country: organisation.profile.country,
			standing: organisation.standing,
		})
	}

	fn resolver(org: OrgId) -> Option<BaseUrl> {
		Organisations::<T>::get(org)?.profile.resolver
	}

	fn prefixes(org: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes> {
		PrefixesOf::<T>::get(org)
	}

	fn is_accredited(org: OrgId, office: OfficeCode, kind: RightKind) -> bool {
		Self::accreditation(org, office).is_some_and(|found| found.kinds.contains(kind))
	}

	fn account_of(org: OrgId) -> Option<T::AccountId> {
		Self::controller(org)
	}
}

impl<T: Config> Pallet<T> {
	/// The account that controls the organisation.
	pub fn controller(org: OrgId) -> Option<T::AccountId> {
		Organisations::<T>::get(org).map(|organisation| organisation.controller)
	}

	/// For whom an operator acts, whatever the standing; `None` for what is no operator, or is
	/// retired or frozen.
	pub fn operator_facts(who: &T::AccountId) -> Option<OperatorFacts> {
		let Affiliation { org, capacity } = Affiliations::<T>::get(who)?;
		let Capacity::Operator { operator, roles } = capacity else { return None };
		let organisation = Organisations::<T>::get(org).filter(|found| !found.is_frozen())?;
		let party = Self::party(org)?;
		Some(OperatorFacts { org, operator, roles: roles.intersection(&organisation.roles), party })
	}
}
