//! Whether as many are declared as custody knows to be there.

use super::*;
use tracemark_primitives::quantity::Quantity;

#[test]
fn check_should_contradict_quantity_when_one_is_too_many() {
	instructed(|| {
		let form = form(vec![line(vec![pallet(1)], PIECES + 1)]);
		assert_stopped(form, QuantityMatches, Nature::Data, Outcome::Examine);
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
