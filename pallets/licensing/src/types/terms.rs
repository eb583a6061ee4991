//! What a licence permits.

use super::RoyaltyTerms;
use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_core::H256;
use tracemark_primitives::{
	authorisation::{Activities, Activity, ConditionResult, GoodsHistory},
	gs1::Gtin,
	quantity::Quantity,
	rights::RightClass,
	territory::Territories,
	time::Period,
	LicenceId, Malformed, Moment, OrgId, Validate,
};
use ConditionResult::NotApplicable;

/// Most levels of sublicences under one licence.
pub const MAX_SUBLICENSING: u8 = 4;

/// Whether a list names something, in ascending order and nothing twice.
pub(crate) fn ascends<Item: Ord>(list: &[Item]) -> bool {
	!list.is_empty() && list.is_sorted_by(|a, b| a < b)
}

/// How a condition came out that was asked.
pub(crate) fn result(fulfilled: bool) -> ConditionResult {
	if fulfilled {
		ConditionResult::Passed
	} else {
		ConditionResult::Failed
	}
}

/// Which goods a licence is for.
#[stored]
pub enum Products {
	/// All.
	#[codec(index = 0)]
	All,
	/// Those of these classes, in whatever edition of their classification; ascending, not empty. Goods
	/// for which a question names no class are not covered.
	#[codec(index = 1)]
	Classes(BoundedVec<RightClass, ConstU32<8>>),
	/// These trade items; ascending, not empty.
	#[codec(index = 2)]
	Gtins(BoundedVec<Gtin, ConstU32<16>>),
}

impl Validate for Products {
	fn validate(&self) -> Result<(), Malformed> {
		let ascends = match self {
			Self::All => true,
			Self::Classes(classes) => {
				classes.validate()?;
				ascends(classes)
			},
			Self::Gtins(gtins) => {
				gtins.validate()?;
				ascends(gtins)
			},
		};
		ascends.then_some(()).ok_or(Malformed)
	}
}

impl Products {
	/// Whether goods with this history are among them; not asked where all are.
	pub fn covers(&self, goods: &GoodsHistory) -> ConditionResult {
		match self {
			Self::All => NotApplicable,
			Self::Classes(classes) => {
				result(goods.class.is_some_and(|class| names_class(classes, &class)))
			},
			Self::Gtins(gtins) => result(goods.gtin.is_some_and(|gtin| gtins.contains(&gtin))),
		}
	}

	/// Whether all goods of `other` are surely among these. Which class a trade item is of is not known
	/// here, so that items are never within classes.
	pub fn include(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::All, _) => true,
			(Self::Classes(ours), Self::Classes(theirs)) => {
				theirs.iter().all(|class| names_class(ours, class))
			},
			(Self::Gtins(ours), Self::Gtins(theirs)) => {
				theirs.iter().all(|gtin| ours.contains(gtin))
			},
			_ => false,
		}
	}

	/// Whether some goods can be among both. An item can be of any class.
	pub fn overlap(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Classes(ours), Self::Classes(theirs)) => {
				theirs.iter().any(|class| names_class(ours, class))
			},
			(Self::Gtins(ours), Self::Gtins(theirs)) => {
				theirs.iter().any(|gtin| ours.contains(gtin))
			},
			_ => true,
		}
	}
}

/// Whether `classes` name `class` in any edition.
fn names_class(classes: &[RightClass], class: &RightClass) -> bool {
	classes.iter().any(|other| other.without_edition() == class.without_edition())
}

/// Through whom goods may reach the public.
#[stored]
pub enum Channel {
	/// However.
	#[codec(index = 0)]
	Any,
	/// Only through these marketplaces; ascending, not empty.
	#[codec(index = 1)]
	Marketplaces(BoundedVec<OrgId, ConstU32<16>>),
}

impl Validate for Channel {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Any => Ok(()),
			Self::Marketplaces(list) => ascends(list).then_some(()).ok_or(Malformed),
		}
	}
}

impl Channel {
	/// Whether an act goes through it. Asked where marketplaces are named, of acts by which goods reach
	/// the public (offer, sell, communicate) and of others for which a marketplace is named.
	pub fn covers(&self, activity: Activity, goods: &GoodsHistory) -> ConditionResult {
		use Activity::{CommunicateToThePublic, Offer, Sell};
		match (self, goods.marketplace) {
			(Self::Any, _) => NotApplicable,
			(Self::Marketplaces(list), Some(marketplace)) => result(list.contains(&marketplace)),
			(Self::Marketplaces(_), None) => match activity {
				Offer | Sell | CommunicateToThePublic => ConditionResult::Failed,
				_ => NotApplicable,
			},
		}
	}

	/// Whether whatever goes through `other` goes through this too.
	pub fn includes(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(Self::Marketplaces(_), Self::Any) => false,
			(Self::Marketplaces(ours), Self::Marketplaces(theirs)) => {
				theirs.iter().all(|marketplace| ours.contains(marketplace))
			},
		}
	}

	/// Whether something can go through both.
	pub fn overlaps(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Marketplaces(ours), Self::Marketplaces(theirs)) => {
				theirs.iter().any(|marketplace| ours.contains(marketplace))
			},
			_ => true,
		}
	}
}

/// Whom a licence excludes within its scope. The order is that of strength.
#[stored]
#[derive(Copy, PartialOrd, Ord)]
pub enum Exclusivity {
	/// Nobody.
	#[codec(index = 0)]
	NonExclusive,
	/// Later licensees, but not the owner.
	#[codec(index = 1)]
	Sole,
	/// Later licensees and the owner.
	#[codec(index = 2)]
	Exclusive,
}

/// What a licence permits, as far as the chain can check it.
#[stored]
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
	/// With which goods.
	pub products: Products,
	/// Through whom.
	pub channel: Channel,
	/// Excluding whom.
	pub exclusivity: Exclusivity,
	/// How many levels of sublicences may follow, 0 to 4.
	pub sublicensing: u8,
	/// Notice of termination, in milliseconds.
	pub notice: Moment,
	/// For how long after an end, in milliseconds, goods that were made before it may still be sold. Not
	/// after a revocation.
	pub sell_off: Moment,
	/// What royalties are counted by; none if the chain is to know of none.
	pub royalties: Option<RoyaltyTerms>,
}

impl Validate for LicenceTerms {
	fn validate(&self) -> Result<(), Malformed> {
		self.activities.validate()?;
		self.territories.validate()?;
		self.term.validate()?;
		self.quantity.validate()?;
		self.products.validate()?;
		self.channel.validate()?;
		self.royalties.validate()?;
		if self.sublicensing > MAX_SUBLICENSING {
			return Err(Malformed);
		}
		Ok(())
	}
}

impl LicenceTerms {
	/// Whether `other` lies within these terms, so that it can be a sublicence of theirs.
	pub fn include(&self, other: &Self) -> bool {
		let ends = match (self.term.until, other.term.until) {
			(None, _) => true,
			(Some(_), None) => false,
			(Some(ours), Some(theirs)) => theirs <= ours,
		};
		let amount = match (self.quantity, other.quantity) {
			(Some(ours), Some(theirs)) => ours.checked_sub(&theirs).is_some(),
			_ => true,
		};
		other.activities.0 & !self.activities.0 == 0
			&& self.territories.covers(&other.territories)
			&& self.term.from <= other.term.from
			&& ends && amount
			&& self.products.include(&other.products)
			&& self.channel.includes(&other.channel)
			&& other.exclusivity <= self.exclusivity
			&& other.sublicensing < self.sublicensing
	}
}

/// The scope of a sole or exclusive licence, as later grants and the owner are measured by it.
#[stored]
pub struct Exclusive {
	/// The licence.
	pub licence: LicenceId,
	/// That which it is a sublicence of. It is as strong, so that it has an entry of its own.
	pub parent: Option<LicenceId>,
	/// Sole or exclusive.
	pub exclusivity: Exclusivity,
	/// Which acts.
	pub activities: Activities,
	/// Where.
	pub territories: Territories,
	/// From when until when; shortened when the licence ends before.
	pub term: Period,
	/// With which goods.
	pub products: Products,
	/// Through whom.
	pub channel: Channel,
}

impl Exclusive {
	/// The scope of a licence with these terms.
	pub fn of(licence: LicenceId, parent: Option<LicenceId>, terms: &LicenceTerms) -> Self {
		Self {
			licence,
			parent,
			exclusivity: terms.exclusivity,
			activities: terms.activities,
			territories: terms.territories,
			term: terms.term,
			products: terms.products.clone(),
			channel: terms.channel.clone(),
		}
	}

	/// Whether a licence with these terms could permit an act within this scope.
	pub fn overlaps(&self, terms: &LicenceTerms) -> bool {
		let begins_before = |a: &Period, b: &Period| b.until.is_none_or(|until| a.from < until);
		let mut places = self.territories.0.iter().zip(&terms.territories.0);
		self.activities.0 & terms.activities.0 != 0
			&& places.any(|(ours, theirs)| ours & theirs != 0)
			&& begins_before(&self.term, &terms.term)
			&& begins_before(&terms.term, &self.term)
			&& self.products.overlap(&terms.products)
			&& self.channel.overlaps(&terms.channel)
	}
}

/// Most sole and exclusive licences of one right that stand at a time.
pub type MaxExclusives = ConstU32<64>;

/// The sole and exclusive licences of a right.
pub type Exclusives = BoundedVec<Exclusive, MaxExclusives>;
