//! `stop_keeping`: the keeper lets go after a notice, unless a case needs it.

use super::*;

fn stop(operator: u64) -> DispatchResult {
	Evidence::stop_keeping(RuntimeOrigin::signed(operator), sha256(1))
}

/// A record that the monitor keeps for ninety days.
fn kept() {
	anchor(MONITOR, sha256(1));
	assert_ok!(Evidence::keep(RuntimeOrigin::signed(MONITOR), sha256(1), NOW + 90 * DAY));
}

#[test]
fn stop_keeping_should_end_it_after_the_notice_when_nothing_holds_the_digest() {
	ExtBuilder.build_and_execute(|| {
		kept();
		assert_ok!(Evidence::keep(RuntimeOrigin::signed(NOTARY), sha256(1), NOW + 90 * DAY));
		advance_to(4, NOW + DAY);
		assert_ok!(stop(MONITOR));
		let (operator, until, moment) = (org(MONITOR), NOW + DAY + KEEPING_NOTICE, NOW + DAY);
		assert_eq!(
			Keepers::<Test>::get(sha256(1), org(MONITOR)),
			Some(Keeping { operator, until, block: 4, moment })
		);
		assert_last_event(Event::KeepingEnded { digest: sha256(1), by: org(MONITOR), until });
		assert_eq!(Keepers::<Test>::get(sha256(1), org(NOTARY)).unwrap().until, NOW + 90 * DAY);
		// To say it again puts off nothing.
		advance_to(5, NOW + 2 * DAY);
		assert_ok!(stop(MONITOR));
		assert_eq!(Keepers::<Test>::get(sha256(1), org(MONITOR)).unwrap().until, until);
	});
}

#[test]
fn stop_keeping_should_not_outrun_a_hold_when_that_comes_within_the_notice() {
	ExtBuilder.build_and_execute(|| {
		kept();
		// The hold is in the pool, and the keeper is faster.
		assert_ok!(stop(MONITOR));
		hold(COURT, sha256(1));
		let keeping = Keepers::<Test>::get(sha256(1), org(MONITOR)).unwrap();
		let placed = Holds::<Test>::get(sha256(1), 1).unwrap();
		assert!(placed.moment < keeping.until);
		assert!(Evidence::is_held(&sha256(1)));
		// Neither can it be faster again.
		assert_noop!(stop(MONITOR), Error::<Test>::OnHold);
		let origin = RuntimeOrigin::signed(MONITOR);
		let shorter = Evidence::keep(origin, sha256(1), keeping.until - 1);
		assert_noop!(shorter, Error::<Test>::NoticeTooShort);
	});
}

#[test]
fn stop_keeping_should_leave_the_day_when_it_comes_within_the_notice() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		assert_ok!(Evidence::keep(RuntimeOrigin::signed(MONITOR), sha256(1), NOW + DAY));
		assert_ok!(stop(MONITOR));
		let until = NOW + DAY;
		assert_eq!(Keepers::<Test>::get(sha256(1), org(MONITOR)).unwrap().until, until);
		assert_last_event(Event::KeepingEnded { digest: sha256(1), by: org(MONITOR), until });
	});
}

#[test]
fn stop_keeping_should_refuse_when_the_digest_is_held() {
	ExtBuilder.build_and_execute(|| {
		kept();
		hold(COURT, sha256(1));
		hold(CUSTOMS, sha256(1));
		assert_noop!(stop(MONITOR), Error::<Test>::OnHold);
		// One case less is not none.
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
		assert_noop!(stop(MONITOR), Error::<Test>::OnHold);
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(CUSTOMS), sha256(1), 2));
		assert_ok!(stop(MONITOR));
	});
}

#[test]
fn stop_keeping_should_refuse_when_the_signer_keeps_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(stop(MONITOR), Error::<Test>::NotKeeper);
		kept();
		assert_noop!(stop(NOTARY), Error::<Test>::NotKeeper);
		// Its day has come.
		advance_to(2, NOW + 90 * DAY);
		assert_noop!(stop(MONITOR), Error::<Test>::NotKeeper);
	});
}

#[test]
fn stop_keeping_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		kept();
		refuse_who_may_not_act(MONITOR, |origin| Evidence::stop_keeping(origin, sha256(1)));
	});
}
