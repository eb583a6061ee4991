//! Deposits taken back, reinstated, and taken back for good.

use crate::*;
use frame_support::{
	ensure,
	traits::{DefensiveSaturating, Time},
};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::{digest::Digest, evidence::RecordAct, traits::Membership};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_revoke(
		who: &T::AccountId,
		digest: Digest,
		number: u32,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		let deposit = Self::own(&digest, &record, number, member.org)?;
		let before = Revocations::<T>::get(digest, number);
		ensure!(!before.is_some_and(|it| it.is_in_force()), Error::<T>::AlreadyRevoked);
		let moment = T::Time::now();
		let age = moment.saturating_sub(deposit.recorded_at());
		ensure!(age >= REVOCABLE_AFTER, Error::<T>::TooEarly);

		let status = match record.status {
			// Deposits are numbered from 0: without this one, as many are left as the last one's number.
			RecordStatus::Standing => {
				let last = record.corroborations;
				RecordStatus::Revoked { last, left: last, at: moment, again_since: None }
			},
			RecordStatus::Revoked { last, left, at, again_since }
				if record.status.counts(number, &deposit) =>
			{
				let left = left.defensive_saturating_sub(1);
				RecordStatus::Revoked { last, left, at, again_since }
			},
			unchanged => unchanged,
		};
		if status != record.status {
			Records::<T>::insert(digest, Record { status, ..record });
		}
		let (org, operator, block) = (member.org, member.operator, Self::block());
		let (revocation, act) = match before {
			None => {
				let (reinstated, revoked_again) = (None, None);
				let first =
					Revocation { org, operator, block, moment, ground, reinstated, revoked_again };
				(first, RecordAct::Revoked { number })
			},
			Some(before) => {
				let revoked_again = Some(Reversal { operator, block, moment, ground });
				(Revocation { revoked_again, ..before }, RecordAct::RevokedAgain { number })
			},
		};
		Self::log(&digest, &member, act)?;
		Revocations::<T>::insert(digest, number, revocation);
		Revokers::<T>::insert(digest, org, ());
		let stands = status.stands();
		Self::deposit_event(Event::Revoked { digest, number, by: org, ground, stands });
		Ok(())
	}

	pub(crate) fn do_reinstate(
		who: &T::AccountId,
		digest: Digest,
		number: u32,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		let deposit = Self::own(&digest, &record, number, member.org)?;
		let before = Revocations::<T>::get(digest, number).ok_or(Error::<T>::NotRevoked)?;
		ensure!(before.reinstated.is_none(), Error::<T>::AlreadyReinstated);

		let (operator, block, moment) = (member.operator, Self::block(), T::Time::now());
		let status = match record.status {
			RecordStatus::Revoked { last, left, at, again_since }
				if record.status.counts(number, &deposit) =>
			{
				let again_since = if left == 0 { Some(moment) } else { again_since };
				// No more are left than there are.
				let left = left.defensive_saturating_add(1);
				RecordStatus::Revoked { last, left, at, again_since }
			},
			unchanged => unchanged,
		};
		if status != record.status {
			Records::<T>::insert(digest, Record { status, ..record });
		}
		Self::log(&digest, &member, RecordAct::Reinstated { number })?;
		let reinstated = Some(Reversal { operator, block, moment, ground });
		Revocations::<T>::insert(digest, number, Revocation { reinstated, ..before });
		let (stands, again_since) = (status.stands(), status.again_since());
		let by = member.org;
		Self::deposit_event(Event::Reinstated { digest, number, by, ground, stands, again_since });
		Ok(())
	}
}
