//! How an object was from one change to the next: which events begin a stay, and what the chain has of it.

use super::{
	event::{Event, Word},
	kinds::{DETAINED, HANDED_OVER, MISSING, PACKED, RELABELLED, TAKEN_OUT, TITLE_PASSED},
	Circumstances, End, EndOfLife, Ends, EventTime, Item, Reservation, Timeliness,
};
use crate::{chain::records, Refusal};
use codec::{Decode, Encode};
use sp_core::H256;

/// How far a claimed time may lie ahead of block time, in milliseconds.
const AHEAD: u64 = 10 * 60 * 1_000;
/// How long after it an event is reported in time, in milliseconds.
const IN_TIME: u64 = 24 * 60 * 60 * 1_000;

records! {
	/// How an object was from one change to the next.
	#[derive(Copy)]
	pub enum Stay {
		/// With an organisation.
		With(u32),
		/// Inside a logistic unit.
		In(H256),
		/// No longer in the trade.
		Ended(EndOfLife),
	}

	/// How goods came to a receiver whom somebody brought them who is no member.
	#[derive(Copy)]
	pub enum Passage {
		/// Under seal, which the receiver found whole.
		Bridged {
			/// Number of the event by which they departed.
			departed: u32,
		},
		/// Under no seal, or a broken one.
		Broken {
			/// Number of the event by which they departed.
			departed: u32,
		},
	}

	/// A change of an object's place in the chain, or of its owner, which lasts until the next.
	#[derive(Copy)]
	pub struct Span {
		/// How the object has been from here on.
		pub stay: Stay,
		/// Block time of the change.
		pub at: u64,
		/// Number of the block of the change.
		pub block: u32,
		/// Where, as the actor says.
		pub place: Option<[u8; 13]>,
		/// What the receiver noted of a hand-over.
		pub reservation: Option<Reservation>,
		/// How the object came to the receiver, if somebody carried it who is no member.
		pub passage: Option<Passage>,
		/// To whom the object belonged, if not to its holder.
		pub owner: Option<u32>,
	}
}

impl Event {
	/// The stay of an object that began with it, where the event itself says which.
	pub fn stay(&self, object: &H256) -> Option<Stay> {
		let parent = match self.ends {
			Ends::Two { parent, child } if child.object == *object => Some(parent.object),
			_ => None,
		};
		let is_child = parent.is_some();
		match self.index {
			2 | 5 if is_child => self.with("by"),
			PACKED => parent.map(Stay::In),
			29 if is_child => Some(Stay::Ended(EndOfLife::Transformed)),
			RELABELLED if is_child => Some(Stay::Ended(EndOfLife::Relabelled)),
			1 | 3 | 23 | 25 => self.with("by"),
			HANDED_OVER | 28 => self.with("to"),
			8 => Some(Stay::Ended(EndOfLife::Closed)),
			13 => Some(Stay::Ended(EndOfLife::Sold)),
			15 => Some(Stay::Ended(EndOfLife::Destroyed)),
			24 => {
				let (lost, _) = MISSING.split_first()?;
				let is_lost = self.words.contains(&("as", Word::Text((*lost).to_owned())));
				Some(Stay::Ended(if is_lost { EndOfLife::Lost } else { EndOfLife::Stolen }))
			},
			26 => Some(Stay::Ended(EndOfLife::Decommissioned)),
			_ => None,
		}
	}

	fn with(&self, label: &str) -> Option<Stay> {
		self.words.iter().find_map(|(own, word)| match word {
			Word::Member(org) if *own == label => Some(Stay::With(*org)),
			_ => None,
		})
	}

	/// Whether a stay of the object began with it, and whether the object is out of the trade afterwards, if it
	/// was before or not.
	fn passes(&self, object: &H256, has_ended: bool) -> (bool, bool) {
		match (self.index, self.stay(object)) {
			(_, Some(stay)) => (true, matches!(stay, Stay::Ended(_))),
			(TAKEN_OUT, _) => {
				let is_child =
					matches!(self.ends, Ends::Two { child, .. } if child.object == *object);
				(is_child, has_ended && !is_child)
			},
			// What an authority keeps is in the trade again.
			(DETAINED, _) => (has_ended, false),
			(TITLE_PASSED, _) => (true, has_ended),
			_ => (false, has_ended),
		}
	}

	/// Checks what the chain has of the stay of an object that began with it, in this block as it is told.
	pub(crate) fn check(
		&self,
		End { object, seq, .. }: End,
		stay: Stay,
		told: Option<u32>,
		span: &Span,
	) -> Result<(), Refusal> {
		let mut same = span.stay == stay && span.reservation == self.noted;
		if let Some(Circumstances { place, .. }) = self.circumstances {
			same &= span.place == place;
		}
		if !same {
			return Err(Refusal::OtherStay { object, seq });
		}
		if told != Some(span.block) {
			return Err(Refusal::OtherEventBlock { object, seq, block: span.block });
		}
		match self.circumstances {
			Some(Circumstances { time: EventTime { moment, .. }, timeliness, .. }) => {
				let is_late = moment.saturating_add(IN_TIME) < span.at;
				let is_ahead = moment > span.at.saturating_add(AHEAD);
				if is_ahead || is_late != (timeliness == Timeliness::Late) {
					return Err(Refusal::OtherEventTime { object, seq });
				}
				Ok(())
			},
			None => Ok(()),
		}
	}
}

/// Number of the stay that the first of these events began, which are the last ones of an object's chain, and which
/// stay it is. Nothing if it began none, or if the event does not say which.
///
/// Stays are numbered by the chain, and the state has how many there are: so the later events say which it was.
pub(crate) fn stay_begun(
	item: &Item,
	object: &H256,
	last: &[&Event],
) -> Result<Option<(Stay, u32)>, Refusal> {
	let Some((first, later)) = last.split_first() else { return Ok(None) };
	let Some(stay) = first.stay(object) else { return Ok(None) };
	let mut has_ended = matches!(stay, Stay::Ended(_));
	let mut after = 1u32;
	for event in later {
		let (begins, ended) = event.passes(object, has_ended);
		after = after.saturating_add(begins.into());
		has_ended = ended;
	}
	let number = item.spans.checked_sub(after).ok_or(Refusal::UnknownLayout("an object"))?;
	Ok(Some((stay, number)))
}
