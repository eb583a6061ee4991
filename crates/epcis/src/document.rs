//! What an EPCIS 2.0 file in JSON or JSON-LD contains: a document, the answer to a query, or bare
//! events.

use crate::json::{JsonError, Value};
use thiserror::Error;

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
	/// An `EPCISDocument`.
	Document,
	/// An `EPCISQueryDocument`.
	QueryDocument,
	/// One event without a document around it.
	Event,
	/// A list of events without a document around it.
	Events,
}

/// An EPCIS file that could be read as JSON. Nothing else is checked yet.
#[derive(Clone, Debug)]
pub struct Document {
	root: Value,
	kind: Kind,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
	/// It is not JSON.
	#[error("this is not a JSON document: {0}")]
	Json(#[from] JsonError),
	/// It looks like XML.
	#[error("this is XML; convert it to EPCIS 2.0 in JSON first")]
	Xml,
	/// It is JSON, but neither an object nor a list.
	#[error("an EPCIS document or an event is an object, but this file holds {0}")]
	NotEpcis(&'static str),
}

/// An event, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
	/// The event.
	pub value: &'a Value,
	/// Its place in the list of events, from 0.
	pub index: usize,
}

impl Document {
	/// Reads a file.
	pub fn parse(text: &str) -> Result<Self, ReadError> {
		if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
			return Err(ReadError::Xml);
		}
		let root = Value::parse(text)?;
		let kind = match &root {
			Value::Array(_) => Kind::Events,
			Value::Object(object) => match object.get("type").and_then(Value::as_str) {
				Some("EPCISDocument") => Kind::Document,
				Some("EPCISQueryDocument") => Kind::QueryDocument,
				// A document whose `type` is missing or misspelt is still meant as one.
				_ if object.get("epcisBody").is_some() => Kind::Document,
				_ => Kind::Event,
			},
			other => return Err(ReadError::NotEpcis(other.kind())),
		};
		Ok(Self { root, kind })
	}

	/// The whole file.
	pub fn root(&self) -> &Value {
		&self.root
	}

	/// What the file is.
	pub fn kind(&self) -> Kind {
		self.kind
	}

	/// The events in document order; `None` if the place where they belong is missing.
	pub fn events(&self) -> Option<Vec<Event<'_>>> {
		let list = match self.kind {
			Kind::Event => return Some(vec![Event { value: &self.root, index: 0 }]),
			Kind::Events => &self.root,
			Kind::Document | Kind::QueryDocument => {
				let body = self.root.get("epcisBody")?;
				body.get("eventList")
					.or_else(|| body.get("queryResults")?.get("resultsBody")?.get("eventList"))
					// Some systems write a single event without a list.
					.or_else(|| body.get("event"))?
			},
		};
		let events = match list {
			Value::Array(items) => items.as_slice(),
			single => core::slice::from_ref(single),
		};
		Some(events.iter().enumerate().map(|(index, value)| Event { value, index }).collect())
	}
}
