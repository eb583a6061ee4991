//! What somebody says goods are, and what custody answers.

use super::{LotId, MaxLotsPerLogisticUnit, ObjectId, Whereabouts};
use crate::{
	gs1::{Gtin, Serial, SerialProof, Sscc},
	quantity::Quantity,
	stored::stored,
	Malformed, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;

/// What somebody says the goods are.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum GoodsClaim {
	/// The logistic unit that now bears this SSCC, with all it holds.
	#[codec(index = 0)]
	LogisticUnit {
		/// Its code.
		sscc: Sscc,
	},
	/// A consignment: a part of a lot.
	#[codec(index = 1)]
	Consignment {
		/// Its id.
		id: ObjectId,
	},
	/// A single item by what its label says.
	#[codec(index = 2)]
	Unit {
		/// Class.
		gtin: Gtin,
		/// Serial.
		serial: Serial,
		/// What shows that the serial belongs to a lot, if at hand.
		proof: Option<SerialProof>,
	},
}

impl Validate for GoodsClaim {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::LogisticUnit { sscc } => sscc.validate(),
			Self::Consignment { .. } => Ok(()),
			Self::Unit { gtin, serial, proof } => {
				gtin.validate()?;
				serial.validate()?;
				proof.validate()
			},
		}
	}
}

stored! {
	/// What became of a [`SerialProof`].
	pub enum ProofOutcome {
		/// None was offered.
		#[codec(index = 0)]
		NotOffered,
		/// The serial belongs to the lot.
		#[codec(index = 1)]
		Verified,
		/// The path does not lead to the root of the lot that it names, or the unit is known as another one.
		#[codec(index = 2)]
		Refuted,
	}

	/// How much of a lot.
	pub struct Content {
		/// Of which lot.
		pub lot: LotId,
		/// How much.
		pub quantity: Quantity,
	}
}

/// All that lies in an object, lot by lot.
pub type Contents = BoundedVec<Content, MaxLotsPerLogisticUnit>;

/// What custody answers to a [`GoodsClaim`].
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct GoodsFacts {
	/// Where they are; `None` if custody has no record.
	pub whereabouts: Option<Whereabouts>,
	/// What became of the proof.
	pub proof: ProofOutcome,
	/// What lies in them; empty without a record.
	pub contents: Contents,
	/// The leaf that the proof leads to, of a unit that has no record of its own yet.
	pub leaf: Option<(LotId, u32)>,
}

impl GoodsFacts {
	/// What is known of goods without record.
	pub fn none(proof: ProofOutcome) -> Self {
		Self { whereabouts: None, proof, contents: Contents::new(), leaf: None }
	}
}

stored! {
	/// Goods that were declared, as custody finds them again whatever happens to them.
	pub enum TrackedGoods {
		/// An object with a record of its own.
		#[codec(index = 0)]
		Object(ObjectId),
		/// A unit that had none when it was declared.
		#[codec(index = 1)]
		Leaf {
			/// The id that its record has or will have.
			unit: ObjectId,
			/// Of which lot.
			lot: LotId,
			/// Its leaf in the lot's tree.
			index: u32,
		},
	}
}

impl TrackedGoods {
	/// The id of their record, which a unit may not have yet.
	pub fn id(&self) -> ObjectId {
		match self {
			Self::Object(id) | Self::Leaf { unit: id, .. } => *id,
		}
	}
}
