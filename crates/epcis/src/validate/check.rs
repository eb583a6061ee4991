//! Compares values with shapes.

use super::rules;
use crate::{
	fault::Collector,
	json::{Object, Value},
	time::is_date_time,
	uri::is_uri,
	vocabulary::Vocabulary,
};

/// What a value must be.
#[derive(Debug)]
pub(super) enum Form {
	/// Any text.
	Text,
	/// A URI.
	Uri,
	/// A date and time with `Z` or an offset.
	Time,
	/// An offset from UTC.
	Offset,
	/// A number.
	Number,
	/// `true` or `false`.
	Bool,
	/// Hexadecimal digits.
	Hex,
	/// A UN/CEFACT unit.
	Unit,
	/// Numbers between dots.
	Version,
	/// `ADD`, `OBSERVE` or `DELETE`.
	Action,
	/// One fixed text.
	Exactly(&'static str),
	/// A word of a vocabulary, or a URI of one's own.
	Word(&'static Vocabulary),
	/// A JSON-LD context.
	Context,
	/// A number, a text or an object.
	AttributeValue,
	/// One URI or a list of them.
	UriOrUris,
	/// A list.
	List(&'static List),
	/// An object.
	Shape(&'static Shape),
	/// An object of extensions only.
	Extensions,
	/// An event.
	Event,
}

/// A list and its items.
#[derive(Debug)]
pub(super) struct List {
	pub items: Form,
	pub at_least_one: bool,
	pub unique: bool,
}

/// An object and its fields.
#[derive(Debug)]
pub(super) struct Shape {
	/// What it is, in the user's words, with its article.
	pub what: &'static str,
	pub fields: &'static [Field],
	pub others: Others,
}

/// A field of an object.
#[derive(Debug)]
pub(super) struct Field {
	pub name: &'static str,
	pub form: Form,
	pub required: bool,
}

/// Which fields an object may have besides those that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Others {
	/// None.
	Refused,
	/// Extensions, whose names have a namespace.
	Namespaced,
	/// All.
	Any,
}

pub(super) const fn required(name: &'static str, form: Form) -> Field {
	Field { name, form, required: true }
}

pub(super) const fn optional(name: &'static str, form: Form) -> Field {
	Field { name, form, required: false }
}

/// Compares a value with a form.
pub(super) fn form<'a>(out: &mut Collector<'a>, value: &'a Value, form: &Form) {
	match form {
		Form::Text => text(out, value, "a text", |_| true),
		Form::Uri => text(out, value, "a URI, such as https://… or urn:…", is_uri),
		Form::Time => text(
			out,
			value,
			"a date and time with its offset, such as 2024-05-17T09:30:00.000+02:00",
			is_date_time,
		),
		Form::Offset => text(out, value, "an offset from UTC, -14:00 to +14:00", is_offset),
		Form::Hex => text(out, value, "hexadecimal digits, at least one", is_hex),
		Form::Unit => text(
			out,
			value,
			"a unit of UN/CEFACT Recommendation 20: two or three capital letters or digits, such as KGM",
			is_unit,
		),
		Form::Version => text(out, value, "a version, such as 2.0", is_version),
		Form::Action => {
			text(out, value, "one of ADD, OBSERVE and DELETE", |found| {
				matches!(found, "ADD" | "OBSERVE" | "DELETE")
			});
		},
		Form::Exactly(expected) => text(out, value, expected, |found| found == *expected),
		Form::Word(vocabulary) => word(out, value, vocabulary),
		Form::Number => {
			if !matches!(value, Value::Number(_)) {
				wrong(out, value, "a number, without quotation marks");
			}
		},
		Form::Bool => {
			if !matches!(value, Value::Bool(_)) {
				wrong(out, value, "true or false, without quotation marks");
			}
		},
		Form::AttributeValue => {
			if !matches!(value, Value::Number(_) | Value::String(_) | Value::Object(_)) {
				wrong(out, value, "a number, a text or an object");
			}
		},
		Form::Context => context(out, value),
		Form::UriOrUris => match value {
			Value::Array(items) => {
				for (index, item) in items.iter().enumerate() {
					out.in_item(index, |out| self::form(out, item, &Form::Uri));
				}
			},
			single => text(out, single, "a URI or a list of URIs", is_uri),
		},
		Form::List(expected) => list(out, value, expected),
		Form::Shape(expected) => shape(out, value, expected),
		Form::Extensions => extensions(out, value),
		Form::Event => rules::event(out, value),
	}
}

/// Compares a value with the shape of an object.
pub(super) fn shape<'a>(out: &mut Collector<'a>, value: &'a Value, expected: &Shape) {
	match value.as_object() {
		Some(object) => fields(out, object, expected),
		None => wrong(out, value, &format!("{}, which is an object", expected.what)),
	}
}

/// Compares the fields of an object with its shape.
pub(super) fn fields<'a>(out: &mut Collector<'a>, object: &'a Object, expected: &Shape) {
	for field in expected.fields {
		if field.required && object.get(field.name).is_none() {
			out.fault(format!("the field `{}` is missing: {} needs it", field.name, expected.what));
		}
	}
	for (name, value) in object.iter() {
		match expected.fields.iter().find(|field| field.name == name) {
			Some(field) => out.in_field(name, |out| form(out, value, &field.form)),
			None => other_field(out, name, expected),
		}
	}
}

fn other_field<'a>(out: &mut Collector<'a>, name: &'a str, expected: &Shape) {
	match expected.others {
		Others::Any => {},
		Others::Namespaced if is_uri(name) => {},
		Others::Namespaced => out.in_field(name, |out| {
			out.fault(format!(
				"the field `{name}` is not known in {}; an extension needs a namespace, \
				 such as `prefix:{name}` with the prefix declared in `@context`",
				expected.what
			));
		}),
		Others::Refused => out.in_field(name, |out| {
			let known: Vec<&str> = expected.fields.iter().map(|field| field.name).collect();
			out.fault(format!(
				"the field `{name}` is not allowed in {}; allowed are {}",
				expected.what,
				known.join(", ")
			));
		}),
	}
}

fn list<'a>(out: &mut Collector<'a>, value: &'a Value, expected: &List) {
	let Some(items) = value.as_array() else {
		wrong(out, value, "a list");
		return;
	};
	if expected.at_least_one && items.is_empty() {
		out.fault("the list is empty; at least one item is expected");
	}
	for (index, item) in items.iter().enumerate() {
		out.in_item(index, |out| form(out, item, &expected.items));
	}
	if expected.unique {
		unique(out, items);
	}
}

/// So many values that are no texts are compared with each other at most.
const COMPARED: usize = 256;

fn unique<'a>(out: &mut Collector<'a>, items: &'a [Value]) {
	// Texts, the usual case, are compared by sorting; the few other values one by one.
	let mut texts: Vec<(&str, usize)> = items
		.iter()
		.enumerate()
		.filter_map(|(index, item)| item.as_str().map(|text| (text, index)))
		.collect();
	texts.sort_unstable();
	let mut repeated: Vec<usize> = texts
		.windows(2)
		.filter_map(|pair| match pair {
			[(a, _), (b, index)] if a == b => Some(*index),
			_ => None,
		})
		.collect();
	repeated.sort_unstable();
	for index in repeated {
		out.in_item(index, |out| {
			out.fault("this item occurs twice; each may be in the list only once");
		});
	}
	let others: Vec<(usize, &Value)> = items
		.iter()
		.enumerate()
		.filter(|(_, item)| item.as_str().is_none())
		.take(COMPARED)
		.collect();
	for (place, (index, item)) in others.iter().enumerate() {
		if others.iter().take(place).any(|(_, earlier)| earlier == item) {
			out.in_item(*index, |out| {
				out.fault("this item occurs twice; each may be in the list only once");
			});
		}
	}
}

fn extensions<'a>(out: &mut Collector<'a>, value: &'a Value) {
	let Some(object) = value.as_object() else {
		wrong(out, value, "an object with the master data as extensions");
		return;
	};
	for (name, _) in object.iter() {
		if !is_uri(name) {
			out.in_field(name, |out| {
				out.fault(format!(
					"the field `{name}` needs a namespace, such as `cbvmda:{name}` or a prefix of \
					 your own that is declared in `@context`"
				));
			});
		}
	}
}

fn context<'a>(out: &mut Collector<'a>, value: &'a Value) {
	const EXPECTED: &str = "a JSON-LD context: a URI, an object, or a list of these";
	match value {
		Value::Object(_) => {},
		Value::Array(items) => {
			for (index, item) in items.iter().enumerate() {
				if item.as_object().is_none() && !item.as_str().is_some_and(is_uri) {
					out.in_item(index, |out| wrong(out, item, "a URI or an object with prefixes"));
				}
			}
			unique(out, items);
		},
		single => text(out, single, EXPECTED, is_uri),
	}
}

fn word<'a>(out: &mut Collector<'a>, value: &'a Value, vocabulary: &Vocabulary) {
	let Some(found) = value.as_str() else {
		wrong(out, value, &format!("a {}, which is a text", vocabulary.what));
		return;
	};
	if vocabulary.has(found) {
		return;
	}
	if vocabulary.reserved.iter().any(|start| found.starts_with(start)) {
		out.fault(match vocabulary.word_of(found) {
			Some(word) => format!("`{found}` is written `{word}` in JSON"),
			None => format!(
				"`{}` is in a namespace of GS1, whose {}s are written as bare words in JSON",
				shortened(found),
				vocabulary.what
			),
		});
	} else if !is_uri(found) {
		out.fault(format!(
			"`{}` is not a {} of the standard; expected is {}, or a URI of your own",
			shortened(found),
			vocabulary.what,
			expected_words(found, vocabulary)
		));
	}
}

/// All words of a small vocabulary; of a large one those that resemble what was found.
fn expected_words(found: &str, vocabulary: &Vocabulary) -> String {
	const SMALL: usize = 14;
	const NAMED: usize = 3;
	if vocabulary.words.len() <= SMALL {
		return format!("one of {}", vocabulary.words.join(", "));
	}
	let mut close: Vec<(usize, &str)> = vocabulary
		.words
		.iter()
		.map(|word| (common_start(found, word), *word))
		.filter(|(common, _)| *common >= NAMED)
		.collect();
	close.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
	let close: Vec<&str> = close.into_iter().take(NAMED).map(|(_, word)| word).collect();
	let examples = match close.as_slice() {
		[] => vocabulary.words.iter().take(NAMED).copied().collect::<Vec<_>>(),
		_ => close,
	};
	format!("one of its {} words, such as {}", vocabulary.words.len(), examples.join(", "))
}

/// How many characters two words begin with in common, capitals or not.
fn common_start(a: &str, b: &str) -> usize {
	a.chars().zip(b.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

fn text<'a>(
	out: &mut Collector<'a>,
	value: &'a Value,
	expected: &str,
	is_good: impl FnOnce(&str) -> bool,
) {
	match value.as_str() {
		Some(found) if is_good(found) => {},
		Some(found) => out.fault(format!("`{}` is not {expected}", shortened(found))),
		None => wrong(out, value, expected),
	}
}

fn wrong(out: &mut Collector<'_>, value: &Value, expected: &str) {
	out.fault(format!("found {}; expected is {expected}", value.kind()));
}

fn shortened(text: &str) -> String {
	const SHOWN: usize = 120;
	match text.char_indices().nth(SHOWN) {
		Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
		None => text.to_owned(),
	}
}

fn is_hex(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_unit(text: &str) -> bool {
	matches!(text.len(), 2 | 3)
		&& text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_version(text: &str) -> bool {
	text.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_offset(text: &str) -> bool {
	let [sign, a, b, colon, c, d] = text.as_bytes() else { return false };
	if !matches!(sign, b'+' | b'-') || *colon != b':' {
		return false;
	}
	match (a, b) {
		(b'0', b'0'..=b'9') | (b'1', b'0'..=b'3') => matches!(c, b'0'..=b'5') && d.is_ascii_digit(),
		(b'1', b'4') => *c == b'0' && *d == b'0',
		_ => false,
	}
}
