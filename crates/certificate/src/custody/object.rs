//! What the state has of an object: what it is, where it lies, what its life is at.

use crate::{
	chain::records,
	facts::{text, Values},
	moment::rfc3339,
	statements::Said,
};
use codec::{Decode, Encode};
use sp_core::H256;

records! {
	/// What an object is.
	#[derive(Copy)]
	pub enum ItemKind {
		/// A part of a lot.
		Consignment {
			/// Of which lot.
			lot: H256,
			/// Its number within the lot.
			number: u32,
		},
		/// A single item that was taken out of its consignment.
		Unit {
			/// Of which lot.
			lot: H256,
			/// Its leaf in the lot's tree.
			index: u32,
		},
		/// A case, pallet, container.
		LogisticUnit {
			/// The code that it bears.
			sscc: [u8; 18],
			/// How often the code had been used before.
			generation: u32,
		},
	}

	/// Where an object is.
	#[derive(Copy)]
	pub enum Position {
		/// On its own, with an organisation.
		Held {
			/// With whom.
			holder: u32,
		},
		/// Inside a logistic unit.
		In {
			/// Inside which.
			parent: H256,
		},
	}

	/// How the life of an object ended.
	#[derive(Copy)]
	pub enum EndOfLife {
		/// Sold to a consumer.
		Sold,
		/// Destroyed.
		Destroyed,
		/// Emptied and closed.
		Closed,
		/// Lost.
		Lost,
		/// Stolen.
		Stolen,
		/// Its identity is no longer in use.
		Decommissioned,
		/// Made into other goods.
		Transformed,
		/// Goes on under another identity.
		Relabelled,
	}

	/// A leg over which somebody carries the goods who is no member.
	#[derive(Copy)]
	pub struct LegUnderway {
		/// Number of the event by which they departed.
		pub departed: u32,
		/// Whether they have been under seal ever since.
		pub is_sealed: bool,
	}

	/// What the life of an object is at.
	#[derive(Copy)]
	pub enum Presence {
		/// With its holder.
		Held,
		/// On offer.
		Offered {
			/// To whom.
			to: u32,
			/// The moment from which on it cannot be accepted.
			until: u64,
			/// The leg that it is on.
			leg: Option<LegUnderway>,
		},
		/// Kept by an authority.
		Detained {
			/// By which.
			by: u32,
		},
		/// No longer in the trade.
		Ended(EndOfLife),
	}

	/// By which declaration an object was let into a country.
	#[derive(Copy)]
	pub struct Clearance {
		/// The declaration.
		pub declaration: u32,
		/// The country.
		pub destination: [u8; 2],
	}

	/// Where and when goods were first put on the market.
	#[derive(Copy)]
	pub struct Marketing {
		/// Where.
		pub country: [u8; 2],
		/// Block time.
		pub at: u64,
		/// Since when they are altered.
		pub altered: Option<u64>,
	}

	/// How a logistic unit is closed.
	#[derive(Copy)]
	pub enum Enclosure {
		/// Nobody says that it is.
		Open,
		/// In a container.
		Contained,
		/// Under seal.
		Sealed,
	}

	/// An object with state of its own.
	#[derive(Copy)]
	pub struct Item {
		/// Where it is.
		pub position: Position,
		/// What its life is at.
		pub presence: Presence,
		/// What it is.
		pub kind: ItemKind,
		/// Number of the last event of its chain.
		pub seq: u32,
		/// Head of its chain.
		pub head: H256,
		/// How many spans it has.
		pub spans: u32,
		/// Its last clearance.
		pub cleared: Option<Clearance>,
		/// Number of the event of that clearance.
		pub cleared_in: u32,
		/// Where and when it was first put on the market.
		pub first_sale: Option<Marketing>,
		/// Number of the event by which it came into what it lies in, in that one's chain.
		pub packed_in: u32,
		/// How many declared goods that wait for a decision it is or holds.
		pub declared: u32,
		/// How many trips of it were recorded.
		pub trips: u32,
		/// How it is closed.
		pub enclosure: Enclosure,
		/// To whom it belongs, if not to its holder.
		pub owner: Option<u32>,
	}
}

/// What the state says of an object, each statement with its name.
pub(crate) fn item<V: Values>(item: &Item, said: &mut Said<'_, V>) -> Result<(), V::Error> {
	let kind = match item.kind {
		ItemKind::Consignment { lot, number } => format!("consignment {number} of lot {lot:?}"),
		ItemKind::Unit { lot, index } => format!("unit at leaf {index} of lot {lot:?}"),
		ItemKind::LogisticUnit { sscc, generation } => {
			let sscc = text("an object", sscc.to_vec())?;
			format!("logistic unit with SSCC {sscc}, generation {generation}")
		},
	};
	said.add("object", kind);
	let place = match item.position {
		Position::Held { holder } => format!("with {}", said.member(holder)?),
		Position::In { parent } => format!("in object {parent:?}"),
	};
	said.add("lies", place);
	let presence = match item.presence {
		Presence::Held => "held".to_owned(),
		Presence::Offered { to, until, .. } => {
			format!("offered to {} until {}", said.member(to)?, rfc3339(until))
		},
		Presence::Detained { by } => format!("kept by {}", said.member(by)?),
		Presence::Ended(how) => format!("ended: {}", end(how)),
	};
	said.add("state", presence);
	said.add("events in its chain", item.seq.to_string());
	Ok(())
}

fn end(how: EndOfLife) -> &'static str {
	match how {
		EndOfLife::Sold => "sold",
		EndOfLife::Destroyed => "destroyed",
		EndOfLife::Closed => "emptied and closed",
		EndOfLife::Lost => "lost",
		EndOfLife::Stolen => "stolen",
		EndOfLife::Decommissioned => "decommissioned",
		EndOfLife::Transformed => "made into other goods",
		EndOfLife::Relabelled => "relabelled",
	}
}
