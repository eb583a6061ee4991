//! Block time, claimed event time, and dated facts.

use crate::{LegalDate, Malformed, Moment, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Milliseconds of a minute.
pub const MINUTE: Moment = 60_000;
/// Milliseconds of a day.
pub const DAY: Moment = 24 * 60 * MINUTE;
/// How far a claimed event time may lie ahead of block time.
pub const FUTURE_TOLERANCE: Moment = 10 * MINUTE;
/// From which age on a claimed event time is marked as late.
pub const LATE_AFTER: Moment = DAY;

/// When somebody says that an event happened (EPCIS `eventTime` with `eventTimeZoneOffset`).
///
/// A claim beside the block time, never in its place.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct EventTime {
	/// Milliseconds UTC.
	pub moment: Moment,
	/// Offset of the local clock from UTC in minutes, −840 to 840.
	pub offset: i16,
}

impl Validate for EventTime {
	fn validate(&self) -> Result<(), Malformed> {
		if (-840..=840).contains(&self.offset) {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl EventTime {
	/// Whether the claim lies too far ahead of block time to be accepted.
	pub fn is_in_future_of(&self, now: Moment) -> bool {
		self.moment > now.saturating_add(FUTURE_TOLERANCE)
	}

	/// Whether the claim is accepted but marked as late.
	pub fn is_late_at(&self, now: Moment) -> bool {
		self.moment.saturating_add(LATE_AFTER) < now
	}
}

/// A half-open interval of moments: `from` is inside, `until` is not. Open-ended without `until`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Period {
	/// First moment inside.
	pub from: Moment,
	/// First moment outside.
	pub until: Option<Moment>,
}

impl Period {
	/// Whether `at` lies inside.
	pub fn contains(&self, at: Moment) -> bool {
		self.from <= at && self.until.is_none_or(|until| at < until)
	}
}

impl Validate for Period {
	fn validate(&self) -> Result<(), Malformed> {
		match self.until {
			Some(until) if until <= self.from => Err(Malformed),
			_ => Ok(()),
		}
	}
}

/// A half-open interval of legal dates, as an office states it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Term {
	/// First day inside.
	pub from: LegalDate,
	/// First day outside.
	pub until: Option<LegalDate>,
}

impl Term {
	/// Whether the day of `at` (UTC) lies inside.
	pub fn contains(&self, at: Moment) -> bool {
		let day = legal_date(at);
		self.from <= day && self.until.is_none_or(|until| day < until)
	}
}

impl Validate for Term {
	fn validate(&self) -> Result<(), Malformed> {
		match self.until {
			Some(until) if until <= self.from => Err(Malformed),
			_ => Ok(()),
		}
	}
}

/// The UTC day of a moment. Moments beyond the range of legal dates count as its last day.
pub fn legal_date(at: Moment) -> LegalDate {
	LegalDate::try_from(at / DAY).unwrap_or(LegalDate::MAX)
}
