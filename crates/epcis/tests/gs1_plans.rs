//! Which calls record GS1's nineteen documents, and the way back. These tests need GS1's documents.

mod common;

use common::{
	edited, files,
	plans::{custody, there_and_back},
	read, Edit,
};
use tracemark_epcis::{
	export,
	json::Value,
	plan::{plan, PlanError},
	validate,
};

/// GS1's valid documents and what becomes of each event.
const DOCUMENTS: &[(&str, &[&str])] = &[
	("AggregationEvent", &["observe"]),
	("AggregationEvent_with_digitalLink", &["observe"]),
	("AggregationEvent_with_sensorData", &["pack report_sensor"]),
	("AssociationEvent", &["", ""]),
	("AssociationEvent_all_possible_fields", &[""]),
	("AssociationEvent_with_userExtensions", &[""]),
	("CurieString_document", &["accept report_sensor"]),
	("Namespaces_at_different_level", &["observe report_sensor"; 5]),
	("ObjectEvent_all_possible_fields", &[""]),
	("ObjectEvent_with_custom_bizStep_uri", &["commission"]),
	("ObjectEvent_with_error_declaration", &["", "observe"]),
	("ObjectEvent_with_sensorData", &["observe report_sensor"]),
	("SensorData_and_extension", &["observe observe report_sensor report_sensor"]),
	("TransactionEvent", &["", ""]),
	("TransactionEvent_with_sensorData", &["observe observe report_sensor report_sensor"]),
	("TransformationEvent", &["commission"]),
	("TransformationEvent_with_digitalLink", &["commission"]),
	("TransformationEvent_with_sensorData", &[""]),
	("epcisDocWithAllGS1Keys", &["observe observe observe"]),
];

#[test]
fn plan_should_give_the_calls_of_the_table_when_the_document_is_one_of_gs1s() {
	let files = files("documents/valid", "json");
	let mut played = 0;
	for path in &files {
		let name = path.file_stem().unwrap().to_str().unwrap();
		let Some((_, expected)) = DOCUMENTS.iter().find(|(known, _)| *known == name) else {
			continue;
		};
		let plan = plan(&read(path)).unwrap();
		let found = custody(&plan);
		assert_eq!(found, *expected, "{name}");
		for step in plan.steps() {
			assert_eq!(step.is_custody(), step.call_names()[0] != "evidence.anchor", "{name}");
			assert!(step.is_custody() || step.note.is_some(), "{name}: says no reason");
		}
		played += usize::from(plan.steps().iter().any(tracemark_epcis::plan::Step::is_custody));
	}
	assert_eq!(played, 13);
}

#[test]
fn export_should_equal_the_input_event_by_event_when_it_was_planned() {
	for folder in ["documents/valid", "event-hash"] {
		let extension = if folder == "event-hash" { "jsonld" } else { "json" };
		for path in files(folder, extension) {
			let document = read(&path);
			if !validate(&document).is_valid() {
				continue;
			}
			let plan =
				plan(&document).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
			there_and_back(&document, &plan);
		}
	}
}

#[test]
fn export_should_name_the_event_when_what_was_kept_by_digest_is_missing() {
	for path in files("documents/valid", "json") {
		let plan = plan(&read(&path)).unwrap();
		let text = plan.json().to_string();
		for step in
			plan.steps().iter().filter(|step| step.by_digest().contains(&"sensorElementList"))
		{
			let at = format!(
				"/events/{}/kept",
				plan.steps().iter().position(|s| s.event == step.event).unwrap()
			);
			let bare = edited(&text, &at, &Edit::Remove);
			assert_eq!(export(&Value::parse(&bare).unwrap()).unwrap().differing, [step.event]);
		}
	}
}

#[test]
fn plan_should_refuse_when_the_document_of_gs1_is_not_valid() {
	for path in files("documents/invalid", "json") {
		let Err(PlanError::Invalid(fault)) = plan(&read(&path)) else {
			panic!("{} was planned", path.display())
		};
		assert!(fault.starts_with('/'), "names no field: {fault}");
	}
}
