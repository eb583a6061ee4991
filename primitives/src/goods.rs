//! Goods as they are claimed and as custody knows them.

use crate::{
	authorisation::{Consent, FirstSale},
	cbv::{Disposition, ErrorReason},
	geo::Coordinates,
	gs1::{Gln, Gtin, Serial, SerialProof, Sscc},
	hs::HsCode,
	quantity::Quantity,
	rights::{RightClass, RightId},
	territory::Country,
	time::{EventTime, Period},
	transport::{LegUnderway, Passage},
	BlockNumber, DeclarationId, LicenceId, Malformed, Moment, OrgId, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// Id of a consignment, unit or logistic unit; see [`crate::gs1`] for how each is computed.
pub type ObjectId = H256;
/// Id of a lot; see [`crate::gs1::lot_id`].
pub type LotId = H256;

/// Most rights that a product class is tied to.
pub type MaxRightsPerClass = ConstU32<8>;
/// Most keepers of its list of serials that a lot names.
pub type MaxKeepers = ConstU32<4>;
/// Most different lots that one logistic unit can hold at any depth.
pub type MaxLotsPerLogisticUnit = ConstU32<64>;
/// Most levels of logistic units within each other.
pub const MAX_NESTING: u8 = 5;

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

/// How the life of an object ended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum EndOfLife {
	/// Sold to a consumer.
	#[codec(index = 0)]
	Sold,
	/// Destroyed.
	#[codec(index = 1)]
	Destroyed,
	/// A logistic unit that was emptied and closed: its SSCC can be used again.
	#[codec(index = 2)]
	Closed,
	/// Lost: its holder does not know where it is (CBV `unknown`).
	#[codec(index = 3)]
	Lost,
	/// Stolen from its holder (CBV `stolen`).
	#[codec(index = 4)]
	Stolen,
	/// Its identity is no longer in use (CBV `inactive`).
	#[codec(index = 5)]
	Decommissioned,
	/// Consumed: they became part of another lot.
	#[codec(index = 6)]
	Transformed,
	/// They go on as another lot.
	#[codec(index = 7)]
	Relabelled,
}

impl EndOfLife {
	/// Whether goods can come back from it: a buyer returns them, or they are found.
	pub fn is_reversible(&self) -> bool {
		matches!(self, Self::Sold | Self::Lost | Self::Stolen)
	}

	/// The condition that it leaves an object in. CBV has no word for what was consumed.
	pub fn disposition(&self) -> Option<Disposition> {
		match self {
			Self::Sold => Some(Disposition::RetailSold),
			Self::Destroyed => Some(Disposition::Destroyed),
			Self::Lost => Some(Disposition::Unknown),
			Self::Stolen => Some(Disposition::Stolen),
			Self::Closed | Self::Decommissioned | Self::Relabelled => Some(Disposition::Inactive),
			Self::Transformed => None,
		}
	}
}

/// What the seller says of a sale.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Sale {
	/// The member through whose marketplace it was, if through one.
	pub marketplace: Option<OrgId>,
	/// A salted reference to the order.
	pub order: H256,
	/// A salted reference to the payment: through whom, when, to which account. `None` if the seller states none.
	pub payment: Option<H256>,
}

/// What an object's life is at.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Presence {
	/// With its holder.
	#[codec(index = 0)]
	Held,
	/// Offered by its holder to somebody who has not answered.
	#[codec(index = 1)]
	Offered {
		/// To whom.
		to: OrgId,
		/// The moment from which on it cannot be accepted.
		until: Moment,
		/// The leg that it is on, if somebody carries it there who is no member.
		leg: Option<LegUnderway>,
	},
	/// Kept by an authority.
	#[codec(index = 2)]
	Detained {
		/// By which.
		by: OrgId,
	},
	/// No longer in the trade.
	#[codec(index = 3)]
	Ended(EndOfLife),
}

impl Presence {
	/// What it is at `now`: an offer that expired leaves the object with its holder.
	pub fn settled(self, now: Moment) -> Self {
		match self {
			Self::Offered { until, .. } if until <= now => Self::Held,
			presence => presence,
		}
	}
}

/// That goods were let into a country.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Clearance {
	/// By which declaration.
	pub declaration: DeclarationId,
	/// Into which country.
	pub destination: Country,
}

impl Clearance {
	/// Whether the goods are in `country` by it: what was let into one country of a customs union is in
	/// all of them.
	pub fn covers(&self, country: &Country) -> bool {
		self.destination.customs_territory() == country.customs_territory()
	}

	/// The later of two: declarations are numbered in the order in which they are lodged.
	pub fn latest(a: Option<Self>, b: Option<Self>) -> Option<Self> {
		match (a, b) {
			(Some(one), Some(other)) if one.declaration < other.declaration => Some(other),
			(Some(one), _) => Some(one),
			(None, other) => other,
		}
	}
}

/// Where custody knows goods to be.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Whereabouts {
	/// The record that they are tracked by: their own, or that of the consignment they lie in.
	pub object: ObjectId,
	/// Who holds the outermost object that they are in, or held it last.
	pub holder: OrgId,
	/// What the life of the outermost object is at; their own if it ended.
	pub presence: Presence,
	/// The latest clearance of their own, of anything that they lay in when it was cleared, or of
	/// something that lies in them.
	pub cleared: Option<Clearance>,
	/// Where and when a unit or consignment was first put on the market with consent.
	pub first_sale: Option<Marketing>,
	/// To whom they belong, whoever holds them; of goods that ended, to whom they belonged in the trade.
	pub owner: OrgId,
}

/// Where and when goods were first put on the market with the consent of the owners of their rights.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Marketing {
	/// Where.
	pub country: Country,
	/// Block time of the record.
	pub at: Moment,
	/// Block time of the record that they were repackaged, changed or impaired since.
	pub altered: Option<Moment>,
}

impl Marketing {
	/// Whether the goods were altered since, as far as the record knew at `at`.
	pub fn is_altered_at(&self, at: Moment) -> bool {
		self.altered.is_some_and(|since| since <= at)
	}

	/// The same, of goods that are altered at `at`, unless they were before.
	pub fn altered_at(self, at: Moment) -> Self {
		Self { altered: self.altered.or(Some(at)), ..self }
	}

	/// The same, as a fact that a question carries: on record with `object`.
	pub fn recorded(self, object: ObjectId) -> FirstSale {
		let Self { country, at, .. } = self;
		FirstSale { country, at, consent: Consent::Recorded { object } }
	}
}

/// What became of a [`SerialProof`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Content {
	/// Of which lot.
	pub lot: LotId,
	/// How much.
	pub quantity: Quantity,
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

/// Goods that were declared, as custody finds them again whatever happens to them.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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

impl TrackedGoods {
	/// The id of their record, which a unit may not have yet.
	pub fn id(&self) -> ObjectId {
		match self {
			Self::Object(id) | Self::Leaf { unit: id, .. } => *id,
		}
	}
}

/// How an observation contradicts what custody knows.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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

/// Something that stands out in the history of an object.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
		/// Digest of the decision. `None` if it was with a declaration, whose suspension has the grounds.
		ground: Option<H256>,
	},
	/// The authority let go of it.
	#[codec(index = 2)]
	Released {
		/// As above.
		ground: Option<H256>,
	},
	/// The authority destroyed it.
	#[codec(index = 3)]
	Destroyed {
		/// As above.
		ground: Option<H256>,
	},
}

/// That an event, an observation or a report of sensors is erroneous, which stays what it is.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ErrorDeclaration {
	/// Why.
	pub reason: ErrorReason,
	/// Id of the event that says what is right.
	pub corrective: Option<H256>,
	/// Block time.
	pub at: Moment,
}

/// How the custody of an authority ends.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum CustodyEnd {
	/// The goods are back with whom it took them from.
	#[codec(index = 0)]
	Released,
	/// They were destroyed.
	#[codec(index = 1)]
	Destroyed,
}

/// More of a lot than was made of it, as an observation shows it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Excess {
	/// The lot, whose record says how much was made.
	pub lot: LotId,
	/// What was shown of it.
	pub shown: ShownOfLot,
}

/// What an observation shows of a lot.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ShownOfLot {
	/// A label whose path begins at this leaf, counted from 0.
	#[codec(index = 0)]
	Leaf(u32),
	/// So much at once.
	#[codec(index = 1)]
	Quantity(Quantity),
}

/// How one lot came of another.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Derivation {
	/// Made of it: a `TransformationEvent` of EPCIS 2.0.
	#[codec(index = 0)]
	Transformed,
	/// The same goods under another identity.
	#[codec(index = 1)]
	Relabelled,
}

/// Which way lineage is walked from a lot.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Direction {
	/// To what it came of.
	#[codec(index = 0)]
	Inputs,
	/// To what came of it.
	#[codec(index = 1)]
	Outputs,
}

/// A step of lineage: goods of one lot that became part of another.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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

/// A fact by which an object was at a registered place.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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

/// A right that a product class is made under.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ClassRight {
	/// The right.
	pub right: RightId,
	/// What goods of the class are in the classification of the right (Nice, Locarno, IPC), as whoever
	/// registered them says. Licences that are limited to classes ask for it.
	pub class: Option<RightClass>,
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
	/// In which period every item that is made has a serial, by its owner's word; of moments of making.
	pub serialised: Option<Period>,
	/// How many pieces may ever be made of it; as many as one likes without.
	pub ceiling: Option<u128>,
	/// How many pieces were made of it since it was registered, or registered anew.
	pub made: u128,
}

impl ClassFacts {
	/// Whether the owner promised that every item made at `at` has a serial.
	pub fn promises_serials_at(&self, at: Moment) -> bool {
		self.serialised.is_some_and(|period| period.contains(at))
	}
}

/// A lot, as others ask for it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LotFacts {
	/// Of which class.
	pub gtin: Gtin,
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

/// What a receiver notes of goods that it takes over. Whoever notes nothing is taken to have received them
/// complete and in good condition (CMR art. 9(2) and 30(1)); for what is noted the sender answers.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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

impl Validate for Reservation {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Shortage { missing } => missing.validate(),
			Self::Damaged | Self::SealBroken => Ok(()),
		}
	}
}

/// A stretch of time in which one organisation held goods that belonged to one.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
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
