//! What holds after every call.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::{traits::SaturatedConversion, TryRuntimeError};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm::Sha256},
	BlockNumber,
};

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// 1. No deposit, revocation or attestation is from the future.
	/// 2. A batch has 1 to [`MAX_LEAVES`] leaves.
	/// 3. An opened leaf has organisation, block and time of a deposited batch with its root, and was
	///    opened no earlier.
	/// 4. A revocation is of a deposit, by its depositor, an hour later at the earliest. The status of a
	///    record says how many deposits are left of those made before the first, and the record which
	///    of them is the earliest.
	/// 5. Corroborations and attestations are numbered from 1 without gaps, and their digest has a
	///    record.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (digest, record) in Records::<T>::iter() {
			Self::try_state_deposit(&record.deposit)?;
			Self::try_state_status(&digest, &record)?;
			Self::try_state_first(&digest, &record)?;
		}
		for (_, _, deposit) in Corroborations::<T>::iter() {
			Self::try_state_deposit(&deposit)?;
		}
		for (_, _, Attestation { block, moment, .. }) in Attestations::<T>::iter() {
			Self::try_state_past(block, moment)?;
		}
		for (digest, number, Revocation { org, block, moment, .. }) in Revocations::<T>::iter() {
			let deposit = Records::<T>::get(digest)
				.and_then(|record| Self::deposit(&digest, &record, number))
				.ok_or("revocation without a deposit")?;
			ensure!(org == deposit.org, "revoked by another than the depositor");
			let age = moment.saturating_sub(deposit.recorded_at());
			ensure!(age >= REVOCABLE_AFTER, "revoked too early");
			Self::try_state_past(block, moment)?;
		}
		Self::try_state_numbers(
			Corroborations::<T>::iter_keys(),
			Records::<T>::iter().map(|(digest, record)| (digest, record.corroborations)),
			Corroborations::<T>::contains_key,
		)?;
		Self::try_state_numbers(
			Attestations::<T>::iter_keys(),
			AttestationCount::<T>::iter(),
			Attestations::<T>::contains_key,
		)
	}

	/// Invariants 1 to 3 of a deposit.
	fn try_state_deposit(deposit: &Deposit) -> Result<(), TryRuntimeError> {
		Self::try_state_past(deposit.block, deposit.moment)?;
		match deposit.content {
			Content::Single => Ok(()),
			Content::Batch { leaves } => {
				ensure!((1..=MAX_LEAVES).contains(&leaves), "leaf count out of range");
				Ok(())
			},
			Content::Leaf { root, opened_at } => {
				ensure!(deposit.moment <= opened_at, "leaf opened before its batch");
				ensure!(opened_at <= T::Time::now(), "from the future");
				let digest = Digest { algorithm: Sha256, value: root };
				let first = Records::<T>::get(digest).map(|record| record.deposit);
				let is_origin = |batch: Deposit| {
					matches!(batch.content, Content::Batch { .. })
						&& (batch.org, batch.block, batch.moment)
							== (deposit.org, deposit.block, deposit.moment)
				};
				let has_origin = first
					.into_iter()
					.chain(Corroborations::<T>::iter_prefix_values(digest))
					.any(is_origin);
				ensure!(has_origin, "leaf without its batch");
				Ok(())
			},
		}
	}

	/// Which deposit of a record is the earliest.
	fn try_state_first(digest: &Digest, record: &Record) -> Result<(), TryRuntimeError> {
		let counted = Corroborations::<T>::iter_prefix(digest)
			.filter(|(number, _)| record.status.counts(*number))
			.map(|(_, deposit)| deposit);
		let (mut earliest, mut is_theirs) = (record.deposit.moment, false);
		for deposit in core::iter::once(record.deposit).chain(counted) {
			earliest = earliest.min(deposit.moment);
			is_theirs |= (deposit.org, deposit.moment) == (record.first.by, record.first.at);
		}
		ensure!(is_theirs && record.first.at == earliest, "another deposit is the earliest");
		Ok(())
	}

	/// Invariant 4 of a record.
	fn try_state_status(digest: &Digest, record: &Record) -> Result<(), TryRuntimeError> {
		let RecordStatus::Revoked { last, left } = record.status else {
			let mut revoked = Revocations::<T>::iter_key_prefix(digest);
			ensure!(revoked.next().is_none(), "revocation that the status does not show");
			return Ok(());
		};
		let (mut gone, mut first) = (0u32, BlockNumber::MAX);
		for (number, revocation) in Revocations::<T>::iter_prefix(digest) {
			if record.status.counts(number) {
				gone = gone.saturating_add(1);
				first = first.min(revocation.block);
			}
		}
		ensure!(gone > 0, "status without a revocation");
		// One less on both sides, for the sum could exceed the type.
		ensure!(left.saturating_add(gone.saturating_sub(1)) == last, "other deposits are left");
		let counted = Self::deposit(digest, record, last).ok_or("last deposit unknown")?;
		ensure!(counted.block <= first, "counts although made after the first revocation");
		Ok(())
	}

	/// Invariant 5: as many entries as the counts add up to, and each number up to the count taken.
	fn try_state_numbers(
		entries: impl Iterator<Item = (Digest, u32)>,
		mut counts: impl Iterator<Item = (Digest, u32)>,
		contains: impl Fn(Digest, u32) -> bool,
	) -> Result<(), TryRuntimeError> {
		let entries = u64::try_from(entries.count()).unwrap_or(u64::MAX);
		let sum = counts.try_fold(0u64, |sum, (digest, count)| {
			ensure!(Records::<T>::contains_key(digest), "history without a record");
			ensure!((1..=count).all(|number| contains(digest, number)), "gap in a history");
			Ok::<_, TryRuntimeError>(sum.saturating_add(count.into()))
		})?;
		ensure!(sum == entries, "entry without a number");
		Ok(())
	}

	/// Invariant 1.
	fn try_state_past(block: BlockNumber, moment: u64) -> Result<(), TryRuntimeError> {
		let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(block <= now && moment <= T::Time::now(), "from the future");
		Ok(())
	}
}
