//! On which authority goods were sold or put on the market, as a trace tells it.

use super::*;
use pallet_licensing::Channel;
use tracemark_primitives::{
	goods::{ClassRight, Clearance, TrackedGoods},
	rights::{RightKind, RightSubject, St13},
	traits::CustodyControl,
};

/// Sells the unit at `index`, out of its consignment.
#[track_caller]
fn sell(world: &World, seller: &Member, index: u32) {
	next_block(HOUR);
	let seq = seq(world.lot.consignment(0));
	seller.does(sale(world.lot.unit(index), seq));
}

#[track_caller]
fn put_on_market(world: &World, seller: &Member, index: u32) {
	next_block(HOUR);
	seller.does(Custody::<Runtime>::put_on_market {
		claim: world.lot.unit(index),
		seq: seq(world.lot.consignment(0)),
		order: digest_of("salted receipt"),
		payment: None,
		marketplace: None,
	});
}

/// The holders on a trace, each with what its stretches rested on.
fn grounds(object: ObjectId) -> Vec<(OrgId, Option<Answer>)> {
	let trace = <Runtime as CustodyApi<Block>>::trace(object, 0, 100);
	let mut grounds: Vec<(OrgId, Option<Answer>)> = Vec::new();
	for traced in trace {
		let holder = traced.segment.holder;
		match grounds.last_mut().filter(|(last, _)| *last == holder) {
			Some((_, ground)) => *ground = ground.or(traced.authority),
			None => grounds.push((holder, traced.authority)),
		}
	}
	grounds
}

fn last_ground(object: ObjectId) -> (OrgId, Option<Answer>) {
	grounds(object).pop().expect("somebody held it")
}

fn licensed(licence: LicenceId) -> Option<Answer> {
	Some(Answer::Permitted(Ground::Licence(licence)))
}

#[test]
fn trace_should_name_the_licence_to_sell_when_a_stretch_ended_with_a_sale() {
	run(|| {
		let world = World::delivered();
		let Cast { factory, carrier, warehouse, importer, .. } = &world.cast;
		let licence = world.let_importer_sell();
		let goods = world.lot.consignment(0);
		assert_eq!(last_ground(goods), (importer.org, None), "it only holds them");
		sell(&world, importer, 3);
		assert_eq!(
			grounds(world.lot.unit_id(3)),
			[
				(factory.org, licensed(world.manufacture)),
				(carrier.org, None),
				(warehouse.org, None),
				(importer.org, licensed(licence)),
			]
		);
		// What stays has not been sold.
		assert_eq!(last_ground(goods), (importer.org, None));
	});
}

#[test]
fn trace_should_name_the_licence_of_whoever_put_goods_on_the_market_and_not_of_who_holds_them_next()
{
	run(|| {
		let world = World::delivered();
		let Cast { importer, trader, .. } = &world.cast;
		let licence = world.let_importer_sell();
		put_on_market(&world, importer, 5);
		let unit = world.lot.unit_id(5);
		assert_eq!(last_ground(unit), (importer.org, licensed(licence)));
		// In the same block: the trader holds them from the very moment of the record.
		importer.does(offer_call(unit, trader));
		trader.does(accept_call(unit));
		let [.., before, last] = grounds(unit)[..] else { panic!("two holders") };
		assert_eq!(before, (importer.org, licensed(licence)));
		assert_eq!(last, (trader.org, None));
	});
}

#[test]
fn trace_should_say_that_a_sale_was_of_exhausted_goods_when_the_seller_has_no_licence() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, trader, .. } = &world.cast;
		let licence = world.let_importer_sell();
		put_on_market(&world, importer, 5);
		let unit = world.lot.unit_id(5);
		hand_over(unit, importer, trader);
		assert_eq!(last_ground(unit), (trader.org, None));
		next_block(HOUR);
		trader.does(sale(world.lot.unit(5), seq(unit)));
		let [.., before, last] = grounds(unit)[..] else { panic!("two holders") };
		assert_eq!(before, (importer.org, licensed(licence)));
		assert_eq!(last, (trader.org, Some(Answer::Permitted(Ground::Exhaustion))));
	});
}

#[test]
fn trace_should_name_the_licence_to_import_when_the_goods_were_cleared_into_the_sellers_country() {
	run(|| {
		let (world, _) = World::released();
		let Cast { importer, trader, .. } = &world.cast;
		hand_over(first_bearer(world.sscc), importer, trader);
		sell(&world, trader, 3);
		let unit = world.lot.unit_id(3);
		assert_eq!(last_ground(unit), (trader.org, licensed(world.import)));

		// It came back and was cleared into another country: that clearance was not there when it was sold.
		next_block(HOUR);
		trader.does(Custody::<Runtime>::take_back {
			object: unit,
			seq: seq(unit),
			commitment: digest_of("salted return"),
			place: None,
			time: event_time(),
		});
		let other = lodge(trader, world.clone_form(vec![world.lot.bare_unit(9)]));
		let clearance = Clearance { declaration: other, destination: country("CN") };
		let goods = TrackedGoods::Object(unit);
		assert_eq!(tracemark_runtime::Custody::clear(&goods, clearance), Ok(()));
		let trace = <Runtime as CustodyApi<Block>>::trace(unit, 0, 100);
		let sold = trace.iter().find(|traced| traced.sale.is_some()).expect("was sold");
		assert_eq!((sold.segment.holder, sold.authority), (trader.org, None));
	});
}

#[test]
fn trace_should_say_that_a_sale_was_permitted_when_the_licence_is_revoked_afterwards() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, importer, .. } = &world.cast;
		let licence = world.let_importer_sell();
		put_on_market(&world, importer, 5);
		sell(&world, importer, 3);
		let units = [3, 5].map(|index| world.lot.unit_id(index));
		next_block(DAY);
		let before = units.map(last_ground);
		assert_eq!(before, [(importer.org, licensed(licence)); 2]);
		brand.does(pallet_licensing::Call::<Runtime>::revoke { licence, ground: ground() });
		next_block(DAY);
		assert_eq!(units.map(last_ground), before);
	});
}

#[test]
fn trace_should_ask_for_the_marketplace_of_the_sale_when_the_licence_names_some() {
	run(|| {
		let world = World::delivered();
		let importer = &world.cast.importer;
		let market = admit("Agora", "DE", &[Role::Marketplace]);
		let germany = Territories::of(&[country("DE")]).expect("a country");
		let channel = Channel::Marketplaces(vec![market.org].try_into().expect("one"));
		let only_there =
			pallet_licensing::LicenceTerms { channel, ..terms(&[Activity::Sell], germany, None) };
		let licence = grant(&world.cast, world.right, importer, only_there);
		next_block(HOUR);
		let seq = seq(world.lot.consignment(0));
		importer.does(sale_through(Some(&market), world.lot.unit(3), seq));
		assert_eq!(last_ground(world.lot.unit_id(3)), (importer.org, licensed(licence)));
	});
}

#[test]
fn trace_should_ask_for_the_rights_of_the_time_of_a_sale_when_the_class_was_revised() {
	run(|| {
		let world = World::licensed();
		let Cast { brand, factory, importer, .. } = &world.cast;
		let number = St13::try_from("EM500000018797747").expect("a number of ST.13");
		let other =
			RightSubject::Registered { kind: RightKind::TradeMark, office: office(), number };
		let other = attested(&world.cast, other);
		let union = Territories::european_union();
		grant(&world.cast, other, factory, terms(&[Activity::Manufacture], union, None));
		let revise = |version, rights: &[_]| {
			next_block(HOUR);
			let rights: Vec<ClassRight> = rights.iter().copied().map(ClassRight::from).collect();
			brand.does(Custody::<Runtime>::revise_class {
				gtin: world.gtin,
				version,
				rights: rights.try_into().expect("few rights"),
				hs: hs(),
			});
		};
		revise(0, &[world.right, other]);
		next_block(HOUR);
		world.commission(&world.lot);
		world.deliver(world.lot.consignment(0), &world.cast.carrier);
		let licence = world.let_importer_sell();
		let seq = seq(world.lot.consignment(0));
		let refused = act(&importer.operator(), sale(world.lot.unit(3), seq));
		assert_eq!(refused, refusal(pallet_custody::Error::<Runtime>::NotAuthorised));

		revise(1, &[world.right]);
		sell(&world, importer, 3);
		revise(2, &[world.right, other]);
		revise(3, &[other]);
		let made = grounds(world.lot.unit_id(3))[0];
		assert_eq!(made, (factory.org, licensed(world.manufacture)));
		assert_eq!(last_ground(world.lot.unit_id(3)), (importer.org, licensed(licence)));
	});
}
