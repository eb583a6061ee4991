//! The form of a certificate: its members, their limits, and the one text that each has.

use crate::{canonical, keys, Blob, Refusal};
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};

/// The version that this crate writes and reads.
pub const VERSION: &str = "tracemark-certificate/1";
/// What every certificate has in its text, of whatever version: a file without it is something else, not a wrong
/// certificate.
pub const MARK: &str = "tracemark-certificate/";
/// Longest text, in bytes.
pub const MAX_TEXT: usize = 16 << 20;
/// Most hand-offs from one authority set to the next.
pub const MAX_HAND_OFFS: usize = 1_024;
/// Most headers from the certified block to the one that the authorities voted for.
pub const MAX_DESCENDANTS: usize = 512;
/// Most authorities of a set: ten times what the runtime allows.
pub const MAX_AUTHORITIES: usize = 1_000;
/// Most headers beside the votes for one block.
pub const MAX_ANCESTRY: usize = 512;
/// Most trie nodes of a read proof.
pub const MAX_NODES: usize = 16_384;
/// What there is too much of above that.
pub(crate) const NODES: &str = "trie nodes";
/// Longest path from a leaf to the root of its batch: batches have at most 2^32 leaves.
pub const MAX_PATH: usize = 32;
/// Most events of a history.
pub const MAX_EVENTS: usize = 8_192;
/// Longest body of an event, in bytes: several times that of the longest that the chain has.
pub const MAX_BODY: usize = 8_192;
/// Largest integer that every reader of JSON keeps exact (RFC 8785, appendix D).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

macro_rules! members {
	($($item:item)*) => {
		$(
			#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
			#[serde(rename_all = "camelCase", deny_unknown_fields)]
			$item
		)*
	};
}

members! {
	/// A certificate.
	pub struct Certificate {
		/// [`VERSION`].
		pub version: String,
		/// What is certified.
		pub subject: Subject,
		/// Particulars of the original, as the issuer states them.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub original: Option<Original>,
		/// Who deposited it.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub depositor: Option<Depositor>,
		/// When it entered the chain.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub entry: Option<Entry>,
		/// What the evidence is about and how it was obtained, if the issuer added it.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub description: Option<Described>,
		/// Whether it stands.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub status: Option<Status>,
		/// Roles, holds, supersession and acts, if the issuer added them.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub timeline: Option<Timeline>,
		/// What the record of a right, licence, declaration, group of captures or exhibit says, or the list of a case.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub record: Option<Vec<Statement>>,
		/// The events that prove the history of an object, or one of its events.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub history: Option<History>,
		/// Which chain.
		pub chain: Chain,
		/// The block whose state is certified, and when it was asked.
		pub retrieval: Retrieval,
		/// The program that the chain ran.
		pub runtime: Runtime,
		/// The members of the authority set that voted for the certified block or one upon it: the validators who
		/// operate the chain. Those whose votes are in the certificate are named by their keys in the votes.
		pub operators: Vec<Operator>,
		/// That the certified block is final.
		pub finality: Finality,
		/// What the chain had in its state at that block.
		pub state: State,
		/// What the certificate does not prove.
		pub does_not_prove: Vec<String>,
		/// How anybody verifies it.
		pub how_to_verify: Vec<String>,
		/// What personal data it has, and where originals may go.
		pub privacy: String,
		/// Who issued it.
		pub issuer: Issuer,
		/// The issuer's signature over the canonical JSON without this member.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub signature: Option<Bytes>,
	}

	/// Particulars of the original.
	pub struct Original {
		/// Its size in bytes.
		pub size: u64,
		/// Its media type.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub media_type: Option<String>,
		/// Where it is kept.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub kept_at: Option<String>,
		/// Which approval allows to hand it to a court or authority of another country, e.g. under article 36 of
		/// the Data Security Law of China.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub approval: Option<String>,
	}

	/// Who deposited the digest.
	pub struct Depositor {
		/// Number of the organisation.
		pub org: u32,
		/// Number of its operator.
		pub operator: u32,
		/// The account that signed the deposit, if the issuer knows it and it is the operator's.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub account: Option<H256>,
		/// The organisation's name at the certified block.
		pub name: String,
		/// Its country (ISO 3166-1).
		pub country: String,
		/// Its LEI (ISO 17442).
		#[serde(skip_serializing_if = "Option::is_none")]
		pub lei: Option<String>,
		/// Its EORI number.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub eori: Option<String>,
		/// Its GLN.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub gln: Option<String>,
		/// What the consortium did to verify it: declared, documented or verified.
		pub verification: String,
		/// Whether it may act: good, suspended or expelled.
		pub standing: String,
	}

	/// When the digest entered the chain.
	pub struct Entry {
		/// What sort of thing it is.
		pub kind: String,
		/// What the digest stands for: single, batch or leaf.
		pub content: String,
		/// Number of the block.
		pub block: u32,
		/// Hash of the block.
		pub block_hash: H256,
		/// The extrinsic that made the deposit, if the issuer knows it.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub extrinsic: Option<Extrinsic>,
		/// Block time; of a leaf, that of its batch.
		pub time: String,
		/// Block time of the opening of a leaf, which is when the leaf itself was put on record.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub opened: Option<String>,
		/// Digest of the description of its provenance, which the block's event shows in full.
		pub description: H256,
	}

	/// An extrinsic of a block.
	#[derive(Copy)]
	pub struct Extrinsic {
		/// Its place in the block, from 0.
		pub index: u32,
		/// BLAKE2b-256 of its encoding.
		pub hash: H256,
	}

	/// Who the depositor is and what was done about a digest, as far as the state has it.
	pub struct Timeline {
		/// Roles, holds in force, what replaces the digest, deposits and acts in their order.
		pub statements: Vec<Statement>,
	}

	/// What the evidence is about and how it was obtained, as its depositor described it.
	pub struct Described {
		/// SCALE of the description, whose digest the entry has.
		pub value: Bytes,
		/// What it says.
		pub statements: Vec<Statement>,
	}

	/// Whether the deposit and its digest stand.
	pub struct Status {
		/// The certified deposit is not revoked, and was not made after another one was.
		pub deposit_stands: bool,
		/// Its digest stands: one deposit is left of those made before any was revoked.
		pub digest_stands: bool,
		/// How many later deposits of it there are.
		pub corroborations: u32,
		/// How many attestations about it there are.
		pub attestations: u32,
		/// How the certified deposit was revoked, reinstated and revoked again.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub revoked: Option<Revoked>,
		/// That the depositor of the batch revoked a deposit of the leaf itself, if so: then the batch does
		/// not open the leaf.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub withdrawn: Option<bool>,
		/// The first deposit of the digest that came in, if there is one and it is not the certified one.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub first: Option<FirstDeposit>,
		/// Whose deposit is the earliest of those that count, if the digest has one of its own. A leaf
		/// counts from the time of its batch, also if nobody opened it yet.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub earliest: Option<Earliest>,
		/// Block time since which the digest stands again, if no deposit that counts was left before.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub again_since: Option<String>,
	}

	/// How a deposit was revoked, and what its depositor said of that since.
	pub struct Revoked {
		/// Number of the organisation.
		pub org: u32,
		/// Number of its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub time: String,
		/// Salted digest of the grounds.
		pub ground: H256,
		/// How the deposit was reinstated.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub reinstated: Option<Reversed>,
		/// How it was revoked again, for good.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub revoked_again: Option<Reversed>,
	}

	/// How the organisation that revoked a deposit reversed that, or revoked it again.
	pub struct Reversed {
		/// Number of its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub time: String,
		/// Salted digest of the grounds.
		pub ground: H256,
	}

	/// The first deposit of a digest that came in.
	pub struct FirstDeposit {
		/// Number of the organisation.
		pub org: u32,
		/// Number of its operator.
		pub operator: u32,
		/// Number of the block.
		pub block: u32,
		/// Block time.
		pub time: String,
	}

	/// Whose deposit of a digest is the earliest.
	pub struct Earliest {
		/// Number of the organisation.
		pub org: u32,
		/// Block time of the deposit; of a leaf, that of its batch.
		pub time: String,
	}

	/// Events of the chains of objects.
	pub struct History {
		/// Of one event: the head of its object's chain before it.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub before: Option<H256>,
		/// The events, each once, in the order in which they happened.
		pub events: Vec<Happened>,
	}

	/// An event that a chain took in.
	pub struct Happened {
		/// Number of its block, as the issuer states it.
		pub block: u32,
		/// What the chain took in: its kind and fields in SCALE.
		pub body: Bytes,
	}

	/// A statement of a record.
	pub struct Statement {
		/// What it is about.
		pub name: String,
		/// What it says, in plain words.
		pub value: String,
	}

	/// Which chain.
	pub struct Chain {
		/// Its name.
		pub name: String,
		/// The hash of its first block: the anchor of all that is proven.
		pub genesis_hash: H256,
	}

	/// The block whose state is certified.
	pub struct Retrieval {
		/// Its number.
		pub block: u32,
		/// Its hash.
		pub block_hash: H256,
		/// Its time.
		pub block_time: String,
		/// When the issuer asked, by the issuer's clock.
		pub retrieved_at: String,
	}

	/// The program that the chain ran at the certified block.
	pub struct Runtime {
		/// Its name.
		pub spec_name: String,
		/// Its version.
		pub spec_version: u32,
		/// BLAKE2b-256 of its code.
		pub code_hash: H256,
	}

	/// A member of the authority set whose votes made the block final.
	pub struct Operator {
		/// Its GRANDPA key (Ed25519).
		pub authority: H256,
		/// The weight of its vote.
		pub weight: u64,
		/// The validator's account.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub account: Option<H256>,
		/// Number of the organisation that runs it.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub org: Option<u32>,
		/// The organisation's name.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub name: Option<String>,
	}

	/// That the certified block is final.
	pub struct Finality {
		/// The first authority set, unless a checkpoint names the one to begin with.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub genesis: Option<Genesis>,
		/// Digest of the statement of the council checkpoint that names the set to begin with.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub checkpoint: Option<H256>,
		/// From each set to the next.
		pub hand_offs: Vec<HandOff>,
		/// Number of the set that voted.
		pub set_id: u64,
		/// SCALE of the certified block's header.
		pub header: Blob,
		/// SCALE of the headers of the blocks upon it, up to the one that was voted for.
		pub descendants: Vec<Blob>,
		/// SCALE of the GRANDPA justification of the last of these blocks.
		pub justification: Blob,
	}

	/// The first authority set.
	pub struct Genesis {
		/// SCALE of the genesis header.
		pub header: Blob,
		/// Read proof of the authorities under its state root.
		pub proof: Vec<Blob>,
	}

	/// From one authority set to the next.
	pub struct HandOff {
		/// SCALE of the header that announces the next set.
		pub header: Blob,
		/// SCALE of its GRANDPA justification by the set before.
		pub justification: Blob,
	}

	/// What the chain had in its state.
	pub struct State {
		/// Storage key of the entry that the certificate rests on: the deposit, or the certified entry.
		pub key: Bytes,
		/// Its value, or none if the chain had nothing there.
		#[serde(skip_serializing_if = "Option::is_none")]
		pub value: Option<Bytes>,
		/// Read proof of this entry, of all others that something is stated of, and of the hash of
		/// the code. Their keys follow from what is stated.
		pub proof: Vec<Blob>,
	}

	/// Who issued the certificate.
	pub struct Issuer {
		/// The name that the issuer gives itself.
		pub name: String,
		/// The scheme of its key.
		pub scheme: Scheme,
		/// Its public key; of ECDSA, the account that stands for it.
		pub public_key: H256,
	}

	/// A signature scheme.
	#[derive(Copy)]
	pub enum Scheme {
		/// Ed25519 (RFC 8032).
		Ed25519,
		/// Schnorr signatures over Ristretto, with Substrate's signing context.
		Sr25519,
		/// ECDSA over secp256k1 and BLAKE2b-256, as the chain has it: 64 bytes, of which the second half
		/// is the lesser of the two that would do, and a recovery id, 0 or 1. BLAKE2b-256 of the compressed
		/// key that is recovered stands for the key: the account of the chain.
		Ecdsa,
	}

	/// How a digest was computed.
	#[derive(Copy)]
	pub enum Algorithm {
		/// SHA-256.
		Sha256,
		/// SHA3-256.
		Sha3256,
		/// BLAKE2b with 256 bits.
		Blake2b256,
		/// SM3.
		Sm3,
	}
}

/// What is certified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[serde(deny_unknown_fields)]
pub enum Subject {
	/// A deposit of a digest.
	Digest {
		/// How it was computed.
		algorithm: Algorithm,
		/// The digest.
		digest: H256,
		/// Which deposit of it: 0 for the first, else the number of the corroboration.
		deposit: u32,
	},
	/// A leaf of a batch that was deposited by its root.
	Leaf {
		/// The digest (SHA-256) that is the leaf.
		digest: H256,
		/// The root of the batch.
		root: H256,
		/// Which deposit of the root: 0 for its record, else the number of the corroboration.
		deposit: u32,
		/// The position of the leaf, from 0.
		index: u64,
		/// How many leaves the batch has.
		leaves: u64,
		/// The siblings from the leaf upwards (RFC 6962).
		path: Vec<H256>,
	},
	/// An attested or substantiated right.
	Right {
		/// Its id.
		id: H256,
	},
	/// A licence.
	Licence {
		/// Its number.
		id: u32,
	},
	/// A declaration to customs, with its lines.
	Declaration {
		/// Its number.
		id: u32,
	},
	/// A group of captures.
	Group {
		/// Its number.
		id: u32,
	},
	/// A physical exhibit of a record, or a sample of one, with each act with it.
	Exhibit {
		/// How the digest of the record was computed.
		algorithm: Algorithm,
		/// The digest of the record.
		digest: H256,
		/// Its number in the record, from 1.
		number: u32,
	},
	/// The deposits that are listed under a case.
	Case {
		/// The salted commitment by which depositors named it.
		commitment: H256,
	},
	/// All that happened to an object.
	Trace {
		/// Its id.
		object: H256,
	},
	/// An event of an object's chain, such as a hand-over.
	Event {
		/// The object's id.
		object: H256,
		/// The event's number in its chain.
		number: u32,
	},
	/// Any entry of the chain's state.
	State {
		/// Pallet and storage item, e.g. `Custody.Items`.
		name: String,
		/// The storage key.
		key: Bytes,
	},
}

impl Certificate {
	/// Reads the text of a certificate. Refuses all texts but the canonical one.
	pub fn parse(text: &[u8]) -> Result<Self, Refusal> {
		if text.len() > MAX_TEXT {
			return Err(Refusal::TooLarge);
		}
		let certificate: Self = serde_json::from_slice(text).map_err(|error| {
			let what = error.to_string();
			let is_marked = || text.windows(MARK.len()).any(|part| part == MARK.as_bytes());
			match error.is_data() {
				true if is_marked() => Refusal::NoCertificate(what),
				true => Refusal::OtherFile(what),
				false => Refusal::NoJson(what),
			}
		})?;
		certificate.check_counts()?;
		// Whatever the parser lets pass (white space, doubled members, other spellings of a number or
		// a digest) would be written differently.
		if certificate.canonical()? == text {
			Ok(certificate)
		} else {
			Err(Refusal::NotCanonical)
		}
	}

	/// The text of the certificate: RFC 8785.
	pub fn canonical(&self) -> Result<Vec<u8>, Refusal> {
		serde_json::to_value(self)
			.ok()
			.and_then(|value| canonical::text(&value))
			.ok_or(Refusal::NotCanonical)
	}

	/// What the issuer signs: the text without the member `signature`.
	pub fn signed_text(&self) -> Result<Vec<u8>, Refusal> {
		Self { signature: None, ..self.clone() }.canonical()
	}

	fn check_counts(&self) -> Result<(), Refusal> {
		self.finality.check_counts()?;
		within(self.operators.len(), MAX_AUTHORITIES, "operators")?;
		within(self.state.proof.len(), MAX_NODES, NODES)?;
		if let Subject::Leaf { path, .. } = &self.subject {
			within(path.len(), MAX_PATH, "siblings in the path of its leaf")?;
		}
		if let Some(History { events, .. }) = &self.history {
			within(events.len(), MAX_EVENTS, "events in its history")?;
			for Happened { body, .. } in events {
				within(body.0.len(), MAX_BODY, "bytes in an event")?;
			}
		}
		Ok(())
	}
}

impl Finality {
	/// Checks that nothing in it is more than a verifier takes.
	pub(crate) fn check_counts(&self) -> Result<(), Refusal> {
		let genesis = self.genesis.as_ref().map_or(0, |genesis| genesis.proof.len());
		within(self.hand_offs.len(), MAX_HAND_OFFS, "hand-offs between authority sets")?;
		within(self.descendants.len(), MAX_DESCENDANTS, "headers after its block")?;
		within(genesis, MAX_NODES, "trie nodes of genesis")
	}
}

pub(crate) fn within(count: usize, limit: usize, what: &'static str) -> Result<(), Refusal> {
	if count <= limit {
		Ok(())
	} else {
		Err(Refusal::TooMany { what, limit })
	}
}

impl Subject {
	/// Reads a leaf from JSON with the members of [`Subject::Leaf`].
	pub fn leaf_from_json(text: &[u8]) -> Result<Self, serde_json::Error> {
		let leaf: serde_json::Value = serde_json::from_slice(text)?;
		serde_json::from_value(serde_json::json!({ "leaf": leaf }))
	}

	/// Storage key of the entry that a certificate of it rests on.
	pub fn key(&self) -> Vec<u8> {
		let deposit = |algorithm, digest, number| match number {
			0 => keys::record(algorithm, digest),
			_ => keys::corroboration(algorithm, digest, number),
		};
		match self {
			Self::Digest { algorithm, digest, deposit: number } => {
				deposit(*algorithm, digest, *number)
			},
			Self::Leaf { root, deposit: number, .. } => deposit(Algorithm::Sha256, root, *number),
			Self::Right { id } => keys::right(id),
			Self::Licence { id } => keys::licence(*id),
			Self::Declaration { id } => keys::declaration(*id),
			Self::Group { id } => keys::capture_group(*id),
			Self::Exhibit { algorithm, digest, number } => {
				keys::exhibit(*algorithm, digest, *number)
			},
			Self::Case { commitment } => keys::listing_count(commitment),
			Self::Trace { object } | Self::Event { object, .. } => keys::item(object),
			Self::State { key, .. } => key.0.clone(),
		}
	}

	/// Whether it is about a file.
	pub fn is_about_a_file(&self) -> bool {
		matches!(self, Self::Digest { .. } | Self::Leaf { .. })
	}
}

impl Subject {
	/// Whether it is proven by events of chains.
	pub fn is_a_history(&self) -> bool {
		matches!(self, Self::Trace { .. } | Self::Event { .. })
	}
}

impl Algorithm {
	/// All of them.
	pub const ALL: [Self; 4] = [Self::Sha256, Self::Sha3256, Self::Blake2b256, Self::Sm3];

	/// Its number on the chain.
	pub fn index(self) -> u8 {
		match self {
			Self::Sha256 => 0,
			Self::Sha3256 => 1,
			Self::Blake2b256 => 2,
			Self::Sm3 => 3,
		}
	}

	/// Its usual name.
	pub fn name(self) -> &'static str {
		match self {
			Self::Sha256 => "SHA-256",
			Self::Sha3256 => "SHA3-256",
			Self::Blake2b256 => "BLAKE2b-256",
			Self::Sm3 => "SM3",
		}
	}
}
