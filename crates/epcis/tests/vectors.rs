//! GS1's vectors of event hashes: `.jsonld` → `.prehashes` → `.hashes`, one line an event.

mod common;

use common::{files, read};
use std::{fs, path::Path};
use tracemark_epcis::event_hashes;

/// A vector whose second pre-hash string belongs to another event: it repeats the first event of
/// its document in another order, and its own hash, in `.hashes`, is not over it but over the
/// string of the second event.
const CONTRADICTORY: (&str, usize) = ("epcisDocWithCustomSchemaInContext", 1);

fn lines(path: &Path, extension: &str) -> Vec<String> {
	let text = fs::read_to_string(path.with_extension(extension)).unwrap();
	text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn event_hashes_should_equal_the_vectors_to_the_byte_when_documents_are_hashed() {
	let files = files("event-hash", "jsonld");
	assert!(files.len() >= 11, "found {} vectors", files.len());
	for path in files {
		let name = path.file_stem().unwrap().to_str().unwrap();
		let found = event_hashes(&read(&path)).unwrap();
		let ids: Vec<String> = found.iter().map(|hash| hash.id()).collect();
		assert_eq!(ids, lines(&path, "hashes"), "{name}");
		let strings = lines(&path, "prehashes");
		assert_eq!(found.len(), strings.len(), "{name}");
		for (index, (hash, string)) in found.iter().zip(&strings).enumerate() {
			if (name, index) != CONTRADICTORY {
				assert_eq!(hash.prehash(), string, "{name}, event {index}");
			}
		}
	}
}

#[test]
fn the_contradictory_vector_should_not_be_over_its_own_string_when_it_is_left_out() {
	use sha2::{Digest, Sha256};
	let (name, index) = CONTRADICTORY;
	let path = common::data("event-hash").join(name);
	let hex: String = Sha256::digest(&lines(&path, "prehashes")[index])
		.iter()
		.map(|b| format!("{b:02x}"))
		.collect();
	assert!(
		!lines(&path, "hashes")[index].contains(&hex),
		"the vector was mended: compare it again"
	);
}
