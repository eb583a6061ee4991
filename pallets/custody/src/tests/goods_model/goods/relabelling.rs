//! Relabelling: goods go on under another identity.

use super::{
	ends::ForSale,
	steps::{Claim, Derivation},
	unless, Model, Mutation, Reasons, Refusal, State,
};
use tracemark_primitives::OrgId;

impl Model {
	/// The former identity ends, and a lot of as much begins. Nothing else changes: owner, maker and whether
	/// the goods are on the market stay.
	pub(super) fn relabel(
		&mut self,
		by: OrgId,
		claim: Claim,
		seq: u32,
		lot: u32,
	) -> Result<(), Reasons> {
		let goods = self.for_sale(by, claim, seq)?;
		let pieces = match goods {
			ForSale::Own(thing) => self.contents(thing).values().sum(),
			ForSale::Leaf { .. } => 1,
		};
		let mut reasons = self.not_to_be_made(by, lot, pieces);
		if pieces == 0 {
			reasons.push(Refusal::NothingLeft);
		}
		if self.are_recalled(by, &goods) && !self.is(Mutation::RecalledIsRelabelled) {
			reasons.push(Refusal::UnderRecall);
		}
		unless(reasons)?;
		let made = self.made.clone();
		let old = self.on_its_own(goods);
		let new = self.make(by, lot, pieces, None);
		let (from, _) = self.become_part(old, lot, Derivation::Relabelled);
		let State { owner, is_on_market, .. } = self.things[&old];
		if !self.is(Mutation::RelabelledIsTheHolders) {
			self.state(new).owner = owner;
		}
		if !self.is(Mutation::RelabelledIsNew) {
			self.state(new).is_on_market = is_on_market;
		}
		if !self.is(Mutation::RelabellerIsMaker) {
			let maker = self.lots[&from].maker;
			self.lots.entry(lot).and_modify(|lot| lot.maker = maker);
		}
		if self.is(Mutation::RelabelledUncounted) {
			self.made = made;
		}
		self.count(new);
		Ok(())
	}
}
