//! GS1's documents and vectors, and documents that differ from a good one in one point.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod plans;

use std::{
	env, fs,
	path::{Path, PathBuf},
};
use tracemark_epcis::{
	json::{quote, Value},
	validate, Document, Fault,
};

/// Names the folder with GS1's documents and vectors, which are not part of this repository.
const DATA_VARIABLE: &str = "TRACEMARK_EPCIS_DATA";

/// The folder with GS1's documents and vectors.
///
/// # Panics
///
/// If it is missing: a test that cannot run must not pass.
pub fn data(folder: &str) -> PathBuf {
	let root = env::var_os(DATA_VARIABLE).map_or_else(
		|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/epcis"),
		PathBuf::from,
	);
	let folder = root.join(folder);
	assert!(
		folder.is_dir(),
		"{} is missing: set {DATA_VARIABLE} to the folder with GS1's EPCIS documents (documents/) \
		 and event hash vectors (event-hash/)",
		folder.display()
	);
	folder
}

/// The files of a folder with that extension, in alphabetical order; there must be some.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
	let mut files: Vec<PathBuf> = fs::read_dir(data(folder))
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.extension().is_some_and(|found| found == extension))
		.collect();
	files.sort();
	assert!(!files.is_empty(), "{folder} has no .{extension} files");
	files
}

/// Reads a document from a file.
pub fn read(path: &Path) -> Document {
	let text = fs::read_to_string(path).unwrap();
	Document::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The faults of a text.
pub fn faults(text: &str) -> Vec<Fault> {
	validate(&Document::parse(text).unwrap()).faults
}

/// A change of one point of a document.
pub enum Edit<'a> {
	/// Leave it out.
	Remove,
	/// Put another value there.
	Replace(&'a str),
	/// Add a member to the object there.
	Add(&'a str, &'a str),
}

/// The document with one change at a JSON Pointer, which must exist.
pub fn edited(text: &str, pointer: &str, edit: &Edit<'_>) -> String {
	let mut done = false;
	let mut out = String::new();
	write(&Value::parse(text).unwrap(), "", pointer, edit, &mut done, &mut out);
	assert!(done, "{pointer} does not exist");
	out
}

fn write(
	value: &Value,
	here: &str,
	pointer: &str,
	edit: &Edit<'_>,
	done: &mut bool,
	out: &mut String,
) {
	let at_place = here == pointer;
	if let (true, Edit::Replace(other)) = (at_place, edit) {
		*done = true;
		out.push_str(other);
		return;
	}
	match value {
		Value::Null => out.push_str("null"),
		Value::Bool(truth) => out.push_str(&truth.to_string()),
		Value::Number(digits) => out.push_str(digits),
		Value::String(text) => out.push_str(&quote(text)),
		Value::Array(items) => {
			let mut parts = Vec::new();
			for (index, item) in items.iter().enumerate() {
				let below = format!("{here}/{index}");
				if below == pointer && matches!(edit, Edit::Remove) {
					*done = true;
					continue;
				}
				let mut part = String::new();
				write(item, &below, pointer, edit, done, &mut part);
				parts.push(part);
			}
			out.push_str(&format!("[{}]", parts.join(",")));
		},
		Value::Object(members) => {
			let mut parts = Vec::new();
			for (name, member) in members.iter() {
				let below = format!("{here}/{name}");
				if below == pointer && matches!(edit, Edit::Remove) {
					*done = true;
					continue;
				}
				let mut part = format!("{}:", quote(name));
				write(member, &below, pointer, edit, done, &mut part);
				parts.push(part);
			}
			if let (true, Edit::Add(name, member)) = (at_place, edit) {
				*done = true;
				parts.push(format!("{}:{member}", quote(name)));
			}
			out.push_str(&format!("{{{}}}", parts.join(",")));
		},
	}
}

/// A document around events.
pub fn document(events: &[&str]) -> String {
	format!(
		r#"{{
			"@context": [
				"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
				{{ "ext": "https://ns.lumora.example/epcis/" }}
			],
			"id": "https://lumora.example/documents/7",
			"type": "EPCISDocument",
			"schemaVersion": "2.0",
			"creationDate": "2024-05-17T09:30:00.000Z",
			"sender": "Lumora Atelier",
			"epcisHeader": {{
				"epcisMasterData": {{
					"vocabularyList": [{{
						"type": "urn:epcglobal:epcis:vtype:Location",
						"vocabularyElementList": [{{
							"id": "urn:epc:id:sgln:9521321.00001.0",
							"attributes": [{{ "id": "urn:epcglobal:cbv:mda:city", "attribute": "Lyss" }}],
							"children": ["urn:epc:id:sgln:9521321.00001.7"]
						}}]
					}}]
				}}
			}},
			"epcisBody": {{ "eventList": [{}] }}
		}}"#,
		events.join(",")
	)
}

/// An event of each standard type with all the fields that it can have, without its own context.
pub fn full_event(name: &str) -> String {
	let own = match name {
		"ObjectEvent" => {
			r#""epcList": ["urn:epc:id:sgtin:9521321.012345.L1"],
			"quantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.012345.B7", "quantity": 12.50, "uom": "KGM" }],
			"action": "ADD",
			"persistentDisposition": { "set": ["conformant"], "unset": ["unknown", "damaged"] },
			"ilmd": { "cbvmda:lotNumber": "B7", "ext:shift": { "hand": "left" } }"#
		},
		"AggregationEvent" | "AssociationEvent" => {
			r#""parentID": "urn:epc:id:sscc:9521321.0000000017",
			"childEPCs": ["urn:epc:id:sgtin:9521321.012345.L1"],
			"childQuantityList": [{ "epcClass": "urn:epc:idpat:sgtin:9521321.012345.*", "quantity": 3 }],
			"action": "OBSERVE""#
		},
		"TransactionEvent" => {
			r#""parentID": "urn:epc:id:sscc:9521321.0000000017",
			"epcList": ["urn:epc:id:sgtin:9521321.012345.L1"],
			"quantityList": [{ "epcClass": "urn:epc:idpat:sgtin:9521321.012345.*", "quantity": 3 }],
			"action": "ADD""#
		},
		"TransformationEvent" => {
			r#""inputEPCList": ["urn:epc:id:sgtin:9521321.012345.L1"],
			"inputQuantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.012345.B7", "quantity": 3 }],
			"outputEPCList": ["urn:epc:id:sgtin:9521321.067890.1"],
			"outputQuantityList": [{ "epcClass": "urn:epc:class:lgtin:9521321.067890.C1" }],
			"persistentDisposition": { "set": ["available"] },
			"ilmd": { "cbvmda:lotNumber": "C1" }"#
		},
		other => panic!("no fixture for {other}"),
	};
	format!(
		r#"{{
			"type": "{name}",
			"eventTime": "2024-05-17T08:15:30.1+02:00",
			"recordTime": "2024-05-17T08:16:00Z",
			"eventTimeZoneOffset": "+02:00",
			"eventID": "urn:uuid:8d8a3f64-6a40-4d0c-9f6e-0d7f3b1f3c11",
			"certificationInfo": ["https://lumora.example/certificates/4"],
			"errorDeclaration": {{
				"declarationTime": "2024-05-18T08:15:30Z",
				"reason": "incorrect_data",
				"correctiveEventIDs": ["urn:uuid:8d8a3f64-6a40-4d0c-9f6e-0d7f3b1f3c12"],
				"ext:by": "Mara"
			}},
			{own},
			"bizStep": "commissioning",
			"disposition": "active",
			"readPoint": {{ "id": "urn:epc:id:sgln:9521321.00001.7" }},
			"bizLocation": {{ "id": "urn:epc:id:sgln:9521321.00001.0", "ext:floor": 2 }},
			"bizTransactionList": [{{ "type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9521321000018:88" }}],
			"sourceList": [{{ "type": "owning_party", "source": "urn:epc:id:pgln:9521321.00001" }}],
			"destinationList": [{{ "type": "possessing_party", "destination": "urn:epc:id:pgln:9521321.00002" }}],
			"sensorElementList": [{{
				"sensorMetadata": {{
					"time": "2024-05-17T08:15:00Z",
					"deviceID": "urn:epc:id:giai:9521321.P4",
					"ext:mount": "lid"
				}},
				"sensorReport": [{{
					"type": "Temperature",
					"exception": "ALARM_CONDITION",
					"value": 21.0,
					"component": "x",
					"booleanValue": true,
					"hexBinaryValue": "0aF0",
					"uriValue": "https://lumora.example/r/1",
					"stringValue": "warm",
					"uom": "CEL",
					"ext:probe": "P4"
				}}],
				"ext:note": "sun"
			}}],
			"ext:colour": "ochre"
		}}"#
	)
}

/// The standard types of event.
pub const EVENT_TYPES: [&str; 5] = [
	"ObjectEvent",
	"AggregationEvent",
	"TransactionEvent",
	"TransformationEvent",
	"AssociationEvent",
];

/// A query document around events.
pub fn query_document(events: &[&str]) -> String {
	format!(
		r#"{{
			"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
			"type": "EPCISQueryDocument",
			"schemaVersion": "2.0",
			"creationDate": "2024-05-17T09:30:00.000Z",
			"epcisBody": {{
				"queryResults": {{
					"queryName": "SimpleEventQuery",
					"subscriptionID": "s1",
					"resultsBody": {{ "eventList": [{}] }}
				}}
			}}
		}}"#,
		events.join(",")
	)
}
