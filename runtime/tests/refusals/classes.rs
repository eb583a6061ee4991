//! Classes under rights of several owners, their terms, and what lots say beside their goods.

use super::*;
use sp_core::H256;
use tracemark_primitives::{
	authorisation::Activity,
	customs::{Condition, ConditionAnswer, Finding, Nature, Outcome},
	digest::{Digest, DigestAlgorithm},
	goods::{ClassRight, GoodsClaim},
	gs1::{consignment_id, lot_id, Gtin},
	hs::HsCode,
	parties::Role,
	quantity::Quantity,
	rights::{RightId, RightKind, RightSubject, St13},
	time::{EventTime, Period},
	traits::CustodyInspect,
	Moment,
};

/// A mark of a licensor in the Union.
fn licensors_mark(cast: &Cast, licensor: &Member) -> RightId {
	let subject = RightSubject::Registered {
		kind: RightKind::TradeMark,
		office: common::office(),
		number: St13::try_from("EM500000018797748").expect("a number of ST.13"),
	};
	let union = Territories::european_union();
	licensor.does(claim_call(subject, union));
	let basis = pallet_ip_registry::AttestationBasis::Office;
	cast.office.does(attest_call(subject.id(), licensor, union, basis));
	subject.id()
}

/// Has `licensor` license all making in the Union.
fn license(licensor: &Member, right: RightId, to: &Member) {
	let union = Territories::european_union();
	let offer = pallet_licensing::NextLicenceId::<Runtime>::get();
	licensor.does(licence_offer(right, to, terms(&[Activity::Manufacture], union, None)));
	to.does(pallet_licensing::Call::<Runtime>::accept { offer });
}

fn class_call(gtin: Gtin, rights: &[RightId]) -> Custody<Runtime> {
	let rights = rights.iter().copied().map(ClassRight::from).collect::<Vec<_>>();
	Custody::<Runtime>::register_class {
		gtin,
		rights: rights.try_into().expect("few rights"),
		hs: hs(),
	}
}

/// A lot without serials, said to be made at `moment`.
fn loose_call(gtin: Gtin, number: &str, pieces: u64, moment: Moment) -> Custody<Runtime> {
	Custody::<Runtime>::commission {
		gtin,
		number: number.try_into().expect("a lot number"),
		quantity: Quantity::Pieces(pieces),
		root: None,
		place: None,
		time: EventTime { moment, offset: 0 },
	}
}

fn terms_call(gtin: Gtin, serialised: Option<Period>, ceiling: Option<u128>) -> Custody<Runtime> {
	Custody::<Runtime>::set_class_terms { gtin, serialised, ceiling }
}

/// The mark of the brand and the licensor's have effect in the Union only. The pirate makes the brand's goods
/// outside of it, with the licensor's licence.
#[test]
fn a_class_should_be_closed_to_strangers_when_another_right_in_it_is_licensed_to_them() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, .. } = &world.cast;
		let licensor = &admit("Patents of the North", "SE", &[Role::RightsHolder]);
		let pirate = admit("Pirate Works", "CN", &[Role::Manufacturer]);
		let other = licensors_mark(&world.cast, licensor);
		let class = gtin(BRAND_PREFIX, 9);
		let both = [world.right, other];
		refuse(vec![row(
			"name a right that nobody licensed",
			brand,
			class_call(class, &both),
			CustodyError::NotRightsOwner,
		)]);
		license(licensor, other, brand);
		brand.does(class_call(class, &both));
		license(licensor, other, &pirate);
		let time = now();
		refuse(vec![
			row(
				"make the brand's goods with the licensor's consent",
				&pirate,
				loose_call(class, "PIRATED", 1, time),
				CustodyError::NotAuthorised,
			),
			row(
				"make them with the brand's consent only",
				factory,
				loose_call(class, "HALF", 1, time),
				CustodyError::NotAuthorised,
			),
		]);
		license(licensor, other, factory);
		factory.does(loose_call(class, "WHOLE", 1, time));
	});
}

#[test]
fn classes_and_lots_should_stay_when_calls_about_their_terms_are_refused() {
	run(|| {
		let world = World::made();
		let Cast { brand, factory, trader, warehouse, .. } = &world.cast;
		let (class, start) = (world.gtin, now());
		let promise = |from, until| terms_call(class, Some(Period { from, until }), None);
		let size = u128::from(LOT_SIZE);
		factory.does(loose_call(class, "LOOSE", 1, start));
		let laboratory = admit("Test House", "DE", &[Role::Laboratory]);
		let rival = admit("Rival Works", "PT", &[Role::Manufacturer]);
		let digest = Digest { algorithm: DigestAlgorithm::Sha256, value: H256::repeat_byte(1) };
		let report = |lot, number| Custody::<Runtime>::add_quality_report { lot, number, digest };
		let name = |lot, keepers: &[u32]| Custody::<Runtime>::name_keepers {
			lot,
			keepers: keepers.to_vec().try_into().expect("at most four"),
		};
		let rights = tracemark_runtime::Custody::class_version(&class, 0).unwrap().rights;
		let revise = |version, edition| Custody::<Runtime>::revise_class {
			gtin: class,
			version,
			rights: rights.clone(),
			hs: HsCode { edition, ..hs() },
		};
		let loose = lot_id(&class, &"LOOSE".try_into().expect("a lot number"));
		let lot = world.lot.id();
		refuse(vec![
			row(
				"promise for others",
				factory,
				promise(start + 1, None),
				CustodyError::NotClassOwner,
			),
			row(
				"promise for no time",
				brand,
				promise(start, Some(start)),
				CustodyError::MalformedPromise,
			),
			row(
				"promise what is not so",
				brand,
				promise(start, None),
				CustodyError::PromiseRefuted,
			),
			row(
				"allow less than was made",
				brand,
				terms_call(class, None, Some(size)),
				CustodyError::CeilingBelowMade,
			),
			row(
				"say what others' goods are",
				factory,
				revise(0, 2028),
				CustodyError::NotClassOwner,
			),
			row("revise nothing", brand, revise(0, hs().edition), CustodyError::NothingRevised),
			row("revise another version", brand, revise(1, 2028), CustodyError::StaleSeq),
			row("report on another's lot", &rival, report(lot, 0), CustodyError::NotMaker),
			row("report a second time first", factory, report(lot, 1), CustodyError::StaleSeq),
			row("report on nothing", factory, report(H256::zero(), 0), CustodyError::UnknownLot),
			row(
				"keep another's list",
				warehouse,
				name(lot, &[warehouse.org]),
				CustodyError::NotMaker,
			),
			row("name who is nobody", factory, name(lot, &[9_999]), CustodyError::MalformedKeepers),
			row(
				"name keepers of no list",
				factory,
				name(loose, &[trader.org]),
				CustodyError::NotSerialised,
			),
		]);
		factory.does(name(lot, &[warehouse.org]));
		laboratory.does(report(lot, 0));
		next_block(HOUR);
		let begun = now();
		let promised = Some(Period { from: begun, until: None });
		brand.does(terms_call(class, promised, Some(size + 1)));
		next_block(HOUR);
		refuse(vec![
			row(
				"take a promise back",
				brand,
				terms_call(class, None, Some(size + 1)),
				CustodyError::PromiseBinding,
			),
			row(
				"raise a ceiling",
				brand,
				terms_call(class, promised, None),
				CustodyError::CeilingRaised,
			),
			row(
				"make goods without serials",
				factory,
				loose_call(class, "BARE", 1, begun),
				CustodyError::SerialsPromised,
			),
			row(
				"make one too many",
				factory,
				commission_call(&Lot::new(class, "MORE", 1)),
				CustodyError::CeilingReached,
			),
		]);
	});
}

/// At the border the lot says when it was made: before the promise, by its maker's word.
#[test]
fn stock_of_old_should_be_asked_for_documents_when_it_came_on_record_under_a_promise_of_serials() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, .. } = &world.cast;
		let (class, start) = (world.gtin, now());
		let declare = |number: &str, moment| {
			factory.does(loose_call(class, number, 10, moment));
			let lot = lot_id(&class, &number.try_into().expect("a lot number"));
			let object = consignment_id(&lot, 0);
			hand_over(object, factory, importer);
			let goods = vec![GoodsClaim::Consignment { id: object }];
			let form = world.form_of(importer, class, Quantity::Pieces(10), goods);
			let report = tracemark_runtime::Customs::dry_run(importer.org, &form);
			report.lines[0].clone()
		};
		let before = declare("BEFORE", start);
		assert_eq!(before.outcome, Outcome::NoObjection);
		assert_eq!(before.answer(Condition::IdentityProven), ConditionAnswer::Proved);

		next_block(HOUR);
		brand.does(terms_call(class, Some(Period { from: now(), until: None }), None));
		next_block(HOUR);
		let late = declare("LATE", start);
		let finding = Finding {
			condition: Condition::IdentityProven,
			nature: Nature::Data,
			outcome: Outcome::Documents,
		};
		assert_eq!(late.findings.to_vec(), [finding]);
		assert_eq!(late.answer(Condition::IdentityProven), ConditionAnswer::NoRecord);
		// What lies in no lot has no day of making.
		let form = world.form_of(importer, class, Quantity::Pieces(10), Vec::new());
		let report = tracemark_runtime::Customs::dry_run(importer.org, &form);
		assert_eq!(report.outcome, Outcome::NoObjection);
	});
}

/// The licensor's patent was forgotten. Whom the licensor does not license imports no goods that were made since, and
/// those of before as he did.
#[test]
fn a_right_should_stop_no_goods_made_before_when_it_is_added_to_their_class() {
	run(|| {
		let world = World::made();
		let Cast { brand, factory, importer, .. } = &world.cast;
		let licensor = &admit("Patents of the North", "SE", &[Role::RightsHolder]);
		let other = licensors_mark(&world.cast, licensor);
		license(licensor, other, brand);
		let class = world.gtin;
		let answer = |number: &str| {
			let lot = lot_id(&class, &number.try_into().expect("a lot number"));
			let object = consignment_id(&lot, 0);
			hand_over(object, factory, importer);
			let goods = vec![GoodsClaim::Consignment { id: object }];
			let form = world.form_of(importer, class, Quantity::Pieces(10), goods);
			tracemark_runtime::Customs::dry_run(importer.org, &form).lines[0].clone()
		};
		factory.does(loose_call(class, "BEFORE", 10, now()));
		let rights = [world.right, other].map(ClassRight::from).to_vec();
		brand.does(Custody::<Runtime>::revise_class {
			gtin: class,
			version: 0,
			rights: rights.try_into().expect("two"),
			hs: hs(),
		});
		license(licensor, other, factory);
		factory.does(loose_call(class, "SINCE", 10, now()));
		assert_eq!(answer("BEFORE").answer(Condition::ImportAuthorised), ConditionAnswer::Proved);
		let since = answer("SINCE");
		assert_eq!(since.answer(Condition::ImportAuthorised), ConditionAnswer::Contradicted);
		let lot = lot_id(&class, &"SINCE".try_into().expect("a lot number"));
		let version =
			<tracemark_runtime::Custody as CustodyInspect>::lot(&lot).unwrap().class_version;
		assert_eq!(version, 1);
	});
}
