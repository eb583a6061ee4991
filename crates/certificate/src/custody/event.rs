//! An event that chains take in: whose chains, and what it says.

use super::{
	fields::Read,
	kinds::{HANDED_OVER, KINDS, PACKED, RELABELLED},
	Circumstances, Reservation,
};
use crate::{facts::Values, statements::Said, Refusal};
use sp_core::H256;

/// What an event is to an object whose chain takes it in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
	/// The object.
	pub object: H256,
	/// The event's number in its chain.
	pub seq: u32,
	/// Head of its chain before the event, if the event pins it.
	pub before: Option<H256>,
}

/// Whose chains an event is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
	/// That of one object.
	One(End),
	/// Those of two.
	Two {
		/// The one that holds, held or became the other.
		parent: End,
		/// The other.
		child: End,
	},
}

/// A word of what an event says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Word {
	Text(String),
	Member(u32),
}

/// An event that chains take in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
	pub(super) index: u8,
	said: &'static str,
	pub(super) words: Vec<(&'static str, Word)>,
	/// Whose chains it is in.
	pub ends: Ends,
	/// What was taken out of something in the object, where the event is of that.
	pub taken: Option<H256>,
	/// Where and when it happened, as the actor says, if it says so.
	pub(super) circumstances: Option<Circumstances>,
	/// What the receiver noted of a hand-over.
	pub(super) noted: Option<Reservation>,
}

impl Event {
	/// Decodes a body, all of it. `position` is its place in what is told, from 1, for the refusal.
	pub fn decode(position: usize, body: &[u8]) -> Result<Self, Refusal> {
		let (event, rest) = Self::decode_first(position, body)?;
		match rest {
			[] => Ok(event),
			_ => Err(Refusal::UnreadableEvent(position)),
		}
	}

	/// Decodes the body that these bytes begin with, and what follows it.
	pub fn decode_first(position: usize, bytes: &[u8]) -> Result<(Self, &[u8]), Refusal> {
		let unreadable = || Refusal::UnreadableEvent(position);
		let (index, mut rest) = bytes.split_first().ok_or_else(unreadable)?;
		let kind = KINDS.iter().find(|kind| kind.index == *index);
		let kind = kind.ok_or(Refusal::UnknownEvent(*index))?;
		let mut read = Read::default();
		for (label, shape) in kind.fields {
			read.field(label, *shape, &mut rest).ok_or_else(unreadable)?;
		}
		let ends = read.ends().ok_or_else(unreadable)?;
		let Read { words, taken, circumstances, noted, .. } = read;
		let (index, said) = (*index, kind.said);
		Ok((Self { index, said, words, ends, taken, circumstances, noted }, rest))
	}

	/// Whether an object came into a logistic unit by it.
	pub fn is_packing(&self) -> bool {
		self.index == PACKED
	}

	/// Whether goods go on under another identity by it.
	pub fn is_relabelling(&self) -> bool {
		self.index == RELABELLED
	}

	/// What it is to an object.
	pub fn end_of(&self, object: &H256) -> Option<End> {
		self.ends().find(|end| end.object == *object)
	}

	/// What it is to each object.
	pub fn ends(&self) -> impl Iterator<Item = End> {
		let (one, other) = match self.ends {
			Ends::One(end) => (end, None),
			Ends::Two { parent, child } => (parent, Some(child)),
		};
		std::iter::once(one).chain(other)
	}

	/// What it is to its objects, in plain words.
	pub fn whose(&self) -> String {
		let of = |end: End| format!("{} of object {:?}", end.seq, end.object);
		let all: Vec<String> = self.ends().map(of).collect();
		format!("event {}", all.join(" and "))
	}

	/// What happened by it.
	pub fn said(&self) -> &'static str {
		self.said
	}

	/// What it says, each with its name. Organisations have their names.
	pub(crate) fn words<V: Values>(
		&self,
		said: &mut Said<'_, V>,
	) -> Result<Vec<(&'static str, String)>, V::Error> {
		let mut words = Vec::with_capacity(self.words.len());
		for (label, word) in &self.words {
			let word = match word {
				Word::Text(text) => text.clone(),
				Word::Member(org) => said.member(*org)?,
			};
			words.push((*label, word));
		}
		Ok(words)
	}

	/// From whom to whom, if the object changed hands by it.
	pub fn hand_over(&self) -> Option<(u32, u32)> {
		match (self.index, self.words.as_slice()) {
			(HANDED_OVER, [(_, Word::Member(from)), (_, Word::Member(to)), ..]) => {
				Some((*from, *to))
			},
			_ => None,
		}
	}
}
