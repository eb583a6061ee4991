//! Which calls of the chain record the events of a document, and back: `docs/epcis.md` has the table.
//!
//! A [`Plan`] names goods by their keys, since ids, current numbers and proofs are the client's to add
//! when it signs. What an event says and no call carries is *kept*: off the chain, with the event hash id
//! on it. [`export`] makes the events again from calls and what was kept.

mod goods;
mod rebuild;

use crate::{
	document::{Document, Kind},
	fault::Report,
	gs1::{Key, KeyKind},
	hash::event_hashes,
	json::{object, text_or_null, Object, Value},
	time,
	validate::validate,
	xml::context_of,
};
use goods::{serials_json, Goods, LotName, Quantity, World};
pub use rebuild::{export, ExportError, Exported};
use std::collections::BTreeSet;
use thiserror::Error;

/// Most objects that one call packs or unpacks.
const MAX_CHILDREN: usize = 200;
/// How many characters of the digest number a lot that the document does not name: as many as a lot
/// number has at most.
const LOT_DIGITS: usize = 20;

/// The calls that record a document.
#[derive(Clone, Debug)]
pub struct Plan {
	/// Everything of the document but its events.
	document: Value,
	/// The events in the order of their times.
	steps: Vec<Step>,
	/// What must be there before.
	prerequisites: Value,
}

/// The calls that record an event.
#[derive(Clone, Debug)]
pub struct Step {
	/// Its place in the document, from 1.
	pub event: usize,
	/// When it happened, in milliseconds since 1970.
	moment: i64,
	/// Its type.
	pub kind: String,
	/// Its event hash id.
	pub hash: String,
	/// The calls in their order.
	pub calls: Vec<Value>,
	/// The fields that no call carries: what they hold, or `null` for what the event does not have.
	pub kept: Vec<(String, Value)>,
	/// Why the calls are these, where that needs a reason.
	pub note: Option<String>,
}

impl Step {
	/// The names of its calls, each once.
	pub fn call_names(&self) -> Vec<&str> {
		let mut names = Vec::new();
		for name in self.calls.iter().filter_map(|call| call.get("call")?.as_str()) {
			if !names.contains(&name) {
				names.push(name);
			}
		}
		names
	}

	/// Whether custody records it, not only evidence.
	pub fn is_custody(&self) -> bool {
		self.call_names().iter().any(|name| name.starts_with("custody."))
	}

	/// The fields of the event that are kept by digest only: no call carries them, the event hash id
	/// covers them.
	pub fn by_digest(&self) -> Vec<&str> {
		self.kept_names(|name| !is_uncovered(name))
	}

	/// The fields of the event that nothing on the chain covers: the event hash id leaves them out too.
	pub fn uncovered(&self) -> Vec<&str> {
		self.kept_names(is_uncovered)
	}

	fn kept_names(&self, is_meant: fn(&str) -> bool) -> Vec<&str> {
		let held = self.kept.iter().filter(|(_, value)| !matches!(value, Value::Null));
		let names = held.map(|(name, _)| name.as_str());
		names.filter(|name| *name != "@context" && is_meant(name)).collect()
	}

	fn json(&self) -> Value {
		object([
			("event", Value::Number(self.event.to_string())),
			("type", self.kind.as_str().into()),
			("hash", self.hash.as_str().into()),
			("calls", self.calls.iter().cloned().collect()),
			("kept", Value::Object(Object::from_members(self.kept.clone()))),
			("note", text_or_null(self.note.as_deref())),
		])
	}
}

impl Plan {
	/// The steps in the order in which they are to be played.
	pub fn steps(&self) -> &[Step] {
		&self.steps
	}

	/// The plan as JSON, which [`export`] reads.
	pub fn json(&self) -> Value {
		object([
			("document", self.document.clone()),
			("prerequisites", self.prerequisites.clone()),
			("events", self.steps.iter().map(Step::json).collect()),
		])
	}
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
	/// The document is not valid.
	#[error("the document is not valid: {0}; validate it to see all faults")]
	Invalid(String),
	/// The document has no events.
	#[error(transparent)]
	NoEvents(#[from] crate::hash::HashError),
}

/// Plans a valid document.
pub fn plan(document: &Document) -> Result<Plan, PlanError> {
	let Report { faults, .. } = validate(document);
	if let Some(fault) = faults.first() {
		return Err(PlanError::Invalid(fault.to_string()));
	}
	let hashes = event_hashes(document)?;
	let events = document.events().unwrap_or_default();
	let mut ordered: Vec<_> = events.into_iter().zip(hashes).collect();
	ordered.sort_by_key(|(event, _)| event.value.as_object().map_or(0, moment));

	let mut world = World::default();
	let mut steps = Vec::new();
	for (event, hash) in ordered {
		let Some(object) = event.value.as_object() else { continue };
		let kind = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
		let hash = hash.id();
		let (calls, note) = match Planner::of(object, &hash, &mut world) {
			Ok(planner) => planner.calls(&kind),
			Err(reason) => Err(reason),
		}
		.map_or_else(|reason| (Vec::new(), Some(reason)), |(calls, note)| (calls, note));
		let derived = rebuild::event(&kind, &hash, &calls);
		let kept = rebuild::kept(object, &derived);
		world.need_names(&calls);
		let event = event.index.saturating_add(1);
		let mut step = Step { event, moment: moment(object), kind, hash, calls, kept, note };
		if step.calls.is_empty() || !step.by_digest().is_empty() {
			step.calls.push(anchor(&step.hash));
		}
		steps.push(step);
	}
	let prerequisites = world.prerequisites();
	let mut plan = Plan { document: frame(document, &steps), steps, prerequisites };
	// Whatever the calls carry: an event that does not come back from them is kept as a whole.
	let differing = export(&plan.json()).map(|exported| exported.differing).unwrap_or_default();
	for event in document.events().unwrap_or_default() {
		let (number, members) = (event.index.saturating_add(1), event.value.as_object());
		if !differing.contains(&number) {
			continue;
		}
		for step in plan.steps.iter_mut().filter(|step| step.event == number) {
			step.kept = rebuild::members(members.into_iter().flat_map(Object::iter));
		}
	}
	Ok(plan)
}

/// Whether the event hash id leaves a field out.
fn is_uncovered(name: &str) -> bool {
	matches!(name, "eventID" | "recordTime" | "errorDeclaration")
}

fn moment(event: &Object) -> i64 {
	event.get("eventTime").and_then(Value::as_str).and_then(time::millis).unwrap_or_default()
}

/// Everything of a document but its events, as an EPCIS 2.0 document has it.
fn frame(document: &Document, steps: &[Step]) -> Value {
	let root = document.root().as_object();
	let root = root.filter(|_| !matches!(document.kind(), Kind::Event | Kind::Events));
	let has = |name: &str| root.is_some_and(|root| root.get(name).is_some());
	let mut members = Vec::new();
	if !has("@context") {
		members.push(("@context".to_owned(), context_of(&[])));
	}
	members.push(("type".to_owned(), "EPCISDocument".into()));
	members.push(("schemaVersion".to_owned(), "2.0".into()));
	if !has("creationDate") {
		// Bare events do not say when they were put together: the last of them is the earliest time.
		let last = steps.iter().map(|step| step.moment).max().and_then(time::written);
		members.push(("creationDate".to_owned(), text_or_null(last.as_deref())));
	}
	let rest = root.into_iter().flat_map(Object::iter);
	let rest = rest.filter(|(name, _)| !matches!(*name, "type" | "schemaVersion" | "epcisBody"));
	members.extend(rebuild::members(rest));
	Value::Object(Object::from_members(members))
}

fn anchor(hash: &str) -> Value {
	call("evidence.anchor", None, vec![("digest", hash.into()), ("kind", "EpcisEvent".into())])
}

fn call(name: &str, signer: Option<&str>, args: Vec<(&str, Value)>) -> Value {
	let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
	object([
		("call", name.into()),
		("signer", text_or_null(signer)),
		("args", Value::Object(Object::from_members(args))),
	])
}

/// The calls of an event and a remark, or why it is kept as evidence only.
type Calls = Result<(Vec<Value>, Option<String>), String>;

/// Finds the calls of one event.
struct Planner<'e, 'w> {
	event: &'e Object,
	world: &'w mut World,
	/// Where and when, as arguments.
	place: Value,
	time: Value,
	/// Number of a lot that the event makes and does not name.
	fallback: String,
}

impl<'e, 'w> Planner<'e, 'w> {
	fn of(event: &'e Object, hash: &str, world: &'w mut World) -> Result<Self, String> {
		if event.get("errorDeclaration").is_some() {
			return Err(
				"it declares wrong an earlier event, with which it shares its hash id: what \
			            that one recorded stays, and the declaration itself is not on record"
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
		Ok(Self { event, world, place: text_or_null(place.as_deref()), time, fallback })
	}

	fn text(&self, name: &str) -> &'e str {
		self.event.get(name).and_then(Value::as_str).unwrap_or_default()
	}

	/// The possessing party among the sources or destinations.
	fn party(&self, list: &str, member: &str) -> Option<String> {
		let parties = self.event.get(list)?.as_array()?;
		let is_possessor =
			|party: &&Value| party.get("type").and_then(Value::as_str) == Some("possessing_party");
		let key = Key::parse(parties.iter().find(is_possessor)?.get(member)?.as_str()?).ok()?;
		let is_party = matches!(key.kind(), KeyKind::Pgln | KeyKind::Gln | KeyKind::Sgln);
		is_party.then(|| key.value().to_owned())
	}

	fn calls(mut self, kind: &str) -> Calls {
		match kind {
			"ObjectEvent" => self.object_event(),
			"AggregationEvent" => self.aggregation(),
			"TransactionEvent" => self.observe("epcList", "quantityList").map(|(calls, note)| {
				let link =
					"that the goods belong to the business transaction is in no call".to_owned();
				(calls, Some(note.map_or(link.clone(), |note| format!("{link}; {note}"))))
			}),
			"TransformationEvent" => {
				let (calls, _) = self.commission("outputEPCList", "outputQuantityList")?;
				Ok((calls, Some("that the inputs became the outputs is in no call".to_owned())))
			},
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
			("ADD", _) => self.commission(lists.0, lists.1),
			("DELETE", "destroying") => self.each(lists, "custody.destroy"),
			(_, "retail_selling") => self.sell(lists),
			("DELETE", _) => Err("custody ends goods by sale and destruction only".to_owned()),
			(_, "shipping" | "consigning") => match self.party("destinationList", "destination") {
				Some(to) => self.offer(lists, &to),
				None => self.observe(lists.0, lists.1),
			},
			(_, "receiving" | "accepting") => self.receive(lists),
			_ => self.observe(lists.0, lists.1),
		}
	}

	/// The goods that a field names, or why there are none for custody.
	fn goods(&self, epcs: &str, quantities: &str) -> Result<(Goods, Option<String>), String> {
		let goods = Goods::of(self.event, epcs, quantities);
		let left_out = goods.left_out();
		if goods.is_empty() && goods.classes.is_empty() {
			let by = |names| format!("custody keeps no goods by {names}");
			return Err(left_out.map_or_else(|| "it names no goods".to_owned(), by));
		}
		Ok((goods, left_out.map(|names| format!("custody keeps no goods by {names}"))))
	}

	/// The goods as objects of commands, after the splits that make them so.
	fn take(
		&mut self,
		goods: &Goods,
		signer: Option<&str>,
	) -> Result<(Vec<Value>, Vec<Value>), String> {
		if goods.is_empty() {
			return Err(
				"a GTIN without lot or serial names no goods that could be moved".to_owned()
			);
		}
		let (objects, splits) = self.world.take(goods, None, signer, &self.fallback)?;
		let splits = splits.into_iter().map(|args| {
			object([
				("call", "custody.split".into()),
				("signer", text_or_null(signer)),
				("args", args),
			])
		});
		Ok((objects, splits.collect()))
	}

	fn at(&self, mut args: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
		args.push(("place", self.place.clone()));
		args.push(("time", self.time.clone()));
		args
	}

	fn commission(&mut self, epcs: &str, quantities: &str) -> Calls {
		let (mut goods, mut note) = self.goods(epcs, quantities)?;
		let named = self.event.get("ilmd").and_then(|ilmd| ilmd.get("cbvmda:lotNumber")?.as_str());
		let number =
			named.filter(|number| is_lot_number(number)).unwrap_or(&self.fallback).to_owned();
		let mut lots = Vec::new();
		for (gtin, serials) in core::mem::take(&mut goods.items) {
			let quantity = Quantity::pieces(serials.len());
			lots.push((LotName { gtin, number: number.clone() }, serials, quantity));
		}
		let classes = core::mem::take(&mut goods.classes).into_iter();
		let classes =
			classes.map(|(gtin, quantity)| (LotName { gtin, number: number.clone() }, quantity));
		for (lot, quantity) in core::mem::take(&mut goods.lots).into_iter().chain(classes) {
			match quantity {
				Some(quantity) => lots.push((lot, BTreeSet::new(), quantity)),
				None => {
					note =
						Some("a lot of which it does not say how much it is is not made".to_owned())
				},
			}
		}
		if !goods.logistic_units.is_empty() {
			note = Some("logistic units are opened by packing".to_owned());
		}
		let mut calls = Vec::new();
		for (lot, serials, quantity) in lots {
			if !self.world.commission(&lot, &serials, quantity) {
				return Err(format!("lot {} of GTIN {} was made before", lot.number, lot.gtin));
			}
			let args = vec![
				("gtin", lot.gtin.as_str().into()),
				("number", lot.number.as_str().into()),
				("quantity", quantity.json()),
				("serials", serials_json(&serials)),
			];
			calls.push(call("custody.commission", None, self.at(args)));
		}
		if calls.is_empty() {
			return Err("it names no items, and of no lot how much it is".to_owned());
		}
		Ok((calls, note))
	}

	/// One call for each object.
	fn each(&mut self, (epcs, quantities): (&str, &str), name: &str) -> Calls {
		let (goods, note) = self.goods(epcs, quantities)?;
		let (objects, mut calls) = self.take(&goods, None)?;
		for goods in objects {
			calls.push(call(name, None, vec![("object", goods), ("time", self.time.clone())]));
		}
		Ok((calls, note))
	}

	fn sell(&mut self, (epcs, quantities): (&str, &str)) -> Calls {
		let (goods, note) = self.goods(epcs, quantities)?;
		if !goods.logistic_units.is_empty() {
			return Err("custody sells items and parts of lots, no logistic units".to_owned());
		}
		let mut claims: Vec<Value> = Vec::new();
		let items = Goods { items: goods.items.clone(), ..Goods::default() };
		let lots = Goods { lots: goods.lots, ..Goods::default() };
		// An item is sold by its label, out of the consignment that it lies in.
		self.world.need_items(&items, &self.fallback);
		for (gtin, serials) in &goods.items {
			claims.extend(serials.iter().map(|serial| goods::unit(gtin, serial)));
		}
		let mut calls = Vec::new();
		if !lots.is_empty() {
			let (objects, splits) = self.take(&lots, None)?;
			calls.extend(splits);
			claims.extend(objects);
		}
		calls.extend(claims.into_iter().map(|claim| {
			call("custody.sell", None, vec![("claim", claim), ("marketplace", Value::Null)])
		}));
		Ok((calls, note))
	}

	fn offer(&mut self, (epcs, quantities): (&str, &str), to: &str) -> Calls {
		let from = self.party("sourceList", "source");
		if from.as_deref() == Some(to) {
			return Err("whoever ships the goods also gets them".to_owned());
		}
		let (goods, note) = self.goods(epcs, quantities)?;
		let (objects, mut calls) = self.take(&goods, from.as_deref())?;
		for goods in objects {
			self.world.offered(&goods, to);
			let args = vec![("object", goods), ("to", to.into())];
			calls.push(call("custody.offer", from.as_deref(), self.at(args)));
		}
		Ok((calls, note))
	}

	/// An acceptance, if it is known who receives the goods; otherwise somebody saw them arrive.
	fn receive(&mut self, lists: (&str, &str)) -> Calls {
		let from = self.party("sourceList", "source");
		let to = self.party("destinationList", "destination");
		let (goods, note) = self.goods(lists.0, lists.1)?;
		if to.is_none() && !self.world.knows(&goods) {
			return self.observe(lists.0, lists.1);
		}
		let (objects, splits) = self.take(&goods, from.as_deref())?;
		let Some(to) = to.or_else(|| self.world.offered_to(&objects)) else {
			return self.observe(lists.0, lists.1);
		};
		if !splits.is_empty() {
			return Err("it receives a part of what was offered as one".to_owned());
		}
		let mut calls = Vec::new();
		for goods in objects {
			self.world.accepted(&goods, from.as_deref(), &to);
			let args = self.at(vec![("object", goods)]);
			calls.push(call("custody.accept", Some(&to), args));
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
				let (objects, mut calls) = self.take(&goods, None)?;
				self.world.packed(&sscc, &objects);
				for children in objects.chunks(MAX_CHILDREN) {
					let args = vec![
						("sscc", sscc.as_str().into()),
						("children", children.iter().cloned().collect()),
					];
					calls.push(call("custody.pack", None, self.at(args)));
				}
				Ok((calls, note))
			},
			"DELETE" => {
				let objects = if goods.is_empty() {
					self.world.contents(&sscc)
				} else {
					let (objects, _) =
						self.world.take(&goods, Some(&sscc), None, &self.fallback)?;
					objects
				};
				if objects.is_empty() {
					return Err(
						"what it unpacks is not said, and nothing is known to lie in it".to_owned()
					);
				}
				self.world.unpacked(&sscc, &objects);
				let mut calls = Vec::new();
				for children in objects.chunks(MAX_CHILDREN) {
					let children = children.iter().cloned().collect();
					let args =
						vec![("parent", goods::logistic_unit(&sscc)), ("children", children)];
					calls.push(call("custody.unpack", None, self.at(args)));
				}
				Ok((calls, note))
			},
			_ => {
				let seen = Goods { logistic_units: vec![sscc], ..Goods::default() };
				Ok((self.sightings(&seen), Some("what lay in it then is in no call".to_owned())))
			},
		}
	}

	fn observe(&mut self, epcs: &str, quantities: &str) -> Calls {
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

/// Whether the chain takes it as a lot number.
fn is_lot_number(text: &str) -> bool {
	(1..=LOT_DIGITS).contains(&text.len())
		&& Key::new(KeyKind::Lgtin, "00000000000000", Some(text), crate::gs1::CheckDigits::Trust)
			.is_ok()
}
