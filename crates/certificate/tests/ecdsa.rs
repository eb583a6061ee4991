//! ECDSA keys of seats and issuers: a signature has one form, and the key's account stands for the key.

mod common;

use common::TestChain;
use sp_core::{ecdsa, hexdisplay::HexDisplay, Pair, H256, U256};
use std::sync::LazyLock;
use tracemark_certificate::{checkpoint, form::Scheme, sign, Checkpoint, IssuerKey, Refusal};

static CHAIN: LazyLock<TestChain> = LazyLock::new(|| TestChain::new(1, &[4, 4], 8));

/// Of block 10, by three of the four seats: one of them with ECDSA.
fn signed() -> Checkpoint {
	CHAIN.checkpoint(10, 10, &[0, 1, 3], &[])
}

/// Why a checkpoint is refused.
fn refused(checkpoint: &Checkpoint) -> Refusal {
	let text = checkpoint.canonical().unwrap();
	match checkpoint::follow(&[text], CHAIN.genesis_hash()) {
		Err(Refusal::Checkpoint(why)) => *why,
		other => panic!("{other:?}"),
	}
}

#[test]
fn checkpoint_should_be_refused_when_an_ecdsa_signature_is_not_in_its_one_form() {
	let genuine = signed();
	assert!(checkpoint::follow(&[genuine.canonical().unwrap()], CHAIN.genesis_hash()).is_ok());
	let at = genuine.signatures.iter().position(|seat| seat.scheme == Scheme::Ecdsa).unwrap();
	let account = genuine.signatures[at].account;
	let forge = |change: &dyn Fn(&mut Vec<u8>)| {
		let mut other = genuine.clone();
		change(&mut other.signatures[at].signature.0);
		assert_eq!(refused(&other), Refusal::BadSeatSignature(account));
	};
	forge(&|signature| {
		// The other scalar that would do, which the chain itself takes.
		let lesser: [u8; 32] = signature[32..64].try_into().unwrap();
		signature[32..64].copy_from_slice(&negated(lesser));
		signature[64] ^= 1;
		let message =
			[b"tracemark/checkpoint/v1", &genuine.statement.digest().unwrap().0[..]].concat();
		let whole = ecdsa::Signature::from_raw(signature.as_slice().try_into().unwrap());
		let key = whole.recover(message).unwrap();
		assert_eq!(H256(sp_crypto_hashing::blake2_256(&key.0)), account);
	});
	forge(&|signature| signature[64] ^= 1);
	forge(&|signature| signature[64] += 2);
	forge(&|signature| signature[64] += 27);
	forge(&|signature| signature.truncate(64));
	forge(&|signature| signature.push(0));
	forge(&|signature| signature[..32].fill(0));
	forge(&|signature| signature[32..64].fill(0));
	forge(&|signature| signature[..32].fill(255));
	forge(&|signature| signature[0] ^= 1);
	// The key itself is no account.
	let mut other = genuine.clone();
	other.signatures[at].scheme = Scheme::Ed25519;
	assert_eq!(refused(&other), Refusal::BadSeatSignature(account));
}

/// The order of secp256k1 less this scalar.
fn negated(scalar: [u8; 32]) -> [u8; 32] {
	let order: H256 =
		"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".parse().unwrap();
	let (order, scalar) = (U256::from_big_endian(&order.0), U256::from_big_endian(&scalar));
	(order - scalar).to_big_endian()
}

#[test]
fn key_should_sign_as_the_chain_verifies_when_it_uses_ecdsa() {
	// What the second verifier has as a vector: the key of `//Alice`.
	let key = IssuerKey::from_secret(Scheme::Ecdsa, "//Alice").unwrap();
	let account = "01e552298e47454041ea31273b4b630c64c104e4514aa3643490b8aaca9cf8ed";
	assert_eq!(key.public(), (Scheme::Ecdsa, account.parse().unwrap()));
	let IssuerKey::Ecdsa(pair) = &key else { panic!("scheme") };
	let signature = "e6b68e8cfff6322f53f9baa4ca0dd1be4cd518cca396d24d92d9e7557629c956\
		0614b9551832aa93723a3382ffb7354cdebdf71495c765e75e3e67490325ac0501";
	assert_eq!(format!("{:?}", HexDisplay::from(&pair.sign(b"tracemark").0)), signature);
	let found = |message: &[u8], account| {
		let signature = pair.sign(b"tracemark").0;
		sign::check(Scheme::Ecdsa, account, &signature, message, "issuer").unwrap()
	};
	let (_, account) = key.public();
	assert!(found(b"tracemark", &account));
	assert!(!found(b"Tracemark", &account));
	assert!(!found(b"tracemark", &H256::zero()));
}
