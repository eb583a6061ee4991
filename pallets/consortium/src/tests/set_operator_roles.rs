use super::*;

fn set(account: u64, roles: Roles) -> sp_runtime::DispatchResult {
	Consortium::set_operator_roles(signed(controller(BRAND)), account, roles)
}

#[test]
fn set_operator_roles_should_leave_the_operator_its_number() {
	run(|| {
		let before = Consortium::ensure_member(&operator(BRAND)).unwrap();
		assert_ok!(set(operator(BRAND), MAKER));
		assert_last(Event::OperatorRolesSet {
			org: BRAND,
			operator: before.operator,
			roles: MAKER,
		});
		let after = Consortium::ensure_member(&operator(BRAND)).unwrap();
		assert_eq!(after, tracemark_primitives::parties::Member { roles: MAKER, ..before });
	});
}

#[test]
fn set_operator_roles_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for (account, roles, error) in [
			(operator(BRAND), Roles(1 << 30), E::MalformedRoles),
			(operator(BRAND), Roles::of(&[Role::Court]), E::RolesExceeded),
			(operator(CARRIER), MAKER, E::NotOperator),
			(controller(BRAND), MAKER, E::NotOperator),
			(OUTSIDER, MAKER, E::NotOperator),
		] {
			assert_noop!(set(account, roles), error);
		}
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), operator(BRAND)));
		assert_noop!(set(operator(BRAND), MAKER), E::OperatorRetired);
		expel(BRAND);
		assert_noop!(set(operator(BRAND), MAKER), E::Expelled);
	});
}

#[test]
fn set_operator_roles_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			assert_noop!(Consortium::set_operator_roles(origin, REPLACEMENT, MAKER), error);
		}
	});
}
