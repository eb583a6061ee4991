use super::*;

fn decommission(org: OrgId, claim: GoodsClaim, number: u32) -> DispatchResult {
	Custody::decommission(signed(org), claim, number, time())
}

#[test]
fn decommission_should_end_an_identity_for_good() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(decommission(FACTORY, unit_claim(1, 7), seq(goods)));
		let before = item(goods);
		assert_ok!(decommission(FACTORY, whole(goods), before.seq));
		let circumstances = Circumstances { place: None, ..here_and_now() };
		let event = Event::Decommissioned {
			object: goods,
			seq: before.seq + 1,
			by: FACTORY,
			circumstances,
		};
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		for object in [goods, unit(7)] {
			assert_eq!(item(object).presence, Presence::Ended(EndOfLife::Decommissioned));
			let number = seq(object);
			let back =
				Custody::take_back(signed(FACTORY), object, number, H256::zero(), None, time());
			assert_noop!(back, Error::NotSold);
			let found = Custody::report_found(signed(FACTORY), object, number, None, time());
			assert_noop!(found, Error::NotMissing);
		}
		// A unit that was not taken out before ended with its consignment.
		let sale =
			Custody::sell(signed(FACTORY), unit_claim(1, 8), seq(goods), H256::zero(), None, None);
		assert_noop!(sale, Error::AlreadyEnded);
	});
}

#[test]
fn decommission_should_fail_when_the_goods_are_not_at_will() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[b]);
		let case = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_noop!(decommission(FACTORY, case, seq(parent)), Error::NotSellable);
		assert_noop!(decommission(SHOP, whole(a), 1), Error::NotHolder);
		assert_noop!(decommission(FACTORY, whole(b), seq(b)), Error::InsideAnother);
		assert_noop!(decommission(FACTORY, whole(a), 0), Error::StaleSeq);
		assert_ok!(bind(a));
		assert_noop!(decommission(FACTORY, whole(a), 1), Error::UnderDeclaration);
		assert_ok!(unbind(a));
		assert_ok!(detain(a, CUSTOMS));
		assert_noop!(decommission(FACTORY, whole(a), seq(a)), Error::UnderDetention);
	});
}

#[test]
fn decommission_should_take_no_recalled_unit_out_of_its_consignment() {
	ExtBuilder::default().build_and_execute(|| {
		use tracemark_primitives::recalls::{RecallReason, RecallScope};
		let goods = commission(1);
		assert_ok!(extract(&unit_claim(1, 5)));
		let lot = tracemark_primitives::gs1::lot_id(&gtin(1), &number(1));
		let (scope, reason) = (RecallScope::Lot { lot }, RecallReason::Safety);
		assert_ok!(Custody::recall(signed(BRAND), scope, reason, H256::zero()));
		assert_noop!(decommission(FACTORY, unit_claim(1, 7), seq(goods)), Error::UnderRecall);
		// What has a record of its own is destroyed or ended under it.
		assert_ok!(decommission(FACTORY, unit_claim(1, 5), seq(unit(5))));
		assert_ok!(decommission(FACTORY, whole(goods), seq(goods)));
	});
}

#[test]
fn decommission_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		refuses_others(FACTORY, |origin| Custody::decommission(origin, whole(goods), 1, time()));
		refuses_wrong_times(|time| Custody::decommission(signed(FACTORY), whole(goods), 1, time));
	});
}
