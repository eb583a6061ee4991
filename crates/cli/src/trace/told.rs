//! What the command tells, as it prints it in JSON.

use super::words::{
	authority, disposition, ended, gln, incident, instant, legal, passage, reservation, unaccepted,
};
use crate::{epcis::word_of, goods::Organisation};
use serde::Serialize;
use sp_core::H256;
use tracemark_primitives::{
	apis::TracedSegment,
	goods::{ErrorDeclaration, Incident},
	Moment, RecallId,
};

/// What the command prints as JSON.
#[derive(Serialize)]
pub struct Told {
	pub code: String,
	pub block: u64,
	pub block_hash: H256,
	/// Who keeps the list of serials, if the lot names keepers.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub keepers: Vec<Organisation>,
	pub objects: Vec<Path>,
	/// What stands out in their history, and in that of what they lay in.
	pub incidents: Vec<Standout>,
	/// What was listed about them, and about what they lay in.
	pub evidence: Vec<Evidence>,
}

/// Something that stands out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standout {
	pub at: String,
	pub block: u32,
	pub by: Organisation,
	/// The object.
	pub object: H256,
	pub what: String,
	/// If it is an observation that was declared erroneous.
	pub erroneous: Option<Declared>,
	/// If the sighting that it contradicts was.
	pub fact_erroneous: Option<Declared>,
}

/// That an observation is erroneous, as its observer declared.
#[derive(Serialize)]
pub struct Declared {
	pub at: String,
	/// In the word of CBV.
	pub reason: String,
	/// Id of the event that says what is right.
	pub corrective: Option<H256>,
}

impl From<ErrorDeclaration> for Declared {
	fn from(ErrorDeclaration { reason, corrective, at }: ErrorDeclaration) -> Self {
		Self { at: instant(at), reason: word_of(&format!("{reason:?}")), corrective }
	}
}

/// A piece of evidence, as its depositor described it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
	pub algorithm: &'static str,
	pub digest: H256,
	/// 0 for the record of the digest, else the number of the corroboration.
	pub deposit: u32,
	pub kind: String,
	pub by: Organisation,
	pub at: String,
	pub block: u32,
	/// Whether this deposit is revoked.
	pub revoked: bool,
	/// Whether it was revoked and reinstated. If it is revoked too, it was revoked again.
	pub reinstated: bool,
	/// Whether the digest stands.
	pub stands: bool,
	/// The lot, item, consignment or logistic unit.
	pub about: H256,
}

/// The path of one object.
#[derive(Serialize)]
pub struct Path {
	pub object: H256,
	pub path: Vec<Step>,
}

/// A stretch of time in which one organisation held the goods.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
	pub holder: Organisation,
	/// To whom the goods belonged, if to another than the holder.
	pub owner: Option<Organisation>,
	/// The outermost object that they lay in.
	pub within: H256,
	pub from: String,
	pub from_block: u32,
	pub until: Option<String>,
	pub until_block: Option<u32>,
	/// Number of the event by which the holder accepted the goods, in the chain of `within`; with `--events`,
	/// if it began with a hand-over.
	pub event: Option<u32>,
	/// GLN where it began, as whoever began it said.
	pub place: Option<String>,
	/// How the life of the goods ended with it.
	pub ended: Option<&'static str>,
	/// What the seller said, if it ended with a sale.
	pub sale: Option<Sale>,
	/// The condition of the goods at its end or now, in the word of CBV, where the chain knows.
	pub disposition: Option<String>,
	/// How they stand in law, by what authorities decided, of the last stretch.
	pub legal: Option<String>,
	pub authority: Option<String>,
	/// What the holder noted when it took them over.
	pub reservation: Option<String>,
	/// How they came to the holder, if a carrier brought them that is no member.
	pub passage: Option<&'static str>,
	/// Where nobody accepted them, and since when, as each reporter says.
	pub unaccepted: Vec<String>,
	pub recalls: Vec<RecallId>,
	/// Whether nobody held them right before, and whether the same organisation did before that.
	pub gap: Option<Gap>,
}

/// A sale, as its seller said.
#[derive(Serialize)]
pub struct Sale {
	/// Through whose marketplace.
	pub marketplace: Option<Organisation>,
	/// A salted reference to the order.
	pub order: H256,
	/// A salted reference to the payment, if the seller stated one.
	pub payment: Option<H256>,
}

/// A time in which nobody held the goods.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
	/// They came back to who held them before: returned, or found.
	CameBack,
	/// Somebody else held them after it.
	Broken,
}

pub fn standout(
	object: H256,
	Incident { block, at, what, .. }: Incident,
	by: Organisation,
	erroneous: Option<ErrorDeclaration>,
	fact_erroneous: Option<ErrorDeclaration>,
) -> Standout {
	let (at, what) = (instant(at), incident(&what));
	let (erroneous, fact_erroneous) = (erroneous.map(Into::into), fact_erroneous.map(Into::into));
	Standout { at, block, by, object, what, erroneous, fact_erroneous }
}

pub fn step(
	stretch: &TracedSegment,
	before: Option<&TracedSegment>,
	holder: Organisation,
	owner: Option<Organisation>,
	sale: Option<Sale>,
) -> Step {
	let segment = &stretch.segment;
	Step {
		within: segment.object,
		from: instant(segment.from),
		from_block: segment.from_block,
		until: segment.until.map(instant),
		until_block: segment.until_block,
		event: None,
		place: segment.place.as_ref().map(gln),
		ended: segment.ended.as_ref().map(ended),
		sale,
		disposition: segment.disposition.as_ref().map(disposition),
		legal: stretch.legal.as_ref().map(legal),
		authority: stretch.authority.as_ref().map(authority),
		reservation: segment.reservation.as_ref().map(reservation),
		passage: segment.passage.as_ref().map(passage),
		unaccepted: stretch.unaccepted.iter().map(unaccepted).collect(),
		recalls: stretch.recalls.clone(),
		gap: before.and_then(|TracedSegment { segment: before, .. }| {
			gap((before.holder, before.until), (segment.holder, segment.from))
		}),
		holder,
		owner,
	}
}

/// Whether nobody held the goods between two stretches.
fn gap(before: (u32, Option<Moment>), next: (u32, Moment)) -> Option<Gap> {
	match before.1 {
		Some(until) if until < next.1 => {
			Some(if before.0 == next.0 { Gap::CameBack } else { Gap::Broken })
		},
		_ => None,
	}
}

/// What is told of an observation of a sighting that contradicts another one.
#[cfg(test)]
pub fn contradicted(
	erroneous: Option<ErrorDeclaration>,
	fact_erroneous: Option<ErrorDeclaration>,
) -> Told {
	use tracemark_primitives::goods::{AnomalyKind, IncidentKind, RecordedFact};
	let by = Organisation { id: 8, name: "Wachsame".to_owned(), country: "DE".to_owned() };
	let (kind, fact) = (AnomalyKind::ImpossibleTravel, RecordedFact::Sighting);
	let what = IncidentKind::Contradicted { seq: 2, kind, fact };
	let seen = Incident { by: 8, block: 14, at: 0, what };
	Told {
		code: "X".to_owned(),
		block: 20,
		block_hash: H256::zero(),
		keepers: Vec::new(),
		objects: Vec::new(),
		incidents: vec![standout(H256::zero(), seen, by, erroneous, fact_erroneous)],
		evidence: Vec::new(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::cbv::ErrorReason;

	#[test]
	fn gap_should_be_marked_when_nobody_held_the_goods() {
		assert_eq!(gap((1, Some(5)), (2, 5)), None);
		assert_eq!(gap((1, Some(5)), (1, 9)), Some(Gap::CameBack));
		assert_eq!(gap((1, Some(5)), (2, 9)), Some(Gap::Broken));
		assert_eq!(gap((1, None), (2, 9)), None);
	}

	#[test]
	fn an_observation_should_have_its_declarations_in_json_when_it_or_the_other_was_erroneous() {
		let declaration = |reason, corrective| Some(ErrorDeclaration { reason, corrective, at: 1 });
		let wrong = declaration(ErrorReason::IncorrectData, Some(H256::repeat_byte(3)));
		let none = declaration(ErrorReason::DidNotOccur, None);
		let json = serde_json::to_value(contradicted(wrong, none)).expect("is JSON");
		let incident = &json["incidents"][0];
		assert_eq!(incident["erroneous"]["reason"], "incorrect_data");
		assert_eq!(incident["factErroneous"]["reason"], "did_not_occur");
		assert_eq!(incident["factErroneous"]["corrective"], serde_json::Value::Null);
	}
}
