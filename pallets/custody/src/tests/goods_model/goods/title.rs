//! Title: to whom goods belong.

use super::{steps::Thing, unless, Model, Mutation, Reasons, Refusal};
use tracemark_primitives::OrgId;

/// An offer of title.
#[derive(Clone, Copy, Debug)]
pub(super) struct TitleOffer {
	pub(super) from: OrgId,
	pub(super) to: OrgId,
	pub(super) has_expired: bool,
}

impl Model {
	/// A thing belongs to `to`, with what belongs to it.
	pub(super) fn pass_title(&mut self, thing: Thing, to: OrgId) {
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

	pub(super) fn offer_title(
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

	pub(super) fn accept_title(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
	) -> Result<(), Reasons> {
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

	pub(super) fn withdraw_title(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
	) -> Result<(), Reasons> {
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
}
