use super::*;
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	gs1::{Gln, Sscc},
};

fn report(org: OrgId, claim: GoodsClaim, number: u32, kind: MissingKind) -> DispatchResult {
	Custody::report_missing(signed(org), claim, number, kind, place(), time())
}

fn stolen(org: OrgId, object: ObjectId) -> DispatchResult {
	report(org, GoodsClaim::Consignment { id: object }, seq(object), MissingKind::Stolen)
}

fn anomaly_seen_by(org: OrgId, object: ObjectId, moment: u64) -> Option<AnomalyKind> {
	let number = ObservationCount::<Test>::get(object, org);
	let what = ObservedGoods::Object(object);
	let (step, state) = (BizStep::Inspecting, Disposition::Stolen);
	let when = EventTime { moment, offset: 0 };
	assert_ok!(Custody::observe(signed(org), what, number, step, state, None, when));
	let Event::Observed { anomaly, .. } = last_event() else { panic!("another") };
	anomaly
}

#[test]
fn report_missing_should_end_the_life_of_what_is_claimed_and_all_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let before = item(parent);
		let claim = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_ok!(report(FACTORY, claim, before.seq, MissingKind::Lost));
		let event = Event::ReportedMissing {
			object: parent,
			seq: before.seq + 1,
			by: FACTORY,
			kind: MissingKind::Lost,
			circumstances: here_and_now(),
		};
		assert_eq!(last_event(), event);
		assert_chained(before, parent, &event);
		let lost = Presence::Ended(EndOfLife::Lost);
		for object in [goods, parent] {
			let at = <Custody as CustodyInspect>::whereabouts(&object).expect("is known");
			assert_eq!((at.presence, at.holder), (lost, FACTORY));
		}
		let sale =
			Custody::sell(signed(FACTORY), unit_claim(1, 3), seq(goods), H256::zero(), None, None);
		assert_noop!(sale, Error::AlreadyEnded);
		let offer = Custody::offer(signed(FACTORY), parent, seq(parent), SHOP, None, None, time());
		assert_noop!(offer, Error::AlreadyEnded);
	});
}

#[test]
fn report_missing_should_take_a_unit_out_by_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		pack(FACTORY, 1, &[goods]);
		assert_ok!(report(FACTORY, unit_claim(1, 7), seq(goods), MissingKind::Stolen));
		assert_eq!(item(unit(7)).presence, Presence::Ended(EndOfLife::Stolen));
		assert_eq!(Consignments::<Test>::get(goods).map(|it| it.taken.count), Some(1));
		assert_eq!(item(goods).presence, Presence::Held);
	});
}

#[test]
fn report_missing_should_make_a_sighting_an_anomaly_whoever_sees_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		pass(60);
		assert_ok!(stolen(FACTORY, goods));
		pass(60);
		for org in [FACTORY, SHOP, CUSTOMS, MONITOR] {
			let anomaly = anomaly_seen_by(org, goods, NOW + 120_000);
			assert_eq!(anomaly, Some(AnomalyKind::ReappearedAfterEnd));
		}
		assert_eq!(FakeAlerts::raised().len(), 4);
		// It was there before.
		assert_eq!(anomaly_seen_by(FACTORY, goods, NOW), None);
	});
}

#[test]
fn report_missing_should_fail_when_the_goods_are_not_at_will() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[b]);
		assert_noop!(stolen(SHOP, a), Error::NotHolder);
		assert_noop!(stolen(FACTORY, b), Error::InsideAnother);
		let claim = GoodsClaim::Consignment { id: a };
		assert_noop!(report(FACTORY, claim, 0, MissingKind::Lost), Error::StaleSeq);
		assert_ok!(bind(a));
		assert_noop!(stolen(FACTORY, a), Error::UnderDeclaration);
		assert_ok!(unbind(a));
		offer(FACTORY, SHOP, a);
		assert_noop!(stolen(FACTORY, a), Error::OnOffer);
		assert_ok!(detain(a, CUSTOMS));
		assert_noop!(stolen(FACTORY, a), Error::UnderDetention);
		let case = |sscc| {
			let claim = GoodsClaim::LogisticUnit { sscc };
			report(FACTORY, claim, seq(parent), MissingKind::Lost)
		};
		assert_noop!(case(sscc(2)), Error::UnknownObject);
		assert_noop!(case(Sscc([b'1'; 18])), Error::MalformedSscc);
		assert_ok!(case(sscc(1)));
		assert_noop!(case(sscc(1)), Error::AlreadyEnded);
	});
}

#[test]
fn report_missing_should_fail_when_the_signer_place_or_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let claim = || GoodsClaim::Consignment { id: goods };
		let kind = MissingKind::Lost;
		refuses_others(FACTORY, |origin| {
			Custody::report_missing(origin, claim(), 1, kind, place(), time())
		});
		refuses_wrong_times(|time| {
			Custody::report_missing(signed(FACTORY), claim(), 1, kind, place(), time)
		});
		let nowhere = Some(Gln([b'1'; 13]));
		let call = Custody::report_missing(signed(FACTORY), claim(), 1, kind, nowhere, time());
		assert_noop!(call, Error::MalformedPlace);
	});
}
