//! `release_abandoned_hold`: by another authority of the country, when the one that placed it is gone.

use super::*;
use tracemark_primitives::territory::Country;

/// A court of another country.
const ELSEWHERE: u64 = 50;

fn release(operator: u64, number: u32) -> DispatchResult {
	let origin = RuntimeOrigin::signed(operator);
	Evidence::release_abandoned_hold(origin, sha256(1), number, GROUND)
}

/// A record that the court and customs hold, and a court of another country.
fn held() {
	anchor(MONITOR, sha256(1));
	hold(COURT, sha256(1));
	hold(CUSTOMS, sha256(1));
	FakeMembership::admit(ELSEWHERE, org(ELSEWHERE), Role::Court.into(), Country(*b"FR"));
}

#[test]
fn release_abandoned_hold_should_be_on_record_when_the_authority_was_expelled() {
	ExtBuilder.build_and_execute(|| {
		held();
		let before = Holds::<Test>::get(sha256(1), 1).unwrap();
		FakeMembership::set_standing(org(COURT), Standing::Expelled);
		advance_to(6, NOW + DAY);
		assert_ok!(release(POLICE, 1));

		let (by, ground) = (org(POLICE), Some(GROUND));
		let released = Some(Release { org: by, operator: by, ground, block: 6, moment: NOW + DAY });
		assert_eq!(Holds::<Test>::get(sha256(1), 1), Some(Hold { released, ..before }));
		let count = HoldCount { last: 2, in_force: 1 };
		assert_eq!(HoldCounts::<Test>::get(sha256(1)), count);
		assert_last_event(Event::HoldReleased {
			digest: sha256(1),
			number: 1,
			by,
			ground,
			held: true,
		});
		let last = Evidence::timeline(sha256(1), 0, 100).items.pop().unwrap();
		assert_eq!((last.org, last.act), (by, RecordAct::HoldReleased { number: 1 }));
		assert_noop!(release(POLICE, 1), Error::<Test>::AlreadyReleased);
	});
}

#[test]
fn release_abandoned_hold_should_be_possible_when_the_organisation_is_no_authority_any_more() {
	ExtBuilder.build_and_execute(|| {
		held();
		FakeMembership::admit(CUSTOMS, org(CUSTOMS), Role::Carrier.into(), Country(*b"DE"));
		assert_noop!(
			Evidence::release_hold(RuntimeOrigin::signed(CUSTOMS), sha256(1), 2),
			ROLE_MISSING
		);
		assert_ok!(release(COURT, 2));
	});
}

#[test]
fn release_abandoned_hold_should_refuse_when_the_authority_is_there() {
	ExtBuilder.build_and_execute(|| {
		held();
		for operator in [COURT, POLICE, SURVEILLANCE, ELSEWHERE] {
			assert_noop!(release(operator, 1), Error::<Test>::NotAbandoned);
		}
		// What is suspended can be reinstated.
		FakeMembership::set_standing(org(COURT), Standing::Suspended);
		assert_noop!(release(POLICE, 1), Error::<Test>::NotAbandoned);
		assert_noop!(release(POLICE, 3), Error::<Test>::UnknownHold);
	});
}

#[test]
fn release_abandoned_hold_should_refuse_when_the_signer_is_of_another_country() {
	ExtBuilder.build_and_execute(|| {
		held();
		FakeMembership::set_standing(org(COURT), Standing::Expelled);
		assert_noop!(release(ELSEWHERE, 1), Error::<Test>::OtherCountry);
	});
}

#[test]
fn release_abandoned_hold_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		held();
		FakeMembership::set_standing(org(COURT), Standing::Expelled);
		for operator in [MONITOR, BRAND, NOTARY, LABORATORY] {
			assert_noop!(release(operator, 1), ROLE_MISSING);
		}
		refuse_who_may_not_act(POLICE, |origin| {
			Evidence::release_abandoned_hold(origin, sha256(1), 1, GROUND)
		});
	});
}
