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
		}

		/// For tests only.
		impl WeightInfo for () {
			$(
				fn $call() -> Weight {
					Weight::from_parts(10_000, 0)
				}
			)*
		}
	};
}

weight_info!(
	admit,
	set_roles,
	accredit,
	withdraw_accreditation,
	attest_prefix,
	withdraw_prefix,
	suspend,
	reinstate,
	expel,
	add_operator,
	set_operator_roles,
	freeze_operators,
	unfreeze_operators,
	retire_operator,
	rotate_operator,
	rotate_controller,
	recover_controller,
	seat,
	unseat,
	set_quota,
	sponsor,
	end_sponsorship,
	set_profile,
	accept_control,
);
