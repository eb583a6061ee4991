//! What calls say of an act with goods.

use super::*;

/// Whether an event was reported in time.
#[stored]
#[derive(Copy)]
pub enum Timeliness {
	/// Within a day.
	#[codec(index = 0)]
	Prompt,
	/// Later than that.
	#[codec(index = 1)]
	Late,
}

/// Where and when an event happened, as the actor says. Block time stands beside it.
#[stored]
#[derive(Copy)]
pub struct Circumstances {
	/// Where.
	pub place: Option<Gln>,
	/// When.
	pub time: EventTime,
	/// Whether it was reported in time.
	pub timeliness: Timeliness,
}

/// Why goods were not accepted.
#[stored]
#[derive(Copy)]
pub enum RefusalReason {
	/// Nobody expected them.
	#[codec(index = 0)]
	NotExpected,
	/// They are damaged.
	#[codec(index = 1)]
	Damaged,
	/// They are more or fewer than offered.
	#[codec(index = 2)]
	QuantityMismatch,
	/// The seal is broken.
	#[codec(index = 3)]
	SealBroken,
	/// Another reason, agreed on elsewhere.
	#[codec(index = 4)]
	Other,
}

/// What a receiver does with an object that it was offered.
#[stored]
#[derive(Copy)]
pub enum Receipt {
	/// Takes it over without reservation.
	#[codec(index = 0)]
	Accepted,
	/// Takes it over, and notes what is wrong with it.
	#[codec(index = 1)]
	Reserved(Reservation),
	/// Leaves it with its holder.
	#[codec(index = 2)]
	Refused(RefusalReason),
}

/// In which way goods are missing.
#[stored]
#[derive(Copy)]
pub enum MissingKind {
	/// Nobody knows where they are (CBV `unknown`).
	#[codec(index = 0)]
	Lost,
	/// They were stolen (CBV `stolen`).
	#[codec(index = 1)]
	Stolen,
}

impl From<MissingKind> for EndOfLife {
	fn from(kind: MissingKind) -> Self {
		match kind {
			MissingKind::Lost => Self::Lost,
			MissingKind::Stolen => Self::Stolen,
		}
	}
}

/// Why goods are reassigned without their holder.
#[stored]
#[derive(Copy)]
pub enum ReassignmentReason {
	/// The holder was expelled and can sign no more.
	#[codec(index = 0)]
	HolderExpelled,
	/// The holder refuses to hand over what is not its own.
	#[codec(index = 1)]
	HolderRefuses,
}
