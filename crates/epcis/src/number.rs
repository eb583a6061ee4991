//! Numbers as the pre-hash string writes them (CBV 2.0, section 8.9.2, rule on quantitative
//! values).

/// Most digits that a number in exponent notation is written out to.
const MAX_DIGITS: usize = 400;

/// The plain decimal of a number: no sign `+`, no leading or trailing zeros, no exponent.
///
/// All digits count: nothing passes through floating point. `None` if the text is not a number,
/// or if its exponent is so large that writing it out would be an abuse.
pub fn canonical(text: &str) -> Option<String> {
	let (negative, unsigned) = match text.as_bytes().first()? {
		b'-' => (true, text.get(1..)?),
		b'+' => (false, text.get(1..)?),
		_ => (false, text),
	};
	let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
		Some(at) => (unsigned.get(..at)?, exponent(unsigned.get(at.checked_add(1)?..)?)?),
		None => (unsigned, 0),
	};
	let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
	let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if (whole.is_empty() && fraction.is_empty()) || !are_digits(whole) || !are_digits(fraction) {
		return None;
	}

	let digits = format!("{whole}{fraction}");
	let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
	let skipped = digits.len().checked_sub(digits.trim_start_matches('0').len())?;
	let digits = digits.trim_matches('0');
	if digits.is_empty() {
		return Some("0".to_owned());
	}
	let point = point.checked_sub(i64::try_from(skipped).ok()?)?;
	let written = usize::try_from(point.unsigned_abs()).ok()?;
	if exponent != 0 && written > MAX_DIGITS {
		return None;
	}

	let mut out = String::new();
	if negative {
		out.push('-');
	}
	if point <= 0 {
		out.push_str("0.");
		out.push_str(&"0".repeat(written));
		out.push_str(digits);
	} else if written >= digits.len() {
		out.push_str(digits);
		out.push_str(&"0".repeat(written.saturating_sub(digits.len())));
	} else {
		let (before, after) = digits.split_at_checked(written)?;
		out.push_str(before);
		out.push('.');
		out.push_str(after);
	}
	Some(out)
}

fn exponent(text: &str) -> Option<i64> {
	let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
	if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
		return None;
	}
	text.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::canonical;

	#[test]
	fn canonical_should_write_a_plain_decimal_when_the_text_is_a_number() {
		for (text, expected) in [
			("1.0", "1"),
			("200.50", "200.5"),
			("0.3434000", "0.3434"),
			("007", "7"),
			("+12", "12"),
			("-0.0", "0"),
			("-4.20", "-4.2"),
			(".5", "0.5"),
			("5.", "5"),
			("0", "0"),
			("1e3", "1000"),
			("1.25E1", "12.5"),
			("12500e-4", "1.25"),
			("1e-7", "0.0000001"),
			("100", "100"),
			("12345678901234567890", "12345678901234567890"),
		] {
			assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
		}
	}

	#[test]
	fn canonical_should_refuse_when_the_text_is_no_number_or_an_abuse() {
		for text in [
			"", "-", ".", "e5", "1e", "1e+", "12a", "NaN", "inf", "1_000", "1.2.3", "1e999999",
			"０",
		] {
			assert_eq!(canonical(text), None, "{text}");
		}
	}
}
