//! Keys under which anybody can sign.

use sp_core::{ed25519, sr25519, Pair};
use sp_io::crypto::{ed25519_verify, sr25519_verify};
use tracemark_primitives::keys::WeakKey;

/// The neutral point, then zero: what anybody can write.
fn nobodys(neutral: u8) -> [u8; 64] {
	let mut signature = [0; 64];
	signature[0] = neutral;
	signature
}

#[test]
fn ed25519_key_should_be_weak_when_the_chain_takes_a_signature_of_nobody() {
	let signature = ed25519::Signature::from_raw(nobodys(1));
	let spelled = |first: u8, last: u8| {
		let mut key = [if last & 0x7f == 0 { 0 } else { 0xff }; 32];
		(key[0], key[31]) = (first, last);
		ed25519::Public::from_raw(key)
	};
	for (first, last) in [(0, 0), (1, 0), (0xec, 0x7f), (0xed, 0x7f), (0xee, 0x7f)] {
		for sign in [0, 0x80] {
			let key = spelled(first, last | sign);
			assert!(key.is_weak(), "{key:?}");
			assert!(ed25519_verify(&signature, b"vote", &key), "{key:?}");
		}
	}
	let own = ed25519::Pair::from_seed(&[7; 32]).public();
	assert!(!own.is_weak());
	assert!(!ed25519_verify(&signature, b"vote", &own));
}

#[test]
fn sr25519_key_should_be_weak_when_it_is_the_neutral_element() {
	let neutral = sr25519::Public::from_raw([0; 32]);
	assert!(neutral.is_weak());
	// The mark of a schnorrkel signature is the last bit.
	let mut signature = nobodys(0);
	signature[63] = 0x80;
	let signature = sr25519::Signature::from_raw(signature);
	assert!(sr25519_verify(&signature, b"block", &neutral));
	let own = sr25519::Pair::from_seed(&[7; 32]).public();
	assert!(!own.is_weak());
	assert!(!sr25519_verify(&signature, b"block", &own));
}
