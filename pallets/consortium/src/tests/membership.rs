use super::*;
use tracemark_primitives::{apis::OperatorFacts, parties::Party, territory::Country};

/// `ensure_role` and `ensure_member` change nothing, so `assert_noop!` tells their errors.
#[test]
fn ensure_role_should_say_why_not() {
	run(|| {
		let who = operator(BRAND);
		assert_noop!(Consortium::ensure_role(&OUTSIDER, HOLDER), E::NotMember);
		assert_noop!(Consortium::ensure_role(&controller(BRAND), HOLDER), E::NotMember);
		assert_noop!(Consortium::ensure_role(&who, Roles::of(&[Role::Court])), E::RoleMissing);
		assert_ok!(Consortium::ensure_role(&who, Roles::of(&[Role::Court, Role::RightsHolder])));
		assert_ok!(Consortium::freeze_operators(signed(controller(BRAND))));
		assert_noop!(Consortium::ensure_role(&who, HOLDER), E::OperatorFrozen);
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(Consortium::ensure_role(&who, HOLDER), E::NotInGoodStanding);
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), who));
		assert_noop!(Consortium::ensure_role(&who, HOLDER), E::OperatorRetired);
	});
}

#[test]
fn reads_should_tell_what_is_on_record() {
	run(|| {
		let party =
			Party { roles: BRAND_ROLES, country: Country(*b"DE"), standing: Standing::Good };
		assert_eq!(Consortium::party(BRAND), Some(party));
		assert_eq!(Consortium::party(NOBODY), None);
		assert_eq!(Consortium::controller(NOBODY), None);
		assert!(Consortium::is_operator(&operator(BRAND)));
		assert!(!Consortium::is_operator(&controller(BRAND)));
		for who in [operator(BRAND), controller(BRAND)] {
			assert_eq!(Consortium::affiliation(&who), Some(BRAND));
		}
		assert_eq!(Consortium::affiliation(&OUTSIDER), None);
		let facts = OperatorFacts { org: BRAND, operator: 0, roles: BRAND_ROLES, party };
		assert_eq!(Consortium::operator_facts(&operator(BRAND)), Some(facts));
		assert_eq!(Consortium::operator_facts(&controller(BRAND)), None);
		assert_eq!(Consortium::operator_facts(&OUTSIDER), None);
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		let facts = Consortium::operator_facts(&operator(BRAND)).unwrap();
		assert_eq!(facts.party.standing, Standing::Suspended);
	});
}
