//! From one event to its calls.

use super::{
	call, error,
	goods::{Goods, LotName, Quantity},
	world::{logistic_unit, serials_json, Life, Named, Terms, Thing, World},
	LOT_DIGITS,
};
use crate::{
	gs1::{CheckDigits, Key, KeyKind},
	json::{object, text_or_null, Object, Value},
	time,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most objects that one call packs, unpacks or receives.
pub(super) const MAX_CHILDREN: usize = 200;
/// Most objects that go into one lot at once.
const MAX_INPUTS: usize = 32;

/// The calls of an event and a remark, or why it is kept as evidence only.
pub(super) type Calls = Result<(Vec<Value>, Option<String>), String>;

/// How goods end, where CBV 2.0 says it plainly (sections 7.1 and 7.2).
#[derive(PartialEq, Eq)]
enum Ending {
	Destroyed,
	Decommissioned,
	Stolen,
}

impl Ending {
	/// How an event that deletes goods ends them, by business step and disposition.
	fn of(step: &str, disposition: &str) -> Result<Self, String> {
		let by_step = match step {
			"destroying" => Some(Self::Destroyed),
			"decommissioning" => Some(Self::Decommissioned),
			_ => None,
		};
		let by_disposition = match disposition {
			"destroyed" => Some(Self::Destroyed),
			"inactive" => Some(Self::Decommissioned),
			"stolen" => Some(Self::Stolen),
			_ => None,
		};
		match (by_step, by_disposition) {
			(Some(one), Some(other)) if one != other => {
				Err("its business step and its disposition say different ends".to_owned())
			},
			(Some(end), _) | (None, Some(end)) => Ok(end),
			(None, None) => {
				Err("neither its business step nor its disposition says how the goods ended"
					.to_owned())
			},
		}
	}
}

/// A lot that an event makes.
pub(super) struct NewLot {
	pub lot: LotName,
	pub serials: BTreeSet<String>,
	pub quantity: Quantity,
}

impl NewLot {
	/// What it bears, as arguments.
	fn identity(&self) -> Vec<(&'static str, Value)> {
		vec![
			("gtin", self.lot.gtin.as_str().into()),
			("number", self.lot.number.as_str().into()),
			("serials", serials_json(&self.serials)),
		]
	}

	/// What it bears, as one argument.
	pub fn identity_json(&self) -> Value {
		let members = self.identity().into_iter().map(|(name, value)| (name.to_owned(), value));
		Value::Object(Object::from_members(members.collect()))
	}
}

/// The lots that an event makes, at least one, and a remark on what it makes besides.
pub(super) struct Made {
	pub lots: Vec<NewLot>,
	pub note: Option<String>,
}

/// Finds the calls of one event.
pub(super) struct Planner<'e, 'w> {
	pub(super) event: &'e Object,
	pub(super) world: &'w mut World,
	/// Where and when, as arguments.
	place: Value,
	time: Value,
	/// Number of a lot that the event makes and does not name.
	fallback: String,
	/// Whether the goods that it transforms only get another label.
	is_relabelling: bool,
}

impl<'e, 'w> Planner<'e, 'w> {
	pub fn of(
		event: &'e Object,
		hash: &str,
		world: &'w mut World,
		is_relabelling: bool,
	) -> Result<Self, String> {
		if event.get(error::FIELD).is_some() {
			return Err(
				"it declares wrong an earlier event, with which it shares its hash id: what \
			            that one recorded stays"
					.to_owned(),
			);
		}
		let text = |name| event.get(name).and_then(Value::as_str).unwrap_or_default();
		let moment = time::millis(text("eventTime")).filter(|moment| *moment >= 0);
		let moment = moment.ok_or("its time lies before 1970, where the chain's times begin")?;
		let offset = time::offset_minutes(text("eventTimeZoneOffset")).unwrap_or_default();
		let time = object([
			("moment", Value::Number(moment.to_string())),
			("offset", Value::Number(offset.to_string())),
		]);
		let place = ["readPoint", "bizLocation"].into_iter().find_map(|field| {
			let key = Key::parse(event.get(field)?.get("id")?.as_str()?).ok()?;
			let is_place = matches!(key.kind(), KeyKind::Gln | KeyKind::Sgln);
			is_place.then(|| key.value().to_owned())
		});
		let digest = hash.split_once(';').map_or("", |(_, digest)| digest);
		let fallback = digest.get(..LOT_DIGITS).unwrap_or_default().to_owned();
		Ok(Self {
			event,
			world,
			place: text_or_null(place.as_deref()),
			time,
			fallback,
			is_relabelling,
		})
	}

	pub(super) fn text(&self, name: &str) -> &'e str {
		self.event.get(name).and_then(Value::as_str).unwrap_or_default()
	}

	/// The possessing party among the sources or destinations.
	pub(super) fn party(&self, list: &str, member: &str) -> Option<String> {
		let parties = self.event.get(list)?.as_array()?;
		let is_possessor =
			|party: &&Value| party.get("type").and_then(Value::as_str) == Some("possessing_party");
		let key = Key::parse(parties.iter().find(is_possessor)?.get(member)?.as_str()?).ok()?;
		let is_party = matches!(key.kind(), KeyKind::Pgln | KeyKind::Gln | KeyKind::Sgln);
		is_party.then(|| key.value().to_owned())
	}

	pub fn calls(mut self, kind: &str) -> Calls {
		match kind {
			"ObjectEvent" => self.object_event(),
			"AggregationEvent" => self.aggregation(),
			"TransactionEvent" => self.observe("epcList", "quantityList").map(|(calls, note)| {
				let link =
					"that the goods belong to the business transaction is in no call".to_owned();
				(calls, Some(note.map_or(link.clone(), |note| format!("{link}; {note}"))))
			}),
			"TransformationEvent" if self.is_relabelling => Ok((self.relabelling()?, None)),
			"TransformationEvent" => self.transformation(),
			"AssociationEvent" => {
				Err("custody has no call for what is fixed to an asset; its parent holds no goods"
					.to_owned())
			},
			_ => Err("its type is not of the standard".to_owned()),
		}
	}

	fn object_event(&mut self) -> Calls {
		let step = self.text("bizStep");
		let lists = ("epcList", "quantityList");
		match (self.text("action"), step) {
			("ADD", _) => {
				let made = self.made(lists.0, lists.1)?;
				self.commission(made)
			},
			(_, "retail_selling") => {
				let args = vec![("marketplace", Value::Null)];
				self.claim(lists, ("custody.sell", Life::Sold), args)
			},
			("DELETE", _) => match Ending::of(step, self.text("disposition"))? {
				Ending::Destroyed => self.destroy(lists),
				Ending::Decommissioned => {
					let args = vec![("time", self.time.clone())];
					self.claim(lists, ("custody.decommission", Life::Ended), args)
				},
				Ending::Stolen => {
					let args = self.at(vec![("kind", "Stolen".into())]);
					self.claim(lists, ("custody.report_missing", Life::Ended), args)
				},
			},
			("OBSERVE", "receiving") if self.text("disposition") == "returned" => {
				match self.world.sold(&Goods::of(self.event, lists.0, lists.1)) {
					Some(sold) => self.take_back(lists, sold),
					None => self.receive(lists),
				}
			},
			(_, "shipping" | "consigning") => match self.party("destinationList", "destination") {
				Some(to) => self.offer(lists, &to),
				None => self.observe(lists.0, lists.1),
			},
			(_, "receiving" | "accepting") => self.receive(lists),
			_ => self.observe(lists.0, lists.1),
		}
	}

	/// The goods that a field names, or why there are none for custody.
	pub(super) fn goods(
		&self,
		epcs: &str,
		quantities: &str,
	) -> Result<(Goods, Option<String>), String> {
		let goods = Goods::of(self.event, epcs, quantities);
		let left_out = goods.left_out();
		if goods.is_empty() && goods.classes.is_empty() {
			let by = |names| format!("custody keeps no goods by {names}");
			return Err(left_out.map_or_else(|| "it names no goods".to_owned(), by));
		}
		Ok((goods, left_out.map(|names| format!("custody keeps no goods by {names}"))))
	}

	/// The goods as objects of commands, after the splits that make them so.
	pub(super) fn take(
		&mut self,
		goods: &Goods,
		terms: Terms<'_>,
	) -> Result<(Vec<Named>, Vec<Value>), String> {
		if goods.is_empty() {
			return Err(
				"a GTIN without lot or serial names no goods that could be moved".to_owned()
			);
		}
		let terms = Terms { fallback: &self.fallback, ..terms };
		let (objects, splits) = self.world.take(goods, terms)?;
		let splits = splits.into_iter().map(|args| {
			object([
				("call", "custody.split".into()),
				("signer", text_or_null(terms.signer)),
				("args", args),
			])
		});
		Ok((objects, splits.collect()))
	}

	pub(super) fn at(&self, mut args: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
		args.push(("place", self.place.clone()));
		args.push(("time", self.time.clone()));
		args
	}

	/// The lots that an event makes.
	pub(super) fn made(&self, epcs: &str, quantities: &str) -> Result<Made, String> {
		let (mut goods, mut note) = self.goods(epcs, quantities)?;
		let named = self.event.get("ilmd").and_then(|ilmd| ilmd.get("cbvmda:lotNumber")?.as_str());
		let number =
			named.filter(|number| is_lot_number(number)).unwrap_or(&self.fallback).to_owned();
		let mut lots = Vec::new();
		for (gtin, serials) in core::mem::take(&mut goods.items) {
			let quantity = Quantity::pieces(serials.len());
			lots.push(NewLot { lot: LotName { gtin, number: number.clone() }, serials, quantity });
		}
		let classes = core::mem::take(&mut goods.classes).into_iter();
		let classes =
			classes.map(|(gtin, quantity)| (LotName { gtin, number: number.clone() }, quantity));
		for (lot, quantity) in core::mem::take(&mut goods.lots).into_iter().chain(classes) {
			match quantity {
				Some(quantity) => lots.push(NewLot { lot, serials: BTreeSet::new(), quantity }),
				None => {
					note =
						Some("a lot of which it does not say how much it is is not made".to_owned())
				},
			}
		}
		if !goods.logistic_units.is_empty() {
			note = Some("logistic units are opened by packing".to_owned());
		}
		match lots.is_empty() {
			true => Err("it names no items, and of no lot how much it is".to_owned()),
			false => Ok(Made { lots, note }),
		}
	}

	fn commission(&mut self, made: Made) -> Calls {
		let mut calls = Vec::new();
		for new in made.lots {
			if !self.world.commission(&new.lot, &new.serials, new.quantity) {
				return Err(format!("{} was made before", new.lot.in_words()));
			}
			let mut args = new.identity();
			args.push(("quantity", new.quantity.json()));
			calls.push(call("custody.commission", None, self.at(args)));
		}
		Ok((calls, made.note))
	}

	/// The lot that inputs became; or what came out alone, and why the rest is in no call.
	fn transformation(&mut self) -> Calls {
		let made = self.made("outputEPCList", "outputQuantityList")?;
		match self.transform(&made) {
			Ok(calls) => Ok((calls, None)),
			Err(reason) => {
				self.world.undo();
				let (calls, _) = self.commission(made)?;
				let note = format!("that the inputs became the outputs is in no call: {reason}");
				Ok((calls, Some(note)))
			},
		}
	}

	/// Whether the goods are of the lot that is made: items whose lot is not named go by the event's digest too.
	pub(super) fn is_among(&self, new: &NewLot, goods: &Goods) -> bool {
		goods.lots.iter().any(|(lot, _)| *lot == new.lot)
			|| (new.lot.number == self.fallback && goods.items.contains_key(&new.lot.gtin))
	}

	/// Items by their labels.
	pub(super) fn labels(&mut self, goods: &Goods) -> Result<Vec<Named>, String> {
		self.world.labels(goods, &self.fallback)
	}

	/// One lot of what is consumed.
	fn transform(&mut self, made: &Made) -> Result<Vec<Value>, String> {
		let Made { lots, note: None } = made else {
			return Err("its outputs are more than lots with a quantity".to_owned());
		};
		let [new] = lots.as_slice() else {
			return Err("its outputs are several lots".to_owned());
		};
		if self.event.get("transformationID").is_some() {
			return Err("other events can belong to the same transformation".to_owned());
		}
		let goods = Goods::of(self.event, "inputEPCList", "inputQuantityList");
		if let Some(names) = goods.left_out() {
			return Err(format!("custody keeps no inputs by {names}"));
		}
		if !goods.logistic_units.is_empty() {
			return Err("a logistic unit among the inputs is not unpacked".to_owned());
		}
		if self.is_among(new, &goods) || self.world.has_lot(&new.lot) {
			return Err(format!("{} is not new", new.lot.in_words()));
		}
		let (objects, mut calls) = self.take(&goods, Terms::default())?;
		if objects.len() > MAX_INPUTS {
			return Err(format!("it has more than {MAX_INPUTS} inputs"));
		}
		let consumed = objects.iter().filter_map(|input| self.world.measure(&input.thing));
		let yields = yields(consumed, new.quantity)?;
		for input in &objects {
			self.world.live(&input.thing, Life::Ended);
		}
		self.world.commission(&new.lot, &new.serials, new.quantity);
		let input = |goods: Named| object([("object", goods.json), ("amount", Value::Null)]);
		let args = vec![
			("inputs", objects.into_iter().map(input).collect()),
			("yields", yields),
			("identity", new.identity_json()),
			("quantity", new.quantity.json()),
		];
		calls.push(call("custody.transform", None, self.at(args)));
		Ok(calls)
	}

	fn destroy(&mut self, (epcs, quantities): (&str, &str)) -> Calls {
		let (goods, note) = self.goods(epcs, quantities)?;
		let (objects, mut calls) = self.take(&goods, Terms::default())?;
		for goods in objects {
			self.world.live(&goods.thing, Life::Ended);
			let args = vec![("object", goods.json), ("time", self.time.clone())];
			calls.push(call("custody.destroy", None, args));
		}
		Ok((calls, note))
	}

	/// Goods that come back from who bought them.
	fn take_back(&mut self, (epcs, quantities): (&str, &str), sold: Vec<Named>) -> Calls {
		let (_, note) = self.goods(epcs, quantities)?;
		let mut calls = Vec::new();
		for goods in sold {
			self.world.live(&goods.thing, Life::Held);
			calls.push(call("custody.take_back", None, self.at(vec![("object", goods.json)])));
		}
		Ok((calls, note))
	}

	/// Calls that name the goods as claims, after the splits that make them so: an item by its label, out
	/// of the consignment that it lies in.
	fn claim(
		&mut self,
		(epcs, quantities): (&str, &str),
		(name, life): (&str, Life),
		args: Vec<(&'static str, Value)>,
	) -> Calls {
		let (goods, note) = self.goods(epcs, quantities)?;
		if !goods.logistic_units.is_empty() && name != "custody.report_missing" {
			return Err(format!("{name} is for items and parts of lots, not for logistic units"));
		}
		if goods.is_empty() {
			return Err(
				"a GTIN without lot or serial names no goods that could be claimed".to_owned()
			);
		}
		let mut claims = self.labels(&goods)?;
		let mut calls = Vec::new();
		let others = Goods { items: BTreeMap::new(), ..goods };
		if !others.is_empty() {
			let (objects, splits) = self.take(&others, Terms::default())?;
			calls.extend(splits);
			claims.extend(objects);
		}
		for claim in claims {
			self.world.live(&claim.thing, life);
			let mut all = vec![("claim", claim.json)];
			all.extend(args.iter().cloned());
			calls.push(call(name, None, all));
		}
		Ok((calls, note))
	}

	fn offer(&mut self, (epcs, quantities): (&str, &str), to: &str) -> Calls {
		let from = self.party("sourceList", "source");
		if from.as_deref() == Some(to) {
			return Err("whoever ships the goods also gets them".to_owned());
		}
		let (goods, note) = self.goods(epcs, quantities)?;
		let terms = Terms { signer: from.as_deref(), ..Terms::default() };
		let (objects, mut calls) = self.take(&goods, terms)?;
		for goods in objects {
			self.world.offered(&goods, to);
			let args = vec![("object", goods.json), ("to", to.into())];
			calls.push(call("custody.offer", from.as_deref(), self.at(args)));
		}
		Ok((calls, note))
	}

	fn aggregation(&mut self) -> Calls {
		let parent = self.event.get("parentID").and_then(Value::as_str);
		let Some(parent) = parent else {
			return match self.text("action") {
				"OBSERVE" => self.observe("childEPCs", "childQuantityList"),
				_ => Err("it does not name the logistic unit".to_owned()),
			};
		};
		let sscc = match Key::parse(parent) {
			Ok(key) if key.kind() == KeyKind::Sscc => key.value().to_owned(),
			Ok(key) => {
				return Err(format!("its parent is a {}: only an SSCC holds goods", key.kind()))
			},
			Err(error) => return Err(format!("its parent: {error}")),
		};
		let goods = Goods::of(self.event, "childEPCs", "childQuantityList");
		let note = goods.left_out().map(|names| format!("custody keeps no goods by {names}"));
		match self.text("action") {
			"ADD" => {
				self.ensure_outermost(&sscc, &goods)?;
				let (objects, mut calls) = self.take(&goods, Terms::default())?;
				self.world.packed(&sscc, &objects);
				let parent = ("sscc", sscc.as_str().into());
				calls.extend(self.by_children("custody.pack", &parent, objects));
				Ok((calls, note))
			},
			"DELETE" => {
				self.ensure_outermost(&sscc, &goods)?;
				let (objects, mut calls) = if goods.is_empty() {
					(self.world.contents(&sscc), Vec::new())
				} else {
					self.take(&goods, Terms { inside: Some(&sscc), ..Terms::default() })?
				};
				if objects.is_empty() {
					return Err(
						"what it unpacks is not said, and nothing is known to lie in it".to_owned()
					);
				}
				self.world.unpacked(&objects);
				let parent = ("parent", logistic_unit(&sscc));
				calls.extend(self.by_children("custody.unpack", &parent, objects));
				Ok((calls, note))
			},
			_ => {
				let seen = Goods { logistic_units: [sscc].into(), ..Goods::default() };
				Ok((self.sightings(&seen), Some("what lay in it then is in no call".to_owned())))
			},
		}
	}

	/// Fails unless a logistic unit can be packed or unpacked: it is in the trade, lies in nothing and is not
	/// among its own children.
	fn ensure_outermost(&self, sscc: &str, children: &Goods) -> Result<(), String> {
		if children.logistic_units.contains(sscc) {
			return Err(format!("the logistic unit {sscc} cannot lie in itself"));
		}
		let unit = Goods { logistic_units: [sscc.to_owned()].into(), ..Goods::default() };
		self.world.ensure_held(&unit)?;
		self.world.misplaced(&Thing::Unit(sscc.to_owned()), None).map_or(Ok(()), Err)
	}

	/// Calls that name a logistic unit and its children, as many of them as one call takes.
	fn by_children(
		&self,
		name: &str,
		parent: &(&'static str, Value),
		children: Vec<Named>,
	) -> Vec<Value> {
		let calls = children.chunks(MAX_CHILDREN).map(|children| {
			let children = children.iter().map(|child| child.json.clone()).collect();
			call(name, None, self.at(vec![parent.clone(), ("children", children)]))
		});
		calls.collect()
	}

	pub(super) fn observe(&mut self, epcs: &str, quantities: &str) -> Calls {
		let (goods, note) = self.goods(epcs, quantities)?;
		if goods.is_empty() {
			return Err(
				"a GTIN without lot or serial names no goods that could be seen again".to_owned()
			);
		}
		Ok((self.sightings(&goods), note))
	}

	fn sightings(&mut self, goods: &Goods) -> Vec<Value> {
		let step = Some(self.text("bizStep")).filter(|word| crate::vocabulary::BIZ_STEP.has(word));
		let disposition =
			Some(self.text("disposition")).filter(|word| crate::vocabulary::DISPOSITION.has(word));
		let seen = self.world.see(goods, &self.fallback);
		let sighting = |what| {
			let args = vec![
				("what", what),
				("bizStep", step.unwrap_or("other").into()),
				("disposition", disposition.unwrap_or("unknown").into()),
			];
			call("custody.observe", None, self.at(args))
		};
		seen.into_iter().map(sighting).collect()
	}
}

/// A rate of yield for each class: all that was consumed of it gives all that was made.
fn yields(
	consumed: impl Iterator<Item = (String, Quantity)>,
	made: Quantity,
) -> Result<Value, String> {
	let mut totals: BTreeMap<String, Quantity> = BTreeMap::new();
	for (class, quantity) in consumed {
		let total = match totals.get(&class) {
			Some(sum) => sum.plus(quantity),
			None => Some(quantity),
		};
		let total =
			total.ok_or_else(|| format!("inputs of GTIN {class} are in different units"))?;
		totals.insert(class, total);
	}
	let rate = |(class, total): (String, Quantity)| {
		object([("class", class.as_str().into()), ("input", total.json()), ("output", made.json())])
	};
	Ok(totals.into_iter().map(rate).collect())
}

/// Whether the chain takes it as a lot number.
fn is_lot_number(text: &str) -> bool {
	(1..=LOT_DIGITS).contains(&text.len())
		&& Key::new(KeyKind::Lgtin, "00000000000000", Some(text), CheckDigits::Trust).is_ok()
}
