use super::*;

const RETURN: H256 = H256::repeat_byte(0x22);

fn sell(claim: GoodsClaim, number: u32) {
	assert_ok!(Custody::sell(signed(SHOP), claim, number, H256::zero(), None, None));
}

fn take_back(org: OrgId, object: ObjectId) -> DispatchResult {
	Custody::take_back(signed(org), object, seq(object), RETURN, place(), time())
}

/// A unit that the shop sold.
fn sold_unit() -> ObjectId {
	let goods = commission(1);
	hand_over(FACTORY, SHOP, goods);
	sell(unit_claim(1, 7), seq(goods));
	unit(7)
}

#[test]
fn take_back_should_put_sold_goods_back_into_the_trade() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sold_unit();
		pass(60);
		let before = item(object);
		assert_ok!(take_back(SHOP, object));
		let event = Event::TakenBack {
			object,
			seq: before.seq + 1,
			by: SHOP,
			commitment: RETURN,
			circumstances: here_and_now(),
		};
		assert_eq!(last_event(), event);
		assert_chained(before, object, &event);
		let after = item(object);
		assert_eq!((after.presence, after.position), (Presence::Held, held(SHOP)));
		assert_eq!((after.first_sale, after.cleared), (before.first_sale, before.cleared));

		// It is sold again, and the trace says when it was in the trade.
		pass(60);
		sell(unit_claim(1, 7), seq(object));
		let own: Vec<_> = Custody::trace(object, 0, 100)
			.into_iter()
			.filter(|segment| segment.object == object)
			.map(|segment| (segment.holder, segment.from, segment.until))
			.collect();
		assert_eq!(own.last(), Some(&(SHOP, NOW + 60_000, Some(NOW + 120_000))));
	});
}

#[test]
fn take_back_should_take_whole_consignments_and_recalled_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission_loose(1, 5);
		hand_over(FACTORY, SHOP, goods);
		sell(GoodsClaim::Consignment { id: goods }, seq(goods));
		let lot = tracemark_primitives::gs1::lot_id(&gtin(1), &number(1));
		let scope = tracemark_primitives::recalls::RecallScope::Lot { lot };
		let reason = tracemark_primitives::recalls::RecallReason::Safety;
		assert_ok!(Custody::recall(signed(BRAND), scope, reason, H256::zero()));
		assert_ok!(take_back(SHOP, goods));
		hand_over(SHOP, FACTORY, goods);
	});
}

#[test]
fn take_back_should_fail_when_the_goods_were_not_sold_by_the_signer() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sold_unit();
		assert_noop!(take_back(IMPORTER, object), Error::NotHolder);
		assert_noop!(take_back(FACTORY, object), Error::NotHolder);
		let stale = Custody::take_back(signed(SHOP), object, 0, RETURN, place(), time());
		assert_noop!(stale, Error::StaleSeq);
		let unknown = Custody::take_back(signed(SHOP), H256::zero(), 0, RETURN, place(), time());
		assert_noop!(unknown, Error::UnknownObject);
		assert_ok!(take_back(SHOP, object));
		assert_noop!(take_back(SHOP, object), Error::NotSold);
		assert_ok!(Custody::destroy(signed(SHOP), object, seq(object), time()));
		assert_noop!(take_back(SHOP, object), Error::NotSold);
		let goods = commission(2);
		pack(FACTORY, 1, &[goods]);
		assert_noop!(take_back(FACTORY, goods), Error::InsideAnother);
	});
}

#[test]
fn take_back_should_fail_when_the_signer_place_or_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = sold_unit();
		let number = seq(object);
		refuses_others(SHOP, |origin| {
			Custody::take_back(origin, object, number, RETURN, place(), time())
		});
		assert_noop!(take_back(CARRIER, object), ROLE_MISSING);
		refuses_wrong_times(|time| {
			Custody::take_back(signed(SHOP), object, number, RETURN, place(), time)
		});
		let nowhere = Some(tracemark_primitives::gs1::Gln([b'1'; 13]));
		let call = Custody::take_back(signed(SHOP), object, number, RETURN, nowhere, time());
		assert_noop!(call, Error::MalformedPlace);
	});
}
