//! What a verified certificate says, and on whose word.

use crate::{
	checkpoint::Start,
	description,
	form::{Extrinsic, Operator, Reversed, Subject},
	texts, timeline, Certificate,
};
use sp_consensus_grandpa::AuthorityId;
use sp_core::{ed25519, H256};
use std::collections::BTreeSet;

/// Said of an operator of the chain whose vote the certificate has.
const VOTED: &str = "voted";
/// Said of one whose vote it has not: a certificate has no more votes than are needed.
const NO_VOTE: &str = "no vote of it in the certificate";

/// On whose word a field stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
	/// The chain proves it: nobody else need be trusted.
	Chain,
	/// Only the issuer's signature covers it.
	Issuer,
}

impl Source {
	/// For people.
	pub fn name(self) -> &'static str {
		match self {
			Self::Chain => "proven by the chain",
			Self::Issuer => "on the issuer's word",
		}
	}
}

/// A statement of the certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
	/// What it is about.
	pub name: String,
	/// What it says.
	pub value: String,
	/// On whose word.
	pub source: Source,
}

/// The verdict on a genuine certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
	/// The certificate.
	pub certificate: Certificate,
	/// Whether the genesis hash came from elsewhere than the certificate.
	pub anchored: bool,
	/// The operators of the chain whose votes for the certified block, or one upon it, the certificate has, by
	/// their keys.
	pub voters: BTreeSet<H256>,
	/// Its statements in the order of its members.
	pub fields: Vec<Field>,
}

/// The verdict on `certificate`, all of which was verified.
pub(crate) fn of(
	certificate: Certificate,
	anchored: bool,
	start: Option<&Start>,
	voters: &BTreeSet<AuthorityId>,
	hash_is_proven: bool,
) -> Report {
	let voters: BTreeSet<H256> =
		voters.iter().map(|voter| H256(ed25519::Public::from(voter.clone()).0)).collect();
	let mut fields = Vec::new();
	let mut add = |name: &str, value: String, source| {
		fields.push(Field { name: name.to_owned(), value, source });
	};
	use Source::{Chain, Issuer};

	match &certificate.subject {
		Subject::Digest { algorithm, digest, deposit } => {
			add("digest", format!("{} {digest:?}", algorithm.name()), Chain);
			add("deposit of it", nth(*deposit), Chain);
		},
		Subject::Leaf { digest, root, deposit, index, leaves, .. } => {
			add("digest", format!("SHA-256 {digest:?}"), Chain);
			add("position in its batch", format!("{index} of {leaves}, from 0"), Chain);
			add("root of the batch", format!("{root:?}, {}", nth(*deposit)), Chain);
		},
		Subject::Right { id } => add("right", format!("{id:?}"), Chain),
		Subject::Licence { id } => add("licence", id.to_string(), Chain),
		Subject::Declaration { id } => add("declaration", id.to_string(), Chain),
		Subject::Group { id } => add("group of captures", id.to_string(), Chain),
		Subject::Exhibit { algorithm, digest, number } => {
			let record = format!("{} {digest:?}", algorithm.name());
			add("exhibit", format!("{number} of the record {record}"), Chain);
		},
		Subject::Case { commitment } => {
			add("case", format!("{commitment:?}, a salted commitment to its reference"), Chain);
			add("file of the case", texts::FILE_NOT_PROVEN.to_owned(), Issuer);
		},
		Subject::Trace { object } => add("history of the object", format!("{object:?}"), Chain),
		Subject::Event { object, number } => {
			add("event of the object", format!("{object:?}, {number}"), Chain);
		},
		Subject::State { name, key } => {
			let value = &certificate.state.value;
			let said = value.as_ref().map_or("nothing".to_owned(), |value| hex(&value.0));
			add("state entry", name.clone(), Chain);
			add("storage key", hex(&key.0), Chain);
			add("value", said, Chain);
			if value.is_none() {
				add("storage item", texts::ITEM_NOT_PROVEN.to_owned(), Issuer);
			}
		},
	}
	if let Some(original) = &certificate.original {
		add("size of the original", format!("{} bytes", original.size), Issuer);
		for (name, value) in [
			("media type of the original", &original.media_type),
			("place where the original is kept", &original.kept_at),
			("approval to hand the original over", &original.approval),
		] {
			if let Some(value) = value {
				add(name, value.clone(), Issuer);
			}
		}
	}
	if let Some(depositor) = &certificate.depositor {
		add("depositor", format!("{} (organisation {})", depositor.name, depositor.org), Chain);
		add("operator of the depositor", depositor.operator.to_string(), Chain);
		if let Some(account) = &depositor.account {
			// The timeline says by the chain's state that it is the operator's.
			let source = if certificate.timeline.is_some() { Chain } else { Issuer };
			add("account of the depositor", format!("{account:?}"), source);
		}
		add("country of the depositor", depositor.country.clone(), Chain);
		for (name, value) in [
			("LEI of the depositor", &depositor.lei),
			("EORI number of the depositor", &depositor.eori),
			("GLN of the depositor", &depositor.gln),
		] {
			if let Some(value) = value {
				add(name, value.clone(), Chain);
			}
		}
		add("verification of the depositor", depositor.verification.clone(), Chain);
		add("standing of the depositor", depositor.standing.clone(), Chain);
	}
	if let Some(entry) = &certificate.entry {
		add("kind", entry.kind.clone(), Chain);
		add("content", entry.content.clone(), Chain);
		add("block of the entry", entry.block.to_string(), Chain);
		let source = if hash_is_proven { Chain } else { Issuer };
		add("hash of the entry's block", format!("{:?}", entry.block_hash), source);
		if let Some(Extrinsic { index, hash }) = &entry.extrinsic {
			let text = format!("{index} of its block, from 0, hash {hash:?}");
			add("extrinsic of the entry", text, Issuer);
		}
		add("time of the entry", entry.time.clone(), Chain);
		if let Some(opened) = &entry.opened {
			add("leaf opened", opened.clone(), Chain);
		}
		add("digest of the description", format!("{:?}", entry.description), Chain);
	}
	match &certificate.description {
		Some(described) => {
			for statement in &described.statements {
				add(&format!("description, {}", statement.name), statement.value.clone(), Chain);
			}
		},
		None if certificate.entry.is_some() => {
			add("description", description::LEFT_OUT.to_owned(), Issuer);
		},
		None => {},
	}
	if let Some(status) = &certificate.status {
		add("deposit stands", yes_no(status.deposit_stands), Chain);
		add("digest stands", yes_no(status.digest_stands), Chain);
		add("later deposits of the digest", status.corroborations.to_string(), Chain);
		add("attestations about the digest", status.attestations.to_string(), Chain);
		if let Some(revoked) = &status.revoked {
			let text = format!("{} in block {}", revoked.time, revoked.block);
			add("revoked by its depositor", text, Chain);
			for (name, reversed) in [
				("reinstated by its depositor", &revoked.reinstated),
				("revoked again by its depositor, for good", &revoked.revoked_again),
			] {
				if let Some(Reversed { block, time, .. }) = reversed {
					add(name, format!("{time} in block {block}"), Chain);
				}
			}
		}
		if let Some(withdrawn) = status.withdrawn {
			add("leaf revoked by the depositor of its batch", yes_no(withdrawn), Chain);
		}
		if let Some(first) = &status.first {
			let text = format!(
				"organisation {}, operator {}, in block {}, {}",
				first.org, first.operator, first.block, first.time
			);
			add("first deposit of the digest", text, Chain);
		}
		if let Some(earliest) = &status.earliest {
			let text = format!("organisation {}, {}", earliest.org, earliest.time);
			add("earliest deposit that counts", text, Chain);
		}
		if let Some(since) = &status.again_since {
			add("digest stands again, since", since.clone(), Chain);
		}
	}
	match &certificate.timeline {
		Some(timeline) => {
			for statement in &timeline.statements {
				add(&statement.name, statement.value.clone(), Chain);
			}
		},
		None if certificate.status.is_some() => {
			add("timeline", timeline::LEFT_OUT.to_owned(), Issuer);
		},
		None => {},
	}
	for statement in certificate.record.iter().flatten() {
		add(&statement.name, statement.value.clone(), Chain);
	}
	if let Some(history) = &certificate.history {
		let blocks: Vec<String> =
			history.events.iter().map(|event| event.block.to_string()).collect();
		add("blocks of the events", blocks.join(", "), Issuer);
	}
	add("chain", certificate.chain.name.clone(), Issuer);
	let source = if anchored { Chain } else { Issuer };
	add("genesis hash", format!("{:?}", certificate.chain.genesis_hash), source);
	if let Some(Start { digest, block: (_, block), council, signed, seats, .. }) = start {
		let text = format!(
			"{digest:?} of block {block}, signed by {signed} of the {seats} seats at block {council}"
		);
		add("council checkpoint", text, Chain);
	}
	add("certified block", certificate.retrieval.block.to_string(), Chain);
	add("hash of the certified block", format!("{:?}", certificate.retrieval.block_hash), Chain);
	add("time of the certified block", certificate.retrieval.block_time.clone(), Chain);
	add("retrieved", certificate.retrieval.retrieved_at.clone(), Issuer);
	let runtime = &certificate.runtime;
	add("runtime", format!("{} version {}", runtime.spec_name, runtime.spec_version), Chain);
	add("hash of the runtime's code", format!("{:?}", runtime.code_hash), Chain);
	add("authority set", certificate.finality.set_id.to_string(), Chain);
	for operator in &certificate.operators {
		let voted = if voters.contains(&operator.authority) { VOTED } else { NO_VOTE };
		add("operator of the chain", format!("{}, {voted}", operator_text(operator)), Chain);
	}
	add("issuer", certificate.issuer.name.clone(), Issuer);
	add("key of the issuer", format!("{:?}", certificate.issuer.public_key), Issuer);
	Report { certificate, anchored, voters, fields }
}

/// An operator of the chain, for people.
pub(crate) fn operator_text(operator: &Operator) -> String {
	match (&operator.name, operator.org) {
		(Some(name), Some(org)) => {
			format!("{name} (organisation {org}), key {:?}", operator.authority)
		},
		_ => format!("not known at the certified block, key {:?}", operator.authority),
	}
}

/// Which deposit of a digest.
pub(crate) fn nth(deposit: u32) -> String {
	match deposit {
		0 => "the first one".to_owned(),
		number => format!("corroboration {number}"),
	}
}

fn yes_no(yes: bool) -> String {
	if yes { "yes" } else { "no" }.to_owned()
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
	format!("0x{:?}", sp_core::hexdisplay::HexDisplay::from(&bytes))
}
