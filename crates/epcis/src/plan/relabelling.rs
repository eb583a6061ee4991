//! Goods that only get another label, for which neither EPCIS nor CBV has a word.

use super::{
	call,
	goods::Goods,
	planner::{Made, Planner},
	world::{Life, Terms},
};
use crate::{
	context::Namespaces,
	json::{object, Object, Value},
};

/// The namespace of what documents say with words of this project. It is a name, and leads nowhere.
pub const NAMESPACE: &str = "https://ns.tracemark.example/epcis/";
/// Its prefix in what is exported.
pub const PREFIX: &str = "tracemark";
/// The field of a TransformationEvent that says how goods became others, as it is exported.
pub(super) const FIELD: &str = "tracemark:derivation";
/// What it says of goods that are the same under another label.
pub(super) const RELABELLED: &str = "relabelled";

/// Whether a transformation says that it is none: the goods are the same. `namespaces` has those of the document.
pub(super) fn is_relabelling<'a>(event: &'a Object, namespaces: &mut Namespaces<'a>) -> bool {
	let mark = namespaces.mark();
	namespaces.declare(event);
	let is = event.get("type").and_then(Value::as_str) == Some("TransformationEvent")
		&& event.iter().any(|(name, value)| {
			let full = namespaces.full(name);
			full.strip_prefix(NAMESPACE) == Some("derivation") && value.as_str() == Some(RELABELLED)
		});
	namespaces.restore(mark);
	is
}

/// Declares the prefix of the field in the members of a document, unless they declare it.
pub(super) fn declare(document: &mut Vec<(String, Value)>) {
	let own = object([(PREFIX, NAMESPACE.into())]);
	let known = document.iter_mut().find(|(name, _)| name == "@context");
	let Some((_, context)) = known else {
		document.push(("@context".to_owned(), own));
		return;
	};
	let mut entries = match &*context {
		Value::Array(entries) => entries.clone(),
		single => vec![single.clone()],
	};
	if !entries.iter().any(|entry| entry.get(PREFIX).is_some()) {
		entries.push(own);
		*context = Value::Array(entries);
	}
}

impl Planner<'_, '_> {
	/// The same goods under another identity.
	pub(super) fn relabelling(&mut self) -> Result<Vec<Value>, String> {
		let made = self.made("outputEPCList", "outputQuantityList")?;
		self.relabel(&made).map_err(|reason| format!("it is a relabelling, and {reason}"))
	}

	fn relabel(&mut self, made: &Made) -> Result<Vec<Value>, String> {
		let Made { lots, note: None } = made else {
			return Err("what the goods bear is more than lots with a quantity".to_owned());
		};
		let [new] = lots.as_slice() else {
			return Err("the goods become several lots".to_owned());
		};
		let goods = Goods::of(self.event, "inputEPCList", "inputQuantityList");
		if let Some(names) = goods.left_out() {
			return Err(format!("custody keeps no goods by {names}"));
		}
		if !goods.logistic_units.is_empty() {
			return Err("a logistic unit has no label of a class".to_owned());
		}
		if self.is_among(new, &goods) || self.world.has_lot(&new.lot) {
			return Err(format!("{} is not new", new.lot.in_words()));
		}
		let is_item =
			goods.lots.is_empty() && goods.items.values().map(|all| all.len()).sum::<usize>() == 1;
		let (objects, mut calls) = if is_item {
			(self.labels(&goods)?, Vec::new())
		} else {
			self.take(&goods, Terms::default())?
		};
		let [claim] = objects.as_slice() else {
			return Err(
				"the goods are several consignments: relabel one after the other".to_owned()
			);
		};
		if self.world.measure(&claim.thing).is_none_or(|(_, quantity)| quantity != new.quantity) {
			return Err("the goods are not as many before as afterwards".to_owned());
		}
		self.world.live(&claim.thing, Life::Ended);
		self.world.commission(&new.lot, &new.serials, new.quantity);
		let args = vec![
			("claim", claim.json.clone()),
			("identity", new.identity_json()),
			("quantity", new.quantity.json()),
		];
		calls.push(call("custody.relabel", None, self.at(args)));
		Ok(calls)
	}
}
