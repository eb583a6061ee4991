//! What members see.

use super::{
	steps::{Answer, Claim, Life, Oddity, Thing},
	Model, Reasons, Refusal,
};
use tracemark_primitives::OrgId;

impl Model {
	pub(super) fn observe(&mut self, by: OrgId, claim: Claim, seq: u32) -> Result<Answer, Reasons> {
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
}
