//! Whether the rights of the class are in force.

use super::*;
use tracemark_primitives::{
	fakes::FakeRights,
	goods::{ClassFacts, ClassRight},
	hs::HsCode,
	rights::RightEnd,
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
