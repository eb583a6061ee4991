//! What was done about a record, in order.

use crate::*;
use alloc::vec::Vec;
use frame_support::traits::Time;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	apis::{Page, MAX_PAGE},
	digest::Digest,
	evidence::{RecordAct, RecordEntry},
	parties::Member,
};

impl<T: Config> Pallet<T> {
	/// Writes down an act about a digest with a record. Deposits are numbered already and not written twice.
	pub(crate) fn log(digest: &Digest, by: &Member, act: RecordAct) -> DispatchResult {
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		let number = Self::next(ActCount::<T>::get(digest))?;

		let (block, moment) = (Self::block(), T::Time::now());
		let entry = RecordEntry { org: by.org, operator: by.operator, block, moment, act };
		ActCount::<T>::insert(digest, number);
		Acts::<T>::insert(digest, number, LoggedAct { deposits: record.corroborations, entry });
		Ok(())
	}

	/// All that was done about a digest, oldest first. The cursor is the number of entries to pass over. A
	/// page costs one read an entry, and to find its beginning as many as a search in halves takes.
	pub fn timeline(digest: Digest, cursor: u32, limit: u32) -> Page<RecordEntry> {
		let Some(record) = Records::<T>::get(digest) else {
			return Page { items: Vec::new(), next: None };
		};
		let acts = ActCount::<T>::get(digest);
		// Nobody pays for so many that the sum is beyond the type.
		let count = record.corroborations.saturating_add(1).saturating_add(acts);
		let end = cursor.saturating_add(limit.min(MAX_PAGE)).min(count);

		let mut passed = Self::acts_before(&digest, acts, cursor);
		let items = (cursor..end).filter_map(|position| {
			let next = Acts::<T>::get(digest, passed.saturating_add(1));
			match next.filter(|act| act.deposits < position.saturating_sub(passed)) {
				Some(act) => {
					passed = passed.saturating_add(1);
					Some(act.entry)
				},
				None => Self::deposited(&digest, &record, position.saturating_sub(passed)),
			}
		});
		Page { items: items.collect(), next: (end < count).then_some(end) }
	}

	/// How many of the acts are among the first `position` entries of a timeline: act `n` comes after the
	/// deposits up to its number of them, which are one more, and after the acts before it.
	fn acts_before(digest: &Digest, acts: u32, position: u32) -> u32 {
		let is_before = |number: u32| {
			Acts::<T>::get(digest, number)
				.is_some_and(|act| act.deposits.saturating_add(number) < position)
		};
		let (mut before, mut after) = (0, acts.saturating_add(1));
		while after.saturating_sub(before) > 1 {
			let middle = before.midpoint(after);
			if is_before(middle) {
				before = middle;
			} else {
				after = middle;
			}
		}
		before
	}

	/// The entry of a deposit.
	fn deposited(digest: &Digest, record: &Record, number: u32) -> Option<RecordEntry> {
		let deposit = Self::deposit(digest, record, number)?;
		Some(RecordEntry {
			org: deposit.org,
			operator: deposit.operator,
			block: deposit.block,
			moment: deposit.recorded_at(),
			act: RecordAct::Deposited { number },
		})
	}
}
