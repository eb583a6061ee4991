//! What the life of an object is at, and how it ends.

use crate::{cbv::Disposition, stored::stored, transport::LegUnderway, Moment, OrgId};
use sp_core::H256;

stored! {
	/// How the life of an object ended.
	pub enum EndOfLife {
		/// Sold to a consumer.
		#[codec(index = 0)]
		Sold,
		/// Destroyed.
		#[codec(index = 1)]
		Destroyed,
		/// A logistic unit that was emptied and closed: its SSCC can be used again.
		#[codec(index = 2)]
		Closed,
		/// Lost: its holder does not know where it is (CBV `unknown`).
		#[codec(index = 3)]
		Lost,
		/// Stolen from its holder (CBV `stolen`).
		#[codec(index = 4)]
		Stolen,
		/// Its identity is no longer in use (CBV `inactive`).
		#[codec(index = 5)]
		Decommissioned,
		/// Consumed: they became part of another lot.
		#[codec(index = 6)]
		Transformed,
		/// They go on as another lot.
		#[codec(index = 7)]
		Relabelled,
	}
}

impl EndOfLife {
	/// Whether goods can come back from it: a buyer returns them, or they are found.
	pub fn is_reversible(&self) -> bool {
		matches!(self, Self::Sold | Self::Lost | Self::Stolen)
	}

	/// The condition that it leaves an object in. CBV has no word for what was consumed.
	pub fn disposition(&self) -> Option<Disposition> {
		match self {
			Self::Sold => Some(Disposition::RetailSold),
			Self::Destroyed => Some(Disposition::Destroyed),
			Self::Lost => Some(Disposition::Unknown),
			Self::Stolen => Some(Disposition::Stolen),
			Self::Closed | Self::Decommissioned | Self::Relabelled => Some(Disposition::Inactive),
			Self::Transformed => None,
		}
	}
}

stored! {
	/// What the seller says of a sale.
	pub struct Sale {
		/// The member through whose marketplace it was, if through one.
		pub marketplace: Option<OrgId>,
		/// A salted reference to the order.
		pub order: H256,
		/// A salted reference to the payment: through whom, when, to which account. `None` if the seller states none.
		pub payment: Option<H256>,
	}

	/// What an object's life is at.
	pub enum Presence {
		/// With its holder.
		#[codec(index = 0)]
		Held,
		/// Offered by its holder to somebody who has not answered.
		#[codec(index = 1)]
		Offered {
			/// To whom.
			to: OrgId,
			/// The moment from which on it cannot be accepted.
			until: Moment,
			/// The leg that it is on, if somebody carries it there who is no member.
			leg: Option<LegUnderway>,
		},
		/// Kept by an authority.
		#[codec(index = 2)]
		Detained {
			/// By which.
			by: OrgId,
		},
		/// No longer in the trade.
		#[codec(index = 3)]
		Ended(EndOfLife),
	}
}

impl Presence {
	/// What it is at `now`: an offer that expired leaves the object with its holder.
	pub fn settled(self, now: Moment) -> Self {
		match self {
			Self::Offered { until, .. } if until <= now => Self::Held,
			presence => presence,
		}
	}
}

stored! {
	/// How the custody of an authority ends.
	pub enum CustodyEnd {
		/// The goods are back with whom it took them from.
		#[codec(index = 0)]
		Released,
		/// They were destroyed.
		#[codec(index = 1)]
		Destroyed,
	}
}
