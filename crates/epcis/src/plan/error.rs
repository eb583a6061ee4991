//! What an event's error declaration says that the chain can carry.

use crate::{
	document::Event,
	hash::EventHash,
	json::{Object, Value},
	vocabulary::ERROR_REASON,
};
use std::collections::BTreeMap;

/// The field of an event that declares it wrong.
pub(super) const FIELD: &str = "errorDeclaration";
/// Why the chain cannot carry an error declaration.
const NO_REASON: &str =
	"its reason is neither `incorrect_data` nor `did_not_occur`, and the chain knows no other";

/// The event hash ids of the events of a document, by their ids.
pub(super) struct Ids(BTreeMap<String, String>);

impl Ids {
	pub fn of(events: &[(Event<'_>, EventHash)]) -> Self {
		let pair = |(event, hash): &(Event<'_>, EventHash)| {
			Some((event.value.get("eventID")?.as_str()?.to_owned(), hash.id()))
		};
		Self(events.iter().filter_map(pair).collect())
	}

	/// The event hash id of the event that an id is of: the id itself may be one.
	fn hash(&self, id: &str) -> Option<String> {
		let is_hash = || {
			let digits = id.strip_prefix("ni:///sha-256;")?.strip_suffix("?ver=CBV2.0")?;
			let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
			(digits.len() == 64 && digits.bytes().all(is_digit)).then(|| id.to_owned())
		};
		self.0.get(id).cloned().or_else(is_hash)
	}
}

/// The error declaration of an event as the chain can carry it: with a reason of CBV, and of the events that say what
/// is right the first whose event hash id is known. Why it cannot, if the reason is another. `None` for an event
/// that declares no error.
pub(super) fn declared(
	event: &Object,
	hash: &str,
	ids: &Ids,
) -> Option<Result<Value, &'static str>> {
	let said = event.get(FIELD)?;
	let reason = said.get("reason").and_then(Value::as_str);
	let Some(reason) = reason.filter(|word| ERROR_REASON.has(word)) else {
		return Some(Err(NO_REASON));
	};
	let correctives = said.get("correctiveEventIDs").and_then(Value::as_array).unwrap_or_default();
	let mut known = correctives.iter().filter_map(|id| ids.hash(id.as_str()?));
	// Nothing says what is right of what did not occur.
	let right = known.find(|id| id != hash).filter(|_| reason != "did_not_occur");
	let mut members = Vec::new();
	members.extend(said.get("declarationTime").map(|time| ("declarationTime", time.clone())));
	members.push(("reason", reason.into()));
	members.extend(right.map(|id| ("correctiveEventIDs", Value::Array(vec![Value::String(id)]))));
	let members = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
	Some(Ok(Value::Object(Object::from_members(members))))
}
