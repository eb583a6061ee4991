use super::*;

#[test]
fn refuse_should_leave_the_object_where_it_was() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		let before = item(object);
		let reason = RefusalReason::SealBroken;
		assert_ok!(Custody::refuse(signed(CARRIER), object, before.seq, reason));
		let after = item(object);
		assert_eq!((after.position, after.presence), (held(FACTORY), Presence::Held));
		assert_eq!(after.spans, before.spans);
		let event = Event::Refused { object, seq: before.seq + 1, by: CARRIER, reason };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
	});
}

#[test]
fn refuse_should_fail_when_it_is_offered_to_another_or_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let refuse = |org| Custody::refuse(signed(org), object, seq(object), RefusalReason::Other);
		assert_noop!(refuse(CARRIER), Error::NotOffered);
		offer(FACTORY, CARRIER, object);
		assert_noop!(refuse(WAREHOUSE), Error::NotReceiver);
		let stale = Custody::refuse(signed(CARRIER), object, 1, RefusalReason::Other);
		assert_noop!(stale, Error::StaleSeq);
		refuses_others(CARRIER, |origin| {
			Custody::refuse(origin, object, 2, RefusalReason::Damaged)
		});
	});
}
