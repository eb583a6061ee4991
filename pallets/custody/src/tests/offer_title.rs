use super::*;

fn call(from: OrgId, to: OrgId, object: ObjectId) -> DispatchResult {
	Custody::offer_title(signed(from), object, seq(object), to, None)
}

#[test]
fn offer_title_should_leave_owner_and_holder_until_it_is_accepted() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let before = item(object);
		assert_ok!(call(FACTORY, IMPORTER, object));
		let (from, to, until) = (FACTORY, IMPORTER, NOW + MAX_OFFER_TERM);
		let event = Event::TitleOffered { object, seq: before.seq + 1, from, to, until };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		assert_eq!(TitleOffers::<Test>::get(object), Some(TitleOffer { from, to, until }));
		let after = item(object);
		assert_eq!((after.position, after.owner), (before.position, None));
		assert_eq!((after.spans, owner(object)), (before.spans, FACTORY));
	});
}

#[test]
fn offer_title_should_take_the_place_of_the_offer_before() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_ok!(call(FACTORY, IMPORTER, object));
		assert_ok!(call(FACTORY, SHOP, object));
		assert_eq!(TitleOffers::<Test>::iter().count(), 1);
		let late = Custody::accept_title(signed(IMPORTER), object, seq(object));
		assert_noop!(late, Error::NotReceiver);
		assert_ok!(Custody::accept_title(signed(SHOP), object, seq(object)));
	});
}

// The owner signs, at whatever depth the object lies, and the holder does not.
#[test]
fn offer_title_should_fail_when_it_is_not_the_owners() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		hand_over(FACTORY, CARRIER, pallet);
		for object in [goods, pallet] {
			for org in [CARRIER, IMPORTER] {
				assert_noop!(call(org, SHOP, object), Error::NotOwner);
			}
			assert_ok!(call(FACTORY, SHOP, object));
		}
	});
}

#[test]
fn offer_title_should_fail_when_the_goods_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, sold) = (commission(1), commission(2));
		let pallet = pack(FACTORY, 1, &[goods]);
		assert_ok!(Custody::destroy(signed(FACTORY), pallet, seq(pallet), time()));
		let claim = GoodsClaim::Consignment { id: sold };
		assert_ok!(Custody::sell(signed(FACTORY), claim, seq(sold), H256::zero(), None, None));
		for object in [goods, pallet, sold] {
			assert_noop!(call(FACTORY, SHOP, object), Error::AlreadyEnded);
		}
	});
}

#[test]
fn offer_title_should_fail_when_the_object_has_no_record_or_another_number() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let offer = |object, seq| Custody::offer_title(signed(FACTORY), object, seq, SHOP, None);
		assert_noop!(offer(unit(3), 0), Error::UnknownObject);
		assert_noop!(offer(object, 0), Error::StaleSeq);
		assert_ok!(offer(object, 1));
		assert_noop!(offer(object, 1), Error::StaleSeq);
	});
}

#[test]
fn offer_title_should_fail_when_the_receiver_is_not_eligible() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_noop!(call(FACTORY, FACTORY, object), Error::ToOneself);
		for org in [NOTARY, MONITOR, OUTSIDER] {
			assert_noop!(call(FACTORY, org, object), Error::ReceiverNotEligible);
		}
		FakeMembership::set_standing(SHOP, Standing::Suspended);
		assert_noop!(call(FACTORY, SHOP, object), Error::ReceiverNotEligible);
	});
}

#[test]
fn offer_title_should_fail_when_its_term_is_none_or_too_long() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let until =
			|until| Custody::offer_title(signed(FACTORY), object, seq(object), SHOP, Some(until));
		for moment in [0, NOW, NOW + MAX_OFFER_TERM + 1] {
			assert_noop!(until(moment), Error::MalformedTerm);
		}
		assert_ok!(until(NOW + 1));
	});
}

#[test]
fn offer_title_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		refuses_others(FACTORY, |origin| Custody::offer_title(origin, object, 1, SHOP, None));
	});
}

// It is working state, and none is left of it.
#[test]
fn offer_title_should_go_when_the_life_of_the_object_ends() {
	ExtBuilder::default().build_and_execute(|| {
		let [sold, destroyed, missing, relabelled] = [1, 2, 3, 4].map(commission);
		for object in [sold, destroyed, missing, relabelled] {
			assert_ok!(call(FACTORY, SHOP, object));
		}
		let whole = |id| GoodsClaim::Consignment { id };
		let origin = || signed(FACTORY);
		assert_ok!(Custody::sell(origin(), whole(sold), seq(sold), H256::zero(), None, None));
		assert_ok!(Custody::destroy(origin(), destroyed, seq(destroyed), time()));
		let kind = MissingKind::Lost;
		let at = seq(missing);
		assert_ok!(Custody::report_missing(origin(), whole(missing), at, kind, None, time()));
		let identity = LotIdentity { gtin: gtin(1), number: number(9), root: None };
		let at = seq(relabelled);
		assert_ok!(Custody::relabel(origin(), whole(relabelled), at, identity, None, time()));
		assert_eq!(TitleOffers::<Test>::iter().count(), 0);
		assert_ok!(Custody::report_found(origin(), missing, seq(missing), None, time()));
		let late = Custody::accept_title(signed(SHOP), missing, seq(missing));
		assert_noop!(late, Error::NoTitleOffered);
	});
}
