//! A runtime of this pallet over the fakes, and the world that its tests begin in.

use crate as pallet_customs;
use crate::*;
use frame_support::{assert_ok, derive_impl, BoundedVec};
use frame_system::EnsureRoot;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, ConditionResult, Exercise, GoodsHistory, Ground,
		Making, Question,
	},
	customs::{DeclarationForm, DeclarationLine, Nature},
	digest::{Digest, DigestAlgorithm},
	fakes::{self, FakeAuthorisation, FakeCustody, FakeEvidence, FakeMembership, FakeRights},
	goods::{
		ClassFacts, Content, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId, Presence,
		ProofOutcome, Whereabouts,
	},
	gs1::{CompanyPrefix, Gtin, Serial, Sscc},
	hs::HsCode,
	parties::{Member, NamedParty, Owner, Party, Role, Roles},
	quantity::Quantity,
	rights::{
		sole_owner, AttestationBasis, LicensingRule, OfficeCode, RightFacts, RightId, RightKind,
	},
	territory::{Country, Territories},
	time::{EventTime, Term},
	traits::{Authorisation, MaxPrefixes, Membership},
	LicenceId, Moment, OrgId,
};

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Customs: pallet_customs,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type DbWeight = frame_support::weights::constants::RocksDbWeight;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

impl Config for Test {
	type Time = Timestamp;
	type Membership = Operators;
	type Rights = FakeRights;
	type Authorisation = Licences;
	type Custody = FakeCustody;
	type Evidence = FakeEvidence;
	type RegimeOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// [`FakeMembership`] with an operator for each account, so that an authority has two officers.
pub struct Operators;

impl Membership<u64> for Operators {
	fn ensure_member(who: &u64) -> Result<Member, DispatchError> {
		let member = FakeMembership::ensure_member(who)?;
		Ok(Member { operator: (*who).try_into().unwrap(), ..member })
	}
	fn ensure_role(who: &u64, roles: Roles) -> Result<Member, DispatchError> {
		FakeMembership::ensure_role(who, roles)?;
		Self::ensure_member(who)
	}
	fn is_operator(who: &u64) -> bool {
		FakeMembership::is_operator(who)
	}
	fn party(org: OrgId) -> Option<Party> {
		FakeMembership::party(org)
	}
	fn prefixes(org: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes> {
		FakeMembership::prefixes(org)
	}
	fn is_accredited(org: OrgId, office: OfficeCode, kind: RightKind) -> bool {
		FakeMembership::is_accredited(org, office, kind)
	}
	fn account_of(org: OrgId) -> Option<u64> {
		FakeMembership::account_of(org)
	}
}

/// [`FakeAuthorisation`] that asks what a licence leaves, and says what an act would be that nothing
/// permits.
pub struct Licences;

impl Authorisation for Licences {
	fn ask(question: &Question) -> AuthorisationReport {
		let mut report = FakeAuthorisation::ask(question);
		if report.answer == Answer::NotPermitted && report.nature.is_none() {
			report.nature = Some(match question.goods.making {
				Making::WithConsent => Nature::ParallelTrade,
				_ => Nature::OtherInfringement,
			});
		}
		let Answer::Permitted(Ground::Licence(licence)) = report.answer else { return report };
		match (FakeAuthorisation::left(licence), question.quantity) {
			(Some(left), Some(asked)) if left.checked_sub(&asked).is_none() => {
				AuthorisationReport {
					answer: Answer::NotPermitted,
					quantity: ConditionResult::Failed,
					..report
				}
			},
			_ => report,
		}
	}
	fn exercise(licence: LicenceId, act: &Exercise) -> DispatchResult {
		FakeAuthorisation::exercise(licence, act)
	}
	fn exercise_up_to(licence: LicenceId, act: &Exercise) {
		FakeAuthorisation::exercise_up_to(licence, act)
	}
}

pub const NOW: Moment = 1_700_000_000_000;
pub const TODAY: i32 = 19_675;

// Organisations; each has an operator of the same number.
pub const BROKER: OrgId = 1;
pub const IMPORTER: OrgId = 2;
pub const WAREHOUSE: OrgId = 3;
pub const FACTORY: OrgId = 4;
pub const BRAND: OrgId = 5;
pub const TRADER: OrgId = 6;
pub const GERMAN_CUSTOMS: OrgId = 10;
pub const FRENCH_CUSTOMS: OrgId = 11;
pub const GERMAN_INSPECTORATE: OrgId = 12;

// Accounts.
pub const OFFICER: u64 = 10;
pub const COLLEAGUE: u64 = 20;
pub const FRENCH_OFFICER: u64 = 11;
pub const INSPECTOR: u64 = 12;
pub const OUTSIDER: u64 = 99;

pub const GERMANY: Country = Country(*b"DE");
pub const FRANCE: Country = Country(*b"FR");
pub const CHINA: Country = Country(*b"CN");

pub const LICENCE: LicenceId = 7;
pub const PIECES: u64 = 100;

pub fn right() -> RightId {
	H256::repeat_byte(0x11)
}

pub fn lot() -> LotId {
	H256::repeat_byte(0x22)
}

pub fn pallet_object() -> ObjectId {
	H256::repeat_byte(0x33)
}

pub fn unit_object() -> ObjectId {
	H256::repeat_byte(0x44)
}

/// The number with its mod-10 check digit.
fn with_check_digit<const N: usize>(body: u64) -> [u8; N] {
	let mut digits: Vec<u8> = format!("{body:0width$}", width = N - 1).into_bytes();
	let weighted =
		|(place, digit): (usize, &u8)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 };
	let sum: u32 = digits.iter().rev().enumerate().map(weighted).sum();
	digits.push(b'0' + ((10 - sum % 10) % 10) as u8);
	digits.try_into().unwrap()
}

pub fn gtin(number: u64) -> Gtin {
	Gtin(with_check_digit(400_000_000_000 + number))
}

/// The class of the lawful goods.
pub fn shoe() -> Gtin {
	gtin(1)
}

pub fn pallet(number: u64) -> GoodsClaim {
	GoodsClaim::LogisticUnit { sscc: Sscc(with_check_digit(400_000_000_000 + number)) }
}

pub fn unit(serial: &str) -> GoodsClaim {
	GoodsClaim::Unit { gtin: shoe(), serial: Serial::try_from(serial).unwrap(), proof: None }
}

pub fn digest(byte: u8) -> Digest {
	Digest { algorithm: DigestAlgorithm::Sha256, value: H256::repeat_byte(byte) }
}

/// Goods of the lawful lot, held by the warehouse.
pub fn facts(object: ObjectId, pieces: u64) -> GoodsFacts {
	GoodsFacts {
		whereabouts: Some(Whereabouts {
			object,
			holder: WAREHOUSE,
			presence: Presence::Held,
			cleared: None,
			first_sale: None,
			owner: WAREHOUSE,
		}),
		proof: ProofOutcome::NotOffered,
		contents: BoundedVec::truncate_from(vec![Content {
			lot: lot(),
			quantity: Quantity::Pieces(pieces),
		}]),
		leaf: None,
	}
}

/// The same goods where custody knows them to be otherwise.
pub fn at(facts: GoodsFacts, change: impl FnOnce(&mut Whereabouts)) -> GoodsFacts {
	let mut whereabouts = facts.whereabouts.unwrap();
	change(&mut whereabouts);
	GoodsFacts { whereabouts: Some(whereabouts), ..facts }
}

pub fn brand_right() -> RightFacts<u64> {
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

/// The question whether `party` may import.
pub fn import(party: OrgId, country: Country) -> Question {
	Question {
		right: right(),
		party,
		activity: Activity::Import,
		country,
		at: NOW,
		quantity: None,
		goods: GoodsHistory::default(),
	}
}

/// Permitted by the licence, or not if `change` makes a condition fail.
pub fn licensed(change: impl FnOnce(&mut AuthorisationReport)) -> AuthorisationReport {
	use ConditionResult::Passed;
	let granted = AuthorisationReport {
		basis: Some(AttestationBasis::Office),
		licence: Some(LICENCE),
		right_in_force: Passed,
		standing: Passed,
		not_revoked: Passed,
		activity: Passed,
		territory: Passed,
		term: Passed,
		..AuthorisationReport::bare(Answer::Permitted(Ground::Licence(LICENCE)))
	};
	let mut report = granted;
	change(&mut report);
	if report != granted {
		report.answer = Answer::NotPermitted;
	}
	report
}

/// No licence at all.
pub fn unlicensed() -> AuthorisationReport {
	AuthorisationReport {
		right_in_force: ConditionResult::Passed,
		standing: ConditionResult::Passed,
		..AuthorisationReport::bare(Answer::NotPermitted)
	}
}

pub fn line(goods: Vec<GoodsClaim>, pieces: u64) -> DeclarationLine {
	DeclarationLine {
		gtin: shoe(),
		hs: HsCode { edition: 2022, code: *b"640411" },
		quantity: Quantity::Pieces(pieces),
		value: H256::repeat_byte(0x55),
		goods: goods.try_into().unwrap(),
	}
}

/// The lawful consignment: one pallet, declared by the broker for the licensed importer.
pub fn lawful() -> DeclarationForm {
	form(vec![line(vec![pallet(1)], PIECES)])
}

pub fn form(lines: Vec<DeclarationLine>) -> DeclarationForm {
	DeclarationForm {
		represented: Some(IMPORTER),
		importer: IMPORTER,
		holder: WAREHOUSE,
		seller: NamedParty::Member(FACTORY),
		origin: CHINA,
		destination: GERMANY,
		reference: Some(H256::repeat_byte(0x66)),
		lines: lines.try_into().unwrap(),
	}
}

/// The trader's: a serial cloned from a unit that the warehouse holds.
pub fn cloned() -> DeclarationForm {
	DeclarationForm {
		represented: None,
		importer: TRADER,
		holder: TRADER,
		..form(vec![line(vec![unit("A1")], 1)])
	}
}

#[derive(Default)]
pub struct ExtBuilder {
	instructed: bool,
	without_mandates: bool,
}

impl ExtBuilder {
	/// Without the mandates of importer and warehouse.
	pub fn without_mandates(mut self) -> Self {
		self.without_mandates = true;
		self
	}

	/// With the standing instruction of German customs.
	pub fn instructed(mut self) -> Self {
		self.instructed = true;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			fakes::reset();
			populate();
			if !self.without_mandates {
				mandate(IMPORTER, BROKER);
				mandate(WAREHOUSE, BROKER);
			}
			if self.instructed {
				let officer = RuntimeOrigin::signed(OFFICER);
				assert_ok!(Customs::instruct(officer, H256::repeat_byte(0x77)));
			}
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Customs::do_try_state().unwrap();
		});
	}
}

/// Lets `agent` declare for `principal`.
pub fn mandate(principal: OrgId, agent: OrgId) {
	assert_ok!(Customs::give_mandate(RuntimeOrigin::signed(principal.into()), agent));
}

fn populate() {
	let admit = |org: OrgId, role: Role, country| {
		FakeMembership::admit(org.into(), org, role.into(), country);
	};
	admit(BROKER, Role::Broker, GERMANY);
	admit(IMPORTER, Role::Importer, GERMANY);
	admit(WAREHOUSE, Role::Warehouse, GERMANY);
	admit(FACTORY, Role::Manufacturer, CHINA);
	admit(BRAND, Role::RightsHolder, GERMANY);
	admit(TRADER, Role::Trader, CHINA);
	admit(GERMAN_CUSTOMS, Role::Customs, GERMANY);
	admit(FRENCH_CUSTOMS, Role::Customs, FRANCE);
	admit(GERMAN_INSPECTORATE, Role::Customs, GERMANY);
	FakeMembership::admit(COLLEAGUE, GERMAN_CUSTOMS, Role::Customs.into(), GERMANY);

	FakeRights::set(right(), brand_right());
	FakeAuthorisation::answer(import(IMPORTER, GERMANY), licensed(|_| {}));
	FakeAuthorisation::answer_all(unlicensed());
	FakeCustody::set_class(
		shoe(),
		ClassFacts {
			owner: BRAND,
			rights: BoundedVec::truncate_from(vec![right().into()]),
			hs: HsCode { edition: 2022, code: *b"640411" },
			registered_at: NOW - 1,
			version: 0,
			revised_at: None,
			added: Default::default(),
			serialised: None,
			ceiling: None,
			made: u128::from(PIECES),
			with_serials: u128::from(PIECES),
		},
	);
	FakeCustody::set_lot(
		lot(),
		LotFacts {
			gtin: shoe(),
			class_version: 0,
			maker: FACTORY,
			made_in: CHINA,
			commissioned_at: NOW - 1,
			consented: BoundedVec::truncate_from(vec![right()]),
			licences: Default::default(),
			quantity: Quantity::Pieces(PIECES),
			root: Some(H256::repeat_byte(0x10)),
			made_at: EventTime { moment: NOW - 1, offset: 480 },
			made_where: None,
			keepers: Default::default(),
		},
	);
	FakeCustody::set_facts(&pallet(1), pallet_object(), facts(pallet_object(), PIECES));
	FakeCustody::set_facts(&unit("A1"), unit_object(), facts(unit_object(), 1));
	FakeEvidence::anchor(digest(1), NOW - 1);
}

/// What [`crate::benchmarking`] needs, out of the fakes.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::EvidenceHelper for Helper {
	fn anchored(seed: u32) -> Digest {
		let digest = digest(seed.try_into().unwrap());
		FakeEvidence::anchor(digest, NOW);
		digest
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl tracemark_primitives::benchmarking::BenchmarkHelper<u64> for Helper {
	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
	fn member(seed: u32, roles: Roles) -> (u64, OrgId) {
		let org = 1_000 + seed;
		FakeMembership::admit(org.into(), org, roles, GERMANY);
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
	fn add_prefix(org: OrgId, prefix: CompanyPrefix) {
		FakeMembership::add_prefix(org, prefix);
	}
	fn attested_right(_: u32, _: OrgId) -> RightId {
		right()
	}
	fn licence(_: RightId, licensee: OrgId) -> LicenceId {
		FakeAuthorisation::answer(import(licensee, GERMANY), licensed(|_| {}));
		LICENCE
	}
	fn logistic_unit(seed: u32, holder: OrgId, _: u8) -> (GoodsClaim, Gtin, Quantity) {
		Self::licence(right(), holder);
		let claim = pallet(1_000 + u64::from(seed));
		let object = H256::from_low_u64_be(1_000 + u64::from(seed));
		let facts = at(facts(object, PIECES), |whereabouts| whereabouts.holder = holder);
		FakeCustody::set_facts(&claim, object, facts);
		(claim, shoe(), Quantity::Pieces(PIECES))
	}
	fn unit(seed: u32, holder: OrgId) -> (GoodsClaim, Gtin) {
		Self::licence(right(), holder);
		let claim = unit(&format!("B{seed}"));
		let object = H256::from_low_u64_be(2_000 + u64::from(seed));
		let facts = at(facts(object, 1), |whereabouts| whereabouts.holder = holder);
		FakeCustody::set_facts(&claim, object, facts);
		(claim, shoe())
	}
}
