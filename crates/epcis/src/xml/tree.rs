//! An XML file as a tree of elements: without document types and entities of its own, and bounded in
//! depth and in attributes, so that no file costs more than its length.

use super::{syntax, XmlError, XmlProblem};
use crate::json::MAX_DEPTH;
use quick_xml::{
	events::{BytesStart, Event},
	name::{NamespaceError, PrefixDeclaration, QName, ResolveResult},
	Error, NsReader, XmlVersion,
};
use std::collections::HashMap;

/// Most attributes of one element, its declarations of namespaces included.
const MAX_ATTRIBUTES: usize = 128;
/// Most different namespaces of one file, and most declarations that hold at one place of it.
const MAX_NAMESPACES: usize = 256;

/// The namespaces of EPCIS itself: their elements are told by their local names.
const OWN: &[&str] = &[
	"urn:epcglobal:epcis:xsd:1",
	"urn:epcglobal:epcis:xsd:2",
	"urn:epcglobal:epcis-query:xsd:1",
	"urn:epcglobal:epcis-query:xsd:2",
	"urn:epcglobal:epcis-masterdata:xsd:1",
	"urn:epcglobal:epcis-masterdata:xsd:2",
];
/// Says how to validate the file, nothing about events.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of CBV's master data attributes in XML, and as the context of JSON-LD writes it.
const MASTER_DATA: (&str, &str) = ("urn:epcglobal:cbv:mda", "urn:epcglobal:cbv:mda:");

/// An element.
#[derive(Debug)]
pub(super) struct Element {
	pub name: Name,
	pub attributes: Vec<(Name, String)>,
	pub children: Vec<Element>,
	/// Its text without that of its children, trimmed.
	pub text: String,
	/// The line on which it begins, from 1.
	pub line: usize,
	/// The column in which it begins, in characters from 1.
	pub column: usize,
}

impl Element {
	/// What is wrong with it.
	pub fn error(&self, problem: XmlProblem) -> XmlError {
		XmlError { line: self.line, column: self.column, problem }
	}
}

/// The name of an element or attribute as JSON-LD writes it: the bare local name for EPCIS's own,
/// otherwise with the prefix that stands for its namespace throughout the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
	pub text: String,
	pub is_own: bool,
}

impl Name {
	/// Whether it is EPCIS's own, and this one.
	pub fn is(&self, local: &str) -> bool {
		self.is_own && self.text == local
	}
}

/// What each prefix stands for, from the first to the last in the order of their appearance.
pub(super) type Prefixes = Vec<(String, String)>;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<(Element, Prefixes), XmlError> {
	let mut reader = NsReader::from_str(text);
	reader.config_mut().enable_all_checks(true);
	reader.resolver_mut().set_max_namespace_bindings(MAX_NAMESPACES);
	let mut tree = Tree::new(text);
	if let Some((at, character)) = text.char_indices().find(|(_, c)| !syntax::is_character(*c)) {
		tree.lines.advance(u64::try_from(at).unwrap_or(u64::MAX));
		return Err(tree.syntax(format!("XML has no character {character:?}")));
	}
	loop {
		let from = reader.buffer_position();
		let event = reader.read_event();
		tree.lines.advance(from);
		match event {
			Ok(Event::Start(start)) => {
				let element = tree.element(&reader, &start)?;
				if tree.open.len() >= MAX_DEPTH {
					return Err(tree.error(XmlProblem::TooDeep));
				}
				tree.open.push(element);
			},
			Ok(Event::Empty(start)) => {
				let element = tree.element(&reader, &start)?;
				tree.close(element)?;
			},
			// The reader compares the names.
			Ok(Event::End(_)) => {
				if let Some(element) = tree.open.pop() {
					tree.close(element)?;
				}
			},
			Ok(Event::Text(found)) => {
				if let Some(at) = found.find("]]>") {
					tree.lines.advance(from.saturating_add(u64::try_from(at).unwrap_or_default()));
					return Err(tree.syntax("`]]>` in a text is written `]]&gt;`"));
				}
				tree.text(&found.xml10_content())?;
			},
			Ok(Event::CData(found)) => tree.text(&found.xml10_content())?,
			Ok(Event::GeneralRef(reference)) => {
				let name = reference.xml10_content();
				let character = match reference.resolve_char_ref() {
					Ok(Some(character)) if syntax::is_character(character) => character.to_string(),
					_ => quick_xml::escape::resolve_predefined_entity(&name)
						.ok_or_else(|| tree.error(XmlProblem::Entity(name.to_string())))?
						.to_owned(),
				};
				tree.text(&character)?;
			},
			Ok(Event::DocType(_)) => return Err(tree.error(XmlProblem::DocumentType)),
			Ok(Event::Decl(found)) => {
				if from > 0 || !syntax::is_declaration(&found) {
					return Err(tree.syntax(
						"a declaration stands only at the beginning of a file, such as \
						 <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
					));
				}
			},
			Ok(Event::PI(found)) => {
				let target = found.target();
				if !syntax::is_bare_name(target) || target.eq_ignore_ascii_case("xml") {
					return Err(tree.syntax(format!("`{target}` cannot name an instruction")));
				}
			},
			Ok(Event::Comment(_)) => {},
			Ok(Event::Eof) => break,
			Err(error) => {
				tree.lines.advance(reader.error_position());
				return Err(tree.error(match error {
					Error::Namespace(NamespaceError::TooManyBindings(most)) => {
						XmlProblem::TooMany("namespaces", most)
					},
					other => XmlProblem::Syntax(other.to_string()),
				}));
			},
		}
	}
	match (tree.open.last(), tree.root.take()) {
		(None, Some(root)) => Ok((root, tree.prefixes)),
		(open, _) => {
			let name = open.map(|element| element.name.text.clone());
			Err(tree.error(XmlProblem::End(name)))
		},
	}
}

/// Counts lines, and characters of the last, up to a place that only moves on.
struct Lines<'t> {
	text: &'t str,
	at: usize,
	line: usize,
	column: usize,
}

impl Lines<'_> {
	fn advance(&mut self, to: u64) {
		let to = usize::try_from(to).unwrap_or(usize::MAX);
		let passed = self.text.as_bytes().get(self.at..to).unwrap_or_default();
		for byte in passed {
			if *byte == b'\n' {
				self.line = self.line.saturating_add(1);
				self.column = 1;
			} else if !is_continuation(*byte) {
				self.column = self.column.saturating_add(1);
			}
		}
		self.at = self.at.max(to);
	}
}

/// Whether a byte of UTF-8 goes on with a character that another began.
fn is_continuation(byte: u8) -> bool {
	byte & 0b1100_0000 == 0b1000_0000
}

/// A tree that is being read.
struct Tree<'t> {
	lines: Lines<'t>,
	open: Vec<Element>,
	root: Option<Element>,
	/// The prefix of each namespace.
	known: HashMap<String, String>,
	prefixes: Prefixes,
}

impl<'t> Tree<'t> {
	fn new(text: &'t str) -> Self {
		Self {
			lines: Lines { text, at: 0, line: 1, column: 1 },
			open: Vec::new(),
			root: None,
			known: HashMap::new(),
			prefixes: Vec::new(),
		}
	}

	fn error(&self, problem: XmlProblem) -> XmlError {
		XmlError { line: self.lines.line, column: self.lines.column, problem }
	}

	fn syntax(&self, what: impl Into<String>) -> XmlError {
		self.error(XmlProblem::Syntax(what.into()))
	}

	fn text(&mut self, text: &str) -> Result<(), XmlError> {
		if let Some(element) = self.open.last_mut() {
			element.text.push_str(text);
		} else if !text.trim().is_empty() {
			return Err(self.error(XmlProblem::Outside));
		}
		Ok(())
	}

	fn close(&mut self, mut element: Element) -> Result<(), XmlError> {
		element.text = element.text.trim().to_owned();
		match self.open.last_mut() {
			Some(parent) => parent.children.push(element),
			None if self.root.is_some() => return Err(self.error(XmlProblem::Outside)),
			None => self.root = Some(element),
		}
		Ok(())
	}

	fn element(
		&mut self,
		reader: &NsReader<&[u8]>,
		start: &BytesStart<'_>,
	) -> Result<Element, XmlError> {
		let Lines { line, column, .. } = self.lines;
		let tag = start.name().into_inner();
		if !syntax::is_name(tag) {
			return Err(self.syntax(syntax::not_a_name(tag)));
		}
		let name = self
			.name(reader, start.name(), true)?
			.ok_or_else(|| self.syntax(format!("<{tag}> is no data")))?;
		syntax::attributes(start.attributes_raw()).map_err(|what| self.syntax(what))?;
		let mut attributes = Vec::new();
		for (count, attribute) in start.attributes().enumerate() {
			if count >= MAX_ATTRIBUTES {
				return Err(self.error(XmlProblem::TooMany("attributes", MAX_ATTRIBUTES)));
			}
			let attribute = attribute.map_err(|error| self.syntax(error.to_string()))?;
			let value = attribute
				.normalized_value(XmlVersion::Explicit1_0)
				.map_err(|error| self.syntax(error.to_string()))?;
			if let Some(character) = value.chars().find(|c| !syntax::is_character(*c)) {
				return Err(self.syntax(format!("XML has no character {character:?}")));
			}
			match attribute.key.as_namespace_binding() {
				Some(PrefixDeclaration::Named(prefix)) => self.declare(prefix, &value)?,
				Some(PrefixDeclaration::Default) => {},
				None => {
					if let Some(name) = self.name(reader, attribute.key, false)? {
						attributes.push((name, value.trim().to_owned()));
					}
				},
			}
		}
		Ok(Element { name, attributes, children: Vec::new(), text: String::new(), line, column })
	}

	/// `None` for what says nothing about events.
	fn name(
		&mut self,
		reader: &NsReader<&[u8]>,
		name: QName<'_>,
		is_element: bool,
	) -> Result<Option<Name>, XmlError> {
		let (prefix, local) = {
			let (local, prefix) = name.decompose();
			(prefix.map(|prefix| prefix.into_inner().to_owned()), local.into_inner().to_owned())
		};
		if prefix.as_deref() == Some("xmlns") {
			return Err(self.syntax("the prefix `xmlns` declares others and names nothing"));
		}
		let namespace = if is_element {
			reader.resolver().resolve_element(name).0
		} else {
			reader.resolver().resolve_attribute(name).0
		};
		let namespace = match namespace {
			ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
			ResolveResult::Unbound => return Ok(Some(Name { text: local, is_own: true })),
			ResolveResult::Unknown(prefix) => {
				return Err(self.error(XmlProblem::Undeclared(prefix)));
			},
		};
		if namespace == SCHEMA_INSTANCE {
			return Ok(None);
		}
		if OWN.contains(&namespace.as_str()) {
			return Ok(Some(Name { text: local, is_own: true }));
		}
		let prefix = self.prefix_of(prefix.as_deref().unwrap_or_default(), &namespace)?;
		Ok(Some(Name { text: format!("{prefix}:{local}"), is_own: false }))
	}

	/// Keeps a declaration: texts may use the prefix too.
	fn declare(&mut self, prefix: &str, namespace: &str) -> Result<(), XmlError> {
		if namespace.is_empty() {
			return Err(
				self.syntax(format!("the prefix `{prefix}` is declared without a namespace"))
			);
		}
		if !OWN.contains(&namespace) && namespace != SCHEMA_INSTANCE {
			self.prefix_of(prefix, namespace)?;
		}
		Ok(())
	}

	/// The one prefix of a namespace: the first that the file gives it, or another if that one is
	/// taken or cannot stand in a URI.
	fn prefix_of(&mut self, wanted: &str, namespace: &str) -> Result<String, XmlError> {
		let (xml, json) = MASTER_DATA;
		let namespace = if namespace == xml { json } else { namespace };
		if let Some(prefix) = self.known.get(namespace) {
			return Ok(prefix.clone());
		}
		if self.prefixes.len() >= MAX_NAMESPACES {
			return Err(self.error(XmlProblem::TooMany("namespaces", MAX_NAMESPACES)));
		}
		let is_free = |prefix: &str| {
			crate::context::standard(prefix).is_none_or(|uri| uri == namespace)
				&& !self.prefixes.iter().any(|(known, _)| known == prefix)
		};
		let can_be_used = crate::uri::is_uri(&format!("{wanted}:x")) && is_free(wanted);
		let prefix = if can_be_used {
			wanted.to_owned()
		} else {
			(1..).map(|n| format!("ns{n}")).find(|prefix| is_free(prefix)).unwrap_or_default()
		};
		self.known.insert(namespace.to_owned(), prefix.clone());
		self.prefixes.push((prefix.clone(), namespace.to_owned()));
		Ok(prefix)
	}
}
