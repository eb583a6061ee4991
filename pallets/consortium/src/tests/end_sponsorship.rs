use super::*;

fn end(org: OrgId) -> sp_runtime::DispatchResult {
	Consortium::end_sponsorship(signed(operator(org)), OUTSIDER)
}

#[test]
fn end_sponsorship_should_leave_a_record_without_allowance() {
	run(|| {
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 100));
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
fn end_sponsorship_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_noop!(end(BRAND), E::NotSponsored);
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 100));
		assert_noop!(end(CARRIER), E::NotSponsored);
		for who in [OUTSIDER, controller(BRAND)] {
			let call = Consortium::end_sponsorship(signed(who), OUTSIDER);
			assert_noop!(call, E::NotMember);
		}
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(end(BRAND), E::NotInGoodStanding);
	});
}
