//! Storage keys of the chain: pallet and item by `twox_128`, map keys by the hashers that
//! `docs/architecture.md` names.

use crate::{description::About, form::Algorithm};
use codec::Encode;
use sp_core::H256;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// The key of the chain's program.
pub const CODE: &[u8] = b":code";

/// The first 32 bytes of all keys of a storage item.
pub fn prefix(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

fn blake2_concat(key: &[u8]) -> Vec<u8> {
	[blake2_128(key).as_slice(), key].concat()
}

fn twox_concat(key: &[u8]) -> Vec<u8> {
	[twox_64(key).as_slice(), key].concat()
}

fn of(pallet: &str, item: &str, keys: &[Vec<u8>]) -> Vec<u8> {
	let mut key = prefix(pallet, item);
	keys.iter().for_each(|part| key.extend_from_slice(part));
	key
}

fn digest(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	let mut encoded = vec![algorithm.index()];
	encoded.extend_from_slice(value.as_bytes());
	blake2_concat(&encoded)
}

/// The authorities that vote on the blocks after this one.
pub fn authorities() -> Vec<u8> {
	prefix("Grandpa", "Authorities")
}

/// The number of the set that votes on the blocks after this one.
pub fn current_set_id() -> Vec<u8> {
	prefix("Grandpa", "CurrentSetId")
}

/// The accounts of the council's seats.
pub fn council() -> Vec<u8> {
	prefix("Council", "Members")
}

/// The first block that an authority set votes on.
pub fn set_change(set: u64) -> Vec<u8> {
	of("Validators", "SetChanges", &[twox_concat(&set.encode())])
}

/// Name and version of the program that made the block.
pub fn last_upgrade() -> Vec<u8> {
	prefix("System", "LastRuntimeUpgrade")
}

/// Block time.
pub fn now() -> Vec<u8> {
	prefix("Timestamp", "Now")
}

/// The events of the block.
pub fn events() -> Vec<u8> {
	prefix("System", "Events")
}

/// The hash of an earlier block.
pub fn block_hash(number: u32) -> Vec<u8> {
	of("System", "BlockHash", &[twox_concat(&number.encode())])
}

/// The account that registered a GRANDPA key.
pub fn key_owner(authority: &H256) -> Vec<u8> {
	let key = (*b"gran", authority.as_bytes().to_vec()).encode();
	of("Session", "KeyOwner", &[twox_concat(&key)])
}

/// What is known of a validator.
pub fn validator(account: &H256) -> Vec<u8> {
	of("Validators", "Records", &[blake2_concat(account.as_bytes())])
}

/// An organisation.
pub fn organisation(org: u32) -> Vec<u8> {
	of("Consortium", "Organisations", &[twox_concat(&org.encode())])
}

/// The record of a digest.
pub fn record(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	of("Evidence", "Records", &[digest(algorithm, value)])
}

/// A later deposit of a digest.
pub fn corroboration(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Corroborations", &[digest(algorithm, value), number])
}

/// The revocation of a deposit.
pub fn revocation(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Revocations", &[digest(algorithm, value), number])
}

/// That an organisation revoked a deposit of a digest.
pub fn revoker(algorithm: Algorithm, value: &H256, org: u32) -> Vec<u8> {
	of("Evidence", "Revokers", &[digest(algorithm, value), twox_concat(&org.encode())])
}

/// A right.
pub fn right(id: &H256) -> Vec<u8> {
	of("IpRegistry", "Rights", &[id.as_bytes().to_vec()])
}

/// A licence.
pub fn licence(id: u32) -> Vec<u8> {
	of("Licensing", "Licences", &[twox_concat(&id.encode())])
}

/// A declaration.
pub fn declaration(id: u32) -> Vec<u8> {
	of("Customs", "Declarations", &[twox_concat(&id.encode())])
}

/// A line of a declaration.
pub fn line(declaration: u32, number: u32) -> Vec<u8> {
	of("Customs", "Lines", &[twox_concat(&declaration.encode()), twox_concat(&number.encode())])
}

/// An object with state of its own.
pub fn item(object: &H256) -> Vec<u8> {
	of("Custody", "Items", &[object.as_bytes().to_vec()])
}

/// A stay of an object.
pub fn span(object: &H256, number: u32) -> Vec<u8> {
	of("Custody", "Spans", &[object.as_bytes().to_vec(), twox_concat(&number.encode())])
}

/// How many attestations a digest has.
pub fn attestations(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	of("Evidence", "AttestationCount", &[digest(algorithm, value)])
}

/// What was attested about a digest.
pub fn attestation(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Attestations", &[digest(algorithm, value), number])
}

/// How many acts other than deposits a digest has.
pub fn act_count(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	of("Evidence", "ActCount", &[digest(algorithm, value)])
}

/// An act about a digest other than a deposit.
pub fn act(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Acts", &[digest(algorithm, value), number])
}

/// How many holds a digest had, and how many are in force.
pub fn hold_count(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	of("Evidence", "HoldCounts", &[digest(algorithm, value)])
}

/// A hold of a digest.
pub fn hold(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Holds", &[digest(algorithm, value), number])
}

/// The batches under whose roots a leaf was opened.
pub fn batches_of(algorithm: Algorithm, value: &H256) -> Vec<u8> {
	of("Evidence", "BatchesOf", &[digest(algorithm, value)])
}

/// What replaces a digest, as an organisation says.
pub fn supersession(algorithm: Algorithm, value: &H256, org: u32) -> Vec<u8> {
	let org = twox_concat(&org.encode());
	of("Evidence", "Supersessions", &[digest(algorithm, value), org])
}

/// A time stamp that an organisation linked to a digest.
pub fn time_stamp(algorithm: Algorithm, value: &H256, org: u32, number: u32) -> Vec<u8> {
	let [org, number] = [org, number].map(|key| twox_concat(&key.encode()));
	of("Evidence", "TimeStamps", &[digest(algorithm, value), org, number])
}

/// What an organisation undertook as keeper of the original of a digest.
pub fn keeper(algorithm: Algorithm, value: &H256, org: u32) -> Vec<u8> {
	of("Evidence", "Keepers", &[digest(algorithm, value), twox_concat(&org.encode())])
}

/// A group of captures.
pub fn capture_group(id: u32) -> Vec<u8> {
	of("Evidence", "CaptureGroups", &[twox_concat(&id.encode())])
}

/// How many deposits are listed under a case, by the commitment to it.
pub fn listing_count(case: &H256) -> Vec<u8> {
	of("Evidence", "ListingCount", &[about_case(case)])
}

/// A deposit that is listed under a case.
pub fn listing(case: &H256, number: u32) -> Vec<u8> {
	of("Evidence", "Listings", &[about_case(case), twox_concat(&number.encode())])
}

/// A case as what evidence is about.
fn about_case(case: &H256) -> Vec<u8> {
	blake2_concat(&About::Case(*case).encode())
}

/// An exhibit of the record of a digest, or a sample of one.
pub fn exhibit(algorithm: Algorithm, value: &H256, number: u32) -> Vec<u8> {
	let number = twox_concat(&number.encode());
	of("Evidence", "Exhibits", &[digest(algorithm, value), number])
}

/// An act with an exhibit.
pub fn exhibit_act(algorithm: Algorithm, value: &H256, number: u32, seq: u32) -> Vec<u8> {
	let [number, seq] = [number, seq].map(|key| twox_concat(&key.encode()));
	of("Evidence", "ExhibitActs", &[digest(algorithm, value), number, seq])
}

/// The organisation that an account belongs to.
pub fn affiliation(account: &H256) -> Vec<u8> {
	of("Consortium", "Affiliations", &[blake2_concat(account.as_bytes())])
}
