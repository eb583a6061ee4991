//! `accept_exhibit`: the second signature, for the same seal.

use super::*;

#[test]
fn accept_exhibit_should_change_the_holder_when_the_seal_is_the_same() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_ok!(on!(accept_exhibit(LABORATORY, 1, SEAL)));
		let after = exhibit(1);
		assert_eq!((after.holder, after.state), (org(LABORATORY), ExhibitState::Held));
		assert_eq!((after.by, after.seal), (org(CUSTOMS), Some(SEAL)));
		assert_eq!(last_act(1), ExhibitAct::Accepted { from: org(CUSTOMS), seal: SEAL });
		// And back, hand to hand, also while it is held for a case.
		hold(COURT, sha256(1));
		hand_over(1, LABORATORY, CARRIER);
		hand_over(1, CARRIER, CUSTOMS);
		let history = Evidence::exhibit_history(sha256(1), 1, 0, 100);
		let hands: Vec<_> = history.items.iter().map(|entry| entry.org).collect();
		let expected = [CUSTOMS, CUSTOMS, LABORATORY, LABORATORY, CARRIER, CARRIER, CUSTOMS];
		assert_eq!(hands, expected.map(org));
		assert_eq!(history.next, None);
		let page = Evidence::exhibit_history(sha256(1), 1, 2, 3);
		assert_eq!((&page.items[..], page.next), (&history.items[2..5], Some(5)));
		assert!(Evidence::exhibit_history(sha256(1), 2, 0, 9).items.is_empty());
	});
}

#[test]
fn accept_exhibit_should_refuse_when_the_seal_is_another() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		let refused = on!(accept_exhibit(LABORATORY, 1, OTHER_SEAL));
		assert_noop!(refused, Error::<Test>::SealDiffers);
	});
}

#[test]
fn accept_exhibit_should_refuse_when_it_is_not_offered_to_the_signer() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_is_offered_nothing(|origin, number, seq| {
			Evidence::accept_exhibit(origin, sha256(1), number, seq, SEAL)
		});
	});
}
