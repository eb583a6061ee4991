//! Whose a right is, and which of its owners may license it.

use crate::parties::Owner;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Most owners of one right.
pub type MaxOwners = ConstU32<16>;

/// The part of a right that one of its owners has.
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
pub struct Share<AccountId> {
	/// Whose.
	pub owner: Owner<AccountId>,
	/// How much of the whole.
	pub part: Permill,
}

/// The owners of a right. Their parts sum to one; nobody is named twice.
pub type Owners<AccountId> = BoundedVec<Share<AccountId>, MaxOwners>;

/// Which of several owners may license a right.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum LicensingRule {
	/// Each alone.
	#[codec(index = 0)]
	Any,
	/// Those who have more than half of it together.
	#[codec(index = 1)]
	Majority,
	/// All together.
	#[default]
	#[codec(index = 2)]
	All,
}

impl LicensingRule {
	/// Whether `agreed` of the owners suffice, whose parts sum to `part`.
	pub fn is_met(&self, agreed: usize, part: Permill, owners: usize) -> bool {
		match self {
			Self::Any => agreed > 0,
			Self::Majority => part > Permill::from_percent(50),
			Self::All => agreed >= owners,
		}
	}
}

/// A single owner of a whole right.
pub fn sole_owner<AccountId>(owner: Owner<AccountId>) -> Owners<AccountId> {
	let mut owners = BoundedVec::new();
	// The bound is sixteen.
	let _ = owners.try_push(Share { owner, part: Permill::one() });
	owners
}
