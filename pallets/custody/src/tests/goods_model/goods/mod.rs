//! The goods world, written from the rules: who holds what, what lies in what, how much there is.
//!
//! It knows no pallet. Each thing has a place and a life; all else is searched for when it is asked. It
//! answers wrongly in one way if it is told a [`Mutation`], so that a test can show that the comparison
//! would notice.

mod control;
mod ends;
mod exceptions;
mod handover;
mod lots;
mod observations;
mod packing;
mod recalls;
mod relabelling;
mod title;
mod transformation;
mod view;

use super::{
	mutations::Mutation,
	steps::{
		self, Act, Answer, Call, Cause, Claim, Life, Made, Place, Step, Thing, View, FIRST_CLASS,
		SECOND_CLASS,
	},
};
use lots::Lot;
use recalls::Recall;
use std::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
};
use title::TitleOffer;
use tracemark_primitives::OrgId;
use transformation::Derived;

/// Why something is refused, by the name of the rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Refusal {
	NotMember,
	NotInGoodStanding,
	RoleMissing,
	PrefixNotHeld,
	UnknownLot,
	UnknownObject,
	AlreadyCommissioned,
	StaleSeq,
	NotHolder,
	InsideAnother,
	OnOffer,
	UnderDetention,
	UnderDeclaration,
	AlreadyEnded,
	NotConsignment,
	NotLogisticUnit,
	PartMismatch,
	MalformedRanges,
	MalformedQuantity,
	MalformedShortage,
	OutsideConsignment,
	WholeConsignment,
	NothingNamed,
	IntoItself,
	TooDeep,
	NotInside,
	NotEmpty,
	ToOneself,
	ReceiverNotEligible,
	NotOffered,
	NotReceiver,
	NotSellable,
	ProofMissing,
	ProofRefuted,
	NotDetained,
	AlreadyOnMarket,
	OfferExpired,
	AlreadyLoaded,
	NotSold,
	NotMissing,
	NotOwner,
	NoTitleOffered,
	NotClassOwner,
	CeilingRaised,
	CeilingBelowMade,
	CeilingReached,
	NothingLeft,
	MalformedYield,
	Unbalanced,
	UnderRecall,
	UnknownClass,
	MalformedRecall,
	NotSerialised,
	OutsideLot,
	TooManyRecalls,
	UnknownRecall,
	NotRecaller,
	AlreadyLifted,
	OutsideTerritory,
	KeptForDeclaration,
}

/// All that speaks against something. The rules do not say what is named first.
type Reasons = Vec<Refusal>;

fn unless(reasons: Reasons) -> Result<(), Reasons> {
	if reasons.is_empty() {
		Ok(())
	} else {
		Err(reasons)
	}
}

/// What members may do.
#[derive(Clone, Default, Debug)]
pub struct Roster {
	pub members: BTreeSet<OrgId>,
	/// Make goods, and number cases under a prefix of their own.
	pub makers: BTreeSet<OrgId>,
	/// Hold goods.
	pub handlers: BTreeSet<OrgId>,
	/// Sell to consumers.
	pub sellers: BTreeSet<OrgId>,
	/// Register classes.
	pub registrants: BTreeSet<OrgId>,
	/// Has registered all classes.
	pub brand: OrgId,
	/// Authorities that recall goods of others.
	pub recallers: BTreeSet<OrgId>,
	/// Authorities that take goods by decisions of their own.
	pub takers: BTreeSet<OrgId>,
	/// Were members.
	pub expelled: BTreeSet<OrgId>,
	/// Where members are established.
	pub countries: BTreeMap<OrgId, &'static str>,
	/// Look at what others hold, by duty.
	pub inspectors: BTreeSet<OrgId>,
}

impl Roster {
	fn check(&self, by: OrgId, with_role: &BTreeSet<OrgId>) -> Result<(), Reasons> {
		if !self.members.contains(&by) {
			return Err(vec![Refusal::NotMember]);
		}
		if self.expelled.contains(&by) {
			return Err(vec![Refusal::NotInGoodStanding]);
		}
		if with_role.contains(&by) {
			Ok(())
		} else {
			Err(vec![Refusal::RoleMissing])
		}
	}
}

#[derive(Clone, Debug)]
struct State {
	place: Place,
	life: Life,
	seq: u32,
	is_on_market: bool,
	height: u8,
	source: Option<(u32, u32)>,
	trips: u32,
	is_sealed: bool,
	is_bridged: Option<bool>,
	/// Of what an outsider carries, whether it has been under seal ever since.
	leg: Option<bool>,
	/// To whom it was offered, if the offer expired and nothing happened to it since.
	expired: Option<OrgId>,
	owner: OrgId,
	/// Whether it belongs to what it lies in: whoever buys that buys it.
	is_along: bool,
	title: Option<TitleOffer>,
	/// The lot that it became part of, or goes on as.
	successor: Option<u32>,
	/// By what an authority keeps it, kept it last for a declaration, or destroyed it.
	kept_by: Option<Cause>,
}

impl State {
	fn new(holder: OrgId) -> Self {
		Self {
			place: Place::With(holder),
			life: Life::Held,
			seq: 1,
			is_on_market: false,
			height: 0,
			source: None,
			trips: 0,
			is_sealed: false,
			is_bridged: None,
			leg: None,
			expired: None,
			owner: holder,
			is_along: false,
			title: None,
			successor: None,
			kept_by: None,
		}
	}

	/// Puts it into the hands of `holder`, without an outsider.
	fn put_with(&mut self, holder: OrgId) {
		self.place = Place::With(holder);
		self.is_bridged = None;
	}
}

/// The goods world.
#[derive(Clone, Debug)]
pub struct Model {
	mutation: Option<Mutation>,
	roster: Rc<Roster>,
	/// How many steps were taken before this one.
	now: u32,
	lots: BTreeMap<u32, Lot>,
	things: BTreeMap<Thing, State>,
	/// Each declared good, as often as it was declared.
	bound: Vec<Claim>,
	observations: BTreeMap<(Thing, OrgId), u32>,
	/// Each class that is registered.
	made: BTreeMap<u32, Made>,
	/// In the order in which they were declared.
	recalls: Vec<Recall>,
	/// What ended by becoming another lot, in order.
	derived: Vec<Derived>,
}

impl Model {
	pub fn new(roster: Rc<Roster>, mutation: Option<Mutation>) -> Self {
		Self {
			mutation,
			roster,
			now: 0,
			lots: BTreeMap::new(),
			things: BTreeMap::new(),
			bound: Vec::new(),
			observations: BTreeMap::new(),
			made: [(FIRST_CLASS, Made::default()), (SECOND_CLASS, Made::default())].into(),
			recalls: Vec::new(),
			derived: Vec::new(),
		}
	}

	/// Takes a step after the others, or says how what came of it is not what the rules say.
	pub fn take(&mut self, step: &Step) -> Result<(), String> {
		let mut after = self.clone();
		match (after.happen(&step.call), &step.outcome) {
			(Ok(ours), Ok(theirs)) if ours == *theirs => *self = after,
			(Err(reasons), Err(name))
				if reasons.iter().any(|reason| format!("{reason:?}") == *name) => {},
			(ours, theirs) => return Err(format!("{theirs:?}, by the rules {ours:?}")),
		}
		self.now += 1;
		let view = self.view();
		if view == step.view {
			return Ok(());
		}
		let names: BTreeSet<_> = view.things.keys().chain(step.view.things.keys()).collect();
		let differs = names.into_iter().find_map(|thing| {
			let (ours, theirs) = (view.things.get(thing), step.view.things.get(thing));
			(ours != theirs).then(|| format!("{thing:?} is {theirs:?}, by the rules {ours:?}"))
		});
		let rest = |view: &View| View { things: BTreeMap::new(), ..view.clone() };
		let rest = || format!("{:?}, by the rules {:?}", rest(&step.view), rest(&view));
		Err(differs.unwrap_or_else(rest))
	}

	fn is(&self, mutation: Mutation) -> bool {
		self.mutation == Some(mutation)
	}

	fn state(&mut self, thing: Thing) -> &mut State {
		self.things.get_mut(&thing).unwrap_or_else(|| panic!("{thing:?} was made"))
	}

	/// Something happens to `thing`. What is neither on offer nor was is on no leg.
	fn count(&mut self, thing: Thing) {
		let stays = self.is(Mutation::EndedStaysSealed);
		let state = self.state(thing);
		state.seq += 1;
		state.expired = None;
		// What is no longer in the trade is under no seal when it comes back, and nobody sells it.
		state.is_sealed &= stays || !state.life.has_ended();
		if state.life.has_ended() {
			state.title = None;
		}
		if !matches!(state.life, Life::Offered(_)) {
			state.leg = None;
		}
	}

	/// Every offer expires.
	fn wait(&mut self) {
		if self.is(Mutation::ExpiredIsAccepted) {
			return;
		}
		for state in self.things.values_mut() {
			if let Life::Offered(to) = state.life {
				(state.life, state.leg, state.expired) = (Life::Held, None, Some(to));
			}
			if let Some(offer) = &mut state.title {
				offer.has_expired = true;
			}
		}
	}

	/// What speaks against the number that a call names.
	fn stale(&self, thing: Thing, seq: u32) -> Reasons {
		match self.things.get(&thing) {
			None => vec![Refusal::UnknownObject],
			Some(state) if state.seq == seq => vec![],
			Some(state) if seq < state.seq && self.is(Mutation::StaleSeqAccepted) => vec![],
			Some(_) => vec![Refusal::StaleSeq],
		}
	}

	/// What speaks against `by` disposing of a thing, or of what lies in it.
	fn beyond_hand(&self, by: OrgId, thing: Thing) -> Reasons {
		if !self.things.contains_key(&thing) {
			return vec![Refusal::UnknownObject];
		}
		let (life, holder) = self.outermost(thing);
		let mut reasons = Vec::new();
		if holder != by {
			reasons.push(Refusal::NotHolder);
		}
		match life {
			Life::Held => {},
			Life::Offered(_) => reasons.push(Refusal::OnOffer),
			Life::Kept(_) => reasons.push(Refusal::UnderDetention),
			_ => reasons.push(Refusal::AlreadyEnded),
		}
		reasons
	}

	/// What speaks against `by` disposing of a thing on its own.
	fn not_at_hand(&self, by: OrgId, thing: Thing, seq: u32) -> Reasons {
		let mut reasons = self.stale(thing, seq);
		reasons.extend(self.beyond_hand(by, thing));
		if !self.parents(thing).is_empty() {
			reasons.push(Refusal::InsideAnother);
		}
		reasons
	}

	/// What speaks against `by` changing what a thing is.
	fn not_at_will(&self, by: OrgId, thing: Thing, seq: u32) -> Reasons {
		let mut reasons = self.not_at_hand(by, thing, seq);
		if self.is_bound(thing) {
			reasons.push(Refusal::UnderDeclaration);
		}
		reasons
	}

	fn happen(&mut self, call: &Call) -> Result<Answer, Reasons> {
		let handlers = &self.roster.handlers;
		match call {
			Call::Commission { by, lot, pieces, first } => {
				self.roster.check(*by, &self.roster.makers)?;
				self.commission(*by, *lot, *pieces, *first)?;
			},
			Call::Act { by, object, seq, act } => {
				self.roster.check(*by, handlers)?;
				self.act(*by, *object, *seq, act)?;
			},
			Call::Pack { by, code, children } => {
				self.roster.check(*by, handlers)?;
				self.pack(*by, *code, children)?;
			},
			Call::Unpack { by, parent, seq, children } => {
				self.roster.check(*by, handlers)?;
				self.unpack(*by, *parent, *seq, children)?;
			},
			Call::Receive { by, goods } => {
				self.roster.check(*by, handlers)?;
				self.receive(*by, goods)?;
			},
			Call::Sell { by, claim, seq } => {
				self.roster.check(*by, &self.roster.sellers)?;
				self.sell(*by, *claim, *seq)?;
			},
			Call::PutOnMarket { by, claim, seq } => {
				self.roster.check(*by, &self.roster.sellers)?;
				self.put_on_market(*by, *claim, *seq)?;
			},
			Call::Observe { by, claim, seq } => {
				self.roster.check(*by, &self.roster.members)?;
				return self.observe(*by, *claim, *seq);
			},
			Call::Control { by, goods, control } => return self.control(*by, *goods, *control),
			Call::Take { by, claim, place } => {
				self.roster.check(*by, &self.roster.takers)?;
				self.take_into_custody(*by, *claim, *place)?;
			},
			Call::End { by, object, seq, is_destroyed } => {
				self.roster.check(*by, &self.roster.takers)?;
				self.end_custody(*by, *object, *seq, *is_destroyed)?;
			},
			Call::Expel(org) => {
				Rc::make_mut(&mut self.roster).expelled.insert(*org);
			},
			Call::Miss { by, claim, seq } => {
				self.roster.check(*by, handlers)?;
				self.miss(*by, *claim, *seq)?;
			},
			Call::Reassign { object, seq, to } => self.reassign(*object, *seq, *to)?,
			Call::Transform { by, inputs, yields, lot, pieces } => {
				self.roster.check(*by, &self.roster.makers)?;
				self.transform(*by, inputs, yields, *lot, *pieces)?;
			},
			Call::Relabel { by, claim, seq, lot } => {
				self.roster.check(*by, handlers)?;
				self.relabel(*by, *claim, *seq, *lot)?;
			},
			Call::Recall { by, scope } => {
				self.may_recall(*by)?;
				self.recall(*by, scope)?;
			},
			Call::Lift { by, recall } => {
				self.may_recall(*by)?;
				self.lift(*by, *recall)?;
			},
			Call::Limit { by, ceiling } => {
				self.roster.check(*by, &self.roster.registrants)?;
				self.limit(*by, *ceiling)?;
			},
			Call::Revise { by, version } => {
				self.roster.check(*by, &self.roster.registrants)?;
				self.revise(*by, *version)?;
			},
			Call::Wait => self.wait(),
		}
		Ok(Answer::Done)
	}

	fn act(&mut self, by: OrgId, object: Thing, seq: u32, act: &Act) -> Result<(), Reasons> {
		match act {
			Act::Split(part) => return self.split(by, object, seq, part).map(|_| ()),
			Act::Close => self.close(by, object, seq)?,
			Act::Offer(to) => self.offer(by, object, seq, *to)?,
			Act::Consign(to) => self.consign(by, object, seq, *to)?,
			Act::Seal(ground) => self.seal(by, object, seq, *ground)?,
			Act::TakeBack => self.take_back(by, object, seq)?,
			Act::OfferTitle(to) => self.offer_title(by, object, seq, *to)?,
			Act::AcceptTitle => self.accept_title(by, object, seq)?,
			Act::WithdrawTitle => self.withdraw_title(by, object, seq)?,
			Act::Find => self.find(by, object, seq)?,
			Act::Accept => self.accept(by, object, seq)?,
			Act::Refuse => self.refuse(by, object, seq)?,
			Act::Withdraw => self.withdraw(by, object, seq)?,
			Act::Destroy => self.destroy(by, object, seq)?,
		}
		self.count(object);
		Ok(())
	}
}
