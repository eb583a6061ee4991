//! The portable file and the label file.

mod common;

use common::{gtin, item, number, serial, PORTABLE};
use std::io;
use tracemark_lots::{
	file::{FileError, Labels, MAX_LINE},
	lot::LotError,
	serial::Space,
	Lot,
};
use tracemark_primitives::{gs1::lot_leaf, merkle};

fn read(text: &str) -> Result<Lot, FileError> {
	Lot::read(&mut text.as_bytes())
}

/// The portable file with a line changed by `change`, counted from 1.
fn changed(line: usize, change: impl Fn(&str) -> String) -> String {
	let lines = (1..).zip(PORTABLE.lines());
	lines.map(|(at, text)| if at == line { change(text) } else { text.into() } + "\n").collect()
}

#[test]
fn read_should_give_the_lot_of_the_other_client_when_its_file_is_read() {
	let lot = read(PORTABLE).unwrap();
	assert_eq!((lot.commitment().gtin, &lot.commitment().lot), (gtin(), &number("L/2611")));
	let leaves: Vec<_> =
		lot.items().iter().map(|item| lot_leaf(&gtin(), &item.serial, &item.item_key)).collect();
	assert_eq!(merkle::root(&leaves), Some(lot.commitment().root));
	assert_eq!(lot.items()[3].serial, serial("A/B"));
	let mut written = Vec::new();
	lot.write(&mut written).unwrap();
	assert_eq!(String::from_utf8(written).unwrap(), PORTABLE);
}

#[test]
fn read_should_refuse_and_name_the_line_when_a_line_is_wrong() {
	let long = format!("{}\n", " ".repeat(MAX_LINE as usize));
	for (text, why) in [
		("".into(), "ends before line 1"),
		("x\n".into(), "line 1: "),
		(PORTABLE.trim_end().into(), "ends before line 8"),
		(PORTABLE.lines().take(5).map(|line| format!("{line}\n")).collect(), "ends before line 6"),
		(format!("{PORTABLE}\n"), "follows the last item, line 9"),
		(changed(1, |line| line.replace("lot/v1", "lot/v2")), "the format `tracemark/lot/v2`"),
		(changed(1, |line| line.replace("lot/v1", "labels/v1")), "`tracemark/lot/v1` is read"),
		(changed(1, |line| line.replace("0016\"", "0014\"")), "line 1: `09521101000014`"),
		(changed(1, |line| line.replace(":7", ":0")), "1 to 16777216 items"),
		(changed(1, |line| line.replace(":7", ":16777217")), "1 to 16777216 items"),
		(changed(1, |line| line.replace(":7", ":6")), "follows the last item, line 8"),
		(changed(1, |line| line.replace('}', ",\"more\":1}")), "unknown field"),
		(changed(3, |line| line.replace("%2F", "~")), "line 3: `~`"),
		(changed(3, |line| line.replace("%2F", "!A")), "line 3: the serial does not follow"),
		(changed(4, |line| line.replace("A&B", "A/C")), "line 5: the serial does not follow"),
		(long, "line 1 is longer than 512"),
	] {
		let error = read(&text).unwrap_err();
		assert!(error.to_string().contains(why), "{why}: {error}");
		assert!(error.is_fault());
	}
}

#[test]
fn read_should_refuse_when_the_root_is_not_that_of_the_items() {
	for line in [1, 6] {
		let digit = |line: &str| match line.contains("0x0") {
			true => line.replacen("0x0", "0x1", 1),
			false => format!(
				"{}0{}",
				&line[..line.find("0x").unwrap() + 2],
				&line[line.find("0x").unwrap() + 3..]
			),
		};
		let error = read(&changed(line, digit)).unwrap_err();
		assert!(matches!(error, FileError::Root { .. }), "{error}");
	}
	let without = changed(1, |line| format!("{}}}", &line[..line.find(",\"root\"").unwrap()]));
	assert!(matches!(read(&without), Err(FileError::Root { stated: None, .. })));
}

#[test]
fn read_should_not_call_it_a_fault_when_the_system_refuses() {
	struct Broken;
	impl io::Read for Broken {
		fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
			Err(io::Error::other("broken"))
		}
	}
	assert!(!Lot::read(&mut io::BufReader::new(Broken)).unwrap_err().is_fault());
}

#[test]
fn new_should_refuse_when_items_are_none_twice_or_out_of_order() {
	let new = |serials: &[&str]| {
		let items = serials.iter().map(|serial| item(serial)).collect();
		Lot::new(gtin(), number("L"), items).unwrap_err()
	};
	assert_eq!(new(&[]), LotError::Size);
	assert_eq!(new(&["A", "A"]), LotError::Order(2));
	assert_eq!(new(&["A", "C", "B"]), LotError::Order(3));
	// Order is that of the bytes, not of an alphabet.
	assert_eq!(new(&["a", "B"]), LotError::Order(2));
}

#[test]
fn labels_should_come_back_from_their_file_and_keep_no_secret_in_the_portable_one() {
	let serials = Space::for_count(50).unwrap().draw().unwrap();
	let labels = Labels::draw(gtin(), number("L-1"), serials).unwrap();
	let mut file = Vec::new();
	labels.write(&mut file).unwrap();
	assert_eq!(Labels::read(&mut file.as_slice()).unwrap(), labels);
	assert!(matches!(Lot::read(&mut file.as_slice()), Err(FileError::Format { .. })));

	let lot = labels.clone().keep(|_| ()).unwrap();
	let mut portable = Vec::new();
	lot.write(&mut portable).unwrap();
	assert_eq!(Lot::read(&mut portable.as_slice()).unwrap(), lot);
	let portable = String::from_utf8(portable).unwrap();
	for (hidden, listed) in labels.items.iter().zip(lot.items()) {
		assert_eq!(hidden.serial, listed.serial);
		assert_eq!(hidden.seed.item_key(), listed.item_key);
		assert!(!portable.contains(&hidden.seed.reveal()[2..]));
	}
}
