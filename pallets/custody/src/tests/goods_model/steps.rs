//! What happens in a world, and what is seen after it.

use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

/// The class in which goods are commissioned.
pub const FIRST_CLASS: u32 = 1;
/// A class of goods that are made of others, or relabelled into it.
pub const SECOND_CLASS: u32 = 2;

/// The class of a lot. Its number tells, in these worlds.
pub fn class_of(lot: u32) -> u32 {
	if lot > 4 && lot.is_multiple_of(2) {
		SECOND_CLASS
	} else {
		FIRST_CLASS
	}
}

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

/// What is consumed: a part of a consignment without serials, if an amount is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Input {
	pub object: Thing,
	pub seq: u32,
	pub pieces: Option<u64>,
}

/// Of so many pieces of a class come so many of a product.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
	pub class: u32,
	pub input: u64,
	pub output: u64,
}

/// Which goods are recalled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
	/// The lots of a class that are made in a period: from one step on, and before another if there is one.
	Class {
		class: u32,
		from: u32,
		until: Option<u32>,
	},
	Lot(u32),
	Leaves {
		lot: u32,
		ranges: Vec<(u32, u32)>,
	},
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

/// What customs does by way of a declaration.
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
	/// An authority takes goods by a decision of its own, perhaps at a place that a member runs in this country.
	Take {
		by: OrgId,
		claim: Claim,
		place: Option<&'static str>,
	},
	/// It gives back what it took so, or has destroyed it.
	End {
		by: OrgId,
		object: Thing,
		seq: u32,
		is_destroyed: bool,
	},
	/// A member is expelled.
	Expel(OrgId),
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
	/// Consumes goods, and makes a lot of them.
	Transform {
		by: OrgId,
		inputs: Vec<Input>,
		yields: Vec<Rate>,
		lot: u32,
		pieces: u64,
	},
	/// Goods go on as a lot of their own.
	Relabel {
		by: OrgId,
		claim: Claim,
		seq: u32,
		lot: u32,
	},
	Recall {
		by: OrgId,
		scope: Scope,
	},
	/// Lifts a recall, by its number.
	Lift {
		by: OrgId,
		recall: u32,
	},
	/// How many pieces may ever be made of the first class.
	Limit {
		by: OrgId,
		ceiling: Option<u64>,
	},
	/// The first class gets another commodity code. It names the version that it revises.
	Revise {
		by: OrgId,
		version: u32,
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
	/// Part of another lot.
	Consumed,
	/// Goes on as another lot.
	Relabelled,
}

impl Life {
	pub fn has_ended(self) -> bool {
		!matches!(self, Self::Held | Self::Offered(_) | Self::Kept(_))
	}

	/// Whether nothing happens to a thing any more.
	pub fn is_over(self) -> bool {
		self.has_ended() && !self.is_over_for_now()
	}

	/// Whether it can come back into the trade.
	pub fn is_over_for_now(self) -> bool {
		matches!(self, Self::Sold | Self::Missing)
	}
}

/// By what an authority keeps goods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
	Declaration,
	Decision,
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
	/// The leaves of the units that were taken out of a consignment.
	pub taken: Vec<u32>,
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
	/// The lot that it became part of, or goes on as.
	pub successor: Option<u32>,
	/// By what an authority keeps it, kept it last for a declaration, or destroyed it.
	pub kept_by: Option<Cause>,
	/// The recalls in force that concern it, and whether they do so for certain.
	pub recalls: BTreeMap<u32, bool>,
}

/// How goods of one lot became another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Derivation {
	Transformed,
	Relabelled,
}

/// A step of lineage, which leads to a lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
	pub lot: u32,
	/// What ended by it.
	pub object: Thing,
	pub pieces: u64,
	pub how: Derivation,
}

/// Where a lot comes from, and what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
	pub maker: OrgId,
	pub inputs: Vec<Link>,
	pub outputs: Vec<Link>,
}

/// How many pieces were made of a class, how many may ever be, and how often it was revised.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Made {
	pub pieces: u64,
	pub ceiling: Option<u64>,
	pub version: u32,
}

/// All that can be seen.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct View {
	pub things: BTreeMap<Thing, Seen>,
	/// In which consignment each leaf of a lot with serials lies or lay last.
	pub leaves: BTreeMap<u32, Vec<u32>>,
	pub lots: BTreeMap<u32, Origin>,
	/// Class by class.
	pub made: BTreeMap<u32, Made>,
	/// The recalls in force, and whether they have effect everywhere.
	pub in_force: BTreeMap<u32, bool>,
}

impl View {
	/// How much lies in the first consignment of a lot.
	pub fn pieces(&self, lot: u32) -> Option<u64> {
		let first = self.things.get(&Thing::Consignment { lot, number: 0 })?;
		first.contents.get(&lot).copied()
	}
}

/// What was tried, what came of it, and what was to be seen then.
#[derive(Clone, Debug)]
pub struct Step {
	pub call: Call,
	/// The name of the refusal if it was refused.
	pub outcome: Result<Answer, String>,
	pub view: View,
}
