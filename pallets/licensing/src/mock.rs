//! A runtime of this pallet alone, with a small world: a brand with a right in the European Union, a
//! factory, an importer, a workshop, and a creator outside the consortium.

use crate as pallet_licensing;
use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32},
	PalletId,
};
use frame_system::EnsureRoot;
use sp_core::H256;
use sp_runtime::{traits::AccountIdConversion, BuildStorage};
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::{Activities, Activity, Exercise, GoodsHistory, Question},
	fakes::{self, FakeMembership, FakeRights},
	parties::{Owner, Role},
	quantity::Quantity,
	rights::{
		sole_owner, AttestationBasis, LicensingRule, Owners, RightFacts, RightId, RightKind, Share,
	},
	territory::{Country, Territories},
	time::{Period, Term},
	LicenceId, Moment, OrgId,
};

pub const BRAND: OrgId = 1;
pub const FACTORY: OrgId = 2;
pub const IMPORTER: OrgId = 3;
pub const WORKSHOP: OrgId = 4;

/// Operators: of the brand, with and without the role to license; of the factory; of the importer; of the
/// workshop.
pub const BRAND_LAWYER: u64 = 11;
pub const BRAND_DRIVER: u64 = 12;
pub const FOREMAN: u64 = 21;
pub const BUYER: u64 = 31;
pub const MASTER: u64 = 41;
/// Accounts outside the consortium.
pub const CREATOR: u64 = 91;
pub const PARTNER: u64 = 92;
pub const OUTSIDER: u64 = 99;

/// The brand's mark, and the creator's work.
pub const MARK: RightId = H256::repeat_byte(0xa1);
pub const WORK: RightId = H256::repeat_byte(0xa2);
/// What the brand, the creator and the partner own together.
pub const SHARED: RightId = H256::repeat_byte(0xa4);
pub const CONTRACT: H256 = H256::repeat_byte(0xc0);
pub const GROUND: H256 = H256::repeat_byte(0x99);
pub const RATES: H256 = H256::repeat_byte(0xc1);
pub const LINE: H256 = H256::repeat_byte(0x11);

pub const MAX_LICENCES: u32 = 4;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
/// What each account has at first.
pub const PURSE: Balance = 1_000_000;

pub const NOW: Moment = 1_700_000_000_000;
pub const HOUR: Moment = 3_600_000;

pub const DE: Country = Country(*b"DE");
pub const FR: Country = Country(*b"FR");
pub const CH: Country = Country(*b"CH");

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Licensing = pallet_licensing;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
}

parameter_types! {
	pub const LicensingPalletId: PalletId = PalletId(*b"tm/licen");
}

impl Config for Test {
	type Time = Timestamp;
	type Membership = FakeMembership;
	type Rights = FakeRights;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type PalletId = LicensingPalletId;
	type ExhaustionOrigin = EnsureRoot<u64>;
	type MaxLicencesPerPair = ConstU32<MAX_LICENCES>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmark_helper::Helper;
}

/// The accounts that have money.
pub const PURSES: [u64; 7] = [BRAND_LAWYER, FOREMAN, BUYER, MASTER, CREATOR, PARTNER, OUTSIDER];

#[derive(Default)]
pub struct ExtBuilder {
	exhaustion: Vec<(u8, String, Vec<String>)>,
}

impl ExtBuilder {
	/// With a table of exhaustion.
	pub fn exhaustion(rows: &[(u8, &str, &[&str])]) -> Self {
		let row = |(kind, country, countries): &(u8, &str, &[&str])| {
			(*kind, country.to_string(), countries.iter().map(|code| code.to_string()).collect())
		};
		Self { exhaustion: rows.iter().map(row).collect() }
	}

	pub fn build() -> sp_io::TestExternalities {
		Self::default().externalities()
	}

	pub fn externalities(self) -> sp_io::TestExternalities {
		fakes::reset();
		FakeMembership::admit(BRAND_DRIVER, BRAND, Role::Carrier.into(), FR);
		FakeMembership::admit(BRAND_LAWYER, BRAND, Role::RightsHolder.into(), FR);
		FakeMembership::admit(FOREMAN, FACTORY, Role::Manufacturer.into(), CH);
		FakeMembership::admit(BUYER, IMPORTER, Role::Importer.into(), DE);
		FakeMembership::admit(MASTER, WORKSHOP, Role::Manufacturer.into(), DE);
		FakeRights::set(MARK, mark());
		let owners = sole_owner(Owner::Account(CREATOR));
		FakeRights::set(WORK, RightFacts { owners, ..mark() });
		share(LicensingRule::All);

		let pot: u64 = LicensingPalletId::get().into_account_truncating();
		let purses = PURSES.into_iter().map(|who| (who, PURSE));
		let balances = purses.chain([(pot, EXISTENTIAL_DEPOSIT)]).collect();
		let genesis = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
			licensing: pallet_licensing::GenesisConfig {
				exhaustion: self.exhaustion,
				..Default::default()
			},
			..Default::default()
		};
		let storage = genesis.build_storage().expect("genesis is well-formed");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			set_time(NOW);
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::default().execute(test);
	}

	pub fn execute(self, test: impl FnOnce()) {
		self.externalities().execute_with(|| {
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
		owners: sole_owner(Owner::Organisation(BRAND)),
		rule: LicensingRule::All,
		territories: Territories::european_union(),
		designation: None,
		term: Term { from: 0, until: None },
		ended: None,
		surrendered: None,
	}
}

/// Owners with their parts in per cent.
pub fn owners(shares: &[(Owner<u64>, u32)]) -> Owners<u64> {
	let share = |(owner, percent): &(Owner<u64>, u32)| Share {
		owner: *owner,
		part: sp_runtime::Permill::from_percent(*percent),
	};
	shares.iter().map(share).collect::<Vec<_>>().try_into().expect("at most sixteen")
}

/// Gives the shared right to the brand (half), the creator (30 %) and the partner, who license it by this
/// rule.
pub fn share(rule: LicensingRule) {
	let shares = [
		(Owner::Organisation(BRAND), 50),
		(Owner::Account(CREATOR), 30),
		(Owner::Account(PARTNER), 20),
	];
	FakeRights::set(SHARED, RightFacts { owners: owners(&shares), rule, ..mark() });
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
		products: Products::All,
		channel: Channel::Any,
		exclusivity: Exclusivity::NonExclusive,
		sublicensing: 0,
		notice: 0,
		sell_off: 0,
		royalties: None,
	}
}

/// The same with royalties for goods that are made; acts for which too little was paid in are refused.
pub fn royal() -> LicenceTerms {
	let royalties = RoyaltyTerms {
		bases: Bases::of(&[RoyaltyBasis::Manufactured]),
		period: None,
		rates: RATES,
		shortfall: Shortfall::Refuse,
	};
	LicenceTerms { royalties: Some(royalties), ..terms() }
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
		goods: GoodsHistory::default(),
	}
}

/// So many pieces are manufactured.
pub fn making(pieces: u64) -> Exercise {
	Exercise {
		activity: Activity::Manufacture,
		quantity: Quantity::Pieces(pieces),
		reference: LINE,
	}
}

/// The rights of an offer.
pub fn rights(ids: &[RightId]) -> LicensedRights {
	ids.to_vec().try_into().expect("at most eight")
}

/// The call, with its terms in a box.
pub fn offer_as(
	origin: RuntimeOrigin,
	rights: LicensedRights,
	licensee: OrgId,
	terms: LicenceTerms,
	parent: Option<LicenceId>,
) -> sp_runtime::DispatchResult {
	Licensing::offer(origin, rights, licensee, Box::new(terms), parent)
}

/// The brand offers the factory a licence of its mark.
pub fn offered(terms: LicenceTerms) -> LicenceId {
	offered_by(BRAND_LAWYER, &[MARK], FACTORY, terms, None)
}

pub fn offered_by(
	who: u64,
	ids: &[RightId],
	licensee: OrgId,
	terms: LicenceTerms,
	parent: Option<LicenceId>,
) -> LicenceId {
	let id = NextLicenceId::<Test>::get();
	let origin = RuntimeOrigin::signed(who);
	frame_support::assert_ok!(offer_as(origin, rights(ids), licensee, terms, parent));
	id
}

/// The operator that accepts for an organisation.
pub fn operator_of(org: OrgId) -> u64 {
	match org {
		FACTORY => FOREMAN,
		IMPORTER => BUYER,
		WORKSHOP => MASTER,
		_ => BRAND_LAWYER,
	}
}

/// The brand licenses the factory.
pub fn granted(terms: LicenceTerms) -> LicenceId {
	granted_by(BRAND_LAWYER, &[MARK], FACTORY, terms, None)
}

pub fn granted_by(
	who: u64,
	ids: &[RightId],
	licensee: OrgId,
	terms: LicenceTerms,
	parent: Option<LicenceId>,
) -> LicenceId {
	let id = offered_by(who, ids, licensee, terms, parent);
	let origin = RuntimeOrigin::signed(operator_of(licensee));
	frame_support::assert_ok!(Licensing::accept(origin, id));
	id
}

/// The licensee of a licence of the brand's pays in, and the brand accepts.
pub fn funded(licence: LicenceId, basis: RoyaltyBasis, covers: u64, amount: Balance) {
	funded_by(FOREMAN, BRAND_LAWYER, licence, basis, covers, amount);
}

pub fn funded_by(
	payer: u64,
	licensor: u64,
	licence: LicenceId,
	basis: RoyaltyBasis,
	covers: u64,
	amount: Balance,
) {
	let payer = RuntimeOrigin::signed(payer);
	frame_support::assert_ok!(Licensing::pay_in(payer, licence, basis, covers, amount));
	let licensor = RuntimeOrigin::signed(licensor);
	frame_support::assert_ok!(Licensing::accept_payment(licensor, licence, basis, covers, amount));
}

/// What is on hold on an account.
pub fn on_hold(who: u64) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&HoldReason::Royalties.into(), &who)
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
			let mut id = H256::zero();
			id.0[28..].copy_from_slice(&seed.to_be_bytes());
			let owners = sole_owner(Owner::Organisation(owner));
			let territories = Territories::everywhere();
			FakeRights::set(id, RightFacts { owners, territories, ..mark() });
			id
		}

		fn licence(right: RightId, licensee: OrgId) -> LicenceId {
			Licensing::benchmark_licence(right, licensee)
		}

		fn expel(org: OrgId) {
			tracemark_primitives::fakes::FakeMembership::set_standing(
				org,
				tracemark_primitives::parties::Standing::Expelled,
			);
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
