use super::*;
use tracemark_primitives::{fakes::FakeMembership, parties::Standing};

#[test]
fn reinstate_should_let_validator_serve_when_still_enlisted() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		end_sessions(3);

		assert_ok!(reinstate(2));

		assert_eq!(serving(), [1, 2, 3, 4, 5]);
		assert_eq!(
			Records::<Test>::get(2),
			Some(ValidatorRecord { org: 2, status: Status::Serving })
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
		assert_noop!(report(2, 0), OffenceError::DuplicateReport);
	});
}

#[test]
fn reinstate_should_leave_successor_seated_when_seat_was_taken() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		assert_ok!(delist(2));
		let other = operator_of(2);
		register_keys(other, 20);
		assert_ok!(enlist(2, other));

		assert_ok!(reinstate(2));

		assert_eq!(serving(), [1, 3, 4, 5, other]);
		assert_noop!(enlist(2, 2), Error::<Test>::AlreadyServes);
	});
}

#[test]
fn reinstate_should_settle_offences_when_reported_again() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();
		end_sessions(2);
		assert_ok!(reinstate(2));

		for session in 0..=3 {
			assert!(is_known(&[2]));
			assert_noop!(report(2, session), OffenceError::DuplicateReport);
		}
		assert!(!is_known_in(1, &[2]));
		assert_ok!(report_in(1, &[2], 0));
	});
}

#[test]
fn reinstate_should_settle_the_offence_when_a_later_session_of_the_set_is_named() {
	ExtBuilder::default().minimum(4).build_and_execute(|| {
		report(2, 0).unwrap();
		assert_ok!(reinstate(2));
		end_sessions(1);

		assert_eq!(SetId::get(), 0);
		assert_noop!(report(2, 1), OffenceError::DuplicateReport);
		assert_eq!(status(2), Some(Status::Serving));
	});
}

#[test]
fn reinstate_should_fail_when_organisation_is_not_in_good_standing() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(5, standing);
			assert_noop!(reinstate(5), Error::<Test>::NotInGoodStanding);
		}
		FakeMembership::set_standing(5, Standing::Good);
		assert_ok!(reinstate(5));
	});
}

#[test]
fn reinstate_should_fail_when_origin_is_not_council() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();

		for who in [5, operator_of(5), 99] {
			assert_noop!(ValidatorSet::reinstate(RuntimeOrigin::signed(who), 5), BadOrigin);
		}
		assert_noop!(ValidatorSet::reinstate(RuntimeOrigin::none(), 5), BadOrigin);
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
