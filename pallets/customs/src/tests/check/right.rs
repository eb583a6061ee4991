//! Whether the rights of the class are in force.

use super::*;
use tracemark_primitives::{
	authorisation::Making,
	fakes::FakeRights,
	goods::{AddedRight, ClassFacts, ClassRight, Content, ProofOutcome},
	hs::HsCode,
	quantity::Quantity,
	rights::{RightEnd, RightId},
};

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

/// The class names `right` too, since version 1.
fn add_right(right: RightId) {
	let class = <FakeCustody as CustodyInspect>::class(&shoe()).unwrap();
	let mut rights = class.rights.to_vec();
	rights.push(right.into());
	let rights = BoundedVec::truncate_from(rights);
	let added = BoundedVec::truncate_from(vec![AddedRight { right, version: 1 }]);
	let revised_at = Some(NOW);
	FakeCustody::set_class(shoe(), ClassFacts { rights, added, version: 1, revised_at, ..class });
}

/// Whether goods are asked for a right that came to their class later, of which nothing permits the import.
#[track_caller]
fn assert_asks_for_a_later_right(expected: bool, form: &DeclarationForm) {
	let asked = FakeAuthorisation::asked().len();
	report(form);
	let asked = FakeAuthorisation::asked().split_off(asked);
	assert_eq!(asked.iter().any(|question| question.right == LATER), expected);
}

const LATER: RightId = H256::repeat_byte(0x77);

#[test]
fn check_should_not_ask_for_a_right_when_it_came_to_the_class_after_the_goods() {
	instructed(|| {
		FakeRights::set(LATER, brand_right());
		add_right(LATER);
		assert_harmless(lawful());
		assert_asks_for_a_later_right(false, &lawful());
		// What was made since answers for it, and so does what nobody knows the making of.
		set_lot(|lot| lot.class_version = 1);
		assert_asks_for_a_later_right(true, &lawful());
		assert_eq!(report(&lawful()).contradicted, only(ImportAuthorised));
		set_lot(|lot| lot.class_version = 0);
		assert_asks_for_a_later_right(true, &form(vec![line(vec![], 50)]));
		assert_asks_for_a_later_right(true, &form(vec![line(vec![unit("B7")], 1)]));
		let mut clone = <FakeCustody as CustodyInspect>::facts(&unit("A1"));
		clone.proof = ProofOutcome::Refuted;
		FakeCustody::set_facts(&unit("A1"), unit_object(), clone);
		assert_asks_for_a_later_right(true, &lawful_unit());
	});
}

#[test]
fn check_should_ask_for_a_later_right_when_some_of_the_goods_were_made_under_it() {
	instructed(|| {
		FakeRights::set(LATER, brand_right());
		add_right(LATER);
		let newer = H256::repeat_byte(0x21);
		let older = <FakeCustody as CustodyInspect>::lot(&lot()).unwrap();
		let consented = BoundedVec::truncate_from(vec![right(), LATER]);
		let both = |consented| {
			FakeCustody::set_lot(newer, LotFacts { class_version: 1, consented, ..older.clone() });
			let mut facts = facts(pallet_object(), 0);
			let half = |lot| Content { lot, quantity: Quantity::Pieces(PIECES / 2) };
			facts.contents = BoundedVec::truncate_from(vec![half(lot()), half(newer)]);
			set_pallet(facts);
			report(&lawful());
			let mut asked = FakeAuthorisation::asked().into_iter();
			asked.rfind(|question| question.right == LATER).expect("was asked").goods.making
		};
		// The older lot does not answer for it, the newer one does.
		assert_eq!(both(consented), Making::WithConsent);
		assert_eq!(both(BoundedVec::truncate_from(vec![right()])), Making::Unknown);
	});
}
