//! The indexes of the look-ups. They only grow.

use crate::*;
use alloc::collections::BTreeSet;
use sp_runtime::{ArithmeticError, DispatchResult};
use tracemark_primitives::{
	digest::Digest,
	rights::{RightClass, RightId},
};

/// The number of the next entry, and the count with it.
fn next(count: u32) -> Result<(u32, u32), ArithmeticError> {
	Ok((count, count.checked_add(1).ok_or(ArithmeticError::Overflow)?))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn index_claimant(right: RightId, claimant: &OwnerOf<T>) -> DispatchResult {
		let (seq, count) = next(ClaimantCount::<T>::get(right))?;
		Claimants::<T>::insert(right, seq, claimant);
		ClaimantCount::<T>::insert(right, count);
		Ok(())
	}

	pub(crate) fn index_owner(owner: &OwnerOf<T>, right: RightId) -> DispatchResult {
		let (seq, count) = next(RightsOfCount::<T>::get(owner))?;
		RightsOf::<T>::insert(owner, seq, right);
		RightsOfCount::<T>::insert(owner, count);
		Ok(())
	}

	/// Each digest once, however often it is named.
	pub(crate) fn index_digests<'a>(
		right: RightId,
		claimant: &OwnerOf<T>,
		digests: impl Iterator<Item = &'a Digest>,
	) -> DispatchResult {
		for digest in digests.collect::<BTreeSet<_>>() {
			let (seq, count) = next(ClaimsWithCount::<T>::get(digest))?;
			let entry = ClaimRef { right, claimant: claimant.clone() };
			ClaimsWith::<T>::insert(digest, seq, entry);
			ClaimsWithCount::<T>::insert(digest, count);
		}
		Ok(())
	}

	/// Each class once, in however many editions it is named.
	pub(crate) fn index_classes(right: RightId, classes: &ClassesOf<T>) -> DispatchResult {
		let classes: BTreeSet<_> = classes.iter().map(RightClass::without_edition).collect();
		for class in classes {
			let (seq, count) = next(RightsInClassCount::<T>::get(class))?;
			RightsInClass::<T>::insert(class, seq, right);
			RightsInClassCount::<T>::insert(class, count);
		}
		Ok(())
	}

	pub(crate) fn index_fingerprints(
		right: RightId,
		claimant: &OwnerOf<T>,
		version: u32,
		fingerprints: &Fingerprints,
	) -> DispatchResult {
		for fingerprint in fingerprints {
			let algorithm = fingerprint.algorithm;
			let (seq, count) = next(FingerprintCount::<T>::get(algorithm))?;
			let value = fingerprint.value;
			let entry = FingerprintEntry { right, claimant: claimant.clone(), version, value };
			FingerprintIndex::<T>::insert(algorithm, seq, entry);
			FingerprintCount::<T>::insert(algorithm, count);
		}
		Ok(())
	}
}
