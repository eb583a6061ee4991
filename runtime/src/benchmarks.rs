//! The list of benchmarks, and the world that they run in.

use crate::{AccountId, Runtime, RuntimeOrigin};
use pallet_evidence::{Description, EvidenceKind, Provenance};
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{Digest, DigestAlgorithm},
	goods::GoodsClaim,
	gs1::{CompanyPrefix, Gtin},
	parties::{Role, Roles},
	quantity::Quantity,
	rights::{OfficeCode, RightId},
	time::EventTime,
	LicenceId, Moment, OrgId,
};

frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, BaselineBench::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_balances, Balances]
	[pallet_timestamp, Timestamp]
	[pallet_preimage, Preimage]
	[pallet_utility, Utility]
	[pallet_proxy, Proxy]
	[pallet_multisig, Multisig]
	[pallet_collective, Council]
	[pallet_whitelist, Whitelist]
	[pallet_consortium, Consortium]
	[pallet_validators, Validators]
	[pallet_ip_registry, IpRegistry]
	[pallet_licensing, Licensing]
	[pallet_custody, Custody]
	[pallet_evidence, Evidence]
	[pallet_customs, Customs]
);

pub use crate::{
	Balances, Consortium, Council, Custody, Customs, Evidence, IpRegistry, Licensing, Multisig,
	Preimage, Proxy, Timestamp, Utility, Validators, Whitelist,
};

/// Makes the world of a benchmark through the pallets' own state.
pub struct Helper;

impl BenchmarkHelper<AccountId> for Helper {
	fn set_time(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}

	fn member(seed: u32, roles: Roles) -> (AccountId, OrgId) {
		Consortium::benchmark_member(seed, roles)
	}

	fn accredit(org: OrgId, office: OfficeCode) {
		Consortium::benchmark_accredit(org, office);
	}

	fn add_prefix(org: OrgId, prefix: CompanyPrefix) {
		Consortium::benchmark_add_prefix(org, prefix);
	}

	fn attested_right(seed: u32, owner: OrgId) -> RightId {
		IpRegistry::benchmark_attested_right(seed, owner)
	}

	fn licence(right: RightId, licensee: OrgId) -> LicenceId {
		Licensing::benchmark_licence(right, licensee)
	}

	fn logistic_unit(seed: u32, holder: OrgId, depth: u8) -> (GoodsClaim, Gtin, Quantity) {
		Custody::benchmark_logistic_unit(seed, holder, licensed_right(seed, holder), depth)
	}

	fn unit(seed: u32, holder: OrgId) -> (GoodsClaim, Gtin) {
		Custody::benchmark_unit(seed, holder, licensed_right(u32::MAX, holder))
	}
}

impl pallet_customs::benchmarking::EvidenceHelper for Helper {
	fn anchored(seed: u32) -> Digest {
		let (who, _) = Self::member(u32::MAX - 1, Role::Monitor.into());
		let value = H256::from_low_u64_be(seed.into());
		let digest = Digest { algorithm: DigestAlgorithm::Sha256, value };
		let provenance = Provenance {
			source: H256::zero(),
			tool: H256::zero(),
			captured_by: None,
			claimed_time: EventTime { moment: 0, offset: 0 },
			witnesses: Default::default(),
		};
		let description = Description { subjects: Default::default(), provenance };
		let anchored =
			Evidence::anchor(RuntimeOrigin::signed(who), digest, EvidenceKind::Other, description);
		assert!(anchored.is_ok(), "a monitor may anchor: {anchored:?}");
		digest
	}
}

impl pallet_ip_registry::benchmarking::EvidenceHelper for Helper {
	fn anchored(seed: u8) -> Digest {
		<Self as pallet_customs::benchmarking::EvidenceHelper>::anchored(seed.into())
	}
}

/// A right of somebody else that `holder` has a licence under.
fn licensed_right(seed: u32, holder: OrgId) -> RightId {
	let (_, owner) = Helper::member(u32::MAX, Roles(u32::MAX >> 4));
	let right = Helper::attested_right(seed, owner);
	Helper::licence(right, holder);
	right
}
