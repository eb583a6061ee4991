//! `withdraw_exhibit`: an offer that nobody answered.

use super::*;

#[test]
fn withdraw_exhibit_should_end_the_offer_when_nobody_answered() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_ok!(on!(withdraw_exhibit(CUSTOMS, 1)));
		let after = exhibit(1);
		assert_eq!((after.holder, after.state), (org(CUSTOMS), ExhibitState::Held));
		assert_eq!(last_act(1), ExhibitAct::OfferWithdrawn);
		assert_noop!(on!(accept_exhibit(LABORATORY, 1, SEAL)), Error::<Test>::NotOffered);
	});
}

#[test]
fn withdraw_exhibit_should_refuse_when_there_is_no_offer_of_the_signer() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(on!(withdraw_exhibit(CUSTOMS, 1)), Error::<Test>::UnknownExhibit);
		register(CUSTOMS);
		assert_noop!(on!(withdraw_exhibit(CUSTOMS, 1)), Error::<Test>::NotOffered);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_noop!(on!(withdraw_exhibit(LABORATORY, 1)), Error::<Test>::NotHolder);
		let stale = Evidence::withdraw_exhibit(RuntimeOrigin::signed(CUSTOMS), sha256(1), 1, 1);
		assert_noop!(stale, Error::<Test>::StaleSeq);
		refuse_who_may_not_act(CUSTOMS, |origin| {
			Evidence::withdraw_exhibit(origin, sha256(1), 1, 2)
		});
	});
}
