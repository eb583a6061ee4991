//! What an offer and a licence are.

use super::LicenceTerms;
use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_core::H256;
use tracemark_primitives::{
	authorisation::{Activity, Question},
	parties::Owner,
	quantity::Quantity,
	rights::RightId,
	time::{Period, DAY},
	LicenceId, Moment, OrgId,
};

/// Most rights of one licence.
pub type MaxRights = ConstU32<8>;
/// The rights of a licence: ascending, not empty.
pub type LicensedRights = BoundedVec<RightId, MaxRights>;
/// Most owners whose consent an offer can hold, with that of whoever made it.
pub type MaxConsents = ConstU32<16>;
/// Most offers that a party can have open at a time.
pub type MaxOpenOffers = ConstU32<16>;

/// How long after it was made an offer can be accepted, in milliseconds.
pub const OFFER_STANDS: Moment = 30 * DAY;

/// An offer of a licence, which the licensee has not accepted yet.
#[stored]
pub struct Offer<AccountId> {
	/// The rights to be licensed.
	pub rights: LicensedRights,
	/// Who offers: an owner of all of them, or the licensee of `parent`.
	pub licensor: Owner<AccountId>,
	/// Who may accept.
	pub licensee: OrgId,
	/// What it would permit.
	pub terms: LicenceTerms,
	/// The licence that it would be a sublicence of.
	pub parent: Option<LicenceId>,
	/// Block time of the offer.
	pub offered_at: Moment,
	/// The owners who consent, the licensor first; of a sublicence the licensor alone.
	pub consents: BoundedVec<Owner<AccountId>, MaxConsents>,
}

impl<AccountId> Offer<AccountId> {
	/// Whether it can no longer be accepted at `at`.
	pub fn has_lapsed_at(&self, at: Moment) -> bool {
		// Clamping is right: such an offer never lapses.
		self.offered_at.saturating_add(OFFER_STANDS) <= at
	}
}

/// How a licence ended before its term.
#[stored]
#[derive(Copy)]
pub enum LicenceEnd {
	/// The licensor's side revoked it, for cause.
	#[codec(index = 0)]
	Revoked {
		/// Block time.
		at: Moment,
		/// Salted digest of the document that states why.
		ground: H256,
	},
	/// The licensee gave it up.
	#[codec(index = 1)]
	Surrendered {
		/// Block time.
		at: Moment,
	},
	/// The licensor's side gave notice.
	#[codec(index = 2)]
	Terminated {
		/// Block time of the notice.
		given_at: Moment,
		/// When the notice has run: the end.
		at: Moment,
		/// Salted digest of the document that states why.
		ground: H256,
	},
}

impl LicenceEnd {
	/// The first moment at which the licence no longer stood.
	pub fn at(&self) -> Moment {
		match self {
			Self::Revoked { at, .. } | Self::Surrendered { at } | Self::Terminated { at, .. } => {
				*at
			},
		}
	}
}

/// A time in which a licence permitted nothing.
#[stored]
#[derive(Copy)]
pub struct Suspension {
	/// From when until when; empty if both are one moment.
	pub period: Period,
	/// Salted digest of the document that states why.
	pub ground: H256,
}

/// A licence.
#[stored]
pub struct Licence<AccountId> {
	/// The licensed rights.
	pub rights: LicensedRights,
	/// Who granted it: an owner of the rights at that time, or the licensee of `parent`.
	pub licensor: Owner<AccountId>,
	/// Who may act under it.
	pub licensee: OrgId,
	/// What it permits. Never changed.
	pub terms: LicenceTerms,
	/// What remains of the quantity; none if the terms set no limit.
	pub left: Option<Quantity>,
	/// The licence that it is a sublicence of.
	pub parent: Option<LicenceId>,
	/// Block time of the acceptance.
	pub granted_at: Moment,
	/// How it ended before its term, if it did or notice was given.
	pub ended: Option<LicenceEnd>,
	/// How often it was suspended.
	pub suspensions: u32,
}

impl<AccountId> Licence<AccountId> {
	/// The first moment at which it no longer covers new goods: its end, or that of its term.
	pub fn end(&self) -> Option<Moment> {
		let ended = self.ended.map(|end| end.at());
		ended.into_iter().chain(self.terms.term.until).min()
	}

	/// The end that is followed by the sell-off: any but a revocation.
	fn end_with_sell_off(&self) -> Option<Moment> {
		let ended = self.ended.filter(|end| !matches!(end, LicenceEnd::Revoked { .. }));
		ended.map(|end| end.at()).into_iter().chain(self.terms.term.until).min()
	}

	/// The revocation, if it was one that ended it.
	fn revoked_at(&self) -> Option<Moment> {
		let revoked = self.ended.filter(|end| matches!(end, LicenceEnd::Revoked { .. }));
		revoked.map(|end| end.at())
	}

	/// The first moment at which it can permit nothing more: after the sell-off or from a revocation on.
	pub fn over_at(&self) -> Option<Moment> {
		// Clamping is right: such a sell-off never ends.
		let sold_off = self.end_with_sell_off().map(|end| end.saturating_add(self.terms.sell_off));
		sold_off.into_iter().chain(self.revoked_at()).min()
	}

	/// Whether it can permit nothing at `at` or later.
	pub fn is_over_at(&self, at: Moment) -> bool {
		self.over_at().is_some_and(|over| over <= at)
	}

	/// Whether it permits an act with goods that were made before its end, in the time after it.
	pub fn sells_off(&self, question: &Question) -> bool {
		use Activity::{Distribute, Export, Offer, Sell, Stock};
		let Question { activity, at, goods, .. } = question;
		let Some(end) = self.end_with_sell_off() else { return false };
		end <= *at
			&& !self.is_over_at(*at)
			&& matches!(activity, Stock | Offer | Distribute | Sell | Export)
			&& goods.made_at.is_some_and(|made| made < end)
	}

	/// The last moment, `at` at the latest, of which periods are counted: those that begin after the end
	/// are not.
	pub fn counted_at(&self, at: Moment) -> Moment {
		// Nothing ends at the first of all moments.
		self.end().map_or(at, |end| at.min(end.saturating_sub(1)))
	}

	/// How many of its periods of this length, in milliseconds, have begun at `at`: from the acceptance
	/// on, or from the beginning of its term if that is later.
	pub fn periods_begun(&self, period: Moment, at: Moment) -> u64 {
		let from = self.granted_at.max(self.terms.term.from);
		let whole = at.checked_sub(from).and_then(|lasted| lasted.checked_div(period));
		// One less than the largest number is the most: a period has at least a millisecond.
		whole.map_or(0, |whole| whole.saturating_add(1))
	}
}
