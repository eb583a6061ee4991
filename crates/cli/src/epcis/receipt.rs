//! Goods that are received, with what is noted of them.

use super::calls::{malformed, place_of, quantity_of, time_of, Translator};
use crate::{
	node::{
		value::{bounded, named_variant, unit, variant, ToValue},
		Call,
	},
	output::Failure,
};
use serde_json::Value as Json;
use sp_core::H256;
use subxt::dynamic::{At, Value};
use tracemark_primitives::quantity::Quantity;

impl Translator<'_> {
	pub(super) async fn receive(&mut self, args: &Json) -> Result<Call, Failure> {
		let list = args.get("goods").and_then(Json::as_array).ok_or_else(|| malformed("goods"))?;
		let mut received = Vec::new();
		for part in list {
			let object = part.get("object").ok_or_else(|| malformed("object"))?;
			let (id, seq) = self.current(object).await?;
			let receipt = match part.get("reservation").and_then(Json::as_str) {
				None => unit("Accepted"),
				Some("Shortage") => match self.missing(part, object, id).await? {
					Some(missing) => {
						let fields = [("missing", missing.to_value())];
						variant("Reserved", named_variant("Shortage", fields))
					},
					None => {
						self.warnings.push(format!(
							"it says that the quantity is another, but {object} was offered as no more than that: it is \
							 accepted without a note, as if it were whole; the event is on the chain by its digest"
						));
						unit("Accepted")
					},
				},
				Some(word) => variant("Reserved", unit(word)),
			};
			received.push(Value::unnamed_composite([id.to_value(), seq.to_value(), receipt]));
		}
		Ok(Call::new("Custody", "receive")
			.with("goods", bounded(received))
			.with("place", place_of(args)?)
			.with("time", time_of(args)?))
	}

	/// How much of what was offered did not arrive. Where the document does not have the offer, the chain says how much
	/// it was; `None` if that is no more than what arrived.
	async fn missing(
		&self,
		part: &Json,
		object: &Json,
		id: H256,
	) -> Result<Option<Quantity>, Failure> {
		if let Some(missing) = part.get("missing").filter(|missing| !missing.is_null()) {
			return quantity_of(missing).map(Some);
		}
		let arrived = object.get("consignment").and_then(|part| part.get("quantity"));
		let arrived = quantity_of(arrived.ok_or_else(|| malformed("quantity"))?)?;
		let offered = self.state.read("Custody", "Consignments", &[&id]).await?;
		let offered = offered.as_ref().at("quantity").and_then(super::told::quantity);
		let Some(offered) = offered else { return Ok(None) };
		let missing = quantity_of(&offered)?.checked_sub(&arrived);
		Ok(missing.filter(|missing| !missing.is_zero()))
	}
}
