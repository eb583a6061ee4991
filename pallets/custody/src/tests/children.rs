use super::*;

/// Consignments of a piece each, split off a lot, by ascending id.
fn parts_of(lot: u32, count: u32) -> Vec<ObjectId> {
	let goods = commission_loose(lot, 1_000);
	let split = |number| {
		let part = Part::Amount(Quantity::Pieces(1));
		assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		consignment(lot, number)
	};
	let mut parts: Vec<_> = (1..=count).map(split).collect();
	parts.sort();
	parts
}

fn parts(count: u32) -> Vec<ObjectId> {
	parts_of(1, count)
}

fn unpack(org: OrgId, parent: ObjectId, child: ObjectId) {
	let children = vec![(child, seq(child))].try_into().expect("one");
	assert_ok!(Custody::unpack(signed(org), parent, seq(parent), children, None, time()));
}

fn children(parent: ObjectId) -> Vec<ObjectId> {
	Custody::children(parent, None, 100)
}

#[test]
fn children_should_be_listed_in_pages_that_join_up() {
	ExtBuilder::default().build_and_execute(|| {
		let parts = parts(7);
		let parent = pack(FACTORY, 1, &parts);
		assert_eq!(children(parent), parts);
		for limit in 1..=8 {
			let mut pages = Vec::new();
			loop {
				let page = Custody::children(parent, pages.last().copied(), limit);
				assert!(page.len() <= limit as usize);
				if page.is_empty() {
					break;
				}
				pages.extend(page);
			}
			assert_eq!(pages, parts);
		}
		assert_eq!(Custody::children(parent, None, 0), vec![]);
		assert_eq!(children(H256::zero()), vec![]);
		assert_eq!(children(parts[0]), vec![]);
	});
}

#[test]
fn children_should_be_at_most_a_page_when_more_lie_inside() {
	ExtBuilder::default().build_and_execute(|| {
		let parent = pack(FACTORY, 1, &parts(120));
		let first = Custody::children(parent, None, u32::MAX);
		let second = Custody::children(parent, first.last().copied(), u32::MAX);
		assert_eq!((first.len(), second.len()), (100, 20));
	});
}

#[test]
fn children_should_go_on_where_the_page_ended_when_something_left_in_between() {
	ExtBuilder::default().build_and_execute(|| {
		let parts = parts(6);
		let parent = pack(FACTORY, 1, &parts);
		let page = Custody::children(parent, None, 3);
		assert_eq!(page, parts[..3]);
		unpack(FACTORY, parent, parts[0]);
		unpack(FACTORY, parent, parts[2]);
		unpack(FACTORY, parent, parts[4]);
		assert_eq!(Custody::children(parent, Some(parts[2]), 3), [parts[3], parts[5]]);
	});
}

#[test]
fn children_should_be_those_of_one_level_when_goods_are_nested() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b) = (commission(1), commission(2));
		let inner = pack(FACTORY, 1, &[a]);
		let outer = pack(FACTORY, 2, &[inner, b]);
		let mut both = vec![inner, b];
		both.sort();
		assert_eq!((children(outer), children(inner)), (both, vec![a]));
		// A unit that is taken out leaves its consignment where it lies.
		assert_ok!(extract(&unit_claim(1, 3)));
		assert_eq!(children(inner), vec![a]);
		// An authority takes out what lies deeper.
		assert_ok!(detain(a, CUSTOMS));
		assert_eq!((children(inner), children(outer).len()), (vec![], 2));
		// What was unpacked and closed begins again with nothing.
		unpack(FACTORY, outer, inner);
		assert_ok!(Custody::close(signed(FACTORY), inner, seq(inner)));
		assert_eq!(children(outer), vec![b]);
		assert_ok!(release(a));
		pack(FACTORY, 1, &[a]);
		let second = tracemark_primitives::gs1::logistic_unit_id(&sscc(1), 1);
		assert_eq!((children(inner), children(second)), (vec![], vec![a]));
	});
}

#[test]
fn a_page_of_children_should_cost_no_more_when_ten_times_as_many_lie_inside() {
	let mut ext = ExtBuilder::default().build();
	ext.execute_with(|| {
		for (lot, count) in [(1, 40), (2, 400)] {
			for some in parts_of(lot, count).chunks(200) {
				pack(FACTORY, lot, some);
			}
		}
	});
	let mut cost = |code| {
		let after = Some(H256::repeat_byte(0x7f));
		proof_of(&mut ext, 5, || Custody::children(pallet(code), after, 5))
	};
	let (short, long) = (cost(1), cost(2));
	// Ten times as many are not read.
	assert!(long < short + short / 2, "{short} bytes became {long}");
}
