//! Two cases: one with deposits of every form listed under it, and one with a single deposit.

use super::{
	batch, digest, leaves, opening, original, sha256,
	timeline::{busy, BLOCK, LEAF, MOMENT},
	State,
};
use codec::Encode;
use sp_core::H256;
use tracemark_certificate::{
	case::Listing,
	chain::{Content, Deposit, EvidenceKind, First, Record, RecordStatus, Reversal, Revocation},
	digest_of,
	form::Subject,
	keys,
	openings::Opening,
	registers::{Digest, DigestAlgorithm},
	Algorithm,
};

const SHA: Algorithm = Algorithm::Sha256;

/// What opens the commitment to the case.
pub fn reference() -> Opening {
	opening("7 Cg 12/26")
}

/// The case.
pub fn case() -> Subject {
	Subject::Case { commitment: reference().commitment() }
}

/// A case under which one deposit is listed.
pub fn other() -> Subject {
	Subject::Case { commitment: opening("8 Cg 1/27").commitment() }
}

/// The commitment to a case.
pub fn commitment(of: &Subject) -> H256 {
	let Subject::Case { commitment } = of else { panic!("is a case") };
	*commitment
}

fn of(value: H256, deposit: u32) -> Listing {
	Listing { digest: Digest { algorithm: DigestAlgorithm::Sha256, value }, deposit }
}

/// A digest whose first deposit was revoked before the second one was made.
pub fn spent() -> H256 {
	sha256(b"spent")
}

/// What is listed under the case, in its order.
pub fn listings() -> Vec<Listing> {
	let sm3 = Digest {
		algorithm: DigestAlgorithm::Sm3,
		value: digest_of(Algorithm::Sm3, &original(BLOCK, 0)),
	};
	vec![
		of(digest(BLOCK, 0), 0),
		// Revoked, and nobody else deposited it.
		of(digest(BLOCK, 4), 0),
		// A corroboration that was revoked, reinstated and revoked again, and one that was not: the digest is held.
		of(busy(), 1),
		of(busy(), 2),
		of(batch(BLOCK, 0).0, 1),
		// Opened of two batches that are held.
		of(leaves(BLOCK)[LEAF], 0),
		Listing { digest: sm3, deposit: 0 },
		of(spent(), 1),
	]
}

/// Lists deposits under a case.
pub fn list(state: &mut State, case: &Subject, listings: &[Listing]) {
	let commitment = commitment(case);
	for (number, listing) in (1..).zip(listings) {
		state.insert(keys::listing(&commitment, number), listing.encode());
	}
	let count = u32::try_from(listings.len()).unwrap();
	state.insert(keys::listing_count(&commitment), count.encode());
}

/// Lists them in the state of the block of the deposits.
pub fn record(state: &mut State) {
	list(state, &case(), &listings());
	list(state, &other(), &[of(digest(BLOCK, 1), 0)]);
	let revocation = |org, reinstated, revoked_again| Revocation {
		org,
		operator: org + 6,
		block: BLOCK,
		moment: MOMENT,
		ground: sha256(b"ground"),
		reinstated,
		revoked_again,
	};
	let reversal =
		|operator| Reversal { operator, block: BLOCK, moment: MOMENT, ground: sha256(b"ground") };
	let again = revocation(5, Some(reversal(12)), Some(reversal(13)));
	state.insert(keys::revocation(SHA, &busy(), 1), again.encode());

	let deposit = |org: u32| Deposit {
		kind: EvidenceKind::Photograph,
		org,
		operator: org + 6,
		block: BLOCK,
		moment: MOMENT,
		content: Content::Single,
		description: sha256(b"description"),
	};
	let status = RecordStatus::Revoked { last: 0, left: 0, at: MOMENT, again_since: None };
	let first = First { by: 4, at: MOMENT };
	let record = Record { deposit: deposit(4), status, first, corroborations: 1 };
	state.insert(keys::record(SHA, &spent()), record.encode());
	state.insert(keys::corroboration(SHA, &spent(), 1), deposit(7).encode());
	state.insert(keys::revocation(SHA, &spent(), 0), revocation(4, None, None).encode());
}
