//! What a node has on record of goods, as the calls of a plan.
//!
//! Bodies of events are in the blocks only: the node is asked block by block, and has to be an archive.

use super::{
	errors::{self, Act, Declaration, Declared},
	shown::{Moment, Shown},
	told::{anchor, circumstances, quantity, seen_of_lot, sensor_word, word_of, yields},
	untold::Untold,
};
use crate::{
	epcis::lists::Lists,
	goods::{Goods, Record},
	node::{
		value::{case, hash, mentions, number, some},
		Event, Node, State,
	},
	output::Failure,
};
use serde_json::{json, Map, Value as Json};
use sp_core::H256;
use std::{
	collections::{btree_map::Entry, BTreeMap, BTreeSet},
	io::{self, IsTerminal},
};
use subxt::dynamic::{At, Value};
use tracemark_epcis::{
	plan::{NAMESPACE, PREFIX},
	time::{written, written_offset},
};
use tracemark_lots::text::Ascii;
use tracemark_primitives::{
	gs1::{consignment_id, lot_id},
	OrgId,
};

/// GS1's context of EPCIS 2.0.
const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
/// What stands for the id of an event of which no digest is on record.
pub const NO_HASH: &str =
	"ni:///sha-256;0000000000000000000000000000000000000000000000000000000000000000?ver=CBV2.0";

/// Which blocks are read.
pub struct Blocks {
	/// The first; that in which the goods came into being if it is not named.
	pub from: Option<u64>,
	/// The last; the newest final one if it is not named.
	pub until: Option<u64>,
}

/// The events of goods, and what is known of their document.
pub struct Recorded {
	/// The JSON of a plan.
	pub plan: Json,
	/// The events whose digest is on record, by their place from 1.
	pub anchored: BTreeSet<usize>,
	/// Who declares which event erroneous without having acted in it.
	pub disputed: Vec<(usize, OrgId)>,
	/// What is on record of the goods and is in none of the events.
	pub untold: Untold,
}

/// A call that events of the chain tell of, with the type of the EPCIS event and what it is apart from others by.
type Told = (&'static str, String, Json);

/// An EPCIS event under construction: calls of one extrinsic that belong together.
struct Found {
	block: u64,
	moment: i64,
	extrinsic: Option<u32>,
	kind: &'static str,
	/// What keeps it apart from other events of the same extrinsic.
	key: String,
	calls: Vec<Json>,
	/// What they put on record.
	acts: Vec<Act>,
	/// Fields that no call carries.
	kept: Map<String, Json>,
}

/// What is known of objects while blocks are read.
struct Reader<'a> {
	node: &'a Node,
	state: &'a State,
	goods: &'a Goods,
	lists: &'a Lists,
	names: BTreeMap<u32, Option<String>>,
	shown: Shown<'a>,
	untold: Untold,
}

/// Reads what a node has on record of goods.
pub async fn read(
	node: &Node,
	goods: &Goods,
	blocks: Blocks,
	lists: &Lists,
) -> Result<Recorded, Failure> {
	let state = node.state().await?;
	let record = Record { state: &state };
	let (mut wanted, created) = wanted(&record, goods).await?;
	let last = blocks.until.unwrap_or_else(|| state.block()).min(state.block());
	let first = blocks.from.unwrap_or(created);
	let mut reader = Reader {
		node,
		state: &state,
		goods,
		lists,
		names: BTreeMap::new(),
		shown: Shown::new(&state, goods, lists),
		untold: Untold::default(),
	};
	let mut found = Vec::new();
	for block in first..=last {
		if io::stderr().is_terminal() {
			eprint!("\r\x1b[Kblock {block} of {last}");
		}
		reader.block(block, &mut wanted, &mut found).await?;
	}
	if io::stderr().is_terminal() {
		eprint!("\r\x1b[K");
	}
	reader.plan(found).await
}

/// What an event says is made of other goods.
fn made(event: &Event) -> Option<H256> {
	let field = match event.name.strip_prefix("Custody.")? {
		"Commissioned" | "Transformed" => "consignment",
		"Consumed" | "Relabelled" => "into",
		_ => return None,
	};
	event.fields.at(field).and_then(hash)
}

/// The events that tell together how goods became others, if this is one of them.
fn derivation<'e>(events: &'e [Event], event: &Event) -> Vec<&'e Event> {
	let Some(consignment) = made(event) else { return Vec::new() };
	let is_part =
		|other: &&Event| other.extrinsic == event.extrinsic && made(other) == Some(consignment);
	let parts: Vec<_> = events.iter().filter(is_part).collect();
	let is_alone = parts.iter().all(|part| part.name == "Custody.Commissioned");
	if is_alone {
		Vec::new()
	} else {
		parts
	}
}

/// The ids that events of the goods name, and the block in which the goods came into being.
async fn wanted(record: &Record<'_>, goods: &Goods) -> Result<(BTreeSet<H256>, u64), Failure> {
	let unknown = || Failure::fault(format!("{goods}: the chain has no record of it"));
	match goods {
		Goods::Lot(gtin, lot) => {
			let id = lot_id(gtin, lot);
			let found = record.state.read("Custody", "Lots", &[&id]).await?.ok_or_else(unknown)?;
			let count = found.at("consignments").and_then(number).unwrap_or_default();
			let created = found.at("commissioned_in").and_then(number).unwrap_or_default();
			let count = u32::try_from(count).unwrap_or_default();
			let mut ids: BTreeSet<H256> =
				(0..count).map(|number| consignment_id(&id, number)).collect();
			ids.insert(id);
			Ok((ids, u64::try_from(created).unwrap_or_default()))
		},
		_ => {
			let id = match goods.id() {
				Some(id) => id,
				None => *record.objects(goods, None).await?.first().ok_or_else(unknown)?,
			};
			let span = record.state.read("Custody", "Spans", &[&id, &0u32]).await?;
			let created = span.as_ref().at("block").and_then(number).ok_or_else(|| {
				unknown().advised(
					"an item that nothing happened to on its own is in the events of its lot: export that",
				)
			})?;
			Ok(([id].into(), u64::try_from(created).unwrap_or_default()))
		},
	}
}

impl Reader<'_> {
	async fn block(
		&mut self,
		block: u64,
		wanted: &mut BTreeSet<H256>,
		found: &mut Vec<Found>,
	) -> Result<(), Failure> {
		let state = self.node.state_at(block).await?;
		let events = state.events().await?;
		self.follow(&events, wanted);
		let relevant =
			|event: &&Event| event.name.starts_with("Custody.") && mentions(&event.fields, wanted);
		if !events.iter().any(|event| relevant(&event)) {
			return Ok(());
		}
		let now = state.read("Timestamp", "Now", &[]).await?;
		let now = now.as_ref().and_then(number).and_then(|now| i64::try_from(now).ok());
		let moment = now.unwrap_or_default();
		let begun = found.len();
		for (place, event) in events.iter().enumerate().filter(|(_, event)| relevant(event)) {
			let later = events.get(place..).and_then(|rest| rest.get(1..)).unwrap_or_default();
			let at = Moment { state: &state, events: &events, later };
			if event.name == "Custody.SensorReported" {
				// What sensors say belongs to the event of the same extrinsic.
				let report = self.report(event, at).await?;
				let same = |other: &&mut Found| other.extrinsic == event.extrinsic;
				match found.iter_mut().skip(begun).find(same) {
					Some(other) => {
						other.calls.extend(report);
						other.acts.extend(errors::act(event));
					},
					None => self.untold.add("SensorReported"),
				}
				continue;
			}
			let together = derivation(&events, event);
			let told = match together.is_empty() {
				true => self.call(event, at).await?,
				false => self.derived(&together, at).await?,
			};
			let Some((kind, key, call)) = told else {
				self.untold.add(event.name.trim_start_matches("Custody."));
				continue;
			};
			let acts = match together.is_empty() {
				true => errors::act(event).into_iter().collect(),
				false => errors::acts(&together),
			};
			let timed = call.get("args").is_some_and(|args| args.get("time").is_some());
			let same = found.iter_mut().skip(begun).find(|other| {
				other.extrinsic == event.extrinsic && other.kind == kind && other.key == key
			});
			match same {
				// The first of its events told all of it.
				Some(_) if !together.is_empty() => {},
				Some(other) => {
					other.merge(call);
					other.acts.extend(acts);
				},
				None => {
					let mut kept = Map::new();
					let recorded = written(moment).unwrap_or_default();
					kept.insert("recordTime".to_owned(), json!(recorded));
					if !timed {
						// The call does not say when: not later than the block.
						kept.insert("eventTime".to_owned(), json!(recorded));
						kept.insert("eventTimeZoneOffset".to_owned(), json!(written_offset(0)));
					}
					found.push(Found {
						block,
						moment,
						extrinsic: event.extrinsic,
						kind,
						key,
						calls: vec![call],
						acts,
						kept,
					});
				},
			}
		}
		for event in found.iter_mut().skip(begun) {
			event.calls.extend(anchor(&events, event.extrinsic));
		}
		Ok(())
	}

	/// Follows the items that leave a lot: they have records of their own from then on.
	fn follow(&self, events: &[Event], wanted: &mut BTreeSet<H256>) {
		if !matches!(self.goods, Goods::Lot(..)) {
			return;
		}
		for event in events.iter().filter(|event| event.name == "Custody.TakenOut") {
			let id = |field: &str| event.fields.at(field).and_then(hash);
			let (Some(parent), Some(child)) = (id("parent"), id("child")) else { continue };
			if wanted.contains(&parent) {
				wanted.insert(child);
			}
		}
	}

	/// The lot that was made: what it bears, and how much it is.
	async fn lot_made(&mut self, fields: &Value) -> Result<Option<(Json, Json)>, Failure> {
		let Some(lot) = fields.at("lot").and_then(hash) else { return Ok(None) };
		let quantity = fields.at("quantity").and_then(quantity).unwrap_or(Json::Null);
		let Some((gtin, number)) = self.shown.lot(lot).await? else { return Ok(None) };
		let list = self.lists.lot(gtin, &number).map(|list| list.items()).unwrap_or_default();
		let serials: Vec<_> = list.iter().map(|item| item.serial.text()).collect();
		let identity = json!({ "gtin": gtin.text(), "number": number.text(), "serials": serials });
		Ok(Some((identity, quantity)))
	}

	/// The call by which goods became others, by all events that tell of it.
	async fn derived(
		&mut self,
		together: &[&Event],
		at: Moment<'_>,
	) -> Result<Option<Told>, Failure> {
		let of = |name: &str| together.iter().find(|event| event.name == name);
		let Some(made) = of("Custody.Commissioned") else { return Ok(None) };
		let Some((identity, made_quantity)) = self.lot_made(&made.fields).await? else {
			return Ok(None);
		};
		let mut goods = Vec::new();
		for event in together {
			let Some(object) = event.fields.at("object").and_then(hash) else { continue };
			let Some(shown) = self.shown.at(Some(object), at).await? else { return Ok(None) };
			goods.push(shown);
		}
		let mut args = circumstances(&made.fields);
		args.insert("identity".to_owned(), identity);
		args.insert("quantity".to_owned(), made_quantity);
		let name = match of("Custody.Transformed") {
			Some(transformed) => {
				let input = |goods| json!({ "object": goods, "amount": null });
				args.insert("inputs".to_owned(), goods.into_iter().map(input).collect());
				args.insert("yields".to_owned(), yields(&transformed.fields));
				"custody.transform"
			},
			None => {
				args.insert("claim".to_owned(), goods.pop().unwrap_or(Json::Null));
				"custody.relabel"
			},
		};
		let key = format!("{:?}", made.fields.at("consignment").and_then(hash));
		let call = json!({ "call": name, "signer": null, "args": args });
		Ok(Some(("TransformationEvent", key, call)))
	}

	/// The call that an event tells of.
	async fn call(&mut self, event: &Event, at: Moment<'_>) -> Result<Option<Told>, Failure> {
		let Some((_, name)) = event.name.split_once('.') else { return Ok(None) };
		let fields = &event.fields;
		let id = |field: &str| fields.at(field).and_then(hash);
		let mut args = circumstances(fields);
		let mut put = |name: &str, value: Json| {
			args.insert(name.to_owned(), value);
		};
		let actor = ["by", "maker"].iter().find_map(|field| fields.at(*field)).and_then(number);
		let (kind, key, call, signer) = match name {
			"Commissioned" => {
				let Some((identity, quantity)) = self.lot_made(fields).await? else {
					return Ok(None);
				};
				for (name, value) in identity.as_object().into_iter().flatten() {
					put(name, value.clone());
				}
				put("quantity", quantity);
				("ObjectEvent", format!("{:?}", id("lot")), "custody.commission", None)
			},
			"Packed" | "Unpacked" => {
				let parent = id("parent");
				let Some(within) = self.shown.at(parent, at).await? else { return Ok(None) };
				let Some(child) = self.shown.at(id("child"), at).await? else {
					return Ok(None);
				};
				let call = if name == "Packed" {
					let sscc = within.get("logisticUnit").and_then(|unit| unit.get("sscc"));
					put("sscc", sscc.cloned().unwrap_or(Json::Null));
					"custody.pack"
				} else {
					put("parent", within);
					"custody.unpack"
				};
				put("children", json!([child]));
				("AggregationEvent", format!("{name}{parent:?}"), call, None)
			},
			"Offered" | "Consigned" | "Accepted" => {
				let Some(goods) = self.shown.at(id("object"), at).await? else { return Ok(None) };
				let party = |field: &str| {
					fields.at(field).and_then(number).and_then(|org| u32::try_from(org).ok())
				};
				let (from, to) = (party("from"), party("to"));
				let noted = fields.at("reservation").and_then(some).and_then(case);
				let mut key = name.to_owned();
				let (call, signer) = if let Some((note @ ("Damaged" | "Shortage"), noted)) = noted {
					let missing = noted.at("missing").and_then(quantity);
					put(
						"goods",
						json!([{ "object": goods, "reservation": note, "missing": missing }]),
					);
					// Of one event of a document some may be short, and some as they were offered.
					if note == "Damaged" || anchor(at.events, event.extrinsic).is_none() {
						key.push_str(note);
					}
					if missing.is_some() && !at.is_split(id("object"), event.extrinsic) {
						// No quantity tells it.
						self.untold.add(note);
					}
					("custody.receive", to)
				} else if name == "Accepted" {
					if let Some((noted, _)) = noted {
						self.untold.add(noted);
					}
					put("object", goods);
					("custody.accept", to)
				} else {
					put("object", goods);
					put("to", json!(self.gln(to).await?));
					("custody.offer", from)
				};
				("ObjectEvent", key, call, signer)
			},
			"Sold" | "Destroyed" | "Decommissioned" | "ReportedMissing" | "TakenBack" => {
				let Some(goods) = self.shown.at(id("object"), at).await? else { return Ok(None) };
				let missing = fields.at("kind").and_then(case).map(|(kind, _)| kind.to_owned());
				let call = match name {
					"Sold" => "custody.sell",
					"Destroyed" => "custody.destroy",
					"Decommissioned" => "custody.decommission",
					"TakenBack" => "custody.take_back",
					// What is lost has no disposition of CBV that says so plainly.
					_ if missing.as_deref() != Some("Stolen") => return Ok(None),
					_ => {
						put("kind", json!("Stolen"));
						"custody.report_missing"
					},
				};
				put("object", goods);
				("ObjectEvent", name.to_owned(), call, None)
			},
			"Observed" => {
				let Some(mut goods) = self.shown.at(id("object"), at).await? else {
					return Ok(None);
				};
				if let (Some(lot), Some(extrinsic)) =
					(goods.get_mut("lot").and_then(Json::as_object_mut), event.extrinsic)
				{
					// How much of a lot was seen is in the call alone.
					let call = at.state.arguments(extrinsic).await?;
					let seq = fields.at("seq").and_then(number);
					let seen = call.as_ref().zip(seq);
					let seen = seen.and_then(|(call, seq)| seen_of_lot(call, lot, seq));
					lot.insert("quantity".to_owned(), seen.unwrap_or(Json::Null));
				}
				let cbv =
					|field: &str| fields.at(field).and_then(case).map(|(word, _)| word_of(word));
				let (step, disposition) = (cbv("biz_step"), cbv("disposition"));
				put("what", goods);
				put("bizStep", json!(step));
				put("disposition", json!(disposition));
				let key = format!("{name}{actor:?}{step:?}{disposition:?}");
				("ObjectEvent", key, "custody.observe", None)
			},
			_ => return Ok(None),
		};
		let signer = match signer {
			Some(org) => self.gln(Some(org)).await?,
			None => None,
		};
		let call = json!({ "call": call, "signer": signer, "args": args });
		Ok(Some((kind, key, call)))
	}

	/// The call that reported what a sensor says.
	async fn report(&mut self, event: &Event, at: Moment<'_>) -> Result<Option<Json>, Failure> {
		let object = event.fields.at("object").and_then(hash);
		let Some(goods) = self.shown.at(object, at).await? else { return Ok(None) };
		let word = event.fields.at("word").and_then(sensor_word);
		Ok(word.map(|word| {
			json!({
				"call": "custody.report_sensor",
				"signer": null,
				"args": { "object": goods, "word": word },
			})
		}))
	}

	/// The GLN of an organisation, if it has one.
	async fn gln(&mut self, org: Option<u32>) -> Result<Option<String>, Failure> {
		let Some(org) = org else { return Ok(None) };
		if let Some(known) = self.names.get(&org) {
			return Ok(known.clone());
		}
		let gln = Record { state: self.state }.gln(org).await?;
		self.names.insert(org, gln.clone());
		Ok(gln)
	}

	/// What the newest state has declared of an event.
	async fn declared(
		&self,
		acts: &[Act],
		known: &mut BTreeMap<H256, Vec<Declaration>>,
	) -> Result<Declared, Failure> {
		for entry in acts.iter().flatten() {
			if let Entry::Vacant(place) = known.entry(entry.object) {
				place.insert(errors::declarations(self.state, entry.object).await?);
			}
		}
		let known = &*known;
		Ok(errors::declared(acts, |entry| {
			known.get(&entry.object).map(Vec::as_slice).unwrap_or_default()
		}))
	}

	async fn plan(&mut self, found: Vec<Found>) -> Result<Recorded, Failure> {
		let mut events = Vec::new();
		let mut disputed = Vec::new();
		let mut known = BTreeMap::new();
		let mut anchored = BTreeSet::new();
		let last = found.iter().map(|event| event.moment).max();
		for (place, event) in (1usize..).zip(found) {
			let digest = event
				.calls
				.iter()
				.find_map(|call| call.get("args")?.get("digest")?.as_str().map(str::to_owned));
			if digest.is_some() {
				anchored.insert(place);
			}
			let Declared { error, others } = self.declared(&event.acts, &mut known).await?;
			disputed.extend(others.into_iter().map(|by| (place, by)));
			events.push(json!({
				"event": place,
				"type": event.kind,
				"hash": digest.unwrap_or_else(|| NO_HASH.to_owned()),
				"calls": event.calls,
				"kept": event.kept,
				"errorDeclaration": error,
				"note": format!("block {}", event.block),
			}));
		}
		let created = last.and_then(written).unwrap_or_default();
		let document = json!({
			"@context": [CONTEXT, { "cbvmda": "urn:epcglobal:cbv:mda:", PREFIX: NAMESPACE }],
			"type": "EPCISDocument",
			"schemaVersion": "2.0",
			"creationDate": created,
		});
		let plan = json!({ "document": document, "events": events, "asOf": self.state.block() });
		let untold = std::mem::take(&mut self.untold);
		Ok(Recorded { plan, anchored, disputed, untold })
	}
}

impl Found {
	/// With another call of the same event.
	fn merge(&mut self, call: Json) {
		let children =
			call.get("args").and_then(|args| args.get("children")).and_then(Json::as_array);
		let own = self
			.calls
			.first_mut()
			.and_then(|first| first.get_mut("args")?.get_mut("children")?.as_array_mut());
		match (own, children) {
			(Some(own), Some(more)) => own.extend(more.iter().cloned()),
			_ => self.calls.push(call),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::value::{structure, ToValue};

	#[test]
	fn derivation_should_be_all_that_tells_of_it_when_goods_became_others() {
		let event = |name: &str, extrinsic: u32, field: &str, consignment: u8| Event {
			name: format!("Custody.{name}"),
			extrinsic: Some(extrinsic),
			fields: structure([(field, H256::repeat_byte(consignment).to_value())]),
		};
		let events = [
			event("Commissioned", 1, "consignment", 1),
			event("Commissioned", 1, "consignment", 2),
			event("Consumed", 1, "into", 2),
			event("Sold", 1, "object", 2),
			event("Transformed", 1, "consignment", 2),
			event("Commissioned", 2, "consignment", 3),
			event("Relabelled", 2, "into", 3),
		];
		let names = |place: usize| {
			let found = derivation(&events, &events[place]);
			found.iter().map(|event| event.name.as_str()).collect::<Vec<_>>()
		};
		let transformed = ["Custody.Commissioned", "Custody.Consumed", "Custody.Transformed"];
		for place in [1, 2, 4] {
			assert_eq!(names(place), transformed);
		}
		for place in [5, 6] {
			assert_eq!(names(place), ["Custody.Commissioned", "Custody.Relabelled"]);
		}
		// Made of nothing else, or not made.
		for place in [0, 3] {
			assert!(names(place).is_empty());
		}
	}
}
