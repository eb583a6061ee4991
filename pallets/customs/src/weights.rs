//! What the calls weigh. The measured figures live in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls.
pub trait WeightInfo {
	/// `l` lines of one nested logistic unit each, released at once, and `g` units with their path.
	fn lodge(l: u32, g: u32) -> Weight;
	/// `o` units without a record of their own, deep in nested goods.
	fn release(o: u32) -> Weight;
	/// `e` digests of evidence, `o` units without a record of their own, deep in nested goods.
	fn suspend(e: u32, o: u32) -> Weight;
	/// See [`crate::Pallet::examine`].
	fn examine() -> Weight;
	/// See [`crate::Pallet::order_destruction`].
	fn order_destruction() -> Weight;
	/// `o` detained objects.
	fn confirm_destruction(o: u32) -> Weight;
	/// See [`crate::Pallet::cancel_destruction`].
	fn cancel_destruction() -> Weight;
	/// See [`crate::Pallet::instruct`].
	fn instruct() -> Weight;
	/// See [`crate::Pallet::withdraw_instruction`].
	fn withdraw_instruction() -> Weight;
	/// See [`crate::Pallet::set_regime`].
	fn set_regime() -> Weight;
	/// See [`crate::Pallet::give_mandate`].
	fn give_mandate() -> Weight;
	/// See [`crate::Pallet::withdraw_mandate`].
	fn withdraw_mandate() -> Weight;
	/// `o` units without a record of their own, deep in nested goods.
	fn withdraw_line(o: u32) -> Weight;
}

const NOMINAL: Weight = Weight::from_parts(10_000, 0);

/// For tests only.
impl WeightInfo for () {
	fn lodge(l: u32, g: u32) -> Weight {
		NOMINAL.saturating_mul(u64::from(l).saturating_add(g.into()))
	}
	fn release(o: u32) -> Weight {
		NOMINAL.saturating_mul(u64::from(o).saturating_add(1))
	}
	fn suspend(e: u32, o: u32) -> Weight {
		NOMINAL.saturating_mul(u64::from(e).saturating_add(o.into()).saturating_add(1))
	}
	fn examine() -> Weight {
		NOMINAL
	}
	fn order_destruction() -> Weight {
		NOMINAL
	}
	fn confirm_destruction(o: u32) -> Weight {
		NOMINAL.saturating_mul(u64::from(o).saturating_add(1))
	}
	fn cancel_destruction() -> Weight {
		NOMINAL
	}
	fn instruct() -> Weight {
		NOMINAL
	}
	fn withdraw_instruction() -> Weight {
		NOMINAL
	}
	fn set_regime() -> Weight {
		NOMINAL
	}
	fn give_mandate() -> Weight {
		NOMINAL
	}
	fn withdraw_mandate() -> Weight {
		NOMINAL
	}
	fn withdraw_line(o: u32) -> Weight {
		NOMINAL.saturating_mul(u64::from(o).saturating_add(1))
	}
}
