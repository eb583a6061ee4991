//! Members, rights, licences, evidence.

use super::governance::{MoreThanHalf, TwoThirds};
use crate::{
	constants::{CHALLENGE_BOND, DAILY_QUOTA},
	Balances, Consortium, Council, Evidence, IpRegistry, Runtime, RuntimeHoldReason, Signature,
	Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32},
	PalletId,
};
use sp_runtime::traits::Verify;

parameter_types! {
	/// From which the account of accrued royalties derives.
	pub const LicensingPalletId: PalletId = PalletId(*b"tm/royal");
}

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
	type WeightInfo = crate::weights::pallet_consortium::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_ip_registry::Config for Runtime {
	type MaxDigests = ConstU32<16>;
	type MaxClasses = ConstU32<45>;
	type Time = Timestamp;
	type Membership = Consortium;
	type Evidence = Evidence;
	type TermOrigin = TwoThirds;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type ChallengeBond = ConstU128<CHALLENGE_BOND>;
	type WeightInfo = crate::weights::pallet_ip_registry::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_licensing::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type Rights = IpRegistry;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type PalletId = LicensingPalletId;
	type ExhaustionOrigin = TwoThirds;
	type MaxLicencesPerPair = ConstU32<16>;
	type WeightInfo = crate::weights::pallet_licensing::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

impl pallet_evidence::Config for Runtime {
	type Time = Timestamp;
	type Membership = Consortium;
	type WeightInfo = crate::weights::pallet_evidence::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}
