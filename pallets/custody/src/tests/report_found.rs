use super::*;
use tracemark_primitives::gs1::Gln;

fn found(org: OrgId, object: ObjectId) -> DispatchResult {
	Custody::report_found(signed(org), object, seq(object), place(), time())
}

fn missing(object: ObjectId, kind: MissingKind) -> ObjectId {
	let claim = GoodsClaim::Consignment { id: object };
	assert_ok!(Custody::report_missing(signed(FACTORY), claim, seq(object), kind, None, time()));
	object
}

#[test]
fn report_found_should_put_missing_goods_back_into_the_trade() {
	ExtBuilder::default().build_and_execute(|| {
		for (lot, kind) in [(1, MissingKind::Lost), (2, MissingKind::Stolen)] {
			let object = missing(commission(lot), kind);
			pass(60);
			let before = item(object);
			assert_ok!(found(FACTORY, object));
			let event = Event::Found {
				object,
				seq: before.seq + 1,
				by: FACTORY,
				circumstances: here_and_now(),
			};
			assert_eq!(last_event(), event);
			assert_chained(before, object, &event);
			assert_eq!(
				(item(object).presence, item(object).position),
				(Presence::Held, held(FACTORY))
			);
			let gap: Vec<_> = Custody::trace(object, 0, 100)
				.iter()
				.map(|segment| (segment.holder, segment.until.is_some()))
				.collect();
			assert_eq!(gap, [(FACTORY, true), (FACTORY, false)]);
			hand_over(FACTORY, SHOP, object);
		}
	});
}

#[test]
fn report_found_should_bring_back_what_lies_in_a_pallet() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let claim = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		let kind = MissingKind::Stolen;
		let number = seq(parent);
		assert_ok!(Custody::report_missing(signed(FACTORY), claim, number, kind, None, time()));
		pass(60);
		assert_ok!(found(FACTORY, parent));
		let at = <Custody as CustodyInspect>::whereabouts(&goods).expect("is known");
		assert_eq!((at.presence, at.holder), (Presence::Held, FACTORY));
		let segments = Custody::trace(goods, 0, 100);
		assert_eq!(segments.last().map(|last| (last.object, last.until)), Some((parent, None)));
	});
}

#[test]
fn report_found_should_fail_when_the_goods_are_not_the_signers_or_not_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_noop!(found(FACTORY, goods), Error::NotMissing);
		missing(goods, MissingKind::Stolen);
		// Whoever else finds them observes them.
		for org in [SHOP, CUSTOMS] {
			assert_noop!(found(org, goods), Error::NotHolder);
		}
		let stale = Custody::report_found(signed(FACTORY), goods, 0, None, time());
		assert_noop!(stale, Error::StaleSeq);
		assert_ok!(found(FACTORY, goods));
		assert_ok!(Custody::destroy(signed(FACTORY), goods, seq(goods), time()));
		assert_noop!(found(FACTORY, goods), Error::NotMissing);
		let unknown = Custody::report_found(signed(FACTORY), H256::zero(), 0, None, time());
		assert_noop!(unknown, Error::UnknownObject);
		let packed = commission(2);
		pack(FACTORY, 1, &[packed]);
		assert_noop!(found(FACTORY, packed), Error::InsideAnother);
	});
}

#[test]
fn report_found_should_fail_when_the_signer_place_or_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = missing(commission(1), MissingKind::Lost);
		refuses_others(FACTORY, |origin| Custody::report_found(origin, goods, 2, None, time()));
		refuses_wrong_times(|time| Custody::report_found(signed(FACTORY), goods, 2, None, time));
		let nowhere = Some(Gln([b'1'; 13]));
		let call = Custody::report_found(signed(FACTORY), goods, 2, nowhere, time());
		assert_noop!(call, Error::MalformedPlace);
	});
}
