use super::*;

#[test]
fn report_should_suspend_validator_when_it_serves() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(2, 0));

		assert_eq!(serving(), [1, 3, 4]);
		assert_eq!(status(2), Some(Status::Suspended { since: 1 }));
		assert_eq!(Seats::<Test>::get(2), Some(2));
		assert_last_event(Event::Suspended {
			org: 2,
			validator: 2,
			offence: *b"grandpa:equivoca",
			session: 0,
		});
	});
}

#[test]
fn report_should_suspend_validator_when_delisted_since() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(delist(5));

		assert_ok!(report(5, 0));

		assert_eq!(status(5), Some(Status::Suspended { since: 1 }));
		assert_noop!(enlist(5, 5), Error::<Test>::Suspended);
	});
}

#[test]
fn report_should_suspend_the_rest_when_some_are_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(2, 0));
		assert!(!is_known(&[2, 3]));

		assert_ok!(report_all(&[2, 3], 0));

		assert_eq!(serving(), [1, 4]);
		assert!(is_known(&[2, 3]));
	});
}

#[test]
fn report_should_fail_when_duplicate() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(!is_known(&[2]));
		assert_ok!(report(2, 0));

		assert!(is_known(&[2]));
		assert_noop!(report(2, 0), OffenceError::DuplicateReport);
		assert_noop!(report(2, 1), OffenceError::DuplicateReport);
	});
}

#[test]
fn report_should_keep_the_offence_for_ever_when_it_suspends() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report_in(7, &[2], 0));
		let offences: Vec<_> = Offences::<Test>::iter().collect();
		let key = ValidatorSet::offence_key(*b"grandpa:equivoca", &7u64);
		assert_eq!(offences, [(2, key, 1)]);

		// While it is suspended another offence changes nothing, and costs no room.
		assert!(is_known_in(8, &[2]));
		assert_noop!(report_in(8, &[2], 0), OffenceError::DuplicateReport);
		assert_ok!(reinstate(2));
		assert!(!is_known_in(8, &[2]));
		assert_ok!(report_in(8, &[2], 0));
	});
}

#[test]
fn report_should_fail_when_nobody_was_a_validator() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(is_known(&[7]));
		assert_noop!(report(7, 0), OffenceError::DuplicateReport);
	});
}
