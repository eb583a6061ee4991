//! Sightings at places that nothing travels between in the time.

use super::*;
use tracemark_primitives::{
	cbv::{BizStep, Disposition, ErrorReason},
	geo::Coordinates,
	goods::{Fact, Sighting},
	gs1::{lot_id, Gln},
	traits::Alert,
};

const LISBON: u32 = 1;
const BERLIN: u32 = 2;
const POTSDAM: u32 = 3;
const NOWHERE: u32 = 4;

fn coordinates(place: u32) -> Coordinates {
	match place {
		LISBON => point(38_722, -9_139),
		BERLIN => point(52_520, 13_405),
		POTSDAM => point(52_391, 13_065),
		_ => panic!("nobody registered it"),
	}
}

/// Seconds that it takes from Lisbon to Berlin at least.
fn flight() -> u64 {
	let metres = coordinates(LISBON).distance(&coordinates(BERLIN));
	u64::from((metres - TRAVEL_MARGIN).div_ceil(TOP_SPEED))
}

/// With the places registered; goods are made, packed and handed over in Lisbon.
fn with_places(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		for place in [LISBON, BERLIN, POTSDAM] {
			let at = coordinates(place);
			assert_ok!(Custody::register_place(signed(FACTORY), gln(place), country("DE"), at));
		}
		test();
	});
}

fn item_at(serial_of: u32) -> ObservedGoods {
	ObservedGoods::Serial { gtin: gtin(1), serial: serial(serial_of), proof: None }
}

fn proven(serial_of: u32) -> ObservedGoods {
	let proof = Some(proof(&gtin(1), 1, serial_of));
	ObservedGoods::Serial { gtin: gtin(1), serial: serial(serial_of), proof }
}

/// `org` sees `what` at a place at a moment. The anomaly, and what contradicts it by an event of its own.
fn see_at(
	org: OrgId,
	what: ObservedGoods,
	place: Gln,
	moment: u64,
) -> (Option<AnomalyKind>, Option<(ObjectId, Sighting)>) {
	let object = match &what {
		ObservedGoods::Object(object) => *object,
		ObservedGoods::Serial { gtin, serial, .. }
		| ObservedGoods::Relabelled { gtin, serial, .. } => unit_id(gtin, serial),
		ObservedGoods::OfLot { gtin, lot, .. } => lot_id(gtin, lot),
	};
	let seq = ObservationCount::<Test>::get(object, org);
	let (step, state) = (BizStep::Inspecting, Disposition::Active);
	let time = EventTime { moment, offset: 0 };
	System::reset_events();
	assert_ok!(Custody::observe(signed(org), what, seq, step, state, Some(place), time));
	let kind = Observations::<Test>::get((object, org, seq)).expect("was recorded").anomaly;
	let contradiction = ImpossibleTravels::<Test>::get((object, org, seq));
	let told = match last_event() {
		Event::TravelledImpossibly { object: about, seen, other, other_seen } => {
			assert_eq!(about, object);
			assert_eq!((seen.place, seen.moment), (place, moment));
			assert_eq!(seen.fact, Fact::Observation { by: org, seq });
			let alert = Alert::ImpossibleTravel { object, seen, other, other_seen };
			assert_eq!(FakeAlerts::raised().last(), Some(&alert));
			Some((other, other_seen))
		},
		Event::Observed { .. } => None,
		other => panic!("{other:?}"),
	};
	let kept = contradiction.map(|other| (other.object, other.sighting));
	assert_eq!(kept, told, "the record and the event differ");
	(kind, told)
}

fn see(org: OrgId, what: ObservedGoods, place: u32) -> Option<(ObjectId, Sighting)> {
	see_at(org, what, gln(place), time().moment).1
}

fn sighting(place: u32, moment: u64, fact: Fact) -> Sighting {
	Sighting { place: gln(place), coordinates: coordinates(place), moment, fact }
}

/// `org` declares its observation of this number erroneous.
fn declare_erroneous(org: OrgId, object: ObjectId, seq: u32) {
	let (erroneous, reason) = (Erroneous::Observation { seq }, ErrorReason::IncorrectData);
	assert_ok!(Custody::declare_error(signed(org), object, erroneous, reason, None));
}

#[test]
fn travel_should_be_impossible_when_a_clone_is_scanned_in_two_countries_within_an_hour() {
	with_places(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		pass(86_400);
		let first = time().moment;
		assert_eq!(see_at(SHOP, proven(7), gln(BERLIN), first), (None, None));
		pass(50 * 60);
		let fact = Fact::Observation { by: SHOP, seq: 0 };
		let other = Some((unit(7), sighting(BERLIN, first, fact)));
		let now = time().moment;
		// Whose duty it is to look finds what custody alone does not contradict.
		let by_duty = see_at(CUSTOMS, item_at(7), gln(LISBON), now);
		assert_eq!(by_duty, (Some(AnomalyKind::ImpossibleTravel), other));
		assert_eq!(FakeAlerts::raised().len(), 1);
	});
}

#[test]
fn travel_should_be_told_beside_what_custody_contradicts_when_both_are_so() {
	with_places(|| {
		commission(1);
		let (kind, other) = see_at(CARRIER, proven(7), gln(BERLIN), NOW);
		assert_eq!(kind, Some(AnomalyKind::HeldByAnother));
		assert_eq!(other, Some((consignment(1, 0), sighting(LISBON, NOW, Fact::Event { seq: 1 }))));
		let held = Alert::Anomaly {
			object: unit(7),
			by: CARRIER,
			kind: AnomalyKind::HeldByAnother,
			seq: 0,
			fact: RecordedFact::Span { object: consignment(1, 0), number: 0 },
		};
		let raised = FakeAlerts::raised();
		assert_eq!((raised.len(), raised.first()), (2, Some(&held)));
	});
}

#[test]
fn travel_should_be_possible_when_there_is_just_enough_time() {
	for (seconds, rest, possible) in
		[(flight(), 0, true), (flight() - 1, 1, true), (flight() - 1, 0, false), (0, 0, false)]
	{
		with_places(|| {
			pass(86_400);
			let first = time().moment;
			assert_eq!(see(MONITOR, item_at(7), LISBON), None);
			pass(86_400);
			let moment = first + seconds * 1_000 + rest;
			let (_, other) = see_at(CUSTOMS, item_at(7), gln(BERLIN), moment);
			assert_eq!(other.is_none(), possible, "{seconds} s and {rest} ms");
			// The same the other way round.
			assert_eq!(see_at(MONITOR, item_at(8), gln(BERLIN), moment).1, None);
			let (_, other) = see_at(CUSTOMS, item_at(8), gln(LISBON), first);
			assert_eq!(other.is_none(), possible, "{seconds} s and {rest} ms back");
		});
	}
}

#[test]
fn travel_should_be_possible_when_the_places_lie_within_the_margin() {
	with_places(|| {
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None);
		let metres = coordinates(BERLIN).distance(&coordinates(POTSDAM));
		assert!(metres > TRAVEL_MARGIN && metres < TRAVEL_MARGIN + 60 * TOP_SPEED);
		assert!(see(CUSTOMS, item_at(7), POTSDAM).is_some(), "{metres} m at once");
		pass(60);
		assert_eq!(see(CUSTOMS, item_at(7), BERLIN), None, "{metres} m in a minute");
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None, "at the same place");
	});
}

#[test]
fn travel_should_compare_with_the_latest_claimed_moment_when_reports_are_out_of_order() {
	with_places(|| {
		pass(2 * 86_400);
		let last = time().moment;
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None);
		let kept = LastSightings::<Test>::get(unit(7));
		// Late, of a day before: possible, and not the last.
		assert_eq!(see_at(CUSTOMS, item_at(7), gln(LISBON), last - 86_400_000).1, None);
		assert_eq!(LastSightings::<Test>::get(unit(7)), kept);
		// Late, of a minute before: it contradicts what came after.
		let (_, other) = see_at(CUSTOMS, item_at(7), gln(LISBON), last - 60_000);
		let fact = Fact::Observation { by: MONITOR, seq: 0 };
		assert_eq!(other, Some((unit(7), sighting(BERLIN, last, fact))));
		assert_eq!(LastSightings::<Test>::get(unit(7)), kept);
		pass(60);
		assert_eq!(see(CUSTOMS, item_at(7), POTSDAM), None);
		assert_eq!(LastSightings::<Test>::get(unit(7)).map(|seen| seen.place), Some(gln(POTSDAM)));
	});
}

#[test]
fn travel_should_be_that_of_what_a_unit_lies_in_when_it_was_in_there_by_then() {
	with_places(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		let outer = pack(FACTORY, 2, &[parent]);
		pass(86_400);
		let accepted_at = time().moment;
		offer(FACTORY, CARRIER, outer);
		let call = Custody::accept(signed(CARRIER), outer, seq(outer), Some(gln(BERLIN)), time());
		assert_ok!(call);
		let event = Fact::Event { seq: seq(outer) };
		let other = Some((outer, sighting(BERLIN, accepted_at, event)));
		for what in [proven(7), ObservedGoods::Object(goods), ObservedGoods::Object(parent)] {
			assert_eq!(see(CUSTOMS, what, LISBON), other);
		}
		// An observation of the outermost object tells as well.
		pass(86_400);
		assert_eq!(see(CUSTOMS, ObservedGoods::Object(outer), LISBON), None);
		let fact = Fact::Observation { by: CUSTOMS, seq: 0 };
		let other = Some((outer, sighting(LISBON, time().moment, fact)));
		assert_eq!(see(CUSTOMS, proven(8), BERLIN), other);
	});
}

#[test]
fn travel_should_not_be_that_of_a_logistic_unit_when_the_goods_came_in_later() {
	with_places(|| {
		let (early, late) = (commission(1), commission(2));
		let parent = pack(FACTORY, 1, &[early]);
		pass(86_400);
		let handed_over = time().moment;
		hand_over(FACTORY, CARRIER, late);
		pass(1);
		let accepted = time().moment;
		offer(FACTORY, CARRIER, parent);
		let berlin = Some(gln(BERLIN));
		assert_ok!(Custody::accept(signed(CARRIER), parent, seq(parent), berlin, time()));
		pass(1);
		let children = vec![(late, seq(late))].try_into().expect("one");
		assert_ok!(Custody::pack(signed(CARRIER), sscc(1), children, None, time()));
		let contradicts = |object| {
			let what = ObservedGoods::Object(object);
			see_at(CUSTOMS, what, gln(LISBON), handed_over).1.map(|(other, _)| other)
		};
		// What came in later was in Lisbon then, where it was handed over.
		let last = LastSightings::<Test>::get(parent).expect("was accepted");
		assert_eq!(last.fact, Fact::Event { seq: seq(parent) - 1 });
		assert_eq!([late, early].map(contradicts), [None, Some(parent)]);
		// The same for an observation of the time before.
		assert_eq!(see_at(MONITOR, ObservedGoods::Object(parent), gln(BERLIN), accepted).1, None);
		let last = LastSightings::<Test>::get(parent).expect("was seen");
		assert_eq!(last.fact, Fact::Observation { by: MONITOR, seq: 0 });
		assert_eq!(contradicts(late), None);
	});
}

#[test]
fn travel_should_begin_where_goods_were_unpacked() {
	with_places(|| {
		let goods = commission(1);
		let parent = pack(FACTORY, 1, &[goods]);
		pass(86_400);
		let children = vec![(goods, seq(goods))].try_into().expect("one");
		let unpack = |place| {
			Custody::unpack(signed(FACTORY), parent, seq(parent), children, Some(place), time())
		};
		assert_ok!(unpack(gln(BERLIN)));
		for object in [goods, parent] {
			let event = Fact::Event { seq: seq(object) };
			let other = Some((object, sighting(BERLIN, time().moment, event)));
			assert_eq!(see(CUSTOMS, ObservedGoods::Object(object), LISBON), other);
		}
	});
}

#[test]
fn travel_should_begin_where_goods_were_taken_back_or_found() {
	with_places(|| {
		let goods = commission(1);
		pass(86_400);
		let claim = GoodsClaim::Consignment { id: goods };
		assert_ok!(Custody::sell(
			signed(FACTORY),
			claim.clone(),
			seq(goods),
			H256::zero(),
			None,
			None
		));
		let (back, berlin) = (H256::zero(), Some(gln(BERLIN)));
		assert_ok!(Custody::take_back(signed(FACTORY), goods, seq(goods), back, berlin, time()));
		let starts_there = || {
			let event = Fact::Event { seq: seq(goods) };
			let other = Some((goods, sighting(BERLIN, time().moment, event)));
			assert_eq!(see(CUSTOMS, ObservedGoods::Object(goods), LISBON), other);
		};
		starts_there();

		pass(86_400);
		let kind = MissingKind::Lost;
		assert_ok!(Custody::report_missing(signed(FACTORY), claim, seq(goods), kind, None, time()));
		assert_ok!(Custody::report_found(signed(FACTORY), goods, seq(goods), berlin, time()));
		starts_there();
	});
}

#[test]
fn travel_should_not_be_judged_when_a_place_is_unknown_or_was_closed() {
	with_places(|| {
		pass(3_600);
		assert_eq!(see(MONITOR, item_at(7), LISBON), None);
		let kept = LastSightings::<Test>::get(unit(7));
		assert_eq!(see(CUSTOMS, item_at(7), NOWHERE), None);
		let closed_at = time().moment;
		assert_ok!(Custody::close_place(signed(FACTORY), gln(BERLIN)));
		assert_eq!(see(CUSTOMS, item_at(7), BERLIN), None);
		assert_eq!(LastSightings::<Test>::get(unit(7)), kept);
		// Before it was closed it was there.
		assert!(see_at(CUSTOMS, item_at(7), gln(BERLIN), closed_at - 1).1.is_some());
		let (step, state) = (BizStep::Inspecting, Disposition::Active);
		let call = Custody::observe(signed(SHOP), item_at(7), 0, step, state, None, time());
		assert_ok!(call);
		assert_eq!(LastSightings::<Test>::get(unit(7)), kept);
	});
}

#[test]
fn travel_should_not_be_judged_when_the_label_is_refuted() {
	with_places(|| {
		commission(1);
		let false_path = Some(proof(&gtin(1), 1, 6));
		let what = ObservedGoods::Serial { gtin: gtin(1), serial: serial(5), proof: false_path };
		let seen = see_at(CUSTOMS, what, gln(BERLIN), NOW);
		assert_eq!(seen, (Some(AnomalyKind::ProofRefuted), None));
		assert_eq!(LastSightings::<Test>::get(unit(5)), None);
	});
}

#[test]
fn travel_should_keep_where_a_place_was_when_it_is_registered_anew() {
	with_places(|| {
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None);
		let moved = coordinates(LISBON);
		let call = Custody::register_place(signed(FACTORY), gln(BERLIN), country("PT"), moved);
		assert_ok!(call);
		assert!(see(CUSTOMS, item_at(7), LISBON).is_some());
	});
}

#[test]
fn travel_should_be_measured_from_the_next_fact_when_the_last_was_declared_erroneous() {
	with_places(|| {
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None);
		pass(60);
		assert_eq!(see(MONITOR, item_at(8), BERLIN), None);
		let other = LastSightings::<Test>::get(unit(8));
		declare_erroneous(MONITOR, unit(7), 0);
		assert_eq!(LastSightings::<Test>::get(unit(7)), None);
		assert_eq!(LastSightings::<Test>::get(unit(8)), other);
		// It was there all the time, whatever the other said.
		let here = time().moment;
		assert_eq!(see_at(SHOP, item_at(7), gln(LISBON), here), (None, None));
		let fact = Fact::Observation { by: SHOP, seq: 0 };
		let kept = (unit(7), sighting(LISBON, here, fact));
		assert_eq!(see(CUSTOMS, item_at(7), POTSDAM), Some(kept));
	});
}

#[test]
fn travel_should_be_measured_from_the_last_fact_when_an_earlier_one_was_declared_erroneous() {
	with_places(|| {
		assert_eq!(see(MONITOR, item_at(7), LISBON), None);
		pass(86_400);
		// Another's with the same number.
		assert_eq!(see(SHOP, item_at(7), BERLIN), None);
		let kept = LastSightings::<Test>::get(unit(7));
		declare_erroneous(MONITOR, unit(7), 0);
		assert_eq!(LastSightings::<Test>::get(unit(7)), kept);
		assert_eq!(see(CUSTOMS, item_at(7), LISBON), kept.map(|last| (unit(7), last)));
	});
}

#[test]
fn travel_should_be_that_of_the_consignment_when_the_observation_of_the_unit_was_erroneous() {
	with_places(|| {
		let goods = commission(1);
		let made = sighting(LISBON, NOW, Fact::Event { seq: 1 });
		pass(86_400);
		assert_eq!(see(MONITOR, proven(7), BERLIN), None);
		declare_erroneous(MONITOR, unit(7), 0);
		let (_, other) = see_at(CUSTOMS, proven(7), gln(BERLIN), NOW);
		assert_eq!(other, Some((goods, made)));
	});
}

#[test]
fn travel_should_stay_on_record_when_one_of_the_facts_is_declared_erroneous() {
	with_places(|| {
		assert_eq!(see(MONITOR, item_at(7), BERLIN), None);
		assert!(see(CUSTOMS, item_at(7), LISBON).is_some());
		let told = ImpossibleTravels::<Test>::get((unit(7), CUSTOMS, 0));
		declare_erroneous(MONITOR, unit(7), 0);
		declare_erroneous(CUSTOMS, unit(7), 0);
		assert_eq!(ImpossibleTravels::<Test>::get((unit(7), CUSTOMS, 0)), told);
		assert_eq!(IncidentCount::<Test>::get(unit(7)), 1);
	});
}
