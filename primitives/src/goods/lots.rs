//! Product classes, lots, and how one lot came of another.

use super::{LotId, MaxKeepers, MaxRightsPerClass, ObjectId};
use crate::{
	gs1::{Gln, Gtin},
	hs::HsCode,
	quantity::Quantity,
	rights::{RightClass, RightId},
	stored::stored,
	territory::Country,
	time::{EventTime, Period},
	LicenceId, Malformed, Moment, OrgId, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::H256;

stored! {
	/// A right that a product class is made under.
	pub struct ClassRight {
		/// The right.
		pub right: RightId,
		/// What goods of the class are in the classification of the right (Nice, Locarno, IPC), as whoever
		/// registered them says. Licences that are limited to classes ask for it.
		pub class: Option<RightClass>,
	}
}

impl Validate for ClassRight {
	fn validate(&self) -> Result<(), Malformed> {
		self.class.validate()
	}
}

impl From<RightId> for ClassRight {
	/// A right without a class of it.
	fn from(right: RightId) -> Self {
		Self { right, class: None }
	}
}

/// A product class, as others ask for it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClassFacts {
	/// Who registered it under its company prefix.
	pub owner: OrgId,
	/// The rights that it is made under.
	pub rights: BoundedVec<ClassRight, MaxRightsPerClass>,
	/// Its commodity code.
	pub hs: HsCode,
	/// Block time of its registration by this owner.
	pub registered_at: Moment,
	/// Which version these facts are of; from 0.
	pub version: u32,
	/// Block time since when they are so, if the owner revised the class since it was registered.
	pub revised_at: Option<Moment>,
	/// Which of the rights a revision added.
	pub added: BoundedVec<AddedRight, MaxRightsPerClass>,
	/// In which period every item that is made has a serial, by its owner's word; of moments of making.
	pub serialised: Option<Period>,
	/// How many pieces may ever be made of it; as many as one likes without.
	pub ceiling: Option<u128>,
	/// How many pieces were made of it since it was registered, or registered anew.
	pub made: u128,
	/// How many pieces were made of it in lots with serials, of any version.
	pub with_serials: u128,
}

impl ClassFacts {
	/// Whether goods that were made as `version` of the class answer for a right of it.
	pub fn binds(&self, right: &RightId, version: u32) -> bool {
		AddedRight::binds(&self.added, right, version)
	}

	/// Whether the owner promised that every item made at `at` has a serial.
	pub fn promises_serials_at(&self, at: Moment) -> bool {
		self.serialised.is_some_and(|period| period.contains(at))
	}
}

stored! {
	/// A right that the owner of a class added to it.
	pub struct AddedRight {
		/// The right.
		pub right: RightId,
		/// The version of the class that named it first.
		pub version: u32,
	}
}

impl AddedRight {
	/// Whether goods that were made as `version` of a class answer for a right of it: for all but those in
	/// `added` that came later.
	pub fn binds(added: &[Self], right: &RightId, version: u32) -> bool {
		added.iter().all(|tie| tie.right != *right || tie.version <= version)
	}
}

/// A lot, as others ask for it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LotFacts {
	/// Of which class.
	pub gtin: Gtin,
	/// The version of the class that it was made as, or labelled.
	pub class_version: u32,
	/// Who made it.
	pub maker: OrgId,
	/// Where it was made.
	pub made_in: Country,
	/// Block time of its commissioning, which asked for the authority to manufacture.
	pub commissioned_at: Moment,
	/// The rights of its class that it was made under with their owners' consent: by an owner, or under a
	/// licence. Of others commissioning shows nothing.
	pub consented: BoundedVec<RightId, MaxRightsPerClass>,
	/// The licences that the authority to manufacture rested on; none where the maker owns the rights
	/// or none is in force.
	pub licences: BoundedVec<LicenceId, MaxRightsPerClass>,
	/// How much was made.
	pub quantity: Quantity,
	/// The root over its serials; none if it has no serials.
	pub root: Option<H256>,
	/// When it was made, as its maker says. Relabelling leaves that as it was.
	pub made_at: EventTime,
	/// At which place it was made, as its maker says.
	pub made_where: Option<Gln>,
	/// Who keeps the list of its serials, in the order in which they are asked; the brand if nobody is named.
	pub keepers: BoundedVec<OrgId, MaxKeepers>,
}

stored! {
	/// How one lot came of another.
	pub enum Derivation {
		/// Made of it: a `TransformationEvent` of EPCIS 2.0.
		#[codec(index = 0)]
		Transformed,
		/// The same goods under another identity.
		#[codec(index = 1)]
		Relabelled,
	}

	/// Which way lineage is walked from a lot.
	#[derive(PartialOrd, Ord)]
	pub enum Direction {
		/// To what it came of.
		#[codec(index = 0)]
		Inputs,
		/// To what came of it.
		#[codec(index = 1)]
		Outputs,
	}

	/// A step of lineage: goods of one lot that became part of another.
	pub struct LineageLink {
		/// The lot that the step leads to.
		pub lot: LotId,
		/// The unit or consignment that ended by it.
		pub object: ObjectId,
		/// How much of it.
		pub quantity: Quantity,
		/// How.
		pub how: Derivation,
	}
}
