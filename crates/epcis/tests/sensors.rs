//! What sensors say, as reports of custody.

mod common;

use common::{
	document,
	plans::{custody, there_and_back},
};
use tracemark_epcis::{
	json::Value,
	plan::{plan, Plan},
	Document,
};

fn planned(text: &str) -> Plan {
	plan(&Document::parse(text).unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

/// An event of a pallet, with its sensors.
fn shipped(action: &str, sensors: &str) -> String {
	document(&[&format!(
		r#"{{"type":"ObjectEvent","action":"{action}","bizStep":"inspecting","eventTime":"2026-05-17T08:00:00.000Z",
		"eventTimeZoneOffset":"+02:00","epcList":["urn:epc:id:sscc:9521321.0000000017"],
		"sensorElementList":{sensors}}}"#
	)])
}

/// The words of the reports of the first event.
fn words(plan: &Plan) -> Vec<String> {
	let calls = plan.steps()[0].calls.iter();
	let args = calls.filter_map(|call| call.get("args")?.get("word").cloned());
	args.map(|word| word.to_string()).collect()
}

const ELEMENTS: &str = r#"[
	{"sensorMetadata":{"time":"2026-05-17T07:30:00.000Z"},"sensorReport":[
		{"type":"Temperature","value":26,"uom":"CEL"},
		{"type":"Temperature","exception":"ALARM_CONDITION"},
		{"type":"Speed","exception":"ALARM_CONDITION"}]},
	{"sensorMetadata":{"startTime":"2026-05-17T06:00:00.000Z","endTime":"2026-05-17T07:45:00.000Z"},"sensorReport":[
		{"type":"RelativeHumidity","exception":"ERROR_CONDITION","time":"2026-05-17T06:10:00.000Z"},
		{"type":"Illuminance","meanValue":12,"uom":"LUX"}]},
	{"sensorReport":[{"type":"Angle","value":3,"uom":"DD"}]}]"#;

#[test]
fn plan_should_report_alarms_and_readings_when_an_event_has_sensors() {
	let text = shipped("OBSERVE", ELEMENTS);
	let plan = planned(&text);
	assert_eq!(custody(&plan), ["observe report_sensor report_sensor report_sensor"]);
	assert_eq!(
		words(&plan),
		[
			r#"{"exception":{"measurement":"RelativeHumidity","exception":"ErrorCondition","time":{"moment":1778998200000,"offset":120}}}"#,
			r#"{"exception":{"measurement":"Temperature","exception":"AlarmCondition","time":{"moment":1779003000000,"offset":120}}}"#,
			r#"{"readings":{"count":6,"from":{"moment":1778997600000,"offset":120},"until":{"moment":1779004800000,"offset":120}}}"#,
		]
	);
	let step = &plan.steps()[0];
	assert!(step.note.as_ref().unwrap().contains("no alarms of `Speed`"));
	assert!(step.by_digest().contains(&"sensorElementList"));
	let readings: Vec<&str> = step.readings.iter().filter_map(Value::as_str).collect();
	assert_eq!(readings.len(), 6);
	assert_eq!(readings[5], r#"{"sensorReport":{"type":"Angle","value":3,"uom":"DD"}}"#);
	assert!(readings[0].contains("06:00:00") && readings[0].contains("Illuminance"));
	there_and_back(&Document::parse(&text).unwrap(), &plan);
}

#[test]
fn plan_should_report_an_alarm_once_when_it_is_said_twice() {
	let alarm = r#"{"type":"gs1:Pressure","exception":"gs1:ALARM_CONDITION"}"#;
	let plan = planned(&shipped("OBSERVE", &format!(r#"[{{"sensorReport":[{alarm},{alarm}]}}]"#)));
	let words = words(&plan);
	assert_eq!(words.len(), 2);
	assert!(words[0].contains(r#""measurement":"Pressure""#) && words[1].contains(r#""count":2"#));
}

#[test]
fn plan_should_report_nothing_when_the_event_is_evidence_only() {
	// Nothing says how the pallet ended.
	let plan = planned(&shipped("DELETE", ELEMENTS));
	assert_eq!(custody(&plan), [""]);
	assert!(plan.steps()[0].readings.is_empty());
}
