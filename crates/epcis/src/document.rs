//! What an EPCIS file contains: a document, the answer to a query, or bare events. Files of XML and CSV
//! become the JSON that says the same, so that everything else has one form to deal with.

use crate::{
	csv::{self, CsvError, CsvFault},
	fault::{Fault, Report, Source},
	json::{JsonError, Value},
	place::Place,
	xml::{self, XmlError},
};
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

/// An EPCIS file that is well-formed. Nothing else is checked yet.
#[derive(Clone, Debug)]
pub struct Document {
	root: Value,
	kind: Kind,
	/// Where its values stand in a file that is not JSON.
	place: Option<Place>,
}

/// Why a file is no EPCIS document of any kind.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
	/// It is not JSON.
	#[error("this is not a JSON document: {0}")]
	Json(#[from] JsonError),
	/// It begins like XML, but is no EPCIS document in XML.
	#[error("this is not an EPCIS document in XML: {0}")]
	Xml(#[from] XmlError),
	/// It begins like CSV, but cannot be read as events.
	#[error("this is not a table of events in CSV: {0}")]
	Csv(#[from] CsvError),
	/// It is JSON, but neither an object nor a list.
	#[error("an EPCIS document or an event is an object, but this file holds {0}")]
	NotEpcis(&'static str),
}

impl ReadError {
	/// What is wrong with the file and where, as of a document that is not valid.
	pub fn report(&self) -> Report {
		match self {
			Self::Json(JsonError { line, column, problem }) => {
				Report::of(Some(Source::character(*line, *column)), problem.to_string())
			},
			Self::Xml(XmlError { line, column, problem }) => {
				Report::of(Some(Source::character(*line, *column)), problem.to_string())
			},
			Self::Csv(CsvError { faults, more }) => {
				let fault = |fault: &CsvFault| Fault {
					pointer: String::new(),
					source: Some(Source {
						line: fault.line,
						name: fault.column.as_ref().map(|column| format!("column {column}")),
					}),
					message: fault.message.clone(),
				};
				Report { faults: faults.iter().map(fault).collect(), more: *more }
			},
			Self::NotEpcis(_) => Report::of(None, self.to_string()),
		}
	}
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
	/// Reads a file of JSON, of XML, which begins with `<`, or of CSV, whose first row has a column
	/// `eventTime`.
	pub fn parse(text: &str) -> Result<Self, ReadError> {
		if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
			let (root, place) = xml::read(text)?;
			return Self::of(root, Some(place));
		}
		if csv::is_table(text) {
			let (root, place) = csv::read(text)?;
			return Self::of(root, Some(place));
		}
		Self::of(Value::parse(text)?, None)
	}

	/// A document that is at hand as JSON.
	pub fn of_value(root: Value) -> Result<Self, ReadError> {
		Self::of(root, None)
	}

	fn of(root: Value, place: Option<Place>) -> Result<Self, ReadError> {
		let kind = match &root {
			Value::Array(_) => Kind::Events,
			Value::Object(object) => match object.get("type").and_then(Value::as_str) {
				Some("EPCISDocument") => Kind::Document,
				Some("EPCISQueryDocument") => Kind::QueryDocument,
				// A document whose `type` is missing or misspelt is still meant as one. An event may have a
				// field of that name.
				_ if object.get("epcisBody").is_some() && object.get("eventTime").is_none() => {
					Kind::Document
				},
				_ => Kind::Event,
			},
			other => return Err(ReadError::NotEpcis(other.kind())),
		};
		Ok(Self { root, kind, place })
	}

	/// The whole file.
	pub fn root(&self) -> &Value {
		&self.root
	}

	/// Where its values stand in a file that is not JSON.
	pub(crate) fn place(&self) -> Option<&Place> {
		self.place.as_ref()
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
