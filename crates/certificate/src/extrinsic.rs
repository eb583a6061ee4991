//! The extrinsic that made a deposit, as a node has it in the block's body. No state proves it: whoever issues
//! a certificate vouches for it.

use crate::{
	acts::Affiliation,
	builder::Node,
	chain::{decode, Deposit},
	form::{Extrinsic, Subject},
	keys, timeline, Algorithm,
};
use codec::{Compact, Decode, Encode};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// What the phase of an event takes: that an extrinsic is applied, and its index.
const PHASE: usize = 5;
/// The phase of an event of an extrinsic.
const APPLIED: u8 = 0;
/// The version of a signed extrinsic.
const SIGNED: u8 = 0x84;
/// The form of an address that is an account.
const ACCOUNT: u8 = 0;

/// The extrinsic of a deposit in a block with this hash, and the account that signed it. `None` where the node
/// has no longer the block's body or events, and of a leaf, whose opening lies in another block.
pub(crate) fn find<N: Node>(
	node: &N,
	subject: &Subject,
	deposit: &Deposit,
	block: H256,
) -> Option<(Extrinsic, Option<H256>)> {
	let (algorithm, digest, number) = match subject {
		Subject::Digest { algorithm, digest, deposit } => (*algorithm, digest, *deposit),
		Subject::Leaf { root, deposit, .. } => (Algorithm::Sha256, root, *deposit),
		_ => return None,
	};
	// Nodes that prune states answer with a fault. The extrinsic is stated where it can be had.
	let events = node.storage(&keys::events(), block).ok()??;
	let index = index(&events, &told(algorithm, digest, number, deposit))?;
	let body = node.body(block).ok()??;
	let encoded = body.get(usize::try_from(index).ok()?)?;
	let holds = encoded.windows(digest.as_bytes().len()).any(|part| part == digest.as_bytes());
	let extrinsic = Extrinsic { index, hash: H256(blake2_256(encoded)) };
	holds.then(|| (extrinsic, signer(encoded)))
}

/// Whether the chain gives an account to the operator that made a deposit, at a block with this hash.
pub(crate) fn is_operators<N: Node>(
	node: &N,
	account: &H256,
	deposit: &Deposit,
	at: H256,
) -> Result<bool, N::Error> {
	let value = node.storage(&keys::affiliation(account), at)?;
	let affiliation: Option<Affiliation> =
		value.and_then(|value| decode("an affiliation", &value).ok());
	Ok(affiliation
		.is_some_and(|found| timeline::is_account_of(&found, (deposit.org, deposit.operator))))
}

/// What the event of a deposit tells: the digest, which corroboration it is, what the state holds.
fn told(algorithm: Algorithm, digest: &H256, number: u32, deposit: &Deposit) -> Vec<u8> {
	let mut told = vec![algorithm.index()];
	told.extend_from_slice(digest.as_bytes());
	if number > 0 {
		told.extend(number.encode());
	}
	told.extend(deposit.encode());
	told
}

/// The index of the extrinsic whose event tells this: behind the event's phase, and the numbers of its pallet
/// and variant.
fn index(events: &[u8], told: &[u8]) -> Option<u32> {
	let at = events.windows(told.len()).position(|part| part == told)?;
	let end = at.checked_sub(2)?;
	let phase = events.get(end.checked_sub(PHASE)?..end)?;
	let (first, mut index) = phase.split_first()?;
	(*first == APPLIED).then(|| u32::decode(&mut index).ok())?
}

/// The account that signed an extrinsic.
fn signer(encoded: &[u8]) -> Option<H256> {
	let mut rest = encoded;
	Compact::<u32>::decode(&mut rest).ok()?;
	let (head, account) = <([u8; 2], H256)>::decode(&mut rest).ok()?;
	(head == [SIGNED, ACCOUNT]).then_some(account)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn extrinsic(head: [u8; 2]) -> Vec<u8> {
		let rest = [head.as_slice(), &[7; 32], &[1; 80]].concat();
		[Compact(u32::try_from(rest.len()).unwrap()).encode(), rest].concat()
	}

	#[test]
	fn signer_should_be_read_when_an_account_signed() {
		assert_eq!(signer(&extrinsic([SIGNED, ACCOUNT])), Some(H256([7; 32])));
		for other in [[0x04, ACCOUNT], [0x05, ACCOUNT], [SIGNED, 1]] {
			assert_eq!(signer(&extrinsic(other)), None, "{other:?}");
		}
		assert_eq!(signer(&extrinsic([SIGNED, ACCOUNT])[..20]), None);
	}

	#[test]
	fn index_should_be_that_of_the_event_when_an_extrinsic_is_applied() {
		let event = |phase: &[u8]| {
			[[9; 30].as_slice(), phase, &[33, 0], b"told".as_slice(), &[1; 9]].concat()
		};
		assert_eq!(index(&event(&[0, 3, 1, 0, 0]), b"told"), Some(259));
		// In the initialisation of the block, or nowhere.
		assert_eq!(index(&event(&[2, 3, 1, 0, 0]), b"told"), None);
		assert_eq!(index(&event(&[0, 3, 1, 0, 0]), b"else"), None);
		assert_eq!(index(b"told", b"told"), None);
		assert_eq!(index(b"xxtold", b"told"), None);
	}
}
