//! What XML 1.0 and Namespaces in XML ask of a file and the reader below does not check.

/// White space of XML.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether XML has the character, whichever way it is written.
pub(super) fn is_character(character: char) -> bool {
	match character {
		'\t' | '\n' | '\r' => true,
		'\u{fffe}' | '\u{ffff}' => false,
		other => other >= ' ',
	}
}

/// Whether a text can name an element or attribute: with a prefix or without.
pub(super) fn is_name(text: &str) -> bool {
	match text.split_once(':') {
		Some((prefix, local)) => is_bare_name(prefix) && is_bare_name(local),
		None => is_bare_name(text),
	}
}

/// Whether a text is a name without a colon.
pub(super) fn is_bare_name(text: &str) -> bool {
	let mut characters = text.chars();
	let goes_on = |character| {
		begins_name(character)
			|| matches!(
				character,
				'-' | '.'
					| '0'..='9' | '\u{b7}'
					| '\u{300}'..='\u{36f}'
					| '\u{203f}'..='\u{2040}'
			)
	};
	characters.next().is_some_and(begins_name) && characters.all(goes_on)
}

fn begins_name(character: char) -> bool {
	matches!(
		character,
		'A'..='Z' | '_' | 'a'..='z'
			| '\u{c0}'..='\u{d6}'
			| '\u{d8}'..='\u{f6}'
			| '\u{f8}'..='\u{2ff}'
			| '\u{370}'..='\u{37d}'
			| '\u{37f}'..='\u{1fff}'
			| '\u{200c}'..='\u{200d}'
			| '\u{2070}'..='\u{218f}'
			| '\u{2c00}'..='\u{2fef}'
			| '\u{3001}'..='\u{d7ff}'
			| '\u{f900}'..='\u{fdcf}'
			| '\u{fdf0}'..='\u{fffd}'
			| '\u{10000}'..='\u{effff}'
	)
}

/// The attributes of a tag, after its name, with their values as they are written; or what is wrong with them.
pub(super) fn attributes(tag: &str) -> Result<Vec<(&str, &str)>, String> {
	let (mut found, mut rest) = (Vec::new(), tag);
	loop {
		let next = rest.trim_start_matches(SPACE);
		if next.is_empty() {
			return Ok(found);
		}
		if next.len() == rest.len() {
			return Err("white space is missing before an attribute".to_owned());
		}
		let Some((name, value, after)) = attribute(next) else {
			return Err("an attribute is written as name=\"value\"".to_owned());
		};
		if !is_name(name) {
			return Err(not_a_name(name));
		}
		if value.contains('<') {
			return Err(format!("the value of {name} has a `<`, which is written `&lt;`"));
		}
		found.push((name, value));
		rest = after;
	}
}

/// The first attribute: name, value, and what comes after it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
	let (name, rest) = text.split_once('=')?;
	let rest = rest.trim_start_matches(SPACE);
	let quote = rest.chars().next().filter(|character| matches!(character, '"' | '\''))?;
	let (value, after) = rest.strip_prefix(quote)?.split_once(quote)?;
	Some((name.trim_end_matches(SPACE), value, after))
}

/// What is said of something that is no name.
pub(super) fn not_a_name(text: &str) -> String {
	format!("`{text}` is not a name in XML")
}

/// Whether this is the XML declaration, without its brackets.
pub(super) fn is_declaration(text: &str) -> bool {
	let Some(Ok(found)) = text.strip_prefix("xml").map(attributes) else { return false };
	let mut found = found.into_iter().peekable();
	let version = found
		.next_if(|(name, _)| *name == "version")
		.and_then(|(_, value)| value.strip_prefix("1.").filter(|minor| !minor.is_empty()));
	let encoding = found.next_if(|(name, _)| *name == "encoding");
	let standalone = found.next_if(|(name, _)| *name == "standalone");
	version.is_some_and(|minor| minor.bytes().all(|byte| byte.is_ascii_digit()))
		&& encoding.is_none_or(|(_, value)| is_encoding(value))
		&& standalone.is_none_or(|(_, value)| matches!(value, "yes" | "no"))
		&& found.next().is_none()
}

fn is_encoding(text: &str) -> bool {
	text.starts_with(|first: char| first.is_ascii_alphabetic())
		&& text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
