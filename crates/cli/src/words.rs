//! The chain's own lists of words, as options spell them: none is kept twice.

use crate::epcis::word_of;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use codec::{Decode, DecodeAll};
use std::fmt::Debug;

/// All variants of an enum without fields, in the order of their numbers.
pub fn all<T: Decode>() -> Vec<T> {
	(0..=u8::MAX).filter_map(|number| T::decode_all(&mut [number].as_slice()).ok()).collect()
}

/// How options spell a variant: `CommunicateToThePublic` is `communicate-to-the-public`.
pub fn spelt(variant: &impl Debug) -> String {
	word_of(&format!("{variant:?}")).replace('_', "-")
}

/// Reads an option that is one of the variants of an enum.
pub fn one_of<T: Decode + Debug + Clone + Send + Sync + 'static>(
) -> impl TypedValueParser<Value = T> {
	// The parser keeps its words for as long as the program runs.
	let words = all::<T>().into_iter().map(|variant| &*spelt(&variant).leak());
	PossibleValuesParser::new(words).try_map(|given| {
		all::<T>().into_iter().find(|variant| spelt(variant) == given).ok_or("no such word")
	})
}

/// The variants of an enum that a pallet keeps to itself, as its source names them.
#[cfg(test)]
pub fn in_source(source: &str, name: &str) -> Vec<String> {
	let (_, rest) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
	let (body, _) = rest.split_once('}').unwrap();
	let variant = |line: &str| {
		let word: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
		(!word.is_empty() && line.trim_end_matches(',') == word).then_some(word)
	};
	body.lines().map(str::trim).filter_map(variant).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::authorisation::{Activities, Activity};

	#[test]
	fn all_should_have_each_variant_once_when_the_enum_has_no_fields() {
		let activities = all::<Activity>();
		assert_eq!(Activities::of(&activities), Activities::ALL);
		assert_eq!(activities.len(), 12);
		assert_eq!(activities.iter().map(spelt).next_back().unwrap(), "communicate-to-the-public");
		assert_eq!(all::<bool>(), [false, true]);
	}

	#[test]
	fn in_source_should_name_the_variants_when_they_have_comments_and_numbers() {
		let source =
			"pub enum Colour {\n\t/// Red, or so.\n\t#[codec(index = 0)]\n\tRed,\n\tBlueGreen,\n}";
		assert_eq!(in_source(source, "Colour"), ["Red", "BlueGreen"]);
	}
}
