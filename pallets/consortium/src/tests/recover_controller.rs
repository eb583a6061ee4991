use super::*;

#[test]
fn recover_controller_should_replace_a_lost_key() {
	run(|| {
		let old = controller(BRAND);
		assert_ok!(Consortium::recover_controller(expeller(), BRAND, FRESH));
		assert_last(Event::ControllerRecovered { org: BRAND, old, new: FRESH });
		assert_eq!(Voters::get(), [20, 30, FRESH]);
		assert_noop!(Consortium::freeze_operators(signed(old)), E::NotController);
		assert_ok!(Consortium::freeze_operators(signed(FRESH)));
	});
}

#[test]
fn recover_controller_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_expellers() {
			assert_noop!(Consortium::recover_controller(origin, BRAND, FRESH), BadOrigin);
		}
		expel(OFFICE);
		for (org, new, error) in [
			(NOBODY, FRESH, E::UnknownOrganisation),
			(OFFICE, FRESH, E::Expelled),
			(BRAND, controller(BRAND), E::AccountTaken),
			(BRAND, operator(BRAND), E::AccountTaken),
			(BRAND, controller(CARRIER), E::AccountTaken),
		] {
			assert_noop!(Consortium::recover_controller(expeller(), org, new), error);
		}
	});
}
