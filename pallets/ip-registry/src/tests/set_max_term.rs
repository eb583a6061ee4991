use super::*;

fn set(
	kind: RightKind,
	office: Option<OfficeCode>,
	years: Option<u16>,
) -> sp_runtime::DispatchResult {
	Registry::set_max_term(RuntimeOrigin::root(), kind, office, years)
}

#[test]
fn set_max_term_should_set_replace_and_lift_the_bound_when_the_council_says_so() {
	ExtBuilder::build_and_execute(|| {
		let (kind, office) = (RightKind::Patent, Some(OFFICE_CODE));
		for years in [Some(20), Some(u16::MAX), None] {
			assert_ok!(set(kind, office, years));
			assert_eq!(MaxTerms::<Test>::get((kind, office)), years);
			assert_eq!(last_event(), Event::MaxTermSet { kind, office, years });
		}
		assert_ok!(set(RightKind::Copyright, None, Some(170)));
	});
}

#[test]
fn set_max_term_should_leave_what_was_stated_when_it_is_longer() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		assert_ok!(set(RightKind::Copyright, None, Some(1)));
		assert!(Rights::<Test>::get(right).unwrap().is_alive_on(today()));
	});
}

#[test]
fn set_max_term_should_fail_when_the_kind_can_be_kept_up_for_ever() {
	ExtBuilder::build_and_execute(|| {
		use RightKind::*;
		for kind in [TradeMark, TradeName, GeographicalIndication] {
			let error = Error::<Test>::KindUnbounded;
			assert_noop!(set(kind, Some(OFFICE_CODE), Some(10)), error);
		}
		for kind in [
			Design,
			Copyright,
			Patent,
			SupplementaryProtection,
			PlantVariety,
			Topography,
			UtilityModel,
		] {
			assert_ok!(set(kind, Some(OFFICE_CODE), Some(10)));
		}
	});
}

#[test]
fn set_max_term_should_fail_when_it_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let unknown = Some(OfficeCode(*b"XX"));
		let error = Error::<Test>::MalformedOffice;
		assert_noop!(set(RightKind::Patent, unknown, Some(20)), error);
		let none = set(RightKind::Patent, Some(OFFICE_CODE), Some(0));
		assert_noop!(none, Error::<Test>::MalformedTerm);
	});
}

#[test]
fn set_max_term_should_fail_when_anybody_else_signs() {
	ExtBuilder::build_and_execute(|| {
		for origin in [signed(OFFICE), signed(BRAND), RuntimeOrigin::none()] {
			let set = Registry::set_max_term(origin, RightKind::Patent, None, Some(20));
			assert_noop!(set, DispatchError::BadOrigin);
		}
	});
}
