//! Recalls: which goods they concern, and where.

use super::{
	ends::ForSale,
	lots::{Goods, Leaf, Lot},
	steps::{class_of, Scope, Thing},
	unless, Model, Mutation, Reasons, Refusal,
};
use std::collections::BTreeMap;
use tracemark_primitives::OrgId;

/// Most recalls in force of goods of a class, and most of them by one member.
const MOST: usize = 32;
const MOST_EACH: usize = 8;

/// A recall.
#[derive(Clone, Debug)]
pub(super) struct Recall {
	by: OrgId,
	/// Where it has effect. That of the brand has it everywhere.
	country: Option<&'static str>,
	scope: Scope,
	is_lifted: bool,
}

impl Recall {
	fn class(&self) -> u32 {
		match &self.scope {
			Scope::Class { class, .. } => *class,
			Scope::Lot(lot) | Scope::Leaves { lot, .. } => class_of(*lot),
		}
	}
}

impl Model {
	pub(super) fn may_recall(&self, by: OrgId) -> Result<(), Reasons> {
		if self.roster.recallers.contains(&by) {
			return Ok(());
		}
		self.roster.check(by, &self.roster.registrants)
	}

	pub(super) fn recall(&mut self, by: OrgId, scope: &Scope) -> Result<(), Reasons> {
		let mut reasons = self.no_scope(scope);
		let is_brand = by == self.roster.brand;
		if !is_brand && !self.roster.recallers.contains(&by) {
			reasons.push(Refusal::NotClassOwner);
		}
		let country = if is_brand { None } else { self.roster.countries.get(&by).copied() };
		let recall = Recall { by, country, scope: scope.clone(), is_lifted: false };
		let in_force = self.recalls.iter().filter(|other| !other.is_lifted);
		let of_class = in_force.filter(|other| other.class() == recall.class());
		let own = of_class.clone().filter(|other| other.by == by);
		if of_class.count() >= MOST || own.count() >= MOST_EACH {
			reasons.push(Refusal::TooManyRecalls);
		}
		unless(reasons)?;
		self.recalls.push(recall);
		Ok(())
	}

	/// What is wrong with the goods that somebody wants to recall.
	fn no_scope(&self, scope: &Scope) -> Reasons {
		let mut reasons = Vec::new();
		match scope {
			Scope::Class { class, from, until } => {
				if until.is_some_and(|until| until <= *from) {
					reasons.push(Refusal::MalformedRecall);
				}
				if !self.made.contains_key(class) {
					reasons.push(Refusal::UnknownClass);
				}
			},
			Scope::Lot(lot) => {
				if !self.lots.contains_key(lot) {
					reasons.push(Refusal::UnknownLot);
				}
			},
			Scope::Leaves { lot, ranges } => {
				let is_empty = |(from, to): &(u32, u32)| from >= to;
				let descend = |pair: &[(u32, u32)]| pair[0].1 > pair[1].0;
				if ranges.is_empty()
					|| ranges.iter().any(is_empty)
					|| ranges.windows(2).any(descend)
				{
					reasons.push(Refusal::MalformedRecall);
				}
				match self.lots.get(lot).map(|lot| &lot.goods) {
					None => reasons.push(Refusal::UnknownLot),
					Some(Goods::Loose(_)) => reasons.push(Refusal::NotSerialised),
					Some(Goods::Serial { leaves, .. }) => {
						if ranges.iter().any(|(_, to)| *to as usize > leaves.len()) {
							reasons.push(Refusal::OutsideLot);
						}
					},
				}
			},
		}
		reasons
	}

	pub(super) fn lift(&mut self, by: OrgId, number: u32) -> Result<(), Reasons> {
		let any = self.is(Mutation::LiftedByAnybody);
		let country = self.roster.countries.get(&by).copied();
		let is_authority = self.roster.recallers.contains(&by);
		let Some(recall) = self.recalls.get_mut(number as usize) else {
			return Err(vec![Refusal::UnknownRecall]);
		};
		let mut reasons = Vec::new();
		// An authority answers for another of its country.
		let is_colleague =
			is_authority && recall.country.is_some() && (any || recall.country == country);
		if recall.by != by && !is_colleague {
			reasons.push(Refusal::NotRecaller);
		}
		if recall.is_lifted {
			reasons.push(Refusal::AlreadyLifted);
		}
		unless(reasons)?;
		recall.is_lifted = true;
		Ok(())
	}

	/// The recalls in force, and whether they have effect everywhere.
	pub(super) fn in_force(&self) -> BTreeMap<u32, bool> {
		let recalls = (0..).zip(&self.recalls).filter(|(_, recall)| !recall.is_lifted);
		recalls.map(|(number, recall)| (number, recall.country.is_none())).collect()
	}

	/// The recalls in force that concern a thing, and whether they do for certain. Of what a case holds
	/// nobody knows which leaves they are.
	pub(super) fn recalls_of(&self, thing: Thing) -> BTreeMap<u32, bool> {
		let in_force = (0..).zip(&self.recalls).filter(|(_, recall)| !recall.is_lifted);
		let concerning = in_force.filter_map(|(number, recall)| {
			let certainty = match thing {
				Thing::Case { .. } => {
					let contents = self.contents(thing);
					let lots = contents.keys().filter_map(|lot| self.may_concern(recall, *lot));
					lots.max()
				},
				_ => self.concerns(recall, thing).then_some(true),
			};
			certainty.map(|is_certain| (number, is_certain))
		});
		concerning.collect()
	}

	/// Whether a recall concerns goods of a lot, whatever part of it they are; if so, for certain or not.
	fn may_concern(&self, recall: &Recall, lot: u32) -> Option<bool> {
		let later = self.is(Mutation::PeriodHitsLater);
		match recall.scope {
			Scope::Class { class, from, until } => {
				let Lot { made_at, .. } = self.lots[&lot];
				let is_before = later || until.is_none_or(|until| made_at < until);
				(class == class_of(lot) && from <= made_at && is_before).then_some(true)
			},
			Scope::Lot(recalled) => (recalled == lot).then_some(true),
			Scope::Leaves { lot: recalled, .. } => (recalled == lot).then_some(false),
		}
	}

	/// Whether a recall concerns a consignment or unit. A consignment is concerned by each of its leaves, also
	/// those that were taken out.
	fn concerns(&self, recall: &Recall, thing: Thing) -> bool {
		let misses = self.is(Mutation::RangeMissesTaken);
		match thing {
			Thing::Consignment { lot, number } => {
				let Goods::Serial { leaves, .. } = &self.lots[&lot].goods else {
					return self.may_concern(recall, lot).is_some();
				};
				let own = |leaf: &Leaf| leaf.consignment == number && !(misses && leaf.is_taken);
				let mut own = (0..).zip(leaves).filter(|(_, leaf)| own(leaf));
				own.any(|(index, _)| self.concerns_leaf(recall, lot, index))
			},
			_ => {
				let source = self.things.get(&thing).and_then(|state| state.source);
				source.is_some_and(|(lot, index)| self.concerns_leaf(recall, lot, index))
			},
		}
	}

	fn concerns_leaf(&self, recall: &Recall, lot: u32, index: u32) -> bool {
		let all = self.is(Mutation::RangeHitsLot);
		let is_in = |(from, to): &(u32, u32)| (*from..*to).contains(&index);
		self.may_concern(recall, lot).is_some()
			&& match &recall.scope {
				Scope::Leaves { ranges, .. } => all || ranges.iter().any(is_in),
				_ => true,
			}
	}

	/// Whether a recall has effect where a member is.
	fn has_effect(&self, recall: &Recall, on: OrgId) -> bool {
		let is_there = recall.country.is_none_or(|country| {
			self.roster.countries.get(&on) == Some(&country)
				|| self.is(Mutation::RecalledEverywhere)
		});
		is_there && (!recall.is_lifted || self.is(Mutation::LiftedStillStops))
	}

	/// Whether a thing is recalled where `by` is.
	pub(super) fn is_recalled(&self, by: OrgId, thing: Thing) -> bool {
		let mut effective = self.recalls.iter().filter(|recall| self.has_effect(recall, by));
		effective.any(|recall| self.concerns(recall, thing))
	}

	/// Whether goods are recalled where `by` is.
	pub(super) fn are_recalled(&self, by: OrgId, goods: &ForSale) -> bool {
		match *goods {
			ForSale::Own(thing) => self.is_recalled(by, thing),
			ForSale::Leaf { lot, index } => {
				let mut effective = self.recalls.iter().filter(|it| self.has_effect(it, by));
				effective.any(|recall| self.concerns_leaf(recall, lot, index))
			},
		}
	}

	/// Whether what is made of a class now is recalled where `by` is.
	pub(super) fn is_still_recalled(&self, by: OrgId, of: u32) -> bool {
		let mut effective = self.recalls.iter().filter(|recall| self.has_effect(recall, by));
		effective.any(|recall| match recall.scope {
			Scope::Class { class, from, until } => {
				class == of && from <= self.now && until.is_none_or(|until| self.now < until)
			},
			_ => false,
		})
	}
}
