use super::*;
fn call(org: OrgId, parent: ObjectId, children: &[(ObjectId, u32)]) -> DispatchResult {
	let children = children.to_vec().try_into().expect("at most 200");
	Custody::unpack(signed(org), parent, seq(parent), children, place(), time())
}

#[test]
fn unpack_should_put_the_child_into_the_holders_hands() {
	ExtBuilder::default().build_and_execute(|| {
		let (child, other) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[child, other]);
		hand_over(FACTORY, WAREHOUSE, parent);
		let (outer, inner) = (item(parent), item(child));
		assert_ok!(call(WAREHOUSE, parent, &[(child, seq(child))]));
		assert_eq!(item(child).position, held(WAREHOUSE));
		let unit = LogisticUnits::<Test>::get(parent).expect("was opened");
		assert_eq!((unit.contents.len(), unit.children, unit.height), (1, 1, 1));
		let pins = Pins {
			parent_seq: outer.seq + 1,
			parent_head: outer.head,
			child_seq: inner.seq + 1,
			child_head: inner.head,
		};
		let circumstances = here_and_now();
		let event = Event::Unpacked { parent, child, pins, by: WAREHOUSE, circumstances };
		assert_eq!(last_event(), event);
		assert_chained(outer, parent, &event);
		assert_chained(inner, child, &event);
	});
}

#[test]
fn unpack_should_leave_nothing_when_the_last_child_leaves() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[a, b]);
		assert_ok!(call(FACTORY, parent, &[(a, seq(a)), (b, seq(b))]));
		assert_eq!(LogisticUnits::<Test>::get(parent), Some(LogisticUnit::default()));
	});
}

#[test]
fn unpack_should_pass_the_latest_clearance_to_what_lay_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let clearance = |declaration| Clearance {
			declaration,
			destination: country(if declaration == 1 { "CN" } else { "DE" }),
		};
		assert_ok!(clear(a, clearance(1)));
		let parent = pack(FACTORY, 1, &[a, b]);
		assert_ok!(clear(parent, clearance(2)));
		assert_ok!(call(FACTORY, parent, &[(a, seq(a)), (b, seq(b))]));
		assert_eq!(item(a).cleared, Some(clearance(2)));
		assert_eq!(item(b).cleared, Some(clearance(2)));
	});
}

#[test]
fn unpack_should_fail_when_the_child_is_elsewhere() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let inner = pack(FACTORY, 1, &[a]);
		let outer = pack(FACTORY, 2, &[inner]);
		assert_noop!(call(FACTORY, outer, &[(b, 1)]), Error::NotInside);
		assert_noop!(call(FACTORY, outer, &[(a, seq(a))]), Error::NotInside);
		assert_noop!(call(FACTORY, inner, &[(a, seq(a))]), Error::InsideAnother);
		assert_noop!(call(FACTORY, b, &[(a, seq(a))]), Error::NotLogisticUnit);
		assert_noop!(call(FACTORY, outer, &[(inner, 0)]), Error::StaleSeq);
		assert_noop!(call(FACTORY, outer, &[(H256::zero(), 0)]), Error::UnknownObject);
		assert_noop!(call(FACTORY, outer, &[]), Error::NothingNamed);
		let twice = [(inner, seq(inner)), (inner, seq(inner) + 1)];
		assert_noop!(call(FACTORY, outer, &twice), Error::NotInside);
	});
}

#[test]
fn unpack_should_fail_when_the_parent_is_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let parent = pack(FACTORY, 1, &[child]);
		let children = [(child, seq(child))];
		assert_noop!(call(CARRIER, parent, &children), Error::NotHolder);
		let list = children.to_vec().try_into().expect("one");
		let replay = Custody::unpack(signed(FACTORY), parent, 1, list, None, time());
		assert_noop!(replay, Error::StaleSeq);
		offer(FACTORY, CARRIER, parent);
		assert_noop!(call(FACTORY, parent, &children), Error::OnOffer);
		assert_ok!(detain(parent, CUSTOMS));
		assert_noop!(call(FACTORY, parent, &children), Error::UnderDetention);
	});
}

#[test]
fn unpack_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let parent = pack(FACTORY, 1, &[child]);
		let children = || vec![(child, seq(child))].try_into().expect("one");
		refuses_others(FACTORY, |origin| {
			Custody::unpack(origin, parent, seq(parent), children(), None, time())
		});
		refuses_wrong_times(|time| {
			Custody::unpack(signed(FACTORY), parent, seq(parent), children(), None, time)
		});
	});
}
