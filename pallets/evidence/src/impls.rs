//! What other pallets ask.

use crate::*;
use tracemark_primitives::{digest::Digest, traits::EvidenceInspect, Moment};

impl<T: Config> EvidenceInspect for Pallet<T> {
	/// Since when the digest is on record, while somebody stands by it: the time of the earliest deposit
	/// that counts, also if that one was revoked and another is what makes the digest stand. That it
	/// existed then holds whoever deposited it.
	fn stands_since(digest: &Digest) -> Option<Moment> {
		let Record { status, first, .. } = Records::<T>::get(digest)?;
		status.stands().then_some(first.at)
	}

	fn is_held(digest: &Digest) -> bool {
		HoldCounts::<T>::get(digest).in_force > 0
	}
}
