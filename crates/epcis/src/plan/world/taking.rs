//! Goods as objects of commands: where they lie, and the splits that make them so.

use super::{
	consignment, logistic_unit, unit, Consignment, Content, Kind, Life, Named, NeededLot, Thing,
	World,
};
use crate::{
	json::{object, Value},
	plan::goods::{Goods, LotName, Quantity},
};
use std::collections::{BTreeMap, BTreeSet};

/// Why goods of a lot cannot be named.
const HOW_MUCH: &str = "how much of the lot is not said";
const WHICH_PART: &str = "which part of the lot it is does not follow from the events before";

/// What goods are taken for.
#[derive(Clone, Copy, Default)]
pub(in crate::plan) struct Terms<'a> {
	/// SSCC of what they lie directly in; otherwise they lie in nothing.
	pub inside: Option<&'a str>,
	/// Who holds them, if the event says so.
	pub signer: Option<&'a str>,
	/// Whether they are received.
	pub receives: bool,
	/// Number of the lot of items that nothing in the document made.
	pub fallback: &'a str,
}

/// Objects that are being taken for a command.
struct Taking<'a> {
	terms: Terms<'a>,
	taken: BTreeSet<Thing>,
	objects: Vec<Named>,
	splits: Vec<Value>,
}

/// Goods as objects.
impl World {
	/// Notes that a lot that was only seen so far is needed.
	pub(super) fn require(&mut self, lot: &LotName, signer: Option<&str>) {
		if let Some(needed) = self.needed_lots.get(lot).filter(|needed| needed.optional) {
			let needed = needed.clone();
			let signer = signer.map(str::to_owned);
			self.needed_lots.set(lot.clone(), NeededLot { signer, optional: false, ..needed });
		}
	}

	/// Notes that a logistic unit must be there before.
	fn need_unit(&mut self, sscc: &str) {
		if !self.units.has(sscc) {
			self.units.set(sscc.to_owned(), Life::Held);
			self.needed_units.set(sscc.to_owned(), false);
		}
	}

	/// Whether the document had anything to do with all of them so far.
	pub fn knows(&self, goods: &Goods) -> bool {
		let mut items = goods.items.iter().flat_map(|(gtin, serials)| {
			serials.iter().map(move |serial| (gtin.clone(), serial.clone()))
		});
		goods.logistic_units.iter().all(|sscc| self.units.has(sscc))
			&& items.all(|item| self.items.has(&item))
			&& goods.lots.iter().all(|(lot, _)| self.lots.has(lot))
	}

	/// The goods as objects of commands, and the splits that make them so.
	pub fn take(
		&mut self,
		goods: &Goods,
		terms: Terms<'_>,
	) -> Result<(Vec<Named>, Vec<Value>), String> {
		self.ensure_held(goods)?;
		let mut taking =
			Taking { terms, taken: BTreeSet::new(), objects: Vec::new(), splits: Vec::new() };
		for sscc in &goods.logistic_units {
			let thing = Thing::Unit(sscc.clone());
			self.settle(Named { thing, json: logistic_unit(sscc) }, &mut taking)?;
			self.need_unit(sscc);
		}
		for (gtin, serials) in &goods.items {
			self.take_items(gtin, serials, &mut taking)?;
		}
		for (lot, quantity) in &goods.lots {
			self.take_lot(lot, *quantity, &mut taking)?;
		}
		Ok((taking.objects, taking.splits))
	}

	fn take_items(
		&mut self,
		gtin: &str,
		serials: &BTreeSet<String>,
		taking: &mut Taking<'_>,
	) -> Result<(), String> {
		self.see_items(gtin, serials, taking.terms.fallback);
		let mut parts: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
		for serial in serials {
			let item = (gtin.to_owned(), serial.clone());
			if self.singles.has(&item) {
				self.settle(unit(gtin, serial), taking)?;
			} else if let Some(at) = self.items.get(&item) {
				parts.entry(*at).or_default().insert(serial.clone());
			}
		}
		for (at, part) in parts {
			let Some(whole) = self.consignments.get(&at).cloned() else { continue };
			let at = match whole.content {
				Content::Serials(count) if count > part.len() => {
					for serial in &part {
						self.serials.remove(&(at, serial.clone()));
					}
					let rest = Content::Serials(count.saturating_sub(part.len()));
					self.split(at, rest, Content::Serials(part.len()), &part, taking)?
				},
				_ => at,
			};
			if let Some(named) = self.part(at) {
				self.settle(named, taking)?;
			}
			self.require(&whole.lot, taking.terms.signer);
		}
		Ok(())
	}

	fn take_lot(
		&mut self,
		lot: &LotName,
		quantity: Option<Quantity>,
		taking: &mut Taking<'_>,
	) -> Result<(), String> {
		if !self.lots.has(lot) {
			self.see_lot(lot, &BTreeSet::new(), Some(quantity.ok_or(HOW_MUCH)?));
		}
		let Terms { inside, signer, receives, .. } = taking.terms;
		let is_free = |at| {
			let thing = Thing::Part(at);
			!taking.taken.contains(&thing) && self.misplaced(&thing, inside).is_none()
		};
		let found: Vec<(usize, Option<Quantity>)> = match quantity {
			Some(quantity) => {
				let find = |offered, inside: Option<&str>| {
					let (lot, inside) = (lot.clone(), inside.map(str::to_owned));
					let kind = Kind { lot, life: Life::Held, offered, inside };
					self.find(&kind, quantity, is_free)
				};
				// Goods on offer are for who receives them; others are free for everything else. What was only
				// seen so far lies in nothing that is known.
				let found = find(receives, inside).or_else(|| find(!receives, inside));
				found
					.or_else(|| find(false, None).filter(|_| inside.is_some()))
					.into_iter()
					.collect()
			},
			None => {
				let all = self.parts_of(lot).filter(|(at, _)| is_free(*at));
				all.map(|(at, _)| (at, None)).collect()
			},
		};
		if found.is_empty() {
			let parts: Vec<Thing> =
				self.parts_of(lot).take(2).map(|(at, _)| Thing::Part(at)).collect();
			return Err(match parts.as_slice() {
				[part] if taking.taken.contains(part) => {
					format!("{} is named twice", lot.in_words())
				},
				[part] => self.misplaced(part, inside).unwrap_or_else(|| WHICH_PART.to_owned()),
				_ => WHICH_PART.to_owned(),
			});
		}
		for (at, rest) in found {
			let at = match (rest, quantity) {
				(Some(rest), Some(part)) => {
					let (rest, part) = (Content::Amount(rest), Content::Amount(part));
					self.split(at, rest, part, &BTreeSet::new(), taking)?
				},
				_ => at,
			};
			if let Some(named) = self.part(at) {
				self.settle(named, taking)?;
			}
		}
		self.require(lot, signer);
		Ok(())
	}

	/// Splits a part off a consignment and returns it.
	fn split(
		&mut self,
		at: usize,
		rest: Content,
		part: Content,
		serials: &BTreeSet<String>,
		taking: &mut Taking<'_>,
	) -> Result<usize, String> {
		let whole = self.consignments.get(&at).cloned().ok_or("the consignment is not known")?;
		if let Some(reason) = self.misplaced(&Thing::Part(at), taking.terms.inside) {
			return Err(reason);
		}
		if taking.terms.inside.is_some() {
			return Err("it is a part of a consignment that was packed as one".to_owned());
		}
		let from = consignment(&whole.lot, whole.number, None);
		let lot = whole.lot.clone();
		self.set(at, Consignment { content: rest, ..whole });
		let number = self.lots.get(&lot).copied().unwrap_or(1);
		self.lots.set(lot.clone(), number.saturating_add(1));
		let new = self.insert(lot, number, part, serials);
		let part = self.part(new).map_or(Value::Null, |named| named.json);
		taking.splits.push(object([("consignment", from), ("part", part)]));
		Ok(new)
	}

	/// Takes an object, if it lies where it must.
	fn settle(&mut self, named: Named, taking: &mut Taking<'_>) -> Result<(), String> {
		if let Some(reason) = self.misplaced(&named.thing, taking.terms.inside) {
			return Err(reason);
		}
		if let (Some(sscc), None) = (taking.terms.inside, self.within.get(&named.thing)) {
			// The document says nothing of how it came there.
			self.need_unit(sscc);
			self.needed_units.set(sscc.to_owned(), false);
			let place = (sscc.to_owned(), self.needed_contents.len());
			self.needed_contents.set(place, named.json.clone());
		}
		taking.taken.insert(named.thing.clone());
		taking.objects.push(named);
		Ok(())
	}

	/// Why an object does not lie directly in `inside`, or in nothing. What was only seen so far can lie
	/// anywhere.
	pub fn misplaced(&self, thing: &Thing, inside: Option<&str>) -> Option<String> {
		let is_open = match thing {
			Thing::Unit(sscc) => !self.units.has(sscc),
			Thing::Part(at) => {
				let needed =
					self.consignments.get(at).and_then(|part| self.needed_lots.get(&part.lot));
				needed.is_some_and(|needed| needed.optional)
			},
			Thing::Item(..) => false,
		};
		match (self.within.get(thing).map(String::as_str), inside) {
			(None, None) => None,
			(None, Some(_)) if is_open => None,
			(None, Some(sscc)) => {
				Some(format!("{} does not lie in the logistic unit {sscc}", self.in_words(thing)))
			},
			(Some(sscc), _) if Some(sscc) == inside => None,
			(Some(sscc), _) => {
				Some(format!("{} lies in the logistic unit {sscc}", self.in_words(thing)))
			},
		}
	}

	/// Notes that objects were packed.
	pub fn packed(&mut self, sscc: &str, objects: &[Named]) {
		if !self.units.has(sscc) {
			self.units.set(sscc.to_owned(), Life::Held);
		}
		for child in objects {
			self.put(&child.thing, Some(sscc));
		}
	}

	/// Notes that objects were unpacked.
	pub fn unpacked(&mut self, objects: &[Named]) {
		for child in objects {
			self.put(&child.thing, None);
		}
	}

	pub(super) fn put(&mut self, thing: &Thing, inside: Option<&str>) {
		self.change(thing, |world| {
			if let Some(sscc) = world.within.remove(thing) {
				world.contents.remove(&(sscc, thing.clone()));
			}
			if let Some(sscc) = inside {
				world.within.set(thing.clone(), sscc.to_owned());
				world.contents.add((sscc.to_owned(), thing.clone()));
			}
		});
	}

	/// What lies directly in a logistic unit by the events so far.
	pub fn contents(&self, sscc: &str) -> Vec<Named> {
		let all = self.contents.range((sscc.to_owned(), Thing::Unit(String::new()))..);
		let inside = all.map(|(entry, ())| entry).take_while(|(unit, _)| unit == sscc);
		let named = inside.filter_map(|(_, thing)| match thing {
			Thing::Unit(inner) => Some(Named { thing: thing.clone(), json: logistic_unit(inner) }),
			Thing::Part(at) => self.part(*at),
			Thing::Item(gtin, serial) => Some(unit(gtin, serial)),
		});
		named.collect()
	}
}
