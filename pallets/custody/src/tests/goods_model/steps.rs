//! What happens in a world, what is seen after it, and how a model can be wrong.

use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

/// A thing by what people call it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Thing {
	Consignment {
		lot: u32,
		number: u32,
	},
	Unit {
		serial: u32,
	},
	Case {
		code: u32,
		generation: u32,
	},
	/// That nobody ever recorded.
	Unheard,
}

/// What somebody shows of goods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
	Thing(Thing),
	/// The label of a unit.
	Label {
		serial: u32,
	},
	/// The label of the unit at this leaf, with its path.
	Leaf {
		lot: u32,
		index: u32,
	},
	/// A label with the path of another unit.
	Forged {
		serial: u32,
		lot: u32,
		index: u32,
	},
}

/// A part of a consignment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
	Ranges(Vec<(u32, u32)>),
	Pieces(u64),
}

/// What a receiver does with one of many objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receipt {
	Whole,
	Short(u64),
	/// Taken over with a broken seal.
	Broken,
	Refused,
}

/// What somebody does with one object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
	Split(Part),
	Close,
	Offer(OrgId),
	Accept,
	/// For a broken seal.
	Refuse,
	Withdraw,
	Destroy,
	/// Puts the one seal of these worlds on it.
	Seal(Ground),
	/// Offers it, and an outsider carries it there.
	Consign(OrgId),
	/// Takes it back from whoever bought it.
	TakeBack,
	/// Has found what was missing.
	Find,
	/// Offers its title.
	OfferTitle(OrgId),
	AcceptTitle,
	WithdrawTitle,
}

/// Why a seal is put on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
	Loaded,
	ByCustoms,
	Damaged,
}

/// What an authority does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Control {
	Extract,
	Detain,
	Release,
	Destroy,
	Bind,
	Unbind,
}

/// What somebody tries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call {
	/// `first` is the first serial, if the lot has serials.
	Commission {
		by: OrgId,
		lot: u32,
		pieces: u64,
		first: Option<u32>,
	},
	Act {
		by: OrgId,
		object: Thing,
		seq: u32,
		act: Act,
	},
	Pack {
		by: OrgId,
		code: u32,
		children: Vec<(Thing, u32)>,
	},
	Unpack {
		by: OrgId,
		parent: Thing,
		seq: u32,
		children: Vec<(Thing, u32)>,
	},
	Receive {
		by: OrgId,
		goods: Vec<(Thing, u32, Receipt)>,
	},
	Sell {
		by: OrgId,
		claim: Claim,
		seq: u32,
	},
	PutOnMarket {
		by: OrgId,
		claim: Claim,
		seq: u32,
	},
	Observe {
		by: OrgId,
		claim: Claim,
		seq: u32,
	},
	Control {
		by: OrgId,
		goods: Claim,
		control: Control,
	},
	/// Lost or stolen.
	Miss {
		by: OrgId,
		claim: Claim,
		seq: u32,
	},
	/// The council puts it into other hands.
	Reassign {
		object: Thing,
		seq: u32,
		to: OrgId,
	},
	/// How many pieces may ever be made of the class.
	Limit {
		by: OrgId,
		ceiling: Option<u64>,
	},
	/// As long goes by as an offer stands at most.
	Wait,
}

impl Call {
	/// What it is, without what it is about.
	pub fn name(&self) -> String {
		let all = match self {
			Self::Act { act, .. } => format!("{act:?}"),
			Self::Control { control, .. } => format!("Control{control:?}"),
			call => format!("{call:?}"),
		};
		all.chars().take_while(char::is_ascii_alphanumeric).collect()
	}
}

/// How an observation contradicts the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Oddity {
	ReappearedAfterEnd,
	HeldByAnother,
	ProofRefuted,
}

/// What comes of a call that is not refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
	Done,
	/// An authority found nothing to do.
	PassedOver,
	Observed(Option<Oddity>),
}

/// Where a thing is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
	With(OrgId),
	In(Thing),
}

/// What the life of a thing is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Life {
	Held,
	Offered(OrgId),
	Kept(OrgId),
	Sold,
	Destroyed,
	Closed,
	Missing,
}

impl Life {
	pub fn has_ended(self) -> bool {
		matches!(self, Self::Sold | Self::Destroyed | Self::Closed | Self::Missing)
	}

	/// Whether it can come back into the trade.
	pub fn is_over_for_now(self) -> bool {
		matches!(self, Self::Sold | Self::Missing)
	}
}

/// All that can be seen of a thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
	pub place: Place,
	pub life: Life,
	pub seq: u32,
	/// Put on the market with consent.
	pub is_on_market: bool,
	/// How many declared goods it is or holds.
	pub bound: u32,
	/// Who holds what it lies in, or itself.
	pub holder: OrgId,
	/// To whom it belongs.
	pub owner: OrgId,
	/// To whom its title is offered.
	pub for_sale: Option<OrgId>,
	/// What the life of what it lies in is at, or its own.
	pub presence: Life,
	/// What it lies in, innermost first.
	pub parents: Vec<Thing>,
	/// How much of which lot lies in it.
	pub contents: BTreeMap<u32, u64>,
	/// How many units were taken out of a consignment.
	pub taken: u32,
	/// How many things lie directly in a case.
	pub children: u32,
	/// Levels that a case counts as.
	pub height: u8,
	/// Lot and leaf of a unit.
	pub source: Option<(u32, u32)>,
	/// How often a case was sealed.
	pub trips: u32,
	/// Whether the seal is on it.
	pub is_sealed: bool,
	/// Of what an outsider carried to its last holder, whether the seal was whole; until its title passes.
	pub is_bridged: Option<bool>,
}

/// All that can be seen.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct View {
	pub things: BTreeMap<Thing, Seen>,
	/// In which consignment each leaf of a lot with serials lies or lay last.
	pub leaves: BTreeMap<u32, Vec<u32>>,
	/// How many pieces were made of the class.
	pub made: u64,
	/// How many may ever be.
	pub ceiling: Option<u64>,
}

/// What was tried, what came of it, and what was to be seen then.
#[derive(Clone, Debug)]
pub struct Step {
	pub call: Call,
	/// The name of the refusal if it was refused.
	pub outcome: Result<Answer, String>,
	pub view: View,
}

/// A rule that the model can get wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
	/// Whoever accepts need not be the one to whom it is offered.
	AcceptedByAnybody,
	/// The new consignment has one piece less than was split off.
	SplitLosesAPiece,
	/// What is unpacked still lies in what it was unpacked from.
	UnpackedStaysInside,
	/// What was sold can be offered.
	SoldIsOffered,
	/// What lies in a thing on offer can be sold.
	SoldOutOfAnOffer,
	/// An old number is as good as the current one.
	StaleSeqAccepted,
	/// A unit with a record can be taken out of its consignment again.
	UnitTakenTwice,
	/// Cases nest one level deeper.
	NestedSixDeep,
	/// A range can take in leaves of another consignment.
	RangesOverlap,
	/// Whoever refuses holds the object then.
	RefusalMoves,
	/// What lies in another thing can be offered on its own.
	PackedIsOffered,
	/// What an authority keeps can be offered.
	KeptIsOffered,
	/// A case can be closed with what lies in it.
	ClosedOverContents,
	/// A first sale is recorded twice.
	FirstSaleTwice,
	/// The path of a unit shows any unit with its serial.
	AnyLotsPath,
	/// A unit that is taken out still counts where it lay.
	TakenStillCounts,
	/// What is declared can be unpacked.
	BoundIsUnpacked,
	/// Any authority releases what another keeps.
	ReleasedByAnother,
	/// Anybody packs what he does not hold.
	PackedByAnybody,
	/// An offer never expires.
	ExpiredIsAccepted,
	/// A seal outlasts what gets in or out.
	OpenedStaysSealed,
	/// A seal outlasts the life of what it is on.
	EndedStaysSealed,
	/// A seal outlasts a refusal because it is broken.
	RefusedStaysSealed,
	/// An outsider's leg needs no seal.
	UnsealedIsBridged,
	/// A seal that was changed on the way for any reason counts as whole.
	ChangedSealIsWhole,
	/// Anybody finds what another misses.
	FoundByAnybody,
	/// What is missing cannot be reassigned.
	MissingStaysSo,
	/// Whoever accepts a thing owns it.
	OwnerLostAtHandOver,
	/// What was sold by itself passes with what it lies in.
	TitleTakesAllAlong,
	/// What was sold with what it lies in can be sold by itself.
	SoldTwice,
	/// What is missing of loose goods is the receiver's.
	MissingIsTakenOver,
	/// More is made than the ceiling allows.
	MadeAboveCeiling,
	/// A ceiling is raised or lifted.
	CeilingIsRaised,
	/// A ceiling is set below what was made.
	CeilingBelowGoods,
}

/// All of them.
pub const MUTATIONS: [Mutation; 34] = [
	Mutation::AcceptedByAnybody,
	Mutation::SplitLosesAPiece,
	Mutation::UnpackedStaysInside,
	Mutation::SoldIsOffered,
	Mutation::SoldOutOfAnOffer,
	Mutation::StaleSeqAccepted,
	Mutation::UnitTakenTwice,
	Mutation::NestedSixDeep,
	Mutation::RangesOverlap,
	Mutation::RefusalMoves,
	Mutation::PackedIsOffered,
	Mutation::KeptIsOffered,
	Mutation::ClosedOverContents,
	Mutation::FirstSaleTwice,
	Mutation::AnyLotsPath,
	Mutation::TakenStillCounts,
	Mutation::BoundIsUnpacked,
	Mutation::ReleasedByAnother,
	Mutation::PackedByAnybody,
	Mutation::ExpiredIsAccepted,
	Mutation::OpenedStaysSealed,
	Mutation::EndedStaysSealed,
	Mutation::RefusedStaysSealed,
	Mutation::UnsealedIsBridged,
	Mutation::ChangedSealIsWhole,
	Mutation::FoundByAnybody,
	Mutation::MissingStaysSo,
	Mutation::OwnerLostAtHandOver,
	Mutation::TitleTakesAllAlong,
	Mutation::SoldTwice,
	Mutation::MissingIsTakenOver,
	Mutation::MadeAboveCeiling,
	Mutation::CeilingIsRaised,
	Mutation::CeilingBelowGoods,
];
