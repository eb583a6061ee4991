//! Priority without disclosure.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::rights::priority_commitment;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_commit_priority(claimant: OwnerOf<T>, hash: H256) -> DispatchResult {
		let priority = Self::present();
		let mut commitments = Commitments::<T>::get(&claimant);
		commitments.retain(|commitment| !commitment.is_expired_at(priority.moment));
		let is_known = commitments.iter().any(|commitment| commitment.hash == hash);
		ensure!(!is_known, Error::<T>::AlreadyCommitted);
		commitments
			.try_push(Commitment { hash, priority })
			.map_err(|_| Error::<T>::TooManyCommitments)?;

		Commitments::<T>::insert(&claimant, commitments);
		Self::deposit_event(Event::PriorityCommitted { claimant, commitment: hash });
		Ok(())
	}

	pub(crate) fn do_withdraw_commitment(claimant: OwnerOf<T>, hash: H256) -> DispatchResult {
		let mut commitments = Commitments::<T>::get(&claimant);
		Self::take(&mut commitments, hash)?;

		Self::keep(&claimant, commitments);
		Self::deposit_event(Event::CommitmentWithdrawn { claimant, commitment: hash });
		Ok(())
	}

	pub(crate) fn do_reveal(claimant: OwnerOf<T>, claim: Claim<T>, salt: H256) -> DispatchResult {
		let mut commitments = Commitments::<T>::get(&claimant);
		let hash = priority_commitment(&claimant, &claim.subject, &salt);
		let commitment = Self::take(&mut commitments, hash)?;
		ensure!(!commitment.is_expired_at(T::Time::now()), Error::<T>::CommitmentExpired);

		let party = claimant.clone();
		Self::do_claim(claimant, Claim { priority: commitment.priority, ..claim })?;
		Self::keep(&party, commitments);
		Ok(())
	}

	/// Takes a commitment out of a list.
	fn take(commitments: &mut CommitmentsOf, hash: H256) -> Result<Commitment, Error<T>> {
		let place = commitments.iter().position(|commitment| commitment.hash == hash);
		Ok(commitments.remove(place.ok_or(Error::<T>::NoCommitment)?))
	}

	/// Stores what is left of a party's commitments.
	fn keep(party: &OwnerOf<T>, commitments: CommitmentsOf) {
		if commitments.is_empty() {
			Commitments::<T>::remove(party);
		} else {
			Commitments::<T>::insert(party, commitments);
		}
	}

	/// The priority of what is recorded now.
	pub(crate) fn present() -> Priority {
		Priority { moment: T::Time::now(), block: Self::block() }
	}
}
