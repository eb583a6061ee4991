use super::*;

#[test]
fn challenge_should_put_the_bond_on_hold_when_anybody_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		// A member without any role in matters of rights, and an account that is none.
		let trader = Owner::Organisation(TRADER_ORG);
		for (seq, who, challenger, relief) in [
			(0, TRADER, trader, Relief::Invalidity),
			(1, AUTHOR, Owner::Account(AUTHOR), Relief::Entitlement),
		] {
			assert_ok!(challenge(who, right, relief));
			assert_eq!(balances(who), (BOND, ENDOWMENT - BOND));
			let (evidence, ground) = (digest(9), H256::repeat_byte(6));
			let stored = Challenge {
				challenger,
				relief,
				evidence,
				ground,
				bond: Bond { account: who, amount: BOND },
				at: NOW,
				block: 1,
				answer: None,
				status: ChallengeStatus::Open,
			};
			assert_eq!(Challenges::<Test>::get(right, seq), Some(stored));
			assert_eq!(
				last_event(),
				Event::Challenged { right, seq, challenger, relief, evidence, ground }
			);
		}
		// Nothing has changed for the right.
		assert!(Rights::<Test>::get(right).unwrap().is_alive_on(today()));
	});
}

#[test]
fn challenge_should_be_one_at_a_time_when_a_party_repeats_it() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		for relief in [Relief::Invalidity, Relief::Entitlement] {
			assert_noop!(challenge(AUTHOR, right, relief), Error::<Test>::AlreadyChallenged);
		}
		// Another operator challenges for the same organisation.
		FakeMembership::admit(50, TRADER_ORG, Role::Trader.into(), Country(*b"DE"));
		assert_ok!(challenge(TRADER, right, Relief::Invalidity));
		let again = challenge(50, right, Relief::Entitlement);
		assert_noop!(again, Error::<Test>::AlreadyChallenged);
		// After a final status it has the next number.
		assert_ok!(Registry::withdraw_challenge(signed(AUTHOR), right, 0));
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_eq!(Challenges::<Test>::get(right, 2).unwrap().challenger, Owner::Account(AUTHOR));
		assert_eq!(Dockets::<Test>::get(right).count, 3);
	});
}

#[test]
fn challenge_should_fail_when_eight_are_open() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		for who in 100..109 {
			use frame_support::traits::fungible::Mutate;
			Balances::mint_into(&who, ENDOWMENT).unwrap();
		}
		for who in 100..108 {
			assert_ok!(challenge(who, right, Relief::Invalidity));
		}
		let error = Error::<Test>::TooManyChallenges;
		assert_noop!(challenge(108, right, Relief::Invalidity), error);
		let (decision, ground) = (Decision::Dismissed, H256::zero());
		assert_ok!(Registry::decide_challenge(signed(OFFICE), right, 3, decision, ground));
		assert_ok!(challenge(108, right, Relief::Invalidity));
	});
}

#[test]
fn challenge_should_fail_when_the_evidence_is_not_on_record() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (relief, ground) = (Relief::Invalidity, H256::zero());
		let made = Registry::challenge(signed(AUTHOR), right, relief, digest(8), ground);
		assert_noop!(made, Error::<Test>::ProofNotOnRecord);
	});
}

#[test]
fn challenge_should_fail_when_the_signer_cannot_put_up_the_bond() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		for who in [READER, 100] {
			let made = challenge(who, right, Relief::Invalidity);
			assert_noop!(made, TokenError::FundsUnavailable);
		}
	});
}

#[test]
fn challenge_should_fail_when_an_end_of_the_right_is_known() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (end, ahead) = (RightEnd::Lapsed, today() + 10);
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, ahead, BY_OFFICE));
		for relief in [Relief::Invalidity, Relief::Entitlement] {
			assert_noop!(challenge(AUTHOR, right, relief), Error::<Test>::AlreadyEnded);
		}
	});
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(1000);
		let made = challenge(AUTHOR, right, Relief::Invalidity);
		assert_noop!(made, Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn challenge_should_not_be_for_the_right_when_it_was_given_up() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::surrender(signed(BRAND), right));
		let made = challenge(AUTHOR, right, Relief::Entitlement);
		assert_noop!(made, Error::<Test>::GivenUp);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
	});
}

#[test]
fn challenge_should_fail_when_the_signer_may_not_act() {
	ExtBuilder::build_and_execute(|| {
		let none = challenge(AUTHOR, mark().id(), Relief::Invalidity);
		assert_noop!(none, Error::<Test>::NoRight);
		let right = attested_mark();
		FakeMembership::set_standing(TRADER_ORG, Standing::Suspended);
		let made = challenge(TRADER, right, Relief::Invalidity);
		assert_noop!(made, NOT_IN_GOOD_STANDING);
		let (relief, ground) = (Relief::Invalidity, H256::zero());
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let made = Registry::challenge(origin, right, relief, digest(9), ground);
			assert_noop!(made, DispatchError::BadOrigin);
		}
	});
}
