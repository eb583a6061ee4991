//! Ids and hash chains.

use codec::{Decode, Encode};
use sp_core::H256;
use tracemark_primitives::digest::{id, next_head, Digest, DigestAlgorithm};

#[test]
fn id_should_separate_domains_and_fields_when_hashed() {
	let value = H256::repeat_byte(1);
	assert_eq!(
		id("tracemark/test/v1", value),
		H256(sp_io::hashing::blake2_256(&("tracemark/test/v1", value).encode()))
	);
	assert_ne!(id("tracemark/test/v1", value), id("tracemark/test/v2", value));
	// The domain carries its length: its end cannot move into the fields.
	assert_ne!(id("tracemark/a", *b"b"), id("tracemark/ab", ()));
}

#[test]
fn next_head_should_bind_head_number_and_body_when_chained() {
	let head = next_head(H256::zero(), 0, &1u8);
	assert_eq!(head, next_head(H256::zero(), 0, &1u8));
	assert_ne!(head, next_head(H256::repeat_byte(1), 0, &1u8));
	assert_ne!(head, next_head(H256::zero(), 1, &1u8));
	assert_ne!(head, next_head(H256::zero(), 0, &2u8));
}

#[test]
fn digest_should_be_a_number_and_32_bytes_when_encoded() {
	use DigestAlgorithm::*;
	for (number, algorithm) in [Sha256, Sha3_256, Blake2b256, Sm3].into_iter().enumerate() {
		let digest = Digest { algorithm, value: H256::repeat_byte(9) };
		let encoded = digest.encode();
		assert_eq!(encoded, [&[number as u8][..], &[9; 32]].concat());
		assert_eq!(Digest::decode(&mut &encoded[..]), Ok(digest));
	}
	assert!(DigestAlgorithm::decode(&mut &[4u8][..]).is_err());
}
