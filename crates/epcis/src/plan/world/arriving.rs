//! Goods that arrive otherwise than they were offered.

use super::{logistic_unit, unit, Consignment, Content, Life, Named, Thing, World};
use crate::plan::goods::{Goods, LotName, Quantity};
use std::collections::{BTreeMap, BTreeSet};

/// An object that was offered, and of which some arrived.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::plan) struct Arrival {
	/// The object as it was offered.
	pub goods: Named,
	/// How much of it did not arrive.
	pub missing: Option<Quantity>,
}

impl World {
	/// Whether the document had anything to do with any of them so far.
	pub fn knows_any(&self, goods: &Goods) -> bool {
		let mut items = goods.items.iter().flat_map(|(gtin, serials)| {
			serials.iter().map(move |serial| (gtin.clone(), serial.clone()))
		});
		goods.logistic_units.iter().any(|sscc| self.units.has(sscc))
			|| items.any(|item| self.items.has(&item))
			|| goods.lots.iter().any(|(lot, _)| self.lots.has(lot))
	}

	/// Whether an object is so much of a lot, and not items with serials.
	pub fn is_amount(&self, thing: &Thing) -> bool {
		let Thing::Part(at) = thing else { return false };
		let part = self.consignments.get(at);
		part.is_some_and(|part| matches!(part.content, Content::Amount(_)))
	}

	/// What the document offered of goods, all of it to one party, with what is missing of each; and to whom.
	pub fn arrivals(&self, goods: &Goods, to: Option<&str>) -> Option<(Vec<Arrival>, String)> {
		let mut arrivals = Vec::new();
		for sscc in &goods.logistic_units {
			let thing = Thing::Unit(sscc.clone());
			let only = goods.logistic_units.len() == 1;
			let missing = if only { self.missing_inside(sscc, goods) } else { None };
			arrivals.push(Arrival { goods: Named { thing, json: logistic_unit(sscc) }, missing });
		}
		for (gtin, serials) in &goods.items {
			self.items_arriving(gtin, serials, &mut arrivals);
		}
		for (lot, quantity) in &goods.lots {
			self.lot_arriving(lot, *quantity, &mut arrivals);
		}
		arrivals.retain(|arrival| {
			let offered = self.offer_of(&arrival.goods);
			offered.is_some() && to.is_none_or(|to| offered == Some(to))
		});
		let to = self.offer_of(&arrivals.first()?.goods)?.to_owned();
		arrivals
			.iter()
			.all(|each| self.offer_of(&each.goods) == Some(&to))
			.then_some((arrivals, to))
	}

	fn items_arriving(&self, gtin: &str, serials: &BTreeSet<String>, into: &mut Vec<Arrival>) {
		let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
		for serial in serials {
			let item = (gtin.to_owned(), serial.clone());
			if self.singles.has(&item) {
				into.push(Arrival { goods: unit(gtin, serial), missing: None });
			} else if let Some(at) = self.items.get(&item) {
				let count = parts.entry(*at).or_default();
				*count = count.saturating_add(1);
			}
		}
		for (at, count) in parts {
			let (Some(part), Some(goods)) = (self.consignments.get(&at), self.part(at)) else {
				continue;
			};
			let missing = part.quantity().less(Quantity::pieces(count));
			into.push(Arrival { goods, missing });
		}
	}

	/// The consignments of a lot on offer: one that is just so much, else one that is more, else as many as it takes.
	fn lot_arriving(&self, lot: &LotName, quantity: Option<Quantity>, into: &mut Vec<Arrival>) {
		let offered: Vec<(usize, Quantity)> = self
			.parts_of(lot)
			.filter(|(at, _)| {
				let thing = Thing::Part(*at);
				let is_named = into.iter().any(|arrival| arrival.goods.thing == thing);
				self.offers.has(&thing) && !is_named
			})
			.map(|(at, part)| (at, part.quantity()))
			.collect();
		let mut push = |at, missing| {
			if let Some(goods) = self.part(at) {
				into.push(Arrival { goods, missing });
			}
		};
		let Some(mut left) = quantity else {
			offered.iter().for_each(|(at, _)| push(*at, None));
			return;
		};
		if let Some((at, _)) = offered.iter().find(|(_, whole)| *whole == left) {
			push(*at, None);
		} else if let Some((at, missing)) =
			offered.iter().find_map(|(at, whole)| Some((*at, whole.less(left)?)))
		{
			push(at, Some(missing));
		} else {
			for (at, whole) in offered {
				push(at, whole.less(left));
				match left.less(whole) {
					Some(rest) => left = rest,
					None => break,
				}
			}
		}
	}

	/// How much of what the document packed into a logistic unit the goods are not, if they name any of it.
	fn missing_inside(&self, sscc: &str, goods: &Goods) -> Option<Quantity> {
		let mut all: Option<Quantity> = None;
		let mut lots = BTreeSet::new();
		let mut items = BTreeSet::new();
		for child in self.contents(sscc) {
			let (gtin, quantity) = self.measure(&child.thing)?;
			all = Some(all.map_or(Some(quantity), |sum| sum.plus(quantity))?);
			match child.thing {
				Thing::Part(at) => {
					lots.insert(self.consignments.get(&at)?.lot.clone());
					let serials = self.serials_of(at);
					items.extend(serials.map(|serial| (gtin.clone(), serial.clone())));
				},
				Thing::Item(gtin, serial) => drop(items.insert((gtin, serial))),
				Thing::Unit(_) => return None,
			}
		}
		let named = goods.items.iter().flat_map(|(gtin, serials)| {
			serials.iter().map(|serial| (gtin.clone(), serial.clone()))
		});
		let count = named.filter(|item| items.contains(item)).count();
		let mut arrived = (count > 0).then(|| Quantity::pieces(count));
		for (_, quantity) in goods.lots.iter().filter(|(lot, _)| lots.contains(lot)) {
			let quantity = (*quantity)?;
			arrived = Some(arrived.map_or(Some(quantity), |sum| sum.plus(quantity))?);
		}
		all?.less(arrived?)
	}

	/// Leaves what is missing of so much of a lot with its sender, as the chain does. What arrived, if that is a
	/// consignment of its own.
	pub fn leave_behind(&mut self, thing: &Thing, missing: Quantity) -> Option<Named> {
		let Thing::Part(at) = thing else { return None };
		let whole = self.consignments.get(at).cloned()?;
		let Content::Amount(all) = whole.content else { return None };
		let content = Content::Amount(all.less(missing)?);
		let lot = whole.lot.clone();
		self.set(*at, Consignment { content, life: Life::Held, ..whole });
		let number = self.lots.get(&lot).copied().unwrap_or(1);
		self.lots.set(lot.clone(), number.saturating_add(1));
		self.insert(lot, number, Content::Amount(missing), &BTreeSet::new());
		self.part(*at)
	}
}
