use super::*;

#[test]
fn reinstate_should_let_validator_serve_when_still_enlisted() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		end_sessions(3);

		assert_ok!(reinstate(2));

		assert_eq!(serving(), [1, 2, 3, 4, 5]);
		assert_eq!(
			Records::<Test>::get(2),
			Some(ValidatorRecord { org: 2, status: Status::Serving, settled: Some(3) })
		);
		assert_last_event(Event::Reinstated { org: 2, validator: 2 });
	});
}

#[test]
fn reinstate_should_leave_validator_delisted_when_delisted_meanwhile() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		assert_ok!(delist(2));

		assert_ok!(reinstate(2));

		assert_eq!(serving(), [1, 3, 4, 5]);
		assert_eq!(status(2), Some(Status::Delisted));
		assert_ok!(enlist(2, 2));
		assert_eq!(Records::<Test>::get(2).unwrap().settled, Some(0));
	});
}

#[test]
fn reinstate_should_leave_successor_seated_when_seat_was_taken() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		assert_ok!(delist(2));
		assert_ok!(enlist(2, 6));

		assert_ok!(reinstate(2));

		assert_eq!(serving(), [1, 3, 4, 5, 6]);
		assert_noop!(enlist(2, 2), Error::<Test>::AlreadyServes);
	});
}

#[test]
fn reinstate_should_settle_offences_when_reported_again() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		end_sessions(2);
		assert_ok!(reinstate(2));

		for session in 0..=2 {
			assert_noop!(report(2, session), OffenceError::DuplicateReport);
		}
		assert_ok!(report(2, 3));
	});
}

#[test]
fn reinstate_should_fail_when_origin_is_not_council() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();

		for who in [5, operator_of(5), 99] {
			assert_noop!(ValidatorSet::reinstate(RuntimeOrigin::signed(who), 5), BadOrigin);
		}
	});
}

#[test]
fn reinstate_should_fail_when_validator_is_not_suspended() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_noop!(reinstate(5), Error::<Test>::NotSuspended);
		assert_noop!(reinstate(6), Error::<Test>::NotSuspended);

		assert_ok!(delist(5));
		assert_noop!(reinstate(5), Error::<Test>::NotSuspended);
	});
}

#[test]
fn reinstate_should_fail_when_replayed() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();
		assert_ok!(reinstate(5));

		assert_noop!(reinstate(5), Error::<Test>::NotSuspended);
	});
}

#[test]
fn reinstate_should_fail_when_list_is_full() {
	ExtBuilder::default().validators(6).build_and_execute(|| {
		report(5, 0).unwrap();
		assert_ok!(enlist(7, 7));

		assert_noop!(reinstate(5), Error::<Test>::TooManyValidators);
	});
}
