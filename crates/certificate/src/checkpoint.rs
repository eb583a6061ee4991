//! Council checkpoints: from which authority set on a chain of hand-offs may begin, by the word of a council.
//!
//! A checkpoint carries the proof of its own signers: a header that the authority sets made final, and a
//! read proof of the council's seats under its state root. Three quarters of these seats, who may
//! replace the chain's program too, sign the [`Statement`]. `docs/decisions/0022-council-checkpoint.md` says
//! what that is worth.

use crate::{
	canonical,
	chain::decode,
	finality::{self, nodes},
	form::{within, Finality, Scheme, MAX_AUTHORITIES, MAX_NODES, MAX_TEXT},
	justification::AuthoritySet,
	keys, sign,
	state::Proof,
	Blob, IssuerKey, Refusal,
};
use serde::{Deserialize, Serialize};
use sp_consensus_grandpa::{AuthorityId, AuthorityList};
use sp_core::{ed25519, Bytes, H256};
use sp_crypto_hashing::blake2_256;

/// The version that this crate writes and reads.
pub const VERSION: &str = "tracemark-checkpoint/1";
/// Most signatures: far more than the runtime has seats.
pub const MAX_SIGNATURES: usize = 1_000;
/// What the signed digest begins with, so that nothing else that a seat signs is mistaken for one.
const DOMAIN: &[u8] = b"tracemark/checkpoint/v1";

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
	/// A checkpoint.
	pub struct Checkpoint {
		/// [`VERSION`].
		pub version: String,
		/// What the council states.
		pub statement: Statement,
		/// Whose word it is.
		pub council: Council,
		/// Signatures of seats over the statement's digest, in the order of their accounts.
		pub signatures: Vec<SeatSignature>,
	}

	/// What a council states: that a block is the chain's, and who votes on the blocks upon it.
	pub struct Statement {
		/// The hash of the chain's first block.
		pub genesis_hash: H256,
		/// Number of the block.
		pub block: u32,
		/// Hash of the block.
		pub block_hash: H256,
		/// Number of the authority set that votes on the blocks upon it.
		pub set_id: u64,
		/// The members of that set in the order of the chain.
		pub authorities: Vec<Authority>,
	}

	/// A member of an authority set.
	pub struct Authority {
		/// Its GRANDPA key (Ed25519).
		pub authority: H256,
		/// The weight of its vote.
		pub weight: u64,
	}

	/// The council: seats of a state that authority sets made final.
	pub struct Council {
		/// That a block is final, from genesis or an earlier checkpoint on.
		pub finality: Finality,
		/// Read proof of the seats under that block's state root.
		pub proof: Vec<Blob>,
	}

	/// The signature of a seat.
	pub struct SeatSignature {
		/// The seat's account, which is its public key, or of ECDSA BLAKE2b-256 of it.
		pub account: H256,
		/// The scheme of that key.
		pub scheme: Scheme,
		/// The signature, of 64 bytes; of ECDSA, 65.
		pub signature: Bytes,
	}
}

/// A verified checkpoint: where the proofs of a certificate may begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
	/// Digest of its statement.
	pub digest: H256,
	/// Hash and number of its block.
	pub block: (H256, u32),
	/// Number of the block whose state names the council.
	pub council: u32,
	/// How many seats signed.
	pub signed: usize,
	/// How many seats there are.
	pub seats: usize,
	/// Number of the authority set that votes on the blocks upon it.
	pub set_id: u64,
	/// The members of that set.
	pub authorities: AuthorityList,
}

impl Start {
	/// The set that votes on the blocks upon the checkpoint's.
	pub(crate) fn set(&self) -> Result<AuthoritySet, Refusal> {
		AuthoritySet::new(self.set_id, self.authorities.clone(), MAX_AUTHORITIES)
	}
}

impl Statement {
	/// BLAKE2b-256 of `tracemark/checkpoint/v1` and the statement's canonical JSON: what names a checkpoint.
	pub fn digest(&self) -> Result<H256, Refusal> {
		let text = text(self)?;
		Ok(H256(blake2_256(&[DOMAIN, &text].concat())))
	}

	/// What a seat signs: the digest, behind `tracemark/checkpoint/v1` again, because a bare hash could be
	/// that of a call.
	fn signed(&self) -> Result<Vec<u8>, Refusal> {
		Ok([DOMAIN, self.digest()?.as_bytes()].concat())
	}

	/// The authorities as the chain has them.
	fn list(&self) -> AuthorityList {
		let of = |member: &Authority| {
			(AuthorityId::from(ed25519::Public::from_raw(member.authority.0)), member.weight)
		};
		self.authorities.iter().map(of).collect()
	}
}

impl Checkpoint {
	/// Reads the text of a checkpoint, signed or not. Refuses all texts but the canonical one.
	pub fn parse(text: &[u8]) -> Result<Self, Refusal> {
		if text.len() > MAX_TEXT {
			return Err(Refusal::TooLarge);
		}
		let checkpoint: Self = serde_json::from_slice(text).map_err(|error| {
			let what = error.to_string();
			if error.is_data() {
				Refusal::NoCheckpoint(what)
			} else {
				Refusal::NoJson(what)
			}
		})?;
		checkpoint.check_counts()?;
		if checkpoint.canonical()? != text {
			return Err(Refusal::NotCanonical);
		}
		if checkpoint.version != VERSION {
			return Err(Refusal::UnknownCheckpoint(checkpoint.version));
		}
		Ok(checkpoint)
	}

	/// The text of the checkpoint: RFC 8785.
	pub fn canonical(&self) -> Result<Vec<u8>, Refusal> {
		text(self)
	}

	/// Adds the signature of a seat, or takes it in place of the one that it had.
	pub fn sign(&mut self, key: &IssuerKey) -> Result<(), Refusal> {
		let (scheme, account, signature) = key.signature(&self.statement.signed()?);
		self.signatures.retain(|other| other.account != account);
		self.signatures.push(SeatSignature { account, scheme, signature });
		self.signatures.sort_by_key(|signature| signature.account);
		Ok(())
	}

	/// The accounts of the council's seats, proven from genesis on, by way of `earlier` checkpoints if the
	/// proof begins at one. Whether the seats signed is not looked at.
	pub fn seats(&self, genesis: H256, earlier: &[Vec<u8>]) -> Result<Vec<H256>, Refusal> {
		let start = follow(earlier, genesis)?;
		self.council(genesis, start.as_ref()).map(|(_, seats)| seats)
	}

	/// Checks that each signature is that of one of these seats, and of another one than those before
	/// it. Whether they are enough is not looked at.
	pub fn check_signatures(&self, seats: &[H256]) -> Result<(), Refusal> {
		let message = self.statement.signed()?;
		let mut before = None;
		for SeatSignature { account, scheme, signature } in &self.signatures {
			if before.replace(*account).is_some_and(|before| before >= *account) {
				return Err(Refusal::SignatureOrder);
			}
			if !seats.contains(account) {
				return Err(Refusal::NoSeat(*account));
			}
			if !sign::check(*scheme, account, &signature.0, &message, "seat that signs")? {
				return Err(Refusal::BadSeatSignature(*account));
			}
		}
		Ok(())
	}

	/// Checks everything but the signatures.
	pub(crate) fn council(
		&self,
		genesis: H256,
		earlier: Option<&Start>,
	) -> Result<(u32, Vec<H256>), Refusal> {
		let statement = &self.statement;
		if statement.genesis_hash != genesis {
			let found = statement.genesis_hash;
			return Err(Refusal::ForeignCheckpoint { expected: genesis, found });
		}
		let block = finality::verify(&self.council.finality, genesis, earlier)?;
		let mut proof = Proof::new("council", block.header.state_root, nodes(&self.council.proof))?;
		let value = proof.read(&keys::council())?.ok_or(Refusal::NoCouncil)?;
		proof.finish()?;
		let seats: Vec<H256> = decode("the council's seats", &value)?;
		if seats.is_empty() {
			return Err(Refusal::NoCouncil);
		}

		let number = block.header.number;
		let is_it = (statement.block, statement.block_hash) == (number, block.hash);
		if statement.block <= number && !is_it {
			return Err(Refusal::BeforeCouncil(statement.block));
		}
		let set = AuthoritySet::new(statement.set_id, statement.list(), MAX_AUTHORITIES)?;
		let contradicts = set.id == block.set.id && set.authorities != block.set.authorities;
		if set.id < block.set.id || contradicts {
			return Err(Refusal::ContradictedSet(set.id));
		}
		Ok((number, seats))
	}

	fn check_counts(&self) -> Result<(), Refusal> {
		self.council.finality.check_counts()?;
		within(self.council.proof.len(), MAX_NODES, "trie nodes")?;
		within(self.statement.authorities.len(), MAX_AUTHORITIES, "authorities")?;
		within(self.signatures.len(), MAX_SIGNATURES, "signatures of seats")
	}
}

/// Judges a checkpoint, whose proof begins at genesis or at an earlier one.
fn verify(
	checkpoint: &Checkpoint,
	genesis: H256,
	earlier: Option<&Start>,
) -> Result<Start, Refusal> {
	let (council, seats) = checkpoint.council(genesis, earlier)?;
	let statement = &checkpoint.statement;
	checkpoint.check_signatures(&seats)?;
	let (signed, seats) = (checkpoint.signatures.len(), seats.len());
	if signed.saturating_mul(4) < seats.saturating_mul(3) {
		return Err(Refusal::TooFewSeats { signed, seats });
	}
	Ok(Start {
		digest: statement.digest()?,
		block: (statement.block_hash, statement.block),
		council,
		signed,
		seats,
		set_id: statement.set_id,
		authorities: statement.list(),
	})
}

/// Follows checkpoints from genesis on, in the order of their blocks, each from the one before. `None`
/// if there are none.
pub fn follow(texts: &[Vec<u8>], genesis: H256) -> Result<Option<Start>, Refusal> {
	let refused = |refusal| Refusal::Checkpoint(Box::new(refusal));
	let all: Result<Vec<_>, _> = texts.iter().map(|text| Checkpoint::parse(text)).collect();
	let mut all = all.map_err(refused)?;
	all.sort_by_key(|checkpoint| checkpoint.statement.block);
	let mut start = None;
	for checkpoint in &all {
		start = Some(verify(checkpoint, genesis, start.as_ref()).map_err(refused)?);
	}
	Ok(start)
}

fn text(value: &impl Serialize) -> Result<Vec<u8>, Refusal> {
	serde_json::to_value(value)
		.ok()
		.and_then(|value| canonical::text(&value))
		.ok_or(Refusal::NotCanonical)
}
