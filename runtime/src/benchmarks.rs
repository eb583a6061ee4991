//! The list of benchmarks, and the world that they run in.

use crate::{
	configs::CouncilInstance, constants::UNIT, AccountId, Runtime, RuntimeCall, RuntimeOrigin,
	Signature,
};
use alloc::boxed::Box;
use codec::Encode;
use frame_support::traits::{fungible::Mutate, Get};
use pallet_evidence::{Description, EvidenceKind, Provenance};
use sp_core::{crypto::KeyTypeId, sr25519, H256};
use sp_runtime::{
	traits::{BlakeTwo256, Hash, IdentifyAccount},
	MultiSigner, SaturatedConversion,
};
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	digest::{id, Digest, DigestAlgorithm},
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
	[pallet_transaction_payment, TransactionPayment]
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
	Preimage, Proxy, Timestamp, TransactionPayment, Utility, Validators, Whitelist,
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

	fn expel(org: OrgId) {
		Consortium::benchmark_expel(org);
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

	fn direct_licence(right: RightId, licensee: OrgId) -> LicenceId {
		Licensing::benchmark_direct_licence(right, licensee)
	}

	fn logistic_unit(seed: u32, holder: OrgId, depth: u8) -> (GoodsClaim, Gtin, Quantity) {
		Custody::benchmark_logistic_unit(seed, holder, licensed_right(seed, holder), depth)
	}

	fn unit(seed: u32, holder: OrgId) -> (GoodsClaim, Gtin) {
		Custody::benchmark_unit(seed, holder, licensed_right(u32::MAX, holder))
	}
}

/// Where the keystore of the benchmarks keeps its key.
const KEYS: KeyTypeId = KeyTypeId(*b"join");

impl pallet_consortium::benchmarking::BenchmarkHelper<AccountId, Signature> for Helper {
	fn signer() -> AccountId {
		MultiSigner::from(sp_io::crypto::sr25519_generate(KEYS, None)).into_account()
	}

	fn sign(who: &AccountId, message: &[u8]) -> Signature {
		let key = sr25519::Public::from_raw(*AsRef::<[u8; 32]>::as_ref(who));
		sp_io::crypto::sr25519_sign(KEYS, &key, message).expect("the key was just made").into()
	}

	fn open_motions(voters: &[AccountId]) {
		let Some(mover) = voters.first() else { return };
		let motions = <Runtime as pallet_collective::Config<CouncilInstance>>::MaxProposals::get();
		// Each motion takes a deposit.
		let funds = UNIT * u128::from(motions + 1);
		assert!(Balances::mint_into(mover, funds).is_ok(), "tokens can be made");
		for number in 0..motions {
			let remark = number.encode();
			let call = RuntimeCall::from(frame_system::Call::remark { remark });
			let hash = BlakeTwo256::hash_of(&call);
			let length = call.encoded_size().saturated_into();
			let index = pallet_collective::ProposalCount::<Runtime, CouncilInstance>::get();
			let threshold = voters.len().saturated_into();
			let opened =
				Council::do_propose_proposed(mover.clone(), threshold, Box::new(call), length);
			assert!(opened.is_ok(), "the agenda has room: {opened:?}");
			for voter in voters {
				assert!(Council::do_vote(voter.clone(), hash, index, true).is_ok(), "a seat votes");
			}
		}
	}
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

impl pallet_customs::benchmarking::EvidenceHelper for Helper {
	fn anchored(seed: u32) -> Digest {
		let (who, _) = Self::member(u32::MAX - 1, Role::Monitor.into());
		let value = id("tracemark/benchmark/v1", seed);
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
