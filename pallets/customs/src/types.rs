//! What the pallet stores.

use frame_support::{stored, traits::ConstU32, BoundedVec};
use sp_core::H256;
use tracemark_primitives::{
	customs::{
		Conditions, DeclarationForm, InstructionReference, LineReport, MaxGoodsPerLine,
		MaxReferences, Nature, Natures, Outcome, Reference,
	},
	digest::Digest,
	goods::{ObjectId, TrackedGoods},
	gs1::Gtin,
	hs::HsCode,
	parties::{Member, NamedParty, Role, Roles},
	quantity::Quantity,
	territory::Country,
	time::DAY,
	BlockNumber, Moment, OperatorId, OrgId,
};

/// How long a line that the check contradicted stays with the officers before its declarant can withdraw
/// it: three times the ten working days of Regulation (EU) No 608/2013, article 23, and holidays.
pub const DECISION_TERM: Moment = 45 * DAY;

/// Most digests of evidence that a suspension names.
pub type MaxEvidence = ConstU32<8>;

/// Who may lodge: every role of the trade that moves or sells goods.
pub(crate) const DECLARANTS: Roles = Roles::of(&[
	Role::RightsHolder,
	Role::Manufacturer,
	Role::Supplier,
	Role::Exporter,
	Role::Distributor,
	Role::Broker,
	Role::Carrier,
	Role::PostalOperator,
	Role::Warehouse,
	Role::Importer,
	Role::Retailer,
	Role::Marketplace,
	Role::Trader,
]);

/// A declaration as lodged, without its lines.
#[stored]
pub struct Declaration {
	/// Who lodged it.
	pub declarant: OrgId,
	/// The declarant's operator.
	pub operator: OperatorId,
	/// For whom the declarant acted; `None` if for itself.
	pub represented: Option<OrgId>,
	/// Who imports.
	pub importer: OrgId,
	/// Who holds the goods, as declared.
	pub holder: OrgId,
	/// Who sold them.
	pub seller: NamedParty,
	/// Country of origin.
	pub origin: Country,
	/// Country of destination: whose customs decide.
	pub destination: Country,
	/// Salted commitment to the movement reference number, if there is one.
	pub reference: Option<H256>,
	/// Block time of the lodging, and of the check.
	pub lodged_at: Moment,
	/// Block of the lodging.
	pub lodged_in: BlockNumber,
	/// How many lines it has.
	pub lines: u8,
}

impl Declaration {
	/// Whether it names `org` as holder, importer or the party represented, which is the declarant if it
	/// acts for itself.
	pub(crate) fn is_for(&self, org: OrgId) -> bool {
		[self.holder, self.importer, self.represented.unwrap_or(self.declarant)].contains(&org)
	}

	/// The declaration that `declarant` lodges with `form`.
	pub(crate) fn new(
		declarant: &Member,
		form: &DeclarationForm,
		lodged_at: Moment,
		lodged_in: BlockNumber,
		lines: u8,
	) -> Self {
		Self {
			declarant: declarant.org,
			operator: declarant.operator,
			represented: form.represented,
			importer: form.importer,
			holder: form.holder,
			seller: form.seller,
			origin: form.origin,
			destination: form.destination,
			reference: form.reference,
			lodged_at,
			lodged_in,
			lines,
		}
	}
}

/// A line: what was declared, what the check answered, what became of it.
#[stored]
pub struct Line {
	/// Class of the goods.
	pub gtin: Gtin,
	/// Commodity code.
	pub hs: HsCode,
	/// How much.
	pub quantity: Quantity,
	/// Salted commitment to the declared value.
	pub value: H256,
	/// The claimed goods that a holder named in the declaration has: what is cleared, detained and
	/// destroyed. Goods that somebody else holds, or an authority keeps, are not touched by it.
	pub goods: BoundedVec<LineGoods, MaxGoodsPerLine>,
	/// The ids of claimed units that custody did not know.
	pub unknown: BoundedVec<ObjectId, MaxGoodsPerLine>,
	/// What the check answered when the declaration was lodged.
	pub decision: Decision,
	/// What became of the line.
	pub status: LineStatus,
}

/// Goods of a line.
#[stored]
#[derive(Copy)]
pub struct LineGoods {
	/// Which.
	pub goods: TrackedGoods,
	/// Whether the suspension of the line detained them. It passes over what ended, and what an authority
	/// keeps already.
	pub detained: bool,
}

/// The answers of the check. A condition in none of the sets is proved.
#[stored]
pub struct Decision {
	/// What the chain advised.
	pub outcome: Outcome,
	/// The conditions that are contradicted.
	pub contradicted: Conditions,
	/// The conditions of which the chain knows nothing.
	pub no_record: Conditions,
	/// The conditions that were not asked of these goods.
	pub not_applicable: Conditions,
	/// The natures of the contradictions.
	pub natures: Natures,
	/// What the contradictions point to.
	pub references: BoundedVec<Reference, MaxReferences>,
}

impl From<LineReport> for Decision {
	fn from(report: LineReport) -> Self {
		let natures = report.findings.iter().fold(Natures::default(), |set, finding| {
			Natures(set.0 | Natures::of(&[finding.nature]).0)
		});
		Self {
			outcome: report.outcome,
			contradicted: report.contradicted,
			no_record: report.no_record,
			not_applicable: report.not_applicable,
			natures,
			references: report.references,
		}
	}
}

/// What became of a line. Each state keeps what led to it.
#[stored]
pub enum LineStatus {
	/// Waits for an officer.
	#[codec(index = 0)]
	Lodged,
	/// Let in.
	#[codec(index = 1)]
	Released {
		/// On whose decision.
		by: ReleaseGround,
		/// Block time.
		at: Moment,
		/// The suspension that the release ended, if there was one.
		suspension: Option<Suspension>,
	},
	/// Kept by the authority.
	#[codec(index = 2)]
	Suspended(Suspension),
	/// To be destroyed once a second officer confirms.
	#[codec(index = 3)]
	DestructionOrdered {
		/// The suspension before.
		suspension: Suspension,
		/// The order.
		order: DestructionOrder,
	},
	/// Destroyed. Not a finding of an infringement.
	#[codec(index = 4)]
	Destroyed {
		/// The suspension before.
		suspension: Suspension,
		/// The order.
		order: DestructionOrder,
		/// The second officer, of the same authority.
		confirmed_by: OperatorId,
		/// Block time of the confirmation.
		at: Moment,
	},
	/// Withdrawn by its declarant before anything was decided.
	#[codec(index = 5)]
	Withdrawn {
		/// The declarant's operator.
		by: OperatorId,
		/// Block time.
		at: Moment,
	},
}

/// On whose decision a line was released.
#[stored]
#[derive(Copy)]
pub enum ReleaseGround {
	/// The authority's standing instruction.
	#[codec(index = 0)]
	StandingInstruction {
		/// The authority.
		authority: OrgId,
		/// Block time at which it was given.
		since: Moment,
		/// Digest of its text.
		reference: H256,
	},
	/// An officer's decision.
	#[codec(index = 1)]
	Officer {
		/// The authority.
		authority: OrgId,
		/// The officer.
		officer: OperatorId,
	},
}

/// The decision to suspend a release.
#[stored]
pub struct Suspension {
	/// The authority.
	pub authority: OrgId,
	/// The officer.
	pub officer: OperatorId,
	/// What the officer suspects.
	pub nature: Nature,
	/// The evidence that the officer named.
	pub evidence: BoundedVec<Digest, MaxEvidence>,
	/// Block time.
	pub at: Moment,
}

/// The order to destroy goods.
#[stored]
pub struct DestructionOrder {
	/// The authority.
	pub authority: OrgId,
	/// The officer.
	pub officer: OperatorId,
	/// What entitles to it.
	pub ground: DestructionGround,
	/// Digest of the document that shows it.
	pub document: Digest,
	/// Block time.
	pub at: Moment,
}

/// What entitles an authority to destroy goods. The grounds are kept apart for ever.
#[stored]
#[derive(Copy)]
pub enum DestructionGround {
	/// Declarant or holder consented.
	#[codec(index = 0)]
	Consent,
	/// Declarant or holder did not answer within the term that the law sets.
	#[codec(index = 1)]
	DeemedConsent,
	/// A court decided so.
	#[codec(index = 2)]
	CourtDecision,
	/// The goods were abandoned to the authority.
	#[codec(index = 3)]
	Abandonment,
}

/// What an officer found when examining the goods of a line.
#[stored]
pub struct Examination {
	/// The authority.
	pub authority: OrgId,
	/// The officer.
	pub officer: OperatorId,
	/// Block time.
	pub at: Moment,
	/// How many items were scanned.
	pub scanned: u32,
	/// How many of them contradict what was declared.
	pub contradicting: u32,
	/// Digest of the report.
	pub report: Digest,
}

/// An authority's dated instruction to release lines without objection.
#[stored]
pub struct StandingInstruction {
	/// The authority.
	pub authority: OrgId,
	/// The officer who gave it.
	pub officer: OperatorId,
	/// Block time at which it was given.
	pub since: Moment,
	/// Digest of its text.
	pub reference: H256,
	/// Block time at which it was withdrawn, or another one took its place.
	pub until: Option<Moment>,
}

impl StandingInstruction {
	/// As it is cited.
	pub fn cited(&self) -> InstructionReference {
		let Self { authority, since, reference, .. } = *self;
		InstructionReference { authority, since, reference }
	}
}

/// That an organisation may be named in what another one declares.
#[stored]
pub struct Mandate {
	/// Block time at which it was given.
	pub since: Moment,
	/// The principal's operator who gave it.
	pub operator: OperatorId,
	/// Block time at which it was withdrawn.
	pub until: Option<Moment>,
}

/// The regime of a country for as long as it lasted.
#[stored]
#[derive(Copy)]
pub struct RegimePeriod {
	/// The regime.
	pub regime: Regime,
	/// Block time at which it was set.
	pub since: Moment,
	/// Block time at which another one took its place.
	pub until: Option<Moment>,
}

/// Which findings may stop goods at a border.
#[stored]
#[derive(Copy)]
pub struct Regime {
	/// The natures of findings that may.
	pub suspends: Natures,
}

impl Regime {
	/// Regulation (EU) No 608/2013: infringements of a right, but neither parallel trade nor over-runs of
	/// an authorised maker (article 1(5)).
	pub const EUROPEAN_UNION: Self =
		Self { suspends: Natures::of(&[Nature::Copying, Nature::OtherInfringement]) };

	/// What follows from a finding of `nature` that by itself would lead to `outcome`.
	pub(crate) fn temper(&self, nature: Nature, outcome: Outcome) -> Outcome {
		if outcome == Outcome::SuspendProposed && !self.suspends.contains(nature) {
			Outcome::Documents
		} else {
			outcome
		}
	}
}

impl Default for Regime {
	fn default() -> Self {
		Self::EUROPEAN_UNION
	}
}
