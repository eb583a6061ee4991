use super::{derivation::*, *};
use tracemark_primitives::{
	authorisation::{Answer, AuthorisationReport, Ground},
	fakes::QUANTITY_EXCEEDED,
	goods::LotId,
	recalls::{RecallReason, RecallScope},
};

/// The life of an object ended in this lot.
fn assert_ended_in(object: ObjectId, lot: LotId) {
	let item = item(object);
	assert_eq!(item.presence, Presence::Ended(EndOfLife::Transformed));
	assert_eq!(Successors::<Test>::get(object), Some(lot));
}

#[test]
fn transform_should_consume_the_inputs_and_make_the_lot_with_both_chains_pinned() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		System::reset_events();
		let before = item(cotton);
		assert_ok!(spin(&[all_of(cotton)], 1, 90));

		let (yarn, product) = (goods_of(YARN, 1), lot_of(YARN, 1));
		assert_ended_in(cotton, product);
		assert_eq!(item(yarn).position, held(FACTORY));
		assert_eq!(item(yarn).presence, Presence::Held);
		let lot = Lots::<Test>::get(product).expect("was made");
		assert_eq!((lot.maker, lot.quantity), (FACTORY, kilograms(90)));
		let [made, consumed, transformed] = &events()[..] else { panic!("three events") };
		assert!(matches!(made, Event::Commissioned { seq: 1, .. }));
		let Event::Consumed { object, into, pins, quantity, by } = consumed else {
			panic!("another event")
		};
		assert_eq!((*object, *into, *by), (cotton, yarn, FACTORY));
		assert_eq!(*quantity, kilograms(100));
		assert_eq!((pins.child_seq, pins.child_head), (before.seq + 1, before.head));
		assert_chained(before, cotton, consumed);
		let head = tracemark_primitives::digest::next_head(pins.parent_head, 2, consumed);
		assert_chained(Item { seq: 2, head, ..item(yarn) }, yarn, transformed);
		let yields = vec![rate(COTTON, kilograms(10), kilograms(9))].try_into().expect("one");
		let event = Event::Transformed { consignment: yarn, seq: 3, by: FACTORY, yields };
		assert_eq!(*transformed, event);
		let last = Spans::<Test>::get(cotton, item(cotton).spans - 1).expect("the last");
		assert_eq!(last.stay, Stay::Ended(EndOfLife::Transformed));
	});
}

#[test]
fn transform_should_split_off_what_is_consumed_when_it_is_an_amount() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		assert_ok!(spin(&[some_of(cotton, kilograms(30))], 1, 27));

		let rest = Consignments::<Test>::get(cotton).expect("is left").quantity;
		assert_eq!((rest, item(cotton).presence), (kilograms(70), Presence::Held));
		let part = tracemark_primitives::gs1::consignment_id(&lot_of(COTTON, 1), 1);
		assert_ended_in(part, lot_of(YARN, 1));
		// The rest goes into another lot.
		assert_ok!(spin(&[all_of(cotton)], 2, 63));
		assert_ended_in(cotton, lot_of(YARN, 2));
	});
}

#[test]
fn transform_should_balance_each_class_by_its_own_rate() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let (yarn, more) = (make(YARN, 1, kilograms(3)), make(YARN, 2, kilograms(2)));
		let laces = commission_loose(1, 8);
		let inputs = [all_of(yarn), all_of(more), all_of(laces)];
		// Four pairs of five kilograms, and two laces each.
		let by_weight = rate(YARN, kilograms(5), Quantity::Pieces(4));
		let by_piece = rate(1, Quantity::Pieces(2), Quantity::Pieces(1));
		let sew = |yields: &[RateOfYield], pairs| {
			transform(&inputs, yields, identity(SHOES, 1), Quantity::Pieces(pairs))
		};
		for pairs in [3, 5] {
			assert_noop!(sew(&[by_weight, by_piece], pairs), Error::Unbalanced);
		}
		assert_ok!(sew(&[by_weight, by_piece], 4));
		for object in [yarn, more, laces] {
			assert_ended_in(object, lot_of(SHOES, 1));
		}
	});
}

#[test]
fn transform_should_round_down_to_whole_pieces() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let yields = [rate(YARN, kilograms(2), Quantity::Pieces(3))];
		let yarn = make(YARN, 1, kilograms(5));
		let sew = |pairs| {
			transform(&[all_of(yarn)], &yields, identity(SHOES, 1), Quantity::Pieces(pairs))
		};
		assert_noop!(sew(8), Error::Unbalanced);
		assert_ok!(sew(7));
	});
}

#[test]
fn transform_should_fail_when_the_rates_are_no_yield() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		let good = rate(COTTON, kilograms(10), kilograms(9));
		let laces = rate(1, Quantity::Pieces(1), kilograms(90));
		let nothing = rate(COTTON, kilograms(10), kilograms(0));
		let of_nothing = rate(COTTON, kilograms(0), kilograms(9));
		for yields in [
			vec![],
			vec![good, good],
			vec![good, laces],
			vec![laces],
			vec![nothing],
			vec![of_nothing],
		] {
			let call = transform(&[all_of(cotton)], &yields, identity(YARN, 1), kilograms(90));
			assert_noop!(call, Error::MalformedYield);
		}
	});
}

#[test]
fn transform_should_fail_when_the_units_of_the_rate_are_others() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		let by_piece = rate(COTTON, Quantity::Pieces(100), kilograms(90));
		let to_pieces = rate(COTTON, kilograms(100), Quantity::Pieces(90_000_000));
		for wrong in [by_piece, to_pieces] {
			let call = transform(&[all_of(cotton)], &[wrong], identity(YARN, 1), kilograms(90));
			assert_noop!(call, Error::Unbalanced);
		}
		// Of one class, in pieces and by weight: no rate fits both.
		let bales = make(COTTON, 2, Quantity::Pieces(1));
		let inputs = [all_of(cotton), all_of(bales)];
		let yields = [rate(COTTON, kilograms(10), kilograms(9))];
		let call = transform(&inputs, &yields, identity(YARN, 1), kilograms(90));
		assert_noop!(call, Error::Unbalanced);
	});
}

#[test]
fn transform_should_consume_a_unit_and_what_is_left_beside_it() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let goods = commission(1);
		assert_ok!(extract(&unit_claim(1, 7)));
		let yields = [rate(1, Quantity::Pieces(2), Quantity::Pieces(1))];
		let inputs = [all_of(unit(7)), all_of(goods)];
		let pairs = Quantity::Pieces(u64::from(LEAVES) / 2);
		assert_ok!(transform(&inputs, &yields, identity(SHOES, 1), pairs));
		assert_ended_in(unit(7), lot_of(SHOES, 1));
		assert_ended_in(goods, lot_of(SHOES, 1));
		// What lay in it ended with it, and nobody takes it out any more.
		assert_noop!(Custody::extract(&tracked(&unit_claim(1, 8))), Error::AlreadyEnded);
	});
}

#[test]
fn transform_should_fail_when_nothing_is_left_to_consume() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let goods = commission(1);
		let part = Part::Ranges(vec![(0, 1)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		let single = consignment(1, 1);
		assert_ok!(extract(&unit_claim(1, 0)));
		let yields = [rate(1, Quantity::Pieces(1), Quantity::Pieces(1))];
		let call = transform(&[all_of(single)], &yields, identity(SHOES, 1), Quantity::Pieces(1));
		assert_noop!(call, Error::NothingLeft);
	});
}

#[test]
fn transform_should_fail_when_goods_are_consumed_twice() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		assert_noop!(spin(&[all_of(cotton); 2], 1, 180), Error::StaleSeq);
		let again = Input { seq: seq(cotton) + 1, ..all_of(cotton) };
		assert_noop!(spin(&[all_of(cotton), again], 1, 180), Error::AlreadyEnded);
		assert_ok!(spin(&[all_of(cotton)], 1, 90));
		assert_noop!(spin(&[all_of(cotton)], 2, 90), Error::AlreadyEnded);
		let call = Custody::offer(signed(FACTORY), cotton, seq(cotton), SHOP, None, None, time());
		assert_eq!(call, Err(Error::AlreadyEnded.into()));
	});
}

#[test]
fn transform_should_fail_when_the_goods_are_not_at_will() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		assert_noop!(spin(&[], 1, 9), Error::NothingNamed);
		let unknown = Input { object: H256::zero(), seq: 0, amount: None };
		assert_noop!(spin(&[unknown], 1, 9), Error::UnknownObject);
		let cotton = make(COTTON, 1, kilograms(10));
		let whole = some_of(cotton, kilograms(10));
		assert_noop!(spin(&[whole], 1, 9), Error::WholeConsignment);
		let more = some_of(cotton, kilograms(11));
		assert_noop!(spin(&[more], 1, 9), Error::OutsideConsignment);
		let pieces = some_of(cotton, Quantity::Pieces(1));
		assert_noop!(spin(&[pieces], 1, 9), Error::PartMismatch);
		let of_serials = some_of(commission(1), Quantity::Pieces(1));
		assert_noop!(spin(&[of_serials], 1, 9), Error::PartMismatch);
		assert_ok!(extract(&unit_claim(1, 7)));
		let of_a_unit = some_of(unit(7), Quantity::Pieces(1));
		assert_noop!(spin(&[of_a_unit], 1, 9), Error::NotConsignment);
		assert_ok!(bind(cotton));
		assert_noop!(spin(&[all_of(cotton)], 1, 9), Error::UnderDeclaration);
		assert_ok!(unbind(cotton));
		offer(FACTORY, SHOP, cotton);
		assert_noop!(spin(&[all_of(cotton)], 1, 9), Error::OnOffer);
		assert_ok!(Custody::withdraw_offer(signed(FACTORY), cotton, seq(cotton)));
		assert_ok!(detain(cotton, CUSTOMS));
		assert_noop!(spin(&[all_of(cotton)], 1, 9), Error::UnderDetention);
		assert_ok!(release(cotton));
		let case = pack(FACTORY, 1, &[cotton]);
		assert_noop!(spin(&[all_of(cotton)], 1, 9), Error::InsideAnother);
		assert_noop!(spin(&[all_of(case)], 1, 9), Error::NotSellable);
		let elsewhere = make(COTTON, 2, kilograms(10));
		hand_over(FACTORY, SHOP, elsewhere);
		assert_noop!(spin(&[all_of(elsewhere)], 1, 9), Error::NotHolder);
	});
}

#[test]
fn transform_should_ask_for_the_authority_to_make_the_product() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(20));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		let half = some_of(cotton, kilograms(10));
		assert_noop!(spin(&[half], 1, 9), Error::NotAuthorised);
		let licensed = Answer::Permitted(Ground::Licence(7));
		FakeAuthorisation::answer_all(AuthorisationReport::bare(licensed));
		FakeAuthorisation::set_left(7, kilograms(9));
		assert_ok!(spin(&[half], 1, 9));
		assert_eq!(FakeAuthorisation::left(7), Some(kilograms(0)));
		assert_noop!(spin(&[all_of(cotton)], 2, 9), QUANTITY_EXCEEDED);
	});
}

#[test]
fn transform_should_fail_when_the_product_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(10));
		let yields = [rate(COTTON, kilograms(10), kilograms(9))];
		let call = |identity, quantity| transform(&[all_of(cotton)], &yields, identity, quantity);
		let twice = call(identity(COTTON, 1), kilograms(9));
		assert_noop!(twice, Error::AlreadyCommissioned);
		assert_noop!(call(identity(9, 1), kilograms(9)), Error::UnknownClass);
		assert_noop!(call(identity(YARN, 1), kilograms(0)), Error::MalformedQuantity);
		let serials = LotIdentity { root: Some(H256::repeat_byte(1)), ..identity(YARN, 1) };
		assert_noop!(call(serials, kilograms(9)), Error::NotSerialisable);
		refuses_wrong_times(|time| {
			let inputs = vec![all_of(cotton)].try_into().expect("one");
			let yields = yields.to_vec().try_into().expect("one");
			let (lot, quantity) = (identity(YARN, 1), kilograms(9));
			Custody::transform(signed(FACTORY), inputs, yields, lot, quantity, None, time)
		});
	});
}

#[test]
fn transform_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(10));
		let call = |origin| {
			let inputs = vec![all_of(cotton)].try_into().expect("one");
			let yields = vec![rate(COTTON, kilograms(10), kilograms(9))].try_into().expect("one");
			let (lot, quantity) = (identity(YARN, 1), kilograms(9));
			Custody::transform(origin, inputs, yields, lot, quantity, None, time())
		};
		refuses_others(FACTORY, call);
		assert_noop!(call(signed(BRAND)), ROLE_MISSING);
	});
}

#[test]
fn transform_should_fail_when_an_input_is_recalled() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		let scope = RecallScope::Lot { lot: lot_of(COTTON, 1) };
		assert_ok!(Custody::recall(signed(BRAND), scope, RecallReason::Safety, H256::zero()));
		assert_noop!(spin(&[all_of(cotton)], 1, 90), Error::UnderRecall);
		assert_noop!(spin(&[some_of(cotton, kilograms(10))], 1, 9), Error::UnderRecall);
		assert_ok!(Custody::lift_recall(signed(BRAND), 0));
		assert_ok!(spin(&[all_of(cotton)], 1, 90));
	});
}
