//! Lots: what was made, how it is divided, and which units were taken out.

use super::{
	steps::{Life, Part, Thing},
	unless, Model, Mutation, Reasons, Refusal, State,
};
use std::collections::{BTreeMap, BTreeSet};
use tracemark_primitives::OrgId;

#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
	pub(super) consignment: u32,
	is_taken: bool,
}

/// What was made of a lot, and where it is.
#[derive(Clone, Debug)]
pub(super) enum Lot {
	/// Leaf by leaf, from the first serial on.
	Serial { first: u32, leaves: Vec<Leaf> },
	/// Pieces by consignment.
	Loose(BTreeMap<u32, u64>),
}

impl Model {
	pub(super) fn serial(&self, lot: u32, index: u32) -> Option<u32> {
		match self.lots.get(&lot)? {
			Lot::Serial { first, leaves } if (index as usize) < leaves.len() => Some(first + index),
			_ => None,
		}
	}

	/// The record of the unit at a leaf.
	pub(super) fn unit_at(&self, lot: u32, index: u32) -> Option<Thing> {
		let unit = Thing::Unit { serial: self.serial(lot, index)? };
		let state = self.things.get(&unit)?;
		(state.source == Some((lot, index))).then_some(unit)
	}

	pub(super) fn consignment_at(&self, lot: u32, index: u32) -> Thing {
		let Lot::Serial { leaves, .. } = &self.lots[&lot] else {
			unreachable!("lots without serials have no leaves")
		};
		Thing::Consignment { lot, number: leaves[index as usize].consignment }
	}

	pub(super) fn pieces(&self, lot: u32, number: u32) -> u64 {
		match &self.lots[&lot] {
			Lot::Serial { leaves, .. } => {
				let is_there = |leaf: &&Leaf| leaf.consignment == number && !leaf.is_taken;
				leaves.iter().filter(is_there).count() as u64
			},
			Lot::Loose(pieces) => pieces[&number],
		}
	}

	pub(super) fn taken(&self, lot: u32, number: u32) -> u32 {
		match &self.lots[&lot] {
			Lot::Serial { leaves, .. } => {
				let is_out = |leaf: &&Leaf| leaf.consignment == number && leaf.is_taken;
				leaves.iter().filter(is_out).count() as u32
			},
			Lot::Loose(_) => 0,
		}
	}

	pub(super) fn commission(
		&mut self,
		by: OrgId,
		lot: u32,
		pieces: u64,
		first: Option<u32>,
	) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if self.lots.contains_key(&lot) {
			reasons.push(Refusal::AlreadyCommissioned);
		}
		let is_above = self.ceiling.is_some_and(|ceiling| ceiling < self.made + pieces);
		if is_above && !self.is(Mutation::MadeAboveCeiling) {
			reasons.push(Refusal::CeilingReached);
		}
		unless(reasons)?;
		let made = match first {
			Some(first) => {
				let leaf = Leaf { consignment: 0, is_taken: false };
				Lot::Serial { first, leaves: vec![leaf; pieces as usize] }
			},
			None => Lot::Loose(BTreeMap::from([(0, pieces)])),
		};
		self.made += pieces;
		self.lots.insert(lot, made);
		self.things.insert(Thing::Consignment { lot, number: 0 }, State::new(by));
		Ok(())
	}

	/// The brand limits how much is ever made, for good.
	pub(super) fn limit(&mut self, by: OrgId, ceiling: Option<u64>) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if by != self.roster.brand {
			reasons.push(Refusal::NotClassOwner);
		}
		let is_lowered = match (self.ceiling, ceiling) {
			(Some(old), Some(new)) => new <= old,
			(old, _) => old.is_none(),
		};
		if !is_lowered && !self.is(Mutation::CeilingIsRaised) {
			reasons.push(Refusal::CeilingRaised);
		}
		let is_below = ceiling.is_some_and(|ceiling| ceiling < self.made);
		if is_below && !self.is(Mutation::CeilingBelowGoods) {
			reasons.push(Refusal::CeilingBelowMade);
		}
		unless(reasons)?;
		self.ceiling = ceiling;
		Ok(())
	}

	pub(super) fn split(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		part: &Part,
	) -> Result<(), Reasons> {
		let mut reasons = self.not_at_will(by, object, seq);
		let Thing::Consignment { lot, number } = object else {
			reasons.push(Refusal::NotConsignment);
			return Err(reasons);
		};
		let overlap = self.is(Mutation::RangesOverlap);
		let loss = u64::from(self.is(Mutation::SplitLosesAPiece));
		if self.taken(lot, number) > 0 {
			reasons.push(Refusal::UnitsTaken);
		}
		let new = self
			.things
			.keys()
			.filter(|thing| matches!(thing, Thing::Consignment { lot: of, .. } if *of == lot));
		let new = new.count() as u32;
		match (self.lots.get_mut(&lot), part) {
			(Some(Lot::Serial { leaves, .. }), Part::Ranges(ranges)) => {
				let is_malformed = ranges.iter().any(|(from, to)| from >= to)
					|| ranges.windows(2).any(|pair| pair[0].1 > pair[1].0);
				if ranges.is_empty() || is_malformed {
					reasons.push(Refusal::MalformedRanges);
				}
				let chosen: BTreeSet<u32> =
					ranges.iter().flat_map(|(from, to)| *from..*to).collect();
				let own: BTreeSet<u32> = (0..leaves.len() as u32)
					.filter(|index| overlap || leaves[*index as usize].consignment == number)
					.collect();
				if !chosen.is_subset(&own) {
					reasons.push(Refusal::OutsideConsignment);
				}
				if chosen == own {
					reasons.push(Refusal::WholeConsignment);
				}
				unless(reasons)?;
				for index in chosen {
					leaves[index as usize].consignment = new;
				}
			},
			(Some(Lot::Loose(pieces)), Part::Pieces(amount)) => {
				let has = pieces.get(&number).copied().unwrap_or(0);
				if *amount == 0 {
					reasons.push(Refusal::MalformedQuantity);
				}
				if *amount > has {
					reasons.push(Refusal::OutsideConsignment);
				}
				if *amount == has {
					reasons.push(Refusal::WholeConsignment);
				}
				unless(reasons)?;
				pieces.insert(number, has - amount);
				pieces.insert(new, amount - loss);
			},
			_ => {
				reasons.push(Refusal::PartMismatch);
				return Err(reasons);
			},
		}
		let State { is_on_market, owner, .. } = *self.state(object);
		self.count(object);
		let state = State { is_on_market, owner, ..State::new(by) };
		self.things.insert(Thing::Consignment { lot, number: new }, state);
		Ok(())
	}

	/// Takes the unit at a leaf out of its consignment. An offer does not go with it, all else does.
	pub(super) fn take_unit(&mut self, lot: u32, index: u32) -> Thing {
		let consignment = self.consignment_at(lot, index);
		let (life, holder) = self.outermost(consignment);
		let life = if matches!(life, Life::Offered(_)) { Life::Held } else { life };
		let State { is_on_market, owner, .. } = self.things[&consignment];
		let still_counts = self.is(Mutation::TakenStillCounts);
		let Some(Lot::Serial { first, leaves }) = self.lots.get_mut(&lot) else {
			unreachable!("lots without serials have no leaves")
		};
		leaves[index as usize].is_taken = !still_counts;
		let unit = Thing::Unit { serial: *first + index };
		let source = Some((lot, index));
		let state = State { life, is_on_market, source, owner, ..State::new(holder) };
		self.things.insert(unit, state);
		for from in std::iter::once(consignment).chain(self.parents(consignment)) {
			self.open(from);
			self.count(from);
		}
		unit
	}
}
