//! Times as EPCIS writes them (RFC 3339) and as the pre-hash string writes them: UTC with
//! milliseconds.

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// The minute of a day in UTC that may have a leap second (RFC 3339, section 5.7).
const LEAP_MINUTE: i64 = 23 * 60 + 59;

/// Whether the text is a date and time of RFC 3339, with `Z` or an offset.
pub fn is_date_time(text: &str) -> bool {
	millis(text).is_some()
}

/// The same moment as `YYYY-MM-DDTHH:MM:SS.mmmZ`; a fourth decimal of 5 or more rounds up.
///
/// `None` if the text is no date and time of RFC 3339, or if in UTC its year has not four digits.
pub fn canonical(text: &str) -> Option<String> {
	written(millis(text)?)
}

/// A moment, in milliseconds since 1970, as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
pub fn written(at: i64) -> Option<String> {
	let (year, month, day) = civil(at.div_euclid(DAY));
	if !(0..=9999).contains(&year) {
		return None;
	}
	let rest = at.rem_euclid(DAY);
	let (hour, minute) = (rest / (60 * MINUTE), rest / MINUTE % 60);
	let (second, milli) = (rest / 1000 % 60, rest % 1000);
	Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"))
}

/// Milliseconds since 1970 in UTC; `None` if the text is no date and time of RFC 3339.
pub fn millis(text: &str) -> Option<i64> {
	zoned(text).map(|(millis, _)| millis)
}

/// Milliseconds since 1970 in UTC, and the minutes by which the clock was ahead of UTC that the text was read
/// from; `None` if the text is no date and time of RFC 3339.
pub fn zoned(text: &str) -> Option<(i64, i64)> {
	let number = |range: core::ops::Range<usize>| -> Option<i64> {
		let part = text.get(range)?;
		part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
	};
	let is = |at: usize, allowed: &[u8]| {
		text.as_bytes().get(at).is_some_and(|byte| allowed.contains(byte))
	};
	if !is(4, b"-") || !is(7, b"-") || !is(10, b"Tt") || !is(13, b":") || !is(16, b":") {
		return None;
	}
	let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
	let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
	let in_range = (1..=12).contains(&month)
		&& (1..=days_of(year, month)).contains(&day)
		&& hour < 24
		&& minute < 60
		&& second <= 60;
	if !in_range {
		return None;
	}

	let rest = text.get(19..)?;
	let (milli, offset) = match rest.strip_prefix('.') {
		Some(rest) => {
			let end = rest.find(|c: char| !c.is_ascii_digit())?;
			(rounded_millis(rest.get(..end)?)?, rest.get(end..)?)
		},
		None => (0, rest),
	};
	let local =
		days(year, month, day) * DAY + (hour * 60 + minute) * MINUTE + second * 1000 + milli;
	let minutes = offset_minutes(offset)?;
	let of_day = hour * 60 + minute - minutes;
	if second == 60 && of_day.rem_euclid(24 * 60) != LEAP_MINUTE {
		return None;
	}
	Some((local - minutes * MINUTE, minutes))
}

/// The decimals of a second as milliseconds, 0 to 1000.
fn rounded_millis(decimals: &str) -> Option<i64> {
	let digit = |at: usize| -> i64 {
		decimals.as_bytes().get(at).map_or(0, |byte| i64::from(byte.saturating_sub(b'0')))
	};
	if decimals.is_empty() {
		return None;
	}
	let up = i64::from(digit(3) >= 5);
	Some(digit(0) * 100 + digit(1) * 10 + digit(2) + up)
}

/// Minutes from UTC of `Z` or an offset such as `+02:00`.
pub(crate) fn offset_minutes(text: &str) -> Option<i64> {
	if text == "Z" || text == "z" {
		return Some(0);
	}
	let sign = match text.as_bytes() {
		[b'+', _, _, b':', _, _] => 1,
		[b'-', _, _, b':', _, _] => -1,
		_ => return None,
	};
	let (hours, minutes) = (text.get(1..3)?, text.get(4..6)?);
	if !hours.bytes().chain(minutes.bytes()).all(|byte| byte.is_ascii_digit()) {
		return None;
	}
	let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
	(hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Minutes from UTC as an offset such as `+02:00`.
pub fn written_offset(minutes: i64) -> String {
	let sign = if minutes < 0 { '-' } else { '+' };
	let minutes = minutes.unsigned_abs();
	format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn is_leap(year: i64) -> bool {
	year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
	match month {
		4 | 6 | 9 | 11 => 30,
		2 if is_leap(year) => 29,
		2 => 28,
		_ => 31,
	}
}

/// Days from 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
	let year = if month <= 2 { year - 1 } else { year };
	let era = year.div_euclid(400);
	let of_era = year.rem_euclid(400);
	let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
	let days = days + 719_468;
	let era = days.div_euclid(146_097);
	let of_era = days.rem_euclid(146_097);
	let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
	let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let shifted = (5 * of_year + 2) / 153;
	let day = of_year - (153 * shifted + 2) / 5 + 1;
	let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
	let year = era * 400 + year_of_era + i64::from(month <= 2);
	(year, month, day)
}

#[cfg(test)]
mod tests {
	use super::{canonical, is_date_time};

	#[test]
	fn canonical_should_be_utc_with_milliseconds_when_the_time_has_an_offset() {
		for (text, expected) in [
			("2020-04-01T15:00:00+01:00", "2020-04-01T14:00:00.000Z"),
			("2023-02-02T11:04:03.1415Z", "2023-02-02T11:04:03.142Z"),
			("2023-02-02T11:04:03.1414999Z", "2023-02-02T11:04:03.141Z"),
			("2023-02-02T11:04:03.1405Z", "2023-02-02T11:04:03.141Z"),
			("2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"),
			("2022-02-15T01:33:31.116000-06:00", "2022-02-15T07:33:31.116Z"),
			("2024-02-29T00:30:00.5+14:00", "2024-02-28T10:30:00.500Z"),
			("1969-12-31T23:59:59z", "1969-12-31T23:59:59.000Z"),
			("2000-03-01t00:00:00-00:00", "2000-03-01T00:00:00.000Z"),
			("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
			("2017-01-01T01:59:60+02:00", "2017-01-01T00:00:00.000Z"),
		] {
			assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
		}
	}

	#[test]
	fn is_date_time_should_be_false_when_the_text_is_not_rfc_3339() {
		for text in [
			"",
			"2023-02-02",
			"2023-02-02T11:04:03",
			"2023-02-02 11:04:03Z",
			"2023-02-30T11:04:03Z",
			"2023-13-01T11:04:03Z",
			"2023-02-02T24:00:00Z",
			"2023-02-02T11:60:00Z",
			"2023-02-02T11:04:60Z",
			"2023-02-02T23:59:60+01:00",
			"2023-02-02T23:59:61Z",
			"2023-02-02T11:04:03.Z",
			"2023-02-02T11:04:03+0100",
			"2023-02-02T11:04:03+24:00",
			"2023-02-02T11:04Z",
			"+023-02-02T11:04:03Z",
			"2023-02-02T11:04:03Z ",
			"２023-02-02T11:04:03Z",
		] {
			assert!(!is_date_time(text), "{text}");
		}
	}

	#[test]
	fn canonical_should_refuse_when_the_year_leaves_four_digits() {
		assert_eq!(canonical("0000-01-01T00:00:00+01:00"), None);
		assert_eq!(canonical("9999-12-31T23:59:59.9999Z"), None);
	}
}
