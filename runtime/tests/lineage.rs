//! What goods were made of, and what they were before, as clients read it.

mod common;

use common::*;
use pallet_custody::{Call as Custody, Input, LotIdentity, RateOfYield};
use tracemark_primitives::{
	apis::runtime_decl_for_custody_api::CustodyApi,
	authorisation::{Activity, Answer, Ground},
	goods::{Derivation, Direction, GoodsClaim, LineageLink, LotId},
	gs1::{consignment_id, lot_id, Gtin},
	quantity::Quantity,
	territory::Territories,
};
use tracemark_runtime::{Block, Runtime};

fn lineage(lot: LotId, direction: Direction) -> Vec<LineageLink> {
	let page = <Runtime as CustodyApi<Block>>::lineage(lot, direction, 0, 100);
	assert_eq!(page.next, None);
	page.items
}

fn identity(gtin: Gtin, number: &str) -> LotIdentity {
	LotIdentity { gtin, number: number.try_into().expect("a lot number"), root: None }
}

/// Ten sets of two reels of ten cables each, made by the factory: the reels and the identity of the sets.
fn sets_made(world: &World) -> ([Lot; 2], LotIdentity) {
	let Cast { brand, factory, .. } = &world.cast;
	let cable = gtin(BRAND_PREFIX, 2);
	register_class(brand, cable, &[world.right]);
	let reels = ["REEL-1", "REEL-2"].map(|number| Lot::new(cable, number, 10));
	for reel in &reels {
		world.commission(reel);
	}
	next_block(HOUR);
	let inputs: Vec<Input> = reels
		.iter()
		.map(|reel| reel.consignment(0))
		.map(|object| Input { object, seq: seq(object), amount: None })
		.collect();
	let (input, output) = (Quantity::Pieces(2), Quantity::Pieces(1));
	let sets = identity(world.gtin, "SET-1");
	factory.does(Custody::<Runtime>::transform {
		inputs: inputs.try_into().expect("two inputs"),
		yields: vec![RateOfYield { class: cable, input, output }].try_into().expect("one rate"),
		identity: sets.clone(),
		quantity: Quantity::Pieces(10),
		place: None,
		time: event_time(),
	});
	(reels, sets)
}

#[test]
fn lineage_should_lead_to_what_went_in_and_back_when_read_through_the_api() {
	run(|| {
		let world = World::licensed();
		let (reels, sets) = sets_made(&world);
		let product = lot_id(&sets.gtin, &sets.number);
		let link = |lot, reel: &Lot| LineageLink {
			lot,
			object: reel.consignment(0),
			quantity: Quantity::Pieces(10),
			how: Derivation::Transformed,
		};
		let inputs: Vec<_> = reels.iter().map(|reel| link(reel.id(), reel)).collect();
		assert_eq!(lineage(product, Direction::Inputs), inputs);
		for reel in &reels {
			assert_eq!(lineage(reel.id(), Direction::Outputs), [link(product, reel)]);
			assert_eq!(lineage(reel.id(), Direction::Inputs), []);
		}
		let facts = <Runtime as CustodyApi<Block>>::lot(product).expect("was made");
		assert_eq!(facts.licences.to_vec(), [world.manufacture]);
	});
}

#[test]
fn trace_should_ask_under_the_label_of_the_time_when_goods_were_relabelled() {
	run(|| {
		let world = World::licensed();
		let Cast { factory, importer, .. } = &world.cast;
		let (_, sets) = sets_made(&world);
		let was = consignment_id(&lot_id(&sets.gtin, &sets.number), 0);
		hand_over(was, factory, importer);
		let germany = Territories::of(&[country("DE")]).expect("a country");
		let use_terms = terms(&[Activity::Use], germany, None);
		let label_licence = grant(&world.cast, world.right, importer, use_terms);
		next_block(HOUR);
		let label = identity(world.gtin, "SET-1B");
		importer.does(Custody::<Runtime>::relabel {
			claim: GoodsClaim::Consignment { id: was },
			seq: seq(was),
			identity: label.clone(),
			place: None,
			time: event_time(),
		});

		let lot = lot_id(&label.gtin, &label.number);
		let now = consignment_id(&lot, 0);
		assert_eq!(holder(now), importer.org);
		let [link] = lineage(lot, Direction::Inputs)[..] else { panic!("one step") };
		assert_eq!((link.object, link.how), (was, Derivation::Relabelled));
		let trace = <Runtime as CustodyApi<Block>>::trace(now, 0, 100);
		let made = Some(Answer::Permitted(Ground::Licence(world.manufacture)));
		let labelled = Some(Answer::Permitted(Ground::Licence(label_licence)));
		let expected =
			[(factory.org, was, made), (importer.org, was, None), (importer.org, now, labelled)];
		let found: Vec<_> = trace
			.iter()
			.map(|traced| (traced.segment.holder, traced.segment.object, traced.authority))
			.collect();
		assert_eq!(found, expected);
	});
}
