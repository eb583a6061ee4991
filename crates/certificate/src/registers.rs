//! Rights, licences and declarations, as the chain encodes them.
//!
//! Copies of the pallets' types, as those of [`crate::chain`].

use crate::chain::records;
use codec::{Decode, Encode};
use sp_core::H256;

records! {
	/// How a digest was computed.
	#[derive(Copy)]
	pub enum DigestAlgorithm {
		/// SHA-256.
		Sha256,
		/// SHA3-256.
		Sha3256,
		/// BLAKE2b with 256 bits.
		Blake2b256,
		/// SM3.
		Sm3,
	}

	/// A digest of something kept elsewhere.
	#[derive(Copy)]
	pub struct Digest {
		/// How it was computed.
		pub algorithm: DigestAlgorithm,
		/// The digest.
		pub value: H256,
	}

	/// A member of the consortium, or whoever is none.
	#[derive(Copy)]
	pub enum Owner {
		/// An organisation.
		Organisation(u32),
		/// An account.
		Account(H256),
	}

	/// How much.
	#[derive(Copy)]
	pub enum Quantity {
		/// A count of items.
		Pieces(u64),
		/// Millionths of a unit of measure.
		Measured {
			/// How many of them.
			micros: u64,
			/// UN/CEFACT Recommendation 20.
			unit: [u8; 3],
		},
	}

	/// A class of a classification.
	#[derive(Copy)]
	pub enum RightClass {
		/// Nice Classification.
		Nice {
			/// Its edition.
			edition: u8,
			/// The class.
			class: u8,
		},
		/// Locarno Classification.
		Locarno {
			/// Its edition.
			edition: u8,
			/// The class.
			class: u8,
		},
		/// International Patent Classification.
		Ipc {
			/// The section, a letter.
			section: u8,
			/// The class.
			class: u8,
			/// The subclass, a letter.
			subclass: u8,
		},
	}

	/// What kind of right.
	#[derive(Copy)]
	pub enum RightKind {
		/// Trade mark.
		TradeMark,
		/// Design.
		Design,
		/// Copyright or related right.
		Copyright,
		/// Geographical indication.
		GeographicalIndication,
		/// Patent.
		Patent,
		/// Supplementary protection certificate.
		SupplementaryProtection,
		/// Plant variety right.
		PlantVariety,
		/// Topography of a semiconductor product.
		Topography,
		/// Utility model.
		UtilityModel,
		/// Trade name.
		TradeName,
	}

	/// The part of a right that one of its owners has.
	#[derive(Copy)]
	pub struct Share {
		/// Whose.
		pub owner: Owner,
		/// Millionths of the whole.
		pub part: u32,
	}

	/// Which of several owners may license a right.
	#[derive(Copy)]
	pub enum LicensingRule {
		/// Each alone.
		Any,
		/// Those who have more than half of it together.
		Majority,
		/// All together.
		All,
	}

	/// From which day until which, in days since 1970.
	#[derive(Copy)]
	pub struct Term {
		/// First day inside.
		pub from: i32,
		/// First day outside.
		pub until: Option<i32>,
	}

	/// How a right came to an end.
	#[derive(Copy)]
	pub enum RightEnd {
		/// Not renewed.
		Lapsed,
		/// Given up by its owner.
		Surrendered,
		/// Revoked or declared invalid.
		Revoked,
		/// Refused.
		Refused,
	}

	/// What substantiates a right that stands in no register.
	#[derive(Copy)]
	pub enum Substantiation {
		/// The author's name on the work.
		AuthorNamed,
		/// An earlier deposit of the work.
		EarlierDeposit,
		/// A notary's deed.
		Notary,
		/// An entry in the repertoire of a collecting society.
		CollectingSociety,
		/// A judgment.
		Judgment,
	}

	/// On what a statement about a right rests.
	#[derive(Copy)]
	pub enum AttestationBasis {
		/// The office itself states it.
		Office,
		/// A reader of the register states what a dated extract says.
		RegisterExtract {
			/// Digest of the extract.
			extract: Digest,
			/// The day that the extract shows.
			as_of: i32,
		},
		/// A right without registration is substantiated.
		Substantiated {
			/// By what.
			by: Substantiation,
			/// Digest of the proof.
			proof: Digest,
		},
	}

	/// An attested or substantiated right.
	pub struct Right {
		/// What kind of right.
		pub kind: RightKind,
		/// Whose register it is in.
		pub office: Option<[u8; 2]>,
		/// Whose it is.
		pub owners: Vec<Share>,
		/// Block time since which it is theirs.
		pub owned_since: u64,
		/// Which of several owners may license it.
		pub rule: LicensingRule,
		/// Where it has effect, one bit for each country.
		pub territories: [u8; 32],
		/// In how many countries it has dates of its own.
		pub designations: u32,
		/// What it is registered for.
		pub classes: Vec<RightClass>,
		/// How often that was limited.
		pub limitations: u32,
		/// From when until when.
		pub term: Term,
		/// The end on record, with the first day on which the right no longer stands.
		pub ended: Option<(RightEnd, i32)>,
		/// Block time at which the owner gave it up.
		pub surrendered: Option<u64>,
		/// Who attested or substantiated it.
		pub attested_by: u32,
		/// On what that rests.
		pub basis: AttestationBasis,
		/// Block time of it.
		pub attested_at: u64,
		/// Registration number.
		pub registration: Option<Vec<u8>>,
	}

	/// Which goods a licence is for.
	pub enum Products {
		/// All.
		All,
		/// Those of these classes.
		Classes(Vec<RightClass>),
		/// These trade items.
		Gtins(Vec<[u8; 14]>),
	}

	/// Through whom goods may reach the public.
	pub enum Channel {
		/// However.
		Any,
		/// Only through these marketplaces.
		Marketplaces(Vec<u32>),
	}

	/// Whom a licence excludes.
	#[derive(Copy)]
	pub enum Exclusivity {
		/// Nobody.
		NonExclusive,
		/// Later licensees, but not the owner.
		Sole,
		/// Later licensees and the owner.
		Exclusive,
	}

	/// From when until when, in milliseconds since 1970.
	#[derive(Copy)]
	pub struct Period {
		/// First moment inside.
		pub from: u64,
		/// First moment outside.
		pub until: Option<u64>,
	}

	/// What follows if too little was paid in.
	#[derive(Copy)]
	pub enum Shortfall {
		/// The act is refused.
		Refuse,
		/// What is not covered is owed.
		Owe,
	}

	/// By what royalties are counted.
	#[derive(Copy)]
	pub struct RoyaltyTerms {
		/// What is counted, one bit each.
		pub bases: u8,
		/// Length of a period in milliseconds.
		pub period: Option<u64>,
		/// Salted digest of the agreed rates.
		pub rates: H256,
		/// What follows if too little was paid in.
		pub shortfall: Shortfall,
	}

	/// What a licence permits.
	pub struct LicenceTerms {
		/// Which acts, one bit each.
		pub activities: u16,
		/// Where, one bit for each country.
		pub territories: [u8; 32],
		/// From when until when.
		pub term: Period,
		/// How much in all.
		pub quantity: Option<Quantity>,
		/// Salted digest of the contract.
		pub contract: H256,
		/// With which goods.
		pub products: Products,
		/// Through whom.
		pub channel: Channel,
		/// Excluding whom.
		pub exclusivity: Exclusivity,
		/// How many levels of sublicences may follow.
		pub sublicensing: u8,
		/// Notice of termination, in milliseconds.
		pub notice: u64,
		/// For how long after an end goods may still be sold, in milliseconds.
		pub sell_off: u64,
		/// By what royalties are counted.
		pub royalties: Option<RoyaltyTerms>,
	}

	/// How a licence ended before its term.
	#[derive(Copy)]
	pub enum LicenceEnd {
		/// The licensor's side revoked it.
		Revoked {
			/// Block time.
			at: u64,
			/// Salted digest of the reasons.
			ground: H256,
		},
		/// The licensee gave it up.
		Surrendered {
			/// Block time.
			at: u64,
		},
		/// The licensor's side gave notice.
		Terminated {
			/// Block time of the notice.
			given_at: u64,
			/// The end.
			at: u64,
			/// Salted digest of the reasons.
			ground: H256,
		},
	}

	/// A licence.
	pub struct Licence {
		/// The licensed rights.
		pub rights: Vec<H256>,
		/// Who granted it.
		pub licensor: Owner,
		/// Who may act under it.
		pub licensee: u32,
		/// What it permits.
		pub terms: LicenceTerms,
		/// What remains of the quantity.
		pub left: Option<Quantity>,
		/// The licence that it is a sublicence of.
		pub parent: Option<u32>,
		/// Block time of the acceptance.
		pub granted_at: u64,
		/// How it ended before its term.
		pub ended: Option<LicenceEnd>,
		/// How often it was suspended.
		pub suspensions: u32,
	}

	/// The seller of declared goods.
	#[derive(Copy)]
	pub enum NamedParty {
		/// A member of the consortium.
		Member(u32),
		/// Version of the key and tag of whoever is none.
		Outsider(u16, H256),
	}

	/// A declaration without its lines.
	#[derive(Copy)]
	pub struct Declaration {
		/// Who lodged it.
		pub declarant: u32,
		/// The declarant's operator.
		pub operator: u32,
		/// For whom the declarant acted.
		pub represented: Option<u32>,
		/// Who imports.
		pub importer: u32,
		/// Who holds the goods, as declared.
		pub holder: u32,
		/// Who sold them.
		pub seller: NamedParty,
		/// Country of origin.
		pub origin: [u8; 2],
		/// Country of destination.
		pub destination: [u8; 2],
		/// Salted commitment to the movement reference number.
		pub reference: Option<H256>,
		/// Block time of the lodging.
		pub lodged_at: u64,
		/// Block of the lodging.
		pub lodged_in: u32,
		/// How many lines it has.
		pub lines: u8,
	}

	/// Goods that custody knows.
	#[derive(Copy)]
	pub enum TrackedGoods {
		/// An object with a record of its own.
		Object(H256),
		/// A unit that had none when it was declared.
		Leaf {
			/// Its id.
			unit: H256,
			/// Of which lot.
			lot: H256,
			/// Its leaf in the lot's tree.
			index: u32,
		},
	}

	/// Goods of a line.
	#[derive(Copy)]
	pub struct LineGoods {
		/// Which.
		pub goods: TrackedGoods,
		/// Whether the suspension of the line detained them.
		pub detained: bool,
	}

	/// What the chain advised.
	#[derive(Copy)]
	pub enum Outcome {
		/// Nothing stands against release.
		NoObjection,
		/// Ask for documents.
		Documents,
		/// Examine the goods.
		Examine,
		/// Suspend the release.
		SuspendProposed,
	}

	/// What a contradiction points to.
	#[derive(Copy)]
	pub enum Reference {
		/// An object of custody.
		Object(H256),
		/// An organisation.
		Organisation(u32),
		/// A licence.
		Licence(u32),
		/// An earlier declaration.
		Declaration(u32),
		/// A right.
		Right(H256),
		/// A recall.
		Recall(u32),
	}

	/// The answers of the check.
	pub struct Decision {
		/// What the chain advised.
		pub outcome: Outcome,
		/// The conditions that are contradicted, one bit each.
		pub contradicted: u16,
		/// The conditions of which the chain knows nothing, one bit each.
		pub no_record: u16,
		/// The conditions that were not asked, one bit each.
		pub not_applicable: u16,
		/// The natures of the contradictions, one bit each.
		pub natures: u8,
		/// What the contradictions point to.
		pub references: Vec<Reference>,
	}

	/// On whose decision a line was released.
	#[derive(Copy)]
	pub enum ReleaseGround {
		/// The authority's standing instruction.
		StandingInstruction {
			/// The authority.
			authority: u32,
			/// Block time at which it was given.
			since: u64,
			/// Digest of its text.
			reference: H256,
		},
		/// An officer's decision.
		Officer {
			/// The authority.
			authority: u32,
			/// The officer.
			officer: u32,
		},
	}

	/// The nature of a suspicion.
	#[derive(Copy)]
	pub enum Nature {
		/// Goods that are not what their marking says.
		Copying,
		/// Another infringement of a right.
		OtherInfringement,
		/// Genuine goods, first sold elsewhere.
		ParallelTrade,
		/// A breach of contract.
		Contract,
		/// Data that do not agree.
		Data,
		/// Another law.
		OtherLaw,
	}

	/// The decision to suspend a release.
	pub struct Suspension {
		/// The authority.
		pub authority: u32,
		/// The officer.
		pub officer: u32,
		/// What the officer suspects.
		pub nature: Nature,
		/// The evidence that the officer named.
		pub evidence: Vec<Digest>,
		/// Block time.
		pub at: u64,
	}

	/// What entitles an authority to destroy goods.
	#[derive(Copy)]
	pub enum DestructionGround {
		/// Declarant or holder consented.
		Consent,
		/// Declarant or holder did not answer in time.
		DeemedConsent,
		/// A court decided so.
		CourtDecision,
		/// The goods were abandoned.
		Abandonment,
	}

	/// The order to destroy goods.
	#[derive(Copy)]
	pub struct DestructionOrder {
		/// The authority.
		pub authority: u32,
		/// The officer.
		pub officer: u32,
		/// What entitles to it.
		pub ground: DestructionGround,
		/// Digest of the document that shows it.
		pub document: Digest,
		/// Block time.
		pub at: u64,
	}

	/// What became of a line.
	pub enum LineStatus {
		/// Waits for an officer.
		Lodged,
		/// Let in.
		Released {
			/// On whose decision.
			by: ReleaseGround,
			/// Block time.
			at: u64,
			/// The suspension that the release ended.
			suspension: Option<Suspension>,
		},
		/// Kept by the authority.
		Suspended(Suspension),
		/// To be destroyed once a second officer confirms.
		DestructionOrdered {
			/// The suspension before.
			suspension: Suspension,
			/// The order.
			order: DestructionOrder,
		},
		/// Destroyed.
		Destroyed {
			/// The suspension before.
			suspension: Suspension,
			/// The order.
			order: DestructionOrder,
			/// The second officer.
			confirmed_by: u32,
			/// Block time of the confirmation.
			at: u64,
		},
		/// Withdrawn by its declarant.
		Withdrawn {
			/// The declarant's operator.
			by: u32,
			/// Block time.
			at: u64,
		},
	}

	/// A line of a declaration.
	pub struct Line {
		/// Class of the goods.
		pub gtin: [u8; 14],
		/// Edition of the Harmonized System.
		pub hs_edition: u16,
		/// Commodity code.
		pub hs_code: [u8; 6],
		/// How much.
		pub quantity: Quantity,
		/// Salted commitment to the declared value.
		pub value: H256,
		/// The goods that a holder named in the declaration has.
		pub goods: Vec<LineGoods>,
		/// The ids of claimed units that custody did not know.
		pub unknown: Vec<H256>,
		/// What the check answered.
		pub decision: Decision,
		/// What became of the line.
		pub status: LineStatus,
	}
}
