use super::*;

#[test]
fn suspend_should_stop_operators_but_not_the_controller() {
	run(|| {
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_last(Event::Suspended { org: BRAND, ground: GROUND });
		assert_eq!(Consortium::party(BRAND).unwrap().standing, Standing::Suspended);
		assert_eq!(Consortium::ensure_member(&operator(BRAND)), Err(E::NotInGoodStanding.into()));
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), operator(BRAND)));
		assert_eq!(seats(), [BRAND, CARRIER, IMPORTER]);
	});
}

#[test]
fn suspend_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_admitters() {
			assert_noop!(Consortium::suspend(origin, BRAND, GROUND), BadOrigin);
		}
		assert_noop!(Consortium::suspend(admitter(), NOBODY, GROUND), E::UnknownOrganisation);
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(Consortium::suspend(admitter(), BRAND, GROUND), E::NotInGoodStanding);
		expel(BRAND);
		assert_noop!(Consortium::suspend(admitter(), BRAND, GROUND), E::NotInGoodStanding);
	});
}
