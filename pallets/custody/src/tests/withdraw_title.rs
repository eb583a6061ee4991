use super::*;

fn withdraw(org: OrgId, object: ObjectId) -> DispatchResult {
	Custody::withdraw_title(signed(org), object, seq(object))
}

#[test]
fn withdraw_title_should_end_the_offer() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		offer_title(FACTORY, SHOP, object);
		let before = item(object);
		assert_ok!(withdraw(FACTORY, object));
		let event = Event::TitleOfferWithdrawn { object, seq: before.seq + 1, by: FACTORY };
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		assert_eq!(TitleOffers::<Test>::get(object), None);
		let late = Custody::accept_title(signed(SHOP), object, seq(object));
		assert_noop!(late, Error::NoTitleOffered);
		assert_eq!(owner(object), FACTORY);
	});
}

#[test]
fn withdraw_title_should_clear_an_offer_that_expired_or_is_void() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		offer_title(FACTORY, SHOP, goods);
		pass_title(FACTORY, IMPORTER, pallet);
		assert_ok!(withdraw(FACTORY, goods));
		offer_title(IMPORTER, SHOP, goods);
		pass(MAX_OFFER_TERM / 1_000);
		assert_ok!(withdraw(IMPORTER, goods));
		assert_eq!(TitleOffers::<Test>::iter().count(), 0);
	});
}

#[test]
fn withdraw_title_should_fail_when_there_is_no_offer_or_it_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_noop!(withdraw(FACTORY, object), Error::NoTitleOffered);
		offer_title(FACTORY, SHOP, object);
		assert_noop!(withdraw(SHOP, object), Error::NotOwner);
		let number = seq(object);
		let stale = Custody::withdraw_title(signed(FACTORY), object, number - 1);
		assert_noop!(stale, Error::StaleSeq);
		let unknown = Custody::withdraw_title(signed(FACTORY), H256::zero(), 0);
		assert_noop!(unknown, Error::UnknownObject);
		refuses_others(FACTORY, |origin| Custody::withdraw_title(origin, object, number));
	});
}
