//! Recalls of goods.

use crate::{
	goods::LotId, gs1::Gtin, territory::Country, time::Period, Malformed, Moment, OrgId, RecallId,
	Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Reverse;
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// Most ranges of leaves that one recall names.
pub type MaxRecalledRanges = ConstU32<32>;

/// Which goods are recalled.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum RecallScope {
	/// All lots of a class that are commissioned in a period. Without an end it covers lots that are still
	/// to be made, and none is commissioned until it is lifted.
	#[codec(index = 0)]
	Class {
		/// The class.
		gtin: Gtin,
		/// Block times of commissioning.
		made: Period,
	},
	/// A lot.
	#[codec(index = 1)]
	Lot {
		/// The lot.
		lot: LotId,
	},
	/// A part of a lot with serials.
	#[codec(index = 2)]
	Leaves {
		/// The lot.
		lot: LotId,
		/// Ranges of leaves, each from a first up to but without a last, ascending and disjoint.
		ranges: BoundedVec<(u32, u32), MaxRecalledRanges>,
	},
}

impl RecallScope {
	/// How many ranges of leaves it has.
	pub fn ranges(&self) -> u32 {
		match self {
			Self::Leaves { ranges, .. } => u32::try_from(ranges.len()).unwrap_or(u32::MAX),
			Self::Class { .. } | Self::Lot { .. } => 0,
		}
	}
}

impl Validate for RecallScope {
	/// A period has an end after its beginning; ranges are not empty, ascend and are disjoint.
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Class { gtin, made } => {
				gtin.validate()?;
				made.validate()
			},
			Self::Lot { .. } => Ok(()),
			Self::Leaves { ranges, .. } => {
				let mut cursor = 0;
				let ascend = ranges.iter().all(|(start, end)| {
					let is_next = *start >= cursor && end > start;
					cursor = *end;
					is_next
				});
				if ascend && !ranges.is_empty() {
					Ok(())
				} else {
					Err(Malformed)
				}
			},
		}
	}
}

/// Why goods are recalled.
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
pub enum RecallReason {
	/// They are dangerous (Regulation (EU) 2023/988 art. 35).
	#[codec(index = 0)]
	Safety,
	/// They do not comply with the law that harmonises their conditions (Regulation (EU) 2019/1020
	/// art. 16).
	#[codec(index = 1)]
	NonCompliance,
	/// They have a fault that endangers nobody.
	#[codec(index = 2)]
	Quality,
	/// They infringe a right, as a court found (Directive 2004/48/EC art. 10(1)).
	#[codec(index = 3)]
	Infringement,
	/// Another reason, which the notice says.
	#[codec(index = 4)]
	Other,
}

/// The end of a recall.
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
pub struct Lifting {
	/// Who lifted it.
	pub by: OrgId,
	/// Block time.
	pub at: Moment,
}

/// A recall. Stays on record after it is lifted.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Recall {
	/// Which goods.
	pub scope: RecallScope,
	/// Who recalls them: the owner of the class, or an authority.
	pub by: OrgId,
	/// The country in which it has effect: that of the authority. That of an owner has effect everywhere.
	pub country: Option<Country>,
	/// Why.
	pub reason: RecallReason,
	/// Digest of the notice.
	pub notice: H256,
	/// Block time.
	pub at: Moment,
	/// When it was lifted, and by whom.
	pub lifted: Option<Lifting>,
}

/// That a recall in force concerns goods.
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
pub struct Recalled {
	/// The recall.
	pub recall: RecallId,
	/// Where it has effect; everywhere without a country, which is the owner's.
	pub country: Option<Country>,
	/// Why.
	pub reason: RecallReason,
	/// Whether recalled goods are among them for certain. Of a logistic unit that holds goods of a partly
	/// recalled lot, it is not known which part; of goods without record, only whether their class is recalled
	/// as a whole.
	pub is_certain: bool,
}

impl Recalled {
	/// Whether the recall has effect in `country`.
	pub fn has_effect_in(&self, country: &Country) -> bool {
		self.country.is_none_or(|own| own == *country)
	}

	/// Whether a law demands the recall: whatever an authority recalls, and what an owner recalls because the
	/// goods are dangerous, do not comply or infringe. For its other reasons an owner has its customers to
	/// turn to, and no border.
	pub fn is_of_law(&self) -> bool {
		use RecallReason::{Infringement, NonCompliance, Safety};
		self.country.is_some() || matches!(self.reason, Safety | NonCompliance | Infringement)
	}

	/// The one that weighs most: one that a law demands, then one that concerns the goods for certain, then
	/// the first.
	pub fn heaviest(recalls: impl Iterator<Item = Self>) -> Option<Self> {
		recalls.min_by_key(|recalled| Reverse((recalled.is_of_law(), recalled.is_certain)))
	}
}
