use super::*;

#[test]
fn set_roles_should_take_a_role_from_operators_when_the_organisation_loses_it() {
	run(|| {
		assert_ok!(Consortium::set_roles(admitter(), BRAND, MAKER));
		assert_last(Event::RolesSet { org: BRAND, roles: MAKER });
		assert_eq!(Consortium::ensure_member(&operator(BRAND)).unwrap().roles, MAKER);
		assert_eq!(Consortium::ensure_role(&operator(BRAND), HOLDER), Err(E::RoleMissing.into()));
	});
}

#[test]
fn set_roles_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		expel(OFFICE);
		for origin in not_admitters() {
			assert_noop!(Consortium::set_roles(origin, BRAND, MAKER), BadOrigin);
		}
		for (org, roles, error) in [
			(BRAND, Roles(0), E::MalformedRoles),
			(NOBODY, MAKER, E::UnknownOrganisation),
			(OFFICE, MAKER, E::Expelled),
		] {
			assert_noop!(Consortium::set_roles(admitter(), org, roles), error);
		}
	});
}
