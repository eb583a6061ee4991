//! The runtime APIs: every read that a client needs. polkadot.js shows them under `api.call`.
//!
//! Pages are `(cursor, limit)`; a limit above [`MAX_PAGE`] counts as [`MAX_PAGE`].

use crate::{
	authorisation::{Answer, AuthorisationReport, Question},
	customs::{DeclarationForm, DeclarationReport, Reference},
	digest::Digest,
	editions::{CodeStatus, Edition, EditionId},
	evidence::{Exhibit, ExhibitEntry, ListedDeposit, RecordEntry, Subject, Supersession},
	goods::{
		ClassFacts, Direction, ErrorDeclaration, GoodsClaim, GoodsFacts, Incident, LegalState,
		LineageLink, LotFacts, LotId, ObjectId, Sale, Segment,
	},
	gs1::{Gtin, Serial},
	parties::{Owner, Party, PartyTag, Roles},
	quality::QualityReport,
	recalls::{Recall, Recalled},
	rights::{
		AttestationBasis, Designation, Fingerprint, FingerprintAlgorithm, LicensingRule,
		OfficeCode, RightClass, RightEnd, RightId, RightKind, RightSubject, Share, St13,
	},
	scan::{ScanAnswer, Shown},
	sets::bit_set,
	territory::{Country, Territories},
	time::Term,
	transport::{Found, Leg, SearchKey, Trip, Unaccepted},
	BlockNumber, DeclarationId, LegalDate, LicenceId, Moment, OperatorId, OrgId, RecallId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;

/// Most items of a page.
pub const MAX_PAGE: u32 = 100;

/// For whom an account acts.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OperatorFacts {
	/// The organisation.
	pub org: OrgId,
	/// The operator.
	pub operator: OperatorId,
	/// The roles that it may use.
	pub roles: Roles,
	/// The organisation's roles, country and standing.
	pub party: Party,
}

/// A [`Segment`] with the authority that it rested on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TracedSegment {
	/// Who held the goods, from when to when, and to whom they belonged.
	pub segment: Segment,
	/// As of its time. For a maker: may it manufacture; for who relabelled them: may it use the signs; for the
	/// importer of a clearance of this stretch: may it import; for who sold them, or put them on the market: may
	/// it sell, or, of goods that were cleared into its country, might their importer import them. Of mixed
	/// goods, and of several acts, the worst answer; of answers alike, that for the act named first here. `None`
	/// where no such act is on record: for those who carried, stored or passed them on, of whom the chain asks
	/// for no licence.
	pub authority: Option<Answer>,
	/// What the seller said of the sale that it ended with, if it did.
	pub sale: Option<Sale>,
	/// The recalls in force that concern the goods and were declared before the stretch ended.
	pub recalls: Vec<RecallId>,
	/// The leg that it began with, if somebody carried the goods to the holder who is no member; whether it is
	/// bridged or broken is in `segment`.
	pub leg: Option<Leg>,
	/// Who reported in it that nobody accepts the goods where they lie. The holder answers for them.
	pub unaccepted: Vec<Unaccepted>,
	/// How the goods stand in law, of the stretch that lasts; of one that ended as they were destroyed, on what
	/// an authority did that, if one did. `None` of others, since goods can be taken and given back within one:
	/// [`incidents`](CustodyApi::incidents) tells each, with the line that has the decision.
	pub legal: Option<LegalState>,
}

/// Something that stands out in the history of an object, and what was said of it since.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TracedIncident {
	/// What stands out.
	pub incident: Incident,
	/// What the observer declares of the observation, if it is one that is erroneous.
	pub erroneous: Option<ErrorDeclaration>,
	/// What another observer declares of the sighting that it contradicts, if that is an observation that is
	/// erroneous.
	pub fact_erroneous: Option<ErrorDeclaration>,
}

/// What an organisation did, as a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum InvolvementFact {
	/// The first act of a party that signed or mandated it, by which the claimed goods differ from what is
	/// on record. No act is one where nothing but another law is contradicted than that of intellectual
	/// property: of goods that are recalled, missing or kept by an authority, or of a party's standing.
	#[codec(index = 0)]
	Origin,
	/// A further act of a party that signed or mandated it, or any where no act is the origin.
	#[codec(index = 1)]
	OwnAct,
	/// Holds or held the goods that custody knows under this identity. Not an act towards the break.
	#[codec(index = 2)]
	NotInvolved,
	/// Named by the declarant, and has neither signed nor mandated anything of it. Who it is and what it
	/// did is the declarant's word alone.
	#[codec(index = 3)]
	Named,
}

/// The act by which an organisation is involved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Act {
	/// Sold the goods to the importer, as declared.
	#[codec(index = 0)]
	Sold,
	/// Held the goods, as declared.
	#[codec(index = 1)]
	Held,
	/// Imported the goods, as declared.
	#[codec(index = 2)]
	Imported,
	/// Had the goods declared by somebody else.
	#[codec(index = 3)]
	WasRepresented,
	/// Lodged the declaration.
	#[codec(index = 4)]
	Declared,
	/// Held the goods that custody knows under this identity when the declaration was lodged, or was the
	/// last to hold them before their life ended.
	#[codec(index = 5)]
	HoldsOnRecord,
	/// Held the goods that custody knows under this identity at an earlier time.
	#[codec(index = 6)]
	HeldOnRecord,
}

/// One organisation in one act.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Involvement {
	/// Who; a member, or somebody outside by tag.
	pub party: crate::parties::NamedParty,
	/// The fact.
	pub fact: InvolvementFact,
	/// The act.
	pub act: Act,
	/// Block time of the record that shows it: of the lodging, or of the act by which the goods came to
	/// whoever holds or held them on record.
	pub at: Moment,
}

/// Who is involved in what a declaration's line was contradicted for. Facts, no verdict.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LiabilityFacts {
	/// What the contradictions point to.
	pub references: Vec<Reference>,
	/// Each involvement: the origin, further acts, who is only named, and who holds and held the goods on
	/// record. Of an object that passed through many hands, the first hundred and the last; the rest are
	/// in its trace.
	pub involvements: Vec<Involvement>,
}

sp_api::decl_runtime_apis! {
	/// For whom accounts act.
	#[api_version(1)]
	pub trait ConsortiumApi<AccountId> where AccountId: codec::Codec {
		/// The organisation, roles and standing that an account acts with.
		fn operator(account: AccountId) -> Option<OperatorFacts>;
	}

	/// The one question.
	#[api_version(1)]
	pub trait AuthorisationApi {
		/// May this party do this act here, now, with these goods? With each condition.
		fn ask(question: Question) -> AuthorisationReport;
	}

	/// Goods and who held them.
	#[api_version(1)]
	pub trait CustodyApi {
		/// What custody knows of claimed goods.
		fn facts(claim: GoodsClaim) -> GoodsFacts;
		/// What a scan of an item comes to: by its label, by what is shown beside it, and by `holder`, in whose
		/// hands it was found, if that is said. Without proof it is a question, with whom to ask. Costs as many
		/// reads as neighbours are shown.
		fn scan(gtin: Gtin, serial: Serial, shown: Shown, holder: Option<OrgId>) -> ScanAnswer;
		/// A product class, as it is now.
		fn class(gtin: Gtin) -> Option<ClassFacts>;
		/// A version of a product class, as it is or was last.
		fn class_version(gtin: Gtin, version: u32) -> Option<ClassFacts>;
		/// A lot.
		fn lot(id: LotId) -> Option<LotFacts>;
		/// Who held an object, from when to when, and to whom it belonged: the stretches that end after `since`,
		/// oldest first. The next page begins at the last `until`, so a page holds all stretches that end at its
		/// last moment. How the goods stand in law is told of the last stretch, at the cost of as many reads as can
		/// lie in each other and three.
		///
		/// A page costs as many reads as it has stretches, a search for the first among `n` in O(log n), and three
		/// reads for each consignment that the goods were split off, and each label that they had, since
		/// `since`: the first page of goods that were split off one from another 300 times reads back over 300, the
		/// last over none. Each stretch in which goods were made, imported, put on the market or sold asks for the
		/// authority under each right of their class. Legs of no member, bridged or broken, are marked in `leg` and
		/// `passage`; a break of the label, that is goods seen under a lot that the record does not say they were
		/// relabelled into, is no stretch of anybody's: [`incidents`](CustodyApi::incidents) tells it.
		fn trace(object: ObjectId, since: Moment, limit: u32) -> Vec<TracedSegment>;
		/// The recalls in force that concern claimed goods.
		fn recalls(claim: GoodsClaim) -> Vec<Recalled>;
		/// A recall, in force or lifted.
		fn recall(id: RecallId) -> Option<Recall>;
		/// What a lot came of, or what came of it, oldest first: one step. The whole lineage is walked from lot
		/// to lot; each page costs as many reads as it has items.
		fn lineage(
			lot: LotId,
			direction: Direction,
			cursor: u32,
			limit: u32,
		) -> Page<LineageLink>;
		/// A digital edition, with what became of its codes.
		fn edition(id: EditionId) -> Option<Edition>;
		/// Where a code of an edition stands, by its leaf. `None` if the edition has none there.
		fn code(edition: EditionId, index: u32) -> Option<CodeStatus>;
		/// The trips of a logistic unit, oldest first: in which containers and under which seals it travelled.
		fn trips(object: ObjectId, cursor: u32, limit: u32) -> Page<Trip>;
		/// Goods whose markings were erased, by what is still legible: newest first. What is recorded between
		/// two pages repeats an item, and leaves none out. Costs as many reads as it has items, each with what it
		/// lies in, however long the list is.
		fn search(key: SearchKey, cursor: u32, limit: u32) -> Page<Found>;
		/// What lies directly in a logistic unit, by ascending id: what comes after `after`. The next page comes
		/// after the last item, until one is empty. What gets in or out between two pages neither repeats nor
		/// leaves out anything else. Costs as many reads as it has items; each is found in O(log n) of all that is
		/// stored, as every entry is.
		fn children(parent: ObjectId, after: Option<ObjectId>, limit: u32) -> Vec<ObjectId>;
		/// What stands out in the history of an object, oldest first: observations that contradict what is on
		/// record, each with the fact that it contradicts, and custody of authorities. A relabelling without
		/// authority is among them, as the observation of who saw the other label: it is a break that no hand-over
		/// shows, so that the trace goes on under the label on record. An observation that was
		/// declared erroneous is among them, with the declaration. `cursor` is the number of incidents to pass
		/// over.
		fn incidents(object: ObjectId, cursor: u32, limit: u32) -> Page<TracedIncident>;
		/// What was reported of the quality of a lot, oldest first: digests, and who reported as what.
		fn quality_reports(lot: LotId, cursor: u32, limit: u32) -> Page<QualityReport>;
	}

	/// Customs checks.
	#[api_version(1)]
	pub trait CustomsApi {
		/// The report that lodging this declaration now would give. Changes nothing.
		fn dry_run(declarant: OrgId, form: DeclarationForm) -> DeclarationReport;
	}

	/// Who is involved.
	#[api_version(1)]
	pub trait LiabilityApi {
		/// Walks back from the claimed goods of a declaration's line. `None` if there is no such line or
		/// nothing of it was contradicted.
		fn involvements(declaration: DeclarationId, line: u32) -> Option<LiabilityFacts>;
	}
}

/// A page of a list that only grows.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Page<Item> {
	/// What it lists, oldest first.
	pub items: Vec<Item>,
	/// Where the next page begins; `None` if there was nothing more.
	pub next: Option<u32>,
}

impl<Item> Page<Item> {
	/// The items from `cursor` on, at most `limit` and [`MAX_PAGE`], of a list of `count`. Those that
	/// `read` passes over leave the page shorter, not longer.
	pub fn read(count: u32, cursor: u32, limit: u32, read: impl Fn(u32) -> Option<Item>) -> Self {
		let end = cursor.saturating_add(limit.min(MAX_PAGE)).min(count);
		let next = (end < count).then_some(end);
		Self { items: (cursor..end).filter_map(read).collect(), next }
	}
}

/// Where a claim to a right stands. Every state but the first is final.
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
pub enum ClaimStatus {
	/// Made; nobody competent has said anything about it.
	#[codec(index = 0)]
	Claimed,
	/// Became *the* right, by attestation or substantiation.
	#[codec(index = 1)]
	Attested,
	/// Turned down by the office. Stays on record.
	#[codec(index = 2)]
	Refused {
		/// The office.
		by: OrgId,
		/// Digest of the reasoned decision.
		ground: H256,
	},
	/// Given up by the claimant before anybody ruled on it.
	#[codec(index = 3)]
	Withdrawn,
}

/// What whoever challenges a right asks for.
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
pub enum Relief {
	/// That the right is revoked or declared invalid.
	#[codec(index = 0)]
	Invalidity,
	/// That the right is the challenger's (European Patent Convention art. 61, Regulation (EU) 2017/1001
	/// art. 21).
	#[codec(index = 1)]
	Entitlement,
}

/// Where a challenge stands. The first two states are open, the others final.
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
pub enum ChallengeStatus {
	/// Made; no owner has answered it.
	#[codec(index = 0)]
	Open,
	/// An owner stands up for the right.
	#[codec(index = 1)]
	Answered,
	/// Taken back before it was answered, or without object since the right ended. Every bond went back.
	#[codec(index = 2)]
	Withdrawn {
		/// Block time.
		at: Moment,
	},
	/// Turned down. The challenger lost its bond.
	#[codec(index = 3)]
	Dismissed {
		/// Organisation of the office or court.
		by: OrgId,
		/// Digest of the reasoned decision.
		ground: H256,
		/// Block time.
		at: Moment,
	},
	/// Found to be right. The owner who answered it, if any, lost its bond.
	#[codec(index = 4)]
	Upheld {
		/// Organisation of the office or court.
		by: OrgId,
		/// First day from which the decision has effect, as it says.
		as_of: LegalDate,
		/// Digest of the reasoned decision.
		ground: H256,
		/// Block time.
		at: Moment,
	},
}

/// An attested or substantiated right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RightRecord<AccountId> {
	/// Its id.
	pub id: RightId,
	/// The entry of a register, or the work.
	pub subject: RightSubject,
	/// Whose claim became the right.
	pub claimant: Owner<AccountId>,
	/// Whose it is. The first of them takes the remainders of divisions.
	pub owners: Vec<Share<AccountId>>,
	/// Which of several owners may license it.
	pub rule: LicensingRule,
	/// Block time since which these are the owners, with these parts.
	pub owned_since: Moment,
	/// Where it has effect.
	pub territories: Territories,
	/// In how many countries it has dates of its own.
	pub designations: u32,
	/// What it is registered for.
	pub classes: Vec<RightClass>,
	/// How often that was limited.
	pub limitations: u32,
	/// From when until when.
	pub term: Term,
	/// The end on record, with the first day on which it no longer stands.
	pub ended: Option<(RightEnd, LegalDate)>,
	/// Block time at which its owner gave it up.
	pub surrendered: Option<Moment>,
	/// Registration number, in ASCII.
	pub registration: Option<Vec<u8>>,
	/// The organisation that attested or substantiated it.
	pub attested_by: OrgId,
	/// On what that rests.
	pub basis: AttestationBasis,
	/// Block time of it.
	pub attested_at: Moment,
	/// How many links its chain of title has.
	pub titles: u32,
	/// How many challenges of it are on record, whatever became of them.
	pub challenges: u32,
	/// How many of them are open.
	pub open_challenges: u32,
}

/// A claim to a right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ClaimRecord<AccountId> {
	/// Who claims.
	pub claimant: Owner<AccountId>,
	/// The entry of a register, or the work.
	pub subject: RightSubject,
	/// Who made the work, found the invention or drew the design, whoever claims it.
	pub authors: Vec<PartyTag>,
	/// Where the right is said to have effect.
	pub territories: Territories,
	/// What it is said to be registered for.
	pub classes: Vec<RightClass>,
	/// From when until when it is said to last.
	pub term: Option<Term>,
	/// Block time of the claim.
	pub claimed_at: Moment,
	/// Block of the claim.
	pub claimed_in: BlockNumber,
	/// Block time since which the claimant can show to have had the subject.
	pub priority: Moment,
	/// Block of the record that shows it.
	pub priority_in: BlockNumber,
	/// How many versions of its contents were added.
	pub versions: u32,
	/// Where it stands.
	pub status: ClaimStatus,
}

/// A right that somebody owns or owned.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OwnedRight {
	/// The right.
	pub right: RightId,
	/// What part of it is his now; zero if he owns it no longer.
	pub part: Permill,
}

/// A claim, by its key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ClaimKey<AccountId> {
	/// The right.
	pub right: RightId,
	/// Who claims it.
	pub claimant: Owner<AccountId>,
}

/// A similarity fingerprint on record.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct FingerprintRecord<AccountId> {
	/// The right.
	pub right: RightId,
	/// The claim with whose contents it came.
	pub claimant: Owner<AccountId>,
	/// The version with which it came.
	pub version: u32,
	/// Its bits, left-aligned and padded with zeros.
	pub value: [u8; 32],
}

/// A version of what a claim rests on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ContentRecord<AccountId> {
	/// Its number; 0 came with the claim.
	pub version: u32,
	/// Who added it.
	pub by: Owner<AccountId>,
	/// Digests of it.
	pub contents: Vec<Digest>,
	/// Fingerprints by which look-alikes of it can be found.
	pub fingerprints: Vec<Fingerprint>,
	/// Block time of the record.
	pub at: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A limitation of what a right is registered for. On a day it is registered for its present classes and
/// for those of every limitation that takes effect later.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LimitationRecord {
	/// The classes until then.
	pub before: Vec<RightClass>,
	/// Digest of the list of goods or of the claims as limited.
	pub specification: Option<H256>,
	/// First day on which the right is limited.
	pub as_of: LegalDate,
	/// Who stated it.
	pub by: OrgId,
	/// On what the statement rests.
	pub basis: AttestationBasis,
	/// Block time of the record.
	pub at: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A link of a right's chain of title.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TitleRecord<AccountId> {
	/// Whose the right is from here on.
	pub owners: Vec<Share<AccountId>>,
	/// Block time of the record.
	pub since: Moment,
	/// Block of the record.
	pub block: BlockNumber,
}

/// A challenge of a right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ChallengeRecord<AccountId> {
	/// Its number among the challenges of the right.
	pub seq: u32,
	/// Who challenges.
	pub challenger: Owner<AccountId>,
	/// What it asks for.
	pub relief: Relief,
	/// What it rests on; stands in the evidence.
	pub evidence: Digest,
	/// Digest of the reasons.
	pub ground: H256,
	/// What each side puts up.
	pub bond: u128,
	/// Block time.
	pub made_at: Moment,
	/// Which owner stands up for the right, if one does.
	pub answered_by: Option<Owner<AccountId>>,
	/// Where it stands.
	pub status: ChallengeStatus,
}

sp_api::decl_runtime_apis! {
	/// The register of rights. A list only grows, so that a cursor stays what it was; an entry of a look-up
	/// says what was put on record, and the right or claim itself how it stands now.
	#[api_version(1)]
	pub trait RightsApi<AccountId> where AccountId: codec::Codec {
		/// An attested or substantiated right.
		fn right(right: RightId) -> Option<RightRecord<AccountId>>;
		/// As `right`, by the application number of ST.13, which begins with the code of the office.
		fn right_by_number(
			kind: RightKind,
			office: OfficeCode,
			number: St13,
		) -> Option<RightRecord<AccountId>>;
		/// The rights that somebody owns or owned; one that he had twice is named twice.
		fn rights_of(owner: Owner<AccountId>, cursor: u32, limit: u32) -> Page<OwnedRight>;
		/// The rights of a class, whatever its edition, that have effect in a country. Passes over those of
		/// other countries, so that a page can be short or empty and have a next one.
		fn rights_in_class(
			class: RightClass,
			country: Country,
			cursor: u32,
			limit: u32,
		) -> Page<RightId>;
		/// The claims to a right.
		fn claims(right: RightId, cursor: u32, limit: u32) -> Page<ClaimRecord<AccountId>>;
		/// The claims whose contents, in whichever version, or whose work has this digest.
		fn claims_with(digest: Digest, cursor: u32, limit: u32) -> Page<ClaimKey<AccountId>>;
		/// The versions of what a claim rests on; the cursor is the number of a version.
		fn contents(
			right: RightId,
			claimant: Owner<AccountId>,
			cursor: u32,
			limit: u32,
		) -> Page<ContentRecord<AccountId>>;
		/// The fingerprints of an algorithm, of whatever right.
		fn fingerprints(
			algorithm: FingerprintAlgorithm,
			cursor: u32,
			limit: u32,
		) -> Page<FingerprintRecord<AccountId>>;
		/// The chain of title of a right.
		fn titles(right: RightId, cursor: u32, limit: u32) -> Page<TitleRecord<AccountId>>;
		/// What a right was registered for before it was limited.
		fn limitations(right: RightId, cursor: u32, limit: u32) -> Page<LimitationRecord>;
		/// Where a right stands in a country, if it has dates of its own there.
		fn designation(right: RightId, country: Country) -> Option<Designation>;
		/// The challenges of a right; the cursor is the number of a challenge.
		fn challenges(right: RightId, cursor: u32, limit: u32) -> Page<ChallengeRecord<AccountId>>;
	}
}

/// What a royalty is counted by. Numbers are append-only: they are the bits of the bases of a licence.
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
pub enum RoyaltyBasis {
	/// Goods that were made, copies of a digital edition included: pieces, or millionths of the unit of
	/// measured goods.
	#[codec(index = 0)]
	Manufactured = 0,
	/// Goods that were brought in: pieces, or millionths of the unit of measured goods.
	#[codec(index = 1)]
	Imported = 1,
	/// Declared values: one for each line of a declaration by which goods were brought in.
	#[codec(index = 2)]
	DeclaredValue = 2,
	/// Time: periods that have begun, counted at the next act.
	#[codec(index = 3)]
	Period = 3,
}

bit_set! {
	/// A set of [`RoyaltyBasis`]: bit `n` stands for the basis with number `n`.
	pub struct Bases(u8) of 4 RoyaltyBasis;
}

impl Bases {
	/// The bases in the set, in the order of their numbers.
	pub fn iter(self) -> impl Iterator<Item = RoyaltyBasis> {
		use RoyaltyBasis::*;
		[Manufactured, Imported, DeclaredValue, Period]
			.into_iter()
			.filter(move |basis| self.contains(*basis))
	}
}

/// What was paid, used and is owed for one basis of a licence. Amounts are in the smallest unit of the
/// native token, units as [`RoyaltyBasis`] says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct BasisStatement<Balance> {
	/// The basis.
	pub basis: RoyaltyBasis,
	/// A payment that the licensor's side has not accepted: the units that it would cover, and the amount.
	pub pending: Option<(u64, Balance)>,
	/// The sum of all accepted payments.
	pub paid_in: Balance,
	/// How much of it went to the licensor's side.
	pub drawn: Balance,
	/// How much of it is still on hold on the payer's account.
	pub left: Balance,
	/// For how many units that pays.
	pub covers: u64,
	/// How many units were used in all.
	pub used: u64,
	/// How many of them were not paid for.
	pub owed: u64,
}

/// The royalties of a licence.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LicenceStatement<Balance> {
	/// Basis by basis, in the order of their numbers; none if the licence counts none.
	pub bases: Vec<BasisStatement<Balance>>,
}

sp_api::decl_runtime_apis! {
	/// Licences, what was paid for them, and the exhaustion of rights.
	#[api_version(1)]
	pub trait LicensingApi<AccountId, Balance> where AccountId: codec::Codec, Balance: codec::Codec {
		/// What was paid, used and is owed for a licence. `None` if there is no such licence.
		fn statement(licence: LicenceId) -> Option<LicenceStatement<Balance>>;
		/// What an owner, or the licensee of a licence that was sublicensed, can withdraw under a right.
		fn accrued(owner: Owner<AccountId>, right: RightId) -> Balance;
		/// The countries in which a first sale with consent exhausts rights of this kind in `country`.
		fn exhaustion(kind: RightKind, country: Country) -> Territories;
		/// The licences of a member under a right, those that are past first. `cursor` is the number of
		/// licences to pass over.
		fn licences_of(right: RightId, licensee: OrgId, cursor: u32, limit: u32) -> Vec<LicenceId>;
	}
}

sp_api::decl_runtime_apis! {
	/// Evidence. Lists only grow, so that a cursor stays what it was: the number of items to pass over.
	#[api_version(1)]
	pub trait EvidenceApi {
		/// The deposits that are listed under something, in the order in which they were listed.
		fn about(subject: Subject, cursor: u32, limit: u32) -> Page<ListedDeposit>;
		/// All that was done about a digest, oldest first.
		fn timeline(digest: Digest, cursor: u32, limit: u32) -> Page<RecordEntry>;
		/// What replaces a digest, what replaces that, and so on, as one organisation says: at most `limit`
		/// steps. The next page begins at the last successor.
		fn successors(digest: Digest, by: OrgId, limit: u32) -> Vec<Supersession>;
		/// The exhibits of a record and the samples of them; the first is number 1.
		fn exhibits(digest: Digest, cursor: u32, limit: u32) -> Page<Exhibit>;
		/// All that was done with an exhibit, oldest first.
		fn exhibit_history(
			digest: Digest,
			number: u32,
			cursor: u32,
			limit: u32,
		) -> Page<ExhibitEntry>;
	}
}
