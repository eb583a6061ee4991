//! A runtime of this pallet alone, with a small world: a brand with a right in the European Union, a
//! factory, an importer, and a creator outside the consortium.

use crate as pallet_licensing;
use crate::*;
use frame_support::{derive_impl, traits::ConstU32};
use sp_core::H256;
use sp_runtime::BuildStorage;
use tracemark_primitives::{
	authorisation::{Activities, Activity, Question},
	fakes::{self, FakeMembership, FakeRights},
	parties::{Owner, Role},
	quantity::Quantity,
	rights::{AttestationBasis, RightFacts, RightId, RightKind},
	territory::{Country, Territories},
	time::{Period, Term},
	LicenceId, Moment, OrgId,
};

pub const BRAND: OrgId = 1;
pub const FACTORY: OrgId = 2;
pub const IMPORTER: OrgId = 3;

/// Operators: of the brand, with and without the role to license; of the factory; of the importer.
pub const BRAND_LAWYER: u64 = 11;
pub const BRAND_DRIVER: u64 = 12;
pub const FOREMAN: u64 = 21;
pub const BUYER: u64 = 31;
/// Accounts outside the consortium.
pub const CREATOR: u64 = 91;
pub const OUTSIDER: u64 = 99;

/// The brand's mark, and the creator's work.
pub const MARK: RightId = H256::repeat_byte(0xa1);
pub const WORK: RightId = H256::repeat_byte(0xa2);
pub const CONTRACT: H256 = H256::repeat_byte(0xc0);
pub const GROUND: H256 = H256::repeat_byte(0x99);

pub const MAX_LICENCES: u32 = 4;

pub const NOW: Moment = 1_700_000_000_000;
pub const HOUR: Moment = 3_600_000;

pub const DE: Country = Country(*b"DE");
pub const FR: Country = Country(*b"FR");
pub const CH: Country = Country(*b"CH");

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Licensing = pallet_licensing;
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
	type Rights = FakeRights;
	type MaxLicencesPerPair = ConstU32<MAX_LICENCES>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmark_helper::Helper;
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		fakes::reset();
		FakeMembership::admit(BRAND_DRIVER, BRAND, Role::Carrier.into(), FR);
		FakeMembership::admit(BRAND_LAWYER, BRAND, Role::RightsHolder.into(), FR);
		FakeMembership::admit(FOREMAN, FACTORY, Role::Manufacturer.into(), CH);
		FakeMembership::admit(BUYER, IMPORTER, Role::Importer.into(), DE);
		FakeRights::set(MARK, mark());
		FakeRights::set(WORK, RightFacts { owner: Owner::Account(CREATOR), ..mark() });

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
		let mut ext = sp_io::TestExternalities::new(storage.expect("genesis is well-formed"));
		ext.execute_with(|| {
			System::set_block_number(1);
			set_time(NOW);
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Licensing::do_try_state().expect("invariants hold");
		});
	}
}

pub fn set_time(now: Moment) {
	Timestamp::set_timestamp(now);
}

/// The brand's mark: in force in the European Union since 1970.
pub fn mark() -> RightFacts<u64> {
	RightFacts {
		kind: RightKind::TradeMark,
		basis: AttestationBasis::Office,
		owner: Owner::Organisation(BRAND),
		territories: Territories::european_union(),
		term: Term { from: 0, until: None },
		ended: None,
		surrendered: None,
	}
}

pub fn countries(countries: &[Country]) -> Territories {
	Territories::of(countries).expect("assigned codes")
}

/// 1000 pieces to manufacture or export, in Germany or France, for a day from now.
pub fn terms() -> LicenceTerms {
	LicenceTerms {
		activities: Activities::of(&[Activity::Manufacture, Activity::Export]),
		territories: countries(&[DE, FR]),
		term: Period { from: NOW, until: Some(NOW + 24 * HOUR) },
		quantity: Some(Quantity::Pieces(1_000)),
		contract: CONTRACT,
	}
}

/// May the factory manufacture one piece of the brand's goods in Germany now?
pub fn question() -> Question {
	Question {
		right: MARK,
		party: FACTORY,
		activity: Activity::Manufacture,
		country: DE,
		at: NOW,
		quantity: Some(Quantity::Pieces(1)),
	}
}

/// The brand licenses the factory.
pub fn granted(terms: LicenceTerms) -> LicenceId {
	let id = NextLicenceId::<Test>::get();
	let origin = RuntimeOrigin::signed(BRAND_LAWYER);
	frame_support::assert_ok!(Licensing::grant(origin, MARK, FACTORY, terms));
	id
}

/// The licences of a member under a right.
pub fn between(right: RightId, licensee: OrgId) -> Vec<LicenceId> {
	LicencesBetween::<Test>::get(right, licensee).into_inner()
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmark_helper {
	use super::*;
	use tracemark_primitives::{
		benchmarking::BenchmarkHelper,
		goods::GoodsClaim,
		gs1::{CompanyPrefix, Gtin},
		parties::Roles,
		rights::OfficeCode,
	};

	pub struct Helper;

	impl BenchmarkHelper<u64> for Helper {
		fn set_time(now: Moment) {
			super::set_time(now);
		}

		fn member(seed: u32, roles: Roles) -> (u64, OrgId) {
			let org = 100 + seed;
			FakeMembership::admit(org.into(), org, roles, DE);
			(org.into(), org)
		}

		fn attested_right(seed: u32, owner: OrgId) -> RightId {
			let id = H256::from_low_u64_be(seed.into());
			let mut everywhere = Territories([0xff; 32]);
			everywhere.0[31] = 1;
			let owner = Owner::Organisation(owner);
			FakeRights::set(id, RightFacts { owner, territories: everywhere, ..mark() });
			id
		}

		fn licence(right: RightId, licensee: OrgId) -> LicenceId {
			Licensing::benchmark_licence(right, licensee)
		}

		fn accredit(_: OrgId, _: OfficeCode) {
			unimplemented!("licensing reads no accreditations")
		}

		fn add_prefix(_: OrgId, _: CompanyPrefix) {
			unimplemented!("licensing reads no prefixes")
		}

		fn logistic_unit(_: u32, _: OrgId, _: u8) -> (GoodsClaim, Gtin, Quantity) {
			unimplemented!("licensing knows no goods")
		}

		fn unit(_: u32, _: OrgId) -> (GoodsClaim, Gtin) {
			unimplemented!("licensing knows no goods")
		}
	}
}
