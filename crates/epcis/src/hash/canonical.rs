//! How a single value is written in the pre-hash string (CBV 2.0, section 8.9.2).

use super::order::Leaf;
use crate::{
	context::Namespaces,
	gs1::{CheckDigits, Key},
	json::Value,
	number, time,
	vocabulary::{self, Vocabulary},
};

/// A text, number or truth value; `None` for anything else and for what is empty.
pub(super) fn scalar(value: &Value, leaf: Leaf, namespaces: &Namespaces<'_>) -> Option<String> {
	let written = match value {
		Value::String(text) => text_of(text.trim(), leaf, namespaces),
		Value::Number(digits) => number::canonical(digits).unwrap_or_else(|| digits.clone()),
		Value::Bool(truth) => truth.to_string(),
		Value::Null | Value::Array(_) | Value::Object(_) => return None,
	};
	(!written.is_empty()).then_some(written)
}

fn text_of(text: &str, leaf: Leaf, namespaces: &Namespaces<'_>) -> String {
	match leaf {
		Leaf::Time => time::canonical(text).unwrap_or_else(|| text.to_owned()),
		Leaf::Word(vocabulary) => word(text, vocabulary, namespaces),
		Leaf::Plain => plain(text, namespaces),
	}
}

/// A word of a vocabulary in full; anything else as a plain text.
pub(super) fn word(text: &str, vocabulary: &Vocabulary, namespaces: &Namespaces<'_>) -> String {
	vocabulary.expand(text).unwrap_or_else(|| plain(text, namespaces))
}

/// Compact URIs in full, terms of CBV 1 as web URIs, numbers as plain decimals, GS1 keys as
/// canonical Digital Link URIs; anything else unchanged.
///
/// Numbers are recognised in texts too, because XML, for which the same hash must result, does not
/// tell them from texts.
pub(super) fn plain(text: &str, namespaces: &Namespaces<'_>) -> String {
	if let Some(digits) = number::canonical(text) {
		return digits;
	}
	let expanded = namespaces.expand(text);
	let text = expanded.as_deref().unwrap_or(text);
	if let Some(web) = vocabulary::web_uri(text) {
		return web;
	}
	match Key::read(text, CheckDigits::Trust) {
		Ok(key) => key.link(),
		Err(_) => text.to_owned(),
	}
}
