//! What is on record of goods and has no event in EPCIS.

use super::told::word_of;
use std::{collections::BTreeMap, fmt};

/// What is left out of a document, each kind with how often it is on record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Untold(BTreeMap<String, usize>);

impl Untold {
	/// Counts what the chain calls by this name. What is told with other events is not left out.
	pub fn add(&mut self, name: &str) {
		if let Some(words) = words(name) {
			let count = self.0.entry(words).or_default();
			*count = count.saturating_add(1);
		}
	}

	/// Whether nothing is left out.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}
}

impl fmt::Display for Untold {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let all: Vec<_> =
			self.0.iter().map(|(words, count)| format!("{words} ({count})")).collect();
		f.write_str(&all.join(", "))
	}
}

/// What the user calls it; `None` for what is told with other events.
fn words(name: &str) -> Option<String> {
	let words = match name {
		// Parts, contents and what is wrong are in the events that name them.
		"Split" | "TakenOut" | "Reduced" | "Opened" | "ErrorDeclared" => return None,
		"Refused" => "offers refused",
		"OfferWithdrawn" => "offers withdrawn",
		"OfferExpired" => "offers expired",
		"Shortage" => "shortages that a receiver noted",
		"SealBroken" => "broken seals that a receiver noted",
		"PutOnMarket" => "first sales with consent",
		"ReportedMissing" => "losses",
		"Found" => "goods found again",
		"Reassigned" => "reassignments by the council",
		"Detained" => "detentions",
		"Released" => "releases",
		"Cleared" => "clearances into a country",
		"Recalled" => "recalls",
		"RecallLifted" => "recalls lifted",
		"Altered" => "alterations",
		"TripRecorded" => "trips",
		"LegEnded" => "ends of legs of outsiders",
		"ReportedUnaccepted" => "goods that nobody accepts",
		"Closed" => "logistic units closed",
		"TitleOffered" => "offers of title",
		"TitlePassed" => "titles passed",
		"TitleOfferWithdrawn" => "offers of title withdrawn",
		"QualityReported" => "reports of quality",
		"KeepersNamed" => "keepers named",
		"PossessionProven" => "proofs of possession",
		"PossessionContradicted" => "contradicted proofs of possession",
		"LotExceeded" => "sightings of more than the lot",
		"TravelledImpossibly" => "impossible journeys",
		"SensorReported" => "reports of sensors on their own",
		other => return Some(word_of(other).replace('_', " ")),
	};
	Some(words.to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn untold_should_be_counted_by_kind_when_it_is_left_out() {
		let mut untold = Untold::default();
		for name in ["Split", "Opened", "TakenOut", "Reduced", "ErrorDeclared"] {
			untold.add(name);
		}
		assert!(untold.is_empty());
		for name in ["Refused", "ReportedMissing", "Refused", "SomethingNew"] {
			untold.add(name);
		}
		assert!(!untold.is_empty());
		assert_eq!(untold.to_string(), "losses (1), offers refused (2), something new (1)");
	}
}
