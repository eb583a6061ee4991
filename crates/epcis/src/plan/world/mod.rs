//! What is known of goods while a document is gone through, and what must be there before.

mod arriving;
mod taking;

use super::{
	goods::{Goods, LotName, Quantity},
	ledger::{Ledger, Register, Undo},
};
use crate::json::{object, text_or_null, Object, Value};
pub(super) use arriving::Arrival;
use std::{collections::BTreeSet, ops::Bound};
pub(super) use taking::Terms;

/// What lies in a consignment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Content {
	/// So many items, which [`World::serials`] has.
	Serials(usize),
	Amount(Quantity),
}

/// Consignments of a lot among which one is as good as the other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Kind {
	lot: LotName,
	life: Life,
	/// Whether they are on offer.
	offered: bool,
	/// SSCC of what they lie directly in.
	inside: Option<String>,
}

/// A consignment: a part of a lot.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Consignment {
	lot: LotName,
	number: u32,
	content: Content,
	life: Life,
}

impl Consignment {
	fn quantity(&self) -> Quantity {
		match self.content {
			Content::Serials(count) => Quantity::pieces(count),
			Content::Amount(quantity) => quantity,
		}
	}
}

/// What the life of goods is at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Life {
	/// In the trade.
	Held,
	/// Sold: they can come back.
	Sold,
	/// Over in another way.
	Ended,
}

/// An object that commands name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Thing {
	/// A logistic unit, by its SSCC.
	Unit(String),
	/// A consignment.
	Part(usize),
	/// An item, by class and serial.
	Item(String, String),
}

/// An object, and how calls name it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Named {
	pub thing: Thing,
	pub json: Value,
}

pub(super) fn serials_json(serials: &BTreeSet<String>) -> Value {
	serials.iter().map(|serial| Value::from(serial.as_str())).collect()
}

fn consignment(lot: &LotName, number: u32, content: Option<(&str, Value)>) -> Value {
	let mut members = vec![
		("gtin".to_owned(), Value::from(lot.gtin.as_str())),
		("lot".to_owned(), Value::from(lot.number.as_str())),
		("number".to_owned(), Value::Number(number.to_string())),
	];
	members.extend(content.map(|(key, value)| (key.to_owned(), value)));
	object([("consignment", Value::Object(Object::from_members(members)))])
}

/// So much of a lot, in whichever consignments it lies.
fn of_lot(lot: &LotName, quantity: Quantity) -> Value {
	let members = [
		("gtin", lot.gtin.as_str().into()),
		("number", lot.number.as_str().into()),
		("quantity", quantity.json()),
	];
	object([("lot", object(members))])
}

pub(super) fn logistic_unit(sscc: &str) -> Value {
	object([("logisticUnit", object([("sscc", sscc.into())]))])
}

fn unit(gtin: &str, serial: &str) -> Named {
	let json = object([("unit", object([("gtin", gtin.into()), ("serial", serial.into())]))]);
	Named { thing: Thing::Item(gtin.to_owned(), serial.to_owned()), json }
}

/// A lot that must be there before the document is played.
#[derive(Clone, Debug)]
struct NeededLot {
	quantity: Option<Quantity>,
	serials: BTreeSet<String>,
	signer: Option<String>,
	/// Whether it was only seen so far.
	optional: bool,
}

/// What is known of the goods while a document is gone through, and what must be there before. What an
/// event did to it is kept, or taken back if no call says it.
#[derive(Debug, Default)]
pub(super) struct World {
	consignments: Ledger<usize, Consignment>,
	/// Which consignment it is, by lot and number.
	numbered: Ledger<(LotName, u32), usize>,
	/// The consignments of each kind by how much they are, with their numbers.
	sizes: Register<(Kind, Quantity, u32)>,
	/// The items of each consignment.
	serials: Register<(usize, String)>,
	/// Which consignment an item lies in, by class and serial.
	items: Ledger<(String, String), usize>,
	/// Items that were taken out of theirs, by class and serial.
	singles: Ledger<(String, String), Life>,
	/// How many consignments each lot has.
	lots: Ledger<LotName, u32>,
	/// SSCCs in use.
	units: Ledger<String, Life>,
	/// SSCC of what each object lies in.
	within: Ledger<Thing, String>,
	/// What lies directly in each SSCC.
	contents: Register<(String, Thing)>,
	/// How an object was named when it was offered, and to whom.
	offers: Ledger<Thing, (Value, String)>,

	parties: Register<String>,
	places: Register<String>,
	classes: Register<String>,
	needed_lots: Ledger<LotName, NeededLot>,
	/// Whether each was only seen so far.
	needed_units: Ledger<String, bool>,
	needed_contents: Ledger<(String, usize), Value>,
	needed_offers: Ledger<usize, Value>,
}

/// Keeping and taking back.
impl World {
	fn ledgers(&mut self) -> [&mut dyn Undo; 18] {
		[
			&mut self.consignments,
			&mut self.numbered,
			&mut self.sizes,
			&mut self.serials,
			&mut self.items,
			&mut self.singles,
			&mut self.lots,
			&mut self.units,
			&mut self.within,
			&mut self.contents,
			&mut self.offers,
			&mut self.parties,
			&mut self.places,
			&mut self.classes,
			&mut self.needed_lots,
			&mut self.needed_units,
			&mut self.needed_contents,
			&mut self.needed_offers,
		]
	}

	/// Keeps what an event did.
	pub fn keep(&mut self) {
		self.ledgers().into_iter().for_each(Undo::keep);
	}

	/// Takes back what the event did so far: no call says it.
	pub fn undo(&mut self) {
		self.ledgers().into_iter().for_each(Undo::undo);
	}
}

/// Lots and their parts.
impl World {
	/// Notes a new lot; `false` if there is one of that name already.
	pub fn commission(
		&mut self,
		lot: &LotName,
		serials: &BTreeSet<String>,
		quantity: Quantity,
	) -> bool {
		if self.lots.has(lot) {
			return false;
		}
		self.classes.add(lot.gtin.clone());
		self.lots.set(lot.clone(), 1);
		let content = match serials.is_empty() {
			true => Content::Amount(quantity),
			false => Content::Serials(serials.len()),
		};
		self.insert(lot.clone(), 0, content, serials);
		true
	}

	/// Notes a consignment.
	fn insert(
		&mut self,
		lot: LotName,
		number: u32,
		content: Content,
		serials: &BTreeSet<String>,
	) -> usize {
		let at = self.consignments.len();
		for serial in serials {
			self.items.set((lot.gtin.clone(), serial.clone()), at);
			self.serials.add((at, serial.clone()));
		}
		self.numbered.set((lot.clone(), number), at);
		self.set(at, Consignment { lot, number, content, life: Life::Held });
		at
	}

	/// Sets what is known of a consignment.
	fn set(&mut self, at: usize, part: Consignment) {
		self.change(&Thing::Part(at), |world| world.consignments.set(at, part));
	}

	/// Changes what is known of an object, and where it is found among the consignments.
	fn change(&mut self, thing: &Thing, change: impl FnOnce(&mut Self)) {
		if let Some(size) = self.size(thing) {
			self.sizes.remove(&size);
		}
		change(self);
		if let Some(size) = self.size(thing) {
			self.sizes.add(size);
		}
	}

	/// The entry of a consignment in [`Self::sizes`].
	fn size(&self, thing: &Thing) -> Option<(Kind, Quantity, u32)> {
		let Thing::Part(at) = thing else { return None };
		let part = self.consignments.get(at)?;
		let (offered, inside) = (self.offers.has(thing), self.within.get(thing).cloned());
		let kind = Kind { lot: part.lot.clone(), life: part.life, offered, inside };
		Some((kind, part.quantity(), part.number))
	}

	/// The serials of a consignment.
	fn serials_of(&self, at: usize) -> impl Iterator<Item = &String> {
		let all = self.serials.range((at, String::new())..);
		all.map(|((part, serial), ())| (part, serial))
			.take_while(move |(part, _)| **part == at)
			.map(|(_, serial)| serial)
	}

	/// How calls name a consignment.
	fn part(&self, at: usize) -> Option<Named> {
		let part = self.consignments.get(&at)?;
		let content = match part.content {
			Content::Serials(_) => (
				"serials",
				self.serials_of(at).map(|serial| Value::from(serial.as_str())).collect(),
			),
			Content::Amount(quantity) => ("quantity", quantity.json()),
		};
		let json = consignment(&part.lot, part.number, Some(content));
		Some(Named { thing: Thing::Part(at), json })
	}

	/// The consignments of a lot that are in the trade.
	fn parts_of(&self, lot: &LotName) -> impl Iterator<Item = (usize, &Consignment)> {
		let all = (lot.clone(), 0)..=(lot.clone(), u32::MAX);
		let parts = self.numbered.range(all);
		let parts = parts.filter_map(|(_, at)| Some((*at, self.consignments.get(at)?)));
		parts.filter(|(_, part)| part.life == Life::Held)
	}

	/// The consignments of a kind that are so much, by number.
	fn just(&self, kind: &Kind, quantity: Quantity) -> impl Iterator<Item = usize> + use<'_> {
		let key = |number| (kind.clone(), quantity, number);
		let found = self.sizes.range(key(0)..=key(u32::MAX));
		found.filter_map(|((kind, _, number), ())| self.at(&kind.lot, *number))
	}

	fn at(&self, lot: &LotName, number: u32) -> Option<usize> {
		self.numbered.get(&(lot.clone(), number)).copied()
	}

	/// The consignment of a kind that is so much, or else the first that is more: with what stays behind when
	/// it is split off.
	fn find(
		&self,
		kind: &Kind,
		quantity: Quantity,
		is_meant: impl Fn(usize) -> bool,
	) -> Option<(usize, Option<Quantity>)> {
		if let Some(at) = self.just(kind, quantity).find(|at| is_meant(*at)) {
			return Some((at, None));
		}
		let (from, to) = quantity.above();
		let key = |bound: Bound<Quantity>, number| bound.map(|more| (kind.clone(), more, number));
		let larger = self.sizes.range((key(from, u32::MAX), key(to, u32::MAX)));
		let larger = larger.filter_map(|((kind, _, number), ())| {
			let at = self.at(&kind.lot, *number).filter(|at| is_meant(*at))?;
			match self.consignments.get(&at)?.content {
				Content::Amount(whole) => Some((*number, at, whole.less(quantity)?)),
				Content::Serials(_) => None,
			}
		});
		larger.min_by_key(|(number, ..)| *number).map(|(_, at, rest)| (at, Some(rest)))
	}

	/// Whether there is a lot of that name.
	pub fn has_lot(&self, lot: &LotName) -> bool {
		self.lots.has(lot)
	}

	/// The class of an object and how much it is; `None` for logistic units.
	pub fn measure(&self, thing: &Thing) -> Option<(String, Quantity)> {
		match thing {
			Thing::Unit(_) => None,
			Thing::Item(gtin, _) => Some((gtin.clone(), Quantity::pieces(1))),
			Thing::Part(at) => {
				let part = self.consignments.get(at)?;
				Some((part.lot.gtin.clone(), part.quantity()))
			},
		}
	}

	/// An object as the user knows it.
	fn in_words(&self, thing: &Thing) -> String {
		match thing {
			Thing::Unit(sscc) => format!("the logistic unit {sscc}"),
			Thing::Item(gtin, serial) => format!("item {serial} of GTIN {gtin}"),
			Thing::Part(at) => {
				let part = self.consignments.get(at);
				part.map_or_else(String::new, |part| part.lot.in_words())
			},
		}
	}
}

/// Lives.
impl World {
	/// Notes what the life of an object is at. An item comes out of its consignment; what ended lies in
	/// nothing and is not on offer.
	pub fn live(&mut self, thing: &Thing, life: Life) {
		if life != Life::Held {
			self.put(thing, None);
			self.withdraw(thing);
		}
		match thing {
			Thing::Unit(sscc) => self.units.set(sscc.clone(), life),
			Thing::Part(at) => {
				if let Some(part) = self.consignments.get(at).cloned() {
					self.set(*at, Consignment { life, ..part });
				}
			},
			Thing::Item(gtin, serial) => {
				let item = (gtin.clone(), serial.clone());
				if let Some(at) = self.items.get(&item).copied() {
					self.leave(at, serial);
				}
				self.singles.set(item, life);
			},
		}
	}

	/// Takes an item out of a consignment; one that is empty then is no more.
	fn leave(&mut self, at: usize, serial: &str) {
		if self.serials.remove(&(at, serial.to_owned())).is_none() {
			return;
		}
		if let Some(Consignment { content: Content::Serials(count), lot, number, life }) =
			self.consignments.get(&at).cloned()
		{
			let count = count.saturating_sub(1);
			let life = if count == 0 { Life::Ended } else { life };
			self.set(at, Consignment { content: Content::Serials(count), lot, number, life });
		}
	}

	/// Fails unless all logistic units and items are in the trade, as far as is known.
	pub fn ensure_held(&self, goods: &Goods) -> Result<(), String> {
		for sscc in &goods.logistic_units {
			if self.units.get(sscc).is_some_and(|life| *life != Life::Held) {
				return Err(format!("the logistic unit {sscc} ended before"));
			}
		}
		for (gtin, serials) in &goods.items {
			for serial in serials {
				let item = (gtin.clone(), serial.clone());
				let part = self.items.get(&item).and_then(|at| self.consignments.get(at));
				let life = self.singles.get(&item).copied();
				if life.or(part.map(|part| part.life)).is_some_and(|life| life != Life::Held) {
					return Err(format!("item {serial} of GTIN {gtin} ended before"));
				}
			}
		}
		Ok(())
	}

	/// Items by their labels, wherever they lie.
	pub fn labels(&mut self, goods: &Goods, fallback: &str) -> Result<Vec<Named>, String> {
		let items = Goods { items: goods.items.clone(), ..Goods::default() };
		self.ensure_held(&items)?;
		self.see(&items, fallback);
		for (gtin, serials) in &items.items {
			for serial in serials {
				let at = self.items.get(&(gtin.clone(), serial.clone()));
				let lot = at.and_then(|at| self.consignments.get(at)).map(|part| part.lot.clone());
				if let Some(lot) = lot {
					self.require(&lot, None);
				}
			}
		}
		let items = items.items.iter();
		Ok(items.flat_map(|(gtin, all)| all.iter().map(|serial| unit(gtin, serial))).collect())
	}

	/// The objects that goods are, if the document sold all of them.
	pub fn sold(&self, goods: &Goods) -> Option<Vec<Named>> {
		let mut sold = Vec::new();
		for (gtin, serials) in &goods.items {
			for serial in serials {
				let life = self.singles.get(&(gtin.clone(), serial.clone()))?;
				sold.push((*life == Life::Sold).then(|| unit(gtin, serial))?);
			}
		}
		let mut taken = BTreeSet::new();
		for (lot, quantity) in &goods.lots {
			let (lot, life) = (lot.clone(), Life::Sold);
			let kind = Kind { lot, life, offered: false, inside: None };
			let at = self.just(&kind, (*quantity)?).find(|at| !taken.contains(at))?;
			taken.insert(at);
			sold.push(self.part(at)?);
		}
		(goods.logistic_units.is_empty() && !sold.is_empty()).then_some(sold)
	}
}

/// Offers and sightings.
impl World {
	/// Notes an offer.
	pub fn offered(&mut self, goods: &Named, to: &str) {
		let offer = (goods.json.clone(), to.to_owned());
		self.change(&goods.thing, |world| world.offers.set(goods.thing.clone(), offer));
	}

	/// To whom it was offered as it is now.
	fn offer_of(&self, goods: &Named) -> Option<&str> {
		let (offered, to) = self.offers.get(&goods.thing)?;
		(*offered == goods.json).then_some(to)
	}

	/// To whom all of these were offered.
	pub fn offered_to(&self, goods: &[Named]) -> Option<String> {
		let to = self.offer_of(goods.first()?)?;
		goods.iter().all(|each| self.offer_of(each) == Some(to)).then(|| to.to_owned())
	}

	/// Notes that an object is no longer on offer.
	fn withdraw(&mut self, thing: &Thing) {
		self.change(thing, |world| drop(world.offers.remove(thing)));
	}

	/// Notes an acceptance, and says whether the document has the offer; one that it does not have must be there
	/// before.
	pub fn accepted(&mut self, goods: &Named, from: Option<&str>, to: &str) -> bool {
		let is_known = self.offer_of(goods).is_some();
		self.withdraw(&goods.thing);
		if !is_known {
			if let Some(from) = from {
				self.parties.add(from.to_owned());
			}
			let offer = object([
				("object", goods.json.clone()),
				("from", text_or_null(from)),
				("to", to.into()),
			]);
			self.needed_offers.set(self.needed_offers.len(), offer);
		}
		is_known
	}

	/// The goods as objects of observations, which need not be known. If they are to be, the world must
	/// have what this notes.
	pub fn see(&mut self, goods: &Goods, fallback: &str) -> Vec<Value> {
		let mut seen = Vec::new();
		for sscc in &goods.logistic_units {
			if !self.units.has(sscc) && !self.needed_units.has(sscc) {
				self.needed_units.set(sscc.clone(), true);
			}
			seen.push(logistic_unit(sscc));
		}
		for (gtin, serials) in &goods.items {
			self.see_items(gtin, serials, fallback);
			seen.extend(serials.iter().map(|serial| unit(gtin, serial).json));
		}
		for (lot, quantity) in &goods.lots {
			if !self.lots.has(lot) {
				self.see_lot(lot, &BTreeSet::new(), *quantity);
			}
			// Something of it was seen: one piece is the least that a call can say, and never too much.
			seen.push(of_lot(lot, quantity.unwrap_or(Quantity::pieces(1))));
		}
		seen
	}

	/// Items of which nothing is known yet are a lot of their own.
	fn see_items(&mut self, gtin: &str, serials: &BTreeSet<String>, fallback: &str) {
		let is_new = |serial: &&String| !self.items.has(&(gtin.to_owned(), (*serial).clone()));
		let unknown: BTreeSet<String> = serials.iter().filter(is_new).cloned().collect();
		if !unknown.is_empty() {
			let lot = LotName { gtin: gtin.to_owned(), number: fallback.to_owned() };
			self.see_lot(&lot, &unknown, Some(Quantity::pieces(unknown.len())));
		}
	}

	fn see_lot(&mut self, lot: &LotName, serials: &BTreeSet<String>, quantity: Option<Quantity>) {
		self.classes.add(lot.gtin.clone());
		if let Some(quantity) = quantity {
			self.commission(lot, serials, quantity);
		}
		let serials = serials.clone();
		let needed = NeededLot { quantity, serials, signer: None, optional: true };
		self.needed_lots.set(lot.clone(), needed);
	}
}

/// What must be there before.
impl World {
	/// Notes the parties and places that calls name.
	pub fn need_names(&mut self, calls: &[Value]) {
		for call in calls {
			let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
			let arg = |name| text(call.get("args").and_then(|args| args.get(name)));
			let parties = text(call.get("signer")).into_iter().chain(arg("to"));
			parties.for_each(|party| self.parties.add(party));
			arg("place").into_iter().for_each(|place| self.places.add(place));
		}
	}

	/// What must be there before the document is played.
	pub fn prerequisites(&self) -> Value {
		let texts = |texts: &Register<String>| {
			texts.keys().map(|text| Value::from(text.as_str())).collect()
		};
		let lots = self.needed_lots.iter().map(|(lot, needed)| {
			object([
				("gtin", lot.gtin.as_str().into()),
				("number", lot.number.as_str().into()),
				("quantity", needed.quantity.map_or(Value::Null, Quantity::json)),
				("serials", serials_json(&needed.serials)),
				("holder", text_or_null(needed.signer.as_deref())),
				("optional", Value::Bool(needed.optional)),
			])
		});
		let units = self.needed_units.iter().map(|(sscc, optional)| {
			let all = (sscc.clone(), 0)..=(sscc.clone(), usize::MAX);
			let contents = self.needed_contents.range(all).map(|(_, object)| object.clone());
			let (contents, optional) = (contents.collect(), Value::Bool(*optional));
			object([("sscc", sscc.as_str().into()), ("contents", contents), ("optional", optional)])
		});
		object([
			("parties", texts(&self.parties)),
			("places", texts(&self.places)),
			("classes", texts(&self.classes)),
			("lots", lots.collect()),
			("logisticUnits", units.collect()),
			("offers", self.needed_offers.iter().map(|(_, offer)| offer.clone()).collect()),
		])
	}
}
