use super::*;
use tracemark_primitives::{goods::Segment, Moment};

/// Moment of minute `n` of the test.
fn at(minute: u64) -> Moment {
	NOW + minute * MINUTE
}

/// Lets a minute and a block pass.
fn tick() {
	pass(60);
}

/// Of goods that belong to the factory.
fn segment(holder: OrgId, object: ObjectId, from: u64, until: Option<u64>) -> Segment {
	let from_block = 1 + u32::try_from(from).expect("small");
	let (from, until) = (at(from), until.map(at));
	let (reservation, passage, span, owner) = (None, None, 0, FACTORY);
	Segment { holder, object, from_block, from, until, reservation, passage, span, owner }
}

fn trace(object: ObjectId) -> Vec<Segment> {
	page(object, 0, 100)
}

/// A page, whichever spans its segments are of.
fn page(object: ObjectId, since: Moment, limit: u32) -> Vec<Segment> {
	let segments = Custody::trace(object, since, limit);
	segments.into_iter().map(|segment| Segment { span: 0, ..segment }).collect()
}

#[test]
fn trace_should_follow_the_outermost_object_when_goods_are_packed() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		let inner = pack(FACTORY, 1, &[goods]);
		tick();
		let outer = pack(FACTORY, 2, &[inner]);
		tick();
		hand_over(FACTORY, CARRIER, outer);
		tick();
		hand_over(CARRIER, WAREHOUSE, outer);
		tick();
		let children = vec![(inner, seq(inner))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(WAREHOUSE), outer, seq(outer), children, None, time()));
		tick();
		hand_over(WAREHOUSE, IMPORTER, inner);
		tick();
		hand_over(WAREHOUSE, SHOP, outer);
		let children = vec![(goods, seq(goods))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(IMPORTER), inner, seq(inner), children, None, time()));
		tick();
		assert_ok!(Custody::destroy(signed(IMPORTER), goods, seq(goods), time()));

		let expected = vec![
			segment(FACTORY, goods, 0, Some(1)),
			segment(FACTORY, inner, 1, Some(2)),
			segment(FACTORY, outer, 2, Some(3)),
			segment(CARRIER, outer, 3, Some(4)),
			segment(WAREHOUSE, outer, 4, Some(5)),
			segment(WAREHOUSE, inner, 5, Some(6)),
			segment(IMPORTER, inner, 6, Some(7)),
			segment(IMPORTER, goods, 7, Some(8)),
		];
		assert_eq!(trace(goods), expected);
		// Pages of any size join up to the whole.
		for limit in 1..4 {
			let mut pages = Vec::new();
			let mut since = 0;
			loop {
				let page = page(goods, since, limit);
				let Some(last) = page.last() else { break };
				assert!(page.len() <= limit as usize);
				since = last.until.expect("has ended");
				pages.extend(page);
			}
			assert_eq!(pages, expected);
		}
		// From within a segment on.
		assert_eq!(page(goods, at(4) + 1, 100), expected[4..]);
		assert_eq!(page(goods, at(4), 2), expected[4..6]);
		assert_eq!(page(goods, 0, 0), vec![]);
	});
}

#[test]
fn trace_should_end_with_what_the_goods_lay_in() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		tick();
		assert_ok!(Custody::destroy(signed(FACTORY), parent, seq(parent), time()));
		assert_eq!(trace(goods).last(), Some(&segment(FACTORY, parent, 0, Some(1))));
	});
}

#[test]
fn trace_should_begin_with_the_consignment_when_a_part_was_split_off() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		hand_over(FACTORY, WAREHOUSE, goods);
		tick();
		let part = |from, to| Part::Ranges(vec![(from, to)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(WAREHOUSE), goods, seq(goods), part(10, 20)));
		let new = consignment(1, 1);
		tick();
		hand_over(WAREHOUSE, SHOP, new);
		hand_over(WAREHOUSE, CARRIER, goods);
		tick();
		assert_ok!(Custody::sell(signed(SHOP), unit_claim(1, 12), seq(new), H256::zero(), None));
		let before = [
			segment(FACTORY, goods, 0, Some(1)),
			segment(WAREHOUSE, goods, 1, Some(2)),
			segment(WAREHOUSE, new, 2, Some(3)),
		];
		assert_eq!(trace(new)[..3], before);
		assert_eq!(trace(new)[3..], [segment(SHOP, new, 3, None)]);
		let sold = trace(unit(12));
		assert_eq!(sold[..3], before);
		// Taken out and sold in one act: it was never in the shop's hands without its consignment.
		let tail = [segment(SHOP, new, 3, Some(4)), segment(SHOP, unit(12), 4, Some(4))];
		assert_eq!(sold[3..], tail);
		assert_eq!(page(unit(12), at(2), 1), before[2..]);
	});
}

#[test]
fn trace_should_keep_whoever_held_the_goods_for_no_time() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		hand_over(FACTORY, CARRIER, goods);
		hand_over(CARRIER, WAREHOUSE, goods);
		tick();
		let expected = [
			segment(FACTORY, goods, 0, Some(1)),
			segment(CARRIER, goods, 1, Some(1)),
			segment(WAREHOUSE, goods, 1, None),
		];
		assert_eq!(trace(goods), expected);
		assert_eq!(page(goods, 0, 1), expected[..2]);
		assert_eq!(page(goods, at(1), 1), expected[2..]);
	});
}

#[test]
fn trace_should_join_what_is_the_same_when_an_authority_kept_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		let parent = pack(FACTORY, 1, &[goods]);
		tick();
		assert_ok!(detain(goods, CUSTOMS));
		tick();
		assert_ok!(release(goods));
		let expected = [
			segment(FACTORY, goods, 0, Some(1)),
			segment(FACTORY, parent, 1, Some(2)),
			segment(FACTORY, goods, 2, None),
		];
		assert_eq!(trace(goods), expected);
		assert_eq!(trace(parent), [segment(FACTORY, parent, 1, None)]);
	});
}

#[test]
fn trace_should_say_to_whom_the_goods_belonged_when_title_passed() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, other) = (commission(1), commission(2));
		let pallet = pack(FACTORY, 1, &[goods, other]);
		tick();
		hand_over(FACTORY, CARRIER, pallet);
		tick();
		pass_title(FACTORY, IMPORTER, goods);
		tick();
		pass_title(FACTORY, SHOP, pallet);
		tick();
		hand_over(CARRIER, SHOP, pallet);
		tick();
		let children = vec![(goods, seq(goods)), (other, seq(other))].try_into().expect("two");
		assert_ok!(Custody::unpack(signed(SHOP), pallet, seq(pallet), children, None, time()));
		tick();
		hand_over(SHOP, IMPORTER, goods);

		let of = |owner, segment| Segment { owner, ..segment };
		let expected = [
			segment(FACTORY, pallet, 0, Some(1)),
			segment(CARRIER, pallet, 1, Some(2)),
			of(IMPORTER, segment(CARRIER, pallet, 2, Some(4))),
			of(IMPORTER, segment(SHOP, pallet, 4, Some(5))),
			of(IMPORTER, segment(SHOP, goods, 5, Some(6))),
			of(IMPORTER, segment(IMPORTER, goods, 6, None)),
		];
		// What it was made as, for no time.
		assert_eq!(trace(goods)[0], segment(FACTORY, goods, 0, Some(0)));
		assert_eq!(trace(goods)[1..], expected);
		let expected = [
			segment(CARRIER, pallet, 1, Some(3)),
			of(SHOP, segment(CARRIER, pallet, 3, Some(4))),
			of(SHOP, segment(SHOP, pallet, 4, Some(5))),
			of(SHOP, segment(SHOP, other, 5, None)),
		];
		assert_eq!(trace(other)[2..], expected);
		// A unit has the trace of the consignment that it was taken out of.
		assert_ok!(extract(&unit_claim(1, 3)));
		assert_eq!(trace(unit(3))[..6], trace(goods)[..6]);
	});
}

#[test]
fn trace_should_keep_notes_and_legs_to_the_stretch_that_they_began() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		offer(FACTORY, CARRIER, goods);
		let note = Receipt::Reserved(tracemark_primitives::goods::Reservation::Damaged);
		let receipts = vec![(goods, seq(goods), note)].try_into().expect("one");
		assert_ok!(Custody::receive(signed(CARRIER), receipts, None, time()));
		tick();
		pass_title(FACTORY, SHOP, goods);
		let noted: Vec<_> = trace(goods)
			.iter()
			.map(|segment| (segment.owner, segment.reservation.is_some()))
			.collect();
		assert_eq!(noted, [(FACTORY, false), (FACTORY, true), (SHOP, false)]);
	});
}

#[test]
fn trace_should_be_empty_when_the_object_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(trace(H256::zero()), vec![]);
	});
}
