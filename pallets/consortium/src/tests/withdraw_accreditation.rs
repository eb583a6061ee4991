use super::*;

const EM: OfficeCode = OfficeCode(*b"EM");

#[test]
fn withdraw_accreditation_should_end_it_whatever_the_standing() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM));
		expel(OFFICE);
		assert_ok!(Consortium::withdraw_accreditation(admitter(), OFFICE, EM));
		assert_last(Event::AccreditationWithdrawn { org: OFFICE, office: EM });
		assert!(!Consortium::is_accredited(OFFICE, EM));
		assert_noop!(Consortium::withdraw_accreditation(admitter(), OFFICE, EM), E::NotAccredited);
	});
}

#[test]
fn withdraw_accreditation_should_be_refused_when_anybody_else_asks() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM));
		for origin in not_admitters() {
			assert_noop!(Consortium::withdraw_accreditation(origin, OFFICE, EM), BadOrigin);
		}
	});
}
