//! The one question: may this party do this act here, now, with these goods?

use crate::{
	customs::Nature,
	gs1::Gtin,
	quantity::Quantity,
	rights::{AttestationBasis, RightClass, RightId},
	sets::bit_set,
	territory::Country,
	LicenceId, Moment, OrgId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// An act that a right can reserve. Numbers are append-only: they are the bits of [`Activities`].
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
pub enum Activity {
	/// Make the goods.
	Manufacture = 0,
	/// Bring them in.
	Import = 1,
	/// Bring them out.
	Export = 2,
	/// Pass them through.
	Transit = 3,
	/// Keep them for one of the other acts.
	Stock = 4,
	/// Offer them.
	Offer = 5,
	/// Pass them on in trade.
	Distribute = 6,
	/// Sell them.
	Sell = 7,
	/// Use the sign or the process.
	Use = 8,
	/// Reproduce the work.
	Reproduce = 9,
	/// Adapt the work.
	Adapt = 10,
	/// Communicate the work to the public.
	CommunicateToThePublic = 11,
}

bit_set! {
	/// A set of [`Activity`]s: bit `n` stands for the activity with number `n`.
	pub struct Activities(u16) of 12 Activity;
}

/// The question, with the goods' facts in it: licensing never asks custody.
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
pub struct Question {
	/// Under which right.
	pub right: RightId,
	/// Who would act.
	pub party: OrgId,
	/// What it would do.
	pub activity: Activity,
	/// Where.
	pub country: Country,
	/// When.
	pub at: Moment,
	/// With how much, if the answer is to count it against a licence's quantity.
	pub quantity: Option<Quantity>,
	/// What is known of the goods.
	pub goods: GoodsHistory,
}

/// How goods came to be, as far as whoever asks can say.
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
pub enum Making {
	/// Nothing is known.
	#[default]
	#[codec(index = 0)]
	Unknown,
	/// With the consent of the right's owner.
	#[codec(index = 1)]
	WithConsent,
	/// By somebody licensed, beyond what the licence lets him make.
	#[codec(index = 2)]
	OverRun,
	/// Without consent.
	#[codec(index = 3)]
	WithoutConsent,
}

/// Who says that goods were first put on the market with the consent of the right's owner.
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
pub enum Consent {
	/// The record: the sale of an object here, by somebody who could consent.
	#[codec(index = 0)]
	Recorded {
		/// Id of the object that was sold.
		object: H256,
	},
	/// Whoever relies on it, with the digest of what is to prove it.
	#[codec(index = 1)]
	Claimed {
		/// Digest of the proof.
		proof: H256,
	},
}

/// When and where goods were first put on the market.
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
pub struct FirstSale {
	/// Where.
	pub country: Country,
	/// When.
	pub at: Moment,
	/// On whose word it was with consent.
	pub consent: Consent,
}

/// What is known of goods, for the question: licensing never asks custody.
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
pub struct GoodsHistory {
	/// Their product class.
	pub gtin: Option<Gtin>,
	/// What they are in the classification of the right.
	pub class: Option<RightClass>,
	/// The marketplace through which they are offered or sold.
	pub marketplace: Option<OrgId>,
	/// How they were made.
	pub making: Making,
	/// When they were made.
	pub made_at: Option<Moment>,
	/// Their first sale with consent.
	pub first_sale: Option<FirstSale>,
	/// They were repackaged, changed or impaired after it (Regulation (EU) 2017/1001 art. 15(2)).
	pub altered: bool,
	/// The owner distributes through one undertaking in each country, so that whoever had to name his
	/// supplier would lose him (CJEU C-244/00, Van Doren).
	pub partitioned: bool,
}

/// Who would have to prove that goods were, or were not, first sold with consent where it counts.
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
pub enum Burden {
	/// Whoever relies on exhaustion.
	#[codec(index = 0)]
	Party,
	/// The owner of the right: that they were first sold elsewhere.
	#[codec(index = 1)]
	RightsHolder,
}

/// An act under a licence: what counts against its quantity and what royalties are due for.
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
pub struct Exercise {
	/// What was done.
	pub activity: Activity,
	/// With how much.
	pub quantity: Quantity,
	/// What was done it with: the id of a lot or object, or of the line of a declaration.
	pub reference: H256,
}

/// On what a permission rests.
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
pub enum Ground {
	/// The party owns the right.
	#[codec(index = 0)]
	Owner,
	/// A licence permits it.
	#[codec(index = 1)]
	Licence(LicenceId),
	/// The right was exhausted by a first sale with consent.
	#[codec(index = 2)]
	Exhaustion,
	/// The law makes an exception.
	#[codec(index = 3)]
	Exception,
}

/// The four answers.
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
pub enum Answer {
	/// Yes, on this ground.
	#[codec(index = 0)]
	Permitted(Ground),
	/// No.
	#[codec(index = 1)]
	NotPermitted,
	/// No right is in force there then.
	#[codec(index = 2)]
	NotRequired,
	/// The register does not know the right, or the right lost the class of the goods by then and nothing
	/// permits the act.
	#[codec(index = 3)]
	Unknown,
}

impl Answer {
	/// Whether nothing stands against the act.
	pub fn allows(&self) -> bool {
		matches!(self, Self::Permitted(_) | Self::NotRequired)
	}
}

/// How a condition of the question came out.
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
pub enum ConditionResult {
	/// Fulfilled.
	#[codec(index = 0)]
	Passed,
	/// Not fulfilled.
	#[codec(index = 1)]
	Failed,
	/// Did not have to be asked.
	#[default]
	#[codec(index = 2)]
	NotApplicable,
}

/// The answer with each condition. Conditions of a licence are those of the licence named in
/// `licence`: the one that permits, or else the one that came closest.
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
pub struct AuthorisationReport {
	/// The answer.
	pub answer: Answer,
	/// On what the attestation of the right rests; none if the register does not know the right.
	pub basis: Option<AttestationBasis>,
	/// The licence that the conditions below were asked of.
	pub licence: Option<LicenceId>,
	/// The right is attested and stood at that moment in that country.
	pub right_in_force: ConditionResult,
	/// The party has good standing. Not asked about the past: standing is known as it is now.
	pub standing: ConditionResult,
	/// The licence was not revoked at that moment.
	pub not_revoked: ConditionResult,
	/// The licence names the activity.
	pub activity: ConditionResult,
	/// The licence covers the country.
	pub territory: ConditionResult,
	/// The moment lies in the licence's term.
	pub term: ConditionResult,
	/// What is left of the quantity of the licence, and of those that it derives from, suffices.
	pub quantity: ConditionResult,
	/// The licence was not suspended at that moment.
	pub not_suspended: ConditionResult,
	/// The licence covers the product or its class.
	pub product: ConditionResult,
	/// The licence covers the marketplace.
	pub channel: ConditionResult,
	/// Each licence that this one derives from permits the act too.
	pub parents: ConditionResult,
	/// No exclusive licence excludes the owner.
	pub not_excluded: ConditionResult,
	/// What was paid in covers the royalties of the act, or the licence lets them be owed.
	pub funded: ConditionResult,
	/// The goods were first sold with consent where that exhausts the right here, and not altered.
	pub exhaustion: ConditionResult,
	/// Who would have to prove that, where the record does not.
	pub burden: Option<Burden>,
	/// What the act would be if nothing permits it; none where it is permitted or not required.
	pub nature: Option<Nature>,
}

impl AuthorisationReport {
	/// A report with this answer and no condition asked.
	pub fn bare(answer: Answer) -> Self {
		Self {
			answer,
			basis: None,
			licence: None,
			right_in_force: ConditionResult::NotApplicable,
			standing: ConditionResult::NotApplicable,
			not_revoked: ConditionResult::NotApplicable,
			activity: ConditionResult::NotApplicable,
			territory: ConditionResult::NotApplicable,
			term: ConditionResult::NotApplicable,
			quantity: ConditionResult::NotApplicable,
			not_suspended: ConditionResult::NotApplicable,
			product: ConditionResult::NotApplicable,
			channel: ConditionResult::NotApplicable,
			parents: ConditionResult::NotApplicable,
			not_excluded: ConditionResult::NotApplicable,
			funded: ConditionResult::NotApplicable,
			exhaustion: ConditionResult::NotApplicable,
			burden: None,
			nature: None,
		}
	}
}
