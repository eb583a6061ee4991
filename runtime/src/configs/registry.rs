//! Members, rights, licences, evidence.

use super::governance::{MoreThanHalf, TwoThirds};
use crate::{
	constants::DAILY_QUOTA, Balances, Consortium, Council, Evidence, IpRegistry, Runtime, Signature,
	Timestamp,
};
use frame_support::traits::{ConstU128, ConstU32};
use sp_runtime::traits::Verify;

impl pallet_consortium::Config for Runtime {
	type Time = Timestamp;
	type Currency = Balances;
	type AdmitOrigin = MoreThanHalf;
	type ExpelOrigin = TwoThirds;
	type Council = Council;
	type MinSeats = ConstU32<3>;
	type MaxSeats = ConstU32<25>;
	type MaxOperators = ConstU32<1_000>;
	type DailyQuota = ConstU128<DAILY_QUOTA>;
	type Signature = Signature;
	type Signer = <Signature as Verify>::Signer;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_ip_registry::Config for Runtime {
	type MaxDigests = ConstU32<16>;
	type MaxClasses = ConstU32<45>;
	type Time = Timestamp;
	type Membership = Consortium;
	type Evidence = Evidence;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_licensing::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type Rights = IpRegistry;
	type MaxLicencesPerPair = ConstU32<16>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_evidence::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}
