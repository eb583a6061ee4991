//! Who undertook on the chain to keep originals, until when, and where each can be asked.

use crate::{
	node::{
		value::{number, octets, sha256, some, text},
		NodeArgs, State,
	},
	output::Failure,
};
use sp_core::H256;
use std::collections::BTreeMap;
use subxt::dynamic::At;

/// What a keeper undertook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undertaking {
	/// Number of the organisation.
	pub org: u32,
	/// Its name.
	pub name: String,
	/// Until when it keeps the original at least, in milliseconds since 1970.
	pub until: u64,
	/// Base of its resolver, if it has one on record.
	pub base: Option<String>,
}

/// Who keeps the originals of these digests and is still bound to: its day lies ahead, or the digest is held.
/// For each digest in their order; of the newest final block.
pub async fn read(
	node: &NodeArgs,
	digests: &[H256],
	now: u64,
) -> Result<Vec<Vec<Undertaking>>, Failure> {
	let state = node.connect().await?.state().await?;
	let mut organisations = BTreeMap::new();
	let mut all = Vec::new();
	for digest in digests {
		let digest = sha256(*digest);
		let counts = state.read("Evidence", "HoldCounts", &[&digest]).await?;
		let held = counts.as_ref().at("in_force").and_then(number).is_some_and(|count| count > 0);
		let mut bound = Vec::new();
		for (org, keeping) in state.numbered("Evidence", "Keepers", &digest).await? {
			let until =
				keeping.at("until").and_then(number).and_then(|until| u64::try_from(until).ok());
			let until = until.ok_or_else(|| "Evidence.Keepers has another layout".to_owned())?;
			if until <= now && !held {
				continue;
			}
			if let std::collections::btree_map::Entry::Vacant(place) = organisations.entry(org) {
				place.insert(organisation(&state, org).await?);
			}
			let (name, base) = organisations.get(&org).cloned().unwrap_or_default();
			bound.push(Undertaking { org, name, until, base });
		}
		all.push(bound);
	}
	Ok(all)
}

/// Name of an organisation, and base of its resolver.
async fn organisation(state: &State, org: u32) -> Result<(String, Option<String>), Failure> {
	let found = state.read("Consortium", "Organisations", &[&org]).await?;
	let found = found.as_ref();
	let profile = found.at("profile");
	let name = profile.at("display_name").and_then(text).unwrap_or_default();
	let base = profile.at("resolver").and_then(some).and_then(octets);
	Ok((name, base.and_then(|base| String::from_utf8(base).ok())))
}
