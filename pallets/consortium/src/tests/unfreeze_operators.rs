use super::*;

#[test]
fn unfreeze_operators_should_let_those_act_that_are_not_retired() {
	run(|| {
		let who = || signed(controller(BRAND));
		assert_ok!(add_operator(BRAND, FRESH, MAKER));
		assert_ok!(Consortium::freeze_operators(who()));
		assert_ok!(Consortium::retire_operator(who(), FRESH));
		assert_ok!(Consortium::unfreeze_operators(who()));
		assert_last(Event::OperatorsUnfrozen { org: BRAND });
		assert_ok!(Consortium::ensure_member(&operator(BRAND)));
		assert_eq!(Consortium::ensure_member(&FRESH), Err(E::OperatorRetired.into()));
	});
}

#[test]
fn unfreeze_operators_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		let who = || signed(controller(BRAND));
		assert_noop!(Consortium::unfreeze_operators(who()), E::NotFrozen);
		assert_ok!(Consortium::freeze_operators(who()));
		expel(BRAND);
		assert_noop!(Consortium::unfreeze_operators(who()), E::Expelled);
	});
}

#[test]
fn unfreeze_operators_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		assert_ok!(Consortium::freeze_operators(signed(controller(BRAND))));
		for (origin, error) in not_controllers() {
			assert_noop!(Consortium::unfreeze_operators(origin), error);
		}
	});
}
