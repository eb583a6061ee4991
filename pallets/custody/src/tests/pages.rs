//! What a page costs of the histories that only grow.

use super::{
	add_quality_report::report_of,
	incidents::observe,
	record_trip::{container, record},
	*,
};
use codec::Encode;
use tracemark_primitives::{goods::LotId, gs1::lot_id, transport::SealingGround};

/// The history of a lot, or of the pallet of that number.
struct History {
	what: &'static str,
	/// Has so many entries written.
	write: fn(u32, u32),
	/// All of them, as they are stored.
	stored: fn(u32) -> Vec<Vec<u8>>,
	/// Five of them, from the tenth on.
	page: fn(u32) -> Vec<Vec<u8>>,
}

fn encoded<Entry: Encode>(entries: impl IntoIterator<Item = Entry>) -> Vec<Vec<u8>> {
	entries.into_iter().map(|entry| entry.encode()).collect()
}

fn lot(n: u32) -> LotId {
	lot_id(&gtin(1), &number(n))
}

fn observe_often(lot: u32, times: u32) {
	let goods = commission(lot);
	for number in 0..times {
		assert_ok!(observe(SHOP, ObservedGoods::Object(goods), number));
	}
}

fn travel_often(code: u32, times: u32) {
	let object = pack(FACTORY, code, &[commission(code)]);
	for number in 0..times {
		let ground = if number == 0 { SealingGround::Loaded } else { SealingGround::Reloaded };
		assert_ok!(record(FACTORY, object, Some(container()), &["HP100"], ground));
	}
}

fn report_often(n: u32, times: u32) {
	commission(n);
	for number in 0..times {
		pass(1);
		assert_ok!(report_of(lot(n), FACTORY, number, 1));
	}
}

#[test]
fn a_page_should_read_its_items_and_no_others_when_the_history_is_ten_times_as_long() {
	let histories = [
		History {
			what: "incidents",
			write: observe_often,
			stored: |n| encoded(Incidents::<Test>::iter_prefix_values(consignment(n, 0))),
			page: |n| encoded(Custody::incidents(&consignment(n, 0), 10, 5).items),
		},
		History {
			what: "trips",
			write: travel_often,
			stored: |n| encoded(Trips::<Test>::iter_prefix_values(pallet(n))),
			page: |n| encoded(Custody::trips(pallet(n), 10, 5).items),
		},
		History {
			what: "reports of quality",
			write: report_often,
			stored: |n| encoded(QualityReports::<Test>::iter_prefix_values(lot(n))),
			page: |n| encoded(Custody::quality_reports(lot(n), 10, 5).items),
		},
	];
	for History { what, write, stored, page } in histories {
		let mut ext = ExtBuilder::default().build();
		for (n, times) in [(1, 30), (2, 300)] {
			ext.execute_with(|| write(n, times));
			let read = entries_read(&mut ext, 5, || stored(n), || page(n));
			assert_eq!(read, 5, "{what}, of {times}");
		}
	}
}
