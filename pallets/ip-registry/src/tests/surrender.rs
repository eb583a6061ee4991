use super::*;

#[test]
fn surrender_should_take_effect_today_when_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::surrender(signed(BRAND), right));
		let (end, as_of) = (RightEnd::Surrendered, today());
		assert_eq!(Rights::<Test>::get(right).unwrap().ended, Some((end, as_of)));
		assert_eq!(last_event(), Event::Ended { right, end, as_of });
	});
}

#[test]
fn surrender_should_take_effect_at_the_beginning_when_the_term_lies_ahead() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let (list, basis) = (classes(&[MARK_CLASS]), AttestationBasis::Office);
		let ahead = Term { from: today() + 5, until: None };
		assert_ok!(Registry::attest(
			signed(OFFICE),
			right,
			brand(),
			eu(),
			list,
			ahead,
			None,
			basis
		));
		assert_ok!(Registry::surrender(signed(BRAND), right));
		let ended = Rights::<Test>::get(right).unwrap().ended;
		assert_eq!(ended, Some((RightEnd::Surrendered, today() + 5)));
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
		assert_ok!(Registry::record_end(signed(OFFICE), right, RightEnd::Lapsed, today() + 5));
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
