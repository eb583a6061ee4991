use super::*;

#[test]
fn set_profile_should_free_the_identifiers_that_are_given_up() {
	run(|| {
		assert_ok!(Consortium::set_profile(admitter(), BRAND, full_profile(1, CARRIER)));
		let profile = full_profile(2, CARRIER);
		assert_ok!(Consortium::set_profile(admitter(), BRAND, profile.clone()));
		assert_last(Event::ProfileSet { org: BRAND });
		assert_eq!(organisation(BRAND).profile, profile);
		assert_ok!(Consortium::set_profile(admitter(), CARRIER, full_profile(1, BRAND)));
	});
}

#[test]
fn set_profile_should_keep_identifiers_when_they_are_the_same() {
	run(|| {
		assert_ok!(Consortium::set_profile(admitter(), BRAND, full_profile(1, CARRIER)));
		assert_ok!(Consortium::set_profile(admitter(), BRAND, full_profile(1, IMPORTER)));
		assert_eq!(IdentifierOwner::<Test>::get(Identifier::Lei(lei(1))), Some(BRAND));
	});
}

#[test]
fn set_profile_should_free_identifiers_when_the_organisation_was_expelled() {
	run(|| {
		assert_ok!(Consortium::set_profile(admitter(), OFFICE, full_profile(1, BRAND)));
		expel(OFFICE);
		assert_ok!(Consortium::set_profile(admitter(), OFFICE, profile("Gone")));
		assert_eq!(IdentifierOwner::<Test>::get(Identifier::Gln(gln(1))), None);
	});
}

#[test]
fn set_profile_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		assert_ok!(Consortium::set_profile(admitter(), BRAND, full_profile(1, CARRIER)));
		for origin in not_admitters() {
			assert_noop!(Consortium::set_profile(origin, BRAND, profile("New")), BadOrigin);
		}
		for (org, profile, error) in [
			(NOBODY, profile("New"), E::UnknownOrganisation),
			(BRAND, full_profile(1, NOBODY), E::UnknownOrganisation),
			(BRAND, full_profile(1, BRAND), E::MalformedProfile),
			(BRAND, profile(" New"), E::MalformedProfile),
			(CARRIER, full_profile(1, BRAND), E::IdentifierTaken),
		] {
			assert_noop!(Consortium::set_profile(admitter(), org, profile), error);
		}
	});
}
