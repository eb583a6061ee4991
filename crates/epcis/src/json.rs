//! A small JSON reader (RFC 8259) for documents that become evidence.
//!
//! It differs from the usual readers in three points that matter here: members keep their order,
//! numbers keep their digits, and a member that occurs twice is refused, because two readers could
//! otherwise understand two different events.

use std::{
	collections::HashSet,
	fmt::{self, Write},
};
use thiserror::Error;

/// Most levels of objects and arrays within each other.
pub const MAX_DEPTH: usize = 64;

/// From how many members on a set is kept to find one that occurs twice.
const SMALL_OBJECT: usize = 16;

/// A JSON value.
#[derive(Clone, Debug)]
pub enum Value {
	/// `null`.
	Null,
	/// `true` or `false`.
	Bool(bool),
	/// A number, as it was written.
	Number(String),
	/// A text.
	String(String),
	/// A list.
	Array(Vec<Value>),
	/// Members in the order in which they were written.
	Object(Object),
}

/// The members of an object, each name once, in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
	/// An object of members whose names the caller knows to be different.
	pub(crate) fn from_members(members: Vec<(String, Value)>) -> Self {
		Self(members)
	}

	/// The member of that name.
	pub fn get(&self, name: &str) -> Option<&Value> {
		self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
	}

	/// All members.
	pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
		self.0.iter().map(|(key, value)| (key.as_str(), value))
	}

	/// All members in the order of their names.
	fn sorted(&self) -> impl Iterator<Item = (&str, &Value)> {
		let mut members: Vec<(&str, &Value)> = self.iter().collect();
		members.sort_by_key(|(name, _)| *name);
		members.into_iter()
	}

	/// How many members there are.
	pub fn len(&self) -> usize {
		self.0.len()
	}

	/// Whether there is no member.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}
}

/// An object with these members.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
	let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
	Value::Object(Object(members.collect()))
}

/// A text, or `null`.
pub(crate) fn text_or_null(text: Option<&str>) -> Value {
	text.map_or(Value::Null, Value::from)
}

impl From<&str> for Value {
	fn from(text: &str) -> Self {
		Self::String(text.to_owned())
	}
}

impl FromIterator<Self> for Value {
	/// A list.
	fn from_iter<I: IntoIterator<Item = Self>>(items: I) -> Self {
		Self::Array(items.into_iter().collect())
	}
}

impl Value {
	/// Reads one value; nothing but white space may follow it.
	pub fn parse(text: &str) -> Result<Self, JsonError> {
		let text = text.strip_prefix('\u{feff}').unwrap_or(text);
		let mut reader = Reader { text, at: 0 };
		reader.skip_space();
		let value = reader.value(0)?;
		reader.skip_space();
		match reader.peek() {
			None => Ok(value),
			Some(_) => Err(reader.error(Problem::Trailing)),
		}
	}

	/// The text, if it is one.
	pub fn as_str(&self) -> Option<&str> {
		match self {
			Self::String(text) => Some(text),
			_ => None,
		}
	}

	/// The object, if it is one.
	pub fn as_object(&self) -> Option<&Object> {
		match self {
			Self::Object(object) => Some(object),
			_ => None,
		}
	}

	/// The list, if it is one.
	pub fn as_array(&self) -> Option<&[Value]> {
		match self {
			Self::Array(items) => Some(items),
			_ => None,
		}
	}

	/// The member of that name, if it is an object that has one.
	pub fn get(&self, name: &str) -> Option<&Value> {
		self.as_object().and_then(|object| object.get(name))
	}

	/// What kind of value it is, in the user's words.
	pub fn kind(&self) -> &'static str {
		match self {
			Self::Null => "null",
			Self::Bool(_) => "true or false",
			Self::Number(_) => "a number",
			Self::String(_) => "a text",
			Self::Array(_) => "a list",
			Self::Object(_) => "an object",
		}
	}
}

/// Equal as JSON Schema understands it: the order of members and the spelling of numbers do not
/// matter.
impl PartialEq for Value {
	fn eq(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Null, Self::Null) => true,
			(Self::Bool(a), Self::Bool(b)) => a == b,
			(Self::Number(a), Self::Number(b)) => {
				a == b || crate::number::canonical(a) == crate::number::canonical(b)
			},
			(Self::String(a), Self::String(b)) => a == b,
			(Self::Array(a), Self::Array(b)) => a == b,
			(Self::Object(a), Self::Object(b)) => a.len() == b.len() && a.sorted().eq(b.sorted()),
			_ => false,
		}
	}
}

/// As compact JSON.
impl fmt::Display for Value {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Null => f.write_str("null"),
			Self::Bool(truth) => write!(f, "{truth}"),
			Self::Number(digits) => f.write_str(digits),
			Self::String(text) => f.write_str(&quote(text)),
			Self::Array(items) => {
				f.write_char('[')?;
				for (index, item) in items.iter().enumerate() {
					if index > 0 {
						f.write_char(',')?;
					}
					write!(f, "{item}")?;
				}
				f.write_char(']')
			},
			Self::Object(object) => {
				f.write_char('{')?;
				for (index, (name, member)) in object.iter().enumerate() {
					if index > 0 {
						f.write_char(',')?;
					}
					write!(f, "{}:{member}", quote(name))?;
				}
				f.write_char('}')
			},
		}
	}
}

/// Writes a text as a JSON string, with its quotes.
pub fn quote(text: &str) -> String {
	let mut out = String::with_capacity(text.len().saturating_add(2));
	out.push('"');
	for character in text.chars() {
		match character {
			'"' => out.push_str("\\\""),
			'\\' => out.push_str("\\\\"),
			'\n' => out.push_str("\\n"),
			'\r' => out.push_str("\\r"),
			'\t' => out.push_str("\\t"),
			control if control < ' ' => {
				// Writing to a text does not fail.
				write!(out, "\\u{:04x}", u32::from(control)).unwrap_or_default();
			},
			other => out.push(other),
		}
	}
	out.push('"');
	out
}

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct JsonError {
	/// Line, from 1.
	pub line: usize,
	/// Column in characters, from 1.
	pub column: usize,
	/// What was found there.
	pub problem: Problem,
}

/// What was found in place of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
	/// The text ends too early.
	End,
	/// A character that does not fit.
	Unexpected(char),
	/// Something follows the value.
	Trailing,
	/// An escape that is none, or half a surrogate pair.
	Escape,
	/// A control character that must be escaped.
	Control,
	/// A number that JSON does not allow.
	Number,
	/// Too many levels.
	TooDeep,
	/// A member that occurs twice.
	Twice(String),
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::End => f.write_str("the text ends before the JSON value does"),
			Self::Unexpected(found) => write!(f, "{found:?} is not expected here in JSON"),
			Self::Trailing => f.write_str("nothing may follow the JSON value"),
			Self::Escape => f.write_str("this escape sequence is not allowed in a JSON text"),
			Self::Control => f.write_str("a control character in a JSON text must be escaped"),
			Self::Number => f.write_str("this is not a number as JSON writes it"),
			Self::TooDeep => {
				write!(f, "objects and lists may lie at most {MAX_DEPTH} levels within each other")
			},
			Self::Twice(name) => write!(f, "the field `{name}` occurs twice in one object"),
		}
	}
}

struct Reader<'a> {
	text: &'a str,
	at: usize,
}

impl Reader<'_> {
	fn peek(&self) -> Option<u8> {
		self.text.as_bytes().get(self.at).copied()
	}

	fn advance(&mut self) {
		self.at = self.at.saturating_add(1);
	}

	fn skip_space(&mut self) {
		while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
			self.advance();
		}
	}

	fn slice(&self, from: usize) -> &str {
		self.text.get(from..self.at).unwrap_or_default()
	}

	fn error(&self, problem: Problem) -> JsonError {
		let before = self.text.get(..self.at).unwrap_or(self.text);
		let line = before.matches('\n').count().saturating_add(1);
		let last = before.rsplit('\n').next().unwrap_or_default();
		JsonError { line, column: last.chars().count().saturating_add(1), problem }
	}

	fn unexpected(&self) -> JsonError {
		match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
			Some(found) => self.error(Problem::Unexpected(found)),
			None => self.error(Problem::End),
		}
	}

	fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
		match self.peek() {
			Some(b'{') => self.object(depth),
			Some(b'[') => self.array(depth),
			Some(b'"') => self.string().map(Value::String),
			Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
			Some(b't') => self.word("true", Value::Bool(true)),
			Some(b'f') => self.word("false", Value::Bool(false)),
			Some(b'n') => self.word("null", Value::Null),
			_ => Err(self.unexpected()),
		}
	}

	fn word(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
		let rest = self.text.get(self.at..).unwrap_or_default();
		if rest.starts_with(word) {
			self.at = self.at.saturating_add(word.len());
			Ok(value)
		} else {
			Err(self.unexpected())
		}
	}

	fn enter(&mut self, depth: usize) -> Result<usize, JsonError> {
		if depth >= MAX_DEPTH {
			return Err(self.error(Problem::TooDeep));
		}
		self.advance();
		self.skip_space();
		Ok(depth.saturating_add(1))
	}

	/// After an item: whether another follows. `close` ends the list or object.
	fn more(&mut self, close: u8) -> Result<bool, JsonError> {
		self.skip_space();
		match self.peek() {
			Some(b',') => {
				self.advance();
				self.skip_space();
				Ok(true)
			},
			Some(found) if found == close => {
				self.advance();
				Ok(false)
			},
			_ => Err(self.unexpected()),
		}
	}

	fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
		let depth = self.enter(depth)?;
		let mut items = Vec::new();
		if self.peek() == Some(b']') {
			self.advance();
			return Ok(Value::Array(items));
		}
		loop {
			items.push(self.value(depth)?);
			if !self.more(b']')? {
				return Ok(Value::Array(items));
			}
		}
	}

	fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
		let depth = self.enter(depth)?;
		let mut members: Vec<(String, Value)> = Vec::new();
		let mut seen: HashSet<String> = HashSet::new();
		if self.peek() == Some(b'}') {
			self.advance();
			return Ok(Value::Object(Object(members)));
		}
		loop {
			if self.peek() != Some(b'"') {
				return Err(self.unexpected());
			}
			let start = self.at;
			let name = self.string()?;
			let twice = if members.len() < SMALL_OBJECT {
				members.iter().any(|(key, _)| *key == name)
			} else {
				if seen.is_empty() {
					seen.extend(members.iter().map(|(key, _)| key.clone()));
				}
				!seen.insert(name.clone())
			};
			if twice {
				self.at = start;
				return Err(self.error(Problem::Twice(name)));
			}
			self.skip_space();
			if self.peek() != Some(b':') {
				return Err(self.unexpected());
			}
			self.advance();
			self.skip_space();
			members.push((name, self.value(depth)?));
			if !self.more(b'}')? {
				return Ok(Value::Object(Object(members)));
			}
		}
	}

	fn string(&mut self) -> Result<String, JsonError> {
		self.advance();
		let mut out = String::new();
		let mut from = self.at;
		loop {
			match self.peek() {
				None => return Err(self.error(Problem::End)),
				Some(b'"') => {
					out.push_str(self.slice(from));
					self.advance();
					return Ok(out);
				},
				Some(b'\\') => {
					out.push_str(self.slice(from));
					out.push(self.escape()?);
					from = self.at;
				},
				Some(control) if control < b' ' => return Err(self.error(Problem::Control)),
				Some(_) => self.advance(),
			}
		}
	}

	fn escape(&mut self) -> Result<char, JsonError> {
		self.advance();
		let plain = match self.peek() {
			Some(b'"') => '"',
			Some(b'\\') => '\\',
			Some(b'/') => '/',
			Some(b'b') => '\u{8}',
			Some(b'f') => '\u{c}',
			Some(b'n') => '\n',
			Some(b'r') => '\r',
			Some(b't') => '\t',
			Some(b'u') => {
				self.advance();
				return self.unicode();
			},
			_ => return Err(self.error(Problem::Escape)),
		};
		self.advance();
		Ok(plain)
	}

	fn unicode(&mut self) -> Result<char, JsonError> {
		let first = self.hex4()?;
		let code = if (0xd800..0xdc00).contains(&first) {
			let rest = self.text.get(self.at..).unwrap_or_default();
			if !rest.starts_with("\\u") {
				return Err(self.error(Problem::Escape));
			}
			self.at = self.at.saturating_add(2);
			let second = self.hex4()?;
			if !(0xdc00..0xe000).contains(&second) {
				return Err(self.error(Problem::Escape));
			}
			0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff)
		} else {
			first
		};
		char::from_u32(code).ok_or_else(|| self.error(Problem::Escape))
	}

	fn hex4(&mut self) -> Result<u32, JsonError> {
		let mut code = 0;
		for _ in 0..4 {
			let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
			let Some(digit) = digit else { return Err(self.error(Problem::Escape)) };
			code = (code << 4) + digit;
			self.advance();
		}
		Ok(code)
	}

	fn digits(&mut self) -> usize {
		let from = self.at;
		while matches!(self.peek(), Some(b'0'..=b'9')) {
			self.advance();
		}
		self.at.saturating_sub(from)
	}

	fn number(&mut self) -> Result<String, JsonError> {
		let from = self.at;
		if self.peek() == Some(b'-') {
			self.advance();
		}
		let leading_zero = self.peek() == Some(b'0');
		let whole = self.digits();
		if whole == 0 || (leading_zero && whole > 1) {
			return Err(self.error(Problem::Number));
		}
		if self.peek() == Some(b'.') {
			self.advance();
			if self.digits() == 0 {
				return Err(self.error(Problem::Number));
			}
		}
		if matches!(self.peek(), Some(b'e' | b'E')) {
			self.advance();
			if matches!(self.peek(), Some(b'+' | b'-')) {
				self.advance();
			}
			if self.digits() == 0 {
				return Err(self.error(Problem::Number));
			}
		}
		Ok(self.slice(from).to_owned())
	}
}
