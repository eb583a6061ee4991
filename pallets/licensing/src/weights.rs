//! Weights of the calls. The runtime holds the generated ones.

use frame_support::weights::Weight;

/// What the calls of this pallet weigh.
pub trait WeightInfo {
	/// Weight of `grant`.
	fn grant() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `surrender_licence`.
	fn surrender_licence() -> Weight;
}

/// For tests only.
impl WeightInfo for () {
	fn grant() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn revoke() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn surrender_licence() -> Weight {
		Weight::from_parts(10_000, 0)
	}
}
