use super::*;

#[test]
fn freeze_operators_should_stop_all_of_one_organisation() {
	run(|| {
		assert_ok!(add_operator(BRAND, FRESH, MAKER));
		assert_ok!(Consortium::freeze_operators(signed(controller(BRAND))));
		assert_last(Event::OperatorsFrozen { org: BRAND });
		for frozen in [operator(BRAND), FRESH] {
			assert_eq!(Consortium::ensure_member(&frozen), Err(E::OperatorFrozen.into()));
			assert_eq!(Consortium::operator_facts(&frozen), None);
		}
		assert_ok!(Consortium::ensure_member(&operator(CARRIER)));
		// A frozen organisation is still a party in good standing.
		assert_eq!(Consortium::party(BRAND).unwrap().standing, Standing::Good);
	});
}

#[test]
fn freeze_operators_should_work_when_suspended() {
	run(|| {
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_ok!(Consortium::freeze_operators(signed(controller(BRAND))));
		assert_ok!(Consortium::reinstate(admitter(), BRAND));
		assert_eq!(Consortium::ensure_member(&operator(BRAND)), Err(E::OperatorFrozen.into()));
	});
}

#[test]
fn freeze_operators_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		let who = || signed(controller(BRAND));
		assert_ok!(Consortium::freeze_operators(who()));
		assert_noop!(Consortium::freeze_operators(who()), E::OperatorFrozen);
		expel(BRAND);
		assert_noop!(Consortium::freeze_operators(who()), E::Expelled);
	});
}

#[test]
fn freeze_operators_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			assert_noop!(Consortium::freeze_operators(origin), error);
		}
	});
}
