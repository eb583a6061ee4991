//! What happens in a world, and what is seen after it.

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
