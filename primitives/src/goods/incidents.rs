//! What stands out in the history of an object.

use super::{LotId, ObjectId};
use crate::{
	cbv::ErrorReason, quantity::Quantity, stored::stored, BlockNumber, DeclarationId, Moment, OrgId,
};
use sp_core::H256;

stored! {
	/// Something that stands out in the history of an object.
	pub struct Incident {
		/// The member that acted or observed.
		pub by: OrgId,
		/// Block of it.
		pub block: BlockNumber,
		/// Block time of it.
		pub at: Moment,
		/// What it was.
		pub what: IncidentKind,
	}

	/// What stands out in the history of an object.
	pub enum IncidentKind {
		/// An observation contradicts a fact on record.
		#[codec(index = 0)]
		Contradicted {
			/// The observer's number for the object.
			seq: u32,
			/// How.
			kind: AnomalyKind,
			/// Which fact.
			fact: RecordedFact,
		},
		/// An authority took it into custody.
		#[codec(index = 1)]
		Detained {
			/// By what.
			ground: DetentionGround,
		},
		/// The authority let go of it.
		#[codec(index = 2)]
		Released {
			/// Digest of the decision. `None` if it was decided on with the line that it was kept for.
			ground: Option<H256>,
		},
		/// The authority destroyed it.
		#[codec(index = 3)]
		Destroyed {
			/// As above.
			ground: Option<H256>,
		},
	}

	/// By what an authority keeps goods.
	pub enum DetentionGround {
		/// A decision of its own, by its digest.
		#[codec(index = 0)]
		Decision(H256),
		/// The suspension of a line of a declaration, which has the nature, the evidence and what became of it.
		#[codec(index = 1)]
		Declaration {
			/// Number of the declaration.
			declaration: DeclarationId,
			/// Number of the line.
			line: u32,
		},
	}

	/// That an event, an observation or a report of sensors is erroneous, which stays what it is.
	pub struct ErrorDeclaration {
		/// Why.
		pub reason: ErrorReason,
		/// Id of the event that says what is right.
		pub corrective: Option<H256>,
		/// Block time.
		pub at: Moment,
	}

	/// How an observation contradicts what custody knows.
	pub enum AnomalyKind {
		/// The object had ended.
		#[codec(index = 0)]
		ReappearedAfterEnd,
		/// Somebody else held the object.
		#[codec(index = 1)]
		HeldByAnother,
		/// The label's path does not lead to the lot that it names, or to another unit than the known one.
		#[codec(index = 2)]
		ProofRefuted,
		/// It was elsewhere, so shortly before or after that nothing travels so fast: one of two bears the label
		/// of the other.
		#[codec(index = 3)]
		ImpossibleTravel,
		/// The goods bore a label of a lot that the record does not say they were relabelled into.
		#[codec(index = 4)]
		UnauthorisedRelabelling,
		/// More was shown of a lot than was ever made of it: some of that is not of the lot.
		#[codec(index = 5)]
		MoreThanLot,
	}

	/// A fact on record that an observation contradicts.
	pub enum RecordedFact {
		/// A span of an object: with whom it was then, or that its life had ended.
		#[codec(index = 0)]
		Span {
			/// The object: the one observed, or what that lies in.
			object: ObjectId,
			/// Number of the span.
			number: u32,
		},
		/// What a lot commits to: its root, or how much was made.
		#[codec(index = 1)]
		Lot(LotId),
		/// The label that an object has by its record.
		#[codec(index = 2)]
		Label(ObjectId),
		/// Another sighting of it, which is kept with the observation.
		#[codec(index = 3)]
		Sighting,
	}

	/// More of a lot than was made of it, as an observation shows it.
	pub struct Excess {
		/// The lot, whose record says how much was made.
		pub lot: LotId,
		/// What was shown of it.
		pub shown: ShownOfLot,
	}

	/// What an observation shows of a lot.
	pub enum ShownOfLot {
		/// A label whose path begins at this leaf, counted from 0.
		#[codec(index = 0)]
		Leaf(u32),
		/// So much at once.
		#[codec(index = 1)]
		Quantity(Quantity),
	}
}
