//! Calls by name.

use super::value::ToValue;
use subxt::{
	dynamic::Value,
	ext::{frame_decode::extrinsics::encode_call_data, scale_value::Composite},
	metadata::Metadata,
};

/// A call, with its arguments by name.
#[derive(Clone, Debug)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	args: Vec<(String, Value)>,
}

impl Call {
	/// A call without arguments yet, as the metadata names it: `Custody`, `offer`.
	pub fn new(pallet: &'static str, name: &'static str) -> Self {
		Self { pallet, name, args: Vec::new() }
	}

	/// With one argument more.
	pub fn with(mut self, name: &str, value: impl ToValue) -> Self {
		self.args.push((name.to_owned(), value.to_value()));
		self
	}

	/// Several calls as one, which succeeds or fails as a whole.
	pub fn all(calls: Vec<Self>) -> Self {
		match <[Self; 1]>::try_from(calls) {
			Ok([single]) => single,
			Err(calls) => {
				let calls = calls.into_iter().map(Self::into_value);
				Self::new("Utility", "batch_all").with("calls", Value::unnamed_composite(calls))
			},
		}
	}

	/// `Pallet.call`, for people.
	pub fn title(&self) -> String {
		format!("{}.{}", self.pallet, self.name)
	}

	fn into_value(self) -> Value {
		let call = Value::variant(self.name, Composite::Named(self.args));
		Value::unnamed_variant(self.pallet, [call])
	}

	/// Its SCALE value on the chain of this metadata. Fails if the chain has no such call, or one with other
	/// arguments.
	pub fn encode(&self, chain: &Metadata) -> Result<Vec<u8>, String> {
		let title = self.title();
		let pallet = chain.pallet_by_name(self.pallet);
		let variant = pallet
			.and_then(|pallet| pallet.call_variant_by_name(self.name))
			.ok_or_else(|| format!("the chain has no call {title}; {ANOTHER_VERSION}"))?;
		let expected: Vec<&str> =
			variant.fields.iter().filter_map(|field| field.name.as_deref()).collect();
		let given: Vec<&str> = self.args.iter().map(|(name, _)| name.as_str()).collect();
		if expected != given {
			return Err(format!(
				"the chain's call {title} takes ({}), not ({}); {ANOTHER_VERSION}",
				expected.join(", "),
				given.join(", ")
			));
		}
		let args = Composite::Named(self.args.clone());
		encode_call_data(self.pallet, self.name, &args, chain, chain.types()).map_err(|error| {
			format!("an argument of {title} is not of the chain's type: {error}; {ANOTHER_VERSION}")
		})
	}
}

/// What to do where program and chain differ.
pub const ANOTHER_VERSION: &str =
	"this program is of another version than the chain: use the one of the chain's release";

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::refusal::tests::metadata;
	use sp_core::H256;

	#[test]
	fn call_should_be_the_chain_s_when_names_and_types_agree() {
		let chain = metadata();
		let root = H256::repeat_byte(3);
		let call = Call::new("Evidence", "anchor_batch").with("root", root).with("leaves", 9u64);
		let expected = [vec![55, 1], root.0.to_vec(), 9u64.to_le_bytes().to_vec()].concat();
		assert_eq!(call.encode(&chain), Ok(expected.clone()));

		let both = Call::all(vec![call.clone(), call]);
		assert_eq!(both.title(), "Utility.batch_all");
		let batch = [vec![4, 2, 8], expected.clone(), expected].concat();
		assert_eq!(both.encode(&chain), Ok(batch));
	}

	#[test]
	fn call_should_be_refused_when_the_chain_has_another() {
		let chain = metadata();
		let root = H256::zero();
		for (call, why) in [
			(Call::new("Evidence", "forget").with("root", root), "no call Evidence.forget"),
			(Call::new("Gossip", "anchor_batch").with("root", root), "no call Gossip"),
			(Call::new("Evidence", "anchor_batch").with("root", root), "takes (root, leaves)"),
			(
				Call::new("Evidence", "anchor_batch").with("leaves", 9u64).with("root", root),
				"takes (root, leaves), not (leaves, root)",
			),
			(
				Call::new("Evidence", "anchor_batch").with("root", 7u32).with("leaves", 9u64),
				"not of the chain's type",
			),
		] {
			let refused = call.encode(&chain).unwrap_err();
			assert!(refused.contains(why), "{refused}");
			assert!(refused.contains("another version"), "{refused}");
		}
	}
}
