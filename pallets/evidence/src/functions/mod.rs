//! What the calls do.

mod captures;
mod exhibits;
mod keeping;
mod listing;
mod revocation;
mod succession;
mod time_stamps;
mod timeline;

use crate::*;
use frame_support::{
	ensure,
	traits::{DefensiveSaturating, Time},
};
use sp_core::H256;
use sp_runtime::{
	traits::SaturatedConversion, ArithmeticError::Overflow, DispatchError, DispatchResult,
};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm::Sha256},
	evidence::RecordAct,
	merkle::{self, AuditPath},
	traits::Membership,
	BlockNumber, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_anchor(
		who: &T::AccountId,
		digest: Digest,
		kind: EvidenceKind,
		content: Content,
		description: Description,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		if let Content::Batch { leaves } = content {
			ensure!((1..=MAX_LEAVES).contains(&leaves), Error::<T>::LeafCountOutOfRange);
		}
		let deposit = Deposit {
			kind,
			org: member.org,
			operator: member.operator,
			block: Self::block(),
			moment: T::Time::now(),
			content,
			description: description.digest(),
		};
		Self::record(digest, deposit, description)
	}

	pub(crate) fn do_open_leaf(
		who: &T::AccountId,
		(root, batch): (H256, u32),
		(leaf, index, path): (H256, u64, AuditPath),
		kind: EvidenceKind,
		description: Description,
	) -> DispatchResult {
		let member = T::Membership::ensure_member(who)?;
		let (deposit, leaves) = Self::batch(root, batch)?;
		ensure!(deposit.org == member.org, Error::<T>::NotDepositor);
		ensure!(
			merkle::verify(&root, leaves, index, merkle::leaf_hash(leaf.as_bytes()), &path),
			Error::<T>::PathMismatch
		);
		// The path commits to 32 bytes and not to how they were computed: leaves are SHA-256.
		let digest = Digest { algorithm: Sha256, value: leaf };
		let deposit = Deposit {
			kind,
			operator: member.operator,
			content: Content::Leaf { root, opened_at: T::Time::now() },
			description: description.digest(),
			..deposit
		};
		// It would count if its batch is older than the first revocation, and nobody takes his own back.
		let is_revoker = Revokers::<T>::contains_key(digest, member.org);
		ensure!(!is_revoker, Error::<T>::OwnRevocation);
		Self::record(digest, deposit, description)?;
		Self::hold_with(&digest, BatchOf { root, moment: deposit.moment });
		let batch_digest = Digest { algorithm: Sha256, value: root };
		Self::log(&batch_digest, &member, RecordAct::LeafOpened { leaf })?;
		Self::deposit_event(Event::LeafOpened { root, batch, index, digest });
		Ok(())
	}

	pub(crate) fn do_attest(who: &T::AccountId, digest: Digest, statement: H256) -> DispatchResult {
		let member = T::Membership::ensure_role(who, ATTESTING)?;
		Self::ensure_record(&digest)?;
		let number = Self::next(AttestationCount::<T>::get(digest))?;

		let attestation = Attestation {
			org: member.org,
			operator: member.operator,
			roles: member.roles.intersection(&ATTESTING),
			statement,
			block: Self::block(),
			moment: T::Time::now(),
		};
		Self::log(&digest, &member, RecordAct::Attested { number })?;
		AttestationCount::<T>::insert(digest, number);
		Attestations::<T>::insert(digest, number, attestation);
		let Attestation { org: by, roles, .. } = attestation;
		Self::deposit_event(Event::Attested { digest, number, by, roles, statement });
		Ok(())
	}

	/// Keeps a deposit as the record of its digest, or as a corroboration if there is one.
	fn record(digest: Digest, deposit: Deposit, description: Description) -> DispatchResult {
		description.validate().map_err(|_| Error::<T>::MalformedDescription)?;
		let claimed = description.provenance.claimed_time;
		ensure!(!claimed.is_in_future_of(deposit.moment), Error::<T>::ClaimedInFuture);
		let late = claimed.is_late_at(deposit.moment);

		let by_this = First { by: deposit.org, at: deposit.moment };
		let Some(mut record) = Records::<T>::get(digest) else {
			let status = RecordStatus::Standing;
			let record = Record { deposit, status, first: by_this, corroborations: 0 };
			Records::<T>::insert(digest, record);
			Self::deposit_event(Event::Anchored { digest, deposit, late, description });
			return Ok(());
		};
		let number = Self::next(record.corroborations)?;
		record.corroborations = number;
		let counts = record.status.counts(number, &deposit);
		if counts && by_this.at < record.first.at {
			record.first = by_this;
		}
		if let (true, RecordStatus::Revoked { left, again_since, .. }) =
			(counts, &mut record.status)
		{
			// No more are left than there are.
			*left = left.defensive_saturating_add(1);
			// A leaf of a batch that is older than the revocation and was not revoked: by that it stood throughout.
			*again_since = None;
		}
		Records::<T>::insert(digest, record);
		Corroborations::<T>::insert(digest, number, deposit);
		Self::deposit_event(Event::Corroborated {
			digest,
			number,
			deposit,
			late,
			description,
			first_by: record.first.by,
			first_at: record.first.at,
			after_revocation: !counts,
		});
		Ok(())
	}

	/// The batch that deposit `number` of a root is, with its leaf count.
	///
	/// A root can be copied and deposited first by somebody else, even as a single digest: so a batch
	/// is named with the number of its deposit.
	fn batch(root: H256, number: u32) -> Result<(Deposit, u64), DispatchError> {
		let digest = Digest { algorithm: Sha256, value: root };
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownBatch)?;
		let Some(deposit @ Deposit { content: Content::Batch { leaves }, .. }) =
			Self::deposit(&digest, &record, number)
		else {
			return Err(Error::<T>::UnknownBatch.into());
		};
		ensure!(record.status.counts(number, &deposit), Error::<T>::RevokedBatch);
		// A root of which nothing was revoked is not asked for revocations. One that was reinstated opens nothing
		// either: the leaf would bear the time of the batch, and not show that it was revoked meanwhile.
		ensure!(
			record.status == RecordStatus::Standing
				|| !Revocations::<T>::contains_key(digest, number),
			Error::<T>::RevokedBatch
		);
		Ok((deposit, leaves))
	}

	/// A deposit of a digest with a record: number 0 is that of the record.
	pub(crate) fn deposit(digest: &Digest, record: &Record, number: u32) -> Option<Deposit> {
		match number {
			0 => Some(record.deposit),
			_ => Corroborations::<T>::get(digest, number),
		}
	}

	/// Deposit `number` of a digest, by which it stands: `org` made it, it was fixed before any was revoked,
	/// and `org` did not revoke it, or reinstated it.
	fn own_deposit(digest: &Digest, number: u32, org: OrgId) -> Result<Deposit, DispatchError> {
		let record = Records::<T>::get(digest).ok_or(Error::<T>::UnknownDigest)?;
		let deposit = Self::own(digest, &record, number, org)?;
		ensure!(!Self::is_revoked(digest, number), Error::<T>::AlreadyRevoked);
		ensure!(record.status.counts(number, &deposit), Error::<T>::NotStanding);
		Ok(deposit)
	}

	/// Deposit `number` of a digest with a record, which `org` made.
	fn own(
		digest: &Digest,
		record: &Record,
		number: u32,
		org: OrgId,
	) -> Result<Deposit, DispatchError> {
		let deposit = Self::deposit(digest, record, number).ok_or(Error::<T>::UnknownDeposit)?;
		ensure!(deposit.org == org, Error::<T>::NotDepositor);
		Ok(deposit)
	}

	/// Whether a deposit is revoked, and not reinstated.
	pub(crate) fn is_revoked(digest: &Digest, number: u32) -> bool {
		Revocations::<T>::get(digest, number).is_some_and(|revocation| revocation.is_in_force())
	}

	/// A digest has a record, whether it stands or not.
	fn ensure_record(digest: &Digest) -> DispatchResult {
		ensure!(Records::<T>::contains_key(digest), Error::<T>::UnknownDigest);
		Ok(())
	}

	/// The number that follows the last one of a history.
	fn next(last: u32) -> Result<u32, DispatchError> {
		Ok(last.checked_add(1).ok_or(Overflow)?)
	}

	/// The block that is being built.
	fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
