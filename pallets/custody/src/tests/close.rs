use super::*;

/// An empty logistic unit at the factory.
fn empty() -> ObjectId {
	let child = commission(1);
	let parent = pack(FACTORY, 1, &[child]);
	let children = vec![(child, seq(child))].try_into().expect("one");
	Custody::unpack(signed(FACTORY), parent, seq(parent), children, None, time())
		.expect("is at hand");
	parent
}

#[test]
fn close_should_end_the_logistic_unit_when_it_is_empty() {
	ExtBuilder::default().build_and_execute(|| {
		let parent = empty();
		let before = item(parent);
		assert_ok!(Custody::close(signed(FACTORY), parent, before.seq));
		assert_eq!(item(parent).presence, Presence::Ended(EndOfLife::Closed));
		let event = Event::Closed { logistic_unit: parent, seq: before.seq + 1, by: FACTORY };
		assert_eq!(last_event(), event);
		assert_chained(before, parent, &event);
		let replay = Custody::close(signed(FACTORY), parent, before.seq);
		assert_noop!(replay, Error::StaleSeq);
		let again = Custody::close(signed(FACTORY), parent, before.seq + 1);
		assert_noop!(again, Error::AlreadyEnded);
	});
}

#[test]
fn close_should_fail_when_something_lies_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		let parent = pack(FACTORY, 1, &[commission(1)]);
		assert_noop!(Custody::close(signed(FACTORY), parent, seq(parent)), Error::NotEmpty);
	});
}

#[test]
fn close_should_fail_when_the_object_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		let parent = empty();
		let goods = consignment(1, 0);
		assert_noop!(Custody::close(signed(FACTORY), goods, seq(goods)), Error::NotLogisticUnit);
		assert_noop!(Custody::close(signed(CARRIER), parent, seq(parent)), Error::NotHolder);
		assert_noop!(Custody::close(signed(FACTORY), H256::zero(), 0), Error::UnknownObject);
		refuses_others(FACTORY, |origin| Custody::close(origin, parent, seq(parent)));
	});
}
