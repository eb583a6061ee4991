//! EPCIS 1.2 and 2.0 documents in XML, as the JSON that says the same.
//!
//! Everything that an element says is kept: what the standard does not know becomes a field that
//! validation names. Extensions keep their names, with one prefix for each namespace.

mod shapes;
mod syntax;
mod tree;

use crate::{
	json::{Object, Value},
	number,
	place::{list, Members, Place, Placed},
	vocabulary::Vocabulary,
};
use shapes::{Field, Form, EVENT};
use std::fmt;
use thiserror::Error;
use tree::{Element, Name, Prefixes};

/// Why a file is not read as XML, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct XmlError {
	/// Line, from 1.
	pub line: usize,
	/// Column in characters, from 1.
	pub column: usize,
	/// What was found there.
	pub problem: XmlProblem,
}

/// What was found in place of an EPCIS document in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlProblem {
	/// What XML does not allow.
	Syntax(String),
	/// The file ends within an element, or has none.
	End(Option<String>),
	/// Text or elements outside the document's element.
	Outside,
	/// A document type: it could define entities.
	DocumentType,
	/// An entity that is none of XML's own five.
	Entity(String),
	/// Too many levels.
	TooDeep,
	/// Too many of something.
	TooMany(&'static str, usize),
	/// A prefix without a namespace.
	Undeclared(String),
	/// A root element of another kind.
	Root(String),
	/// An element or attribute that says again what another of the same element said.
	Twice(String),
}

impl fmt::Display for XmlProblem {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Syntax(what) => f.write_str(what),
			Self::End(Some(name)) => write!(f, "the file ends before the element <{name}> does"),
			Self::End(None) => f.write_str("the file has no element"),
			Self::Outside => f.write_str("nothing may stand beside the element of the document"),
			Self::DocumentType => f.write_str("a document type (<!DOCTYPE>) is not allowed here"),
			Self::Entity(name) => write!(f, "the entity &{name}; is not one of XML's own"),
			Self::TooDeep => {
				let most = crate::json::MAX_DEPTH;
				write!(f, "elements may lie at most {most} levels within each other")
			},
			Self::TooMany(what, most) => write!(f, "there are more than {most} {what}"),
			Self::Undeclared(prefix) => write!(f, "the prefix `{prefix}` has no namespace"),
			Self::Root(name) => write!(
				f,
				"found the element <{name}>; expected is EPCISDocument or EPCISQueryDocument"
			),
			Self::Twice(what) => write!(f, "{what} occurs twice in one element"),
		}
	}
}

/// The context that documents of the standard have.
pub(crate) const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// Reads a file as the document in JSON that says the same, and the place of each value.
pub(crate) fn read(text: &str) -> Result<(Value, Place), XmlError> {
	let (root, prefixes) = tree::read(text.strip_prefix('\u{feff}').unwrap_or(text))?;
	let form = if root.name.is("EPCISDocument") {
		shapes::DOCUMENT
	} else if root.name.is("EPCISQueryDocument") {
		shapes::QUERY_DOCUMENT
	} else {
		return Err(root.error(XmlProblem::Root(root.name.text.clone())));
	};
	let mut members = Members::default();
	members.add("@context", context(&prefixes, root.line));
	members.add("type", Placed::text(root.name.text.clone(), root.line, shown(&root.name)));
	Mapper { prefixes: &prefixes }.fields(&root, form, &mut members)?;
	let document = members.finish(root.line, shown(&root.name));
	Ok((document.value, document.place))
}

/// The `@context` of a document whose extensions have these prefixes.
pub(crate) fn context_of(prefixes: &[(String, String)]) -> Value {
	let standard = Value::String(CONTEXT.to_owned());
	if prefixes.is_empty() {
		return Value::Array(vec![standard]);
	}
	let own = prefixes.iter().map(|(prefix, uri)| (prefix.clone(), Value::String(uri.clone())));
	Value::Array(vec![standard, Value::Object(Object::from_members(own.collect()))])
}

fn context(prefixes: &Prefixes, line: usize) -> Placed {
	Placed::leaf(context_of(prefixes), line, "the namespaces")
}

fn shown(name: &Name) -> String {
	format!("<{}>", name.text)
}

struct Mapper<'p> {
	prefixes: &'p Prefixes,
}

impl Mapper<'_> {
	/// The attributes and children of an element as fields of an object.
	fn fields(
		&self,
		element: &Element,
		known: &'static [Field],
		out: &mut Members,
	) -> Result<(), XmlError> {
		let line = element.line;
		for (name, value) in &element.attributes {
			let field = known.iter().find(|field| name.is(field.xml));
			let (name, member) = match field {
				Some(field) => (field.json, self.scalar(value, &field.form, line, shown(name))),
				None => (name.text.as_str(), Placed::text(value, line, shown(name))),
			};
			if !out.add(name, member) {
				return Err(twice(format!("the attribute {name}"), element));
			}
		}
		for child in &element.children {
			if child.name.is("extension") || child.name.is("baseExtension") {
				// Where EPCIS 1.2 puts what came after 1.0.
				self.fields(child, known, out)?;
				continue;
			}
			match known.iter().find(|field| child.name.is(field.xml)) {
				Some(field) if field.many => {
					out.add_item(field.json, self.form(child, &field.form)?)
				},
				Some(field) => {
					if !out.add(field.json, self.form(child, &field.form)?) {
						return Err(twice(format!("the element {}", shown(&child.name)), child));
					}
				},
				None => out.add_or_list(&child.name.text, self.extension(child)),
			}
		}
		if !element.text.is_empty() {
			out.add_or_list("#text", Placed::text(&element.text, line, shown(&element.name)));
		}
		Ok(())
	}

	fn form(&self, element: &Element, form: &'static Form) -> Result<Placed, XmlError> {
		let (line, name) = (element.line, shown(&element.name));
		match form {
			Form::Object(known) => {
				let mut members = Members::default();
				self.fields(element, known, &mut members)?;
				Ok(members.finish(line, name))
			},
			// A list has nothing but its items: what has more is for validation to refuse.
			Form::List(..) | Form::Events
				if !element.attributes.is_empty() || !element.text.is_empty() =>
			{
				Ok(self.content(element))
			},
			Form::List(item, inner) => {
				let mut items = Vec::new();
				for child in &element.children {
					// What does not belong there is left for validation to refuse.
					items.push(match child.name.is(item) {
						true => self.form(child, inner)?,
						false => wrapped(child, self.extension(child)),
					});
				}
				Ok(list(items, line, name))
			},
			Form::Events => {
				let mut events = Vec::new();
				self.events(element, &mut events)?;
				Ok(list(events, line, name))
			},
			Form::Valued(attribute, inner, value) => {
				let mut members = Members::default();
				for (name, text) in &element.attributes {
					let (key, member) = match name.is(attribute) {
						true => (*attribute, self.scalar(text, inner, line, shown(name))),
						false => (name.text.as_str(), Placed::text(text, line, shown(name))),
					};
					if !members.add(key, member) {
						return Err(twice(format!("the attribute {key}"), element));
					}
				}
				let content = match element.children.is_empty() {
					true => Placed::text(&element.text, line, name.clone()),
					false => self.content(element),
				};
				match members.add(value, content) {
					true => Ok(members.finish(line, name)),
					false => Err(twice(format!("what {name} says"), element)),
				}
			},
			// A single value has neither attributes nor children: what has is for validation to refuse.
			_ if !element.attributes.is_empty() || !element.children.is_empty() => {
				Ok(self.extension(element))
			},
			_ => Ok(self.scalar(&element.text, form, line, name)),
		}
	}

	fn events(&self, element: &Element, out: &mut Vec<Placed>) -> Result<(), XmlError> {
		for child in &element.children {
			let is_bare = child.attributes.is_empty() && child.text.is_empty();
			if child.name.is("extension") && is_bare {
				self.events(child, out)?;
				continue;
			}
			let mut members = Members::default();
			let name = shown(&child.name);
			members.add("type", Placed::text(child.name.text.clone(), child.line, name.clone()));
			self.fields(child, EVENT, &mut members)?;
			out.push(members.finish(child.line, name));
		}
		Ok(())
	}

	fn scalar(&self, text: &str, form: &Form, line: usize, name: String) -> Placed {
		let text_value = || Value::String(text.to_owned());
		let value = match form {
			Form::Number => number::canonical(text).map_or_else(text_value, Value::Number),
			Form::Bool => match text {
				"true" | "1" => Value::Bool(true),
				"false" | "0" => Value::Bool(false),
				_ => text_value(),
			},
			Form::Word(vocabulary) => Value::String(self.word(text, vocabulary)),
			_ => text_value(),
		};
		Placed::leaf(value, line, name)
	}

	/// The bare word for a term of CBV, as JSON writes it.
	fn word(&self, text: &str, vocabulary: &Vocabulary) -> String {
		let expanded = || {
			let (prefix, local) = text.split_once(':')?;
			let uri = self.prefixes.iter().find(|(known, _)| known == prefix);
			let uri =
				uri.map(|(_, uri)| uri.as_str()).or_else(|| crate::context::standard(prefix))?;
			vocabulary.word_of(&format!("{uri}{local}")).map(str::to_owned)
		};
		let word = vocabulary.word_of(text).map(str::to_owned).or_else(expanded);
		word.unwrap_or_else(|| text.to_owned())
	}

	/// An element of which nothing is known: its text, or an object.
	fn extension(&self, element: &Element) -> Placed {
		if element.attributes.is_empty() && element.children.is_empty() {
			return Placed::text(&element.text, element.line, shown(&element.name));
		}
		self.content(element)
	}

	fn content(&self, element: &Element) -> Placed {
		let (line, mut members) = (element.line, Members::default());
		for (name, value) in &element.attributes {
			members.add_or_list(&name.text, Placed::text(value, line, shown(name)));
		}
		for child in &element.children {
			members.add_or_list(&child.name.text, self.extension(child));
		}
		if !element.text.is_empty() {
			members.add("#text", Placed::text(&element.text, line, shown(&element.name)));
		}
		members.finish(line, shown(&element.name))
	}
}

/// A value under the name of its element.
fn wrapped(element: &Element, value: Placed) -> Placed {
	let mut members = Members::default();
	members.add(&element.name.text, value);
	members.finish(element.line, shown(&element.name))
}

fn twice(what: String, element: &Element) -> XmlError {
	element.error(XmlProblem::Twice(what))
}
