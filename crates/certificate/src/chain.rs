//! The records that certificates tell of, as the chain encodes them.
//!
//! Copies of the pallets' types: clients depend on no pallet. Every byte of a value must be read.

use crate::Refusal;
use codec::{Compact, Decode, DecodeAll, Encode};
use sp_core::H256;

macro_rules! records {
	($($item:item)*) => {
		$(
			#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
			$item
		)*
	};
}
pub(crate) use records;

records! {
	/// What sort of thing was deposited.
	#[derive(Copy)]
	pub enum EvidenceKind {
		/// A captured web page or listing.
		WebCapture,
		/// Order, invoice, payment or shipping record.
		TransactionRecord,
		/// Mail, message or letter.
		Communication,
		/// Photograph or video.
		Photograph,
		/// Report of an examination.
		LaboratoryReport,
		/// Readings of sensors or scanners.
		SensorLog,
		/// Record of a physical exhibit.
		PhysicalExhibit,
		/// Licence, contract or other agreement.
		Contract,
		/// An EPCIS event or document.
		EpcisEvent,
		/// Anything else.
		Other,
	}

	/// What the deposited digest stands for.
	#[derive(Copy)]
	pub enum Content {
		/// One thing.
		Single,
		/// The root over many.
		Batch {
			/// How many leaves the tree has.
			leaves: u64,
		},
		/// One thing of a batch that was deposited before. Block and time are those of the batch.
		Leaf {
			/// The root of the batch.
			root: H256,
			/// Block time of the opening, which is when the leaf itself was put on record.
			opened_at: u64,
		},
	}

	/// A deposit of a digest.
	#[derive(Copy)]
	pub struct Deposit {
		/// What sort of thing it is.
		pub kind: EvidenceKind,
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
		/// What the digest stands for.
		pub content: Content,
		/// Digest of the description.
		pub description: H256,
	}

	/// Whether a digest stands.
	#[derive(Copy)]
	pub enum RecordStatus {
		/// No deposit was taken back.
		Standing,
		/// A deposit was taken back.
		Revoked {
			/// Number of the last deposit before the first revocation.
			last: u32,
			/// How many deposits are left of those that count.
			left: u32,
			/// Block time of the first revocation.
			at: u64,
			/// Block time of the reinstatement since which the digest stands again.
			again_since: Option<u64>,
		},
	}

	/// The first deposit of a digest that came in, and where the digest stands.
	#[derive(Copy)]
	pub struct Record {
		/// The deposit.
		pub deposit: Deposit,
		/// Whether the digest stands.
		pub status: RecordStatus,
		/// Whose deposit is the earliest of those that count: this one, or a leaf of an older batch
		/// that was opened later.
		pub first: First,
		/// How many later deposits there are.
		pub corroborations: u32,
	}

	/// Who was first.
	#[derive(Copy)]
	pub struct First {
		/// The organisation.
		pub by: u32,
		/// Block time of its deposit; of a leaf, that of its batch.
		pub at: u64,
	}

	/// How a deposit was revoked, and what its depositor said of that since.
	#[derive(Copy)]
	pub struct Revocation {
		/// The organisation.
		pub org: u32,
		/// Its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
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
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub moment: u64,
		/// Salted digest of the grounds.
		pub ground: H256,
	}

	/// What the consortium did to verify an organisation.
	#[derive(Copy)]
	pub enum VerificationLevel {
		/// Nothing: the organisation says so itself.
		Declared,
		/// It saw documents.
		Documented,
		/// It verified them.
		Verified,
	}

	/// Whether an organisation may act.
	#[derive(Copy)]
	pub enum Standing {
		/// It may.
		Good,
		/// Not until it is reinstated.
		Suspended,
		/// Never again.
		Expelled,
	}

	/// An organisation.
	pub struct Organisation {
		/// Its name.
		pub name: Vec<u8>,
		/// Its country.
		pub country: [u8; 2],
		/// Its LEI.
		pub lei: Option<[u8; 20]>,
		/// Its EORI number.
		pub eori: Option<Vec<u8>>,
		/// Its GLN.
		pub gln: Option<[u8; 13]>,
		/// Version of the key and tag of a natural person.
		pub party_tag: Option<(u16, H256)>,
		/// Base address of its resolver.
		pub resolver: Option<Vec<u8>>,
		/// What the consortium did to verify it.
		pub verification: VerificationLevel,
		/// Which organisation did so.
		pub verified_by: Option<u32>,
		/// Its roles, one bit each.
		pub roles: u32,
		/// Whether it may act.
		pub standing: Standing,
		/// Whether its operators are frozen.
		pub frozen: bool,
		/// The account that manages its operators.
		pub controller: H256,
		/// How much of its fees each day is free.
		pub quota: u128,
		/// How many operators it has.
		pub operators: u32,
		/// Block time of its admission.
		pub admitted_at: u64,
	}

	/// Whether a validator may serve.
	#[derive(Copy)]
	pub enum ValidatorStatus {
		/// It serves.
		Serving,
		/// It committed an offence.
		Suspended {
			/// Number of the block of the report.
			since: u32,
		},
		/// It is no longer enlisted.
		Delisted,
	}

	/// What is known of a validator.
	#[derive(Copy)]
	pub struct Validator {
		/// The organisation that runs it.
		pub org: u32,
		/// Whether it may serve.
		pub status: ValidatorStatus,
	}

	/// Version and name of the program that made a block.
	pub struct LastUpgrade {
		/// Version.
		pub spec_version: Compact<u32>,
		/// Name.
		pub spec_name: String,
	}
}

impl EvidenceKind {
	/// For people.
	pub fn name(self) -> &'static str {
		match self {
			Self::WebCapture => "web capture",
			Self::TransactionRecord => "transaction record",
			Self::Communication => "communication",
			Self::Photograph => "photograph",
			Self::LaboratoryReport => "laboratory report",
			Self::SensorLog => "sensor log",
			Self::PhysicalExhibit => "physical exhibit",
			Self::Contract => "contract",
			Self::EpcisEvent => "EPCIS event",
			Self::Other => "other",
		}
	}
}

impl Content {
	/// For people.
	pub fn name(self) -> &'static str {
		match self {
			Self::Single => "single",
			Self::Batch { .. } => "batch",
			Self::Leaf { .. } => "leaf",
		}
	}
}

impl RecordStatus {
	/// Whether the digest stands.
	pub fn stands(self) -> bool {
		!matches!(self, Self::Revoked { left: 0, .. })
	}

	/// Since when the digest stands again, if it stands and no deposit that counts was left before.
	pub fn again_since(self) -> Option<u64> {
		match self {
			Self::Revoked { left: 1.., again_since, .. } => again_since,
			Self::Standing | Self::Revoked { left: 0, .. } => None,
		}
	}

	/// Whether a deposit was fixed before any was revoked: it was made before, or is a leaf of a batch
	/// that was.
	pub fn counts(self, number: u32, deposit: &Deposit) -> bool {
		match self {
			Self::Standing => true,
			Self::Revoked { last, at, .. } => {
				let is_leaf = matches!(deposit.content, Content::Leaf { .. });
				number <= last || (is_leaf && deposit.moment < at)
			},
		}
	}
}

impl Record {
	/// The earliest deposit that counts, if this leaf of a `batch` can still be opened (`opens`): whoever
	/// anchored the leaf alone after the batch was deposited is not the first.
	pub fn first_with(&self, opens: bool, batch: &Deposit) -> First {
		if self.counts_with(opens, batch) && batch.moment < self.first.at {
			First { by: batch.org, at: batch.moment }
		} else {
			self.first
		}
	}

	/// Whether this leaf of a `batch` stands: by a deposit of its own, or by the batch, if it can still be
	/// opened (`opens`).
	pub fn stands_with(&self, opens: bool, batch: &Deposit) -> bool {
		self.status.stands() || self.counts_with(opens, batch)
	}

	/// Whether the opened leaf would count: nothing of it was revoked before the batch was deposited.
	/// As [`Self::stands_with`], since when the digest stands again.
	pub fn again_with(&self, opens: bool, batch: &Deposit) -> Option<u64> {
		// An opened leaf of such a batch stood throughout.
		self.status.again_since().filter(|_| !self.counts_with(opens, batch))
	}

	fn counts_with(&self, opens: bool, batch: &Deposit) -> bool {
		let before = match self.status {
			RecordStatus::Standing => true,
			RecordStatus::Revoked { at, .. } => batch.moment < at,
		};
		opens && before
	}
}

impl Revocation {
	/// Whether the deposit is revoked: it was not reinstated, or revoked again since.
	pub fn is_in_force(&self) -> bool {
		self.reinstated.is_none() || self.revoked_again.is_some()
	}
}

impl VerificationLevel {
	/// For people.
	pub fn name(self) -> &'static str {
		match self {
			Self::Declared => "declared",
			Self::Documented => "documented",
			Self::Verified => "verified",
		}
	}
}

impl Standing {
	/// For people.
	pub fn name(self) -> &'static str {
		match self {
			Self::Good => "good",
			Self::Suspended => "suspended",
			Self::Expelled => "expelled",
		}
	}
}

/// Decodes a value, all of it.
pub fn decode<T: Decode>(what: &'static str, value: &[u8]) -> Result<T, Refusal> {
	T::decode_all(&mut &*value).map_err(|_| Refusal::UnknownLayout(what))
}
