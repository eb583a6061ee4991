//! Tables of stock and product classes.

mod common;

use codec::Decode;
use common::{gtin, serial, GTIN};
use serde_json::{json, Value};
use std::fmt::Write;
use tracemark_epcis::gs1::check_digit;
use tracemark_lots::{
	proof::Answer,
	stock::{import, Call, Import, ImportError},
};
use tracemark_primitives::{
	goods::ClassRight,
	gs1::{Gln, Gtin, LotNumber},
	hs::HsCode,
	quantity::Quantity,
	time::EventTime,
};

const HEAD: &str = "gtin,hs,rights,lot,quantity,unit,serial,place,made";
const MADE: &str = "2025-03-01T08:00:00+01:00";
const MOMENT: u64 = 1_740_812_400_000;
const PLACE: &str = "9521101000009";

fn read(lines: &[String]) -> Result<Import, ImportError> {
	import(format!("{HEAD}\n{}\n", lines.join("\n")).as_bytes())
}

fn faults(lines: &[String]) -> Vec<String> {
	match read(lines) {
		Err(ImportError::Faults { faults, more: 0 }) => {
			faults.iter().map(ToString::to_string).collect()
		},
		other => panic!("{other:?}"),
	}
}

fn argument<'a>(call: &'a Call, name: &str) -> &'a Value {
	&call.arguments.iter().find(|argument| argument.name == name).unwrap().value
}

/// What the chain reads in the data of a call.
fn decoded<T: Decode>(call: &Call, index: u8) -> T {
	let data = sp_core::bytes::from_hex(&call.call_data).unwrap();
	assert_eq!(data[..2], [54, index]);
	let mut input = &data[2..];
	let value = T::decode(&mut input).unwrap();
	assert!(input.is_empty());
	value
}

#[test]
fn import_should_give_calls_that_the_chain_reads_when_a_table_is_good() {
	let right = format!("0x{}", "ab".repeat(32));
	let import = read(&[
		format!("{GTIN},2022:851830,{right},L-1,500,,,{PLACE},{MADE}"),
		format!("{GTIN},,,L-2,2.5,KGM,,,{MADE}"),
	])
	.unwrap();
	let [class, pieces, measured] = &import.calls()[..] else { panic!("three calls") };
	assert_eq!((class.section, class.method), ("custody", "registerClass"));
	assert_eq!(argument(class, "gtin"), "0x3039353231313031303030303136");
	assert_eq!(argument(class, "rights"), &json!([{ "right": right }]));
	assert_eq!(argument(class, "hs"), &json!({ "edition": 2022, "code": "0x383531383330" }));
	let (class_gtin, rights, hs): (Gtin, Vec<ClassRight>, HsCode) = decoded(class, 0);
	assert_eq!((class_gtin, hs), (gtin(), HsCode { edition: 2022, code: *b"851830" }));
	assert_eq!(rights, [ClassRight { right: [0xab; 32].into(), class: None }]);

	assert_eq!((pieces.section, pieces.method), ("custody", "commission"));
	let names: Vec<&str> = pieces.arguments.iter().map(|argument| argument.name).collect();
	assert_eq!(names, ["gtin", "number", "quantity", "root", "place", "time"]);
	assert_eq!(argument(pieces, "quantity"), &json!({ "Pieces": 500 }));
	assert_eq!(argument(pieces, "root"), &Value::Null);
	assert_eq!(argument(pieces, "time"), &json!({ "moment": MOMENT, "offset": 60 }));
	type Commission = (Gtin, LotNumber, Quantity, Option<[u8; 32]>, Option<Gln>, EventTime);
	let time = EventTime { moment: MOMENT, offset: 60 };
	let place = Gln::try_from(PLACE).unwrap();
	let expected = (gtin(), common::number("L-1"), Quantity::Pieces(500), None, Some(place), time);
	assert_eq!(decoded::<Commission>(pieces, 1), expected);
	let amount = json!({ "Measured": { "micros": 2_500_000, "unit": "0x4b474d" } });
	assert_eq!(argument(measured, "quantity"), &amount);
	assert_eq!(argument(measured, "place"), &Value::Null);
	assert!(import.lots.is_empty());
}

#[test]
fn import_should_make_one_lot_of_lines_with_serials_when_they_come_in_any_order() {
	let line = |serial: &str| format!("{GTIN},,,OLD/1,,,{serial},,{MADE}");
	let import = read(&["B", "a", "A", "\"C,\"\"\""].map(line)).unwrap();
	let [lot] = &import.lots[..] else { panic!("one lot") };
	let serials: Vec<_> = lot.items().iter().map(|item| item.serial.clone()).collect();
	assert_eq!(serials, ["A", "B", "C,\"", "a"].map(serial));
	let [call] = &import.calls()[..] else { panic!("one call") };
	assert_eq!(argument(call, "quantity"), &json!({ "Pieces": 4 }));
	assert_eq!(argument(call, "root"), &json!(lot.commitment().root));
	let Answer::Present(found) = lot.find(&serial("a")) else { panic!("a is in the lot") };
	assert_eq!(found.verify(&serial("a"), lot.commitment()), Ok(()));
	// Item keys are random: a second reading has another root.
	let again = read(&["B", "a", "A"].map(line)).unwrap();
	assert_ne!(again.lots[0].items()[0].item_key, lot.items()[0].item_key);
}

#[test]
fn import_should_take_the_list_that_was_made_before_when_it_has_the_same_serials() {
	let line = |serial: &str| format!("{GTIN},,,OLD/1,,,{serial},,{MADE}");
	let first = read(&["A", "B"].map(line)).unwrap();
	let mut again = read(&["B", "A"].map(line)).unwrap();
	assert_ne!(again.calls(), first.calls());
	assert!(again.keep(first.lots[0].clone()));
	assert_eq!(again, first);
	let mut more = read(&["A", "B", "C"].map(line)).unwrap();
	let before = more.clone();
	assert!(!more.keep(first.lots[0].clone()));
	let mut other = read(&[format!("{GTIN},,,OLD/2,,,A,,{MADE}")]).unwrap();
	assert!(!other.keep(first.lots[0].clone()));
	assert_eq!(more, before);
}

#[test]
fn import_should_read_what_spreadsheets_write_when_columns_differ() {
	let table = format!("\u{feff}Made;LOT;gtin;Quantity\r\n\r\n{MADE};L-1;{};7\r\n", &GTIN[1..]);
	let import = import(table.as_bytes()).unwrap();
	assert_eq!(argument(&import.calls()[0], "quantity"), &json!({ "Pieces": 7 }));
}

#[test]
fn import_should_name_every_line_that_is_wrong_and_give_no_calls() {
	let lines: Vec<String> = [
		format!("{GTIN},2022:851830,,L-1,5,,,,{MADE}"),
		format!("09521101000014,,,L-2,5,,,,{MADE}"),
		format!("{GTIN},,,L-1,6,,,,{MADE}"),
		format!("{GTIN},2017:851830,,L-3,6,,,,{MADE}"),
		format!("{GTIN},,0xab,,,,,,"),
		format!("{GTIN},,,,5,,,,"),
		format!("{GTIN},,,,,,,,"),
		format!("{GTIN},,,L-4,5,,,,"),
		format!("{GTIN},,,L-4,5,,,123,{MADE}"),
		format!("{GTIN},,,L-4,2,,A,,{MADE}"),
		format!("{GTIN},,,L-4,,,A,,{MADE}"),
		format!("{GTIN},,,L-5,,,A,,{MADE}"),
		format!("{GTIN},,,L-4,,,B,,2025-03-02T08:00:00Z"),
		format!("{GTIN},,,L-4,3,,,,{MADE}"),
		format!("{GTIN},,,L-6,,,~,,{MADE}"),
		format!("{GTIN},,,L-6"),
		format!("{GTIN},,,\"L-6,3,,,,{MADE}"),
	]
	.into();
	let expected = [
		(3, "check digit"),
		(4, "given in line 2 already"),
		(5, "differ from line 2"),
		(6, "rights without commodity code"),
		(7, "a lot without its number"),
		(8, "neither a class"),
		(9, "no date and time"),
		(10, "no GLN"),
		(11, "of one piece"),
		(13, "serial was given in line 12 already"),
		(14, "`place` or `made` differ from line 12"),
		(15, "given in line 12 already"),
		(16, "set 82"),
		(17, "4 cells, where the first line names 9"),
		(18, "never closed"),
	];
	let faults = faults(&lines);
	assert_eq!(faults.len(), expected.len(), "{faults:#?}");
	for (fault, (line, what)) in faults.iter().zip(expected) {
		assert!(fault.starts_with(&format!("line {line}: ")), "{fault}");
		assert!(fault.contains(what), "{what}: {fault}");
	}
}

#[test]
fn import_should_refuse_the_table_when_its_columns_are_wrong() {
	for (table, what) in [
		("", "`` is no column"),
		("lot,quantity\n", "`gtin` is missing"),
		("gtin,colour\n", "`colour` is no column; there are gtin, hs"),
		("gtin,Gtin\n", "comes twice"),
	] {
		let Err(ImportError::Faults { faults, .. }) = import(table.as_bytes()) else { panic!() };
		assert_eq!(faults.len(), 1);
		assert!(faults[0].to_string().contains(what), "{}", faults[0]);
	}
	assert!(matches!(import(&b"gtin\n\xff"[..]), Err(ImportError::Encoding)));
}

#[test]
fn import_should_register_a_range_of_3_000_classes_and_name_the_one_that_is_wrong() {
	let mut table = String::from("gtin,hs,lot,quantity,made\n");
	for n in 0..3_000 {
		let body = format!("952110{n:06}");
		let check = check_digit(&body).unwrap();
		writeln!(table, "{body}{check},2022:640399,OLD-{n},{},{MADE}", n + 1).unwrap();
	}
	let import_of = |table: &str| import(table.as_bytes());
	let calls = import_of(&table).unwrap().calls();
	assert_eq!(calls.len(), 6_000);
	assert!(calls[..3_000].iter().all(|call| call.method == "registerClass"));
	assert!(calls[3_000..].iter().all(|call| call.method == "commission"));
	let gtins: std::collections::BTreeSet<String> =
		calls[..3_000].iter().map(|call| argument(call, "gtin").to_string()).collect();
	assert_eq!(gtins.len(), 3_000);
	let sum: u64 = calls[3_000..]
		.iter()
		.map(|call| argument(call, "quantity")["Pieces"].as_u64().unwrap())
		.sum();
	assert_eq!(sum, 3_000 * 3_001 / 2);

	let wrong = table.replace(",OLD-1234,", ",OLD 1234,");
	let Err(ImportError::Faults { faults, more: 0 }) = import_of(&wrong) else { panic!() };
	assert_eq!(faults.len(), 1);
	assert_eq!(faults[0].line, 1_236);
}

#[test]
fn import_should_count_the_faults_that_it_does_not_tell_when_they_are_many() {
	let table = format!("gtin\n{}", "1\n".repeat(1_500));
	let Err(ImportError::Faults { faults, more }) = import(table.as_bytes()) else { panic!() };
	assert_eq!((faults.len(), more), (1_000, 500));
}
