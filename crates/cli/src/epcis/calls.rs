//! The calls of a plan as calls of the chain: names become numbers, ids, current numbers and paths.

use super::lists::Lists;
use crate::{
	evidence::description::{Described, Description, Opening},
	goods::Record,
	node::{
		value::{bounded, named_variant, number, sha256, unit, variant, ToValue},
		Call, State,
	},
	output::Failure,
};
use serde_json::{json, Value as Json};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};
use subxt::dynamic::{At, Value};
use tracemark_lots::text;
use tracemark_primitives::{
	goods::GoodsClaim,
	gs1::{consignment_id, logistic_unit_id, lot_id, unit_id, Gln, Gtin, LotNumber, Serial, Sscc},
	quantity::{Quantity, UnitCode},
	time::EventTime,
	OrgId,
};

/// Makes the calls of one event, which are sent as one. Numbers of objects that earlier calls of the event
/// advance are counted along; all others are those of the state.
pub struct Translator<'a> {
	/// The newest final state.
	pub state: &'a State,
	/// The lists of lots.
	pub lists: &'a mut Lists,
	/// What opens the commitments that were drawn.
	pub openings: &'a mut Vec<Opening>,
	/// Numbers after the calls so far.
	pub seqs: BTreeMap<H256, u32>,
	/// For messages and commitments: which document.
	pub document: &'a str,
	/// What the sensors of the event read.
	pub readings: &'a [Json],
	/// What the calls of the event add up to.
	pub done: Done,
	/// What the event says and its calls do not, for whoever captures it.
	pub warnings: &'a mut Vec<String>,
}

/// What the calls of an event did so far.
#[derive(Default)]
pub struct Done {
	/// Logistic units that they packed.
	pub made: BTreeSet<H256>,
	/// What sensors were reported to say of which object.
	pub reported: BTreeSet<(H256, String)>,
	/// The root over what the sensors read, once it is drawn.
	pub readings_root: Option<H256>,
}

pub(super) fn malformed(what: &str) -> Failure {
	format!("the plan has no {what} where the chain needs one").into()
}

pub(super) fn text_of<'j>(json: &'j Json, name: &str) -> Result<&'j str, Failure> {
	json.get(name).and_then(Json::as_str).ok_or_else(|| malformed(name))
}

pub(super) fn gtin_of(json: &Json) -> Result<Gtin, Failure> {
	text::gtin(text_of(json, "gtin")?).map_err(Failure::from)
}

fn serials_of(json: &Json) -> Result<Option<BTreeSet<Serial>>, Failure> {
	let Some(serials) = json.get("serials").and_then(Json::as_array) else { return Ok(None) };
	let serials = serials
		.iter()
		.map(|serial| text::serial(serial.as_str().unwrap_or_default()))
		.collect::<Result<BTreeSet<_>, _>>()?;
	Ok((!serials.is_empty()).then_some(serials))
}

/// How much, as the plan writes it.
pub fn quantity_of(json: &Json) -> Result<Quantity, Failure> {
	let amount = |name: &str| {
		json.get(name).and_then(Json::as_str).and_then(|digits| digits.parse::<u64>().ok())
	};
	match (amount("pieces"), amount("micros")) {
		(Some(pieces), _) => Ok(Quantity::Pieces(pieces)),
		(None, Some(micros)) => {
			let code = format!("{: <3}", text_of(json, "unit")?);
			let code = <[u8; 3]>::try_from(code.as_bytes()).map_err(|_| malformed("unit"))?;
			Ok(Quantity::Measured { micros, unit: UnitCode(code) })
		},
		(None, None) => Err(malformed("quantity")),
	}
}

pub(super) fn place_of(args: &Json) -> Result<Option<Gln>, Failure> {
	match args.get("place").and_then(Json::as_str) {
		Some(gln) => Gln::try_from(gln).map(Some).map_err(|_| malformed("GLN of the place")),
		None => Ok(None),
	}
}

pub(super) fn time_of(args: &Json) -> Result<EventTime, Failure> {
	instant_of(args, "time")
}

/// A moment with its offset, as the plan writes it.
pub(super) fn instant_of(json: &Json, name: &str) -> Result<EventTime, Failure> {
	let time = json.get(name).ok_or_else(|| malformed(name))?;
	let moment = time.get("moment").and_then(Json::as_u64).ok_or_else(|| malformed("time"))?;
	let offset = time.get("offset").and_then(Json::as_i64).unwrap_or_default();
	Ok(EventTime { moment, offset: i16::try_from(offset).map_err(|_| malformed("offset"))? })
}

/// A number of something on record; 0 if there is none.
pub(super) fn number_of(value: &Value, name: &str) -> u32 {
	let found = value.at(name).and_then(number);
	found.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

/// A word of CBV as the chain names its variant: `cycle_counting` is `CycleCounting`.
pub fn word(cbv: &str) -> String {
	let capital = |part: &str| {
		let mut letters = part.chars();
		letters
			.next()
			.map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
	};
	cbv.split('_').map(capital).collect()
}

/// The digest of an event hash id.
pub fn digest_of(hash: &str) -> Option<H256> {
	hash.strip_prefix("ni:///sha-256;")?.split('?').next()?.parse().ok()
}

impl Translator<'_> {
	pub(super) fn record(&self) -> Record<'_> {
		Record { state: self.state }
	}

	async fn seq(&self, object: H256, shown: &Json) -> Result<u32, Failure> {
		match self.seqs.get(&object) {
			Some(known) => Ok(*known),
			None => self
				.record()
				.seq(object)
				.await?
				.ok_or_else(|| Failure::fault(format!("the chain has no record of {shown}"))),
		}
	}

	fn advance(&mut self, object: H256, seq: u32) {
		self.seqs.insert(object, seq.saturating_add(1));
	}

	/// The id of goods.
	pub async fn object(&self, goods: &Json) -> Result<H256, Failure> {
		if let Some(logistic) = goods.get("logisticUnit") {
			let sscc = Sscc::try_from(text_of(logistic, "sscc")?).map_err(|_| malformed("SSCC"))?;
			let generation = self.state.read("Custody", "SsccGeneration", &[&sscc]).await?;
			let generation = generation.as_ref().and_then(number).unwrap_or_default();
			let generation = u32::try_from(generation).map_err(|_| malformed("generation"))?;
			return Ok(logistic_unit_id(&sscc, generation));
		}
		if let Some(item) = goods.get("unit") {
			return Ok(unit_id(&gtin_of(item)?, &serial_of(item)?));
		}
		if let Some(lot) = goods.get("lot") {
			return Ok(lot_id(&gtin_of(lot)?, &lot_of(lot, "number")?));
		}
		let part = goods.get("consignment").ok_or_else(|| malformed("goods"))?;
		let lot = lot_id(&gtin_of(part)?, &lot_of(part, "lot")?);
		let number = part.get("number").and_then(Json::as_u64).unwrap_or_default();
		Ok(consignment_id(&lot, u32::try_from(number).map_err(|_| malformed("number"))?))
	}

	/// Goods that are claimed, with the number that the call names.
	pub(super) async fn claim(&mut self, goods: &Json) -> Result<(GoodsClaim, u32), Failure> {
		let id = self.object(goods).await?;
		let Some(item) = goods.get("unit") else {
			let seq = self.seq(id, goods).await?;
			self.advance(id, seq);
			let claim = match goods.get("logisticUnit") {
				Some(logistic) => {
					let sscc = Sscc::try_from(text_of(logistic, "sscc")?)
						.map_err(|_| malformed("SSCC"))?;
					GoodsClaim::LogisticUnit { sscc }
				},
				None => GoodsClaim::Consignment { id },
			};
			return Ok((claim, seq));
		};
		let (gtin, serial) = (gtin_of(item)?, serial_of(item)?);
		let own = match self.seqs.get(&id) {
			Some(seq) => Some(*seq),
			None => self.record().seq(id).await?,
		};
		let (proof, tracked, seq) = match own {
			Some(seq) => (None, id, seq),
			None => {
				let proof = self.lists.proof(gtin, &serial).ok_or_else(|| {
					Failure::from(format!(
						"{goods} has no record of its own, and no list has its path; name the folder of \
						 its list with --lists"
					))
				})?;
				let claim =
					GoodsClaim::Unit { gtin, serial: serial.clone(), proof: Some(proof.clone()) };
				let facts = self.record().facts(&claim).await?;
				let within = facts.whereabouts.map(|known| known.object).ok_or_else(|| {
					Failure::fault(format!("the chain has no record of the lot of {goods}"))
				})?;
				let seq = self.seq(within, goods).await?;
				(Some(proof), within, seq)
			},
		};
		self.advance(tracked, seq);
		Ok((GoodsClaim::Unit { gtin, serial, proof }, seq))
	}

	/// A commitment to something that only the signer knows.
	fn commitment(&mut self, what: &str) -> Result<H256, Failure> {
		let opening = Opening::draw(format!("{what} of {}", self.document))?;
		let commitment = opening.commitment();
		self.openings.push(opening);
		Ok(commitment)
	}

	/// The chain's call for a call of the plan. `signer` is the organisation that signs. `None` for what sensors say of
	/// goods that are not on record.
	pub async fn call(&mut self, call: &Json, signer: OrgId) -> Result<Option<Call>, Failure> {
		let args = call.get("args").ok_or_else(|| malformed("args"))?;
		match text_of(call, "call")? {
			"custody.report_sensor" => self.report(args, signer).await,
			name => self.act(name, args, signer).await.map(Some),
		}
	}

	async fn act(&mut self, name: &str, args: &Json, signer: OrgId) -> Result<Call, Failure> {
		let goods = |name: &str| args.get(name).ok_or_else(|| malformed(name));
		match name {
			"evidence.anchor" => self.anchor(args),
			"custody.commission" => {
				let (gtin, number) = (gtin_of(args)?, lot_of(args, "number")?);
				let root = self.root(args, gtin, &number)?;
				let id = consignment_id(&lot_id(&gtin, &number), 0);
				self.seqs.insert(id, 1);
				Ok(Call::new("Custody", "commission")
					.with("gtin", gtin)
					.with("number", &number)
					.with("quantity", quantity_of(goods("quantity")?)?)
					.with("root", root)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.split" => {
				let from = goods("consignment")?;
				let part = goods("part")?.get("consignment").ok_or_else(|| malformed("part"))?;
				let id = self.object(from).await?;
				let into = self.object(goods("part")?).await?;
				let seq = self.seq(id, from).await?;
				let part = match serials_of(part)? {
					Some(serials) => {
						let lot = self.lists.lot(gtin_of(part)?, &lot_of(part, "lot")?);
						let ranges =
							lot.and_then(|lot| Lists::ranges(lot, &serials)).ok_or_else(|| {
								Failure::from(format!(
								"no list has the serials of {from}; name the folder of its list with --lists"
							))
							})?;
						let pair = |(from, until): (u32, u32)| {
							Value::unnamed_composite([from.to_value(), until.to_value()])
						};
						variant("Ranges", bounded(ranges.into_iter().map(pair)))
					},
					None => {
						let amount = part.get("quantity").ok_or_else(|| malformed("quantity"))?;
						variant("Amount", quantity_of(amount)?.to_value())
					},
				};
				self.advance(id, seq);
				self.seqs.insert(into, 1);
				Ok(Call::new("Custody", "split")
					.with("consignment", id)
					.with("seq", seq)
					.with("part", part))
			},
			"custody.pack" => {
				let sscc = Sscc::try_from(text_of(args, "sscc")?).map_err(|_| malformed("SSCC"))?;
				let packed = self.object(&json!({ "logisticUnit": args })).await?;
				self.done.made.insert(packed);
				Ok(Call::new("Custody", "pack")
					.with("sscc", sscc)
					.with("children", self.children(args).await?.0)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.unpack" => {
				let parent = goods("parent")?;
				let id = self.object(parent).await?;
				let seq = self.seq(id, parent).await?;
				let (children, count) = self.children(args).await?;
				self.seqs.insert(id, seq.saturating_add(count));
				Ok(Call::new("Custody", "unpack")
					.with("parent", id)
					.with("seq", seq)
					.with("children", children)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.offer" => {
				let (id, seq) = self.current(goods("object")?).await?;
				Ok(Call::new("Custody", "offer")
					.with("object", id)
					.with("seq", seq)
					.with("to", self.record().member(text_of(args, "to")?).await?)
					// A document says nothing of it: as long as an offer can stand.
					.with("until", None::<u64>)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.accept" => {
				let (id, seq) = self.current(goods("object")?).await?;
				Ok(Call::new("Custody", "accept")
					.with("object", id)
					.with("seq", seq)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.receive" => self.receive(args).await,
			"custody.destroy" => {
				let (id, seq) = self.current(goods("object")?).await?;
				Ok(Call::new("Custody", "destroy")
					.with("object", id)
					.with("seq", seq)
					.with("time", time_of(args)?))
			},
			"custody.take_back" => {
				let (id, seq) = self.current(goods("object")?).await?;
				Ok(Call::new("Custody", "take_back")
					.with("object", id)
					.with("seq", seq)
					.with("commitment", self.commitment("return")?)
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.sell" => {
				let (claim, seq) = self.claim(goods("claim")?).await?;
				Ok(Call::new("Custody", "sell")
					.with("claim", claim)
					.with("seq", seq)
					.with("order", self.commitment("sale")?)
					.with("payment", None::<H256>)
					.with("marketplace", None::<u32>))
			},
			"custody.decommission" => {
				let (claim, seq) = self.claim(goods("claim")?).await?;
				Ok(Call::new("Custody", "decommission")
					.with("claim", claim)
					.with("seq", seq)
					.with("time", time_of(args)?))
			},
			"custody.report_missing" => {
				let (claim, seq) = self.claim(goods("claim")?).await?;
				Ok(Call::new("Custody", "report_missing")
					.with("claim", claim)
					.with("seq", seq)
					.with("kind", unit(text_of(args, "kind")?))
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			"custody.transform" => self.transform(args).await,
			"custody.relabel" => self.relabel(args).await,
			"custody.observe" => {
				let what = goods("what")?;
				let id = self.object(what).await?;
				let seq = match self.seqs.get(&observed(id)) {
					Some(seq) => *seq,
					None => {
						let count =
							self.state.read("Custody", "ObservationCount", &[&id, &signer]).await?;
						let count = count.as_ref().and_then(number).unwrap_or_default();
						u32::try_from(count).map_err(|_| malformed("number of observations"))?
					},
				};
				self.advance(observed(id), seq);
				let value = self.seen(what, id)?;
				Ok(Call::new("Custody", "observe")
					.with("what", value)
					.with("seq", seq)
					.with("biz_step", unit(&word(text_of(args, "bizStep")?)))
					.with("disposition", unit(&word(text_of(args, "disposition")?)))
					.with("place", place_of(args)?)
					.with("time", time_of(args)?))
			},
			other => Err(format!("`{other}` is a call that this program does not know").into()),
		}
	}

	/// What was seen, as the chain takes it: an item by its label, so much of a lot, or an object.
	fn seen(&self, what: &Json, id: H256) -> Result<Value, Failure> {
		if let Some(item) = what.get("unit") {
			let (gtin, serial) = (gtin_of(item)?, serial_of(item)?);
			let proof = self.lists.proof(gtin, &serial);
			let fields = [
				("gtin", gtin.to_value()),
				("serial", serial.to_value()),
				("proof", proof.to_value()),
			];
			return Ok(named_variant("Serial", fields));
		}
		let Some(lot) = what.get("lot") else { return Ok(variant("Object", id.to_value())) };
		let quantity = lot.get("quantity").ok_or_else(|| malformed("quantity"))?;
		let fields = [
			("gtin", gtin_of(lot)?.to_value()),
			("lot", lot_of(lot, "number")?.to_value()),
			("quantity", quantity_of(quantity)?.to_value()),
		];
		Ok(named_variant("OfLot", fields))
	}

	/// An item as the path in its list claims it. `None` for other goods, and if no list has it.
	pub(super) fn by_path(&self, goods: &Json) -> Result<Option<GoodsClaim>, Failure> {
		let Some(item) = goods.get("unit") else { return Ok(None) };
		let (gtin, serial) = (gtin_of(item)?, serial_of(item)?);
		let proof = self.lists.proof(gtin, &serial);
		Ok(proof.map(|proof| GoodsClaim::Unit { gtin, serial, proof: Some(proof) }))
	}

	/// The organisation that holds what a call is about, if it is on record.
	pub async fn holder(&self, call: &Json) -> Result<Option<OrgId>, Failure> {
		let Some(args) = call.get("args") else { return Ok(None) };
		let first =
			|list: &str| args.get(list).and_then(Json::as_array).and_then(|all| all.first());
		let goods = ["object", "claim", "consignment", "parent"]
			.into_iter()
			.find_map(|name| args.get(name))
			.or_else(|| first("children"))
			.or_else(|| first("inputs").and_then(|input| input.get("object")));
		let Some(goods) = goods else { return Ok(None) };
		let claim = if let Some(item) = goods.get("unit") {
			let (gtin, serial) = (gtin_of(item)?, serial_of(item)?);
			let proof = self.lists.proof(gtin, &serial);
			GoodsClaim::Unit { gtin, serial, proof }
		} else if let Some(logistic) = goods.get("logisticUnit") {
			let sscc = Sscc::try_from(text_of(logistic, "sscc")?).map_err(|_| malformed("SSCC"))?;
			GoodsClaim::LogisticUnit { sscc }
		} else {
			GoodsClaim::Consignment { id: self.object(goods).await? }
		};
		Ok(self.record().facts(&claim).await?.whereabouts.map(|known| known.holder))
	}

	/// The organisation that owns the class of what a call makes, if it makes anything.
	pub async fn class_owner(&self, call: &Json) -> Result<Option<OrgId>, Failure> {
		let args = call.get("args");
		let Some(made) = args.filter(|args| args.get("gtin").is_some()) else { return Ok(None) };
		Ok(self.record().class(&gtin_of(made)?).await?.map(|class| class.owner))
	}

	pub(super) async fn current(&mut self, goods: &Json) -> Result<(H256, u32), Failure> {
		let id = self.object(goods).await?;
		let seq = self.seq(id, goods).await?;
		self.advance(id, seq);
		Ok((id, seq))
	}

	async fn children(&mut self, args: &Json) -> Result<(Value, u32), Failure> {
		let list = args.get("children").and_then(Json::as_array);
		let list = list.ok_or_else(|| malformed("children"))?;
		let mut children = Vec::new();
		for goods in list {
			let (id, seq) = self.current(goods).await?;
			children.push(Value::unnamed_composite([id.to_value(), seq.to_value()]));
		}
		let count = u32::try_from(children.len()).unwrap_or(u32::MAX);
		Ok((bounded(children), count))
	}

	pub(super) fn root(
		&mut self,
		json: &Json,
		gtin: Gtin,
		number: &LotNumber,
	) -> Result<Option<H256>, Failure> {
		match serials_of(json)? {
			Some(serials) => {
				let lot = self.lists.make(gtin, number, &serials)?;
				Ok(Some(lot.commitment().root))
			},
			None => Ok(None),
		}
	}

	fn anchor(&mut self, args: &Json) -> Result<Call, Failure> {
		let digest = digest_of(text_of(args, "digest")?).ok_or_else(|| malformed("digest"))?;
		let Described { value, openings } = Description::default().describe(self.document)?;
		self.openings.extend(openings);
		Ok(Call::new("Evidence", "anchor")
			.with("digest", sha256(digest))
			.with("kind", unit("EpcisEvent"))
			.with("description", value))
	}
}

/// What stands for the observations of an object among the numbers of objects.
fn observed(object: H256) -> H256 {
	H256(sp_crypto_hashing::blake2_256(object.as_bytes()))
}

fn serial_of(item: &Json) -> Result<Serial, Failure> {
	text::serial(text_of(item, "serial")?).map_err(Failure::from)
}

pub(super) fn lot_of(json: &Json, name: &str) -> Result<LotNumber, Failure> {
	text::lot_number(text_of(json, name)?).map_err(Failure::from)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{epcis::word_of, words::all};
	use serde_json::json;
	use tracemark_epcis::vocabulary::{Vocabulary, BIZ_STEP, DISPOSITION, ERROR_REASON};
	use tracemark_primitives::cbv::{BizStep, Disposition, ErrorReason};

	#[test]
	fn word_should_be_the_chain_s_when_cbv_has_underscores() {
		assert_eq!(word("inspecting"), "Inspecting");
		assert_eq!(word("creating_class_instance"), "CreatingClassInstance");
		assert_eq!(word("in_progress"), "InProgress");
	}

	/// That each word of a vocabulary is a variant of the chain's enum, and the other way round.
	fn assert_same<T: codec::Decode + std::fmt::Debug>(vocabulary: &Vocabulary) {
		let chain: Vec<String> = all::<T>().iter().map(|variant| format!("{variant:?}")).collect();
		let ours: Vec<String> = vocabulary.words.iter().map(|cbv| word(cbv)).collect();
		assert_eq!(ours, chain, "{}", vocabulary.what);
		let back: Vec<String> = chain.iter().map(|variant| word_of(variant)).collect();
		assert_eq!(back, vocabulary.words, "{}", vocabulary.what);
	}

	#[test]
	fn words_should_be_all_of_the_chain_s_when_they_are_of_cbv() {
		assert_same::<BizStep>(&BIZ_STEP);
		assert_same::<Disposition>(&DISPOSITION);
		assert_same::<ErrorReason>(&ERROR_REASON);
	}

	#[test]
	fn quantity_should_be_read_when_the_plan_writes_it() {
		assert_eq!(quantity_of(&json!({ "pieces": "12" })), Ok(Quantity::Pieces(12)));
		let unit = UnitCode(*b"H8 ");
		let measured = Quantity::Measured { micros: 2_500_000, unit };
		assert_eq!(quantity_of(&json!({ "micros": "2500000", "unit": "H8" })), Ok(measured));
		for bad in [json!({}), json!({ "pieces": 12 }), json!({ "micros": "1", "unit": "KILO" })] {
			assert!(quantity_of(&bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn digest_should_be_that_of_the_event_hash_id_when_it_is_one() {
		let digits = "0a".repeat(32);
		let hash = format!("ni:///sha-256;{digits}?ver=CBV2.0");
		assert_eq!(digest_of(&hash), Some(H256::repeat_byte(0x0a)));
		assert_eq!(digest_of("ni:///sha-512;00?ver=CBV2.0"), None);
		assert_eq!(digest_of(&digits), None);
	}

	#[test]
	fn time_and_place_should_be_read_when_they_are_there() {
		let args = json!({ "place": null, "time": { "moment": 7, "offset": -60 } });
		assert_eq!(time_of(&args), Ok(EventTime { moment: 7, offset: -60 }));
		assert_eq!(place_of(&args), Ok(None));
		let args = json!({ "place": "9521101000009" });
		assert_eq!(place_of(&args), Ok(Some("9521101000009".try_into().unwrap())));
		assert!(time_of(&args).is_err());
		assert!(place_of(&json!({ "place": "9521101000008" })).is_err());
	}
}
