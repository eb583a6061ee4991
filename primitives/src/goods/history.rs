//! With whom goods were, and where they were seen.

use super::{EndOfLife, ObjectId};
use crate::{
	cbv::Disposition, geo::Coordinates, gs1::Gln, quantity::Quantity, stored::stored,
	transport::Passage, BlockNumber, Malformed, Moment, OrgId, Validate,
};

stored! {
	/// A stretch of time in which one organisation held goods that belonged to one.
	pub struct Segment {
		/// Who held them.
		pub holder: OrgId,
		/// The outermost object that they lay in, or their own.
		pub object: ObjectId,
		/// Block of the act that began it.
		pub from_block: BlockNumber,
		/// Block time of that act.
		pub from: Moment,
		/// Where that act took place, as the actor said.
		pub place: Option<Gln>,
		/// Block of the act that ended it; `None` if it lasts.
		pub until_block: Option<BlockNumber>,
		/// Block time of that act; `None` if it lasts.
		pub until: Option<Moment>,
		/// How the life of `object` ended by that act, if it did with the goods in it.
		pub ended: Option<EndOfLife>,
		/// The condition that the goods were in at the end of it, or are in while it lasts: what their end left
		/// them as, on the way with somebody who is no member, or damaged as the holder noted. `None` where that
		/// is all the record tells; what members saw is in their observations.
		pub disposition: Option<Disposition>,
		/// What the holder noted when it took them over.
		pub reservation: Option<Reservation>,
		/// How they came to the holder, if somebody carried them who is no member.
		pub passage: Option<Passage>,
		/// Number of the span of `object` that it is of.
		pub span: u32,
		/// To whom the goods belonged.
		pub owner: OrgId,
	}

	/// What a receiver notes of goods that it takes over. Whoever notes nothing is taken to have received them
	/// complete and in good condition (CMR art. 9(2) and 30(1)); for what is noted the sender answers.
	pub enum Reservation {
		/// Fewer than the papers say. Those that are missing stay the sender's to answer for.
		#[codec(index = 0)]
		Shortage {
			/// How much is missing.
			missing: Quantity,
		},
		/// They are damaged.
		#[codec(index = 1)]
		Damaged,
		/// The seal is broken: what lies inside was not counted.
		#[codec(index = 2)]
		SealBroken,
	}
}

impl Validate for Reservation {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Shortage { missing } => missing.validate(),
			Self::Damaged | Self::SealBroken => Ok(()),
		}
	}
}

stored! {
	/// A fact by which an object was at a registered place.
	pub struct Sighting {
		/// Where, by its number.
		pub place: Gln,
		/// Where, as the place was registered then.
		pub coordinates: Coordinates,
		/// When, as whoever reported it said.
		pub moment: Moment,
		/// What it was.
		pub fact: Fact,
	}

	/// What puts an object at a place.
	pub enum Fact {
		/// An observation of the object.
		#[codec(index = 0)]
		Observation {
			/// The observer.
			by: OrgId,
			/// The observer's number for that object.
			seq: u32,
		},
		/// An event of the object: it was made, packed into, unpacked from, unpacked itself, accepted,
		/// taken back or found, or its trip was recorded.
		#[codec(index = 1)]
		Event {
			/// The object's number after it.
			seq: u32,
		},
	}
}
