use super::*;
use tracemark_primitives::{
	geo::Coordinates,
	gs1::{CompanyPrefix, Gln},
	territory::Country,
};

fn register(org: OrgId, gln: Gln, coordinates: Coordinates) -> DispatchResult {
	Custody::register_place(signed(org), gln, country("PT"), coordinates)
}

#[test]
fn register_place_should_keep_where_it_is_when_the_number_is_the_members() {
	ExtBuilder::default().build_and_execute(|| {
		let coordinates = point(41_150, -8_611);
		assert_ok!(register(FACTORY, gln(1), coordinates));
		let place = Place {
			run_by: FACTORY,
			country: country("PT"),
			coordinates,
			registered_at: NOW,
			closed_at: None,
			version: 0,
		};
		assert_eq!(Places::<Test>::get(gln(1)), Some(place));
		assert_eq!(FormerPlaces::<Test>::iter().count(), 0);
		let event = Event::PlaceRegistered {
			gln: gln(1),
			run_by: FACTORY,
			country: country("PT"),
			coordinates,
			version: 0,
		};
		assert_eq!(last_event(), event);
	});
}

#[test]
fn register_place_should_keep_what_was_when_the_member_registers_it_anew() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(FACTORY, gln(1), point(41_150, -8_611)));
		let first = Places::<Test>::get(gln(1)).expect("was registered");
		pass(60);
		assert_ok!(Custody::close_place(signed(FACTORY), gln(1)));
		let second = Places::<Test>::get(gln(1)).expect("was registered");
		pass(60);
		assert_ok!(register(FACTORY, gln(1), point(41_151, -8_612)));
		let third = Places::<Test>::get(gln(1)).expect("was registered");
		assert_eq!((third.version, third.closed_at), (1, None));
		assert_eq!(third.coordinates, point(41_151, -8_612));
		assert_eq!(third.registered_at, NOW + 120_000);
		assert_eq!(second, Place { closed_at: Some(NOW + 60_000), ..first });
		assert_eq!(FormerPlaces::<Test>::get(gln(1), 0), Some(second));
		let Event::PlaceRegistered { version, .. } = last_event() else { panic!("another") };
		assert_eq!(version, 1);
	});
}

#[test]
fn register_place_should_supersede_when_the_prefix_went_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let coordinates = point(41_150, -8_611);
		assert_ok!(register(FACTORY, gln(1), coordinates));
		assert_noop!(register(CARRIER, gln(1), coordinates), Error::PrefixNotHeld);
		let prefix = CompanyPrefix::try_from("4098765").expect("digits");
		FakeMembership::add_prefix(CARRIER, prefix);
		assert_noop!(register(CARRIER, gln(1), coordinates), Error::PlaceOfAnother);
		FakeMembership::withdraw_prefixes(FACTORY);
		assert_ok!(register(CARRIER, gln(1), coordinates));
		let place = Places::<Test>::get(gln(1)).expect("was registered");
		assert_eq!((place.run_by, place.version), (CARRIER, 1));
		let former = FormerPlaces::<Test>::get(gln(1), 0).expect("is on record");
		assert_eq!(former.run_by, FACTORY);
		assert_noop!(register(FACTORY, gln(1), coordinates), Error::PrefixNotHeld);
	});
}

#[test]
fn register_place_should_fail_when_the_prefix_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(BRAND, gln(1), point(0, 0)), Error::PrefixNotHeld);
	});
}

#[test]
fn register_place_should_fail_when_number_country_or_coordinates_are_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let here = point(41_150, -8_611);
		assert_noop!(register(FACTORY, Gln([b'1'; 13]), here), Error::MalformedPlace);
		for code in [*b"EU", *b"XX", *b"pt"] {
			let call = Custody::register_place(signed(FACTORY), gln(1), Country(code), here);
			assert_noop!(call, Error::MalformedCountry);
		}
		let beyond = [(90_001, 0), (-90_001, 0), (0, 180_001), (0, -180_000)];
		for (latitude, longitude) in beyond {
			let coordinates = point(latitude, longitude);
			assert_noop!(register(FACTORY, gln(1), coordinates), Error::MalformedCoordinates);
		}
		for (north, east) in [(1, 0), (0, 1), (999, 0)] {
			let latitude = here.latitude + north;
			let precise = Coordinates { latitude, longitude: here.longitude + east };
			assert_noop!(register(FACTORY, gln(1), precise), Error::CoordinatesTooPrecise);
		}
		for (n, latitude, longitude) in [(1, 90_000, 180_000), (2, -90_000, -179_999)] {
			assert_ok!(register(FACTORY, gln(n), point(latitude, longitude)));
		}
	});
}

#[test]
fn register_place_should_be_any_members_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		let prefix = CompanyPrefix::try_from("4098765").expect("digits");
		FakeMembership::add_prefix(NOTARY, prefix);
		refuses_strangers(FACTORY, |origin| {
			Custody::register_place(origin, gln(1), country("PT"), point(0, 0))
		});
		assert_ok!(register(NOTARY, gln(1), point(0, 0)));
	});
}
