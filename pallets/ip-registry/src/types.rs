//! What the register stores.

use crate::Config;
use frame_support::{
	stored,
	traits::{fungible::Inspect, ConstU32},
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::Permill;
use tracemark_primitives::{
	digest::Digest,
	parties::{Owner, PartyTag},
	rights::{
		Fingerprint, LicensingRule, OfficeCode, Owners, RightClass, RightEnd, RightId, RightKind,
		RightSubject,
	},
	territory::Territories,
	time::{Term, DAY},
	BlockNumber, LegalDate, Moment, OrgId,
};

pub use tracemark_primitives::{
	apis::{ChallengeStatus, ClaimStatus, Relief},
	rights::AttestationBasis,
};

/// Whose a claim or right is, with this chain's accounts.
pub type OwnerOf<T> = Owner<<T as frame_system::Config>::AccountId>;

/// The owners of a right, with this chain's accounts.
pub type OwnersOf<T> = Owners<<T as frame_system::Config>::AccountId>;

/// Amounts of [`Config::Currency`].
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// Classes that a right is registered for, strictly ascending.
pub type ClassesOf<T> = BoundedVec<RightClass, <T as Config>::MaxClasses>;

/// Digests of the drawings, text or specimens that a claim rests on.
pub type ContentsOf<T> = BoundedVec<Digest, <T as Config>::MaxDigests>;

/// Who made a work, found an invention or drew a design. Nobody is named twice.
pub type Authors = BoundedVec<PartyTag, ConstU32<16>>;

/// Fingerprints by which look-alikes of a version can be found.
pub type Fingerprints = BoundedVec<Fingerprint, ConstU32<8>>;

/// Most open challenges of a right.
pub type MaxChallenges = ConstU32<8>;

/// Most commitments of a party that were neither revealed nor withdrawn, and have not expired.
pub type MaxCommitments = ConstU32<16>;

/// For how long a commitment can be revealed, in milliseconds: a year of 365 days.
pub const REVEAL_WITHIN: Moment = 365 * DAY;

/// The commitments of a party, oldest first.
pub type CommitmentsOf = BoundedVec<Commitment, MaxCommitments>;

/// The number that an office gave at registration: digits, upper-case letters, `.`, `/` and `-`.
pub type RegistrationNumber = BoundedVec<u8, ConstU32<20>>;

/// Since when somebody can show to have had a subject: the record of the commitment that the claim
/// reveals, or else of the claim itself.
#[stored]
#[derive(Copy)]
pub struct Priority {
	/// Block time of the record.
	pub moment: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A commitment that was not revealed.
#[stored]
#[derive(Copy)]
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
	/// What it rests on. Later versions of it lie in [`crate::Versions`].
	pub contents: ContentsOf<T>,
	/// Who made it, whoever claims or owns the right.
	pub authors: Authors,
	/// Block time of the claim.
	pub claimed_at: Moment,
	/// Block of the claim.
	pub claimed_in: BlockNumber,
	/// Since when the claimant can show to have had the subject.
	pub priority: Priority,
	/// Where the claim stands.
	pub status: ClaimStatus,
}

/// An attested or substantiated right, as those who are competent for it state it.
#[stored]
pub struct Right<T: Config> {
	/// What kind of right.
	pub kind: RightKind,
	/// Whose register it is in, if it is in any.
	pub office: Option<OfficeCode>,
	/// Whose it is. The first of them takes the remainders of divisions.
	pub owners: OwnersOf<T>,
	/// Block time since which it is theirs, with these parts.
	pub owned_since: Moment,
	/// Which of several owners may license it.
	pub rule: LicensingRule,
	/// Where it has effect.
	pub territories: Territories,
	/// In how many countries it has dates of its own.
	pub designations: u32,
	/// What it is registered for.
	pub classes: ClassesOf<T>,
	/// How often that was limited.
	pub limitations: u32,
	/// From when until when.
	pub term: Term,
	/// The end on record, with the first day on which the right no longer stands.
	pub ended: Option<(RightEnd, LegalDate)>,
	/// Block time at which the owner gave it up.
	pub surrendered: Option<Moment>,
	/// Who attested or substantiated it.
	pub attested_by: OrgId,
	/// On what that rests.
	pub basis: AttestationBasis,
	/// Block time of it.
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

	/// Whether it has come to its end by `day`, or its end is known already: no challenge of its validity
	/// has an object any more.
	pub fn is_settled_on(&self, day: LegalDate) -> bool {
		self.ended.is_some() || !self.is_alive_on(day)
	}

	/// The part of one owner; zero of anybody else.
	pub fn part_of(&self, owner: &OwnerOf<T>) -> Permill {
		let mut owners = self.owners.iter();
		owners.find(|share| share.owner == *owner).map(|share| share.part).unwrap_or_default()
	}

	/// Whether `owner` is one of its owners.
	pub fn is_owned_by(&self, owner: &OwnerOf<T>) -> bool {
		self.owners.iter().any(|share| share.owner == *owner)
	}
}

/// A limitation of what a right is registered for.
#[stored]
pub struct Limitation<T: Config> {
	/// The classes until then.
	pub before: ClassesOf<T>,
	/// Digest of the list of goods or of the claims as limited.
	pub specification: Option<H256>,
	/// First day on which the right is limited.
	pub as_of: LegalDate,
	/// Who stated it.
	pub by: OrgId,
	/// On what the statement rests.
	pub basis: AttestationBasis,
	/// Block time of the record.
	pub at: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A link of a right's chain of title.
#[stored]
pub struct TitleEntry<T: Config> {
	/// Whose the right is from here on.
	pub owners: OwnersOf<T>,
	/// Block time of the record.
	pub since: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// An offer of a part of a right by one of its owners.
#[stored]
pub struct Offer<T: Config> {
	/// The taker.
	pub to: OwnerOf<T>,
	/// How much of the whole right.
	pub part: Permill,
}

/// A later version of what a claim rests on.
#[stored]
pub struct Version<T: Config> {
	/// Who added it: the claimant, or an owner of the right.
	pub by: OwnerOf<T>,
	/// Digests of it.
	pub contents: ContentsOf<T>,
	/// Fingerprints of it.
	pub fingerprints: Fingerprints,
	/// Block time of the record.
	pub at: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A claim, as indexes name it.
#[stored]
pub struct ClaimRef<T: Config> {
	/// The right.
	pub right: RightId,
	/// Who claims it.
	pub claimant: OwnerOf<T>,
}

/// A fingerprint, as the index of its algorithm keeps it.
#[stored]
pub struct FingerprintEntry<T: Config> {
	/// The right.
	pub right: RightId,
	/// The claim with whose contents it came.
	pub claimant: OwnerOf<T>,
	/// The version with which it came.
	pub version: u32,
	/// Its bits.
	pub value: [u8; 32],
}

/// A sum that is on hold until a challenge is settled.
#[stored]
pub struct Bond<T: Config> {
	/// On whose account.
	pub account: T::AccountId,
	/// How much.
	pub amount: BalanceOf<T>,
}

/// How an owner stands up for a right.
#[stored]
pub struct Answer<T: Config> {
	/// Which owner.
	pub by: OwnerOf<T>,
	/// The account that put up as much as the challenger.
	pub account: T::AccountId,
	/// Block time of the answer.
	pub at: Moment,
}

/// A challenge of a right. Kept for ever.
#[stored]
pub struct Challenge<T: Config> {
	/// Who challenges.
	pub challenger: OwnerOf<T>,
	/// What it asks for.
	pub relief: Relief,
	/// What it rests on.
	pub evidence: Digest,
	/// Digest of the reasons.
	pub ground: H256,
	/// What the challenger put up, and an owner who answers puts up too.
	pub bond: Bond<T>,
	/// Block time of the challenge.
	pub at: Moment,
	/// Block of the challenge.
	pub block: BlockNumber,
	/// The answer of an owner.
	pub answer: Option<Answer<T>>,
	/// Where it stands.
	pub status: ChallengeStatus,
}

/// A challenge that was neither withdrawn nor decided.
#[stored]
pub struct OpenChallenge<T: Config> {
	/// Its number.
	pub seq: u32,
	/// Who challenges.
	pub challenger: OwnerOf<T>,
	/// What it asks for.
	pub relief: Relief,
}

/// The challenges of a right.
#[stored]
pub struct Docket<T: Config> {
	/// How many were ever made: the number of the next.
	pub count: u32,
	/// Those that are open, oldest first.
	pub open: BoundedVec<OpenChallenge<T>, MaxChallenges>,
}

impl<T: Config> Default for Docket<T> {
	fn default() -> Self {
		Self { count: 0, open: BoundedVec::new() }
	}
}

/// What an office or court finds of a challenge.
#[stored]
#[derive(Copy)]
pub enum Decision {
	/// It is unfounded.
	#[codec(index = 0)]
	Dismissed,
	/// It is well founded.
	#[codec(index = 1)]
	Upheld {
		/// First day from which that has effect: of an invalid right, on which it no longer stands.
		as_of: LegalDate,
	},
}
