//! What the calls weigh. The measured weights lie in the runtime.

use frame_support::weights::Weight;

/// Weights of the calls.
#[allow(missing_docs)]
pub trait WeightInfo {
	fn register_class(o: u32, l: u32) -> Weight;
	fn commission() -> Weight;
	fn split(r: u32) -> Weight;
	fn pack(c: u32) -> Weight;
	fn unpack(c: u32) -> Weight;
	fn close() -> Weight;
	fn offer() -> Weight;
	fn accept() -> Weight;
	fn refuse() -> Weight;
	fn withdraw_offer() -> Weight;
	fn sell() -> Weight;
	fn destroy() -> Weight;
	fn observe() -> Weight;
	fn put_on_market() -> Weight;
	fn record_alteration() -> Weight;
	fn receive(g: u32) -> Weight;
	fn recall(r: u32) -> Weight;
	fn lift_recall() -> Weight;
	fn take_back() -> Weight;
	fn report_missing() -> Weight;
	fn report_found() -> Weight;
	fn decommission() -> Weight;
	fn declare_error() -> Weight;
	fn reassign() -> Weight;
	fn transform(w: u32, a: u32) -> Weight;
	fn relabel() -> Weight;
	fn register_place() -> Weight;
	fn close_place() -> Weight;
	fn prove_possession() -> Weight;
	fn report_sensor() -> Weight;
	fn issue_edition() -> Weight;
	fn sell_code() -> Weight;
	fn activate_code() -> Weight;
	fn withdraw_codes(c: u32) -> Weight;
	fn record_trip(s: u32) -> Weight;
	fn consign() -> Weight;
	fn report_unaccepted() -> Weight;
	fn offer_title() -> Weight;
	fn accept_title() -> Weight;
	fn withdraw_title() -> Weight;
	/// Of taking goods into the custody of an authority.
	fn take_into_custody() -> Weight;
	/// Of the end of that.
	fn end_custody() -> Weight;
	fn set_class_terms() -> Weight;
	fn add_quality_report() -> Weight;
	fn name_keepers(k: u32) -> Weight;
	fn revise_class(o: u32, l: u32) -> Weight;
}

const TEST_WEIGHT: Weight = Weight::from_parts(10_000, 0);

/// For tests only.
impl WeightInfo for () {
	fn register_class(o: u32, l: u32) -> Weight {
		let rights = u64::from(o).saturating_add(u64::from(l).saturating_mul(100));
		TEST_WEIGHT.saturating_mul(rights.saturating_add(1))
	}
	fn commission() -> Weight {
		TEST_WEIGHT
	}
	fn split(r: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(r).saturating_add(1))
	}
	fn pack(c: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(c).saturating_add(1))
	}
	fn unpack(c: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(c).saturating_add(1))
	}
	fn close() -> Weight {
		TEST_WEIGHT
	}
	fn offer() -> Weight {
		TEST_WEIGHT
	}
	fn accept() -> Weight {
		TEST_WEIGHT
	}
	fn refuse() -> Weight {
		TEST_WEIGHT
	}
	fn withdraw_offer() -> Weight {
		TEST_WEIGHT
	}
	fn sell() -> Weight {
		TEST_WEIGHT
	}
	fn destroy() -> Weight {
		TEST_WEIGHT
	}
	fn observe() -> Weight {
		TEST_WEIGHT
	}
	fn put_on_market() -> Weight {
		TEST_WEIGHT
	}
	fn record_alteration() -> Weight {
		TEST_WEIGHT
	}
	fn receive(g: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(g).saturating_add(1))
	}
	fn recall(r: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(r).saturating_add(1))
	}
	fn lift_recall() -> Weight {
		TEST_WEIGHT
	}
	fn take_back() -> Weight {
		TEST_WEIGHT
	}
	fn report_missing() -> Weight {
		TEST_WEIGHT
	}
	fn report_found() -> Weight {
		TEST_WEIGHT
	}
	fn decommission() -> Weight {
		TEST_WEIGHT
	}
	fn declare_error() -> Weight {
		TEST_WEIGHT
	}
	fn reassign() -> Weight {
		TEST_WEIGHT
	}
	fn transform(w: u32, a: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(w.saturating_add(a)).saturating_add(1))
	}
	fn relabel() -> Weight {
		TEST_WEIGHT
	}
	fn register_place() -> Weight {
		TEST_WEIGHT
	}
	fn close_place() -> Weight {
		TEST_WEIGHT
	}
	fn prove_possession() -> Weight {
		TEST_WEIGHT
	}
	fn report_sensor() -> Weight {
		TEST_WEIGHT
	}
	fn issue_edition() -> Weight {
		TEST_WEIGHT
	}
	fn sell_code() -> Weight {
		TEST_WEIGHT
	}
	fn activate_code() -> Weight {
		TEST_WEIGHT
	}
	fn withdraw_codes(c: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(c).saturating_add(1))
	}
	fn record_trip(s: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(s).saturating_add(1))
	}
	fn consign() -> Weight {
		TEST_WEIGHT
	}
	fn report_unaccepted() -> Weight {
		TEST_WEIGHT
	}
	fn offer_title() -> Weight {
		TEST_WEIGHT
	}
	fn accept_title() -> Weight {
		TEST_WEIGHT
	}
	fn withdraw_title() -> Weight {
		TEST_WEIGHT
	}
	fn take_into_custody() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn end_custody() -> Weight {
		Weight::from_parts(10_000, 0)
	}
	fn set_class_terms() -> Weight {
		TEST_WEIGHT
	}
	fn add_quality_report() -> Weight {
		TEST_WEIGHT
	}
	fn name_keepers(k: u32) -> Weight {
		TEST_WEIGHT.saturating_mul(u64::from(k).saturating_add(1))
	}
	fn revise_class(o: u32, l: u32) -> Weight {
		Self::register_class(o, l)
	}
}
