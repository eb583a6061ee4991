//! Cases: what lies in them, and the seal on them.

use super::{
	steps::{Ground, Life, Place, Thing},
	unless, Model, Mutation, Reasons, Refusal, State,
};
use tracemark_primitives::OrgId;

/// How deep cases lie in each other.
const DEEPEST: u8 = 5;

impl Model {
	/// The last case with the code of this one.
	pub(super) fn bearer(&self, case: Thing) -> Thing {
		let Thing::Case { code, .. } = case else { unreachable!("only cases have codes") };
		let bears = |thing: &&Thing| matches!(thing, Thing::Case { code: of, .. } if *of == code);
		self.things.keys().rfind(bears).copied().unwrap_or(case)
	}

	pub(super) fn pack(
		&mut self,
		by: OrgId,
		code: u32,
		children: &[(Thing, u32)],
	) -> Result<(), Reasons> {
		let used = |thing: &&Thing| matches!(thing, Thing::Case { code: of, .. } if *of == code);
		let generations = self.things.keys().filter(used).count() as u32;
		let last = generations.checked_sub(1).map(|generation| Thing::Case { code, generation });
		let open = last.filter(|case| self.things[case].life != Life::Closed);
		let mut reasons = Vec::new();
		if children.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		let case = match open {
			Some(case) => {
				reasons.extend(self.not_at_will(by, case, self.things[&case].seq));
				case
			},
			None => {
				let case = Thing::Case { code, generation: generations };
				if !self.roster.makers.contains(&by) {
					reasons.push(Refusal::PrefixNotHeld);
				}
				self.things.insert(case, State::new(by));
				case
			},
		};
		for (child, seq) in children {
			let mut against = self.not_at_will(by, *child, *seq);
			if self.is(Mutation::PackedByAnybody) {
				against.retain(|reason| *reason != Refusal::NotHolder);
			}
			if *child == case {
				against.push(Refusal::IntoItself);
			}
			let levels = match (child, self.things.get(child)) {
				(Thing::Case { .. }, Some(state)) => state.height.max(1),
				_ => 0,
			};
			let deepest = DEEPEST + u8::from(self.is(Mutation::NestedSixDeep));
			if levels + 1 > deepest {
				against.push(Refusal::TooDeep);
			}
			if reasons.is_empty() && against.is_empty() {
				let owner = self.things[&case].owner;
				let state = self.state(*child);
				(state.place, state.is_bridged) = (Place::In(case), None);
				state.is_along = state.owner == owner;
				let state = self.state(case);
				state.height = state.height.max(levels + 1);
				self.open(case);
				self.count(case);
				self.count(*child);
			}
			reasons.extend(against);
		}
		unless(reasons)
	}

	pub(super) fn close(&mut self, by: OrgId, case: Thing, seq: u32) -> Result<(), Reasons> {
		let mut reasons = self.not_at_will(by, case, seq);
		if !matches!(case, Thing::Case { .. }) {
			reasons.push(Refusal::NotLogisticUnit);
		}
		let is_empty = self.children(case).is_empty();
		if !is_empty && !self.is(Mutation::ClosedOverContents) {
			reasons.push(Refusal::NotEmpty);
		}
		unless(reasons)?;
		self.state(case).life = Life::Closed;
		Ok(())
	}

	pub(super) fn unpack(
		&mut self,
		by: OrgId,
		parent: Thing,
		seq: u32,
		children: &[(Thing, u32)],
	) -> Result<(), Reasons> {
		let mut reasons = self.not_at_will(by, parent, seq);
		if self.is(Mutation::BoundIsUnpacked) {
			reasons.retain(|reason| *reason != Refusal::UnderDeclaration);
		}
		if !matches!(parent, Thing::Case { .. }) {
			reasons.push(Refusal::NotLogisticUnit);
		}
		if children.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		for (child, seq) in children {
			let mut against = self.stale(*child, *seq);
			let place = self.things.get(child).map(|state| state.place);
			if place != Some(Place::In(parent)) {
				against.push(Refusal::NotInside);
			}
			if reasons.is_empty() && against.is_empty() {
				if !self.is(Mutation::UnpackedStaysInside) {
					self.leave(*child, by);
				}
				self.open(parent);
				self.count(parent);
				self.count(*child);
			}
			reasons.extend(against);
		}
		unless(reasons)
	}

	/// Puts what lies in a case into the hands of `holder`.
	pub(super) fn leave(&mut self, child: Thing, holder: OrgId) {
		let Place::In(parent) = self.things[&child].place else {
			unreachable!("it lies in a case")
		};
		self.state(child).put_with(holder);
		self.state(child).is_along = false;
		if self.children(parent).is_empty() {
			self.state(parent).height = 0;
		}
	}

	/// Something gets into a case or out.
	pub(super) fn open(&mut self, case: Thing) {
		let stays = self.is(Mutation::OpenedStaysSealed);
		self.state(case).is_sealed &= stays;
	}

	/// Puts the seal on a case.
	pub(super) fn seal(
		&mut self,
		by: OrgId,
		case: Thing,
		seq: u32,
		ground: Ground,
	) -> Result<(), Reasons> {
		let mut reasons = self.not_at_hand(by, case, seq);
		let life = self.things.get(&case).map(|state| state.life);
		if life == Some(Life::Kept(by)) {
			// The authority that keeps it has it at hand.
			reasons.retain(|it| !matches!(it, Refusal::UnderDetention | Refusal::NotHolder));
		}
		reasons.retain(|reason| *reason != Refusal::OnOffer);
		if !matches!(case, Thing::Case { .. }) {
			reasons.push(Refusal::NotLogisticUnit);
		}
		let is_sealed = self.things.get(&case).is_some_and(|state| state.is_sealed);
		if is_sealed && ground == Ground::Loaded {
			reasons.push(Refusal::AlreadyLoaded);
		}
		unless(reasons)?;
		let any = self.is(Mutation::ChangedSealIsWhole);
		let state = self.state(case);
		state.is_sealed = true;
		state.trips += 1;
		state.leg = state.leg.map(|whole| whole && (any || ground == Ground::ByCustoms));
		Ok(())
	}
}
