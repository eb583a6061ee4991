//! What holds of the register at any time.

use crate::*;
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use tracemark_primitives::Validate;

impl<T: Config> Pallet<T> {
	/// Checks the whole register.
	///
	/// # Invariants
	/// - Claims lie under the id of their subject and are well-formed.
	/// - A right has exactly one attested claim, that of the first owner in its chain of title, and
	///   is of the kind and office that the claim names.
	/// - The chain of title has no gap, runs forward in time and ends with the present owner, and the
	///   right names since when that one owns it.
	/// - Rights are well-formed, have no effect beyond their register's and do not end before their
	///   term began.
	/// - No claim's priority is later than the claim itself.
	/// - A party's commitments differ, run forward in time, and no empty list is stored.
	/// - Only attested rights are on offer, and never to their owner.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_claims()?;
		Self::try_state_commitments()?;
		Self::try_state_rights()?;
		Self::try_state_assignments()
	}

	fn try_state_claims() -> Result<(), TryRuntimeError> {
		for (id, claimant, claim) in Claims::<T>::iter() {
			ensure!(claim.subject.validate().is_ok(), "malformed subject on record");
			ensure!(claim.subject.id() == id, "claim under another right's id");
			Self::ensure_extent(
				claim.subject.kind(),
				&claim.territories,
				&claim.classes,
				claim.term,
			)?;
			ensure!(
				(claim.priority.moment, claim.priority.block)
					<= (claim.claimed_at, claim.claimed_in),
				"priority of the future"
			);
			let is_first =
				TitleHistory::<T>::get(id, 0).is_some_and(|entry| entry.owner == claimant);
			ensure!(
				(claim.status == ClaimStatus::Attested) == is_first,
				"attested claimant and first owner differ"
			);
		}
		Ok(())
	}

	fn try_state_commitments() -> Result<(), TryRuntimeError> {
		for commitments in Commitments::<T>::iter_values() {
			ensure!(!commitments.is_empty(), "empty list of commitments");
			ensure!(
				commitments.is_sorted_by_key(|commitment| commitment.priority.moment),
				"commitments run backwards"
			);
			let mut hashes: Vec<_> = commitments.iter().map(|commitment| commitment.hash).collect();
			hashes.sort_unstable();
			ensure!(hashes.is_sorted_by(|a, b| a < b), "commitment on record twice");
		}
		Ok(())
	}

	fn try_state_rights() -> Result<(), TryRuntimeError> {
		for (id, right) in Rights::<T>::iter() {
			let titles = (0..TitleCount::<T>::get(id))
				.map(|seq| TitleHistory::<T>::get(id, seq))
				.collect::<Option<Vec<_>>>()
				.ok_or("gap in a chain of title")?;
			let first = titles.first().ok_or("right without title")?;
			ensure!(
				titles.last().is_some_and(|last| {
					last.owner == right.owner && last.since == right.owned_since
				}),
				"owner is not the last in the chain of title"
			);
			ensure!(
				titles.is_sorted_by_key(|entry| (entry.since, entry.block)),
				"chain of title runs backwards"
			);
			let claim = Claims::<T>::get(id, &first.owner).ok_or("right without claim")?;
			ensure!(claim.status == ClaimStatus::Attested, "right without attested claim");
			ensure!(
				claim.subject.kind() == right.kind && claim.subject.office() == Some(right.office),
				"right of another kind or office than its claim"
			);
			Self::ensure_extent(right.kind, &right.territories, &right.classes, Some(right.term))?;
			ensure!(
				right.office.territory().covers(&right.territories),
				"right beyond its register"
			);
			ensure!(
				right.ended.is_none_or(|(_, as_of)| right.term.from <= as_of),
				"right ended before its term began"
			);
		}
		for (id, seq) in TitleHistory::<T>::iter_keys() {
			ensure!(seq < TitleCount::<T>::get(id), "title beyond its count");
		}
		for id in TitleCount::<T>::iter_keys() {
			ensure!(Rights::<T>::contains_key(id), "title to no right");
		}
		Ok(())
	}

	fn try_state_assignments() -> Result<(), TryRuntimeError> {
		for (id, taker) in PendingAssignment::<T>::iter() {
			let right = Rights::<T>::get(id).ok_or("offer of no right")?;
			ensure!(right.owner != taker, "offer to the owner");
		}
		Ok(())
	}
}
