//! A claim, its commitment, and the two calls that put it on record.

use super::options::Claimant;
use codec::Encode;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, H256};
use tracemark_primitives::{
	digest::Digest,
	parties::PartyTag,
	rights::{priority_commitment, RightClass, RightKind, RightSubject},
	territory::Territories,
	time::Term,
};

/// The registry's index in the runtime. Indices are append-only.
const IP_REGISTRY: u8 = 52;
/// The registry as polkadot.js names it.
const SECTION: &str = "ipRegistry";
/// Index of `commit_priority` in the registry.
const COMMIT_PRIORITY: u8 = 10;
/// Index of `reveal` in the registry.
const REVEAL: u8 = 12;

/// Most digests of contents in one claim, as the runtime sets it.
pub const MAX_CONTENTS: usize = 16;
/// Most authors that one claim names, as the registry sets it.
pub const MAX_AUTHORS: usize = 16;

/// What a receipt is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
	/// Who claims.
	pub claimant: Claimant,
	/// What kind of right.
	pub kind: RightKind,
	/// What stands for the work.
	pub fingerprint: Digest,
	/// Where the right is said to have effect.
	pub territories: Territories,
	/// Strictly ascending.
	pub classes: Vec<RightClass>,
	/// Digests of the files, if they are several and fit into a call.
	pub contents: Vec<Digest>,
	/// Who made the work.
	pub authors: Vec<PartyTag>,
	/// 32 random bytes, known to the claimant alone.
	pub salt: H256,
}

impl Claim {
	/// The work.
	pub fn subject(&self) -> RightSubject {
		RightSubject::Unregistered { kind: self.kind, fingerprint: self.fingerprint }
	}

	/// What is submitted first: it tells nobody anything about the work.
	pub fn commitment(&self) -> H256 {
		priority_commitment(&self.claimant, &self.subject(), &self.salt)
	}

	/// The call that commits.
	pub fn commit_priority(&self) -> Call {
		let commitment = self.commitment();
		Call::new(
			COMMIT_PRIORITY,
			"commitPriority",
			commitment,
			vec![("commitment", json!(commitment))],
		)
	}

	/// The call that claims the work with the priority of the commitment. No term is stated: offices and
	/// courts know how long a right lasts.
	pub fn reveal(&self) -> Call {
		let term: Option<Term> = None;
		let contents = &self.contents;
		let values = (
			self.subject(),
			self.territories,
			&self.classes,
			term,
			contents,
			&self.authors,
			self.salt,
		);
		let kind = format!("{:?}", self.kind);
		let subject = json!({ "kind": kind, "fingerprint": digest(&self.fingerprint) });
		let arguments = vec![
			("subject", json!({ "Unregistered": subject })),
			("territories", json!(to_hex(&self.territories.0, false))),
			("classes", self.classes.iter().map(class).collect()),
			("term", Value::Null),
			("contents", contents.iter().map(digest).collect()),
			("authors", self.authors.iter().map(author).collect()),
			("salt", json!(self.salt)),
		];
		Call::new(REVEAL, "reveal", values, arguments)
	}
}

/// A call as polkadot.js takes it: its data, or the section, the method and the arguments.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Call {
	/// The pallet.
	pub section: String,
	/// The call.
	pub method: String,
	/// In order.
	pub arguments: Vec<Argument>,
	/// The SCALE value of the call, in hexadecimal.
	pub call_data: String,
}

/// An argument of a call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
	name: String,
	value: Value,
}

impl Call {
	fn new(index: u8, method: &str, values: impl Encode, named: Vec<(&str, Value)>) -> Self {
		let name = |(name, value): (&str, Value)| Argument { name: name.into(), value };
		Self {
			section: SECTION.into(),
			method: method.into(),
			arguments: named.into_iter().map(name).collect(),
			call_data: to_hex(&(IP_REGISTRY, index, values).encode(), false),
		}
	}
}

fn digest(digest: &Digest) -> Value {
	json!({ "algorithm": format!("{:?}", digest.algorithm), "value": digest.value })
}

fn class(class: &RightClass) -> Value {
	match class {
		RightClass::Nice { edition, class } => {
			json!({ "Nice": { "edition": edition, "class": class } })
		},
		RightClass::Locarno { edition, class } => {
			json!({ "Locarno": { "edition": edition, "class": class } })
		},
		RightClass::Ipc { section, class, subclass } => {
			json!({ "Ipc": { "section": section, "class": class, "subclass": subclass } })
		},
	}
}

fn author(tag: &PartyTag) -> Value {
	json!({ "keyVersion": tag.key_version, "tag": tag.tag })
}
