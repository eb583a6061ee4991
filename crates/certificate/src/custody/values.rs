//! The values that events and stays are made of.

use crate::{chain::records, registers::Quantity};
use codec::{Decode, Encode};
use sp_core::H256;

records! {
	/// What pins the chains of two objects to each other.
	#[derive(Copy)]
	pub struct Pins {
		/// Number of the event in the chain of the object that holds, held or became the other.
		pub parent_seq: u32,
		/// Head of that chain before the event.
		pub parent_head: H256,
		/// Number of the event in the chain of the other.
		pub child_seq: u32,
		/// Head of that chain before the event.
		pub child_head: H256,
	}

	/// When somebody says that an event happened.
	#[derive(Copy)]
	pub struct EventTime {
		/// Milliseconds since 1970 UTC.
		pub moment: u64,
		/// Offset of the local clock from UTC, in minutes.
		pub offset: i16,
	}

	/// Whether an event was reported in time.
	#[derive(Copy)]
	pub enum Timeliness {
		/// Within a day.
		Prompt,
		/// Later than that.
		Late,
	}

	/// Where and when an event happened, as the actor says.
	#[derive(Copy)]
	pub struct Circumstances {
		/// Where, a GLN.
		pub place: Option<[u8; 13]>,
		/// When.
		pub time: EventTime,
		/// Whether it was reported in time.
		pub timeliness: Timeliness,
	}

	/// What a receiver noted.
	#[derive(Copy)]
	pub enum Reservation {
		/// Fewer than the papers say.
		Shortage {
			/// How much is missing.
			missing: Quantity,
		},
		/// They are damaged.
		Damaged,
		/// The seal is broken.
		SealBroken,
	}

	/// Which part of a consignment.
	pub enum Part {
		/// Ranges of leaves, each from a first up to but without a last.
		Ranges(Vec<(u32, u32)>),
		/// How much.
		Amount(Quantity),
	}

	/// How much of a product comes of the goods of one class.
	#[derive(Copy)]
	pub struct RateOfYield {
		/// Their GTIN.
		pub class: [u8; 14],
		/// Of so much of them …
		pub input: Quantity,
		/// … comes so much of the product.
		pub output: Quantity,
	}
}
