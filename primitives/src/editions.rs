//! Digital editions: the activation codes or licence keys of one issue, under one root.

use crate::{
	digest::id,
	goods::{LotId, MaxRightsPerClass},
	gs1::{Gtin, LotNumber},
	merkle::{leaf_hash, AuditPath},
	rights::RightId,
	BlockNumber, LicenceId, Malformed, Moment, OrgId, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::{ed25519, H256};

/// Id of an edition; see [`edition_id`].
pub type EditionId = H256;

/// What the codes of an edition are for.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum EditionSubject {
	/// Copies of a class: each code stands for one.
	#[codec(index = 0)]
	Class {
		/// The class.
		gtin: Gtin,
		/// The edition's number within the class. Editions and lots are numbered apart.
		number: LotNumber,
	},
	/// The pieces of a lot that codes come with. A lot has one edition at most.
	#[codec(index = 1)]
	Lot {
		/// The lot.
		lot: LotId,
	},
}

impl Validate for EditionSubject {
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Class { gtin, number } => gtin.validate().and(number.validate()),
			Self::Lot { .. } => Ok(()),
		}
	}
}

/// Id of an edition: domain `tracemark/edition/v1` over its subject.
pub fn edition_id(subject: &EditionSubject) -> EditionId {
	id("tracemark/edition/v1", subject)
}

/// The leaf of one code in the tree of its edition: the leaf hash over the 17 bytes `tracemark/code/v1`, the
/// id of the edition (32 bytes), the BLAKE2b-256 of the public key whose seed is the code (32 bytes), and a
/// random salt (32 bytes).
///
/// The salt hides the leaf from whoever guesses codes: a path shows a neighbouring leaf, never its salt.
pub fn code_leaf(edition: &EditionId, key: &ed25519::Public, salt: &H256) -> H256 {
	let mut data = b"tracemark/code/v1".to_vec();
	data.extend_from_slice(edition.as_bytes());
	data.extend_from_slice(&sp_io::hashing::blake2_256(&key.0));
	data.extend_from_slice(salt.as_bytes());
	leaf_hash(&data)
}

/// What a seller records of the sale of a code: domain `tracemark/code-sale/v1` over (edition, leaf, seller,
/// token). It names the seller, so that nobody else can record a copy of it as a sale of his own, and hides
/// the token, which the buyer shows when the code is used.
pub fn sale_commitment(edition: &EditionId, index: u32, seller: OrgId, token: &H256) -> H256 {
	id("tracemark/code-sale/v1", (edition, index, seller, token))
}

/// What shows that a key is one of an edition.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CodeProof {
	/// Position of the leaf, from 0.
	pub index: u32,
	/// The salt of the leaf.
	pub salt: H256,
	/// Siblings from the leaf upwards.
	pub path: AuditPath,
}

/// An edition.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Edition {
	/// What its codes are for.
	pub subject: EditionSubject,
	/// Of which class.
	pub gtin: Gtin,
	/// Who issued it.
	pub issuer: OrgId,
	/// How many codes it has.
	pub size: u32,
	/// The RFC 6962 root over its codes; see [`code_leaf`].
	pub root: H256,
	/// The rights of the class whose owner issued it, or let it be issued; of a lot, let the lot be made.
	pub consented: BoundedVec<RightId, MaxRightsPerClass>,
	/// The licences that the authority to issue it, or to make the lot, rested on.
	pub licences: BoundedVec<LicenceId, MaxRightsPerClass>,
	/// Block time of the issue.
	pub issued_at: Moment,
	/// Block of the issue.
	pub issued_in: BlockNumber,
	/// What became of its codes.
	pub tally: CodeTally,
}

/// What became of the codes of an edition.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CodeTally {
	/// How many were activated.
	pub activated: u32,
	/// How many were withdrawn, before they were activated or after.
	pub withdrawn: u32,
	/// How many uses contradict an activation or a withdrawal.
	pub contradicted: u32,
}

/// That a code was used for a token.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CodeUse {
	/// Who submitted it.
	pub by: OrgId,
	/// Who sold the code to whoever used it, by the seller's own record.
	pub sold_by: Option<OrgId>,
	/// Block time.
	pub at: Moment,
}

/// That a code was withdrawn.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CodeWithdrawal {
	/// By whom: the issuer, or the owner of the class.
	pub by: OrgId,
	/// Digest of the reasons.
	pub ground: H256,
	/// Block time.
	pub at: Moment,
}

/// What a use of a code contradicts.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum EarlierFact {
	/// The code was activated.
	#[codec(index = 0)]
	Activated {
		/// For which token.
		token: H256,
		/// By whom, and who had sold it.
		usage: CodeUse,
	},
	/// The code was withdrawn, and not activated before.
	#[codec(index = 1)]
	Withdrawn(CodeWithdrawal),
}

/// Where a code stands.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Encode, Decode, TypeInfo)]
pub struct CodeStatus {
	/// For which token it was activated, and how.
	pub activated: Option<(H256, CodeUse)>,
	/// That it was withdrawn.
	pub withdrawn: Option<CodeWithdrawal>,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn code_leaf_should_be_what_a_client_can_write() {
		let (edition, salt) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let key = ed25519::Public::from_raw([3; 32]);
		let mut data = vec![0x00];
		data.extend_from_slice(b"tracemark/code/v1");
		data.extend_from_slice(&[1; 32]);
		data.extend_from_slice(&sp_io::hashing::blake2_256(&[3; 32]));
		data.extend_from_slice(&[2; 32]);
		assert_eq!(data.len(), 1 + 17 + 3 * 32);
		assert_eq!(code_leaf(&edition, &key, &salt).0, sp_io::hashing::sha2_256(&data));
	}

	#[test]
	fn sale_commitment_should_differ_when_anything_else_is_meant() {
		let (edition, token) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let sale = sale_commitment(&edition, 3, 4, &token);
		for other in [
			sale_commitment(&token, 3, 4, &token),
			sale_commitment(&edition, 4, 4, &token),
			sale_commitment(&edition, 3, 5, &token),
			sale_commitment(&edition, 3, 4, &edition),
		] {
			assert_ne!(other, sale);
		}
	}

	#[test]
	fn edition_id_should_differ_when_class_number_or_lot_do() {
		let subject = |number: &str| EditionSubject::Class {
			gtin: Gtin(*b"09521101000016"),
			number: LotNumber::try_from(number).unwrap_or_else(|_| panic!("a number")),
		};
		let lot = crate::gs1::lot_id(
			&Gtin(*b"09521101000016"),
			&LotNumber::try_from("E-1").unwrap_or_else(|_| panic!("a number")),
		);
		let ids = [
			edition_id(&subject("E-1")),
			edition_id(&subject("E-2")),
			edition_id(&EditionSubject::Lot { lot }),
			lot,
		];
		for (n, id) in ids.iter().enumerate() {
			assert!(!ids[..n].contains(id));
		}
	}
}
