//! Claimed times, periods and terms.

use proptest::prelude::*;
use tracemark_primitives::{
	time::{legal_date, EventTime, Period, Term, DAY, FUTURE_TOLERANCE, LATE_AFTER, MINUTE},
	Malformed, Validate,
};

const NOW: u64 = 1_700_000_000_000;

fn claimed(moment: u64) -> EventTime {
	EventTime { moment, offset: 0 }
}

#[test]
fn event_time_should_be_refused_when_its_offset_is_of_no_time_zone() {
	for (offset, accepted) in
		[(-841, false), (-840, true), (0, true), (840, true), (841, false), (i16::MIN, false)]
	{
		assert_eq!(EventTime { moment: NOW, offset }.validate().is_ok(), accepted);
	}
}

#[test]
fn event_time_should_be_future_when_over_ten_minutes_ahead() {
	assert_eq!(FUTURE_TOLERANCE, 10 * 60 * 1000);
	assert!(!claimed(NOW + 10 * MINUTE).is_in_future_of(NOW));
	assert!(claimed(NOW + 10 * MINUTE + 1).is_in_future_of(NOW));
	assert!(!claimed(0).is_in_future_of(NOW));
	assert!(!claimed(u64::MAX).is_in_future_of(u64::MAX));
	assert!(claimed(u64::MAX).is_in_future_of(NOW));
}

#[test]
fn event_time_should_be_late_when_over_a_day_old() {
	assert_eq!(LATE_AFTER, 24 * 60 * 60 * 1000);
	assert!(!claimed(NOW - DAY).is_late_at(NOW));
	assert!(claimed(NOW - DAY - 1).is_late_at(NOW));
	assert!(!claimed(u64::MAX).is_late_at(u64::MAX));
	assert!(!claimed(0).is_late_at(0));
}

#[test]
fn intervals_should_be_refused_when_they_hold_nothing() {
	for (until, accepted) in [(None, true), (Some(6), true), (Some(5), false), (Some(4), false)] {
		let expected = if accepted { Ok(()) } else { Err(Malformed) };
		assert_eq!(Period { from: 5, until }.validate(), expected);
		let until = until.map(|until| until as i32);
		assert_eq!(Term { from: 5, until }.validate(), expected);
	}
}

#[test]
fn legal_date_should_be_the_utc_day_when_computed() {
	assert_eq!(legal_date(0), 0);
	assert_eq!(legal_date(DAY - 1), 0);
	assert_eq!(legal_date(DAY), 1);
	// 2023-11-14T22:13:20Z
	assert_eq!(legal_date(NOW), 19_675);
	assert_eq!(legal_date(u64::MAX), i32::MAX);
}

proptest! {
	#[test]
	fn intervals_should_hold_their_first_and_not_their_last_when_asked(
		from in 0u64..1000, length in 1u64..1000, at in 0u64..2000, ms in 0..DAY
	) {
		let until = from + length;
		let inside = at >= from && at < until;
		prop_assert_eq!(Period { from, until: Some(until) }.contains(at), inside);
		prop_assert_eq!(Period { from, until: None }.contains(at), at >= from);

		let term = |until| Term { from: from as i32, until };
		prop_assert_eq!(term(Some(until as i32)).contains(at * DAY + ms), inside);
		prop_assert_eq!(term(None).contains(at * DAY + ms), at >= from);
	}
}
