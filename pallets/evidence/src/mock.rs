//! A runtime of system, timestamp and this pallet, over a fake consortium.

use crate as pallet_evidence;
use crate::*;
use frame_support::{assert_ok, derive_impl, parameter_types};
use frame_system::mocking::MockBlock;
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;
use tracemark_primitives::{
	digest::{Digest, DigestAlgorithm::Sha256},
	evidence::{Exhibit, ExhibitAct},
	fakes::{self, FakeMembership},
	merkle::{self, AuditPath},
	parties::Role,
	quantity::{Quantity, UnitCode},
	territory::Country,
	time::{EventTime, DAY, MINUTE},
	Moment, OrgId,
};

/// Block time at which every test begins.
pub const NOW: Moment = 1_700_000_000_000;

/// Operators: each of an organisation of its own with the number [`org`].
pub const BRAND: u64 = 1;
pub const MONITOR: u64 = 2;
pub const NOTARY: u64 = 3;
pub const CUSTOMS: u64 = 4;
pub const LABORATORY: u64 = 5;
pub const POLICE: u64 = 6;
pub const COURT: u64 = 7;
pub const CARRIER: u64 = 8;
pub const SURVEILLANCE: u64 = 9;
/// Further monitors, numbered without gaps.
pub const MONITORS: core::ops::Range<u64> = 10..26;
/// No operator.
pub const OUTSIDER: u64 = 99;

const MEMBERS: [(u64, &[Role]); 9] = [
	(BRAND, &[Role::RightsHolder]),
	(MONITOR, &[Role::Monitor]),
	(NOTARY, &[Role::Notary, Role::Representative]),
	(CUSTOMS, &[Role::Customs]),
	(LABORATORY, &[Role::Laboratory]),
	(POLICE, &[Role::Police]),
	(COURT, &[Role::Court]),
	(CARRIER, &[Role::Carrier]),
	(SURVEILLANCE, &[Role::MarketSurveillance]),
];

/// The organisation of an operator.
pub fn org(operator: u64) -> OrgId {
	100 + operator as OrgId
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(55)]
	pub type Evidence = pallet_evidence;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
}

parameter_types! {
	pub const MinimumPeriod: Moment = 1;
}

impl pallet_timestamp::Config for Test {
	type Moment = Moment;
	type OnTimestampSet = ();
	type MinimumPeriod = MinimumPeriod;
	type WeightInfo = ();
}

impl Config for Test {
	type Time = Timestamp;
	type Membership = FakeMembership;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Members of the fake consortium for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
mod helper {
	use super::*;
	use tracemark_primitives::{
		goods::GoodsClaim,
		gs1::{CompanyPrefix, Gtin},
		parties::Roles,
		rights::{OfficeCode, RightId},
		LicenceId,
	};

	const UNUSED: &str = "evidence asks for members and time only";

	impl tracemark_primitives::benchmarking::BenchmarkHelper<u64> for Helper {
		fn set_time(now: Moment) {
			Timestamp::set_timestamp(now);
		}
		fn member(seed: u32, roles: Roles) -> (u64, OrgId) {
			FakeMembership::admit(seed.into(), seed, roles, Country(*b"DE"));
			(seed.into(), seed)
		}
		fn expel(org: OrgId) {
			tracemark_primitives::fakes::FakeMembership::set_standing(
				org,
				tracemark_primitives::parties::Standing::Expelled,
			);
		}
		fn accredit(_: OrgId, _: OfficeCode) {
			unimplemented!("{UNUSED}")
		}
		fn add_prefix(_: OrgId, _: CompanyPrefix) {
			unimplemented!("{UNUSED}")
		}
		fn attested_right(_: u32, _: OrgId) -> RightId {
			unimplemented!("{UNUSED}")
		}
		fn licence(_: RightId, _: OrgId) -> LicenceId {
			unimplemented!("{UNUSED}")
		}
		fn logistic_unit(_: u32, _: OrgId, _: u8) -> (GoodsClaim, Gtin, Quantity) {
			unimplemented!("{UNUSED}")
		}
		fn unit(_: u32, _: OrgId) -> (GoodsClaim, Gtin) {
			unimplemented!("{UNUSED}")
		}
	}
}

/// Builds the world of a test.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> TestExternalities {
		fakes::reset();
		for (account, roles) in MEMBERS {
			let roles = tracemark_primitives::parties::Roles::of(roles);
			FakeMembership::admit(account, org(account), roles, Country(*b"DE"));
		}
		for account in MONITORS {
			let roles = Role::Monitor.into();
			FakeMembership::admit(account, org(account), roles, Country(*b"DE"));
		}
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = TestExternalities::new(storage);
		ext.execute_with(|| advance_to(1, NOW));
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Evidence::do_try_state().unwrap();
		});
	}
}

/// Goes to a block and its time.
pub fn advance_to(block: u64, now: Moment) {
	System::set_block_number(block);
	Timestamp::set_timestamp(now);
}

/// The last event of this pallet or another.
#[track_caller]
pub fn assert_last_event(event: Event<Test>) {
	System::assert_last_event(event.into());
}

pub fn sha256(byte: u8) -> Digest {
	Digest { algorithm: Sha256, value: H256::repeat_byte(byte) }
}

/// A description with a time claimed shortly before [`NOW`].
pub fn description() -> Description {
	described_at(NOW - MINUTE)
}

pub fn described_at(moment: Moment) -> Description {
	Description {
		subjects: vec![
			Subject::Right(H256::repeat_byte(0xa1)),
			Subject::Listing(H256::repeat_byte(0xa2)),
		]
		.try_into()
		.unwrap(),
		provenance: Provenance {
			source: H256::repeat_byte(0xb1),
			tool: H256::repeat_byte(0xb2),
			captured_by: Some(H256::repeat_byte(0xb3)),
			claimed_time: EventTime { moment, offset: 60 },
			witnesses: vec![H256::repeat_byte(0xb4)].try_into().unwrap(),
		},
	}
}

/// A description whose claimed time has this offset, in minutes.
pub fn described_with_offset(offset: i16) -> Description {
	let mut description = description();
	description.provenance.claimed_time.offset = offset;
	description
}

/// What state is to hold of a deposit by `operator` in the current block.
pub fn deposit_by(operator: u64, kind: EvidenceKind, content: Content) -> Deposit {
	Deposit {
		kind,
		org: org(operator),
		operator: org(operator),
		block: System::block_number() as u32,
		moment: pallet_timestamp::Now::<Test>::get(),
		content,
		description: description().digest(),
	}
}

/// Anchors a photograph with [`description`].
#[track_caller]
pub fn anchor(operator: u64, digest: Digest) {
	let origin = RuntimeOrigin::signed(operator);
	assert_ok!(Evidence::anchor(origin, digest, EvidenceKind::Photograph, description()));
}

/// Goes to the next block, an hour later: what was deposited can be revoked.
pub fn wait() {
	let now = pallet_timestamp::Now::<Test>::get();
	advance_to(System::block_number() + 1, now + REVOCABLE_AFTER);
}

/// The ground of every revocation.
pub const GROUND: H256 = H256::repeat_byte(0xee);

/// Revokes deposit `number` of a digest.
pub fn revoke(
	operator: u64,
	digest: Digest,
	number: u32,
) -> frame_support::dispatch::DispatchResult {
	Evidence::revoke(RuntimeOrigin::signed(operator), digest, number, GROUND)
}

pub fn reinstate(
	operator: u64,
	digest: Digest,
	number: u32,
) -> frame_support::dispatch::DispatchResult {
	Evidence::reinstate(RuntimeOrigin::signed(operator), digest, number, GROUND)
}

/// What identifies a token, number `n` of its authority.
pub fn time_stamp(n: u8) -> TimeStamp {
	TimeStamp {
		token: sha256(n),
		// 1.3.6.1.4.1.99999.1
		policy: PolicyId(vec![0x2b, 6, 1, 4, 1, 0x86, 0x8d, 0x1f, 1].try_into().unwrap()),
		serial: SerialNumber(vec![n].try_into().unwrap()),
		stated: NOW,
	}
}

/// The reference of every case.
pub const CASE: H256 = H256::repeat_byte(0xca);

/// Holds a digest for the case.
#[track_caller]
pub fn hold(operator: u64, digest: Digest) {
	assert_ok!(Evidence::hold(RuntimeOrigin::signed(operator), digest, CASE));
}

/// What is captured.
pub const SUBJECT: H256 = H256::repeat_byte(0x5b);

/// The organisations of operators.
pub fn invite(operators: impl IntoIterator<Item = u64>) -> Invited {
	operators.into_iter().map(org).collect::<Vec<_>>().try_into().unwrap()
}

/// Opens a group of captures for a day, to which [`MONITORS`] are invited.
#[track_caller]
pub fn open_capture(quorum: u8, size: u8) -> CaptureGroupId {
	let group = NextCaptureGroup::<Test>::get();
	let until = pallet_timestamp::Now::<Test>::get() + DAY;
	assert_ok!(Evidence::open_capture(
		RuntimeOrigin::signed(MONITOR),
		SUBJECT,
		quorum,
		size,
		invite(MONITORS),
		until
	));
	group
}

/// Anchors what an operator received, of which no two are the same.
#[track_caller]
pub fn capture(operator: u64) -> Digest {
	let raw = sha256(operator as u8);
	let origin = RuntimeOrigin::signed(operator);
	assert_ok!(Evidence::anchor(origin, raw, EvidenceKind::WebCapture, description()));
	raw
}

/// Adds what an operator received to a group.
pub fn join(
	operator: u64,
	group: CaptureGroupId,
	raw: Digest,
	extract: u8,
) -> frame_support::dispatch::DispatchResult {
	let extract = H256::repeat_byte(extract);
	Evidence::join_capture(RuntimeOrigin::signed(operator), group, raw, 0, extract)
}

/// The digest of the seal's number, as it is when an exhibit is registered.
pub const SEAL: H256 = H256::repeat_byte(0x5e);
/// The digest of another seal's number.
pub const OTHER_SEAL: H256 = H256::repeat_byte(0x5f);

/// Half a kilogram, for example.
pub fn micros(micros: u64) -> Quantity {
	Quantity::Measured { micros, unit: UnitCode(*b"KGM") }
}

/// Anchors the record of an exhibit.
#[track_caller]
pub fn exhibit_record(operator: u64, digest: Digest) {
	let origin = RuntimeOrigin::signed(operator);
	assert_ok!(Evidence::anchor(origin, digest, EvidenceKind::PhysicalExhibit, description()));
}

/// Anchors the record of `sha256(1)` and registers its first exhibit, of ten pieces.
#[track_caller]
pub fn register(operator: u64) {
	exhibit_record(operator, sha256(1));
	let quantity = Quantity::Pieces(10);
	let origin = RuntimeOrigin::signed(operator);
	assert_ok!(Evidence::register_exhibit(origin, sha256(1), 0, SEAL, quantity, None, None));
}

/// Exhibit `number` of `sha256(1)`.
#[track_caller]
pub fn exhibit(number: u32) -> Exhibit {
	Exhibits::<Test>::get(sha256(1), number).unwrap()
}

/// What was done with it last.
#[track_caller]
pub fn last_act(number: u32) -> ExhibitAct {
	let seq = exhibit(number).seq;
	ExhibitActs::<Test>::get((sha256(1), number, seq)).unwrap().act
}

/// An act with exhibit `number` as it stands.
macro_rules! on {
	($call:ident($operator:expr, $number:expr $(, $arg:expr)*)) => {{
		let seq = Exhibits::<Test>::get(sha256(1), $number).map_or(0, |exhibit| exhibit.seq);
		Evidence::$call(RuntimeOrigin::signed($operator), sha256(1), $number, seq $(, $arg)*)
	}};
}
pub(crate) use on;

/// Hands exhibit `number` from one to the other.
#[track_caller]
pub fn hand_over(number: u32, from: u64, to: u64) {
	let seal = exhibit(number).seal.unwrap();
	assert_ok!(on!(offer_exhibit(from, number, org(to))));
	assert_ok!(on!(accept_exhibit(to, number, seal)));
}

/// Opens exhibit 1 and takes a sample of it, which is exhibit `2` if it is the first.
#[track_caller]
pub fn sample(operator: u64, quantity: Quantity) {
	if exhibit(1).seal.is_some() {
		assert_ok!(on!(break_seal(operator, 1, GROUND)));
	}
	assert_ok!(on!(take_sample(operator, 1, quantity, OTHER_SEAL)));
}

/// A batch over digests.
pub struct Batch {
	pub leaves: Vec<H256>,
	hashes: Vec<H256>,
}

impl Batch {
	pub fn of(count: u8) -> Self {
		let leaves: Vec<H256> = (0..count).map(|i| H256::repeat_byte(i + 1)).collect();
		let hashes = leaves.iter().map(|leaf| merkle::leaf_hash(leaf.as_bytes())).collect();
		Self { leaves, hashes }
	}

	pub fn root(&self) -> H256 {
		merkle::root(&self.hashes).unwrap()
	}

	pub fn digest(&self) -> Digest {
		Digest { algorithm: Sha256, value: self.root() }
	}

	pub fn path(&self, index: usize) -> AuditPath {
		merkle::path(&self.hashes, index).unwrap().try_into().unwrap()
	}

	#[track_caller]
	pub fn anchor(&self, operator: u64) {
		assert_ok!(Evidence::anchor_batch(
			RuntimeOrigin::signed(operator),
			self.root(),
			self.leaves.len() as u64,
			EvidenceKind::WebCapture,
			description(),
		));
	}

	/// Opens a leaf of deposit `batch` of this root.
	pub fn open(
		&self,
		operator: u64,
		batch: u32,
		index: usize,
	) -> frame_support::dispatch::DispatchResult {
		Evidence::open_leaf(
			RuntimeOrigin::signed(operator),
			self.root(),
			batch,
			self.leaves[index],
			index as u64,
			self.path(index),
			EvidenceKind::Photograph,
			description(),
		)
	}
}
