use super::*;

#[test]
fn seat_should_let_the_controller_vote() {
	run(|| {
		assert_ok!(Consortium::seat(expeller(), OFFICE));
		assert_last(Event::Seated { org: OFFICE });
		assert_eq!(seats(), [BRAND, CARRIER, IMPORTER, OFFICE]);
		assert_eq!(Voters::get(), [10, 20, 30, 40]);
	});
}

#[test]
fn seat_should_be_refused_when_the_council_is_full() {
	run(|| {
		for account in [101, 102] {
			assert_ok!(Consortium::admit(admitter(), profile("New"), HOLDER, account));
		}
		assert_ok!(Consortium::seat(expeller(), 5));
		assert_ok!(Consortium::seat(expeller(), 4));
		assert_eq!(seats(), [0, 1, 2, 4, 5]);
		assert_noop!(Consortium::seat(expeller(), OFFICE), E::TooManySeats);
	});
}

#[test]
fn seat_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_expellers() {
			assert_noop!(Consortium::seat(origin, OFFICE), BadOrigin);
		}
		assert_noop!(Consortium::seat(expeller(), NOBODY), E::UnknownOrganisation);
		assert_noop!(Consortium::seat(expeller(), BRAND), E::AlreadySeated);
		assert_ok!(Consortium::suspend(admitter(), OFFICE, GROUND));
		assert_noop!(Consortium::seat(expeller(), OFFICE), E::NotInGoodStanding);
	});
}
