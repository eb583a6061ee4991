//! Numbers that clients, proofs and stored calls rest on never change: of pallets, calls, events and
//! errors. The table `indices.txt` is append-only.

mod common;

use common::{metadata, OURS};
use scale_info::TypeDef;
use std::{collections::BTreeSet, fs};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/indices.txt");
/// Set to any value to write the table anew.
const WRITE: &str = "TRACEMARK_WRITE_INDICES";
const HEADER: &str = "\
# Numbers of the runtime: pallets, and the calls, events and errors of ours. Append-only: a line that
# changes or goes breaks whoever stored the number. After adding some, write the table anew:
# TRACEMARK_WRITE_INDICES=1 cargo nextest run --release -p tracemark-runtime --test indices
";

/// The lines of the table as the metadata have it, by number of the pallet, then of the item.
fn lines() -> Vec<String> {
	let metadata = metadata();
	let mut pallets: Vec<_> = metadata.pallets.iter().collect();
	pallets.sort_by_key(|pallet| pallet.index);
	let mut lines: Vec<String> =
		pallets.iter().map(|pallet| format!("pallet {} {}", pallet.index, pallet.name)).collect();
	for pallet in pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		let enums = [
			("call", pallet.calls.as_ref().map(|calls| calls.ty)),
			("event", pallet.event.as_ref().map(|event| event.ty)),
			("error", pallet.error.as_ref().map(|error| error.ty)),
		];
		for (what, ty) in enums {
			let Some(ty) = ty else { continue };
			let TypeDef::Variant(variants) =
				&metadata.types.resolve(ty.id).expect("in the registry").type_def
			else {
				panic!("{what} of {} is no enum", pallet.name)
			};
			let mut variants: Vec<_> = variants.variants.iter().collect();
			variants.sort_by_key(|variant| variant.index);
			lines.extend(variants.iter().map(|variant| {
				format!(
					"{what} {}.{} {}.{}",
					pallet.index, variant.index, pallet.name, variant.name
				)
			}));
		}
	}
	lines
}

#[test]
fn numbers_should_stay_what_they_are_when_pallets_grow() {
	let lines = lines();
	if std::env::var_os(WRITE).is_some() {
		fs::write(TABLE, format!("{HEADER}{}\n", lines.join("\n"))).expect("the table is writable");
		return;
	}
	let text = fs::read_to_string(TABLE).expect("tests/indices.txt is there");
	let pinned: BTreeSet<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
	let found: BTreeSet<&str> = lines.iter().map(String::as_str).collect();
	let gone: Vec<_> = pinned.difference(&found).collect();
	let new: Vec<_> = found.difference(&pinned).collect();
	assert!(gone.is_empty(), "no longer so: {gone:#?}\nnow: {new:#?}");
	assert!(new.is_empty(), "not in the table; write it anew with {WRITE}=1: {new:#?}");
}
