//! The events.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A digest was deposited for the first time and has a record from now on.
		Anchored {
			/// The digest.
			digest: Digest,
			/// What state holds of the deposit.
			deposit: Deposit,
			/// The claimed time lies more than a day before the time of the deposit.
			late: bool,
			/// What it is about and how it was obtained.
			description: Description,
		},
		/// A digest that has a record was deposited again.
		Corroborated {
			/// The digest.
			digest: Digest,
			/// Which corroboration of the digest it is, from 1.
			number: u32,
			/// What state holds of the deposit.
			deposit: Deposit,
			/// The claimed time lies more than a day before the time of the deposit.
			late: bool,
			/// What it is about and how it was obtained.
			description: Description,
			/// The organisation whose deposit is the earliest; this one's, if a leaf of an older batch was
			/// opened.
			first_by: OrgId,
			/// The time of that deposit, in milliseconds since 1970.
			first_at: Moment,
			/// A deposit of the digest was revoked before this one was fixed, which never makes it stand.
			after_revocation: bool,
		},
		/// A leaf of a batch was shown to be in it, and deposited with the time of the batch.
		LeafOpened {
			/// The root of the batch.
			root: H256,
			/// Which deposit of the root: 0 for its record, else the number of the corroboration.
			batch: u32,
			/// The position of the leaf, from 0.
			index: u64,
			/// The leaf.
			digest: Digest,
		},
		/// A deposit was revoked by the organisation that made it, the first time or again, for good.
		Revoked {
			/// The digest.
			digest: Digest,
			/// Which deposit of it: 0 for its record, else the number of the corroboration.
			number: u32,
			/// The organisation.
			by: OrgId,
			/// Digest of the grounds.
			ground: H256,
			/// The digest still stands, by an earlier deposit that is left.
			stands: bool,
		},
		/// Something was attested about a digest.
		Attested {
			/// The digest.
			digest: Digest,
			/// Which attestation of the digest it is, from 1.
			number: u32,
			/// The organisation that attests.
			by: OrgId,
			/// The roles in which it does.
			roles: Roles,
			/// Digest of what it states.
			statement: H256,
		},
		/// An external time stamp was linked to a digest.
		TimeStampLinked {
			/// The digest.
			digest: Digest,
			/// The organisation that linked it.
			by: OrgId,
			/// Which time stamp of the digest it is of those that the organisation linked, from 1.
			number: u32,
			/// What identifies the token.
			time_stamp: TimeStamp,
		},
		/// An organisation undertook to keep the original of a digest, or changed until when.
		Kept {
			/// The digest.
			digest: Digest,
			/// The organisation.
			by: OrgId,
			/// The first moment at which it may let go of the original, in milliseconds since 1970.
			until: Moment,
		},
		/// An organisation said that it keeps the original of a digest no longer than a notice.
		KeepingEnded {
			/// The digest.
			digest: Digest,
			/// The organisation.
			by: OrgId,
			/// The first moment at which it may let go of the original, in milliseconds since 1970. Whoever
			/// holds the digest before keeps it from that.
			until: Moment,
		},
		/// An authority held a digest for a case: its keepers go on keeping the original.
		Held {
			/// The digest.
			digest: Digest,
			/// Which hold of the digest it is, from 1.
			number: u32,
			/// The authority.
			by: OrgId,
			/// Salted digest of the reference of the case.
			case: H256,
		},
		/// An authority released its hold, or that of one of its country that is gone.
		HoldReleased {
			/// The digest.
			digest: Digest,
			/// Which hold of the digest it was.
			number: u32,
			/// The authority.
			by: OrgId,
			/// Salted digest of the grounds, if another authority had placed it.
			ground: Option<H256>,
			/// Another hold of the digest is in force.
			held: bool,
		},
		/// An organisation called others to capture the same thing.
		CaptureOpened {
			/// The number of the group.
			group: CaptureGroupId,
			/// The organisation.
			by: OrgId,
			/// Salted commitment to the address of what is captured.
			subject: H256,
			/// How many captures with the same extract agree.
			quorum: u8,
			/// How many captures there can be.
			size: u8,
			/// Whose captures are taken in, ascending.
			invited: Invited,
			/// The first moment at which none is taken in any more, in milliseconds since 1970.
			until: Moment,
		},
		/// An organisation added its capture to a group.
		CaptureJoined {
			/// The group.
			group: CaptureGroupId,
			/// The organisation.
			by: OrgId,
			/// Digest of all that was received, byte for byte.
			raw: Digest,
			/// Which deposit of that digest is the organisation's own.
			deposit: u32,
			/// Digest of the normalised extract.
			extract: H256,
			/// How many captures of the group, of different bytes, have this extract now.
			agreeing: u8,
		},
		/// Enough organisations had seen the same.
		CaptureAgreed {
			/// The group.
			group: CaptureGroupId,
			/// Digest of the extract that they agree on.
			extract: H256,
		},
		/// An organisation named what replaces a piece of evidence, which stays on record.
		Superseded {
			/// What is replaced.
			digest: Digest,
			/// The organisation.
			by: OrgId,
			/// As what it says so.
			entitlement: Entitlement,
			/// What replaces it.
			successor: Digest,
			/// Which deposit of that is the organisation's own.
			deposit: u32,
			/// Digest of the grounds.
			ground: H256,
			/// What is replaced stands; otherwise it was revoked, which this does not change.
			stands: bool,
		},
		/// Something was done with an exhibit. This event is a link of its chain.
		ExhibitActed {
			/// The record.
			digest: Digest,
			/// Which exhibit of the record.
			number: u32,
			/// The number of the act in the exhibit's history.
			seq: u32,
			/// What was done, by whom and when.
			entry: ExhibitEntry,
		},
		/// A deposit was listed under what it is about.
		Listed {
			/// The digest.
			digest: Digest,
			/// Which deposit of it: 0 for the record, else the number of the corroboration.
			number: u32,
			/// Who listed it.
			by: OrgId,
			/// What its depositor says that it is about.
			subjects: BoundedVec<Subject, MaxSubjects>,
		},
		/// A revoked deposit was reinstated by the organisation that made it. That it was revoked stays on record.
		Reinstated {
			/// The digest.
			digest: Digest,
			/// Which deposit of it: 0 for its record, else the number of the corroboration.
			number: u32,
			/// The organisation.
			by: OrgId,
			/// Digest of the grounds.
			ground: H256,
			/// The digest stands. It does not if the deposit came after a revocation and none before it is left.
			stands: bool,
			/// Since when it stands again, in milliseconds since 1970, if no deposit that counts was left.
			again_since: Option<Moment>,
		},
	}
}
