//! `hold`: an authority with a case needs the evidence.

use super::*;

#[test]
fn hold_should_show_when_any_authority_with_a_case_holds() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(MONITOR, sha256(2));
		assert!(!Evidence::is_held(&sha256(1)));
		advance_to(2, NOW + 1);
		for (number, operator) in (1..).zip([COURT, CUSTOMS, SURVEILLANCE, POLICE]) {
			hold(operator, sha256(1));
			let (org, block, moment) = (org(operator), 2, NOW + 1);
			let placed = Hold { org, operator: org, case: CASE, block, moment, released: None };
			assert_eq!(Holds::<Test>::get(sha256(1), number), Some(placed));
			let count = HoldCount { last: number, in_force: number };
			assert_eq!(HoldCounts::<Test>::get(sha256(1)), count);
			assert_last_event(Event::Held { digest: sha256(1), number, by: org, case: CASE });
			assert!(Evidence::is_held(&sha256(1)));
		}
		assert!(!Evidence::is_held(&sha256(2)));
	});
}

#[test]
fn hold_should_leave_the_status_alone_when_the_record_is_revoked_before_or_after() {
	ExtBuilder.build_and_execute(|| {
		for byte in [1, 2] {
			anchor(MONITOR, sha256(byte));
		}
		wait();
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		hold(COURT, sha256(1));
		hold(COURT, sha256(2));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		assert_eq!(Evidence::stands_since(&sha256(2)), Some(NOW));
		// To revoke is a statement, not a removal: what is held stays readable and kept.
		assert_ok!(revoke(MONITOR, sha256(2), 0));
		assert!(Evidence::is_held(&sha256(1)) && Evidence::is_held(&sha256(2)));
	});
}

#[test]
fn hold_should_refuse_when_the_digest_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		let held = Evidence::hold(RuntimeOrigin::signed(COURT), sha256(1), CASE);
		assert_noop!(held, Error::<Test>::UnknownDigest);
	});
}

#[test]
fn hold_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		for operator in [MONITOR, BRAND, NOTARY, LABORATORY] {
			let held = Evidence::hold(RuntimeOrigin::signed(operator), sha256(1), CASE);
			assert_noop!(held, ROLE_MISSING);
		}
		refuse_who_may_not_act(COURT, |origin| Evidence::hold(origin, sha256(1), CASE));
	});
}
