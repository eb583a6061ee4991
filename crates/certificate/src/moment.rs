//! Block times as text.

use std::time::{SystemTime, UNIX_EPOCH};

/// A day, in milliseconds.
pub const DAY: u64 = 86_400_000;

/// A moment, milliseconds since 1970 UTC, as RFC 3339 with milliseconds.
///
/// The date by the algorithm `civil_from_days` of Howard Hinnant. A moment beyond the year 9999 is
/// shown as the last one of that year.
pub fn rfc3339(moment: u64) -> String {
	const LAST: u64 = 253_402_300_799_999;
	let moment = moment.min(LAST);
	let (days, rest) = (moment / DAY, moment % DAY);
	// Nothing saturates below the year 10000.
	let date = civil(days.saturating_add(719_468));
	let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
	let (second, millisecond) = (rest / 1_000 % 60, rest % 1_000);
	format!("{date}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

/// A legal date, days since 1970, as RFC 3339 has it. One before the year 1 or beyond the year 9999 is
/// shown as the first or last day of these years.
pub fn day(days: i32) -> String {
	// Neither saturates nor fails between these years.
	let shifted = days.clamp(-719_162, 2_932_896).saturating_add(719_468);
	civil(u64::try_from(shifted).unwrap_or_default())
}

/// The date with so many days since 1 March of the year 0.
fn civil(shifted: u64) -> String {
	let era = shifted / 146_097;
	let day_of_era = shifted % 146_097;
	let year_of_era = day_of_era
		.saturating_sub(day_of_era / 1_460)
		.saturating_add(day_of_era / 36_524)
		.saturating_sub(day_of_era / 146_096)
		/ 365;
	let day_of_year = day_of_era.saturating_sub(
		year_of_era
			.saturating_mul(365)
			.saturating_add(year_of_era / 4)
			.saturating_sub(year_of_era / 100),
	);
	let month_from_march = day_of_year.saturating_mul(5).saturating_add(2) / 153;
	let day = day_of_year
		.saturating_sub(month_from_march.saturating_mul(153).saturating_add(2) / 5)
		.saturating_add(1);
	let (month, next_year) = if month_from_march < 10 {
		(month_from_march.saturating_add(3), 0)
	} else {
		(month_from_march.saturating_sub(9), 1)
	};
	let year = year_of_era.saturating_add(era.saturating_mul(400)).saturating_add(next_year);
	format!("{year:04}-{month:02}-{day:02}")
}

/// The moment by this computer's clock.
pub fn now() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.ok()
		.and_then(|since| u64::try_from(since.as_millis()).ok())
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::{day, rfc3339};

	#[test]
	fn day_should_be_right_when_it_lies_before_1970_or_out_of_range() {
		// Days by `date -u -d @SECONDS`, in days.
		for (days, text) in [
			(0, "1970-01-01"),
			(-1, "1969-12-31"),
			(20_783, "2026-11-26"),
			(-25_509, "1900-02-28"),
			(-25_508, "1900-03-01"),
			(i32::MIN, "0001-01-01"),
			(i32::MAX, "9999-12-31"),
		] {
			assert_eq!(day(days), text);
		}
	}

	#[test]
	fn rfc3339_should_be_right_when_leap_days_and_ends_of_years_are_near() {
		// Moments by `date -u -d @SECONDS`.
		for (moment, text) in [
			(0, "1970-01-01T00:00:00.000Z"),
			(951_782_399_999, "2000-02-28T23:59:59.999Z"),
			(951_782_400_000, "2000-02-29T00:00:00.000Z"),
			(1_704_067_199_001, "2023-12-31T23:59:59.001Z"),
			(1_709_251_200_000, "2024-03-01T00:00:00.000Z"),
			(1_795_546_671_123, "2026-11-24T18:57:51.123Z"),
			(4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
			(u64::MAX, "9999-12-31T23:59:59.999Z"),
		] {
			assert_eq!(rfc3339(moment), text);
		}
	}
}
