use super::*;
use tracemark_primitives::{
	cbv::Disposition,
	goods::{Reservation, Sale, Segment},
	parties::PartyTag,
	transport::Passage,
	Moment,
};

/// Moment of minute `n` of the test.
fn at(minute: u64) -> Moment {
	NOW + minute * MINUTE
}

/// Lets a minute and a block pass.
fn tick() {
	pass(60);
}

/// Who held what that belongs to the factory, from when to when.
fn segment(holder: OrgId, object: ObjectId, from: u64, until: Option<u64>) -> Segment {
	let block = |minute| 1 + u32::try_from(minute).expect("small");
	Segment {
		holder,
		object,
		from_block: block(from),
		from: at(from),
		place: None,
		until_block: until.map(block),
		until: until.map(at),
		ended: None,
		disposition: None,
		reservation: None,
		passage: None,
		span: 0,
		owner: FACTORY,
	}
}

fn trace(object: ObjectId) -> Vec<Segment> {
	page(object, 0, 100)
}

/// A page, wherever its segments began, however they ended and whichever spans they are of.
fn page(object: ObjectId, since: Moment, limit: u32) -> Vec<Segment> {
	let bare =
		|segment| Segment { place: None, ended: None, disposition: None, span: 0, ..segment };
	Custody::trace(object, since, limit).into_iter().map(bare).collect()
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
		assert_ok!(Custody::sell(
			signed(SHOP),
			unit_claim(1, 12),
			seq(new),
			H256::zero(),
			None,
			None
		));
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
fn trace_should_follow_what_a_unit_left_when_its_leaf_was_split_off_later() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		hand_over(FACTORY, SHOP, goods);
		tick();
		assert_ok!(extract(&unit_claim(1, 7)));
		tick();
		hand_over(SHOP, WAREHOUSE, goods);
		tick();
		// In the block of the split: before it, and after it.
		assert_ok!(extract(&unit_claim(1, 8)));
		let part = |from, to| Part::Ranges(vec![(from, to)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(WAREHOUSE), goods, seq(goods), part(0, 12)));
		assert_ok!(extract(&unit_claim(1, 9)));
		let new = consignment(1, 1);
		tick();
		hand_over(WAREHOUSE, CARRIER, new);
		tick();
		assert_ok!(Custody::split(signed(CARRIER), new, seq(new), part(4, 11)));
		let last = consignment(1, 2);
		tick();
		hand_over(CARRIER, IMPORTER, last);
		tick();
		assert_ok!(extract(&unit_claim(1, 10)));

		let begin = [
			segment(FACTORY, goods, 0, Some(1)),
			segment(SHOP, goods, 1, Some(3)),
			segment(WAREHOUSE, goods, 3, Some(4)),
		];
		let of_seven =
			[begin[0], segment(SHOP, goods, 1, Some(2)), segment(SHOP, unit(7), 2, None)];
		assert_eq!(trace(unit(7)), of_seven);
		assert_eq!(page(unit(7), at(1), 1), of_seven[1..2]);
		assert_eq!(page(unit(7), at(2), 9), of_seven[2..]);
		for index in [8, 9] {
			assert_eq!(trace(unit(index))[..3], begin);
			assert_eq!(trace(unit(index))[3..], [segment(WAREHOUSE, unit(index), 4, None)]);
		}
		let end = [
			segment(WAREHOUSE, new, 4, Some(5)),
			segment(CARRIER, new, 5, Some(6)),
			segment(CARRIER, last, 6, Some(7)),
			segment(IMPORTER, last, 7, Some(8)),
			segment(IMPORTER, unit(10), 8, None),
		];
		assert_eq!(trace(unit(10))[..3], begin);
		assert_eq!(trace(unit(10))[3..], end);
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
fn trace_should_go_on_with_the_goods_when_an_authority_took_them_out() {
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
			of(IMPORTER, segment(CARRIER, pallet, 2, Some(3))),
			of(IMPORTER, segment(CARRIER, pallet, 3, Some(4))),
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

/// Packs at the factory, where it says.
fn pack_at(place: u32, code: u32, child: ObjectId) {
	let children = vec![(child, seq(child))].try_into().expect("one");
	let place = Some(gln(place));
	assert_ok!(Custody::pack(signed(FACTORY), sscc(code), children, place, time()));
}

fn unpack_at(place: u32, parent: ObjectId, child: ObjectId) {
	let children = vec![(child, seq(child))].try_into().expect("one");
	let (seq, place) = (seq(parent), Some(gln(place)));
	assert_ok!(Custody::unpack(signed(FACTORY), parent, seq, children, place, time()));
}

#[test]
fn trace_should_say_where_each_stretch_began_when_the_holder_stays_the_same() {
	ExtBuilder::default().build_and_execute(|| {
		let places = |object| {
			let trace = Custody::trace(object, 0, 100);
			trace.iter().map(|part| (part.object, part.place, part.span)).collect::<Vec<_>>()
		};
		let (goods, other) = (commission(1), commission(2));
		tick();
		pack_at(2, 1, other);
		tick();
		// It came into what stood elsewhere before.
		pack_at(3, 1, goods);
		tick();
		unpack_at(4, pallet(1), goods);
		let went =
			vec![(goods, Some(gln(1)), 0), (pallet(1), Some(gln(3)), 0), (goods, Some(gln(4)), 2)];
		assert_eq!(places(goods), went);
		assert_eq!(places(pallet(1)), [(pallet(1), Some(gln(2)), 0)]);
		tick();
		// In and out in one block: it lay in nothing meanwhile, and is at another place.
		pack_at(5, 2, goods);
		unpack_at(6, pallet(2), goods);
		assert_eq!(places(goods)[..3], went[..]);
		assert_eq!(places(goods)[3..], [(goods, Some(gln(6)), 4)]);
	});
}

/// The seller's reference to each payment.
const PAYMENT: H256 = H256::repeat_byte(0x9a);

fn sell(object: ObjectId, order: u8, marketplace: Option<OrgId>) {
	let claim = GoodsClaim::Consignment { id: object };
	let order = H256::repeat_byte(order);
	let payment = Some(PAYMENT);
	assert_ok!(Custody::sell(signed(SHOP), claim, seq(object), order, payment, marketplace));
}

#[test]
fn trace_should_keep_both_sales_apart_when_the_goods_came_back_in_the_block_of_the_first() {
	ExtBuilder::default().build_and_execute(|| {
		FakeMembership::admit(50, 50, Role::Marketplace.into(), country("DE"));
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		tick();
		sell(goods, 1, Some(50));
		let back = H256::repeat_byte(2);
		assert_ok!(Custody::take_back(signed(SHOP), goods, seq(goods), back, Some(gln(7)), time()));
		tick();
		sell(goods, 3, None);
		let trace = Custody::trace(goods, 0, 100);
		let told: Vec<_> = trace
			.iter()
			.map(|part| (part.holder, part.place, part.until, part.ended, Custody::sale(part)))
			.collect();
		let sale = |order, marketplace| {
			Some(Sale { marketplace, order: H256::repeat_byte(order), payment: Some(PAYMENT) })
		};
		let sold = Some(EndOfLife::Sold);
		let expected = vec![
			(FACTORY, Some(gln(1)), Some(at(0)), None, None),
			(SHOP, Some(gln(1)), Some(at(1)), sold, sale(1, Some(50))),
			(SHOP, Some(gln(7)), Some(at(2)), sold, sale(3, None)),
		];
		assert_eq!(told, expected);
		assert_eq!(trace.last().and_then(|last| last.until_block), Some(3));
		// The next page goes on with what came back.
		assert_eq!(Custody::trace(goods, at(1), 100), trace[2..]);
	});
}

/// How the stretches of a trace ended, and in which condition.
fn ends(object: ObjectId) -> Vec<(Option<EndOfLife>, Option<Disposition>)> {
	let trace = Custody::trace(object, 0, 100);
	trace.iter().map(|part| (part.ended, part.disposition)).collect()
}

#[test]
fn trace_should_say_in_which_condition_an_end_left_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let claim = |id| GoodsClaim::Consignment { id };
		let miss = |id, how| {
			let seq = seq(id);
			Custody::report_missing(signed(FACTORY), claim(id), seq, how, None, time())
		};
		let goods: Vec<_> = (1..=7).map(commission).collect();
		let empty = pack(FACTORY, 1, &goods[..1]);
		tick();
		unpack_at(1, empty, goods[0]);
		assert_ok!(Custody::close(signed(FACTORY), empty, seq(empty)));
		assert_ok!(miss(goods[0], MissingKind::Lost));
		assert_ok!(miss(goods[1], MissingKind::Stolen));
		let decommissioned = claim(goods[2]);
		assert_ok!(Custody::decommission(signed(FACTORY), decommissioned, 1, time()));
		assert_ok!(Custody::destroy(signed(FACTORY), goods[3], 1, time()));
		hand_over(FACTORY, SHOP, goods[4]);
		sell(goods[4], 1, None);
		let last = |object| ends(object).last().copied().expect("was held");
		let inactive = Some(Disposition::Inactive);
		assert_eq!(last(empty), (Some(EndOfLife::Closed), inactive));
		assert_eq!(last(goods[0]), (Some(EndOfLife::Lost), Some(Disposition::Unknown)));
		assert_eq!(last(goods[1]), (Some(EndOfLife::Stolen), Some(Disposition::Stolen)));
		assert_eq!(last(goods[2]), (Some(EndOfLife::Decommissioned), inactive));
		assert_eq!(last(goods[3]), (Some(EndOfLife::Destroyed), Some(Disposition::Destroyed)));
		assert_eq!(last(goods[4]), (Some(EndOfLife::Sold), Some(Disposition::RetailSold)));
		assert_eq!(last(goods[5]), (None, None));
		// What they lay in ended with them in it, unless they had left it before.
		let case = pack(FACTORY, 2, &goods[5..]);
		tick();
		unpack_at(1, case, goods[6]);
		assert_ok!(Custody::destroy(signed(FACTORY), case, seq(case), time()));
		assert_eq!(last(goods[5]), (Some(EndOfLife::Destroyed), Some(Disposition::Destroyed)));
		assert_eq!(ends(goods[6]).iter().filter(|end| end.0.is_some()).count(), 0);
		// Of what was consumed CBV has no word.
		assert_eq!(EndOfLife::Transformed.disposition(), None);
	});
}

#[test]
fn trace_should_say_how_the_goods_ended_when_they_go_on_under_another_label() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		tick();
		// Out of the consignment before it was relabelled, if in the same block.
		let part = Part::Ranges(vec![(0, 1)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		let (gtin, number) = (gtin(1), number(2));
		let identity = LotIdentity { gtin, number, root: None };
		let claim = GoodsClaim::Consignment { id: goods };
		let relabelled =
			Custody::relabel(signed(FACTORY), claim, seq(goods), identity, place(), time());
		assert_ok!(relabelled);
		let old = (Some(EndOfLife::Relabelled), Some(Disposition::Inactive));
		assert_eq!(ends(goods), [old]);
		assert_eq!(ends(consignment(2, 0)), [old, (None, None)]);
		assert_eq!(ends(consignment(1, 1)), [(None, None), (None, None)]);
	});
}

#[test]
fn trace_should_show_goods_in_transit_while_an_outsider_carries_them_and_after() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let case = pack(FACTORY, 1, &[goods]);
		tick();
		let carrier = PartyTag { key_version: 1, tag: H256::repeat_byte(4) };
		let consign = || {
			let seq = seq(case);
			Custody::consign(signed(FACTORY), case, seq, IMPORTER, carrier, None, None, time())
		};
		let in_transit = (None, Some(Disposition::InTransit));
		assert_ok!(consign());
		assert_eq!(ends(goods).last(), Some(&in_transit));
		// Nobody took it over in time.
		pass(MAX_OFFER_TERM / 1_000);
		assert_eq!(ends(goods).last(), Some(&(None, None)));
		assert_ok!(consign());
		let damaged = Receipt::Reserved(Reservation::Damaged);
		let goods_received = vec![(case, seq(case), damaged)].try_into().expect("one");
		assert_ok!(Custody::receive(signed(IMPORTER), goods_received, place(), time()));
		assert_eq!(ends(case), [in_transit, (None, Some(Disposition::Damaged))]);
		let arrived = Custody::trace(case, 0, 100).pop().expect("is held");
		assert!(matches!(arrived.passage, Some(Passage::Broken { .. })));
	});
}

/// How many spans of an object are read for five segments of its trace.
fn spans_read(ext: &mut sp_io::TestExternalities, goods: ObjectId, since: Moment) -> usize {
	use codec::Encode;
	let spans = || {
		let spans = (0..item(goods).spans).filter_map(|number| Spans::<Test>::get(goods, number));
		spans.map(|span| span.encode()).collect()
	};
	entries_read(ext, 5, spans, || Custody::trace(goods, since, 5))
}

#[test]
fn a_page_of_a_trace_should_cost_four_steps_of_a_search_more_when_it_is_ten_times_as_long() {
	let mut ext = ExtBuilder::default().build();
	let travel = |lot, times: u32| {
		let goods = commission(lot);
		for _ in 0..times {
			tick();
			hand_over(FACTORY, CARRIER, goods);
			tick();
			hand_over(CARRIER, FACTORY, goods);
		}
		let whole = Custody::trace(goods, 0, 1_000);
		(goods, whole[whole.len() - 6].from)
	};
	let (near, far) = ext.execute_with(|| (travel(1, 10), travel(2, 100)));
	for (near_since, far_since) in [(0, 0), (near.1, far.1)] {
		let short = spans_read(&mut ext, near.0, near_since);
		let long = spans_read(&mut ext, far.0, far_since);
		// The first, five, the next, and a search of 21.
		assert!((7..=7 + 5).contains(&short), "{short} reads");
		assert!(long <= short + 4, "{short} reads became {long}");
	}
}

/// Splits a part off the last part of a lot without serials, so often.
fn split_deep(lot: u32, depth: u32) -> ObjectId {
	let mut part = commission_loose(lot, 1_000);
	for number in 1..=depth {
		tick();
		let pieces = Quantity::Pieces(u64::from(1_000 - number));
		assert_ok!(Custody::split(signed(FACTORY), part, seq(part), Part::Amount(pieces)));
		part = consignment(lot, number);
	}
	part
}

#[test]
fn the_first_page_of_a_trace_should_read_back_to_the_lot_and_the_last_only_its_own() {
	use codec::Encode;
	let mut ext = ExtBuilder::default().build();
	for (lot, depth) in [(1, 30), (2, 300)] {
		let (part, late) = ext.execute_with(|| {
			let part = split_deep(lot, depth);
			// Just before it was split off.
			(part, Timestamp::get() - 1)
		});
		let mut read = |since| {
			let stored = || {
				let items = (0..=depth).map(|number| item(consignment(lot, number)).encode());
				items.collect()
			};
			let page = || Custody::trace(part, since, 1);
			entries_read(&mut ext, 1, stored, page)
		};
		let (first, last) = (read(0), read(late));
		assert_eq!((first, last), (depth as usize + 1, 2), "at depth {depth}");
	}
}
