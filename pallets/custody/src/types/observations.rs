//! What was seen of goods, and what of the record is erroneous.

use super::*;

/// What was observed.
#[stored]
pub enum ObservedGoods {
	/// An object by its id.
	#[codec(index = 0)]
	Object(ObjectId),
	/// A single item by what its label says.
	#[codec(index = 1)]
	Serial {
		/// Class.
		gtin: Gtin,
		/// Serial.
		serial: Serial,
		/// What shows that the serial belongs to a lot, if the label has it.
		proof: Option<SerialProof>,
	},
	/// A single item by the label that it had, under one of another lot.
	#[codec(index = 2)]
	Relabelled {
		/// Class.
		gtin: Gtin,
		/// Serial.
		serial: Serial,
		/// What shows that the serial belongs to a lot, if the label has it.
		proof: Option<SerialProof>,
		/// The lot that the new label names.
		bears: LotId,
	},
	/// So much of a lot, seen at once. It is recorded under the lot's id.
	#[codec(index = 3)]
	OfLot {
		/// Class.
		gtin: Gtin,
		/// The lot's number.
		lot: LotNumber,
		/// How much. Compared with the lot if it is in the lot's unit.
		quantity: Quantity,
	},
}

/// What a member saw.
#[stored]
#[derive(Copy)]
pub struct Observation {
	/// In which business step.
	pub biz_step: BizStep,
	/// In which condition.
	pub disposition: Disposition,
	/// Where.
	pub place: Option<Gln>,
	/// When, as the observer says.
	pub time: EventTime,
	/// Whether it was reported in time.
	pub timeliness: Timeliness,
	/// Block time.
	pub recorded_at: Moment,
	/// Block.
	pub block: BlockNumber,
	/// How it contradicts what custody knew then.
	pub anomaly: Option<AnomalyKind>,
	/// Which fact on record it contradicts.
	pub fact: Option<RecordedFact>,
}

/// What is erroneous of what is on record of an object.
#[stored]
#[derive(Copy)]
pub enum Erroneous {
	/// An event of its chain.
	#[codec(index = 0)]
	Event {
		/// Number of the event.
		seq: u32,
		/// Number of a span in which whoever declares it holds or held the object.
		span: u32,
	},
	/// An observation of it.
	#[codec(index = 1)]
	Observation {
		/// The observer's number for the object.
		seq: u32,
	},
	/// A report of sensors with it.
	#[codec(index = 2)]
	SensorReport {
		/// The reporter's number for the object.
		seq: u32,
	},
}

impl Erroneous {
	/// What kind of entry it is, and its number among those.
	pub fn entry(&self) -> (EntryKind, u32) {
		match *self {
			Self::Event { seq, .. } => (EntryKind::Event, seq),
			Self::Observation { seq } => (EntryKind::Observation, seq),
			Self::SensorReport { seq } => (EntryKind::SensorReport, seq),
		}
	}
}

/// What is on record of an object by numbers, and can be declared erroneous.
#[stored]
#[derive(Copy)]
pub enum EntryKind {
	/// Events of its chain.
	#[codec(index = 0)]
	Event,
	/// Observations of it, by each observer.
	#[codec(index = 1)]
	Observation,
	/// Reports of sensors with it, by each reporter.
	#[codec(index = 2)]
	SensorReport,
}
