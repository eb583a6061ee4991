//! Stored types, and what calls and events carry.

mod acts;
mod classes;
mod contents;
mod found;
mod items;
mod observations;

pub use acts::*;
pub use classes::*;
pub use contents::*;
pub use found::*;
pub use items::*;
pub use observations::*;

use alloc::{boxed::Box, vec::Vec};
use codec::Encode;
use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::{ArithmeticError, SaturatedConversion};
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	digest::next_head,
	goods::{
		AddedRight, AnomalyKind, ClassFacts, ClassRight, Clearance, Contents, EndOfLife, LotId,
		Marketing, MaxKeepers, MaxRightsPerClass, ObjectId, Presence, RecordedFact, Reservation,
	},
	gs1::{consignment_id, logistic_unit_id, Gln, Gtin, LotNumber, Serial, SerialProof, Sscc},
	hs::HsCode,
	parties::{Member, Role, Roles},
	quantity::Quantity,
	recalls::{RecallReason, RecallScope},
	rights::RightId,
	territory::Country,
	time::{EventTime, Period},
	transport::{Enclosure, LegUnderway, Passage},
	BlockNumber, LicenceId, Moment, OrgId, RecallId,
};

/// Most objects that are packed, unpacked or received at once.
pub type MaxChildren = ConstU32<200>;
/// Most ranges of leaves that are split off at once.
pub type MaxRanges = ConstU32<32>;

/// Most units that a consignment knows the leaves of after they were taken out of it.
pub type MaxTakenLeaves = ConstU32<64>;

/// Who registers product classes: those who bring goods of their own brand to market.
pub const REGISTRANTS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Creator,
	Role::Manufacturer,
	Role::Supplier,
	Role::Distributor,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
]);
/// Who holds goods: trade, transport, and the authorities that goods can come to.
pub const HANDLERS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Creator,
	Role::Manufacturer,
	Role::Supplier,
	Role::Exporter,
	Role::Distributor,
	Role::Broker,
	Role::Carrier,
	Role::PostalOperator,
	Role::Warehouse,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
	Role::Customs,
	Role::MarketSurveillance,
	Role::Police,
	Role::Court,
	Role::Laboratory,
]);
/// Who sells goods to consumers.
pub const SELLERS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Manufacturer,
	Role::Distributor,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
]);
/// The authorities that take goods into custody by decisions of their own.
pub const TAKING: Roles =
	Roles::of(&[Role::Customs, Role::MarketSurveillance, Role::Police, Role::Court]);
/// Who looks at goods that others hold, by duty: that is no anomaly.
pub const INSPECTORS: Roles = Roles::of(&[
	Role::Customs,
	Role::MarketSurveillance,
	Role::Police,
	Role::Court,
	Role::Laboratory,
	Role::Monitor,
]);

/// Who reports of the quality of a lot: its maker, laboratories, and authorities of market surveillance.
pub const QUALITY_REPORTERS: Roles =
	Roles::of(&[Role::Manufacturer, Role::Laboratory, Role::MarketSurveillance]);

/// Who recalls goods: those who register classes, and authorities.
pub const RECALLERS: Roles = Roles(REGISTRANTS.0 | RECALL_AUTHORITIES.0);
/// The authorities that recall goods of others, each in its country: of market surveillance (Regulation
/// (EU) 2019/1020 art. 16(3)), and courts. Customs suspends a release instead.
pub const RECALL_AUTHORITIES: Roles = Roles::of(&[Role::MarketSurveillance, Role::Court]);

/// Most recalls that are in force for goods of one class.
pub type MaxRecalls = ConstU32<32>;
/// Most of them by one organisation, so that none leaves the others no room.
pub const MAX_RECALLS_EACH: usize = 8;
