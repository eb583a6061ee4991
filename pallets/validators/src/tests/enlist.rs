use super::*;
use tracemark_primitives::{fakes::FakeMembership, parties::Standing};

#[test]
fn enlist_should_seat_validator_when_keys_are_registered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(5, 5));

		assert_eq!(serving(), [1, 2, 3, 4, 5]);
		assert_eq!(Seats::<Test>::get(5), Some(5));
		assert_eq!(
			Records::<Test>::get(5),
			Some(ValidatorRecord { org: 5, status: Status::Serving })
		);
		assert_last_event(Event::Enlisted { org: 5, validator: 5 });
	});
}

#[test]
fn enlist_should_keep_list_sorted_when_enlisted_out_of_order() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(8, 8));
		assert_ok!(enlist(5, 5));

		assert_eq!(serving(), [1, 2, 3, 4, 5, 8]);
	});
}

#[test]
fn enlist_should_accept_any_account_of_the_organisation() {
	ExtBuilder::default().build_and_execute(|| {
		register_keys(operator_of(5), 50);

		assert_ok!(enlist(5, operator_of(5)));
	});
}

#[test]
fn enlist_should_enlist_again_when_delisted_in_good_order() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(delist(5));

		assert_ok!(enlist(5, 5));

		assert_eq!(serving(), [1, 2, 3, 4, 5]);
	});
}

#[test]
fn enlist_should_fail_when_origin_is_not_council() {
	ExtBuilder::default().build_and_execute(|| {
		for who in [1, 5, operator_of(5), 99] {
			let origin = RuntimeOrigin::signed(who);
			assert_noop!(ValidatorSet::enlist(origin, 5, 5), BadOrigin);
		}
		assert_noop!(ValidatorSet::enlist(RuntimeOrigin::none(), 5, 5), BadOrigin);
	});
}

#[test]
fn enlist_should_fail_when_organisation_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(enlist(9, 5), Error::<Test>::UnknownOrganisation);
	});
}

#[test]
fn enlist_should_fail_when_organisation_is_not_in_good_standing() {
	ExtBuilder::default().build_and_execute(|| {
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(5, standing);
			assert_noop!(enlist(5, 5), Error::<Test>::NotInGoodStanding);
		}
	});
}

#[test]
fn enlist_should_fail_when_account_belongs_to_another_organisation_or_to_none() {
	ExtBuilder::default().build_and_execute(|| {
		register_keys(operator_of(6), 60);

		register_keys(99, 99);

		for other in [operator_of(6), 6, 99] {
			assert_noop!(enlist(5, other), Error::<Test>::NotAffiliated);
		}
	});
}

#[test]
fn enlist_should_fail_when_account_validated_for_another_organisation() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(delist(5));

		assert_noop!(enlist(6, 5), Error::<Test>::NotAffiliated);
	});
}

#[test]
fn enlist_should_fail_when_replayed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(5, 5));

		assert_noop!(enlist(5, 5), Error::<Test>::AlreadyEnlisted);
	});
}

#[test]
fn enlist_should_fail_when_organisation_has_another_validator() {
	ExtBuilder::default().build_and_execute(|| {
		register_keys(operator_of(4), 40);
		assert_noop!(enlist(4, operator_of(4)), Error::<Test>::AlreadyServes);

		report(4, 0).unwrap();
		assert_noop!(enlist(4, operator_of(4)), Error::<Test>::AlreadyServes);
	});
}

#[test]
fn enlist_should_fail_when_suspension_would_be_laundered() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		report(5, 0).unwrap();
		assert_noop!(enlist(5, 5), Error::<Test>::Suspended);

		assert_ok!(delist(5));
		assert_noop!(enlist(5, 5), Error::<Test>::Suspended);
	});
}

#[test]
fn enlist_should_fail_when_account_has_no_session_keys() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(enlist(5, operator_of(5)), Error::<Test>::NoSessionKeys);

		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(5)));
		assert_noop!(enlist(5, 5), Error::<Test>::NoSessionKeys);
	});
}

#[test]
fn enlist_should_fail_when_list_is_full() {
	ExtBuilder::default().validators(6).build_and_execute(|| {
		assert_noop!(enlist(7, 7), Error::<Test>::TooManyValidators);
	});
}
