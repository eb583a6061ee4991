//! What a runtime measures of the calls.

use frame_support::weights::Weight;

macro_rules! weight_info {
	($($(#[$doc:meta])* $call:ident($($list:ident),*);)*) => {
		/// Weights of the calls.
		pub trait WeightInfo {
			$(
				#[doc = concat!("Weight of [`crate::Call::", stringify!($call), "`].")]
				$(#[$doc])*
				fn $call($($list: u32),*) -> Weight;
			)*
		}

		/// For tests only.
		impl WeightInfo for () {
			$(
				fn $call($($list: u32),*) -> Weight {
					let entries = 1u64 $(.saturating_add(u64::from($list)))*;
					Weight::from_parts(10_000, 0).saturating_mul(entries)
				}
			)*
		}
	};
}

weight_info!(
	/// With `c` classes and `d` digests.
	claim(c, d);
	withdraw();
	/// With `c` classes.
	attest(c);
	refuse();
	record_end();
	renew();
	offer_assignment();
	accept_assignment();
	cancel_assignment();
	surrender();
	commit_priority();
	withdraw_commitment();
	/// With `c` classes and `d` digests.
	reveal(c, d);
	substantiate();
	designate();
	set_licensing_rule();
	challenge();
	answer_challenge();
	withdraw_challenge();
	decide_challenge();
	/// With `d` digests and `f` fingerprints.
	add_version(d, f);
	set_max_term();
	/// With `c` classes.
	limit(c);
);
