//! The verdict on a certificate.

use crate::{
	chain::{Content, Deposit},
	checkpoint, description,
	facts::{derive, Facts, ProvenEntry, Values},
	finality::{self, nodes, Final},
	form::{Depositor, Entry, Statement, Subject, VERSION},
	keys,
	moment::rfc3339,
	original::Measured,
	report, sign,
	state::Proof,
	texts, timeline, Algorithm, Certificate, Refusal, Report,
};
use sp_core::H256;

/// Judges the text of a certificate, offline.
///
/// `anchor` is the hash of the chain's genesis block, from a source that does not depend on the
/// issuer. Without it the certificate's own is taken, and the report says that nobody vouched
/// for it.
pub fn verify(text: &[u8], anchor: Option<H256>) -> Result<Report, Refusal> {
	verify_since(text, anchor, &[])
}

/// Judges the text of a certificate that begins at a council checkpoint, offline.
///
/// `checkpoints` are the texts of that checkpoint and of those that it begins at itself. A certificate that
/// does not begin at the last of them is refused: what was signed before it counts for nothing.
pub fn verify_since(
	text: &[u8],
	anchor: Option<H256>,
	checkpoints: &[Vec<u8>],
) -> Result<Report, Refusal> {
	let certificate = Certificate::parse(text)?;
	if certificate.version != VERSION {
		return Err(Refusal::UnknownVersion(certificate.version));
	}
	texts::check(&certificate)?;
	sign::verify(&certificate)?;

	let genesis = certificate.chain.genesis_hash;
	if let Some(expected) = anchor {
		if expected != genesis {
			return Err(Refusal::OtherGenesis { expected, found: genesis });
		}
	}
	let start = checkpoint::follow(checkpoints, genesis)?;
	let block = finality::verify(&certificate.finality, genesis, start.as_ref())?;
	let (facts, timeline, code_hash) = read(&certificate, &block)?;
	compare(&certificate, &block, &facts, code_hash)?;
	compare_timeline(&certificate, timeline)?;
	let hash_is_proven = facts.entry.is_some_and(|entry| entry.block_hash.is_some());
	Ok(report::of(certificate, anchor.is_some(), start.as_ref(), &block.voters, hash_is_proven))
}

/// Checks that `original` is what the certificate is about.
pub fn verify_original(certificate: &Certificate, original: &[u8]) -> Result<(), Refusal> {
	verify_measured(certificate, &Measured::of(original))
}

/// The same of an original that was read piece by piece.
///
/// The digest of a salted original is that of its salt and then the file: measure it behind
/// its salt ([`Meter::behind`](crate::Meter::behind)).
pub fn verify_measured(certificate: &Certificate, original: &Measured) -> Result<(), Refusal> {
	let (algorithm, digest) = match &certificate.subject {
		Subject::Digest { algorithm, digest, .. } => (*algorithm, digest),
		Subject::Leaf { digest, .. } => (Algorithm::Sha256, digest),
		Subject::Right { .. }
		| Subject::Licence { .. }
		| Subject::Declaration { .. }
		| Subject::Group { .. }
		| Subject::Exhibit { .. }
		| Subject::Case { .. }
		| Subject::Trace { .. }
		| Subject::Event { .. }
		| Subject::State { .. } => return Err(Refusal::NoOriginal),
	};
	if original.digest(algorithm) != *digest {
		return Err(Refusal::OtherOriginal(algorithm.name()));
	}
	match &certificate.original {
		Some(stated) if original.size != stated.size => Err(Refusal::OtherSize),
		_ => Ok(()),
	}
}

/// The digest of a file.
pub fn digest_of(algorithm: Algorithm, original: &[u8]) -> H256 {
	Measured::of(original).digest(algorithm)
}

/// A value that the verifier needs, from the proof.
impl Values for Proof {
	type Error = Refusal;

	fn value(&mut self, key: Vec<u8>) -> Result<Option<Vec<u8>>, Refusal> {
		self.read(&key)
	}
}

/// Reads the facts from the proof under the certified block's state root.
fn read(
	certificate: &Certificate,
	block: &Final,
) -> Result<(Facts, Option<Vec<Statement>>, H256), Refusal> {
	let mut proof = Proof::new("facts", block.header.state_root, nodes(&certificate.state.proof))?;
	let at = (block.header.number, block.hash);
	let stated = certificate.history.as_ref();
	let facts = derive(&certificate.subject, stated, at, &block.set.authorities, &mut proof)?;
	let timeline = timeline::of(certificate, &facts, &mut proof)?;
	let code_hash = proof.value_hash(keys::CODE)?.ok_or(Refusal::NoCode)?;
	proof.finish()?;
	Ok((facts, timeline, code_hash))
}

/// Compares the timeline, if the certificate has one, with what was proven.
fn compare_timeline(
	certificate: &Certificate,
	proven: Option<Vec<Statement>>,
) -> Result<(), Refusal> {
	let stated = certificate.timeline.as_ref().map(|timeline| &timeline.statements);
	option(&stated, &proven.as_ref(), "timeline")
}

/// Compares what the certificate states with what was proven.
fn compare(
	certificate: &Certificate,
	block: &Final,
	facts: &Facts,
	code_hash: H256,
) -> Result<(), Refusal> {
	let same = |same: bool, what: &'static str| {
		if same {
			Ok(())
		} else {
			Err(Refusal::NotProven(what))
		}
	};
	let stated = certificate.state.value.as_ref().map(|value| value.0.as_slice());
	same(certificate.state.key.0 == facts.key, "storage key")?;
	same(stated == facts.value.as_deref(), "value of the state entry")?;
	if !certificate.subject.is_about_a_file() && certificate.original.is_some() {
		return Err(Refusal::Superfluous("particulars of an original"));
	}
	if !certificate.subject.is_a_history() && certificate.history.is_some() {
		return Err(Refusal::Superfluous("history of events"));
	}
	// The account is the issuer's word, unless the timeline proves it.
	let account = certificate.depositor.as_ref().and_then(|depositor| depositor.account);
	let expected = facts.depositor.clone().map(|depositor| Depositor { account, ..depositor });
	option(&certificate.depositor, &expected, "depositor")?;
	option(&certificate.status, &facts.status, "status")?;
	option(&certificate.record, &facts.record, "content of the record")?;
	let expected = match (&facts.entry, &certificate.entry) {
		(Some(proven), Some(stated)) => {
			Some(Entry { extrinsic: stated.extrinsic, ..entry(proven, stated.block_hash) })
		},
		(Some(proven), None) => Some(entry(proven, H256::zero())),
		(None, _) => None,
	};
	option(&certificate.entry, &expected, "entry")?;
	if let Some(stated) = &certificate.description {
		let entry = facts.entry.as_ref().ok_or(Refusal::Superfluous("description"))?;
		let digest = description::digest(&stated.value.0);
		same(digest == entry.deposit.description, "description")?;
		let statements = description::statements(&stated.value.0)?;
		same(stated.statements == statements, "content of the description")?;
	}

	let retrieval = &certificate.retrieval;
	same(retrieval.block == block.header.number, "number of the certified block")?;
	same(retrieval.block_hash == block.hash, "hash of the certified block")?;
	same(retrieval.block_time == facts.block_time, "time of the certified block")?;
	let runtime = &certificate.runtime;
	same(runtime.spec_name == facts.spec_name, "name of the runtime")?;
	same(runtime.spec_version == facts.spec_version, "version of the runtime")?;
	same(runtime.code_hash == code_hash, "hash of the runtime's code")?;
	same(certificate.operators == facts.operators, "list of operators")
}

fn option<T: PartialEq>(
	stated: &Option<T>,
	proven: &Option<T>,
	what: &'static str,
) -> Result<(), Refusal> {
	match (stated, proven) {
		(Some(stated), Some(proven)) if stated == proven => Ok(()),
		(Some(_), Some(_)) => Err(Refusal::NotProven(what)),
		(Some(_), None) => Err(Refusal::Superfluous(what)),
		(None, Some(_)) => Err(Refusal::Missing(what)),
		(None, None) => Ok(()),
	}
}

/// The entry as a certificate states it. `otherwise` is the block's hash if the chain proves none.
pub fn entry(proven: &ProvenEntry, otherwise: H256) -> Entry {
	let Deposit { kind, block, moment, content, description, .. } = proven.deposit;
	Entry {
		kind: kind.name().to_owned(),
		content: content.name().to_owned(),
		block,
		block_hash: proven.block_hash.unwrap_or(otherwise),
		extrinsic: None,
		time: rfc3339(moment),
		opened: match content {
			Content::Leaf { opened_at, .. } => Some(rfc3339(opened_at)),
			Content::Single | Content::Batch { .. } => None,
		},
		description,
	}
}
