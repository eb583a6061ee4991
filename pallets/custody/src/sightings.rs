//! Stored types of places, of what is seen there, of who shows hidden keys, and of what sensors say.

use frame_support::stored;
use sp_core::{ed25519, H256};
use tracemark_primitives::{
	cbv::{Measurement, SensorException},
	geo::Coordinates,
	goods::{ObjectId, Sighting},
	territory::Country,
	time::EventTime,
	Moment, OrgId,
};

/// A place.
#[stored]
#[derive(Copy)]
pub struct Place {
	/// Who runs it, and registered it under its company prefix.
	pub run_by: OrgId,
	/// In which country.
	pub country: Country,
	/// Where.
	pub coordinates: Coordinates,
	/// Block time of the registration.
	pub registered_at: Moment,
	/// Block time from which on it is run no longer.
	pub closed_at: Option<Moment>,
	/// How often the place had been registered before.
	pub version: u32,
}

/// The other of two facts that contradict each other.
#[stored]
#[derive(Copy)]
pub struct Contradiction {
	/// The object that it is about: the one observed, or what that lies in.
	pub object: ObjectId,
	/// Where and when that was, and by which fact.
	pub sighting: Sighting,
}

/// What shows that somebody has the key that is hidden under a label, without showing it.
#[stored]
#[derive(Copy)]
pub struct KeyProof {
	/// The public key, whose BLAKE2b-256 is the item key.
	pub key: ed25519::Public,
	/// What possession is proven for: a salted digest of whatever the possessor wants to show later.
	pub token: H256,
	/// The moment up to which the proof can be submitted, itself not included.
	pub expiry: Moment,
	/// The key's signature of [`Pallet::possession_message`](crate::Pallet::possession_message).
	pub signature: ed25519::Signature,
}

/// That possession was proven for a token.
#[stored]
#[derive(Copy)]
pub struct Possession {
	/// Who submitted the proof.
	pub by: OrgId,
	/// Block time.
	pub at: Moment,
}

/// What a sensor says.
#[stored]
#[derive(Copy)]
pub enum SensorWord {
	/// Many readings, of which the chain has the root.
	#[codec(index = 0)]
	Readings {
		/// The RFC 6962 root over the readings in the order of their times, each salted.
		root: H256,
		/// How many there are.
		count: u32,
		/// When the first was taken.
		from: EventTime,
		/// When the last was taken.
		until: EventTime,
	},
	/// An alarm.
	#[codec(index = 1)]
	Exception {
		/// What the sensor measures.
		measurement: Measurement,
		/// Of which kind the alarm is.
		exception: SensorException,
		/// When it was given.
		time: EventTime,
	},
}

/// What was reported of a sensor.
#[stored]
#[derive(Copy)]
pub struct SensorReport {
	/// What it says.
	pub word: SensorWord,
	/// Block time.
	pub recorded_at: Moment,
}
