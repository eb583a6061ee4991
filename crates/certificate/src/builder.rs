//! Makes certificates from a node.

use crate::{
	acts::{LoggedAct, RecordAct},
	case::{LISTINGS, MAX_LISTINGS},
	chain::{decode, Content, Deposit, Record},
	checkpoint::{self, Authority, Checkpoint, Council, Start, Statement},
	description, extrinsic,
	facts::{count, derive, required, Facts, Values},
	finality::{change, first_set},
	form::{
		Certificate, Chain, Depositor, Described, Entry, Finality, Genesis, HandOff, Original,
		Retrieval, Runtime, State, Subject, Timeline, MAX_AUTHORITIES, MAX_DESCENDANTS, NODES,
		VERSION,
	},
	gather,
	justification::{AuthoritySet, Justification},
	keys, moment,
	state::Proof,
	texts, timeline, verify, Algorithm, Blob, Header, IssuerKey, Refusal,
};
use codec::{DecodeAll, Encode};
use sp_consensus_grandpa::AuthorityList;
use sp_core::{ed25519, Bytes, H256};
use sp_crypto_hashing::blake2_256;
use std::collections::BTreeMap;
use thiserror::Error;

/// Most blocks that are asked for a stored justification when the node proves no finality on request.
const SEARCHED: u32 = 1_024;

/// What a builder asks of a node.
pub trait Node {
	/// Why a question has no answer.
	type Error: std::error::Error + Send + Sync + 'static;

	/// The chain's name.
	fn chain_name(&self) -> Result<String, Self::Error>;
	/// The hash of the block with a number in the best chain.
	fn block_hash(&self, number: u32) -> Result<Option<H256>, Self::Error>;
	/// The header of a block.
	fn header(&self, hash: H256) -> Result<Option<Header>, Self::Error>;
	/// The last final block.
	fn finalized(&self) -> Result<H256, Self::Error>;
	/// The GRANDPA justification that was stored with a block.
	fn justification(&self, hash: H256) -> Result<Option<Vec<u8>>, Self::Error>;
	/// A justification of the block or of a later one, if the node makes them on request or tells of the next
	/// block that becomes final.
	fn prove_finality(&self, number: u32) -> Result<Option<Vec<u8>>, Self::Error>;
	/// The extrinsics of a block as they are encoded, if the node tells.
	fn body(&self, _: H256) -> Result<Option<Vec<Vec<u8>>>, Self::Error> {
		Ok(None)
	}
	/// A value of the state at a block.
	fn storage(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>, Self::Error>;
	/// A read proof of the state at a block.
	fn read_proof(&self, keys: &[Vec<u8>], at: H256) -> Result<Vec<Vec<u8>>, Self::Error>;
	/// A read proof of the genesis state. Nodes that prune have none: a chain specification has.
	fn genesis_proof(&self, keys: &[Vec<u8>], genesis: H256) -> Result<Vec<Vec<u8>>, Self::Error> {
		self.read_proof(keys, genesis)
	}
}

/// Why no certificate was made.
#[derive(Debug, Error)]
pub enum BuildError {
	/// The node gave no answer.
	#[error("the node gave no answer: {0}")]
	Node(Box<dyn std::error::Error + Send + Sync>),
	/// The node lacks a block.
	#[error("the node has no block {0}; wait until it is synchronised")]
	NoBlock(u32),
	/// The node lacks a finality proof.
	#[error("the node has no finality proof of block {0}; ask one that offers grandpa_proveFinality, or later")]
	NoFinality(u32),
	/// The node lacks a hand-over.
	#[error("the node has no proof that authority set {0} handed over; ask an archive node")]
	NoHandOff(u64),
	/// What is wanted is older than the checkpoint.
	#[error("what is wanted, or all that is provably final, does not come after the checkpoint's block {0}; wait for the next block, or leave the checkpoint out")]
	BeforeCheckpoint(u32),
	/// The node lacks a description.
	#[error("the node has no event with this description in block {0}; ask an archive node")]
	NoDescription(u32),
	/// The node lacks a state from which a history is gathered.
	#[error("the node has no state of block {block}, which a history needs ({why}); ask an archive node")]
	NoState {
		/// Which block.
		block: u32,
		/// What the node said.
		why: Box<dyn std::error::Error + Send + Sync>,
	},
	/// The node lacks an event.
	#[error("the node has no event {seq} of object {object:?} in block {block} that this program knows; ask an archive node, or a newer program")]
	NoEvent {
		/// In which block.
		block: u32,
		/// Of which object.
		object: H256,
		/// Its number.
		seq: u32,
	},
	/// A case has too much for one certificate.
	#[error("more is listed under this case than one certificate takes, which is {MAX_LISTINGS} deposits: certify each deposit by its digest at one block (--digest, --at), and put the certificates into one folder (`tracemark evidence pack`)")]
	LongCase,
	/// What the node said cannot be certified.
	#[error("the node's answers cannot be certified: {0}")]
	Refused(#[from] Refusal),
}

/// What is wanted.
pub struct Request {
	/// What to certify.
	pub subject: Subject,
	/// Particulars of the original.
	pub original: Option<Original>,
	/// The block whose state to certify, if not the newest with a finality proof.
	pub at: Option<u32>,
	/// The name that the issuer gives itself.
	pub issuer: String,
}

/// Makes a certificate, signs it, and verifies it.
pub fn build<N: Node>(
	node: &N,
	request: Request,
	key: &IssuerKey,
) -> Result<Certificate, BuildError> {
	build_since(node, request, key, &[])
}

/// Makes a certificate whose proof begins at the last of these checkpoints, given as texts; without any, at
/// genesis.
pub fn build_since<N: Node>(
	node: &N,
	request: Request,
	key: &IssuerKey,
	checkpoints: &[Vec<u8>],
) -> Result<Certificate, BuildError> {
	let is_of_a_case = matches!(request.subject, Subject::Case { .. });
	made(node, request, key, checkpoints).map_err(|error| match error {
		BuildError::Refused(
			Refusal::TooMany { what: LISTINGS | NODES, .. } | Refusal::TooLarge,
		) if is_of_a_case => BuildError::LongCase,
		other => other,
	})
}

fn made<N: Node>(
	node: &N,
	request: Request,
	key: &IssuerKey,
	checkpoints: &[Vec<u8>],
) -> Result<Certificate, BuildError> {
	let genesis_hash = block_hash(node, 0)?;
	let start = checkpoint::follow(checkpoints, genesis_hash)?;
	let (finality, certified, set) = finality_of(node, request.at, start.as_ref())?;
	let certified_hash = certified.hash();
	let at = (certified.number, certified_hash);
	let subject = request.subject;
	let mut asked = Asked { node, at: certified_hash, values: BTreeMap::new() };
	let history = gather::gather(node, &subject, certified.number)?;
	let facts = derive(&subject, history.as_ref(), at, &set.authorities, &mut asked)?;
	let (proof, code_hash) = prove(node, &certified, asked.values)?;
	let state =
		State { key: Bytes(facts.key.clone()), value: facts.value.clone().map(Bytes), proof };

	let chain = Chain { name: node.chain_name().map_err(failed)?, genesis_hash };
	let (mut entry, mut account) = (None, None);
	if let Some(proven) = &facts.entry {
		let hash = block_hash(node, proven.deposit.block)?;
		let found = extrinsic::find(node, &subject, &proven.deposit, hash);
		if let Some(signer) = found.and_then(|(_, signer)| signer) {
			let is_own = extrinsic::is_operators(node, &signer, &proven.deposit, certified_hash)
				.map_err(failed)?;
			account = is_own.then_some(signer);
		}
		let extrinsic = found.map(|(extrinsic, _)| extrinsic);
		entry = Some(Entry { extrinsic, ..verify::entry(proven, hash) });
	}
	let depositor = facts.depositor.map(|depositor| Depositor { account, ..depositor });
	let Facts { status, record, block_time, spec_name, spec_version, operators, .. } = facts;
	let mut certificate = Certificate {
		version: VERSION.to_owned(),
		subject,
		original: request.original,
		depositor,
		entry,
		description: None,
		status,
		timeline: None,
		record,
		history,
		chain,
		retrieval: Retrieval {
			block: certified.number,
			block_hash: certified_hash,
			block_time,
			retrieved_at: moment::rfc3339(moment::now()),
		},
		runtime: Runtime { spec_name, spec_version, code_hash },
		operators,
		finality,
		state,
		does_not_prove: Vec::new(),
		how_to_verify: Vec::new(),
		privacy: texts::PRIVACY.to_owned(),
		issuer: key.issuer(&request.issuer),
		signature: None,
	};
	certificate.does_not_prove = texts::does_not_prove(&certificate);
	certificate.how_to_verify = texts::how_to_verify(&certificate);
	key.sign(&mut certificate)?;
	verify::verify_since(&certificate.canonical()?, Some(genesis_hash), checkpoints)?;
	Ok(certificate)
}

/// Makes a checkpoint that nobody has signed yet.
///
/// `at` is the block whose state names the council, by default the newest that is provably final;
/// `block` is the checkpoint's, by default the same. The council's proof begins at the last of the `earlier`
/// checkpoints.
pub fn checkpoint_of<N: Node>(
	node: &N,
	at: Option<u32>,
	block: Option<u32>,
	earlier: &[Vec<u8>],
) -> Result<Checkpoint, BuildError> {
	let genesis_hash = block_hash(node, 0)?;
	let start = checkpoint::follow(earlier, genesis_hash)?;
	let (finality, named, _) = finality_of(node, at, start.as_ref())?;
	let proof = node
		.read_proof(&[keys::council()], named.hash())
		.map_err(failed)?
		.into_iter()
		.map(Blob)
		.collect();
	let checkpoint = Checkpoint {
		version: checkpoint::VERSION.to_owned(),
		statement: statement_of(node, block.unwrap_or(named.number))?,
		council: Council { finality, proof },
		signatures: Vec::new(),
	};
	checkpoint.council(genesis_hash, start.as_ref())?;
	Ok(checkpoint)
}

/// What a node says of a final block: what a checkpoint of it states. A seat compares before it signs.
pub fn statement_of<N: Node>(node: &N, block: u32) -> Result<Statement, BuildError> {
	let last = node.header(node.finalized().map_err(failed)?).map_err(failed)?;
	if last.is_none_or(|last| block > last.number) {
		return Err(BuildError::NoFinality(block));
	}
	let hash = block_hash(node, block)?;
	let value = node.storage(&keys::authorities(), hash).map_err(failed)?;
	let authorities: AuthorityList =
		decode("the authorities", &value.ok_or(Refusal::NoAuthorities)?)?;
	let authorities = authorities.into_iter().map(|(authority, weight)| {
		let authority = ed25519::Public::from(authority);
		Authority { authority: H256(authority.0), weight }
	});
	Ok(Statement {
		genesis_hash: block_hash(node, 0)?,
		block,
		block_hash: hash,
		set_id: set_id(node, hash)?,
		authorities: authorities.collect(),
	})
}

/// The proof that a block is final: the newest that is, or `at`. With its header and the set that voted.
fn finality_of<N: Node>(
	node: &N,
	at: Option<u32>,
	start: Option<&Start>,
) -> Result<(Finality, Header, AuthoritySet), BuildError> {
	let (genesis, mut set) = match start {
		Some(start) => (None, start.set()?),
		None => {
			let (genesis, set) = genesis_of(node)?;
			(Some(genesis), set)
		},
	};
	// The newest block that is provably final, or the first one from the wanted block on.
	// A checkpoint's set votes on the blocks after the checkpoint's.
	let from = match (at, start) {
		(Some(at), Some(Start { block: (_, before), .. })) => {
			Some(at.max(before.saturating_add(1)))
		},
		_ => at,
	};
	let (hash, number, encoded) = justified(node, from)?;
	if let Some(Start { block: (_, before), .. }) = start {
		if number <= *before {
			return Err(BuildError::BeforeCheckpoint(*before));
		}
	}
	let mut hand_offs = Vec::new();
	for (id, first) in set_changes(node, hash, number, set.id)? {
		let lacks = || BuildError::NoHandOff(set.id);
		let last = first.checked_sub(1).ok_or_else(lacks)?;
		let hash = block_hash(node, last)?;
		let header = header(node, hash, last)?;
		let stored = node.justification(hash).map_err(failed)?.ok_or_else(lacks)?;
		let justification = set.trim(&stored).ok_or_else(lacks)?;
		let next = change(&header)?.ok_or(Refusal::NoChange(last))?;
		hand_offs
			.push(HandOff { header: Blob(header.encode()), justification: Blob(justification) });
		set = AuthoritySet::new(id, next, MAX_AUTHORITIES)?;
	}
	let justification = set.trim(&encoded).ok_or(BuildError::NoFinality(number))?;

	let (certified, descendants) = match at {
		Some(at) => descend(node, at, number)?,
		None => (header(node, hash, number)?, Vec::new()),
	};
	let finality = Finality {
		genesis,
		checkpoint: start.map(|start| start.digest),
		hand_offs,
		set_id: set.id,
		header: Blob(certified.encode()),
		descendants: descendants.iter().map(|header| Blob(header.encode())).collect(),
		justification: Blob(justification),
	};
	Ok((finality, certified, set))
}

/// The first authority set, with its proof.
fn genesis_of<N: Node>(node: &N) -> Result<(Genesis, AuthoritySet), BuildError> {
	let genesis_hash = block_hash(node, 0)?;
	let genesis_header = header(node, genesis_hash, 0)?;
	let authorities = keys::authorities();
	let genesis = Genesis {
		header: Blob(genesis_header.encode()),
		proof: node
			.genesis_proof(std::slice::from_ref(&authorities), genesis_hash)
			.map_err(failed)?
			.into_iter()
			.map(Blob)
			.collect(),
	};
	let set = first_set(&genesis.header.0, crate::finality::nodes(&genesis.proof), genesis_hash)?;
	Ok((genesis, set))
}

/// Adds to a certificate of a deposit what its depositor described, as the deposit's event has it, and
/// signs and verifies it anew, from the last of `checkpoints` where it begins there. The node must have the
/// state of the deposit's block.
pub fn describe<N: Node>(
	node: &N,
	mut certificate: Certificate,
	key: &IssuerKey,
	checkpoints: &[Vec<u8>],
) -> Result<Certificate, BuildError> {
	let entry = certificate.entry.as_ref().ok_or(Refusal::Superfluous("description"))?;
	let (mut value, mut missing) = (None, entry.block);
	for block in described_in(node, &certificate, entry.block)? {
		let hash = block_hash(node, block)?;
		let events = node.storage(&keys::events(), hash).map_err(failed)?.unwrap_or_default();
		(value, missing) = (description::find(&events, &entry.description), block);
		if value.is_some() {
			break;
		}
	}
	let value = value.ok_or(BuildError::NoDescription(missing))?;
	let statements = description::statements(&value)?;
	certificate.description = Some(Described { value: Bytes(value), statements });
	key.sign(&mut certificate)?;
	verify::verify_since(
		&certificate.canonical()?,
		Some(certificate.chain.genesis_hash),
		checkpoints,
	)?;
	Ok(certificate)
}

/// The blocks of which one has the event with the description of a certified deposit: that of the deposit. A leaf
/// bears the block of its batch, and was described where it was opened, as the log of the batch says.
fn described_in<N: Node>(
	node: &N,
	certificate: &Certificate,
	block: u32,
) -> Result<Vec<u32>, BuildError> {
	let (Subject::Digest { digest, deposit, .. }, Some(value)) =
		(&certificate.subject, &certificate.state.value)
	else {
		return Ok(vec![block]);
	};
	let deposit: Deposit = match deposit {
		0 => decode::<Record>("a record", &value.0)?.deposit,
		_ => decode("a corroboration", &value.0)?,
	};
	let Content::Leaf { root, .. } = deposit.content else { return Ok(vec![block]) };
	let at = certificate.retrieval.block_hash;
	let mut asked = Asked { node, at, values: BTreeMap::new() };
	let mut blocks = Vec::new();
	for number in 1..=count(keys::act_count(Algorithm::Sha256, &root), &mut asked)? {
		let key = keys::act(Algorithm::Sha256, &root, number);
		let logged: LoggedAct = required("an act", key, &mut asked)?;
		if matches!(logged.act, RecordAct::LeafOpened { leaf } if leaf == *digest) {
			blocks.push(logged.block);
		}
	}
	Ok(blocks)
}

/// Adds to a certificate of a deposit its timeline: roles, holds, supersession and acts at the certified block,
/// with the proof of them, and signs and verifies it anew, from the last of `checkpoints` where it begins there.
/// The node must still have the state of that block.
pub fn add_timeline<N: Node>(
	node: &N,
	mut certificate: Certificate,
	key: &IssuerKey,
	checkpoints: &[Vec<u8>],
) -> Result<Certificate, BuildError> {
	let header = Header::decode_all(&mut certificate.finality.header.0.as_slice())
		.map_err(|_| Refusal::Undecodable("header"))?;
	let hash = header.hash();
	let authorities = certificate.operators.iter().map(|operator| {
		let key = ed25519::Public::from_raw(operator.authority.0);
		(key.into(), operator.weight)
	});
	let authorities: AuthorityList = authorities.collect();
	let mut asked = Asked { node, at: hash, values: BTreeMap::new() };
	let facts =
		derive(&certificate.subject, None, (header.number, hash), &authorities, &mut asked)?;
	certificate.timeline = Some(Timeline { statements: Vec::new() });
	let statements = timeline::of(&certificate, &facts, &mut asked)?.unwrap_or_default();
	certificate.timeline = Some(Timeline { statements });
	certificate.state.proof = prove(node, &header, asked.values)?.0;
	certificate.how_to_verify = texts::how_to_verify(&certificate);
	key.sign(&mut certificate)?;
	let genesis_hash = certificate.chain.genesis_hash;
	verify::verify_since(&certificate.canonical()?, Some(genesis_hash), checkpoints)?;
	Ok(certificate)
}

pub(crate) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> BuildError {
	BuildError::Node(Box::new(error))
}

fn block_hash<N: Node>(node: &N, number: u32) -> Result<H256, BuildError> {
	node.block_hash(number).map_err(failed)?.ok_or(BuildError::NoBlock(number))
}

fn header<N: Node>(node: &N, hash: H256, number: u32) -> Result<Header, BuildError> {
	node.header(hash).map_err(failed)?.ok_or(BuildError::NoBlock(number))
}

/// A block with its justification: the newest, or the first from `from` on.
fn justified<N: Node>(node: &N, from: Option<u32>) -> Result<(H256, u32, Vec<u8>), BuildError> {
	let hash = node.finalized().map_err(failed)?;
	let last = node.header(hash).map_err(failed)?.ok_or(BuildError::NoBlock(0))?.number;
	let wanted = from.unwrap_or(last);
	if wanted > last {
		return Err(BuildError::NoFinality(wanted));
	}
	let stored = |number: u32| -> Result<Option<Vec<u8>>, BuildError> {
		node.justification(block_hash(node, number)?).map_err(failed)
	};
	let mut found = None;
	if let Some(from) = from {
		let most = last.min(from.saturating_add(u32::try_from(MAX_DESCENDANTS).unwrap_or(0)));
		for number in from..=most {
			found = stored(number)?;
			if found.is_some() {
				break;
			}
		}
	}
	if found.is_none() {
		found = node.prove_finality(wanted).map_err(failed)?;
	}
	if found.is_none() && from.is_none() {
		for number in (last.saturating_sub(SEARCHED).max(1)..=last).rev() {
			found = stored(number)?;
			if found.is_some() {
				break;
			}
		}
	}
	let encoded = found.ok_or(BuildError::NoFinality(wanted))?;
	let commit = Justification::decode_all(&mut encoded.as_slice())
		.map_err(|_| Refusal::Undecodable("justification"))?
		.commit;
	Ok((commit.target_hash, commit.target_number, encoded))
}

/// The number of the set that votes on the blocks after one.
fn set_id<N: Node>(node: &N, hash: H256) -> Result<u64, BuildError> {
	match node.storage(&keys::current_set_id(), hash).map_err(failed)? {
		Some(value) => Ok(decode("the number of an authority set", &value)?),
		None => Ok(0),
	}
}

/// The sets after `begin` up to the one that voted for a block, each with the first block that it votes on.
fn set_changes<N: Node>(
	node: &N,
	hash: H256,
	number: u32,
	begin: u64,
) -> Result<Vec<(u64, u32)>, BuildError> {
	let mut changes = Vec::new();
	for id in begin.saturating_add(1)..=set_id(node, hash)? {
		let value = node
			.storage(&keys::set_change(id), hash)
			.map_err(failed)?
			.ok_or(BuildError::NoHandOff(id.saturating_sub(1)))?;
		let at: u32 = decode("the first block of an authority set", &value)?;
		// The block that announces a set is still voted on by the one before.
		if at <= number {
			changes.push((id, at));
		}
	}
	Ok(changes)
}

/// The header of block `from` and those of the blocks upon it up to `to`.
fn descend<N: Node>(node: &N, from: u32, to: u32) -> Result<(Header, Vec<Header>), BuildError> {
	let first = header(node, block_hash(node, from)?, from)?;
	let most = u32::try_from(MAX_DESCENDANTS).unwrap_or(0);
	if to < from || to.saturating_sub(from) > most {
		return Err(BuildError::NoFinality(from));
	}
	let mut upon = Vec::new();
	for number in from.saturating_add(1)..=to {
		upon.push(header(node, block_hash(node, number)?, number)?);
	}
	Ok((first, upon))
}

/// The proof of the values that were asked for, and the hash of the code.
fn prove<N: Node>(
	node: &N,
	certified: &Header,
	values: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
) -> Result<(Vec<Blob>, H256), BuildError> {
	let mut keys: Vec<Vec<u8>> = values.into_keys().collect();
	keys.push(keys::CODE.to_vec());
	let mut proof = node.read_proof(&keys, certified.hash()).map_err(failed)?;
	let code_hash = Proof::new("code", certified.state_root, proof.iter().map(Vec::as_slice))?
		.value_hash(keys::CODE)?
		.ok_or(Refusal::NoCode)?;
	// The code itself is large, and its hash is in the trie's leaf.
	proof.retain(|node| H256(blake2_256(node)) != code_hash);
	Ok((proof.into_iter().map(Blob).collect(), code_hash))
}

/// Asks a node for values and notes what was asked.
struct Asked<'a, N> {
	node: &'a N,
	at: H256,
	values: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl<N: Node> Values for Asked<'_, N> {
	type Error = BuildError;

	fn value(&mut self, key: Vec<u8>) -> Result<Option<Vec<u8>>, BuildError> {
		if let Some(value) = self.values.get(&key) {
			return Ok(value.clone());
		}
		let value = self.node.storage(&key, self.at).map_err(failed)?;
		self.values.insert(key, value.clone());
		Ok(value)
	}
}
