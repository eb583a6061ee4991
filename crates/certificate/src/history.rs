//! The history of goods, composed of the events of their chains and proven by the heads in the state.
//!
//! Each object chains its events: `head = BLAKE2b-256("tracemark/head/v1", head, number, body)`, from zero on. An
//! event of two objects pins the numbers and heads of both as they were. So what happened to an object is its own
//! chain, with that of what it lay in between two pins, and with that of what it was a part of, or was before it
//! got another label, up to the pins by which it left that. The last head of each chain is in the state.
//!
//! A history that lacks an event, has one twice or in another order, has one that is altered, or one that does
//! not belong to it, is refused. Which of two events came first that no object shares, and in which block, is
//! in no head: that is the issuer's word.
//!
//! Of one event, such as a hand-over, with which a stay of the object began, the state has block and time: stays are
//! numbered, and the events after it say which one it was.

use crate::{
	custody::{self, End, Ends, Event, Item, Span},
	facts::{optional, required, Values},
	form::{Happened, History, Statement, Subject},
	keys,
	moment::rfc3339,
	statements::Said,
	Refusal,
};
use codec::Encode;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The domain of heads.
const DOMAIN: &str = "tracemark/head/v1";

/// The head of a chain after an event.
pub fn next_head(head: &H256, seq: u32, body: &[u8]) -> H256 {
	H256(blake2_256(&[(DOMAIN, head, seq).encode().as_slice(), body].concat()))
}

/// How far a chain is: the number of its last event, and its head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Mark {
	/// The number; 0 before the first event.
	pub seq: u32,
	/// The head; zero before the first event.
	pub head: H256,
}

impl Mark {
	/// Where a chain was before an event that pins it.
	fn before(end: End) -> Option<Self> {
		Some(Self { seq: end.seq.checked_sub(1)?, head: end.before? })
	}
}

/// An event that is told, with its body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Told {
	pub event: Event,
	pub body: Vec<u8>,
}

/// Where a walk takes events and objects from.
pub(crate) trait Source {
	/// Why something cannot be had.
	type Error: From<Refusal>;

	/// How far the chain of an object is by the state; nothing if it has none.
	fn tip(&mut self, object: &H256) -> Result<Option<Mark>, Self::Error>;
	/// Positions of the events of an object with these numbers, the first outside and the last inside, in
	/// their order.
	fn between(&mut self, object: &H256, after: u32, last: u32) -> Result<Vec<usize>, Self::Error>;
	/// What is told at a position.
	fn told(&self, position: usize) -> Option<&Told>;
}

/// A stretch of a chain that is to be followed.
struct Task {
	object: H256,
	from: Mark,
	/// Where it ends; at the head in the state if it is not said.
	to: Option<Mark>,
	/// What was a part of or in the object and left: its history ends there.
	leaving: Option<H256>,
}

/// Follows the chains that a history is composed of.
pub(crate) struct Walk<'a, S> {
	pub source: &'a mut S,
	/// Positions of the events that prove it.
	used: BTreeSet<usize>,
	/// Positions of those that it consists of.
	history: BTreeSet<usize>,
	waiting: VecDeque<Task>,
}

impl<'a, S: Source> Walk<'a, S> {
	/// A walk that takes events and objects from `source`.
	pub fn new(source: &'a mut S) -> Self {
		let (used, history) = (BTreeSet::new(), BTreeSet::new());
		Self { source, used, history, waiting: VecDeque::new() }
	}

	/// Follows all of the history of an object: positions of the events that prove it and of those that it
	/// consists of.
	pub fn all(mut self, object: H256) -> Result<(BTreeSet<usize>, BTreeSet<usize>), S::Error> {
		let from = Mark::default();
		self.waiting.push_back(Task { object, from, to: None, leaving: None });
		while let Some(task) = self.waiting.pop_front() {
			self.follow(task)?;
		}
		Ok((self.used, self.history))
	}

	/// Follows the chain of an object from one mark to another, or to the head in the state: positions of
	/// its events.
	pub fn stretch(
		&mut self,
		object: &H256,
		from: Mark,
		to: Option<Mark>,
	) -> Result<Vec<usize>, S::Error> {
		let end = match to {
			Some(mark) => mark,
			None => self.source.tip(object)?.ok_or(Refusal::NotOnRecord("object"))?,
		};
		let positions = self.source.between(object, from.seq, end.seq)?;
		let Mark { mut seq, mut head } = from;
		for position in &positions {
			let lacks = Refusal::LacksEvent { object: *object, seq: seq.saturating_add(1) };
			let told = self.source.told(*position).ok_or(lacks.clone())?;
			let own = told.event.end_of(object).ok_or(lacks.clone())?;
			if own.seq != seq.saturating_add(1) {
				return Err(lacks.into());
			}
			if own.before.is_some_and(|before| before != head) {
				return Err(Refusal::OtherPin { object: *object, seq: own.seq }.into());
			}
			head = next_head(&head, own.seq, &told.body);
			seq = own.seq;
			self.used.insert(*position);
		}
		if seq != end.seq {
			return Err(Refusal::LacksEvent { object: *object, seq: seq.saturating_add(1) }.into());
		}
		if head != end.head {
			return Err(Refusal::OtherHead { object: *object, seq }.into());
		}
		Ok(positions)
	}

	fn follow(&mut self, task: Task) -> Result<(), S::Error> {
		let Task { object, from, to, leaving } = task;
		let mut own = self.stretch(&object, from, to)?;
		if let (None, Some(left)) = (to, leaving) {
			// No pin is of both, but the object has an event of what was taken out of it at any depth.
			let is_exit = |position: &usize| {
				self.source.told(*position).is_some_and(|told| told.event.taken == Some(left))
			};
			let last = own.iter().position(is_exit).ok_or(Refusal::NoExit { object, left })?;
			own.truncate(last.saturating_add(1));
		}
		self.history.extend(&own);
		let mut inside = None;
		for position in own {
			let Some(told) = self.source.told(position) else { continue };
			let Ends::Two { parent, child } = told.event.ends else { continue };
			let lacks = |end: End| Refusal::LacksEvent { object: end.object, seq: end.seq };
			let before = Mark::before(parent).ok_or(lacks(parent))?;
			if told.event.is_relabelling() && parent.object == object {
				let to = Some(Mark::before(child).ok_or(lacks(child))?);
				let from = Mark::default();
				self.waiting.push_back(Task { object: child.object, from, to, leaving: None });
			}
			if child.object != object {
				continue;
			}
			if told.event.is_packing() {
				let head = next_head(&before.head, parent.seq, &told.body);
				inside = Some((parent.object, Mark { seq: parent.seq, head }));
				continue;
			}
			let from = match inside {
				Some((around, since)) if around == parent.object => {
					inside = None;
					since
				},
				// Before it was one of its own it was a part of the other.
				_ if child.seq == 1 => Mark::default(),
				_ => continue,
			};
			let (to, leaving) = (Some(before), Some(object));
			self.waiting.push_back(Task { object: parent.object, from, to, leaving });
		}
		if let Some((object, from)) = inside {
			self.waiting.push_back(Task { object, from, to: None, leaving });
		}
		Ok(())
	}
}

/// The events of a certificate, with the objects of the state.
struct Stated<'a, V> {
	values: &'a mut V,
	told: Vec<Told>,
	/// Positions by object and number.
	positions: BTreeMap<(H256, u32), usize>,
}

impl<'a, V: Values> Stated<'a, V> {
	/// Reads what is told, at a block with this number.
	fn read(happened: &[Happened], number: u32, values: &'a mut V) -> Result<Self, Refusal> {
		let mut told = Vec::with_capacity(happened.len());
		let mut positions = BTreeMap::new();
		let mut last: BTreeMap<H256, u32> = BTreeMap::new();
		let mut since = 0;
		for (position, Happened { block, body }) in happened.iter().enumerate() {
			let place = position.saturating_add(1);
			let event = Event::decode(place, &body.0)?;
			if *block < since || *block > number {
				return Err(Refusal::EventBlock(place));
			}
			since = *block;
			for End { object, seq, .. } in event.ends() {
				let before = last.insert(object, seq).unwrap_or_default();
				if seq <= before {
					return Err(Refusal::EventOrder { object, seq });
				}
				positions.insert((object, seq), position);
			}
			told.push(Told { event, body: body.0.clone() });
		}
		Ok(Self { values, told, positions })
	}

	/// Checks that nothing is told that nothing rests on.
	fn ensure_used(&self, used: &BTreeSet<usize>) -> Result<(), Refusal> {
		match (0..).zip(&self.told).find(|(position, _)| !used.contains(position)) {
			Some((_, told)) => {
				let (Ends::One(end) | Ends::Two { parent: end, .. }) = told.event.ends;
				Err(Refusal::ForeignEvent { object: end.object, seq: end.seq })
			},
			None => Ok(()),
		}
	}
}

impl<V: Values> Source for Stated<'_, V> {
	type Error = V::Error;

	fn tip(&mut self, object: &H256) -> Result<Option<Mark>, V::Error> {
		let item: Option<Item> = optional("an object", keys::item(object), self.values)?;
		Ok(item.map(|Item { seq, head, .. }| Mark { seq, head }))
	}

	fn between(&mut self, object: &H256, after: u32, last: u32) -> Result<Vec<usize>, V::Error> {
		if after >= last {
			return Ok(Vec::new());
		}
		let from = (*object, after.saturating_add(1));
		Ok(self.positions.range(from..=(*object, last)).map(|(_, position)| *position).collect())
	}

	fn told(&self, position: usize) -> Option<&Told> {
		self.told.get(position)
	}
}

/// What the history of `subject` says, at a block with this number; nothing if it has none.
pub(crate) fn derive<V: Values>(
	subject: &Subject,
	stated: Option<&History>,
	number: u32,
	values: &mut V,
) -> Result<Option<Vec<Statement>>, V::Error> {
	let (object, seq) = match subject {
		Subject::Trace { object } => (object, None),
		Subject::Event { object, number } => (object, Some(*number)),
		_ => return Ok(None),
	};
	let History { before, events } = stated.ok_or(Refusal::Missing("history of events"))?;
	let item: Option<Item> = optional("an object", keys::item(object), values)?;
	let item = item.ok_or(Refusal::NotOnRecord("object"))?;
	let mut source = Stated::read(events, number, values)?;
	let mut begun = None;
	let (used, history) = match (seq, before) {
		(None, None) => Walk::new(&mut source).all(*object)?,
		(None, Some(_)) => return Err(Refusal::Superfluous("head before the event").into()),
		(Some(_), None) => return Err(Refusal::Missing("head before the event").into()),
		(Some(seq), Some(before)) => {
			if seq == 0 || seq > item.seq {
				return Err(Refusal::NotOnRecord("event").into());
			}
			let from = Mark { seq: seq.saturating_sub(1), head: *before };
			let mut walk = Walk::new(&mut source);
			let chain = walk.stretch(object, from, None)?;
			let used = walk.used;
			let last: Vec<&Event> = chain
				.iter()
				.filter_map(|at| source.told.get(*at))
				.map(|told| &told.event)
				.collect();
			begun = custody::stay_begun(&item, object, &last)?;
			(used, chain.into_iter().take(1).collect())
		},
	};
	source.ensure_used(&used)?;
	let told = source.told;
	let told: Vec<&Event> =
		history.iter().filter_map(|position| told.get(*position)).map(|told| &told.event).collect();
	let Some(seq) = seq else {
		let mut said = Said::new(values);
		trace(&item, &told, &mut said)?;
		return Ok(Some(said.statements));
	};
	let mut span: Option<Span> = None;
	if let (Some((stay, number)), [event]) = (begun, told.as_slice()) {
		let of: Span = required("a stay", keys::span(object, number), values)?;
		let block = history.first().and_then(|at| events.get(*at)).map(|event| event.block);
		event.check(End { object: *object, seq, before: None }, stay, block, &of)?;
		span = Some(of);
	}
	let mut said = Said::new(values);
	event(&item, &told, span.as_ref(), &mut said)?;
	Ok(Some(said.statements))
}

/// Says a whole history: what the object is, who handed over to whom, and each event.
fn trace<V: Values>(item: &Item, told: &[&Event], said: &mut Said<'_, V>) -> Result<(), V::Error> {
	custody::item(item, said)?;
	said.add("events of its history", told.len().to_string());
	let mut hands = Vec::new();
	for (from, to) in told.iter().filter_map(|event| event.hand_over()) {
		hands.push(format!("{} to {}", said.member(from)?, said.member(to)?));
	}
	said.add("hand-overs", if hands.is_empty() { "none".to_owned() } else { hands.join("; ") });
	for event in told {
		let words = event.words(said)?;
		let words = words.iter().map(|(label, word)| format!(", {label} {word}"));
		said.add(event.whose(), format!("{}{}", event.said(), words.collect::<String>()));
	}
	Ok(())
}

/// Says one event, in which block and when the chain took it in if a stay began with it, and what the object is.
fn event<V: Values>(
	item: &Item,
	told: &[&Event],
	span: Option<&Span>,
	said: &mut Said<'_, V>,
) -> Result<(), V::Error> {
	for event in told {
		said.add(event.whose(), event.said());
		for (label, word) in event.words(said)? {
			said.add(label, word);
		}
	}
	if let Some(Span { at, block, .. }) = span {
		said.add("block of the event", block.to_string());
		said.add("block time of the event", rfc3339(*at));
	}
	custody::item(item, said)
}
