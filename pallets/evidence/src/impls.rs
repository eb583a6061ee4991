//! What other pallets ask.

use crate::*;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm::Sha256},
	traits::EvidenceInspect,
	Moment,
};

impl<T: Config> EvidenceInspect for Pallet<T> {
	/// Since when the digest is on record, while somebody stands by it: the time of the earliest deposit
	/// that counts, also if that one was revoked and another is what makes the digest stand. That it
	/// existed then holds whoever deposited it. If none that counts was left and it stands by a reinstatement,
	/// the time of that.
	fn stands_since(digest: &Digest) -> Option<Moment> {
		let Record { status, first, .. } = Records::<T>::get(digest)?;
		status.stands().then(|| status.again_since().unwrap_or(first.at))
	}

	fn is_held(digest: &Digest) -> bool {
		let is_held = |digest: &Digest| HoldCounts::<T>::get(digest).in_force > 0;
		// A leaf is held with the batches that it was opened from.
		let root = |batch: BatchOf| Digest { algorithm: Sha256, value: batch.root };
		is_held(digest) || BatchesOf::<T>::get(digest).into_iter().map(root).any(|it| is_held(&it))
	}
}
