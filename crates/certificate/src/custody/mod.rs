//! The events that the chains of objects take in, as the chain encodes them: a table of their kinds, and what
//! each says in plain words.
//!
//! A body is the SCALE value of an event of pallet custody: one byte for its kind, then its fields. Kinds that
//! no chain takes in, such as observations, are not in the table. A body of another kind or with a byte more or
//! less is refused: nothing is guessed.

mod event;
mod fields;
mod kinds;
mod object;
mod stays;
mod values;

pub use event::{End, Ends, Event};
pub(crate) use object::item;
pub use object::{
	Clearance, Enclosure, EndOfLife, Item, ItemKind, LegUnderway, Marketing, Position, Presence,
};
pub(crate) use stays::stay_begun;
pub use stays::{Passage, Span, Stay};
pub use values::{Circumstances, EventTime, Part, Pins, RateOfYield, Reservation, Timeliness};
