use super::*;

#[test]
fn offer_assignment_should_leave_the_owner_when_made() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio()));
		assert_eq!(PendingAssignment::<Test>::get(right), Some(studio()));
		assert_eq!(Rights::<Test>::get(right).unwrap().owner, brand());
		assert_eq!(last_event(), Event::AssignmentOffered { right, from: brand(), to: studio() });
	});
}

#[test]
fn offer_assignment_should_be_open_to_accounts_when_they_own_the_right() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(AUTHOR);
		assert_ok!(attest_mark(OFFICE, Owner::Account(AUTHOR)));
		assert_ok!(Registry::offer_assignment(signed(AUTHOR), right, Owner::Account(OUTSIDER)));
	});
}

#[test]
fn offer_assignment_should_fail_when_the_signer_is_not_the_owner() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		claim_mark(AUTHOR);
		let offer = |who| Registry::offer_assignment(signed(who), right, studio());
		for who in [STUDIO, AUTHOR, OUTSIDER] {
			assert_noop!(offer(who), Error::<Test>::NotOwner);
		}
		assert_noop!(offer(OFFICE), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(offer(BRAND), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn offer_assignment_should_fail_when_the_taker_cannot_own_it() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		FakeMembership::set_standing(TRADER_ORG, Standing::Expelled);
		for to in [
			brand(),
			Owner::Organisation(999),
			Owner::Organisation(TRADER_ORG),
			Owner::Account(STUDIO),
			Owner::Account(BRAND),
		] {
			assert_noop!(
				Registry::offer_assignment(signed(BRAND), right, to),
				Error::<Test>::UnfitTaker
			);
		}
	});
}

#[test]
fn offer_assignment_should_fail_when_the_right_is_on_offer() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio()));
		for to in [studio(), Owner::Account(AUTHOR)] {
			assert_noop!(
				Registry::offer_assignment(signed(BRAND), right, to),
				Error::<Test>::AlreadyOffered
			);
		}
	});
}

#[test]
fn offer_assignment_should_fail_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let offer = || Registry::offer_assignment(signed(BRAND), right, studio());
		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Lapsed,
			today() + 1,
			BY_OFFICE
		));
		pass(1);
		assert_noop!(offer(), Error::<Test>::AlreadyEnded);
	});
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(1000);
		assert_noop!(
			Registry::offer_assignment(signed(BRAND), right, studio()),
			Error::<Test>::AlreadyEnded
		);
	});
}

#[test]
fn offer_assignment_should_be_possible_when_the_end_lies_ahead() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Lapsed,
			today() + 1,
			BY_OFFICE
		));
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio()));
	});
}

#[test]
fn offer_assignment_should_fail_when_nothing_is_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(
			Registry::offer_assignment(signed(BRAND), right, studio()),
			Error::<Test>::NoRight
		);
	});
}
