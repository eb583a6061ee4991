use super::*;

fn withdraw(who: u64, right: RightId, seq: u32) -> sp_runtime::DispatchResult {
	Registry::withdraw_challenge(signed(who), right, seq)
}

/// The brand's mark, challenged by the author.
fn challenged_mark() -> RightId {
	let right = attested_mark();
	assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
	right
}

fn end(right: RightId) {
	let (end, today) = (RightEnd::Lapsed, today());
	assert_ok!(Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE));
}

#[test]
fn withdraw_challenge_should_give_the_bond_back_when_nobody_answered() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		pass(1);
		assert_ok!(withdraw(AUTHOR, right, 0));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT));
		let status = ChallengeStatus::Withdrawn { at: NOW + DAY };
		assert_eq!(Challenges::<Test>::get(right, 0).unwrap().status, status);
		let by = Owner::Account(AUTHOR);
		assert_eq!(last_event(), Event::ChallengeWithdrawn { right, seq: 0, by });
	});
}

#[test]
fn withdraw_challenge_should_return_the_bond_to_its_account_when_another_operator_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		FakeMembership::admit(50, TRADER_ORG, Role::Trader.into(), Country(*b"DE"));
		assert_ok!(challenge(TRADER, right, Relief::Invalidity));
		assert_ok!(withdraw(50, right, 0));
		assert_eq!((balances(TRADER), balances(50)), ((0, ENDOWMENT), (0, 0)));
	});
}

#[test]
fn withdraw_challenge_should_fail_when_an_owner_answered() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		assert_ok!(Registry::answer_challenge(signed(BRAND), right, 0));
		assert_noop!(withdraw(AUTHOR, right, 0), Error::<Test>::AlreadyAnswered);
		assert_noop!(withdraw(BRAND, right, 0), Error::<Test>::NotChallenger);
	});
}

#[test]
fn withdraw_challenge_should_return_both_bonds_when_the_right_ended_otherwise() {
	for who in [AUTHOR, BRAND] {
		ExtBuilder::build_and_execute(|| {
			let right = challenged_mark();
			assert_ok!(Registry::answer_challenge(signed(BRAND), right, 0));
			end(right);
			assert_ok!(withdraw(who, right, 0));
			for account in [AUTHOR, BRAND] {
				assert_eq!(balances(account), (0, ENDOWMENT));
			}
			assert_noop!(withdraw(who, right, 0), Error::<Test>::ChallengeClosed);
		});
	}
}

#[test]
fn withdraw_challenge_should_return_both_bonds_when_another_challenge_was_upheld() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		assert_ok!(challenge(OUTSIDER, right, Relief::Entitlement));
		for seq in [0, 1] {
			assert_ok!(Registry::answer_challenge(signed(BRAND), right, seq));
		}
		let upheld = Decision::Upheld { as_of: today() };
		assert_ok!(Registry::decide_challenge(signed(OFFICE), right, 0, upheld, H256::zero()));
		assert_ok!(withdraw(OUTSIDER, right, 1));
		assert_eq!(balances(OUTSIDER), (0, ENDOWMENT));
		assert_eq!(balances(BRAND), (0, ENDOWMENT - BOND));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT + BOND));
	});
}

#[test]
fn withdraw_challenge_should_be_possible_when_the_term_ran_out() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		assert_ok!(Registry::answer_challenge(signed(BRAND), right, 0));
		pass(999);
		assert_noop!(withdraw(AUTHOR, right, 0), Error::<Test>::AlreadyAnswered);
		pass(1);
		assert_ok!(withdraw(AUTHOR, right, 0));
	});
}

#[test]
fn withdraw_challenge_should_fail_when_the_signer_is_not_the_challenger() {
	ExtBuilder::build_and_execute(|| {
		let right = challenged_mark();
		for who in [BRAND, STUDIO, OFFICE, OUTSIDER] {
			assert_noop!(withdraw(who, right, 0), Error::<Test>::NotChallenger);
		}
		end(right);
		// Nobody answered: the owner has nothing to get back.
		assert_noop!(withdraw(BRAND, right, 0), Error::<Test>::NotChallenger);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(withdraw(BRAND, right, 0), NOT_IN_GOOD_STANDING);
		let unsigned = Registry::withdraw_challenge(RuntimeOrigin::root(), right, 0);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn withdraw_challenge_should_fail_when_there_is_none_that_is_open() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(withdraw(AUTHOR, mark().id(), 0), Error::<Test>::NoRight);
		let right = challenged_mark();
		assert_noop!(withdraw(AUTHOR, right, 1), Error::<Test>::NoChallenge);
		assert_ok!(withdraw(AUTHOR, right, 0));
		assert_noop!(withdraw(AUTHOR, right, 0), Error::<Test>::ChallengeClosed);
	});
}
