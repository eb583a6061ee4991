//! What is not in the plan: goods come back, are found, or are put into other hands.

use super::{
	steps::{Life, Thing},
	unless, Model, Mutation, Reasons, Refusal,
};
use tracemark_primitives::OrgId;

impl Model {
	/// What speaks against `by`, who held it last, having back what is over for now.
	pub(super) fn not_to_come_back(
		&self,
		by: OrgId,
		object: Thing,
		seq: u32,
		of: (Life, Refusal),
	) -> Reasons {
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
