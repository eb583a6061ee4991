//! Handing over: offers, and what becomes of them.

use super::{
	lots::Goods,
	steps::{Life, Place, Receipt, Thing},
	unless, Model, Mutation, Reasons, Refusal, State,
};
use tracemark_primitives::OrgId;

impl Model {
	pub(super) fn offer(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		to: OrgId,
	) -> Result<(), Reasons> {
		unless(self.not_to_be_offered(by, object, seq, to))?;
		self.state(object).life = Life::Offered(to);
		Ok(())
	}

	/// Offers a thing that an outsider carries to whom it is offered.
	pub(super) fn consign(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		to: OrgId,
	) -> Result<(), Reasons> {
		self.offer(by, object, seq, to)?;
		let state = self.state(object);
		state.leg = Some(state.is_sealed);
		Ok(())
	}

	pub(super) fn accept(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		unless(self.not_to_be_received(by, object, seq))?;
		self.take_over(by, object, false);
		Ok(())
	}

	/// Refuses a thing because its seal is broken.
	pub(super) fn refuse(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
		unless(self.not_to_be_received(by, object, seq))?;
		self.turn_down(by, object);
		let stays = self.is(Mutation::RefusedStaysSealed);
		self.state(object).is_sealed &= stays;
		Ok(())
	}

	pub(super) fn withdraw(&mut self, by: OrgId, object: Thing, seq: u32) -> Result<(), Reasons> {
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
		Ok(())
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

	fn has_expired(&self, object: Thing) -> bool {
		self.things.get(&object).is_some_and(|state| state.expired.is_some())
	}

	fn is_on_offer(&self, object: Thing) -> bool {
		self.things.get(&object).is_some_and(|state| matches!(state.life, Life::Offered(_)))
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

	fn turn_down(&mut self, by: OrgId, object: Thing) {
		let moves = self.is(Mutation::RefusalMoves);
		let state = self.state(object);
		state.life = Life::Held;
		if moves {
			state.place = Place::With(by);
		}
	}

	pub(super) fn receive(
		&mut self,
		by: OrgId,
		goods: &[(Thing, u32, Receipt)],
	) -> Result<(), Reasons> {
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
					self.turn_down(by, *object);
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

	/// What is missing of loose goods stays with their sender.
	fn leave_behind(&mut self, object: Thing, missing: u64) {
		let Thing::Consignment { lot, number } = object else { return };
		let is_bound = self.bound(object) > 0;
		let State { is_on_market, owner, place, .. } = *self.state(object);
		let all_to_receiver = self.is(Mutation::MissingIsTakenOver);
		let goods = self.lots.get_mut(&lot).map(|lot| &mut lot.goods);
		let Some(Goods::Loose(pieces)) = goods else { return };
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
}
