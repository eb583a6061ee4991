//! Deposits by what they are about.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	apis::Page, digest::Digest, evidence::ListedDeposit, traits::Membership,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_list(
		who: &T::AccountId,
		digest: Digest,
		number: u32,
		description: Description,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		let deposit = Self::deposit(&digest, &record, number).ok_or(Error::<T>::UnknownDeposit)?;
		ensure!(deposit.description == description.digest(), Error::<T>::OtherDescription);
		let subjects = description.subjects;
		ensure!(!subjects.is_empty(), Error::<T>::NoSubject);
		ensure!(!Listed::<T>::contains_key(digest, number), Error::<T>::AlreadyListed);

		for (position, subject) in subjects.iter().enumerate() {
			// What a description names twice is listed once.
			if subjects.iter().take(position).any(|other| other == subject) {
				continue;
			}
			let next = Self::next(ListingCount::<T>::get(subject))?;
			ListingCount::<T>::insert(subject, next);
			Listings::<T>::insert(subject, next, Listing { digest, deposit: number });
		}
		Listed::<T>::insert(digest, number, ());
		Self::deposit_event(Event::Listed { digest, number, by: member.org, subjects });
		Ok(())
	}

	/// The deposits that are listed under something, in the order in which they were listed. The cursor is the
	/// number of them to pass over. A page costs up to four reads a deposit.
	pub fn about(subject: &Subject, cursor: u32, limit: u32) -> Page<ListedDeposit> {
		let count = ListingCount::<T>::get(subject);
		Page::read(count, cursor, limit, |passed| {
			let Listing { digest, deposit: number } =
				Listings::<T>::get(subject, passed.saturating_add(1))?;
			let record = Records::<T>::get(digest)?;
			let deposit = Self::deposit(&digest, &record, number)?;
			// A digest of which nothing was revoked is not asked for revocations.
			let revocation = match record.status {
				RecordStatus::Standing => None,
				RecordStatus::Revoked { .. } => Revocations::<T>::get(digest, number),
			};
			Some(ListedDeposit {
				digest,
				number,
				kind: deposit.kind,
				by: deposit.org,
				block: deposit.block,
				moment: deposit.moment,
				is_revoked: revocation.is_some_and(|it| it.is_in_force()),
				was_reinstated: revocation.is_some_and(|it| it.reinstated.is_some()),
				stands: record.status.stands(),
			})
		})
	}
}
