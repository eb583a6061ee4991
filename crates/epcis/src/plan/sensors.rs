//! What the sensors of an event say, as `custody.report_sensor`.
//!
//! An alarm is a call of its own, so that it is a report with an event of its own. All readings of an event are one call, with how many they
//! are and from when until when; their salted root is the client's to add.

use super::call;
use crate::{
	json::{object, Object, Value},
	time,
};

/// What custody keeps alarms of.
const MEASUREMENTS: [&str; 8] = [
	"AbsoluteHumidity",
	"Acceleration",
	"Altitude",
	"Angle",
	"Illuminance",
	"Pressure",
	"RelativeHumidity",
	"Temperature",
];

/// What the sensors of an event say.
#[derive(Default)]
pub(super) struct Sensors {
	/// The calls that report it, of each object of the event.
	pub calls: Vec<Value>,
	/// Each reading as text, in the order of their times.
	pub readings: Vec<Value>,
	/// What is in no call.
	pub note: Option<String>,
}

/// A reading, or an alarm.
struct Report {
	from: i64,
	until: i64,
	/// What measures, and of which kind the alarm is.
	alarm: Option<(String, &'static str)>,
	text: String,
}

/// What the sensors of an event say, with the goods that its calls are about.
pub(super) fn said(event: &Object, calls: &[Value]) -> Sensors {
	let subjects = subjects(calls);
	let mut reports = reports(event);
	if subjects.is_empty() || reports.is_empty() {
		return Sensors::default();
	}
	reports.sort_by_key(|report| report.from);
	let offset = event.get("eventTimeZoneOffset").and_then(Value::as_str);
	let offset = offset.and_then(time::offset_minutes).unwrap_or_default();
	let at = |moment: i64| {
		object([
			("moment", Value::Number(moment.to_string())),
			("offset", Value::Number(offset.to_string())),
		])
	};
	let mut words = Vec::new();
	let mut note = None;
	for report in &reports {
		let Some((measurement, exception)) = &report.alarm else { continue };
		if !MEASUREMENTS.contains(&measurement.as_str()) {
			note = Some(format!("custody keeps no alarms of `{measurement}`"));
			continue;
		}
		let exception = object([
			("measurement", measurement.as_str().into()),
			("exception", (*exception).into()),
			("time", at(report.from)),
		]);
		let word = object([("exception", exception)]);
		if !words.contains(&word) {
			words.push(word);
		}
	}
	let from = reports.iter().map(|report| report.from).min().unwrap_or_default();
	let until = reports.iter().map(|report| report.until).max().unwrap_or_default();
	let readings = object([
		("count", Value::Number(reports.len().to_string())),
		("from", at(from)),
		("until", at(until)),
	]);
	words.push(object([("readings", readings)]));
	let each = |subject: &Value| {
		let subject = subject.clone();
		let report = move |word: &Value| {
			let args = vec![("object", subject.clone()), ("word", word.clone())];
			call("custody.report_sensor", None, args)
		};
		words.iter().map(report).collect::<Vec<_>>()
	};
	Sensors {
		calls: subjects.iter().flat_map(each).collect(),
		readings: reports.into_iter().map(|report| Value::String(report.text)).collect(),
		note,
	}
}

/// The goods that calls are about, each once: what was packed goes by what it lies in.
fn subjects(calls: &[Value]) -> Vec<Value> {
	let mut subjects = Vec::new();
	for call in calls {
		let name = call.get("call").and_then(Value::as_str).unwrap_or_default();
		let Some(args) = call.get("args") else { continue };
		if let Some(received) = args.get("goods").and_then(Value::as_array) {
			subjects.extend(received.iter().filter_map(|part| part.get("object")).cloned());
			continue;
		}
		let subject = match name {
			"custody.commission" => first_consignment(args),
			"custody.transform" => args.get("identity").and_then(first_consignment),
			"custody.pack" => args
				.get("sscc")
				.map(|sscc| object([("logisticUnit", object([("sscc", sscc.clone())]))])),
			"custody.split" => None,
			_ => ["parent", "object", "claim", "what"]
				.into_iter()
				.find_map(|name| args.get(name))
				.cloned(),
		};
		subjects.extend(subject.filter(|subject| !subjects.contains(subject)));
	}
	subjects
}

/// The consignment that a lot begins as.
fn first_consignment(lot: &Value) -> Option<Value> {
	let part = object([
		("gtin", lot.get("gtin")?.clone()),
		("lot", lot.get("number")?.clone()),
		("number", Value::Number("0".to_owned())),
	]);
	Some(object([("consignment", part)]))
}

/// The reports of all sensor elements, each with the metadata of its element and its time: its own, else that of the
/// metadata, else that of the event.
fn reports(event: &Object) -> Vec<Report> {
	let moment = |part: Option<&Value>, name: &str| {
		part?.get(name)?.as_str().and_then(time::millis).filter(|moment| *moment >= 0)
	};
	let happened = event.get("eventTime").and_then(Value::as_str).and_then(time::millis);
	let happened = happened.filter(|moment| *moment >= 0).unwrap_or_default();
	let elements = event.get("sensorElementList").and_then(Value::as_array).unwrap_or_default();
	let mut found = Vec::new();
	for element in elements {
		let metadata = element.get("sensorMetadata");
		for report in element.get("sensorReport").and_then(Value::as_array).unwrap_or_default() {
			let own = moment(Some(report), "time").or_else(|| moment(metadata, "time"));
			let from = own.or_else(|| moment(metadata, "startTime")).unwrap_or(happened);
			let until = own.or_else(|| moment(metadata, "endTime")).unwrap_or(from).max(from);
			let mut text = Vec::new();
			text.extend(metadata.map(|metadata| ("sensorMetadata".to_owned(), metadata.clone())));
			text.push(("sensorReport".to_owned(), report.clone()));
			let text = Value::Object(Object::from_members(text)).to_string();
			found.push(Report { from, until, alarm: alarm(report), text });
		}
	}
	found
}

/// The alarm of a report, if it is one.
fn alarm(report: &Value) -> Option<(String, &'static str)> {
	let word = |name: &str| {
		let text = report.get(name)?.as_str()?;
		let bare =
			["gs1:", "https://gs1.org/voc/"].into_iter().find_map(|base| text.strip_prefix(base));
		Some(bare.unwrap_or(text))
	};
	let exception = match word("exception")? {
		"ALARM_CONDITION" => "AlarmCondition",
		"ERROR_CONDITION" => "ErrorCondition",
		_ => return None,
	};
	Some((word("type").unwrap_or_default().to_owned(), exception))
}
