use super::*;

fn call(to: OrgId, object: ObjectId) -> DispatchResult {
	Custody::accept_title(signed(to), object, seq(object))
}

#[test]
fn accept_title_should_pass_title_and_leave_custody() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_title(FACTORY, IMPORTER, object);
		let before = item(object);
		pass(60);
		assert_ok!(call(IMPORTER, object));
		let after = item(object);
		assert_eq!((after.position, after.presence), (before.position, before.presence));
		assert_eq!((after.owner, owner(object)), (Some(IMPORTER), IMPORTER));
		let span = Spans::<Test>::get(object, 1).expect("the second");
		assert_eq!((span.stay, span.owner), (Stay::With(FACTORY), Some(IMPORTER)));
		assert_eq!((span.at, span.block, span.place), (NOW + 60_000, 2, None));
		let (from, to) = (FACTORY, IMPORTER);
		let event = Event::TitlePassed { object, seq: before.seq + 1, from, to };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		assert_eq!(TitleOffers::<Test>::get(object), None);
	});
}

// Whoever holds what is his own is named by no record.
#[test]
fn accept_title_should_name_nobody_when_the_holder_buys() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		hand_over(FACTORY, SHOP, object);
		pass_title(FACTORY, SHOP, object);
		assert_eq!((item(object).owner, owner(object)), (None, SHOP));
		pass_title(SHOP, BRAND, object);
		assert_eq!((item(object).owner, owner(object)), (Some(BRAND), BRAND));
	});
}

#[test]
fn accept_title_should_take_along_what_has_no_word_of_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		let [sold, rest, first] = [1, 2, 3].map(commission);
		let inner = pack(FACTORY, 1, &[sold, rest]);
		let outer = pack(FACTORY, 2, &[inner, first]);
		hand_over(FACTORY, CARRIER, outer);
		pass_title(FACTORY, SHOP, sold);
		let inside = [sold, rest, inner, first].map(item);
		pass_title(FACTORY, IMPORTER, outer);
		assert_eq!([sold, rest, inner, first].map(item), inside, "one record was written");
		assert_eq!([rest, inner, first, outer].map(owner), [IMPORTER; 4]);
		assert_eq!(owner(sold), SHOP);
		// A unit without a record of its own goes with its consignment.
		for (lot, buyer) in [(1, SHOP), (2, IMPORTER)] {
			let facts = <Custody as CustodyInspect>::facts(&unit_claim(lot, 7));
			assert_eq!(facts.whereabouts.expect("is known").owner, buyer);
		}
	});
}

// What was apart stays apart, until it passes to whom the rest belongs.
#[test]
fn accept_title_should_join_what_passes_to_the_owner_of_the_rest() {
	ExtBuilder::default().build_and_execute(|| {
		let [one, other] = [1, 2].map(commission);
		let pallet = pack(FACTORY, 1, &[one, other]);
		pass_title(FACTORY, SHOP, one);
		pass_title(FACTORY, SHOP, pallet);
		assert_eq!([one, other].map(|object| item(object).owner), [Some(SHOP), None]);
		pass_title(SHOP, BRAND, pallet);
		assert_eq!([one, other].map(owner), [SHOP, BRAND]);
		pass_title(SHOP, BRAND, one);
		assert_eq!([one, other].map(|object| item(object).owner), [None, None]);
		pass_title(BRAND, SHOP, pallet);
		assert_eq!([one, other].map(owner), [SHOP, SHOP]);
	});
}

#[test]
fn accept_title_should_pass_goods_on_offer_kept_or_declared() {
	ExtBuilder::default().build_and_execute(|| {
		let [offered, kept, declared] = [1, 2, 3].map(commission);
		offer(FACTORY, CARRIER, offered);
		assert_ok!(detain(kept, CUSTOMS));
		assert_ok!(bind(declared));
		for object in [offered, kept, declared] {
			let before = item(object);
			pass_title(FACTORY, IMPORTER, object);
			let after = item(object);
			assert_eq!(after.presence, before.presence);
			assert_eq!((after.declared, owner(object)), (before.declared, IMPORTER));
		}
		// Who accepts them says that he knows.
		let unaware = Custody::accept(signed(CARRIER), offered, 2, None, time());
		assert_noop!(unaware, Error::StaleSeq);
		let number = seq(offered);
		assert_ok!(Custody::accept(signed(CARRIER), offered, number, None, time()));
		assert_eq!(owner(offered), IMPORTER);
		assert_ok!(unbind(declared));
	});
}

#[test]
fn accept_title_should_fail_when_nobody_offers_it_or_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_noop!(call(IMPORTER, object), Error::NoTitleOffered);
		// An offer of the goods is none of their title.
		offer(FACTORY, IMPORTER, object);
		assert_noop!(call(IMPORTER, object), Error::NoTitleOffered);
		offer_title(FACTORY, IMPORTER, object);
		assert_noop!(call(SHOP, object), Error::NotReceiver);
		assert_noop!(call(FACTORY, object), Error::NotReceiver);
		let number = seq(object);
		let stale = Custody::accept_title(signed(IMPORTER), object, number - 1);
		assert_noop!(stale, Error::StaleSeq);
		refuses_others(IMPORTER, |origin| Custody::accept_title(origin, object, number));
		assert_ok!(call(IMPORTER, object));
		assert_noop!(call(IMPORTER, object), Error::NoTitleOffered);
		let unknown = Custody::accept_title(signed(IMPORTER), H256::zero(), 0);
		assert_noop!(unknown, Error::UnknownObject);
	});
}

#[test]
fn accept_title_should_fail_from_the_moment_on_at_which_the_offer_expires() {
	ExtBuilder::default().build_and_execute(|| {
		let (object, late) = (commission(1), commission(2));
		let until = NOW + 60 * MINUTE;
		for object in [object, late] {
			let number = seq(object);
			assert_ok!(Custody::offer_title(signed(FACTORY), object, number, SHOP, Some(until)));
		}
		Timestamp::set_timestamp(until - 1);
		assert_ok!(call(SHOP, object));
		Timestamp::set_timestamp(until);
		assert_noop!(call(SHOP, late), Error::OfferExpired);
		assert_eq!(owner(late), FACTORY);
	});
}

// The same goods are not sold twice: by themselves and with what they lie in.
#[test]
fn accept_title_should_fail_when_the_goods_were_sold_with_what_they_lie_in() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		offer_title(FACTORY, SHOP, goods);
		pass_title(FACTORY, IMPORTER, pallet);
		assert_noop!(call(SHOP, goods), Error::NoTitleOffered);
		offer_title(IMPORTER, SHOP, goods);
		assert_ok!(call(SHOP, goods));
	});
}

// Who buys a pallet gets what he was offered, or is told.
#[test]
fn accept_title_should_end_the_offers_of_what_the_goods_lie_in() {
	ExtBuilder::default().build_and_execute(|| {
		let [sold, others] = [1, 2].map(commission);
		pass_title(FACTORY, BRAND, others);
		let inner = pack(FACTORY, 1, &[sold, others]);
		let outer = pack(FACTORY, 2, &[inner]);
		for object in [inner, outer] {
			offer_title(FACTORY, IMPORTER, object);
		}
		// What never went with them.
		pass_title(BRAND, SHOP, others);
		assert_eq!(TitleOffers::<Test>::iter().count(), 2);
		let before = [inner, outer].map(item);
		pass_title(FACTORY, SHOP, sold);
		assert_eq!([inner, outer].map(item), before);
		for object in [inner, outer] {
			assert_noop!(call(IMPORTER, object), Error::NoTitleOffered);
		}
		assert_eq!(TitleOffers::<Test>::iter().count(), 0);
	});
}

#[test]
fn accept_title_should_fail_when_what_the_goods_lie_in_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		offer_title(FACTORY, SHOP, goods);
		assert_ok!(Custody::destroy(signed(FACTORY), pallet, seq(pallet), time()));
		assert_noop!(call(SHOP, goods), Error::AlreadyEnded);
	});
}

#[test]
fn accept_title_should_clear_an_offer_of_the_goods_that_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let until = Some(NOW + MINUTE);
		assert_ok!(Custody::offer(signed(FACTORY), object, 1, CARRIER, until, None, time()));
		offer_title(FACTORY, SHOP, object);
		pass(60);
		assert_ok!(call(SHOP, object));
		assert_eq!(item(object).presence, Presence::Held);
	});
}
