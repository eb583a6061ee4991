//! Intellectual property rights: kinds, offices, numbers, classes.

use crate::{
	digest::{id, Digest},
	parties::Owner,
	territory::{Country, Territories},
	time::Term,
	LegalDate, Malformed, Moment, Validate,
};
use alloc::vec::Vec;
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

/// A two-letter code of WIPO Standard ST.3: a country or an organisation such as `EM` (EUIPO).
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
pub struct OfficeCode(pub [u8; 2]);

/// The codes of ST.3 that are organisations and not countries.
const ORGANISATION_OFFICES: [[u8; 2]; 10] =
	[*b"EM", *b"EP", *b"WO", *b"IB", *b"BX", *b"AP", *b"OA", *b"EA", *b"GC", *b"QZ"];

impl Validate for OfficeCode {
	fn validate(&self) -> Result<(), Malformed> {
		if ORGANISATION_OFFICES.contains(&self.0) {
			return Ok(());
		}
		Country(self.0).validate()
	}
}

impl OfficeCode {
	/// Where rights that stand in the office's register can have effect: of a country's office in that
	/// country, of a union's in the union.
	///
	/// Of an office whose registrations name the countries one by one it is those that can be named,
	/// where this table knows them, and any country otherwise: membership of the Madrid and Hague
	/// unions, the Patent Cooperation Treaty (`WO`, `IB`) and ARIPO (`AP`) is not tabled.
	pub fn territory(&self) -> Territories {
		let of = |codes: &[u8]| {
			let countries: Vec<Country> = codes
				.chunks_exact(2)
				.filter_map(|code| Some(Country(code.try_into().ok()?)))
				.collect();
			Territories::of(&countries).unwrap_or_default()
		};
		match &self.0 {
			b"EM" | b"QZ" => Territories::european_union(),
			b"BX" => of(b"BELUNL"),
			// The 39 contracting states of the European Patent Convention, then the states that European
			// patents are extended to or validated in.
			b"EP" => of(
				b"ALATBEBGCHCYCZDEDKEEESFIFRGBGRHRHUIEISITLILTLULVMCMEMKMTNLNOPLPTRORSSESISKSMTRBAGEKHMAMDTN",
			),
			b"OA" => of(b"BFBJCFCGCICMGAGNGQGWKMMLMRNESNTDTG"),
			b"EA" => of(b"AMAZBYKGKZRUTJTM"),
			b"GC" => of(b"AEBHKWOMQASA"),
			b"WO" | b"IB" | b"AP" => Territories::everywhere(),
			country => of(country),
		}
	}
}

impl TryFrom<&str> for OfficeCode {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let office = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		office.validate()?;
		Ok(office)
	}
}

/// An application number of WIPO Standard ST.13: office (2 letters), type (2 digits), year (4 digits),
/// serial (9 digits or upper-case letters), e.g. `EM500000018797746`.
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
pub struct St13(pub [u8; 17]);

impl St13 {
	/// The office that the number begins with.
	pub fn office(&self) -> OfficeCode {
		let [a, b, ..] = self.0;
		OfficeCode([a, b])
	}
}

impl Validate for St13 {
	fn validate(&self) -> Result<(), Malformed> {
		self.office().validate()?;
		let digits = self.0.get(2..8).unwrap_or_default();
		let serial = self.0.get(8..).unwrap_or_default();
		let is_serial = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
		if digits.iter().all(u8::is_ascii_digit) && serial.iter().all(is_serial) {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

impl TryFrom<&str> for St13 {
	type Error = Malformed;

	fn try_from(text: &str) -> Result<Self, Malformed> {
		let number = Self(text.as_bytes().try_into().map_err(|_| Malformed)?);
		number.validate()?;
		Ok(number)
	}
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
		use RightKind::*;
		match self {
			Self::Registered { office, number, .. } => {
				number.validate()?;
				if number.office() == *office {
					Ok(())
				} else {
					Err(Malformed)
				}
			},
			Self::Unregistered { kind: Copyright | Design | TradeName | TradeMark, .. } => Ok(()),
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

/// The classification that a class belongs to.
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
pub enum RightClass {
	/// Nice Classification of goods and services for marks: 1–34 goods, 35–45 services.
	#[codec(index = 0)]
	Nice {
		/// Edition of the classification, e.g. 12.
		edition: u8,
		/// 1 to 45.
		class: u8,
	},
	/// Locarno Classification for industrial designs.
	#[codec(index = 1)]
	Locarno {
		/// Edition of the classification, e.g. 15.
		edition: u8,
		/// 1 to 32.
		class: u8,
	},
}

impl Validate for RightClass {
	fn validate(&self) -> Result<(), Malformed> {
		let ok = match self {
			Self::Nice { edition, class } => *edition > 0 && (1..=45).contains(class),
			Self::Locarno { edition, class } => *edition > 0 && (1..=32).contains(class),
		};
		if ok {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
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
}

/// On what a statement about a registered right rests. It decides which role may make it.
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
}

/// An attested right, as others ask for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RightFacts<AccountId> {
	/// What kind of right.
	pub kind: RightKind,
	/// On what its attestation rests.
	pub basis: AttestationBasis,
	/// Whose it is, or was at the moment that was asked for.
	pub owner: Owner<AccountId>,
	/// Where it has effect.
	pub territories: Territories,
	/// From when until when, as the office stated it.
	pub term: Term,
	/// The end, with the date from which it has effect.
	pub ended: Option<(RightEnd, LegalDate)>,
	/// Block time at which its owner gave it up, if it did: from then on nobody can dispose of it. It
	/// stands until its office states the day of the end.
	pub surrendered: Option<Moment>,
}

impl<AccountId> RightFacts<AccountId> {
	/// Whether the right stood at `at`, wherever.
	pub fn stood_at(&self, at: Moment) -> bool {
		let day = crate::time::legal_date(at);
		self.term.contains(at) && self.ended.is_none_or(|(_, as_of)| day < as_of)
	}
}
