//! `release_hold`: by the authority that placed it.

use super::*;

fn release(operator: u64, number: u32) -> DispatchResult {
	Evidence::release_hold(RuntimeOrigin::signed(operator), sha256(1), number)
}

/// A record that the court and customs hold.
fn held() {
	anchor(MONITOR, sha256(1));
	hold(COURT, sha256(1));
	hold(CUSTOMS, sha256(1));
}

#[test]
fn release_hold_should_keep_it_on_record_when_the_case_ends() {
	ExtBuilder.build_and_execute(|| {
		held();
		let before = Holds::<Test>::get(sha256(1), 1).unwrap();
		advance_to(6, NOW + DAY);
		for (number, operator, held) in [(1, COURT, true), (2, CUSTOMS, false)] {
			assert_ok!(release(operator, number));
			assert_last_event(Event::HoldReleased {
				digest: sha256(1),
				number,
				by: org(operator),
				ground: None,
				held,
			});
			assert_eq!(Evidence::is_held(&sha256(1)), held);
		}
		let released = Some(Release {
			org: org(COURT),
			operator: org(COURT),
			ground: None,
			block: 6,
			moment: NOW + DAY,
		});
		assert_eq!(Holds::<Test>::get(sha256(1), 1), Some(Hold { released, ..before }));
		let count = HoldCount { last: 2, in_force: 0 };
		assert_eq!(HoldCounts::<Test>::get(sha256(1)), count);
		// The case is taken up again.
		hold(COURT, sha256(1));
		assert!(Evidence::is_held(&sha256(1)));
		assert_ok!(release(COURT, 3));
	});
}

#[test]
fn release_hold_should_refuse_when_it_is_unknown_or_was_released() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(release(COURT, 1), Error::<Test>::UnknownHold);
		held();
		for number in [0, 3] {
			assert_noop!(release(COURT, number), Error::<Test>::UnknownHold);
		}
		assert_ok!(release(COURT, 1));
		assert_noop!(release(COURT, 1), Error::<Test>::AlreadyReleased);
	});
}

#[test]
fn release_hold_should_refuse_when_another_authority_placed_it() {
	ExtBuilder.build_and_execute(|| {
		held();
		for (operator, number) in [(COURT, 2), (CUSTOMS, 1), (POLICE, 1)] {
			assert_noop!(release(operator, number), Error::<Test>::NotHoldingAuthority);
		}
	});
}

#[test]
fn release_hold_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		held();
		for operator in [MONITOR, BRAND, NOTARY, LABORATORY] {
			assert_noop!(release(operator, 1), ROLE_MISSING);
		}
		refuse_who_may_not_act(COURT, |origin| Evidence::release_hold(origin, sha256(1), 1));
	});
}
