//! Stored types, and what calls and events carry.

use alloc::{boxed::Box, vec::Vec};
use codec::Encode;
use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::{ArithmeticError, SaturatedConversion};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	digest::next_head,
	goods::{
		AddedRight, AnomalyKind, ClassFacts, ClassRight, Clearance, Contents, EndOfLife, LotId,
		Marketing, MaxKeepers, MaxRightsPerClass, ObjectId, Presence, RecordedFact, Reservation,
	},
	gs1::{consignment_id, logistic_unit_id, Gln, Gtin, LotNumber, Serial, SerialProof, Sscc},
	hs::HsCode,
	parties::{Member, Role, Roles},
	quantity::Quantity,
	recalls::{RecallReason, RecallScope},
	rights::RightId,
	territory::Country,
	time::{EventTime, Period},
	transport::{Enclosure, LegUnderway, Passage},
	BlockNumber, LicenceId, Moment, OrgId, RecallId,
};

/// Most objects that are packed, unpacked or received at once.
pub type MaxChildren = ConstU32<200>;
/// Most ranges of leaves that are split off at once.
pub type MaxRanges = ConstU32<32>;

/// Most units that a consignment knows the leaves of after they were taken out of it.
pub type MaxTakenLeaves = ConstU32<64>;

/// Who registers product classes: those who bring goods of their own brand to market.
pub const REGISTRANTS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Creator,
	Role::Manufacturer,
	Role::Supplier,
	Role::Distributor,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
]);
/// Who holds goods: trade, transport, and the authorities that goods can come to.
pub const HANDLERS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Creator,
	Role::Manufacturer,
	Role::Supplier,
	Role::Exporter,
	Role::Distributor,
	Role::Broker,
	Role::Carrier,
	Role::PostalOperator,
	Role::Warehouse,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
	Role::Customs,
	Role::MarketSurveillance,
	Role::Police,
	Role::Court,
	Role::Laboratory,
]);
/// Who sells goods to consumers.
pub const SELLERS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Manufacturer,
	Role::Distributor,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
]);
/// The authorities that take goods into custody by decisions of their own.
pub const TAKING: Roles =
	Roles::of(&[Role::Customs, Role::MarketSurveillance, Role::Police, Role::Court]);
/// Who looks at goods that others hold, by duty: that is no anomaly.
pub const INSPECTORS: Roles = Roles::of(&[
	Role::Customs,
	Role::MarketSurveillance,
	Role::Police,
	Role::Court,
	Role::Laboratory,
	Role::Monitor,
]);

/// Who reports of the quality of a lot: its maker, laboratories, and authorities of market surveillance.
pub const QUALITY_REPORTERS: Roles =
	Roles::of(&[Role::Manufacturer, Role::Laboratory, Role::MarketSurveillance]);

/// Who recalls goods: those who register classes, and authorities.
pub const RECALLERS: Roles = Roles(REGISTRANTS.0 | RECALL_AUTHORITIES.0);
/// The authorities that recall goods of others, each in its country: of market surveillance (Regulation
/// (EU) 2019/1020 art. 16(3)), and courts. Customs suspends a release instead.
pub const RECALL_AUTHORITIES: Roles = Roles::of(&[Role::MarketSurveillance, Role::Court]);

/// Most recalls that are in force for goods of one class.
pub type MaxRecalls = ConstU32<32>;
/// Most of them by one organisation, so that none leaves the others no room.
pub const MAX_RECALLS_EACH: usize = 8;

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

/// Where an object is.
#[stored]
#[derive(Copy)]
pub enum Position {
	/// On its own, with an organisation; where it ended, with the last.
	#[codec(index = 0)]
	Held {
		/// With whom.
		holder: OrgId,
	},
	/// Inside a logistic unit, with which it moves.
	#[codec(index = 1)]
	In {
		/// Inside which.
		parent: ObjectId,
	},
}

/// What an object is.
#[stored]
#[derive(Copy)]
pub enum ItemKind {
	/// A part of a lot.
	#[codec(index = 0)]
	Consignment {
		/// Of which lot.
		lot: LotId,
		/// Its number within the lot.
		number: u32,
	},
	/// A single item that was taken out of its consignment.
	#[codec(index = 1)]
	Unit {
		/// Of which lot.
		lot: LotId,
		/// Its leaf in the lot's tree.
		index: u32,
	},
	/// A case, pallet, container.
	#[codec(index = 2)]
	LogisticUnit {
		/// The code that it bears.
		sscc: Sscc,
		/// How often the code had been used before.
		generation: u32,
	},
}

/// An object with state of its own.
#[stored]
#[derive(Copy)]
pub struct Item {
	/// Where it is.
	pub position: Position,
	/// What its life is at. An object inside another is `Held`: the outermost one tells.
	pub presence: Presence,
	/// What it is.
	pub kind: ItemKind,
	/// Number of its last event. Calls name it, so that none takes effect twice.
	pub seq: u32,
	/// Head of the chain of its events.
	pub head: H256,
	/// How many [`Span`]s it has.
	pub spans: u32,
	/// Its last clearance, which covers what lay in it then.
	pub cleared: Option<Clearance>,
	/// Number of the event of that clearance.
	pub cleared_in: u32,
	/// Where and when a unit or consignment was first put on the market with consent.
	pub first_sale: Option<Marketing>,
	/// Number of the event by which it came into what it lies in, in that one's chain.
	pub packed_in: u32,
	/// How many declared goods that wait for a decision it is or holds: while there are any it stays as
	/// it is.
	pub declared: u32,
	/// How many trips of it were recorded.
	pub trips: u32,
	/// How it is closed by the last of them.
	pub enclosure: Enclosure,
	/// To whom it belongs, if not to its holder; inside another, if not to whom that one belongs. On its own
	/// it is never the holder.
	pub owner: Option<OrgId>,
}

impl Item {
	/// An object with neither event nor span yet.
	pub fn new(kind: ItemKind, position: Position) -> Self {
		Self {
			position,
			presence: Presence::Held,
			kind,
			seq: 0,
			head: H256::zero(),
			spans: 0,
			cleared: None,
			cleared_in: 0,
			first_sale: None,
			packed_in: 0,
			declared: 0,
			trips: 0,
			enclosure: Enclosure::Open,
			owner: None,
		}
	}

	/// Notes that it belongs to `owner`, where without a word it would be to `default`: to its holder, or to whom
	/// what it lies in belongs.
	pub fn assign(&mut self, owner: OrgId, default: OrgId) {
		self.owner = (owner != default).then_some(owner);
	}

	/// Takes over what applied to it where it lay, as of its next event: all that lies in it lay there too.
	pub fn inherit(&mut self, cleared: Option<Clearance>) {
		if self.cleared != cleared {
			self.cleared = cleared;
			self.cleared_in = self.seq.saturating_add(1);
		}
	}

	/// Notes that `seller` puts it on the market where it is established, unless that was done before.
	pub fn put_on_market(&mut self, seller: &Member, at: Moment) {
		let country = seller.country;
		self.first_sale = self.first_sale.or(Some(Marketing { country, at, altered: None }));
	}

	/// Notes that something got into it or out, that its seals were found broken, or that its life ended: its
	/// trip is over.
	pub fn open(&mut self) {
		self.enclosure = Enclosure::Open;
	}

	/// How it passed a leg, if whoever accepts it notes `reservation`.
	pub fn passage(&self, leg: LegUnderway, reservation: Option<Reservation>) -> Passage {
		let LegUnderway { departed, is_sealed } = leg;
		let is_whole = is_sealed
			&& self.enclosure == Enclosure::Sealed
			&& reservation != Some(Reservation::SealBroken);
		if is_whole {
			Passage::Bridged { departed }
		} else {
			Passage::Broken { departed }
		}
	}

	/// Makes the event of the object's next number and chains it.
	pub fn advance<E: Encode>(
		&mut self,
		event: impl FnOnce(u32) -> E,
	) -> Result<E, ArithmeticError> {
		let seq = self.next_seq()?;
		let event = event(seq);
		self.chain(seq, &event);
		Ok(event)
	}

	/// Makes the event of two objects and chains it in both, each with the other's head.
	pub fn advance_both<E: Encode>(
		parent: &mut Self,
		child: &mut Self,
		event: impl FnOnce(Pins) -> E,
	) -> Result<E, ArithmeticError> {
		let pins = Pins {
			parent_seq: parent.next_seq()?,
			parent_head: parent.head,
			child_seq: child.next_seq()?,
			child_head: child.head,
		};
		let event = event(pins);
		parent.chain(pins.parent_seq, &event);
		child.chain(pins.child_seq, &event);
		Ok(event)
	}

	fn next_seq(&self) -> Result<u32, ArithmeticError> {
		self.seq.checked_add(1).ok_or(ArithmeticError::Overflow)
	}

	fn chain(&mut self, seq: u32, event: &impl Encode) {
		self.seq = seq;
		self.head = next_head(self.head, seq, event);
	}
}

/// What pins the chains of two objects to each other.
#[stored]
#[derive(Copy)]
pub struct Pins {
	/// Number of the event in the chain of the object that holds or held the other.
	pub parent_seq: u32,
	/// Head of that chain before the event.
	pub parent_head: H256,
	/// Number of the event in the chain of the other.
	pub child_seq: u32,
	/// Head of that chain before the event.
	pub child_head: H256,
}

/// What is left in a consignment.
#[stored]
pub struct Consignment {
	/// What still lies in it.
	pub quantity: Quantity,
	/// The units that were taken out of it.
	pub taken: Taken,
	/// Number of the consignment that it was split off from.
	pub split_from: Option<u32>,
}

/// The units that were taken out of a consignment.
#[stored]
#[derive(Default)]
pub struct Taken {
	/// How many they are.
	pub count: u32,
	/// Their leaves, ascending. Once they are more than [`MaxTakenLeaves`], none for good.
	pub leaves: BoundedVec<u32, MaxTakenLeaves>,
}

impl Taken {
	/// Notes that the unit at a leaf was taken out too.
	pub fn add(&mut self, leaf: u32) -> Result<(), ArithmeticError> {
		let is_known = self.is_known();
		self.count = self.count.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		if is_known {
			let place = self.leaves.partition_point(|other| *other < leaf);
			if self.leaves.try_insert(place, leaf).is_err() {
				self.leaves = BoundedVec::new();
			}
		}
		Ok(())
	}

	/// Divides them into those whose leaves lie in `ranges`, which ascend and are disjoint, and the others.
	/// None if not all leaves are known.
	pub fn divide(&self, ranges: &[(u32, u32)]) -> Option<(Self, Self)> {
		let is_in = |leaf: &u32| {
			let after = ranges.partition_point(|(start, _)| start <= leaf);
			let last = after.checked_sub(1).and_then(|place| ranges.get(place));
			last.is_some_and(|(_, end)| leaf < end)
		};
		let (inside, outside) = self.leaves.iter().copied().partition::<Vec<_>, _>(is_in);
		self.is_known().then(|| (Self::of(inside), Self::of(outside)))
	}

	fn of(leaves: Vec<u32>) -> Self {
		Self { count: leaves.len().saturated_into(), leaves: BoundedVec::truncate_from(leaves) }
	}

	fn is_known(&self) -> bool {
		self.leaves.len().saturated_into::<u32>() == self.count
	}
}

/// What a logistic unit holds.
#[stored]
#[derive(Default)]
pub struct LogisticUnit {
	/// All that lies in it at any depth, summed up by lot.
	pub contents: Contents,
	/// How many objects lie directly in it.
	pub children: u32,
	/// Levels of logistic units that it counts as, its own included; 0 while empty. Falls only with
	/// the last child.
	pub height: u8,
	/// The latest clearance of its own that something had when it came in, or got in it. Goes with the
	/// last child.
	pub cleared: Option<Clearance>,
}

/// How an object was from one change to the next.
#[stored]
#[derive(Copy)]
pub enum Stay {
	/// With an organisation.
	#[codec(index = 0)]
	With(OrgId),
	/// Inside a logistic unit.
	#[codec(index = 1)]
	In(ObjectId),
	/// No longer in the trade. The last, unless goods that were sold came back, or goods that were missing
	/// were found.
	#[codec(index = 2)]
	Ended(EndOfLife),
}

/// A change of an object's place in the chain, or of its owner, which lasts until the next.
#[stored]
#[derive(Copy)]
pub struct Span {
	/// How the object has been from here on.
	pub stay: Stay,
	/// Block time of the change.
	pub at: Moment,
	/// Block of the change.
	pub block: BlockNumber,
	/// Where it took place, as the actor said.
	pub place: Option<Gln>,
	/// What the receiver noted of a hand-over.
	pub reservation: Option<Reservation>,
	/// How the object came to the receiver, if somebody carried it who is no member.
	pub passage: Option<Passage>,
	/// To whom the object belonged, if not to its holder; inside another, if not to whom that one belonged.
	pub owner: Option<OrgId>,
}

/// That an owner offers the title of an object.
#[stored]
#[derive(Copy)]
pub struct TitleOffer {
	/// Which owner.
	pub from: OrgId,
	/// To whom.
	pub to: OrgId,
	/// The moment from which on it cannot be accepted.
	pub until: Moment,
}

/// Whether an event was reported in time.
#[stored]
#[derive(Copy)]
pub enum Timeliness {
	/// Within a day.
	#[codec(index = 0)]
	Prompt,
	/// Later than that.
	#[codec(index = 1)]
	Late,
}

/// Where and when an event happened, as the actor says. Block time stands beside it.
#[stored]
#[derive(Copy)]
pub struct Circumstances {
	/// Where.
	pub place: Option<Gln>,
	/// When.
	pub time: EventTime,
	/// Whether it was reported in time.
	pub timeliness: Timeliness,
}

/// Which part of a consignment.
#[stored]
pub enum Part {
	/// Of a lot with serials: ranges of leaves, each from a first up to but without a last, ascending
	/// and disjoint.
	#[codec(index = 0)]
	Ranges(BoundedVec<(u32, u32), MaxRanges>),
	/// Of a lot without: how much.
	#[codec(index = 1)]
	Amount(Quantity),
}

impl Part {
	/// How many ranges it has.
	pub fn ranges(&self) -> u32 {
		match self {
			Self::Ranges(ranges) => ranges.len().saturated_into(),
			Self::Amount(_) => 0,
		}
	}
}

/// Why goods were not accepted.
#[stored]
#[derive(Copy)]
pub enum RefusalReason {
	/// Nobody expected them.
	#[codec(index = 0)]
	NotExpected,
	/// They are damaged.
	#[codec(index = 1)]
	Damaged,
	/// They are more or fewer than offered.
	#[codec(index = 2)]
	QuantityMismatch,
	/// The seal is broken.
	#[codec(index = 3)]
	SealBroken,
	/// Another reason, agreed on elsewhere.
	#[codec(index = 4)]
	Other,
}

/// What a receiver does with an object that it was offered.
#[stored]
#[derive(Copy)]
pub enum Receipt {
	/// Takes it over without reservation.
	#[codec(index = 0)]
	Accepted,
	/// Takes it over, and notes what is wrong with it.
	#[codec(index = 1)]
	Reserved(Reservation),
	/// Leaves it with its holder.
	#[codec(index = 2)]
	Refused(RefusalReason),
}

/// What was observed.
#[stored]
pub enum ObservedGoods {
	/// An object by its id.
	#[codec(index = 0)]
	Object(ObjectId),
	/// A single item by what its label says.
	#[codec(index = 1)]
	Serial {
		/// Class.
		gtin: Gtin,
		/// Serial.
		serial: Serial,
		/// What shows that the serial belongs to a lot, if the label has it.
		proof: Option<SerialProof>,
	},
	/// A single item by the label that it had, under one of another lot.
	#[codec(index = 2)]
	Relabelled {
		/// Class.
		gtin: Gtin,
		/// Serial.
		serial: Serial,
		/// What shows that the serial belongs to a lot, if the label has it.
		proof: Option<SerialProof>,
		/// The lot that the new label names.
		bears: LotId,
	},
	/// So much of a lot, seen at once. It is recorded under the lot's id.
	#[codec(index = 3)]
	OfLot {
		/// Class.
		gtin: Gtin,
		/// The lot's number.
		lot: LotNumber,
		/// How much. Compared with the lot if it is in the lot's unit.
		quantity: Quantity,
	},
}

/// What a member saw.
#[stored]
#[derive(Copy)]
pub struct Observation {
	/// In which business step.
	pub biz_step: BizStep,
	/// In which condition.
	pub disposition: Disposition,
	/// Where.
	pub place: Option<Gln>,
	/// When, as the observer says.
	pub time: EventTime,
	/// Whether it was reported in time.
	pub timeliness: Timeliness,
	/// Block time.
	pub recorded_at: Moment,
	/// Block.
	pub block: BlockNumber,
	/// How it contradicts what custody knew then.
	pub anomaly: Option<AnomalyKind>,
	/// Which fact on record it contradicts.
	pub fact: Option<RecordedFact>,
}

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

/// In which way goods are missing.
#[stored]
#[derive(Copy)]
pub enum MissingKind {
	/// Nobody knows where they are (CBV `unknown`).
	#[codec(index = 0)]
	Lost,
	/// They were stolen (CBV `stolen`).
	#[codec(index = 1)]
	Stolen,
}

impl From<MissingKind> for EndOfLife {
	fn from(kind: MissingKind) -> Self {
		match kind {
			MissingKind::Lost => Self::Lost,
			MissingKind::Stolen => Self::Stolen,
		}
	}
}

/// What is erroneous of what is on record of an object.
#[stored]
#[derive(Copy)]
pub enum Erroneous {
	/// An event of its chain.
	#[codec(index = 0)]
	Event {
		/// Number of the event.
		seq: u32,
		/// Number of a span in which whoever declares it holds or held the object.
		span: u32,
	},
	/// An observation of it.
	#[codec(index = 1)]
	Observation {
		/// The observer's number for the object.
		seq: u32,
	},
	/// A report of sensors with it.
	#[codec(index = 2)]
	SensorReport {
		/// The reporter's number for the object.
		seq: u32,
	},
}

impl Erroneous {
	/// What kind of entry it is, and its number among those.
	pub fn entry(&self) -> (EntryKind, u32) {
		match *self {
			Self::Event { seq, .. } => (EntryKind::Event, seq),
			Self::Observation { seq } => (EntryKind::Observation, seq),
			Self::SensorReport { seq } => (EntryKind::SensorReport, seq),
		}
	}
}

/// What is on record of an object by numbers, and can be declared erroneous.
#[stored]
#[derive(Copy)]
pub enum EntryKind {
	/// Events of its chain.
	#[codec(index = 0)]
	Event,
	/// Observations of it, by each observer.
	#[codec(index = 1)]
	Observation,
	/// Reports of sensors with it, by each reporter.
	#[codec(index = 2)]
	SensorReport,
}

/// Why goods are reassigned without their holder.
#[stored]
#[derive(Copy)]
pub enum ReassignmentReason {
	/// The holder was expelled and can sign no more.
	#[codec(index = 0)]
	HolderExpelled,
	/// The holder refuses to hand over what is not its own.
	#[codec(index = 1)]
	HolderRefuses,
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

impl ItemKind {
	/// The id of the consignment or logistic unit of this kind; a unit's needs its serial.
	pub fn id(&self) -> Option<ObjectId> {
		match self {
			Self::Consignment { lot, number } => Some(consignment_id(lot, *number)),
			Self::LogisticUnit { sscc, generation } => Some(logistic_unit_id(sscc, *generation)),
			Self::Unit { .. } => None,
		}
	}
}
