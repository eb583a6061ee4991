//! A lot with the list of its items.

use crate::{
	file::{first_unordered, Listed},
	proof::{Absence, Answer, Commitment, Leaf, Presence},
	tree::Tree,
	MAX_ITEMS,
};
use sp_core::H256;
use thiserror::Error;
use tracemark_primitives::gs1::{lot_id, lot_leaf, Gtin, LotNumber, Serial};

/// Why a list is not that of a lot.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LotError {
	/// It has no items, or too many.
	#[error("a lot has 1 to {MAX_ITEMS} items")]
	Size,
	/// A serial does not follow the one before it.
	#[error("the serial at place {0}, counted from 1, does not follow the one before it")]
	Order(usize),
}

/// A lot with the list of its items, and the tree over them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lot {
	commitment: Commitment,
	items: Vec<Listed>,
	tree: Tree,
}

impl Lot {
	/// The lot of these items, strictly ascending by serial.
	pub fn new(gtin: Gtin, lot: LotNumber, items: Vec<Listed>) -> Result<Self, LotError> {
		let size = u32::try_from(items.len()).map_err(|_| LotError::Size)?;
		if size > MAX_ITEMS {
			return Err(LotError::Size);
		}
		if let Some(at) = first_unordered(&items) {
			return Err(LotError::Order(at));
		}
		let leaves =
			items.iter().map(|item| lot_leaf(&gtin, &item.serial, &item.item_key)).collect();
		let tree = Tree::new(leaves).ok_or(LotError::Size)?;
		Ok(Self { commitment: Commitment { gtin, lot, size, root: tree.root() }, items, tree })
	}

	/// What the chain commits to.
	pub fn commitment(&self) -> &Commitment {
		&self.commitment
	}

	/// Id of the lot on chain.
	pub fn id(&self) -> H256 {
		lot_id(&self.commitment.gtin, &self.commitment.lot)
	}

	/// The items, ascending by serial.
	pub fn items(&self) -> &[Listed] {
		&self.items
	}

	/// What the list says of a serial, with the proof.
	pub fn find(&self, serial: &Serial) -> Answer {
		let lot = self.commitment.clone();
		let at = self.items.partition_point(|item| item.serial < *serial);
		match self.leaf(at) {
			Some(leaf) if leaf.serial == *serial => Answer::Present(Presence { lot, leaf }),
			after => {
				let before = at.checked_sub(1).and_then(|before| self.leaf(before));
				Answer::Absent(Absence { lot, before, after })
			},
		}
	}

	fn leaf(&self, index: usize) -> Option<Leaf> {
		let Listed { serial, item_key } = self.items.get(index)?.clone();
		let path = self.tree.path(index)?;
		Some(Leaf { index: u32::try_from(index).ok()?, serial, item_key, path })
	}
}
