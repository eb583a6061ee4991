//! Whether the goods were cleared before.

use super::*;

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

#[test]
fn check_should_not_object_when_goods_were_cleared_elsewhere() {
	instructed(|| {
		set_unit(|at| at.cleared = Some(Clearance { declaration: 1, destination: CHINA }));
		assert_harmless(lawful_unit());
	});
}
