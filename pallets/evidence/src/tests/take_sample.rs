//! `take_sample`: an exhibit of its own, which says of what it is a part.

use super::*;

#[test]
fn take_sample_should_leave_less_when_it_is_of_the_same_unit() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(break_seal(CUSTOMS, 1, GROUND)));
		let before = exhibit(1);
		let quantity = Quantity::Pieces(3);
		assert_ok!(on!(take_sample(CUSTOMS, 1, quantity, OTHER_SEAL)));

		assert_eq!(exhibit(1).quantity, Quantity::Pieces(7));
		assert_eq!(last_act(1), ExhibitAct::Sampled { sample: 2, quantity });
		let pin = Pin { number: 1, seq: 3, head: before.head };
		assert_eq!(last_act(2), ExhibitAct::TakenFrom { exhibit: pin, quantity, seal: OTHER_SEAL });
		let sample = exhibit(2);
		let head = sample.head;
		assert_eq!(
			sample,
			Exhibit {
				seal: Some(OTHER_SEAL),
				quantity,
				sample_of: Some(1),
				seq: 1,
				head,
				..before
			}
		);
		assert_eq!(ExhibitCount::<Test>::get(sha256(1)), 2);
		// It goes to the laboratory by itself, held with the record.
		hand_over(2, CUSTOMS, LABORATORY);
		assert_eq!((exhibit(1).holder, exhibit(2).holder), (org(CUSTOMS), org(LABORATORY)));
	});
}

#[test]
fn take_sample_should_leave_the_piece_when_it_is_of_another_unit() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, micros(500));
		assert_eq!(exhibit(1).quantity, Quantity::Pieces(10));
		assert_eq!(exhibit(2).quantity, micros(500));
	});
}

#[test]
fn take_sample_should_name_the_sample_when_it_is_of_a_sample() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		sample(CUSTOMS, Quantity::Pieces(3));
		hand_over(2, CUSTOMS, LABORATORY);
		assert_ok!(on!(break_seal(LABORATORY, 2, GROUND)));
		assert_ok!(on!(take_sample(LABORATORY, 2, Quantity::Pieces(1), SEAL)));
		let of_sample = exhibit(3);
		assert_eq!((of_sample.sample_of, of_sample.holder), (Some(2), org(LABORATORY)));
		assert_eq!((of_sample.by, exhibit(2).quantity), (org(CUSTOMS), Quantity::Pieces(2)));
	});
}

#[test]
fn take_sample_should_be_under_the_same_order_when_one_stands() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		assert_ok!(on!(order_disposal(COURT, 1, Some(Disposal::Destroyed), GROUND)));
		sample(CUSTOMS, Quantity::Pieces(9));
		assert_eq!(exhibit(2).order, exhibit(1).order);
		// Nearly all of it taken out does not get around what the court ordered.
		let returned = on!(order_disposal(CUSTOMS, 2, Some(Disposal::Returned), GROUND));
		assert_noop!(returned, Error::<Test>::OrderStands);
		let returned = on!(dispose_of(CUSTOMS, 2, Disposal::Returned, GROUND));
		assert_noop!(returned, Error::<Test>::NotOrdered);
		assert_ok!(on!(dispose_of(CUSTOMS, 2, Disposal::Destroyed, GROUND)));
	});
}

#[test]
fn take_sample_should_refuse_when_it_is_sealed_or_nothing_would_be_left() {
	ExtBuilder.build_and_execute(|| {
		register(CUSTOMS);
		let take = |pieces| on!(take_sample(CUSTOMS, 1, Quantity::Pieces(pieces), OTHER_SEAL));
		assert_noop!(take(1), Error::<Test>::SealWhole);
		assert_ok!(on!(break_seal(CUSTOMS, 1, GROUND)));
		for pieces in [10, 11, u64::MAX] {
			assert_noop!(take(pieces), Error::<Test>::TooMuch);
		}
		assert_noop!(take(0), Error::<Test>::MalformedQuantity);
		assert_ok!(take(9));
	});
}

#[test]
fn take_sample_should_refuse_when_the_signer_has_it_not() {
	ExtBuilder.build_and_execute(|| {
		refuse_who_has_it_not(|origin, number, seq| {
			let one = Quantity::Pieces(1);
			Evidence::take_sample(origin, sha256(1), number, seq, one, OTHER_SEAL)
		});
	});
}
