//! Who keeps originals until when, and what holds them to it.

use super::*;
use tracemark_primitives::time::DAY;

/// The roles that may hold evidence for a case.
pub const HOLDING: Roles =
	Roles::of(&[Role::Court, Role::Customs, Role::MarketSurveillance, Role::Police]);

/// How long before its end a keeper says that it keeps something no longer, in milliseconds: whoever has a
/// case can hold it until then.
pub const KEEPING_NOTICE: Moment = 14 * DAY;

stored! {
	/// What a keeper undertakes: to have the original until a day, and longer while it is held.
	#[derive(Copy)]
	pub struct Keeping {
		/// The operator that undertook it.
		pub operator: OperatorId,
		/// The first moment at which the keeper may let go of the original.
		pub until: Moment,
		/// Block of the undertaking.
		pub block: BlockNumber,
		/// Block time of the undertaking.
		pub moment: Moment,
	}

	/// An authority's order to keep a piece of evidence.
	#[derive(Copy)]
	pub struct Hold {
		/// The authority.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Salted digest of the reference of the case.
		pub case: H256,
		/// Block of the order.
		pub block: BlockNumber,
		/// Block time of the order.
		pub moment: Moment,
		/// How it ended.
		pub released: Option<Release>,
	}

	/// The end of a hold.
	#[derive(Copy)]
	pub struct Release {
		/// The authority that ended it: the one that placed it, or another of its country in its place.
		pub org: OrgId,
		/// Its operator.
		pub operator: OperatorId,
		/// Salted digest of the grounds on which another authority ended it.
		pub ground: Option<H256>,
		/// Block of the release.
		pub block: BlockNumber,
		/// Block time of the release.
		pub moment: Moment,
	}

	/// The holds of a digest.
	#[derive(Copy, Default)]
	pub struct HoldCount {
		/// How many there were: the number of the last one.
		pub last: u32,
		/// How many of them are not released. The digest is held while there are any.
		pub in_force: u32,
	}
}
