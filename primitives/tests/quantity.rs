//! Pieces and measures.

use proptest::prelude::*;
use tracemark_primitives::{
	quantity::{Quantity, UnitCode},
	Malformed, Validate,
};

const KGM: UnitCode = UnitCode(*b"KGM");

fn kilograms(micros: u64) -> Quantity {
	Quantity::Measured { micros, unit: KGM }
}

#[test]
fn unit_should_be_two_or_three_capitals_or_digits_when_accepted() {
	for unit in [b"KGM", b"LTR", b"MTR", b"C62", b"H87", b"23 ", b"NT "] {
		assert!(UnitCode(*unit).validate().is_ok(), "{unit:?}");
	}
	for unit in [b"kgm", b"   ", b"K  ", b" KG", b"K G", b"KG-", b"KG\0", b"\xff\xff\xff"] {
		assert_eq!(UnitCode(*unit).validate(), Err(Malformed), "{unit:?}");
	}
}

#[test]
fn quantity_should_be_refused_when_nothing_or_without_a_unit() {
	assert!(Quantity::Pieces(1).validate().is_ok());
	assert!(kilograms(1).validate().is_ok());
	for quantity in [
		Quantity::Pieces(0),
		kilograms(0),
		Quantity::Measured { micros: 1, unit: UnitCode(*b"kg ") },
	] {
		assert_eq!(quantity.validate(), Err(Malformed));
	}
}

#[test]
fn quantities_should_not_mix_when_their_units_differ() {
	let litres = Quantity::Measured { micros: 1, unit: UnitCode(*b"LTR") };
	for (a, b) in [
		(Quantity::Pieces(1), kilograms(1)),
		(kilograms(1), Quantity::Pieces(1)),
		(kilograms(1), litres),
	] {
		assert!(!a.same_unit(&b));
		assert_eq!(a.checked_add(&b), None);
		assert_eq!(a.checked_sub(&b), None);
	}
}

#[test]
fn a_rate_should_give_whole_amounts_when_they_are_not_even() {
	let metres = |micros| Quantity::Measured { micros, unit: UnitCode(*b"MTR") };
	let pieces = Quantity::Pieces;
	// Two dresses of five metres of cloth.
	let (of, gives) = (metres(5_000_000), pieces(2));
	assert_eq!(metres(5_000_000).at_rate(&of, &gives), Some(pieces(2)));
	assert_eq!(metres(7_499_999).at_rate(&of, &gives), Some(pieces(2)));
	assert_eq!(metres(7_500_000).at_rate(&of, &gives), Some(pieces(3)));
	assert_eq!(metres(0).at_rate(&of, &gives), Some(pieces(0)));
	assert_eq!(kilograms(1).at_rate(&of, &gives), None);
	assert_eq!(metres(1).at_rate(&metres(0), &gives), None);
	assert_eq!(pieces(u64::MAX).at_rate(&pieces(1), &pieces(2)), None);
	assert_eq!(pieces(u64::MAX).at_rate(&pieces(2), &pieces(2)), Some(pieces(u64::MAX)));
}

proptest! {
	#[test]
	fn quantities_should_count_like_integers_when_of_one_unit(a: u64, b: u64) {
		for of in [Quantity::Pieces, kilograms] {
			prop_assert!(of(a).same_unit(&of(b)));
			prop_assert_eq!(of(a).checked_add(&of(b)), a.checked_add(b).map(of));
			prop_assert_eq!(of(a).checked_sub(&of(b)), a.checked_sub(b).map(of));
			prop_assert_eq!(of(a).value(), a);
			prop_assert_eq!(of(a).with_value(b), of(b));
			prop_assert_eq!(of(a).is_zero(), a == 0);
		}
	}
}
