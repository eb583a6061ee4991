//! The table of what is in the clear (`docs/disclosure.md`) against the metadata: every storage item,
//! call argument and event field of ours is in it exactly once, and nothing else is.

mod common;

use common::{metadata, OURS};
use scale_info::{form::PortableForm, TypeDef, Variant};
use std::collections::BTreeMap;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/disclosure.md");
const CLASSES: [&str; 4] = ["public", "member", "pair", "authority"];

/// Every item with the names that it discloses: `storage Pallet.Item` → [`value`], `call Pallet.name` →
/// its arguments, `event Pallet.Name` → its fields.
fn disclosed() -> BTreeMap<String, Vec<String>> {
	let metadata = metadata();
	let variants = |ty: u32| -> Vec<Variant<PortableForm>> {
		match &metadata.types.resolve(ty).expect("in the registry").type_def {
			TypeDef::Variant(variant) => variant.variants.clone(),
			_ => panic!("calls and events are enums"),
		}
	};
	let names = |variant: &Variant<PortableForm>| -> Vec<String> {
		variant.fields.iter().map(|field| field.name.clone().expect("fields are named")).collect()
	};
	let mut items = BTreeMap::new();
	for pallet in metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
			items.insert(format!("storage {}.{}", pallet.name, entry.name), vec!["value".into()]);
		}
		let calls = pallet.calls.iter().flat_map(|calls| variants(calls.ty.id));
		items.extend(
			calls.map(|call| (format!("call {}.{}", pallet.name, call.name), names(&call))),
		);
		let events = pallet.event.iter().flat_map(|event| variants(event.ty.id));
		items.extend(
			events.map(|event| (format!("event {}.{}", pallet.name, event.name), names(&event))),
		);
	}
	items.retain(|item, _| !item.contains(":__STORAGE_VERSION__:"));
	items
}

/// The rows of the table: item, then the names in each of the four columns.
fn table() -> Vec<(String, [Vec<String>; 4])> {
	let text = std::fs::read_to_string(TABLE).expect("docs/disclosure.md is there");
	text.lines()
		.filter(|line| {
			line.starts_with("| storage")
				|| line.starts_with("| call")
				|| line.starts_with("| event")
		})
		.map(|line| {
			let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
			let names = |cell: usize| -> Vec<String> {
				cells.get(cell).map_or("", |cell| cell).split_whitespace().map(Into::into).collect()
			};
			(cells[0].to_owned(), [names(1), names(2), names(3), names(4)])
		})
		.collect()
}

#[test]
fn every_item_should_be_classed_once_when_the_metadata_are_compared() {
	let mut expected = disclosed();
	let mut faults = Vec::new();
	for (item, classes) in table() {
		let Some(mut names) = expected.remove(&item) else {
			faults.push(format!("{item} is in the table twice, or not in the metadata"));
			continue;
		};
		let mut classed: Vec<String> = classes.concat();
		classed.sort();
		names.sort();
		if classed != names {
			faults.push(format!(
				"{item}: the table classes {classed:?}, the metadata have {names:?}"
			));
		}
	}
	faults.extend(expected.keys().map(|item| format!("{item} is not in the table")));
	assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_table_should_name_its_four_classes_when_it_is_read() {
	let text = std::fs::read_to_string(TABLE).expect("docs/disclosure.md is there");
	let header = text.lines().find(|line| line.starts_with("| item")).expect("a header");
	for class in CLASSES {
		assert!(header.contains(class), "{class} has no column");
	}
}

/// Prints the rows for items that are not in the table yet, all public: class them by hand.
#[test]
#[ignore = "a tool: cargo nextest run --release --run-ignored only --no-capture missing_rows"]
fn missing_rows() {
	let known: Vec<String> = table().into_iter().map(|(item, _)| item).collect();
	for (item, names) in disclosed() {
		if !known.contains(&item) {
			println!("| {item} | {} | | | |", names.join(" "));
		}
	}
}
