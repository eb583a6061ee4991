//! Observations that contradict what is on record, each kept with both facts.

use super::*;
use pallet_custody::ObservedGoods;
use tracemark_primitives::{
	cbv::{BizStep, Disposition},
	goods::{AnomalyKind, IncidentKind, RecordedFact},
	gs1::lot_id,
};

/// Has a member observe something for the first time.
#[track_caller]
fn observe(observer: &Member, what: ObservedGoods) {
	observer.does(Custody::<Runtime>::observe {
		what,
		seq: 0,
		biz_step: BizStep::Inspecting,
		disposition: Disposition::Active,
		place: None,
		time: event_time(),
	});
}

/// The one contradiction of an object, as the incidents tell it and the event of this block did: who observed,
/// how it contradicts which fact.
#[track_caller]
fn contradiction(object: ObjectId) -> (OrgId, AnomalyKind, RecordedFact) {
	let page = <Runtime as CustodyApi<Block>>::incidents(object, 0, 100);
	let [told] = &page.items[..] else { panic!("one incident: {:?}", page.items) };
	let by = told.incident.by;
	let IncidentKind::Contradicted { seq, kind, fact } = told.incident.what else {
		panic!("{:?}", told.incident.what)
	};
	let is_told = events().into_iter().any(|event| {
		matches!(
			event,
			RuntimeEvent::Custody(Event::Observed {
				object: seen, by: observer, seq: number, anomaly, fact: against, ..
			}) if (seen, observer, number) == (object, by, seq)
				&& (anomaly, against) == (Some(kind), Some(fact))
		)
	});
	assert!(is_told, "no event of observation {seq} of {object:?}");
	(by, kind, fact)
}

#[test]
fn an_unauthorised_relabelling_should_be_kept_with_the_label_on_record_and_the_one_that_was_seen() {
	run(|| {
		let world = World::delivered();
		let GoodsClaim::Unit { gtin, serial, proof } = world.lot.unit(7) else { unreachable!() };
		let bears = lot_id(&world.gtin, &"L-FORGED".try_into().expect("a lot number"));
		let what = ObservedGoods::Relabelled { gtin, serial, proof, bears };
		observe(&world.cast.monitor, what);
		let fact = RecordedFact::Label(world.lot.consignment(0));
		let kind = AnomalyKind::UnauthorisedRelabelling;
		let object = world.lot.unit_id(7);
		assert_eq!(contradiction(object), (world.cast.monitor.org, kind, fact));
		assert_eq!(holder(first_bearer(world.sscc)), world.cast.importer.org);
	});
}

#[test]
fn a_reappearance_should_be_kept_with_the_end_on_record_and_the_observation() {
	run(|| {
		let world = World::delivered();
		let Cast { importer, monitor, .. } = &world.cast;
		world.let_importer_sell();
		importer.does(sale(world.lot.unit(3), seq(world.lot.consignment(0))));
		next_block(DAY);
		let GoodsClaim::Unit { gtin, serial, .. } = world.lot.unit(3) else { unreachable!() };
		observe(monitor, ObservedGoods::Serial { gtin, serial, proof: None });
		let object = world.lot.unit_id(3);
		// The second span of the unit: it was sold.
		let fact = RecordedFact::Span { object, number: 1 };
		let kind = AnomalyKind::ReappearedAfterEnd;
		assert_eq!(contradiction(object), (monitor.org, kind, fact));
	});
}
