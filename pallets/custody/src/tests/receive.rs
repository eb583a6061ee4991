use super::*;
use tracemark_primitives::goods::Reservation;

fn receive(to: OrgId, goods: Vec<(ObjectId, Receipt)>) -> DispatchResult {
	let goods: Vec<_> =
		goods.into_iter().map(|(object, receipt)| (object, seq(object), receipt)).collect();
	Custody::receive(signed(to), goods.try_into().expect("at most 200"), place(), time())
}

/// Logistic units, each with a lot of its own, that the factory offers the carrier.
fn offered(count: u32) -> Vec<ObjectId> {
	let pack_and_offer = |n| {
		let object = pack(FACTORY, n, &[commission(n)]);
		offer(FACTORY, CARRIER, object);
		object
	};
	(1..=count).map(pack_and_offer).collect()
}

const SHORT: Reservation = Reservation::Shortage { missing: Quantity::Pieces(3) };

#[test]
fn receive_should_take_over_200_when_three_are_named_as_exceptions() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = offered(200);
		pass(60);
		let before: Vec<_> = goods.iter().map(|object| item(*object)).collect();
		let receipt = |n: usize| match n {
			17 => Receipt::Reserved(SHORT),
			99 => Receipt::Reserved(Reservation::SealBroken),
			150 => Receipt::Refused(RefusalReason::Damaged),
			_ => Receipt::Accepted,
		};
		assert_ok!(receive(
			CARRIER,
			goods.iter().enumerate().map(|(n, object)| (*object, receipt(n))).collect()
		));

		for (n, object) in goods.iter().enumerate() {
			let after = item(*object);
			assert_eq!(after.presence, Presence::Held);
			let (holder, reservation) = match receipt(n) {
				Receipt::Refused(_) => (FACTORY, None),
				Receipt::Reserved(note) => (CARRIER, Some(note)),
				Receipt::Accepted => (CARRIER, None),
			};
			assert_eq!(after.position, held(holder));
			let trace = Custody::trace(*object, 0, 100);
			let last = trace.last().expect("is held");
			assert_eq!((last.holder, last.reservation), (holder, reservation));
			assert_eq!(after.seq, before[n].seq + 1);
		}
		let event = Event::Accepted {
			object: goods[17],
			seq: before[17].seq + 1,
			from: FACTORY,
			to: CARRIER,
			reservation: Some(SHORT),
			circumstances: here_and_now(),
		};
		System::assert_has_event(event.clone().into());
		assert_chained(before[17], goods[17], &event);
	});
}

/// A consignment without serials that the factory offers the carrier.
fn loose() -> ObjectId {
	let quantity = Quantity::Pieces(100);
	assert_ok!(Custody::commission(
		signed(FACTORY),
		gtin(1),
		number(9),
		quantity,
		None,
		None,
		time()
	));
	let object = consignment(9, 0);
	offer(FACTORY, CARRIER, object);
	object
}

fn quantity(object: ObjectId) -> Quantity {
	Consignments::<Test>::get(object).expect("is one").quantity
}

#[test]
fn receive_should_leave_what_is_missing_of_loose_goods_with_their_sender() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = loose();
		let before = item(goods);
		assert_ok!(receive(CARRIER, vec![(goods, Receipt::Reserved(SHORT))]));
		let behind = consignment(9, 1);
		assert_eq!((item(goods).position, item(behind).position), (held(CARRIER), held(FACTORY)));
		assert_eq!(
			(quantity(goods), quantity(behind)),
			(Quantity::Pieces(97), Quantity::Pieces(3))
		);
		// A split, and then the hand-over.
		assert_eq!((item(goods).seq, item(behind).seq), (before.seq + 2, 1));
		let trace = Custody::trace(goods, 0, 100);
		assert_eq!(trace.last().and_then(|last| last.reservation), Some(SHORT));
		// The receiver cannot sell what he said was missing; the sender answers for it.
		let number = seq(behind);
		let lost = |org| {
			let (lost, place) = (MissingKind::Lost, place());
			Custody::report_missing(signed(org), whole(behind), number, lost, place, time())
		};
		assert_noop!(lost(CARRIER), Error::NotHolder);
		assert_ok!(lost(FACTORY));
	});
}

#[test]
fn receive_should_only_note_a_shortage_when_nobody_can_say_what_is_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let serialised = commission(1);
		offer(FACTORY, CARRIER, serialised);
		let declared = loose();
		assert_ok!(<Custody as CustodyControl>::bind(&TrackedGoods::Object(declared)));
		let all = Receipt::Reserved(Reservation::Shortage { missing: Quantity::Pieces(100) });
		let receipts =
			vec![(serialised, Receipt::Reserved(SHORT)), (declared, Receipt::Reserved(SHORT))];
		assert_ok!(receive(CARRIER, receipts));
		for (object, pieces) in [(serialised, u64::from(LEAVES)), (declared, 100)] {
			assert_eq!(quantity(object), Quantity::Pieces(pieces));
			assert_eq!(Lots::<Test>::iter_values().map(|lot| lot.consignments).max(), Some(1));
		}
		offer(CARRIER, SHOP, declared);
		assert_ok!(receive(SHOP, vec![(declared, all)]));
		assert_eq!(item(declared).position, held(SHOP));
	});
}

#[test]
fn receive_should_note_a_shortage_when_a_unit_left_the_goods_before() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let sold = unit_claim(1, 7);
		assert_ok!(Custody::sell(signed(SHOP), sold, seq(goods), H256::zero(), None, None));
		offer(SHOP, WAREHOUSE, goods);
		let missing = Quantity::Pieces(LEAVES.into());
		let all = Receipt::Reserved(Reservation::Shortage { missing });
		assert_noop!(receive(WAREHOUSE, vec![(goods, all)]), Error::MalformedShortage);
		assert_ok!(receive(WAREHOUSE, vec![(goods, Receipt::Reserved(SHORT))]));
		assert_eq!(
			(item(goods).position, quantity(goods)),
			(held(WAREHOUSE), Quantity::Pieces(63))
		);
		let trace = Custody::trace(goods, 0, 100);
		assert_eq!(trace.last().and_then(|last| last.reservation), Some(SHORT));
		// Once the receiver knows which they are, each is reported, and half of the rest goes on.
		for index in [3, 4, 40] {
			let (claim, number) = (unit_claim(1, index), seq(goods));
			let lost = MissingKind::Lost;
			let reporter = signed(WAREHOUSE);
			assert_ok!(Custody::report_missing(reporter, claim, number, lost, place(), time()));
		}
		let half = Part::Ranges(vec![(0, 32)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(WAREHOUSE), goods, seq(goods), half));
		let part = consignment(1, 1);
		hand_over(WAREHOUSE, CARRIER, part);
		assert_eq!((quantity(part), quantity(goods)), (Quantity::Pieces(29), Quantity::Pieces(31)));
		assert_eq!((item(part).position, item(goods).position), (held(CARRIER), held(WAREHOUSE)));
	});
}

#[test]
fn receive_should_note_nothing_of_what_came_in_later() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = offered(1)[0];
		assert_ok!(receive(CARRIER, vec![(goods, Receipt::Reserved(SHORT))]));
		let child = consignment(1, 0);
		let noted = |object| Custody::trace(object, 0, 100).last().expect("is held").reservation;
		assert_eq!((noted(goods), noted(child)), (Some(SHORT), Some(SHORT)));
		pass(60);
		let later = commission(2);
		hand_over(FACTORY, CARRIER, later);
		assert_ok!(Custody::pack(
			signed(CARRIER),
			sscc(1),
			vec![(later, seq(later))].try_into().expect("one"),
			None,
			time()
		));
		assert_eq!(noted(later), None);
		assert_eq!(noted(goods), Some(SHORT));
	});
}

#[test]
fn receive_should_change_nothing_when_one_of_them_cannot_be_received() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = offered(3);
		let all = |receipt| goods.iter().map(|object| (*object, receipt)).collect::<Vec<_>>();
		assert_noop!(receive(WAREHOUSE, all(Receipt::Accepted)), Error::NotReceiver);
		let mut twice = all(Receipt::Accepted);
		twice.push(twice[0]);
		assert_noop!(receive(CARRIER, twice), Error::StaleSeq);
		let own = commission(9);
		let with_foreign = [all(Receipt::Accepted), vec![(own, Receipt::Accepted)]].concat();
		assert_noop!(receive(CARRIER, with_foreign), Error::NotOffered);
		assert_noop!(receive(CARRIER, vec![]), Error::NothingNamed);
		assert_ok!(receive(CARRIER, all(Receipt::Accepted)));
		assert_noop!(receive(CARRIER, all(Receipt::Accepted)), Error::NotOffered);
	});
}

#[test]
fn receive_should_fail_when_so_much_cannot_be_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = offered(1)[0];
		let short = |missing| {
			receive(CARRIER, vec![(goods, Receipt::Reserved(Reservation::Shortage { missing }))])
		};
		let kilograms = UnitCode(*b"KGM");
		for missing in [
			Quantity::Pieces(0),
			Quantity::Pieces(u64::from(LEAVES) + 1),
			Quantity::Measured { micros: 1, unit: kilograms },
			Quantity::Measured { micros: 1, unit: UnitCode(*b"k/g") },
		] {
			assert_noop!(short(missing), Error::MalformedShortage);
		}
		assert_ok!(short(Quantity::Pieces(LEAVES.into())));
	});
}

#[test]
fn receive_should_fail_when_the_signer_or_the_time_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = offered(1)[0];
		let list = || vec![(goods, seq(goods), Receipt::Accepted)].try_into().expect("one");
		refuses_others(CARRIER, |origin| Custody::receive(origin, list(), None, time()));
		refuses_wrong_times(|time| Custody::receive(signed(CARRIER), list(), None, time));
	});
}
