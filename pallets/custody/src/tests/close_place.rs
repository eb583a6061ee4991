use super::*;

fn register() {
	let call =
		Custody::register_place(signed(FACTORY), gln(1), country("PT"), point(41_150, -8_611));
	assert_ok!(call);
}

#[test]
fn close_place_should_keep_when_the_member_ceased_to_run_it() {
	ExtBuilder::default().build_and_execute(|| {
		register();
		let before = Places::<Test>::get(gln(1)).expect("was registered");
		pass(60);
		assert_ok!(Custody::close_place(signed(FACTORY), gln(1)));
		let closed = Place { closed_at: Some(NOW + 60_000), ..before };
		assert_eq!(Places::<Test>::get(gln(1)), Some(closed));
		assert_eq!(last_event(), Event::PlaceClosed { gln: gln(1), by: FACTORY });
	});
}

#[test]
fn close_place_should_be_possible_when_the_prefix_is_held_no_longer() {
	ExtBuilder::default().build_and_execute(|| {
		register();
		FakeMembership::withdraw_prefixes(FACTORY);
		assert_ok!(Custody::close_place(signed(FACTORY), gln(1)));
	});
}

#[test]
fn close_place_should_fail_when_nobody_or_another_runs_it_or_it_is_closed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Custody::close_place(signed(FACTORY), gln(1)), Error::UnknownPlace);
		register();
		assert_noop!(Custody::close_place(signed(CARRIER), gln(1)), Error::PlaceOfAnother);
		assert_ok!(Custody::close_place(signed(FACTORY), gln(1)));
		assert_noop!(Custody::close_place(signed(FACTORY), gln(1)), Error::PlaceClosed);
	});
}

#[test]
fn close_place_should_be_any_members_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		register();
		refuses_strangers(FACTORY, |origin| Custody::close_place(origin, gln(1)));
	});
}
