//! Namespaces: what the prefixes of a JSON-LD `@context` stand for, at each level of a document.

use crate::json::{Object, Value};
use std::collections::HashMap;

/// The prefixes that GS1's own context declares, so that every EPCIS document has them.
const STANDARD: &[(&str, &str)] = &[
	("gs1", "https://gs1.org/voc/"),
	("cbv", "https://ref.gs1.org/cbv/"),
	("epcis", "https://ref.gs1.org/epcis/"),
	("cbvmda", "urn:epcglobal:cbv:mda:"),
	("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
	("owl", "http://www.w3.org/2002/07/owl#"),
	("xsd", "http://www.w3.org/2001/XMLSchema#"),
	("dcterms", "http://purl.org/dc/terms/"),
];

/// What a prefix of GS1's own context stands for.
pub(crate) fn standard(prefix: &str) -> Option<&'static str> {
	STANDARD.iter().find(|(name, _)| *name == prefix).map(|(_, uri)| *uri)
}

/// The prefixes in force at one place of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namespaces<'a> {
	/// What each prefix stands for, the innermost declaration last.
	uris: HashMap<&'a str, Vec<&'a str>>,
	/// The prefixes in the order in which they were declared.
	declared: Vec<&'a str>,
}

impl<'a> Namespaces<'a> {
	/// Adds what an object declares in `@context` or, as converters from XML do, in `@xmlns:…`.
	pub fn declare(&mut self, object: &'a Object) {
		for (name, value) in object.iter() {
			if name == "@context" {
				self.add_context(value);
			} else if let (Some(prefix), Some(uri)) = (name.strip_prefix("@xmlns:"), value.as_str())
			{
				self.add(prefix, uri);
			}
		}
	}

	fn add(&mut self, prefix: &'a str, uri: &'a str) {
		self.uris.entry(prefix).or_default().push(uri);
		self.declared.push(prefix);
	}

	/// How many declarations there are, for [`Self::restore`].
	pub fn mark(&self) -> usize {
		self.declared.len()
	}

	/// Forgets all declarations after `mark`.
	pub fn restore(&mut self, mark: usize) {
		for prefix in self.declared.drain(mark.min(self.declared.len())..) {
			if let Some(uris) = self.uris.get_mut(prefix) {
				uris.pop();
			}
		}
	}

	fn add_context(&mut self, context: &'a Value) {
		let entries = match context {
			Value::Array(items) => items.as_slice(),
			single => core::slice::from_ref(single),
		};
		for entry in entries.iter().filter_map(Value::as_object) {
			for (prefix, term) in entry.iter() {
				let uri = term.as_str().or_else(|| term.get("@id").and_then(Value::as_str));
				if let Some(uri) = uri {
					self.add(prefix, uri);
				}
			}
		}
	}

	fn uri_of(&self, prefix: &str) -> Option<&'a str> {
		let own = self.uris.get(prefix).and_then(|uris| uris.last());
		own.copied().or_else(|| standard(prefix))
	}

	/// Namespace and local name of a compact URI whose prefix is declared.
	fn split<'t>(&self, text: &'t str) -> Option<(&'a str, &'t str)> {
		let (prefix, local) = text.split_once(':')?;
		if local.starts_with("//") {
			return None;
		}
		self.uri_of(prefix).map(|uri| (uri, local))
	}

	/// The full URI of a compact one; `None` if it is none or its prefix is not declared.
	pub fn expand(&self, text: &str) -> Option<String> {
		self.split(text).map(|(uri, local)| format!("{uri}{local}"))
	}

	/// The name of an extension in full, whichever way it is written.
	pub fn full(&self, key: &str) -> String {
		self.expand(key).unwrap_or_else(|| key.to_owned())
	}

	/// The name of an extension as the pre-hash string writes it: `{namespace}local`.
	///
	/// A full URI is split where its local name begins, so that it makes no difference whether a
	/// name was written in full or with a prefix. Other names are left as they are.
	pub fn name(&self, key: &str) -> String {
		if let Some((uri, local)) = self.split(key) {
			return format!("{{{uri}}}{local}");
		}
		let separators: &[char] = match key.split_once(':') {
			Some(("http" | "https", _)) => &['/', '#'],
			Some(("urn", _)) => &[':', '#'],
			_ => return key.to_owned(),
		};
		let split = key.rfind(separators).and_then(|at| key.split_at_checked(at.checked_add(1)?));
		match split {
			Some((uri, local)) if !local.is_empty() => format!("{{{uri}}}{local}"),
			_ => key.to_owned(),
		}
	}
}
