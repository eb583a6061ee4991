//! `dispose_of`: as ordered, and not while a case needs it.

use super::*;

#[test]
fn dispose_of_should_end_it_when_that_was_ordered() {
	for disposal in [Disposal::Returned, Disposal::Destroyed, Disposal::Consumed] {
		ExtBuilder.build_and_execute(|| {
			register(CUSTOMS);
			hand_over(1, CUSTOMS, LABORATORY);
			assert_ok!(on!(order_disposal(COURT, 1, Some(disposal), GROUND)));
			assert_ok!(on!(dispose_of(LABORATORY, 1, disposal, CASE)));
			let after = exhibit(1);
			assert_eq!(after.state, ExhibitState::DisposedOf(disposal));
			let ordered_by = org(COURT);
			let act = ExhibitAct::DisposedOf { disposal, ordered_by, report: CASE };
			assert_eq!(last_act(1), act);
			// Nothing more happens to it, and all of it stays on record.
			let refused = on!(offer_exhibit(LABORATORY, 1, org(CUSTOMS)));
			assert_noop!(refused, Error::<Test>::AlreadyEnded);
			let history = Evidence::exhibit_history(sha256(1), 1, 0, 100).items;
			assert_eq!(history.len(), after.seq as usize);
		});
	}
}

#[test]
fn dispose_of_should_refuse_when_the_record_is_held() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(1));
		for number in [1, 2] {
			let order = Some(Disposal::Destroyed);
			assert_ok!(on!(order_disposal(CUSTOMS, number, order, GROUND)));
		}
		hold(COURT, sha256(1));
		hold(POLICE, sha256(1));
		// Neither it nor a sample of it, until the last hold is released.
		for (number, authority) in [(1, COURT), (2, POLICE)] {
			for exhibit in [1, 2] {
				let refused = on!(dispose_of(CUSTOMS, exhibit, Disposal::Destroyed, GROUND));
				assert_noop!(refused, Error::<Test>::OnHold);
			}
			let origin = RuntimeOrigin::signed(authority);
			assert_ok!(Evidence::release_hold(origin, sha256(1), number));
		}
		for exhibit in [1, 2] {
			assert_ok!(on!(dispose_of(CUSTOMS, exhibit, Disposal::Destroyed, GROUND)));
		}
	});
}

#[test]
fn dispose_of_should_refuse_when_something_else_or_nothing_was_ordered() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		let destroy = || on!(dispose_of(CUSTOMS, 1, Disposal::Destroyed, GROUND));
		assert_noop!(destroy(), Error::<Test>::NotOrdered);
		assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Returned), GROUND)));
		assert_noop!(destroy(), Error::<Test>::NotOrdered);
		assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Destroyed), GROUND)));
		assert_ok!(on!(order_disposal(CUSTOMS, 1, None, GROUND)));
		assert_noop!(destroy(), Error::<Test>::NotOrdered);
	});
}

#[test]
fn dispose_of_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			Evidence::dispose_of(origin, sha256(1), number, seq, Disposal::Destroyed, GROUND)
		});
	});
}
