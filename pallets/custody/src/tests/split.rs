use super::*;
use tracemark_primitives::gs1::lot_id;

fn ranges(ranges: &[(u32, u32)]) -> Part {
	Part::Ranges(ranges.to_vec().try_into().expect("at most 32"))
}

fn split(object: ObjectId, part: Part) -> DispatchResult {
	Custody::split(signed(FACTORY), object, seq(object), part)
}

fn segments(lot: u32) -> Vec<(u32, u32)> {
	LotSegments::<Test>::get(lot_id(&gtin(1), &number(lot))).to_vec()
}

fn left(object: ObjectId) -> Quantity {
	Consignments::<Test>::get(object).expect("a consignment").quantity
}

/// How many units were taken out of a consignment, and their leaves.
fn taken(object: ObjectId) -> (u32, Vec<u32>) {
	let taken = Consignments::<Test>::get(object).expect("a consignment").taken;
	(taken.count, taken.leaves.to_vec())
}

#[test]
fn split_should_divide_the_leaves_when_the_lot_has_serials() {
	ExtBuilder::default().build_and_execute(|| {
		let (old, new) = (commission(1), consignment(1, 1));
		let before = item(old);
		assert_ok!(split(old, ranges(&[(0, 4), (10, 12), (60, 64)])));
		assert_eq!(segments(1), vec![(0, 1), (4, 0), (10, 1), (12, 0), (60, 1)]);
		assert_eq!((left(old), left(new)), (Quantity::Pieces(54), Quantity::Pieces(10)));
		let event = last_event();
		let Event::Split { pins, into, by, .. } = &event else { panic!("another") };
		assert_eq!((*into, *by, pins.parent_seq, pins.child_seq), (new, FACTORY, 2, 1));
		assert_eq!((pins.parent_head, pins.child_head), (before.head, H256::zero()));
		assert_chained(before, old, &event);
		assert_eq!((item(new).position, item(new).presence), (held(FACTORY), Presence::Held));
	});
}

#[test]
fn split_should_join_neighbours_when_they_are_one_consignment() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission(1);
		assert_ok!(split(old, ranges(&[(0, 4), (4, 8), (8, 9)])));
		assert_eq!(segments(1), vec![(0, 1), (9, 0)]);
		assert_ok!(split(consignment(1, 1), ranges(&[(2, 9)])));
		assert_eq!(segments(1), vec![(0, 1), (2, 2), (9, 0)]);
	});
}

#[test]
fn split_should_divide_the_amount_when_the_lot_has_no_serials() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission_loose(1, 100);
		assert_ok!(split(old, Part::Amount(Quantity::Pieces(30))));
		assert_eq!(
			(left(old), left(consignment(1, 1))),
			(Quantity::Pieces(70), Quantity::Pieces(30))
		);
		assert_eq!(segments(1), vec![]);
	});
}

#[test]
fn split_should_pass_the_clearance_on() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission_loose(1, 100);
		let clearance =
			tracemark_primitives::goods::Clearance { declaration: 1, destination: country("DE") };
		assert_ok!(clear(old, clearance));
		assert_ok!(split(old, Part::Amount(Quantity::Pieces(30))));
		assert_eq!(item(consignment(1, 1)).cleared, Some(clearance));
	});
}

#[test]
fn split_should_fail_when_the_part_is_not_a_part() {
	ExtBuilder::default().build_and_execute(|| {
		let (serial, loose) = (commission(1), commission_loose(2, 100));
		for malformed in [&[][..], &[(3, 3)], &[(4, 3)], &[(4, 8), (7, 9)], &[(4, 8), (0, 2)]] {
			assert_noop!(split(serial, ranges(malformed)), Error::MalformedRanges);
		}
		assert_noop!(split(serial, ranges(&[(60, 65)])), Error::OutsideConsignment);
		assert_noop!(split(serial, ranges(&[(64, 65)])), Error::OutsideConsignment);
		assert_noop!(split(serial, ranges(&[(0, 64)])), Error::WholeConsignment);
		let amount = |pieces| Part::Amount(Quantity::Pieces(pieces));
		assert_noop!(split(loose, amount(0)), Error::MalformedQuantity);
		assert_noop!(split(loose, amount(101)), Error::OutsideConsignment);
		assert_noop!(split(loose, amount(100)), Error::WholeConsignment);
		assert_noop!(split(serial, amount(1)), Error::PartMismatch);
		assert_noop!(split(loose, ranges(&[(0, 1)])), Error::PartMismatch);
		let kilo = Quantity::Measured { micros: 1, unit: UnitCode(*b"KGM") };
		assert_noop!(split(loose, Part::Amount(kilo)), Error::PartMismatch);
	});
}

#[test]
fn split_should_fail_when_a_range_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission(1);
		assert_ok!(split(old, ranges(&[(10, 20)])));
		assert_noop!(split(old, ranges(&[(10, 12)])), Error::OutsideConsignment);
		assert_noop!(split(old, ranges(&[(5, 12)])), Error::OutsideConsignment);
		assert_noop!(split(old, ranges(&[(0, 2), (19, 22)])), Error::OutsideConsignment);
		assert_noop!(split(consignment(1, 1), ranges(&[(10, 20)])), Error::WholeConsignment);
	});
}

#[test]
fn split_should_fail_when_the_segments_would_be_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		let quantity = Quantity::Pieces(1_000);
		let root = Some(H256::repeat_byte(1));
		assert_ok!(Custody::commission(
			signed(FACTORY),
			gtin(1),
			number(1),
			quantity,
			root,
			None,
			time()
		));
		let comb = |from: u32| {
			ranges(&(0..32).map(|i| (from + 2 * i, from + 2 * i + 1)).collect::<Vec<_>>())
		};
		assert_ok!(split(consignment(1, 0), comb(1)));
		assert_eq!(segments(1).len(), 65);
		assert_noop!(split(consignment(1, 0), comb(101)), Error::TooManySegments);
	});
}

#[test]
fn split_should_say_of_each_part_what_is_left_when_units_were_taken_out() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission(1);
		for index in [20, 3, 19, 10] {
			assert_ok!(extract(&unit_claim(1, index)));
		}
		assert_eq!((left(old), taken(old)), (Quantity::Pieces(60), (4, vec![3, 10, 19, 20])));
		assert_ok!(split(old, ranges(&[(9, 20), (40, 41)])));
		let new = consignment(1, 1);
		assert_eq!((left(old), taken(old)), (Quantity::Pieces(50), (2, vec![3, 20])));
		assert_eq!((left(new), taken(new)), (Quantity::Pieces(10), (2, vec![10, 19])));
		// The part is split as any other, and what leaves it is out of it alone.
		assert_ok!(split(new, ranges(&[(10, 12)])));
		let last = consignment(1, 2);
		assert_eq!((left(new), taken(new)), (Quantity::Pieces(9), (1, vec![19])));
		assert_eq!((left(last), taken(last)), (Quantity::Pieces(1), (1, vec![10])));
		assert_ok!(extract(&unit_claim(1, 11)));
		assert_eq!((left(last), taken(last)), (Quantity::Pieces(0), (2, vec![10, 11])));
		assert_eq!((left(new), left(old)), (Quantity::Pieces(9), Quantity::Pieces(50)));
	});
}

#[test]
fn split_should_fail_when_all_of_the_part_or_of_the_rest_was_taken_out() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(split(commission(1), ranges(&[(0, 4)])));
		let goods = consignment(1, 1);
		for index in [0, 1] {
			assert_ok!(extract(&unit_claim(1, index)));
		}
		for nothing in [(0, 1), (0, 2)] {
			assert_noop!(split(goods, ranges(&[nothing])), Error::NothingLeft);
		}
		for all in [(2, 4), (1, 4), (0, 4)] {
			assert_noop!(split(goods, ranges(&[all])), Error::WholeConsignment);
		}
		for index in [2, 3] {
			assert_ok!(extract(&unit_claim(1, index)));
		}
		for nothing in [(0, 2), (0, 4)] {
			assert_noop!(split(goods, ranges(&[nothing])), Error::NothingLeft);
		}
	});
}

#[test]
fn split_should_fail_when_more_units_were_taken_out_than_the_consignment_knows() {
	ExtBuilder::default().build_and_execute(|| {
		let (quantity, root) = (Quantity::Pieces(1_000), Some(H256::repeat_byte(1)));
		let made =
			Custody::commission(signed(FACTORY), gtin(1), number(1), quantity, root, None, time());
		assert_ok!(made);
		let take = |index| {
			let lot = lot_id(&gtin(1), &number(1));
			assert_ok!(Custody::extract(&TrackedGoods::Leaf { unit: unit(index), lot, index }));
		};
		let (old, new) = (consignment(1, 0), consignment(1, 1));
		(0..64).for_each(|n| take(10 * n));
		assert_ok!(split(old, ranges(&[(0, 500)])));
		assert_eq!((left(new), taken(new).0), (Quantity::Pieces(450), 50));
		assert_eq!((left(old), taken(old).0), (Quantity::Pieces(486), 14));
		// With the sixty-fifth, the part only counts.
		(0..14).for_each(|n| take(10 * n + 1));
		assert_eq!((taken(new).0, taken(new).1.len()), (64, 64));
		take(499);
		assert_eq!((left(new), taken(new)), (Quantity::Pieces(435), (65, vec![])));
		assert_noop!(split(new, ranges(&[(200, 300)])), Error::UnitsTaken);
		take(498);
		assert_eq!((left(new), taken(new)), (Quantity::Pieces(434), (66, vec![])));
		assert_noop!(split(new, ranges(&[(200, 300)])), Error::UnitsTaken);
		hand_over(FACTORY, SHOP, new);
		assert_eq!(item(new).position, held(SHOP));
		// The rest knows its own.
		assert_ok!(split(old, ranges(&[(500, 600)])));
		assert_eq!((left(old), taken(old).0), (Quantity::Pieces(396), 4));
	});
}

#[test]
fn split_should_fail_when_the_object_is_not_at_hand_or_no_consignment() {
	ExtBuilder::default().build_and_execute(|| {
		let (old, other) = (commission(1), commission(2));
		let part = ranges(&[(10, 20)]);
		let stale = Custody::split(signed(FACTORY), old, 0, part.clone());
		assert_noop!(stale, Error::StaleSeq);
		let unknown = Custody::split(signed(FACTORY), H256::zero(), 0, part.clone());
		assert_noop!(unknown, Error::UnknownObject);
		let foreign = Custody::split(signed(CARRIER), old, 1, part.clone());
		assert_noop!(foreign, Error::NotHolder);
		let parent = pack(FACTORY, 1, &[other]);
		assert_noop!(split(other, part.clone()), Error::InsideAnother);
		assert_noop!(split(parent, part.clone()), Error::NotConsignment);
		offer(FACTORY, CARRIER, old);
		assert_noop!(split(old, part), Error::OnOffer);
	});
}

#[test]
fn split_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let old = commission(1);
		refuses_others(FACTORY, |origin| Custody::split(origin, old, 1, ranges(&[(1, 2)])));
	});
}
