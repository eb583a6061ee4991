//! The pallet with the real session pallet and its history, and a stand-in for GRANDPA that counts
//! authority sets.

use crate as pallet_validators;
use crate::*;
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use pallet_session::{historical::NoteHistoricalRoot, SessionHandler};
use sp_runtime::{
	impl_opaque_keys,
	key_types::DUMMY,
	testing::{TestSignature, UintAuthorityId},
	traits::OpaqueKeys,
	BuildStorage, KeyTypeId,
};
use sp_staking::{
	offence::{Kind, Offence},
	SessionIndex,
};
use tracemark_primitives::{
	fakes::{self, FakeMembership},
	parties::Role,
	territory::Country,
	OrgId,
};

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
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type ValidatorSet = pallet_validators;
	#[runtime::pallet_index(4)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(5)]
	pub type Historical = pallet_session::historical;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_timestamp::Config for Test {
	type Moment = u64;
	type OnTimestampSet = ();
	type MinimumPeriod = MinimumPeriodOf<Test>;
	type WeightInfo = ();
}

impl_opaque_keys! {
	pub struct MockKeys {
		pub dummy: UintAuthorityId,
	}
}

impl From<u64> for MockKeys {
	fn from(key: u64) -> Self {
		Self { dummy: UintAuthorityId(key) }
	}
}

parameter_types! {
	/// The number of the authority set, kept as GRANDPA keeps it.
	pub storage SetId: u64 = 0;
	/// The keys of those that make blocks now.
	pub storage Authorities: Vec<u64> = Vec::new();
}

/// Begins another authority set whenever the session says that something changed, as GRANDPA does.
pub struct CountSets;

impl SessionHandler<u64> for CountSets {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[DUMMY];

	fn on_genesis_session<Ks: OpaqueKeys>(validators: &[(u64, Ks)]) {
		Authorities::set(&keys_of(validators));
	}

	fn on_new_session<Ks: OpaqueKeys>(changed: bool, validators: &[(u64, Ks)], _: &[(u64, Ks)]) {
		if changed {
			SetId::set(&(SetId::get() + 1));
			Authorities::set(&keys_of(validators));
		}
	}

	fn on_disabled(_: u32) {}
}

fn keys_of<Ks: OpaqueKeys>(validators: &[(u64, Ks)]) -> Vec<u64> {
	validators
		.iter()
		.filter_map(|(_, keys)| keys.get::<UintAuthorityId>(DUMMY))
		.map(|key| key.0)
		.collect()
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = u64;
	type ValidatorIdOf = sp_runtime::traits::ConvertInto;
	type ShouldEndSession = SessionEnds<Test>;
	type NextSessionRotation = SessionEnds<Test>;
	type SessionManager = NoteHistoricalRoot<Test, ValidatorSet>;
	type SessionHandler = CountSets;
	type Keys = MockKeys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<0>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = OrgId;
	type FullIdentificationOf = OrgOf<Test>;
}

impl pallet_validators::Config for Test {
	type ValidatorOrigin = EnsureRoot<u64>;
	type Membership = FakeMembership;
	type Sessions = Session;
	type GrandpaSetId = SetId;
	type MaxValidators = ConstU32<6>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = helper::Helper;
}

/// A proved offence of these validators in a round.
#[derive(Clone)]
pub struct Equivocation {
	pub offenders: Vec<(u64, OrgId)>,
	pub session: SessionIndex,
	pub slot: u64,
}

impl Offence<(u64, OrgId)> for Equivocation {
	const ID: Kind = *b"grandpa:equivoca";
	type Slot = u64;

	fn offenders(&self) -> Vec<(u64, OrgId)> {
		self.offenders.clone()
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		4
	}

	fn slot(&self) -> u64 {
		self.slot
	}

	fn slash_fraction(&self, _: u32) -> sp_runtime::Perbill {
		Default::default()
	}
}

/// Blocks of a session.
pub const SESSION: u64 = 5;

/// Another account of an organisation: no validator, but free to become one.
pub fn operator_of(org: OrgId) -> u64 {
	100 + u64::from(org)
}

/// Organisations 1 to 8. Accounts 1 to 8 belong to the organisation of their number and have session
/// keys that are their own number. The first four run the validators of genesis, each for the organisation of its number.
pub struct ExtBuilder {
	pub genesis: GenesisConfig<Test>,
	pub with_keys: std::ops::RangeInclusive<u64>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			with_keys: 1..=8,
			genesis: GenesisConfig {
				slot_duration: 6_000,
				session_length: SESSION.try_into().unwrap(),
				minimum_validators: 4,
				validators: (1..=4).map(|org| (u64::from(org), org)).collect(),
			},
		}
	}
}

impl ExtBuilder {
	pub fn validators(mut self, count: u32) -> Self {
		self.genesis.validators = (1..=count).map(|org| (u64::from(org), org)).collect();
		self
	}

	pub fn minimum(mut self, minimum: u32) -> Self {
		self.genesis.minimum_validators = minimum;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		fakes::reset();
		let country = Country::try_from("DE").unwrap();
		for org in 1..=8 {
			for account in [operator_of(org), org.into()] {
				FakeMembership::admit(account, org, Role::Carrier.into(), country);
			}
		}
		let keys = self.with_keys.map(|account| (account, account, account.into())).collect();
		let genesis = RuntimeGenesisConfig {
			validator_set: self.genesis,
			session: pallet_session::GenesisConfig { non_authority_keys: keys, keys: Vec::new() },
			..Default::default()
		};
		let mut ext = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			ValidatorSet::do_try_state().unwrap();
		});
	}
}

/// The signature of the owner's account with a session key, without which no keys are registered.
pub fn key_proof(owner: u64, key: u64) -> Vec<u8> {
	TestSignature(key, owner.encode()).encode()
}

/// Runs blocks up to the beginning of block `number`.
pub fn run_to(number: u64) {
	System::run_to_block::<(ValidatorSet, Session)>(number);
}

/// Runs blocks until `count` sessions have ended.
pub fn end_sessions(count: u64) {
	run_to((System::block_number() / SESSION + count) * SESSION);
}

/// Those that validate now, ascending.
pub fn active() -> Vec<u64> {
	pallet_session::Validators::<Test>::get()
}

#[cfg(feature = "runtime-benchmarks")]
mod helper {
	use super::*;
	use tracemark_primitives::{
		benchmarking::BenchmarkHelper,
		goods::GoodsClaim,
		gs1::{CompanyPrefix, Gtin},
		parties::Roles,
		quantity::Quantity,
		rights::{OfficeCode, RightId},
		LicenceId, Moment,
	};

	pub struct Helper;

	impl BenchmarkHelper<u64> for Helper {
		fn set_time(_: Moment) {}
		fn member(_: u32, _: Roles) -> (u64, OrgId) {
			(operator_of(8), 8)
		}
		fn expel(_: OrgId) {
			unimplemented!()
		}
		fn accredit(_: OrgId, _: OfficeCode) {}
		fn add_prefix(_: OrgId, _: CompanyPrefix) {}
		fn attested_right(_: u32, _: OrgId) -> RightId {
			unimplemented!()
		}
		fn licence(_: RightId, _: OrgId) -> LicenceId {
			unimplemented!()
		}
		fn logistic_unit(_: u32, _: OrgId, _: u8) -> (GoodsClaim, Gtin, Quantity) {
			unimplemented!()
		}
		fn unit(_: u32, _: OrgId) -> (GoodsClaim, Gtin) {
			unimplemented!()
		}
	}

	impl crate::benchmarking::RegisterKeys<u64> for Helper {
		fn register_keys(who: &u64) {
			pallet_session::NextKeys::<Test>::insert(who, MockKeys::from(*who));
		}
	}
}
