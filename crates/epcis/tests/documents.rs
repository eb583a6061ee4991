//! GS1's valid and invalid documents.

mod common;

use common::{files, read};
use tracemark_epcis::validate;

#[test]
fn validate_should_find_nothing_when_the_document_is_valid() {
	let files = files("documents/valid", "json");
	assert!(files.len() >= 19, "found {} valid documents", files.len());
	for path in files {
		let report = validate(&read(&path));
		assert_eq!(report.faults, [], "{}", path.display());
	}
}

#[test]
fn validate_should_find_nothing_when_the_document_is_a_hash_vector() {
	for path in files("event-hash", "jsonld") {
		let report = validate(&read(&path));
		assert_eq!(report.faults, [], "{}", path.display());
	}
}

#[test]
fn validate_should_name_the_field_when_the_document_is_invalid() {
	let expected: &[(&str, &[(&str, &str)])] = &[
		(
			"Combination_of_events_with_missing_mandatory_fields",
			&[
				("/epcisBody/eventList/0", "`action`"),
				("/epcisBody/eventList/1", "`eventTimeZoneOffset`"),
				("/epcisBody/eventList/1", "`action`"),
			],
		),
		(
			"Combination_of_non_standard_bizStep_and_disposition",
			&[
				("/epcisBody/eventList/0/bizStep", "`transforming`"),
				("/epcisBody/eventList/1/disposition", "`in_transport`"),
			],
		),
		(
			"ObjectEvent_with_ilmd_field_without_namespace",
			&[("/epcisBody/eventList/0/ilmd/materialType", "namespace")],
		),
		(
			"ObjectEvent_with_invalid_certificationInfo",
			&[
				("/epcisBody/eventList/0/certificationInfo/0", "URI"),
				("/epcisBody/eventList/0/certificationInfo/1", "URI"),
			],
		),
		(
			"ObjectEvent_with_non_standard_bizStep",
			&[("/epcisBody/eventList/0/bizStep", "`transforming`")],
		),
		(
			"ObjectEvent_with_non_standard_disposition",
			&[("/epcisBody/eventList/0/disposition", "in_transit")],
		),
		(
			"ObjectEvent_with_unknown_field_in_quantityList",
			&[("/epcisBody/eventList/0/quantityList/0/weight", "epcClass, quantity, uom")],
		),
		("ObjectEvent_without_identifier_list", &[("/epcisBody/eventList/0", "`epcList`")]),
	];
	let files = files("documents/invalid", "json");
	assert!(files.len() >= expected.len(), "found {} invalid documents", files.len());
	for path in files {
		let report = validate(&read(&path));
		assert!(!report.is_valid(), "{} was accepted", path.display());
		let stem = path.file_stem().unwrap().to_str().unwrap();
		let Some((_, wanted)) = expected.iter().find(|(name, _)| *name == stem) else {
			// Not of the table: each fault has a place below the document as a whole, or names a field.
			for fault in &report.faults {
				let is_placed = !fault.pointer.is_empty();
				let is_named = fault.message.split('`').count() > 2;
				assert!(is_placed || is_named, "{stem}: {fault}");
			}
			continue;
		};
		let found: Vec<&str> = report.faults.iter().map(|fault| fault.pointer.as_str()).collect();
		let places: Vec<&str> = wanted.iter().map(|(place, _)| *place).collect();
		assert_eq!(found, places, "{stem}");
		for (fault, (_, words)) in report.faults.iter().zip(*wanted) {
			assert!(fault.message.contains(words), "{stem}: {fault}");
		}
	}
}
