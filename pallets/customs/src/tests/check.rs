//! The lawful consignment, its twins that differ in one fact, its harmless variants, and each condition.

use super::*;
use tracemark_primitives::{
	authorisation::{Answer, AuthorisationReport, ConditionResult, GoodsHistory, Ground, Making},
	customs::{
		ConditionAnswer, Conditions, DeclarationForm, Finding, InstructionReference, Natures,
		Reference, CONDITIONS,
	},
	fakes::{FakeAuthorisation, FakeRights},
	goods::{
		ClassFacts, ClassRight, Content, EndOfLife, GoodsClaim, GoodsFacts, LotFacts, Marketing,
		Presence, ProofOutcome,
	},
	hs::HsCode,
	parties::NamedParty,
	quantity::Quantity,
	recalls::{RecallReason, Recalled},
	rights::{RightClass, RightEnd},
	territory::Country,
	time::{Period, DAY},
	traits::CustodyInspect,
	Moment,
};
use Condition::*;
use ConditionResult::Failed;

fn none() -> Conditions {
	Conditions::default()
}

fn lawful_unit() -> DeclarationForm {
	form(vec![line(vec![unit("A1")], 1)])
}

/// Exactly `condition` is contradicted, with this nature and outcome; lodging decides the same and
/// nothing is released although the authority gave an instruction.
#[track_caller]
fn assert_stopped(form: DeclarationForm, condition: Condition, nature: Nature, outcome: Outcome) {
	let report = report(&form);
	assert_eq!(report.contradicted, only(condition));
	assert_eq!(report.findings.to_vec(), [Finding { condition, nature, outcome }]);
	assert_eq!(report.outcome, outcome);
	let id = lodge(form);
	assert_eq!(Customs::line(id, 0).unwrap().decision, Decision::from(report));
	assert_eq!(status(id), LineStatus::Lodged);
}

/// Nothing is contradicted, and lodging releases.
#[track_caller]
fn assert_harmless(form: DeclarationForm) -> LineReport {
	let report = report(&form);
	assert_eq!(report.contradicted, none());
	assert!(report.findings.is_empty() && report.references.is_empty());
	assert_eq!(report.outcome, Outcome::NoObjection);
	assert!(matches!(status(lodge(form)), LineStatus::Released { .. }));
	report
}

fn instructed(test: impl FnOnce()) {
	ExtBuilder::default().instructed().build_and_execute(test);
}

fn import_answer(report: AuthorisationReport) {
	FakeAuthorisation::answer(import(IMPORTER, GERMANY), report);
}

fn set_lot(change: impl FnOnce(&mut LotFacts)) {
	let mut facts = <FakeCustody as CustodyInspect>::lot(&lot()).unwrap();
	change(&mut facts);
	FakeCustody::set_lot(lot(), facts);
}

fn set_pallet(facts: GoodsFacts) {
	FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
}

// The lawful consignment.

#[test]
fn check_should_prove_everything_when_consignment_is_lawful() {
	instructed(|| {
		let report = assert_harmless(lawful());
		assert_eq!(report.no_record, none());
		assert_eq!(report.not_applicable, only(NotHeldElsewhere));
	});
}

#[test]
fn check_should_prove_every_condition_when_unit_is_lawful() {
	instructed(|| {
		let report = assert_harmless(lawful_unit());
		let answers = CONDITIONS.map(|condition| report.answer(condition));
		assert_eq!(answers, [ConditionAnswer::Proved; 11]);
	});
}

// The twins: one fact changed, one condition contradicted.

#[test]
fn check_should_contradict_import_when_licence_is_revoked() {
	instructed(|| {
		import_answer(licensed(|report| report.not_revoked = Failed));
		let references = report(&lawful()).references;
		assert_eq!(references.to_vec(), [Reference::Licence(LICENCE), Reference::Right(right())]);
		// Genuine goods, so it is parallel trade, which the regime does not let stop them.
		assert_stopped(lawful(), ImportAuthorised, Nature::ParallelTrade, Outcome::Documents);
	});
}

#[test]
fn check_should_contradict_import_when_destination_is_another() {
	instructed(|| {
		FakeAuthorisation::answer(
			import(IMPORTER, FRANCE),
			licensed(|report| report.territory = Failed),
		);
		let form = DeclarationForm { destination: FRANCE, ..lawful() };
		assert_stopped(form, ImportAuthorised, Nature::ParallelTrade, Outcome::Documents);
	});
}

#[test]
fn check_should_contradict_quantity_when_one_is_too_many() {
	instructed(|| {
		let form = form(vec![line(vec![pallet(1)], PIECES + 1)]);
		assert_stopped(form, QuantityMatches, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_right_when_it_lapsed() {
	instructed(|| {
		let ended = Some((RightEnd::Lapsed, TODAY));
		FakeRights::set(
			right(),
			tracemark_primitives::rights::RightFacts { ended, ..brand_right() },
		);
		let report = report(&lawful());
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::NotApplicable);
		assert_eq!(report.references.to_vec(), [Reference::Right(right())]);
		assert_stopped(lawful(), RightInForce, Nature::Data, Outcome::Documents);
	});
}

#[test]
fn check_should_contradict_standing_when_holder_is_suspended() {
	instructed(|| {
		FakeMembership::set_standing(WAREHOUSE, Standing::Suspended);
		let references = report(&lawful()).references;
		assert_eq!(references.to_vec(), [Reference::Organisation(WAREHOUSE)]);
		assert_stopped(lawful(), GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_standing_alone_when_suspended_holder_imports() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = IMPORTER));
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(licensed(|report| report.standing = Failed));
		let form = DeclarationForm { holder: IMPORTER, ..lawful() };
		assert_stopped(form, GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_life_when_serial_ended() {
	instructed(|| {
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		let references = report(&lawful_unit()).references;
		assert_eq!(references.to_vec(), [Reference::Object(unit_object())]);
		assert_stopped(lawful_unit(), NotEnded, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_contradict_life_for_another_law_when_the_goods_are_missing() {
	for end in [EndOfLife::Lost, EndOfLife::Stolen] {
		instructed(|| {
			set_unit(|at| at.presence = Presence::Ended(end));
			assert_stopped(lawful_unit(), NotEnded, Nature::OtherLaw, Outcome::Examine);
		});
	}
}

/// An authority's with a country, the owner's without.
fn recalled(country: Option<Country>, is_certain: bool) -> Recalled {
	Recalled { recall: 7, country, reason: RecallReason::Safety, is_certain }
}

/// What an owner recalls for a reason of its own.
fn recalled_by_the_owner_for(reason: RecallReason) -> Recalled {
	Recalled { reason, ..recalled(None, true) }
}

/// Goods that custody knows nothing of: not named, with a serial or in a pallet without record.
fn unrecorded() -> [DeclarationForm; 3] {
	[vec![], vec![unit("X1")], vec![pallet(9)]].map(|goods| form(vec![line(goods, 1)]))
}

/// Nothing is contradicted, but documents are asked for, and no instruction releases.
#[track_caller]
fn assert_left_open(form: DeclarationForm, references: &[Reference]) {
	let report = report(&form);
	assert_eq!(
		(report.contradicted, report.answer(NotRecalled)),
		(none(), ConditionAnswer::NoRecord)
	);
	let (condition, nature, outcome) = (NotRecalled, Nature::OtherLaw, Outcome::Documents);
	assert_eq!(report.findings.to_vec(), [Finding { condition, nature, outcome }]);
	assert_eq!((report.outcome, report.references.to_vec()), (outcome, references.to_vec()));
	let id = lodge(form);
	assert_eq!(status(id), LineStatus::Lodged);
	let officer = || RuntimeOrigin::signed(OFFICER);
	let suspend = Customs::suspend(officer(), id, 0, Nature::Copying, Default::default());
	assert_noop!(suspend, Error::<Test>::NoGround);
	assert_ok!(Customs::release(officer(), id, 0));
}

#[test]
fn check_should_contradict_recall_when_it_covers_the_class_of_goods_without_record() {
	for form in unrecorded() {
		instructed(|| {
			FakeCustody::recall_class(shoe(), recalled(None, true));
			assert_eq!(report(&form).references.to_vec(), [Reference::Recall(7)]);
			assert_stopped(form, NotRecalled, Nature::OtherLaw, Outcome::Examine);
		});
	}
	// And when the label names the recalled class and the line another.
	instructed(|| {
		FakeCustody::recall_class(shoe(), recalled(None, true));
		let mut form = form(vec![line(vec![unit("X1")], 1)]);
		form.lines[0].gtin = gtin(2);
		assert_stopped(form, NotRecalled, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_ask_for_documents_when_a_recall_may_concern_the_goods() {
	instructed(|| {
		FakeCustody::recall(pallet_object(), recalled(None, false));
		assert_left_open(lawful(), &[Reference::Recall(7), Reference::Object(pallet_object())]);
	});
	for form in unrecorded() {
		instructed(|| {
			FakeCustody::recall_class(shoe(), recalled(Some(GERMANY), false));
			assert_left_open(form, &[Reference::Recall(7)]);
		});
	}
}

#[test]
fn check_should_contradict_recall_when_other_goods_of_the_line_leave_it_open() {
	instructed(|| {
		FakeCustody::recall(unit_object(), recalled(None, false));
		FakeCustody::recall(pallet_object(), recalled(None, true));
		let form = form(vec![line(vec![unit("A1"), pallet(1)], PIECES + 1)]);
		assert_stopped(form, NotRecalled, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_recall_when_one_has_effect_at_the_destination() {
	instructed(|| {
		FakeCustody::recall(pallet_object(), recalled(Some(GERMANY), true));
		let references = report(&lawful()).references;
		let expected = [Reference::Recall(7), Reference::Object(pallet_object())];
		assert_eq!(references.to_vec(), expected);
		assert_stopped(lawful(), NotRecalled, Nature::OtherLaw, Outcome::Examine);
	});
}

// The harmless variants.

#[test]
fn check_should_not_object_when_the_recall_is_elsewhere() {
	instructed(|| {
		FakeCustody::recall(pallet_object(), recalled(Some(CHINA), true));
		let report = assert_harmless(lawful());
		assert_eq!(report.answer(NotRecalled), ConditionAnswer::Proved);
	});
	for form in unrecorded() {
		instructed(|| {
			FakeCustody::recall_class(shoe(), recalled(Some(CHINA), true));
			assert_eq!(assert_harmless(form).answer(NotRecalled), ConditionAnswer::NoRecord);
		});
	}
}

#[test]
fn check_should_not_object_when_the_owner_recalls_for_a_reason_of_its_own() {
	for reason in [RecallReason::Quality, RecallReason::Other] {
		for form in [lawful()].into_iter().chain(unrecorded()) {
			instructed(|| {
				FakeCustody::recall(pallet_object(), recalled_by_the_owner_for(reason));
				FakeCustody::recall_class(shoe(), recalled_by_the_owner_for(reason));
				assert_eq!(assert_harmless(form).answer(NotRecalled), ConditionAnswer::NoRecord);
			});
		}
	}
	// What an authority orders it orders by law.
	instructed(|| {
		let reason = RecallReason::Quality;
		let ordered = Recalled { reason, ..recalled(Some(GERMANY), true) };
		FakeCustody::recall(pallet_object(), ordered);
		assert_stopped(lawful(), NotRecalled, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_not_object_when_class_is_unknown() {
	instructed(|| {
		let mut form = form(vec![line(vec![], 50)]);
		form.lines[0].gtin = gtin(2);
		let report = assert_harmless(form);
		assert_eq!(report.answer(RightInForce), ConditionAnswer::NoRecord);
		assert_eq!(report.answer(ManufactureAuthorised), ConditionAnswer::NoRecord);
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::NoRecord);
	});
}

#[test]
fn check_should_not_object_when_class_and_serials_are_unknown() {
	instructed(|| {
		let mut form = form(vec![line(vec![unit("X1"), unit("X2"), pallet(9)], 50)]);
		form.lines[0].gtin = gtin(2);
		let report = assert_harmless(form);
		assert_eq!(report.answer(GoodStanding), ConditionAnswer::Proved);
		for condition in CONDITIONS.into_iter().filter(|condition| *condition != GoodStanding) {
			assert_eq!(report.answer(condition), ConditionAnswer::NoRecord, "{condition:?}");
		}
	});
}

#[test]
fn check_should_not_object_when_stock_of_a_known_class_is_unserialised() {
	instructed(|| {
		let report = assert_harmless(form(vec![line(vec![], 50)]));
		assert_eq!(report.answer(RightInForce), ConditionAnswer::Proved);
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::Proved);
		let neutral = none()
			.with(ManufactureAuthorised)
			.with(CustodyUnbroken)
			.with(IdentityProven)
			.with(NotRecalled);
		assert_eq!(report.no_record, neutral);
		let unasked = none()
			.with(QuantityMatches)
			.with(NotHeldElsewhere)
			.with(NotClearedBefore)
			.with(NotEnded);
		assert_eq!(report.not_applicable, unasked);
	});
}

#[test]
fn check_should_not_object_when_importer_declares_for_itself() {
	instructed(|| {
		let form = DeclarationForm { represented: None, ..lawful() };
		mandate(WAREHOUSE, IMPORTER);
		let report = Customs::dry_run(IMPORTER, &form);
		assert_eq!(report.outcome, Outcome::NoObjection);
		assert!(matches!(status(lodge_by(IMPORTER, form)), LineStatus::Released { .. }));
	});
}

#[test]
fn check_should_not_object_when_seller_is_outside() {
	instructed(|| {
		let tag = tracemark_primitives::parties::PartyTag { key_version: 1, tag: lot() };
		assert_harmless(DeclarationForm { seller: NamedParty::Outsider(tag), ..lawful() });
	});
}

#[test]
fn check_should_not_object_when_goods_were_cleared_elsewhere() {
	instructed(|| {
		set_unit(|at| at.cleared = Some(Clearance { declaration: 1, destination: CHINA }));
		assert_harmless(lawful_unit());
	});
}

#[test]
fn check_should_contradict_clearance_when_goods_were_cleared_elsewhere_in_the_union() {
	instructed(|| {
		set_unit(|at| at.cleared = Some(Clearance { declaration: 1, destination: FRANCE }));
		assert_stopped(lawful_unit(), NotClearedBefore, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_contradict_clearance_when_an_unknown_unit_comes_a_second_time() {
	instructed(|| {
		let unknown = || form(vec![line(vec![unit("X1")], 1)]);
		assert_harmless(unknown());
		assert_stopped(unknown(), NotClearedBefore, Nature::Copying, Outcome::SuspendProposed);
		assert_harmless(form(vec![line(vec![unit("X2")], 1)]));
		let elsewhere = DeclarationForm { destination: CHINA, ..unknown() };
		assert_eq!(report(&elsewhere).contradicted, none());
	});
}

// Rights.

fn set_class(rights: Vec<tracemark_primitives::rights::RightId>) {
	let rights = BoundedVec::truncate_from(rights.into_iter().map(ClassRight::from).collect());
	let hs = HsCode { edition: 2022, code: *b"640411" };
	let class = <FakeCustody as CustodyInspect>::class(&shoe()).unwrap();
	FakeCustody::set_class(shoe(), ClassFacts { rights, hs, ..class });
}

#[test]
fn check_should_know_nothing_of_rights_when_class_has_none() {
	instructed(|| {
		set_class(vec![]);
		set_lot(|lot| lot.consented = BoundedVec::new());
		let report = assert_harmless(lawful());
		// There was no right to ask for when they were made.
		assert_eq!(report.no_record, only(RightInForce).with(ManufactureAuthorised));
		assert_eq!(report.not_applicable, only(ImportAuthorised).with(NotHeldElsewhere));
	});
}

#[test]
fn check_should_accept_one_right_in_force_when_another_is_over() {
	instructed(|| {
		let design = H256::repeat_byte(0x99);
		let facts = tracemark_primitives::rights::RightFacts {
			ended: Some((RightEnd::Lapsed, TODAY)),
			..brand_right()
		};
		FakeRights::set(design, facts);
		set_class(vec![design, right()]);
		assert_eq!(assert_harmless(lawful()).answer(RightInForce), ConditionAnswer::Proved);
		set_class(vec![design]);
		assert_eq!(report(&lawful()).contradicted, only(RightInForce));
	});
}

#[test]
fn check_should_know_nothing_of_a_right_when_nobody_attested_it() {
	instructed(|| {
		set_class(vec![H256::repeat_byte(0x99)]);
		assert_eq!(assert_harmless(lawful()).no_record, only(RightInForce));
	});
}

#[test]
fn check_should_not_apply_rights_when_they_have_no_effect_at_destination() {
	instructed(|| {
		let report = report(&DeclarationForm { destination: CHINA, ..lawful() });
		assert_eq!(report.outcome, Outcome::NoObjection);
		assert_eq!(report.answer(RightInForce), ConditionAnswer::NotApplicable);
		assert_eq!(report.answer(ImportAuthorised), ConditionAnswer::NotApplicable);
	});
}

// Import.

#[test]
fn check_should_allow_import_when_importer_owns_the_right() {
	instructed(|| {
		import_answer(AuthorisationReport::bare(Answer::Permitted(Ground::Owner)));
		assert_eq!(assert_harmless(lawful()).answer(ImportAuthorised), ConditionAnswer::Proved);
	});
}

#[test]
fn check_should_know_nothing_of_import_when_licensing_does_not() {
	instructed(|| {
		import_answer(AuthorisationReport::bare(Answer::Unknown));
		assert_eq!(assert_harmless(lawful()).no_record, only(ImportAuthorised));
	});
}

#[test]
fn check_should_find_infringement_when_unlicensed_goods_are_not_shown_genuine() {
	instructed(|| {
		import_answer(unlicensed());
		let form = form(vec![line(vec![], 50)]);
		assert_eq!(report(&form).references.to_vec(), [Reference::Right(right())]);
		let (nature, outcome) = (Nature::OtherInfringement, Outcome::SuspendProposed);
		assert_stopped(form, ImportAuthorised, nature, outcome);
	});
}

#[test]
fn check_should_find_parallel_trade_when_data_of_genuine_goods_do_not_agree() {
	instructed(|| {
		import_answer(unlicensed());
		let report = report(&form(vec![line(vec![pallet(1)], PIECES + 1)]));
		assert_eq!(report.findings[0].nature, Nature::ParallelTrade);
		assert_eq!(report.outcome, Outcome::Examine);
	});
}

#[test]
fn check_should_find_infringement_when_something_points_to_copies() {
	instructed(|| {
		import_answer(unlicensed());
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		assert_eq!(report(&lawful_unit()).findings[0].nature, Nature::OtherInfringement);
	});
}

#[test]
fn check_should_not_take_bad_standing_for_a_licence_when_there_is_none() {
	instructed(|| {
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(AuthorisationReport { standing: Failed, ..unlicensed() });
		let contradicted = report(&lawful()).contradicted;
		assert_eq!(contradicted, only(ImportAuthorised).with(GoodStanding));
	});
}

#[test]
fn check_should_report_standing_alone_when_suspended_importer_owns_the_right() {
	instructed(|| {
		let owner = tracemark_primitives::parties::Owner::Organisation(IMPORTER);
		FakeRights::set(
			right(),
			tracemark_primitives::rights::RightFacts {
				owners: tracemark_primitives::rights::sole_owner(owner),
				..brand_right()
			},
		);
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		import_answer(AuthorisationReport { standing: Failed, ..unlicensed() });
		assert_stopped(lawful(), GoodStanding, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_find_breach_of_contract_when_only_quantity_is_left_out() {
	instructed(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(PIECES - 1));
		assert_stopped(lawful(), ImportAuthorised, Nature::Contract, Outcome::Documents);
	});
}

#[test]
fn check_should_add_up_lines_when_they_rest_on_one_licence() {
	instructed(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(50));
		let form = form(vec![line(vec![], 30), line(vec![], 30), line(vec![], 20)]);
		let report = Customs::dry_run(BROKER, &form);
		let contradicted: Vec<_> = report.lines.iter().map(|line| line.contradicted).collect();
		assert_eq!(contradicted, [none(), only(ImportAuthorised), none()]);
		assert_ok!(Customs::lodge(signed(BROKER.into()), form.into()));
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(0)));
	});
}

// Custody.

#[test]
fn check_should_contradict_custody_when_somebody_else_holds_the_goods() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = TRADER));
		let references = report(&lawful()).references;
		let expected = [Reference::Object(pallet_object()), Reference::Organisation(TRADER)];
		assert_eq!(references.to_vec(), expected);
		assert_stopped(lawful(), CustodyUnbroken, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_accept_custody_when_the_represented_party_holds_the_goods() {
	instructed(|| {
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.holder = IMPORTER));
		assert_harmless(lawful());
	});
}

#[test]
fn check_should_contradict_custody_when_hand_over_is_open() {
	instructed(|| {
		let offered = Presence::Offered { to: TRADER, until: NOW + 1, leg: None };
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = offered));
		assert_stopped(lawful(), CustodyUnbroken, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_custody_when_goods_are_detained() {
	instructed(|| {
		let detained = Presence::Detained { by: FRENCH_CUSTOMS };
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = detained));
		assert_stopped(lawful(), CustodyUnbroken, Nature::OtherLaw, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_clearance_when_goods_were_cleared_before() {
	instructed(|| {
		let cleared = Some(Clearance { declaration: 77, destination: GERMANY });
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.cleared = cleared));
		let references = report(&lawful()).references;
		let expected = [Reference::Declaration(77), Reference::Object(pallet_object())];
		assert_eq!(references.to_vec(), expected);
		// A pallet bears no second label: the data are wrong.
		assert_stopped(lawful(), NotClearedBefore, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_find_data_that_do_not_agree_when_a_pallet_ended() {
	instructed(|| {
		let ended = Presence::Ended(EndOfLife::Destroyed);
		set_pallet(at(facts(pallet_object(), PIECES), |at| at.presence = ended));
		assert_stopped(lawful(), NotEnded, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_custody_when_the_true_holder_is_named_as_seller() {
	instructed(|| {
		let seller = NamedParty::Member(WAREHOUSE);
		let report = Customs::dry_run(TRADER, &DeclarationForm { seller, ..cloned() });
		assert!(report.lines[0].contradicted.contains(NotHeldElsewhere));
		// Nor does who only declares hold the goods.
		set_unit(|at| at.holder = BROKER);
		let contradicted = Customs::dry_run(BROKER, &lawful_unit()).lines[0].contradicted;
		assert_eq!(contradicted, only(CustodyUnbroken).with(NotHeldElsewhere));
	});
}

#[test]
fn check_should_touch_no_recorded_unit_when_the_label_is_refuted() {
	instructed(|| {
		let facts = GoodsFacts { proof: ProofOutcome::Refuted, ..facts(unit_object(), 1) };
		FakeCustody::set_facts(&unit("A1"), unit_object(), facts);
		assert_stopped(lawful_unit(), IdentityProven, Nature::Copying, Outcome::SuspendProposed);
		assert!(Customs::line(0, 0).unwrap().goods.is_empty());
	});
}

#[test]
fn check_should_contradict_identity_when_lot_is_of_another_class() {
	instructed(|| {
		set_lot(|lot| lot.gtin = gtin(2));
		assert_stopped(lawful(), IdentityProven, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_identity_when_path_is_wrong() {
	instructed(|| {
		let refuted = GoodsFacts::none(ProofOutcome::Refuted);
		FakeCustody::set_facts(&unit("A1"), unit_object(), refuted);
		assert_stopped(lawful_unit(), IdentityProven, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_know_nothing_of_goods_when_custody_knows_no_such_lot() {
	instructed(|| {
		let contents = vec![Content { lot: right(), quantity: Quantity::Pieces(PIECES) }];
		let contents = BoundedVec::truncate_from(contents);
		set_pallet(GoodsFacts { contents, ..facts(pallet_object(), PIECES) });
		let neutral = only(ManufactureAuthorised).with(IdentityProven);
		assert_eq!(assert_harmless(lawful()).no_record, neutral);
	});
}

#[test]
fn check_should_leave_quantity_open_when_some_goods_have_no_record() {
	instructed(|| {
		let form = form(vec![line(vec![pallet(1), unit("X1")], PIECES + 1)]);
		assert_eq!(assert_harmless(form).answer(QuantityMatches), ConditionAnswer::NoRecord);
	});
}

#[test]
fn check_should_contradict_quantity_when_known_goods_alone_are_too_many() {
	instructed(|| {
		let form = form(vec![line(vec![pallet(1), unit("X1")], PIECES - 1)]);
		assert_stopped(form, QuantityMatches, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_quantity_when_a_unit_without_record_would_be_more_than_one() {
	instructed(|| {
		for pieces in [PIECES, PIECES + 1] {
			let form = form(vec![line(vec![pallet(1), unit("X1")], pieces)]);
			assert_eq!(report(&form).contradicted, none());
		}
		let form = form(vec![line(vec![pallet(1), unit("X1")], PIECES + 2)]);
		assert_stopped(form, QuantityMatches, Nature::Data, Outcome::Examine);
	});
}

#[test]
fn check_should_contradict_quantity_when_units_of_measure_differ() {
	instructed(|| {
		let unit = tracemark_primitives::quantity::UnitCode(*b"KGM");
		let mut form = lawful();
		form.lines[0].quantity = Quantity::Measured { micros: PIECES, unit };
		assert_stopped(form, QuantityMatches, Nature::Data, Outcome::Examine);
	});
}

// The clone of the main job, and the whole.

#[test]
fn check_should_name_every_contradiction_when_goods_are_cloned() {
	instructed(|| {
		set_unit(|at| at.cleared = Some(Clearance { declaration: 77, destination: GERMANY }));
		let report = Customs::dry_run(TRADER, &cloned()).lines[0].clone();
		let contradicted = only(ImportAuthorised)
			.with(CustodyUnbroken)
			.with(NotHeldElsewhere)
			.with(NotClearedBefore);
		assert_eq!(report.contradicted, contradicted);
		assert_eq!(report.outcome, Outcome::SuspendProposed);
		assert_eq!(
			report.references.to_vec(),
			[
				Reference::Right(right()),
				Reference::Object(unit_object()),
				Reference::Organisation(WAREHOUSE),
				Reference::Declaration(77),
			]
		);
		let natures = Natures::of(&[Nature::OtherInfringement, Nature::Copying]);
		assert_eq!(Decision::from(report).natures, natures);
	});
}

#[test]
fn check_should_let_parallel_trade_stop_goods_when_the_regime_does() {
	instructed(|| {
		let suspends = Natures::of(&[Nature::ParallelTrade]);
		assert_ok!(Customs::set_regime(RuntimeOrigin::root(), GERMANY, suspends));
		import_answer(unlicensed());
		let (nature, outcome) = (Nature::ParallelTrade, Outcome::SuspendProposed);
		assert_stopped(lawful(), ImportAuthorised, nature, outcome);
	});
}

#[test]
fn check_should_take_the_most_severe_line_when_lines_differ() {
	instructed(|| {
		set_unit(|at| at.presence = Presence::Ended(EndOfLife::Sold));
		let form = form(vec![line(vec![pallet(1)], PIECES), line(vec![unit("A1")], 1)]);
		let report = Customs::dry_run(BROKER, &form);
		assert_eq!(report.outcome, Outcome::SuspendProposed);
		assert_eq!(report.lines[0].outcome, Outcome::NoObjection);
		let cited = InstructionReference {
			authority: GERMAN_CUSTOMS,
			since: NOW,
			reference: H256::repeat_byte(0x77),
		};
		assert_eq!(report.standing_instruction, Some(cited));
	});
}

#[test]
fn check_should_cite_no_instruction_when_it_would_release_nothing() {
	instructed(|| {
		let report = Customs::dry_run(TRADER, &cloned());
		assert_eq!(report.standing_instruction, None);
	});
}

#[test]
fn check_should_cite_no_instruction_when_its_authority_is_suspended() {
	instructed(|| {
		FakeMembership::set_standing(GERMAN_CUSTOMS, Standing::Suspended);
		assert_eq!(Customs::dry_run(BROKER, &lawful()).standing_instruction, None);
		assert_eq!(status(lodge(lawful())), LineStatus::Lodged);
	});
}

#[test]
fn dry_run_should_count_an_unknown_party_as_without_standing_when_named() {
	ExtBuilder::default().build_and_execute(|| {
		let form = DeclarationForm { importer: 404, ..lawful() };
		assert!(report(&form).contradicted.contains(GoodStanding));
	});
}

#[test]
fn dry_run_should_ask_for_no_mandate_when_asked() {
	ExtBuilder::default().without_mandates().build_and_execute(|| {
		assert_eq!(report(&lawful()).outcome, Outcome::NoObjection);
	});
}

#[test]
fn dry_run_should_change_nothing_when_asked() {
	ExtBuilder::default().build_and_execute(|| {
		frame_support::assert_storage_noop!(Customs::dry_run(BROKER, &lawful()));
		assert!(control_calls().is_empty());
	});
}

/// What the check told licensing of the goods of a line.
fn told_of(goods: Vec<GoodsClaim>, pieces: u64) -> GoodsHistory {
	report(&form(vec![line(goods, pieces)]));
	FakeAuthorisation::asked().pop().expect("it asked").goods
}

#[test]
fn check_should_tell_licensing_how_goods_were_made_when_they_are_known() {
	instructed(|| {
		let goods = told_of(vec![pallet(1)], PIECES);
		assert_eq!(goods.gtin, Some(lawful().lines[0].gtin));
		assert_eq!(goods.making, Making::WithConsent);
		assert_eq!(goods.made_at, FakeCustody::lot(&lot()).map(|lot| lot.commissioned_at));
		assert_eq!(goods.first_sale, None);
		let goods = told_of(vec![], PIECES);
		assert_eq!((goods.making, goods.made_at), (Making::Unknown, None));
	});
}

#[test]
fn check_should_tell_licensing_of_a_first_sale_when_it_is_one_of_all_goods() {
	instructed(|| {
		let sold = |n: u8, code: &[u8; 2], moment| {
			let object = H256::repeat_byte(n);
			let marketing = Marketing { country: Country(*code), at: moment, altered: None };
			let facts = at(facts(object, 10), |at| at.first_sale = Some(marketing));
			FakeCustody::set_facts(&GoodsClaim::Consignment { id: object }, object, facts);
			(GoodsClaim::Consignment { id: object }, marketing.recorded(object))
		};
		let (a, _) = sold(0xa1, b"CN", 5);
		let (b, later) = sold(0xa2, b"CN", 7);
		assert_eq!(told_of(vec![a.clone(), b.clone()], 20).first_sale, Some(later));
		assert_eq!(told_of(vec![b.clone(), a.clone()], 20).first_sale, Some(later));
		let (c, _) = sold(0xa3, b"US", 6);
		assert_eq!(told_of(vec![a.clone(), c], 20).first_sale, None);
		assert_eq!(told_of(vec![a, pallet(1)], PIECES + 10).first_sale, None);
	});
}

#[test]
fn check_should_tell_licensing_what_the_goods_are_when_a_class_says_so() {
	instructed(|| {
		let nice = RightClass::Nice { edition: 12, class: 25 };
		let tie = ClassRight { right: right(), class: Some(nice) };
		let rights = BoundedVec::truncate_from(vec![tie]);
		let hs = HsCode { edition: 2022, code: *b"640411" };
		let class = <FakeCustody as CustodyInspect>::class(&shoe()).unwrap();
		FakeCustody::set_class(shoe(), ClassFacts { rights, hs, ..class });
		assert_eq!(told_of(vec![pallet(1)], PIECES).class, Some(nice));
	});
}

#[test]
fn check_should_not_call_goods_consented_when_another_rights_owner_let_them_be_made() {
	instructed(|| {
		set_lot(|lot| lot.consented = BoundedVec::truncate_from(vec![H256::repeat_byte(0x99)]));
		let report = report(&lawful());
		assert_eq!(report.answer(ManufactureAuthorised), ConditionAnswer::Proved);
		let told = FakeAuthorisation::asked().pop().expect("it asked").goods;
		assert_eq!(told.making, Making::Unknown);
	});
}

#[test]
fn check_should_tell_licensing_when_some_of_the_goods_were_altered_since_their_first_sale() {
	instructed(|| {
		let sold = |n: u8, altered| {
			let object = H256::repeat_byte(n);
			let marketing = Marketing { country: CHINA, at: 5, altered };
			let facts = at(facts(object, 10), |at| at.first_sale = Some(marketing));
			FakeCustody::set_facts(&GoodsClaim::Consignment { id: object }, object, facts);
			GoodsClaim::Consignment { id: object }
		};
		let (whole, repackaged) = (sold(0xa1, None), sold(0xa2, Some(7)));
		assert!(!told_of(vec![whole.clone()], 10).altered);
		assert!(told_of(vec![whole, repackaged], 20).altered);
	});
}

/// The pallet's goods lie in a lot of no serials, made and recorded at these moments, and the brand promised
/// serials from the present day on.
fn without_serials(made: Moment, recorded: Moment) {
	set_lot(|facts| {
		facts.root = None;
		facts.made_at.moment = made;
		facts.commissioned_at = recorded;
	});
	let mut class = <FakeCustody as CustodyInspect>::class(&shoe()).unwrap();
	class.serialised = Some(Period { from: NOW - DAY, until: None });
	FakeCustody::set_class(shoe(), class);
}

#[test]
fn check_should_contradict_identity_when_a_lot_lacks_serials_that_were_promised_for_it() {
	instructed(|| {
		without_serials(NOW - DAY, NOW - 1);
		let references = report(&lawful()).references;
		assert_eq!(references.to_vec(), [Reference::Object(pallet_object())]);
		assert_stopped(lawful(), IdentityProven, Nature::Copying, Outcome::SuspendProposed);
	});
}

#[test]
fn check_should_ask_for_documents_when_a_lot_without_serials_came_on_record_under_the_promise() {
	instructed(|| {
		without_serials(NOW - DAY - 1, NOW - DAY);
		let report = report(&lawful());
		assert_eq!(report.contradicted, none());
		assert_eq!(report.answer(IdentityProven), ConditionAnswer::NoRecord);
		let (condition, nature) = (IdentityProven, Nature::Data);
		let finding = Finding { condition, nature, outcome: Outcome::Documents };
		assert_eq!(report.findings.to_vec(), [finding]);
		assert_eq!(report.references.to_vec(), [Reference::Object(pallet_object())]);
		assert_eq!(status(lodge(lawful())), LineStatus::Lodged);
	});
}

#[test]
fn check_should_not_object_when_a_lot_without_serials_was_on_record_before_the_promise() {
	instructed(|| {
		without_serials(NOW - DAY - 1, NOW - DAY - 1);
		assert_eq!(assert_harmless(lawful()).answer(IdentityProven), ConditionAnswer::Proved);
	});
}

#[test]
fn check_should_not_object_when_a_lot_has_the_serials_that_were_promised() {
	instructed(|| {
		without_serials(NOW - DAY, NOW - 1);
		set_lot(|facts| facts.root = Some(lot()));
		assert_eq!(assert_harmless(lawful()).answer(IdentityProven), ConditionAnswer::Proved);
	});
}

/// They are genuine as far as the record goes: without a licence to import they are parallel trade.
#[test]
fn check_should_find_parallel_trade_when_stock_that_came_late_is_imported_without_a_licence() {
	instructed(|| {
		without_serials(NOW - DAY - 1, NOW - DAY);
		import_answer(licensed(|report| report.not_revoked = Failed));
		let report = report(&lawful());
		assert_eq!(report.contradicted, only(ImportAuthorised));
		let natures: Vec<_> = report.findings.iter().map(|finding| finding.nature).collect();
		assert_eq!(natures, [Nature::ParallelTrade, Nature::Data]);
		assert_eq!(report.outcome, Outcome::Documents);
	});
}

/// Nobody knows when they were made: before the promise, for all that the chain knows.
#[test]
fn check_should_not_object_when_goods_without_a_lot_are_of_a_class_with_promised_serials() {
	instructed(|| {
		without_serials(NOW - DAY, NOW - 1);
		for form in [
			form(vec![line(vec![], 50)]),
			form(vec![line(vec![unit("X1")], 1)]),
			form(vec![line(vec![pallet(9)], 50)]),
		] {
			assert_eq!(assert_harmless(form).answer(IdentityProven), ConditionAnswer::NoRecord);
		}
	});
}
