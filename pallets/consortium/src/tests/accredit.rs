use super::*;

const EM: OfficeCode = OfficeCode(*b"EM");

#[test]
fn accredit_should_be_for_one_office() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM));
		assert_last(Event::Accredited { org: OFFICE, office: EM });
		assert!(Consortium::is_accredited(OFFICE, EM));
		let period = tracemark_primitives::time::Period { from: NOW, until: None };
		assert_eq!(Accreditations::<Test>::get(OFFICE, EM), Some(period));
		assert!(!Consortium::is_accredited(OFFICE, OfficeCode(*b"DE")));
		assert!(!Consortium::is_accredited(BRAND, EM));
	});
}

#[test]
fn accredit_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM));
		for origin in not_admitters() {
			assert_noop!(Consortium::accredit(origin, OFFICE, EM), BadOrigin);
		}
		for (org, office, error) in [
			(OFFICE, OfficeCode(*b"ZZ"), E::MalformedOffice),
			(NOBODY, EM, E::UnknownOrganisation),
			(BRAND, EM, E::RoleMissing),
			(OFFICE, EM, E::AlreadyAccredited),
		] {
			assert_noop!(Consortium::accredit(admitter(), org, office), error);
		}
		expel(OFFICE);
		let other = OfficeCode(*b"DE");
		assert_noop!(Consortium::accredit(admitter(), OFFICE, other), E::Expelled);
	});
}
