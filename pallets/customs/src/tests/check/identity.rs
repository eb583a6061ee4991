//! Whether serials belong to the lots and lots to the class, and a lot has the serials that were promised.

use super::*;
use tracemark_primitives::{
	goods::{Content, ProofOutcome},
	quantity::Quantity,
	time::{Period, DAY},
	Moment,
};

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
