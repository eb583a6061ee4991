//! What the calls weigh. The measured figures are in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls and of the hook.
pub trait WeightInfo {
	/// Weight of `enlist`.
	fn enlist() -> Weight;
	/// Weight of `delist`.
	fn delist() -> Weight;
	/// Weight of `reinstate`.
	fn reinstate() -> Weight;
	/// Weight of noting a new authority set at the end of a block.
	fn note_set() -> Weight;
}

/// For tests only.
impl WeightInfo for () {
	fn enlist() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn delist() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn reinstate() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn note_set() -> Weight {
		Weight::from_parts(10_000, 0)
	}
}
