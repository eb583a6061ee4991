use super::*;

const GROUND: H256 = H256::repeat_byte(5);

#[test]
fn refuse_should_keep_the_claim_with_its_ground_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_ok!(Registry::refuse(signed(OFFICE), right, brand(), GROUND));
		let claim = Claims::<Test>::get(right, brand()).unwrap();
		assert_eq!(claim.status, ClaimStatus::Refused { by: OFFICE_ORG, ground: GROUND });
		let (claimant, by, ground) = (brand(), OFFICE_ORG, GROUND);
		assert_eq!(last_event(), Event::Refused { right, claimant, by, ground });
	});
}

#[test]
fn refuse_should_leave_the_right_when_it_is_anothers() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		claim_mark(OUTSIDER);
		let claimant = Owner::Account(OUTSIDER);
		assert_ok!(Registry::refuse(signed(OFFICE), right, claimant, GROUND));
		assert_eq!(owners_of(right), owners(&[(brand(), 100)]));
	});
}

#[test]
fn refuse_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let refuse = |who| Registry::refuse(signed(who), right, brand(), GROUND);
		assert_noop!(refuse(READER), ROLE_MISSING);
		assert_noop!(refuse(STUDIO), ROLE_MISSING);
		assert_noop!(refuse(OUTSIDER), NOT_MEMBER);
		assert_noop!(refuse(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(refuse(OFFICE), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn refuse_should_fail_when_there_is_no_open_claim() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let refuse = |claimant| Registry::refuse(signed(OFFICE), right, claimant, GROUND);
		assert_noop!(refuse(studio()), Error::<Test>::NoClaim);
		assert_noop!(refuse(brand()), Error::<Test>::ClaimClosed);
		claim_mark(STUDIO);
		assert_ok!(refuse(studio()));
		assert_noop!(refuse(studio()), Error::<Test>::ClaimClosed);
	});
}

#[test]
fn refuse_should_fail_when_the_subject_is_in_no_register() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		assert_noop!(
			Registry::refuse(signed(OFFICE), work().id(), Owner::Account(AUTHOR), GROUND),
			Error::<Test>::NotRegisterable
		);
	});
}
