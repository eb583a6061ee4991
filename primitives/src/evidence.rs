//! What happens to a piece of evidence.

use crate::{digest::Digest, BlockNumber, Moment, OperatorId, OrgId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

macro_rules! stored {
	($($item:item)*) => {
		$(
			#[derive(
				Clone, Copy, PartialEq, Eq, Debug,
				Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
			)]
			$item
		)*
	};
}

stored! {
	/// An act about a record, and who did it when.
	pub struct RecordEntry {
		/// The organisation.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Block of the act; of the deposit of an opened leaf, that of its batch.
		pub block: BlockNumber,
		/// Block time of the act, that of the opening for an opened leaf.
		pub moment: Moment,
		/// What was done.
		pub act: RecordAct,
	}

	/// What is done about a record. Most acts have an entry of their own in storage, which the act names.
	pub enum RecordAct {
		/// The digest was deposited: number 0 is the record, each other a corroboration.
		#[codec(index = 0)]
		Deposited {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A deposit was revoked.
		#[codec(index = 1)]
		Revoked {
			/// Which deposit of the digest.
			number: u32,
		},
		/// A leaf of the batch was shown to be in it.
		#[codec(index = 2)]
		LeafOpened {
			/// The leaf, a SHA-256 digest.
			leaf: H256,
		},
		/// Something was attested.
		#[codec(index = 3)]
		Attested {
			/// Which attestation of the digest.
			number: u32,
		},
		/// An external time stamp was linked.
		#[codec(index = 4)]
		TimeStamped {
			/// Which of those that the organisation linked to the digest.
			number: u32,
		},
		/// The organisation undertook to keep the original.
		#[codec(index = 5)]
		Kept {
			/// The first moment at which it may let go of it.
			until: Moment,
		},
		/// The organisation keeps the original no longer.
		#[codec(index = 6)]
		KeepingEnded,
		/// The authority held it for a case.
		#[codec(index = 7)]
		Held {
			/// Which hold of the digest.
			number: u32,
		},
		/// The authority released its hold.
		#[codec(index = 8)]
		HoldReleased {
			/// Which hold of the digest.
			number: u32,
		},
		/// The organisation added it to a group of captures.
		#[codec(index = 9)]
		Captured {
			/// The group.
			group: u32,
		},
		/// The organisation named what replaces it.
		#[codec(index = 10)]
		Superseded {
			/// What replaces it.
			successor: Digest,
		},
		/// The organisation named it as what replaces another.
		#[codec(index = 11)]
		Succeeded {
			/// What it replaces.
			predecessor: Digest,
		},
		/// Something was done with an exhibit of the record.
		#[codec(index = 12)]
		Exhibit {
			/// Which exhibit of the record.
			number: u32,
			/// The number of the act in the exhibit's own history.
			seq: u32,
		},
	}

	/// What replaces a piece of evidence, as one organisation says.
	pub struct Supersession {
		/// The operator that said so.
		pub operator: OperatorId,
		/// As what its organisation says so.
		pub entitlement: Entitlement,
		/// What replaces it.
		pub successor: Digest,
		/// Which deposit of that is the organisation's own: 0 for its record, else the number of the
		/// corroboration.
		pub deposit: u32,
		/// Salted digest of the document that gives the grounds.
		pub ground: H256,
		/// Block of the statement.
		pub block: BlockNumber,
		/// Block time of the statement.
		pub moment: Moment,
	}

	/// As what an organisation says that a piece of evidence is replaced.
	pub enum Entitlement {
		/// It deposited that.
		#[codec(index = 0)]
		Depositor {
			/// Which deposit is its own: 0 for the record, else the number of the corroboration.
			number: u32,
		},
		/// It holds that for a case.
		#[codec(index = 1)]
		Authority {
			/// Which hold is its own, from 1.
			hold: u32,
		},
	}
}
