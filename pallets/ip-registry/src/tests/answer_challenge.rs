use super::*;

fn answer(who: u64, right: RightId, seq: u32) -> sp_runtime::DispatchResult {
	Registry::answer_challenge(signed(who), right, seq)
}

/// The brand's mark, challenged by the author.
fn challenged_mark() -> RightId {
	let right = attested_mark();
	assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
	right
}

#[test]
fn answer_challenge_should_put_as_much_on_hold_when_an_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		pass(1);
		assert_ok!(answer(BRAND, right, 0));
		assert_eq!(balances(BRAND), (BOND, ENDOWMENT - BOND));
		let stored = Challenges::<Test>::get(right, 0).unwrap();
		assert_eq!(stored.status, ChallengeStatus::Answered);
		let answer = Answer { by: brand(), account: BRAND, at: NOW + DAY };
		assert_eq!(stored.answer, Some(answer));
		assert_eq!(last_event(), Event::ChallengeAnswered { right, seq: 0, by: brand() });
	});
}

#[test]
fn answer_challenge_should_be_for_one_owner_when_there_are_several() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 1);
		assert_ok!(answer(STUDIO, right, 0));
		assert_noop!(answer(BRAND, right, 0), Error::<Test>::AlreadyAnswered);
	});
}

#[test]
fn answer_challenge_should_fail_when_the_signer_is_no_owner() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		for who in [STUDIO, OUTSIDER, AUTHOR] {
			assert_noop!(answer(who, right, 0), Error::<Test>::NotOwner);
		}
		assert_noop!(answer(TRADER, right, 0), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(answer(BRAND, right, 0), NOT_IN_GOOD_STANDING);
		let unsigned = Registry::answer_challenge(RuntimeOrigin::root(), right, 0);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn answer_challenge_should_fail_when_it_is_the_signers_own() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 50);
		// One co-owner says that all of it is his: he cannot pay the bond to himself.
		assert_ok!(challenge(STUDIO, right, Relief::Entitlement));
		assert_noop!(answer(STUDIO, right, 0), Error::<Test>::OwnCause);
		assert_ok!(answer(BRAND, right, 0));
	});
}

#[test]
fn answer_challenge_should_fail_when_there_is_none_that_is_open() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(answer(BRAND, mark().id(), 0), Error::<Test>::NoRight);
		let right = challenged_mark();
		assert_noop!(answer(BRAND, right, 1), Error::<Test>::NoChallenge);
		assert_ok!(Registry::withdraw_challenge(signed(AUTHOR), right, 0));
		assert_noop!(answer(BRAND, right, 0), Error::<Test>::ChallengeClosed);
	});
}

#[test]
fn answer_challenge_should_fail_when_an_end_of_the_right_is_known() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		let (end, today) = (RightEnd::Lapsed, today());
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE));
		assert_noop!(answer(BRAND, right, 0), Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn answer_challenge_should_fail_when_the_signer_cannot_put_up_the_bond() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		FakeMembership::admit(50, BRAND_ORG, Role::RightsHolder.into(), Country(*b"DE"));
		assert_noop!(answer(50, right, 0), TokenError::FundsUnavailable);
	});
}
