//! A small chain in memory: headers, state tries, authority sets that change, signed votes.

#![allow(dead_code)]

pub mod batches;
pub mod case;
pub mod custody;
pub mod genuine;
pub mod hostile;
pub mod leaves;
pub mod node;
pub mod registers;
pub mod timeline;
pub mod votes;

use codec::{Compact, Encode};
use finality_grandpa::{Message, SignedPrecommit};
use sha2::Digest;
use sp_consensus_grandpa::{
	localized_payload, AuthorityId, AuthorityList, Commit, ConsensusLog, GrandpaJustification,
	Precommit, ScheduledChange, GRANDPA_ENGINE_ID,
};
use sp_core::{ed25519, storage::StateVersion, Blake2Hasher, Pair, H256};
use sp_crypto_hashing::blake2_256;
use sp_runtime::DigestItem;
use sp_state_machine::{prove_read, InMemoryBackend};
use std::{collections::BTreeMap, convert::Infallible};
use tracemark_certificate::{
	build_since,
	chain::{
		Content, Deposit, EvidenceKind, First, LastUpgrade, Organisation, Record, RecordStatus,
		Reversal, Revocation, Standing, Validator, ValidatorStatus, VerificationLevel,
	},
	checkpoint_of,
	description::{self, About, Description},
	digest_of,
	form::{Scheme, Subject},
	keys, merkle,
	openings::Opening,
	registers::NamedParty,
	verify, Algorithm, Blob, Certificate, Checkpoint, Header, IssuerKey, Node, Refusal, Report,
	Request,
};

/// How many block hashes the state keeps.
pub const KEPT_HASHES: u32 = 16;
/// Seats of the council.
pub const SEATS: u8 = 4;
/// Leaves of each block's batch.
pub const LEAVES: usize = 7;

pub type State = BTreeMap<Vec<u8>, Vec<u8>>;
pub type Justification = GrandpaJustification<Header>;

pub struct Block {
	pub header: Header,
	pub hash: H256,
	pub state: State,
	/// The set that votes on the block.
	pub set: usize,
}

pub struct TestChain {
	pub blocks: Vec<Block>,
	pub sets: Vec<Vec<ed25519::Pair>>,
	pub stored: BTreeMap<H256, Vec<u8>>,
	/// The extrinsics of blocks.
	pub bodies: BTreeMap<H256, Vec<Vec<u8>>>,
	/// Whether the node proves finality on request.
	pub proves: bool,
	/// First byte of all seeds, so that chains differ.
	salt: u8,
	/// The block whose change of authorities the set before did not sign.
	forced: Option<u32>,
	/// Whether it has the [`batches`].
	has_batches: bool,
}

pub fn sha256(data: &[u8]) -> H256 {
	H256(sha2::Sha256::digest(data).into())
}

/// The digest of record `k` of a block.
pub fn digest(block: u32, k: u32) -> H256 {
	sha256(&original(block, k))
}

/// The original of record `k` of a block. One is long enough to be a salt and a file.
pub fn original(block: u32, k: u32) -> Vec<u8> {
	let more = if (block, k) == (5, 1) { ", as long as a salt and more" } else { "" };
	format!("original {k} of block {block}{more}").into_bytes()
}

pub fn leaves(block: u32) -> Vec<H256> {
	(0..LEAVES).map(|leaf| sha256(format!("leaf {leaf} of block {block}").as_bytes())).collect()
}

pub fn batch(block: u32, index: usize) -> (H256, Vec<H256>) {
	let hashes: Vec<H256> = leaves(block).iter().map(merkle::leaf_hash).collect();
	merkle::root_and_path(&hashes, index).unwrap()
}

fn backend(state: &State) -> InMemoryBackend<Blake2Hasher> {
	(state.clone(), StateVersion::V1).into()
}

pub fn root(state: &State) -> H256 {
	*backend(state).root()
}

pub fn prove(state: &State, keys: &[Vec<u8>]) -> Vec<Blob> {
	prove_read(backend(state), keys).unwrap().into_iter_nodes().map(Blob).collect()
}

pub fn log(change: ConsensusLog<u32>) -> DigestItem {
	DigestItem::Consensus(GRANDPA_ENGINE_ID, change.encode())
}

pub fn scheduled(next_authorities: AuthorityList) -> DigestItem {
	log(ConsensusLog::ScheduledChange(ScheduledChange { next_authorities, delay: 0 }))
}

pub fn list(pairs: &[ed25519::Pair]) -> AuthorityList {
	pairs.iter().map(|pair| (AuthorityId::from(pair.public()), 1)).collect()
}

pub fn issuer_key() -> IssuerKey {
	IssuerKey::from_secret(Scheme::Ed25519, "//Issuer").unwrap()
}

/// The neutral point, which is nobody's key.
pub fn weak_key() -> [u8; 32] {
	let mut key = [0; 32];
	key[0] = 1;
	key
}

/// What anybody writes under [`weak_key`]: for every message, 0·B = R + h·A if R and A are neutral.
pub fn weak_signature() -> [u8; 64] {
	let mut signature = [0; 64];
	signature[0] = 1;
	signature
}

/// What opens a commitment to a word.
pub fn opening(word: &str) -> Opening {
	Opening { text: word.to_owned(), salt: sha256(word.as_bytes()) }
}

fn committed(word: &str) -> H256 {
	opening(word).commitment()
}

/// What was described of all that was deposited in a block.
pub fn described(block: u32) -> Vec<u8> {
	Description {
		subjects: vec![
			About::Right(sha256(b"right")),
			About::Lot(sha256(b"lot")),
			About::Object(sha256(b"object")),
			About::Listing(committed("offer")),
			About::Seller(NamedParty::Member(4)),
			About::Seller(NamedParty::Outsider(2, sha256(b"tag"))),
			About::Case(committed("case")),
		],
		source: committed("source"),
		tool: sha256(b"tool"),
		captured_by: Some(committed("person")),
		claimed_moment: 1_795_546_671_000 + u64::from(block),
		claimed_offset: -90,
		witnesses: vec![committed("witness")],
	}
	.encode()
}

/// Adds an extrinsic that an operator signed, and its event, which tells this and what was described.
fn deposited(
	events: &mut Vec<u8>,
	body: &mut Vec<Vec<u8>>,
	block: u32,
	operator: u32,
	told: &[u8],
) {
	let index = u32::try_from(body.len()).unwrap();
	let signed =
		[[0x84, 0].as_slice(), timeline::account(operator).as_bytes(), &[1; 65], told].concat();
	body.push(signed.encode());
	let phase = (0u8, index).encode();
	events.extend([phase.as_slice(), &[33, 0], told, &[0], &described(block), &[0]].concat());
}

impl TestChain {
	/// A chain whose sets have `sizes` members and vote on `length` blocks each.
	pub fn new(salt: u8, sizes: &[u8], length: u32) -> Self {
		Self::forced(salt, sizes, length, None)
	}

	/// The same, with a forced change of authorities in a block that ends a set.
	pub fn forced(salt: u8, sizes: &[u8], length: u32, forced: Option<u32>) -> Self {
		Self::of(salt, sizes, length, forced, false)
	}

	/// A chain that has the [`batches`] too.
	pub fn with_batches(salt: u8, sizes: &[u8], length: u32) -> Self {
		Self::of(salt, sizes, length, None, true)
	}

	fn of(salt: u8, sizes: &[u8], length: u32, forced: Option<u32>, has_batches: bool) -> Self {
		let sets: Vec<Vec<ed25519::Pair>> = (0u8..)
			.zip(sizes)
			.map(|(set, size)| {
				(0..*size).map(|i| ed25519::Pair::from_seed(&blake2_256(&[salt, set, i]))).collect()
			})
			.collect();
		let mut chain = Self {
			blocks: Vec::new(),
			sets,
			stored: BTreeMap::new(),
			bodies: BTreeMap::new(),
			proves: true,
			salt,
			forced,
			has_batches,
		};
		let last = u32::try_from(sizes.len()).unwrap() * length;
		for number in 0..=last {
			let set = usize::try_from(number.saturating_sub(1) / length).unwrap();
			chain.push(number, set, number > 0 && number.is_multiple_of(length));
		}
		chain
	}

	fn push(&mut self, number: u32, set: usize, ends: bool) {
		let mut state = self.blocks.last().map(|block| block.state.clone()).unwrap_or_default();
		let parent_hash = self.blocks.last().map(|block| block.hash).unwrap_or_default();
		let ends = ends && set + 1 < self.sets.len();
		let moment = 1_795_546_671_000 + u64::from(number) * 6_000;
		let mut body = Vec::new();
		if number == 0 {
			self.genesis(&mut state);
		} else {
			body = self.deposits(&mut state, number, moment);
			if number == leaves::SEEN {
				leaves::record(&mut state);
				leaves::reinstate(&mut state);
			}
			state.insert(keys::block_hash(number - 1), parent_hash.encode());
			if let Some(old) = number.checked_sub(1 + KEPT_HASHES) {
				state.remove(&keys::block_hash(old));
			}
		}
		state.insert(keys::now(), moment.encode());
		let mut header = Header {
			parent_hash,
			number,
			state_root: H256::zero(),
			extrinsics_root: H256(blake2_256(&[self.salt])),
			digest: Default::default(),
		};
		if ends {
			let next = list(&self.sets[set + 1]);
			let id = u64::try_from(set + 1).unwrap();
			state.insert(keys::authorities(), next.encode());
			state.insert(keys::current_set_id(), id.encode());
			state.insert(keys::set_change(id), (number + 1).encode());
			header.digest.push(match self.forced {
				Some(forced) if forced == number => {
					let change = ScheduledChange { next_authorities: next, delay: 0 };
					log(ConsensusLog::ForcedChange(0, change))
				},
				_ => scheduled(next),
			});
		}
		header.state_root = root(&state);
		let hash = header.hash();
		self.blocks.push(Block { header, hash, state, set });
		self.bodies.insert(hash, body);
		if ends || (number > 0 && number.is_multiple_of(8)) {
			let justification = self.justify(number).encode();
			self.stored.insert(hash, justification);
		}
	}

	fn genesis(&self, state: &mut State) {
		state.insert(keys::CODE.to_vec(), vec![7; 5_000]);
		let upgrade = LastUpgrade { spec_version: Compact(3), spec_name: "tracemark".to_owned() };
		state.insert(keys::last_upgrade(), upgrade.encode());
		state.insert(keys::authorities(), list(&self.sets[0]).encode());
		state.insert(keys::current_set_id(), 0u64.encode());
		state.insert(keys::set_change(0), 1u32.encode());
		for (set, pairs) in self.sets.iter().enumerate() {
			for (i, pair) in pairs.iter().enumerate() {
				let account = H256(blake2_256(&pair.public().0));
				let org = u32::try_from(i).unwrap();
				state.insert(keys::key_owner(&H256(pair.public().0)), account.encode());
				let record = Validator { org, status: ValidatorStatus::Serving };
				// The last key of each set is one whose account nobody knows any more.
				if i > 0 || set == 0 {
					state.insert(keys::validator(&account), record.encode());
				}
			}
		}
		for org in 0..12 {
			let organisation = Organisation {
				name: format!("Member <{org}> & Co").into_bytes(),
				country: *b"DE",
				lei: (org % 2 == 0).then_some(*b"529900T8BM49AURSDO55"),
				eori: Some(b"DE1234567".to_vec()),
				gln: Some(*b"4012345000009"),
				party_tag: None,
				resolver: None,
				verification: VerificationLevel::Verified,
				verified_by: Some(0),
				roles: 1,
				standing: Standing::Good,
				frozen: false,
				controller: H256::repeat_byte(org as u8),
				quota: 1,
				operators: 1,
				admitted_at: 0,
			};
			state.insert(keys::organisation(org), organisation.encode());
		}
		let mut seats: Vec<H256> = (0..SEATS).map(|seat| self.seat(seat).public().1).collect();
		seats.sort();
		state.insert(keys::council(), seats.encode());
		registers::record(state);
		timeline::affiliate(state);
		// What else a chain has in its state.
		for filler in 0u32..300 {
			let key = [keys::prefix("Custody", "Units"), blake2_256(&filler.encode()).to_vec()];
			state.insert(key.concat(), vec![1; 80]);
		}
	}

	/// What is deposited in a block. Gives its extrinsics.
	fn deposits(&self, state: &mut State, number: u32, moment: u64) -> Vec<Vec<u8>> {
		let mut events = vec![7; 40];
		let mut body = vec![vec![4, 5]];
		let deposit = |content, k: u32| Deposit {
			kind: EvidenceKind::WebCapture,
			org: 4 + k,
			operator: 10 + k,
			block: number,
			moment,
			content,
			description: description::digest(&described(number)),
		};
		let sha = Algorithm::Sha256;
		for k in 0..5 {
			let digest = digest(number, k);
			let mut status = RecordStatus::Standing;
			if k == 4 {
				status = RecordStatus::Revoked { last: 0, left: 0, at: moment, again_since: None };
				let ground = sha256(b"ground");
				let reversal = |operator, after: u64| Reversal {
					operator,
					block: number,
					moment: moment + after,
					ground: sha256(&after.encode()),
				};
				// Of every third block reinstated, of every sixth revoked again.
				let reinstated = number.is_multiple_of(3).then(|| reversal(14, 1_000));
				let revoked_again = number.is_multiple_of(6).then(|| reversal(15, 2_000));
				if let (Some(Reversal { moment: since, .. }), again) = (reinstated, revoked_again) {
					let left = u32::from(again.is_none());
					let again_since = Some(since);
					status = RecordStatus::Revoked { last: 0, left, at: moment, again_since };
				}
				let (org, operator, block) = (8, 14, number);
				let revocation =
					Revocation { org, operator, block, moment, ground, reinstated, revoked_again };
				state.insert(keys::revocation(sha, &digest, 0), revocation.encode());
			}
			if k == 3 {
				state.insert(keys::attestations(sha, &digest), 1u32.encode());
			}
			let deposit = deposit(Content::Single, k);
			let first = First { by: deposit.org, at: moment };
			let corroborations = if k == 3 { 2 } else { 0 };
			let record = Record { deposit, status, first, corroborations };
			state.insert(keys::record(sha, &digest), record.encode());
			let told = (0u8, digest, deposit).encode();
			deposited(&mut events, &mut body, number, deposit.operator, &told);
		}
		for algorithm in [Algorithm::Sha3256, Algorithm::Blake2b256, Algorithm::Sm3] {
			let digest = digest_of(algorithm, &original(number, 0));
			let deposit = deposit(Content::Single, 0);
			let first = First { by: deposit.org, at: moment };
			let status = RecordStatus::Standing;
			let record = Record { deposit, status, first, corroborations: 0 };
			state.insert(keys::record(algorithm, &digest), record.encode());
		}
		for told in custody::happen(state, number) {
			events.extend([vec![0, 1, 0, 0, 0, 24], told, vec![0]].concat());
		}
		let (root, _) = batch(number, 0);
		let leaves = u64::try_from(LEAVES).unwrap();
		let record = Record {
			deposit: deposit(Content::Batch { leaves }, 0),
			status: RecordStatus::Standing,
			first: First { by: 4, at: moment },
			corroborations: 1,
		};
		state.insert(keys::record(sha, &root), record.encode());
		let second = deposit(Content::Batch { leaves }, 1);
		state.insert(keys::corroboration(sha, &root, 1), second.encode());
		let first = (0u8, root, record.deposit).encode();
		deposited(&mut events, &mut body, number, record.deposit.operator, &first);
		let later = (0u8, root, 1u32, second).encode();
		deposited(&mut events, &mut body, number, second.operator, &later);
		if self.has_batches && batches::are_in(number) {
			batches::record(state, number, |content| deposit(content, 2));
		}
		state.insert(keys::events(), events);
		if number == timeline::BLOCK {
			timeline::record(state);
			case::record(state);
		}
		body
	}

	pub fn genesis_hash(&self) -> H256 {
		self.blocks[0].hash
	}

	pub fn last(&self) -> u32 {
		u32::try_from(self.blocks.len() - 1).unwrap()
	}

	pub fn block(&self, number: u32) -> &Block {
		&self.blocks[usize::try_from(number).unwrap()]
	}

	pub fn precommit(&self, number: u32) -> Precommit<Header> {
		Precommit::<Header> { target_hash: self.block(number).hash, target_number: number }
	}

	/// A vote of member `member` of set `set`, signed as of set number `id`.
	pub fn vote(
		&self,
		set: usize,
		member: usize,
		id: u64,
		precommit: Precommit<Header>,
	) -> SignedPrecommit<H256, u32, sp_consensus_grandpa::AuthoritySignature, AuthorityId> {
		let pair = &self.sets[set][member];
		let message = Message::Precommit(precommit.clone());
		let signature = pair.sign(&localized_payload(1, id, &message)).into();
		SignedPrecommit { precommit, signature, id: pair.public().into() }
	}

	/// The votes of all members of the block's set.
	pub fn justify(&self, number: u32) -> Justification {
		let block = self.block(number);
		let id = u64::try_from(block.set).unwrap();
		let votes = (0..self.sets[block.set].len())
			.map(|member| self.vote(block.set, member, id, self.precommit(number)))
			.collect();
		self.signed(number, votes, Vec::new())
	}

	/// A justification of these votes and headers.
	pub fn signed(
		&self,
		number: u32,
		precommits: Vec<
			SignedPrecommit<H256, u32, sp_consensus_grandpa::AuthoritySignature, AuthorityId>,
		>,
		votes_ancestries: Vec<Header>,
	) -> Justification {
		let commit = Commit::<Header> {
			target_hash: self.block(number).hash,
			target_number: number,
			precommits,
		};
		Justification { round: 1, commit, votes_ancestries }
	}

	/// The key of a seat of the council: the second one uses ECDSA, the last one sr25519.
	pub fn seat(&self, seat: u8) -> IssuerKey {
		let scheme = match seat {
			1 => Scheme::Ecdsa,
			3 => Scheme::Sr25519,
			_ => Scheme::Ed25519,
		};
		IssuerKey::from_secret(scheme, &format!("//Seat//{}//{seat}", self.salt)).unwrap()
	}

	/// A checkpoint of `block` that these seats signed. The council is that of block `at`.
	pub fn checkpoint(&self, at: u32, block: u32, seats: &[u8], earlier: &[Vec<u8>]) -> Checkpoint {
		let mut checkpoint = checkpoint_of(self, Some(at), Some(block), earlier).unwrap();
		for seat in seats {
			checkpoint.sign(&self.seat(*seat)).unwrap();
		}
		checkpoint
	}

	pub fn certify(&self, subject: Subject, at: Option<u32>) -> Certificate {
		self.certify_since(subject, at, &[])
	}

	pub fn certify_since(
		&self,
		subject: Subject,
		at: Option<u32>,
		checkpoints: &[Vec<u8>],
	) -> Certificate {
		let request = Request { subject, original: None, at, issuer: "Issuer & Sons".to_owned() };
		build_since(self, request, &issuer_key(), checkpoints).unwrap()
	}

	pub fn certify_digest(&self, block: u32, k: u32, at: Option<u32>) -> Certificate {
		self.certify(subject(digest(block, k), 0), at)
	}

	pub fn certify_leaf(&self, block: u32, index: usize, deposit: u32) -> Certificate {
		self.certify(leaf(block, index, deposit), None)
	}
}

pub fn subject(digest: H256, deposit: u32) -> Subject {
	Subject::Digest { algorithm: Algorithm::Sha256, digest, deposit }
}

pub fn leaf(block: u32, index: usize, deposit: u32) -> Subject {
	let (root, path) = batch(block, index);
	Subject::Leaf {
		digest: leaves(block)[index],
		root,
		deposit,
		index: u64::try_from(index).unwrap(),
		leaves: u64::try_from(LEAVES).unwrap(),
		path,
	}
}

impl Node for TestChain {
	type Error = Infallible;

	fn chain_name(&self) -> Result<String, Infallible> {
		Ok("Test".to_owned())
	}

	fn block_hash(&self, number: u32) -> Result<Option<H256>, Infallible> {
		Ok(self.blocks.get(usize::try_from(number).unwrap()).map(|block| block.hash))
	}

	fn header(&self, hash: H256) -> Result<Option<Header>, Infallible> {
		Ok(self.find(hash).map(|block| block.header.clone()))
	}

	fn finalized(&self) -> Result<H256, Infallible> {
		Ok(self.block(self.last()).hash)
	}

	fn justification(&self, hash: H256) -> Result<Option<Vec<u8>>, Infallible> {
		Ok(self.stored.get(&hash).cloned())
	}

	fn body(&self, hash: H256) -> Result<Option<Vec<Vec<u8>>>, Infallible> {
		Ok(self.bodies.get(&hash).cloned())
	}

	fn prove_finality(&self, _: u32) -> Result<Option<Vec<u8>>, Infallible> {
		Ok(self.proves.then(|| self.justify(self.last()).encode()))
	}

	fn storage(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>, Infallible> {
		Ok(self.find(at).and_then(|block| block.state.get(key).cloned()))
	}

	fn read_proof(&self, keys: &[Vec<u8>], at: H256) -> Result<Vec<Vec<u8>>, Infallible> {
		let nodes = prove(&self.find(at).unwrap().state, keys);
		Ok(nodes.into_iter().map(|node| node.0).collect())
	}
}

impl TestChain {
	fn find(&self, hash: H256) -> Option<&Block> {
		self.blocks.iter().find(|block| block.hash == hash)
	}
}

/// The verdict on a certificate after an issuer with the same key changed and signed it anew.
pub fn forged(
	certificate: &Certificate,
	change: impl FnOnce(&mut Certificate),
) -> Result<Report, Refusal> {
	let mut forged = certificate.clone();
	change(&mut forged);
	issuer_key().sign(&mut forged).unwrap();
	verify(&forged.canonical().unwrap(), Some(certificate.chain.genesis_hash))
}

pub fn text(certificate: &Certificate) -> String {
	String::from_utf8(certificate.canonical().unwrap()).unwrap()
}

/// Cases of a random campaign: `in_ci` of them with the 64 of `scripts/test.sh` and without a number, and in
/// proportion under another `PROPTEST_CASES`.
pub fn cases(in_ci: u32) -> u32 {
	let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
	wanted.map_or(in_ci, |wanted: u32| (in_ci.saturating_mul(wanted) / 64).max(1))
}
