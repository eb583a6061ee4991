//! Goods whose markings were erased, by what is still legible.

use super::{
	record_trip::{container, load},
	*,
};
use tracemark_primitives::transport::{
	ContainerNumber, Found, SealNumber, SealingGround, SearchKey, TripId,
};

fn search(key: SearchKey) -> Vec<Found> {
	Custody::search(key, 0, 100).items
}

fn seal(text: &str) -> SearchKey {
	SearchKey::Seal(SealNumber(text.as_bytes().to_vec().try_into().expect("short")))
}

fn by_lot(n: u32) -> SearchKey {
	SearchKey::Lot { gtin: gtin(1), number: number(n) }
}

#[test]
fn search_should_find_goods_by_lot_seal_container_and_sscc() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let inner = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[inner]);
		load(FACTORY, outer);
		hand_over(FACTORY, CARRIER, outer);
		for (key, object) in [
			(by_lot(1), goods),
			(SearchKey::Sscc(sscc(1)), inner),
			(SearchKey::Sscc(sscc(2)), outer),
			(SearchKey::Container(container()), outer),
			(seal("HP100"), outer),
		] {
			let found = search(key);
			assert_eq!(found.len(), 1);
			let Found { whereabouts, outermost, trip } = &found[0];
			assert_eq!((whereabouts.object, whereabouts.holder), (object, CARRIER));
			assert_eq!(*outermost, outer);
			let trip = trip.as_ref().expect("is on its way");
			assert_eq!((trip.id, trip.is_on), (TripId { object: outer, number: 0 }, true));
			assert_eq!((trip.trip.by, trip.trip.container), (FACTORY, Some(container())));
		}
	});
}

#[test]
fn search_should_find_nothing_when_nobody_stated_it() {
	ExtBuilder::default().build_and_execute(|| {
		load(FACTORY, pack(FACTORY, 1, &[commission(1)]));
		let other = ContainerNumber(*b"MSKU0000080");
		for key in [
			by_lot(2),
			SearchKey::Sscc(sscc(2)),
			SearchKey::Container(other),
			seal("HP10"),
			seal(""),
		] {
			assert_eq!(search(key), vec![]);
		}
	});
}

#[test]
fn search_should_keep_what_is_over_and_say_so() {
	ExtBuilder::default().build_and_execute(|| {
		let [first, second] = [1, 2].map(|n| pack(FACTORY, n, &[commission(n)]));
		load(FACTORY, first);
		let child = consignment(1, 0);
		let children = vec![(child, seq(child))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(FACTORY), first, seq(first), children, None, time()));
		load(FACTORY, second);
		let found = |key| {
			search(key)
				.into_iter()
				.map(|found| (found.whereabouts.object, found.trip.map(|trip| trip.is_on)))
				.collect::<Vec<_>>()
		};
		// The newest first.
		let both = vec![(second, Some(true)), (first, Some(false))];
		assert_eq!(found(SearchKey::Container(container())), both);
		assert_eq!(found(seal("HP100")), both);
		// What was in it travels in it no longer.
		assert_eq!(found(by_lot(1)), vec![(child, None)]);
		assert_ok!(Custody::destroy(signed(FACTORY), second, seq(second), time()));
		assert_eq!(found(seal("HP100")), vec![(second, Some(false)), (first, Some(false))]);
		assert_eq!(found(by_lot(2)), vec![(consignment(2, 0), None)]);
	});
}

#[test]
fn search_should_say_that_a_trip_is_over_when_what_it_lies_in_has_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let inner = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, inner);
		let outer = pack(FACTORY, 2, &[inner]);
		let is_on = || search(seal("HP100")).pop().and_then(|found| found.trip).map(|it| it.is_on);
		assert_eq!(is_on(), Some(true));
		assert_ok!(Custody::destroy(signed(FACTORY), outer, seq(outer), time()));
		assert_eq!(is_on(), Some(false));
	});
}

#[test]
fn search_should_find_every_bearer_of_a_code_and_every_part_of_a_lot_in_pages() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		for n in 0..3 {
			let part = Part::Ranges(vec![(n, n + 1)].try_into().expect("one"));
			assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		}
		let objects = |page: &tracemark_primitives::apis::Page<Found>| {
			page.items.iter().map(|found| found.whereabouts.object).collect::<Vec<_>>()
		};
		let page = Custody::search(by_lot(1), 0, 3);
		assert_eq!(objects(&page), [3, 2, 1].map(|n| consignment(1, n)));
		assert_eq!(page.next, Some(3));
		let page = Custody::search(by_lot(1), 3, 3);
		assert_eq!((objects(&page), page.next), (vec![goods], None));

		let first = pack(FACTORY, 1, &[goods]);
		let children = vec![(goods, seq(goods))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(FACTORY), first, seq(first), children, None, time()));
		assert_ok!(Custody::close(signed(FACTORY), first, seq(first)));
		pack(FACTORY, 1, &[goods]);
		let second = tracemark_primitives::gs1::logistic_unit_id(&sscc(1), 1);
		let page = Custody::search(SearchKey::Sscc(sscc(1)), 0, 100);
		assert_eq!(objects(&page), [second, first]);
	});
}

#[test]
fn search_should_show_which_trip_bore_the_seal_when_it_was_changed() {
	ExtBuilder::default().build_and_execute(|| {
		let object = pack(FACTORY, 1, &[commission(1)]);
		load(FACTORY, object);
		let seals = super::record_trip::seals(&["HP200"]);
		let ground = SealingGround::OpenedByCustoms;
		let seq = seq(object);
		let (container, origin) = (Some(container()), signed(FACTORY));
		assert_ok!(Custody::record_trip(
			origin,
			object,
			seq,
			container,
			seals,
			ground,
			None,
			time()
		));
		let trip = |text| {
			let found = search(seal(text)).pop().expect("is found");
			found.trip.map(|trip| (trip.id.number, trip.is_on)).expect("bears it")
		};
		assert_eq!((trip("HP100"), trip("HP200")), ((0, false), (1, true)));
	});
}

#[test]
fn a_page_of_a_search_should_read_its_items_and_no_others_when_the_lot_has_ten_times_as_many_parts()
{
	use codec::Encode;
	let mut ext = ExtBuilder::default().build();
	for (lot, parts) in [(1, 30), (2, 300)] {
		ext.execute_with(|| {
			let goods = commission_loose(lot, 1_000);
			for _ in 0..parts {
				let part = Part::Amount(Quantity::Pieces(1));
				assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
			}
		});
		let stored = || {
			let items = (0..=parts).map(|number| item(consignment(lot, number)).encode());
			items.collect()
		};
		let page = || Custody::search(by_lot(lot), 10, 5).items;
		assert_eq!(entries_read(&mut ext, 5, stored, page), 5, "of {parts} parts");
	}
}
