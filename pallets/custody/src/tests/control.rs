//! What authorities do.

use super::*;
use tracemark_primitives::{goods::Clearance, gs1::Gtin, DeclarationId};

fn extract(claim: &GoodsClaim) -> Result<ObjectId, DispatchError> {
	<Custody as CustodyControl>::extract(claim)
}

fn detain(object: ObjectId, by: OrgId) -> DispatchResult {
	<Custody as CustodyControl>::detain(&object, by)
}

fn release(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::release(&object)
}

fn destroy(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::destroy(&object)
}

fn clear(object: ObjectId, declaration: DeclarationId, destination: &str) -> DispatchResult {
	let clearance = Clearance { declaration, destination: country(destination) };
	<Custody as CustodyControl>::clear(&object, clearance)
}

fn children(parent: ObjectId) -> (u32, u64) {
	let unit = LogisticUnits::<Test>::get(parent).expect("a logistic unit");
	(unit.children, unit.contents.iter().map(|content| content.quantity.value()).sum())
}

#[test]
fn extract_should_give_the_unit_a_record_with_its_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		hand_over(FACTORY, CARRIER, parent);
		assert_eq!(extract(&unit_claim(1, 5)), Ok(unit(5)));
		let record = item(unit(5));
		assert_eq!((record.position, record.presence), (held(CARRIER), Presence::Held));
		assert_eq!(children(parent), (1, 63));
	});
}

#[test]
fn extract_should_change_nothing_when_the_goods_have_a_record() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		assert_ok!(extract(&unit_claim(1, 5)));
		frame_support::assert_storage_noop!({
			assert_eq!(extract(&unit_claim(1, 5)), Ok(unit(5)));
			assert_eq!(extract(&GoodsClaim::LogisticUnit { sscc: sscc(1) }), Ok(parent));
			assert_eq!(extract(&GoodsClaim::Consignment { id: goods }), Ok(goods));
		});
	});
}

#[test]
fn extract_should_free_nothing_when_the_goods_are_kept_or_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		assert_ok!(detain(a, CUSTOMS));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_eq!(item(unit(5)).presence, Presence::Detained { by: CUSTOMS });
		assert_ok!(Custody::destroy(signed(FACTORY), b, seq(b), time()));
		assert_ok!(extract(&unit_claim(2, 6)));
		assert_eq!(item(unit(6)).presence, Presence::Ended(EndOfLife::Destroyed));
		offer(FACTORY, CARRIER, c);
		assert_ok!(extract(&unit_claim(3, 7)));
		assert_eq!(item(unit(7)).presence, Presence::Held);
	});
}

#[test]
fn extract_should_fail_when_custody_has_no_record() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let bare = |gtin: Gtin, proof| GoodsClaim::Unit { gtin, serial: serial(5), proof };
		assert_noop!(extract(&bare(gtin(1), None)), Error::ProofMissing);
		let wrong = bare(gtin(1), Some(proof(&gtin(1), 1, 6)));
		assert_noop!(extract(&wrong), Error::ProofRefuted);
		assert_noop!(extract(&bare(gtin(2), Some(proof(&gtin(2), 1, 5)))), Error::UnknownLot);
		for claim in
			[GoodsClaim::LogisticUnit { sscc: sscc(2) }, GoodsClaim::Consignment { id: parent }]
		{
			assert_noop!(extract(&claim), Error::UnknownObject);
		}
	});
}

#[test]
fn detain_should_take_the_object_out_of_all_it_lies_in() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission_loose(2, 5));
		let inner = pack(FACTORY, 1, &[a, b]);
		let outer = pack(FACTORY, 2, &[inner]);
		hand_over(FACTORY, CARRIER, outer);
		let (parent, before) = (item(inner), item(a));
		assert_ok!(detain(a, CUSTOMS));
		let after = item(a);
		assert_eq!(
			(after.position, after.presence),
			(held(CARRIER), Presence::Detained { by: CUSTOMS })
		);
		assert_eq!((children(inner), children(outer)), ((1, 5), (1, 5)));
		let pins = Pins {
			parent_seq: parent.seq + 1,
			parent_head: parent.head,
			child_seq: before.seq + 1,
			child_head: before.head,
		};
		let taken = Event::TakenOut { parent: inner, child: a, pins, holder: CARRIER };
		System::assert_has_event(taken.clone().into());
		assert_chained(parent, inner, &taken);
		let event = Event::Detained { object: a, seq: before.seq + 2, by: CUSTOMS };
		assert_eq!(last_event(), event);
		assert_ok!(detain(b, CUSTOMS));
		assert_eq!(LogisticUnits::<Test>::get(inner), Some(LogisticUnit::default()));
	});
}

#[test]
fn detain_should_end_an_offer() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		offer(FACTORY, CARRIER, goods);
		assert_ok!(detain(goods, CUSTOMS));
		assert_ok!(release(goods));
		assert_eq!(item(goods).presence, Presence::Held);
	});
}

#[test]
fn detain_should_fail_when_the_goods_are_kept_or_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		let parent = pack(FACTORY, 1, &[a, b]);
		assert_ok!(detain(parent, CUSTOMS));
		assert_noop!(detain(parent, CUSTOMS), Error::UnderDetention);
		assert_noop!(detain(a, MONITOR), Error::UnderDetention);
		assert_ok!(detain(a, CUSTOMS));
		assert_noop!(detain(H256::zero(), CUSTOMS), Error::UnknownObject);
		assert_ok!(destroy(parent));
		assert_noop!(detain(b, CUSTOMS), Error::AlreadyEnded);
		assert_ok!(Custody::destroy(signed(FACTORY), c, 1, time()));
		assert_noop!(detain(c, CUSTOMS), Error::AlreadyEnded);
	});
}

#[test]
fn release_should_give_the_goods_back_to_their_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(detain(goods, CUSTOMS));
		let before = item(goods);
		assert_ok!(release(goods));
		assert_eq!((item(goods).position, item(goods).presence), (held(FACTORY), Presence::Held));
		let event = Event::Released { object: goods, seq: before.seq + 1, by: CUSTOMS };
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		assert_noop!(release(goods), Error::NotDetained);
		assert_noop!(release(H256::zero()), Error::UnknownObject);
	});
}

#[test]
fn clear_should_mark_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let before = item(goods);
		assert_ok!(clear(goods, 3, "DE"));
		let clearance = Clearance { declaration: 3, destination: country("DE") };
		assert_eq!(item(goods).cleared, Some(clearance));
		let event = Event::Cleared { object: goods, seq: before.seq + 1, clearance };
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		assert_noop!(clear(H256::zero(), 3, "DE"), Error::UnknownObject);
	});
}

#[test]
fn clear_should_leave_holder_and_offer_when_the_goods_are_offered() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		offer(FACTORY, CARRIER, goods);
		assert_ok!(clear(goods, 3, "DE"));
		let record = item(goods);
		assert_eq!(record.position, held(FACTORY));
		assert_eq!(record.presence, Presence::Offered { to: CARRIER });
	});
}

#[test]
fn clear_should_leave_what_the_goods_lie_in() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, other) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[goods, other]);
		assert_ok!(clear(goods, 3, "DE"));
		assert_eq!(item(goods).position, Position::In { parent });
		assert_eq!((item(parent).cleared, item(other).cleared), (None, None));
	});
}

#[test]
fn clear_should_fail_when_the_goods_are_in_already() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(clear(goods, 3, "DE"));
		for declaration in [3, 4] {
			assert_noop!(clear(goods, declaration, "DE"), Error::AlreadyCleared);
		}
		// Out again, and in again.
		assert_ok!(clear(goods, 5, "FR"));
		assert_ok!(clear(goods, 6, "DE"));
	});
}

#[test]
fn clear_should_fail_when_what_the_goods_lie_in_is_in_already() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		assert_ok!(clear(outer, 3, "DE"));
		assert_noop!(clear(goods, 4, "DE"), Error::AlreadyCleared);
		assert_noop!(clear(inner, 4, "DE"), Error::AlreadyCleared);
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_noop!(clear(unit(5), 4, "DE"), Error::AlreadyCleared);
		assert_ok!(detain(inner, CUSTOMS));
		assert_noop!(clear(inner, 4, "DE"), Error::AlreadyCleared);
		assert_ok!(clear(goods, 4, "FR"));
	});
}

#[test]
fn clear_should_fail_when_the_goods_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[b]);
		for goods in [a, parent] {
			assert_ok!(Custody::destroy(signed(FACTORY), goods, seq(goods), time()));
			assert_noop!(clear(goods, 3, "DE"), Error::AlreadyEnded);
		}
		// What lay in it ended with it.
		assert_noop!(clear(b, 3, "DE"), Error::AlreadyEnded);
	});
}

#[test]
fn clear_should_pass_when_an_authority_gives_the_goods_back() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(detain(goods, CUSTOMS));
		assert_ok!(release(goods));
		assert_ok!(clear(goods, 3, "DE"));
	});
}

#[test]
fn destroy_should_end_what_an_authority_keeps() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_noop!(destroy(goods), Error::NotDetained);
		assert_noop!(destroy(H256::zero()), Error::UnknownObject);
		assert_ok!(detain(goods, CUSTOMS));
		let before = item(goods);
		assert_ok!(destroy(goods));
		assert_eq!(item(goods).presence, Presence::Ended(EndOfLife::Destroyed));
		let event =
			Event::Destroyed { object: goods, seq: before.seq + 1, by: CUSTOMS, time: None };
		assert_eq!(last_event(), event);
		assert_noop!(destroy(goods), Error::NotDetained);
	});
}

#[test]
fn destroy_should_fail_when_no_authority_keeps_the_object_itself() {
	ExtBuilder::default().build_and_execute(|| {
		let (offered, nested, ended) = (commission(1), commission(2), commission(3));
		offer(FACTORY, CARRIER, offered);
		let parent = pack(FACTORY, 1, &[nested]);
		assert_ok!(Custody::destroy(signed(FACTORY), ended, seq(ended), time()));
		// Even where it keeps what the object lies in.
		assert_ok!(detain(parent, CUSTOMS));
		for object in [offered, nested, ended] {
			assert_noop!(destroy(object), Error::NotDetained);
			assert_noop!(release(object), Error::NotDetained);
		}
		assert_ok!(destroy(parent));
		assert_noop!(destroy(nested), Error::NotDetained);
	});
}

#[test]
fn destroy_should_leave_what_the_object_lay_in() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[a, b]);
		assert_ok!(detain(a, CUSTOMS));
		assert_ok!(destroy(a));
		assert_eq!(item(parent).presence, Presence::Held);
		assert_eq!(children(parent), (1, 64));
	});
}
