//! Intellectual property rights: kinds, offices, numbers, classes.

use crate::{
	digest::{id, Digest},
	parties::{Owner, Role, Roles},
	sets::bit_set,
	territory::{Country, Territories},
	time::{legal_date, Term},
	LegalDate, Malformed, Moment, Validate,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;

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
	/// Subclass of the International Patent Classification (Strasbourg Agreement), such as `A43B`, for
	/// patents and utility models.
	#[codec(index = 2)]
	Ipc {
		/// `A` to `H`.
		section: u8,
		/// 1 to 99.
		class: u8,
		/// `A` to `Z`.
		subclass: u8,
	},
}

impl RightClass {
	/// Whether rights of `kind` are classified by the classification that this class is of.
	pub fn is_of(&self, kind: RightKind) -> bool {
		use RightKind::*;
		matches!(
			(self, kind),
			(Self::Nice { .. }, TradeMark)
				| (Self::Locarno { .. }, Design)
				| (Self::Ipc { .. }, Patent | UtilityModel | SupplementaryProtection)
		)
	}

	/// The class whatever the edition of its classification: what a look-up asks for.
	pub fn without_edition(&self) -> Self {
		match *self {
			Self::Nice { class, .. } => Self::Nice { edition: 0, class },
			Self::Locarno { class, .. } => Self::Locarno { edition: 0, class },
			ipc => ipc,
		}
	}
}

impl Validate for RightClass {
	fn validate(&self) -> Result<(), Malformed> {
		let ok = match self {
			Self::Nice { edition, class } => *edition > 0 && (1..=45).contains(class),
			Self::Locarno { edition, class } => *edition > 0 && (1..=32).contains(class),
			Self::Ipc { section, class, subclass } => {
				(b'A'..=b'H').contains(section)
					&& (1..=99).contains(class)
					&& subclass.is_ascii_uppercase()
			},
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

/// Most owners of one right.
pub type MaxOwners = ConstU32<16>;

/// The part of a right that one of its owners has.
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
pub struct Share<AccountId> {
	/// Whose.
	pub owner: Owner<AccountId>,
	/// How much of the whole.
	pub part: Permill,
}

/// The owners of a right. Their parts sum to one; nobody is named twice.
pub type Owners<AccountId> = BoundedVec<Share<AccountId>, MaxOwners>;

/// Which of several owners may license a right.
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
pub enum LicensingRule {
	/// Each alone.
	#[codec(index = 0)]
	Any,
	/// Those who have more than half of it together.
	#[codec(index = 1)]
	Majority,
	/// All together.
	#[default]
	#[codec(index = 2)]
	All,
}

impl LicensingRule {
	/// Whether `agreed` of the owners suffice, whose parts sum to `part`.
	pub fn is_met(&self, agreed: usize, part: Permill, owners: usize) -> bool {
		match self {
			Self::Any => agreed > 0,
			Self::Majority => part > Permill::from_percent(50),
			Self::All => agreed >= owners,
		}
	}
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

/// A single owner of a whole right.
pub fn sole_owner<AccountId>(owner: Owner<AccountId>) -> Owners<AccountId> {
	let mut owners = BoundedVec::new();
	// The bound is sixteen.
	let _ = owners.try_push(Share { owner, part: Permill::one() });
	owners
}

/// How a similarity fingerprint was computed. Fingerprints are compared by clients; the chain keeps and
/// pages them, and never decides on similarity. Numbers are append-only.
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
pub enum FingerprintAlgorithm {
	/// Difference hash of an image, 64 bits: its grey levels, resampled to 9 × 8, give a bit for each two
	/// neighbours of a row, set if the right one is lighter; row by row, most significant bit first.
	///
	/// A grey level is `(2126 R + 7152 G + 722 B) / 10000` without its fraction, of the 8-bit values as
	/// stored. Transparency, the colour space and the orientation that a file names are ignored. The
	/// filter that resamples is that of Lanczos with three lobes.
	#[codec(index = 0)]
	ImageDifferenceHash,
	/// Perceptual hash of an image, 64 bits: the grey levels of [`Self::ImageDifferenceHash`], resampled to
	/// 16 × 16, are transformed by a cosine transform (DCT-II) of rows and columns; each of the lowest 8 × 8
	/// coefficients, the constant one included, gives a bit, set if it is not below their median, which is
	/// the mean of the middle two; by rows of ascending vertical frequency, most significant bit first.
	#[codec(index = 1)]
	ImageCosineHash,
	/// ISCC Content-Code of any medium (ISO 24138), body of up to 256 bits.
	#[codec(index = 2)]
	IsccContentCode,
}

/// A fingerprint by which look-alikes can be found.
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
pub struct Fingerprint {
	/// How it was computed.
	pub algorithm: FingerprintAlgorithm,
	/// Its bits, left-aligned and padded with zeros.
	pub value: [u8; 32],
}
