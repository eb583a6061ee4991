//! The glue traits through which the pallets meet, wired in the runtime.
//!
//! `()` denies for permissions. Sinks have no `()`: a runtime names what it does with them.

use crate::{
	authorisation::{AuthorisationReport, Question},
	digest::Digest,
	goods::{
		ClassFacts, Clearance, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId, Whereabouts,
	},
	gs1::{CompanyPrefix, Gtin},
	parties::{Member, Party, Roles},
	quantity::Quantity,
	rights::{OfficeCode, RightFacts, RightId},
	LicenceId, Moment, OrgId,
};
use frame_support::BoundedVec;
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

	/// The organisation, whatever its standing.
	fn party(org: OrgId) -> Option<Party>;

	/// The company prefixes that the organisation holds.
	fn prefixes(org: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes>;

	/// Whether the organisation is accredited for the register of `office`.
	fn is_accredited(org: OrgId, office: OfficeCode) -> bool;
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
	fn is_accredited(_: OrgId, _: OfficeCode) -> bool {
		false
	}
}

/// What the register knows of attested rights.
pub trait RightsInspect<AccountId> {
	/// The attested right, or `None` if nobody's claim to it was attested.
	fn right(id: &RightId) -> Option<RightFacts<AccountId>>;

	/// As [`Self::right`], with the owner of that moment. Before the attestation that is the first owner.
	fn right_at(id: &RightId, at: Moment) -> Option<RightFacts<AccountId>>;
}

impl<AccountId> RightsInspect<AccountId> for () {
	fn right(_: &RightId) -> Option<RightFacts<AccountId>> {
		None
	}
	fn right_at(_: &RightId, _: Moment) -> Option<RightFacts<AccountId>> {
		None
	}
}

/// The one question, and the use of what it rests on.
pub trait Authorisation {
	/// Answers the question. Changes nothing.
	fn ask(question: &Question) -> AuthorisationReport;

	/// Counts `quantity` against what the licence leaves. Fails if it leaves less.
	fn exercise(licence: LicenceId, quantity: Quantity) -> DispatchResult;
}

impl Authorisation for () {
	fn ask(_: &Question) -> AuthorisationReport {
		AuthorisationReport::bare(crate::authorisation::Answer::NotPermitted)
	}
	fn exercise(_: LicenceId, _: Quantity) -> DispatchResult {
		Err(DispatchError::BadOrigin)
	}
}

/// Does a digest stand in the record, and since when?
pub trait EvidenceInspect {
	/// Block time of the earliest deposit, while one made before the first revocation stands. A leaf of a
	/// batch counts from the deposit of the batch on.
	fn stands_since(digest: &Digest) -> Option<Moment>;
}

impl EvidenceInspect for () {
	fn stands_since(_: &Digest) -> Option<Moment> {
		None
	}
}

/// Room for all objects that one object lies in: as many logistic units as can lie in each other, and
/// a consignment.
pub type MaxEnclosing = frame_support::traits::ConstU32<8>;

/// What custody knows of goods.
pub trait CustodyInspect {
	/// What is known of claimed goods.
	fn facts(claim: &GoodsClaim) -> GoodsFacts;
	/// Where an object is now; `None` if custody has no record of it.
	fn whereabouts(object: &ObjectId) -> Option<Whereabouts>;
	/// The objects that an object lies in, innermost first. None for one on its own or without record.
	fn enclosing(object: &ObjectId) -> BoundedVec<ObjectId, MaxEnclosing>;
	/// The product class, if it was registered.
	fn class(gtin: &Gtin) -> Option<ClassFacts>;
	/// The lot, if it was commissioned.
	fn lot(id: &LotId) -> Option<LotFacts>;
}

/// What an authority does with goods.
pub trait CustodyControl {
	/// Gives claimed goods a record of their own, if they have none, and says its id. Changes nothing
	/// for goods that have one. Fails if custody has no record of them.
	fn extract(claim: &GoodsClaim) -> Result<ObjectId, DispatchError>;
	/// Keeps an object until it is released or destroyed. Ends a pending offer.
	fn detain(object: &ObjectId, by: OrgId) -> DispatchResult;
	/// Gives a detained object back to its holder.
	fn release(object: &ObjectId) -> DispatchResult;
	/// Marks an object as cleared. Fails if it ended, or was let into the same country before, itself or
	/// with what it lies in.
	fn clear(object: &ObjectId, clearance: Clearance) -> DispatchResult;
	/// Ends a detained object and all it holds as destroyed.
	fn destroy(object: &ObjectId) -> DispatchResult;
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
	},
}

/// Takes alerts. Enqueues only, and never fails.
pub trait AlertSink {
	/// Takes `alert`.
	fn raise(alert: Alert);
}
