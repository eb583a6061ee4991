//! A runtime with the register alone.

use crate as pallet_ip_registry;
use crate::*;
use frame_support::{
	derive_impl,
	traits::{ConstU32, ConstU64, Hooks},
};
use frame_system::EnsureRoot;
use sp_core::H256;
use sp_runtime::{BuildStorage, Permill};
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm},
	fakes::{self, FakeEvidence, FakeMembership},
	parties::{Owner, PartyTag, Role, Roles},
	rights::{
		priority_commitment, OfficeCode, RightClass, RightId, RightKind, RightSubject, Share, St13,
		Substantiation,
	},
	territory::{Country, Territories},
	time::{legal_date, Term, DAY},
	LegalDate, Moment, OrgId,
};

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
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(52)]
	pub type Registry = pallet_ip_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<10>;
}

impl Config for Test {
	type Time = Timestamp;
	type Membership = FakeMembership;
	type Evidence = FakeEvidence;
	type TermOrigin = EnsureRoot<u64>;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type ChallengeBond = ConstU64<BOND>;
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
/// Operator of [`COURT_ORG`].
pub const COURT: u64 = 9;
/// Operator of [`NOTARY_ORG`].
pub const NOTARY: u64 = 40;
/// Operator of [`SOCIETY_ORG`], a collecting society.
pub const SOCIETY: u64 = 41;

pub const BRAND_ORG: OrgId = 10;
pub const STUDIO_ORG: OrgId = 11;
pub const OFFICE_ORG: OrgId = 20;
pub const READER_ORG: OrgId = 21;
pub const FOREIGN_OFFICE_ORG: OrgId = 22;
pub const TRADER_ORG: OrgId = 30;
pub const COURT_ORG: OrgId = 31;
pub const NOTARY_ORG: OrgId = 32;
pub const SOCIETY_ORG: OrgId = 33;

/// What each side of a challenge puts up.
pub const BOND: u64 = 500;
/// What each account has at first.
pub const ENDOWMENT: u64 = 10_000;

pub const OFFICE_CODE: OfficeCode = OfficeCode(*b"EM");
pub const MARK_CLASS: RightClass = RightClass::Nice { edition: 12, class: 25 };
pub const DESIGN_CLASS: RightClass = RightClass::Locarno { edition: 15, class: 2 };
pub const PATENT_CLASS: RightClass = RightClass::Ipc { section: b'A', class: 43, subclass: b'B' };
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

pub fn patent() -> RightSubject {
	registered(RightKind::Patent, "EM100000000000001")
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

/// Tags of authors, one for each seed.
pub fn authors(seeds: &[u8]) -> Authors {
	let tag = |seed: &u8| PartyTag { key_version: 1, tag: H256::repeat_byte(*seed) };
	seeds.iter().map(tag).collect::<Vec<_>>().try_into().unwrap()
}

/// Owners with parts in percent.
pub fn owners(parts: &[(Owner<u64>, u32)]) -> OwnersOf<Test> {
	let share = |(owner, percent): &(Owner<u64>, u32)| Share {
		owner: *owner,
		part: Permill::from_percent(*percent),
	};
	parts.iter().map(share).collect::<Vec<_>>().try_into().unwrap()
}

/// The owners of a right.
pub fn owners_of(right: RightId) -> OwnersOf<Test> {
	Rights::<Test>::get(right).unwrap().owners
}

/// Claims `subject` in the EU with these classes and nothing else.
pub fn claim(who: u64, subject: RightSubject, list: &[RightClass]) -> sp_runtime::DispatchResult {
	let none = Default::default();
	Registry::claim(signed(who), subject, eu(), classes(list), None, none, authors(&[]))
}

/// Claims the mark of the tests.
pub fn claim_mark(who: u64) -> RightId {
	let (list, none) = (classes(&[MARK_CLASS]), Default::default());
	let no_authors = authors(&[]);
	Registry::claim(signed(who), mark(), eu(), list, Some(term()), none, no_authors).unwrap();
	mark().id()
}

/// The work of the tests, substantiated as the author's by a notary's deed.
pub fn substantiated_work() -> RightId {
	claim(AUTHOR, work(), &[]).unwrap();
	let (right, claimant, deed) = (work().id(), Owner::Account(AUTHOR), Substantiation::Notary);
	Registry::substantiate(signed(NOTARY), right, claimant, eu(), term(), deed, digest(9)).unwrap();
	right
}

/// Passes a part of a right on, in percent of the whole.
pub fn assign(right: RightId, from: (u64, Owner<u64>), to: (u64, Owner<u64>), percent: u32) {
	let part = Permill::from_percent(percent);
	Registry::offer_assignment(signed(from.0), right, to.1, part).unwrap();
	Registry::accept_assignment(signed(to.0), right, from.1, part).unwrap();
}

/// Challenges a right on evidence that stands.
pub fn challenge(who: u64, right: RightId, relief: Relief) -> sp_runtime::DispatchResult {
	Registry::challenge(signed(who), right, relief, digest(9), H256::repeat_byte(6))
}

/// What is on hold of an account, and what is free.
pub fn balances(who: u64) -> (u64, u64) {
	use frame_support::traits::fungible::{Inspect, InspectHold};
	let reason = HoldReason::Challenge.into();
	(Balances::balance_on_hold(&reason, &who), Balances::balance(&who))
}

/// All of a right.
pub const ALL: Permill = Permill::one();

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
	let (list, none) = (classes(&[MARK_CLASS]), Default::default());
	Registry::reveal(signed(who), mark(), eu(), list, Some(term()), none, authors(&[]), salt)
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
			(COURT, COURT_ORG, Role::Court),
			(NOTARY, NOTARY_ORG, Role::Notary),
			(SOCIETY, SOCIETY_ORG, Role::CollectingSociety),
		] {
			FakeMembership::admit(account, org, Roles::from(role), germany);
		}
		FakeEvidence::anchor(digest(9), NOW);
		FakeMembership::accredit(OFFICE_ORG, OFFICE_CODE);
		FakeMembership::accredit(READER_ORG, OFFICE_CODE);
		FakeMembership::accredit(FOREIGN_OFFICE_ORG, OfficeCode(*b"DE"));

		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let accounts = [BRAND, STUDIO, OFFICE, TRADER, AUTHOR, OUTSIDER, COURT];
		let balances = accounts.map(|account| (account, ENDOWMENT)).to_vec();
		pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
			.assimilate_storage(&mut storage)
			.unwrap();
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

	fn expel(org: OrgId) {
		tracemark_primitives::fakes::FakeMembership::set_standing(
			org,
			tracemark_primitives::parties::Standing::Expelled,
		);
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
