use super::*;
use tracemark_primitives::traits::RightsInspect;

const GROUND: H256 = H256::repeat_byte(7);

fn decide(who: u64, right: RightId, decision: Decision) -> sp_runtime::DispatchResult {
	Registry::decide_challenge(signed(who), right, 0, decision, GROUND)
}

fn upheld() -> Decision {
	Decision::Upheld { as_of: today() }
}

/// The brand's mark, challenged by the author; the brand answered.
fn answered_mark(relief: Relief) -> RightId {
	let right = attested_mark();
	assert_ok!(challenge(AUTHOR, right, relief));
	assert_ok!(Registry::answer_challenge(signed(BRAND), right, 0));
	right
}

#[test]
fn decide_challenge_should_end_the_right_when_it_is_invalid() {
	ExtBuilder::build_and_execute(|| {
		let right = answered_mark(Relief::Invalidity);
		pass(10);
		let as_of = term().from;
		let decision = Decision::Upheld { as_of };
		assert_ok!(decide(OFFICE, right, decision));
		assert_eq!(Rights::<Test>::get(right).unwrap().ended, Some((RightEnd::Revoked, as_of)));
		// It never stood, whatever moment is asked.
		let facts = <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert!(!facts.stood_at(NOW) && !facts.stood_at(NOW - 900 * DAY));
		// Who lost pays.
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT + BOND));
		assert_eq!(balances(BRAND), (0, ENDOWMENT - BOND));
		let (by, ground, at) = (OFFICE_ORG, GROUND, NOW + 10 * DAY);
		let status = ChallengeStatus::Upheld { by, as_of, ground, at };
		assert_eq!(Challenges::<Test>::get(right, 0).unwrap().status, status);
		let (seq, challenger, relief) = (0, Owner::Account(AUTHOR), Relief::Invalidity);
		assert_eq!(
			last_event(),
			Event::ChallengeDecided { right, seq, challenger, relief, decision, by, ground }
		);
	});
}

#[test]
fn decide_challenge_should_leave_what_was_lawful_before_when_the_day_says_so() {
	ExtBuilder::build_and_execute(|| {
		let right = answered_mark(Relief::Invalidity);
		pass(10);
		assert_ok!(decide(OFFICE, right, Decision::Upheld { as_of: today() + 5 }));
		let facts = <Registry as RightsInspect<u64>>::right(&right).unwrap();
		assert!(facts.stood_at(NOW + 4 * DAY) && !facts.stood_at(NOW + 5 * DAY));
	});
}

#[test]
fn decide_challenge_should_make_the_challenger_the_owner_when_the_right_is_his() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 40);
		assert_ok!(challenge(AUTHOR, right, Relief::Entitlement));
		assert_ok!(Registry::answer_challenge(signed(STUDIO), right, 0));
		pass(10);
		assert_ok!(decide(OFFICE, right, upheld()));
		let his = owners(&[(Owner::Account(AUTHOR), 100)]);
		assert_eq!(owners_of(right), his);
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT + BOND));
		assert_eq!(balances(STUDIO), (0, ENDOWMENT - BOND));
		assert_eq!(TitleCount::<Test>::get(right), 3);
		assert_eq!(RightsOf::<Test>::get(Owner::Account(AUTHOR), 0), Some(right));
		// The owners of past moments stay as they were on record.
		let country = Country(*b"DE");
		let at = |at| <Registry as RightsInspect<u64>>::right_in(&right, &country, at).unwrap();
		assert_eq!(at(NOW).owners, owners(&[(brand(), 60), (studio(), 40)]));
		assert_eq!(at(NOW + 10 * DAY).owners, his);
		assert!(Rights::<Test>::get(right).unwrap().ended.is_none());
	});
}

#[test]
fn decide_challenge_should_pay_who_answered_when_it_is_dismissed() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 1);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(Registry::answer_challenge(signed(STUDIO), right, 0));
		let before = Rights::<Test>::get(right);
		assert_ok!(decide(OFFICE, right, Decision::Dismissed));
		assert_eq!(Rights::<Test>::get(right), before);
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT - BOND));
		assert_eq!(balances(STUDIO), (0, ENDOWMENT + BOND));
		assert_eq!(balances(BRAND), (0, ENDOWMENT));
		let status = ChallengeStatus::Dismissed { by: OFFICE_ORG, ground: GROUND, at: NOW };
		assert_eq!(Challenges::<Test>::get(right, 0).unwrap().status, status);
	});
}

#[test]
fn decide_challenge_should_pay_the_first_owner_when_nobody_answered() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (OUTSIDER, Owner::Account(OUTSIDER)), 99);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(decide(OFFICE, right, Decision::Dismissed));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT - BOND));
		assert_eq!(balances(BRAND), (0, ENDOWMENT + BOND));
	});
	// The first owner is an account.
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		assert_ok!(challenge(OUTSIDER, right, Relief::Invalidity));
		assert_ok!(decide(COURT, right, Decision::Dismissed));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT + BOND));
	});
}

#[test]
fn decide_challenge_should_return_the_bond_when_the_first_owner_has_no_account() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		// An organisation that nobody serves any more.
		let stranger = Owner::Organisation(999);
		Rights::<Test>::mutate(right, |right| {
			right.as_mut().unwrap().owners = owners(&[(stranger, 100)]);
		});
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(decide(OFFICE, right, Decision::Dismissed));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT));
		Rights::<Test>::mutate(right, |right| {
			right.as_mut().unwrap().owners = owners(&[(brand(), 100)]);
		});
	});
}

#[test]
fn decide_challenge_should_only_return_the_bond_when_nobody_answered_and_it_is_upheld() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(decide(OFFICE, right, upheld()));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT));
		assert_eq!(balances(BRAND), (0, ENDOWMENT));
	});
}

#[test]
fn decide_challenge_should_be_for_a_court_when_the_right_is_in_no_register() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		assert_ok!(challenge(OUTSIDER, right, Relief::Entitlement));
		assert_noop!(decide(OFFICE, right, upheld()), Error::<Test>::NotAccredited);
		assert_noop!(decide(NOTARY, right, upheld()), ROLE_MISSING);
		assert_ok!(decide(COURT, right, upheld()));
		assert_eq!(owners_of(right), owners(&[(Owner::Account(OUTSIDER), 100)]));
	});
}

#[test]
fn decide_challenge_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = answered_mark(Relief::Invalidity);
		for who in [BRAND, READER] {
			assert_noop!(decide(who, right, upheld()), ROLE_MISSING);
		}
		assert_noop!(decide(OUTSIDER, right, upheld()), NOT_MEMBER);
		// Of what stands in a register the office decides, for its own register and kinds.
		assert_noop!(decide(FOREIGN_OFFICE, right, upheld()), Error::<Test>::NotAccredited);
		let patents = RightKinds::of(&[RightKind::Patent]);
		FakeMembership::accredit_for(FOREIGN_OFFICE_ORG, OFFICE_CODE, patents);
		assert_noop!(decide(FOREIGN_OFFICE, right, upheld()), Error::<Test>::NotAccredited);
		FakeMembership::accredit(COURT_ORG, OFFICE_CODE);
		assert_noop!(decide(COURT, right, upheld()), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(decide(OFFICE, right, upheld()), NOT_IN_GOOD_STANDING);
		let origin = RuntimeOrigin::root();
		let unsigned = Registry::decide_challenge(origin, right, 0, upheld(), GROUND);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn decide_challenge_should_fail_when_it_is_the_signers_own_cause() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(challenge(OFFICE, right, Relief::Entitlement));
		assert_noop!(decide(OFFICE, right, upheld()), Error::<Test>::OwnCause);
	});
	ExtBuilder::build_and_execute(|| {
		let roles = Roles::of(&[Role::IpOffice, Role::RightsHolder]);
		FakeMembership::admit(OFFICE, OFFICE_ORG, roles, Country(*b"DE"));
		let right = attested_mark();
		assign(right, (BRAND, brand()), (OFFICE, Owner::Organisation(OFFICE_ORG)), 1);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_noop!(decide(OFFICE, right, Decision::Dismissed), Error::<Test>::OwnCause);
	});
}

#[test]
fn decide_challenge_should_fail_when_there_is_none_that_is_open() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(decide(OFFICE, mark().id(), upheld()), Error::<Test>::NoRight);
		let right = attested_mark();
		assert_noop!(decide(OFFICE, right, upheld()), Error::<Test>::NoChallenge);
		assert_ok!(challenge(AUTHOR, right, Relief::Invalidity));
		assert_ok!(decide(OFFICE, right, Decision::Dismissed));
		for decision in [Decision::Dismissed, upheld()] {
			assert_noop!(decide(OFFICE, right, decision), Error::<Test>::ChallengeClosed);
		}
	});
}

#[test]
fn decide_challenge_should_fail_when_the_day_lies_before_the_term() {
	for relief in [Relief::Invalidity, Relief::Entitlement] {
		ExtBuilder::build_and_execute(|| {
			let right = answered_mark(relief);
			let decision = Decision::Upheld { as_of: term().from - 1 };
			assert_noop!(decide(OFFICE, right, decision), Error::<Test>::BeforeTerm);
		});
	}
}

#[test]
fn decide_challenge_should_not_uphold_when_the_right_has_ended() {
	for relief in [Relief::Invalidity, Relief::Entitlement] {
		ExtBuilder::build_and_execute(|| {
			let right = answered_mark(relief);
			let (end, as_of) = (RightEnd::Lapsed, today());
			assert_ok!(Registry::record_end(signed(OFFICE), right, end, as_of, BY_OFFICE));
			assert_noop!(decide(OFFICE, right, upheld()), Error::<Test>::AlreadyEnded);
			// That it was unfounded can still be said.
			assert_ok!(decide(OFFICE, right, Decision::Dismissed));
		});
	}
}

#[test]
fn decide_challenge_should_fail_when_the_challenger_came_to_act_for_an_organisation() {
	ExtBuilder::build_and_execute(|| {
		let right = answered_mark(Relief::Entitlement);
		FakeMembership::admit(AUTHOR, STUDIO_ORG, Role::Creator.into(), Country(*b"DE"));
		assert_noop!(decide(OFFICE, right, upheld()), Error::<Test>::UnfitTaker);
		assert_ok!(decide(OFFICE, right, Decision::Dismissed));
	});
}

#[test]
fn decide_challenge_should_take_the_bond_when_the_loser_froze_its_balance() {
	ExtBuilder::build_and_execute(|| {
		use frame_support::traits::{LockableCurrency, WithdrawReasons};
		let right = answered_mark(Relief::Invalidity);
		Balances::set_lock(*b"stubborn", &BRAND, ENDOWMENT, WithdrawReasons::all());
		assert_ok!(decide(OFFICE, right, upheld()));
		assert_eq!(balances(AUTHOR), (0, ENDOWMENT + BOND));
	});
}
