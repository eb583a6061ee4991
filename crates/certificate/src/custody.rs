//! The events that the chains of objects take in, as the chain encodes them: a table of their kinds, and what
//! each says in plain words.
//!
//! A body is the SCALE value of an event of pallet custody: one byte for its kind, then its fields. Kinds that
//! no chain takes in, such as observations, are not in the table. A body of another kind or with a byte more or
//! less is refused: nothing is guessed.

use crate::{
	chain::records,
	facts::text,
	facts::Values,
	moment::rfc3339,
	registers::Quantity,
	statements::{quantity, Said},
	Refusal,
};
use codec::{Decode, Encode};
use sp_core::H256;

records! {
	/// What an object is.
	#[derive(Copy)]
	pub enum ItemKind {
		/// A part of a lot.
		Consignment {
			/// Of which lot.
			lot: H256,
			/// Its number within the lot.
			number: u32,
		},
		/// A single item that was taken out of its consignment.
		Unit {
			/// Of which lot.
			lot: H256,
			/// Its leaf in the lot's tree.
			index: u32,
		},
		/// A case, pallet, container.
		LogisticUnit {
			/// The code that it bears.
			sscc: [u8; 18],
			/// How often the code had been used before.
			generation: u32,
		},
	}

	/// Where an object is.
	#[derive(Copy)]
	pub enum Position {
		/// On its own, with an organisation.
		Held {
			/// With whom.
			holder: u32,
		},
		/// Inside a logistic unit.
		In {
			/// Inside which.
			parent: H256,
		},
	}

	/// How the life of an object ended.
	#[derive(Copy)]
	pub enum EndOfLife {
		/// Sold to a consumer.
		Sold,
		/// Destroyed.
		Destroyed,
		/// Emptied and closed.
		Closed,
		/// Lost.
		Lost,
		/// Stolen.
		Stolen,
		/// Its identity is no longer in use.
		Decommissioned,
		/// Made into other goods.
		Transformed,
		/// Goes on under another identity.
		Relabelled,
	}

	/// A leg over which somebody carries the goods who is no member.
	#[derive(Copy)]
	pub struct LegUnderway {
		/// Number of the event by which they departed.
		pub departed: u32,
		/// Whether they have been under seal ever since.
		pub is_sealed: bool,
	}

	/// What the life of an object is at.
	#[derive(Copy)]
	pub enum Presence {
		/// With its holder.
		Held,
		/// On offer.
		Offered {
			/// To whom.
			to: u32,
			/// The moment from which on it cannot be accepted.
			until: u64,
			/// The leg that it is on.
			leg: Option<LegUnderway>,
		},
		/// Kept by an authority.
		Detained {
			/// By which.
			by: u32,
		},
		/// No longer in the trade.
		Ended(EndOfLife),
	}

	/// By which declaration an object was let into a country.
	#[derive(Copy)]
	pub struct Clearance {
		/// The declaration.
		pub declaration: u32,
		/// The country.
		pub destination: [u8; 2],
	}

	/// Where and when goods were first put on the market.
	#[derive(Copy)]
	pub struct Marketing {
		/// Where.
		pub country: [u8; 2],
		/// Block time.
		pub at: u64,
		/// Since when they are altered.
		pub altered: Option<u64>,
	}

	/// How a logistic unit is closed.
	#[derive(Copy)]
	pub enum Enclosure {
		/// Nobody says that it is.
		Open,
		/// In a container.
		Contained,
		/// Under seal.
		Sealed,
	}

	/// An object with state of its own.
	#[derive(Copy)]
	pub struct Item {
		/// Where it is.
		pub position: Position,
		/// What its life is at.
		pub presence: Presence,
		/// What it is.
		pub kind: ItemKind,
		/// Number of the last event of its chain.
		pub seq: u32,
		/// Head of its chain.
		pub head: H256,
		/// How many spans it has.
		pub spans: u32,
		/// Its last clearance.
		pub cleared: Option<Clearance>,
		/// Number of the event of that clearance.
		pub cleared_in: u32,
		/// Where and when it was first put on the market.
		pub first_sale: Option<Marketing>,
		/// Number of the event by which it came into what it lies in, in that one's chain.
		pub packed_in: u32,
		/// How many declared goods that wait for a decision it is or holds.
		pub declared: u32,
		/// How many trips of it were recorded.
		pub trips: u32,
		/// How it is closed.
		pub enclosure: Enclosure,
		/// To whom it belongs, if not to its holder.
		pub owner: Option<u32>,
	}

	/// What pins the chains of two objects to each other.
	#[derive(Copy)]
	pub struct Pins {
		/// Number of the event in the chain of the object that holds, held or became the other.
		pub parent_seq: u32,
		/// Head of that chain before the event.
		pub parent_head: H256,
		/// Number of the event in the chain of the other.
		pub child_seq: u32,
		/// Head of that chain before the event.
		pub child_head: H256,
	}

	/// When somebody says that an event happened.
	#[derive(Copy)]
	pub struct EventTime {
		/// Milliseconds since 1970 UTC.
		pub moment: u64,
		/// Offset of the local clock from UTC, in minutes.
		pub offset: i16,
	}

	/// Whether an event was reported in time.
	#[derive(Copy)]
	pub enum Timeliness {
		/// Within a day.
		Prompt,
		/// Later than that.
		Late,
	}

	/// Where and when an event happened, as the actor says.
	#[derive(Copy)]
	pub struct Circumstances {
		/// Where, a GLN.
		pub place: Option<[u8; 13]>,
		/// When.
		pub time: EventTime,
		/// Whether it was reported in time.
		pub timeliness: Timeliness,
	}

	/// What a receiver noted.
	#[derive(Copy)]
	pub enum Reservation {
		/// Fewer than the papers say.
		Shortage {
			/// How much is missing.
			missing: Quantity,
		},
		/// They are damaged.
		Damaged,
		/// The seal is broken.
		SealBroken,
	}

	/// Which part of a consignment.
	pub enum Part {
		/// Ranges of leaves, each from a first up to but without a last.
		Ranges(Vec<(u32, u32)>),
		/// How much.
		Amount(Quantity),
	}

	/// How an object was from one change to the next.
	#[derive(Copy)]
	pub enum Stay {
		/// With an organisation.
		With(u32),
		/// Inside a logistic unit.
		In(H256),
		/// No longer in the trade.
		Ended(EndOfLife),
	}

	/// How goods came to a receiver whom somebody brought them who is no member.
	#[derive(Copy)]
	pub enum Passage {
		/// Under seal, which the receiver found whole.
		Bridged {
			/// Number of the event by which they departed.
			departed: u32,
		},
		/// Under no seal, or a broken one.
		Broken {
			/// Number of the event by which they departed.
			departed: u32,
		},
	}

	/// A change of an object's place in the chain, or of its owner, which lasts until the next.
	#[derive(Copy)]
	pub struct Span {
		/// How the object has been from here on.
		pub stay: Stay,
		/// Block time of the change.
		pub at: u64,
		/// Number of the block of the change.
		pub block: u32,
		/// Where, as the actor says.
		pub place: Option<[u8; 13]>,
		/// What the receiver noted of a hand-over.
		pub reservation: Option<Reservation>,
		/// How the object came to the receiver, if somebody carried it who is no member.
		pub passage: Option<Passage>,
		/// To whom the object belonged, if not to its holder.
		pub owner: Option<u32>,
	}

	/// How much of a product comes of the goods of one class.
	#[derive(Copy)]
	pub struct RateOfYield {
		/// Their GTIN.
		pub class: [u8; 14],
		/// Of so much of them …
		pub input: Quantity,
		/// … comes so much of the product.
		pub output: Quantity,
	}
}

/// How a field of an event is encoded, and what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
	/// The object whose number follows.
	Own,
	/// The object that holds, held or became the other, of two whose heads are pinned.
	Parent,
	/// That other object.
	Child,
	/// What was taken out of something in the object.
	Taken,
	/// The object's number.
	Seq,
	/// The numbers and heads of two objects.
	Pins,
	/// 32 bytes.
	Hash,
	/// 32 bytes or nothing.
	HashIfAny,
	/// An organisation.
	Org,
	/// An organisation or nobody.
	OrgIfAny,
	/// A number.
	Number,
	/// A number or none.
	NumberIfAny,
	/// A moment.
	Moment,
	/// When, as somebody says.
	Time,
	/// The same or nothing.
	TimeIfAny,
	/// Where and when, as somebody says.
	Circumstances,
	/// A quantity.
	Quantity,
	/// A GTIN.
	Gtin,
	/// An SSCC.
	Sscc,
	/// A country.
	Country,
	/// A part of a consignment.
	Part,
	/// What a receiver noted, or nothing.
	Reservation,
	/// A declaration and its country.
	Clearance,
	/// Rates of yield.
	Yields,
	/// A GLN or none.
	PlaceIfAny,
	/// A container number or none.
	Container,
	/// Numbers of seals.
	Seals,
	/// A party that is no member.
	Outsider,
	/// One of these words.
	OneOf(&'static [&'static str]),
}

const REFUSALS: &[&str] = &[
	"nobody expected it",
	"it is damaged",
	"the quantity differs",
	"the seal is broken",
	"of another reason",
];
const MISSING: &[&str] = &["lost", "stolen"];
const REASSIGNMENTS: &[&str] = &["its holder was expelled", "its holder refuses to hand it over"];
const SEALINGS: &[&str] = &[
	"loaded",
	"opened by customs",
	"opened by another authority",
	"a seal damaged or missing",
	"reloaded",
	"unloaded",
];

/// A kind of event.
struct Kind {
	/// Its number.
	index: u8,
	/// What happened.
	said: &'static str,
	/// Its fields: what each is called, if it is said, and its shape.
	fields: &'static [(&'static str, Shape)],
}

const OWN: (&str, Shape) = ("", Shape::Own);
const SEQ: (&str, Shape) = ("", Shape::Seq);
const PARENT: (&str, Shape) = ("", Shape::Parent);
const CHILD: (&str, Shape) = ("", Shape::Child);
const PINS: (&str, Shape) = ("", Shape::Pins);
const BY: (&str, Shape) = ("by", Shape::Org);
const FROM: (&str, Shape) = ("from", Shape::Org);
const TO: (&str, Shape) = ("to", Shape::Org);
const UNTIL: (&str, Shape) = ("until", Shape::Moment);
const QUANTITY: (&str, Shape) = ("quantity", Shape::Quantity);
const MARKETPLACE: (&str, Shape) = ("through the marketplace of", Shape::OrgIfAny);
const ORDER: (&str, Shape) = ("salted reference to the order", Shape::Hash);
const PAYMENT: (&str, Shape) = ("salted reference to the payment", Shape::HashIfAny);
const DECISION: (&str, Shape) = ("salted digest of the decision", Shape::HashIfAny);
const WHERE: (&str, Shape) = ("place", Shape::Circumstances);

macro_rules! kinds {
	($($index:literal $said:literal [$($field:expr),* $(,)?])*) => {
		/// Every kind of event that a chain takes in.
		const KINDS: &[Kind] = &[$(Kind { index: $index, said: $said, fields: &[$($field),*] }),*];
	};
}

kinds! {
	1 "made as a lot" [
		("lot", Shape::Hash), OWN, SEQ, ("GTIN", Shape::Gtin), BY, QUANTITY,
		("root over its serials", Shape::HashIfAny), WHERE,
	]
	2 "a part became an object of its own" [PARENT, CHILD, PINS, ("part", Shape::Part), BY]
	3 "logistic unit opened" [OWN, SEQ, ("SSCC", Shape::Sscc), ("generation", Shape::Number), BY]
	4 "packed" [PARENT, CHILD, PINS, BY, WHERE]
	5 "unpacked" [PARENT, CHILD, PINS, BY, WHERE]
	6 "taken out" [PARENT, CHILD, PINS, ("held by", Shape::Org)]
	7 "something taken out of what lies in it" [OWN, SEQ, ("object", Shape::Taken)]
	8 "closed" [OWN, SEQ, BY]
	9 "offered" [OWN, SEQ, FROM, TO, UNTIL, WHERE]
	10 "handed over" [OWN, SEQ, FROM, TO, ("noted", Shape::Reservation), WHERE]
	11 "refused" [OWN, SEQ, BY, ("because", Shape::OneOf(REFUSALS))]
	12 "offer withdrawn" [OWN, SEQ, BY]
	13 "sold" [OWN, SEQ, BY, MARKETPLACE, ORDER, PAYMENT]
	14 "put on the market" [OWN, SEQ, BY, ("in", Shape::Country), MARKETPLACE, ORDER, PAYMENT]
	15 "destroyed" [OWN, SEQ, BY, ("time", Shape::TimeIfAny)]
	16 "detained" [OWN, SEQ, BY, DECISION, ("place", Shape::PlaceIfAny)]
	17 "released" [OWN, SEQ, BY, DECISION]
	18 "cleared" [OWN, SEQ, ("by", Shape::Clearance)]
	20 "altered" [OWN, SEQ, BY, ("time", Shape::Time)]
	23 "taken back" [OWN, SEQ, BY, ("salted reference to the return", Shape::Hash), WHERE]
	24 "reported missing" [OWN, SEQ, BY, ("as", Shape::OneOf(MISSING)), WHERE]
	25 "found" [OWN, SEQ, BY, WHERE]
	26 "decommissioned" [OWN, SEQ, BY, WHERE]
	28 "reassigned by the council" [
		OWN, SEQ, FROM, TO, ("because", Shape::OneOf(REASSIGNMENTS)),
		("digest of the decision", Shape::Hash),
	]
	29 "consumed" [CHILD, PARENT, PINS, QUANTITY, BY]
	30 "made of what was consumed" [OWN, SEQ, BY, ("rate of yield", Shape::Yields)]
	31 "relabelled" [CHILD, PARENT, PINS, QUANTITY, BY]
	43 "offer expired" [OWN, SEQ, ("cleared by", Shape::Org)]
	44 "trip recorded" [
		OWN, SEQ, ("trip", Shape::Number), BY, ("container", Shape::Container), ("seal", Shape::Seals),
		("because", Shape::OneOf(SEALINGS)), WHERE,
	]
	45 "offered, and carried by who is no member" [
		OWN, SEQ, FROM, TO, UNTIL, ("carrier", Shape::Outsider), ("under the seals of trip", Shape::NumberIfAny),
		WHERE,
	]
	49 "title offered" [OWN, SEQ, FROM, TO, UNTIL]
	50 "title passed" [OWN, SEQ, FROM, TO]
	51 "offer of title withdrawn" [OWN, SEQ, BY]
}

/// The kind by which an object came into a logistic unit.
const PACKED: u8 = 4;
/// The kind by which goods go on under another identity.
const RELABELLED: u8 = 31;
/// The kind by which an object changed hands.
const HANDED_OVER: u8 = 10;

/// The kind by which an object came out of what it lay in, or became one of its own, for whoever asks.
const TAKEN_OUT: u8 = 6;
/// The kind by which an authority began to keep an object.
const DETAINED: u8 = 16;
/// The kind by which the owner changed and the holder did not.
const TITLE_PASSED: u8 = 50;

/// How far a claimed time may lie ahead of block time, in milliseconds.
const AHEAD: u64 = 10 * 60 * 1_000;
/// How long after it an event is reported in time, in milliseconds.
const IN_TIME: u64 = 24 * 60 * 60 * 1_000;

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
enum Word {
	Text(String),
	Member(u32),
}

/// An event that chains take in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
	index: u8,
	said: &'static str,
	words: Vec<(&'static str, Word)>,
	/// Whose chains it is in.
	pub ends: Ends,
	/// What was taken out of something in the object, where the event is of that.
	pub taken: Option<H256>,
	/// Where and when it happened, as the actor says, if it says so.
	circumstances: Option<Circumstances>,
	/// What the receiver noted of a hand-over.
	noted: Option<Reservation>,
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

	/// The stay of an object that began with it, where the event itself says which.
	pub fn stay(&self, object: &H256) -> Option<Stay> {
		let parent = match self.ends {
			Ends::Two { parent, child } if child.object == *object => Some(parent.object),
			_ => None,
		};
		let is_child = parent.is_some();
		match self.index {
			2 | 5 if is_child => self.with("by"),
			PACKED => parent.map(Stay::In),
			29 if is_child => Some(Stay::Ended(EndOfLife::Transformed)),
			RELABELLED if is_child => Some(Stay::Ended(EndOfLife::Relabelled)),
			1 | 3 | 23 | 25 => self.with("by"),
			HANDED_OVER | 28 => self.with("to"),
			8 => Some(Stay::Ended(EndOfLife::Closed)),
			13 => Some(Stay::Ended(EndOfLife::Sold)),
			15 => Some(Stay::Ended(EndOfLife::Destroyed)),
			24 => {
				let (lost, _) = MISSING.split_first()?;
				let is_lost = self.words.contains(&("as", Word::Text((*lost).to_owned())));
				Some(Stay::Ended(if is_lost { EndOfLife::Lost } else { EndOfLife::Stolen }))
			},
			26 => Some(Stay::Ended(EndOfLife::Decommissioned)),
			_ => None,
		}
	}

	fn with(&self, label: &str) -> Option<Stay> {
		self.words.iter().find_map(|(own, word)| match word {
			Word::Member(org) if *own == label => Some(Stay::With(*org)),
			_ => None,
		})
	}

	/// Whether a stay of the object began with it, and whether the object is out of the trade afterwards, if it
	/// was before or not.
	fn passes(&self, object: &H256, has_ended: bool) -> (bool, bool) {
		match (self.index, self.stay(object)) {
			(_, Some(stay)) => (true, matches!(stay, Stay::Ended(_))),
			(TAKEN_OUT, _) => {
				let is_child =
					matches!(self.ends, Ends::Two { child, .. } if child.object == *object);
				(is_child, has_ended && !is_child)
			},
			// What an authority keeps is in the trade again.
			(DETAINED, _) => (has_ended, false),
			(TITLE_PASSED, _) => (true, has_ended),
			_ => (false, has_ended),
		}
	}

	/// Checks what the chain has of the stay of an object that began with it, in this block as it is told.
	pub(crate) fn check(
		&self,
		End { object, seq, .. }: End,
		stay: Stay,
		told: Option<u32>,
		span: &Span,
	) -> Result<(), Refusal> {
		let mut same = span.stay == stay && span.reservation == self.noted;
		if let Some(Circumstances { place, .. }) = self.circumstances {
			same &= span.place == place;
		}
		if !same {
			return Err(Refusal::OtherStay { object, seq });
		}
		if told != Some(span.block) {
			return Err(Refusal::OtherEventBlock { object, seq, block: span.block });
		}
		match self.circumstances {
			Some(Circumstances { time: EventTime { moment, .. }, timeliness, .. }) => {
				let is_late = moment.saturating_add(IN_TIME) < span.at;
				let is_ahead = moment > span.at.saturating_add(AHEAD);
				if is_ahead || is_late != (timeliness == Timeliness::Late) {
					return Err(Refusal::OtherEventTime { object, seq });
				}
				Ok(())
			},
			None => Ok(()),
		}
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

/// Number of the stay that the first of these events began, which are the last ones of an object's chain, and which
/// stay it is. Nothing if it began none, or if the event does not say which.
///
/// Stays are numbered by the chain, and the state has how many there are: so the later events say which it was.
pub(crate) fn stay_begun(
	item: &Item,
	object: &H256,
	last: &[&Event],
) -> Result<Option<(Stay, u32)>, Refusal> {
	let Some((first, later)) = last.split_first() else { return Ok(None) };
	let Some(stay) = first.stay(object) else { return Ok(None) };
	let mut has_ended = matches!(stay, Stay::Ended(_));
	let mut after = 1u32;
	for event in later {
		let (begins, ended) = event.passes(object, has_ended);
		after = after.saturating_add(begins.into());
		has_ended = ended;
	}
	let number = item.spans.checked_sub(after).ok_or(Refusal::UnknownLayout("an object"))?;
	Ok(Some((stay, number)))
}

/// What was read of an event so far.
#[derive(Default)]
struct Read {
	words: Vec<(&'static str, Word)>,
	own: Option<H256>,
	parent: Option<H256>,
	child: Option<H256>,
	taken: Option<H256>,
	seq: Option<u32>,
	pins: Option<Pins>,
	circumstances: Option<Circumstances>,
	noted: Option<Reservation>,
}

fn take<T: Decode>(rest: &mut &[u8]) -> Option<T> {
	T::decode(rest).ok()
}

fn ascii(bytes: impl Into<Vec<u8>>) -> Option<String> {
	text("an event", bytes.into()).ok()
}

fn claimed(time: EventTime) -> String {
	format!("{} as claimed, offset from UTC {} minutes", rfc3339(time.moment), time.offset)
}

impl Read {
	fn say(&mut self, label: &'static str, word: impl Into<String>) {
		self.words.push((label, Word::Text(word.into())));
	}

	fn field(&mut self, label: &'static str, shape: Shape, rest: &mut &[u8]) -> Option<()> {
		match shape {
			Shape::Own => self.own = Some(take(rest)?),
			Shape::Parent => self.parent = Some(take(rest)?),
			Shape::Child => self.child = Some(take(rest)?),
			Shape::Seq => self.seq = Some(take(rest)?),
			Shape::Pins => self.pins = Some(take(rest)?),
			Shape::Org => self.words.push((label, Word::Member(take(rest)?))),
			Shape::OrgIfAny => {
				if let Some(org) = take::<Option<u32>>(rest)? {
					self.words.push((label, Word::Member(org)));
				}
			},
			Shape::Taken => {
				let object: H256 = take(rest)?;
				self.taken = Some(object);
				self.say(label, format!("{object:?}"));
			},
			Shape::Circumstances => {
				let claim: Circumstances = take(rest)?;
				self.circumstances = Some(claim);
				let Circumstances { place, time, timeliness } = claim;
				if let Some(place) = place {
					self.say(label, ascii(place)?);
				}
				let reported = match timeliness {
					Timeliness::Prompt => "reported within a day",
					Timeliness::Late => "reported late",
				};
				self.say("time", format!("{}, {reported}", claimed(time)));
			},
			Shape::Reservation => {
				self.noted = take(rest)?;
				if let Some(noted) = self.noted {
					self.say(label, reservation(noted)?);
				}
			},
			Shape::Seals => {
				for seal in take::<Vec<Vec<u8>>>(rest)? {
					self.say(label, ascii(seal)?);
				}
			},
			Shape::Yields => {
				for RateOfYield { class, input, output } in take::<Vec<RateOfYield>>(rest)? {
					let (class, input) = (ascii(class)?, quantity(input).ok()?);
					let output = quantity(output).ok()?;
					self.say(label, format!("{output} of {input} of GTIN {class}"));
				}
			},
			_ => {
				if let Some(word) = word(shape, rest)? {
					self.say(label, word);
				}
			},
		}
		Some(())
	}

	fn ends(&self) -> Option<Ends> {
		match (self.own, self.seq, self.parent, self.child, self.pins) {
			(Some(object), Some(seq), None, None, None) => {
				Some(Ends::One(End { object, seq, before: None }))
			},
			(None, None, Some(parent), Some(child), Some(pins)) => Some(Ends::Two {
				parent: End {
					object: parent,
					seq: pins.parent_seq,
					before: Some(pins.parent_head),
				},
				child: End { object: child, seq: pins.child_seq, before: Some(pins.child_head) },
			}),
			_ => None,
		}
	}
}

/// What a field says that is one word; nothing if it is empty. None if it cannot be decoded.
fn word(shape: Shape, rest: &mut &[u8]) -> Option<Option<String>> {
	let said = match shape {
		Shape::Hash => format!("{:?}", take::<H256>(rest)?),
		Shape::Number => take::<u32>(rest)?.to_string(),
		Shape::Moment => rfc3339(take(rest)?),
		Shape::Time => claimed(take(rest)?),
		Shape::Quantity => quantity(take(rest)?).ok()?,
		Shape::Gtin => ascii(take::<[u8; 14]>(rest)?)?,
		Shape::Sscc => ascii(take::<[u8; 18]>(rest)?)?,
		Shape::Country => ascii(take::<[u8; 2]>(rest)?)?,
		Shape::OneOf(words) => {
			let index = usize::from(take::<u8>(rest)?);
			(*words.get(index)?).to_owned()
		},
		Shape::Clearance => {
			let Clearance { declaration, destination } = take(rest)?;
			format!("declaration {declaration}, into {}", ascii(destination)?)
		},
		Shape::Outsider => {
			let (version, tag): (u16, H256) = take(rest)?;
			format!("no member, tag {tag:?} under key version {version}")
		},
		Shape::Part => part(take(rest)?)?,
		Shape::HashIfAny => {
			return Some(take::<Option<H256>>(rest)?.map(|hash| format!("{hash:?}")))
		},
		Shape::NumberIfAny => {
			return Some(take::<Option<u32>>(rest)?.map(|number| number.to_string()))
		},
		Shape::TimeIfAny => return Some(take::<Option<EventTime>>(rest)?.map(claimed)),
		Shape::PlaceIfAny => {
			return match take::<Option<[u8; 13]>>(rest)? {
				Some(place) => Some(Some(ascii(place)?)),
				None => Some(None),
			}
		},
		Shape::Container => {
			return match take::<Option<[u8; 11]>>(rest)? {
				Some(number) => Some(Some(ascii(number)?)),
				None => Some(None),
			}
		},
		_ => return None,
	};
	Some(Some(said))
}

fn part(part: Part) -> Option<String> {
	match part {
		Part::Amount(amount) => quantity(amount).ok(),
		Part::Ranges(ranges) => {
			let of = |(start, end): &(u32, u32)| format!("{start} to before {end}");
			let ranges: Vec<String> = ranges.iter().map(of).collect();
			Some(format!("leaves {}", ranges.join("; ")))
		},
	}
}

fn reservation(noted: Reservation) -> Option<String> {
	Some(match noted {
		Reservation::Shortage { missing } => format!("{} missing", quantity(missing).ok()?),
		Reservation::Damaged => "damaged".to_owned(),
		Reservation::SealBroken => "seal broken".to_owned(),
	})
}

/// What the state says of an object, each statement with its name.
pub(crate) fn item<V: Values>(item: &Item, said: &mut Said<'_, V>) -> Result<(), V::Error> {
	let kind = match item.kind {
		ItemKind::Consignment { lot, number } => format!("consignment {number} of lot {lot:?}"),
		ItemKind::Unit { lot, index } => format!("unit at leaf {index} of lot {lot:?}"),
		ItemKind::LogisticUnit { sscc, generation } => {
			let sscc = text("an object", sscc.to_vec())?;
			format!("logistic unit with SSCC {sscc}, generation {generation}")
		},
	};
	said.add("object", kind);
	let place = match item.position {
		Position::Held { holder } => format!("with {}", said.member(holder)?),
		Position::In { parent } => format!("in object {parent:?}"),
	};
	said.add("lies", place);
	let presence = match item.presence {
		Presence::Held => "held".to_owned(),
		Presence::Offered { to, until, .. } => {
			format!("offered to {} until {}", said.member(to)?, rfc3339(until))
		},
		Presence::Detained { by } => format!("kept by {}", said.member(by)?),
		Presence::Ended(how) => format!("ended: {}", end(how)),
	};
	said.add("state", presence);
	said.add("events in its chain", item.seq.to_string());
	Ok(())
}

fn end(how: EndOfLife) -> &'static str {
	match how {
		EndOfLife::Sold => "sold",
		EndOfLife::Destroyed => "destroyed",
		EndOfLife::Closed => "emptied and closed",
		EndOfLife::Lost => "lost",
		EndOfLife::Stolen => "stolen",
		EndOfLife::Decommissioned => "decommissioned",
		EndOfLife::Transformed => "made into other goods",
		EndOfLife::Relabelled => "relabelled",
	}
}
