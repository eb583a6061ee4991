//! The glue traits through which the pallets meet, wired in the runtime.
//!
//! `()` denies for permissions. Sinks have no `()`: a runtime names what it does with them.

use crate::{
	authorisation::{AuthorisationReport, Exercise, Question},
	cbv::{Measurement, SensorException},
	digest::Digest,
	editions::{CodeUse, EarlierFact, EditionId},
	goods::{
		AnomalyKind, ClassFacts, Clearance, Excess, GoodsClaim, GoodsFacts, LotFacts, LotId,
		ObjectId, RecordedFact, Sighting, TrackedGoods, Whereabouts,
	},
	gs1::{CompanyPrefix, Gtin},
	parties::{BaseUrl, Member, Party, Roles},
	recalls::Recalled,
	rights::{OfficeCode, RightClass, RightFacts, RightId, RightKind},
	territory::Country,
	DeclarationId, LicenceId, Moment, OrgId,
};
use frame_support::BoundedVec;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// For whom does an account act, with which roles, in which standing?
pub trait Membership<AccountId> {
	/// The member that `who` acts for. Fails, with an error that says which, if `who` is no operator,
	/// is frozen, or its organisation is not in good standing.
	fn ensure_member(who: &AccountId) -> Result<Member, DispatchError>;

	/// As [`Self::ensure_member`], and the operator may use at least one of `roles`.
	fn ensure_role(who: &AccountId, roles: Roles) -> Result<Member, DispatchError>;

	/// Whether `who` is or was an operator, whatever its state. Such an account acts for its organisation
	/// or not at all.
	fn is_operator(who: &AccountId) -> bool;

	/// The organisation that `who` belongs to, as whatever it serves it now and whatever the standing.
	/// `None` for an account of no organisation, and for one that served its time.
	fn affiliation(_who: &AccountId) -> Option<OrgId> {
		None
	}

	/// The organisation, whatever its standing.
	fn party(org: OrgId) -> Option<Party>;

	/// Where the organisation's documents and item records are found, if it has a resolver on record.
	fn resolver(_org: OrgId) -> Option<BaseUrl> {
		None
	}

	/// The company prefixes that the organisation holds.
	fn prefixes(org: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes>;

	/// Whether the organisation is accredited for rights of `kind` in the register of `office`.
	fn is_accredited(org: OrgId, office: OfficeCode, kind: RightKind) -> bool;

	/// The account that holds the organisation's balance: its controller's.
	fn account_of(org: OrgId) -> Option<AccountId>;
}

/// Most company prefixes of an organisation.
pub type MaxPrefixes = frame_support::traits::ConstU32<8>;

impl<AccountId> Membership<AccountId> for () {
	fn ensure_member(_: &AccountId) -> Result<Member, DispatchError> {
		Err(DispatchError::BadOrigin)
	}
	fn ensure_role(_: &AccountId, _: Roles) -> Result<Member, DispatchError> {
		Err(DispatchError::BadOrigin)
	}
	fn is_operator(_: &AccountId) -> bool {
		false
	}
	fn party(_: OrgId) -> Option<Party> {
		None
	}
	fn prefixes(_: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes> {
		BoundedVec::new()
	}
	fn is_accredited(_: OrgId, _: OfficeCode, _: RightKind) -> bool {
		false
	}
	fn account_of(_: OrgId) -> Option<AccountId> {
		None
	}
}

/// What the register knows of attested rights.
pub trait RightsInspect<AccountId> {
	/// The attested right, or `None` if nobody's claim to it was attested.
	fn right(id: &RightId) -> Option<RightFacts<AccountId>>;

	/// As [`Self::right`], with the owners of that moment, and where it stands in `country`. Before the
	/// attestation the owners are the first.
	fn right_in(id: &RightId, country: &Country, at: Moment) -> Option<RightFacts<AccountId>>;

	/// Whether the right was limited and `class`, whatever its edition, lost by `at`.
	fn has_lost(id: &RightId, class: &RightClass, at: Moment) -> bool;
}

impl<AccountId> RightsInspect<AccountId> for () {
	fn right(_: &RightId) -> Option<RightFacts<AccountId>> {
		None
	}
	fn right_in(_: &RightId, _: &Country, _: Moment) -> Option<RightFacts<AccountId>> {
		None
	}
	fn has_lost(_: &RightId, _: &RightClass, _: Moment) -> bool {
		false
	}
}

/// The one question, and the use of what it rests on.
pub trait Authorisation {
	/// Answers the question. Changes nothing.
	fn ask(question: &Question) -> AuthorisationReport;

	/// Counts an act against what the licence, and each that it derives from, leaves, and moves the
	/// royalties that are due for it. Fails if a licence leaves less, or too little was paid in and the
	/// licence lets nothing be owed.
	fn exercise(licence: LicenceId, act: &Exercise) -> DispatchResult;

	/// Counts an act that an authority allowed, whatever the licence leaves: as much as it leaves, and the
	/// royalties as far as they were paid in. The rest of them is owed. Never fails.
	fn exercise_up_to(licence: LicenceId, act: &Exercise);
}

impl Authorisation for () {
	fn ask(_: &Question) -> AuthorisationReport {
		AuthorisationReport::bare(crate::authorisation::Answer::NotPermitted)
	}
	fn exercise(_: LicenceId, _: &Exercise) -> DispatchResult {
		Err(DispatchError::BadOrigin)
	}
	fn exercise_up_to(_: LicenceId, _: &Exercise) {}
}

/// Does a digest stand in the record, and since when?
pub trait EvidenceInspect {
	/// Block time of the earliest deposit, while one fixed before the first revocation stands. A leaf of a
	/// batch counts from the deposit of the batch on. If none of them was left and one was reinstated, block
	/// time of that.
	fn stands_since(digest: &Digest) -> Option<Moment>;

	/// Whether an authority holds the digest for a case, or a batch that it was opened from: no keeper may let
	/// go of the original.
	fn is_held(digest: &Digest) -> bool;
}

impl EvidenceInspect for () {
	fn stands_since(_: &Digest) -> Option<Moment> {
		None
	}
	fn is_held(_: &Digest) -> bool {
		false
	}
}

/// Room for all objects that one object lies in: as many logistic units as can lie in each other, and
/// a consignment.
pub type MaxEnclosing = frame_support::traits::ConstU32<8>;

/// What custody knows of goods.
pub trait CustodyInspect {
	/// What is known of claimed goods.
	fn facts(claim: &GoodsClaim) -> GoodsFacts;
	/// What is known of goods that were declared.
	fn find(goods: &TrackedGoods) -> GoodsFacts;
	/// Where an object is now; `None` if custody has no record of it.
	fn whereabouts(object: &ObjectId) -> Option<Whereabouts>;
	/// The objects that an object lies in, innermost first. None for one on its own or without record.
	fn enclosing(object: &ObjectId) -> BoundedVec<ObjectId, MaxEnclosing>;
	/// The product class, if it was registered.
	fn class(gtin: &Gtin) -> Option<ClassFacts>;
	/// The lot, if it was commissioned.
	fn lot(id: &LotId) -> Option<LotFacts>;
	/// A recall in force that has effect in `country` on goods that custody said `facts` of: the
	/// [heaviest](Recalled::heaviest).
	fn recalled(facts: &GoodsFacts, country: &Country) -> Option<Recalled>;
	/// A recall in force that has effect in `country` and may concern goods of a class of which there is no
	/// record: the [heaviest](Recalled::heaviest). Certain is one that covers every lot of the class that was
	/// made so far.
	fn class_recalled(gtin: &Gtin, country: &Country) -> Option<Recalled>;
}

/// What an authority does with goods.
pub trait CustodyControl {
	/// Holds goods, and all that they lie in, to what they are until [`Self::unbind`]: their holder can
	/// hand them over, but not unpack, pack, split, sell, destroy or close them. Counts how often.
	fn bind(goods: &TrackedGoods) -> DispatchResult;
	/// Takes back one [`Self::bind`].
	fn unbind(goods: &TrackedGoods) -> DispatchResult;
	/// Keeps goods for a line of a declaration until they are released or destroyed, on their own, and says
	/// the id of their record. Ends a pending offer. Passes over, with `None`, what ended or is kept already: a holder cannot make
	/// it fail.
	fn detain(
		goods: &TrackedGoods,
		by: OrgId,
		declaration: DeclarationId,
		line: u32,
	) -> Result<Option<ObjectId>, DispatchError>;
	/// Gives an object that `by` keeps back to its holder.
	fn release(object: &ObjectId, by: OrgId) -> DispatchResult;
	/// Marks goods as cleared, on a record of their own. Fails if they ended, are kept by an authority, or
	/// were let into the same customs territory before, themselves, with what they lie in or in part.
	fn clear(goods: &TrackedGoods, clearance: Clearance) -> DispatchResult;
	/// Ends an object that `by` keeps, and all that it holds, as destroyed.
	fn destroy(object: &ObjectId, by: OrgId) -> DispatchResult;
}

/// Something that monitoring should look at.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum Alert {
	/// An observation contradicts what custody knows.
	#[codec(index = 0)]
	Anomaly {
		/// The object observed.
		object: ObjectId,
		/// The observer.
		by: OrgId,
		/// How.
		kind: AnomalyKind,
		/// The observer's number of the observation.
		seq: u32,
		/// What it contradicts.
		fact: RecordedFact,
	},
	/// An object was seen at two places between which nothing travels so fast.
	#[codec(index = 1)]
	ImpossibleTravel {
		/// The object observed.
		object: ObjectId,
		/// Where and when it was seen, and by which observation.
		seen: Sighting,
		/// The object that the other fact is about: itself, or what it lies in.
		other: ObjectId,
		/// Where and when that was, and by which fact.
		other_seen: Sighting,
	},
	/// Somebody else showed the hidden key of a unit, or the same one for another token.
	#[codec(index = 2)]
	TwoPossessors {
		/// The unit.
		object: ObjectId,
		/// Who submitted the second proof.
		by: OrgId,
		/// The token that the first proof was for.
		first: H256,
		/// The token that the second is for.
		second: H256,
	},
	/// A sensor beside goods gave an alarm.
	#[codec(index = 3)]
	Sensor {
		/// The object that it was with.
		object: ObjectId,
		/// Who reported it.
		by: OrgId,
		/// What it measures.
		measurement: Measurement,
		/// Of which kind the alarm is.
		exception: SensorException,
	},
	/// A code of an edition was used once more, or after it was withdrawn. Both facts are named, with whoever
	/// recorded that it sold the code: none of them is said to be guilty.
	#[codec(index = 4)]
	CodeContradicted {
		/// The edition.
		edition: EditionId,
		/// The code's leaf.
		index: u32,
		/// The token that it was used for now.
		token: H256,
		/// Who submitted that, and who had sold the code.
		usage: CodeUse,
		/// What was on record.
		earlier: EarlierFact,
	},
	/// More was shown of a lot than was made of it. Both facts are named: the observation, and the lot.
	#[codec(index = 5)]
	MoreThanLot {
		/// What was observed: a single item, or the lot.
		object: ObjectId,
		/// The observer.
		by: OrgId,
		/// The observer's number for that.
		seq: u32,
		/// What it shows of which lot.
		excess: Excess,
	},
}

/// Takes alerts. Enqueues only, and never fails.
pub trait AlertSink {
	/// Takes `alert`.
	fn raise(alert: Alert);
}
