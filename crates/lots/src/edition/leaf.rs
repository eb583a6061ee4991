//! What a seller and a buyer of a code need.

use super::Code;
use crate::call::{Call, Usage};
use codec::Encode;
use serde::{Deserialize, Serialize};
use sp_core::{ed25519, Pair, H256};
use tracemark_primitives::{
	editions::{code_leaf, sale_commitment, CodeProof, EditionId},
	merkle, Moment, OrgId,
};

/// What an activation begins with, as the chain has it.
const DOMAIN: [u8; 23] = *b"tracemark/activation/v1";

/// The leaf of a code, with its path.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CodeLeaf {
	/// Id of the edition.
	pub edition: EditionId,
	/// Position, from 0.
	pub index: u32,
	/// How many codes the edition has.
	pub size: u32,
	/// Root over its leaves.
	pub root: H256,
	/// The public key of the code.
	pub key: H256,
	/// The salt of the leaf.
	pub salt: H256,
	/// Siblings from the leaf upwards.
	pub path: Vec<H256>,
}

/// For whom, on which chain and until when a code is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
	/// Hash of the chain's genesis block.
	pub genesis: H256,
	/// A salted digest of whatever the buyer wants to show later.
	pub token: H256,
	/// Who sold the code, by its own record.
	pub sold_by: Option<OrgId>,
	/// The moment up to which the use can be submitted, itself not included.
	pub expiry: Moment,
}

impl CodeLeaf {
	/// Whether the leaf stands in the tree of the edition, by the function that the chain runs.
	pub fn verify(&self) -> bool {
		let leaf = code_leaf(&self.edition, &self.public(), &self.salt);
		merkle::verify(&self.root, self.size.into(), self.index.into(), leaf, &self.path)
	}

	fn public(&self) -> ed25519::Public {
		ed25519::Public::from(self.key.0)
	}

	/// What shows that the key is of the edition, as the chain reads it. `None` if the path is longer than that of
	/// any tree.
	pub fn proof(&self) -> Option<CodeProof> {
		let path = self.path.clone().try_into().ok()?;
		Some(CodeProof { index: self.index, salt: self.salt, path })
	}

	/// What a seller records of the sale to whoever has the token.
	pub fn sale(&self, seller: OrgId, token: &H256) -> H256 {
		sale_commitment(&self.edition, self.index, seller, token)
	}

	/// The call that records a sale.
	pub fn sell(&self, seller: OrgId, token: &H256) -> Call {
		Call::sell_code(self.edition, self.index, self.sale(seller, token))
	}

	/// The call that uses the code, which signs it. `None` if the code is not that of the leaf.
	pub fn activate(&self, code: &Code, wanted: &Use) -> Option<Call> {
		let pair = code.pair();
		if pair.public() != self.public() {
			return None;
		}
		let Use { token, sold_by, expiry, .. } = *wanted;
		let signature = pair.sign(&self.message(wanted));
		let usage = Usage { key: pair.public(), token, expiry, signature };
		Some(Call::activate_code(self.edition, &self.proof()?, sold_by, &usage))
	}

	/// What the key of the code signs.
	fn message(&self, wanted: &Use) -> Vec<u8> {
		let Use { genesis, token, sold_by, expiry } = wanted;
		(DOMAIN, genesis, self.edition, self.index, token, sold_by, expiry).encode()
	}
}
