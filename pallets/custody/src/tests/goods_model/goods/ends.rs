//! How goods leave the trade, and how they come on the market.

use super::{
	steps::{Claim, Life, Thing},
	unless, Model, Mutation, Reasons, Refusal,
};
use tracemark_primitives::OrgId;

/// Goods that somebody wants to sell.
pub(super) enum ForSale {
	Own(Thing),
	Leaf { lot: u32, index: u32 },
}

impl Model {
	/// Which goods a seller means, if they are his to sell.
	pub(super) fn for_sale(&self, by: OrgId, claim: Claim, seq: u32) -> Result<ForSale, Reasons> {
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
			ForSale::Own(thing) => {
				let mut reasons = self.not_at_will(by, thing, seq);
				let goes_on =
					self.things.get(&thing).map(|state| state.life) == Some(Life::Relabelled);
				if goes_on && self.is(Mutation::RelabelledIsSold) {
					reasons.retain(|reason| *reason != Refusal::AlreadyEnded);
				}
				reasons
			},
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

	/// The record that goods have, or lie in.
	pub(super) fn record_of(&self, goods: &ForSale) -> Thing {
		match *goods {
			ForSale::Own(thing) => thing,
			ForSale::Leaf { lot, index } => self.consignment_at(lot, index),
		}
	}

	/// The record of goods, made if they had none.
	pub(super) fn on_its_own(&mut self, goods: ForSale) -> Thing {
		match goods {
			ForSale::Own(thing) => thing,
			ForSale::Leaf { lot, index } => self.take_unit(lot, index),
		}
	}

	pub(super) fn sell(&mut self, by: OrgId, claim: Claim, seq: u32) -> Result<(), Reasons> {
		let goods = self.for_sale(by, claim, seq)?;
		if self.are_recalled(by, &goods) && !self.is(Mutation::RecalledIsSold) {
			return Err(vec![Refusal::UnderRecall]);
		}
		let thing = self.on_its_own(goods);
		let state = self.state(thing);
		(state.life, state.is_on_market) = (Life::Sold, true);
		self.count(thing);
		Ok(())
	}

	pub(super) fn destroy(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		unless(self.not_at_will(by, object, seq))?;
		self.state(object).life = Life::Destroyed;
		Ok(())
	}

	pub(super) fn put_on_market(
		&mut self,
		by: OrgId,
		claim: Claim,
		seq: u32,
	) -> Result<(), Reasons> {
		let goods = self.for_sale(by, claim, seq)?;
		let mut reasons = Vec::new();
		if self.things[&self.record_of(&goods)].is_on_market && !self.is(Mutation::FirstSaleTwice) {
			reasons.push(Refusal::AlreadyOnMarket);
		}
		if self.are_recalled(by, &goods) && !self.is(Mutation::RecalledIsSold) {
			reasons.push(Refusal::UnderRecall);
		}
		unless(reasons)?;
		let thing = self.on_its_own(goods);
		self.state(thing).is_on_market = true;
		self.count(thing);
		Ok(())
	}
}
