//! `offer_exhibit`: the first of two signatures.

use super::*;

#[test]
fn offer_exhibit_should_leave_it_with_its_holder_when_offered() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		let before = exhibit(1);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		let to = org(LABORATORY);
		let after = exhibit(1);
		assert_eq!((after.holder, after.state), (org(CUSTOMS), ExhibitState::Offered { to }));
		assert_eq!(last_act(1), ExhibitAct::Offered { to });
		// Each act is a link of the chain, and the event is its body.
		let entry = ExhibitActs::<Test>::get((sha256(1), 1, 2)).unwrap();
		let event = Event::<Test>::ExhibitActed { digest: sha256(1), number: 1, seq: 2, entry };
		assert_eq!((after.seq, after.head), (2, next_head(before.head, 2, &event)));
		assert_last_event(event);
	});
}

#[test]
fn offer_exhibit_should_refuse_when_the_receiver_may_not_have_it() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_noop!(on!(offer_exhibit(CUSTOMS, 1, org(CUSTOMS))), Error::<Test>::ToOneself);
		FakeMembership::set_standing(org(LABORATORY), Standing::Suspended);
		for to in [org(LABORATORY), org(OUTSIDER)] {
			let refused = on!(offer_exhibit(CUSTOMS, 1, to));
			assert_noop!(refused, Error::<Test>::ReceiverNotEligible);
		}
	});
}

#[test]
fn offer_exhibit_should_refuse_when_it_is_open() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(break_seal(CUSTOMS, 1, GROUND)));
		let refused = on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY)));
		assert_noop!(refused, Error::<Test>::Unsealed);
	});
}

#[test]
fn offer_exhibit_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			Evidence::offer_exhibit(origin, sha256(1), number, seq, org(LABORATORY))
		});
	});
}
