//! Product classes.

use crate::{Class, Classes, Config, Error, Event, FormerClasses, Pallet};
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	goods::{ClassRight, MaxRightsPerClass},
	gs1::{Gtin, IssuedUnderPrefix},
	hs::HsCode,
	parties::Owner,
	traits::{Membership, RightsInspect},
	OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_class(
		owner: OrgId,
		gtin: Gtin,
		rights: BoundedVec<ClassRight, MaxRightsPerClass>,
		hs: HsCode,
	) -> DispatchResult {
		gtin.validate().map_err(|_| Error::<T>::MalformedGtin)?;
		hs.validate().map_err(|_| Error::<T>::MalformedHsCode)?;
		let former = Classes::<T>::get(gtin);
		let is_free = former.as_ref().is_none_or(|class| {
			class.owner != owner && Self::ensure_issued_to(class.owner, &gtin).is_err()
		});
		ensure!(is_free, Error::<T>::AlreadyRegistered);
		Self::ensure_issued_to(owner, &gtin)?;
		rights.validate().map_err(|_| Error::<T>::MalformedClass)?;
		for (position, ClassRight { right: id, class }) in rights.iter().enumerate() {
			let is_again = rights.iter().take(position).any(|other| other.right == *id);
			ensure!(!is_again, Error::<T>::DuplicateRight);
			let right = T::Rights::right(id).ok_or(Error::<T>::RightNotAttested)?;
			let is_owned = right.is_owned_by(&Owner::Organisation(owner));
			ensure!(is_owned, Error::<T>::NotRightsOwner);
			let is_classified = class.is_none_or(|class| class.is_of(right.kind));
			ensure!(is_classified, Error::<T>::MalformedClass);
		}

		let (mut version, mut is_recalled) = (0, false);
		if let Some(former) = former {
			is_recalled = former.is_recalled;
			version = former.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			FormerClasses::<T>::insert(gtin, former.version, former);
		}
		let registered_at = T::Time::now();
		let class =
			Class { owner, rights: rights.clone(), hs, registered_at, version, is_recalled };
		Classes::<T>::insert(gtin, class);
		Self::deposit_event(Event::ClassRegistered { gtin, owner, rights, hs });
		Ok(())
	}

	/// Fails unless `org` holds a company prefix that `key` was issued under.
	pub(crate) fn ensure_issued_to(
		org: OrgId,
		key: &impl IssuedUnderPrefix,
	) -> Result<(), Error<T>> {
		let held = T::Membership::prefixes(org).iter().any(|prefix| key.is_under(prefix));
		ensure!(held, Error::<T>::PrefixNotHeld);
		Ok(())
	}
}
