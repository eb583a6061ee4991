//! Objects as a plan names them, as they were when the chain told of them.

use super::told::{own_ranges, plus, quantity, unit};
use crate::{
	epcis::lists::Lists,
	goods::Goods,
	node::{
		value::{case, hash, items, number, text},
		Event, State,
	},
	output::Failure,
};
use serde_json::{json, Value as Json};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};
use subxt::dynamic::{At, Value};
use tracemark_lots::{text::Ascii, Lot};
use tracemark_primitives::gs1::{unit_id, Gtin, LotNumber};

/// When an event of the chain told of objects.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
	/// The state after its block.
	pub state: &'a State,
	/// What happened in the block.
	pub events: &'a [Event],
	/// What happened in it afterwards.
	pub later: &'a [Event],
}

impl Moment<'_> {
	/// Whether something was split off an object in an extrinsic.
	pub fn is_split(&self, object: Option<H256>, extrinsic: Option<u32>) -> bool {
		self.events.iter().any(|event| {
			event.name == "Custody.Split"
				&& event.extrinsic == extrinsic
				&& object.is_some()
				&& event.fields.at("consignment").and_then(hash) == object
		})
	}
}

/// What is known of objects while blocks are read.
pub struct Shown<'a> {
	state: &'a State,
	goods: &'a Goods,
	lists: &'a Lists,
	/// What each object is, without how much.
	known: BTreeMap<H256, Option<Json>>,
}

/// What lay in a consignment at a moment: what lies in it after the block, and what left it meanwhile.
#[derive(PartialEq, Eq, Debug)]
struct Within {
	/// The consignments that were one then.
	parts: BTreeSet<H256>,
	/// The units that were taken out of them.
	units: BTreeSet<H256>,
}

impl Within {
	fn of(object: H256, later: &[Event]) -> Self {
		let mut within = Self { parts: [object].into(), units: BTreeSet::new() };
		for event in later {
			let id = |field: &str| event.fields.at(field).and_then(hash);
			let (of, out, is_unit) = match event.name.as_str() {
				"Custody.Split" => (id("consignment"), id("into"), false),
				"Custody.TakenOut" => (id("parent"), id("child"), true),
				_ => continue,
			};
			let (Some(of), Some(out)) = (of, out) else { continue };
			if within.parts.contains(&of) {
				let left = if is_unit { &mut within.units } else { &mut within.parts };
				left.insert(out);
			}
		}
		within
	}
}

impl<'a> Shown<'a> {
	/// Nothing is known yet; `state` is the newest.
	pub fn new(state: &'a State, goods: &'a Goods, lists: &'a Lists) -> Self {
		Self { state, goods, lists, known: BTreeMap::new() }
	}

	/// What a lot bears.
	pub async fn lot(&self, lot: H256) -> Result<Option<(Gtin, LotNumber)>, Failure> {
		let found = self.state.read("Custody", "Lots", &[&lot]).await?;
		let found = found.as_ref();
		let gtin = found.at("gtin").and_then(text);
		let number = found.at("number").and_then(text);
		Ok(gtin.zip(number).and_then(|(gtin, number)| {
			Some((gtin.as_str().try_into().ok()?, number.as_str().try_into().ok()?))
		}))
	}

	/// An object as a plan names it; `None` if the state does not say what it bears.
	pub async fn at(
		&mut self,
		object: Option<H256>,
		moment: Moment<'_>,
	) -> Result<Option<Json>, Failure> {
		let Some(object) = object else { return Ok(None) };
		if let Goods::Unit(gtin, serial) = self.goods {
			if self.goods.id() == Some(object) {
				return Ok(Some(unit(gtin, serial)));
			}
		}
		if !self.known.contains_key(&object) {
			let shown = self.look(object).await?;
			self.known.insert(object, shown);
		}
		let Some(Some(mut shown)) = self.known.get(&object).cloned() else { return Ok(None) };
		if let Some(part) = shown.get_mut("consignment").and_then(Json::as_object_mut) {
			let within = Within::of(object, moment.later);
			match self.serials(object, &within, moment.state).await? {
				Some(serials) => part.insert("serials".to_owned(), json!(serials)),
				None => {
					let whole = Self::whole(&within, moment.state).await?;
					part.insert("quantity".to_owned(), whole.unwrap_or(Json::Null))
				},
			};
		}
		Ok(Some(shown))
	}

	/// How much lay in a consignment. A unit is one piece.
	async fn whole(within: &Within, state: &State) -> Result<Option<Json>, Failure> {
		let one = json!({ "pieces": "1" });
		let mut amounts: Vec<Json> = within.units.iter().map(|_| one.clone()).collect();
		for part in &within.parts {
			let left = state.read("Custody", "Consignments", &[part]).await?;
			amounts.push(left.as_ref().at("quantity").and_then(quantity).unwrap_or(one.clone()));
		}
		let mut amounts = amounts.into_iter();
		let first = amounts.next();
		Ok(amounts.fold(first, |sum, amount| plus(&sum?, &amount)))
	}

	/// The serials of what lay in a consignment or is a unit, if there is a list of its lot.
	async fn serials(
		&self,
		object: H256,
		within: &Within,
		state: &State,
	) -> Result<Option<Vec<String>>, Failure> {
		let item = state.read("Custody", "Items", &[&object]).await?;
		let item = item.as_ref();
		let Some((kind, fields)) = item.at("kind").and_then(case) else { return Ok(None) };
		let Some(lot) = fields.at("lot").and_then(hash) else { return Ok(None) };
		let Some((gtin, name)) = self.lot(lot).await? else { return Ok(None) };
		let Some(list) = self.lists.lot(gtin, &name) else { return Ok(None) };
		let leaves = if kind == "Unit" {
			fields.at("index").and_then(small).into_iter().collect()
		} else {
			leaves(within, lot, list, state).await?
		};
		let leaves = leaves.into_iter().filter_map(|leaf| list.items().get(leaf));
		Ok(Some(leaves.map(|item| item.serial.text().into_owned()).collect()))
	}

	async fn look(&self, object: H256) -> Result<Option<Json>, Failure> {
		let item = self.state.read("Custody", "Items", &[&object]).await?;
		let item = item.as_ref();
		let Some((kind, fields)) = item.at("kind").and_then(case) else {
			let lot = self.lot(object).await?;
			return Ok(lot.map(
				|(gtin, number)| json!({ "lot": { "gtin": gtin.text(), "number": number.text() } }),
			));
		};
		let lot = match fields.at("lot").and_then(hash) {
			Some(lot) => self.lot(lot).await?,
			None => None,
		};
		Ok(match (kind, lot) {
			("LogisticUnit", _) => {
				let sscc = fields.at("sscc").and_then(text);
				sscc.map(|sscc| json!({ "logisticUnit": { "sscc": sscc } }))
			},
			// The state has the place of an item in its lot, not its serial: it is one piece of the lot.
			("Consignment" | "Unit", Some((gtin, name))) => {
				let place = fields.at("number").and_then(number).unwrap_or_default();
				let place = u32::try_from(place).unwrap_or_default();
				let part = json!({ "gtin": gtin.text(), "lot": name.text(), "number": place });
				Some(json!({ "consignment": part }))
			},
			_ => None,
		})
	}
}

/// The leaves of what lay in a consignment, ascending. That a unit was taken out of one does not change its ranges.
async fn leaves(
	within: &Within,
	lot: H256,
	list: &Lot,
	state: &State,
) -> Result<BTreeSet<usize>, Failure> {
	let mut leaves = BTreeSet::new();
	let segments = state.read("Custody", "LotSegments", &[&lot]).await?;
	let segments = segments.as_ref().map(items).unwrap_or_default();
	let pair =
		|segment: &&Value| Some((segment.at(0).and_then(small)?, segment.at(1).and_then(number)?));
	let segments: Vec<_> = segments.iter().filter_map(pair).collect();
	for part in &within.parts {
		let item = state.read("Custody", "Items", &[part]).await?;
		let item = item.as_ref();
		let kind = item.at("kind").and_then(case);
		let place = kind.and_then(|(_, fields)| fields.at("number").and_then(small));
		let ranges = place.map(|place| own_ranges(&segments, place, list.items().len()));
		let own = ranges.unwrap_or_default().into_iter().flat_map(|(from, until)| from..until);
		let own: BTreeSet<usize> = own.collect();
		let gone = taken(*part, &own, lot, list, state).await?;
		leaves.extend(own.difference(&gone));
	}
	for unit in &within.units {
		let item = state.read("Custody", "Items", &[unit]).await?;
		let item = item.as_ref();
		let kind = item.at("kind").and_then(case);
		leaves.extend(kind.and_then(|(_, fields)| fields.at("index").and_then(small)));
	}
	Ok(leaves)
}

/// The leaves of the units that were taken out of a consignment. The chain forgets which they are once they are many:
/// then each that has a record of its own was.
async fn taken(
	part: H256,
	own: &BTreeSet<usize>,
	lot: H256,
	list: &Lot,
	state: &State,
) -> Result<BTreeSet<usize>, Failure> {
	let contents = state.read("Custody", "Consignments", &[&part]).await?;
	let contents = contents.as_ref();
	let taken = contents.at("taken");
	let count = taken.at("count").and_then(small).unwrap_or_default();
	let leaves = taken.at("leaves").map(items).unwrap_or_default();
	let leaves: BTreeSet<usize> = leaves.into_iter().filter_map(small).collect();
	if leaves.len() == count {
		return Ok(leaves);
	}
	let mut gone = BTreeSet::new();
	let gtin = list.commitment().gtin;
	for leaf in own {
		let Some(listed) = list.items().get(*leaf) else { continue };
		let id = unit_id(&gtin, &listed.serial);
		let item = state.read("Custody", "Items", &[&id]).await?;
		let item = item.as_ref();
		let Some((_, fields)) = item.at("kind").and_then(case) else { continue };
		// An item of another lot can bear the same serial.
		if fields.at("lot").and_then(hash) == Some(lot)
			&& fields.at("index").and_then(small) == Some(*leaf)
		{
			gone.insert(*leaf);
		}
	}
	Ok(gone)
}

fn small(value: &Value) -> Option<usize> {
	number(value).and_then(|number| usize::try_from(number).ok())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::{structure, ToValue};

	#[test]
	fn what_lay_in_a_consignment_should_have_what_left_it_when_that_was_later_in_the_block() {
		let id = H256::repeat_byte;
		let event = |name: &str, from: (&str, u8), out: (&str, u8)| Event {
			name: format!("Custody.{name}"),
			extrinsic: Some(1),
			fields: structure([(from.0, id(from.1).to_value()), (out.0, id(out.1).to_value())]),
		};
		let split = |from, into| event("Split", ("consignment", from), ("into", into));
		let taken = |from, unit| event("TakenOut", ("parent", from), ("child", unit));
		let later = [
			taken(1, 11),
			split(1, 2),
			split(9, 8),
			taken(2, 12),
			taken(9, 13),
			split(2, 3),
			event("Packed", ("parent", 1), ("child", 3)),
		];
		let within = |later| Within::of(id(1), later);
		let parts = |all: &[u8]| all.iter().map(|byte| id(*byte)).collect::<BTreeSet<_>>();
		let expected = Within { parts: parts(&[1, 2, 3]), units: parts(&[11, 12]) };
		assert_eq!(within(&later), expected);
		assert_eq!(within(&later[1..2]), Within { parts: parts(&[1, 2]), units: parts(&[]) });
		assert_eq!(within(&[]), Within { parts: parts(&[1]), units: parts(&[]) });
	}
}
