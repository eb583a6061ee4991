//! Canonical JSON (RFC 8785) of values without fractions.
//!
//! Own code, because the crate that would do it turns on a feature of `serde_json` for the whole
//! workspace. Certificates have no numbers but integers that every reader keeps exact, so that the
//! one hard part of the RFC, the digits of fractions, does not arise.

use crate::form::MAX_INTEGER;
use serde_json::Value;

/// The canonical text, or `None` if a number is no integer from 0 to [`MAX_INTEGER`].
pub fn text(value: &Value) -> Option<Vec<u8>> {
	let mut out = Vec::new();
	write(value, &mut out)?;
	Some(out)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Option<()> {
	match value {
		Value::Null => out.extend_from_slice(b"null"),
		Value::Bool(true) => out.extend_from_slice(b"true"),
		Value::Bool(false) => out.extend_from_slice(b"false"),
		Value::Number(number) => {
			let integer = number.as_u64().filter(|integer| *integer <= MAX_INTEGER)?;
			out.extend_from_slice(integer.to_string().as_bytes());
		},
		Value::String(text) => string(text, out)?,
		Value::Array(items) => {
			out.push(b'[');
			for (index, item) in items.iter().enumerate() {
				if index > 0 {
					out.push(b',');
				}
				write(item, out)?;
			}
			out.push(b']');
		},
		Value::Object(members) => {
			// Section 3.2.3: by the UTF-16 code units of the names.
			let mut sorted: Vec<_> = members.iter().collect();
			sorted.sort_by_cached_key(|(name, _)| name.encode_utf16().collect::<Vec<u16>>());
			out.push(b'{');
			for (index, (name, member)) in sorted.into_iter().enumerate() {
				if index > 0 {
					out.push(b',');
				}
				string(name, out)?;
				out.push(b':');
				write(member, out)?;
			}
			out.push(b'}');
		},
	}
	Some(())
}

/// `serde_json` escapes as section 3.2.2.2 asks: two-character escapes where JSON has them, four
/// lower-case digits for other control characters, nothing else.
fn string(text: &str, out: &mut Vec<u8>) -> Option<()> {
	serde_json::to_writer(out, text).ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn canonical(text: &str) -> Option<String> {
		let value = serde_json::from_str(text).unwrap();
		super::text(&value).map(|text| String::from_utf8(text).unwrap())
	}

	#[test]
	fn text_should_sort_members_as_the_rfc_does_when_names_are_not_ascii() {
		// RFC 8785, section 3.2.3.
		let given = "{ \"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \
			\"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\", \"1\": \"One\", \
			\"\\ud83d\\ude00\": \"Emoji: Grinning Face\", \"\\u0080\": \"Control\", \
			\"\\u00f6\": \"Latin Small Letter O With Diaeresis\" }";
		let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
		let text = canonical(given).unwrap();
		let places: Vec<usize> = order.iter().map(|word| text.find(word).unwrap()).collect();
		assert!(places.is_sorted(), "{text}");
	}

	#[test]
	fn text_should_escape_as_the_rfc_does_when_a_string_has_control_characters() {
		// RFC 8785, section 3.2.2.
		let given = r#"{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
			"literals": [null, true, false] }"#;
		let expected = "{\"literals\":[null,true,false],\
			\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
		assert_eq!(canonical(given).as_deref(), Some(expected));
		assert_eq!(canonical(r#""\b\t\f\r\u007f""#).as_deref(), Some("\"\\b\\t\\f\\r\u{7f}\""));
	}

	#[test]
	fn text_should_refuse_numbers_when_a_reader_may_round_them() {
		assert_eq!(canonical("9007199254740991").as_deref(), Some("9007199254740991"));
		for number in ["9007199254740992", "18446744073709551615", "-1", "1.5", "1e400"] {
			let value: Result<Value, _> = serde_json::from_str(number);
			assert!(value.ok().and_then(|value| super::text(&value)).is_none(), "{number}");
		}
	}
}
