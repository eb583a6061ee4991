//! Digests with their algorithm, and the ids that every client can compute.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// The algorithm of a [`Digest`]. Numbers are append-only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum DigestAlgorithm {
	/// SHA-256 (FIPS 180-4).
	#[codec(index = 0)]
	Sha256,
	/// SHA3-256 (FIPS 202).
	#[codec(index = 1)]
	Sha3_256,
	/// BLAKE2b with 256 bits (RFC 7693).
	#[codec(index = 2)]
	Blake2b256,
	/// SM3 (GB/T 32905-2016).
	#[codec(index = 3)]
	Sm3,
}

/// A digest of something kept elsewhere. Salted where the content could be guessed.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Digest {
	/// How `value` was computed.
	pub algorithm: DigestAlgorithm,
	/// The 32 bytes of the digest.
	pub value: H256,
}

/// The id of a record: BLAKE2b-256 over the SCALE encoding of a domain and fixed fields.
///
/// `domain` is `tracemark/<type>/v1`.
pub fn id(domain: &'static str, fields: impl Encode) -> H256 {
	H256(sp_io::hashing::blake2_256(&(domain, fields).encode()))
}

/// The next link of an object's hash chain.
///
/// `head` is that before the event, `seq` the event's own number, `body` the SCALE value that is
/// also deposited as FRAME event.
pub fn next_head(head: H256, seq: u32, body: &impl Encode) -> H256 {
	id("tracemark/head/v1", (head, seq, body))
}
