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
	parties::Member,
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
		if is_shorter {
			ensure!(until >= moment.saturating_add(KEEPING_NOTICE), Error::<T>::NoticeTooShort);
			ensure!(!Self::is_held(&digest), Error::<T>::OnHold);
		}

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
		let until = before.until.min(moment.saturating_add(KEEPING_NOTICE));
		Self::log(&digest, &member, RecordAct::KeepingEnded { until })?;
		Keepers::<T>::insert(digest, by, Keeping { operator, until, block, moment });
		Self::deposit_event(Event::KeepingEnded { digest, by, until });
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
		let hold = Self::hold_in_force(&digest, number, member.org)?;
		Self::release((digest, number), hold, &member, None)
	}

	pub(crate) fn do_release_abandoned_hold(
		who: &T::AccountId,
		digest: Digest,
		number: u32,
		ground: H256,
	) -> DispatchResult {
		let member = T::Membership::ensure_role(who, HOLDING)?;
		let hold = Self::unreleased(&digest, number)?;
		let party = T::Membership::party(hold.org).ok_or(Error::<T>::NotAbandoned)?;
		ensure!(party.has_left(&HOLDING), Error::<T>::NotAbandoned);
		ensure!(party.country == member.country, Error::<T>::OtherCountry);
		Self::release((digest, number), hold, &member, Some(ground))
	}

	/// Hold `number` of a digest, which the authority `by` placed and did not release.
	pub(crate) fn hold_in_force(digest: &Digest, number: u32, by: OrgId) -> Result<Hold, Error<T>> {
		let hold = Self::unreleased(digest, number)?;
		ensure!(hold.org == by, Error::<T>::NotHoldingAuthority);
		Ok(hold)
	}

	/// Notes the batch with whose root a leaf is held. There is room for the oldest: whoever learns of a leaf
	/// from its opening, and opens it under roots of his own, has younger ones.
	pub(crate) fn hold_with(leaf: &Digest, batch: BatchOf) {
		BatchesOf::<T>::mutate(leaf, |batches| {
			if let Some(known) = batches.iter_mut().find(|known| known.root == batch.root) {
				known.moment = known.moment.min(batch.moment);
				return;
			}
			if batches.try_push(batch).is_ok() {
				return;
			}
			let youngest = batches.iter_mut().max_by_key(|known| known.moment);
			if let Some(youngest) = youngest.filter(|youngest| batch.moment < youngest.moment) {
				*youngest = batch;
			}
		});
	}

	/// Hold `number` of a digest, which nobody released.
	fn unreleased(digest: &Digest, number: u32) -> Result<Hold, Error<T>> {
		let hold = Holds::<T>::get(digest, number).ok_or(Error::<T>::UnknownHold)?;
		ensure!(hold.released.is_none(), Error::<T>::AlreadyReleased);
		Ok(hold)
	}

	/// Ends a hold, on a stated ground if another authority than the one that placed it does.
	fn release(
		(digest, number): (Digest, u32),
		hold: Hold,
		member: &Member,
		ground: Option<H256>,
	) -> DispatchResult {
		let (by, block, moment) = (member.org, Self::block(), T::Time::now());
		Self::log(&digest, member, RecordAct::HoldReleased { number })?;
		let release = Release { org: by, operator: member.operator, ground, block, moment };
		Holds::<T>::insert(digest, number, Hold { released: Some(release), ..hold });
		let mut count = HoldCounts::<T>::get(digest);
		count.in_force = count.in_force.defensive_saturating_sub(1);
		HoldCounts::<T>::insert(digest, count);
		let held = count.in_force > 0;
		Self::deposit_event(Event::HoldReleased { digest, number, by, ground, held });
		Ok(())
	}
}
