//! What is not in the plan: goods come back, are found, or are put into other hands.

use super::{
	steps::{Claim, Life, Thing},
	unless, Model, Mutation, Reasons, Refusal,
};
use tracemark_primitives::OrgId;

impl Model {
	/// Whoever sold a thing has it back from a buyer.
	pub(super) fn take_back(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		self.roster.check(by, &self.roster.sellers)?;
		let mut reasons = self.not_to_come_back(by, object, seq, (Life::Sold, Refusal::NotSold));
		if self.is(Mutation::RecalledStaysSold) && self.is_recalled(by, object) {
			reasons.push(Refusal::UnderRecall);
		}
		unless(reasons)?;
		let state = self.state(object);
		state.put_with(by);
		(state.life, state.owner) = (Life::Held, by);
		Ok(())
	}

	pub(super) fn miss(&mut self, by: OrgId, claim: Claim, seq: u32) -> Result<(), Reasons> {
		let thing = match claim {
			Claim::Thing(case @ Thing::Case { .. }) => {
				// The code names whatever bears it now.
				let bearer = self.bearer(case);
				unless(self.not_at_will(by, bearer, seq))?;
				bearer
			},
			claim => {
				let goods = self.for_sale(by, claim, seq)?;
				self.on_its_own(goods)
			},
		};
		self.state(thing).life = Life::Missing;
		self.count(thing);
		Ok(())
	}

	/// Whoever missed a thing has found it.
	pub(super) fn find(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		let of = (Life::Missing, Refusal::NotMissing);
		unless(self.not_to_come_back(by, object, seq, of))?;
		let state = self.state(object);
		state.put_with(by);
		state.life = Life::Held;
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

	pub(super) fn reassign(&mut self, object: Thing, seq: u32, to: OrgId) -> Result<(), Reasons> {
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
}
