//! The table of countries and sets of them.

use proptest::prelude::*;
use tracemark_primitives::{
	territory::{Country, Territories, COUNTRIES},
	Malformed, Validate,
};

fn set(countries: &[&str]) -> Territories {
	let countries: Vec<_> =
		countries.iter().map(|code| Country::try_from(*code).unwrap()).collect();
	Territories::of(&countries).unwrap()
}

#[test]
fn table_should_be_ascending_capital_letters_when_read() {
	assert!(COUNTRIES.windows(2).all(|pair| pair[0] < pair[1]));
	assert!(COUNTRIES.iter().flatten().all(u8::is_ascii_uppercase));
}

#[test]
fn positions_should_stay_when_the_table_grows() {
	// The bits of stored sets: first, last of the first byte, some in between, last.
	for (position, code) in [
		(0, "AD"),
		(7, "AO"),
		(8, "AQ"),
		(47, "CN"),
		(56, "DE"),
		(76, "GB"),
		(232, "US"),
		(248, "ZW"),
	] {
		assert_eq!(&COUNTRIES[position], code.as_bytes(), "{code}");
		let Territories(bytes) = set(&[code]);
		let expected: [u8; 32] =
			std::array::from_fn(|byte| if byte == position / 8 { 1 << (position % 8) } else { 0 });
		assert_eq!(bytes, expected);
	}
}

#[test]
fn country_should_be_refused_when_its_code_is_not_assigned() {
	assert!(COUNTRIES.iter().all(|code| Country(*code).validate().is_ok()));
	for code in ["", "D", "DEU", "de", "XX", "UK", "EU", "AN", "SU", "XK", "ZZ"] {
		assert_eq!(Country::try_from(code), Err(Malformed), "{code:?}");
	}
	assert_eq!(Territories::of(&[Country(*b"DE"), Country(*b"EU")]), Err(Malformed));
	assert!(!Territories([u8::MAX; 32]).contains(&Country(*b"EU")));
}

#[test]
fn european_union_should_have_its_27_members_when_expanded() {
	let union = Territories::european_union();
	assert!(union.validate().is_ok());
	let members = COUNTRIES.iter().filter(|code| union.contains(&Country(**code))).count();
	assert_eq!(members, 27);
	assert!(union.covers(&set(&["DE", "FR", "GR", "HR", "CY", "MT", "IE"])));
	for outside in ["GB", "CH", "NO", "IS", "LI", "TR", "UA", "RS", "RE", "GF"] {
		assert!(!union.contains(&Country::try_from(outside).unwrap()), "{outside}");
	}
}

#[test]
fn set_should_be_refused_when_empty_or_beyond_the_table() {
	assert!(Territories::default().is_empty());
	assert_eq!(Territories::default().validate(), Err(Malformed));
	for bit in 1..8 {
		let Territories(mut bytes) = set(&["DE"]);
		bytes[31] |= 1 << bit;
		assert_eq!(Territories(bytes).validate(), Err(Malformed));
	}
	let all: Vec<_> = COUNTRIES.map(Country).to_vec();
	assert!(Territories::of(&all).unwrap().validate().is_ok());
}

proptest! {
	#[test]
	fn sets_should_agree_with_a_set_of_codes_when_compared(
		ours in prop::collection::btree_set(0usize..249, 0..249),
		theirs in prop::collection::btree_set(0usize..249, 0..8),
	) {
		let of = |positions: &std::collections::BTreeSet<usize>| {
			let countries: Vec<_> = positions.iter().map(|at| Country(COUNTRIES[*at])).collect();
			Territories::of(&countries).unwrap()
		};
		let (a, b) = (of(&ours), of(&theirs));
		for (position, code) in COUNTRIES.iter().enumerate() {
			prop_assert_eq!(a.contains(&Country(*code)), ours.contains(&position));
		}
		prop_assert_eq!(a.covers(&b), theirs.is_subset(&ours));
		prop_assert!(a.covers(&a) && a.covers(&Territories::default()));
		prop_assert_eq!(a.is_empty(), ours.is_empty());
		prop_assert_eq!(a.validate().is_ok(), !ours.is_empty());
	}
}
