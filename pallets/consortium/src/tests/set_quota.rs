use super::*;

#[test]
fn set_quota_should_count_for_one_organisation() {
	run(|| {
		assert_ok!(Consortium::set_quota(admitter(), BRAND, 7));
		assert_last(Event::QuotaSet { org: BRAND, quota: 7 });
		assert_eq!(organisation(BRAND).quota, 7);
		assert_eq!(organisation(CARRIER).quota, QUOTA);
	});
}

#[test]
fn set_quota_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		expel(OFFICE);
		for origin in not_admitters() {
			assert_noop!(Consortium::set_quota(origin, BRAND, 7), BadOrigin);
		}
		assert_noop!(Consortium::set_quota(admitter(), NOBODY, 7), E::UnknownOrganisation);
		assert_noop!(Consortium::set_quota(admitter(), OFFICE, 7), E::Expelled);
	});
}
