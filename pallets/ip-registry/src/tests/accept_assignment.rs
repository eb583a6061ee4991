use super::*;

/// The brand's mark, on offer to the studio.
fn offered_mark() -> tracemark_primitives::rights::RightId {
	let right = attested_mark();
	assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio()));
	right
}

#[test]
fn accept_assignment_should_pass_the_right_on_when_the_taker_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		pass(1);
		assert_ok!(Registry::accept_assignment(signed(STUDIO), right));
		assert_eq!(Rights::<Test>::get(right).unwrap().owner, studio());
		assert!(!PendingAssignment::<Test>::contains_key(right));
		let since = NOW + tracemark_primitives::time::DAY;
		let titles = [
			TitleEntry { owner: brand(), since: NOW, block: 1 },
			TitleEntry { owner: studio(), since, block: 2 },
		];
		for (seq, title) in (0..).zip(titles) {
			assert_eq!(TitleHistory::<Test>::get(right, seq), Some(title));
		}
		assert_eq!(TitleCount::<Test>::get(right), 2);
		assert_eq!(last_event(), Event::Assigned { right, from: brand(), to: studio() });
	});
}

#[test]
fn accept_assignment_should_end_the_power_of_the_former_owner_when_done() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		assert_ok!(Registry::accept_assignment(signed(STUDIO), right));
		assert_noop!(Registry::surrender(signed(BRAND), right), Error::<Test>::NotOwner);
		// A replay.
		let again = Registry::accept_assignment(signed(STUDIO), right);
		assert_noop!(again, Error::<Test>::NotOffered);
		// And back.
		assert_ok!(Registry::offer_assignment(signed(STUDIO), right, brand()));
		assert_ok!(Registry::accept_assignment(signed(BRAND), right));
		assert_eq!(TitleCount::<Test>::get(right), 3);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_signer_is_not_the_taker() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		let accept = |who| Registry::accept_assignment(signed(who), right);
		for who in [BRAND, AUTHOR, OUTSIDER] {
			assert_noop!(accept(who), Error::<Test>::NotTaker);
		}
		assert_noop!(accept(TRADER), ROLE_MISSING);
		FakeMembership::set_standing(STUDIO_ORG, Standing::Suspended);
		assert_noop!(accept(STUDIO), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn accept_assignment_should_fail_when_nothing_is_offered() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_noop!(Registry::accept_assignment(signed(STUDIO), right), Error::<Test>::NotOffered);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_right_has_ended_meanwhile() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		let (end, today) = (RightEnd::Revoked, today());
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE));
		let accept = Registry::accept_assignment(signed(STUDIO), right);
		assert_noop!(accept, Error::<Test>::AlreadyEnded);
		assert_ok!(Registry::cancel_assignment(signed(STUDIO), right));
	});
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		pass(1000);
		let accept = Registry::accept_assignment(signed(STUDIO), right);
		assert_noop!(accept, Error::<Test>::AlreadyEnded);
	});
}
