use super::*;
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::{Excess, ShownOfLot},
	gs1::{lot_id, Gln, Gtin, LotNumber, Serial},
	traits::Alert,
};

fn observe_at(org: OrgId, what: ObservedGoods, seq: u32, time: EventTime) -> DispatchResult {
	let (step, disposition) = (BizStep::Arriving, Disposition::InProgress);
	Custody::observe(signed(org), what, seq, step, disposition, place(), time)
}

fn observe(org: OrgId, object: ObjectId, seq: u32) -> DispatchResult {
	observe_at(org, ObservedGoods::Object(object), seq, time())
}

fn anomaly() -> Option<AnomalyKind> {
	let Event::Observed { anomaly, .. } = last_event() else { panic!("another") };
	anomaly
}

#[test]
fn observe_should_record_what_was_seen_and_change_nothing_else() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let before = item(object);
		assert_ok!(observe(FACTORY, object, 0));
		assert_ok!(observe(FACTORY, object, 1));
		assert_eq!(item(object), before);
		let seen = Observations::<Test>::get((object, FACTORY, 0)).expect("was recorded");
		assert_eq!((seen.recorded_at, seen.block, seen.anomaly), (NOW, 1, None));
		assert_eq!(ObservationCount::<Test>::get(object, FACTORY), 2);
		assert_eq!(
			last_event(),
			Event::Observed {
				object,
				by: FACTORY,
				seq: 1,
				biz_step: BizStep::Arriving,
				disposition: Disposition::InProgress,
				circumstances: here_and_now(),
				anomaly: None,
				fact: None,
			}
		);
		assert_eq!(FakeAlerts::raised(), vec![]);
	});
}

#[test]
fn observe_should_say_nothing_when_the_goods_are_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_ok!(observe(MONITOR, H256::repeat_byte(5), 0));
		assert_eq!(anomaly(), None);
		let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(777), proof: None };
		assert_ok!(observe_at(SHOP, what, 0, time()));
		assert_eq!(anomaly(), None);
	});
}

#[test]
fn observe_should_raise_an_alert_when_another_holds_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		for object in [goods, parent] {
			assert_ok!(observe(SHOP, object, 0));
			assert_eq!(anomaly(), Some(AnomalyKind::HeldByAnother));
		}
		// Whichever was seen, the span of what is outermost tells who holds it.
		let fact = RecordedFact::Span { object: parent, number: 0 };
		let kind = AnomalyKind::HeldByAnother;
		let raised =
			[goods, parent].map(|object| Alert::Anomaly { object, by: SHOP, kind, seq: 0, fact });
		assert_eq!(FakeAlerts::raised(), raised.to_vec());
	});
}

#[test]
fn observe_should_raise_an_alert_when_ended_goods_reappear() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		assert_ok!(Custody::sell(
			signed(SHOP),
			unit_claim(1, 7),
			seq(goods),
			H256::zero(),
			None,
			None
		));
		for org in [SHOP, CARRIER, CUSTOMS, MONITOR] {
			let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(7), proof: None };
			assert_ok!(observe_at(org, what, 0, time()));
			assert_eq!(anomaly(), Some(AnomalyKind::ReappearedAfterEnd));
		}
	});
}

#[test]
fn observe_should_be_no_anomaly_when_duty_or_an_offer_brings_the_goods_there() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		for org in [CUSTOMS, MONITOR] {
			assert_ok!(observe(org, goods, 0));
			assert_eq!(anomaly(), None);
		}
		offer(FACTORY, CARRIER, goods);
		assert_ok!(observe(CARRIER, goods, 0));
		assert_eq!(anomaly(), None);
		assert_ok!(observe(WAREHOUSE, goods, 0));
		assert_eq!(anomaly(), Some(AnomalyKind::HeldByAnother));
	});
}

#[test]
fn observe_should_be_no_anomaly_when_it_tells_of_the_time_before_the_last_change() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, CARRIER, goods);
		pass(2 * 86_400);
		hand_over(CARRIER, WAREHOUSE, goods);
		let what = ObservedGoods::Object(goods);
		assert_ok!(observe_at(CARRIER, what.clone(), 0, EventTime { moment: NOW, offset: 0 }));
		let Event::Observed { circumstances, .. } = last_event() else { panic!("another") };
		assert_eq!((circumstances.timeliness, anomaly()), (Timeliness::Late, None));
		assert_ok!(observe_at(CARRIER, what, 1, time()));
		assert_eq!(anomaly(), Some(AnomalyKind::HeldByAnother));
	});
}

#[test]
fn observe_should_fail_when_it_is_repeated_or_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(observe(FACTORY, goods, 0));
		assert_noop!(observe(FACTORY, goods, 0), Error::StaleSeq);
		assert_noop!(observe(FACTORY, goods, 2), Error::StaleSeq);
		let malformed = [
			(Gtin([b'1'; 14]), serial(1), Error::MalformedGtin),
			(gtin(1), Serial(Default::default()), Error::MalformedSerial),
		];
		for (gtin, serial, error) in malformed {
			let what = ObservedGoods::Serial { gtin, serial, proof: None };
			assert_noop!(observe_at(SHOP, what, 0, time()), error);
		}
		let one = Quantity::Pieces(1);
		let malformed = [
			(Gtin([b'1'; 14]), number(1), one, Error::MalformedGtin),
			(gtin(1), LotNumber(Default::default()), one, Error::MalformedLotNumber),
			(gtin(1), number(1), Quantity::Pieces(0), Error::MalformedQuantity),
		];
		for (gtin, lot, quantity, error) in malformed {
			let what = ObservedGoods::OfLot { gtin, lot, quantity };
			assert_noop!(observe_at(SHOP, what, 0, time()), error);
		}
		let mut path = proof(&gtin(1), 1, 1);
		path.lot = LotNumber(Default::default());
		let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(1), proof: Some(path) };
		assert_noop!(observe_at(SHOP, what, 0, time()), Error::MalformedClaim);
		let (step, disposition) = (BizStep::Arriving, Disposition::Active);
		let nowhere = Some(Gln([b'1'; 13]));
		let what = ObservedGoods::Object(goods);
		let call =
			Custody::observe(signed(SHOP), what.clone(), 0, step, disposition, nowhere, time());
		assert_noop!(call, Error::MalformedPlace);
		refuses_wrong_times(|time| observe_at(SHOP, what.clone(), 0, time));
	});
}

#[test]
fn observe_should_be_any_members_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		refuses_strangers(FACTORY, |origin| {
			let (step, disposition) = (BizStep::Arriving, Disposition::Active);
			let what = ObservedGoods::Object(goods);
			Custody::observe(origin, what, 0, step, disposition, None, time())
		});
		assert_ok!(observe(NOTARY, goods, 0));
	});
}

#[test]
fn observe_should_compare_with_whoever_held_the_goods_when_they_were_seen() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		pass(60);
		hand_over(FACTORY, CARRIER, parent);
		pass(60);
		hand_over(CARRIER, WAREHOUSE, parent);
		let seen_at = |org, seq, moment| {
			let what = ObservedGoods::Object(goods);
			assert_ok!(observe_at(org, what, seq, EventTime { moment, offset: 0 }));
			anomaly()
		};
		// The factory had it then, and the carrier had it next.
		assert_eq!(seen_at(FACTORY, 0, NOW), None);
		assert_eq!(seen_at(CARRIER, 0, NOW), None);
		assert_eq!(seen_at(WAREHOUSE, 0, NOW), Some(AnomalyKind::HeldByAnother));
		assert_eq!(seen_at(FACTORY, 1, NOW + 60_000), Some(AnomalyKind::HeldByAnother));
		assert_eq!(seen_at(SHOP, 0, NOW - 1), None);
	});
}

#[test]
fn observe_should_judge_a_unit_by_its_consignment_when_its_path_leads_there() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let see = |org, serial_of, proof_of, lot| {
			let proof = Some(proof(&gtin(1), lot, proof_of));
			let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(serial_of), proof };
			let seq = ObservationCount::<Test>::get(unit(serial_of), org);
			assert_ok!(observe_at(org, what, seq, time()));
			anomaly()
		};
		assert_eq!(see(FACTORY, 5, 5, 1), None);
		assert_eq!(see(SHOP, 5, 5, 1), Some(AnomalyKind::HeldByAnother));
		assert_eq!(see(SHOP, 5, 6, 1), Some(AnomalyKind::ProofRefuted));
		assert_eq!(see(SHOP, 5, 5, 9), None);
		// Known as a unit of another lot.
		commission(2);
		assert_ok!(Custody::sell(
			signed(FACTORY),
			unit_claim(1, 5),
			seq(goods),
			H256::zero(),
			None,
			None
		));
		assert_eq!(see(FACTORY, 5, 5, 2), Some(AnomalyKind::ProofRefuted));
		assert_eq!(see(FACTORY, 5, 5, 1), Some(AnomalyKind::ReappearedAfterEnd));
	});
}

/// That `SHOP` has seen `shown` of a lot of the first class, as `object`, is recorded and reported.
fn assert_exceeds(object: ObjectId, seq: u32, lot: u32, shown: ShownOfLot) {
	let excess = Excess { lot: lot_id(&gtin(1), &number(lot)), shown };
	assert_eq!(last_event(), Event::LotExceeded { object, by: SHOP, seq, excess });
	assert_eq!(Excesses::<Test>::get((object, SHOP, seq)), Some(excess));
	let seen = Observations::<Test>::get((object, SHOP, seq)).expect("was recorded");
	assert_eq!(seen.anomaly, Some(AnomalyKind::MoreThanLot));
	let alert = Alert::MoreThanLot { object, by: SHOP, seq, excess };
	assert_eq!(FakeAlerts::raised().last(), Some(&alert));
}

#[test]
fn observe_should_name_the_lot_when_a_label_is_at_a_leaf_that_it_does_not_have() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let see = |n, index, seq| {
			let mut path = proof(&gtin(1), 1, n);
			path.index = index;
			let what =
				ObservedGoods::Serial { gtin: gtin(1), serial: serial(n), proof: Some(path) };
			assert_ok!(observe_at(SHOP, what, seq, time()));
		};
		see(5, LEAVES - 1, 0);
		assert_eq!(anomaly(), Some(AnomalyKind::ProofRefuted));
		see(5, LEAVES, 1);
		assert_exceeds(unit(5), 1, 1, ShownOfLot::Leaf(LEAVES));
		// As well of a unit that has a record.
		let claim = unit_claim(1, 7);
		assert_ok!(Custody::sell(signed(FACTORY), claim, seq(goods), H256::zero(), None, None));
		see(7, u32::MAX, 0);
		assert_exceeds(unit(7), 0, 1, ShownOfLot::Leaf(u32::MAX));
		assert_eq!(FakeAlerts::raised().len(), 3);
	});
}

#[test]
fn observe_should_refute_a_path_when_the_lot_has_no_serials() {
	ExtBuilder::default().build_and_execute(|| {
		commission_loose(2, 3);
		let proof = Some(proof(&gtin(1), 2, 5));
		let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(5), proof };
		assert_ok!(observe_at(SHOP, what, 0, time()));
		assert_eq!(anomaly(), Some(AnomalyKind::ProofRefuted));
	});
}

#[test]
fn observe_should_name_the_lot_when_more_is_seen_than_was_made() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission_loose(2, 40);
		let before = item(goods);
		let lot = lot_id(&gtin(1), &number(2));
		let see = |of, quantity, seq| {
			let what = ObservedGoods::OfLot { gtin: gtin(1), lot: number(of), quantity };
			assert_ok!(observe_at(SHOP, what, seq, time()));
		};
		see(2, Quantity::Pieces(40), 0);
		assert_eq!(anomaly(), None);
		let kilograms = Quantity::Measured { micros: 41, unit: UnitCode(*b"KGM") };
		see(2, kilograms, 1);
		assert_eq!(anomaly(), None);
		see(3, Quantity::Pieces(41), 0);
		assert_eq!(anomaly(), None);
		assert_eq!(FakeAlerts::raised(), vec![]);
		see(2, Quantity::Pieces(41), 2);
		assert_exceeds(lot, 2, 2, ShownOfLot::Quantity(Quantity::Pieces(41)));
		assert_eq!(FakeAlerts::raised().len(), 1);
		assert_eq!((item(goods), LastSightings::<Test>::get(lot)), (before, None));
	});
}

#[test]
fn observe_should_name_the_lot_when_more_is_counted_than_it_has_serials() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let quantity = Quantity::Pieces(u64::from(LEAVES) + 1);
		let what = ObservedGoods::OfLot { gtin: gtin(1), lot: number(1), quantity };
		assert_ok!(observe_at(SHOP, what, 0, time()));
		let lot = lot_id(&gtin(1), &number(1));
		assert_exceeds(lot, 0, 1, ShownOfLot::Quantity(quantity));
	});
}
