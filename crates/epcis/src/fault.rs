//! What is wrong with a document, and where.

use crate::{json::Value, place::Place};
use std::fmt;

/// How many faults are listed before the rest is only counted.
pub const MAX_FAULTS: usize = 1_000;

/// One fault of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
	/// Where: a JSON Pointer (RFC 6901); empty for the document as a whole.
	pub pointer: String,
	/// Where in a file that is not JSON.
	pub source: Option<Source>,
	/// What was wrong and what is expected.
	pub message: String,
}

/// A place in a file: of XML or CSV, or of any that is not what it begins as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
	/// Line, from 1.
	pub line: usize,
	/// The element in angle brackets, or the column, by its name or counted in characters from 1; `None` if
	/// the whole line is meant.
	pub name: Option<String>,
}

impl Source {
	/// A character of a file, by its line and column.
	pub fn character(line: usize, column: usize) -> Self {
		Self { line, name: Some(format!("column {column}")) }
	}
}

impl fmt::Display for Source {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.name {
			Some(name) => write!(f, "line {}, {name}", self.line),
			None => write!(f, "line {}", self.line),
		}
	}
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.source {
			Some(source) => write!(f, "{source}: {}", self.message),
			None if self.pointer.is_empty() => write!(f, "document: {}", self.message),
			None => write!(f, "{}: {}", self.pointer, self.message),
		}
	}
}

/// What a validation found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
	/// The faults as they were found, [`MAX_FAULTS`] at most.
	pub faults: Vec<Fault>,
	/// How many more there were.
	pub more: usize,
}

impl Report {
	/// The report on a file in which one thing was found that ends its reading.
	pub fn of(source: Option<Source>, message: impl Into<String>) -> Self {
		let fault = Fault { pointer: String::new(), source, message: message.into() };
		Self { faults: vec![fault], more: 0 }
	}

	/// Whether nothing is wrong.
	pub fn is_valid(&self) -> bool {
		self.faults.is_empty()
	}

	/// Adds where each fault stands in the file that the document was read from.
	pub(crate) fn locate(&mut self, root: &Value, whole: &Place) {
		for fault in &mut self.faults {
			let Place { line, name, .. } = whole.at(root, &fault.pointer);
			fault.source = Some(Source { line: *line, name: Some(name.clone()) });
		}
	}
}

/// One step from a value to a part of it.
#[derive(Clone, Copy)]
enum Step<'a> {
	Field(&'a str),
	Item(usize),
}

/// Collects faults on the way through a document.
#[derive(Default)]
pub(crate) struct Collector<'a> {
	path: Vec<Step<'a>>,
	report: Report,
}

impl<'a> Collector<'a> {
	/// Does something one field deeper.
	pub fn in_field(&mut self, name: &'a str, inside: impl FnOnce(&mut Self)) {
		self.path.push(Step::Field(name));
		inside(self);
		self.path.pop();
	}

	/// Does something one item deeper.
	pub fn in_item(&mut self, index: usize, inside: impl FnOnce(&mut Self)) {
		self.path.push(Step::Item(index));
		inside(self);
		self.path.pop();
	}

	/// Notes a fault at the present place.
	pub fn fault(&mut self, message: impl Into<String>) {
		if self.report.faults.len() < MAX_FAULTS {
			let pointer = self.pointer();
			self.report.faults.push(Fault { pointer, source: None, message: message.into() });
		} else {
			self.report.more = self.report.more.saturating_add(1);
		}
	}

	/// What was found.
	pub fn finish(self) -> Report {
		self.report
	}

	fn pointer(&self) -> String {
		let mut pointer = String::new();
		for step in &self.path {
			pointer.push('/');
			match step {
				Step::Field(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
				Step::Item(index) => pointer.push_str(&index.to_string()),
			}
		}
		pointer
	}
}
