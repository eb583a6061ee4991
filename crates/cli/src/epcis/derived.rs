//! Goods that become others, or are the same under another label.

use super::calls::{
	gtin_of, lot_of, malformed, place_of, quantity_of, text_of, time_of, Translator,
};
use crate::{
	node::{
		value::{bounded, structure, ToValue},
		Call,
	},
	output::Failure,
};
use serde_json::Value as Json;
use subxt::dynamic::Value;
use tracemark_lots::text;

impl Translator<'_> {
	pub(super) async fn transform(&mut self, args: &Json) -> Result<Call, Failure> {
		let list =
			|name: &str| args.get(name).and_then(Json::as_array).ok_or_else(|| malformed(name));
		let mut inputs = Vec::new();
		for input in list("inputs")? {
			let goods = input.get("object").ok_or_else(|| malformed("object"))?;
			let (id, seq) = self.current(goods).await?;
			let amount = match input.get("amount").filter(|amount| !amount.is_null()) {
				Some(amount) => Some(quantity_of(amount)?),
				None => None,
			};
			inputs.push(structure([
				("object", id.to_value()),
				("seq", seq.to_value()),
				("amount", amount.to_value()),
			]));
		}
		let mut yields = Vec::new();
		for rate in list("yields")? {
			let class = text::gtin(text_of(rate, "class")?)?;
			let part =
				|name: &str| rate.get(name).ok_or_else(|| malformed(name)).and_then(quantity_of);
			yields.push(structure([
				("class", class.to_value()),
				("input", part("input")?.to_value()),
				("output", part("output")?.to_value()),
			]));
		}
		let identity = self.identity(args)?;
		let quantity = args.get("quantity").ok_or_else(|| malformed("quantity"))?;
		Ok(Call::new("Custody", "transform")
			.with("inputs", bounded(inputs))
			.with("yields", bounded(yields))
			.with("identity", identity)
			.with("quantity", quantity_of(quantity)?)
			.with("place", place_of(args)?)
			.with("time", time_of(args)?))
	}

	pub(super) async fn relabel(&mut self, args: &Json) -> Result<Call, Failure> {
		let goods = args.get("claim").ok_or_else(|| malformed("claim"))?;
		let (claim, seq) = self.claim(goods).await?;
		Ok(Call::new("Custody", "relabel")
			.with("claim", claim)
			.with("seq", seq)
			.with("identity", self.identity(args)?)
			.with("place", place_of(args)?)
			.with("time", time_of(args)?))
	}

	/// What the goods bear from now on.
	fn identity(&mut self, args: &Json) -> Result<Value, Failure> {
		let identity = args.get("identity").ok_or_else(|| malformed("identity"))?;
		let (gtin, number) = (gtin_of(identity)?, lot_of(identity, "number")?);
		let root = self.root(identity, gtin, &number)?;
		Ok(structure([
			("gtin", gtin.to_value()),
			("number", number.to_value()),
			("root", root.to_value()),
		]))
	}
}
