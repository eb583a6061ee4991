//! What goods travel in and under, and how they are found by it.

use crate::{
	goods::{ObjectId, Whereabouts},
	gs1::{Gln, Gtin, LotNumber, Sscc},
	parties::PartyTag,
	time::EventTime,
	Malformed, Moment, OrgId, Validate,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most seals on one logistic unit.
pub type MaxSeals = ConstU32<8>;

/// The number of a freight container (ISO 6346): owner code, category `U`, `J` or `Z`, serial number and
/// check digit, as ASCII without separators.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ContainerNumber(pub [u8; 11]);

impl ContainerNumber {
	/// What a character counts: digits as they are, letters from 10 on without the multiples of 11
	/// (ISO 6346, annex A).
	fn value(character: u8) -> Option<u32> {
		match character {
			b'0'..=b'9' => Some(u32::from(character.saturating_sub(b'0'))),
			b'A'..=b'Z' => {
				let place = u32::from(character.saturating_sub(b'A'));
				// One multiple before B, one before L, one before V.
				let skipped = u32::from(character >= b'B')
					.saturating_add(u32::from(character >= b'L'))
					.saturating_add(u32::from(character >= b'V'));
				Some(place.saturating_add(10).saturating_add(skipped))
			},
			_ => None,
		}
	}

	/// The digit that the characters before the last ask for.
	fn check_digit(&self) -> Option<u32> {
		let body = self.0.split_last()?.1;
		let sum = body.iter().zip(0u32..).try_fold(0u32, |sum, (character, place)| {
			let weight = 1u32.checked_shl(place)?;
			sum.checked_add(Self::value(*character)?.checked_mul(weight)?)
		})?;
		Some(sum % 11 % 10)
	}
}

impl Validate for ContainerNumber {
	fn validate(&self) -> Result<(), Malformed> {
		let [a, b, c, category, rest @ ..] = self.0;
		let is_formed = [a, b, c].iter().all(u8::is_ascii_uppercase)
			&& matches!(category, b'U' | b'J' | b'Z')
			&& rest.iter().all(u8::is_ascii_digit);
		let last = self.0.last().and_then(|digit| Self::value(*digit));
		if is_formed && last == self.check_digit() {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl TryFrom<&str> for ContainerNumber {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let number = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		number.validate()?;
		Ok(number)
	}
}

/// The number of a seal (ISO 17712: unique to its maker): 1 to 20 capital letters and digits. Separators
/// are left out, so that it is found however somebody writes it.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SealNumber(pub BoundedVec<u8, ConstU32<20>>);

impl Validate for SealNumber {
	fn validate(&self) -> Result<(), Malformed> {
		let is_formed = self.0.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
		if is_formed && !self.0.is_empty() {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl TryFrom<&str> for SealNumber {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let number = Self(text.as_bytes().to_vec().try_into().map_err(|_| Malformed)?);
		number.validate()?;
		Ok(number)
	}
}

/// The seals of one logistic unit.
pub type Seals = BoundedVec<SealNumber, MaxSeals>;

/// What a logistic unit bears while it travels, by which it is found when its own markings are gone.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum TransportMark {
	/// The container that it goes in.
	#[codec(index = 0)]
	Container(ContainerNumber),
	/// A seal.
	#[codec(index = 1)]
	Seal(SealNumber),
}

/// Why container and seals are what they are from now on.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum SealingGround {
	/// The goods were loaded: what they bear is on them for the first time.
	#[codec(index = 0)]
	Loaded,
	/// Customs opened it.
	#[codec(index = 1)]
	OpenedByCustoms,
	/// Another authority opened it.
	#[codec(index = 2)]
	OpenedByAuthority,
	/// A seal was damaged or is missing.
	#[codec(index = 3)]
	SealDamaged,
	/// The goods were reloaded.
	#[codec(index = 4)]
	Reloaded,
	/// The goods were unloaded.
	#[codec(index = 5)]
	Unloaded,
}

impl SealingGround {
	/// Whether an authority broke the seals: that speaks against nobody who carried the goods.
	pub fn is_official(&self) -> bool {
		matches!(self, Self::OpenedByCustoms | Self::OpenedByAuthority)
	}
}

/// How a logistic unit is closed.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Enclosure {
	/// Nobody says that it is, or it was opened since.
	#[default]
	#[codec(index = 0)]
	Open,
	/// It goes in a container without a seal.
	#[codec(index = 1)]
	Contained,
	/// It is under seal.
	#[codec(index = 2)]
	Sealed,
}

/// A trip of a logistic unit: from the statement of its container and seals until it is opened, another
/// statement takes the place, or its life ends.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Trip {
	/// Who stated it: its holder, or the authority that keeps it.
	pub by: OrgId,
	/// The container that it goes in.
	pub container: Option<ContainerNumber>,
	/// The seals on it.
	pub seals: Seals,
	/// Why.
	pub ground: SealingGround,
	/// Number of the statement in the object's chain.
	pub seq: u32,
	/// Where, as they say.
	pub place: Option<Gln>,
	/// When, as they say.
	pub time: EventTime,
	/// Block time of the statement.
	pub at: Moment,
}

impl Trip {
	/// How the logistic unit is closed by it.
	pub fn enclosure(&self) -> Enclosure {
		match (self.seals.is_empty(), self.container) {
			(false, _) => Enclosure::Sealed,
			(true, Some(_)) => Enclosure::Contained,
			(true, None) => Enclosure::Open,
		}
	}

	/// What the logistic unit bears by it.
	pub fn marks(&self) -> Vec<TransportMark> {
		let container = self.container.map(TransportMark::Container);
		container.into_iter().chain(self.seals.iter().cloned().map(TransportMark::Seal)).collect()
	}
}

/// One trip of many.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct TripId {
	/// The logistic unit.
	pub object: ObjectId,
	/// Which of its trips, from 0.
	pub number: u32,
}

/// What is still legible of goods whose markings were erased.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum SearchKey {
	/// A lot: finds its consignments.
	#[codec(index = 0)]
	Lot {
		/// Of which class.
		gtin: Gtin,
		/// Its number.
		number: LotNumber,
	},
	/// The code of a logistic unit: finds each that bore it.
	#[codec(index = 1)]
	Sscc(Sscc),
	/// The number of a container: finds each logistic unit that went in it.
	#[codec(index = 2)]
	Container(ContainerNumber),
	/// The number of a seal: finds each logistic unit that it was on.
	#[codec(index = 3)]
	Seal(SealNumber),
}

/// An object that was looked for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Found {
	/// The object, and where it is now.
	pub whereabouts: Whereabouts,
	/// The outermost object that it lies in, or itself.
	pub outermost: ObjectId,
	/// The trip by which it was found; else the one that the outermost object is on now.
	pub trip: Option<FoundTrip>,
}

/// A trip of an object that was looked for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct FoundTrip {
	/// Of which logistic unit, and which of its trips.
	pub id: TripId,
	/// What was stated.
	pub trip: Trip,
	/// Whether it is on: nobody has opened the logistic unit or stated something else since.
	pub is_on: bool,
}

/// A leg over which somebody carries goods who is no member, under the responsibility of whoever sent them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Leg {
	/// Who sent them, and answers for them until they are accepted.
	pub sender: OrgId,
	/// To whom.
	pub to: OrgId,
	/// Who carries them.
	pub carrier: PartyTag,
	/// The trip whose seals were on them when they departed; `None` if they were under no seal.
	pub trip: Option<u32>,
	/// Where they departed, as the sender says.
	pub place: Option<Gln>,
	/// When, as the sender says.
	pub time: EventTime,
	/// Block time of the statement.
	pub at: Moment,
}

/// The leg that goods are on.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct LegUnderway {
	/// Number of the event by which they departed.
	pub departed: u32,
	/// Whether they have been under seal ever since, apart from what an authority opened.
	pub is_sealed: bool,
}

/// How goods passed a leg that somebody carried them over who is no member.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Passage {
	/// Under seal, which whoever accepted them found whole.
	#[codec(index = 0)]
	Bridged {
		/// Number of the event by which they departed.
		departed: u32,
	},
	/// Under no seal, or a broken one: what happened on the way nobody can say.
	#[codec(index = 1)]
	Broken {
		/// Number of the event by which they departed.
		departed: u32,
	},
}

impl Passage {
	/// Number of the event by which the goods departed.
	pub fn departed(&self) -> u32 {
		match self {
			Self::Bridged { departed } | Self::Broken { departed } => *departed,
		}
	}
}

/// Why goods are not accepted at the place where they arrived (CMR art. 15: circumstances preventing
/// delivery).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum UnacceptedGround {
	/// Nobody is there to receive them.
	#[codec(index = 0)]
	NobodyThere,
	/// Whoever should receive them refuses them.
	#[codec(index = 1)]
	Refused,
	/// Nobody knows for whom they are.
	#[codec(index = 2)]
	ReceiverUnknown,
	/// Another reason, agreed on elsewhere.
	#[codec(index = 3)]
	Other,
}

/// That goods lie at a place where nobody accepts them. Their holder goes on answering for them.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Unaccepted {
	/// Who says so: their holder, or who runs the place.
	pub by: OrgId,
	/// Where they lie.
	pub place: Gln,
	/// Since when, as they say.
	pub since: EventTime,
	/// Why.
	pub ground: UnacceptedGround,
	/// Block time of the report.
	pub at: Moment,
}

/// Most organisations that report goods as unaccepted while one holds them, that one among them.
pub type MaxReports = ConstU32<8>;
/// Their reports.
pub type Reports = BoundedVec<Unaccepted, MaxReports>;
