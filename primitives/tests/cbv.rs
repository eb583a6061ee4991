//! The vocabularies are those of GS1's own files, where these are at hand.

use scale_info::{TypeDef, TypeInfo};
use std::{collections::BTreeSet, path::PathBuf};
use tracemark_primitives::cbv::{BizStep, Disposition, ErrorReason};

/// The variants of an enum in the order of their numbers, as CBV writes them.
fn names<T: TypeInfo>() -> Vec<String> {
	let TypeDef::Variant(variants) = T::type_info().type_def else { panic!("an enum") };
	let mut names = Vec::new();
	for (number, variant) in variants.variants.iter().enumerate() {
		assert_eq!(usize::from(variant.index), number, "numbers have no gaps");
		let mut name = String::new();
		for letter in variant.name.chars() {
			if letter.is_uppercase() && !name.is_empty() {
				name.push('_');
			}
			name.push(letter.to_ascii_lowercase());
		}
		names.push(name);
	}
	names
}

/// A file of GS1, unless this checkout comes without them.
fn standard(file: &str) -> Option<String> {
	let folder = "../../shared/data/epcis/standard";
	let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder).join(file);
	let text = std::fs::read_to_string(&path).ok();
	if text.is_none() {
		println!("skipped: {} is not at hand", path.display());
	}
	text
}

/// What stands between `start` and the next quotation mark, wherever.
fn after<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
	text.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What GS1's JSON-LD context and JSON schema name must be what we name.
fn agree(ours: Vec<String>, context: &str, term: &str, definition: &str) {
	assert!(ours.is_sorted(), "numbers were given in alphabetical order");
	let ours: BTreeSet<&str> = ours.iter().map(String::as_str).collect();
	if let Some(text) = standard(context) {
		let theirs = after(&text, &format!("\"cbv:{term}-")).into_iter().collect();
		assert_eq!(ours, theirs, "{context}");
	}
	if let Some(text) = standard("EPCIS-JSON-Schema.json") {
		let (_, rest) = text.split_once(&format!("\"{definition}\": {{")).unwrap();
		let (_, rest) = rest.split_once("\"enum\": [").unwrap();
		let (list, _) = rest.split_once(']').unwrap();
		let theirs = list.split('"').skip(1).step_by(2).collect();
		assert_eq!(ours, theirs, "{definition} of the schema");
	}
}

#[test]
fn business_steps_should_be_those_of_the_standard_when_named() {
	let ours = names::<BizStep>();
	assert_eq!(ours.len(), 41);
	agree(ours, "cbv-context-bizstep.jsonld", "BizStep", "bizStep");
}

#[test]
fn dispositions_should_be_those_of_the_standard_when_named() {
	let ours = names::<Disposition>();
	assert_eq!(ours.len(), 33);
	agree(ours, "cbv-context-disposition.jsonld", "Disp", "disposition");
}

#[test]
fn error_reasons_should_be_those_of_the_standard_when_named() {
	let ours = names::<ErrorReason>();
	assert_eq!(ours.len(), 2);
	agree(ours, "cbv-context-error-reason.jsonld", "ER", "error-reason");
}
