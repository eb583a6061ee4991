use super::*;

#[test]
fn unseat_should_take_the_vote() {
	run(|| {
		assert_ok!(Consortium::seat(expeller(), OFFICE));
		assert_ok!(Consortium::unseat(expeller(), CARRIER));
		assert_last(Event::Unseated { org: CARRIER });
		assert_eq!(seats(), [BRAND, IMPORTER, OFFICE]);
		assert_eq!(Voters::get(), [10, 30, 40]);
	});
}

#[test]
fn unseat_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_expellers() {
			assert_noop!(Consortium::unseat(origin, BRAND), BadOrigin);
		}
		assert_noop!(Consortium::unseat(expeller(), NOBODY), E::UnknownOrganisation);
		assert_noop!(Consortium::unseat(expeller(), OFFICE), E::NotSeated);
		assert_noop!(Consortium::unseat(expeller(), BRAND), E::TooFewSeats);
	});
}
