//! `order_disposal`: by whoever registered it, or a court.

use super::*;

const DESTROY: Option<Disposal> = Some(Disposal::Destroyed);
const RETURN: Option<Disposal> = Some(Disposal::Returned);

#[test]
fn order_disposal_should_stand_when_whoever_registered_it_or_a_court_gives_it() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		hand_over(1, CUSTOMS, LABORATORY);
		for (operator, disposal) in [(CUSTOMS, DESTROY), (CUSTOMS, RETURN), (COURT, DESTROY)] {
			assert_ok!(on!(order_disposal(operator, 1, disposal, GROUND)));
			let (by, after) = (org(operator), exhibit(1));
			let disposal = disposal.unwrap();
			assert_eq!(after.order, Some(DisposalOrder { by, disposal }));
			assert_eq!((after.holder, after.state), (org(LABORATORY), ExhibitState::Held));
			let act = ExhibitAct::DisposalOrdered { disposal: Some(disposal), ground: GROUND };
			assert_eq!(last_act(1), act);
		}
		assert_ok!(on!(order_disposal(COURT, 1, None, GROUND)));
		assert_eq!(exhibit(1).order, None);
		let act = ExhibitAct::DisposalOrdered { disposal: None, ground: GROUND };
		assert_eq!(last_act(1), act);
	});
}

#[test]
fn order_disposal_should_leave_an_offer_alone_when_one_is_open() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_ok!(on!(order_disposal(CUSTOMS, 1, DESTROY, GROUND)));
		assert_ok!(on!(accept_exhibit(LABORATORY, 1, SEAL)));
		assert!(exhibit(1).order.is_some());
	});
}

#[test]
fn order_disposal_should_refuse_when_the_signer_may_not_order() {
	ExtBuilder.build_and_execute(|| {
		let court = on!(order_disposal(COURT, 1, DESTROY, GROUND));
		assert_noop!(court, Error::<Test>::UnknownExhibit);
		register(CUSTOMS);
		hand_over(1, CUSTOMS, LABORATORY);
		// Not even who has it, or another authority.
		for operator in [LABORATORY, POLICE, BRAND] {
			let refused = on!(order_disposal(operator, 1, DESTROY, GROUND));
			assert_noop!(refused, Error::<Test>::MayNotOrder);
		}
		assert_ok!(on!(order_disposal(COURT, 1, RETURN, GROUND)));
		for disposal in [DESTROY, None] {
			let refused = on!(order_disposal(CUSTOMS, 1, disposal, GROUND));
			assert_noop!(refused, Error::<Test>::OrderStands);
		}
		let stale =
			Evidence::order_disposal(RuntimeOrigin::signed(COURT), sha256(1), 1, 3, RETURN, GROUND);
		assert_noop!(stale, Error::<Test>::StaleSeq);
		assert_ok!(on!(dispose_of(LABORATORY, 1, Disposal::Returned, GROUND)));
		let ended = on!(order_disposal(COURT, 1, DESTROY, GROUND));
		assert_noop!(ended, Error::<Test>::AlreadyEnded);
		refuse_who_may_not_act(CUSTOMS, |origin| {
			Evidence::order_disposal(origin, sha256(1), 1, 5, DESTROY, GROUND)
		});
	});
}
