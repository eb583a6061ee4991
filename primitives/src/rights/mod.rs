//! Intellectual property rights: what they are about, what they rest on and how they end.

mod class;
mod fingerprint;
mod office;
mod owners;

pub use class::RightClass;
pub use fingerprint::{Fingerprint, FingerprintAlgorithm};
pub use office::{OfficeCode, St13};
pub use owners::{sole_owner, LicensingRule, MaxOwners, Owners, Share};

use crate::{
	digest::{id, Digest},
	parties::{Owner, Role, Roles},
	sets::bit_set,
	territory::{Country, Territories},
	time::{legal_date, Term},
	LegalDate, Malformed, Moment, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// Id of a right, see [`RightSubject::id`].
pub type RightId = H256;

/// The kinds of right of Regulation (EU) No 608/2013, article 2. Numbers are append-only.
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
pub enum RightKind {
	/// Trade mark.
	#[codec(index = 0)]
	TradeMark,
	/// Design.
	#[codec(index = 1)]
	Design,
	/// Copyright or related right.
	#[codec(index = 2)]
	Copyright,
	/// Geographical indication.
	#[codec(index = 3)]
	GeographicalIndication,
	/// Patent.
	#[codec(index = 4)]
	Patent,
	/// Supplementary protection certificate.
	#[codec(index = 5)]
	SupplementaryProtection,
	/// Plant variety right.
	#[codec(index = 6)]
	PlantVariety,
	/// Topography of a semiconductor product.
	#[codec(index = 7)]
	Topography,
	/// Utility model.
	#[codec(index = 8)]
	UtilityModel,
	/// Trade name.
	#[codec(index = 9)]
	TradeName,
}

impl RightKind {
	/// Whether a right of this kind has a registration number beside the application number of ST.13.
	/// Marks, designs and geographical indications can be registered under the number of the application;
	/// copyright and trade names need none (Berne Convention art. 5(2), Paris Convention art. 8).
	pub fn needs_registration_number(&self) -> bool {
		use RightKind::*;
		matches!(self, Patent | SupplementaryProtection | PlantVariety | Topography | UtilityModel)
	}

	/// Whether a right of this kind can arise without an office: by creation, use or making available.
	pub fn arises_without_registration(&self) -> bool {
		use RightKind::*;
		matches!(self, Copyright | Design | TradeName | TradeMark)
	}
}

bit_set! {
	/// A set of [`RightKind`]s: bit `n` stands for the kind with number `n`.
	pub struct RightKinds(u16) of 10 RightKind;
}

/// What a claim is about: an entry in an office's register, or a work that needs none.
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
pub enum RightSubject {
	/// A right that an office grants or registers.
	#[codec(index = 0)]
	Registered {
		/// What kind of right.
		kind: RightKind,
		/// Whose register; the first two characters of the number.
		office: OfficeCode,
		/// Application number.
		number: St13,
	},
	/// A work or unregistered right, named by the digest of its content.
	#[codec(index = 1)]
	Unregistered {
		/// What kind of right.
		kind: RightKind,
		/// Fingerprint of the content.
		fingerprint: Digest,
	},
}

impl RightSubject {
	/// The id: domain `tracemark/right/v1` over the subject. The same for every claimant.
	pub fn id(&self) -> RightId {
		id("tracemark/right/v1", self)
	}

	/// What kind of right.
	pub fn kind(&self) -> RightKind {
		match self {
			Self::Registered { kind, .. } | Self::Unregistered { kind, .. } => *kind,
		}
	}

	/// Whose register, if any.
	pub fn office(&self) -> Option<OfficeCode> {
		match self {
			Self::Registered { office, .. } => Some(*office),
			Self::Unregistered { .. } => None,
		}
	}
}

impl Validate for RightSubject {
	/// A registered right's number is of its office; only rights that arise without registration
	/// (copyright, designs, trade names, marks by use) are claimed unregistered.
	fn validate(&self) -> Result<(), Malformed> {
		match self {
			Self::Registered { office, number, .. } => {
				number.validate()?;
				if number.office() == *office {
					Ok(())
				} else {
					Err(Malformed)
				}
			},
			Self::Unregistered { kind, .. } if kind.arises_without_registration() => Ok(()),
			Self::Unregistered { .. } => Err(Malformed),
		}
	}
}

/// What is committed to by whoever wants a priority without disclosure: domain `tracemark/priority/v1`
/// over the claimant, the subject and 32 random bytes. It is of use to that claimant alone.
pub fn priority_commitment<AccountId: Encode>(
	claimant: &Owner<AccountId>,
	subject: &RightSubject,
	salt: &H256,
) -> H256 {
	id("tracemark/priority/v1", (claimant, subject, salt))
}

/// How an attested right came to an end, as its office states it.
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
pub enum RightEnd {
	/// Not renewed.
	#[codec(index = 0)]
	Lapsed,
	/// Given up by its owner.
	#[codec(index = 1)]
	Surrendered,
	/// Revoked or declared invalid.
	#[codec(index = 2)]
	Revoked,
	/// Refused in a territory that an international or regional registration designates (Madrid Protocol
	/// art. 5).
	#[codec(index = 3)]
	Refused,
}

/// What substantiates a right that stands in no register. Numbers are append-only.
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
pub enum Substantiation {
	/// The author's name stands on the work in the usual manner (Berne Convention art. 15(1)).
	#[codec(index = 0)]
	AuthorNamed,
	/// The work was deposited before: a digest of it stands in the evidence.
	#[codec(index = 1)]
	EarlierDeposit,
	/// A notary's deed.
	#[codec(index = 2)]
	Notary,
	/// An entry in the repertoire of a collecting society (Directive 2014/26/EU).
	#[codec(index = 3)]
	CollectingSociety,
	/// A judgment.
	#[codec(index = 4)]
	Judgment,
}

impl Substantiation {
	/// Who may state it.
	pub fn stated_by(&self) -> Roles {
		match self {
			// Whoever examines works and deposits as a profession.
			Self::AuthorNamed | Self::EarlierDeposit => {
				Roles::of(&[Role::Notary, Role::CollectingSociety, Role::IpOffice])
			},
			Self::Notary => Role::Notary.into(),
			Self::CollectingSociety => Role::CollectingSociety.into(),
			Self::Judgment => Role::Court.into(),
		}
	}
}

/// On what a statement about a right rests. It decides which role may make it.
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
pub enum AttestationBasis {
	/// The office itself states it.
	#[codec(index = 0)]
	Office,
	/// An accredited reader of the register states what a dated extract says.
	#[codec(index = 1)]
	RegisterExtract {
		/// Digest of the extract, which stands in the evidence.
		extract: Digest,
		/// The day that the extract shows.
		as_of: LegalDate,
	},
	/// A right without registration is substantiated.
	#[codec(index = 2)]
	Substantiated {
		/// By what.
		by: Substantiation,
		/// Digest of the proof, which stands in the evidence.
		proof: Digest,
	},
}

/// Where an international or regional right stands in one territory, if that has a date of its own.
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
pub struct Designation {
	/// First day on which the right has effect there.
	pub since: LegalDate,
	/// How it ended or was refused there, and the first day on which it no longer has effect.
	pub ended: Option<(RightEnd, LegalDate)>,
}

impl Designation {
	/// Whether the right has effect there on `day`.
	pub fn has_effect_on(&self, day: LegalDate) -> bool {
		self.since <= day && self.ended.is_none_or(|(_, as_of)| day < as_of)
	}
}

/// An attested or substantiated right, as others ask for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RightFacts<AccountId> {
	/// What kind of right.
	pub kind: RightKind,
	/// On what it rests.
	pub basis: AttestationBasis,
	/// Whose it is, or was at the moment that was asked for.
	pub owners: Owners<AccountId>,
	/// Which of them may license it.
	pub rule: LicensingRule,
	/// Where it has effect.
	pub territories: Territories,
	/// Where it stands in the country that was asked for, if it has dates of its own there.
	pub designation: Option<Designation>,
	/// From when until when, as the office stated it.
	pub term: Term,
	/// The end, with the date from which it has effect.
	pub ended: Option<(RightEnd, LegalDate)>,
	/// Block time at which its owner gave it up, if it did: from then on nobody can dispose of it. It
	/// stands until its office states the day of the end.
	pub surrendered: Option<Moment>,
}

impl<AccountId: PartialEq> RightFacts<AccountId> {
	/// Whether `owner` is one of its owners.
	pub fn is_owned_by(&self, owner: &Owner<AccountId>) -> bool {
		self.owners.iter().any(|share| share.owner == *owner)
	}

	/// Whether it belongs to the owners of `other` and to nobody else, in whatever shares.
	pub fn has_the_owners_of(&self, other: &Self) -> bool {
		self.owners.len() == other.owners.len()
			&& self.owners.iter().all(|share| other.is_owned_by(&share.owner))
	}

	/// Whether the right stood at `at`, wherever.
	pub fn stood_at(&self, at: Moment) -> bool {
		let day = legal_date(at);
		self.term.contains(at) && self.ended.is_none_or(|(_, as_of)| day < as_of)
	}

	/// Whether the right had effect at `at` in `country`, the one that was asked for.
	pub fn in_force(&self, country: &Country, at: Moment) -> bool {
		self.stood_at(at)
			&& self.territories.contains(country)
			&& self.designation.is_none_or(|status| status.has_effect_on(legal_date(at)))
	}
}
