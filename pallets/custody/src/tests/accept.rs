use super::*;

fn call(to: OrgId, object: ObjectId) -> DispatchResult {
	Custody::accept(signed(to), object, seq(object), place(), time())
}

#[test]
fn accept_should_move_the_object_at_its_block() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		let before = item(object);
		pass(60);
		assert_ok!(call(CARRIER, object));
		let after = item(object);
		assert_eq!((after.position, after.presence), (held(CARRIER), Presence::Held));
		let span = Spans::<Test>::get(object, 1).expect("the second");
		assert_eq!((span.stay, span.at, span.block), (Stay::With(CARRIER), NOW + 60_000, 2));
		let (from, to, circumstances) = (FACTORY, CARRIER, here_and_now());
		let event = Event::Accepted {
			object,
			seq: before.seq + 1,
			from,
			to,
			reservation: None,
			circumstances,
		};
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
	});
}

#[test]
fn accept_should_leave_the_records_of_all_that_a_logistic_unit_holds_as_they_are() {
	ExtBuilder::default().build_and_execute(|| {
		let child = commission(1);
		let inner = pack(FACTORY, 1, &[child]);
		let outer = pack(FACTORY, 2, &[inner]);
		let (child_before, inner_before) = (item(child), item(inner));
		hand_over(FACTORY, CARRIER, outer);
		assert_eq!((item(child), item(inner)), (child_before, inner_before));
		let facts = <Custody as CustodyInspect>::facts(&unit_claim(1, 0));
		assert_eq!(facts.whereabouts.expect("is known").holder, CARRIER);
	});
}

#[test]
fn accept_should_fail_when_it_is_offered_to_another_or_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_noop!(call(CARRIER, object), Error::NotOffered);
		offer(FACTORY, CARRIER, object);
		assert_noop!(call(WAREHOUSE, object), Error::NotReceiver);
		assert_noop!(call(FACTORY, object), Error::NotReceiver);
		assert_ok!(detain(object, CUSTOMS));
		assert_noop!(call(CARRIER, object), Error::NotOffered);
		let unknown = Custody::accept(signed(CARRIER), H256::zero(), 0, None, time());
		assert_noop!(unknown, Error::UnknownObject);
	});
}

#[test]
fn accept_should_fail_when_it_is_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		hand_over(FACTORY, CARRIER, object);
		let replay = Custody::accept(signed(CARRIER), object, 2, place(), time());
		assert_noop!(replay, Error::StaleSeq);
		assert_noop!(call(CARRIER, object), Error::NotOffered);
	});
}

#[test]
fn accept_should_fail_when_the_goods_changed_since_the_offer() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		let offered = seq(object);
		assert_ok!(extract(&unit_claim(1, 0)));
		let call = Custody::accept(signed(CARRIER), object, offered, place(), time());
		assert_noop!(call, Error::StaleSeq);
	});
}

#[test]
fn accept_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		refuses_others(CARRIER, |origin| Custody::accept(origin, object, 2, None, time()));
		refuses_wrong_times(|time| Custody::accept(signed(CARRIER), object, 2, None, time));
	});
}
