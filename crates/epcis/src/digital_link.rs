//! GS1 Digital Link URIs (GS1 Digital Link: URI Syntax 1.2): read on any domain, written in the
//! constrained canonical form that the event hash uses.

use crate::gs1::{CheckDigits, Key, KeyError, KeyKind};

/// Writes the canonical URI: `https://id.gs1.org`, numeric application identifiers, only the
/// finest level of identification.
pub(crate) fn write(key: &Key) -> String {
	let mut uri = format!("https://id.gs1.org/{}/", key.kind().ai());
	percent_encode(key.value(), &mut uri);
	if let (Some(ai), Some(text)) = (key.kind().qualifier_ai(), key.qualifier()) {
		uri.push('/');
		uri.push_str(ai);
		uri.push('/');
		percent_encode(text, &mut uri);
	}
	uri
}

/// Reads a Digital Link URI. Query strings are dropped; of several qualifiers the finest counts.
pub(crate) fn read(uri: &str, check: CheckDigits) -> Result<Key, KeyError> {
	let not_a_key = || KeyError::NotAKey(uri.to_owned());
	let path = path_of(uri).ok_or_else(not_a_key)?;
	let segments: Vec<&str> = path.split('/').collect();
	// What stands before the key belongs to the resolver. The first place where everything that
	// follows can be read as a key counts.
	let mut first_error = None;
	for (at, name) in segments.iter().enumerate() {
		let Some(ai) = primary(name) else { continue };
		let rest = segments.get(at.saturating_add(1)..).unwrap_or_default();
		match read_key(ai, rest, check) {
			Some(Ok(key)) => return Ok(key),
			Some(Err(error)) => first_error = first_error.or(Some(error)),
			None => {},
		}
	}
	Err(first_error.unwrap_or_else(not_a_key))
}

fn path_of(uri: &str) -> Option<&str> {
	let rest = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
	let rest = rest.split_once('?').map_or(rest, |(path, _)| path);
	if rest.contains('#') {
		return None;
	}
	rest.split_once('/').map(|(_, path)| path)
}

/// `None` if what follows cannot belong to such a key at all.
fn read_key(ai: &str, rest: &[&str], check: CheckDigits) -> Option<Result<Key, KeyError>> {
	let (value, qualifiers) = rest.split_first()?;
	let value = percent_decode(value)?;
	let starts_with_prefix = value.bytes().take_while(u8::is_ascii_digit).take(4).count() == 4;
	if !starts_with_prefix || qualifiers.len() % 2 != 0 {
		return None;
	}
	let mut found: Vec<(&str, String)> = Vec::new();
	for pair in qualifiers.chunks_exact(2) {
		let [name, text] = pair else { return None };
		let qualifier = qualifier(ai, name)?;
		found.push((qualifier, percent_decode(text)?));
	}
	let kind = kind_of(ai, &found)?;
	let text = kind
		.qualifier_ai()
		.and_then(|wanted| found.iter().find(|(ai, _)| *ai == wanted))
		.map(|(_, text)| text.as_str());
	Some(Key::new(kind, &value, text, check))
}

fn kind_of(ai: &str, found: &[(&str, String)]) -> Option<KeyKind> {
	let has = |ai: &str| found.iter().any(|(name, _)| *name == ai);
	Some(match ai {
		"00" => KeyKind::Sscc,
		"01" if has("21") => KeyKind::Sgtin,
		"01" if has("235") => KeyKind::Upui,
		"01" if has("10") => KeyKind::Lgtin,
		"01" => KeyKind::Gtin,
		"253" => KeyKind::Gdti,
		"255" => KeyKind::Gcn,
		"401" => KeyKind::Ginc,
		"402" => KeyKind::Gsin,
		"414" if has("254") => KeyKind::Sgln,
		"414" => KeyKind::Gln,
		"417" => KeyKind::Pgln,
		"8003" => KeyKind::Grai,
		"8004" => KeyKind::Giai,
		"8006" if has("21") => KeyKind::Sitip,
		"8006" if has("10") => KeyKind::Litip,
		"8006" => KeyKind::Itip,
		"8010" if has("8011") => KeyKind::Scpi,
		"8010" => KeyKind::Cpi,
		"8017" => KeyKind::Gsrnp,
		"8018" => KeyKind::Gsrn,
		_ => return None,
	})
}

/// The application identifier of a key, from itself or its short name.
fn primary(name: &str) -> Option<&'static str> {
	Some(match name {
		"00" | "sscc" => "00",
		"01" | "gtin" => "01",
		"253" | "gdti" => "253",
		"255" | "gcn" => "255",
		"401" | "ginc" => "401",
		"402" | "gsin" => "402",
		"414" | "gln" => "414",
		"417" | "party" => "417",
		"8003" | "grai" => "8003",
		"8004" | "giai" => "8004",
		"8006" | "itip" => "8006",
		"8010" | "cpid" => "8010",
		"8017" | "gsrnp" => "8017",
		"8018" | "gsrn" => "8018",
		_ => return None,
	})
}

/// The application identifier of a qualifier that may follow that key.
fn qualifier(key: &str, name: &str) -> Option<&'static str> {
	Some(match (key, name) {
		("01" | "8006", "22" | "cpv") => "22",
		("01" | "8006", "10" | "lot") => "10",
		("01" | "8006", "21" | "ser") => "21",
		("01", "235" | "tpx") => "235",
		("414", "254" | "glnx") => "254",
		("8010", "8011" | "cpsn") => "8011",
		_ => return None,
	})
}

/// Percent-encodes what the standard's table 7-1 lists and what RFC 3986 does not allow in a path.
fn percent_encode(text: &str, out: &mut String) {
	const HEX: &[u8; 16] = b"0123456789ABCDEF";
	for byte in text.bytes() {
		if byte.is_ascii_alphanumeric() || b"-._~';=".contains(&byte) {
			out.push(char::from(byte));
		} else {
			let digit =
				|nibble: u8| char::from(HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'));
			out.push('%');
			out.push(digit(byte >> 4));
			out.push(digit(byte & 0x0f));
		}
	}
}

/// `None` if a percent sign is not followed by two hexadecimal digits of an ASCII character.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
	let mut out = String::with_capacity(text.len());
	let mut characters = text.chars();
	while let Some(character) = characters.next() {
		if character == '%' {
			let high = characters.next()?.to_digit(16)?;
			let low = characters.next()?.to_digit(16)?;
			let code = u8::try_from(high * 16 + low).ok().filter(u8::is_ascii)?;
			out.push(char::from(code));
		} else {
			out.push(character);
		}
	}
	Some(out)
}
