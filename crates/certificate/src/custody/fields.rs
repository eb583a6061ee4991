//! Decodes the fields of an event by their shapes, and says each in plain words.

use super::{
	event::Word, kinds::Shape, Circumstances, Clearance, End, Ends, EventTime, Part, Pins,
	RateOfYield, Reservation, Timeliness,
};
use crate::{facts::text, moment::rfc3339, statements::quantity};
use codec::Decode;
use sp_core::H256;

/// What was read of an event so far.
#[derive(Default)]
pub(super) struct Read {
	pub(super) words: Vec<(&'static str, Word)>,
	own: Option<H256>,
	parent: Option<H256>,
	child: Option<H256>,
	pub(super) taken: Option<H256>,
	seq: Option<u32>,
	pins: Option<Pins>,
	pub(super) circumstances: Option<Circumstances>,
	pub(super) noted: Option<Reservation>,
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

	pub(super) fn field(
		&mut self,
		label: &'static str,
		shape: Shape,
		rest: &mut &[u8],
	) -> Option<()> {
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

	pub(super) fn ends(&self) -> Option<Ends> {
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
