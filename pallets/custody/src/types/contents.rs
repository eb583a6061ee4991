//! What consignments and logistic units hold.

use super::*;

/// What is left in a consignment.
#[stored]
pub struct Consignment {
	/// What still lies in it.
	pub quantity: Quantity,
	/// The units that were taken out of it.
	pub taken: Taken,
	/// Number of the consignment that it was split off from.
	pub split_from: Option<u32>,
}

/// The units that were taken out of a consignment.
#[stored]
#[derive(Default)]
pub struct Taken {
	/// How many they are.
	pub count: u32,
	/// Their leaves, ascending. Once they are more than [`MaxTakenLeaves`], none for good.
	pub leaves: BoundedVec<u32, MaxTakenLeaves>,
}

impl Taken {
	/// Notes that the unit at a leaf was taken out too.
	pub fn add(&mut self, leaf: u32) -> Result<(), ArithmeticError> {
		let is_known = self.is_known();
		self.count = self.count.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		if is_known {
			let place = self.leaves.partition_point(|other| *other < leaf);
			if self.leaves.try_insert(place, leaf).is_err() {
				self.leaves = BoundedVec::new();
			}
		}
		Ok(())
	}

	/// Divides them into those whose leaves lie in `ranges`, which ascend and are disjoint, and the others.
	/// None if not all leaves are known.
	pub fn divide(&self, ranges: &[(u32, u32)]) -> Option<(Self, Self)> {
		let is_in = |leaf: &u32| {
			let after = ranges.partition_point(|(start, _)| start <= leaf);
			let last = after.checked_sub(1).and_then(|place| ranges.get(place));
			last.is_some_and(|(_, end)| leaf < end)
		};
		let (inside, outside) = self.leaves.iter().copied().partition::<Vec<_>, _>(is_in);
		self.is_known().then(|| (Self::of(inside), Self::of(outside)))
	}

	fn of(leaves: Vec<u32>) -> Self {
		Self { count: leaves.len().saturated_into(), leaves: BoundedVec::truncate_from(leaves) }
	}

	fn is_known(&self) -> bool {
		self.leaves.len().saturated_into::<u32>() == self.count
	}
}

/// What a logistic unit holds.
#[stored]
#[derive(Default)]
pub struct LogisticUnit {
	/// All that lies in it at any depth, summed up by lot.
	pub contents: Contents,
	/// How many objects lie directly in it.
	pub children: u32,
	/// Levels of logistic units that it counts as, its own included; 0 while empty. Falls only with
	/// the last child.
	pub height: u8,
	/// The latest clearance of its own that something had when it came in, or got in it. Goes with the
	/// last child.
	pub cleared: Option<Clearance>,
}

/// Which part of a consignment.
#[stored]
pub enum Part {
	/// Of a lot with serials: ranges of leaves, each from a first up to but without a last, ascending
	/// and disjoint.
	#[codec(index = 0)]
	Ranges(BoundedVec<(u32, u32), MaxRanges>),
	/// Of a lot without: how much.
	#[codec(index = 1)]
	Amount(Quantity),
}

impl Part {
	/// How many ranges it has.
	pub fn ranges(&self) -> u32 {
		match self {
			Self::Ranges(ranges) => ranges.len().saturated_into(),
			Self::Amount(_) => 0,
		}
	}
}
