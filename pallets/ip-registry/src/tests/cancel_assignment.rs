use super::*;

#[test]
fn cancel_assignment_should_change_nothing_else_when_either_side_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let before = Rights::<Test>::get(right);
		for (who, by) in [(BRAND, brand()), (STUDIO, studio())] {
			assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
			assert_ok!(Registry::cancel_assignment(signed(who), right, brand()));
			assert_eq!(last_event(), Event::AssignmentCancelled { right, from: brand(), by });
			assert!(!PendingAssignment::<Test>::contains_key(right, brand()));
			assert_eq!(Rights::<Test>::get(right), before);
			assert_eq!(TitleCount::<Test>::get(right), 1);
			let accept = Registry::accept_assignment(signed(STUDIO), right, brand(), ALL);
			assert_noop!(accept, Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn cancel_assignment_should_fail_when_the_signer_is_no_party() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, Owner::Account(AUTHOR), ALL));
		let cancel = |who| Registry::cancel_assignment(signed(who), right, brand());
		for who in [STUDIO, OUTSIDER] {
			assert_noop!(cancel(who), Error::<Test>::NotParty);
		}
		assert_noop!(cancel(TRADER), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(cancel(BRAND), NOT_IN_GOOD_STANDING);
		assert_ok!(cancel(AUTHOR));
	});
}

#[test]
fn cancel_assignment_should_fail_when_nothing_is_offered() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let error = Error::<Test>::NotOffered;
		assert_noop!(Registry::cancel_assignment(signed(BRAND), right, brand()), error);
	});
}
