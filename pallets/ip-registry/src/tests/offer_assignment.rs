use super::*;

#[test]
fn offer_assignment_should_leave_the_owner_when_made() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
		let (from, to, part) = (brand(), studio(), ALL);
		let offer = Offer { to, part };
		assert_eq!(PendingAssignment::<Test>::get(right, brand()), Some(offer));
		assert_eq!(owners_of(right), owners(&[(brand(), 100)]));
		assert_eq!(last_event(), Event::AssignmentOffered { right, from, to, part });
	});
}

#[test]
fn offer_assignment_should_be_open_to_accounts_when_they_own_the_right() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(AUTHOR);
		assert_ok!(attest_mark(OFFICE, Owner::Account(AUTHOR)));
		assert_ok!(Registry::offer_assignment(
			signed(AUTHOR),
			right,
			Owner::Account(OUTSIDER),
			ALL
		));
	});
}

#[test]
fn offer_assignment_should_fail_when_the_signer_is_not_the_owner() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		claim_mark(AUTHOR);
		let offer = |who| Registry::offer_assignment(signed(who), right, studio(), ALL);
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
				Registry::offer_assignment(signed(BRAND), right, to, ALL),
				Error::<Test>::UnfitTaker
			);
		}
	});
}

#[test]
fn offer_assignment_should_fail_when_the_right_is_on_offer() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
		for to in [studio(), Owner::Account(AUTHOR)] {
			assert_noop!(
				Registry::offer_assignment(signed(BRAND), right, to, ALL),
				Error::<Test>::AlreadyOffered
			);
		}
	});
}

#[test]
fn offer_assignment_should_fail_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let offer = || Registry::offer_assignment(signed(BRAND), right, studio(), ALL);
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
			Registry::offer_assignment(signed(BRAND), right, studio(), ALL),
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
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
	});
}

#[test]
fn offer_assignment_should_fail_when_nothing_is_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(
			Registry::offer_assignment(signed(BRAND), right, studio(), ALL),
			Error::<Test>::NoRight
		);
	});
}

#[test]
fn offer_assignment_should_fail_when_the_part_is_not_the_signers() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let author = Owner::Account(AUTHOR);
		let offer = |who, part| Registry::offer_assignment(signed(who), right, author, part);
		assert_noop!(offer(BRAND, Permill::zero()), Error::<Test>::PartExceeded);
		assign(right, (BRAND, brand()), (STUDIO, studio()), 30);
		assert_noop!(offer(BRAND, Permill::from_parts(700_001)), Error::<Test>::PartExceeded);
		assert_noop!(offer(STUDIO, ALL), Error::<Test>::PartExceeded);
		assert_ok!(offer(STUDIO, Permill::from_percent(30)));
		assert_ok!(offer(BRAND, Permill::from_parts(1)));
	});
}

#[test]
fn offer_assignment_should_be_possible_to_each_other_when_there_are_co_owners() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 50);
		let part = Permill::from_percent(10);
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), part));
		assert_ok!(Registry::offer_assignment(signed(STUDIO), right, brand(), part));
	});
}
