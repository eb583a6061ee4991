//! Every call of ours is weighed by measured figures.

mod common;

use codec::Decode;
use common::{metadata, OURS};
use frame_support::dispatch::GetDispatchInfo;
use tracemark_runtime::{Runtime, RuntimeCall};

#[test]
fn every_call_of_ours_should_weigh_a_write_when_it_is_declared() {
	let metadata = metadata();
	// Rows that the council sets are written without being read.
	let least = <Runtime as frame_system::Config>::DbWeight::get().writes(1);
	let mut light = Vec::new();
	for pallet in metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())) {
		let calls = pallet.calls.as_ref().expect("each of our pallets has calls");
		let scale_info::TypeDef::Variant(calls) =
			&metadata.types.resolve(calls.ty.id).expect("in the registry").type_def
		else {
			panic!("calls are an enum")
		};
		for variant in &calls.variants {
			// Zeros are the least of every argument: no items, the first of all kinds.
			let mut bytes = vec![pallet.index, variant.index];
			bytes.resize(8_192, 0);
			let call = RuntimeCall::decode(&mut &bytes[..]).unwrap_or_else(|error| {
				panic!("{}.{} of zeros: {error}", pallet.name, variant.name)
			});
			if call.get_dispatch_info().call_weight.ref_time() < least.ref_time() {
				light.push(format!("{}.{}", pallet.name, variant.name));
			}
		}
	}
	assert!(light.is_empty(), "lighter than one write: {light:#?}");
}
