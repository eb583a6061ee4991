use super::*;

#[test]
fn expel_should_take_standing_and_seat_for_ever() {
	run(|| {
		assert_ok!(Consortium::seat(expeller(), OFFICE));
		assert_ok!(Consortium::expel(expeller(), BRAND, GROUND));
		System::assert_has_event(Event::<Test>::Unseated { org: BRAND }.into());
		assert_last(Event::Expelled { org: BRAND, ground: GROUND });
		assert_eq!(Consortium::party(BRAND).unwrap().standing, Standing::Expelled);
		assert_eq!(seats(), [CARRIER, IMPORTER, OFFICE]);
		assert_eq!(Voters::get(), [20, 30, 40]);
		assert_eq!(Consortium::ensure_member(&operator(BRAND)), Err(E::NotInGoodStanding.into()));
		let call = add_operator(BRAND, FRESH, HOLDER);
		assert_noop!(call, E::Expelled);
	});
}

#[test]
fn expel_should_take_every_member_when_others_take_the_seats() {
	run(|| {
		for (org, account) in [(4, 104), (5, 105), (6, 106)] {
			assert_ok!(Consortium::admit(admitter(), profile("New"), HOLDER, account));
			assert_ok!(Consortium::seat(expeller(), org));
			assert_ok!(Consortium::expel(expeller(), org - 4, GROUND));
		}
		assert_ok!(Consortium::expel(expeller(), OFFICE, GROUND));
		assert_eq!(seats(), [4, 5, 6]);
		assert_eq!(Voters::get(), [104, 105, 106]);
	});
}

#[test]
fn expel_should_leave_the_council_alone_when_there_is_no_seat() {
	run(|| {
		assert_ok!(Consortium::expel(expeller(), OFFICE, GROUND));
		assert_eq!(seats(), [BRAND, CARRIER, IMPORTER]);
	});
}

#[test]
fn expel_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_expellers() {
			assert_noop!(Consortium::expel(origin, OFFICE, GROUND), BadOrigin);
		}
		assert_noop!(Consortium::expel(expeller(), NOBODY, GROUND), E::UnknownOrganisation);
		assert_noop!(Consortium::expel(expeller(), BRAND, GROUND), E::TooFewSeats);
		assert_ok!(Consortium::expel(expeller(), OFFICE, GROUND));
		assert_noop!(Consortium::expel(expeller(), OFFICE, GROUND), E::Expelled);
	});
}
