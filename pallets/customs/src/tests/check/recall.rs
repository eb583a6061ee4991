//! Whether a recall concerns the goods.

use super::*;
use tracemark_primitives::{
	recalls::{RecallReason, Recalled},
	territory::Country,
};

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
