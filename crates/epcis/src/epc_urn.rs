//! EPC URNs of the GS1 EPC Tag Data Standard, as far as they stand for GS1 keys:
//! `urn:epc:id:sgtin:…`, `urn:epc:class:lgtin:…`, `urn:epc:idpat:sgtin:….*`.

use crate::gs1::{check_digit, CheckDigits, Key, KeyError, KeyKind};

/// Shortest and longest company prefix that an EPC URN may name.
const PREFIX_LENGTH: core::ops::RangeInclusive<usize> = 6..=12;

/// Reads an EPC URN. It carries no check digit; the right one is added.
pub(crate) fn read(urn: &str, check: CheckDigits) -> Result<Key, KeyError> {
	parts(urn)
		.ok_or_else(|| KeyError::NotAKey(urn.to_owned()))
		.and_then(|(kind, value, qualifier)| Key::new(kind, &value, qualifier.as_deref(), check))
}

fn parts(urn: &str) -> Option<(KeyKind, String, Option<String>)> {
	let (form, rest) = urn.strip_prefix("urn:epc:")?.split_once(':')?;
	let (scheme, body) = rest.split_once(':')?;
	let (prefix, body) = body.split_once('.')?;
	if !PREFIX_LENGTH.contains(&prefix.len()) || !is_digits(prefix) {
		return None;
	}
	match (form, scheme) {
		("id", "sgtin") => item(KeyKind::Sgtin, prefix, body),
		("class", "lgtin") => item(KeyKind::Lgtin, prefix, body),
		("id", "upui") => item(KeyKind::Upui, prefix, body),
		("idpat", "sgtin" | "upui") => {
			let reference = body.strip_suffix(".*")?;
			Some((KeyKind::Gtin, gtin(prefix, reference)?, None))
		},
		("id", "sscc") => Some((KeyKind::Sscc, with_first_digit(prefix, body, 17)?, None)),
		("id", "sgln") => place(prefix, body),
		("id", "pgln") => Some((KeyKind::Pgln, checked(prefix, body, 12)?, None)),
		("id", "grai") => serialised(KeyKind::Grai, "0", prefix, body),
		("id", "gdti") => serialised(KeyKind::Gdti, "", prefix, body),
		("id", "sgcn") => serialised(KeyKind::Gcn, "", prefix, body),
		("idpat", "grai") => class(KeyKind::Grai, "0", prefix, body),
		("idpat", "gdti") => class(KeyKind::Gdti, "", prefix, body),
		("idpat", "sgcn") => class(KeyKind::Gcn, "", prefix, body),
		("id", "giai") => Some((KeyKind::Giai, with_text(prefix, body)?, None)),
		("id", "ginc") => Some((KeyKind::Ginc, with_text(prefix, body)?, None)),
		("id", "gsrn") => Some((KeyKind::Gsrn, checked(prefix, body, 17)?, None)),
		("id", "gsrnp") => Some((KeyKind::Gsrnp, checked(prefix, body, 17)?, None)),
		("id", "gsin") => Some((KeyKind::Gsin, checked(prefix, body, 16)?, None)),
		("id", "cpi") => {
			let (part, serial) = body.rsplit_once('.')?;
			Some((KeyKind::Scpi, with_text(prefix, part)?, Some(serial.to_owned())))
		},
		("idpat", "cpi") => {
			Some((KeyKind::Cpi, with_text(prefix, body.strip_suffix(".*")?)?, None))
		},
		("id", "itip") => {
			let (piece, serial) = piece(prefix, body)?;
			Some((KeyKind::Sitip, piece, Some(decode(serial)?)))
		},
		("idpat", "itip") => {
			let (piece, serial) = piece(prefix, body)?;
			(serial == "*").then_some((KeyKind::Itip, piece, None))
		},
		_ => None,
	}
}

fn is_digits(text: &str) -> bool {
	text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits with their check digit, if there are exactly `length` of them.
fn close(digits: &str, length: usize) -> Option<String> {
	if digits.len() != length || !is_digits(digits) {
		return None;
	}
	check_digit(digits).map(|check| format!("{digits}{check}"))
}

fn checked(prefix: &str, reference: &str, length: usize) -> Option<String> {
	close(&format!("{prefix}{reference}"), length)
}

/// Keys whose first digit stands before the company prefix, and in the URN after it.
fn with_first_digit(prefix: &str, reference: &str, length: usize) -> Option<String> {
	let (first, rest) = reference.split_at_checked(1)?;
	close(&format!("{first}{prefix}{rest}"), length)
}

fn gtin(prefix: &str, reference: &str) -> Option<String> {
	with_first_digit(prefix, reference, 13)
}

fn with_text(prefix: &str, reference: &str) -> Option<String> {
	if reference.is_empty() {
		return None;
	}
	decode(reference).map(|text| format!("{prefix}{text}"))
}

fn item(kind: KeyKind, prefix: &str, body: &str) -> Option<(KeyKind, String, Option<String>)> {
	let (reference, text) = body.split_once('.')?;
	Some((kind, gtin(prefix, reference)?, Some(decode(text)?)))
}

/// The extension `0` says that there is none.
fn place(prefix: &str, body: &str) -> Option<(KeyKind, String, Option<String>)> {
	let (reference, extension) = body.split_once('.')?;
	let gln = checked(prefix, reference, 12)?;
	match extension {
		"0" => Some((KeyKind::Gln, gln, None)),
		_ => Some((KeyKind::Sgln, gln, Some(decode(extension)?))),
	}
}

/// Keys that carry their serial directly after the check digit.
fn serialised(
	kind: KeyKind,
	pad: &str,
	prefix: &str,
	body: &str,
) -> Option<(KeyKind, String, Option<String>)> {
	let (reference, serial) = body.split_once('.')?;
	if serial.is_empty() {
		return None;
	}
	let class = close(&format!("{pad}{prefix}{reference}"), pad.len().saturating_add(12))?;
	Some((kind, format!("{class}{}", decode(serial)?), None))
}

fn class(
	kind: KeyKind,
	pad: &str,
	prefix: &str,
	body: &str,
) -> Option<(KeyKind, String, Option<String>)> {
	let reference = body.strip_suffix(".*")?;
	let class = close(&format!("{pad}{prefix}{reference}"), pad.len().saturating_add(12))?;
	Some((kind, class, None))
}

/// GTIN, number of the piece and number of pieces of an ITIP; then what follows.
fn piece<'a>(prefix: &str, body: &'a str) -> Option<(String, &'a str)> {
	let mut fields = body.splitn(4, '.');
	let gtin = gtin(prefix, fields.next()?)?;
	let (piece, total, rest) = (fields.next()?, fields.next()?, fields.next()?);
	let two_digits = |text: &str| text.len() == 2 && is_digits(text);
	(two_digits(piece) && two_digits(total)).then(|| (format!("{gtin}{piece}{total}"), rest))
}

fn decode(text: &str) -> Option<String> {
	crate::digital_link::percent_decode(text)
}
