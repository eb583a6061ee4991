//! `refuse_exhibit`: it stays where it is, and says why.

use super::*;

#[test]
fn refuse_exhibit_should_leave_it_with_its_holder_when_refused() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_ok!(on!(refuse_exhibit(LABORATORY, 1, GROUND)));
		let after = exhibit(1);
		assert_eq!((after.holder, after.state), (org(CUSTOMS), ExhibitState::Held));
		assert_eq!(last_act(1), ExhibitAct::Refused { ground: GROUND });
	});
}

#[test]
fn refuse_exhibit_should_refuse_when_it_is_not_offered_to_the_signer() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_is_offered_nothing(|origin, number, seq| {
			Evidence::refuse_exhibit(origin, sha256(1), number, seq, GROUND)
		});
	});
}
