use super::*;
use tracemark_primitives::gs1::{logistic_unit_id, lot_id, Sscc};

fn call(org: OrgId, code: u32, children: &[(ObjectId, u32)]) -> DispatchResult {
	let children = children.to_vec().try_into().expect("at most 200");
	Custody::pack(signed(org), sscc(code), children, place(), time())
}

#[test]
fn pack_should_open_the_logistic_unit_when_its_code_is_free() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let before = item(child);
		let parent = pack(FACTORY, 1, &[child]);
		assert_eq!(SsccGeneration::<Test>::get(sscc(1)), Some(0));
		assert_eq!(item(child).position, Position::In { parent });
		assert_eq!(item(parent).position, held(FACTORY));
		let unit = LogisticUnits::<Test>::get(parent).expect("was opened");
		let lot = lot_id(&gtin(1), &number(1));
		let content = Content { lot, quantity: Quantity::Pieces(LEAVES.into()) };
		assert_eq!((unit.contents.to_vec(), unit.children, unit.height), (vec![content], 1, 1));
		let opened = Event::Opened {
			logistic_unit: parent,
			seq: 1,
			sscc: sscc(1),
			generation: 0,
			by: FACTORY,
		};
		System::assert_has_event(opened.clone().into());
		let head = tracemark_primitives::digest::next_head(H256::zero(), 1, &opened);
		let pins = Pins { parent_seq: 2, parent_head: head, child_seq: 2, child_head: before.head };
		let circumstances = here_and_now();
		let packed = Event::Packed { parent, child, pins, by: FACTORY, circumstances };
		assert_eq!(last_event(), packed);
		assert_chained(before, child, &packed);
		assert_chained(Item { seq: 1, head, ..item(parent) }, parent, &packed);
	});
}

#[test]
fn pack_should_add_to_the_logistic_unit_when_it_is_open() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission_loose(2, 5));
		assert_ok!(Custody::split(signed(FACTORY), b, seq(b), Part::Amount(Quantity::Pieces(2))));
		let c = consignment(2, 1);
		pack(FACTORY, 1, &[a, b]);
		let parent = pack(FACTORY, 1, &[c]);
		let unit = LogisticUnits::<Test>::get(parent).expect("was opened");
		let sums: Vec<_> = unit.contents.iter().map(|content| content.quantity.value()).collect();
		assert_eq!((sums, unit.children), (vec![LEAVES.into(), 5], 3));
		assert_eq!(seq(parent), 4);
	});
}

#[test]
fn pack_should_take_in_a_unit_with_a_record_that_travels_on_and_is_traced_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		pass(60);
		assert_ok!(extract(&unit_claim(1, 7)));
		let single = unit(7);
		pass(60);
		let parent = pack(FACTORY, 1, &[single]);
		assert_eq!(item(single).position, Position::In { parent });
		let record = LogisticUnits::<Test>::get(parent).expect("was opened");
		let lot = lot_id(&gtin(1), &number(1));
		let content = Content { lot, quantity: Quantity::Pieces(1) };
		assert_eq!((record.contents.to_vec(), record.children), (vec![content], 1));

		let before = item(single);
		pass(60);
		hand_over(FACTORY, CARRIER, parent);
		assert_eq!(item(single), before, "it moves with what it lies in");
		let facts = <Custody as CustodyInspect>::facts(&unit_claim(1, 7));
		assert_eq!(facts.whereabouts.expect("is known").holder, CARRIER);
		assert_noop!(
			Custody::offer(signed(CARRIER), single, seq(single), SHOP, None, None, time()),
			Error::InsideAnother
		);
		pass(60);
		let children = vec![(single, seq(single))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(CARRIER), parent, seq(parent), children, None, time()));

		let at = |minute: u64| NOW + minute * MINUTE;
		let trace = Custody::trace(single, 0, 100);
		let stays: Vec<_> =
			trace.iter().map(|stay| (stay.holder, stay.object, stay.from, stay.until)).collect();
		assert_eq!(
			stays,
			[
				(FACTORY, goods, at(0), Some(at(1))),
				(FACTORY, single, at(1), Some(at(2))),
				(FACTORY, parent, at(2), Some(at(3))),
				(CARRIER, parent, at(3), Some(at(4))),
				(CARRIER, single, at(4), None),
			]
		);
	});
}

#[test]
fn pack_should_add_without_the_prefix_when_the_logistic_unit_is_open() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[a]);
		hand_over(FACTORY, WAREHOUSE, parent);
		hand_over(FACTORY, WAREHOUSE, b);
		pack(WAREHOUSE, 1, &[b]);
		assert_eq!(item(b).position, Position::In { parent });
	});
}

#[test]
fn pack_should_nest_five_deep_and_no_deeper() {
	ExtBuilder::default().build_and_execute(|| {
		let mut object = commission(1);
		for code in 1..=5 {
			object = pack(FACTORY, code, &[object]);
		}
		assert_eq!(LogisticUnits::<Test>::get(object).expect("was opened").height, 5);
		assert_noop!(call(FACTORY, 6, &[(object, seq(object))]), Error::TooDeep);
	});
}

#[test]
fn pack_should_fail_when_an_open_unit_would_become_too_deep() {
	ExtBuilder::default().build_and_execute(|| {
		let (mut object, loose) = (commission(1), commission(2));
		for code in 1..=5 {
			object = pack(FACTORY, code, &[object]);
		}
		pack(FACTORY, 9, &[loose]);
		assert_noop!(call(FACTORY, 9, &[(object, seq(object))]), Error::TooDeep);
	});
}

#[test]
fn pack_should_fail_when_the_lots_are_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		let lots: Vec<_> = (1..=65).map(|lot| commission_loose(lot, 1)).collect();
		pack(FACTORY, 1, &lots[..64]);
		assert_noop!(call(FACTORY, 1, &[(lots[64], 1)]), Error::TooManyLots);
	});
}

#[test]
fn pack_should_begin_the_next_generation_when_the_last_was_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let parent = pack(FACTORY, 1, &[child]);
		let children = vec![(child, seq(child))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(FACTORY), parent, seq(parent), children, None, time()));
		assert_ok!(Custody::close(signed(FACTORY), parent, seq(parent)));
		pack(FACTORY, 1, &[child]);
		assert_eq!(SsccGeneration::<Test>::get(sscc(1)), Some(1));
		assert_eq!(item(child).position, Position::In { parent: logistic_unit_id(&sscc(1), 1) });
	});
}

#[test]
fn pack_should_fail_when_the_code_is_not_free() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[a]);
		offer(FACTORY, CARRIER, parent);
		assert_noop!(call(FACTORY, 1, &[(b, 1)]), Error::OnOffer);
		assert_ok!(Custody::accept(signed(CARRIER), parent, seq(parent), None, time()));
		assert_noop!(call(FACTORY, 1, &[(b, 1)]), Error::NotHolder);
		assert_ok!(Custody::destroy(signed(CARRIER), parent, seq(parent), time()));
		hand_over(FACTORY, CARRIER, b);
		assert_noop!(call(CARRIER, 1, &[(b, seq(b))]), Error::AlreadyEnded);
	});
}

#[test]
fn pack_should_fail_when_the_logistic_unit_lies_in_another() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let inner = pack(FACTORY, 1, &[a]);
		pack(FACTORY, 2, &[inner]);
		assert_noop!(call(FACTORY, 1, &[(b, 1)]), Error::InsideAnother);
	});
}

#[test]
fn pack_should_fail_when_the_prefix_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		hand_over(FACTORY, CARRIER, child);
		assert_noop!(call(CARRIER, 1, &[(child, seq(child))]), Error::PrefixNotHeld);
	});
}

#[test]
fn pack_should_fail_when_a_child_is_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		let parent = pack(FACTORY, 1, &[a]);
		assert_noop!(call(FACTORY, 2, &[(a, seq(a))]), Error::InsideAnother);
		assert_noop!(call(FACTORY, 1, &[(parent, seq(parent))]), Error::IntoItself);
		assert_noop!(call(FACTORY, 2, &[(b, 2)]), Error::StaleSeq);
		assert_noop!(call(FACTORY, 2, &[(b, 1), (b, 1)]), Error::StaleSeq);
		assert_noop!(call(FACTORY, 2, &[(b, 1), (H256::zero(), 1)]), Error::UnknownObject);
		assert_noop!(call(FACTORY, 2, &[]), Error::NothingNamed);
		hand_over(FACTORY, CARRIER, c);
		assert_noop!(call(FACTORY, 2, &[(c, seq(c))]), Error::NotHolder);
		offer(FACTORY, CARRIER, b);
		assert_noop!(call(FACTORY, 2, &[(b, seq(b))]), Error::OnOffer);
	});
}

#[test]
fn pack_should_fail_when_an_argument_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let malformed = Sscc([b'0'; 18].map(|_| b'1'));
		let children = || vec![(child, 1)].try_into().expect("one");
		let call = Custody::pack(signed(FACTORY), malformed, children(), None, time());
		assert_noop!(call, Error::MalformedSscc);
		refuses_wrong_times(|time| Custody::pack(signed(FACTORY), sscc(1), children(), None, time));
	});
}

#[test]
fn pack_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		refuses_others(FACTORY, |origin| {
			let children = vec![(child, 1)].try_into().expect("one");
			Custody::pack(origin, sscc(1), children, None, time())
		});
	});
}
