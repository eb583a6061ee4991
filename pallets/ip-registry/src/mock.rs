//! A runtime with the register alone.

use crate as pallet_ip_registry;
use crate::*;
use frame_support::{
	derive_impl,
	traits::{ConstU32, Hooks},
};
use sp_core::H256;
use sp_runtime::BuildStorage;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	fakes::{self, FakeEvidence, FakeMembership},
	parties::{Owner, Role, Roles},
	rights::{priority_commitment, OfficeCode, RightClass, RightId, RightKind, RightSubject, St13},
	territory::{Country, Territories},
	time::{legal_date, Term, DAY},
	LegalDate, Moment, OrgId,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(52)]
	pub type Registry = pallet_ip_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

impl Config for Test {
	type Time = Timestamp;
	type Membership = FakeMembership;
	type Evidence = FakeEvidence;
	type MaxDigests = ConstU32<16>;
	type MaxClasses = ConstU32<45>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Operator of [`BRAND_ORG`], a rights holder.
pub const BRAND: u64 = 1;
/// Operator of [`STUDIO_ORG`], a creator.
pub const STUDIO: u64 = 2;
/// Operator of [`OFFICE_ORG`], accredited for [`OFFICE_CODE`].
pub const OFFICE: u64 = 3;
/// Operator of [`READER_ORG`], accredited for [`OFFICE_CODE`].
pub const READER: u64 = 4;
/// Operator of an IP office that is accredited for another register.
pub const FOREIGN_OFFICE: u64 = 5;
/// Operator of [`TRADER_ORG`], which owns no rights.
pub const TRADER: u64 = 6;
/// No operator.
pub const AUTHOR: u64 = 7;
/// No operator either.
pub const OUTSIDER: u64 = 8;

pub const BRAND_ORG: OrgId = 10;
pub const STUDIO_ORG: OrgId = 11;
pub const OFFICE_ORG: OrgId = 20;
pub const READER_ORG: OrgId = 21;
pub const FOREIGN_OFFICE_ORG: OrgId = 22;
pub const TRADER_ORG: OrgId = 30;

pub const OFFICE_CODE: OfficeCode = OfficeCode(*b"EM");
pub const MARK_CLASS: RightClass = RightClass::Nice { edition: 12, class: 25 };
pub const DESIGN_CLASS: RightClass = RightClass::Locarno { edition: 15, class: 2 };
pub const NOW: Moment = 1_700_000_000_000;

/// The day on which tests begin.
pub fn today() -> LegalDate {
	legal_date(NOW)
}

/// The term of the marks of the tests: around today.
pub fn term() -> Term {
	Term { from: today() - 1000, until: Some(today() + 1000) }
}

pub fn brand() -> Owner<u64> {
	Owner::Organisation(BRAND_ORG)
}

pub fn studio() -> Owner<u64> {
	Owner::Organisation(STUDIO_ORG)
}

pub fn registered(kind: RightKind, number: &str) -> RightSubject {
	RightSubject::Registered { kind, office: OFFICE_CODE, number: St13::try_from(number).unwrap() }
}

pub fn mark() -> RightSubject {
	registered(RightKind::TradeMark, "EM500000018797746")
}

pub fn work() -> RightSubject {
	RightSubject::Unregistered { kind: RightKind::Copyright, fingerprint: digest(1) }
}

pub fn digest(seed: u8) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: H256::repeat_byte(seed) }
}

pub fn classes(list: &[RightClass]) -> ClassesOf<Test> {
	list.to_vec().try_into().unwrap()
}

pub fn eu() -> Territories {
	Territories::european_union()
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Claims the mark of the tests.
pub fn claim_mark(who: u64) -> RightId {
	let list = classes(&[MARK_CLASS]);
	Registry::claim(signed(who), mark(), eu(), list, Some(term()), Default::default()).unwrap();
	mark().id()
}

/// Attests a claim to the mark of the tests.
pub fn attest_mark(who: u64, claimant: Owner<u64>) -> sp_runtime::DispatchResult {
	let list = classes(&[MARK_CLASS]);
	let basis = AttestationBasis::Office;
	Registry::attest(signed(who), mark().id(), claimant, eu(), list, term(), None, basis)
}

/// The mark of the tests, attested as the brand's.
pub fn attested_mark() -> RightId {
	let right = claim_mark(BRAND);
	attest_mark(OFFICE, brand()).unwrap();
	right
}

pub const SALT: H256 = H256::repeat_byte(0x5a);

/// The commitment of a claimant to the mark of the tests.
pub fn commitment(claimant: Owner<u64>) -> H256 {
	priority_commitment(&claimant, &mark(), &SALT)
}

/// Reveals a commitment to the mark of the tests.
pub fn reveal_mark(who: u64, salt: H256) -> sp_runtime::DispatchResult {
	let list = classes(&[MARK_CLASS]);
	Registry::reveal(signed(who), mark(), eu(), list, Some(term()), Default::default(), salt)
}

/// The office's own statement.
pub const BY_OFFICE: AttestationBasis = AttestationBasis::Office;

/// An extract of the register that is on record in the evidence.
pub fn extract(as_of: LegalDate) -> AttestationBasis {
	AttestationBasis::RegisterExtract { extract: digest(9), as_of }
}

/// Goes on by one block and as many days.
pub fn pass(days: u64) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(pallet_timestamp::Now::<Test>::get() + days * DAY);
}

pub fn last_event() -> Event<Test> {
	let record = System::events().pop().expect("an event was deposited");
	record.event.try_into().expect("the last event is the register's")
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		fakes::reset();
		let germany = Country(*b"DE");
		for (account, org, role) in [
			(BRAND, BRAND_ORG, Role::RightsHolder),
			(STUDIO, STUDIO_ORG, Role::Creator),
			(OFFICE, OFFICE_ORG, Role::IpOffice),
			(READER, READER_ORG, Role::RegisterReader),
			(FOREIGN_OFFICE, FOREIGN_OFFICE_ORG, Role::IpOffice),
			(TRADER, TRADER_ORG, Role::Trader),
		] {
			FakeMembership::admit(account, org, Roles::from(role), germany);
		}
		FakeEvidence::anchor(digest(9), NOW);
		FakeMembership::accredit(OFFICE_ORG, OFFICE_CODE);
		FakeMembership::accredit(READER_ORG, OFFICE_CODE);
		FakeMembership::accredit(FOREIGN_OFFICE_ORG, OfficeCode(*b"DE"));

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::from(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			<Registry as Hooks<_>>::integrity_test();
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Registry::do_try_state().unwrap();
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::build()
}

/// What this pallet's benchmarks need; the rest is never asked here.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::EvidenceHelper for Helper {
	fn anchored(seed: u8) -> Digest {
		FakeEvidence::anchor(digest(seed), NOW);
		digest(seed)
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl tracemark_primitives::benchmarking::BenchmarkHelper<u64> for Helper {
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}

	fn member(seed: u32, roles: Roles) -> (u64, OrgId) {
		let org = 1000 + seed;
		FakeMembership::admit(org.into(), org, roles, Country(*b"DE"));
		(org.into(), org)
	}

	fn accredit(org: OrgId, office: OfficeCode) {
		FakeMembership::accredit(org, office);
	}

	fn add_prefix(_: OrgId, _: tracemark_primitives::gs1::CompanyPrefix) {
		unimplemented!()
	}

	fn attested_right(seed: u32, owner: OrgId) -> RightId {
		Registry::benchmark_attested_right(seed, owner)
	}

	fn licence(_: RightId, _: OrgId) -> tracemark_primitives::LicenceId {
		unimplemented!()
	}

	fn logistic_unit(
		_: u32,
		_: OrgId,
		_: u8,
	) -> (
		tracemark_primitives::goods::GoodsClaim,
		tracemark_primitives::gs1::Gtin,
		tracemark_primitives::quantity::Quantity,
	) {
		unimplemented!()
	}

	fn unit(
		_: u32,
		_: OrgId,
	) -> (tracemark_primitives::goods::GoodsClaim, tracemark_primitives::gs1::Gtin) {
		unimplemented!()
	}
}
