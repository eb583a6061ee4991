//! What was done about a record, in order.

use super::*;
use tracemark_primitives::evidence::RecordEntry;

stored! {
	/// An act about a digest other than a deposit, and its place among the deposits.
	#[derive(Copy)]
	pub struct LoggedAct {
		/// Number of the last deposit of the digest before the act.
		pub deposits: u32,
		/// What was done, by whom and when.
		pub entry: RecordEntry,
	}
}
