//! Recalls and the exceptions, in the whole chain: a split lot with one part recalled, and the goods of an
//! expelled holder.

mod common;

use common::*;
use pallet_consortium::Call as Consortium;
use pallet_custody::{Call as Custody, Part, ReassignmentReason};
use pallet_customs::LineStatus;
use sp_runtime::DispatchError;
use tracemark_primitives::{
	apis::{runtime_decl_for_custody_api::CustodyApi, runtime_decl_for_customs_api::CustomsApi},
	customs::{Condition, Outcome, Reference},
	goods::GoodsClaim,
	parties::Role,
	recalls::{RecallReason, RecallScope, Recalled},
};
use tracemark_runtime::{Block, Runtime};

type CustodyError = pallet_custody::Error<Runtime>;

fn recall(scope: RecallScope) -> Custody<Runtime> {
	Custody::<Runtime>::recall {
		scope,
		reason: RecallReason::Safety,
		notice: digest_of("text of the notice"),
	}
}

#[test]
fn a_part_of_a_split_lot_should_be_recalled_and_the_rest_sold() {
	run(|| {
		let (world, _) = World::released();
		let Cast { brand, importer, warehouse, .. } = &world.cast;
		let (pallet, whole) = (first_bearer(world.sscc), world.lot.consignment(0));
		importer.does(Custody::<Runtime>::unpack {
			parent: pallet,
			seq: seq(pallet),
			children: vec![(whole, seq(whole))].try_into().expect("one child"),
			place: None,
			time: event_time(),
		});
		let ranges = vec![(100, 200)].try_into().expect("one range");
		importer.does(Custody::<Runtime>::split {
			consignment: whole,
			seq: seq(whole),
			part: Part::Ranges(ranges),
		});
		let part = world.lot.consignment(1);
		next_block(HOUR);
		let ranges = vec![(100, 150), (180, 200)].try_into().expect("few ranges");
		brand.does(recall(RecallScope::Leaves { lot: world.lot.id(), ranges }));

		let sell = |claim, object| Custody::<Runtime>::sell {
			claim,
			seq: seq(object),
			commitment: digest_of("salted receipt"),
			marketplace: None,
		};
		let of_all = |id| GoodsClaim::Consignment { id };
		for refused in [sell(of_all(part), part), sell(world.lot.unit(120), part)] {
			let result = act(&importer.operator(), refused);
			assert_eq!(result, refusal(CustodyError::UnderRecall));
		}
		importer.does(sell(world.lot.unit(160), part));
		importer.does(sell(of_all(whole), whole));

		let recalled = Recalled { recall: 0, country: None, is_certain: true };
		let recalls_of = <Runtime as CustodyApi<Block>>::recalls;
		assert_eq!(recalls_of(world.lot.unit(120)), vec![recalled]);
		assert_eq!(recalls_of(of_all(part)), vec![recalled]);
		assert_eq!(recalls_of(of_all(whole)), vec![]);
		let record = <Runtime as CustodyApi<Block>>::recall(0).expect("is on record");
		assert_eq!((record.by, record.country), (brand.org, None));
		// What the trace shows of it begins with the stretch in which it was declared.
		let trace = <Runtime as CustodyApi<Block>>::trace(part, 0, 100);
		let (last, before) = trace.split_last().expect("it was held");
		assert_eq!(last.recalls, vec![0]);
		assert!(before.iter().all(|segment| segment.recalls.is_empty()));

		// It travels back.
		hand_over(part, importer, warehouse);
		brand.does(Custody::<Runtime>::lift_recall { recall: 0 });
		assert_eq!(recalls_of(of_all(part)), vec![]);
	});
}

#[test]
fn recalled_goods_should_wait_for_an_officer_when_they_are_declared() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, broker, customs, .. } = &world.cast;
		let lot = world.lot.id();
		brand.does(recall(RecallScope::Lot { lot }));
		let declaration = lodge(broker, world.form(broker));
		let line = first_line(declaration);
		assert_eq!(line.status, LineStatus::Lodged);
		assert_eq!(contradicted(&line), vec![Condition::NotRecalled]);
		assert_eq!(line.decision.outcome, Outcome::Examine);
		assert!(line.decision.references.contains(&Reference::Recall(0)));
		// The chain advises, the authority decides.
		customs.does(pallet_customs::Call::<Runtime>::release { declaration, line: 0 });
	});
}

#[test]
fn an_authority_should_recall_for_its_own_country_only() {
	run(|| {
		let world = World::delivered();
		let elsewhere = admit("Market Surveillance of FR", "FR", &[Role::MarketSurveillance]);
		let here = admit("Market Surveillance of DE", "DE", &[Role::MarketSurveillance]);
		let lot = world.lot.id();
		let broker = &world.cast.broker;
		let report =
			|| <Runtime as CustomsApi<Block>>::dry_run(broker.org, world.form(broker)).outcome;
		elsewhere.does(recall(RecallScope::Lot { lot }));
		assert_eq!(report(), Outcome::NoObjection);
		here.does(recall(RecallScope::Lot { lot }));
		assert_eq!(report(), Outcome::Examine);
	});
}

#[test]
fn goods_of_an_expelled_holder_should_go_on_when_the_council_reassigns_them() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, warehouse, trader, .. } = &world.cast;
		let pallet = first_bearer(world.sscc);
		let reassign = || Custody::<Runtime>::reassign {
			object: pallet,
			seq: seq(pallet),
			to: warehouse.org,
			reason: ReassignmentReason::HolderExpelled,
			ground: digest_of("decision of the council"),
		};
		let early = dispatch(council(2), reassign());
		assert_eq!(early, refusal(CustodyError::HolderNotExpelled));
		resolve(2, Consortium::<Runtime>::expel { org: importer.org, ground: ground() });
		// Who was expelled signs nothing more.
		assert!(act(&importer.operator(), offer_call(pallet, warehouse)).is_err());
		next_block(HOUR);
		assert_eq!(dispatch(council(1), reassign()), Err(DispatchError::BadOrigin));
		resolve(2, reassign());
		assert_eq!(holder(pallet), warehouse.org);
		let inside = world.lot.consignment(0);
		let trace = <Runtime as CustodyApi<Block>>::trace(inside, 0, 100);
		let holders: Vec<_> = trace.iter().map(|traced| traced.segment.holder).collect();
		assert_eq!(holders[holders.len() - 2..], [importer.org, warehouse.org]);
		hand_over(pallet, warehouse, trader);
	});
}
