//! Where the values of a document stand in the file that they were read from.

use crate::json::{Object, Value};
use std::collections::HashMap;

/// Where a value stands, and its parts in the order in which the value has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
	/// Line, from 1.
	pub line: usize,
	/// The element in angle brackets, or the column.
	pub name: String,
	/// The places of its members or items.
	pub parts: Vec<Place>,
}

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Placed {
	pub value: Value,
	pub place: Place,
}

impl Placed {
	/// A value without parts of its own.
	pub fn leaf(value: Value, line: usize, name: impl Into<String>) -> Self {
		Self { value, place: Place { line, name: name.into(), parts: Vec::new() } }
	}

	/// A text without parts of its own.
	pub fn text(text: impl Into<String>, line: usize, name: impl Into<String>) -> Self {
		Self::leaf(Value::String(text.into()), line, name)
	}
}

impl Place {
	/// The place of the part that a JSON Pointer leads to, or of what comes closest around it.
	pub fn at(&self, root: &Value, pointer: &str) -> &Self {
		let (mut place, mut value) = (self, root);
		for step in pointer.split('/').skip(1) {
			let name = step.replace("~1", "/").replace("~0", "~");
			let index = match value {
				Value::Object(object) => object.iter().position(|(member, _)| member == name),
				Value::Array(_) => name.parse().ok(),
				_ => None,
			};
			let Some(index) = index else { break };
			let inner = match value {
				Value::Object(object) => object.iter().nth(index).map(|(_, inner)| inner),
				Value::Array(items) => items.get(index),
				_ => None,
			};
			let (Some(part), Some(inner)) = (place.parts.get(index), inner) else { break };
			(place, value) = (part, inner);
		}
		place
	}
}

/// Members of an object, each with its place.
#[derive(Debug, Default)]
pub(crate) struct Members {
	members: Vec<(String, Value)>,
	parts: Vec<Place>,
	/// Where each name stands: a file may have very many.
	index: HashMap<String, usize>,
}

impl Members {
	/// Adds a member; `false`, and nothing added, if there is one of that name.
	pub fn add(&mut self, name: &str, member: Placed) -> bool {
		if self.index.contains_key(name) {
			return false;
		}
		self.index.insert(name.to_owned(), self.members.len());
		self.members.push((name.to_owned(), member.value));
		self.parts.push(member.place);
		true
	}

	/// Adds an item to the list of that name, which begins with the first.
	pub fn add_item(&mut self, name: &str, item: Placed) {
		if self.known(name).is_some() {
			self.add_or_list(name, item);
		} else {
			let (line, place) = (item.place.line, item.place.name.clone());
			self.add(name, list(vec![item], line, place));
		}
	}

	/// Adds a member, or makes a list of those that have the same name.
	pub fn add_or_list(&mut self, name: &str, member: Placed) {
		let Some((value, place)) = self.known(name) else {
			self.add(name, member);
			return;
		};
		if !matches!(value, Value::Array(_)) {
			let first = core::mem::replace(value, Value::Null);
			*value = Value::Array(vec![first]);
			place.parts = vec![place.clone()];
		}
		if let Value::Array(items) = value {
			items.push(member.value);
			place.parts.push(member.place);
		}
	}

	fn known(&mut self, name: &str) -> Option<(&mut Value, &mut Place)> {
		let at = *self.index.get(name)?;
		let (_, value) = self.members.get_mut(at)?;
		Some((value, self.parts.get_mut(at)?))
	}

	/// The object.
	pub fn finish(self, line: usize, name: impl Into<String>) -> Placed {
		Placed {
			value: Value::Object(Object::from_members(self.members)),
			place: Place { line, name: name.into(), parts: self.parts },
		}
	}
}

/// A list of values.
pub(crate) fn list(items: Vec<Placed>, line: usize, name: impl Into<String>) -> Placed {
	let (values, parts) = items.into_iter().map(|item| (item.value, item.place)).unzip();
	Placed { value: Value::Array(values), place: Place { line, name: name.into(), parts } }
}
