//! `stop_keeping`: the keeper lets go, unless a case needs it.

use super::*;

fn stop(operator: u64) -> DispatchResult {
	Evidence::stop_keeping(RuntimeOrigin::signed(operator), sha256(1))
}

/// A record that the monitor keeps for nine days.
fn kept() {
	anchor(MONITOR, sha256(1));
	assert_ok!(Evidence::keep(RuntimeOrigin::signed(MONITOR), sha256(1), NOW + 9 * DAY));
}

#[test]
fn stop_keeping_should_end_it_now_when_nothing_holds_the_digest() {
	ExtBuilder.build_and_execute(|| {
		kept();
		assert_ok!(Evidence::keep(RuntimeOrigin::signed(NOTARY), sha256(1), NOW + 9 * DAY));
		advance_to(4, NOW + DAY);
		assert_ok!(stop(MONITOR));
		let (operator, until, moment) = (org(MONITOR), NOW + DAY, NOW + DAY);
		assert_eq!(
			Keepers::<Test>::get(sha256(1), org(MONITOR)),
			Some(Keeping { operator, until, block: 4, moment })
		);
		assert_last_event(Event::KeepingEnded { digest: sha256(1), by: org(MONITOR) });
		assert_eq!(Keepers::<Test>::get(sha256(1), org(NOTARY)).unwrap().until, NOW + 9 * DAY);
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
		advance_to(2, NOW + 9 * DAY);
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
