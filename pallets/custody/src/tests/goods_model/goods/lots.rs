//! Lots: what was made, how it is divided, and which units were taken out.

use super::{
	steps::{class_of, Life, Made, Part, Thing, FIRST_CLASS},
	unless, Model, Mutation, Reasons, Refusal, State,
};
use std::collections::{BTreeMap, BTreeSet};
use tracemark_primitives::OrgId;

#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
	pub(super) consignment: u32,
	pub(super) is_taken: bool,
}

/// A lot.
#[derive(Clone, Debug)]
pub(super) struct Lot {
	pub(super) maker: OrgId,
	/// The step in which it came on record.
	pub(super) made_at: u32,
	pub(super) goods: Goods,
}

/// What was made of a lot, and where it is.
#[derive(Clone, Debug)]
pub(super) enum Goods {
	/// Leaf by leaf, from the first serial on.
	Serial { first: u32, leaves: Vec<Leaf> },
	/// Pieces by consignment.
	Loose(BTreeMap<u32, u64>),
}

impl Model {
	pub(super) fn serial(&self, lot: u32, index: u32) -> Option<u32> {
		match &self.lots.get(&lot)?.goods {
			Goods::Serial { first, leaves } if (index as usize) < leaves.len() => {
				Some(first + index)
			},
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
		let Goods::Serial { leaves, .. } = &self.lots[&lot].goods else {
			unreachable!("lots without serials have no leaves")
		};
		Thing::Consignment { lot, number: leaves[index as usize].consignment }
	}

	pub(super) fn pieces(&self, lot: u32, number: u32) -> u64 {
		match &self.lots[&lot].goods {
			Goods::Serial { leaves, .. } => {
				let is_there = |leaf: &&Leaf| leaf.consignment == number && !leaf.is_taken;
				leaves.iter().filter(is_there).count() as u64
			},
			Goods::Loose(pieces) => pieces[&number],
		}
	}

	/// The leaves of a consignment whose units were taken out of it.
	pub(super) fn taken(&self, lot: u32, number: u32) -> Vec<u32> {
		match &self.lots[&lot].goods {
			Goods::Serial { leaves, .. } => {
				let is_out = |leaf: &Leaf| leaf.consignment == number && leaf.is_taken;
				let out = (0..).zip(leaves).filter(|(_, leaf)| is_out(leaf));
				out.map(|(index, _)| index).collect()
			},
			Goods::Loose(_) => Vec::new(),
		}
	}

	pub(super) fn commission(
		&mut self,
		by: OrgId,
		lot: u32,
		pieces: u64,
		first: Option<u32>,
	) -> Result<(), Reasons> {
		unless(self.not_to_be_made(by, lot, pieces))?;
		self.make(by, lot, pieces, first);
		Ok(())
	}

	/// What speaks against `by` putting so many pieces on record as a lot.
	pub(super) fn not_to_be_made(&self, by: OrgId, lot: u32, pieces: u64) -> Reasons {
		let mut reasons = Vec::new();
		if self.lots.contains_key(&lot) {
			reasons.push(Refusal::AlreadyCommissioned);
		}
		if pieces == 0 {
			reasons.push(Refusal::MalformedQuantity);
		}
		let Made { pieces: made, ceiling, .. } = self.made[&class_of(lot)];
		let is_above = ceiling.is_some_and(|ceiling| ceiling < made + pieces);
		if is_above && !self.is(Mutation::MadeAboveCeiling) {
			reasons.push(Refusal::CeilingReached);
		}
		if self.is_still_recalled(by, class_of(lot)) && !self.is(Mutation::MadeUnderRecall) {
			reasons.push(Refusal::UnderRecall);
		}
		reasons
	}

	/// Puts a lot on record, all of it in one consignment with `by`.
	pub(super) fn make(&mut self, by: OrgId, lot: u32, pieces: u64, first: Option<u32>) -> Thing {
		let goods = match first {
			Some(first) => {
				let leaf = Leaf { consignment: 0, is_taken: false };
				Goods::Serial { first, leaves: vec![leaf; pieces as usize] }
			},
			None => Goods::Loose(BTreeMap::from([(0, pieces)])),
		};
		self.made.entry(class_of(lot)).or_default().pieces += pieces;
		self.lots.insert(lot, Lot { maker: by, made_at: self.now, goods });
		let all = Thing::Consignment { lot, number: 0 };
		self.things.insert(all, State::new(by));
		all
	}

	/// The brand limits how much is ever made, for good.
	pub(super) fn limit(&mut self, by: OrgId, ceiling: Option<u64>) -> Result<(), Reasons> {
		let mut reasons = Vec::new();
		if by != self.roster.brand {
			reasons.push(Refusal::NotClassOwner);
		}
		let class = self.made[&FIRST_CLASS];
		let Made { pieces, ceiling: before, .. } = class;
		let is_lowered = match (before, ceiling) {
			(Some(old), Some(new)) => new <= old,
			(old, _) => old.is_none(),
		};
		if !is_lowered && !self.is(Mutation::CeilingIsRaised) {
			reasons.push(Refusal::CeilingRaised);
		}
		let is_below = ceiling.is_some_and(|ceiling| ceiling < pieces);
		if is_below && !self.is(Mutation::CeilingBelowGoods) {
			reasons.push(Refusal::CeilingBelowMade);
		}
		unless(reasons)?;
		self.made.insert(FIRST_CLASS, Made { ceiling, ..class });
		Ok(())
	}

	/// The brand revises the class, which counts on.
	pub(super) fn revise(&mut self, by: OrgId, version: u32) -> Result<(), Reasons> {
		let class = self.made[&FIRST_CLASS];
		let mut reasons = Vec::new();
		if by != self.roster.brand {
			reasons.push(Refusal::NotClassOwner);
		}
		if version != class.version {
			reasons.push(Refusal::StaleSeq);
		}
		unless(reasons)?;
		let pieces = if self.is(Mutation::RevisedStartsAnew) { 0 } else { class.pieces };
		self.made.insert(FIRST_CLASS, Made { pieces, version: version + 1, ..class });
		Ok(())
	}

	pub(super) fn split(
		&mut self,
		by: OrgId,
		object: Thing,
		seq: u32,
		part: &Part,
	) -> Result<Thing, Reasons> {
		let mut reasons = self.not_at_will(by, object, seq);
		let Thing::Consignment { lot, number } = object else {
			reasons.push(Refusal::NotConsignment);
			return Err(reasons);
		};
		let overlap = self.is(Mutation::RangesOverlap);
		let loss = u64::from(self.is(Mutation::SplitLosesAPiece));
		let behind = self.is(Mutation::TakenStaysBehind);
		let returns = self.is(Mutation::TakenReturnsInPart);
		let (empty, rest) = (self.is(Mutation::EmptyPart), self.is(Mutation::EmptyRest));
		let new = self
			.things
			.keys()
			.filter(|thing| matches!(thing, Thing::Consignment { lot: of, .. } if *of == lot));
		let new = new.count() as u32;
		let goods = self.lots.get_mut(&lot).map(|lot| &mut lot.goods);
		match (goods, part) {
			(Some(Goods::Serial { leaves, .. }), Part::Ranges(ranges)) => {
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
				// A part of which all was taken out is nothing, and so is such a rest.
				let lies = |index: &u32| !leaves[*index as usize].is_taken;
				if !chosen.intersection(&own).any(lies) && !empty {
					reasons.push(Refusal::NothingLeft);
				}
				if chosen == own || !own.difference(&chosen).any(lies) && !rest {
					reasons.push(Refusal::WholeConsignment);
				}
				unless(reasons)?;
				for index in chosen {
					let leaf = &mut leaves[index as usize];
					if !(leaf.is_taken && behind) {
						leaf.consignment = new;
						leaf.is_taken &= !returns;
					}
				}
			},
			(Some(Goods::Loose(pieces)), Part::Pieces(amount)) => {
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
		let part = Thing::Consignment { lot, number: new };
		self.things.insert(part, state);
		Ok(part)
	}

	/// Takes the unit at a leaf out of its consignment. An offer does not go with it, all else does.
	pub(super) fn take_unit(&mut self, lot: u32, index: u32) -> Thing {
		let consignment = self.consignment_at(lot, index);
		let (life, holder) = self.outermost(consignment);
		let life = if matches!(life, Life::Offered(_)) { Life::Held } else { life };
		let kept_by = self.kept_by(consignment);
		let State { is_on_market, owner, .. } = self.things[&consignment];
		let still_counts = self.is(Mutation::TakenStillCounts);
		let goods = self.lots.get_mut(&lot).map(|lot| &mut lot.goods);
		let Some(Goods::Serial { first, leaves }) = goods else {
			unreachable!("lots without serials have no leaves")
		};
		leaves[index as usize].is_taken = !still_counts;
		let unit = Thing::Unit { serial: *first + index };
		let source = Some((lot, index));
		let state = State { life, is_on_market, source, owner, kept_by, ..State::new(holder) };
		self.things.insert(unit, state);
		for from in std::iter::once(consignment).chain(self.parents(consignment)) {
			self.open(from);
			self.count(from);
		}
		unit
	}
}
