//! `break_seal`: with a stated ground.

use super::*;

#[test]
fn break_seal_should_leave_it_open_when_it_was_sealed() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(break_seal(CUSTOMS, 1, GROUND)));
		assert_eq!(exhibit(1).seal, None);
		assert_eq!(last_act(1), ExhibitAct::SealBroken { ground: GROUND });
		assert_noop!(on!(break_seal(CUSTOMS, 1, GROUND)), Error::<Test>::Unsealed);
	});
}

#[test]
fn break_seal_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			Evidence::break_seal(origin, sha256(1), number, seq, GROUND)
		});
	});
}
