//! Keepers of originals, and legal holds.

use crate::*;
use frame_support::{
	ensure,
	traits::{DefensiveSaturating, Time},
};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	digest::Digest,
	evidence::RecordAct,
	traits::{EvidenceInspect, Membership},
	Moment, OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_keep(who: &T::AccountId, digest: Digest, until: Moment) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let moment = T::Time::now();
		ensure!(until > moment, Error::<T>::RetentionPassed);
		Self::ensure_record(&digest)?;
		let is_shorter =
			Keepers::<T>::get(digest, member.org).is_some_and(|before| until < before.until);
		ensure!(!(is_shorter && Self::is_held(&digest)), Error::<T>::OnHold);

		let (by, operator, block) = (member.org, member.operator, Self::block());
		Self::log(&digest, &member, RecordAct::Kept { until })?;
		Keepers::<T>::insert(digest, by, Keeping { operator, until, block, moment });
		Self::deposit_event(Event::Kept { digest, by, until });
		Ok(())
	}

	pub(crate) fn do_stop_keeping(who: &T::AccountId, digest: Digest) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let by = member.org;
		let moment = T::Time::now();
		let before = Keepers::<T>::get(digest, by).ok_or(Error::<T>::NotKeeper)?;
		ensure!(before.until > moment, Error::<T>::NotKeeper);
		ensure!(!Self::is_held(&digest), Error::<T>::OnHold);

		let (operator, block) = (member.operator, Self::block());
		Self::log(&digest, &member, RecordAct::KeepingEnded)?;
		Keepers::<T>::insert(digest, by, Keeping { operator, until: moment, block, moment });
		Self::deposit_event(Event::KeepingEnded { digest, by });
		Ok(())
	}

	pub(crate) fn do_hold(who: &T::AccountId, digest: Digest, case: H256) -> DispatchResult {
		let member = T::Membership::ensure_role(who, HOLDING)?;
		Self::ensure_record(&digest)?;
		let HoldCount { last, in_force } = HoldCounts::<T>::get(digest);
		let number = Self::next(last)?;

		// No more are in force than there are.
		let in_force = in_force.defensive_saturating_add(1);
		Self::log(&digest, &member, RecordAct::Held { number })?;
		HoldCounts::<T>::insert(digest, HoldCount { last: number, in_force });
		let (org, operator) = (member.org, member.operator);
		let (block, moment) = (Self::block(), T::Time::now());
		let hold = Hold { org, operator, case, block, moment, released: None };
		Holds::<T>::insert(digest, number, hold);
		Self::deposit_event(Event::Held { digest, number, by: org, case });
		Ok(())
	}

	pub(crate) fn do_release_hold(
		who: &T::AccountId,
		digest: Digest,
		number: u32,
	) -> DispatchResult {
		let member = T::Membership::ensure_role(who, HOLDING)?;
		let by = member.org;
		let mut hold = Self::hold_in_force(&digest, number, by)?;

		let (operator, block, moment) = (member.operator, Self::block(), T::Time::now());
		Self::log(&digest, &member, RecordAct::HoldReleased { number })?;
		hold.released = Some(Release { operator, block, moment });
		Holds::<T>::insert(digest, number, hold);
		let mut count = HoldCounts::<T>::get(digest);
		count.in_force = count.in_force.defensive_saturating_sub(1);
		HoldCounts::<T>::insert(digest, count);
		let held = count.in_force > 0;
		Self::deposit_event(Event::HoldReleased { digest, number, by, held });
		Ok(())
	}

	/// Hold `number` of a digest, which the authority `by` placed and did not release.
	pub(crate) fn hold_in_force(digest: &Digest, number: u32, by: OrgId) -> Result<Hold, Error<T>> {
		let hold = Holds::<T>::get(digest, number).ok_or(Error::<T>::UnknownHold)?;
		ensure!(hold.org == by, Error::<T>::NotHoldingAuthority);
		ensure!(hold.released.is_none(), Error::<T>::AlreadyReleased);
		Ok(hold)
	}
}
