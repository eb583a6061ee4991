//! Event hash ids (CBV 2.0, section 8.9): `ni:///sha-256;…?ver=CBV2.0` over a canonical string.
//!
//! An event is written as one string in which nothing depends on the order of fields, the names of
//! prefixes, the offset of times or the spelling of numbers and keys:
//!
//! 1. the type and the fields of `order`, each as `name=value`, lists sorted; extensions within a
//!    field at its end;
//! 2. then, sorted together, the lists of business transactions, destinations and sources, `ilmd`,
//!    the extensions, and whatever else the event says.
//!
//! That sources, destinations and transactions are sorted among what follows the sensor data, and
//! that a type stands before its value, is how GS1's reference generator and its test vectors
//! understand the section. `recordTime`, `eventID`, `errorDeclaration`, `@context` and comments do
//! not count, nor do the extensions that the document itself lists as `ignoreFields`.

mod canonical;
mod ignored;
mod order;
mod prehash;

use crate::{
	context::Namespaces,
	document::{Document, Kind},
	json::Value,
};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use thiserror::Error;

/// The canonical string of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventHash {
	prehash: String,
}

impl EventHash {
	/// The string that is hashed.
	pub fn prehash(&self) -> &str {
		&self.prehash
	}

	/// The SHA-256 digest of the string.
	pub fn digest(&self) -> [u8; 32] {
		Sha256::digest(self.prehash.as_bytes()).into()
	}

	/// The event hash id: a named-information URI (RFC 6920).
	pub fn id(&self) -> String {
		let mut id = String::with_capacity(89);
		id.push_str("ni:///sha-256;");
		for byte in self.digest() {
			// Writing to a text does not fail.
			write!(id, "{byte:02x}").unwrap_or_default();
		}
		id.push_str("?ver=CBV2.0");
		id
	}
}

/// Why the events of a document have no hash.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum HashError {
	/// There is no list of events.
	#[error("the document has no `epcisBody` with an `eventList`")]
	NoEvents,
	/// An event is not an object.
	#[error("event {0} is not an object")]
	NotAnObject(usize),
	/// An event does not say what it is.
	#[error("event {0} has no `type`, which is a text such as ObjectEvent")]
	NoType(usize),
}

/// The hashes of all events, in document order.
///
/// The document need not be valid: an event has a hash as soon as it has a type.
pub fn event_hashes(document: &Document) -> Result<Vec<EventHash>, HashError> {
	let events = document.events().ok_or(HashError::NoEvents)?;
	let mut namespaces = Namespaces::default();
	let mut ignored = ignored::Ignored::default();
	if matches!(document.kind(), Kind::Document | Kind::QueryDocument) {
		if let Some(root) = document.root().as_object() {
			namespaces.declare(root);
			ignored = ignored::Ignored::of(root, &namespaces);
		}
	}
	events
		.into_iter()
		.map(|event| {
			let number = event.index.saturating_add(1);
			let object = event.value.as_object().ok_or(HashError::NotAnObject(number))?;
			let name =
				object.get("type").and_then(Value::as_str).ok_or(HashError::NoType(number))?;
			let mark = namespaces.mark();
			namespaces.declare(object);
			let prehash = prehash::of_event(name, object, &mut namespaces, &ignored);
			namespaces.restore(mark);
			Ok(EventHash { prehash })
		})
		.collect()
}
