//! Gathers from a node the events that a history rests on.
//!
//! In which block an object took in an event is found by its number in the states of blocks, by halves; the body
//! is among the events of that block, where the heads before and after it tell which. So the node must have the
//! states of all blocks since the goods began: an archive node.

use crate::{
	builder::{failed, BuildError, Node},
	custody::{Event, ItemKind, Position, Presence},
	form::{Happened, History, Subject, MAX_EVENTS},
	history::{next_head, Mark, Source, Told, Walk},
	keys, Refusal,
};
use codec::Decode;
use sp_core::{Bytes, H256};
use std::collections::BTreeMap;

/// The events that a certificate of `subject` rests on, at a block with this number; nothing if it rests on none.
pub(crate) fn gather<N: Node>(
	node: &N,
	subject: &Subject,
	number: u32,
) -> Result<Option<History>, BuildError> {
	let mut gathered = Gathered::new(node, number);
	let (used, before) = match subject {
		Subject::Trace { object } => (Walk::new(&mut gathered).all(*object)?.0, None),
		Subject::Event { object, number: seq } => {
			let tip = gathered.tip(object)?.ok_or(Refusal::NotOnRecord("object"))?;
			let before = seq.checked_sub(1).filter(|before| *before < tip.seq);
			let before = before.ok_or(Refusal::NotOnRecord("event"))?;
			let head = gathered.head_at(object, before)?;
			let from = Mark { seq: before, head };
			let positions = Walk::new(&mut gathered).stretch(object, from, None)?;
			(positions.into_iter().collect(), Some(head))
		},
		_ => return Ok(None),
	};
	let mut events: Vec<&Found> =
		used.iter().filter_map(|position| gathered.found.get(*position)).collect();
	events.sort_by_key(|found| (found.block, found.place));
	let events = events
		.into_iter()
		.map(|found| Happened { block: found.block, body: Bytes(found.told.body.clone()) })
		.collect();
	Ok(Some(History { before, events }))
}

/// An event that was found.
struct Found {
	told: Told,
	block: u32,
	/// Where it begins among the events of the block.
	place: usize,
}

/// What was asked of a node.
struct Gathered<'a, N> {
	node: &'a N,
	/// The certified block.
	last: u32,
	hashes: BTreeMap<u32, H256>,
	marks: BTreeMap<(H256, u32), Option<Mark>>,
	events: BTreeMap<u32, Vec<u8>>,
	found: Vec<Found>,
	/// Positions of events by block and place.
	places: BTreeMap<(u32, usize), usize>,
}

impl<'a, N: Node> Gathered<'a, N> {
	fn new(node: &'a N, last: u32) -> Self {
		let (hashes, marks, events) = Default::default();
		Self { node, last, hashes, marks, events, found: Vec::new(), places: BTreeMap::new() }
	}

	/// A value of the state at a block.
	fn storage(&mut self, key: &[u8], block: u32) -> Result<Option<Vec<u8>>, BuildError> {
		let hash = match self.hashes.get(&block) {
			Some(hash) => *hash,
			None => {
				let hash = self.node.block_hash(block).map_err(failed)?;
				let hash = hash.ok_or(BuildError::NoBlock(block))?;
				self.hashes.insert(block, hash);
				hash
			},
		};
		let found = self.node.storage(key, hash);
		found.map_err(|error| BuildError::NoState { block, why: Box::new(error) })
	}

	/// How far the chain of an object is at a block.
	fn at(&mut self, object: &H256, block: u32) -> Result<Option<Mark>, BuildError> {
		if let Some(mark) = self.marks.get(&(*object, block)) {
			return Ok(*mark);
		}
		let value = self.storage(&keys::item(object), block)?;
		let mark = value.map(|value| Self::begin(&value)).transpose()?;
		self.marks.insert((*object, block), mark);
		Ok(mark)
	}

	/// How far a chain is by the value of its object, whose layout may be an older one: what the heads need
	/// stands first.
	fn begin(value: &[u8]) -> Result<Mark, Refusal> {
		type Begin = (Position, Presence, ItemKind, u32, H256);
		let (.., seq, head) =
			Begin::decode(&mut &*value).map_err(|_| Refusal::UnknownLayout("an object"))?;
		Ok(Mark { seq, head })
	}

	fn mark(&mut self, object: &H256, block: u32) -> Result<Mark, BuildError> {
		Ok(self.at(object, block)?.unwrap_or_default())
	}

	/// The first block in whose state the object has an event with this number.
	fn block_of(&mut self, object: &H256, seq: u32) -> Result<u32, BuildError> {
		let (mut low, mut high) = (0, self.last);
		// The state of `low` lacks the event, that of `high` has it.
		while high.saturating_sub(low) > 1 {
			let middle = low.saturating_add(high.saturating_sub(low) / 2);
			match self.mark(object, middle)?.seq >= seq {
				true => high = middle,
				false => low = middle,
			}
		}
		Ok(high)
	}

	/// The head of a chain after the event with a number.
	fn head_at(&mut self, object: &H256, seq: u32) -> Result<H256, BuildError> {
		if seq == 0 {
			return Ok(H256::zero());
		}
		let block = self.block_of(object, seq)?;
		let before = self.mark(object, block.saturating_sub(1))?;
		let mut head = before.head;
		for own in before.seq.saturating_add(1)..=seq {
			let (place, told) = self.event(object, own, block)?;
			head = next_head(&head, own, &told.body);
			self.keep(block, place, told)?;
		}
		Ok(head)
	}

	/// The event with a number in an object's chain, among those of a block, and where it begins.
	fn event(&mut self, object: &H256, seq: u32, block: u32) -> Result<(usize, Told), BuildError> {
		if !self.events.contains_key(&block) {
			let events = self.storage(&keys::events(), block)?.unwrap_or_default();
			self.events.insert(block, events);
		}
		let events = self.events.get(&block).map(Vec::as_slice).unwrap_or_default();
		find(events, object, seq).ok_or(BuildError::NoEvent { block, object: *object, seq })
	}

	fn keep(&mut self, block: u32, place: usize, told: Told) -> Result<usize, BuildError> {
		if let Some(position) = self.places.get(&(block, place)) {
			return Ok(*position);
		}
		if self.found.len() >= MAX_EVENTS {
			let what = "events in its history";
			return Err(Refusal::TooMany { what, limit: MAX_EVENTS }.into());
		}
		let position = self.found.len();
		self.places.insert((block, place), position);
		self.found.push(Found { told, block, place });
		Ok(position)
	}
}

/// The body of the event with a number in an object's chain among the events of a block, and where it begins.
/// Whatever else stands there, and in whatever layout: an event begins with one byte for its kind, and its object
/// is its first or second field.
fn find(events: &[u8], object: &H256, seq: u32) -> Option<(usize, Told)> {
	const WIDTH: usize = 32;
	(0..events.len()).find_map(|at| {
		if events.get(at..at.checked_add(WIDTH)?)? != object.as_bytes() {
			return None;
		}
		let starts = [at.checked_sub(1), at.checked_sub(1).and_then(|at| at.checked_sub(WIDTH))];
		starts.into_iter().flatten().find_map(|start| {
			let bytes = events.get(start..)?;
			let (event, rest) = Event::decode_first(0, bytes).ok()?;
			let is_it = event.end_of(object).is_some_and(|end| end.seq == seq);
			let body = bytes.get(..bytes.len().checked_sub(rest.len())?)?.to_vec();
			is_it.then_some((start, Told { event, body }))
		})
	})
}

impl<N: Node> Source for Gathered<'_, N> {
	type Error = BuildError;

	fn tip(&mut self, object: &H256) -> Result<Option<Mark>, BuildError> {
		self.at(object, self.last)
	}

	fn between(&mut self, object: &H256, after: u32, last: u32) -> Result<Vec<usize>, BuildError> {
		let mut positions = Vec::new();
		let mut seq = after;
		while seq < last {
			let block = self.block_of(object, seq.saturating_add(1))?;
			let reached = self.mark(object, block)?.seq.min(last);
			if reached <= seq {
				let seq = seq.saturating_add(1);
				return Err(BuildError::NoEvent { block, object: *object, seq });
			}
			while seq < reached {
				seq = seq.saturating_add(1);
				let (place, told) = self.event(object, seq, block)?;
				positions.push(self.keep(block, place, told)?);
			}
		}
		Ok(positions)
	}

	fn told(&self, position: usize) -> Option<&Told> {
		self.found.get(position).map(|found| &found.told)
	}
}
