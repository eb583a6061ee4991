//! What stands out in the history of an object: each contradiction with its fact, and what authorities did.

use super::{
	take_into_custody::{take, DECISION},
	*,
};
use tracemark_primitives::{
	cbv::{BizStep, Disposition, ErrorReason},
	goods::ErrorDeclaration,
	gs1::Gln,
};

pub(super) fn observe(org: OrgId, what: ObservedGoods, number: u32) -> DispatchResult {
	observe_at(org, what, number, None)
}

fn observe_at(org: OrgId, what: ObservedGoods, number: u32, place: Option<Gln>) -> DispatchResult {
	let (step, disposition) = (BizStep::Arriving, Disposition::InProgress);
	Custody::observe(signed(org), what, number, step, disposition, place, time())
}

/// `org` declares its observation of this number erroneous, and what is on record of that.
fn declare_erroneous(org: OrgId, object: ObjectId, seq: u32) -> ErrorDeclaration {
	let (erroneous, reason) = (Erroneous::Observation { seq }, ErrorReason::IncorrectData);
	assert_ok!(Custody::declare_error(signed(org), object, erroneous, reason, None));
	ErrorDeclaration { reason, corrective: None, at: time().moment }
}

/// Of each incident the declarations that stand beside it.
fn declarations(object: ObjectId) -> Vec<(Option<ErrorDeclaration>, Option<ErrorDeclaration>)> {
	let page = Custody::incidents(&object, 0, 100);
	page.items.into_iter().map(|it| (it.erroneous, it.fact_erroneous)).collect()
}

fn incidents(object: ObjectId) -> Vec<(OrgId, IncidentKind)> {
	let page = Custody::incidents(&object, 0, 100);
	page.items.into_iter().map(|it| (it.incident.by, it.incident.what)).collect()
}

fn contradicted(seq: u32, kind: AnomalyKind, fact: RecordedFact) -> IncidentKind {
	IncidentKind::Contradicted { seq, kind, fact }
}

#[test]
fn incidents_should_name_the_span_when_another_holds_the_goods_or_they_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let seen = ObservedGoods::Object(goods);
		assert_ok!(observe(CARRIER, seen.clone(), 0));
		assert_ok!(Custody::destroy(signed(SHOP), goods, seq(goods), time()));
		assert_ok!(observe(CARRIER, seen, 1));
		let span = |number| RecordedFact::Span { object: goods, number };
		let expected = [
			(CARRIER, contradicted(0, AnomalyKind::HeldByAnother, span(1))),
			(CARRIER, contradicted(1, AnomalyKind::ReappearedAfterEnd, span(2))),
		];
		assert_eq!(incidents(goods), expected);
		// Each is kept with the observation as well, and told by its event.
		let kept = Observations::<Test>::get((goods, CARRIER, 1)).expect("was recorded");
		assert_eq!(kept.fact, Some(span(2)));
		let Event::Observed { fact, .. } = last_event() else { panic!("another event") };
		assert_eq!(fact, Some(span(2)));
	});
}

#[test]
fn incidents_should_name_the_lot_or_the_label_when_a_path_leads_elsewhere() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let GoodsClaim::Unit { gtin, serial, proof } = unit_claim(1, 7) else { panic!("a unit") };
		let mut wrong = proof.clone().expect("with its path");
		wrong.index += 1;
		let seen = ObservedGoods::Serial { gtin, serial: serial.clone(), proof: Some(wrong) };
		assert_ok!(observe(SHOP, seen.clone(), 0));
		let lot = tracemark_primitives::gs1::lot_id(&gtin, &number(1));
		let refuted = AnomalyKind::ProofRefuted;
		let by_lot = (SHOP, contradicted(0, refuted, RecordedFact::Lot(lot)));
		assert_eq!(incidents(unit(7)), [by_lot]);
		// Once it has a record, that has its label.
		assert_ok!(extract(&unit_claim(1, 7)));
		assert_ok!(observe(SHOP, seen, 1));
		let by_label = (SHOP, contradicted(1, refuted, RecordedFact::Label(unit(7))));
		assert_eq!(incidents(unit(7)), [by_lot, by_label]);
		assert!(incidents(goods).is_empty());
	});
}

#[test]
fn incidents_should_tell_of_authorities_with_the_ground_of_each() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(take(CUSTOMS, &whole(goods)));
		let (how, number) = (CustodyEnd::Released, seq(goods));
		assert_ok!(Custody::end_custody(signed(CUSTOMS), goods, number, how, DECISION));
		assert_ok!(detain(goods, CUSTOMS));
		assert_ok!(release(goods));
		assert_ok!(detain(goods, CUSTOMS));
		assert_ok!(<Custody as CustodyControl>::destroy(&goods, CUSTOMS));
		let with_line = DetentionGround::Declaration { declaration: 3, line: 1 };
		let expected = [
			IncidentKind::Detained { ground: DetentionGround::Decision(DECISION) },
			IncidentKind::Released { ground: Some(DECISION) },
			IncidentKind::Detained { ground: with_line },
			IncidentKind::Released { ground: None },
			IncidentKind::Detained { ground: with_line },
			IncidentKind::Destroyed { ground: None },
		];
		assert_eq!(incidents(goods), expected.map(|what| (CUSTOMS, what)));
	});
}

#[test]
fn incidents_should_come_in_pages_without_gap_or_repeat() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		for number in 0..5 {
			assert_ok!(observe(SHOP, ObservedGoods::Object(goods), number));
		}
		let (mut cursor, mut seen) = (Some(0), Vec::new());
		while let Some(at) = cursor {
			let page = Custody::incidents(&goods, at, 2);
			seen.extend(page.items.into_iter().map(|it| it.incident.what));
			cursor = page.next;
		}
		let fact = RecordedFact::Span { object: goods, number: 0 };
		let all: Vec<_> =
			(0..5).map(|seq| contradicted(seq, AnomalyKind::HeldByAnother, fact)).collect();
		assert_eq!(seen, all);
		assert_eq!(Custody::incidents(&goods, 9, 2).items, vec![]);
	});
}

#[test]
fn incidents_should_show_the_declaration_when_the_observation_was_declared_erroneous() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		for seq in 0..2 {
			assert_ok!(observe(CARRIER, ObservedGoods::Object(goods), seq));
		}
		assert_ok!(observe(WAREHOUSE, ObservedGoods::Object(goods), 0));
		assert_ok!(take(CUSTOMS, &whole(goods)));
		let before = incidents(goods);
		assert_eq!(declarations(goods), [(None, None); 4]);
		pass(60);
		let declared = declare_erroneous(CARRIER, goods, 1);
		let expected = [(None, None), (Some(declared), None), (None, None), (None, None)];
		assert_eq!(declarations(goods), expected);
		assert_eq!(incidents(goods), before);
	});
}

#[test]
fn incidents_should_show_the_declaration_when_the_sighting_that_they_contradict_was_erroneous() {
	ExtBuilder::default().build_and_execute(|| {
		for (place, east) in [(1, 0), (2, 90_000)] {
			let at = point(0, east);
			assert_ok!(Custody::register_place(signed(FACTORY), gln(place), country("PT"), at));
		}
		let what = || {
			let (gtin, serial) = (gtin(1), serial(7));
			ObservedGoods::Serial { gtin, serial, proof: None }
		};
		assert_ok!(observe_at(MONITOR, what(), 0, Some(gln(1))));
		assert_ok!(observe_at(SHOP, what(), 0, Some(gln(2))));
		let travelled = contradicted(0, AnomalyKind::ImpossibleTravel, RecordedFact::Sighting);
		assert_eq!(incidents(unit(7)), [(SHOP, travelled)]);
		assert_eq!(declarations(unit(7)), [(None, None)]);
		let fact_declared = declare_erroneous(MONITOR, unit(7), 0);
		assert_eq!(declarations(unit(7)), [(None, Some(fact_declared))]);
		pass(60);
		let declared = declare_erroneous(SHOP, unit(7), 0);
		assert_eq!(declarations(unit(7)), [(Some(declared), Some(fact_declared))]);
	});
}
