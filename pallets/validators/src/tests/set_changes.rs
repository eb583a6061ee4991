use super::*;

#[test]
fn set_should_be_noted_from_block_one_when_chain_begins() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(SetChanges::<Test>::get(0), Some(1));
		run_to(3);
		assert_eq!(SetChanges::<Test>::iter().count(), 1);
	});
}

#[test]
fn set_should_be_noted_from_next_block_when_session_changes_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(5, 5));

		// The set begins with the block after that which announces it, at the second session end.
		run_to(2 * SESSION);
		assert_eq!((SetId::get(), SetChanges::<Test>::get(1)), (1, None));
		System::reset_events();
		run_to(2 * SESSION + 1);

		assert_eq!(SetChanges::<Test>::get(1), Some(11));
		assert_last_event(Event::SetChanged { set_id: 1, at: 11 });

		// It is noted once.
		System::reset_events();
		end_sessions(2);
		assert_eq!(SetChanges::<Test>::get(1), Some(11));
		assert_eq!(SetChanges::<Test>::iter().count(), 2);
		assert!(System::read_events_for_pallet::<Event<Test>>().is_empty());
	});
}
