//! Goods as the pallet finds them. Not stored.

use super::*;

/// An outermost object, as found from one inside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outermost {
	/// Its id.
	pub object: ObjectId,
	/// Its record.
	pub item: Item,
	/// Who holds it, or held it last.
	pub holder: OrgId,
	/// To whom the object within belongs: the first owner that a record names, from its own outwards, or else
	/// the holder.
	pub owner: OrgId,
	/// The latest clearance that applies to the object within, its own included.
	pub cleared: Option<Clearance>,
}

/// Goods that their holder puts on the market or sells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForSale {
	/// Their id.
	pub object: ObjectId,
	/// The lot that they are of.
	pub lot: LotId,
	/// How much.
	pub quantity: Quantity,
	/// Where their record is.
	pub record: Record,
}

/// Where the record of goods is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Record {
	/// They have one of their own.
	Own(Item),
	/// They are a unit that is known by the consignment in which it lies.
	In {
		/// Its leaf.
		located: Located,
		/// The record of the consignment.
		consignment: Item,
		/// The outermost object that the consignment lies in.
		outer: Box<Outermost>,
	},
}

impl ForSale {
	/// The last clearance of the goods.
	pub fn cleared(&self) -> Option<Clearance> {
		match &self.record {
			Record::Own(item) => item.cleared,
			Record::In { outer, .. } => outer.cleared,
		}
	}

	/// Where and when they were first put on the market with consent.
	pub fn first_sale(&self) -> Option<Marketing> {
		match &self.record {
			Record::Own(item) | Record::In { consignment: item, .. } => item.first_sale,
		}
	}
}

/// Where the leaf of a unit lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located {
	/// In which lot.
	pub lot: LotId,
	/// At which leaf.
	pub index: u32,
	/// In which consignment.
	pub consignment: ObjectId,
}
