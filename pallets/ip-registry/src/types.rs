//! What the register stores.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{stored, traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use tracemark_primitives::{
	digest::Digest,
	parties::Owner,
	rights::{OfficeCode, RightClass, RightEnd, RightKind, RightSubject},
	territory::Territories,
	time::{Term, DAY},
	BlockNumber, LegalDate, Moment, OrgId,
};

pub use tracemark_primitives::rights::AttestationBasis;

/// Whose a claim or right is, with this chain's accounts.
pub type OwnerOf<T> = Owner<<T as frame_system::Config>::AccountId>;

/// Classes that a right is registered for, strictly ascending.
pub type ClassesOf<T> = BoundedVec<RightClass, <T as Config>::MaxClasses>;

/// Digests of the drawings, text or specimens that a claim rests on.
pub type ContentsOf<T> = BoundedVec<Digest, <T as Config>::MaxDigests>;

/// Most commitments of a party that were neither revealed nor withdrawn, and have not expired.
pub type MaxCommitments = ConstU32<16>;

/// For how long a commitment can be revealed, in milliseconds: a year of 365 days.
pub const REVEAL_WITHIN: Moment = 365 * DAY;

/// The commitments of a party, oldest first.
pub type CommitmentsOf = BoundedVec<Commitment, MaxCommitments>;

/// The number that an office gave at registration: digits, upper-case letters, `.`, `/` and `-`.
pub type RegistrationNumber = BoundedVec<u8, ConstU32<20>>;

/// Where a claim stands. Every state but the first is final.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ClaimStatus {
	/// Made; nobody competent has said anything about it.
	#[codec(index = 0)]
	Claimed,
	/// Became *the* right.
	#[codec(index = 1)]
	Attested,
	/// Turned down by the office. Stays on record.
	#[codec(index = 2)]
	Refused {
		/// The office.
		by: OrgId,
		/// Digest of the reasoned decision.
		ground: H256,
	},
	/// Given up by the claimant before anybody ruled on it.
	#[codec(index = 3)]
	Withdrawn,
}

/// Since when somebody can show to have had a subject: the record of the commitment that the claim
/// reveals, or else of the claim itself.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Priority {
	/// Block time of the record.
	pub moment: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A commitment that was not revealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Commitment {
	/// See [`tracemark_primitives::rights::priority_commitment`].
	pub hash: H256,
	/// What it gives if it is revealed in time.
	pub priority: Priority,
}

impl Commitment {
	/// Whether it can no longer be revealed at `now`.
	pub fn is_expired_at(&self, now: Moment) -> bool {
		self.priority.moment.saturating_add(REVEAL_WITHIN) <= now
	}
}

/// What somebody says that they own.
#[stored]
pub struct Claim<T: Config> {
	/// The entry of a register, or the work.
	pub subject: RightSubject,
	/// Where the right is said to have effect.
	pub territories: Territories,
	/// What it is said to be registered for.
	pub classes: ClassesOf<T>,
	/// From when until when it is said to last.
	pub term: Option<Term>,
	/// What it rests on.
	pub contents: ContentsOf<T>,
	/// Block time of the claim.
	pub claimed_at: Moment,
	/// Block of the claim.
	pub claimed_in: BlockNumber,
	/// Since when the claimant can show to have had the subject.
	pub priority: Priority,
	/// Where the claim stands.
	pub status: ClaimStatus,
}

/// An attested right, as the office or a register extract states it.
#[stored]
pub struct Right<T: Config> {
	/// What kind of right.
	pub kind: RightKind,
	/// Whose register it is in.
	pub office: OfficeCode,
	/// Whose it is.
	pub owner: OwnerOf<T>,
	/// Block time since which it is.
	pub owned_since: Moment,
	/// Where it has effect.
	pub territories: Territories,
	/// What it is registered for.
	pub classes: ClassesOf<T>,
	/// From when until when.
	pub term: Term,
	/// The end on record, with the first day on which the right no longer stands.
	pub ended: Option<(RightEnd, LegalDate)>,
	/// Block time at which the owner gave it up.
	pub surrendered: Option<Moment>,
	/// Who attested it.
	pub attested_by: OrgId,
	/// On what the attestation rests.
	pub basis: AttestationBasis,
	/// Block time of the attestation.
	pub attested_at: Moment,
	/// Registration number.
	pub registration: Option<RegistrationNumber>,
}

impl<T: Config> Right<T> {
	/// Whether neither an end on record nor the end of the term has come by `day`.
	pub fn is_alive_on(&self, day: LegalDate) -> bool {
		let is_before = |end: LegalDate| day < end;
		self.term.until.is_none_or(is_before)
			&& self.ended.is_none_or(|(_, as_of)| is_before(as_of))
	}
}

/// A link of a right's chain of title.
#[stored]
pub struct TitleEntry<T: Config> {
	/// Who owns the right from here on.
	pub owner: OwnerOf<T>,
	/// Block time of the record.
	pub since: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}
