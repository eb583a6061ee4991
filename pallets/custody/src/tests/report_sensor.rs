use super::*;
use tracemark_primitives::{
	cbv::{Measurement, SensorException},
	traits::Alert,
};

fn report(org: OrgId, object: ObjectId, seq: u32, word: SensorWord) -> DispatchResult {
	Custody::report_sensor(signed(org), object, seq, word)
}

fn alarm(time: EventTime) -> SensorWord {
	let (measurement, exception) = (Measurement::Temperature, SensorException::AlarmCondition);
	SensorWord::Exception { measurement, exception, time }
}

fn readings(count: u32, from: EventTime, until: EventTime) -> SensorWord {
	SensorWord::Readings { root: H256::repeat_byte(3), count, from, until }
}

/// So many milliseconds ago.
fn ago(milliseconds: u64) -> EventTime {
	EventTime { moment: time().moment - milliseconds, offset: 0 }
}

#[test]
fn report_sensor_should_keep_readings_by_their_root_and_change_nothing_else() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let object = pack(FACTORY, 1, &[goods]);
		let before = item(object);
		let word = readings(1_440, ago(DAY), time());
		assert_ok!(report(CARRIER, object, 0, word));
		let kept = SensorReport { word, recorded_at: NOW };
		assert_eq!(SensorReports::<Test>::get((object, CARRIER, 0)), Some(kept));
		assert_eq!(SensorReportCount::<Test>::get(object, CARRIER), 1);
		let timeliness = Timeliness::Prompt;
		let event = Event::SensorReported { object, by: CARRIER, seq: 0, word, timeliness };
		assert_eq!(last_event(), event);
		assert_eq!(FakeAlerts::raised(), vec![]);
		assert_eq!(item(object), before);
		// A single reading is a batch as well.
		assert_ok!(report(CARRIER, object, 1, readings(1, time(), time())));
	});
}

#[test]
fn report_sensor_should_raise_an_alert_when_the_sensor_gave_an_alarm() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let all = [
			(Measurement::Temperature, SensorException::AlarmCondition),
			(Measurement::Illuminance, SensorException::ErrorCondition),
		];
		for (seq, (measurement, exception)) in (0..).zip(all) {
			let word = SensorWord::Exception { measurement, exception, time: ago(2 * DAY) };
			assert_ok!(report(CARRIER, object, seq, word));
			let timeliness = Timeliness::Late;
			let event = Event::SensorReported { object, by: CARRIER, seq, word, timeliness };
			assert_eq!(last_event(), event);
		}
		let raised = all.map(|(measurement, exception)| Alert::Sensor {
			object,
			by: CARRIER,
			measurement,
			exception,
		});
		assert_eq!(FakeAlerts::raised(), raised.to_vec());
	});
}

#[test]
fn report_sensor_should_count_for_each_reporter_when_several_report() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_ok!(report(CARRIER, object, 0, alarm(time())));
		assert_noop!(report(CARRIER, object, 0, alarm(time())), Error::StaleSeq);
		assert_noop!(report(CARRIER, object, 2, alarm(time())), Error::StaleSeq);
		assert_ok!(report(WAREHOUSE, object, 0, alarm(time())));
	});
}

#[test]
fn report_sensor_should_not_fail_when_the_goods_ended() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		assert_ok!(Custody::destroy(signed(FACTORY), object, seq(object), time()));
		assert_ok!(report(CARRIER, object, 0, alarm(time())));
	});
}

#[test]
fn report_sensor_should_fail_when_nobody_knows_the_object() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_noop!(report(CARRIER, unit(7), 0, alarm(time())), Error::UnknownObject);
	});
}

#[test]
fn report_sensor_should_fail_when_there_are_no_readings_or_times_are_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		let wrong = [readings(0, ago(1), time()), readings(2, time(), ago(1))];
		for word in wrong {
			assert_noop!(report(CARRIER, object, 0, word), Error::MalformedReadings);
		}
		refuses_wrong_times(|time| report(CARRIER, object, 0, alarm(time)));
		refuses_wrong_times(|until| report(CARRIER, object, 0, readings(2, ago(1), until)));
		refuses_wrong_times(|from| report(CARRIER, object, 0, readings(2, from, time())));
	});
}

#[test]
fn report_sensor_should_be_any_members_and_nobody_elses() {
	ExtBuilder::default().build_and_execute(|| {
		let object = commission(1);
		refuses_strangers(FACTORY, |origin| {
			Custody::report_sensor(origin, object, 0, alarm(time()))
		});
		assert_ok!(report(NOTARY, object, 0, alarm(time())));
	});
}
