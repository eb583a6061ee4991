//! The sentences that every certificate of this version bears, word for word: no issuer can leave
//! out what a certificate does not prove.

use crate::{form::Subject, Certificate, Refusal};

/// What a certificate does not prove.
pub const DOES_NOT_PROVE: &[&str] = &[
	"It does not prove that the content of the original is true, complete or lawfully obtained.",
	"It does not prove that the depositor made the original, owns it, or is entitled to any right in it.",
	"It does not prove that the original did not exist before, or that nobody else had it before.",
	"It does not prove who used the depositor's key: only that the consortium's records give that key to the depositor.",
	"Block time is the clock of the validator that made the block: it is accurate to one slot and that validator's error. It is not a qualified time stamp.",
	"The chain is not a qualified electronic ledger in the sense of Regulation (EU) No 910/2014, and no presumption of that Regulation attaches to this certificate.",
	"What happened on the chain after the certified block is not covered: ask for a new certificate to learn whether the record still stands.",
	"The names and numbers of organisations are those of the consortium's register at the certified block.",
];

/// How anybody verifies a certificate.
pub const HOW_TO_VERIFY: &[&str] = &[
	"Obtain the hash of the chain's genesis block from a source that does not depend on the issuer, and compare it with the one in this certificate: all else follows from it.",
	"Run `tracemark certificate verify CERTIFICATE --file ORIGINAL --genesis HASH`; the program needs no network, and its source is public.",
	"Or by hand: the text is RFC 8785 canonical JSON; the issuer's signature covers it without its member `signature`; headers, votes and trie nodes are SCALE in base64, and a header is hashed with BLAKE2b-256; each authority set is named in the header that the set before made final by a GRANDPA justification, the first one in the genesis state; the facts are proven by the nodes of the state trie under the certified header's state root.",
	"Compute the digest of the original with an ordinary tool, e.g. `sha256sum`, and compare it with the digest in this certificate.",
	"What the chain proves is independent of the issuer. The issuer's signature alone covers the chain's name, the particulars of the original, the time of retrieval, the issuer's name and, for records older than the chain's list of recent blocks, the hash of the entry's block.",
];

/// What is said besides of an entry whose extrinsic, or whose depositor's account, the issuer states.
pub const HOW_TO_VERIFY_STATED: &str = "The issuer's signature alone also covers what this certificate says of the extrinsic of the entry, which is its index and hash, and of the depositor's account unless the certificate has a timeline.";

/// What is said besides if the proof begins at a council checkpoint.
pub const HOW_TO_VERIFY_SINCE: &str = "This certificate begins at a council checkpoint and not at genesis: obtain the checkpoint's file and compare its digest with a source that does not depend on the issuer, and add `--checkpoint FILE`. The authority set that the checkpoint names is signed by at least three quarters of the seats of a council that the chain's state names; it takes the place of the first authority set and of the hand-offs before it.";

/// What is said of an entry that is not there. A proof of absence does not show that there could be one.
pub const ITEM_NOT_PROVEN: &str = "that the chain has such an item is not proven";

/// What a certificate of a history or event does not prove besides.
pub const DOES_NOT_PROVE_GOODS: &[&str] = &[
	"It proves what the parties signed and the chain put on record in which order for each object; it does not prove that the goods were there, that they were genuine or complete, or that what is said of place and time is so.",
];

/// What is said besides of a history or event.
pub const HOW_TO_VERIFY_HISTORY: &str = "The events are proven by the chain of each object: the head after an event is BLAKE2b-256 over the SCALE value of `tracemark/head/v1`, the head before it, its number and the event, and the last head is in the state. An event of two objects pins the heads of both, so that the chain of what an object lay in belongs to its history from pin to pin. The order of events that no object shares, and the blocks of events, stand on the issuer's word, but for the block that a certificate of one event names as the block of the event.";

/// What a certificate of a case does not prove besides.
pub const DOES_NOT_PROVE_CASE: &[&str] = &[
	"It does not prove that the list is the whole file of the case: it is what members of the consortium chose to list, and nobody has to list a deposit.",
	"It does not prove that a deposit belongs to the case: that is its depositor's word, and whoever has the commitment can name the case by it.",
	"It says nothing of the proceedings, the parties, the court or authority, what was found, or whether the case is over: the chain has no record of the case itself.",
];

/// What is said besides of a case.
pub const HOW_TO_VERIFY_CASE: &str = "The chain numbers the deposits that are listed under the commitment to a case from 1 and takes none away; the number of the last one and the entry of each up to it are in the state, so that at the certified block none is left out, doubled or exchanged. The commitment is BLAKE2b-256 of a salt of 32 bytes and then the reference of the case in UTF-8. The reference is not in this certificate: whoever knows it and the salt compares both with the commitment by adding `--openings FILE`.";

/// What is said where a list could be taken for a file.
pub const FILE_NOT_PROVEN: &str = "that the list is all that belongs to the case is not proven";

/// What personal data a certificate has.
pub const PRIVACY: &str = "This certificate holds digests, numbers and names from the consortium's register of organisations, and no content of the original. Originals stay with their keepers: before one is handed to a court or authority of another country, check whether the law of the place where it is kept asks for an approval.";

/// Checks that the sentences are those of this version.
pub fn check(certificate: &Certificate) -> Result<(), Refusal> {
	if certificate.does_not_prove != does_not_prove(certificate) {
		return Err(Refusal::OtherWording("list of what is not proven"));
	}
	if certificate.how_to_verify != how_to_verify(certificate) {
		return Err(Refusal::OtherWording("instruction how to verify"));
	}
	if certificate.privacy != PRIVACY {
		return Err(Refusal::OtherWording("privacy note"));
	}
	Ok(())
}

/// What this certificate does not prove.
pub fn does_not_prove(certificate: &Certificate) -> Vec<String> {
	let mut sentences = owned(DOES_NOT_PROVE);
	if certificate.subject.is_a_history() {
		sentences.extend(owned(DOES_NOT_PROVE_GOODS));
	}
	if let Subject::Case { .. } = certificate.subject {
		sentences.extend(owned(DOES_NOT_PROVE_CASE));
	}
	sentences
}

/// How to verify this certificate.
pub fn how_to_verify(certificate: &Certificate) -> Vec<String> {
	let Certificate { subject, depositor, entry, timeline, finality, .. } = certificate;
	let mut sentences = owned(HOW_TO_VERIFY);
	let extrinsic = entry.as_ref().and_then(|entry| entry.extrinsic);
	let account = depositor.as_ref().and_then(|depositor| depositor.account);
	if extrinsic.is_some() || (account.is_some() && timeline.is_none()) {
		sentences.push(HOW_TO_VERIFY_STATED.to_owned());
	}
	if finality.checkpoint.is_some() {
		sentences.push(HOW_TO_VERIFY_SINCE.to_owned());
	}
	if subject.is_a_history() {
		sentences.push(HOW_TO_VERIFY_HISTORY.to_owned());
	}
	if let Subject::Case { .. } = subject {
		sentences.push(HOW_TO_VERIFY_CASE.to_owned());
	}
	sentences
}

/// The sentences as owned text.
pub fn owned(sentences: &[&str]) -> Vec<String> {
	sentences.iter().map(|sentence| (*sentence).to_owned()).collect()
}
