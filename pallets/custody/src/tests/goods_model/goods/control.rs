//! What authorities do, and what declarations bind.

use super::{
	steps::{Answer, Claim, Control, Life, Thing},
	Model, Mutation, Reasons, Refusal,
};
use tracemark_primitives::OrgId;

impl Model {
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

	pub(super) fn bound(&self, thing: Thing) -> u32 {
		let is_in = |goods: &&Claim| self.reach(**goods).contains(&thing);
		self.bound.iter().filter(is_in).count() as u32
	}

	/// Whether a thing, or something beside it in what it lies in, is declared.
	pub(super) fn is_bound(&self, thing: Thing) -> bool {
		let outer = self.parents(thing).pop().unwrap_or(thing);
		self.bound(outer) > 0
	}

	pub(super) fn control(
		&mut self,
		by: OrgId,
		goods: Claim,
		control: Control,
	) -> Result<Answer, Reasons> {
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
