use super::*;
use tracemark_primitives::{
	cbv::{BizStep, Disposition, ErrorReason, Measurement, SensorException},
	goods::ErrorDeclaration,
};

const RIGHT: Option<H256> = Some(H256::repeat_byte(0x33));
const REASON: ErrorReason = ErrorReason::IncorrectData;

const OBSERVATION: Erroneous = Erroneous::Observation { seq: 0 };
const REPORT: Erroneous = Erroneous::SensorReport { seq: 0 };

fn declare(org: OrgId, object: ObjectId, erroneous: Erroneous) -> DispatchResult {
	Custody::declare_error(signed(org), object, erroneous, REASON, RIGHT)
}

/// By `org`, which had the object in its span of this number.
fn declare_event(org: OrgId, object: ObjectId, seq: u32, span: u32) -> DispatchResult {
	declare(org, object, Erroneous::Event { seq, span })
}

fn declared(object: ObjectId, by: OrgId, erroneous: Erroneous) -> Option<ErrorDeclaration> {
	let (kind, number) = erroneous.entry();
	ErrorDeclarations::<Test>::get((object, by, kind, number))
}

/// Made at the factory (event 1), offered (2) to the shop, which accepted it (3).
fn handed_over() -> ObjectId {
	let goods = commission(1);
	hand_over(FACTORY, SHOP, goods);
	goods
}

fn observe(org: OrgId, object: ObjectId, seq: u32) {
	let (what, step) = (ObservedGoods::Object(object), BizStep::Arriving);
	let state = Disposition::InProgress;
	assert_ok!(Custody::observe(signed(org), what, seq, step, state, place(), time()));
}

fn report(org: OrgId, object: ObjectId, seq: u32) {
	let (measurement, exception) = (Measurement::Temperature, SensorException::AlarmCondition);
	let word = SensorWord::Exception { measurement, exception, time: time() };
	assert_ok!(Custody::report_sensor(signed(org), object, seq, word));
}

#[test]
fn declare_error_should_point_to_the_event_and_leave_it() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let before = item(object);
		assert_ok!(declare_event(FACTORY, object, 2, 0));
		let (reason, corrective) = (REASON, RIGHT);
		let erroneous = Erroneous::Event { seq: 2, span: 0 };
		let told = Event::ErrorDeclared { object, by: FACTORY, erroneous, reason, corrective };
		assert_eq!(last_event(), told);
		let declaration = ErrorDeclaration { reason, corrective, at: NOW };
		assert_eq!(declared(object, FACTORY, erroneous), Some(declaration));
		// Nobody's act on the object waits for it.
		assert_eq!(item(object), before);
		// What one says of an event does not keep another from it.
		assert_ok!(declare_event(SHOP, object, 2, 1));
		assert_ok!(declare_event(SHOP, object, 3, 1));
	});
}

#[test]
fn declare_error_should_point_to_the_observation_and_leave_it_when_the_observer_says_so() {
	ExtBuilder::default().build_and_execute(|| {
		// Of a unit without a record, which a member that holds no goods saw.
		let object = unit(7);
		for seq in 0..2 {
			observe(NOTARY, object, seq);
		}
		let seen = Observations::<Test>::get((object, NOTARY, 1));
		let erroneous = Erroneous::Observation { seq: 1 };
		assert_ok!(declare(NOTARY, object, erroneous));
		let (reason, corrective) = (REASON, RIGHT);
		let told = Event::ErrorDeclared { object, by: NOTARY, erroneous, reason, corrective };
		assert_eq!(last_event(), told);
		let declaration = ErrorDeclaration { reason, corrective, at: NOW };
		assert_eq!(declared(object, NOTARY, erroneous), Some(declaration));
		assert_eq!(declared(object, NOTARY, OBSERVATION), None);
		assert_eq!(Observations::<Test>::get((object, NOTARY, 1)), seen);
		// The next one has the next number.
		observe(NOTARY, object, 2);
	});
}

#[test]
fn declare_error_should_point_to_the_report_and_leave_it_when_the_reporter_says_so() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		report(NOTARY, object, 0);
		let kept = SensorReports::<Test>::get((object, NOTARY, 0));
		assert_ok!(Custody::declare_error(
			signed(NOTARY),
			object,
			REPORT,
			ErrorReason::DidNotOccur,
			None
		));
		let (reason, corrective) = (ErrorReason::DidNotOccur, None);
		let told =
			Event::ErrorDeclared { object, by: NOTARY, erroneous: REPORT, reason, corrective };
		assert_eq!(last_event(), told);
		let declaration = ErrorDeclaration { reason, corrective, at: NOW };
		assert_eq!(declared(object, NOTARY, REPORT), Some(declaration));
		assert_eq!(SensorReports::<Test>::get((object, NOTARY, 0)), kept);
		report(NOTARY, object, 1);
	});
}

#[test]
fn declare_error_should_keep_events_observations_and_reports_apart_when_their_numbers_are_the_same()
{
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		for seq in 0..2 {
			observe(FACTORY, object, seq);
			report(FACTORY, object, seq);
		}
		let event = Erroneous::Event { seq: 1, span: 0 };
		let (observation, report) =
			(Erroneous::Observation { seq: 1 }, Erroneous::SensorReport { seq: 1 });
		let all = [event, observation, report];
		for (declarations, erroneous) in all.into_iter().enumerate() {
			assert_eq!(ErrorDeclarations::<Test>::iter().count(), declarations);
			assert_ok!(declare(FACTORY, object, erroneous));
		}
		for erroneous in all {
			assert_noop!(declare(FACTORY, object, erroneous), Error::ErrorAlreadyDeclared);
		}
	});
}

#[test]
fn declare_error_should_reach_an_event_that_ended_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let claim = GoodsClaim::Consignment { id: object };
		assert_ok!(Custody::sell(signed(SHOP), claim, seq(object), H256::zero(), None, None));
		let (erroneous, reason) = (Erroneous::Event { seq: 4, span: 1 }, ErrorReason::DidNotOccur);
		assert_ok!(Custody::declare_error(signed(SHOP), object, erroneous, reason, None));
		assert_eq!(item(object).presence, Presence::Ended(EndOfLife::Sold));
	});
}

#[test]
fn declare_error_should_fail_when_the_signer_did_not_hold_the_object_then() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		for (org, span) in [(FACTORY, 1), (SHOP, 0), (SHOP, 2), (CARRIER, 0), (CUSTOMS, 1)] {
			assert_noop!(declare_event(org, object, 2, span), Error::NotHolderThen);
		}
		let parent = pack(FACTORY, 1, &[commission(2)]);
		let packed = consignment(2, 0);
		// Whoever holds a pallet did not hold what lies in it on its own.
		assert_noop!(declare_event(FACTORY, packed, 2, 1), Error::NotHolderThen);
		assert_ok!(declare_event(FACTORY, packed, 2, 0));
		assert_ok!(declare_event(FACTORY, parent, 1, 0));
	});
}

#[test]
fn declare_error_should_fail_when_there_is_no_such_event_or_it_was_declared_before() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		for erroneous in [0, 4] {
			assert_noop!(declare_event(SHOP, object, erroneous, 1), Error::UnknownEvent);
		}
		assert_ok!(declare_event(SHOP, object, 2, 1));
		hand_over(SHOP, CARRIER, object);
		hand_over(CARRIER, SHOP, object);
		// By whichever span the organisation held it.
		for span in [1, 3] {
			assert_noop!(declare_event(SHOP, object, 2, span), Error::ErrorAlreadyDeclared);
		}
		assert_noop!(declare_event(SHOP, H256::zero(), 3, 1), Error::UnknownObject);
	});
}

#[test]
fn declare_error_should_fail_when_the_observation_or_report_is_anothers_or_none() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		observe(CARRIER, object, 0);
		report(CARRIER, object, 0);
		for erroneous in [OBSERVATION, REPORT] {
			// Nobody speaks for an observer, not even who holds the goods.
			assert_noop!(declare(SHOP, object, erroneous), Error::UnknownEvent);
			assert_noop!(declare(CARRIER, unit(7), erroneous), Error::UnknownEvent);
		}
		for erroneous in [Erroneous::Observation { seq: 1 }, Erroneous::SensorReport { seq: 1 }] {
			assert_noop!(declare(CARRIER, object, erroneous), Error::UnknownEvent);
		}
	});
}

#[test]
fn declare_error_should_fail_when_what_did_not_occur_is_corrected() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		observe(SHOP, object, 0);
		report(SHOP, object, 0);
		let reason = ErrorReason::DidNotOccur;
		for erroneous in [Erroneous::Event { seq: 3, span: 1 }, OBSERVATION, REPORT] {
			let declare = |corrective| {
				Custody::declare_error(signed(SHOP), object, erroneous, reason, corrective)
			};
			assert_noop!(declare(RIGHT), Error::NothingToCorrect);
			assert_ok!(declare(None));
		}
	});
}

#[test]
fn declare_error_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let object = handed_over();
		let declare = |origin, erroneous| {
			Custody::declare_error(origin, object, erroneous, ErrorReason::IncorrectData, None)
		};
		refuses_others(SHOP, |origin| declare(origin, Erroneous::Event { seq: 3, span: 1 }));
		observe(SHOP, object, 0);
		report(SHOP, object, 0);
		for erroneous in [OBSERVATION, REPORT] {
			refuses_strangers(SHOP, |origin| declare(origin, erroneous));
		}
	});
}

#[test]
fn the_invariants_should_fail_when_declarations_are_tampered_with() {
	let declare = |object, by, kind, number| {
		let declaration = ErrorDeclaration { reason: REASON, corrective: None, at: NOW };
		ErrorDeclarations::<Test>::insert((object, by, kind, number), declaration);
	};
	type Fault<'a> = &'a dyn Fn(ObjectId);
	let faults: [(&str, Fault); 6] = [
		("an error of an unknown object", &|_| declare(unit(7), SHOP, EntryKind::Event, 1)),
		("an error declared by who never held the object", &|object| {
			declare(object, CARRIER, EntryKind::Event, 1);
		}),
		("an error of what is not on record", &|object| {
			declare(object, SHOP, EntryKind::Event, 4);
		}),
		("an error of what is not on record", &|object| {
			declare(object, SHOP, EntryKind::Observation, 0);
		}),
		("an error of what is not on record", &|object| {
			declare(object, SHOP, EntryKind::SensorReport, 0);
		}),
		("seen last by an error", &|object| declare(object, CARRIER, EntryKind::Observation, 0)),
	];
	for (fault, tamper) in faults {
		ExtBuilder::default().build().execute_with(|| {
			let at = point(0, 0);
			assert_ok!(Custody::register_place(signed(FACTORY), gln(1), country("PT"), at));
			let object = handed_over();
			observe(CARRIER, object, 0);
			report(CARRIER, object, 0);
			assert_ok!(Custody::do_try_state());
			tamper(object);
			assert_eq!(Custody::do_try_state(), Err(fault.into()));
		});
	}
}
