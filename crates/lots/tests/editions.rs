//! The file of a digital edition, and the calls that are made from it.

mod common;

use codec::Decode;
use common::{gtin, number};
use serde_json::{json, Value};
use sp_core::H256;
use tracemark_lots::{
	call::{proof, Call},
	edition::{Code, Kept, Kind, Title, Use},
	file::FileError,
	serial::DrawError,
	Edition, MAX_ITEMS,
};
use tracemark_primitives::{
	editions::{CodeProof, EditionSubject},
	gs1::lot_id,
	merkle,
};

/// The file that the TypeScript client reads in its tests, and what it makes of it.
const FILE: &str = include_str!("../../../tests/fixtures/edition.jsonl");
const VECTOR: &str = include_str!("../../../tests/fixtures/edition.json");

fn read(text: &str) -> Result<Edition, FileError> {
	Edition::read(&mut text.as_bytes())
}

fn title(kind: Kind) -> Title {
	Title { gtin: gtin(), kind, number: number("E/2611") }
}

/// The file with a line changed by `change`, counted from 1.
fn changed(line: usize, change: impl Fn(&str) -> String) -> String {
	let lines = (1..).zip(FILE.lines());
	lines.map(|(at, text)| if at == line { change(text) } else { text.into() } + "\n").collect()
}

/// The arguments of a call by name.
fn arguments(call: &Call) -> Value {
	call.arguments.iter().map(|argument| (argument.name, argument.value.clone())).collect()
}

#[test]
fn calls_should_be_those_of_the_other_client_when_the_codes_are_the_same() {
	let vector: Value = serde_json::from_str(VECTOR).unwrap();
	let hash = |value: &Value| value.as_str().unwrap().parse::<H256>().unwrap();
	let edition = read(FILE).unwrap();
	assert_eq!((edition.title(), edition.id()), (&title(Kind::Class), hash(&vector["edition"])));
	let index = 3;
	let Kept { code, .. } = edition.codes()[3];
	assert_eq!(edition.find(&code), Some(index));
	let leaf = edition.leaf(index).unwrap();
	assert!(leaf.verify());
	let wanted = Use {
		genesis: hash(&vector["use"]["genesis"]),
		token: hash(&vector["use"]["token"]),
		sold_by: Some(258),
		expiry: vector["use"]["expiry"].as_u64().unwrap(),
	};
	let activation = leaf.activate(&code, &wanted).unwrap();
	for (call, method, expected, data) in [
		(edition.issue(), "issueEdition", &vector["issue"], "issue"),
		(leaf.sell(258, &wanted.token), "sellCode", &vector["sale"], "sale"),
		(activation, "activateCode", &vector["activation"], "activation"),
	] {
		assert_eq!((call.section, call.method), ("custody", method));
		assert_eq!(&arguments(&call), expected);
		assert_eq!(call.call_data, vector["callData"][data]);
	}
	let unsold = leaf.activate(&code, &Use { sold_by: None, ..wanted }).unwrap();
	assert_eq!(arguments(&unsold)["possession"]["signature"], vector["unsold"]);
	assert_eq!(arguments(&unsold)["soldBy"], Value::Null);
	assert_eq!(proof(&leaf.proof().unwrap()), vector["activation"]["code"]);
}

#[test]
fn activate_should_sign_nothing_when_the_code_is_that_of_another_leaf() {
	let edition = read(FILE).unwrap();
	let wanted = Use { genesis: H256::zero(), token: H256::zero(), sold_by: None, expiry: 1 };
	let (leaf, other) = (edition.leaf(0).unwrap(), edition.codes()[1].code);
	assert_eq!(leaf.activate(&other, &wanted), None);
}

#[test]
fn edition_of_a_lot_should_name_the_lot_when_it_is_issued() {
	let title = title(Kind::Lot);
	let lot = lot_id(&gtin(), &number("E/2611"));
	assert_eq!(title.subject(), EditionSubject::Lot { lot });
	let edition = Edition::draw(title, 2, |_| ()).unwrap();
	let call = edition.issue();
	assert_eq!(arguments(&call)["subject"], json!({ "Lot": { "lot": lot } }));
	let data = sp_core::bytes::from_hex(&call.call_data).unwrap();
	assert_eq!(data[..2], [54, 37]);
	let decoded = <(EditionSubject, u32, H256)>::decode(&mut &data[2..]).unwrap();
	assert_eq!(decoded, (EditionSubject::Lot { lot }, 2, edition.root()));
}

#[test]
fn draw_should_give_codes_that_are_read_back_and_proven_when_they_are_written() {
	for count in [1, 2, 7] {
		let mut done = 0;
		let edition = Edition::draw(title(Kind::Class), count, |keys| done = keys).unwrap();
		assert_eq!((edition.size(), done), (count, edition.codes().len()));
		let mut file = Vec::new();
		edition.write(&mut file).unwrap();
		let read = read(&String::from_utf8(file).unwrap()).unwrap();
		assert_eq!(read, edition);
		read.check_keys(|_| ()).unwrap();
		for index in 0..count {
			let leaf = edition.leaf(index).unwrap();
			assert!(leaf.verify());
			let CodeProof { path, .. } = leaf.proof().unwrap();
			let other = H256::repeat_byte(7);
			assert!(!merkle::verify(&leaf.root, count.into(), index.into(), other, &path));
		}
		assert_eq!(edition.leaf(count), None);
		let another = Edition::draw(title(Kind::Class), count, |_| ()).unwrap();
		assert_ne!(edition.root(), another.root());
		assert_eq!(edition.find(&another.codes()[0].code), None);
	}
}

#[test]
fn draw_should_refuse_when_there_are_no_or_too_many_codes() {
	for count in [0, MAX_ITEMS + 1] {
		let refused = Edition::draw(title(Kind::Class), count, |_| ());
		assert!(matches!(refused, Err(DrawError::Codes)));
	}
	assert_eq!(Edition::new(title(Kind::Class), vec![]), None);
}

#[test]
fn read_should_refuse_and_name_the_line_but_no_code_when_a_line_is_wrong() {
	let first = FILE.lines().nth(1).unwrap();
	let code = read(FILE).unwrap().codes()[0].code.reveal();
	let tail = &code[1..];
	for (text, why) in [
		(String::new(), "ends before line 1"),
		(FILE.trim_end().into(), "ends before line 6"),
		(FILE.lines().take(4).map(|line| format!("{line}\n")).collect(), "ends before line 5"),
		(format!("{FILE}\n"), "follows the last item, line 7"),
		(changed(1, |line| line.replace("codes/v1", "lot/v1")), "the format `tracemark/lot/v1`"),
		(changed(1, |line| line.replace("codes/v1", "codes/v2")), "`tracemark/codes/v1` is read"),
		(changed(1, |line| line.replace(":5", ":0")), "1 to 16777216 codes"),
		(changed(1, |line| line.replace(":5", ":16777217")), "1 to 16777216 codes"),
		(changed(1, |line| line.replace("class", "series")), "line 1: unknown variant `series`"),
		(changed(1, |line| line.replace("E/2611", "E/2612")), "the items have the root"),
		(changed(2, |line| line.replace(tail, &tail.to_lowercase())), "line 2: is no code"),
		(changed(2, |line| line.replace(tail, &tail[1..])), "line 2: is no code"),
		(changed(2, |_| format!("\"{code}\"")), "line 2: is no code"),
		(changed(2, |line| line.replace("salt", "\": 1, \"salt")), "line 2: is no code"),
		(changed(3, |_| first.into()), "a code stands in the file twice"),
		(
			changed(2, |line| line.replace("salt\":\"0x2", "salt\":\"0x3")),
			"the items have the root",
		),
	] {
		let error = read(&text).unwrap_err();
		assert!(error.is_fault());
		let said = format!("{error} {error:?}");
		assert!(said.contains(why), "{why}: {said}");
		assert!(!said.to_uppercase().contains(tail), "{said}");
	}
}

#[test]
fn check_keys_should_name_the_line_when_a_key_is_that_of_another_code() {
	let edition = read(FILE).unwrap();
	let mut codes = edition.codes().to_vec();
	codes[2].code = Code::draw(1).unwrap()[0];
	let wrong = Edition::new(title(Kind::Class), codes).unwrap();
	assert_eq!(wrong.root(), edition.root());
	assert!(matches!(wrong.check_keys(|_| ()), Err(FileError::Key(4))));
}
