//! The facts of a path in the words of people, the same in text and in JSON.

use crate::epcis::word_of;
use sp_core::H256;
use tracemark_epcis::time::written;
use tracemark_primitives::{
	authorisation::{Answer, Ground},
	cbv::Disposition,
	digest::DigestAlgorithm,
	goods::{
		AnomalyKind, DetentionGround, EndOfLife, IncidentKind, LegalState, RecordedFact,
		Reservation,
	},
	gs1::Gln,
	quantity::Quantity,
	transport::{Passage, Unaccepted},
	Moment,
};

/// A moment in UTC.
pub fn instant(moment: Moment) -> String {
	let written = i64::try_from(moment).ok().and_then(written);
	written.unwrap_or_else(|| format!("{moment} ms"))
}

/// What an incident is, for people.
pub fn incident(what: &IncidentKind) -> String {
	let grounds = |ground: &Option<H256>| match ground {
		Some(ground) => format!("by a decision, {ground:?}"),
		None => "with a declaration".to_owned(),
	};
	let detention = |ground: &DetentionGround| match ground {
		DetentionGround::Decision(decision) => grounds(&Some(*decision)),
		DetentionGround::Declaration { declaration, line } => {
			format!("with declaration {declaration}, line {line}")
		},
	};
	match what {
		IncidentKind::Contradicted { seq, kind, fact } => {
			let kind = match kind {
				AnomalyKind::ReappearedAfterEnd => "REAPPEARED AFTER ITS END",
				AnomalyKind::HeldByAnother => "SEEN WHERE ANOTHER HELD IT",
				AnomalyKind::ProofRefuted => "LABEL OF ANOTHER ITEM",
				AnomalyKind::ImpossibleTravel => "AT TWO PLACES TOO FAR APART",
				AnomalyKind::UnauthorisedRelabelling => "RELABELLED WITHOUT AUTHORITY",
				AnomalyKind::MoreThanLot => "MORE THAN THE LOT",
			};
			let fact = match fact {
				RecordedFact::Span { object, number } => format!("span {number} of {object:?}"),
				RecordedFact::Lot(lot) => format!("lot {lot:?}"),
				RecordedFact::Label(object) => format!("the label of {object:?}"),
				RecordedFact::Sighting => "another sighting".to_owned(),
			};
			format!("{kind} (observation {seq}), against {fact}")
		},
		IncidentKind::Detained { ground } => format!("taken into custody {}", detention(ground)),
		IncidentKind::Released { ground } => format!("released from custody {}", grounds(ground)),
		IncidentKind::Destroyed { ground } => format!("destroyed in custody {}", grounds(ground)),
	}
}

pub fn authority(answer: &Answer) -> String {
	match answer {
		Answer::Permitted(Ground::Owner) => "owner of the rights".to_owned(),
		Answer::Permitted(Ground::Licence(licence)) => format!("licence {licence}"),
		Answer::Permitted(Ground::Exhaustion) => "rights exhausted".to_owned(),
		Answer::Permitted(Ground::Exception) => "exception of the law".to_owned(),
		Answer::NotPermitted => "NOT PERMITTED".to_owned(),
		Answer::NotRequired => "no right in force".to_owned(),
		Answer::Unknown => "unknown".to_owned(),
	}
}

pub fn reservation(noted: &Reservation) -> String {
	match noted {
		Reservation::Shortage { missing } => format!("{} missing", quantity(missing)),
		Reservation::Damaged => "damaged".to_owned(),
		Reservation::SealBroken => "seal broken".to_owned(),
	}
}

pub fn passage(passage: &Passage) -> &'static str {
	match passage {
		Passage::Bridged { .. } => "bridged: by a carrier that is no member, under a whole seal",
		Passage::Broken { .. } => "BROKEN: by a carrier that is no member, under no whole seal",
	}
}

pub fn unaccepted(report: &Unaccepted) -> String {
	format!("{} since {}", gln(&report.place), instant(report.since.moment))
}

pub fn gln(place: &Gln) -> String {
	String::from_utf8_lossy(&place.0).into_owned()
}

pub fn ended(how: &EndOfLife) -> &'static str {
	match how {
		EndOfLife::Sold => "sold",
		EndOfLife::Destroyed => "destroyed",
		EndOfLife::Closed => "emptied and closed",
		EndOfLife::Lost => "lost",
		EndOfLife::Stolen => "stolen",
		EndOfLife::Decommissioned => "decommissioned",
		EndOfLife::Transformed => "made into other goods",
		EndOfLife::Relabelled => "relabelled",
	}
}

/// The word of CBV.
pub fn disposition(disposition: &Disposition) -> String {
	word_of(&format!("{disposition:?}"))
}

/// How goods stand in law, with what tells why.
pub fn legal(state: &LegalState) -> String {
	let why = match state {
		LegalState::Suspended { case }
		| LegalState::DestructionOrdered { case }
		| LegalState::DestroyedByConsent { case }
		| LegalState::DestroyedByDeemedConsent { case }
		| LegalState::DestroyedByCourtDecision { case }
		| LegalState::DestroyedAsAbandoned { case } => {
			format!("declaration {}, line {}", case.declaration, case.line)
		},
		LegalState::Released { declaration, destination } => {
			let country = String::from_utf8_lossy(&destination.0);
			format!("declaration {declaration}, into {country}")
		},
		LegalState::InCustody { decision } | LegalState::DestroyedInCustody { decision } => {
			format!("decision {decision:?}")
		},
	};
	format!("{} ({why})", state.word())
}

/// The name of a hash algorithm, as certificates write it.
pub fn algorithm(algorithm: DigestAlgorithm) -> &'static str {
	match algorithm {
		DigestAlgorithm::Sha256 => "sha-256",
		DigestAlgorithm::Sha3_256 => "sha3-256",
		DigestAlgorithm::Blake2b256 => "blake2b-256",
		DigestAlgorithm::Sm3 => "sm3",
	}
}

/// A quantity for people.
fn quantity(quantity: &Quantity) -> String {
	match quantity {
		Quantity::Pieces(pieces) => format!("{pieces} pieces"),
		Quantity::Measured { micros, unit } => {
			let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
			let unit = String::from_utf8_lossy(&unit.0);
			let decimals = format!("{rest:06}");
			match decimals.trim_end_matches('0') {
				"" => format!("{whole} {}", unit.trim_end()),
				decimals => format!("{whole}.{decimals} {}", unit.trim_end()),
			}
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::{
		customs::Nature, goods::SuspendedLine, quantity::UnitCode, time::EventTime,
		transport::UnacceptedGround,
	};

	#[test]
	fn words_should_be_those_of_people_when_facts_are_told() {
		let unit = UnitCode(*b"KGM");
		assert_eq!(quantity(&Quantity::Pieces(3)), "3 pieces");
		assert_eq!(quantity(&Quantity::Measured { micros: 2_500_000, unit }), "2.5 KGM");
		assert_eq!(quantity(&Quantity::Measured { micros: 3_000_000, unit }), "3 KGM");
		assert_eq!(authority(&Answer::Permitted(Ground::Licence(7))), "licence 7");
		let missing = Quantity::Pieces(2);
		assert_eq!(reservation(&Reservation::Shortage { missing }), "2 pieces missing");
		assert_eq!(instant(0), "1970-01-01T00:00:00.000Z");
		assert_eq!(disposition(&Disposition::InTransit), "in_transit");
		let case = SuspendedLine { declaration: 3, line: 1, nature: Nature::Copying };
		let consented = legal(&LegalState::DestroyedByConsent { case });
		assert_eq!(consented, "ip-destroyed-by-consent (declaration 3, line 1)");
		let kept = legal(&LegalState::InCustody { decision: H256::zero() });
		assert_eq!(kept, format!("in-custody (decision {:?})", H256::zero()));
		assert_eq!(ended(&EndOfLife::Closed), "emptied and closed");
		assert!(passage(&Passage::Bridged { departed: 1 }).starts_with("bridged"));
		assert!(passage(&Passage::Broken { departed: 1 }).starts_with("BROKEN"));
		let report = Unaccepted {
			by: 1,
			place: Gln(*b"9521102000004"),
			since: EventTime { moment: 0, offset: 0 },
			ground: UnacceptedGround::NobodyThere,
			at: 1,
		};
		assert_eq!(unaccepted(&report), "9521102000004 since 1970-01-01T00:00:00.000Z");
	}
}
