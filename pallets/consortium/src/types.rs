//! What the pallet stores, and the identifiers of organisations as newtypes that know their rules.

use core::str::from_utf8;
use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_runtime::traits::{Saturating, Zero};
use tracemark_primitives::{
	gs1::Gln,
	parties::{PartyTag, Roles, Standing},
	rights::RightKinds,
	territory::Country,
	time::Period,
	LegalDate, Malformed, Moment, OperatorId, OrgId, Validate,
};

pub use tracemark_primitives::parties::BaseUrl;

/// Legal Entity Identifier (ISO 17442): 18 digits or capitals and two check digits.
#[stored]
#[derive(Copy)]
pub struct Lei(pub [u8; 20]);

impl Validate for Lei {
	/// ISO/IEC 7064, mod 97-10: letters count as 10 to 35, the whole leaves a remainder of 1.
	fn validate(&self) -> Result<(), Malformed> {
		let [.., tens, units] = self.0;
		if !(tens.is_ascii_digit() && units.is_ascii_digit()) {
			return Err(Malformed);
		}
		let remainder = self.0.iter().try_fold(0u32, |remainder, byte| {
			let (shift, value) = match byte {
				b'0'..=b'9' => (10, byte.saturating_sub(b'0')),
				b'A'..=b'Z' => (100, byte.saturating_sub(b'A').saturating_add(10)),
				_ => return Err(Malformed),
			};
			// Below 97 * 100 + 36: nothing saturates.
			Ok(remainder.saturating_mul(shift).saturating_add(value.into()) % 97)
		})?;
		if remainder == 1 {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

/// Economic Operators Registration and Identification number: a country and up to 15 digits or
/// capitals (Regulation (EU) 2015/2446, annex B).
#[stored]
pub struct Eori(pub BoundedVec<u8, ConstU32<17>>);

impl Validate for Eori {
	/// The country is one of ISO 3166-1, or `XI`: Northern Ireland.
	fn validate(&self) -> Result<(), Malformed> {
		let [first, second, number @ ..] = self.0.as_slice() else { return Err(Malformed) };
		let country = [*first, *second];
		if country != *b"XI" {
			Country(country).validate()?;
		}
		let is_number =
			number.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
		if is_number && !number.is_empty() {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

/// How an organisation calls itself: 1 to 64 bytes of UTF-8, without control characters and
/// without space at its ends. Natural persons choose a name that is not their legal one.
#[stored]
pub struct DisplayName(pub BoundedVec<u8, ConstU32<64>>);

impl Validate for DisplayName {
	fn validate(&self) -> Result<(), Malformed> {
		let name = from_utf8(&self.0).map_err(|_| Malformed)?;
		if name.is_empty() || name.trim() != name || name.chars().any(char::is_control) {
			Err(Malformed)
		} else {
			Ok(())
		}
	}
}

/// An identifier that others issued to an organisation. Each belongs to at most one organisation.
#[stored]
pub enum Identifier {
	/// Legal Entity Identifier.
	#[codec(index = 0)]
	Lei(Lei),
	/// Number of an economic operator.
	#[codec(index = 1)]
	Eori(Eori),
	/// Global Location Number of the party.
	#[codec(index = 2)]
	Gln(Gln),
}

/// The identifiers of an organisation.
#[stored]
#[derive(Default)]
pub struct Identifiers {
	/// Legal Entity Identifier.
	pub lei: Option<Lei>,
	/// Number of an economic operator.
	pub eori: Option<Eori>,
	/// Global Location Number of the party.
	pub gln: Option<Gln>,
}

impl Identifiers {
	/// Each identifier that there is.
	pub fn iter(&self) -> impl Iterator<Item = Identifier> + '_ {
		let lei = self.lei.map(Identifier::Lei);
		let eori = self.eori.clone().map(Identifier::Eori);
		let gln = self.gln.map(Identifier::Gln);
		[lei, eori, gln].into_iter().flatten()
	}
}

impl Validate for Identifiers {
	fn validate(&self) -> Result<(), Malformed> {
		self.lei.validate()?;
		self.eori.validate()?;
		self.gln.validate()
	}
}

/// How well what a profile says was checked. The greater, the better.
#[stored]
#[derive(Copy, PartialOrd, Ord, Default)]
pub enum VerificationLevel {
	/// The organisation says so.
	#[default]
	#[codec(index = 0)]
	Declared,
	/// Documents were seen.
	#[codec(index = 1)]
	Documented,
	/// The issuers of the documents confirmed them.
	#[codec(index = 2)]
	Verified,
}

/// How well a profile was checked, and by whom.
#[stored]
#[derive(Copy, Default)]
pub struct Verification {
	/// How well.
	pub level: VerificationLevel,
	/// The organisation that checked; `None` if the council did, or nobody.
	pub by: Option<OrgId>,
}

impl Validate for Verification {
	/// What is only declared was checked by nobody.
	fn validate(&self) -> Result<(), Malformed> {
		if self.level == VerificationLevel::Declared && self.by.is_some() {
			Err(Malformed)
		} else {
			Ok(())
		}
	}
}

/// Who an organisation is.
#[stored]
pub struct Profile {
	/// How it calls itself.
	pub display_name: DisplayName,
	/// Where it is established.
	pub country: Country,
	/// What others issued to it.
	pub identifiers: Identifiers,
	/// Stands for the legal identity of a natural person or sole trader.
	pub party_tag: Option<PartyTag>,
	/// Where its documents and item records are found.
	pub resolver: Option<BaseUrl>,
	/// How well all this was checked, and by whom.
	pub verification: Verification,
}

impl Validate for Profile {
	fn validate(&self) -> Result<(), Malformed> {
		self.display_name.validate()?;
		self.country.validate()?;
		self.identifiers.validate()?;
		self.resolver.validate()?;
		self.verification.validate()
	}
}

/// Whether an organisation's operators may act. Set for all of them at once.
#[stored]
#[derive(Copy, Default)]
pub enum Access {
	/// They may.
	#[default]
	#[codec(index = 0)]
	Open,
	/// The controller froze them, e.g. because a key was stolen.
	#[codec(index = 1)]
	Frozen,
}

/// An organisation of the consortium. Never removed.
#[stored]
pub struct Organisation<AccountId, Balance> {
	/// Who it is.
	pub profile: Profile,
	/// What it does in the trade.
	pub roles: Roles,
	/// Whether it may act.
	pub standing: Standing,
	/// Whether its operators may act.
	pub access: Access,
	/// The account that manages its operators, and that votes if the organisation has a seat.
	pub controller: AccountId,
	/// How much of its fees each UTC day is free.
	pub quota: Balance,
	/// How many operators it has that are not retired.
	pub operators: u32,
	/// Block time of its admission.
	pub admitted_at: Moment,
}

impl<AccountId, Balance> Organisation<AccountId, Balance> {
	/// Whether it may act.
	pub fn is_in_good_standing(&self) -> bool {
		self.standing == Standing::Good
	}

	/// Whether its operators may not act.
	pub fn is_frozen(&self) -> bool {
		self.access == Access::Frozen
	}
}

/// As what an account serves its organisation.
#[stored]
#[derive(Copy)]
pub enum Capacity {
	/// Its controller.
	#[codec(index = 0)]
	Controller,
	/// Was its controller.
	#[codec(index = 1)]
	FormerController,
	/// An operator.
	#[codec(index = 2)]
	Operator {
		/// The operator, whichever account it uses.
		operator: OperatorId,
		/// The organisation's roles that it may use.
		roles: Roles,
	},
	/// Was the account of an operator.
	#[codec(index = 3)]
	RetiredOperator {
		/// The operator.
		operator: OperatorId,
	},
}

/// The one organisation that an account belongs to, for ever.
#[stored]
#[derive(Copy)]
pub struct Affiliation {
	/// The organisation.
	pub org: OrgId,
	/// As what the account serves it.
	pub capacity: Capacity,
}

/// A company prefix that is held, or a shorter one that some that are held begin with.
#[stored]
#[derive(Copy)]
pub enum PrefixNode {
	/// An organisation holds the prefix.
	#[codec(index = 0)]
	Held {
		/// The organisation.
		by: OrgId,
	},
	/// Longer prefixes are held.
	#[codec(index = 1)]
	Divided {
		/// How many; never 0.
		into: u32,
	},
}

/// What an organisation used of its quota.
#[stored]
#[derive(Copy, Default)]
pub struct QuotaUse<Balance> {
	/// On which UTC day.
	pub day: LegalDate,
	/// How much.
	pub used: Balance,
}

impl<Balance: Copy + Zero + Saturating> QuotaUse<Balance> {
	/// What was used on `day`.
	pub fn on(&self, day: LegalDate) -> Balance {
		if self.day == day {
			self.used
		} else {
			Zero::zero()
		}
	}
}

/// What a member pays of the fees of an account outside the consortium.
#[stored]
#[derive(Copy)]
pub struct Sponsorship<Balance> {
	/// The member.
	pub sponsor: OrgId,
	/// What it still pays; 0 once ended.
	pub remaining: Balance,
}

/// For which kinds of right an organisation is accredited at an office's register, and since when.
#[stored]
#[derive(Copy)]
pub struct Accreditation {
	/// From when until when.
	pub period: Period,
	/// The kinds of right.
	pub kinds: RightKinds,
}
