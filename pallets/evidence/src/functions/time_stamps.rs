//! External time stamps.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	digest::Digest, evidence::RecordAct, time::FUTURE_TOLERANCE, traits::Membership, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_link_timestamp(
		who: &T::AccountId,
		digest: Digest,
		time_stamp: TimeStamp,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		time_stamp.validate().map_err(|_| Error::<T>::MalformedTimeStamp)?;
		let moment = T::Time::now();
		let latest = moment.saturating_add(FUTURE_TOLERANCE);
		ensure!(time_stamp.stated <= latest, Error::<T>::ClaimedInFuture);
		Self::ensure_record(&digest)?;
		let by = member.org;
		let number = Self::next(TimeStampCount::<T>::get(digest, by))?;
		ensure!(number <= MAX_TIME_STAMPS, Error::<T>::TooManyTimeStamps);

		Self::log(&digest, &member, RecordAct::TimeStamped { number })?;
		TimeStampCount::<T>::insert(digest, by, number);
		let linked = LinkedTimeStamp {
			time_stamp: time_stamp.clone(),
			operator: member.operator,
			block: Self::block(),
			moment,
		};
		TimeStamps::<T>::insert((digest, by, number), linked);
		Self::deposit_event(Event::TimeStampLinked { digest, by, number, time_stamp });
		Ok(())
	}
}
