use super::*;

const EM: OfficeCode = OfficeCode(*b"EM");

#[test]
fn accredit_should_be_for_one_office() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		assert_last(Event::Accredited { org: OFFICE, office: EM, kinds: RightKinds::ALL });
		assert!(Consortium::is_accredited(OFFICE, EM, RightKind::TradeMark));
		let period = tracemark_primitives::time::Period { from: NOW, until: None };
		assert_eq!(
			Accreditations::<Test>::get(OFFICE, EM),
			Some(Accreditation { period, kinds: RightKinds::ALL })
		);
		assert!(!Consortium::is_accredited(OFFICE, OfficeCode(*b"DE"), RightKind::TradeMark));
		assert!(!Consortium::is_accredited(BRAND, EM, RightKind::TradeMark));
	});
}

#[test]
fn accredit_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		for origin in not_admitters() {
			assert_noop!(Consortium::accredit(origin, OFFICE, EM, RightKinds::ALL), BadOrigin);
		}
		for (org, office, error) in [
			(OFFICE, OfficeCode(*b"ZZ"), E::MalformedOffice),
			(NOBODY, EM, E::UnknownOrganisation),
			(BRAND, EM, E::RoleMissing),
			(OFFICE, EM, E::AlreadyAccredited),
		] {
			assert_noop!(Consortium::accredit(admitter(), org, office, RightKinds::ALL), error);
		}
		expel(OFFICE);
		let other = OfficeCode(*b"DE");
		assert_noop!(Consortium::accredit(admitter(), OFFICE, other, RightKinds::ALL), E::Expelled);
	});
}

#[test]
fn accredit_should_be_for_the_kinds_named() {
	run(|| {
		let kinds = RightKinds::of(&[RightKind::Patent, RightKind::UtilityModel]);
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, kinds));
		assert!(Consortium::is_accredited(OFFICE, EM, RightKind::Patent));
		assert!(Consortium::is_accredited(OFFICE, EM, RightKind::UtilityModel));
		assert!(!Consortium::is_accredited(OFFICE, EM, RightKind::TradeMark));
	});
}

#[test]
fn accredit_should_be_refused_when_the_kinds_do_not_exist() {
	run(|| {
		for kinds in [RightKinds(0), RightKinds(1 << 10)] {
			let call = Consortium::accredit(admitter(), OFFICE, EM, kinds);
			assert_noop!(call, E::MalformedKinds);
		}
	});
}
