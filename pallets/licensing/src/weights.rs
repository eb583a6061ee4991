//! The weights that the calls ask for. The generated figures live in the runtime.

use frame_support::weights::Weight;

macro_rules! weight_info {
	($($call:ident),* $(,)?) => {
		/// Weight of each call.
		pub trait WeightInfo {
			$(
				#[doc = concat!("Weight of `", stringify!($call), "`.")]
				fn $call() -> Weight;
			)*
			/// Weight of royalties that are credited to so many owners.
			fn accrue(o: u32) -> Weight;
		}

		/// For tests only.
		impl WeightInfo for () {
			$(
				fn $call() -> Weight {
					Weight::from_parts(10_000, 0)
				}
			)*
			fn accrue(o: u32) -> Weight {
				Weight::from_parts(10_000, 0).saturating_mul(o.into())
			}
		}
	};
}

weight_info!(
	offer,
	revoke,
	surrender_licence,
	accept,
	cancel_offer,
	consent,
	suspend_licence,
	resume_licence,
	terminate,
	set_exhaustion,
	pay_in,
	accept_payment,
	cancel_payment,
	withdraw_royalties,
	withdraw_prefund,
);
