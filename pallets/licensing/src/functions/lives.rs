//! The life of a licence: suspended, resumed, ended.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{time::Period, traits::Membership, LicenceId, Moment};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_revoke(who: &T::AccountId, id: LicenceId, ground: H256) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		Self::ensure_licensor(who, &licence)?;
		let at = T::Time::now();
		Self::ensure_not_ended(&licence, at)?;

		Self::end(id, licence, LicenceEnd::Revoked { at, ground });
		Self::deposit_event(Event::Revoked { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_surrender_licence(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		let member = T::Membership::ensure_member(who)?;
		ensure!(member.org == licence.licensee, Error::<T>::NotLicensee);
		let at = T::Time::now();
		Self::ensure_not_ended(&licence, at)?;

		Self::end(id, licence, LicenceEnd::Surrendered { at });
		Self::deposit_event(Event::Surrendered { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_terminate(who: &T::AccountId, id: LicenceId, ground: H256) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		Self::ensure_licensor(who, &licence)?;
		ensure!(licence.ended.is_none(), Error::<T>::AlreadyEnded);
		let given_at = T::Time::now();
		// Clamping is right: such a notice never runs out.
		let at = given_at.saturating_add(licence.terms.notice);

		Self::end(id, licence, LicenceEnd::Terminated { given_at, at, ground });
		Self::deposit_event(Event::Terminated { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_suspend_licence(
		who: &T::AccountId,
		id: LicenceId,
		ground: H256,
	) -> DispatchResult {
		let mut licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		Self::ensure_licensor(who, &licence)?;
		let at = T::Time::now();
		ensure!(!licence.is_over_at(at), Error::<T>::LicenceOver);
		ensure!(!Self::is_suspended_at(id, &licence, at), Error::<T>::AlreadySuspended);
		let seq = licence.suspensions;
		licence.suspensions = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let period = Period { from: at, until: None };
		Suspensions::<T>::insert(id, seq, Suspension { period, ground });
		Licences::<T>::insert(id, licence);
		Self::deposit_event(Event::Suspended { licence: id, at });
		Ok(())
	}

	pub(crate) fn do_resume_licence(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let licence = Licences::<T>::get(id).ok_or(Error::<T>::UnknownLicence)?;
		Self::ensure_licensor(who, &licence)?;
		let seq = licence.suspensions.checked_sub(1).ok_or(Error::<T>::NotSuspended)?;
		let mut suspension = Suspensions::<T>::get(id, seq).ok_or(Error::<T>::NotSuspended)?;
		ensure!(suspension.period.until.is_none(), Error::<T>::NotSuspended);
		let at = T::Time::now();
		suspension.period.until = Some(at);

		Suspensions::<T>::insert(id, seq, suspension);
		Self::deposit_event(Event::Resumed { licence: id, at });
		Ok(())
	}

	/// A notice that has not run gives way to another end.
	fn ensure_not_ended(licence: &Licence<T::AccountId>, now: Moment) -> DispatchResult {
		let is_open = licence.ended.is_none_or(|end| now < end.at());
		ensure!(is_open, Error::<T>::AlreadyEnded);
		Ok(())
	}

	/// Ends `licence`, and what it excludes, at the moment of `end`.
	fn end(id: LicenceId, licence: Licence<T::AccountId>, end: LicenceEnd) {
		if licence.terms.exclusivity != Exclusivity::NonExclusive {
			for right in &licence.rights {
				ExclusivesOf::<T>::mutate(right, |exclusives| {
					let entry = exclusives.iter_mut().find(|entry| entry.licence == id);
					if let Some(Exclusive { term, .. }) = entry {
						term.until = term.until.into_iter().chain([end.at()]).min();
					}
				});
			}
		}
		Licences::<T>::insert(id, Licence { ended: Some(end), ..licence });
	}
}
