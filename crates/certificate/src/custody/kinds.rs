//! The table of the kinds of events: the number of each, what happened by it, and its fields in order.

/// How a field of an event is encoded, and what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
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
pub(super) const MISSING: &[&str] = &["lost", "stolen"];
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
pub(super) struct Kind {
	/// Its number.
	pub(super) index: u8,
	/// What happened.
	pub(super) said: &'static str,
	/// Its fields: what each is called, if it is said, and its shape.
	pub(super) fields: &'static [(&'static str, Shape)],
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
		pub(super) const KINDS: &[Kind] = &[$(Kind { index: $index, said: $said, fields: &[$($field),*] }),*];
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
pub(super) const PACKED: u8 = 4;
/// The kind by which goods go on under another identity.
pub(super) const RELABELLED: u8 = 31;
/// The kind by which an object changed hands.
pub(super) const HANDED_OVER: u8 = 10;

/// The kind by which an object came out of what it lay in, or became one of its own, for whoever asks.
pub(super) const TAKEN_OUT: u8 = 6;
/// The kind by which an authority began to keep an object.
pub(super) const DETAINED: u8 = 16;
/// The kind by which the owner changed and the holder did not.
pub(super) const TITLE_PASSED: u8 = 50;
