//! How goods leave the trade, and how they come on the market.

use super::{
	steps::{Claim, Thing},
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

	/// The record of goods, made if they had none.
	pub(super) fn on_its_own(&mut self, goods: ForSale) -> Thing {
		match goods {
			ForSale::Own(thing) => thing,
			ForSale::Leaf { lot, index } => self.take_unit(lot, index),
		}
	}

	pub(super) fn put_on_market(
		&mut self,
		by: OrgId,
		claim: Claim,
		seq: u32,
	) -> Result<(), Reasons> {
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
}
