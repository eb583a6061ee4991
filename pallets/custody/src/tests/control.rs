//! What authorities do.

use super::*;
use tracemark_primitives::DeclarationId;

fn clear(object: ObjectId, declaration: DeclarationId, destination: &str) -> DispatchResult {
	super::clear(object, Clearance { declaration, destination: country(destination) })
}

fn unpack(parent: ObjectId, child: ObjectId) -> DispatchResult {
	let children = vec![(child, seq(child))].try_into().expect("one");
	Custody::unpack(signed(FACTORY), parent, seq(parent), children, None, time())
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
		let claim = GoodsClaim::Consignment { id: b };
		assert_ok!(Custody::sell(signed(FACTORY), claim, seq(b), H256::zero(), None, None));
		assert_ok!(extract(&unit_claim(2, 6)));
		assert_eq!(item(unit(6)).presence, Presence::Ended(EndOfLife::Sold));
		offer(FACTORY, CARRIER, c);
		assert_ok!(extract(&unit_claim(3, 7)));
		assert_eq!(item(unit(7)).presence, Presence::Held);
	});
}

#[test]
fn extract_should_fail_when_the_goods_ended_for_good() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(Custody::destroy(signed(FACTORY), goods, seq(goods), time()));
		assert_noop!(Custody::extract(&tracked(&unit_claim(1, 5))), Error::AlreadyEnded);
	});
}

#[test]
fn extract_should_fail_when_another_lot_used_up_the_serial() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission(2);
		let second = tracked(&unit_claim(2, 5));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_noop!(Custody::extract(&second), Error::ProofRefuted);
		frame_support::assert_storage_noop!(assert_eq!(detain_goods(&second, CUSTOMS), Ok(None)));
		assert_noop!(Custody::extract(&TrackedGoods::Object(H256::zero())), Error::UnknownObject);
	});
}

#[test]
fn extract_should_advance_all_that_the_unit_lay_in() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		offer(FACTORY, CARRIER, outer);
		let before = item(outer);
		assert_ok!(extract(&unit_claim(1, 5)));
		let event = Event::Reduced { logistic_unit: outer, seq: before.seq + 1, object: unit(5) };
		System::assert_has_event(event.clone().into());
		assert_chained(before, outer, &event);
		// Nobody accepts less than was offered without looking.
		let accept = |seq| Custody::accept(signed(CARRIER), outer, seq, place(), time());
		assert_noop!(accept(before.seq), Error::StaleSeq);
		assert_ok!(accept(before.seq + 1));
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
		let event = Event::Detained {
			object: a,
			seq: before.seq + 2,
			by: CUSTOMS,
			ground: None,
			place: None,
		};
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
fn detain_should_take_goods_back_into_the_trade_when_they_were_sold_or_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		let whole = |id| GoodsClaim::Consignment { id };
		let miss = |id, kind| {
			Custody::report_missing(signed(FACTORY), whole(id), seq(id), kind, None, time())
		};
		assert_ok!(miss(a, MissingKind::Lost));
		assert_ok!(miss(b, MissingKind::Stolen));
		assert_ok!(Custody::sell(signed(FACTORY), whole(c), seq(c), H256::zero(), None, None));
		for goods in [a, b, c] {
			assert_eq!(detain(goods, CUSTOMS), Ok(Some(goods)));
			let kept = (held(FACTORY), Presence::Detained { by: CUSTOMS });
			assert_eq!((item(goods).position, item(goods).presence), kept);
			// Their holder gets round it by no word of its own.
			let found = Custody::report_found(signed(FACTORY), goods, seq(goods), None, time());
			assert_noop!(found, Error::NotMissing);
			let back =
				Custody::take_back(signed(FACTORY), goods, seq(goods), H256::zero(), None, time());
			assert_noop!(back, Error::NotSold);
			assert_ok!(release(goods));
			assert_eq!(item(goods).presence, Presence::Held);
		}
	});
}

#[test]
fn detain_should_take_a_unit_out_of_a_consignment_that_is_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let claim = GoodsClaim::Consignment { id: goods };
		let stolen = MissingKind::Stolen;
		assert_ok!(Custody::report_missing(signed(FACTORY), claim, 1, stolen, None, time()));
		let leaf = tracked(&unit_claim(1, 5));
		assert_eq!(detain_goods(&leaf, CUSTOMS), Ok(Some(unit(5))));
		assert_eq!(item(unit(5)).presence, Presence::Detained { by: CUSTOMS });
		assert_eq!(item(goods).presence, Presence::Ended(EndOfLife::Stolen));
	});
}

#[test]
fn detain_should_pass_over_what_is_kept_or_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		let parent = pack(FACTORY, 1, &[a, b]);
		assert_eq!(detain(parent, CUSTOMS), Ok(Some(parent)));
		frame_support::assert_storage_noop!({
			assert_eq!(detain(parent, CUSTOMS), Ok(None));
			assert_eq!(detain(a, MONITOR), Ok(None));
			assert_eq!(detain(H256::zero(), CUSTOMS), Ok(None));
		});
		assert_eq!(detain(a, CUSTOMS), Ok(Some(a)));
		assert_ok!(destroy(parent));
		assert_ok!(Custody::destroy(signed(FACTORY), c, 1, time()));
		frame_support::assert_storage_noop!({
			assert_eq!(detain(b, CUSTOMS), Ok(None));
			assert_eq!(detain(c, CUSTOMS), Ok(None));
		});
	});
}

#[test]
fn detain_should_keep_its_line_as_the_ground_until_the_goods_are_taken_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		let ground = || DetentionGrounds::<Test>::get(goods);
		let of = |declaration, line| Some(DetentionGround::Declaration { declaration, line });
		let detain = |declaration, line| {
			let goods = TrackedGoods::Object(goods);
			<Custody as CustodyControl>::detain(&goods, CUSTOMS, declaration, line)
		};
		assert_eq!(ground(), None);
		assert_ok!(detain(7, 2));
		assert_eq!(ground(), of(7, 2));
		assert_eq!(DetentionGrounds::<Test>::get(pallet), None);
		assert_ok!(release(goods));
		assert_eq!(ground(), of(7, 2));
		assert_ok!(detain(8, 0));
		// What is kept is passed over, with another line as well.
		assert_ok!(detain(9, 0));
		assert_eq!(ground(), of(8, 0));
		assert_ok!(destroy(goods));
		assert_eq!(ground(), of(8, 0));
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
		let event =
			Event::Released { object: goods, seq: before.seq + 1, by: CUSTOMS, ground: None };
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		assert_noop!(release(goods), Error::NotDetained);
		assert_noop!(release(H256::zero()), Error::UnknownObject);
		assert_ok!(detain(goods, MONITOR));
		assert_noop!(release(goods), Error::UnderDetention);
		assert_noop!(destroy(goods), Error::UnderDetention);
		assert_noop!(clear(goods, 3, "DE"), Error::UnderDetention);
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
		assert_eq!(record.presence, on_offer(CARRIER));
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
		// The union is one customs territory.
		assert_noop!(clear(goods, 5, "FR"), Error::AlreadyCleared);
		// Out again, and in again.
		assert_ok!(clear(goods, 5, "CN"));
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
		assert_ok!(release(inner));
		assert_noop!(clear(inner, 4, "DE"), Error::AlreadyCleared);
		assert_ok!(clear(goods, 4, "CN"));
	});
}

#[test]
fn clear_should_fail_when_something_in_the_goods_is_in_already() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		assert_ok!(clear(a, 3, "DE"));
		let inner = pack(FACTORY, 1, &[a]);
		let outer = pack(FACTORY, 2, &[inner, b]);
		assert_noop!(clear(outer, 4, "DE"), Error::AlreadyCleared);
		assert_ok!(clear(b, 4, "DE"));
		assert_noop!(clear(outer, 5, "FR"), Error::AlreadyCleared);
		assert_ok!(clear(outer, 5, "CN"));
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

#[test]
fn clear_should_cover_only_what_lay_in_the_goods_then() {
	ExtBuilder::default().build_and_execute(|| {
		let cleared = |object| Custody::outermost(object, item(object)).expect("known").cleared;
		let (a, b) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[a]);
		assert_ok!(clear(parent, 3, "DE"));
		pack(FACTORY, 1, &[b]);
		assert_eq!(cleared(a).map(|clearance| clearance.declaration), Some(3));
		assert_eq!(cleared(b), None);
		for child in [b, a] {
			assert_ok!(unpack(parent, child));
		}
		assert_eq!(item(a).cleared.map(|clearance| clearance.declaration), Some(3));
		assert_eq!(item(b).cleared, None);
		// Emptied, it is let in with what is put into it next.
		pack(FACTORY, 1, &[b]);
		assert_eq!(item(parent).cleared, None);
		assert_ok!(clear(parent, 4, "DE"));
	});
}

#[test]
fn bind_should_hold_goods_to_what_they_are() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, c) = (commission(1), commission(2), commission(3));
		let parent = pack(FACTORY, 1, &[a, b]);
		let list = |object| vec![(object, seq(object))].try_into().expect("one");
		let by = || signed(FACTORY);
		assert_ok!(bind(a));
		for object in [a, parent] {
			assert_eq!(item(object).declared, 1);
		}
		let at = |object| seq(object);
		assert_noop!(
			Custody::unpack(by(), parent, at(parent), list(b), None, time()),
			Error::UnderDeclaration
		);
		assert_noop!(Custody::pack(by(), sscc(1), list(c), None, time()), Error::UnderDeclaration);
		assert_noop!(
			Custody::pack(by(), sscc(2), list(parent), None, time()),
			Error::UnderDeclaration
		);
		assert_noop!(Custody::destroy(by(), parent, at(parent), time()), Error::UnderDeclaration);
		assert_noop!(
			Custody::sell(by(), unit_claim(1, 5), at(a), H256::zero(), None, None),
			Error::UnderDeclaration
		);
		hand_over(FACTORY, CARRIER, parent);
		hand_over(CARRIER, FACTORY, parent);
		assert_ok!(unbind(a));
		assert_ok!(Custody::unpack(by(), parent, at(parent), list(a), None, time()));
		assert_ok!(bind(a));
		assert_noop!(
			Custody::split(by(), a, at(a), Part::Ranges(vec![(0, 5)].try_into().expect("one"))),
			Error::UnderDeclaration
		);
		let claim = GoodsClaim::Consignment { id: a };
		assert_noop!(
			Custody::sell(by(), claim, at(a), H256::zero(), None, None),
			Error::UnderDeclaration
		);
		let empty = pack(FACTORY, 3, &[c]);
		assert_ok!(Custody::unpack(by(), empty, at(empty), list(c), None, time()));
		assert_ok!(bind(empty));
		assert_noop!(Custody::close(by(), empty, at(empty)), Error::UnderDeclaration);
		assert_noop!(bind(H256::zero()), Error::UnknownObject);
		assert_noop!(unbind(b), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn bind_should_go_with_a_unit_when_it_is_taken_out() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let leaf = tracked(&unit_claim(1, 5));
		assert_ok!(<Custody as CustodyControl>::bind(&leaf));
		assert_eq!((item(goods).declared, item(parent).declared), (1, 1));
		assert_ok!(extract(&unit_claim(1, 5)));
		assert_eq!((item(goods).declared, item(parent).declared), (0, 0));
		let sell = || {
			Custody::sell(signed(FACTORY), unit_claim(1, 5), seq(unit(5)), H256::zero(), None, None)
		};
		assert_noop!(sell(), Error::UnderDeclaration);
		assert_ok!(<Custody as CustodyControl>::unbind(&leaf));
		assert_ok!(sell());
	});
}

#[test]
fn bind_should_stay_with_its_lot_when_another_lot_has_the_same_serial() {
	ExtBuilder::default().build_and_execute(|| {
		let (first, second) = (commission(1), commission(2));
		let leaf = tracked(&unit_claim(2, 5));
		assert_ok!(<Custody as CustodyControl>::bind(&leaf));
		let at = seq(first);
		assert_ok!(Custody::sell(signed(FACTORY), unit_claim(1, 5), at, H256::zero(), None, None));
		assert_eq!(item(unit(5)).declared, 0);
		assert_eq!(item(second).declared, 1);
		assert_ok!(<Custody as CustodyControl>::unbind(&leaf));
		assert_eq!(item(second).declared, 0);
		assert_eq!(DeclaredUnits::<Test>::iter().count(), 0);
	});
}
