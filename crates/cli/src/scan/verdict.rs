//! How the answers of a scan are named, said and ended with.

use crate::outcome::Outcome;
use serde::Serializer;
use tracemark_primitives::scan::Verdict;

/// As it is named in JSON.
pub fn name(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Genuine => "genuine",
		Verdict::GenuineNumber => "genuine-number",
		Verdict::Recalled => "recalled",
		Verdict::Detained => "detained",
		Verdict::Elsewhere => "elsewhere",
		Verdict::Ended => "ended",
		Verdict::UnknownSerial => "unknown-serial",
		Verdict::Refuted => "refuted",
		Verdict::NotProvable => "not-provable",
	}
}

/// Writes its name.
pub fn serialize<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(name(*verdict))
}

/// How the command ends.
pub fn outcome(verdict: Verdict) -> Outcome {
	match verdict {
		Verdict::Genuine => Outcome::Good,
		// What is still to be compared is a question.
		Verdict::GenuineNumber | Verdict::NotProvable => Outcome::Open,
		_ => Outcome::Faulty,
	}
}

/// In words.
pub fn words(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Genuine => "genuine: it belongs to its lot, and is where it should be",
		Verdict::GenuineNumber => {
			"genuine by its number, which a copied label bears as well: compare where it is with the holder"
		},
		Verdict::Recalled => "recalled: it belongs to its lot, and a recall in force concerns it",
		Verdict::Detained => "detained: it belongs to its lot, and an authority keeps it",
		Verdict::Elsewhere => "known but elsewhere: it belongs to its lot, and another holds it",
		Verdict::Ended => "ended: it belongs to its lot, and is no longer in the trade",
		Verdict::UnknownSerial => "unknown serial: it is in no lot of its class",
		Verdict::Refuted => {
			"refuted: its path does not lead to the lot; the keeper or the label lies"
		},
		Verdict::NotProvable => "not provable here: nothing that was shown proves it. Ask the brand",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALL: [Verdict; 9] = [
		Verdict::Genuine,
		Verdict::GenuineNumber,
		Verdict::Recalled,
		Verdict::Detained,
		Verdict::Elsewhere,
		Verdict::Ended,
		Verdict::UnknownSerial,
		Verdict::Refuted,
		Verdict::NotProvable,
	];

	#[test]
	fn exit_should_tell_verdicts_from_questions_when_scripts_read_it() {
		use Outcome::{Faulty, Good, Open};
		let outcomes = [Good, Open, Faulty, Faulty, Faulty, Faulty, Faulty, Faulty, Open];
		assert_eq!(ALL.map(outcome), outcomes);
	}

	#[test]
	fn name_should_be_that_of_the_chain_in_lower_case_when_scripts_read_it() {
		for verdict in ALL {
			let joined = name(verdict).replace('-', "");
			assert_eq!(joined, format!("{verdict:?}").to_lowercase());
		}
	}
}
