use super::*;

fn call(from: OrgId, to: OrgId, object: ObjectId) -> DispatchResult {
	Custody::offer(signed(from), object, seq(object), to, None, place(), time())
}

#[test]
fn offer_should_leave_the_object_with_its_holder_until_it_is_accepted() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let before = item(object);
		assert_ok!(call(FACTORY, CARRIER, object));
		let after = item(object);
		assert_eq!((after.position, after.presence), (held(FACTORY), on_offer(CARRIER)));
		assert_eq!(after.spans, before.spans);
		let (from, to, circumstances) = (FACTORY, CARRIER, here_and_now());
		let (seq, until) = (before.seq + 1, NOW + MAX_OFFER_TERM);
		let event = Event::Offered { object, seq, from, to, until, circumstances };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
	});
}

#[test]
fn offer_should_fail_when_the_object_is_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		assert_noop!(call(CARRIER, WAREHOUSE, a), Error::NotHolder);
		assert_noop!(
			Custody::offer(signed(FACTORY), H256::zero(), 0, CARRIER, None, None, time()),
			Error::UnknownObject
		);
		pack(FACTORY, 1, &[b]);
		assert_noop!(call(FACTORY, CARRIER, b), Error::InsideAnother);
		assert_ok!(call(FACTORY, CARRIER, a));
		assert_noop!(call(FACTORY, WAREHOUSE, a), Error::OnOffer);
		assert_ok!(detain(a, CUSTOMS));
		assert_noop!(call(FACTORY, CARRIER, a), Error::UnderDetention);
		assert_ok!(destroy(a));
		assert_noop!(call(FACTORY, CARRIER, a), Error::AlreadyEnded);
	});
}

#[test]
fn offer_should_fail_when_it_is_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_ok!(call(FACTORY, CARRIER, object));
		assert_ok!(Custody::refuse(signed(CARRIER), object, 2, RefusalReason::NotExpected));
		let replay = Custody::offer(signed(FACTORY), object, 1, CARRIER, None, place(), time());
		assert_noop!(replay, Error::StaleSeq);
	});
}

#[test]
fn offer_should_fail_when_the_receiver_cannot_take_it() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_noop!(call(FACTORY, FACTORY, object), Error::ToOneself);
		assert_noop!(call(FACTORY, OUTSIDER, object), Error::ReceiverNotEligible);
		assert_noop!(call(FACTORY, NOTARY, object), Error::ReceiverNotEligible);
		FakeMembership::set_standing(CARRIER, Standing::Suspended);
		assert_noop!(call(FACTORY, CARRIER, object), Error::ReceiverNotEligible);
	});
}

#[test]
fn offer_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let call = |origin, time| Custody::offer(origin, object, 1, CARRIER, None, None, time);
		refuses_others(FACTORY, |origin| call(origin, time()));
		refuses_wrong_times(|time| call(signed(FACTORY), time));
	});
}
