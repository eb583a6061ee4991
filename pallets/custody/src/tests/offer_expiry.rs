//! Offers expire by themselves, whoever asks first.

use super::*;
use tracemark_primitives::{cbv::ErrorReason, Moment};

/// An offer of the factory to the carrier that stands for an hour.
fn offer_for_an_hour(object: ObjectId) -> Moment {
	let until = NOW + 60 * MINUTE;
	let origin = signed(FACTORY);
	assert_ok!(Custody::offer(origin, object, seq(object), CARRIER, Some(until), place(), time()));
	assert_eq!(item(object).presence, Presence::Offered { to: CARRIER, until, leg: None });
	until
}

fn accept(object: ObjectId) -> DispatchResult {
	Custody::accept(signed(CARRIER), object, seq(object), None, time())
}

fn presence(object: ObjectId) -> Presence {
	<Custody as CustodyInspect>::whereabouts(&object).expect("is known").presence
}

#[test]
fn offer_should_fail_when_its_term_is_none_or_too_long() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let offer = |until| {
			Custody::offer(signed(FACTORY), object, seq(object), CARRIER, Some(until), None, time())
		};
		for until in [0, NOW, NOW + MAX_OFFER_TERM + 1] {
			assert_noop!(offer(until), Error::MalformedTerm);
		}
		assert_ok!(offer(NOW + MAX_OFFER_TERM));
		assert_eq!(item(object).presence, on_offer(CARRIER));
	});
}

#[test]
fn offer_should_be_accepted_until_the_moment_before_it_expires() {
	ExtBuilder::default().build_and_execute(|| {
		let (object, late) = (commission(1), commission(2));
		let until = offer_for_an_hour(object);
		offer_for_an_hour(late);
		Timestamp::set_timestamp(until - 1);
		assert_ok!(accept(object));
		assert_eq!(presence(late), Presence::Offered { to: CARRIER, until, leg: None });
		Timestamp::set_timestamp(until);
		assert_eq!(presence(late), Presence::Held);
		assert_noop!(accept(late), Error::OfferExpired);
		let reason = RefusalReason::Other;
		let refuse = Custody::refuse(signed(CARRIER), late, seq(late), reason);
		assert_noop!(refuse, Error::OfferExpired);
		let receipt = vec![(late, seq(late), Receipt::Accepted)].try_into().expect("one");
		let receive = Custody::receive(signed(CARRIER), receipt, None, time());
		assert_noop!(receive, Error::OfferExpired);
		assert_noop!(
			Custody::accept(signed(WAREHOUSE), late, seq(late), None, time()),
			Error::NotReceiver
		);
	});
}

#[test]
fn holder_should_act_as_before_when_an_offer_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let [split, packed, into, again] = [1, 2, 3, 4].map(commission);
		let pallet = pack(FACTORY, 1, &[into]);
		for object in [split, packed, pallet, again] {
			offer_for_an_hour(object);
		}
		let destroy = Custody::destroy(signed(FACTORY), again, seq(again), time());
		assert_noop!(destroy, Error::OnOffer);
		pass(60 * 60);
		let part = Part::Ranges(vec![(0, 8)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), split, seq(split), part));
		// Into one that was on offer, what was on offer itself.
		pack(FACTORY, 1, &[packed]);
		assert_eq!(item(packed).position, Position::In { parent: pallet });
		hand_over(FACTORY, WAREHOUSE, again);
		assert_eq!((item(again).position, item(again).presence), (held(WAREHOUSE), Presence::Held));
	});
}

/// Calls that have nothing to do with hand-overs look at offers too.
#[test]
fn goods_should_be_sold_missed_decommissioned_and_relabelled_when_their_offer_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let [sold, missed, decommissioned, relabelled, first] = [1, 2, 3, 4, 5].map(commission);
		for object in [sold, missed, decommissioned, relabelled, first] {
			offer_for_an_hour(object);
		}
		let whole = |id| GoodsClaim::Consignment { id };
		let order = H256::repeat_byte(9);
		let sell =
			|| Custody::sell(signed(FACTORY), unit_claim(1, 3), seq(sold), order, None, None);
		let miss = || {
			let (origin, kind) = (signed(FACTORY), MissingKind::Lost);
			Custody::report_missing(origin, whole(missed), seq(missed), kind, None, time())
		};
		let decommission = || {
			let (origin, seq) = (signed(FACTORY), seq(decommissioned));
			Custody::decommission(origin, unit_claim(3, 5), seq, time())
		};
		let relabel = || {
			let identity = LotIdentity { gtin: gtin(1), number: number(9), root: Some(order) };
			let (origin, seq) = (signed(FACTORY), seq(relabelled));
			Custody::relabel(origin, whole(relabelled), seq, identity, None, time())
		};
		let market =
			|| Custody::put_on_market(signed(FACTORY), whole(first), seq(first), order, None, None);
		let calls: [&dyn Fn() -> DispatchResult; 5] =
			[&sell, &miss, &decommission, &relabel, &market];
		for call in calls {
			assert_noop!(call(), Error::OnOffer);
		}
		pass(60 * 60);
		for call in calls {
			assert_ok!(call());
		}
		// What was cleared by an event of its own is on offer to nobody.
		assert_eq!(item(first).presence, Presence::Held);
		assert_noop!(accept(first), Error::NotOffered);
	});
}

#[test]
fn errors_should_be_declared_when_an_offer_stands_or_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_for_an_hour(object);
		let declare = |seq| {
			let (erroneous, reason) =
				(Erroneous::Event { seq, span: 0 }, ErrorReason::IncorrectData);
			Custody::declare_error(signed(FACTORY), object, erroneous, reason, None)
		};
		assert_ok!(declare(1));
		pass(60 * 60);
		let before = item(object);
		assert_ok!(declare(2));
		// It counts no event, so the entry of the offer is there to be cleared.
		assert_eq!(item(object), before);
		assert_ok!(Custody::withdraw_offer(signed(SHOP), object, seq(object)));
	});
}

#[test]
fn authority_should_keep_and_release_goods_when_their_offer_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_for_an_hour(object);
		pass(60 * 60);
		assert_ok!(detain(object, CUSTOMS));
		assert_noop!(accept(object), Error::NotOffered);
		assert_noop!(Custody::withdraw_offer(signed(SHOP), object, seq(object)), Error::NotHolder);
		assert_ok!(release(object));
		assert_eq!(presence(object), Presence::Held);
	});
}

#[test]
fn expired_offer_should_be_cleared_by_anybody_who_holds_goods_once() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_for_an_hour(object);
		let clear = |by| Custody::withdraw_offer(signed(by), object, seq(object));
		assert_noop!(clear(SHOP), Error::NotHolder);
		pass(60 * 60);
		let before = item(object);
		assert_ok!(clear(SHOP));
		let after = item(object);
		assert_eq!((after.position, after.presence), (held(FACTORY), Presence::Held));
		assert_eq!(after.spans, before.spans);
		let event = Event::OfferExpired { object, seq: before.seq + 1, by: SHOP };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		assert_noop!(clear(SHOP), Error::NotHolder);
		assert_noop!(clear(FACTORY), Error::NotOffered);
		assert_noop!(accept(object), Error::NotOffered);
	});
}

#[test]
fn sighting_by_the_receiver_should_be_an_anomaly_when_the_offer_had_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_for_an_hour(object);
		let observe = |number| {
			use tracemark_primitives::cbv::{BizStep, Disposition};
			let what = ObservedGoods::Object(object);
			let (step, state) = (BizStep::Receiving, Disposition::Active);
			assert_ok!(Custody::observe(signed(CARRIER), what, number, step, state, None, time()));
			let Event::Observed { anomaly, .. } = last_event() else { panic!("it is another") };
			anomaly
		};
		assert_eq!(observe(0), None);
		pass(60 * 60);
		assert_eq!(observe(1), Some(AnomalyKind::HeldByAnother));
	});
}
