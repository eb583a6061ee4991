//! Which calls of the chain record the events of a document, and back: `docs/epcis.md` has the table.
//!
//! A [`Plan`] names goods by their keys, since ids, current numbers and proofs are the client's to add
//! when it signs. What an event says and no call carries is *kept*: off the chain, with the event hash id
//! on it. [`export`] makes the events again from calls and what was kept.

mod error;
mod goods;
mod ledger;
mod planner;
mod rebuild;
mod receipt;
mod relabelling;
mod sensors;
mod world;

use crate::{
	context::Namespaces,
	document::{Document, Kind},
	fault::Report,
	hash::event_hashes,
	json::{object, text_or_null, Object, Value},
	time,
	validate::validate,
	xml::context_of,
};
use planner::Planner;
pub use rebuild::{export, ExportError, Exported};
pub use relabelling::{NAMESPACE, PREFIX};
use thiserror::Error;
use world::World;

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
	/// What sensors read, as texts in the order of their times: of which a call has the root.
	pub readings: Vec<Value>,
	/// What its error declaration says that the chain can carry: where the event that it declares wrong is on
	/// record, that is declared erroneous in place of the calls.
	pub error: Option<Value>,
	/// Why the calls are these, where that needs a reason.
	pub note: Option<String>,
	/// What it says and no call says, so that whoever captures it must know.
	pub warning: Option<String>,
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
			("readings", self.readings.iter().cloned().collect()),
			(error::FIELD, self.error.clone().unwrap_or(Value::Null)),
			("note", text_or_null(self.note.as_deref())),
			("warning", text_or_null(self.warning.as_deref())),
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
	// What declares an event wrong has its time, and comes after it.
	ordered.sort_by_key(|(event, _)| {
		event.value.as_object().map_or((0, false), |event| (moment(event), declares_error(event)))
	});
	let ids = error::Ids::of(&ordered);

	let mut namespaces = Namespaces::default();
	document.root().as_object().into_iter().for_each(|root| namespaces.declare(root));
	let mut world = World::default();
	let mut steps = Vec::new();
	for (event, hash) in ordered {
		let Some(object) = event.value.as_object() else { continue };
		let kind = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
		let hash = hash.id();
		let is_relabelling = relabelling::is_relabelling(object, &mut namespaces);
		let planner = Planner::of(object, &hash, &mut world, is_relabelling);
		let (mut calls, mut note) = match planner.and_then(|planner| planner.calls(&kind)) {
			Ok(said) => said,
			Err(reason) => {
				world.undo();
				(Vec::new(), Some(reason))
			},
		};
		let said = sensors::said(object, &calls);
		calls.extend(said.calls);
		let error = error::declared(object, &hash, &ids);
		let declared = error.as_ref().map(|error| match error {
			Ok(_) => "where that is on record, capturing declares it erroneous instead",
			Err(reason) => reason,
		});
		for more in said.note.into_iter().chain(declared.map(str::to_owned)) {
			note = Some(note.map_or(more.clone(), |note| format!("{note}; {more}")));
		}
		let error = error.and_then(Result::ok);
		let warning = receipt::warning(object, &calls);
		let derived = rebuild::event(&kind, &hash, &calls);
		let kept = rebuild::kept(object, &derived);
		world.need_names(&calls);
		world.keep();
		let event = event.index.saturating_add(1);
		let (moment, readings) = (moment(object), said.readings);
		let mut step =
			Step { event, moment, kind, hash, calls, kept, readings, error, note, warning };
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
	matches!(name, "eventID" | "recordTime" | error::FIELD)
}

fn declares_error(event: &Object) -> bool {
	event.get(error::FIELD).is_some()
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
