//! Tables of events say what their twins in JSON say; what is wrong with them is named by line and
//! column.

use std::fmt::Write;
use tracemark_epcis::{event_hashes, validate, Document, ReadError};

const TABLE: &str = "\
eventTime,event,type,action,bizStep,disposition,readPoint,parentID,gtin,serial,lot,epc,sourcePossessingParty,destinationPossessingParty,bizTransactionType,bizTransaction\r
2024-05-17T08:15:30+02:00,a,,ADD,commissioning,active,9521321000018,,9521321123458,L1,B7,,,,,\r
,a,,,,,,,9521321123458,\"L,2\",B7,,,,,\r
2024-05-17T09:00:00+02:00,,AggregationEvent,ADD,packing,,,095213210000000179,9521321123458,L1,,,,,,\r
2024-05-17T10:00:00+02:00,,,OBSERVE,shipping,in_transit,,,,,,095213210000000179,9521321000018,9521321000025,desadv,\"urn:epcglobal:cbv:bt:9521321000018:88\"\r
";

const TWIN: &str = r#"[
	{
		"type": "ObjectEvent", "eventTime": "2024-05-17T06:15:30Z", "eventTimeZoneOffset": "+02:00",
		"epcList": ["https://id.gs1.org/01/09521321123458/21/L1", "https://id.gs1.org/01/09521321123458/21/L%2C2"],
		"action": "ADD", "bizStep": "commissioning", "disposition": "active",
		"readPoint": { "id": "urn:epc:id:sgln:9521321.00001.0" }, "ilmd": { "cbvmda:lotNumber": "B7" }
	},
	{
		"type": "AggregationEvent", "eventTime": "2024-05-17T07:00:00Z", "eventTimeZoneOffset": "+02:00",
		"parentID": "https://id.gs1.org/00/095213210000000179",
		"childEPCs": ["https://id.gs1.org/01/09521321123458/21/L1"], "action": "ADD", "bizStep": "packing"
	},
	{
		"type": "ObjectEvent", "eventTime": "2024-05-17T08:00:00Z", "eventTimeZoneOffset": "+02:00",
		"epcList": ["https://id.gs1.org/00/095213210000000179"], "action": "OBSERVE",
		"bizStep": "shipping", "disposition": "in_transit",
		"sourceList": [{ "type": "possessing_party", "source": "urn:epc:id:pgln:9521321.00001" }],
		"destinationList": [{ "type": "possessing_party", "destination": "urn:epc:id:pgln:9521321.00002" }],
		"bizTransactionList": [{ "type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:9521321000018:88" }]
	}
]"#;

fn strings(text: &str) -> Vec<String> {
	let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}"));
	let hashes = event_hashes(&document).unwrap();
	hashes.iter().map(|hash| hash.prehash().to_owned()).collect()
}

fn faults(text: &str) -> Vec<String> {
	let report = validate(&Document::parse(text).unwrap());
	report.faults.iter().map(ToString::to_string).collect()
}

fn error(text: &str) -> String {
	let Err(ReadError::Csv(error)) = Document::parse(text) else { panic!("{text} was read") };
	error.to_string()
}

#[test]
fn event_hashes_should_equal_those_of_the_twin_in_json_when_the_document_is_a_table() {
	assert_eq!(faults(TABLE), [""; 0]);
	assert_eq!(strings(TABLE), strings(TWIN));
	assert_eq!(strings(&TABLE.replace("\r\n", "\n")), strings(TWIN));
	assert_eq!(strings(&format!("\u{feff}{}", TABLE.trim_end())), strings(TWIN));
}

#[test]
fn parse_should_make_one_event_of_thousands_of_classes_when_it_is_legacy_stock() {
	let mut table = "event,eventTime,action,bizStep,readPoint,gtin,quantity\n".to_owned();
	for number in 0..3_000 {
		let body = format!("0952132{number:06}");
		let check = tracemark_epcis::gs1::check_digit(&body).unwrap();
		let time = "2024-05-17T08:15:30Z";
		writeln!(table, "stock,{time},OBSERVE,stock_taking,9521321000018,{body}{check},7").unwrap();
	}
	assert_eq!(faults(&table), [""; 0]);
	let document = Document::parse(&table).unwrap();
	let events = document.events().unwrap();
	assert_eq!(events.len(), 1);
	let stock = events[0].value.get("quantityList").unwrap().as_array().unwrap();
	assert_eq!(stock.len(), 3_000);
}

#[test]
fn parse_should_tell_inputs_from_outputs_when_goods_are_transformed() {
	let table = "event,eventTime,type,role,gtin,lot,quantity,uom\n\
		t,2024-05-17T08:15:30Z,TransformationEvent,input,09521321123458,B7,12.5,KGM\n\
		t,,,output,9521321678903,C1,3,\n";
	assert_eq!(faults(table), [""; 0]);
	assert!(strings(table)[0].contains("inputQuantityListquantityElementepcClass=https://id.gs1.org/01/09521321123458/10/B7quantity=12.5uom=KGM"));
	let other = table.replace("input", "in");
	assert!(error(&other).starts_with("line 2, column role: a TransformationEvent says"));
}

#[test]
fn parse_should_name_line_and_column_when_a_cell_belongs_to_nothing() {
	let head = "eventTime,type,role,epc,epcClass,gtin,serial,lot,quantity,uom,bizTransactionType,bizTransaction";
	let (object, transformation) =
		("2024-05-17T08:15:30Z,", "2024-05-17T08:15:30Z,TransformationEvent");
	let (no_goods, sscc) = ("says this of no goods: `gtin` is empty", "095213210000000179");
	for (row, columns, message) in [
		(format!("{object},,{sscc},,,L1,,,,,"), &["serial"][..], no_goods),
		(format!("{object},,{sscc},,,,,,KGM,,"), &["uom"], "a single item has no unit"),
		(format!("{object},,,,9521321123458,L1,,1,KGM,,"), &["uom"], "a single item has no unit"),
		(format!("{object},,,9521321123458,,L1,B7,2,,,"), &["serial", "lot"], no_goods),
		(format!("{transformation},input,,,,,,,,,"), &["role"], no_goods),
		(format!("{object},input,,,,,,,,,"), &["role"], no_goods),
		(format!("{object},,,,,,,,KGM,,"), &["uom"], no_goods),
		(
			format!("{transformation},input,,,9521321123458,L1,B7,,,,"),
			&["lot"],
			"an input with a serial has no lot here",
		),
		(
			format!("{object},,,,9521321123458,L1,,,,po,"),
			&["bizTransactionType"],
			"says the type of no business document",
		),
	] {
		let found = error(&format!("{head}\n{row}\n"));
		let lines: Vec<&str> = found.lines().collect();
		assert_eq!(lines.len(), columns.len(), "{row}: {found}");
		for (line, column) in lines.iter().zip(columns) {
			assert!(
				line.starts_with(&format!("line 2, column {column}: {message}")),
				"{row}: {line}"
			);
		}
	}
	// What belongs to the goods is read.
	for row in [
		format!("{object},,{sscc},,,,,1,,,"),
		format!("{object},,,9521321123458,,,,2,KGM,,"),
		format!("{transformation},output,,,9521321123458,L1,B7,1,,po,urn:x:1"),
		format!("{transformation},,,,,,,,,,"),
	] {
		assert!(Document::parse(&format!("{head}\n{row}\n")).is_ok(), "{row}");
	}
}

#[test]
fn parse_should_name_line_and_column_when_a_cell_is_wrong() {
	let head = "event,eventTime,action,gtin,serial,lot,quantity,epc,readPoint";
	for (row, expected) in [
		("a,2024-05-17T08:15:30Z,ADD,9521321123459,,,,,", "line 2, column gtin: the check digit of the GTIN"),
		("a,2024-05-17T08:15:30Z,ADD,9521321123458,L 1,,,,", "line 2, column gtin: `L 1` has a character"),
		("a,2024-05-17T08:15:30Z,ADD,9521321123458,,,,095213210000000179,", "line 2, column gtin: a row names one kind"),
		("a,2024-05-17T08:15:30Z,ADD,,L1,,,,", "line 2, column serial: says this of no goods"),
		("a,2024-05-17T08:15:30Z,ADD,9521321123458,L1,,2,,", "line 2, column quantity: a single item has no quantity"),
		("a,2024-05-17T08:15:30Z,ADD,,,,,,95213", "line 2, column readPoint: `95213` has a wrong length"),
		("a,b", "line 2: the row has 2 fields; the header has 9"),
		("a,x\"y,,,,,,,", "line 2: a field with a quotation mark must be quoted as a whole"),
		("a,\"x\"y,,,,,,,", "line 2: nothing may follow a quoted field but the next one"),
		("a,\"x\n\n", "line 2: a quoted field is never closed"),
		("a,T1,ADD,9521321123458,L1,B7,,,\na,T2,ADD,9521321123458,L2,B8,,,", "line 3, column eventTime: differs from line 2, which belongs to the same event\nline 3, column lot: the items of one event"),
	] {
		let found = error(&format!("{head}\n{row}"));
		assert!(found.starts_with(expected), "{row}: {found}");
	}
	assert!(error("eventTime,colour\n")
		.starts_with("line 1: there is no column `colour`; there are event, type"));
	assert_eq!(error("eventTime,gtin,gtin\n"), "line 1: the column `gtin` occurs twice");
	let wrong: String = (0..25).map(|_| "2024-05-17T08:15:30Z,1\n").collect();
	let found = error(&format!("eventTime,gtin\n{wrong}"));
	assert_eq!(found.lines().count(), 21);
	assert!(found.ends_with("\n5 more faults are not shown"), "{found}");
}

#[test]
fn validate_should_name_line_and_column_when_the_schema_refuses_a_cell() {
	let table = "eventTime,action,bizStep,gtin,lot,quantity\n\
		2024-05-17T08:15:30Z,OBSERVE,storing,9521321123458,B7,2\n\
		yesterday,LOOK,store,9521321123458,B7,two\n";
	let found = faults(table);
	for expected in [
		"line 3, column eventTime: `yesterday` is not a date",
		"line 3, column action: `LOOK` is not one of",
		"line 3, column bizStep: `store` is not a business step",
		"line 3, column quantity: found a text",
		"line 3, the row: the field `eventTimeZoneOffset` is missing",
	] {
		assert!(found.iter().any(|fault| fault.starts_with(expected)), "{expected}: {found:#?}");
	}
	assert_eq!(found.len(), 5, "{found:#?}");
}
