//! Transformations: goods are consumed, and a lot is made of them. Lineage leads from either to the other.

use super::{
	steps::{class_of, Derivation, Input, Life, Link, Part, Rate, Thing},
	unless, Model, Mutation, Reasons, Refusal,
};
use std::collections::{BTreeMap, BTreeSet};
use tracemark_primitives::OrgId;

/// How goods of one lot became another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Derived {
	from: u32,
	into: u32,
	object: Thing,
	pieces: u64,
	how: Derivation,
}

impl Model {
	pub(super) fn transform(
		&mut self,
		by: OrgId,
		inputs: &[Input],
		yields: &[Rate],
		lot: u32,
		pieces: u64,
	) -> Result<(), Reasons> {
		let mut reasons = self.not_to_be_made(by, lot, pieces);
		if inputs.is_empty() {
			reasons.push(Refusal::NothingNamed);
		}
		let mut consumed = BTreeMap::<u32, u64>::new();
		for input in inputs {
			match self.take_input(by, input) {
				Ok(object) => {
					let (source, pieces) = self.become_part(object, lot, Derivation::Transformed);
					*consumed.entry(class_of(source)).or_default() += pieces;
				},
				Err(against) => reasons.extend(against),
			}
		}
		reasons.extend(self.unbalanced(&consumed, yields, pieces));
		unless(reasons)?;
		let product = self.make(by, lot, pieces, None);
		for _ in inputs {
			self.count(product);
		}
		self.count(product);
		Ok(())
	}

	/// What is consumed: all that is named, or the part of it that is split off.
	fn take_input(&mut self, by: OrgId, input: &Input) -> Result<Thing, Reasons> {
		let Input { object, seq, pieces } = *input;
		let (object, mut reasons) = match pieces {
			None => (object, self.not_at_will(by, object, seq)),
			Some(pieces) => (self.split(by, object, seq, &Part::Pieces(pieces))?, Vec::new()),
		};
		if !self.things.contains_key(&object) {
			return Err(reasons);
		}
		if matches!(object, Thing::Case { .. }) {
			reasons.push(Refusal::NotSellable);
		}
		if self.contents(object).is_empty() {
			reasons.push(Refusal::NothingLeft);
		}
		if self.is_recalled(by, object) && !self.is(Mutation::RecalledIsConsumed) {
			reasons.push(Refusal::UnderRecall);
		}
		unless(reasons)?;
		Ok(object)
	}

	/// Goods end and become part of a lot, or go on as it. Says of which lot they are, and how much it was.
	pub(super) fn become_part(&mut self, object: Thing, into: u32, how: Derivation) -> (u32, u64) {
		let contents = self.contents(object).pop_first();
		let (from, pieces) = contents.unwrap_or_else(|| unreachable!("{object:?} is of a lot"));
		self.derived.push(Derived { from, into, object, pieces, how });
		let lives_on = self.is(Mutation::InputLivesOn);
		let state = self.state(object);
		match how {
			Derivation::Transformed if lives_on => {},
			Derivation::Transformed => state.life = Life::Consumed,
			Derivation::Relabelled => state.life = Life::Relabelled,
		}
		state.successor = Some(into);
		self.count(object);
		(from, pieces)
	}

	/// What speaks against so many pieces coming of what was consumed of each class.
	fn unbalanced(&self, consumed: &BTreeMap<u32, u64>, yields: &[Rate], made: u64) -> Reasons {
		let mut reasons = Vec::new();
		let rated: BTreeSet<u32> = yields.iter().map(|rate| rate.class).collect();
		let is_rate = |rate: &Rate| rate.input > 0 && rate.output > 0;
		let fits = rated.iter().eq(consumed.keys()) && rated.len() == yields.len();
		if !fits || !yields.iter().all(is_rate) {
			reasons.push(Refusal::MalformedYield);
		}
		let (any, less) = (self.is(Mutation::YieldIsIgnored), self.is(Mutation::LessThanYielded));
		let is_rounded_up = self.is(Mutation::YieldRoundedUp);
		let balances = |rate: &Rate| {
			let gives = consumed.get(&rate.class).copied().unwrap_or_default() * rate.output;
			let whole = gives / rate.input;
			let given = if is_rounded_up { gives.div_ceil(rate.input) } else { whole };
			any || made == given || less && made < given
		};
		if !yields.iter().filter(|rate| is_rate(rate)).all(balances) {
			reasons.push(Refusal::Unbalanced);
		}
		reasons
	}

	/// What a lot came of, and what came of it.
	pub(super) fn lineage(&self, lot: u32) -> (Vec<Link>, Vec<Link>) {
		let one_way = self.is(Mutation::LineageOneWay);
		let link = |lot, step: &Derived| {
			let Derived { object, pieces, how, .. } = *step;
			Link { lot, object, pieces, how }
		};
		let inputs = self.derived.iter().filter(|step| step.into == lot);
		let outputs = self.derived.iter().filter(|step| step.from == lot && !one_way);
		let inputs = inputs.map(|step| link(step.from, step)).collect();
		(inputs, outputs.map(|step| link(step.into, step)).collect())
	}
}
