use super::*;
use tracemark_primitives::time::Period;

const EM: OfficeCode = OfficeCode(*b"EM");

#[test]
fn withdraw_accreditation_should_end_it_whatever_the_standing() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		expel(OFFICE);
		assert_ok!(Consortium::withdraw_accreditation(admitter(), OFFICE, EM));
		assert_last(Event::AccreditationWithdrawn { org: OFFICE, office: EM });
		assert!(!Consortium::is_accredited(OFFICE, EM, RightKind::TradeMark));
		assert_noop!(Consortium::withdraw_accreditation(admitter(), OFFICE, EM), E::NotAccredited);
	});
}

#[test]
fn withdraw_accreditation_should_keep_its_dates_on_record() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		Timestamp::set_timestamp(NOW + 5);
		assert_ok!(Consortium::withdraw_accreditation(admitter(), OFFICE, EM));
		let period = Period { from: NOW, until: Some(NOW + 5) };
		assert_eq!(
			Accreditations::<Test>::get(OFFICE, EM),
			Some(Accreditation { period, kinds: RightKinds::ALL })
		);

		Timestamp::set_timestamp(NOW + 9);
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		assert!(Consortium::is_accredited(OFFICE, EM, RightKind::TradeMark));
		let again = Period { from: NOW + 9, until: None };
		assert_eq!(
			Accreditations::<Test>::get(OFFICE, EM),
			Some(Accreditation { period: again, kinds: RightKinds::ALL })
		);
	});
}

#[test]
fn withdraw_accreditation_should_be_refused_when_anybody_else_asks() {
	run(|| {
		assert_ok!(Consortium::accredit(admitter(), OFFICE, EM, RightKinds::ALL));
		for origin in not_admitters() {
			assert_noop!(Consortium::withdraw_accreditation(origin, OFFICE, EM), BadOrigin);
		}
	});
}
