//! `keep`: an undertaking of the keeper's own.

use super::*;

fn keep(operator: u64, digest: Digest, until: u64) -> DispatchResult {
	Evidence::keep(RuntimeOrigin::signed(operator), digest, until)
}

#[test]
fn keep_should_bind_each_keeper_when_several_keep_the_original() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for (operator, until) in [(MONITOR, NOW + DAY), (NOTARY, NOW + 9 * DAY)] {
			assert_ok!(keep(operator, sha256(1), until));
			assert_eq!(
				Keepers::<Test>::get(sha256(1), org(operator)),
				Some(Keeping { operator: org(operator), until, block: 1, moment: NOW })
			);
			assert_last_event(Event::Kept { digest: sha256(1), by: org(operator), until });
		}
		// Longer or shorter, while no case needs it.
		for until in [NOW + 30 * DAY, NOW + KEEPING_NOTICE] {
			assert_ok!(keep(NOTARY, sha256(1), until));
			assert_eq!(Keepers::<Test>::get(sha256(1), org(NOTARY)).unwrap().until, until);
			assert_eq!(Keepers::<Test>::get(sha256(1), org(MONITOR)).unwrap().until, NOW + DAY);
		}
	});
}

#[test]
fn keep_should_refuse_an_earlier_day_when_the_digest_is_held() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(MONITOR, sha256(2));
		for byte in [1, 2] {
			assert_ok!(keep(MONITOR, sha256(byte), NOW + 30 * DAY));
		}
		hold(COURT, sha256(1));
		assert_noop!(keep(MONITOR, sha256(1), NOW + 30 * DAY - 1), Error::<Test>::OnHold);
		for until in [NOW + 30 * DAY, NOW + 31 * DAY] {
			assert_ok!(keep(MONITOR, sha256(1), until));
		}
		// A new keeper can choose, and other digests are not held.
		assert_ok!(keep(NOTARY, sha256(1), NOW + 1));
		assert_ok!(keep(MONITOR, sha256(2), NOW + KEEPING_NOTICE));

		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
		assert_ok!(keep(MONITOR, sha256(1), NOW + KEEPING_NOTICE));
	});
}

#[test]
fn keep_should_refuse_an_earlier_day_when_that_leaves_no_notice() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		assert_ok!(keep(MONITOR, sha256(1), NOW + 30 * DAY));
		for until in [NOW + 1, NOW + KEEPING_NOTICE - 1] {
			assert_noop!(keep(MONITOR, sha256(1), until), Error::<Test>::NoticeTooShort);
		}
		assert_ok!(keep(MONITOR, sha256(1), NOW + KEEPING_NOTICE));
		// Later is always possible, and nobody is a keeper whose day has passed.
		advance_to(2, NOW + KEEPING_NOTICE - 1);
		assert_ok!(keep(MONITOR, sha256(1), NOW + KEEPING_NOTICE + 1));
		advance_to(3, NOW + KEEPING_NOTICE + 1);
		assert_ok!(keep(MONITOR, sha256(1), NOW + KEEPING_NOTICE + 2));
	});
}

#[test]
fn keep_should_refuse_when_the_day_is_not_ahead() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for until in [0, NOW - 1, NOW] {
			assert_noop!(keep(MONITOR, sha256(1), until), Error::<Test>::RetentionPassed);
		}
	});
}

#[test]
fn keep_should_refuse_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(keep(MONITOR, sha256(1), NOW + 1), Error::<Test>::UnknownDigest);
	});
}

#[test]
fn keep_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		refuse_who_may_not_act(MONITOR, |origin| Evidence::keep(origin, sha256(1), NOW + 1));
	});
}
