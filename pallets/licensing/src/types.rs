//! What a licence is.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use tracemark_primitives::{
	authorisation::Activities, parties::Owner, quantity::Quantity, rights::RightId,
	territory::Territories, time::Period, Malformed, Moment, OrgId, Validate,
};

/// What a licence permits, as far as the chain can check it.
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
pub struct LicenceTerms {
	/// Which acts.
	pub activities: Activities,
	/// Where.
	pub territories: Territories,
	/// From when until when.
	pub term: Period,
	/// How much in all; without limit if there is none.
	pub quantity: Option<Quantity>,
	/// Salted digest of the signed contract, which its parties keep.
	pub contract: H256,
}

impl Validate for LicenceTerms {
	fn validate(&self) -> Result<(), Malformed> {
		self.activities.validate()?;
		self.territories.validate()?;
		self.term.validate()?;
		self.quantity.validate()
	}
}

/// How a licence ended before its term.
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
pub enum LicenceEnd {
	/// The owner of the right revoked it.
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
}

impl LicenceEnd {
	/// The first moment at which the licence no longer stood.
	pub fn at(&self) -> Moment {
		match self {
			Self::Revoked { at, .. } | Self::Surrendered { at } => *at,
		}
	}
}

impl<AccountId> Licence<AccountId> {
	/// Whether it can permit nothing at `at` or later.
	pub fn is_over_at(&self, at: Moment) -> bool {
		self.ended.is_some_and(|end| end.at() <= at)
			|| self.terms.term.until.is_some_and(|until| until <= at)
	}
}

/// A licence.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Licence<AccountId> {
	/// The licensed right.
	pub right: RightId,
	/// Who granted it: the owner of the right at that time.
	pub licensor: Owner<AccountId>,
	/// Who may act under it.
	pub licensee: OrgId,
	/// What it permits. Never changed.
	pub terms: LicenceTerms,
	/// What remains of the quantity; none if the terms set no limit.
	pub left: Option<Quantity>,
	/// Block time of the grant.
	pub granted_at: Moment,
	/// How it ended before its term, if it did.
	pub ended: Option<LicenceEnd>,
}
