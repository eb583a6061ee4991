//! From calls back to events.

use super::{error, relabelling, LOT_DIGITS};
use crate::{
	document::Document,
	gs1::{CheckDigits, Key, KeyKind},
	hash::event_hashes,
	json::{object, Object, Value},
	number, time,
};
use thiserror::Error;

/// An EPCIS 2.0 document that was made from calls.
#[derive(Clone, Debug)]
pub struct Exported {
	/// The document.
	pub document: Value,
	/// The events whose hash is not the one that is on record: something of them is missing.
	pub differing: Vec<usize>,
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
	/// A member is missing or of another kind than expected.
	#[error("{place}: expected is {expected}")]
	Form {
		/// Where: a JSON Pointer.
		place: String,
		/// What is expected there.
		expected: &'static str,
	},
}

/// Makes the document whose events these calls record: the JSON of a [`super::Plan`], or the same from
/// another source. Fields that are kept by digest only come from `kept`; without it they are missing,
/// and the event is listed as differing.
pub fn export(plan: &Value) -> Result<Exported, ExportError> {
	let form = |place: String, expected| ExportError::Form { place, expected };
	let document = plan.get("document").and_then(Value::as_object);
	let document = document.ok_or_else(|| form("/document".to_owned(), "an object"))?;
	let steps = plan.get("events").and_then(Value::as_array);
	let steps = steps.ok_or_else(|| form("/events".to_owned(), "a list"))?;

	let mut events = Vec::new();
	for (index, step) in steps.iter().enumerate() {
		let text = |name: &str| {
			let place = format!("/events/{index}/{name}");
			step.get(name).and_then(Value::as_str).ok_or_else(|| form(place, "a text"))
		};
		let (kind, hash) = (text("type")?, text("hash")?);
		let calls = step.get("calls").and_then(Value::as_array);
		let calls = calls.ok_or_else(|| form(format!("/events/{index}/calls"), "a list"))?;
		let number: Option<usize> = match step.get("event") {
			None => Some(index.saturating_add(1)),
			Some(Value::Number(digits)) => digits.parse().ok().filter(|number| *number > 0),
			Some(_) => None,
		};
		let number =
			number.ok_or_else(|| form(format!("/events/{index}/event"), "a number from 1"))?;
		let kept = match step.get("kept") {
			None => None,
			Some(Value::Object(kept)) => Some(kept),
			Some(_) => return Err(form(format!("/events/{index}/kept"), "an object")),
		};
		let mut derived = self::event(kind, hash, calls);
		match step.get(error::FIELD) {
			None | Some(Value::Null) => {},
			Some(error @ Value::Object(_)) => {
				derived.push((error::FIELD.to_owned(), error.clone()));
			},
			Some(_) => {
				let place = format!("/events/{index}/{}", error::FIELD);
				return Err(form(place, "an object"));
			},
		}
		let event = overlaid(derived, kept);
		events.push((number, hash, event));
	}
	events.sort_by_key(|(number, ..)| *number);

	let list = events.iter().map(|(_, _, event)| event.clone()).collect();
	let body = object([("eventList", list)]);
	let others = document.iter().filter(|(name, _)| *name != "epcisBody");
	let mut members = self::members(others);
	if events.iter().any(|(_, _, event)| event.get(relabelling::FIELD).is_some()) {
		relabelling::declare(&mut members);
	}
	members.push(("epcisBody".to_owned(), body));
	let document = Value::Object(Object::from_members(members));

	let hashes = Document::of_value(document.clone()).ok().map(|made| event_hashes(&made));
	let hashes = hashes.and_then(Result::ok).unwrap_or_default();
	let mut found = hashes.iter();
	let differing = events
		.iter()
		.filter(|(_, hash, _)| found.next().is_none_or(|found| found.id() != *hash))
		.map(|(number, ..)| *number)
		.collect();
	Ok(Exported { document, differing })
}

/// Members as they are stored.
pub(super) fn members<'a>(all: impl Iterator<Item = (&'a str, &'a Value)>) -> Vec<(String, Value)> {
	all.map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// The event with what was kept: each field in place of the derived one, `null` for one that it does not
/// have.
fn overlaid(derived: Vec<(String, Value)>, kept: Option<&Object>) -> Value {
	let mut members = derived;
	for (name, value) in kept.into_iter().flat_map(Object::iter) {
		match members.iter_mut().find(|(known, _)| known == name) {
			Some((_, known)) => *known = value.clone(),
			None => members.push((name.to_owned(), value.clone())),
		}
	}
	members.retain(|(_, value)| !matches!(value, Value::Null));
	Value::Object(Object::from_members(members))
}

/// What an event has and the derived one does not say: each field that differs in more than spelling,
/// and `null` for one that the event does not have.
pub(super) fn kept(event: &Object, derived: &[(String, Value)]) -> Vec<(String, Value)> {
	let mut kept = Vec::new();
	for (name, value) in event.iter() {
		let said = derived.iter().find(|(known, _)| known == name).map(|(_, value)| value);
		let is_said = said.is_some_and(|said| canonical(name, said) == canonical(name, value));
		if !is_said {
			kept.push((name.to_owned(), value.clone()));
		}
	}
	for (name, _) in derived.iter().filter(|(name, _)| event.get(name).is_none()) {
		kept.push((name.clone(), Value::Null));
	}
	kept
}

/// A field in one spelling: keys as canonical links, times in UTC, lists in order.
fn canonical(name: &str, value: &Value) -> Value {
	let key = |uri: &Value| match uri.as_str().map(|uri| Key::read(uri, CheckDigits::Trust)) {
		Some(Ok(key)) => Value::String(key.link()),
		_ => uri.clone(),
	};
	let sorted = |mut items: Vec<Value>| {
		items.sort_by_cached_key(ToString::to_string);
		Value::Array(items)
	};
	let with_key = |object: &Value, member: &str| {
		let members = object.as_object().into_iter().flat_map(Object::iter);
		let members = members.map(|(name, value)| {
			let value = match value {
				Value::Number(digits) => {
					Value::Number(number::canonical(digits).unwrap_or_else(|| digits.clone()))
				},
				other if name == member => key(other),
				other => other.clone(),
			};
			(name.to_owned(), value)
		});
		Value::Object(Object::from_members(members.collect()))
	};
	let list = |member: &str| {
		let items = value.as_array().unwrap_or_default().iter();
		sorted(items.map(|item| with_key(item, member)).collect())
	};
	match name {
		"eventTime" => {
			let written = value.as_str().and_then(time::canonical);
			written.map_or_else(|| value.clone(), Value::String)
		},
		"parentID" => key(value),
		"epcList" | "childEPCs" | "inputEPCList" | "outputEPCList" => {
			sorted(value.as_array().unwrap_or_default().iter().map(key).collect())
		},
		"quantityList" | "childQuantityList" | "inputQuantityList" | "outputQuantityList" => {
			list("epcClass")
		},
		"readPoint" => with_key(value, "id"),
		"sourceList" => list("source"),
		"destinationList" => list("destination"),
		_ => value.clone(),
	}
}

/// The event that calls record, as far as they carry it.
pub(super) fn event(kind: &str, hash: &str, calls: &[Value]) -> Vec<(String, Value)> {
	let mut out = Derived { kind, hash, fields: vec![("type".to_owned(), kind.into())] };
	for call in calls {
		let name = call.get("call").and_then(Value::as_str).unwrap_or_default();
		let Some(args) = call.get("args") else { continue };
		out.call(name, args, call.get("signer"));
	}
	out.fields
}

struct Derived<'a> {
	kind: &'a str,
	hash: &'a str,
	fields: Vec<(String, Value)>,
}

impl Derived<'_> {
	/// Sets a field, unless an earlier call did.
	fn set(&mut self, name: &str, value: Value) {
		if !self.fields.iter().any(|(known, _)| known == name) {
			self.fields.push((name.to_owned(), value));
		}
	}

	fn push(&mut self, name: &str, item: Value) {
		match self.fields.iter_mut().find(|(known, _)| known == name) {
			Some((_, Value::Array(items))) => items.push(item),
			_ => self.fields.push((name.to_owned(), Value::Array(vec![item]))),
		}
	}

	fn call(&mut self, name: &str, args: &Value, signer: Option<&Value>) {
		let (epcs, quantities) = match self.kind {
			"AggregationEvent" => ("childEPCs", "childQuantityList"),
			"TransformationEvent" => ("outputEPCList", "outputQuantityList"),
			_ => ("epcList", "quantityList"),
		};
		let has_action = self.kind != "TransformationEvent";
		match name {
			"custody.commission" => {
				self.act("ADD", "commissioning", has_action);
				self.lot(args, args.get("quantity"), epcs, quantities);
			},
			"custody.transform" => {
				self.set("bizStep", "commissioning".into());
				for input in args.get("inputs").and_then(Value::as_array).unwrap_or_default() {
					let goods = input.get("object").unwrap_or(&Value::Null);
					self.goods(goods, "inputEPCList", "inputQuantityList");
				}
				let identity = args.get("identity").unwrap_or(&Value::Null);
				self.lot(identity, args.get("quantity"), epcs, quantities);
			},
			// No business step of CBV says that goods go on under another label.
			"custody.relabel" => {
				self.set(relabelling::FIELD, relabelling::RELABELLED.into());
				let goods = args.get("claim").unwrap_or(&Value::Null);
				self.goods(goods, "inputEPCList", "inputQuantityList");
				let identity = args.get("identity").unwrap_or(&Value::Null);
				self.lot(identity, args.get("quantity"), epcs, quantities);
			},
			"custody.pack" | "custody.unpack" => {
				let is_packing = name == "custody.pack";
				let (action, step) = match is_packing {
					true => ("ADD", "packing"),
					false => ("DELETE", "unpacking"),
				};
				self.act(action, step, true);
				let parent = match is_packing {
					true => args.get("sscc"),
					false => {
						args.get("parent").and_then(|unit| unit.get("logisticUnit")?.get("sscc"))
					},
				};
				if let Some(uri) = link(KeyKind::Sscc, parent, None) {
					self.set("parentID", uri);
				}
				for child in args.get("children").and_then(Value::as_array).unwrap_or_default() {
					self.goods(child, epcs, quantities);
				}
			},
			"custody.offer" | "custody.accept" => {
				let is_offer = name == "custody.offer";
				self.act("OBSERVE", if is_offer { "shipping" } else { "receiving" }, true);
				let (from, to) = if is_offer { (signer, args.get("to")) } else { (None, signer) };
				self.party("sourceList", "source", from);
				self.party("destinationList", "destination", to);
				self.goods(args.get("object").unwrap_or(&Value::Null), epcs, quantities);
			},
			"custody.receive" => {
				self.act("OBSERVE", "receiving", true);
				self.party("destinationList", "destination", signer);
				for received in args.get("goods").and_then(Value::as_array).unwrap_or_default() {
					let missing = received.get("missing").unwrap_or(&Value::Null);
					match received.get("reservation").and_then(Value::as_str) {
						Some("Damaged") => self.set("disposition", "damaged".into()),
						// What is missing may turn out to be nothing while it is not said.
						Some("Shortage") if !matches!(missing, Value::Null) => {
							self.set("disposition", "mismatch_quantity".into());
						},
						_ => {},
					}
					self.goods(received.get("object").unwrap_or(&Value::Null), epcs, quantities);
				}
			},
			"custody.destroy"
			| "custody.sell"
			| "custody.decommission"
			| "custody.report_missing"
			| "custody.take_back" => {
				match name {
					"custody.destroy" => self.act("DELETE", "destroying", true),
					"custody.sell" => self.act("DELETE", "retail_selling", true),
					"custody.decommission" => self.act("DELETE", "decommissioning", true),
					"custody.take_back" => {
						self.act("OBSERVE", "receiving", true);
						self.set("disposition", "returned".into());
					},
					_ => {
						self.set("action", "DELETE".into());
						self.set("disposition", "stolen".into());
					},
				}
				let goods = args.get("object").or_else(|| args.get("claim"));
				self.goods(goods.unwrap_or(&Value::Null), epcs, quantities);
			},
			"custody.observe" => {
				let word = |name| args.get(name).and_then(Value::as_str);
				self.act("OBSERVE", word("bizStep").unwrap_or("other"), true);
				self.set("disposition", word("disposition").unwrap_or("unknown").into());
				let what = args.get("what").unwrap_or(&Value::Null);
				let parent = what.get("logisticUnit").and_then(|unit| unit.get("sscc"));
				match link(KeyKind::Sscc, parent, None) {
					Some(uri) if self.kind == "AggregationEvent" => self.set("parentID", uri),
					_ => self.goods(what, epcs, quantities),
				}
			},
			_ => return,
		}
		self.circumstances(args);
	}

	fn act(&mut self, action: &str, step: &str, has_action: bool) {
		if has_action {
			self.set("action", action.into());
		}
		self.set("bizStep", step.into());
	}

	fn circumstances(&mut self, args: &Value) {
		if let Some(id) = link(KeyKind::Gln, args.get("place"), None) {
			self.set("readPoint", object([("id", id)]));
		}
		let part = |name| match args.get("time")?.get(name)? {
			Value::Number(digits) => digits.parse::<i64>().ok(),
			_ => None,
		};
		if let (Some(moment), Some(offset)) = (part("moment"), part("offset")) {
			if let Some(written) = time::written(moment) {
				self.set("eventTime", Value::String(written));
			}
			self.set("eventTimeZoneOffset", Value::String(time::written_offset(offset)));
		}
	}

	fn party(&mut self, list: &str, member: &str, gln: Option<&Value>) {
		if let Some(uri) = link(KeyKind::Pgln, gln, None) {
			let party = object([("type", "possessing_party".into()), (member, uri)]);
			self.set(list, Value::Array(vec![party]));
		}
	}

	/// A lot that was made: its items, or how much it is.
	fn lot(&mut self, lot: &Value, quantity: Option<&Value>, epcs: &str, quantities: &str) {
		let (gtin, number) = (lot.get("gtin"), lot.get("number").and_then(Value::as_str));
		let is_named =
			number != self.hash.split_once(';').and_then(|(_, digest)| digest.get(..LOT_DIGITS));
		let serials = lot.get("serials").and_then(Value::as_array).unwrap_or_default();
		for serial in serials {
			if let Some(uri) = link(KeyKind::Sgtin, gtin, serial.as_str()) {
				self.push(epcs, uri);
			}
		}
		if let (Some(number), true, false) = (number, is_named, serials.is_empty()) {
			self.set("ilmd", object([("cbvmda:lotNumber", number.into())]));
		}
		if serials.is_empty() {
			let class = match (number, is_named) {
				(Some(number), true) => link(KeyKind::Lgtin, gtin, Some(number)),
				_ => link(KeyKind::Gtin, gtin, None),
			};
			self.quantity(class, quantity, quantities);
		}
	}

	fn goods(&mut self, goods: &Value, epcs: &str, quantities: &str) {
		if let Some(unit) = goods.get("logisticUnit") {
			if let Some(uri) = link(KeyKind::Sscc, unit.get("sscc"), None) {
				self.push(epcs, uri);
			}
		} else if let Some(unit) = goods.get("unit") {
			let serial = unit.get("serial").and_then(Value::as_str);
			if let Some(uri) = link(KeyKind::Sgtin, unit.get("gtin"), serial) {
				self.push(epcs, uri);
			}
		} else if let Some(lot) = goods.get("lot") {
			let number = lot.get("number").and_then(Value::as_str);
			let class = link(KeyKind::Lgtin, lot.get("gtin"), number);
			self.quantity(class, lot.get("quantity"), quantities);
		} else if let Some(part) = goods.get("consignment") {
			match part.get("serials").and_then(Value::as_array) {
				Some(serials) => {
					for serial in serials {
						if let Some(uri) = link(KeyKind::Sgtin, part.get("gtin"), serial.as_str()) {
							self.push(epcs, uri);
						}
					}
				},
				None => {
					let lot = part.get("lot").and_then(Value::as_str);
					let class = link(KeyKind::Lgtin, part.get("gtin"), lot);
					self.quantity(class, part.get("quantity"), quantities);
				},
			}
		}
	}

	fn quantity(&mut self, class: Option<Value>, quantity: Option<&Value>, list: &str) {
		let Some(class) = class else { return };
		let text = |name| quantity?.get(name)?.as_str();
		let number = text("pieces")
			.map(str::to_owned)
			.or_else(|| Some(format!("{}e-6", text("micros")?)))
			.and_then(|digits| number::canonical(&digits));
		let mut members = vec![("epcClass".to_owned(), class)];
		members.extend(number.map(|digits| ("quantity".to_owned(), Value::Number(digits))));
		members.extend(text("unit").map(|unit| ("uom".to_owned(), unit.into())));
		self.push(list, Value::Object(Object::from_members(members)));
	}
}

/// The canonical link of a key, if it is one.
fn link(kind: KeyKind, value: Option<&Value>, qualifier: Option<&str>) -> Option<Value> {
	let value = value?.as_str()?;
	if kind.qualifier_ai().is_some() != qualifier.is_some() {
		return None;
	}
	Key::new(kind, value, qualifier, CheckDigits::Trust).ok().map(|key| Value::String(key.link()))
}
