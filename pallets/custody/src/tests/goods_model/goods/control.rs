//! What authorities do, by way of declarations or by decisions of their own, and what declarations bind.

use super::{
	steps::{Answer, Cause, Claim, Control, Life, Thing},
	unless, Model, Mutation, Reasons, Refusal, Roster, State,
};
use tracemark_primitives::OrgId;

/// A leaf: its lot, and its place in the lot.
type Leaf = (u32, u32);

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
			Control::Detain => return Ok(self.suspend(by, own, leaf)),
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

	/// By what an authority keeps a thing, or what it lies in.
	pub(super) fn kept_by(&self, thing: Thing) -> Option<Cause> {
		let outer = self.parents(thing).pop().unwrap_or(thing);
		let State { life, kept_by, .. } = self.things[&outer];
		kept_by.filter(|_| matches!(life, Life::Kept(_)))
	}

	/// What speaks against `by` keeping `lies` itself, or something in it: that it ended for good, or is kept
	/// already. What lies in something that the same authority keeps is taken out of it; by a decision of its own,
	/// not out of what is kept for a declaration.
	fn beyond_reach(
		&self,
		by: OrgId,
		lies: Thing,
		is_itself: bool,
		cause: Cause,
	) -> Option<Refusal> {
		let (life, _) = self.outermost(lies);
		match life {
			Life::Kept(authority) => {
				let is_outermost = is_itself && self.parents(lies).is_empty();
				let is_declared = cause == Cause::Decision
					&& self.kept_by(lies) == Some(Cause::Declaration)
					&& !self.is(Mutation::DeclaredIsTakenApart);
				let is_kept = authority != by || is_outermost || is_declared;
				is_kept.then_some(Refusal::UnderDetention)
			},
			life => life.is_over().then_some(Refusal::AlreadyEnded),
		}
	}

	/// Keeps goods for a declaration, and passes over what is beyond reach.
	fn suspend(&mut self, by: OrgId, own: Option<Thing>, leaf: Option<Leaf>) -> Answer {
		let lies = own.or_else(|| leaf.map(|(lot, index)| self.consignment_at(lot, index)));
		let Some(lies) = lies else { return Answer::PassedOver };
		let cause = Cause::Declaration;
		if self.beyond_reach(by, lies, own.is_some(), cause).is_some() {
			return Answer::PassedOver;
		}
		self.keep(by, own, leaf, cause);
		Answer::Done
	}

	/// Keeps goods on their own, those that were sold or are missing among them, with who held them last.
	fn keep(&mut self, by: OrgId, own: Option<Thing>, leaf: Option<Leaf>, cause: Cause) {
		let thing = match (own, leaf) {
			(Some(thing), _) => thing,
			(None, Some((lot, index))) => self.take_unit(lot, index),
			(None, None) => unreachable!("something is kept"),
		};
		let (life, holder) = self.outermost(thing);
		let stays = cause == Cause::Decision && self.is(Mutation::KeptStaysInside);
		let parents = self.parents(thing);
		if !parents.is_empty() && !stays {
			self.leave(thing, holder);
			self.count(thing);
			for parent in parents {
				self.open(parent);
				self.count(parent);
			}
		} else if life.has_ended() {
			self.state(thing).put_with(holder);
		}
		let state = self.state(thing);
		(state.life, state.kept_by) = (Life::Kept(by), Some(cause));
		self.count(thing);
	}

	/// The goods that are shown to an authority: their record, or else their leaf.
	fn known(&self, claim: Claim) -> Result<(Option<Thing>, Option<Leaf>), Reasons> {
		let recorded = |thing: Thing, otherwise: Refusal| match self.things.contains_key(&thing) {
			true => Ok((Some(thing), None)),
			false => Err(vec![otherwise]),
		};
		match claim {
			Claim::Thing(case @ Thing::Case { .. }) => {
				recorded(self.bearer(case), Refusal::UnknownObject)
			},
			Claim::Thing(thing) => recorded(thing, Refusal::UnknownObject),
			Claim::Label { serial } => recorded(Thing::Unit { serial }, Refusal::ProofMissing),
			Claim::Forged { lot, .. } => {
				let is_known = self.lots.contains_key(&lot);
				let unknown = (!is_known).then_some(Refusal::UnknownLot);
				Err([Refusal::ProofRefuted].into_iter().chain(unknown).collect())
			},
			Claim::Leaf { lot, index } => {
				let Some(serial) = self.serial(lot, index) else {
					return Err(vec![Refusal::UnknownLot]);
				};
				match self.unit_at(lot, index) {
					Some(unit) => Ok((Some(unit), None)),
					None if self.things.contains_key(&Thing::Unit { serial }) => {
						Err(vec![Refusal::ProofRefuted])
					},
					None => Ok((None, Some((lot, index)))),
				}
			},
		}
	}

	/// An authority takes goods by a decision of its own.
	pub(super) fn take_into_custody(
		&mut self,
		by: OrgId,
		claim: Claim,
		place: Option<&'static str>,
	) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		let is_abroad = place.is_some() && self.roster.countries.get(&by).copied() != place;
		if is_abroad && !self.is(Mutation::KeptAbroad) {
			reasons.push(Refusal::OutsideTerritory);
		}
		let (own, leaf) = self.known(claim).unwrap_or_else(|unknown| {
			reasons.extend(unknown);
			(None, None)
		});
		let lies = own.or_else(|| leaf.map(|(lot, index)| self.consignment_at(lot, index)));
		reasons.extend(
			lies.and_then(|lies| self.beyond_reach(by, lies, own.is_some(), Cause::Decision)),
		);
		unless(reasons)?;
		self.keep(by, own, leaf, Cause::Decision);
		Ok(())
	}

	/// An authority gives back what it took by a decision of its own, or has destroyed it. In the place of one
	/// that is none any more, another of its country decides.
	pub(super) fn end_custody(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		is_destroyed: bool,
	) -> Result<(), Reasons> {
		let mut reasons = self.stale(object, seq);
		let Some(state) = self.things.get(&object) else { return Err(reasons) };
		match state.life {
			Life::Kept(keeper) => {
				if keeper != by && !self.replaces(by, keeper) {
					reasons.push(Refusal::UnderDetention);
				}
				let is_own = state.kept_by == Some(Cause::Decision);
				if !is_own && !self.is(Mutation::DeclaredIsEnded) {
					reasons.push(Refusal::KeptForDeclaration);
				}
			},
			_ => reasons.push(Refusal::NotDetained),
		}
		unless(reasons)?;
		let state = self.state(object);
		if is_destroyed {
			state.life = Life::Destroyed;
		} else {
			(state.life, state.kept_by) = (Life::Held, None);
		}
		self.count(object);
		Ok(())
	}

	/// Whether one authority decides in the place of another.
	fn replaces(&self, by: OrgId, keeper: OrgId) -> bool {
		let Roster { takers, expelled, countries, .. } = &*self.roster;
		let has_left = expelled.contains(&keeper) || !takers.contains(&keeper);
		let is_compatriot = countries.get(&by) == countries.get(&keeper);
		has_left
			&& (is_compatriot || self.is(Mutation::ReplacedFromAbroad))
			&& !self.is(Mutation::ExpelledIsNotReplaced)
	}
}
