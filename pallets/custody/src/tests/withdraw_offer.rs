use super::*;

#[test]
fn withdraw_offer_should_leave_the_object_with_its_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer(FACTORY, CARRIER, object);
		let before = item(object);
		assert_ok!(Custody::withdraw_offer(signed(FACTORY), object, before.seq));
		assert_eq!((item(object).position, item(object).presence), (held(FACTORY), Presence::Held));
		let event = Event::OfferWithdrawn { object, seq: before.seq + 1, by: FACTORY };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		let late = Custody::accept(signed(CARRIER), object, seq(object), None, time());
		assert_noop!(late, Error::NotOffered);
	});
}

#[test]
fn withdraw_offer_should_fail_when_there_is_none_or_it_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let withdraw = |org| Custody::withdraw_offer(signed(org), object, seq(object));
		assert_noop!(withdraw(FACTORY), Error::NotOffered);
		offer(FACTORY, CARRIER, object);
		assert_noop!(withdraw(CARRIER), Error::NotHolder);
		let stale = Custody::withdraw_offer(signed(FACTORY), object, 1);
		assert_noop!(stale, Error::StaleSeq);
		refuses_others(FACTORY, |origin| Custody::withdraw_offer(origin, object, 2));
	});
}
