//! Container and seal numbers.

use proptest::prelude::*;
use tracemark_primitives::{
	transport::{ContainerNumber, SealNumber},
	Malformed, Validate,
};

#[test]
fn container_should_be_accepted_when_its_check_digit_is_that_of_iso_6346() {
	// The digits of the second leave a remainder of ten, which is written as 0.
	for number in ["CSQU3054383", "MSKU0000080", "TEXU3070079"] {
		assert!(ContainerNumber::try_from(number).is_ok(), "{number}");
	}
}

#[test]
fn container_should_be_refused_when_malformed() {
	for number in [
		"",
		"CSQU305438",
		"CSQU30543833",
		"CSQU3054384",
		"CSQA3054383",
		"csqu3054383",
		"C5QU3054383",
		"CSQU30543 3",
		"CSQU305438X",
		"CSQUX054383",
	] {
		assert_eq!(ContainerNumber::try_from(number), Err(Malformed), "{number:?}");
	}
}

/// The letters of ISO 6346 with what they count, as a table.
const LETTERS: [(char, u32); 26] = [
	('A', 10),
	('B', 12),
	('C', 13),
	('D', 14),
	('E', 15),
	('F', 16),
	('G', 17),
	('H', 18),
	('I', 19),
	('J', 20),
	('K', 21),
	('L', 23),
	('M', 24),
	('N', 25),
	('O', 26),
	('P', 27),
	('Q', 28),
	('R', 29),
	('S', 30),
	('T', 31),
	('U', 32),
	('V', 34),
	('W', 35),
	('X', 36),
	('Y', 37),
	('Z', 38),
];

fn check_digit(body: &str) -> u32 {
	let value = |c: char| {
		let letter = LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, value)| *value);
		letter.or_else(|| c.to_digit(10)).unwrap()
	};
	let sum: u32 = body.chars().zip(0..).map(|(c, place)| value(c) * 2u32.pow(place)).sum();
	sum % 11 % 10
}

proptest! {
	#[test]
	fn container_should_be_accepted_exactly_with_its_check_digit(
		body in "[A-Z]{3}[UJZ][0-9]{6}",
		digit in 0u32..10,
	) {
		let number = format!("{body}{digit}");
		let is_right = digit == check_digit(&body);
		prop_assert_eq!(ContainerNumber::try_from(number.as_str()).is_ok(), is_right);
	}

	#[test]
	fn seal_should_be_accepted_when_it_is_capitals_and_digits(number in "[A-Z0-9]{1,20}") {
		prop_assert!(SealNumber::try_from(number.as_str()).is_ok());
	}
}

#[test]
fn seal_should_be_refused_when_malformed() {
	for number in ["", "hp1", "HP-1", "HP 1", "HPÄ", "123456789012345678901"] {
		assert_eq!(SealNumber::try_from(number), Err(Malformed), "{number:?}");
	}
	assert_eq!(SealNumber(Default::default()).validate(), Err(Malformed));
}
