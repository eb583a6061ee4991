//! What is stored, and what travels in calls and events.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get},
	BoundedVec,
};
use scale_info::TypeInfo;
use sp_core::H256;
use tracemark_primitives::{
	digest::{id, Digest},
	parties::{Role, Roles},
	time::{EventTime, MINUTE},
	BlockNumber, Malformed, Moment, OperatorId, OrgId, Validate,
};

/// Most leaves of a batch: as many as a path of [`tracemark_primitives::merkle`] can lead to.
pub const MAX_LEAVES: u64 = 1 << 32;

/// How old a deposit is before it can be revoked, in milliseconds: longer than a signed deposit of
/// the same digest is under way.
pub const REVOCABLE_AFTER: Moment = 60 * MINUTE;

/// The roles that may attest.
pub const ATTESTING: Roles =
	Roles::of(&[Role::Notary, Role::Laboratory, Role::Customs, Role::Court, Role::Police]);

/// Most batches with which an opened leaf is held.
pub const MAX_ROOTS: u32 = 4;
/// As [`MAX_ROOTS`].
pub type MaxRoots = ConstU32<MAX_ROOTS>;
/// Most things that one piece of evidence is about.
pub type MaxSubjects = ConstU32<8>;
/// Most witnesses of a capture.
pub type MaxWitnesses = ConstU32<4>;

macro_rules! stored {
	($($item:item)*) => {
		$(
			#[derive(
				Clone, PartialEq, Eq, Debug,
				Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
			)]
			$item
		)*
	};
}

mod captures;
mod keeping;
mod time_stamps;
mod timeline;

pub use captures::*;
pub use keeping::*;
pub use time_stamps::*;
pub use timeline::*;
pub use tracemark_primitives::evidence::{EvidenceKind, Subject};

stored! {
	/// What the deposited digest stands for.
	#[derive(Copy)]
	pub enum Content {
		/// One thing.
		#[codec(index = 0)]
		Single,
		/// The root over many.
		#[codec(index = 1)]
		Batch {
			/// How many leaves the tree has.
			leaves: u64,
		},
		/// One thing that was fixed when the root of its batch was deposited. Block and time are those
		/// of that deposit.
		#[codec(index = 2)]
		Leaf {
			/// The root.
			root: H256,
			/// Block time of the opening, which is when the leaf itself was put on record.
			opened_at: Moment,
		},
	}

	/// Who brought a digest, when, as what.
	#[derive(Copy)]
	pub struct Deposit {
		/// What sort of thing it is.
		pub kind: EvidenceKind,
		/// The depositing organisation.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Block of the deposit.
		pub block: BlockNumber,
		/// Block time of the deposit.
		pub moment: Moment,
		/// What the digest stands for.
		pub content: Content,
		/// Digest of the [`Description`], see [`Description::digest`].
		pub description: H256,
	}

	/// The first deposit of a digest that came in, and where the digest stands.
	#[derive(Copy)]
	pub struct Record {
		/// Who brought it, when, as what.
		pub deposit: Deposit,
		/// Whether the digest stands.
		pub status: RecordStatus,
		/// Whose deposit is the earliest of those that count: this one, or a leaf of an older batch that
		/// was opened later.
		pub first: First,
		/// How many corroborations followed: the number of the last one.
		pub corroborations: u32,
	}

	/// Who was first.
	#[derive(Copy)]
	pub struct First {
		/// The organisation.
		pub by: OrgId,
		/// Block time of its deposit; of a leaf, that of its batch.
		pub at: Moment,
	}

	/// Whether a digest stands.
	#[derive(Copy)]
	pub enum RecordStatus {
		/// Nobody took a deposit back.
		#[codec(index = 0)]
		Standing,
		/// A deposit was taken back, for good or until it was reinstated. What is fixed from then on does not
		/// count, and the digest stands while one is left of those that do.
		#[codec(index = 1)]
		Revoked {
			/// Number of the last deposit before the first revocation.
			last: u32,
			/// How many deposits are not revoked of those that count: up to that one, and leaves opened
			/// later whose batch is older than the revocation.
			left: u32,
			/// Block time of the first revocation.
			at: Moment,
			/// Block time since which the digest stands again: of the reinstatement by which it did, when none
			/// of those that count was left before.
			again_since: Option<Moment>,
		},
	}

	/// A batch under whose root a leaf was opened.
	#[derive(Copy)]
	pub struct BatchOf {
		/// The root.
		pub root: H256,
		/// Block time of the deposit of the batch.
		pub moment: Moment,
	}

	/// How a deposit was revoked, and what its depositor said of that since. Each is said once.
	#[derive(Copy)]
	pub struct Revocation {
		/// The organisation, the same as in the deposit.
		pub org: OrgId,
		/// The operator that revoked it.
		pub operator: OperatorId,
		/// Block of the revocation.
		pub block: BlockNumber,
		/// Block time of the revocation.
		pub moment: Moment,
		/// Salted digest of the grounds.
		pub ground: H256,
		/// How the deposit was reinstated.
		pub reinstated: Option<Reversal>,
		/// How it was revoked again, for good.
		pub revoked_again: Option<Reversal>,
	}

	/// How the organisation reversed what it had said of its deposit.
	#[derive(Copy)]
	pub struct Reversal {
		/// The operator.
		pub operator: OperatorId,
		/// Block of the reversal.
		pub block: BlockNumber,
		/// Block time of the reversal.
		pub moment: Moment,
		/// Salted digest of the grounds.
		pub ground: H256,
	}

	/// What somebody with a competent role states about a digest.
	#[derive(Copy)]
	pub struct Attestation {
		/// The organisation that attests.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// The roles among [`ATTESTING`] that the operator had.
		pub roles: Roles,
		/// Salted digest of what is stated.
		pub statement: H256,
		/// Block of the attestation.
		pub block: BlockNumber,
		/// Block time of the attestation.
		pub moment: Moment,
	}

	/// What a piece of evidence is about and how it was obtained.
	pub struct Description {
		/// What it is about; empty if that is not known yet.
		pub subjects: BoundedVec<Subject, MaxSubjects>,
		/// How it was obtained.
		pub provenance: Provenance,
	}

	/// A deposit that is listed under what it is about.
	#[derive(Copy)]
	pub struct Listing {
		/// The digest.
		pub digest: Digest,
		/// Which deposit of it: 0 for the record, else the number of the corroboration.
		pub deposit: u32,
	}

	/// How a piece of evidence was obtained, as its depositor says.
	pub struct Provenance {
		/// Salted commitment to the address or place that it comes from.
		pub source: H256,
		/// Digest of name and version of the tool that captured it.
		pub tool: H256,
		/// Salted commitment to the person who captured it.
		pub captured_by: Option<H256>,
		/// When it was captured.
		pub claimed_time: EventTime,
		/// Salted commitments to the persons who were present.
		pub witnesses: BoundedVec<H256, MaxWitnesses>,
	}
}

impl Deposit {
	/// Block time at which the digest itself was put on record.
	pub fn recorded_at(&self) -> Moment {
		match self.content {
			Content::Leaf { opened_at, .. } => opened_at,
			Content::Single | Content::Batch { .. } => self.moment,
		}
	}
}

impl RecordStatus {
	/// Whether the digest stands.
	pub fn stands(&self) -> bool {
		!matches!(self, Self::Revoked { left: 0, .. })
	}

	/// Since when the digest stands again, if it stands and no deposit that counts was left before.
	pub fn again_since(&self) -> Option<Moment> {
		match self {
			Self::Revoked { left: 1.., again_since, .. } => *again_since,
			Self::Standing | Self::Revoked { left: 0, .. } => None,
		}
	}

	/// Whether a deposit was fixed before any was revoked: it was made before, or is a leaf of a batch
	/// that was.
	pub fn counts(&self, number: u32, deposit: &Deposit) -> bool {
		match self {
			Self::Standing => true,
			Self::Revoked { last, at, .. } => {
				let is_leaf = matches!(deposit.content, Content::Leaf { .. });
				number <= *last || (is_leaf && deposit.moment < *at)
			},
		}
	}
}

impl Revocation {
	/// Whether the deposit is revoked: it was not reinstated, or revoked again since.
	pub fn is_in_force(&self) -> bool {
		self.reinstated.is_none() || self.revoked_again.is_some()
	}
}

impl Description {
	/// What state holds of a description: domain `tracemark/description/v1` over its SCALE value.
	pub fn digest(&self) -> H256 {
		id("tracemark/description/v1", self)
	}
}

impl Validate for Description {
	fn validate(&self) -> Result<(), Malformed> {
		self.provenance.claimed_time.validate()
	}
}
