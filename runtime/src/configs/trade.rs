//! Goods and borders.

use super::governance::TwoThirds;
use crate::{Consortium, Custody, Evidence, IpRegistry, Licensing, Runtime, Timestamp};
use frame_support::traits::{ConstU32, ConstU64};
use tracemark_primitives::{
	time::DAY,
	traits::{Alert, AlertSink},
};

/// Until there is a monitoring pallet, an anomaly is found in custody's records and events only.
pub struct NoAlertsYet;

impl AlertSink for NoAlertsYet {
	fn raise(_: Alert) {}
}

impl pallet_custody::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type Rights = IpRegistry;
	type Authorisation = Licensing;
	type Alerts = NoAlertsYet;
	type ReassignOrigin = TwoThirds;
	// Goods can be on offer while they cross an ocean.
	type MaxOfferTerm = ConstU64<{ 90 * DAY }>;
	type MaxSegments = ConstU32<1_024>;
	// An airliner's 1,000 km/h.
	type TopSpeed = ConstU32<278>;
	type TravelMargin = ConstU32<20_000>;
	type WeightInfo = crate::weights::pallet_custody::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_customs::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type Rights = IpRegistry;
	type Authorisation = Licensing;
	type Custody = Custody;
	type Evidence = Evidence;
	type RegimeOrigin = TwoThirds;
	type WeightInfo = crate::weights::pallet_customs::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}
