//! The goods world, written from the rules: who holds what, what lies in what, how much there is.
//!
//! It knows no pallet. Each thing has a place and a life; all else is searched for when it is asked. It
//! answers wrongly in one way if it is told a [`Mutation`], so that a test can show that the comparison
//! would notice.

use super::steps::{
	Act, Answer, Call, Claim, Control, Ground, Life, Mutation, Oddity, Part, Place, Receipt, Seen,
	Step, Thing, View,
};
use std::collections::{BTreeMap, BTreeSet};
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

/// An offer of title.
#[derive(Clone, Copy, Debug)]
struct TitleOffer {
	from: OrgId,
	to: OrgId,
	has_expired: bool,
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

#[derive(Clone, Copy, Debug)]
struct Leaf {
	consignment: u32,
	is_taken: bool,
}

/// What was made of a lot, and where it is.
#[derive(Clone, Debug)]
enum Lot {
	/// Leaf by leaf, from the first serial on.
	Serial { first: u32, leaves: Vec<Leaf> },
	/// Pieces by consignment.
	Loose(BTreeMap<u32, u64>),
}

/// Goods that somebody wants to sell.
enum ForSale {
	Own(Thing),
	Leaf { lot: u32, index: u32 },
}

/// How deep cases lie in each other.
const DEEPEST: u8 = 5;

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

	/// What `thing` lies in, innermost first.
	fn parents(&self, thing: Thing) -> Vec<Thing> {
		let mut parents = Vec::new();
		let mut at = thing;
		while let Some(Place::In(parent)) = self.things.get(&at).map(|state| state.place) {
			parents.push(parent);
			at = parent;
		}
		parents
	}

	/// The outermost thing that `thing` lies in, or itself, and who holds it.
	fn outermost(&self, thing: Thing) -> (Life, OrgId) {
		let outer = self.parents(thing).pop().unwrap_or(thing);
		let state = &self.things[&outer];
		let Place::With(holder) = state.place else { unreachable!("it is outermost") };
		(state.life, holder)
	}

	fn children(&self, case: Thing) -> Vec<Thing> {
		let inside = self.things.iter().filter(|(_, state)| state.place == Place::In(case));
		inside.map(|(thing, _)| *thing).collect()
	}

	fn pieces(&self, lot: u32, number: u32) -> u64 {
		match &self.lots[&lot] {
			Lot::Serial { leaves, .. } => {
				let is_there = |leaf: &&Leaf| leaf.consignment == number && !leaf.is_taken;
				leaves.iter().filter(is_there).count() as u64
			},
			Lot::Loose(pieces) => pieces[&number],
		}
	}

	fn taken(&self, lot: u32, number: u32) -> u32 {
		match &self.lots[&lot] {
			Lot::Serial { leaves, .. } => {
				let is_out = |leaf: &&Leaf| leaf.consignment == number && leaf.is_taken;
				leaves.iter().filter(is_out).count() as u32
			},
			Lot::Loose(_) => 0,
		}
	}

	fn contents(&self, thing: Thing) -> BTreeMap<u32, u64> {
		let mut contents = BTreeMap::new();
		match thing {
			Thing::Consignment { lot, number } => {
				contents.insert(lot, self.pieces(lot, number));
			},
			Thing::Unit { .. } => {
				contents.extend(self.things[&thing].source.map(|(lot, _)| (lot, 1)));
			},
			_ => {
				for child in self.children(thing) {
					for (lot, pieces) in self.contents(child) {
						*contents.entry(lot).or_default() += pieces;
					}
				}
			},
		}
		contents.retain(|_, pieces| *pieces > 0);
		contents
	}

	/// What declared goods are and lie in.
	fn reach(&self, goods: Claim) -> Vec<Thing> {
		let thing = match goods {
			Claim::Leaf { lot, index } => match self.unit_at(lot, index) {
				Some(unit) => unit,
				None => self.consignment_at(lot, index),
			},
			Claim::Thing(thing) => thing,
			Claim::Label { .. } | Claim::Forged { .. } => return Vec::new(),
		};
		let mut reach = vec![thing];
		reach.extend(self.parents(thing));
		reach
	}

	fn bound(&self, thing: Thing) -> u32 {
		let is_in = |goods: &&Claim| self.reach(**goods).contains(&thing);
		self.bound.iter().filter(is_in).count() as u32
	}

	/// Whether a thing, or something beside it in what it lies in, is declared.
	fn is_bound(&self, thing: Thing) -> bool {
		let outer = self.parents(thing).pop().unwrap_or(thing);
		self.bound(outer) > 0
	}

	fn serial(&self, lot: u32, index: u32) -> Option<u32> {
		match self.lots.get(&lot)? {
			Lot::Serial { first, leaves } if (index as usize) < leaves.len() => Some(first + index),
			_ => None,
		}
	}

	/// The record of the unit at a leaf.
	fn unit_at(&self, lot: u32, index: u32) -> Option<Thing> {
		let unit = Thing::Unit { serial: self.serial(lot, index)? };
		let state = self.things.get(&unit)?;
		(state.source == Some((lot, index))).then_some(unit)
	}

	fn consignment_at(&self, lot: u32, index: u32) -> Thing {
		let Lot::Serial { leaves, .. } = &self.lots[&lot] else {
			unreachable!("lots without serials have no leaves")
		};
		Thing::Consignment { lot, number: leaves[index as usize].consignment }
	}

	fn view(&self) -> View {
		let things = self.things.iter().map(|(thing, state)| {
			let (presence, holder) = self.outermost(*thing);
			let taken = match thing {
				Thing::Consignment { lot, number } => self.taken(*lot, *number),
				_ => 0,
			};
			let seen = Seen {
				place: state.place,
				life: state.life,
				seq: state.seq,
				is_on_market: state.is_on_market,
				bound: self.bound(*thing),
				holder,
				owner: state.owner,
				for_sale: state.title.map(|offer| offer.to),
				presence,
				parents: self.parents(*thing),
				contents: self.contents(*thing),
				taken,
				children: self.children(*thing).len() as u32,
				height: state.height,
				source: state.source,
				trips: state.trips,
				is_sealed: state.is_sealed,
				is_bridged: state.is_bridged.filter(|_| !state.life.has_ended()),
			};
			(*thing, seen)
		});
		let leaves = self.lots.iter().filter_map(|(lot, made)| match made {
			Lot::Serial { leaves, .. } => {
				Some((*lot, leaves.iter().map(|leaf| leaf.consignment).collect()))
			},
			Lot::Loose(_) => None,
		});
		View {
			things: things.collect(),
			leaves: leaves.collect(),
			made: self.made,
			ceiling: self.ceiling,
		}
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

	/// Something gets into a case or out.
	fn open(&mut self, case: Thing) {
		let stays = self.is(Mutation::OpenedStaysSealed);
		self.state(case).is_sealed &= stays;
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

	fn commission(
		&mut self,
		by: OrgId,
		lot: u32,
		pieces: u64,
		first: Option<u32>,
	) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if self.lots.contains_key(&lot) {
			reasons.push(Refusal::AlreadyCommissioned);
		}
		let is_above = self.ceiling.is_some_and(|ceiling| ceiling < self.made + pieces);
		if is_above && !self.is(Mutation::MadeAboveCeiling) {
			reasons.push(Refusal::CeilingReached);
		}
		unless(reasons)?;
		let made = match first {
			Some(first) => {
				let leaf = Leaf { consignment: 0, is_taken: false };
				Lot::Serial { first, leaves: vec![leaf; pieces as usize] }
			},
			None => Lot::Loose(BTreeMap::from([(0, pieces)])),
		};
		self.made += pieces;
		self.lots.insert(lot, made);
		self.things.insert(Thing::Consignment { lot, number: 0 }, State::new(by));
		Ok(())
	}

	/// The brand limits how much is ever made, for good.
	fn limit(&mut self, by: OrgId, ceiling: Option<u64>) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if by != self.roster.brand {
			reasons.push(Refusal::NotClassOwner);
		}
		let is_lowered = match (self.ceiling, ceiling) {
			(Some(old), Some(new)) => new <= old,
			(old, _) => old.is_none(),
		};
		if !is_lowered && !self.is(Mutation::CeilingIsRaised) {
			reasons.push(Refusal::CeilingRaised);
		}
		let is_below = ceiling.is_some_and(|ceiling| ceiling < self.made);
		if is_below && !self.is(Mutation::CeilingBelowGoods) {
			reasons.push(Refusal::CeilingBelowMade);
		}
		unless(reasons)?;
		self.ceiling = ceiling;
		Ok(())
	}

	/// The last case with the code of this one.
	fn bearer(&self, case: Thing) -> Thing {
		let Thing::Case { code, .. } = case else { unreachable!("only cases have codes") };
		let bears = |thing: &&Thing| matches!(thing, Thing::Case { code: of, .. } if *of == code);
		self.things.keys().rfind(bears).copied().unwrap_or(case)
	}

	fn reassign(&mut self, object: Thing, seq: u32, to: OrgId) -> Result<(), Reasons> {
		let mut reasons = self.stale(object, seq);
		if !self.things.contains_key(&object) {
			return Err(reasons);
		}
		if !self.parents(object).is_empty() {
			reasons.push(Refusal::InsideAnother);
		}
		let (life, holder) = self.outermost(object);
		match life {
			Life::Held | Life::Offered(_) => {},
			Life::Missing if !self.is(Mutation::MissingStaysSo) => {},
			Life::Kept(_) => reasons.push(Refusal::UnderDetention),
			_ => reasons.push(Refusal::AlreadyEnded),
		}
		if to == holder {
			reasons.push(Refusal::ToOneself);
		}
		if !self.roster.handlers.contains(&to) {
			reasons.push(Refusal::ReceiverNotEligible);
		}
		unless(reasons)?;
		if self.things[&object].owner == holder {
			self.pass_title(object, to);
			self.state(object).title = None;
		}
		let state = self.state(object);
		state.put_with(to);
		state.life = Life::Held;
		self.count(object);
		Ok(())
	}

	/// A thing belongs to `to`, with what belongs to it.
	fn pass_title(&mut self, thing: Thing, to: OrgId) {
		let all = self.is(Mutation::TitleTakesAllAlong);
		self.state(thing).owner = to;
		for child in self.children(thing) {
			if all || self.things[&child].is_along {
				self.pass_title(child, to);
			}
		}
	}

	/// What speaks against a thing changing its owner.
	fn not_for_sale(&self, object: Thing, seq: u32) -> Reasons {
		let mut reasons = self.stale(object, seq);
		if self.things.contains_key(&object) && self.outermost(object).0.has_ended() {
			reasons.push(Refusal::AlreadyEnded);
		}
		reasons
	}

	fn offer_title(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		to: OrgId,
	) -> Result<(), Reasons> {
		let mut reasons = self.not_for_sale(object, seq);
		if self.things.get(&object).is_some_and(|state| state.owner != by) {
			reasons.push(Refusal::NotOwner);
		}
		if to == by {
			reasons.push(Refusal::ToOneself);
		}
		if !self.roster.handlers.contains(&to) {
			reasons.push(Refusal::ReceiverNotEligible);
		}
		unless(reasons)?;
		self.state(object).title = Some(TitleOffer { from: by, to, has_expired: false });
		Ok(())
	}

	fn accept_title(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		let mut reasons = self.not_for_sale(object, seq);
		let any = self.is(Mutation::SoldTwice);
		let offer = self.things.get(&object).and_then(|state| {
			let is_owners = |offer: &TitleOffer| any || offer.from == state.owner;
			state.title.filter(is_owners)
		});
		match offer {
			None => reasons.push(Refusal::NoTitleOffered),
			Some(offer) if offer.to != by => reasons.push(Refusal::NotReceiver),
			Some(offer) if offer.has_expired => reasons.push(Refusal::OfferExpired),
			Some(_) => {},
		}
		unless(reasons)?;
		// Whoever buys what this lies in is not to get less than was offered.
		let from = self.things[&object].owner;
		for parent in self.parents(object) {
			let state = self.state(parent);
			state.title = state.title.filter(|offer| offer.from != from);
		}
		self.pass_title(object, by);
		let around = self.parents(object).first().map(|parent| self.things[parent].owner);
		let state = self.state(object);
		(state.is_along, state.title) = (around == Some(by), None);
		state.is_bridged = None;
		Ok(())
	}

	fn withdraw_title(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		let mut reasons = self.stale(object, seq);
		match self.things.get(&object).and_then(|state| state.title) {
			None => reasons.push(Refusal::NoTitleOffered),
			Some(offer) if offer.from != by => reasons.push(Refusal::NotOwner),
			Some(_) => {},
		}
		unless(reasons)?;
		self.state(object).title = None;
		Ok(())
	}

	/// What speaks against `by`, who held it last, having back what is over for now.
	fn not_to_come_back(&self, by: OrgId, object: Thing, seq: u32, of: (Life, Refusal)) -> Reasons {
		let mut reasons = self.stale(object, seq);
		if !self.things.contains_key(&object) {
			return reasons;
		}
		let (life, holder) = self.outermost(object);
		let anybody = of.0 == Life::Missing && self.is(Mutation::FoundByAnybody);
		if holder != by && !anybody {
			reasons.push(Refusal::NotHolder);
		}
		if !self.parents(object).is_empty() {
			reasons.push(Refusal::InsideAnother);
		}
		if life != of.0 {
			reasons.push(of.1);
		}
		reasons
	}

	/// Puts the seal on a case.
	fn seal(&mut self, by: OrgId, case: Thing, seq: u32, ground: Ground) -> Result<(), Reasons> {
		let mut reasons = self.not_at_hand(by, case, seq);
		let life = self.things.get(&case).map(|state| state.life);
		if life == Some(Life::Kept(by)) {
			// The authority that keeps it has it at hand.
			reasons.retain(|it| !matches!(it, Refusal::UnderDetention | Refusal::NotHolder));
		}
		reasons.retain(|reason| *reason != Refusal::OnOffer);
		if !matches!(case, Thing::Case { .. }) {
			reasons.push(Refusal::NotLogisticUnit);
		}
		let is_sealed = self.things.get(&case).is_some_and(|state| state.is_sealed);
		if is_sealed && ground == Ground::Loaded {
			reasons.push(Refusal::AlreadyLoaded);
		}
		unless(reasons)?;
		let any = self.is(Mutation::ChangedSealIsWhole);
		let state = self.state(case);
		state.is_sealed = true;
		state.trips += 1;
		state.leg = state.leg.map(|whole| whole && (any || ground == Ground::ByCustoms));
		Ok(())
	}

	/// Puts what is on offer into the hands of `by`.
	fn take_over(&mut self, by: OrgId, object: Thing, finds_broken: bool) {
		let any = self.is(Mutation::UnsealedIsBridged);
		let state = self.state(object);
		let is_whole = state.is_sealed && !finds_broken;
		let passage = state.leg.map(|whole| any || whole && is_whole);
		state.put_with(by);
		state.is_bridged = passage;
		state.life = Life::Held;
		state.is_sealed &= !finds_broken;
		if self.is(Mutation::OwnerLostAtHandOver) {
			self.pass_title(object, by);
		}
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

	fn refuse(&mut self, by: OrgId, object: Thing) {
		let moves = self.is(Mutation::RefusalMoves);
		let state = self.state(object);
		state.life = Life::Held;
		if moves {
			state.place = Place::With(by);
		}
	}

	fn has_expired(&self, object: Thing) -> bool {
		self.things.get(&object).is_some_and(|state| state.expired.is_some())
	}

	fn is_on_offer(&self, object: Thing) -> bool {
		self.things.get(&object).is_some_and(|state| matches!(state.life, Life::Offered(_)))
	}

	fn not_to_be_offered(&self, by: OrgId, object: Thing, seq: u32, to: OrgId) -> Reasons {
		let life = self.things.get(&object).map(|state| state.life);
		let mut reasons = self.not_at_hand(by, object, seq);
		reasons.retain(|reason| match reason {
			Refusal::AlreadyEnded => {
				!(life == Some(Life::Sold) && self.is(Mutation::SoldIsOffered))
			},
			Refusal::InsideAnother => !self.is(Mutation::PackedIsOffered),
			Refusal::UnderDetention => !self.is(Mutation::KeptIsOffered),
			_ => true,
		});
		if to == by {
			reasons.push(Refusal::ToOneself);
		}
		if !self.roster.handlers.contains(&to) {
			reasons.push(Refusal::ReceiverNotEligible);
		}
		reasons
	}

	fn not_to_be_received(&self, by: OrgId, object: Thing, seq: u32) -> Reasons {
		let mut reasons = self.stale(object, seq);
		match self.things.get(&object).map(|state| state.life) {
			Some(Life::Offered(to)) if to == by || self.is(Mutation::AcceptedByAnybody) => {},
			Some(Life::Offered(_)) => reasons.push(Refusal::NotReceiver),
			_ => reasons.push(match self.things.get(&object).and_then(|state| state.expired) {
				Some(to) if to == by => Refusal::OfferExpired,
				Some(_) => Refusal::NotReceiver,
				None => Refusal::NotOffered,
			}),
		}
		reasons
	}

	fn split(&mut self, by: OrgId, object: Thing, seq: u32, part: &Part) -> Result<(), Reasons> {
		let mut reasons = self.not_at_will(by, object, seq);
		let Thing::Consignment { lot, number } = object else {
			reasons.push(Refusal::NotConsignment);
			return Err(reasons);
		};
		let overlap = self.is(Mutation::RangesOverlap);
		let loss = u64::from(self.is(Mutation::SplitLosesAPiece));
		if self.taken(lot, number) > 0 {
			reasons.push(Refusal::UnitsTaken);
		}
		let new = self
			.things
			.keys()
			.filter(|thing| matches!(thing, Thing::Consignment { lot: of, .. } if *of == lot));
		let new = new.count() as u32;
		match (self.lots.get_mut(&lot), part) {
			(Some(Lot::Serial { leaves, .. }), Part::Ranges(ranges)) => {
				let is_malformed = ranges.iter().any(|(from, to)| from >= to)
					|| ranges.windows(2).any(|pair| pair[0].1 > pair[1].0);
				if ranges.is_empty() || is_malformed {
					reasons.push(Refusal::MalformedRanges);
				}
				let chosen: BTreeSet<u32> =
					ranges.iter().flat_map(|(from, to)| *from..*to).collect();
				let own: BTreeSet<u32> = (0..leaves.len() as u32)
					.filter(|index| overlap || leaves[*index as usize].consignment == number)
					.collect();
				if !chosen.is_subset(&own) {
					reasons.push(Refusal::OutsideConsignment);
				}
				if chosen == own {
					reasons.push(Refusal::WholeConsignment);
				}
				unless(reasons)?;
				for index in chosen {
					leaves[index as usize].consignment = new;
				}
			},
			(Some(Lot::Loose(pieces)), Part::Pieces(amount)) => {
				let has = pieces.get(&number).copied().unwrap_or(0);
				if *amount == 0 {
					reasons.push(Refusal::MalformedQuantity);
				}
				if *amount > has {
					reasons.push(Refusal::OutsideConsignment);
				}
				if *amount == has {
					reasons.push(Refusal::WholeConsignment);
				}
				unless(reasons)?;
				pieces.insert(number, has - amount);
				pieces.insert(new, amount - loss);
			},
			_ => {
				reasons.push(Refusal::PartMismatch);
				return Err(reasons);
			},
		}
		let State { is_on_market, owner, .. } = *self.state(object);
		self.count(object);
		let state = State { is_on_market, owner, ..State::new(by) };
		self.things.insert(Thing::Consignment { lot, number: new }, state);
		Ok(())
	}

	/// What is missing of loose goods stays with their sender.
	fn leave_behind(&mut self, object: Thing, missing: u64) {
		let Thing::Consignment { lot, number } = object else { return };
		let is_bound = self.bound(object) > 0;
		let State { is_on_market, owner, place, .. } = *self.state(object);
		let all_to_receiver = self.is(Mutation::MissingIsTakenOver);
		let Some(Lot::Loose(pieces)) = self.lots.get_mut(&lot) else { return };
		let has = pieces[&number];
		if missing == has || is_bound || all_to_receiver {
			return;
		}
		let new = pieces.len() as u32;
		pieces.insert(number, has - missing);
		pieces.insert(new, missing);
		self.count(object);
		let Place::With(sender) = place else { unreachable!("it was offered") };
		let state = State { is_on_market, owner, ..State::new(sender) };
		self.things.insert(Thing::Consignment { lot, number: new }, state);
	}

	fn pack(&mut self, by: OrgId, code: u32, children: &[(Thing, u32)]) -> Result<(), Reasons> {
		let used = |thing: &&Thing| matches!(thing, Thing::Case { code: of, .. } if *of == code);
		let generations = self.things.keys().filter(used).count() as u32;
		let last = generations.checked_sub(1).map(|generation| Thing::Case { code, generation });
		let open = last.filter(|case| self.things[case].life != Life::Closed);
		let mut reasons = Vec::new();
		if children.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		let case = match open {
			Some(case) => {
				reasons.extend(self.not_at_will(by, case, self.things[&case].seq));
				case
			},
			None => {
				let case = Thing::Case { code, generation: generations };
				if !self.roster.makers.contains(&by) {
					reasons.push(Refusal::PrefixNotHeld);
				}
				self.things.insert(case, State::new(by));
				case
			},
		};
		for (child, seq) in children {
			let mut against = self.not_at_will(by, *child, *seq);
			if self.is(Mutation::PackedByAnybody) {
				against.retain(|reason| *reason != Refusal::NotHolder);
			}
			if *child == case {
				against.push(Refusal::IntoItself);
			}
			let levels = match (child, self.things.get(child)) {
				(Thing::Case { .. }, Some(state)) => state.height.max(1),
				_ => 0,
			};
			let deepest = DEEPEST + u8::from(self.is(Mutation::NestedSixDeep));
			if levels + 1 > deepest {
				against.push(Refusal::TooDeep);
			}
			if reasons.is_empty() && against.is_empty() {
				let owner = self.things[&case].owner;
				let state = self.state(*child);
				(state.place, state.is_bridged) = (Place::In(case), None);
				state.is_along = state.owner == owner;
				let state = self.state(case);
				state.height = state.height.max(levels + 1);
				self.open(case);
				self.count(case);
				self.count(*child);
			}
			reasons.extend(against);
		}
		unless(reasons)
	}

	fn unpack(
		&mut self,
		by: OrgId,
		parent: Thing,
		seq: u32,
		children: &[(Thing, u32)],
	) -> Result<(), Reasons> {
		let mut reasons = self.not_at_will(by, parent, seq);
		if self.is(Mutation::BoundIsUnpacked) {
			reasons.retain(|reason| *reason != Refusal::UnderDeclaration);
		}
		if !matches!(parent, Thing::Case { .. }) {
			reasons.push(Refusal::NotLogisticUnit);
		}
		if children.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		for (child, seq) in children {
			let mut against = self.stale(*child, *seq);
			let place = self.things.get(child).map(|state| state.place);
			if place != Some(Place::In(parent)) {
				against.push(Refusal::NotInside);
			}
			if reasons.is_empty() && against.is_empty() {
				if !self.is(Mutation::UnpackedStaysInside) {
					self.leave(*child, by);
				}
				self.open(parent);
				self.count(parent);
				self.count(*child);
			}
			reasons.extend(against);
		}
		unless(reasons)
	}

	/// Puts what lies in a case into the hands of `holder`.
	fn leave(&mut self, child: Thing, holder: OrgId) {
		let Place::In(parent) = self.things[&child].place else {
			unreachable!("it lies in a case")
		};
		self.state(child).put_with(holder);
		self.state(child).is_along = false;
		if self.children(parent).is_empty() {
			self.state(parent).height = 0;
		}
	}

	fn receive(&mut self, by: OrgId, goods: &[(Thing, u32, Receipt)]) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if goods.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		for (object, seq, receipt) in goods {
			let mut against = self.not_to_be_received(by, *object, *seq);
			if let (Receipt::Short(missing), true) = (receipt, self.things.contains_key(object)) {
				let whole: u64 = self.contents(*object).values().sum();
				if *missing == 0 || *missing > whole {
					against.push(Refusal::MalformedShortage);
				}
			}
			if reasons.is_empty() && against.is_empty() {
				if *receipt == Receipt::Refused {
					self.refuse(by, *object);
				} else {
					if let Receipt::Short(missing) = receipt {
						self.leave_behind(*object, *missing);
					}
					self.take_over(by, *object, *receipt == Receipt::Broken);
				}
				self.count(*object);
			}
			reasons.extend(against);
		}
		unless(reasons)
	}

	/// Which goods a seller means, if they are his to sell.
	fn for_sale(&self, by: OrgId, claim: Claim, seq: u32) -> Result<ForSale, Reasons> {
		let mut refuted = Vec::new();
		let goods = match claim {
			Claim::Thing(Thing::Case { .. }) => return Err(vec![Refusal::NotSellable]),
			Claim::Thing(thing) => ForSale::Own(thing),
			Claim::Label { serial } => {
				let unit = Thing::Unit { serial };
				if !self.things.contains_key(&unit) {
					return Err(vec![Refusal::ProofMissing]);
				}
				ForSale::Own(unit)
			},
			Claim::Forged { serial, lot, .. } => {
				refuted.push(Refusal::ProofRefuted);
				if !self.lots.contains_key(&lot) {
					refuted.push(Refusal::UnknownLot);
				}
				let unit = Thing::Unit { serial };
				if !self.things.contains_key(&unit) {
					return Err(refuted);
				}
				ForSale::Own(unit)
			},
			Claim::Leaf { lot, index } => {
				let Some(serial) = self.serial(lot, index) else {
					return Err(vec![Refusal::UnknownLot]);
				};
				let unit = Thing::Unit { serial };
				match self.things.get(&unit) {
					Some(_) if self.is(Mutation::UnitTakenTwice) => ForSale::Leaf { lot, index },
					None => ForSale::Leaf { lot, index },
					Some(known) if known.source == Some((lot, index)) => ForSale::Own(unit),
					Some(_) => {
						if !self.is(Mutation::AnyLotsPath) {
							refuted.push(Refusal::ProofRefuted);
						}
						ForSale::Own(unit)
					},
				}
			},
		};
		let mut reasons = match goods {
			ForSale::Own(thing) => self.not_at_will(by, thing, seq),
			ForSale::Leaf { lot, index } => {
				let consignment = self.consignment_at(lot, index);
				let mut reasons = self.stale(consignment, seq);
				reasons.extend(self.beyond_hand(by, consignment));
				if self.is_bound(consignment) {
					reasons.push(Refusal::UnderDeclaration);
				}
				if self.is(Mutation::SoldOutOfAnOffer) {
					reasons.retain(|reason| *reason != Refusal::OnOffer);
				}
				reasons
			},
		};
		reasons.extend(refuted);
		unless(reasons)?;
		Ok(goods)
	}

	fn put_on_market(&mut self, by: OrgId, claim: Claim, seq: u32) -> Result<(), Reasons> {
		let goods = self.for_sale(by, claim, seq)?;
		let known = match goods {
			ForSale::Own(thing) => thing,
			ForSale::Leaf { lot, index } => self.consignment_at(lot, index),
		};
		if self.things[&known].is_on_market && !self.is(Mutation::FirstSaleTwice) {
			return Err(vec![Refusal::AlreadyOnMarket]);
		}
		let thing = self.on_its_own(goods);
		self.state(thing).is_on_market = true;
		self.count(thing);
		Ok(())
	}

	/// The record of goods, made if they had none.
	fn on_its_own(&mut self, goods: ForSale) -> Thing {
		match goods {
			ForSale::Own(thing) => thing,
			ForSale::Leaf { lot, index } => self.take_unit(lot, index),
		}
	}

	/// Takes the unit at a leaf out of its consignment. An offer does not go with it, all else does.
	fn take_unit(&mut self, lot: u32, index: u32) -> Thing {
		let consignment = self.consignment_at(lot, index);
		let (life, holder) = self.outermost(consignment);
		let life = if matches!(life, Life::Offered(_)) { Life::Held } else { life };
		let State { is_on_market, owner, .. } = self.things[&consignment];
		let still_counts = self.is(Mutation::TakenStillCounts);
		let Some(Lot::Serial { first, leaves }) = self.lots.get_mut(&lot) else {
			unreachable!("lots without serials have no leaves")
		};
		leaves[index as usize].is_taken = !still_counts;
		let unit = Thing::Unit { serial: *first + index };
		let source = Some((lot, index));
		let state = State { life, is_on_market, source, owner, ..State::new(holder) };
		self.things.insert(unit, state);
		for from in std::iter::once(consignment).chain(self.parents(consignment)) {
			self.open(from);
			self.count(from);
		}
		unit
	}

	fn observe(&mut self, by: OrgId, claim: Claim, seq: u32) -> Result<Answer, Reasons> {
		let unit = |serial| Thing::Unit { serial };
		let (subject, known, is_refuted) = match claim {
			Claim::Thing(thing) => (thing, Some(thing), false),
			Claim::Label { serial } => (unit(serial), Some(unit(serial)), false),
			Claim::Forged { serial, .. } => (unit(serial), None, true),
			Claim::Leaf { lot, index } => {
				let Some(serial) = self.serial(lot, index) else {
					return Err(vec![Refusal::UnknownLot]);
				};
				let consignment = self.consignment_at(lot, index);
				match self.things.get(&unit(serial)) {
					None => (unit(serial), Some(consignment), false),
					Some(state) => {
						let is_refuted = state.source != Some((lot, index));
						(unit(serial), Some(unit(serial)), is_refuted)
					},
				}
			},
		};
		let next = self.observations.entry((subject, by)).or_default();
		if *next != seq {
			return Err(vec![Refusal::StaleSeq]);
		}
		*next += 1;
		if is_refuted {
			return Ok(Answer::Observed(Some(Oddity::ProofRefuted)));
		}
		let known = known.filter(|thing| self.things.contains_key(thing));
		let oddity = known.and_then(|thing| {
			let (life, holder) = self.outermost(thing);
			let is_in_place =
				holder == by || life == Life::Offered(by) || self.roster.inspectors.contains(&by);
			if life.has_ended() {
				Some(Oddity::ReappearedAfterEnd)
			} else {
				(!is_in_place).then_some(Oddity::HeldByAnother)
			}
		});
		Ok(Answer::Observed(oddity))
	}

	fn control(&mut self, by: OrgId, goods: Claim, control: Control) -> Result<Answer, Reasons> {
		let own = match goods {
			Claim::Leaf { lot, index } => self.unit_at(lot, index),
			Claim::Thing(thing) => self.things.contains_key(&thing).then_some(thing),
			Claim::Label { .. } | Claim::Forged { .. } => None,
		};
		// A leaf whose serial no record of another lot uses up.
		let leaf = match goods {
			Claim::Leaf { lot, index } if own.is_none() => {
				let serial = self.serial(lot, index);
				let is_free = |serial| !self.things.contains_key(&Thing::Unit { serial });
				serial.filter(|serial| is_free(*serial)).map(|_| (lot, index))
			},
			_ => None,
		};
		match control {
			Control::Bind => {
				if own.is_none() && !matches!(goods, Claim::Leaf { .. }) {
					return Err(vec![Refusal::UnknownObject]);
				}
				self.bound.push(goods);
			},
			Control::Unbind => {
				if let Some(place) = self.bound.iter().position(|bound| *bound == goods) {
					self.bound.remove(place);
				}
			},
			Control::Extract => match (own, leaf) {
				(Some(_), _) => {},
				(None, Some((lot, index))) => {
					let (life, _) = self.outermost(self.consignment_at(lot, index));
					if life.has_ended() && !life.is_over_for_now() {
						return Err(vec![Refusal::AlreadyEnded]);
					}
					self.take_unit(lot, index);
				},
				(None, None) if matches!(goods, Claim::Leaf { .. }) => {
					return Err(vec![Refusal::ProofRefuted])
				},
				(None, None) => return Err(vec![Refusal::UnknownObject]),
			},
			Control::Detain => return Ok(self.detain(by, own, leaf)),
			Control::Release | Control::Destroy => {
				let Some(thing) = own else { return Err(vec![Refusal::UnknownObject]) };
				match self.things[&thing].life {
					Life::Kept(authority) if authority == by => {},
					Life::Kept(_) if self.is(Mutation::ReleasedByAnother) => {},
					Life::Kept(_) => return Err(vec![Refusal::UnderDetention]),
					_ => return Err(vec![Refusal::NotDetained]),
				}
				let is_release = control == Control::Release;
				self.state(thing).life = if is_release { Life::Held } else { Life::Destroyed };
				self.count(thing);
			},
		}
		Ok(Answer::Done)
	}

	/// Keeps goods on their own, those that were sold or are missing among them. What ended otherwise or is kept already is passed over; what lies in something that
	/// the same authority keeps is taken out of it.
	fn detain(&mut self, by: OrgId, own: Option<Thing>, leaf: Option<(u32, u32)>) -> Answer {
		let lies = own.or_else(|| leaf.map(|(lot, index)| self.consignment_at(lot, index)));
		let Some(lies) = lies else { return Answer::PassedOver };
		let (life, holder) = self.outermost(lies);
		let is_kept = match life {
			Life::Kept(authority) => {
				authority != by || own == Some(lies) && self.parents(lies).is_empty()
			},
			_ => false,
		};
		if life.has_ended() && !life.is_over_for_now() || is_kept {
			return Answer::PassedOver;
		}
		let thing = match (own, leaf) {
			(None, Some((lot, index))) => self.take_unit(lot, index),
			_ => lies,
		};
		let parents = self.parents(thing);
		if !parents.is_empty() {
			self.leave(thing, holder);
			self.count(thing);
			for parent in parents {
				self.open(parent);
				self.count(parent);
			}
		} else if life.has_ended() {
			self.state(thing).put_with(holder);
		}
		self.state(thing).life = Life::Kept(by);
		self.count(thing);
		Answer::Done
	}
}
