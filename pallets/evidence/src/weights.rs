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
	/// Weight of `link_timestamp`.
	fn link_timestamp() -> Weight;
	/// Weight of `keep`.
	fn keep() -> Weight;
	/// Weight of `stop_keeping`.
	fn stop_keeping() -> Weight;
	/// Weight of `hold`.
	fn hold() -> Weight;
	/// Weight of `release_hold`.
	fn release_hold() -> Weight;
	/// Weight of `open_capture`.
	fn open_capture() -> Weight;
	/// Weight of `join_capture`.
	fn join_capture() -> Weight;
	/// Weight of `supersede`.
	fn supersede() -> Weight;
	/// Weight of `register_exhibit`.
	fn register_exhibit() -> Weight;
	/// Weight of `offer_exhibit`.
	fn offer_exhibit() -> Weight;
	/// Weight of `accept_exhibit`.
	fn accept_exhibit() -> Weight;
	/// Weight of `refuse_exhibit`.
	fn refuse_exhibit() -> Weight;
	/// Weight of `withdraw_exhibit`.
	fn withdraw_exhibit() -> Weight;
	/// Weight of `break_seal`.
	fn break_seal() -> Weight;
	/// Weight of `seal_exhibit`.
	fn seal_exhibit() -> Weight;
	/// Weight of `take_sample`.
	fn take_sample() -> Weight;
	/// Weight of `return_sample`.
	fn return_sample() -> Weight;
	/// Weight of `record_examination`.
	fn record_examination() -> Weight;
	/// Weight of `order_disposal`.
	fn order_disposal() -> Weight;
	/// Weight of `dispose_of`.
	fn dispose_of() -> Weight;
	/// Weight of `release_abandoned_hold`.
	fn release_abandoned_hold() -> Weight;
	/// Of [`Call::recover_exhibit`].
	fn recover_exhibit() -> Weight;
	/// Of [`Call::reinstate`].
	fn reinstate() -> Weight;
	/// Of a deposit about `s` things.
	fn list(s: u32) -> Weight;
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
	fn link_timestamp() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn keep() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn stop_keeping() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn hold() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn release_hold() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn open_capture() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn join_capture() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn supersede() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn register_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn offer_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn accept_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn refuse_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn withdraw_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn break_seal() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn seal_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn take_sample() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn return_sample() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn record_examination() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn order_disposal() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn dispose_of() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn release_abandoned_hold() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn recover_exhibit() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn reinstate() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn list(_s: u32) -> Weight {
		Weight::from_parts(10_000, 0)
	}
}
