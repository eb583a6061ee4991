//! The runtime that the tests run in.

use crate::{self as pallet_custody, KeyProof};
use codec::Encode;
use frame_support::{
	derive_impl, ord_parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureSignedBy;
use sp_core::{ed25519, Pair, H256};
use sp_runtime::BuildStorage;
use std::sync::LazyLock;
use tracemark_primitives::{
	authorisation::{Answer, AuthorisationReport},
	editions::{code_leaf, edition_id, CodeProof, EditionId, EditionSubject},
	fakes::{self, FakeAlerts, FakeAuthorisation, FakeMembership, FakeRights},
	geo::Coordinates,
	goods::{GoodsClaim, ObjectId},
	gs1::{
		consignment_id, logistic_unit_id, lot_id, lot_leaf, unit_id, CompanyPrefix, Gln, Gtin,
		LotNumber, Serial, SerialProof, Sscc,
	},
	hs::HsCode,
	merkle,
	parties::{Owner, Role, Roles},
	quantity::Quantity,
	rights::{sole_owner, AttestationBasis, LicensingRule, RightFacts, RightId, RightKind},
	territory::{Country, Territories},
	time::{EventTime, Term, DAY},
	Malformed, Moment, OrgId, Validate,
};

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Custody: pallet_custody,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

impl pallet_custody::Config for Test {
	type Time = Timestamp;
	type Membership = FakeMembership;
	type Rights = FakeRights;
	type Authorisation = FakeAuthorisation;
	type Alerts = FakeAlerts;
	type ReassignOrigin = EnsureSignedBy<CouncilAccount, u64>;
	type MaxOfferTerm = ConstU64<MAX_OFFER_TERM>;
	type MaxSegments = ConstU32<128>;
	type TopSpeed = ConstU32<TOP_SPEED>;
	type TravelMargin = ConstU32<TRAVEL_MARGIN>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Reassigns goods. Nobody's operator.
pub const COUNCIL: u64 = 1_000_000;

ord_parameter_types! {
	pub const CouncilAccount: u64 = COUNCIL;
}

/// Milliseconds: 30 days.
pub const MAX_OFFER_TERM: Moment = 30 * DAY;
/// Metres a second: about 1,000 km/h.
pub const TOP_SPEED: u32 = 278;
/// Metres.
pub const TRAVEL_MARGIN: u32 = 20_000;

/// Block time of the first block.
pub const NOW: Moment = 1_700_000_000_000;

// Accounts are operators of the organisation of the same number.
pub const BRAND: OrgId = 1;
pub const FACTORY: OrgId = 2;
pub const CARRIER: OrgId = 3;
pub const WAREHOUSE: OrgId = 4;
pub const IMPORTER: OrgId = 5;
pub const SHOP: OrgId = 6;
pub const CUSTOMS: OrgId = 7;
pub const MONITOR: OrgId = 8;
pub const NOTARY: OrgId = 9;
pub const OUTSIDER: OrgId = 99;

pub const MARK: RightId = H256::repeat_byte(0xaa);
pub const LEAVES: u32 = 64;

pub fn account(org: OrgId) -> u64 {
	u64::from(org)
}

pub fn signed(org: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(org))
}

pub fn country(code: &str) -> Country {
	Country::try_from(code).unwrap_or_else(|_| panic!("{code} is a country"))
}

/// `digits` with their check digit.
fn checked<const N: usize, K: Validate>(digits: &str, key: impl Fn([u8; N]) -> K) -> K {
	(0..10)
		.map(|check| format!("{digits}{check}"))
		.find_map(|text| {
			let candidate = key(text.as_bytes().try_into().ok()?);
			candidate.validate().ok().map(|()| candidate)
		})
		.expect("one of ten digits is right")
}

/// The `n`-th class of the brand.
pub fn gtin(n: u32) -> Gtin {
	checked(&format!("04012345{n:05}"), Gtin)
}

/// The `n`-th code of the factory.
pub fn sscc(n: u32) -> Sscc {
	checked(&format!("04098765{n:09}"), Sscc)
}

/// The `n`-th location of the factory.
pub fn gln(n: u32) -> Gln {
	checked(&format!("409876500{n:03}"), Gln)
}

pub fn place() -> Option<Gln> {
	Some(gln(1))
}

/// A point in thousandths of a degree.
pub fn point(latitude: i32, longitude: i32) -> Coordinates {
	Coordinates { latitude: latitude * 1_000, longitude: longitude * 1_000 }
}

pub fn number(n: u32) -> LotNumber {
	LotNumber::try_from(format!("L{n}").as_str()).unwrap_or_else(|_| panic!("a lot number"))
}

pub fn serial(n: u32) -> Serial {
	Serial::try_from(format!("S{n:06}").as_str()).unwrap_or_else(|_| panic!("a serial"))
}

pub fn hs() -> HsCode {
	HsCode { edition: 2022, code: *b"640411" }
}

/// Now.
pub fn time() -> EventTime {
	EventTime { moment: Timestamp::get(), offset: 60 }
}

/// Lets `seconds` and a block pass.
pub fn pass(seconds: u64) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(Timestamp::get() + seconds * 1_000);
}

fn leaves(class: &Gtin) -> Vec<H256> {
	(0..LEAVES).map(|n| lot_leaf(class, &serial(n), &item_key(n))).collect()
}

/// The key that is hidden under the label of the `n`-th unit of any lot.
pub fn hidden_key(n: u32) -> &'static ed25519::Pair {
	static KEYS: LazyLock<Vec<ed25519::Pair>> = LazyLock::new(|| {
		let seed = |n: u32| sp_io::hashing::blake2_256(&n.to_le_bytes());
		(0..LEAVES).map(|n| ed25519::Pair::from_seed(&seed(n))).collect()
	});
	&KEYS[n as usize]
}

fn item_key(n: u32) -> H256 {
	H256(sp_io::hashing::blake2_256(&hidden_key(n).public().0))
}

/// The root over [`LEAVES`] serials of a class.
pub fn root(class: &Gtin) -> H256 {
	merkle::root(&leaves(class)).expect("not empty")
}

pub fn proof(class: &Gtin, lot: u32, n: u32) -> SerialProof {
	let path = merkle::path(&leaves(class), n as usize).expect("inside");
	let path = path.try_into().expect("at most 32");
	SerialProof { lot: number(lot), index: n, item_key: item_key(n), path }
}

/// The `n`-th unit of lot `lot` of the first class, with its path.
pub fn unit_claim(lot: u32, n: u32) -> GoodsClaim {
	let gtin = gtin(1);
	GoodsClaim::Unit { gtin, serial: serial(n), proof: Some(proof(&gtin, lot, n)) }
}

pub fn unit(n: u32) -> ObjectId {
	unit_id(&gtin(1), &serial(n))
}

/// Consignment `n` of lot `lot` of the first class.
pub fn consignment(lot: u32, n: u32) -> ObjectId {
	consignment_id(&lot_id(&gtin(1), &number(lot)), n)
}

/// The logistic unit that first bore the code.
pub fn pallet(n: u32) -> ObjectId {
	logistic_unit_id(&sscc(n), 0)
}

pub fn seq(object: ObjectId) -> u32 {
	crate::Items::<Test>::get(object).expect("has a record").seq
}

/// The `n`-th edition of the first class.
pub fn copies(n: u32) -> EditionSubject {
	EditionSubject::Class { gtin: gtin(1), number: number(n) }
}

pub fn edition(n: u32) -> EditionId {
	edition_id(&copies(n))
}

fn code_salt(n: u32) -> H256 {
	H256(sp_io::hashing::blake2_256(&(b"salt", n).encode()))
}

/// The leaves of an edition: the seeds of [`hidden_key`]s are its codes.
fn codes(edition: &EditionId) -> Vec<H256> {
	(0..LEAVES).map(|n| code_leaf(edition, &hidden_key(n).public(), &code_salt(n))).collect()
}

pub fn edition_root(edition: &EditionId) -> H256 {
	merkle::root(&codes(edition)).expect("not empty")
}

/// What shows that the `n`-th code is of an edition.
pub fn code_proof(edition: &EditionId, n: u32) -> CodeProof {
	let path = merkle::path(&codes(edition), n as usize).expect("inside");
	CodeProof { index: n, salt: code_salt(n), path: path.try_into().expect("at most 32") }
}

/// The use of the `n`-th code of an edition for a token, signed by the key of the `key`-th.
pub fn use_signed_by(
	key: u32,
	edition: &EditionId,
	n: u32,
	token: H256,
	sold_by: Option<OrgId>,
) -> KeyProof {
	let (pair, expiry) = (hidden_key(key), NOW + 60_000);
	let message = Custody::activation_message(edition, n, &token, sold_by, expiry);
	KeyProof { key: pair.public(), token, expiry, signature: pair.sign(&message) }
}

/// Issues the `n`-th edition of the first class, at the brand.
pub fn issue(n: u32) -> EditionId {
	let edition = edition(n);
	Custody::issue_edition(signed(BRAND), copies(n), LEAVES, edition_root(&edition))
		.expect("is authorised");
	edition
}

/// Commissions a lot with serials of the first class, at the factory.
pub fn commission(lot: u32) -> ObjectId {
	let gtin = gtin(1);
	let quantity = Quantity::Pieces(LEAVES.into());
	let root = Some(root(&gtin));
	Custody::commission(signed(FACTORY), gtin, number(lot), quantity, root, place(), time())
		.expect("is authorised");
	consignment(lot, 0)
}

/// Commissions a lot without serials of the first class, at the factory.
pub fn commission_loose(lot: u32, pieces: u64) -> ObjectId {
	let quantity = Quantity::Pieces(pieces);
	Custody::commission(signed(FACTORY), gtin(1), number(lot), quantity, None, place(), time())
		.expect("is authorised");
	consignment(lot, 0)
}

/// Packs at `org`.
pub fn pack(org: OrgId, code: u32, children: &[ObjectId]) -> ObjectId {
	let children: Vec<_> = children.iter().map(|child| (*child, seq(*child))).collect();
	let children = children.try_into().expect("at most 200");
	Custody::pack(signed(org), sscc(code), children, place(), time()).expect("can be packed");
	pallet(code)
}

pub fn offer(from: OrgId, to: OrgId, object: ObjectId) {
	Custody::offer(signed(from), object, seq(object), to, None, place(), time())
		.expect("is at hand");
}

/// Offers and accepts.
pub fn hand_over(from: OrgId, to: OrgId, object: ObjectId) {
	offer(from, to, object);
	Custody::accept(signed(to), object, seq(object), place(), time()).expect("was offered");
}

#[derive(Default)]
pub struct ExtBuilder {
	empty: bool,
}

impl ExtBuilder {
	/// Without the first class.
	pub fn without_class(mut self) -> Self {
		self.empty = true;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		fakes::reset();
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
		let mut ext = sp_io::TestExternalities::new(storage.expect("is valid"));
		ext.execute_with(|| {
			System::set_block_number(1);
			Timestamp::set_timestamp(NOW);
			populate();
			if !self.empty {
				let rights = vec![MARK.into()].try_into().expect("one");
				Custody::register_class(signed(BRAND), gtin(1), rights, hs())
					.expect("the brand's own");
			}
			System::reset_events();
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Custody::do_try_state().expect("the invariants hold");
		});
	}
}

fn populate() {
	let members: [(OrgId, &[Role], &str); 9] = [
		(BRAND, &[Role::RightsHolder], "DE"),
		(FACTORY, &[Role::Manufacturer], "PT"),
		(CARRIER, &[Role::Carrier], "FR"),
		(WAREHOUSE, &[Role::Warehouse], "FR"),
		(IMPORTER, &[Role::Importer, Role::Distributor], "DE"),
		(SHOP, &[Role::Retailer], "DE"),
		(CUSTOMS, &[Role::Customs], "DE"),
		(MONITOR, &[Role::Monitor], "DE"),
		(NOTARY, &[Role::Notary], "DE"),
	];
	for (org, roles, code) in members {
		FakeMembership::admit(account(org), org, Roles::of(roles), country(code));
	}
	let prefix = |text| CompanyPrefix::try_from(text).unwrap_or_else(|Malformed| panic!("digits"));
	FakeMembership::add_prefix(BRAND, prefix("4012345"));
	FakeMembership::add_prefix(FACTORY, prefix("4098765"));
	let facts = RightFacts {
		kind: RightKind::TradeMark,
		basis: AttestationBasis::Office,
		owners: sole_owner(Owner::Organisation(BRAND)),
		rule: LicensingRule::All,
		territories: Territories::european_union(),
		designation: None,
		term: Term { from: 0, until: None },
		ended: None,
		surrendered: None,
	};
	FakeRights::set(MARK, facts);
	let permitted = Answer::Permitted(tracemark_primitives::authorisation::Ground::Owner);
	FakeAuthorisation::answer_all(AuthorisationReport::bare(permitted));
}

#[cfg(feature = "runtime-benchmarks")]
pub use helper::{with_keystore, Helper};

#[cfg(feature = "runtime-benchmarks")]
mod helper {
	use super::*;
	use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
	use tracemark_primitives::{
		benchmarking::BenchmarkHelper, rights::OfficeCode, LicenceId, Moment,
	};

	/// Where the keys are that benchmarks sign with.
	pub fn with_keystore() -> sp_io::TestExternalities {
		let mut ext = ExtBuilder::default().build();
		ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
		ext
	}

	pub struct Helper;

	impl BenchmarkHelper<u64> for Helper {
		fn set_time(now: Moment) {
			Timestamp::set_timestamp(now);
		}
		fn member(seed: u32, roles: Roles) -> (u64, OrgId) {
			let org = 1_000 + seed;
			FakeMembership::admit(account(org), org, roles, country("DE"));
			(account(org), org)
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
		fn attested_right(seed: u32, owner: OrgId) -> RightId {
			let id = H256::from_low_u64_be(seed.into());
			let facts = RightFacts {
				kind: RightKind::TradeMark,
				basis: AttestationBasis::Office,
				owners: sole_owner(Owner::Organisation(owner)),
				rule: LicensingRule::All,
				territories: Territories::european_union(),
				designation: None,
				term: Term { from: 0, until: None },
				ended: None,
				surrendered: None,
			};
			FakeRights::set(id, facts);
			id
		}
		fn licence(_: RightId, _: OrgId) -> LicenceId {
			let answer = Answer::Permitted(tracemark_primitives::authorisation::Ground::Licence(0));
			FakeAuthorisation::answer_all(AuthorisationReport::bare(answer));
			0
		}
		fn logistic_unit(seed: u32, holder: OrgId, depth: u8) -> (GoodsClaim, Gtin, Quantity) {
			Custody::benchmark_logistic_unit(seed, holder, MARK, depth)
		}
		fn unit(seed: u32, holder: OrgId) -> (GoodsClaim, Gtin) {
			Custody::benchmark_unit(seed, holder, MARK)
		}
	}
}
