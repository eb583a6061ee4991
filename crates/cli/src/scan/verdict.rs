//! The answers of a scan.

use crate::outcome::Outcome;
use serde::Serialize;
use tracemark_primitives::{
	goods::{GoodsFacts, Presence, ProofOutcome},
	recalls::Recalled,
	OrgId,
};

/// The answers of a scan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
	/// It belongs to its lot, and is where it should be.
	Genuine,
	/// Its number belongs to a lot, and nobody said who has the item: a copied label says the same.
	GenuineNumber,
	/// It belongs to its lot, and is recalled.
	Recalled,
	/// It belongs to its lot, and an authority keeps it.
	Detained,
	/// It belongs to its lot, and somebody else holds it.
	Elsewhere,
	/// It belongs to its lot, and its life ended.
	Ended,
	/// No lot has the serial.
	UnknownSerial,
	/// The path leads to no lot: the keeper or the label lies.
	Refuted,
	/// Nobody showed anything.
	NotProvable,
}

impl Verdict {
	/// Of a path that was given to the chain. `holder` is in whose hands the item is, if that was said.
	///
	/// What is most urgent comes first: that it left the trade, that an authority keeps it, that somebody else
	/// has it, that it is recalled. A path to a lot that nobody commissioned, or not finally yet, proves nothing
	/// and refutes nothing.
	pub fn of(facts: &GoodsFacts, recalls: &[Recalled], holder: Option<OrgId>) -> Self {
		match facts.proof {
			ProofOutcome::Verified => {},
			ProofOutcome::Refuted => return Self::Refuted,
			ProofOutcome::NotOffered => return Self::NotProvable,
		}
		// The lot is known, and the item lies in none of its consignments.
		let Some(known) = &facts.whereabouts else { return Self::Elsewhere };
		let is_his = holder.is_none_or(|holder| holder == known.holder);
		match known.presence {
			Presence::Ended(_) => Self::Ended,
			Presence::Detained { by } if is_his || holder == Some(by) => Self::Detained,
			_ if !is_his => Self::Elsewhere,
			_ if recalls.iter().any(|recalled| recalled.is_certain) => Self::Recalled,
			_ if holder.is_none() => Self::GenuineNumber,
			_ => Self::Genuine,
		}
	}

	/// How the command ends.
	pub fn outcome(self) -> Outcome {
		match self {
			Self::Genuine => Outcome::Good,
			// What is still to be compared is a question.
			Self::GenuineNumber | Self::NotProvable => Outcome::Open,
			_ => Outcome::Faulty,
		}
	}

	/// In words.
	pub fn words(self) -> &'static str {
		match self {
			Self::Genuine => "genuine: it belongs to its lot, and is where it should be",
			Self::GenuineNumber => {
				"genuine by its number, which a copied label bears as well: compare where it is with the holder"
			},
			Self::Recalled => "recalled: it belongs to its lot, and a recall in force concerns it",
			Self::Detained => "detained: it belongs to its lot, and an authority keeps it",
			Self::Elsewhere => "known but elsewhere: it belongs to its lot, and another holds it",
			Self::Ended => "ended: it belongs to its lot, and is no longer in the trade",
			Self::UnknownSerial => "unknown serial: it is in no lot of its class",
			Self::Refuted => {
				"refuted: its path does not lead to the lot; the keeper or the label lies"
			},
			Self::NotProvable => "not provable here: nothing that was shown proves it. Ask the brand",
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;
	use tracemark_primitives::{
		goods::{EndOfLife, Whereabouts},
		recalls::RecallReason,
	};

	const HELD: Presence = Presence::Held;

	fn facts(proof: ProofOutcome, presence: Option<Presence>) -> GoodsFacts {
		let whereabouts = presence.map(|presence| Whereabouts {
			object: H256::zero(),
			holder: 5,
			presence,
			cleared: None,
			first_sale: None,
			owner: 5,
		});
		GoodsFacts { whereabouts, ..GoodsFacts::none(proof) }
	}

	fn recalled(is_certain: bool) -> Recalled {
		Recalled { recall: 1, country: None, reason: RecallReason::Safety, is_certain }
	}

	#[test]
	fn verdict_should_follow_path_holder_and_life_when_a_path_was_shown() {
		use ProofOutcome::{NotOffered, Refuted, Verified};
		let sold = Presence::Ended(EndOfLife::Sold);
		let offered = Presence::Offered { to: 6, until: 1, leg: None };
		let detained = Presence::Detained { by: 7 };
		for (proof, presence, holder, verdict) in [
			(Verified, Some(HELD), None, Verdict::GenuineNumber),
			(Verified, Some(HELD), Some(5), Verdict::Genuine),
			(Verified, Some(HELD), Some(6), Verdict::Elsewhere),
			(Verified, Some(offered), Some(6), Verdict::Elsewhere),
			(Verified, Some(offered), None, Verdict::GenuineNumber),
			(Verified, Some(sold), Some(5), Verdict::Ended),
			(Verified, Some(sold), None, Verdict::Ended),
			(Verified, Some(detained), None, Verdict::Detained),
			(Verified, Some(detained), Some(5), Verdict::Detained),
			(Verified, Some(detained), Some(7), Verdict::Detained),
			(Verified, Some(detained), Some(6), Verdict::Elsewhere),
			(Verified, None, None, Verdict::Elsewhere),
			(Refuted, Some(HELD), None, Verdict::Refuted),
			(NotOffered, Some(HELD), Some(5), Verdict::NotProvable),
			(NotOffered, None, None, Verdict::NotProvable),
		] {
			assert_eq!(
				Verdict::of(&facts(proof, presence), &[], holder),
				verdict,
				"{proof:?} {presence:?} {holder:?}"
			);
		}
	}

	#[test]
	fn verdict_should_be_recalled_when_goods_in_the_right_hands_are_for_certain() {
		let held = facts(ProofOutcome::Verified, Some(HELD));
		for (recalls, holder, verdict) in [
			(vec![recalled(true)], Some(5), Verdict::Recalled),
			(vec![recalled(false), recalled(true)], None, Verdict::Recalled),
			(vec![recalled(false)], Some(5), Verdict::Genuine),
			(vec![recalled(true)], Some(6), Verdict::Elsewhere),
		] {
			assert_eq!(Verdict::of(&held, &recalls, holder), verdict, "{recalls:?} {holder:?}");
		}
		let sold = facts(ProofOutcome::Verified, Some(Presence::Ended(EndOfLife::Sold)));
		assert_eq!(Verdict::of(&sold, &[recalled(true)], Some(5)), Verdict::Ended);
	}

	#[test]
	fn exit_should_tell_verdicts_from_questions_when_scripts_read_it() {
		assert_eq!(Verdict::Genuine.outcome(), Outcome::Good);
		for question in [Verdict::GenuineNumber, Verdict::NotProvable] {
			assert_eq!(question.outcome(), Outcome::Open);
		}
		for verdict in [
			Verdict::Recalled,
			Verdict::Detained,
			Verdict::Elsewhere,
			Verdict::Ended,
			Verdict::UnknownSerial,
			Verdict::Refuted,
		] {
			assert_eq!(verdict.outcome(), Outcome::Faulty);
		}
	}
}
