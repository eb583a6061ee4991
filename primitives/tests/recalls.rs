//! Scopes of recalls.

use tracemark_primitives::{
	gs1::Gtin,
	recalls::{RecallReason, RecallScope, Recalled},
	time::Period,
	Malformed, Validate,
};

fn class(gtin: &str, from: u64, until: Option<u64>) -> RecallScope {
	let mut digits = [b'0'; 14];
	digits.copy_from_slice(gtin.as_bytes());
	RecallScope::Class { gtin: Gtin(digits), made: Period { from, until } }
}

fn leaves(ranges: &[(u32, u32)]) -> RecallScope {
	let ranges = ranges.to_vec().try_into().unwrap();
	RecallScope::Leaves { lot: Default::default(), ranges }
}

const CLASS: &str = "09520123456788";

#[test]
fn scope_should_be_accepted_when_it_can_name_goods() {
	for scope in [
		class(CLASS, 0, None),
		class(CLASS, 5, Some(6)),
		RecallScope::Lot { lot: Default::default() },
		leaves(&[(0, 1)]),
		leaves(&[(0, 2), (2, 5), (9, u32::MAX)]),
	] {
		assert_eq!(scope.validate(), Ok(()), "{scope:?}");
	}
}

#[test]
fn scope_should_be_refused_when_it_can_name_none_or_names_some_twice() {
	for scope in [
		class("09520123456789", 0, None),
		class(CLASS, 5, Some(5)),
		leaves(&[]),
		leaves(&[(1, 1)]),
		leaves(&[(4, 2)]),
		leaves(&[(0, 3), (2, 5)]),
		leaves(&[(6, 8), (0, 3)]),
	] {
		assert_eq!(scope.validate(), Err(Malformed), "{scope:?}");
	}
}

#[test]
fn ranges_should_be_counted_when_there_are_any() {
	assert_eq!(leaves(&[(0, 1), (2, 3)]).ranges(), 2);
	assert_eq!(class(CLASS, 0, None).ranges(), 0);
	assert_eq!(RecallScope::Lot { lot: Default::default() }.ranges(), 0);
}

#[test]
fn recall_should_have_effect_in_its_country_or_everywhere() {
	let recalled = |code: Option<&str>| Recalled {
		recall: 0,
		country: code.map(|code| code.try_into().unwrap()),
		reason: RecallReason::Safety,
		is_certain: true,
	};
	let germany = "DE".try_into().unwrap();
	assert!(recalled(None).has_effect_in(&germany));
	assert!(recalled(Some("DE")).has_effect_in(&germany));
	assert!(!recalled(Some("FR")).has_effect_in(&germany));
}

/// One of an owner without a country, of an authority with one.
fn recalled(code: Option<&str>, reason: RecallReason, is_certain: bool) -> Recalled {
	let country = code.map(|code| code.try_into().unwrap());
	Recalled { recall: 0, country, reason, is_certain }
}

#[test]
fn recall_should_be_of_law_when_an_authority_or_a_law_demands_it() {
	use RecallReason::*;
	for (reason, is) in [
		(Safety, true),
		(NonCompliance, true),
		(Infringement, true),
		(Quality, false),
		(Other, false),
	] {
		assert_eq!(recalled(None, reason, true).is_of_law(), is, "{reason:?} of the owner");
		assert!(recalled(Some("DE"), reason, true).is_of_law(), "{reason:?} of an authority");
	}
}

#[test]
fn heaviest_should_be_of_law_then_certain_then_the_first() {
	use RecallReason::{Quality, Safety};
	let own = recalled(None, Quality, true);
	let likely = recalled(None, Safety, false);
	let (first, second) = (recalled(None, Safety, true), recalled(Some("DE"), Quality, true));
	let heaviest = |recalls: &[Recalled]| Recalled::heaviest(recalls.iter().copied());
	assert_eq!(heaviest(&[]), None);
	assert_eq!(heaviest(&[own, likely]), Some(likely));
	assert_eq!(heaviest(&[own, likely, first, second]), Some(first));
	assert_eq!(heaviest(&[second, first]), Some(second));
}
