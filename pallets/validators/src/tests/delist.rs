use super::*;

#[test]
fn delist_should_free_seat_when_enough_remain() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(delist(2));

		assert_eq!(serving(), [1, 3, 4, 5]);
		assert_eq!(status(2), Some(Status::Delisted));
		assert_eq!(Seats::<Test>::get(2), None);
		assert_last_event(Event::Delisted { org: 2, validator: 2 });
	});
}

#[test]
fn delist_should_keep_suspension_when_validator_is_suspended() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(2, 0).unwrap();

		assert_ok!(delist(2));

		assert_eq!(status(2), Some(Status::Suspended { since: 1 }));
		assert_eq!(Seats::<Test>::get(2), None);
		assert_last_event(Event::Delisted { org: 2, validator: 2 });
	});
}

#[test]
fn delist_should_let_organisation_exchange_validator_when_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		report(2, 0).unwrap();

		assert_ok!(delist(2));
		let other = operator_of(2);
		register_keys(other, 20);
		assert_ok!(enlist(2, other));

		assert_eq!(serving(), [1, 3, 4, other]);
		assert_eq!(Seats::<Test>::get(2), Some(other));
	});
}

#[test]
fn delist_should_fail_when_origin_is_not_council() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		for who in [5, operator_of(5), 99] {
			assert_noop!(ValidatorSet::delist(RuntimeOrigin::signed(who), 5), BadOrigin);
		}
		assert_noop!(ValidatorSet::delist(RuntimeOrigin::none(), 5), BadOrigin);
	});
}

#[test]
fn delist_should_fail_when_account_is_not_enlisted() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_noop!(delist(6), Error::<Test>::NotEnlisted);

		assert_ok!(delist(5));
		assert_noop!(delist(5), Error::<Test>::NotEnlisted);
	});
}

#[test]
fn delist_should_fail_when_suspended_validator_is_delisted_already() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();
		assert_ok!(delist(5));

		assert_noop!(delist(5), Error::<Test>::NotEnlisted);
	});
}

#[test]
fn delist_should_fail_when_fewer_than_four_would_remain() {
	ExtBuilder::default().build_and_execute(|| {
		for validator in 1..=4 {
			assert_noop!(delist(validator), Error::<Test>::TooFewValidators);
		}
	});
}

#[test]
fn delist_should_count_only_those_that_serve_when_some_are_suspended() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();

		assert_noop!(delist(4), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn delist_should_fail_when_last_validator_of_development_is_named() {
	ExtBuilder::default().validators(1).minimum(1).build_and_execute(|| {
		assert_ok!(enlist(2, 2));
		assert_ok!(delist(1));
		assert_noop!(delist(2), Error::<Test>::TooFewValidators);
	});
}
