//! What sensors say in a plan, as calls of the chain.

use super::calls::{instant_of, malformed, number_of, text_of, Translator};
use crate::{
	evidence::description::Opening,
	node::{
		value::{named_variant, number, unit, ToValue},
		Call,
	},
	output::Failure,
};
use serde_json::Value as Json;
use sp_core::H256;
use subxt::dynamic::Value;
use tracemark_primitives::{
	goods::{GoodsClaim, Presence},
	gs1::consignment_id,
	merkle::{self, leaf_hash},
	OrgId,
};

/// Most consignments of a lot that are gone through to find the signer's.
const MAX_PARTS: u32 = 100;

impl Translator<'_> {
	/// The call that reports what a sensor says. `None` if the chain has no record of what the sensor is with, or if an
	/// earlier call of the event says the same of it: the digest of the event stands for the report then.
	pub async fn report(&mut self, args: &Json, signer: OrgId) -> Result<Option<Call>, Failure> {
		let goods = args.get("object").ok_or_else(|| malformed("object"))?;
		let word = args.get("word").ok_or_else(|| malformed("word"))?;
		let Some(object) = self.carrier(goods, signer).await? else { return Ok(None) };
		if !self.done.reported.insert((object, word.to_string())) {
			return Ok(None);
		}
		let key = counted(object);
		let seq = match self.seqs.get(&key) {
			Some(seq) => *seq,
			None => {
				let keys: [&dyn ToValue; 2] = [&object, &signer];
				let count = self.state.read("Custody", "SensorReportCount", &keys).await?;
				let count = count.as_ref().and_then(number).unwrap_or_default();
				u32::try_from(count).map_err(|_| malformed("number of reports"))?
			},
		};
		self.seqs.insert(key, seq.saturating_add(1));
		let word = self.word(word)?;
		Ok(Some(
			Call::new("Custody", "report_sensor")
				.with("object", object)
				.with("seq", seq)
				.with("word", word),
		))
	}

	/// The object with a record that a sensor is with: an item's consignment, as long as it has no record of its own; the
	/// signer's part of a lot, if it has exactly one.
	async fn carrier(&self, goods: &Json, signer: OrgId) -> Result<Option<H256>, Failure> {
		let id = self.object(goods).await?;
		if self.done.made.contains(&id) || self.seqs.contains_key(&id) {
			return Ok(Some(id));
		}
		if goods.get("lot").is_some() {
			return self.part_of(id, signer).await;
		}
		if self.record().seq(id).await?.is_some() {
			return Ok(Some(id));
		}
		let Some(claim) = self.by_path(goods)? else { return Ok(None) };
		Ok(self.record().facts(&claim).await?.whereabouts.map(|known| known.object))
	}

	/// The only consignment of a lot that an organisation holds.
	async fn part_of(&self, lot: H256, signer: OrgId) -> Result<Option<H256>, Failure> {
		let found = self.state.read("Custody", "Lots", &[&lot]).await?;
		let count = found.as_ref().map(|lot| number_of(lot, "consignments")).unwrap_or_default();
		let mut own = None;
		for part in 0..count.min(MAX_PARTS) {
			let id = consignment_id(&lot, part);
			let facts = self.record().facts(&GoodsClaim::Consignment { id }).await?;
			let is_own = facts.whereabouts.is_some_and(|known| {
				known.holder == signer && !matches!(known.presence, Presence::Ended(_))
			});
			if is_own && own.replace(id).is_some() {
				return Ok(None);
			}
		}
		Ok(own)
	}

	/// What a sensor says, as the chain takes it.
	fn word(&mut self, word: &Json) -> Result<Value, Failure> {
		if let Some(alarm) = word.get("exception") {
			let fields = [
				("measurement", unit(text_of(alarm, "measurement")?)),
				("exception", unit(text_of(alarm, "exception")?)),
				("time", instant_of(alarm, "time")?.to_value()),
			];
			return Ok(named_variant("Exception", fields));
		}
		let readings = word.get("readings").ok_or_else(|| malformed("readings"))?;
		let count = readings.get("count").and_then(Json::as_u64);
		let count = count.and_then(|count| u32::try_from(count).ok());
		let fields = [
			("root", self.root_of_readings()?.to_value()),
			("count", count.ok_or_else(|| malformed("count"))?.to_value()),
			("from", instant_of(readings, "from")?.to_value()),
			("until", instant_of(readings, "until")?.to_value()),
		];
		Ok(named_variant("Readings", fields))
	}

	/// The root over the readings of the event, each committed to with a salt of its own. What opens them is drawn
	/// once, however many objects the sensors are with.
	fn root_of_readings(&mut self) -> Result<H256, Failure> {
		if let Some(root) = self.done.readings_root {
			return Ok(root);
		}
		let mut leaves = Vec::new();
		for reading in self.readings {
			let reading = reading.as_str().ok_or_else(|| malformed("readings"))?;
			let opening = Opening::draw(reading.to_owned())?;
			leaves.push(leaf_hash(opening.commitment().as_bytes()));
			self.openings.push(opening);
		}
		let root = merkle::root(&leaves).ok_or_else(|| malformed("readings"))?;
		self.done.readings_root = Some(root);
		Ok(root)
	}
}

/// What stands for the reports on an object among the numbers of objects.
fn counted(object: H256) -> H256 {
	H256(sp_crypto_hashing::blake2_256(&[object.as_bytes(), b"sensor"].concat()))
}
