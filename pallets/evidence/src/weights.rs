//! The weights that the calls ask for.

use frame_support::weights::Weight;

/// Weights of the calls.
pub trait WeightInfo {
	/// Weight of `anchor`.
	fn anchor() -> Weight;
	/// Weight of `anchor_batch`.
	fn anchor_batch() -> Weight;
	/// Weight of `open_leaf`.
	fn open_leaf() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `attest`.
	fn attest() -> Weight;
}

/// For tests only.
impl WeightInfo for () {
	fn anchor() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn anchor_batch() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn open_leaf() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn revoke() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn attest() -> Weight {
		Weight::from_parts(10_000, 0)
	}
}
