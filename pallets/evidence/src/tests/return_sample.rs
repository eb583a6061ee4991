//! `return_sample`: what is left goes back into what it was taken from.

use super::*;

fn put_back(operator: u64, number: u32, quantity: Quantity) -> DispatchResult {
	let sample_of = Exhibits::<Test>::get(sha256(1), number).and_then(|it| it.sample_of);
	on!(return_sample(operator, number, exhibit(sample_of.unwrap_or(1)).seq, quantity))
}

#[test]
fn return_sample_should_end_it_when_both_lie_in_the_same_hands() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		hand_over(2, CUSTOMS, LABORATORY);
		hand_over(2, LABORATORY, CUSTOMS);
		let (of_exhibit, of_sample) = (exhibit(1), exhibit(2));
		// One was used up.
		let quantity = Quantity::Pieces(2);
		assert_ok!(put_back(CUSTOMS, 2, quantity));

		assert_eq!(exhibit(1).quantity, Quantity::Pieces(9));
		let after = exhibit(2);
		assert_eq!((after.state, after.seal), (ExhibitState::Rejoined, None));
		assert_eq!(after.quantity, quantity);
		let pin =
			|number, exhibit: Exhibit| Pin { number, seq: exhibit.seq + 1, head: exhibit.head };
		let returned = ExhibitAct::SampleReturned { sample: pin(2, of_sample), quantity };
		assert_eq!(last_act(1), returned);
		assert_eq!(last_act(2), ExhibitAct::Rejoined { exhibit: pin(1, of_exhibit), quantity });
		assert_noop!(put_back(CUSTOMS, 2, quantity), Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn return_sample_should_leave_the_count_when_it_is_of_another_unit() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, micros(500));
		assert_ok!(put_back(CUSTOMS, 2, micros(500)));
		assert_eq!(exhibit(1).quantity, Quantity::Pieces(10));
	});
}

#[test]
fn return_sample_should_refuse_when_the_record_is_held() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		hold(COURT, sha256(1));
		assert_noop!(put_back(CUSTOMS, 2, Quantity::Pieces(3)), Error::<Test>::OnHold);
		// To hand it back is no end.
		hand_over(2, CUSTOMS, LABORATORY);
		hand_over(2, LABORATORY, CUSTOMS);
		assert_ok!(Evidence::release_hold(RuntimeOrigin::signed(COURT), sha256(1), 1));
		assert_ok!(put_back(CUSTOMS, 2, Quantity::Pieces(3)));
	});
}

#[test]
fn return_sample_should_refuse_when_something_else_was_ordered_of_the_sample() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		let three = Quantity::Pieces(3);
		let destroy = Some(Disposal::Destroyed);
		assert_ok!(on!(order_disposal(COURT, 2, destroy, GROUND)));
		assert_noop!(put_back(CUSTOMS, 2, three), Error::<Test>::OrderStands);
		assert_ok!(on!(order_disposal(CUSTOMS, 1, destroy, GROUND)));
		assert_noop!(put_back(CUSTOMS, 2, three), Error::<Test>::OrderStands);
		assert_ok!(on!(order_disposal(COURT, 1, destroy, GROUND)));
		assert_ok!(put_back(CUSTOMS, 2, three));
		assert!(exhibit(1).order.is_some());
	});
}

#[test]
fn return_sample_should_go_under_the_order_when_it_is_of_what_it_rejoins() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		assert_ok!(on!(order_disposal(COURT, 1, Some(Disposal::Destroyed), GROUND)));
		assert_ok!(put_back(CUSTOMS, 2, Quantity::Pieces(3)));
		assert_eq!(exhibit(1).quantity, Quantity::Pieces(10));
	});
}

#[test]
fn return_sample_should_refuse_when_it_is_none_or_more_than_was_taken() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		let refused = put_back(CUSTOMS, 1, Quantity::Pieces(1));
		assert_noop!(refused, Error::<Test>::NotSample);
		sample(CUSTOMS, Quantity::Pieces(3));
		for quantity in [Quantity::Pieces(4), micros(1)] {
			assert_noop!(put_back(CUSTOMS, 2, quantity), Error::<Test>::TooMuch);
		}
		let nothing = put_back(CUSTOMS, 2, Quantity::Pieces(0));
		assert_noop!(nothing, Error::<Test>::MalformedQuantity);
	});
}

#[test]
fn return_sample_should_refuse_when_what_it_was_taken_from_is_not_open_at_hand() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		let three = Quantity::Pieces(3);
		let origin = RuntimeOrigin::signed(CUSTOMS);
		let stale = Evidence::return_sample(origin, sha256(1), 2, 1, 2, three);
		assert_noop!(stale, Error::<Test>::StaleSeq);
		assert_ok!(on!(seal_exhibit(CUSTOMS, 1, SEAL)));
		assert_noop!(put_back(CUSTOMS, 2, three), Error::<Test>::SealWhole);
		assert_ok!(on!(offer_exhibit(CUSTOMS, 1, org(LABORATORY))));
		assert_noop!(put_back(CUSTOMS, 2, three), Error::<Test>::OnOffer);
		assert_ok!(on!(accept_exhibit(LABORATORY, 1, SEAL)));
		assert_noop!(put_back(CUSTOMS, 2, three), Error::<Test>::NotHolder);
		assert_ok!(on!(order_disposal(CUSTOMS, 1, Some(Disposal::Returned), GROUND)));
		assert_ok!(on!(dispose_of(LABORATORY, 1, Disposal::Returned, GROUND)));
		hand_over(2, CUSTOMS, LABORATORY);
		assert_noop!(put_back(LABORATORY, 2, three), Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn return_sample_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			Evidence::return_sample(origin, sha256(1), number, seq, 1, Quantity::Pieces(1))
		});
	});
}
