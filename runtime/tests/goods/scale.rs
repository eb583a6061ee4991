//! Entries that are read and written, whatever the size of what is moved.

use super::*;
use sp_core::H256;
use sp_io::TestExternalities;
use sp_trie::recorder::Recorder;
use std::collections::BTreeMap;
use tracemark_primitives::{merkle, territory::Territories};

/// How many entries of our pallets were read and written.
type Touched = (usize, usize);

/// Has `act` done, and says which entries it touched.
fn touched(ext: &mut TestExternalities, act: impl FnOnce()) -> Touched {
	ext.commit_all().expect("no open transactions");
	let recorder = Recorder::default();
	ext.execute_with_recorder(recorder.clone(), act);
	let prefixes = OURS.map(|pallet| sp_io::hashing::twox_128(pallet.as_bytes()));
	let is_ours = |key: &[u8]| prefixes.iter().any(|prefix| key.starts_with(prefix));
	let read = recorder.recorded_keys();
	let reads = read.values().flat_map(|keys| keys.keys()).filter(|key| is_ours(key)).count();
	let changes = ext.overlayed_changes().changes().map(|(key, _)| key);
	(reads, changes.filter(|key| is_ours(key)).count())
}

/// A chain in its first block on which a factory may make any number of pieces, and an importer sell them.
fn opened() -> (TestExternalities, World) {
	let mut ext = chain();
	let world = ext.execute_with(|| {
		open_block(1, tracemark_runtime::System::block_hash(0), NOW);
		let world = World::licensed();
		let union = Territories::european_union();
		let factory = &world.cast.factory;
		grant(&world.cast, world.right, factory, terms(&[Activity::Manufacture], union, None));
		world.let_importer_sell();
		world
	});
	(ext, world)
}

#[test]
fn commission_should_touch_as_many_entries_when_a_lot_has_a_million_times_the_pieces() {
	let (mut ext, world) = opened();
	let mut commission = |number: &str, pieces| {
		touched(&mut ext, || {
			world.cast.factory.does(Custody::<Runtime>::commission {
				gtin: world.gtin,
				number: number.try_into().expect("a lot number"),
				quantity: Quantity::Pieces(pieces),
				root: Some(H256::repeat_byte(1)),
				place: None,
				time: event_time(),
			});
		})
	};
	// The first lot of a class begins its entries.
	commission("L-0", 1);
	let few = commission("L-FEW", 10);
	let many = commission("L-MANY", 10_000_000);
	assert_eq!(few, many);
	println!("commission: {few:?}");
	assert!(few.0 > 0 && few.1 > 0, "nothing was counted");
}

/// What it takes to pack three lots of `size` pieces each, to offer and accept the container, and to sell one
/// piece out of it by its path.
fn container_of(size: u32) -> BTreeMap<&'static str, Touched> {
	let (mut ext, world) = opened();
	let Cast { factory, importer, .. } = &world.cast;
	let lots = ["L-A", "L-B", "L-C"].map(|number| Lot::new(world.gtin, number, size));
	// The path leads to the root of all the serials.
	let proof = lots[1].proof(size / 2);
	let leaf = tracemark_primitives::gs1::lot_leaf(
		&world.gtin,
		&lots[1].serials[(size / 2) as usize],
		&proof.item_key,
	);
	let (index, count) = ((size / 2).into(), size.into());
	assert!(merkle::verify(&lots[1].root(), count, index, leaf, &proof.path));

	ext.execute_with(|| lots.iter().for_each(|lot| world.commission(lot)));
	let parts = lots.each_ref().map(|lot| lot.consignment(0));
	let container = first_bearer(world.sscc);
	let mut steps = BTreeMap::new();
	steps.insert("pack", touched(&mut ext, || pack(factory, world.sscc, &parts)));
	let offer = touched(&mut ext, || factory.does(offer_call(container, importer)));
	steps.insert("offer", offer);
	steps.insert("accept", touched(&mut ext, || importer.does(accept_call(container))));
	let sell = touched(&mut ext, || {
		importer.does(sale(lots[1].unit(size / 2), seq(parts[1])));
	});
	steps.insert("sell", sell);
	steps
}

#[test]
fn a_container_should_touch_as_many_entries_when_its_lots_have_ten_thousand_times_the_pieces() {
	let (one, many) = (container_of(1), container_of(10_000));
	println!("{one:?}");
	assert_eq!(one, many);
	assert!(one.values().all(|(reads, writes)| *reads > 0 && *writes > 0), "nothing was counted");
	for hand_over in ["offer", "accept"] {
		let (reads, writes) = one[hand_over];
		assert!(reads <= 5 && writes <= 4, "{hand_over}: {reads} reads and {writes} writes");
	}
}
