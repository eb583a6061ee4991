use super::*;

fn add(account: u64, roles: Roles) -> sp_runtime::DispatchResult {
	Consortium::add_operator(signed(controller(BRAND)), account, roles)
}

#[test]
fn add_operator_should_let_an_account_without_balance_act() {
	run(|| {
		assert_ok!(add(FRESH, MAKER));
		assert_last(Event::OperatorAdded { org: BRAND, operator: 4, account: FRESH, roles: MAKER });
		assert_eq!(organisation(BRAND).operators, 2);
		assert_eq!(System::providers(&FRESH), 1);
		let member = Consortium::ensure_role(&FRESH, MAKER).unwrap();
		assert_eq!((member.org, member.operator, member.roles), (BRAND, 4, MAKER));
		assert_eq!(Consortium::ensure_role(&FRESH, HOLDER), Err(E::RoleMissing.into()));
	});
}

#[test]
fn add_operator_should_be_refused_when_the_account_ever_belonged_to_an_organisation() {
	run(|| {
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), operator(BRAND)));
		for taken in [controller(BRAND), operator(BRAND), controller(CARRIER), operator(CARRIER)] {
			assert_noop!(add(taken, MAKER), E::AccountTaken);
		}
	});
}

#[test]
fn add_operator_should_be_refused_when_there_are_too_many() {
	run(|| {
		assert_ok!(add(101, MAKER));
		assert_ok!(add(102, MAKER));
		assert_noop!(add(103, MAKER), E::TooManyOperators);
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), 101));
		assert_ok!(add(103, MAKER));
	});
}

#[test]
fn add_operator_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_controllers() {
			assert_noop!(Consortium::add_operator(origin, FRESH, MAKER), E::NotController);
		}
		assert_noop!(add(FRESH, Roles(0)), E::MalformedRoles);
		assert_noop!(add(FRESH, Roles::of(&[Role::Manufacturer, Role::Court])), E::RolesExceeded);
		NextOperatorId::<Test>::put(u32::MAX);
		assert_noop!(add(FRESH, MAKER), sp_runtime::ArithmeticError::Overflow);
		NextOperatorId::<Test>::put(4);
		expel(BRAND);
		assert_noop!(add(FRESH, MAKER), E::Expelled);
	});
}
