//! Declarations, the conditions that the chain answers, and the report that explains a decision.

use crate::{
	digest::id, goods::GoodsClaim, gs1::Gtin, hs::HsCode, parties::NamedParty, quantity::Quantity,
	rights::RightId, sets::bit_set, territory::Country, DeclarationId, LicenceId, Malformed,
	Moment, OrgId, RecallId, Validate,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// Most lines of a declaration.
pub type MaxLines = ConstU32<20>;
/// Most goods claims of a line.
pub type MaxGoodsPerLine = ConstU32<100>;
/// Most findings of a line: one for each of [`CONDITIONS`].
pub type MaxFindings = ConstU32<{ CONDITIONS.len() as u32 }>;
/// Most references of a finding.
pub type MaxReferences = ConstU32<4>;

/// A customs declaration. The declarant is the organisation of whoever signs.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DeclarationForm {
	/// For whom the declarant acts; `None` if for itself.
	pub represented: Option<OrgId>,
	/// Who imports.
	pub importer: OrgId,
	/// Who holds the goods.
	pub holder: OrgId,
	/// Who sold them.
	pub seller: NamedParty,
	/// Country of origin.
	pub origin: Country,
	/// Country of destination: whose customs decide.
	pub destination: Country,
	/// Salted commitment to the movement reference number of the customs system, if there is one.
	pub reference: Option<H256>,
	/// The goods items.
	pub lines: BoundedVec<DeclarationLine, MaxLines>,
}

/// A goods item of a declaration.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DeclarationLine {
	/// Class of the goods.
	pub gtin: Gtin,
	/// Commodity code.
	pub hs: HsCode,
	/// How much.
	pub quantity: Quantity,
	/// Salted commitment to the declared value.
	pub value: H256,
	/// The goods, if they bear identities. Without any the line is about unserialised goods.
	pub goods: BoundedVec<GoodsClaim, MaxGoodsPerLine>,
}

/// Id of a line of a declaration: domain `tracemark/declaration-line/v1` over the declaration's number and
/// the line's.
pub fn line_id(declaration: DeclarationId, line: u32) -> H256 {
	id("tracemark/declaration-line/v1", (declaration, line))
}

impl Validate for DeclarationForm {
	fn validate(&self) -> Result<(), Malformed> {
		self.origin.validate()?;
		self.destination.validate()?;
		if self.lines.is_empty() {
			return Err(Malformed);
		}
		self.lines.validate()
	}
}

impl Validate for DeclarationLine {
	fn validate(&self) -> Result<(), Malformed> {
		self.gtin.validate()?;
		self.hs.validate()?;
		self.quantity.validate()?;
		self.goods.validate()
	}
}

/// What the chain checks of a line. Numbers are append-only: they are the bits of [`Conditions`].
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
pub enum Condition {
	/// The rights of the class are attested and in force at the destination.
	RightInForce = 0,
	/// The goods were commissioned under an authority to manufacture.
	ManufactureAuthorised = 1,
	/// The importer may import them at the destination.
	ImportAuthorised = 2,
	/// Custody is unbroken up to the holder of the goods or the party represented.
	CustodyUnbroken = 3,
	/// As many are declared as custody knows to be there.
	QuantityMatches = 4,
	/// No serial of the line is held by somebody whom the declaration does not name.
	NotHeldElsewhere = 5,
	/// No goods of the line were cleared into the destination before.
	NotClearedBefore = 6,
	/// The life of no goods of the line has ended.
	NotEnded = 7,
	/// Importer, holder and represented party have good standing.
	GoodStanding = 8,
	/// Serials belong to the lots and lots to the class that the line names.
	IdentityProven = 9,
	/// No recall in force at the destination that a law demands concerns goods of the line.
	NotRecalled = 10,
}

/// All conditions in the order of their numbers.
pub const CONDITIONS: [Condition; 11] = [
	Condition::RightInForce,
	Condition::ManufactureAuthorised,
	Condition::ImportAuthorised,
	Condition::CustodyUnbroken,
	Condition::QuantityMatches,
	Condition::NotHeldElsewhere,
	Condition::NotClearedBefore,
	Condition::NotEnded,
	Condition::GoodStanding,
	Condition::IdentityProven,
	Condition::NotRecalled,
];

bit_set! {
	/// A set of [`Condition`]s: bit `n` stands for the condition with number `n`.
	pub struct Conditions(u16) of 11 Condition;
}

impl Conditions {
	/// The set with `condition`.
	pub fn with(self, condition: Condition) -> Self {
		Self(self.0 | Self::of(&[condition]).0)
	}
}

/// The answer to a condition.
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
pub enum ConditionAnswer {
	/// Did not have to be asked of these goods.
	#[codec(index = 0)]
	NotApplicable,
	/// The chain shows that it is so.
	#[codec(index = 1)]
	Proved,
	/// The chain knows nothing. Neutral.
	#[codec(index = 2)]
	NoRecord,
	/// The chain shows that it is not so.
	#[codec(index = 3)]
	Contradicted,
}

/// What a finding would be about if it were true. Numbers are append-only: they are the bits of
/// [`Natures`].
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
pub enum Nature {
	/// Goods that are not what their marking says.
	Copying = 0,
	/// Another infringement of a right.
	OtherInfringement = 1,
	/// Genuine goods, first sold with consent elsewhere.
	ParallelTrade = 2,
	/// A breach of contract, e.g. an over-run of an authorised maker.
	Contract = 3,
	/// Data that do not agree.
	Data = 4,
	/// Another law, e.g. a party without standing.
	OtherLaw = 5,
}

impl Nature {
	/// Whether it is about the right that goods bear. A breach of contract, data and other laws are not.
	pub fn is_of_intellectual_property(&self) -> bool {
		matches!(self, Self::Copying | Self::OtherInfringement | Self::ParallelTrade)
	}
}

bit_set! {
	/// A set of [`Nature`]s: bit `n` stands for the nature with number `n`.
	pub struct Natures(u8) of 6 Nature;
}

/// What the chain advises. The more severe is the greater.
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
pub enum Outcome {
	/// Nothing stands against release.
	#[codec(index = 0)]
	NoObjection,
	/// Ask for documents.
	#[codec(index = 1)]
	Documents,
	/// Examine the goods.
	#[codec(index = 2)]
	Examine,
	/// Suspend the release.
	#[codec(index = 3)]
	SuspendProposed,
}

/// What a finding points to.
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
pub enum Reference {
	/// An object of custody.
	#[codec(index = 0)]
	Object(H256),
	/// An organisation.
	#[codec(index = 1)]
	Organisation(OrgId),
	/// A licence.
	#[codec(index = 2)]
	Licence(LicenceId),
	/// An earlier declaration.
	#[codec(index = 3)]
	Declaration(DeclarationId),
	/// A right.
	#[codec(index = 4)]
	Right(RightId),
	/// A recall.
	#[codec(index = 5)]
	Recall(RecallId),
}

/// A condition that is contradicted.
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
pub struct Finding {
	/// Which.
	pub condition: Condition,
	/// What it would be about.
	pub nature: Nature,
	/// What follows from it under the regime of the destination.
	pub outcome: Outcome,
}

/// What was found about a line. A condition in none of the sets is proved.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LineReport {
	/// The most severe outcome of its findings.
	pub outcome: Outcome,
	/// Contradicted.
	pub contradicted: Conditions,
	/// Without record.
	pub no_record: Conditions,
	/// Not asked of these goods.
	pub not_applicable: Conditions,
	/// What each contradiction means, and each answer without record that leaves a recall open, in the order
	/// of the conditions.
	pub findings: BoundedVec<Finding, MaxFindings>,
	/// What the findings point to.
	pub references: BoundedVec<Reference, MaxReferences>,
}

impl LineReport {
	/// The answer to `condition`.
	pub fn answer(&self, condition: Condition) -> ConditionAnswer {
		if self.contradicted.contains(condition) {
			ConditionAnswer::Contradicted
		} else if self.no_record.contains(condition) {
			ConditionAnswer::NoRecord
		} else if self.not_applicable.contains(condition) {
			ConditionAnswer::NotApplicable
		} else {
			ConditionAnswer::Proved
		}
	}
}

/// What was found about a declaration.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DeclarationReport {
	/// The most severe outcome of its lines.
	pub outcome: Outcome,
	/// Line by line, in the order of the declaration.
	pub lines: BoundedVec<LineReport, MaxLines>,
	/// The authority's standing instruction that would release it, if there is one.
	pub standing_instruction: Option<InstructionReference>,
}

/// A standing instruction, as it is cited.
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
pub struct InstructionReference {
	/// The authority.
	pub authority: OrgId,
	/// Block time at which it was given.
	pub since: Moment,
	/// Digest of its text.
	pub reference: H256,
}
