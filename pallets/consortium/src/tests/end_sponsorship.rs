use super::*;

fn end_by(who: u64) -> sp_runtime::DispatchResult {
	Consortium::end_sponsorship(signed(who), OUTSIDER)
}

fn end(org: OrgId) -> sp_runtime::DispatchResult {
	end_by(operator(org))
}

fn sponsored() {
	assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 100));
}

#[test]
fn end_sponsorship_should_leave_a_record_without_allowance() {
	run(|| {
		sponsored();
		assert_ok!(end(BRAND));
		assert_last(Event::SponsorshipEnded { account: OUTSIDER, sponsor: BRAND });
		assert_eq!(
			Sponsorships::<Test>::get(OUTSIDER),
			Some(Sponsorship { sponsor: BRAND, remaining: 0 })
		);
		assert_noop!(end(BRAND), E::NotSponsored);
	});
}

#[test]
fn end_sponsorship_should_be_open_to_the_account_and_to_the_sponsors_controller() {
	run(|| {
		for who in [OUTSIDER, controller(BRAND)] {
			sponsored();
			assert_ok!(end_by(who));
			assert_last(Event::SponsorshipEnded { account: OUTSIDER, sponsor: BRAND });
			assert_noop!(end_by(who), E::NotSponsored);
		}
		// The controller can do it when no operator can.
		sponsored();
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(end(BRAND), E::NotInGoodStanding);
		assert_ok!(end_by(controller(BRAND)));
	});
}

#[test]
fn end_sponsorship_should_be_refused_when_the_signer_is_not_the_sponsor() {
	run(|| {
		assert_noop!(end(BRAND), E::NotSponsored);
		assert_noop!(end_by(OUTSIDER), E::NotSponsored);
		sponsored();
		assert_noop!(end(CARRIER), E::NotSponsored);
		assert_noop!(end_by(controller(CARRIER)), E::NotSponsored);
		for (origin, error) in not_members() {
			assert_noop!(Consortium::end_sponsorship(origin, OUTSIDER), error);
		}
		hand_over(BRAND, SUCCESSOR);
		assert_noop!(end_by(controller(BRAND)), E::NotMember);
	});
}
