//! Proofs that a serial belongs to a lot, or that it does not.

use crate::text::{self, Ascii};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, H256};
use thiserror::Error;
use tracemark_primitives::{
	gs1::{lot_leaf, Gtin, ItemKey, LotNumber, Serial},
	merkle,
};

/// Why a proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
	/// A path does not lead to the root, or the index is out of range.
	#[error("a leaf does not stand in the tree of this root and size")]
	Leaf,
	/// The leaves are not next to each other, or an end of the list is missing.
	#[error("the leaves are no neighbours")]
	NotNeighbours,
	/// The serial does not lie between them.
	#[error("the serial does not lie between the leaves")]
	NotBetween,
	/// Both stand in the tree, but not in ascending order: a fault of the lot's maker, with its proof.
	#[error("the list is out of order: the fault of its maker")]
	Unordered,
}

/// A lot, as the chain commits to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Commitment {
	/// The class.
	#[serde(with = "text")]
	pub gtin: Gtin,
	/// Number of the lot within the class.
	#[serde(with = "text")]
	pub lot: LotNumber,
	/// How many items it has.
	pub size: u32,
	/// Root over their leaves.
	pub root: H256,
}

/// A leaf with its path.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaf {
	/// Position, from 0.
	pub index: u32,
	/// The serial.
	#[serde(with = "text")]
	pub serial: Serial,
	/// What hides under the label.
	pub item_key: ItemKey,
	/// Siblings from the leaf upwards.
	pub path: Vec<H256>,
}

impl Leaf {
	/// Whether the leaf stands in the tree of the lot, by the function that the chain runs.
	pub fn verify(&self, lot: &Commitment) -> Result<(), Refusal> {
		let leaf = lot_leaf(&lot.gtin, &self.serial, &self.item_key);
		match merkle::verify(&lot.root, lot.size.into(), self.index.into(), leaf, &self.path) {
			true => Ok(()),
			false => Err(Refusal::Leaf),
		}
	}
}

/// That a serial belongs to a lot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Presence {
	/// The lot.
	#[serde(flatten)]
	pub lot: Commitment,
	/// The item.
	#[serde(flatten)]
	pub leaf: Leaf,
}

impl Presence {
	/// Checks the proof against the commitment that is on chain.
	pub fn verify(&self, serial: &Serial, on_chain: &Commitment) -> Result<(), Refusal> {
		if self.lot != *on_chain || self.leaf.serial != *serial {
			return Err(Refusal::Leaf);
		}
		self.leaf.verify(on_chain)
	}

	/// The item as the chain's calls take it in polkadot.js.
	pub fn claim(&self) -> Value {
		let hex = |bytes: &[u8]| to_hex(bytes, false);
		let Self { lot, leaf } = self;
		json!({ "Unit": {
			"gtin": hex(lot.gtin.ascii()),
			"serial": hex(leaf.serial.ascii()),
			"proof": {
				"lot": hex(lot.lot.ascii()),
				"index": leaf.index,
				"itemKey": leaf.item_key,
				"path": leaf.path,
			},
		} })
	}
}

/// That a serial does not belong to a lot: the leaves before and after it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Absence {
	/// The lot.
	#[serde(flatten)]
	pub lot: Commitment,
	/// The last leaf before the serial; none if it would be the first.
	pub before: Option<Leaf>,
	/// The first leaf after the serial; none if it would be the last.
	pub after: Option<Leaf>,
}

impl Absence {
	/// Checks the proof against the commitment that is on chain.
	pub fn verify(&self, serial: &Serial, on_chain: &Commitment) -> Result<(), Refusal> {
		if self.lot != *on_chain {
			return Err(Refusal::Leaf);
		}
		for leaf in self.before.iter().chain(&self.after) {
			leaf.verify(on_chain)?;
		}
		let next = |leaf: &Leaf| leaf.index.checked_add(1);
		let adjacent = match (&self.before, &self.after) {
			(Some(before), Some(after)) => next(before) == Some(after.index),
			(None, Some(after)) => after.index == 0,
			(Some(before), None) => next(before) == Some(on_chain.size),
			(None, None) => false,
		};
		if !adjacent {
			return Err(Refusal::NotNeighbours);
		}
		if let (Some(before), Some(after)) = (&self.before, &self.after) {
			if before.serial >= after.serial {
				return Err(Refusal::Unordered);
			}
		}
		let is_after = self.before.as_ref().is_none_or(|leaf| leaf.serial < *serial);
		let is_before = self.after.as_ref().is_none_or(|leaf| *serial < leaf.serial);
		match is_after && is_before {
			true => Ok(()),
			false => Err(Refusal::NotBetween),
		}
	}
}

/// What the list of a lot says of a serial.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
	/// It belongs to the lot.
	Present(Presence),
	/// It does not.
	Absent(Absence),
}
