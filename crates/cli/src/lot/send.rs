//! Sends what a table puts on record, in batches.

use crate::{
	goods::Record as OnChain,
	node::{
		value::{bounded, structure, ToValue},
		Call, Key, Node,
	},
	outcome::Outcome,
	output::Failure,
	progress::Progress,
};
use sp_core::H256;
use subxt::dynamic::Value;
use tracemark_lots::{
	stock::Record,
	text::{grouped, Ascii},
};
use tracemark_primitives::{gs1::lot_id, OrgId};

/// Classes of one extrinsic, which takes a small part of a block.
const CLASSES: usize = 100;
/// Lots of one extrinsic: to make goods asks for every right and licence of their class.
const LOTS: usize = 5;

/// What became of a table.
pub struct Sent {
	/// How many calls were sent.
	pub sent: usize,
	/// How many extrinsics they were.
	pub batches: usize,
	/// How much was on record already.
	pub already: usize,
}

/// Sends what is not on record. A batch succeeds or fails as a whole; one that is refused is halved, until the call that
/// is refused is found and named.
pub async fn send(node: &Node, key: &Key, records: &[Record]) -> Result<Sent, Failure> {
	let missing = missing(node, key, records).await?;
	let already = records.len().saturating_sub(missing.len());
	let progress = Progress::new("calls", records.len());
	let mut pending = batches(&missing);
	let mut done = Sent { sent: 0, batches: 0, already };
	progress.tell(already);
	while let Some(batch) = pending.pop() {
		let calls = batch.iter().map(|record| call(record)).collect();
		match node.submit(key, &Call::all(calls)).await {
			Ok(_) => {
				done.sent = done.sent.saturating_add(batch.len());
				done.batches = done.batches.saturating_add(1);
				progress.tell(already.saturating_add(done.sent));
			},
			Err(refused) if refused.outcome == Outcome::Faulty && batch.len() > 1 => {
				let (first, second) = batch.split_at(batch.len() / 2);
				pending.push(second);
				pending.push(first);
			},
			Err(failure) => {
				let count = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
				let on_record = count(already.saturating_add(done.sent));
				let what = batch.first().map(|record| name(record)).unwrap_or_default();
				return Err(failure.about(what).advised(format!(
					"{on_record} of {} are on record; mend the cause, and send the same table again",
					count(records.len())
				)));
			},
		}
	}
	Ok(done)
}

/// What the chain does not have yet: classes that the organisation has not registered, and lots.
async fn missing<'a>(
	node: &Node,
	key: &Key,
	records: &'a [Record],
) -> Result<Vec<&'a Record>, Failure> {
	let state = node.state().await?;
	let chain = OnChain { state: &state };
	let own: OrgId = chain.operator(key).await?.org;
	let mut missing = Vec::new();
	for record in records {
		let is_there = match record {
			Record::Class { gtin, .. } => {
				chain.class(gtin).await?.is_some_and(|class| class.owner == own)
			},
			Record::Lot { gtin, number, .. } => {
				state.read("Custody", "Lots", &[&lot_id(gtin, number)]).await?.is_some()
			},
		};
		if !is_there {
			missing.push(record);
		}
	}
	Ok(missing)
}

/// The batches, the last of them first: classes before lots.
fn batches<'a, 'r>(records: &'a [&'r Record]) -> Vec<&'a [&'r Record]> {
	let is_class = |record: &&Record| matches!(record, Record::Class { .. });
	let classes = records.iter().take_while(|record| is_class(record)).count();
	let (classes, lots) = records.split_at(classes);
	let mut all: Vec<_> = classes.chunks(CLASSES).chain(lots.chunks(LOTS)).collect();
	all.reverse();
	all
}

fn name(record: &Record) -> String {
	match record {
		Record::Class { gtin, .. } => format!("class {}", gtin.text()),
		Record::Lot { gtin, number, .. } => {
			format!("lot {} of class {}", number.text(), gtin.text())
		},
	}
}

fn call(record: &Record) -> Call {
	match record {
		Record::Class { gtin, rights, hs } => {
			let right = |right: &H256| {
				structure([("right", right.to_value()), ("class", None::<Value>.to_value())])
			};
			Call::new("Custody", "register_class")
				.with("gtin", gtin)
				.with("rights", bounded(rights.iter().map(right)))
				.with("hs", hs)
		},
		Record::Lot { gtin, number, quantity, root, place, made } => {
			Call::new("Custody", "commission")
				.with("gtin", gtin)
				.with("number", number)
				.with("quantity", quantity)
				.with("root", root)
				.with("place", place)
				.with("time", made)
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tracemark_primitives::{hs::HsCode, quantity::Quantity, time::EventTime};

	#[test]
	fn batches_should_have_classes_before_lots_when_there_are_many_of_both() {
		let gtin = "09521101000016".try_into().unwrap();
		let hs = HsCode { edition: 2022, code: *b"851830" };
		let class = Record::Class { gtin, rights: Vec::new(), hs };
		let lot = Record::Lot {
			gtin,
			number: "L-1".try_into().unwrap(),
			quantity: Quantity::Pieces(1),
			root: None,
			place: None,
			made: EventTime { moment: 1, offset: 0 },
		};
		let records: Vec<&Record> =
			std::iter::repeat_n(&class, 205).chain(std::iter::repeat_n(&lot, 7)).collect();
		let sizes: Vec<_> = batches(&records).iter().rev().map(|batch| batch.len()).collect();
		assert_eq!(sizes, [100, 100, 5, 5, 2]);
		assert!(batches(&[]).is_empty());
		assert_eq!(name(&class), "class 09521101000016");
		assert_eq!(name(&lot), "lot L-1 of class 09521101000016");
		assert_eq!(call(&class).title(), "Custody.register_class");
		assert_eq!(call(&lot).title(), "Custody.commission");
	}
}
