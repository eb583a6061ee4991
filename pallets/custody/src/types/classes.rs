//! Product classes, lots of them, and their recalls.

use super::*;

/// A product class. Who loses its company prefix loses the class to whoever holds the prefix then.
#[stored]
pub struct Class {
	/// Who registered it under its company prefix.
	pub owner: OrgId,
	/// The rights that it is made under.
	pub rights: BoundedVec<ClassRight, MaxRightsPerClass>,
	/// Its commodity code.
	pub hs: HsCode,
	/// Block time of the registration.
	pub registered_at: Moment,
	/// How many versions there were before, of this owner or another.
	pub version: u32,
	/// Block time since when the class is this version, if its owner revised it since it was registered.
	pub revised_at: Option<Moment>,
	/// Which of the rights a revision added. Goods of former versions were not made under them.
	pub added: BoundedVec<AddedRight, MaxRightsPerClass>,
	/// Whether any recall of its goods is in force: else nobody looks for one.
	pub is_recalled: bool,
	/// In which period every item that is made has a serial, by its owner's word; of moments of making.
	pub serialised: Option<Period>,
	/// How many pieces may ever be made of it; as many as one likes without.
	pub ceiling: Option<u128>,
	/// How many pieces were made of it since it was registered.
	pub made: u128,
	/// How many pieces were made of it in lots with serials, of any version.
	pub with_serials: u128,
	/// The latest moment at which a lot without serials came on record or is said to have been made, of any
	/// version.
	pub last_unserialised: Option<Moment>,
}

impl From<Class> for ClassFacts {
	fn from(class: Class) -> Self {
		let Class { owner, rights, hs, registered_at, version, revised_at, added, .. } = class;
		let Class { serialised, ceiling, made, with_serials, .. } = class;
		Self {
			owner,
			rights,
			hs,
			registered_at,
			version,
			revised_at,
			added,
			serialised,
			ceiling,
			made,
			with_serials,
		}
	}
}

/// A lot.
#[stored]
pub struct Lot {
	/// Of which class.
	pub gtin: Gtin,
	/// Its number.
	pub number: LotNumber,
	/// Who made it.
	pub maker: OrgId,
	/// Where the maker is established.
	pub made_in: Country,
	/// How much was made.
	pub quantity: Quantity,
	/// The version of the class that it was made under.
	pub class_version: u32,
	/// The rights of that class whose owner made it, or let it be made.
	pub consented: BoundedVec<RightId, MaxRightsPerClass>,
	/// The root over its serials, one leaf a piece; none if it has no serials.
	pub root: Option<H256>,
	/// The licences that the authority to make the goods, or to label them as such, rested on.
	pub licences: BoundedVec<LicenceId, MaxRightsPerClass>,
	/// How many consignments it was divided into: their numbers run from 0.
	pub consignments: u32,
	/// Block time of the commissioning.
	pub commissioned_at: Moment,
	/// Block of the commissioning.
	pub commissioned_in: BlockNumber,
	/// When it was made, as its maker says.
	pub made_at: EventTime,
	/// At which place it was made, as its maker says.
	pub made_where: Option<Gln>,
	/// Who keeps the list of its serials, in the order in which they are asked.
	pub keepers: BoundedVec<OrgId, MaxKeepers>,
}

/// A recall in force, as every check of goods of its class reads it.
#[stored]
pub struct RecallInForce {
	/// Its number.
	pub recall: RecallId,
	/// Who declared it.
	pub by: OrgId,
	/// Where it has effect; everywhere without a country.
	pub country: Option<Country>,
	/// Why.
	pub reason: RecallReason,
	/// Which goods.
	pub scope: RecallScope,
}
