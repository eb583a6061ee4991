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
mod title;
mod view;

use super::{
	mutations::Mutation,
	steps::{self, Act, Answer, Call, Claim, Life, Place, Step, Thing, View},
};
use lots::Lot;
use std::collections::{BTreeMap, BTreeSet};
use title::TitleOffer;
use tracemark_primitives::OrgId;

/// Why something is refused, by the name of the rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Refusal {
	NotMember,
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
	UnitsTaken,
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
	/// Has registered the class of all goods.
	pub brand: OrgId,
	/// Look at what others hold, by duty.
	pub inspectors: BTreeSet<OrgId>,
}

impl Roster {
	fn check(&self, by: OrgId, with_role: &BTreeSet<OrgId>) -> Result<(), Reasons> {
		if !self.members.contains(&by) {
			return Err(vec![Refusal::NotMember]);
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
	roster: Roster,
	lots: BTreeMap<u32, Lot>,
	things: BTreeMap<Thing, State>,
	/// Each declared good, as often as it was declared.
	bound: Vec<Claim>,
	observations: BTreeMap<(Thing, OrgId), u32>,
	made: u64,
	ceiling: Option<u64>,
}

impl Model {
	pub fn new(roster: Roster, mutation: Option<Mutation>) -> Self {
		Self {
			mutation,
			roster,
			lots: BTreeMap::new(),
			things: BTreeMap::new(),
			bound: Vec::new(),
			observations: BTreeMap::new(),
			made: 0,
			ceiling: None,
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
		let view = self.view();
		if view == step.view {
			return Ok(());
		}
		let names: BTreeSet<_> = view.things.keys().chain(step.view.things.keys()).collect();
		let differs = names.into_iter().find_map(|thing| {
			let (ours, theirs) = (view.things.get(thing), step.view.things.get(thing));
			(ours != theirs).then(|| format!("{thing:?} is {theirs:?}, by the rules {ours:?}"))
		});
		let rest = |view: &View| format!("{:?}, {} of {:?}", view.leaves, view.made, view.ceiling);
		let rest = || format!("leaves {}, by the rules {}", rest(&step.view), rest(&view));
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
			Life::Sold | Life::Destroyed | Life::Closed | Life::Missing => {
				reasons.push(Refusal::AlreadyEnded)
			},
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
				let goods = self.for_sale(*by, *claim, *seq)?;
				let thing = self.on_its_own(goods);
				let state = self.state(thing);
				(state.life, state.is_on_market) = (Life::Sold, true);
				self.count(thing);
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
			Call::Miss { by, claim, seq } => {
				self.roster.check(*by, handlers)?;
				let thing = match claim {
					Claim::Thing(case @ Thing::Case { .. }) => {
						// The code names whatever bears it now.
						let bearer = self.bearer(*case);
						unless(self.not_at_will(*by, bearer, *seq))?;
						bearer
					},
					claim => {
						let goods = self.for_sale(*by, *claim, *seq)?;
						self.on_its_own(goods)
					},
				};
				self.state(thing).life = Life::Missing;
				self.count(thing);
			},
			Call::Reassign { object, seq, to } => self.reassign(*object, *seq, *to)?,
			Call::Limit { by, ceiling } => {
				self.roster.check(*by, &self.roster.registrants)?;
				self.limit(*by, *ceiling)?;
			},
			Call::Wait => self.wait(),
		}
		Ok(Answer::Done)
	}

	fn act(&mut self, by: OrgId, object: Thing, seq: u32, act: &Act) -> Result<(), Reasons> {
		match act {
			Act::Split(part) => return self.split(by, object, seq, part),
			Act::Close => {
				let mut reasons = self.not_at_will(by, object, seq);
				if !matches!(object, Thing::Case { .. }) {
					reasons.push(Refusal::NotLogisticUnit);
				}
				let is_empty = self.children(object).is_empty();
				if !is_empty && !self.is(Mutation::ClosedOverContents) {
					reasons.push(Refusal::NotEmpty);
				}
				unless(reasons)?;
				self.state(object).life = Life::Closed;
			},
			Act::Offer(to) => {
				unless(self.not_to_be_offered(by, object, seq, *to))?;
				self.state(object).life = Life::Offered(*to);
			},
			Act::Consign(to) => {
				unless(self.not_to_be_offered(by, object, seq, *to))?;
				let state = self.state(object);
				(state.life, state.leg) = (Life::Offered(*to), Some(state.is_sealed));
			},
			Act::Seal(ground) => self.seal(by, object, seq, *ground)?,
			Act::TakeBack => {
				self.roster.check(by, &self.roster.sellers)?;
				let of = (Life::Sold, Refusal::NotSold);
				unless(self.not_to_come_back(by, object, seq, of))?;
				let state = self.state(object);
				state.put_with(by);
				(state.life, state.owner) = (Life::Held, by);
			},
			Act::OfferTitle(to) => self.offer_title(by, object, seq, *to)?,
			Act::AcceptTitle => self.accept_title(by, object, seq)?,
			Act::WithdrawTitle => self.withdraw_title(by, object, seq)?,
			Act::Find => {
				let of = (Life::Missing, Refusal::NotMissing);
				unless(self.not_to_come_back(by, object, seq, of))?;
				let state = self.state(object);
				state.put_with(by);
				state.life = Life::Held;
			},
			Act::Accept => {
				unless(self.not_to_be_received(by, object, seq))?;
				self.take_over(by, object, false);
			},
			Act::Refuse => {
				unless(self.not_to_be_received(by, object, seq))?;
				self.refuse(by, object);
				let stays = self.is(Mutation::RefusedStaysSealed);
				self.state(object).is_sealed &= stays;
			},
			Act::Withdraw => {
				let is_expired = self.has_expired(object);
				let mut reasons = self.not_at_hand(by, object, seq);
				reasons.retain(|reason| match reason {
					Refusal::OnOffer => false,
					// Anybody clears what expired.
					Refusal::NotHolder => !is_expired,
					_ => true,
				});
				if !is_expired && !self.is_on_offer(object) {
					reasons.push(Refusal::NotOffered);
				}
				unless(reasons)?;
				self.state(object).life = Life::Held;
			},
			Act::Destroy => {
				unless(self.not_at_will(by, object, seq))?;
				self.state(object).life = Life::Destroyed;
			},
		}
		self.count(object);
		Ok(())
	}
}
