//! Proofs that a serial belongs to a lot, or that it does not.

use crate::text::{self, Ascii};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, H256};
use tracemark_primitives::{
	gs1::{Gtin, ItemKey, LotNumber, Serial},
	scan::{self, NeighbourFault},
};

/// Why a proof proves nothing, in words.
pub fn words(fault: NeighbourFault) -> &'static str {
	match fault {
		NeighbourFault::PathElsewhere => "a leaf does not stand in the tree of this root and size",
		NeighbourFault::NotNeighbours => "the leaves are no neighbours",
		NeighbourFault::NotBetween => "the serial does not lie between the leaves",
		NeighbourFault::Unordered => "the list is out of order: the fault of its maker",
	}
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
	/// The leaf as the chain takes it; `None` if its path is longer than any tree is high.
	pub fn shown(&self) -> Option<scan::Leaf> {
		let Self { index, serial, item_key, path } = self.clone();
		Some(scan::Leaf { index, serial, item_key, path: path.try_into().ok()? })
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
	pub fn verify(&self, serial: &Serial, on_chain: &Commitment) -> Result<(), NeighbourFault> {
		let Commitment { gtin, size, root, .. } = on_chain;
		let is_its_own = self.lot == *on_chain && self.leaf.serial == *serial;
		let leaf = self.leaf.shown().filter(|_| is_its_own);
		match leaf.is_some_and(|leaf| leaf.stands_in(gtin, root, (*size).into())) {
			true => Ok(()),
			false => Err(NeighbourFault::PathElsewhere),
		}
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
	/// The proof as the chain takes it; `None` if a path is longer than any tree is high.
	pub fn shown(&self) -> Option<scan::Absence> {
		let leaf = |leaf: &Option<Leaf>| match leaf {
			Some(leaf) => leaf.shown().map(Some),
			None => Some(None),
		};
		let (before, after) = (leaf(&self.before)?, leaf(&self.after)?);
		Some(scan::Absence { lot: self.lot.lot.clone(), before, after })
	}

	/// Checks the proof against the commitment that is on chain, by the function that the chain runs.
	pub fn verify(&self, serial: &Serial, on_chain: &Commitment) -> Result<(), NeighbourFault> {
		let Commitment { gtin, size, root, .. } = on_chain;
		let absence = self.shown().filter(|_| self.lot == *on_chain);
		let absence = absence.ok_or(NeighbourFault::PathElsewhere)?;
		absence.verify(gtin, serial, root, (*size).into())
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
