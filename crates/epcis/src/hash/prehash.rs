//! Writes the pre-hash string of an event.

use super::{
	canonical::{plain, scalar, word},
	ignored::Ignored,
	order::{Form, Leaf, EVENT},
};
use crate::{
	context::Namespaces,
	json::{Object, Value},
	vocabulary::{Vocabulary, BIZ_TRANSACTION_TYPE, SOURCE_DEST_TYPE},
};

/// Fields of an event that say something about its record rather than about what happened.
const NOT_HASHED: &[&str] = &["type", "recordTime", "eventID", "errorDeclaration"];

/// Lists whose items are a value and its type.
static PAIRS: &[(&str, &str, &Vocabulary)] = &[
	("bizTransactionList", "bizTransaction", &BIZ_TRANSACTION_TYPE),
	("destinationList", "destination", &SOURCE_DEST_TYPE),
	("sourceList", "source", &SOURCE_DEST_TYPE),
];

/// The pre-hash string of an event whose own declarations are in `namespaces` already.
pub(super) fn of_event<'a>(
	name: &str,
	event: &'a Object,
	namespaces: &mut Namespaces<'a>,
	ignored: &Ignored,
) -> String {
	let mut writer = Writer { namespaces, ignored };
	let mut out = format!("eventType={}", plain(name.trim(), writer.namespaces));
	let mut rest = Vec::new();
	for (field, form) in EVENT {
		if let Some(value) = event.get(field) {
			out.push_str(&writer.ordered(field, form, value));
			rest.extend(writer.left_over(field, form, value));
		}
	}
	for (field, value) in event.iter() {
		let is_written =
			NOT_HASHED.contains(&field) || EVENT.iter().any(|(name, _)| *name == field);
		if is_written {
			continue;
		}
		match PAIRS.iter().find(|(list, ..)| *list == field) {
			Some((list, item, types)) => rest.extend(writer.pairs(list, item, types, value)),
			None => writer.member(field, value, &mut rest),
		}
	}
	out.push_str(&sorted(rest));
	out
}

/// All pieces in the order of their bytes.
fn sorted(mut pieces: Vec<String>) -> String {
	pieces.sort_unstable();
	pieces.concat()
}

fn items(value: &Value) -> &[Value] {
	match value {
		Value::Array(items) => items,
		single => core::slice::from_ref(single),
	}
}

/// What the items of a list are called that is named as one: `part` in a `partList`, as the elements
/// are that XML has in its place, and as GS1's reference generator writes them.
fn item_of(name: &str) -> Option<&str> {
	name.strip_suffix("List").filter(|item| !item.is_empty() && !item.ends_with('}'))
}

/// Whether a member is no data: declarations, comments, and text that is written elsewhere.
fn is_silent(name: &str, key: &str) -> bool {
	key == "#text"
		|| key == "comment"
		|| key == "@context"
		|| key.starts_with("@xmlns")
		|| name == "{http://www.w3.org/2000/01/rdf-schema#}comment"
}

struct Writer<'n, 'a> {
	namespaces: &'n mut Namespaces<'a>,
	ignored: &'n Ignored,
}

impl<'a> Writer<'_, 'a> {
	/// A field that has its place in the order, with all that has a place within it.
	fn ordered(&mut self, name: &str, form: &Form, value: &'a Value) -> String {
		match form {
			Form::Leaf(leaf) => self.leaves(name, *leaf, value),
			Form::Leaves(item) => {
				let inner = self.leaves(item, Leaf::Plain, value);
				if inner.is_empty() {
					inner
				} else {
					format!("{name}{inner}")
				}
			},
			Form::Group(fields) => {
				let groups = items(value).iter().map(|item| self.group(name, fields, item));
				sorted(groups.collect())
			},
			Form::Groups(item, fields) => {
				let groups = items(value).iter().map(|inner| self.group(item, fields, inner));
				let inner = sorted(groups.collect());
				if inner.is_empty() {
					inner
				} else {
					format!("{name}{inner}")
				}
			},
		}
	}

	/// `name=value` for each value, sorted.
	fn leaves(&self, name: &str, leaf: Leaf, value: &Value) -> String {
		let written = items(value).iter().filter_map(|item| {
			scalar(item, leaf, self.namespaces).map(|text| format!("{name}={text}"))
		});
		sorted(written.collect())
	}

	/// An object: its fields in their order, then its extensions.
	fn group(
		&mut self,
		name: &str,
		fields: &'static [(&'static str, Form)],
		value: &'a Value,
	) -> String {
		let Some(object) = value.as_object() else {
			return scalar(value, Leaf::Plain, self.namespaces)
				.map_or_else(String::new, |text| format!("{name}={text}"));
		};
		let mark = self.namespaces.mark();
		self.namespaces.declare(object);
		let mut inner = String::new();
		for (field, form) in fields {
			if let Some(value) = object.get(field) {
				inner.push_str(&self.ordered(field, form, value));
			}
		}
		let mut extensions = Vec::new();
		for (field, value) in object.iter() {
			let is_field = fields.iter().any(|(name, _)| *name == field);
			if !is_field && field.contains(':') {
				self.member(field, value, &mut extensions);
			}
		}
		inner.push_str(&sorted(extensions));
		self.namespaces.restore(mark);
		if inner.is_empty() {
			inner
		} else {
			format!("{name}{inner}")
		}
	}

	/// What an ordered field holds but its order does not name. It is written after everything
	/// else, within the names of what it lies in, so that no change of an event goes unnoticed.
	fn left_over(&mut self, name: &str, form: &Form, value: &'a Value) -> Vec<String> {
		let (item, fields) = match form {
			Form::Leaf(_) => return self.misplaced(name, value),
			Form::Leaves(item) => {
				let inner = sorted(self.misplaced(item, value));
				return if inner.is_empty() { vec![] } else { vec![format!("{name}{inner}")] };
			},
			Form::Group(fields) => (name, fields),
			Form::Groups(item, fields) => (*item, fields),
		};
		let mut pieces = Vec::new();
		for object in items(value).iter().filter_map(Value::as_object) {
			let mark = self.namespaces.mark();
			self.namespaces.declare(object);
			let mut inner = Vec::new();
			for (field, value) in object.iter() {
				match fields.iter().find(|(name, _)| *name == field) {
					Some((field, form)) => inner.extend(self.left_over(field, form, value)),
					None if !field.contains(':') => self.member(field, value, &mut inner),
					None => {},
				}
			}
			self.namespaces.restore(mark);
			if !inner.is_empty() {
				pieces.push(format!("{item}{}", sorted(inner)));
			}
		}
		match form {
			Form::Groups(..) if !pieces.is_empty() => vec![format!("{name}{}", sorted(pieces))],
			_ => pieces,
		}
	}

	/// Objects and lists where the order expects a single value.
	fn misplaced(&mut self, name: &str, value: &'a Value) -> Vec<String> {
		let mut pieces = Vec::new();
		for item in items(value) {
			if matches!(item, Value::Array(_) | Value::Object(_)) {
				self.element(name, item, &mut pieces);
			}
		}
		pieces
	}

	/// A list of values with their types: the type first, then the value.
	fn pairs(
		&mut self,
		list: &str,
		item: &str,
		types: &'static Vocabulary,
		value: &'a Value,
	) -> Option<String> {
		let mut pieces = Vec::new();
		for pair in items(value) {
			let Some(object) = pair.as_object() else {
				self.element(item, pair, &mut pieces);
				continue;
			};
			let mut piece = String::new();
			if let Some(name) = object.get("type").and_then(Value::as_str) {
				piece.push_str("type=");
				piece.push_str(&word(name.trim(), types, self.namespaces));
			}
			if let Some(value) = object.get(item) {
				piece.push_str(&self.leaves(item, Leaf::Plain, value));
			}
			let mut others = Vec::new();
			for (field, value) in object.iter() {
				if field != "type" && field != item {
					self.member(field, value, &mut others);
				}
			}
			piece.push_str(&sorted(others));
			pieces.push(piece);
		}
		let inner = sorted(pieces);
		(!inner.is_empty()).then(|| format!("{list}{inner}"))
	}

	/// A member that has no place in the order: an extension, or part of one.
	fn member(&mut self, key: &str, value: &'a Value, out: &mut Vec<String>) {
		let mark = self.namespaces.mark();
		if let Some(object) = value.as_object() {
			self.namespaces.declare(object);
		}
		let name = self.namespaces.name(key);
		if !is_silent(&name, key) && !self.ignored.has(&name) {
			self.element(&name, value, out);
		}
		self.namespaces.restore(mark);
	}

	/// `name=value`, or `name` and what an object holds; a list is written as its items, within its
	/// name if that is the name of a list.
	fn element(&mut self, name: &str, value: &'a Value, out: &mut Vec<String>) {
		match value {
			Value::Array(items) => match item_of(name) {
				Some(item) => {
					let mut inner = Vec::new();
					self.elements(item, items, &mut inner);
					if !inner.is_empty() {
						out.push(format!("{name}{}", sorted(inner)));
					}
				},
				None => self.elements(name, items, out),
			},
			Value::Object(object) => {
				let mark = self.namespaces.mark();
				self.namespaces.declare(object);
				let mut piece = name.to_owned();
				if let Some(text) =
					object.get("#text").and_then(|text| scalar(text, Leaf::Plain, self.namespaces))
				{
					piece.push('=');
					piece.push_str(&text);
				}
				let mut inner = Vec::new();
				for (key, value) in object.iter() {
					self.member(key, value, &mut inner);
				}
				piece.push_str(&sorted(inner));
				out.push(piece);
				self.namespaces.restore(mark);
			},
			Value::Null => {},
			single => out.push(match scalar(single, Leaf::Plain, self.namespaces) {
				Some(text) => format!("{name}={text}"),
				None => name.to_owned(),
			}),
		}
	}

	/// The items of a list, each under that name.
	fn elements(&mut self, name: &str, items: &'a [Value], out: &mut Vec<String>) {
		for item in items {
			match item {
				Value::Array(_) => {
					let mut inner = Vec::new();
					self.element("", item, &mut inner);
					out.push(format!("{name}{}", sorted(inner)));
				},
				_ => self.element(name, item, out),
			}
		}
	}
}
