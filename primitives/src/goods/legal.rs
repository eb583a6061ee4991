//! What authorities decided on goods. CBV has words for the condition of goods, and none for this.

use crate::{customs::Nature, stored::stored, territory::Country, DeclarationId};
use alloc::{borrow::ToOwned, format, string::String};
use sp_core::H256;

stored! {
	/// How goods stand in law, as the records of authorities say. None of it says that a right is infringed.
	pub enum LegalState {
		/// Customs suspended their release and keep them, since they suspect that a right is infringed (Regulation
		/// (EU) No 608/2013, articles 17 and 18).
		#[codec(index = 0)]
		Suspended {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Suspended, and an officer of customs ordered to destroy them, which a second one has not confirmed.
		#[codec(index = 1)]
		DestructionOrdered {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Destroyed: declarant or holder confirmed that they consent (article 23(1)(c)).
		#[codec(index = 2)]
		DestroyedByConsent {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Destroyed: neither opposed it in time, and is deemed to consent (article 23(1)(c)).
		#[codec(index = 3)]
		DestroyedByDeemedConsent {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Destroyed, as a court decided in the proceedings that the suspension waited for (article 23(3)).
		#[codec(index = 4)]
		DestroyedByCourtDecision {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Destroyed: they were abandoned to the authority (Regulation (EU) No 952/2013, article 199).
		#[codec(index = 5)]
		DestroyedAsAbandoned {
			/// Of which line.
			case: SuspendedLine,
		},
		/// Let into the country by an officer, or by the standing instruction of its authority (Regulation (EU) No
		/// 952/2013, article 194); also after a suspension.
		#[codec(index = 6)]
		Released {
			/// With which declaration.
			declaration: DeclarationId,
			/// Into which country.
			destination: Country,
		},
		/// Kept by an authority of its own decision, without a declaration.
		#[codec(index = 7)]
		InCustody {
			/// Digest of the decision.
			decision: H256,
		},
		/// Destroyed by an authority that kept them of its own decision.
		#[codec(index = 8)]
		DestroyedInCustody {
			/// Digest of the decision by which it took them. That to destroy them is among their incidents.
			decision: H256,
		},
	}

	/// A line of a declaration whose release was suspended.
	pub struct SuspendedLine {
		/// Number of the declaration.
		pub declaration: DeclarationId,
		/// Number of the line.
		pub line: u32,
		/// What the officer suspects.
		pub nature: Nature,
	}
}

impl LegalState {
	/// Its word, e.g. `ip-suspended`. Where customs may suspend for another law than that of intellectual property
	/// and did, it is without `ip-`.
	pub fn word(&self) -> String {
		let (case, word) = match self {
			Self::Suspended { case } => (case, "suspended"),
			Self::DestructionOrdered { case } => (case, "destruction-ordered"),
			Self::DestroyedByConsent { case } => (case, "destroyed-by-consent"),
			Self::DestroyedByDeemedConsent { case } => (case, "destroyed-by-deemed-consent"),
			Self::DestroyedByCourtDecision { case } => (case, "destroyed-by-court-decision"),
			Self::DestroyedAsAbandoned { case } => (case, "destroyed-as-abandoned"),
			Self::Released { .. } => return "ip-released".to_owned(),
			Self::InCustody { .. } => return "in-custody".to_owned(),
			Self::DestroyedInCustody { .. } => return "destroyed-in-custody".to_owned(),
		};
		if case.nature.is_of_intellectual_property() {
			format!("ip-{word}")
		} else {
			word.to_owned()
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn word_should_say_ip_when_a_right_is_what_the_authority_acts_for() {
		let case = |nature| SuspendedLine { declaration: 3, line: 0, nature };
		let suspended = |nature| LegalState::Suspended { case: case(nature) }.word();
		for nature in [Nature::Copying, Nature::OtherInfringement, Nature::ParallelTrade] {
			assert_eq!(suspended(nature), "ip-suspended");
		}
		for nature in [Nature::Contract, Nature::Data, Nature::OtherLaw] {
			assert_eq!(suspended(nature), "suspended");
		}
		let case = case(Nature::Copying);
		let decision = H256::zero();
		let destination = Country(*b"DE");
		let words = [
			(LegalState::DestructionOrdered { case }, "ip-destruction-ordered"),
			(LegalState::DestroyedByConsent { case }, "ip-destroyed-by-consent"),
			(LegalState::DestroyedByDeemedConsent { case }, "ip-destroyed-by-deemed-consent"),
			(LegalState::DestroyedByCourtDecision { case }, "ip-destroyed-by-court-decision"),
			(LegalState::DestroyedAsAbandoned { case }, "ip-destroyed-as-abandoned"),
			(LegalState::Released { declaration: 3, destination }, "ip-released"),
			(LegalState::InCustody { decision }, "in-custody"),
			(LegalState::DestroyedInCustody { decision }, "destroyed-in-custody"),
		];
		for (state, word) in words {
			assert_eq!(state.word(), word);
		}
	}
}
