//! Versions of what claims rest on.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::rights::{Fingerprint, FingerprintAlgorithm, RightId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_version(
		by: OwnerOf<T>,
		right: RightId,
		contents: ContentsOf<T>,
		fingerprints: Fingerprints,
	) -> DispatchResult {
		ensure!(!contents.is_empty(), Error::<T>::NoContents);
		ensure!(fingerprints.iter().all(is_aligned), Error::<T>::MalformedFingerprint);
		let claimant = Self::line_of(right, &by)?;
		let version = VersionCount::<T>::get(right, &claimant)
			.checked_add(1)
			.ok_or(ArithmeticError::Overflow)?;

		Self::index_digests(right, &claimant, contents.iter())?;
		Self::index_fingerprints(right, &claimant, version, &fingerprints)?;
		let (at, block) = (T::Time::now(), Self::block());
		let entry = Version { by: by.clone(), contents, fingerprints, at, block };
		Versions::<T>::insert((right, &claimant, version), entry);
		VersionCount::<T>::insert(right, &claimant, version);
		Self::deposit_event(Event::VersionAdded { right, claimant, version, by });
		Ok(())
	}

	/// The claim whose contents a party may add to: of an owner the one that became the right, otherwise
	/// its own.
	fn line_of(id: RightId, party: &OwnerOf<T>) -> Result<OwnerOf<T>, DispatchError> {
		let right = Rights::<T>::get(id);
		let ensure_alive = || {
			let is_dead = right.as_ref().is_some_and(|right| !right.is_alive_on(Self::today()));
			ensure!(!is_dead, Error::<T>::AlreadyEnded);
			Ok::<_, DispatchError>(())
		};
		if right.as_ref().is_some_and(|right| right.is_owned_by(party)) {
			ensure_alive()?;
			if let Some(claimant) = Self::claimant_of(id) {
				return Ok(claimant);
			}
		}
		match Self::claim_of(id, party)?.status {
			ClaimStatus::Claimed => {},
			ClaimStatus::Attested => ensure_alive()?,
			ClaimStatus::Refused { .. } | ClaimStatus::Withdrawn => {
				return Err(Error::<T>::ClaimClosed.into());
			},
		}
		Ok(party.clone())
	}

	/// Whose claim became the right: the first and only owner of the first link of its chain of title.
	pub(crate) fn claimant_of(right: RightId) -> Option<OwnerOf<T>> {
		let mut first = TitleHistory::<T>::get(right, 0)?.owners.into_iter();
		first.next().map(|share| share.owner)
	}
}

/// Whether only as many bits are set as fingerprints of the algorithm have.
fn is_aligned(fingerprint: &Fingerprint) -> bool {
	use FingerprintAlgorithm::*;
	let bytes = match fingerprint.algorithm {
		ImageDifferenceHash | ImageCosineHash => 8,
		IsccContentCode => 32,
	};
	fingerprint.value.iter().skip(bytes).all(|byte| *byte == 0)
}
