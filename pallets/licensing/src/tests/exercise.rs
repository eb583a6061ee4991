use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::Exercise,
	quantity::{Quantity, UnitCode},
	traits::Authorisation,
	LicenceId,
};

const KILOGRAM: UnitCode = UnitCode(*b"KGM");
const LITRE: UnitCode = UnitCode(*b"LTR");

fn exercise(licence: LicenceId, quantity: Quantity) -> DispatchResult {
	<Licensing as Authorisation>::exercise(licence, &Exercise { quantity, ..making(1) })
}

fn left(licence: LicenceId) -> Option<Quantity> {
	Licences::<Test>::get(licence).unwrap().left
}

#[test]
fn exercise_should_count_down_to_nothing_when_the_licence_has_a_limit() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());

		assert_ok!(exercise(id, Quantity::Pieces(999)));
		assert_eq!(left(id), Some(Quantity::Pieces(1)));
		let Exercise { activity, quantity, reference } = making(999);
		let left_over = Some(Quantity::Pieces(1));
		let used = Event::Exercised { licence: id, activity, quantity, reference, left: left_over };
		System::assert_last_event(used.into());

		assert_ok!(exercise(id, Quantity::Pieces(1)));
		assert_eq!(left(id), Some(Quantity::Pieces(0)));
		assert_eq!(Licences::<Test>::get(id).unwrap().terms, terms());
	});
}

#[test]
fn exercise_should_count_measures_when_the_unit_is_the_limits() {
	ExtBuilder::build_and_execute(|| {
		let kilograms = |micros| Quantity::Measured { micros, unit: KILOGRAM };
		let id = granted(LicenceTerms { quantity: Some(kilograms(5)), ..terms() });
		assert_ok!(exercise(id, kilograms(2)));
		assert_eq!(left(id), Some(kilograms(3)));
	});
}

#[test]
fn exercise_should_count_nothing_when_the_licence_has_no_limit() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { quantity: None, ..terms() });
		let quantity = Quantity::Pieces(u64::MAX);

		assert_ok!(exercise(id, quantity));

		assert_eq!(left(id), None);
		let Exercise { activity, reference, .. } = making(1);
		let used = Event::Exercised { licence: id, activity, quantity, reference, left: None };
		System::assert_last_event(used.into());
	});
}

#[test]
fn exercise_should_refuse_when_the_licence_leaves_less() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert_noop!(exercise(id, Quantity::Pieces(1_001)), Error::<Test>::QuantityExceeded);
		assert_ok!(exercise(id, Quantity::Pieces(1_000)));
		assert_noop!(exercise(id, Quantity::Pieces(1)), Error::<Test>::QuantityExceeded);
	});
}

#[test]
fn exercise_should_refuse_when_the_unit_differs() {
	ExtBuilder::build_and_execute(|| {
		let pieces = granted(terms());
		let litres = Quantity::Measured { micros: 1, unit: LITRE };
		assert_noop!(exercise(pieces, litres), Error::<Test>::UnitMismatch);

		let kilograms = Quantity::Measured { micros: 9, unit: KILOGRAM };
		let mass = granted(LicenceTerms { quantity: Some(kilograms), ..terms() });
		assert_noop!(exercise(mass, litres), Error::<Test>::UnitMismatch);
		assert_noop!(exercise(mass, Quantity::Pieces(1)), Error::<Test>::UnitMismatch);
	});
}

#[test]
fn exercise_should_refuse_when_the_licence_does_not_exist() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(exercise(0, Quantity::Pieces(1)), Error::<Test>::UnknownLicence);
	});
}
