//! Organisations as other pallets see them: roles, standing, parties without membership.

use crate::{sets::bit_set, territory::Country, Malformed, OperatorId, OrgId, Validate};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// What an organisation does in the trade. Numbers are append-only: they are the bits of [`Roles`].
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
#[repr(u8)]
pub enum Role {
	/// Owns or administers intellectual property rights.
	RightsHolder = 0,
	/// Author, composer, inventor, designer.
	Creator = 1,
	/// Makes goods.
	Manufacturer = 2,
	/// Supplies materials or components.
	Supplier = 3,
	/// Exports goods.
	Exporter = 4,
	/// Distributes goods.
	Distributor = 5,
	/// Customs broker or freight forwarder.
	Broker = 6,
	/// Carries goods.
	Carrier = 7,
	/// Postal or express operator.
	PostalOperator = 8,
	/// Stores goods.
	Warehouse = 9,
	/// Imports goods.
	Importer = 10,
	/// Sells to consumers.
	Retailer = 11,
	/// Online marketplace.
	Marketplace = 12,
	/// Trades goods of any origin.
	Trader = 13,
	/// Payment provider.
	PaymentProvider = 14,
	/// Customs authority.
	Customs = 15,
	/// Market surveillance authority.
	MarketSurveillance = 16,
	/// Police.
	Police = 17,
	/// Court.
	Court = 18,
	/// Office that grants or registers intellectual property rights.
	IpOffice = 19,
	/// Accredited to deposit dated extracts of an office's register.
	RegisterReader = 20,
	/// GS1 member organisation.
	Gs1MemberOrganisation = 21,
	/// Laboratory.
	Laboratory = 22,
	/// Notary.
	Notary = 23,
	/// Watches markets and captures evidence.
	Monitor = 24,
	/// Arbitrator.
	Arbitrator = 25,
	/// Industry association.
	IndustryAssociation = 26,
	/// Represents others.
	Representative = 27,
	/// Manages rights of authors for them (Directive 2014/26/EU).
	CollectingSociety = 28,
}

bit_set! {
	/// A set of [`Role`]s: bit `n` stands for the role with number `n`.
	pub struct Roles(u32) of 29 Role;
}

impl Roles {
	/// Whether every role of `other` is in this set.
	pub fn covers(&self, other: &Self) -> bool {
		other.0 & !self.0 == 0
	}

	/// Whether the sets share a role.
	pub fn intersects(&self, other: &Self) -> bool {
		self.0 & other.0 != 0
	}

	/// The roles in both sets.
	pub fn intersection(&self, other: &Self) -> Self {
		Self(self.0 & other.0)
	}
}

impl From<Role> for Roles {
	fn from(role: Role) -> Self {
		Self::of(&[role])
	}
}

/// The standing of an organisation. Its one place is the organisation's record.
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
pub enum Standing {
	/// May act.
	#[default]
	#[codec(index = 0)]
	Good,
	/// May not act until reinstated.
	#[codec(index = 1)]
	Suspended,
	/// May never act again. Its records stay.
	#[codec(index = 2)]
	Expelled,
}

/// An operator account in the act, with what its organisation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
	/// The organisation it acts for.
	pub org: OrgId,
	/// The operator.
	pub operator: OperatorId,
	/// The organisation's roles that this operator may use.
	pub roles: Roles,
	/// Where the organisation is established.
	pub country: Country,
}

/// An organisation as the other side of an act.
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
pub struct Party {
	/// All roles of the organisation.
	pub roles: Roles,
	/// Where it is established.
	pub country: Country,
	/// Whether it may act.
	pub standing: Standing,
}

/// Base URL of a resolver: `https://`, up to 128 visible ASCII characters in all, no query, no
/// fragment, no slash at its end.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BaseUrl(pub BoundedVec<u8, ConstU32<128>>);

impl Validate for BaseUrl {
	fn validate(&self) -> Result<(), Malformed> {
		let rest = self.0.strip_prefix(b"https://").ok_or(Malformed)?;
		let is_plain = rest.iter().all(|byte| byte.is_ascii_graphic() && !b"?#".contains(byte));
		if is_plain && !rest.starts_with(b"/") && rest.last().is_some_and(|last| *last != b'/') {
			Ok(())
		} else {
			Err(Malformed)
		}
	}
}

/// Names a natural person or sole trader without saying who: HMAC-SHA-256 of the canonical
/// identifier under a key that the admission offices hold. Equal persons have equal tags.
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
pub struct PartyTag {
	/// Version of the key.
	pub key_version: u16,
	/// The tag.
	pub tag: H256,
}

/// A party that a member names in a record.
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
pub enum NamedParty {
	/// A member.
	#[codec(index = 0)]
	Member(OrgId),
	/// Somebody outside.
	#[codec(index = 1)]
	Outsider(PartyTag),
}

/// Whose a claim or a right is.
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
pub enum Owner<AccountId> {
	/// A member organisation.
	#[codec(index = 0)]
	Organisation(OrgId),
	/// An account outside the consortium, e.g. a creator.
	#[codec(index = 1)]
	Account(AccountId),
}
