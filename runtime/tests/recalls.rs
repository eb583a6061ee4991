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
	gs1::Serial,
	parties::Role,
	quantity::Quantity,
	recalls::{RecallReason, RecallScope, Recalled},
	time::Period,
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
			order: digest_of("salted receipt"),
			payment: None,
			marketplace: None,
		};
		let of_all = |id| GoodsClaim::Consignment { id };
		for refused in [sell(of_all(part), part), sell(world.lot.unit(120), part)] {
			let result = act(&importer.operator(), refused);
			assert_eq!(result, refusal(CustodyError::UnderRecall));
		}
		importer.does(sell(world.lot.unit(160), part));
		importer.does(sell(of_all(whole), whole));

		let reason = RecallReason::Safety;
		let recalled = Recalled { recall: 0, country: None, reason, is_certain: true };
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
fn goods_without_record_should_wait_when_a_recall_covers_their_class_or_may_concern_them() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, importer, customs, .. } = &world.cast;
		let class =
			|until| RecallScope::Class { gtin: world.gtin, made: Period { from: 0, until } };
		let unnamed = || world.form_of(importer, world.gtin, Quantity::Pieces(5), vec![]);
		let serial = Serial::try_from("NEVER-MADE").expect("a serial");
		let label = GoodsClaim::Unit { gtin: world.gtin, serial, proof: None };
		let unknown =
			|| world.form_of(importer, world.gtin, Quantity::Pieces(1), vec![label.clone()]);
		let outcome = |form| {
			let report = <Runtime as CustomsApi<Block>>::dry_run(importer.org, form);
			(report.outcome, report.standing_instruction.is_some())
		};
		for form in [unnamed(), unknown()] {
			assert_eq!(outcome(form), (Outcome::NoObjection, true));
		}
		brand.does(recall(class(None)));
		for form in [unnamed(), unknown()] {
			assert_eq!(outcome(form.clone()), (Outcome::Examine, false));
			let line = first_line(lodge(importer, form));
			assert_eq!(line.status, LineStatus::Lodged);
			assert_eq!(contradicted(&line), vec![Condition::NotRecalled]);
		}
		brand.does(Custody::<Runtime>::lift_recall { recall: 0 });
		// Of goods without record nobody knows whether they were made by then.
		brand.does(recall(class(Some(NOW))));
		for form in [unnamed(), unknown()] {
			assert_eq!(outcome(form.clone()), (Outcome::Documents, false));
			let declaration = lodge(importer, form);
			let line = first_line(declaration);
			assert_eq!((line.status.clone(), contradicted(&line)), (LineStatus::Lodged, vec![]));
			customs.does(pallet_customs::Call::<Runtime>::release { declaration, line: 0 });
		}
	});
}

#[test]
fn a_pallet_should_wait_for_documents_when_a_part_of_its_lot_is_recalled() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, broker, customs, .. } = &world.cast;
		let ranges = vec![(100, 150)].try_into().expect("one range");
		brand.does(recall(RecallScope::Leaves { lot: world.lot.id(), ranges }));
		let declaration = lodge(broker, world.form(broker));
		let line = first_line(declaration);
		assert_eq!(
			(line.status.clone(), line.decision.outcome),
			(LineStatus::Lodged, Outcome::Documents)
		);
		assert!(contradicted(&line).is_empty());
		assert!(line.decision.no_record.contains(Condition::NotRecalled));
		assert!(line.decision.references.contains(&Reference::Recall(0)));
		customs.does(pallet_customs::Call::<Runtime>::release { declaration, line: 0 });
	});
}

#[test]
fn imports_should_not_wait_when_the_owner_recalls_for_a_reason_of_its_own() {
	run(|| {
		let world = World::delivered();
		let Cast { brand, broker, .. } = &world.cast;
		let report = || <Runtime as CustomsApi<Block>>::dry_run(broker.org, world.form(broker));
		let of_reason = |reason| Custody::<Runtime>::recall {
			scope: RecallScope::Class { gtin: world.gtin, made: Period { from: 0, until: None } },
			reason,
			notice: digest_of("text of the notice"),
		};
		for reason in [RecallReason::Quality, RecallReason::Other] {
			brand.does(of_reason(reason));
			assert_eq!(report().outcome, Outcome::NoObjection, "{reason:?}");
		}
		// An authority orders what it orders by law.
		let authority = admit("Market Surveillance of DE", "DE", &[Role::MarketSurveillance]);
		authority.does(of_reason(RecallReason::Quality));
		assert_eq!(report().outcome, Outcome::Examine);
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
