//! A runtime with four organisations, of which three have seats.

use crate::{self as pallet_consortium, *};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ChangeMembers, ConstU32, ConstU64, InitializeMembers},
	weights::IdentityFee,
};
use frame_system::EnsureSignedBy;
use sp_runtime::{
	testing::{TestSignature, UintAuthorityId},
	BuildStorage,
};
use tracemark_primitives::{
	parties::{Role, Roles},
	time::DAY,
	Moment, OrgId,
};

/// Whose roles are those of a rights holder and a maker, and who has a seat.
pub const BRAND: OrgId = 0;
/// Who carries, and has a seat.
pub const CARRIER: OrgId = 1;
/// Who imports, and has a seat.
pub const IMPORTER: OrgId = 2;
/// An IP office without a seat.
pub const OFFICE: OrgId = 3;
/// Number of nobody.
pub const NOBODY: OrgId = 99;

pub const ADMITTER: u64 = 1;
pub const EXPELLER: u64 = 2;
/// Accounts of no organisation.
pub const OUTSIDER: u64 = 90;
pub const FRESH: u64 = 91;

/// Midnight of a UTC day.
pub const MIDNIGHT: Moment = 19_675 * DAY;
pub const NOW: Moment = 1_700_000_000_000;
pub const QUOTA: u64 = 1_000;
pub const EXISTENTIAL_DEPOSIT: u64 = 10;

/// Controller of one of the four.
pub fn controller(org: OrgId) -> u64 {
	10 + 10 * u64::from(org)
}

/// First operator of one of the four.
pub fn operator(org: OrgId) -> u64 {
	controller(org) + 1
}

type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(50)]
	pub type Consortium = pallet_consortium;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
	type OnChargeTransaction = MemberFees<Test>;
	type WeightToFee = IdentityFee<u64>;
	type LengthToFee = IdentityFee<u64>;
}

ord_parameter_types! {
	pub const Admitter: u64 = ADMITTER;
	pub const Expeller: u64 = EXPELLER;
}

parameter_types! {
	pub static Voters: Vec<u64> = Vec::new();
}

/// A council that checks what it is told.
pub struct Council;

impl ChangeMembers<u64> for Council {
	fn change_members_sorted(incoming: &[u64], outgoing: &[u64], new: &[u64]) {
		let (joined, left) = Self::compute_members_diff_sorted(new, &Voters::get());
		assert_eq!((joined.as_slice(), left.as_slice()), (incoming, outgoing));
		Voters::set(new.to_vec());
	}
}

impl InitializeMembers<u64> for Council {
	fn initialize_members(members: &[u64]) {
		Voters::set(members.to_vec());
	}
}

impl Config for Test {
	type Time = Timestamp;
	type AdmitOrigin = EnsureSignedBy<Admitter, u64>;
	type ExpelOrigin = EnsureSignedBy<Expeller, u64>;
	type Council = Council;
	type Currency = Balances;
	type DailyQuota = ConstU64<QUOTA>;
	type MinSeats = ConstU32<3>;
	type MaxSeats = ConstU32<5>;
	type MaxOperators = ConstU32<3>;
	type Signature = TestSignature;
	type Signer = UintAuthorityId;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// What `account` signs to join an organisation.
pub fn consent(org: OrgId, account: u64) -> TestSignature {
	TestSignature(account, Consortium::join_message(org, &account))
}

/// The test signature is the message itself, so that every account's key is at hand.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<u64, TestSignature> for Helper {
	fn signer() -> u64 {
		FRESH
	}
	fn sign(who: &u64, message: &[u8]) -> TestSignature {
		TestSignature(*who, message.to_vec())
	}
	fn open_motions(_: &[u64]) {}
}

/// An organisation with a controller, an operator with all its roles, and nothing else.
pub fn entry(org: OrgId, name: &str, roles: &[Role], seat: bool) -> GenesisOrganisation<u64> {
	let roles = Roles::of(roles).0;
	GenesisOrganisation {
		name: name.to_string(),
		country: "DE".to_string(),
		lei: None,
		eori: None,
		gln: None,
		resolver: None,
		roles,
		controller: controller(org),
		operators: vec![(operator(org), roles)],
		prefixes: vec![],
		accreditations: vec![],
		seat,
	}
}

pub fn four() -> Vec<GenesisOrganisation<u64>> {
	vec![
		entry(BRAND, "Brand", &[Role::RightsHolder, Role::Manufacturer], true),
		entry(CARRIER, "Carrier", &[Role::Carrier], true),
		entry(IMPORTER, "Importer", &[Role::Importer], true),
		entry(OFFICE, "Office", &[Role::IpOffice, Role::RegisterReader], false),
	]
}

pub struct ExtBuilder {
	organisations: Vec<GenesisOrganisation<u64>>,
	balances: Vec<(u64, u64)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { organisations: four(), balances: vec![] }
	}
}

impl ExtBuilder {
	pub fn organisations(self, organisations: Vec<GenesisOrganisation<u64>>) -> Self {
		Self { organisations, ..self }
	}

	pub fn balances(self, balances: &[(u64, u64)]) -> Self {
		Self { balances: balances.to_vec(), ..self }
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let genesis = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: self.balances,
				..Default::default()
			},
			consortium: pallet_consortium::GenesisConfig { organisations: self.organisations },
			..Default::default()
		};
		let mut ext = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Consortium::do_try_state().unwrap();
		});
	}
}

/// Runs a test among the four.
pub fn run(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(test);
}
