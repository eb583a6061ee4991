//! The goods that events name, and in which consignments they lie.

use crate::{
	gs1::{Key, KeyKind},
	json::{object, text_or_null, Object, Value},
	number,
};
use std::collections::{BTreeMap, BTreeSet};

/// Millionths, the resolution of the chain's measures.
const DECIMALS: usize = 6;

/// Why goods of a lot cannot be named.
const HOW_MUCH: &str = "how much of the lot is not said";
const WHICH_PART: &str = "which part of the lot it is does not follow from the events before";

/// How much of a lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quantity {
	/// Pieces, or millionths of a unit of measure.
	value: u64,
	/// A code of UN/CEFACT Recommendation 20, padded.
	unit: Option<[u8; 3]>,
}

impl Quantity {
	pub fn pieces(count: usize) -> Self {
		Self { value: u64::try_from(count).unwrap_or(u64::MAX), unit: None }
	}

	/// `None` if it is not above zero, or not a multiple of the chain's resolution.
	fn of(element: &Object) -> Option<Self> {
		let Value::Number(digits) = element.get("quantity")? else { return None };
		let digits = number::canonical(digits)?;
		let (unit, decimals) = match element.get("uom").and_then(Value::as_str) {
			None => (None, 0),
			Some(code) => {
				let mut unit = *b"   ";
				for (place, byte) in unit.iter_mut().zip(code.bytes()) {
					*place = byte;
				}
				(Some(unit), DECIMALS)
			},
		};
		let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
		if fraction.len() > decimals {
			return None;
		}
		let value = format!("{whole}{fraction:0<decimals$}").parse().ok()?;
		(value > 0).then_some(Self { value, unit })
	}

	fn less(self, other: Self) -> Option<Self> {
		let value = self.value.checked_sub(other.value).filter(|left| *left > 0)?;
		(self.unit == other.unit).then_some(Self { value, ..self })
	}

	/// The sum, if both are in the same unit.
	pub fn plus(self, other: Self) -> Option<Self> {
		let value = self.value.checked_add(other.value)?;
		(self.unit == other.unit).then_some(Self { value, ..self })
	}

	pub fn json(self) -> Value {
		let value = Value::String(self.value.to_string());
		match self.unit {
			None => object([("pieces", value)]),
			Some(unit) => {
				let unit = String::from_utf8_lossy(&unit).trim_end().to_owned();
				object([("micros", value), ("unit", Value::String(unit))])
			},
		}
	}
}

/// A lot: its class and its number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct LotName {
	pub gtin: String,
	pub number: String,
}

impl LotName {
	/// As the user knows it.
	pub fn in_words(&self) -> String {
		format!("lot {} of GTIN {}", self.number, self.gtin)
	}
}

/// What an event names, as far as custody keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Goods {
	pub logistic_units: Vec<String>,
	/// Serials by class.
	pub items: BTreeMap<String, BTreeSet<String>>,
	/// Lots, of each how much if that is said.
	pub lots: Vec<(LotName, Option<Quantity>)>,
	/// Classes without a lot, of each how much if that is said.
	pub classes: Vec<(String, Option<Quantity>)>,
	/// What is named besides, as a list of the kinds of key.
	pub others: BTreeSet<String>,
}

impl Goods {
	/// The goods of an identifier list and a quantity list of an event.
	pub fn of(event: &Object, epcs: &str, quantities: &str) -> Self {
		let mut goods = Self::default();
		for uri in event.get(epcs).and_then(Value::as_array).unwrap_or_default() {
			goods.add(uri.as_str().unwrap_or_default(), None);
		}
		for element in event.get(quantities).and_then(Value::as_array).unwrap_or_default() {
			let Some(element) = element.as_object() else { continue };
			let class = element.get("epcClass").and_then(Value::as_str).unwrap_or_default();
			let quantity = Quantity::of(element);
			if quantity.is_none() && element.get("quantity").is_some() {
				goods.others.insert("quantity finer than the chain's".to_owned());
			} else {
				goods.add(class, Some(quantity));
			}
		}
		goods
	}

	fn add(&mut self, uri: &str, quantity: Option<Option<Quantity>>) {
		let Ok(key) = Key::parse(uri) else {
			self.others.insert("identifier that is no GS1 key".to_owned());
			return;
		};
		let (value, qualifier) = (key.value().to_owned(), key.qualifier().unwrap_or_default());
		match (key.kind(), quantity) {
			(KeyKind::Sscc, None) => {
				if !self.logistic_units.contains(&value) {
					self.logistic_units.push(value);
				}
			},
			(KeyKind::Sgtin, None) => {
				self.items.entry(value).or_default().insert(qualifier.to_owned());
			},
			(KeyKind::Lgtin, Some(quantity)) => {
				let lot = LotName { gtin: value, number: qualifier.to_owned() };
				self.lots.push((lot, quantity));
			},
			(KeyKind::Gtin, Some(quantity)) => self.classes.push((value, quantity)),
			(kind, _) => {
				self.others.insert(kind.to_string());
			},
		}
	}

	/// Whether custody keeps none of it by itself.
	pub fn is_empty(&self) -> bool {
		self.logistic_units.is_empty() && self.items.is_empty() && self.lots.is_empty()
	}

	/// What of it custody does not keep, in the user's words.
	pub fn left_out(&self) -> Option<String> {
		let mut names: Vec<&str> = self.others.iter().map(String::as_str).collect();
		if !self.classes.is_empty() {
			names.push("GTIN without lot");
		}
		(!names.is_empty()).then(|| names.join(", "))
	}
}

/// What lies in a consignment.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Content {
	Serials(BTreeSet<String>),
	Amount(Quantity),
}

/// A consignment: a part of a lot.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Consignment {
	lot: LotName,
	number: u32,
	content: Content,
	/// SSCC of what it lies in.
	inside: Option<String>,
	life: Life,
}

/// What the life of goods is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Life {
	/// In the trade.
	Held,
	/// Sold: they can come back.
	Sold,
	/// Over in another way.
	Ended,
}

/// An item that was taken out of its consignment.
#[derive(Debug)]
struct Single {
	/// SSCC of what it lies in.
	inside: Option<String>,
	life: Life,
}

impl Consignment {
	fn quantity(&self) -> Quantity {
		match &self.content {
			Content::Serials(serials) => Quantity::pieces(serials.len()),
			Content::Amount(quantity) => *quantity,
		}
	}

	/// Fails unless it can be used up: it is in the trade, and lies in nothing.
	fn ensure_loose(&self) -> Result<(), String> {
		let Self { lot, inside, life, .. } = self;
		match inside {
			_ if *life != Life::Held => Err(format!("{} ended before", lot.in_words())),
			Some(sscc) => Err(format!("{} lies in the logistic unit {sscc}", lot.in_words())),
			None => Ok(()),
		}
	}

	fn json(&self) -> Value {
		let (key, content) = match &self.content {
			Content::Serials(serials) => ("serials", serials_json(serials)),
			Content::Amount(quantity) => ("quantity", quantity.json()),
		};
		consignment(&self.lot, self.number, Some((key, content)))
	}
}

/// Lot and number of a consignment.
fn name_of(consignment: &Value) -> Option<(LotName, u32)> {
	let text = |name| Some(consignment.get(name)?.as_str()?.to_owned());
	let Value::Number(number) = consignment.get("number")? else { return None };
	Some((LotName { gtin: text("gtin")?, number: text("lot")? }, number.parse().ok()?))
}

/// Class and serial of an item.
fn item_of(goods: &Value) -> Option<(String, String)> {
	let unit = goods.get("unit")?;
	let text = |name| Some(unit.get(name)?.as_str()?.to_owned());
	Some((text("gtin")?, text("serial")?))
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

pub(super) fn logistic_unit(sscc: &str) -> Value {
	object([("logisticUnit", object([("sscc", sscc.into())]))])
}

pub(super) fn unit(gtin: &str, serial: &str) -> Value {
	object([("unit", object([("gtin", gtin.into()), ("serial", serial.into())]))])
}

/// A lot that must be there before the document is played.
#[derive(Debug)]
struct NeededLot {
	quantity: Option<Quantity>,
	serials: BTreeSet<String>,
	signer: Option<String>,
	optional: bool,
}

/// What is known of the goods while a document is gone through, and what must be there before.
#[derive(Debug, Default)]
pub(super) struct World {
	consignments: Vec<Consignment>,
	/// Which consignment an item lies in, by class and serial.
	items: BTreeMap<(String, String), usize>,
	/// Items that were taken out of theirs, by class and serial.
	singles: BTreeMap<(String, String), Single>,
	/// Which consignment it is, by lot and number.
	numbered: BTreeMap<(LotName, u32), usize>,
	/// How many consignments each lot has.
	lots: BTreeMap<LotName, u32>,
	/// SSCCs in use, with what lies directly in them besides consignments.
	units: BTreeMap<String, BTreeSet<String>>,
	/// What a logistic unit lies in.
	within: BTreeMap<String, String>,
	/// To whom goods are offered, by reference.
	offers: Vec<(Value, Option<String>)>,

	parties: BTreeSet<String>,
	places: BTreeSet<String>,
	classes: BTreeSet<String>,
	needed_lots: BTreeMap<LotName, NeededLot>,
	needed_units: BTreeMap<String, (Vec<Value>, bool)>,
	needed_offers: Vec<Value>,
}

impl World {
	/// Notes a new lot; `false` if there is one of that name already.
	pub fn commission(
		&mut self,
		lot: &LotName,
		serials: &BTreeSet<String>,
		quantity: Quantity,
	) -> bool {
		if self.lots.contains_key(lot) {
			return false;
		}
		self.classes.insert(lot.gtin.clone());
		self.lots.insert(lot.clone(), 1);
		let content = match serials.is_empty() {
			true => Content::Amount(quantity),
			false => Content::Serials(serials.clone()),
		};
		self.insert(lot.clone(), 0, content);
		true
	}

	/// Notes a consignment and returns how it is named.
	fn insert(&mut self, lot: LotName, number: u32, content: Content) -> Value {
		let at = self.consignments.len();
		if let Content::Serials(serials) = &content {
			for serial in serials {
				self.items.insert((lot.gtin.clone(), serial.clone()), at);
			}
		}
		self.numbered.insert((lot.clone(), number), at);
		let new = Consignment { lot, number, content, inside: None, life: Life::Held };
		let reference = new.json();
		self.consignments.push(new);
		reference
	}

	/// The consignments of a lot that are in the trade.
	fn parts_of(&self, lot: &LotName) -> Vec<usize> {
		let all = (lot.clone(), 0)..=(lot.clone(), u32::MAX);
		let parts = self.numbered.range(all).map(|(_, at)| *at);
		let is_there =
			|at: &usize| self.consignments.get(*at).is_some_and(|part| part.life == Life::Held);
		parts.filter(is_there).collect()
	}

	/// The consignment among these that is so much, or holds more: with what stays behind when it is split
	/// off.
	fn find(&self, parts: &[usize], quantity: Quantity) -> Option<(usize, Option<Quantity>)> {
		let known = || parts.iter().filter_map(|at| Some((*at, self.consignments.get(*at)?)));
		let whole = known().find(|(_, part)| part.quantity() == quantity);
		let part = || {
			known().find_map(|(at, part)| match &part.content {
				Content::Amount(whole) => Some((at, Some(whole.less(quantity)?))),
				Content::Serials(_) => None,
			})
		};
		whole.map(|(at, _)| (at, None)).or_else(part)
	}

	/// The class and quantity of each object that [`Self::take`] makes of goods to use them up. Fails if the
	/// chain could not: they must be in the trade, lie in nothing, and be named once.
	pub fn loose(&self, goods: &Goods) -> Result<Vec<(String, Quantity)>, String> {
		let (mut loose, mut lots) = (Vec::new(), BTreeSet::new());
		self.ensure_held(goods)?;
		for (gtin, serials) in &goods.items {
			let mut parts: BTreeMap<Option<usize>, usize> = BTreeMap::new();
			for serial in serials {
				let item = (gtin.clone(), serial.clone());
				if let Some(single) = self.singles.get(&item) {
					if let Some(sscc) = &single.inside {
						return Err(format!("item {serial} lies in the logistic unit {sscc}"));
					}
					loose.push((gtin.clone(), Quantity::pieces(1)));
					continue;
				}
				let at = self.items.get(&item).copied();
				let count = parts.entry(at).or_default();
				*count = count.saturating_add(1);
			}
			for part in parts.keys().filter_map(|at| self.consignments.get((*at)?)) {
				part.ensure_loose()?;
				lots.insert(&part.lot);
			}
			loose.extend(parts.values().map(|count| (gtin.clone(), Quantity::pieces(*count))));
		}
		for (lot, quantity) in &goods.lots {
			if !lots.insert(lot) {
				return Err(format!("{} is named twice", lot.in_words()));
			}
			let mut parts = self.parts_of(lot);
			if let (Some(quantity), true) = (quantity, self.lots.contains_key(lot)) {
				parts = self.find(&parts, *quantity).map(|(at, _)| at).into_iter().collect();
			}
			let known: Vec<&Consignment> =
				parts.iter().filter_map(|at| self.consignments.get(*at)).collect();
			for part in &known {
				part.ensure_loose()?;
			}
			match quantity {
				Some(_) if known.is_empty() && self.lots.contains_key(lot) => {
					return Err(WHICH_PART.to_owned());
				},
				None if known.is_empty() => return Err(HOW_MUCH.to_owned()),
				Some(quantity) => loose.push((lot.gtin.clone(), *quantity)),
				None => loose.extend(known.iter().map(|part| (lot.gtin.clone(), part.quantity()))),
			}
		}
		Ok(loose)
	}

	/// Whether there is a lot of that name.
	pub fn has_lot(&self, lot: &LotName) -> bool {
		self.lots.contains_key(lot)
	}

	/// Notes what the life of an object is at. An item comes out of its consignment.
	pub fn live(&mut self, goods: &Value, life: Life) {
		if let Some(name) = goods.get("consignment").and_then(name_of) {
			let at = self.numbered.get(&name).copied();
			if let Some(part) = at.and_then(|at| self.consignments.get_mut(at)) {
				part.life = life;
			}
		}
		if let Some(item) = item_of(goods) {
			let at = self.items.get(&item).copied();
			let part = at.and_then(|at| self.consignments.get_mut(at));
			if let Some(Consignment { content: Content::Serials(serials), .. }) = part {
				serials.remove(&item.1);
			}
			self.singles.entry(item).or_insert(Single { inside: None, life }).life = life;
		}
	}

	/// Fails unless all items are in the trade, as far as is known.
	fn ensure_held(&self, goods: &Goods) -> Result<(), String> {
		for (gtin, serials) in &goods.items {
			for serial in serials {
				let item = (gtin.clone(), serial.clone());
				let part = self.items.get(&item).and_then(|at| self.consignments.get(*at));
				let life = self.singles.get(&item).map(|single| single.life);
				if life.or(part.map(|part| part.life)).is_some_and(|life| life != Life::Held) {
					return Err(format!("item {serial} of GTIN {gtin} ended before"));
				}
			}
		}
		Ok(())
	}

	/// Items by their labels, wherever they lie.
	pub fn labels(&mut self, goods: &Goods, fallback: &str) -> Result<Vec<Value>, String> {
		let items = Goods { items: goods.items.clone(), ..Goods::default() };
		self.ensure_held(&items)?;
		self.need_items(&items, fallback);
		let items = items.items.iter();
		Ok(items.flat_map(|(gtin, all)| all.iter().map(|serial| unit(gtin, serial))).collect())
	}

	/// The objects that goods are, if the document sold all of them.
	pub fn sold(&self, goods: &Goods) -> Option<Vec<Value>> {
		let mut sold = Vec::new();
		for (gtin, serials) in &goods.items {
			for serial in serials {
				let single = self.singles.get(&(gtin.clone(), serial.clone()))?;
				sold.push((single.life == Life::Sold).then(|| unit(gtin, serial))?);
			}
		}
		for (lot, quantity) in &goods.lots {
			let all = (lot.clone(), 0)..=(lot.clone(), u32::MAX);
			let mut parts =
				self.numbered.range(all).filter_map(|(_, at)| self.consignments.get(*at));
			let is_it =
				|part: &&Consignment| part.life == Life::Sold && Some(part.quantity()) == *quantity;
			let part = parts.find(is_it)?.json();
			if sold.contains(&part) {
				return None;
			}
			sold.push(part);
		}
		(goods.logistic_units.is_empty() && !sold.is_empty()).then_some(sold)
	}

	/// Notes that a lot that was only seen so far is needed.
	fn require(&mut self, lot: &LotName, signer: Option<&str>) {
		if let Some(needed) = self.needed_lots.get_mut(lot).filter(|needed| needed.optional) {
			needed.optional = false;
			needed.signer = signer.map(str::to_owned);
		}
	}

	fn need_lot(
		&mut self,
		lot: &LotName,
		serials: &BTreeSet<String>,
		quantity: Option<Quantity>,
		signer: Option<&str>,
	) {
		if let Some(quantity) = quantity {
			self.commission(lot, serials, quantity);
		}
		let serials = serials.clone();
		let signer = signer.map(str::to_owned);
		self.needed_lots.insert(
			lot.clone(),
			NeededLot { quantity, serials, signer, optional: quantity.is_none() },
		);
	}

	/// Whether the document had anything to do with all of them so far.
	pub fn knows(&self, goods: &Goods) -> bool {
		let knows_item = |(gtin, serials): (&String, &BTreeSet<String>)| {
			serials.iter().all(|serial| self.items.contains_key(&(gtin.clone(), serial.clone())))
		};
		goods.logistic_units.iter().all(|sscc| self.units.contains_key(sscc))
			&& goods.items.iter().all(knows_item)
			&& goods.lots.iter().all(|(lot, _)| self.lots.contains_key(lot))
	}

	/// Notes that items must be known, wherever they lie.
	fn need_items(&mut self, goods: &Goods, fallback: &str) {
		self.see(goods, fallback);
		for (gtin, serials) in &goods.items {
			for serial in serials {
				let at = self.items.get(&(gtin.clone(), serial.clone())).copied();
				if let Some(part) = at.and_then(|at| self.consignments.get(at)) {
					let lot = part.lot.clone();
					self.require(&lot, None);
				}
			}
		}
	}

	/// The goods as objects of commands, and the splits that make them so. `fallback` numbers the lots
	/// of items that nothing in the document made.
	pub fn take(
		&mut self,
		goods: &Goods,
		inside: Option<&str>,
		signer: Option<&str>,
		fallback: &str,
	) -> Result<(Vec<Value>, Vec<Value>), String> {
		self.ensure_held(goods)?;
		let (mut objects, mut splits) = (Vec::new(), Vec::new());
		for sscc in &goods.logistic_units {
			self.need_unit(sscc, false);
			objects.push(logistic_unit(sscc));
		}
		for (gtin, all) in &goods.items {
			let is_single =
				|serial: &&String| self.singles.contains_key(&(gtin.clone(), (*serial).clone()));
			let (singles, serials): (BTreeSet<&String>, BTreeSet<&String>) =
				all.iter().partition(is_single);
			objects.extend(singles.into_iter().map(|serial| unit(gtin, serial)));
			let serials: BTreeSet<String> = serials.into_iter().cloned().collect();
			let is_new =
				|serial: &&String| !self.items.contains_key(&(gtin.clone(), (*serial).clone()));
			let unknown: BTreeSet<String> = serials.iter().filter(is_new).cloned().collect();
			if !unknown.is_empty() {
				let lot = LotName { gtin: gtin.clone(), number: fallback.to_owned() };
				let quantity = Some(Quantity::pieces(unknown.len()));
				self.need_lot(&lot, &unknown, quantity, signer);
				self.set_inside(&lot, inside);
			}
			let found: BTreeSet<usize> = serials
				.iter()
				.filter_map(|serial| self.items.get(&(gtin.clone(), serial.clone())).copied())
				.collect();
			for at in found {
				let Some(known) = self.consignments.get(at) else { continue };
				let lot = known.lot.clone();
				let Content::Serials(all) = &known.content else { continue };
				let part: BTreeSet<String> = all.intersection(&serials).cloned().collect();
				let rest: BTreeSet<String> = all.difference(&serials).cloned().collect();
				let rest = (!rest.is_empty()).then_some(Content::Serials(rest));
				objects.push(self.part(at, Content::Serials(part), rest, &mut splits)?);
				self.require(&lot, signer);
			}
		}
		for (lot, quantity) in &goods.lots {
			objects.extend(self.take_lot(lot, *quantity, inside, signer, &mut splits)?);
		}
		Ok((objects, splits))
	}

	fn take_lot(
		&mut self,
		lot: &LotName,
		quantity: Option<Quantity>,
		inside: Option<&str>,
		signer: Option<&str>,
		splits: &mut Vec<Value>,
	) -> Result<Vec<Value>, String> {
		if !self.lots.contains_key(lot) {
			let quantity = quantity.ok_or(HOW_MUCH)?;
			self.need_lot(lot, &BTreeSet::new(), Some(quantity), signer);
			self.set_inside(lot, inside);
		}
		self.require(lot, signer);
		let lies_there = |at: &usize| {
			let part = self.consignments.get(*at);
			part.is_some_and(|part| inside.is_none() || part.inside.as_deref() == inside)
		};
		let parts: Vec<usize> = self.parts_of(lot).into_iter().filter(lies_there).collect();
		let Some(quantity) = quantity else {
			let known = parts.iter().filter_map(|at| self.consignments.get(*at));
			let known: Vec<Value> = known.map(Consignment::json).collect();
			return if known.is_empty() { Err(WHICH_PART.to_owned()) } else { Ok(known) };
		};
		let (at, rest) = self.find(&parts, quantity).ok_or(WHICH_PART)?;
		let rest = rest.map(Content::Amount);
		Ok(vec![self.part(at, Content::Amount(quantity), rest, splits)?])
	}

	/// A consignment, or a part of it that is split off first.
	fn part(
		&mut self,
		at: usize,
		part: Content,
		rest: Option<Content>,
		splits: &mut Vec<Value>,
	) -> Result<Value, String> {
		let unknown = || "the consignment is not known".to_owned();
		let whole = self.consignments.get_mut(at).ok_or_else(unknown)?;
		let Some(rest) = rest else { return Ok(whole.json()) };
		if whole.inside.is_some() {
			return Err("it is a part of a consignment that was packed as one".to_owned());
		}
		let from = consignment(&whole.lot, whole.number, None);
		let lot = whole.lot.clone();
		whole.content = rest;
		let count = self.lots.entry(lot.clone()).or_insert(1);
		let number = *count;
		*count = count.saturating_add(1);
		let reference = self.insert(lot, number, part);
		splits.push(object([("consignment", from), ("part", reference.clone())]));
		Ok(reference)
	}

	fn set_inside(&mut self, lot: &LotName, inside: Option<&str>) {
		for at in self.parts_of(lot) {
			if let Some(part) = self.consignments.get_mut(at) {
				part.inside = inside.map(str::to_owned);
			}
		}
	}

	fn need_unit(&mut self, sscc: &str, optional: bool) {
		if optional {
			self.needed_units.entry(sscc.to_owned()).or_insert((Vec::new(), true));
		} else if !self.units.contains_key(sscc) {
			self.units.insert(sscc.to_owned(), BTreeSet::new());
			self.needed_units.insert(sscc.to_owned(), (Vec::new(), false));
		}
	}

	/// Notes that objects were packed.
	pub fn packed(&mut self, sscc: &str, objects: &[Value]) {
		self.units.entry(sscc.to_owned()).or_default();
		for child in objects {
			self.put(child, Some(sscc));
		}
	}

	/// Notes that objects were unpacked; those that the document did not pack must lie in it before.
	pub fn unpacked(&mut self, sscc: &str, objects: &[Value]) {
		if !self.units.contains_key(sscc) {
			self.need_unit(sscc, false);
			self.needed_units.insert(sscc.to_owned(), (objects.to_vec(), false));
		}
		for child in objects {
			self.put(child, None);
		}
	}

	fn put(&mut self, child: &Value, inside: Option<&str>) {
		if let Some(part) = child.get("consignment").and_then(name_of) {
			let at = self.numbered.get(&part).copied();
			if let Some(part) = at.and_then(|at| self.consignments.get_mut(at)) {
				part.inside = inside.map(str::to_owned);
			}
		}
		if let Some(single) = item_of(child).and_then(|item| self.singles.get_mut(&item)) {
			single.inside = inside.map(str::to_owned);
		}
		let sscc =
			child.get("logisticUnit").and_then(|unit| unit.get("sscc")).and_then(Value::as_str);
		if let Some(sscc) = sscc {
			if let Some(parent) = self.within.remove(sscc) {
				self.units.entry(parent).or_default().remove(sscc);
			}
			if let Some(parent) = inside {
				self.within.insert(sscc.to_owned(), parent.to_owned());
				self.units.entry(parent.to_owned()).or_default().insert(sscc.to_owned());
			}
		}
	}

	/// What lies directly in a logistic unit by the events so far.
	pub fn contents(&self, sscc: &str) -> Vec<Value> {
		let nested = self.units.get(sscc).into_iter().flatten().map(|inner| logistic_unit(inner));
		let is_in = |part: &&Consignment| part.inside.as_deref() == Some(sscc);
		let parts = self.consignments.iter().filter(is_in).map(Consignment::json);
		let singles =
			self.singles.iter().filter(|(_, single)| single.inside.as_deref() == Some(sscc));
		let singles = singles.map(|((gtin, serial), _)| unit(gtin, serial));
		nested.chain(parts).chain(singles).collect()
	}

	/// Notes an offer.
	pub fn offered(&mut self, goods: &Value, to: &str) {
		self.offers.retain(|(known, _)| known != goods);
		self.offers.push((goods.clone(), Some(to.to_owned())));
	}

	/// To whom all of these were offered.
	pub fn offered_to(&self, goods: &[Value]) -> Option<String> {
		let to = |goods: &Value| self.offers.iter().find(|(known, _)| known == goods)?.1.clone();
		let first = to(goods.first()?)?;
		goods.iter().all(|each| to(each).as_deref() == Some(first.as_str())).then_some(first)
	}

	/// Notes an acceptance; an offer that the document does not have must be there before.
	pub fn accepted(&mut self, goods: &Value, from: Option<&str>, to: &str) {
		let known = self.offers.len();
		self.offers.retain(|(offered, _)| offered != goods);
		if self.offers.len() == known {
			self.parties.extend(from.map(str::to_owned));
			let (from, to) = (text_or_null(from), to.into());
			self.needed_offers.push(object([
				("object", goods.clone()),
				("from", from),
				("to", to),
			]));
		}
	}

	/// The goods as objects of observations, which need not be known. If they are to be, the world must
	/// have what this notes.
	pub fn see(&mut self, goods: &Goods, fallback: &str) -> Vec<Value> {
		let mut seen = Vec::new();
		for sscc in &goods.logistic_units {
			if !self.units.contains_key(sscc) {
				self.need_unit(sscc, true);
			}
			seen.push(logistic_unit(sscc));
		}
		for (gtin, serials) in &goods.items {
			let is_new =
				|serial: &&String| !self.items.contains_key(&(gtin.clone(), (*serial).clone()));
			let unknown: BTreeSet<String> = serials.iter().filter(is_new).cloned().collect();
			if !unknown.is_empty() {
				let lot = LotName { gtin: gtin.clone(), number: fallback.to_owned() };
				self.see_lot(&lot, &unknown, Some(Quantity::pieces(unknown.len())));
			}
			seen.extend(serials.iter().map(|serial| unit(gtin, serial)));
		}
		for (lot, quantity) in &goods.lots {
			if !self.lots.contains_key(lot) {
				self.see_lot(lot, &BTreeSet::new(), *quantity);
			}
			let content = quantity.map(|quantity| ("quantity", quantity.json()));
			seen.push(consignment(lot, 0, content));
		}
		seen
	}

	fn see_lot(&mut self, lot: &LotName, serials: &BTreeSet<String>, quantity: Option<Quantity>) {
		self.classes.insert(lot.gtin.clone());
		self.need_lot(lot, serials, quantity, None);
		if let Some(needed) = self.needed_lots.get_mut(lot) {
			needed.optional = true;
		}
	}

	/// Notes the parties and places that calls name.
	pub fn need_names(&mut self, calls: &[Value]) {
		for call in calls {
			let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
			let arg = |name| text(call.get("args").and_then(|args| args.get(name)));
			self.parties.extend(text(call.get("signer")).into_iter().chain(arg("to")));
			self.places.extend(arg("place"));
		}
	}

	/// What must be there before the document is played.
	pub fn prerequisites(&self) -> Value {
		let texts = |texts: &BTreeSet<String>| {
			texts.iter().map(|text| Value::from(text.as_str())).collect()
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
		let units = self.needed_units.iter().map(|(sscc, (contents, optional))| {
			let contents = contents.iter().cloned().collect();
			let optional = Value::Bool(*optional);
			object([("sscc", sscc.as_str().into()), ("contents", contents), ("optional", optional)])
		});
		object([
			("parties", texts(&self.parties)),
			("places", texts(&self.places)),
			("classes", texts(&self.classes)),
			("lots", lots.collect()),
			("logisticUnits", units.collect()),
			("offers", self.needed_offers.iter().cloned().collect()),
		])
	}
}
