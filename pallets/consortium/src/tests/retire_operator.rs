use super::*;

#[test]
fn retire_operator_should_be_for_ever() {
	run(|| {
		let who = || signed(controller(BRAND));
		let retired = operator(BRAND);
		assert_ok!(Consortium::retire_operator(who(), retired));
		assert_last(Event::OperatorRetired { org: BRAND, operator: 0, account: retired });
		assert_eq!(organisation(BRAND).operators, 0);
		assert_eq!(capacity(retired), Some(Capacity::RetiredOperator { operator: 0 }));
		assert_eq!(Consortium::ensure_member(&retired), Err(E::OperatorRetired.into()));
		assert!(Consortium::is_operator(&retired));
		assert_eq!(Consortium::affiliation(&retired), None);
		assert_noop!(Consortium::retire_operator(who(), retired), E::OperatorRetired);
		assert_noop!(Consortium::set_operator_roles(who(), retired, MAKER), E::OperatorRetired);
		assert_noop!(
			Consortium::rotate_operator(who(), retired, FRESH, consent(BRAND, FRESH)),
			E::OperatorRetired
		);
		assert_noop!(add_operator(BRAND, retired, MAKER), E::AccountTaken);
	});
}

#[test]
fn retire_operator_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		let who = || signed(controller(BRAND));
		for account in [operator(CARRIER), controller(BRAND), OUTSIDER] {
			assert_noop!(Consortium::retire_operator(who(), account), E::NotOperator);
		}
		expel(BRAND);
		assert_noop!(Consortium::retire_operator(who(), operator(BRAND)), E::Expelled);
	});
}

#[test]
fn retire_operator_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			assert_noop!(Consortium::retire_operator(origin, REPLACEMENT), error);
		}
	});
}
