//! What a runtime measures of the calls.

use frame_support::weights::Weight;

/// Weights of the calls.
pub trait WeightInfo {
	/// [`crate::Call::claim`] with `c` classes and `d` digests.
	fn claim(c: u32, d: u32) -> Weight;
	/// [`crate::Call::withdraw`].
	fn withdraw() -> Weight;
	/// [`crate::Call::attest`] with `c` classes.
	fn attest(c: u32) -> Weight;
	/// [`crate::Call::refuse`].
	fn refuse() -> Weight;
	/// [`crate::Call::record_end`].
	fn record_end() -> Weight;
	/// [`crate::Call::renew`].
	fn renew() -> Weight;
	/// [`crate::Call::offer_assignment`].
	fn offer_assignment() -> Weight;
	/// [`crate::Call::accept_assignment`].
	fn accept_assignment() -> Weight;
	/// [`crate::Call::cancel_assignment`].
	fn cancel_assignment() -> Weight;
	/// [`crate::Call::surrender`].
	fn surrender() -> Weight;
	/// [`crate::Call::commit_priority`].
	fn commit_priority() -> Weight;
	/// [`crate::Call::withdraw_commitment`].
	fn withdraw_commitment() -> Weight;
	/// [`crate::Call::reveal`] with `c` classes and `d` digests.
	fn reveal(c: u32, d: u32) -> Weight;
}

/// For tests only.
const TEST_WEIGHT: Weight = Weight::from_parts(10_000, 0);

impl WeightInfo for () {
	fn claim(c: u32, d: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(c.saturating_add(d)).saturating_add(1))
	}
	fn withdraw() -> Weight {
		TEST_WEIGHT
	}
	fn attest(c: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(c).saturating_add(1))
	}
	fn refuse() -> Weight {
		TEST_WEIGHT
	}
	fn record_end() -> Weight {
		TEST_WEIGHT
	}
	fn renew() -> Weight {
		TEST_WEIGHT
	}
	fn offer_assignment() -> Weight {
		TEST_WEIGHT
	}
	fn accept_assignment() -> Weight {
		TEST_WEIGHT
	}
	fn cancel_assignment() -> Weight {
		TEST_WEIGHT
	}
	fn surrender() -> Weight {
		TEST_WEIGHT
	}
	fn commit_priority() -> Weight {
		TEST_WEIGHT
	}
	fn withdraw_commitment() -> Weight {
		TEST_WEIGHT
	}
	fn reveal(c: u32, d: u32) -> Weight {
		Self::claim(c, d)
	}
}
