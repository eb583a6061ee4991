//! The facts of a case, the questions to them, and what is expected.

use tracemark_primitives::{
	authorisation::{Activity, Burden, ConditionResult, Making},
	customs::Nature,
	rights::{RightClass, RightKind},
};
use ConditionResult::{Failed, NotApplicable, Passed};
use Making::{WithConsent, WithoutConsent};
use Nature::{Copying, OtherInfringement, ParallelTrade};

/// A set of countries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
	/// The European Union.
	Union,
	/// The European Economic Area.
	Area,
	/// The European Economic Area of 1998: fifteen members of the Union, Iceland, Liechtenstein, Norway.
	AreaOf1998,
	/// Everywhere.
	World,
	/// These countries.
	Of(&'static [&'static str]),
}

/// Whose first sales with consent exhaust a right in the country where the act is done.
#[derive(Clone, Copy, Debug)]
pub struct Table {
	/// The law.
	pub law: &'static str,
	/// Where a first sale exhausts.
	pub first_sales: Region,
}

/// The entry of a register; none for a work, which is substantiated.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
	/// WIPO ST.3.
	pub office: &'static str,
	/// WIPO ST.13.
	pub number: &'static str,
	/// The registration number, where the kind has one.
	pub registration: Option<&'static str>,
}

/// The right in dispute.
#[derive(Clone, Copy, Debug)]
pub struct RightAtIssue {
	pub kind: RightKind,
	pub entry: Option<Entry>,
	pub classes: &'static [RightClass],
	pub in_force: Region,
}

/// Who acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
	/// The owner of the right.
	Owner,
	/// The owner's distributor.
	Distributor,
	/// Whoever trades on its own account.
	Trader,
	/// Stores for others.
	Keeper,
	/// Operates the marketplace.
	Marketplace,
}

/// A licence of the owner.
#[derive(Clone, Copy, Debug)]
pub struct Licensed {
	pub to: Who,
	pub activities: &'static [Activity],
	pub territories: Region,
}

/// A first sale with consent.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
	pub country: &'static str,
	/// The record shows it; otherwise whoever relies on it says so.
	pub is_recorded: bool,
}

/// The goods.
#[derive(Clone, Copy, Debug)]
pub struct Goods {
	pub making: Making,
	pub first_sale: Option<Sale>,
	pub is_altered: bool,
	pub is_partitioned: bool,
	pub is_on_marketplace: bool,
}

/// Which answer, without ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply {
	Owner,
	Licence,
	Exhaustion,
	NotPermitted,
	NotRequired,
	Unknown,
}

/// What the chain is to answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expected {
	pub answer: Reply,
	pub nature: Option<Nature>,
	pub burden: Option<Burden>,
	pub exhaustion: ConditionResult,
}

/// A question of a case.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
	pub what: &'static str,
	pub party: Who,
	pub activity: Activity,
	pub country: &'static str,
	pub goods: Goods,
	/// Under the law that the case was decided under.
	pub here: Expected,
	/// Under the other law.
	pub there: Expected,
}

/// A decided case.
#[derive(Clone, Copy, Debug)]
pub struct Case {
	/// As it is cited in `docs/decided-cases.md`.
	pub citation: &'static str,
	pub right: RightAtIssue,
	pub licences: &'static [Licensed],
	pub here: Table,
	pub there: Table,
	pub scenes: &'static [Scene],
}

pub const EXHAUSTED: Expected =
	Expected { answer: Reply::Exhaustion, nature: None, burden: None, exhaustion: Passed };
pub const LICENSED: Expected =
	Expected { answer: Reply::Licence, nature: None, burden: None, exhaustion: NotApplicable };
pub const NOT_IN_FORCE: Expected =
	Expected { answer: Reply::NotRequired, nature: None, burden: None, exhaustion: NotApplicable };
/// Genuine goods, and the record shows that nothing exhausted the right in them here.
pub const PARALLEL: Expected = refused(ParallelTrade, Failed);
/// Goods made without consent. They are exhausted nowhere.
pub const COPIES: Expected = refused(Copying, NotApplicable);
/// An act to which exhaustion does not extend.
pub const NEVER_EXHAUSTED: Expected = refused(OtherInfringement, NotApplicable);

pub const fn refused(nature: Nature, exhaustion: ConditionResult) -> Expected {
	Expected { answer: Reply::NotPermitted, nature: Some(nature), burden: None, exhaustion }
}

/// Genuine goods whose first sale where it counts is said, not shown.
pub const fn to_be_proved_by(burden: Burden) -> Expected {
	Expected { burden: Some(burden), ..refused(ParallelTrade, NotApplicable) }
}

pub const fn recorded(country: &'static str) -> Option<Sale> {
	Some(Sale { country, is_recorded: true })
}

pub const fn claimed(country: &'static str) -> Option<Sale> {
	Some(Sale { country, is_recorded: false })
}

/// Made with consent.
pub const fn genuine(first_sale: Option<Sale>) -> Goods {
	Goods {
		making: WithConsent,
		first_sale,
		is_altered: false,
		is_partitioned: false,
		is_on_marketplace: false,
	}
}

pub const COPY: Goods = Goods { making: WithoutConsent, ..genuine(None) };

pub const fn nice(class: u8) -> RightClass {
	RightClass::Nice { edition: 12, class }
}
