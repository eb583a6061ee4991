use super::*;

#[test]
fn reinstate_should_let_operators_act_again() {
	run(|| {
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_ok!(Consortium::reinstate(admitter(), BRAND));
		assert_last(Event::Reinstated { org: BRAND });
		assert_ok!(Consortium::ensure_role(&operator(BRAND), HOLDER));
	});
}

#[test]
fn reinstate_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_noop!(Consortium::reinstate(admitter(), BRAND), E::NotSuspended);
		assert_noop!(Consortium::reinstate(admitter(), NOBODY), E::UnknownOrganisation);
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		for origin in not_admitters() {
			assert_noop!(Consortium::reinstate(origin, BRAND), BadOrigin);
		}
		expel(BRAND);
		assert_noop!(Consortium::reinstate(admitter(), BRAND), E::NotSuspended);
	});
}
