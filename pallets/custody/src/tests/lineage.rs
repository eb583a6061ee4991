//! Lineage, as the runtime API reads it.

use super::{derivation::*, *};
use tracemark_primitives::{
	apis::Page,
	goods::{Derivation, Direction, LineageLink, LotId},
};

fn lineage(lot: LotId, direction: Direction) -> Page<LineageLink> {
	Custody::lineage(lot, direction, 0, 100)
}

fn link(lot: LotId, object: ObjectId, quantity: Quantity) -> LineageLink {
	LineageLink { lot, object, quantity, how: Derivation::Transformed }
}

/// All lots that a walk in one direction comes to, each once, in the order in which it finds them.
fn walk(from: LotId, direction: Direction) -> Vec<LotId> {
	let mut found = vec![from];
	let mut next = 0;
	while let Some(lot) = found.get(next).copied() {
		for link in lineage(lot, direction).items {
			if !found.contains(&link.lot) {
				found.push(link.lot);
			}
		}
		next += 1;
	}
	found.split_off(1)
}

#[test]
fn lineage_should_lead_from_shoes_to_cotton_and_back() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let (first, second) = (make(COTTON, 1, kilograms(10)), make(COTTON, 2, kilograms(20)));
		assert_ok!(spin(&[all_of(first), some_of(second, kilograms(10))], 1, 18));
		assert_ok!(spin(&[all_of(second)], 2, 9));
		let yarn = goods_of(YARN, 1);
		let yields = [rate(YARN, kilograms(1), Quantity::Pieces(1))];
		let pairs = Quantity::Pieces(18);
		assert_ok!(transform(&[all_of(yarn)], &yields, identity(SHOES, 1), pairs));

		let shoes = lot_of(SHOES, 1);
		let [cotton, other] = [1, 2].map(|lot| lot_of(COTTON, lot));
		let [spun, spun_later] = [1, 2].map(|lot| lot_of(YARN, lot));
		assert_eq!(walk(shoes, Direction::Inputs), [spun, cotton, other]);
		assert_eq!(walk(cotton, Direction::Outputs), [spun, shoes]);
		assert_eq!(walk(other, Direction::Outputs), [spun, spun_later, shoes]);
		let part = tracemark_primitives::gs1::consignment_id(&other, 1);
		let inputs = vec![link(cotton, first, kilograms(10)), link(other, part, kilograms(10))];
		assert_eq!(lineage(spun, Direction::Inputs), Page { items: inputs, next: None });
		let outputs =
			vec![link(spun, part, kilograms(10)), link(spun_later, second, kilograms(10))];
		assert_eq!(lineage(other, Direction::Outputs), Page { items: outputs, next: None });
	});
}

#[test]
fn lineage_should_be_read_in_pages_that_join_up() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(1_000));
		for lot in 1..=7 {
			assert_ok!(spin(&[some_of(cotton, kilograms(10))], lot, 9));
		}
		let origin = lot_of(COTTON, 1);
		let whole = lineage(origin, Direction::Outputs);
		assert_eq!((whole.items.len(), whole.next), (7, None));
		for limit in 1..=8 {
			let mut pages = Vec::new();
			let mut cursor = Some(0);
			while let Some(from) = cursor {
				let page = Custody::lineage(origin, Direction::Outputs, from, limit);
				assert!(page.items.len() <= limit as usize);
				pages.extend(page.items);
				cursor = page.next;
			}
			assert_eq!(pages, whole.items);
		}
		let beyond = Custody::lineage(origin, Direction::Outputs, 8, 10);
		assert_eq!(beyond, Page { items: vec![], next: None });
	});
}

#[test]
fn a_page_of_lineage_should_cost_no_more_when_it_grew_long() {
	let mut ext = ExtBuilder::default().build();
	let origin = lot_of(COTTON, 1);
	let spin_some = |lots: std::ops::Range<u32>| {
		for lot in lots {
			let cotton = goods_of(COTTON, 1);
			assert_ok!(spin(&[some_of(cotton, kilograms(10))], lot, 9));
		}
	};
	ext.execute_with(|| {
		register_classes();
		make(COTTON, 1, kilograms(20_000));
		spin_some(0..200);
	});
	let page = || Custody::lineage(origin, Direction::Outputs, 0, 5).items;
	let short = proof_of(&mut ext, 5, page);
	ext.execute_with(|| spin_some(200..1_000));
	let long = proof_of(&mut ext, 5, page);
	// The state's tree may be a little deeper. Five times as many steps are not read.
	assert!(long < short + short / 2, "{short} bytes became {long}");
}

#[test]
fn lineage_should_be_empty_when_nothing_went_in_or_came_out() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		for direction in [Direction::Inputs, Direction::Outputs] {
			for lot in [tracemark_primitives::gs1::lot_id(&gtin(1), &number(1)), H256::zero()] {
				assert_eq!(lineage(lot, direction), Page { items: vec![], next: None });
			}
		}
	});
}

#[test]
fn the_invariants_should_fail_when_lineage_is_tampered_with() {
	let (origin, product) = (lot_of(COTTON, 1), lot_of(YARN, 1));
	let cotton = goods_of(COTTON, 1);
	type Fault = fn(LotId, LotId, ObjectId);
	let faults: [(&str, Fault); 8] = [
		("lineage differs by direction", |origin, _, _| {
			Lineage::<Test>::mutate((origin, Direction::Outputs, 0), |link| {
				link.as_mut().expect("is there").quantity = kilograms(1);
			});
		}),
		("lineage differs by direction", |_, product, _| {
			Lineage::<Test>::remove((product, Direction::Inputs, 0));
		}),
		("steps and their number differ", |origin, _, _| {
			LineageCount::<Test>::insert(origin, Direction::Outputs, 2);
		}),
		("more was consumed than there was", |origin, product, _| {
			for key in [(origin, Direction::Outputs, 0), (product, Direction::Inputs, 0)] {
				Lineage::<Test>::mutate(key, |link| {
					link.as_mut().expect("is there").quantity = kilograms(11);
				});
			}
		}),
		("another successor", |origin, _, cotton| Successors::<Test>::insert(cotton, origin)),
		("a successor without lineage", |origin, _, _| {
			Successors::<Test>::insert(H256::zero(), origin);
		}),
		("lineage leads to another lot", |origin, product, _| {
			for key in [(origin, Direction::Outputs, 0), (product, Direction::Inputs, 0)] {
				Lineage::<Test>::mutate(key, |link| {
					link.as_mut().expect("is there").object = goods_of(COTTON, 2);
				});
			}
		}),
		("consumed and without lineage", |origin, product, cotton| {
			for (lot, direction) in [(origin, Direction::Outputs), (product, Direction::Inputs)] {
				Lineage::<Test>::remove((lot, direction, 0));
				LineageCount::<Test>::remove(lot, direction);
			}
			Successors::<Test>::remove(cotton);
		}),
	];
	for (fault, tamper) in faults {
		ExtBuilder::default().build().execute_with(|| {
			register_classes();
			make(COTTON, 1, kilograms(10));
			make(COTTON, 2, kilograms(10));
			assert_ok!(spin(&[all_of(cotton)], 1, 9));
			assert_ok!(Custody::do_try_state());
			tamper(origin, product, cotton);
			assert_eq!(Custody::do_try_state(), Err(fault.into()));
		});
	}
}
