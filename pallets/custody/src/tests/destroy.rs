use super::*;

#[test]
fn destroy_should_end_the_object_and_all_it_holds() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let before = item(parent);
		assert_ok!(Custody::destroy(signed(FACTORY), parent, before.seq, time()));
		let ended = Presence::Ended(EndOfLife::Destroyed);
		assert_eq!(item(parent).presence, ended);
		let event = Event::Destroyed {
			object: parent,
			seq: before.seq + 1,
			by: FACTORY,
			time: Some(time()),
		};
		assert_eq!(last_event(), event);
		assert_chained(before, parent, &event);
		for claim in [unit_claim(1, 0), GoodsClaim::Consignment { id: goods }] {
			let facts = <Custody as CustodyInspect>::facts(&claim);
			assert_eq!(facts.whereabouts.expect("is known").presence, ended);
		}
	});
}

#[test]
fn destroy_should_fail_when_the_object_is_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		pack(FACTORY, 1, &[b]);
		let destroy = |org, object| Custody::destroy(signed(org), object, seq(object), time());
		assert_noop!(destroy(FACTORY, b), Error::InsideAnother);
		assert_noop!(destroy(CARRIER, a), Error::NotHolder);
		assert_noop!(Custody::destroy(signed(FACTORY), a, 0, time()), Error::StaleSeq);
		offer(FACTORY, CARRIER, a);
		assert_noop!(destroy(FACTORY, a), Error::OnOffer);
		assert_ok!(Custody::withdraw_offer(signed(FACTORY), a, seq(a)));
		assert_ok!(destroy(FACTORY, a));
		assert_noop!(destroy(FACTORY, a), Error::AlreadyEnded);
	});
}

#[test]
fn destroy_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		refuses_others(FACTORY, |origin| Custody::destroy(origin, goods, 1, time()));
		refuses_wrong_times(|time| Custody::destroy(signed(FACTORY), goods, 1, time));
	});
}
