use super::*;
use tracemark_primitives::traits::RightsInspect;

#[test]
fn surrender_should_leave_the_date_to_the_office_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(1);
		assert_ok!(Registry::surrender(signed(BRAND), right));
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!((stored.surrendered, stored.ended), (Some(NOW + DAY), None));
		assert_eq!(last_event(), Event::Surrendered { right, owner: brand() });
		// It stands until the office has spoken, and then ends on the day that the office states.
		let facts = || <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert!(facts().stood_at(NOW + 5 * DAY));
		assert_eq!(facts().surrendered, Some(NOW + DAY));
		let (end, as_of) = (RightEnd::Surrendered, today() + 4);
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, as_of, BY_OFFICE));
		assert!(facts().stood_at(NOW + 3 * DAY) && !facts().stood_at(NOW + 5 * DAY));
		assert_eq!(facts().surrendered, Some(NOW + DAY));
	});
}

#[test]
fn surrender_should_keep_the_owner_from_disposing_of_the_right_when_made() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
		assert_ok!(Registry::surrender(signed(BRAND), right));
		type E = Error<Test>;
		assert_noop!(Registry::accept_assignment(signed(STUDIO), right, brand(), ALL), E::GivenUp);
		assert_ok!(Registry::cancel_assignment(signed(BRAND), right, brand()));
		assert_noop!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL), E::GivenUp);
		assert_noop!(Registry::surrender(signed(BRAND), right), E::GivenUp);
	});
}

#[test]
fn surrender_should_be_possible_when_the_term_lies_ahead() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let list = classes(&[MARK_CLASS]);
		let ahead = Term { from: today() + 5, until: None };
		let (owner, who) = (brand(), signed(OFFICE));
		assert_ok!(Registry::attest(who, right, owner, eu(), list, ahead, None, BY_OFFICE));
		assert_ok!(Registry::surrender(signed(BRAND), right));
	});
}

#[test]
fn surrender_should_fail_when_the_signer_is_not_the_owner() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let surrender = |who| Registry::surrender(signed(who), right);
		for who in [STUDIO, OUTSIDER] {
			assert_noop!(surrender(who), Error::<Test>::NotOwner);
		}
		assert_noop!(surrender(OFFICE), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(surrender(BRAND), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn surrender_should_fail_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		// An end on record is not rewritten, also while it lies ahead.
		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Lapsed,
			today() + 5,
			BY_OFFICE
		));
		let error = Error::<Test>::AlreadyEnded;
		assert_noop!(Registry::surrender(signed(BRAND), right), error);
	});
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(1000);
		let error = Error::<Test>::AlreadyEnded;
		assert_noop!(Registry::surrender(signed(BRAND), right), error);
	});
}

#[test]
fn surrender_should_fail_when_nothing_is_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(Registry::surrender(signed(BRAND), right), Error::<Test>::NoRight);
	});
}

#[test]
fn surrender_should_fail_when_the_right_has_several_owners() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 1);
		for who in [BRAND, STUDIO] {
			assert_noop!(Registry::surrender(signed(who), right), Error::<Test>::CoOwned);
		}
	});
}

#[test]
fn surrender_should_wait_when_somebody_says_that_the_right_is_his() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(challenge(OUTSIDER, right, Relief::Entitlement));
		let surrender = || Registry::surrender(signed(BRAND), right);
		assert_noop!(surrender(), Error::<Test>::UnderChallenge);
		assert_ok!(Registry::withdraw_challenge(signed(OUTSIDER), right, 1));
		assert_ok!(surrender());
	});
}
