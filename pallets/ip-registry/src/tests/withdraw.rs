use super::*;

#[test]
fn withdraw_should_keep_the_claim_on_record_when_it_is_open() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_ok!(Registry::withdraw(signed(BRAND), right));
		let claim = Claims::<Test>::get(right, brand()).unwrap();
		assert_eq!(claim.status, ClaimStatus::Withdrawn);
		assert_eq!(claim.claimed_at, NOW);
		assert_eq!(last_event(), Event::Withdrawn { right, claimant: brand() });
	});
}

#[test]
fn withdraw_should_leave_the_claims_of_others_when_they_coexist() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		claim_mark(AUTHOR);
		assert_ok!(Registry::withdraw(signed(AUTHOR), right));
		let claim = Claims::<Test>::get(right, brand()).unwrap();
		assert_eq!(claim.status, ClaimStatus::Claimed);
	});
}

#[test]
fn withdraw_should_fail_when_the_signer_has_no_claim() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		for who in [STUDIO, OUTSIDER] {
			assert_noop!(Registry::withdraw(signed(who), right), Error::<Test>::NoClaim);
		}
		assert_noop!(Registry::withdraw(signed(TRADER), right), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(Registry::withdraw(signed(BRAND), right), NOT_IN_GOOD_STANDING);
		assert_noop!(Registry::withdraw(RuntimeOrigin::none(), right), DispatchError::BadOrigin);
	});
}

#[test]
fn withdraw_should_fail_when_the_claim_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_noop!(Registry::withdraw(signed(BRAND), right), Error::<Test>::ClaimClosed);
		claim_mark(STUDIO);
		assert_ok!(Registry::withdraw(signed(STUDIO), right));
		assert_noop!(Registry::withdraw(signed(STUDIO), right), Error::<Test>::ClaimClosed);
	});
}
