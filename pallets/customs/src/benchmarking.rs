//! Benchmarks, one per call and named after it.

#![cfg(feature = "runtime-benchmarks")]

use crate::{functions::most, *};
use alloc::{boxed::Box, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Time},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use tracemark_primitives::{
	benchmarking::BenchmarkHelper,
	customs::{
		Condition, Conditions, DeclarationForm, DeclarationLine, MaxGoodsPerLine, MaxLines, Nature,
		Natures, Outcome, Reference,
	},
	digest::Digest,
	goods::{GoodsClaim, TrackedGoods, MAX_NESTING},
	gs1::{unit_id, Gtin},
	hs::HsCode,
	parties::{NamedParty, Role},
	quantity::Quantity,
	rights::RightId,
	territory::Country,
	traits::{CustodyControl, CustodyInspect},
	DeclarationId, Moment, OperatorId, OrgId,
};

/// What these benchmarks need of evidence.
pub trait EvidenceHelper {
	/// A digest that stands in the record. The same seed gives the same digest.
	fn anchored(seed: u32) -> Digest;
}

const NOW: Moment = 1_700_000_000_000;
const DESTINATION: Country = Country(*b"DE");
const SHOES: HsCode = HsCode { edition: 2022, code: *b"640411" };
const ID: DeclarationId = 0;
const LINE: u32 = 0;

// Seeds of organisations.
const BROKER: u32 = 1;
const IMPORTER: u32 = 2;
const SELLER: u32 = 3;
const AUTHORITY: u32 = 4;
const HOLDER: u32 = 5;
const REPRESENTED: u32 = 6;

fn org<T: Config>(seed: u32, role: Role) -> (T::AccountId, OrgId) {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::member(seed, role.into())
}

fn importer<T: Config>() -> OrgId {
	org::<T>(IMPORTER, Role::Importer).1
}

fn officer<T: Config>() -> (RawOrigin<T::AccountId>, OrgId) {
	let (account, org) = org::<T>(AUTHORITY, Role::Customs);
	(RawOrigin::Signed(account), org)
}

fn instruct_as<T: Config>(authority: OrgId) {
	let instruction = StandingInstruction {
		authority,
		officer: OperatorId::MAX,
		since: NOW,
		reference: H256::repeat_byte(1),
		until: None,
	};
	StandingInstructions::<T>::insert(DESTINATION, 0, instruction);
	InstructionCount::<T>::insert(DESTINATION, 1);
}

fn line(goods: Vec<GoodsClaim>, gtin: Gtin, quantity: Quantity) -> DeclarationLine {
	let goods = BoundedVec::truncate_from(goods);
	DeclarationLine { gtin, hs: SHOES, quantity, value: H256::repeat_byte(2), goods }
}

/// A logistic unit of `holder`, which the importer may import.
fn logistic_line<T: Config>(seed: u32, holder: OrgId, nesting: u8) -> DeclarationLine {
	let (claim, gtin, quantity) = T::BenchmarkHelper::logistic_unit(seed, holder, nesting);
	license_importer::<T>(&gtin);
	line([claim].into(), gtin, quantity)
}

fn license_importer<T: Config>(gtin: &Gtin) {
	let class = T::Custody::class(gtin).expect("the helper registered it");
	for tie in class.rights {
		T::BenchmarkHelper::licence(tie.right, importer::<T>());
	}
}

fn mandate<T: Config>(principal: OrgId, agent: OrgId) {
	let mandate = Mandate { since: NOW, operator: OperatorId::MAX, until: None };
	Mandates::<T>::insert((principal, agent, 0), mandate);
	MandateCount::<T>::insert(principal, agent, 1);
}

/// The importer's goods, held by `holder`, declared by `agent` for `represented`; all gave it mandates.
fn form<T: Config>(
	agent: OrgId,
	holder: OrgId,
	represented: OrgId,
	lines: Vec<DeclarationLine>,
) -> DeclarationForm {
	let importer = importer::<T>();
	for principal in [importer, holder, represented] {
		mandate::<T>(principal, agent);
	}
	DeclarationForm {
		represented: Some(represented),
		importer,
		holder,
		seller: NamedParty::Member(org::<T>(SELLER, Role::Trader).1),
		origin: Country(*b"CN"),
		destination: DESTINATION,
		reference: Some(H256::repeat_byte(3)),
		lines: BoundedVec::truncate_from(lines),
	}
}

/// How custody finds a unit again that has no record of its own, or another object.
fn tracked<T: Config>(claim: &GoodsClaim) -> TrackedGoods {
	let facts = T::Custody::facts(claim);
	match (claim, facts.leaf) {
		(GoodsClaim::Unit { gtin, serial, .. }, Some((lot, index))) => {
			TrackedGoods::Leaf { unit: unit_id(gtin, serial), lot, index }
		},
		_ => TrackedGoods::Object(facts.whereabouts.expect("custody knows the goods").object),
	}
}

/// Units of the importer, each at the bottom of the deepest nesting and without a record of its own.
fn objects<T: Config>(count: u32) -> Vec<TrackedGoods> {
	let importer = importer::<T>();
	let unit = |seed| tracked::<T>(&T::BenchmarkHelper::unit(seed, importer).0);
	(0..count).map(unit).collect()
}

fn digest() -> Digest {
	Digest {
		algorithm: tracemark_primitives::digest::DigestAlgorithm::Sha256,
		value: H256::repeat_byte(4),
	}
}

fn suspension(authority: OrgId) -> Suspension {
	Suspension {
		authority,
		officer: OperatorId::MAX,
		nature: Nature::Copying,
		evidence: BoundedVec::truncate_from([digest(); 8].to_vec()),
		at: NOW,
	}
}

fn order(authority: OrgId) -> DestructionOrder {
	DestructionOrder {
		authority,
		// A colleague of whoever confirms.
		officer: OperatorId::MAX,
		ground: DestructionGround::Consent,
		document: digest(),
		at: NOW,
	}
}

/// Stores a declaration of one line that the check contradicted, with `status`, whose goods are
/// detained, or bound if it is only lodged.
fn stored<T: Config>(tracked: Vec<TrackedGoods>, status: LineStatus) {
	let importer = importer::<T>();
	let (_, gtin, quantity) = T::BenchmarkHelper::logistic_unit(0, importer, 0);
	let keep = |goods| {
		let detained = match &status {
			LineStatus::Suspended(suspension)
			| LineStatus::DestructionOrdered { suspension, .. } => {
				let kept = T::Custody::detain(&goods, suspension.authority, ID, LINE);
				kept.expect("the importer holds it").is_some()
			},
			_ => {
				T::Custody::bind(&goods).expect("custody knows it");
				false
			},
		};
		LineGoods { goods, detained }
	};
	let goods = BoundedVec::truncate_from(tracked.into_iter().map(keep).collect());
	let decision = Decision {
		outcome: Outcome::SuspendProposed,
		contradicted: Conditions::default().with(Condition::CustodyUnbroken),
		no_record: Conditions::default(),
		not_applicable: Conditions::default(),
		natures: Natures::of(&[Nature::Copying]),
		references: BoundedVec::truncate_from(
			[Reference::Right(RightId::repeat_byte(5)); 4].to_vec(),
		),
	};
	let value = H256::repeat_byte(6);
	let unknown = Default::default();
	let line = Line { gtin, hs: SHOES, quantity, value, goods, unknown, decision, status };
	Lines::<T>::insert(ID, LINE, line);
	Declarations::<T>::insert(
		ID,
		Declaration {
			declarant: importer,
			operator: OperatorId::MAX,
			represented: Some(importer),
			importer,
			holder: importer,
			seller: NamedParty::Member(importer),
			origin: Country(*b"CN"),
			destination: DESTINATION,
			reference: Some(H256::repeat_byte(7)),
			lodged_at: T::Time::now(),
			lodged_in: 0,
			lines: 1,
		},
	);
	NextDeclarationId::<T>::put(1);
}

fn status<T: Config>() -> LineStatus {
	Lines::<T>::get(ID, LINE).expect("stored above").status
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Every line is of a logistic unit at the bottom of the deepest nesting, under a class, right and
	/// licence of its own, and released by a standing instruction; a line more is of units with their path,
	/// which get a record each. Importer, holder and represented party are three.
	#[benchmark]
	fn lodge(
		l: Linear<1, { most::<MaxLines>() }>,
		g: Linear<0, { most::<MaxGoodsPerLine>() }>,
	) -> Result<(), BenchmarkError> {
		let (broker, agent) = org::<T>(BROKER, Role::Broker);
		let (_, holder) = org::<T>(HOLDER, Role::Warehouse);
		let (_, represented) = org::<T>(REPRESENTED, Role::Importer);
		instruct_as::<T>(officer::<T>().1);
		let deepest = MAX_NESTING.saturating_sub(1);
		let mut lines: Vec<_> =
			(0..l).map(|seed| logistic_line::<T>(seed, holder, deepest)).collect();
		if g > 0 {
			let (units, gtins): (Vec<_>, Vec<_>) =
				(0..g).map(|seed| T::BenchmarkHelper::unit(seed, holder)).unzip();
			license_importer::<T>(&gtins[0]);
			let units = line(units, gtins[0], Quantity::Pieces(g.into()));
			if l < most::<MaxLines>() {
				lines.push(units);
			} else {
				// No room: the last one makes way.
				*lines.last_mut().expect("there is one at least") = units;
			}
		}
		let form = Box::new(form::<T>(agent, holder, represented, lines));

		#[extrinsic_call]
		_(RawOrigin::Signed(broker), form);

		if l > 1 {
			assert!(matches!(status::<T>(), LineStatus::Released { .. }));
		}
		assert_eq!(NextDeclarationId::<T>::get(), 1);
		Ok(())
	}

	/// One line, one logistic unit, not nested: what the budget is about.
	#[benchmark(extra)]
	fn lodge_one_logistic_unit() -> Result<(), BenchmarkError> {
		let (broker, agent) = org::<T>(BROKER, Role::Broker);
		let importer = importer::<T>();
		instruct_as::<T>(officer::<T>().1);
		let (claim, gtin, quantity) = T::BenchmarkHelper::logistic_unit(1, importer, 0);
		for tie in T::Custody::class(&gtin).expect("the helper registered it").rights {
			T::BenchmarkHelper::direct_licence(tie.right, importer);
		}
		let lines = [line([claim].into(), gtin, quantity)].into();
		let form = Box::new(form::<T>(agent, importer, importer, lines));

		#[extrinsic_call]
		lodge(RawOrigin::Signed(broker), form);

		assert!(matches!(status::<T>(), LineStatus::Released { .. }));
		Ok(())
	}

	/// Of a lodged line, for which custody is asked where each unit is, and takes it out. Giving back suspended
	/// goods, which lie in nothing, takes fewer accesses.
	#[benchmark]
	fn release(o: Linear<0, { most::<MaxGoodsPerLine>() }>) -> Result<(), BenchmarkError> {
		let (origin, _) = officer::<T>();
		stored::<T>(objects::<T>(o), LineStatus::Lodged);

		#[extrinsic_call]
		_(origin, ID, LINE);

		assert!(matches!(status::<T>(), LineStatus::Released { .. }));
		Ok(())
	}

	#[benchmark]
	fn suspend(
		e: Linear<0, { most::<MaxEvidence>() }>,
		o: Linear<0, { most::<MaxGoodsPerLine>() }>,
	) -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		stored::<T>(objects::<T>(o), LineStatus::Lodged);
		let examination = Examination {
			authority,
			officer: OperatorId::MAX,
			at: NOW,
			scanned: 1,
			contradicting: 1,
			report: T::BenchmarkHelper::anchored(0),
		};
		Examinations::<T>::insert((ID, LINE, 0), examination);
		ExaminationCount::<T>::insert(ID, LINE, 1);
		let evidence = (0..e).map(T::BenchmarkHelper::anchored).collect();
		let evidence = BoundedVec::truncate_from(evidence);

		#[extrinsic_call]
		_(origin, ID, LINE, Nature::Copying, evidence);

		assert!(matches!(status::<T>(), LineStatus::Suspended(_)));
		Ok(())
	}

	#[benchmark]
	fn examine() -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		let held = objects::<T>(most::<MaxGoodsPerLine>());
		stored::<T>(held, LineStatus::Suspended(suspension(authority)));
		let report = T::BenchmarkHelper::anchored(0);

		#[extrinsic_call]
		_(origin, ID, LINE, 2, 1, report);

		assert_eq!(ExaminationCount::<T>::get(ID, LINE), 1);
		Ok(())
	}

	#[benchmark]
	fn order_destruction() -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		let held = objects::<T>(most::<MaxGoodsPerLine>());
		stored::<T>(held, LineStatus::Suspended(suspension(authority)));

		#[extrinsic_call]
		_(origin, ID, LINE, DestructionGround::Consent, digest());

		assert!(matches!(status::<T>(), LineStatus::DestructionOrdered { .. }));
		Ok(())
	}

	#[benchmark]
	fn confirm_destruction(
		o: Linear<0, { most::<MaxGoodsPerLine>() }>,
	) -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		stored::<T>(
			objects::<T>(o),
			LineStatus::DestructionOrdered {
				suspension: suspension(authority),
				order: order(authority),
			},
		);

		#[extrinsic_call]
		_(origin, ID, LINE);

		assert!(matches!(status::<T>(), LineStatus::Destroyed { .. }));
		Ok(())
	}

	#[benchmark]
	fn cancel_destruction() -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		stored::<T>(
			objects::<T>(most::<MaxGoodsPerLine>()),
			LineStatus::DestructionOrdered {
				suspension: suspension(authority),
				order: order(authority),
			},
		);

		#[extrinsic_call]
		_(origin, ID, LINE);

		assert!(matches!(status::<T>(), LineStatus::Suspended(_)));
		Ok(())
	}

	#[benchmark]
	fn instruct() -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		instruct_as::<T>(authority);
		let reference = H256::repeat_byte(8);

		#[extrinsic_call]
		_(origin, reference);

		let instruction = StandingInstructions::<T>::get(DESTINATION, 1).expect("just given");
		assert_eq!(instruction.reference, reference);
		Ok(())
	}

	#[benchmark]
	fn withdraw_instruction() -> Result<(), BenchmarkError> {
		let (origin, authority) = officer::<T>();
		instruct_as::<T>(authority);

		#[extrinsic_call]
		_(origin);

		let former = StandingInstructions::<T>::get(DESTINATION, 0);
		assert!(former.is_some_and(|former| former.until.is_some()));
		Ok(())
	}

	#[benchmark]
	fn set_regime() -> Result<(), BenchmarkError> {
		let origin =
			T::RegimeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		Pallet::<T>::do_set_regime(DESTINATION, Natures::default())?;
		let suspends = Natures::of(&[Nature::Copying]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, DESTINATION, suspends);

		assert_eq!(Pallet::<T>::regime(&DESTINATION), Regime { suspends });
		Ok(())
	}

	#[benchmark]
	fn give_mandate() -> Result<(), BenchmarkError> {
		let (account, principal) = org::<T>(IMPORTER, Role::Importer);
		let (_, agent) = org::<T>(BROKER, Role::Broker);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), agent);

		assert!(Pallet::<T>::mandate(principal, agent).is_some());
		Ok(())
	}

	#[benchmark]
	fn withdraw_mandate() -> Result<(), BenchmarkError> {
		let (account, principal) = org::<T>(IMPORTER, Role::Importer);
		let (_, agent) = org::<T>(BROKER, Role::Broker);
		mandate::<T>(principal, agent);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), agent);

		assert!(Pallet::<T>::mandate(principal, agent).is_none());
		Ok(())
	}

	/// Of a line that was contradicted, once its time is over.
	#[benchmark]
	fn withdraw_line(o: Linear<0, { most::<MaxGoodsPerLine>() }>) -> Result<(), BenchmarkError> {
		let (account, _) = org::<T>(IMPORTER, Role::Importer);
		stored::<T>(objects::<T>(o), LineStatus::Lodged);
		T::BenchmarkHelper::set_time(NOW.saturating_add(DECISION_TERM));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), ID, LINE);

		assert!(matches!(status::<T>(), LineStatus::Withdrawn { .. }));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
