//! Validation after GS1's JSON schema of EPCIS 2.0, in the user's words.
//!
//! `shapes` says which fields there are, `check` compares a value with its shape, and `rules` has
//! what one field demands of another.

mod check;
mod rules;
mod shapes;

use crate::{
	document::{Document, Kind},
	fault::{Collector, Report},
	json::Value,
};

/// Compares a document, a query document or bare events with the schema of EPCIS 2.0.
///
/// Everything that the schema refuses is a fault, and nothing else; `docs/epcis.md` has the exceptions. GS1 keys
/// are taken as URIs, as the schema does; [`crate::gs1::Key::parse`] tells whether one is well-formed.
pub fn validate(document: &Document) -> Report {
	let mut out = Collector::default();
	let root = document.root();
	match document.kind() {
		Kind::Document => check::shape(&mut out, root, &shapes::DOCUMENT),
		Kind::QueryDocument => check::shape(&mut out, root, &shapes::QUERY_DOCUMENT),
		Kind::Event => bare_event(&mut out, root),
		Kind::Events => {
			let events = root.as_array().unwrap_or_default();
			// A table may have no rows, as a document may have no events.
			if events.is_empty() && document.place().is_none() {
				out.fault("found an empty list; expected is a document, or at least one event");
			}
			for (index, event) in events.iter().enumerate() {
				out.in_item(index, |out| bare_event(out, event));
			}
		},
	}
	let mut report = out.finish();
	if let Some(place) = document.place() {
		report.locate(root, place);
	}
	report
}

/// An event without a document around it must bring its own `@context`.
fn bare_event<'a>(out: &mut Collector<'a>, event: &'a Value) {
	if event.as_object().is_some_and(|object| object.get("@context").is_none()) {
		out.fault(
			"the field `@context` is missing: an event without a document around it needs its own",
		);
	}
	rules::event(out, event);
}
