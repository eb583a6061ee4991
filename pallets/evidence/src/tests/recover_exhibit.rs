//! `recover_exhibit`: an authority takes over what a holder that was expelled hands over no more.

use super::*;
use tracemark_primitives::territory::Country;

const FOUND: Option<H256> = Some(H256::repeat_byte(0x5e));

fn expel(operator: u64) {
	FakeMembership::set_standing(org(operator), Standing::Expelled);
}

#[test]
fn recover_exhibit_should_put_it_with_the_authority_when_its_holder_was_expelled() {
	ExtBuilder.build_and_execute(|| {
		register(MONITOR);
		let before = exhibit(1);
		expel(MONITOR);
		assert_ok!(on!(recover_exhibit(POLICE, 1, FOUND, GROUND)));
		let after = exhibit(1);
		assert_eq!((after.holder, after.seal), (org(POLICE), FOUND));
		assert_eq!((after.by, after.quantity, after.seq), (before.by, before.quantity, 2));
		let from = org(MONITOR);
		assert_eq!(last_act(1), ExhibitAct::Recovered { from, seal: FOUND, ground: GROUND });
		// It can go on from hand to hand.
		hand_over(1, POLICE, LABORATORY);
		assert_noop!(on!(recover_exhibit(POLICE, 1, FOUND, GROUND)), Error::<Test>::HolderThere);
	});
}

#[test]
fn recover_exhibit_should_end_the_offer_when_the_holder_was_expelled_after_it() {
	ExtBuilder.build_and_execute(|| {
		register(MONITOR);
		assert_ok!(on!(offer_exhibit(MONITOR, 1, org(LABORATORY))));
		expel(MONITOR);
		assert_ok!(on!(recover_exhibit(COURT, 1, None, GROUND)));
		assert_eq!((exhibit(1).state, exhibit(1).seal), (ExhibitState::Held, None));
		let seal = exhibit(1).seal.unwrap_or_default();
		let late = on!(accept_exhibit(LABORATORY, 1, seal));
		assert_noop!(late, Error::<Test>::NotOffered);
	});
}

#[test]
fn recover_exhibit_should_be_refused_when_it_is_not_abandoned_here() {
	ExtBuilder.build_and_execute(|| {
		register(MONITOR);
		assert_noop!(on!(recover_exhibit(COURT, 2, None, GROUND)), Error::<Test>::UnknownExhibit);
		// Who is only suspended can come back.
		for standing in [Standing::Good, Standing::Suspended] {
			FakeMembership::set_standing(org(MONITOR), standing);
			assert_noop!(on!(recover_exhibit(COURT, 1, None, GROUND)), Error::<Test>::HolderThere);
		}
		expel(MONITOR);
		let stale = |seq| {
			let origin = RuntimeOrigin::signed(COURT);
			Evidence::recover_exhibit(origin, sha256(1), 1, seq, None, GROUND)
		};
		for seq in [0, 2] {
			assert_noop!(stale(seq), Error::<Test>::StaleSeq);
		}
		FakeMembership::admit(50, org(50), Role::Court.into(), Country(*b"FR"));
		assert_noop!(on!(recover_exhibit(50, 1, None, GROUND)), Error::<Test>::HolderElsewhere);
		assert_noop!(on!(recover_exhibit(BRAND, 1, None, GROUND)), ROLE_MISSING);
		refuse_who_may_not_act(COURT, |origin| {
			Evidence::recover_exhibit(origin, sha256(1), 1, 1, None, GROUND)
		});
	});
}

#[test]
fn recover_exhibit_should_be_refused_when_the_exhibit_ended() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Destroyed), GROUND)));
		assert_ok!(on!(dispose_of(CUSTOMS, 1, Disposal::Destroyed, GROUND)));
		expel(CUSTOMS);
		assert_noop!(on!(recover_exhibit(COURT, 1, None, GROUND)), Error::<Test>::AlreadyEnded);
	});
}
