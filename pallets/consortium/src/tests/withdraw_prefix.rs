use super::*;

fn withdraw(org: OrgId, digits: &str) -> sp_runtime::DispatchResult {
	Consortium::withdraw_prefix(admitter(), org, prefix(digits))
}

#[test]
fn withdraw_prefix_should_let_another_hold_what_overlapped() {
	run(|| {
		for digits in ["4012345", "4012346"] {
			assert_ok!(Consortium::attest_prefix(admitter(), BRAND, prefix(digits)));
		}
		assert_ok!(withdraw(BRAND, "4012345"));
		assert_last(Event::PrefixWithdrawn { org: BRAND, prefix: prefix("4012345") });
		assert_eq!(Consortium::prefixes(BRAND).into_inner(), vec![prefix("4012346")]);
		assert_eq!(Prefixes::<Test>::get(prefix("4012")), Some(PrefixNode::Divided { into: 1 }));
		assert_ok!(withdraw(BRAND, "4012346"));
		assert_eq!(Prefixes::<Test>::iter().count(), 0);
		assert!(!PrefixesOf::<Test>::contains_key(BRAND));
		assert_ok!(Consortium::attest_prefix(admitter(), CARRIER, prefix("4012")));
	});
}

#[test]
fn withdraw_prefix_should_recover_it_when_the_holder_was_expelled() {
	run(|| {
		assert_ok!(Consortium::attest_prefix(admitter(), OFFICE, prefix("4012345")));
		expel(OFFICE);
		assert_ok!(withdraw(OFFICE, "4012345"));
		assert_ok!(Consortium::attest_prefix(admitter(), BRAND, prefix("4012345")));
	});
}

#[test]
fn withdraw_prefix_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_ok!(Consortium::attest_prefix(admitter(), BRAND, prefix("4012345")));
		for origin in not_admitters() {
			let call = Consortium::withdraw_prefix(origin, BRAND, prefix("4012345"));
			assert_noop!(call, BadOrigin);
		}
		assert_noop!(withdraw(CARRIER, "4012345"), E::PrefixNotHeld);
		assert_noop!(withdraw(BRAND, "4012"), E::PrefixNotHeld);
		assert_ok!(withdraw(BRAND, "4012345"));
		assert_noop!(withdraw(BRAND, "4012345"), E::PrefixNotHeld);
	});
}
