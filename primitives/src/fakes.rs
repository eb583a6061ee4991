//! Fakes of the glue traits for the tests of pallets. Each keeps its world in a thread-local that a
//! test fills; `reset` empties all of them.

use crate::{
	authorisation::{Answer, AuthorisationReport, Exercise, Question},
	digest::Digest,
	goods::{
		ClassFacts, Clearance, GoodsClaim, GoodsFacts, LotFacts, LotId, ObjectId, ProofOutcome,
		TrackedGoods, Whereabouts,
	},
	gs1::{CompanyPrefix, Gtin},
	parties::{BaseUrl, Member, Owner, Party, Roles, Standing},
	quantity::Quantity,
	recalls::Recalled,
	rights::{
		sole_owner, Designation, OfficeCode, Owners, RightClass, RightFacts, RightId, RightKind,
		RightKinds,
	},
	territory::Country,
	traits::*,
	DeclarationId, LicenceId, Moment, OrgId,
};
use codec::Encode;
use frame_support::BoundedVec;
use sp_runtime::{DispatchError, DispatchResult};
use std::{cell::RefCell, collections::BTreeMap};

/// What [`FakeMembership`] answers to an account that is no operator.
pub const NOT_MEMBER: DispatchError = DispatchError::Other("NotMember");
/// What [`FakeMembership`] answers to an operator without the role.
pub const ROLE_MISSING: DispatchError = DispatchError::Other("RoleMissing");
/// What [`FakeMembership`] answers to an operator of a suspended or expelled organisation.
pub const NOT_IN_GOOD_STANDING: DispatchError = DispatchError::Other("NotInGoodStanding");
/// What [`FakeAuthorisation`] answers when a licence leaves too little.
pub const QUANTITY_EXCEEDED: DispatchError = DispatchError::Other("QuantityExceeded");

/// A call that [`FakeCustody`] took as [`CustodyControl`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum ControlCall {
	Bind { object: ObjectId },
	Unbind { object: ObjectId },
	Detain { object: ObjectId, by: OrgId, declaration: DeclarationId, line: u32 },
	Release { object: ObjectId, by: OrgId },
	Clear { object: ObjectId, clearance: Clearance },
	Destroy { object: ObjectId, by: OrgId },
}

#[derive(Default)]
struct World {
	members: BTreeMap<u64, Member>,
	parties: BTreeMap<OrgId, Party>,
	resolvers: BTreeMap<OrgId, BaseUrl>,
	prefixes: BTreeMap<OrgId, Vec<CompanyPrefix>>,
	accreditations: Vec<(OrgId, OfficeCode, RightKinds)>,
	rights: BTreeMap<RightId, RightFacts<u64>>,
	past_owners: Vec<(RightId, Moment, Owners<u64>)>,
	designations: BTreeMap<(RightId, Country), Designation>,
	lost: Vec<(RightId, RightClass, Moment)>,
	asked: Vec<Question>,
	answers: Vec<(Question, AuthorisationReport)>,
	default_answer: Option<AuthorisationReport>,
	left: BTreeMap<LicenceId, Quantity>,
	digests: BTreeMap<Digest, Moment>,
	facts: BTreeMap<Vec<u8>, (ObjectId, GoodsFacts)>,
	classes: BTreeMap<Gtin, ClassFacts>,
	lots: BTreeMap<LotId, LotFacts>,
	enclosing: BTreeMap<ObjectId, Vec<ObjectId>>,
	refused: BTreeMap<ObjectId, DispatchError>,
	passed_over: Vec<ObjectId>,
	recalls: Vec<(ObjectId, Recalled)>,
	class_recalls: Vec<(Gtin, Recalled)>,
	control: Vec<ControlCall>,
	alerts: Vec<Alert>,
}

thread_local! {
	static WORLD: RefCell<World> = RefCell::new(World::default());
}

fn with<R>(f: impl FnOnce(&mut World) -> R) -> R {
	WORLD.with(|world| f(&mut world.borrow_mut()))
}

/// Empties every fake.
pub fn reset() {
	with(|world| *world = World::default());
}

/// [`Membership`] over what [`FakeMembership::admit`] was told.
pub struct FakeMembership;

impl FakeMembership {
	/// Makes `account` the operator of `org` with these roles, which become the organisation's roles.
	pub fn admit(account: u64, org: OrgId, roles: Roles, country: Country) {
		with(|world| {
			world.members.insert(account, Member { org, operator: org, roles, country });
			world.parties.insert(org, Party { roles, country, standing: Standing::Good });
		});
	}

	/// Sets the standing of `org`.
	pub fn set_standing(org: OrgId, standing: Standing) {
		with(|world| {
			if let Some(party) = world.parties.get_mut(&org) {
				party.standing = standing;
			}
		});
	}

	/// Sets where `org` has its records resolved.
	pub fn set_resolver(org: OrgId, resolver: BaseUrl) {
		with(|world| world.resolvers.insert(org, resolver));
	}

	/// Gives `org` a company prefix.
	pub fn add_prefix(org: OrgId, prefix: CompanyPrefix) {
		with(|world| world.prefixes.entry(org).or_default().push(prefix));
	}

	/// Takes every company prefix of `org` back.
	pub fn withdraw_prefixes(org: OrgId) {
		with(|world| world.prefixes.remove(&org));
	}

	/// Accredits `org` for rights of any kind in the register of `office`.
	pub fn accredit(org: OrgId, office: OfficeCode) {
		Self::accredit_for(org, office, RightKinds::ALL);
	}

	/// Accredits `org` for rights of these kinds in the register of `office`.
	pub fn accredit_for(org: OrgId, office: OfficeCode, kinds: RightKinds) {
		with(|world| world.accreditations.push((org, office, kinds)));
	}
}

impl Membership<u64> for FakeMembership {
	fn ensure_member(who: &u64) -> Result<Member, DispatchError> {
		with(|world| {
			let member = world.members.get(who).copied().ok_or(NOT_MEMBER)?;
			let standing = world.parties.get(&member.org).map(|party| party.standing);
			if standing == Some(Standing::Good) {
				Ok(member)
			} else {
				Err(NOT_IN_GOOD_STANDING)
			}
		})
	}

	fn ensure_role(who: &u64, roles: Roles) -> Result<Member, DispatchError> {
		let member = Self::ensure_member(who)?;
		if member.roles.intersects(&roles) {
			Ok(member)
		} else {
			Err(ROLE_MISSING)
		}
	}

	fn is_operator(who: &u64) -> bool {
		with(|world| world.members.contains_key(who))
	}

	fn affiliation(who: &u64) -> Option<OrgId> {
		with(|world| world.members.get(who).map(|member| member.org))
	}

	fn party(org: OrgId) -> Option<Party> {
		with(|world| world.parties.get(&org).copied())
	}

	fn resolver(org: OrgId) -> Option<BaseUrl> {
		with(|world| world.resolvers.get(&org).cloned())
	}

	fn prefixes(org: OrgId) -> BoundedVec<CompanyPrefix, MaxPrefixes> {
		let prefixes = with(|world| world.prefixes.get(&org).cloned().unwrap_or_default());
		BoundedVec::truncate_from(prefixes)
	}

	fn is_accredited(org: OrgId, office: OfficeCode, kind: RightKind) -> bool {
		let is_for = |(who, register, kinds): &(OrgId, OfficeCode, RightKinds)| {
			*who == org && *register == office && kinds.contains(kind)
		};
		with(|world| world.accreditations.iter().any(is_for))
	}

	/// That of the first of its operators.
	fn account_of(org: OrgId) -> Option<u64> {
		with(|world| {
			let mut members = world.members.iter();
			members.find(|(_, member)| member.org == org).map(|(account, _)| *account)
		})
	}
}

/// [`RightsInspect`] over what [`FakeRights::set`] was told.
pub struct FakeRights;

impl FakeRights {
	/// Makes `facts` those of the right.
	pub fn set(id: RightId, facts: RightFacts<u64>) {
		with(|world| world.rights.insert(id, facts));
	}

	/// Passes a right on to `owner` at a moment not before that of an earlier assignment.
	pub fn assign(id: RightId, at: Moment, owner: Owner<u64>) {
		with(|world| {
			if let Some(facts) = world.rights.get_mut(&id) {
				let past = std::mem::replace(&mut facts.owners, sole_owner(owner));
				world.past_owners.push((id, at, past));
			}
		});
	}
}

impl FakeRights {
	/// Gives a right dates of its own in a country.
	pub fn designate(id: RightId, country: Country, status: Designation) {
		with(|world| world.designations.insert((id, country), status));
	}

	/// Limits a right, which loses `class` at `since`.
	pub fn lose(id: RightId, class: RightClass, since: Moment) {
		with(|world| world.lost.push((id, class.without_edition(), since)));
	}
}

impl RightsInspect<u64> for FakeRights {
	fn right(id: &RightId) -> Option<RightFacts<u64>> {
		with(|world| world.rights.get(id).cloned())
	}

	fn right_in(id: &RightId, country: &Country, at: Moment) -> Option<RightFacts<u64>> {
		let mut facts = Self::right(id)?;
		with(|world| {
			let mut past = world.past_owners.iter();
			if let Some((.., owners)) = past.find(|(right, until, _)| right == id && at < *until) {
				facts.owners = owners.clone();
			}
			facts.designation = world.designations.get(&(*id, *country)).copied();
		});
		Some(facts)
	}

	fn has_lost(id: &RightId, class: &RightClass, at: Moment) -> bool {
		let class = class.without_edition();
		with(|world| {
			let mut lost = world.lost.iter();
			lost.any(|(right, other, since)| right == id && *other == class && *since <= at)
		})
	}
}

/// [`Authorisation`] over what it was told; *unknown* to all else.
pub struct FakeAuthorisation;

impl FakeAuthorisation {
	/// Answers a question that is the same but for moment and quantity.
	pub fn answer(question: Question, report: AuthorisationReport) {
		with(|world| world.answers.push((question, report)));
	}

	/// Answers every question that nothing else answers.
	pub fn answer_all(report: AuthorisationReport) {
		with(|world| world.default_answer = Some(report));
	}

	/// What was asked, in order.
	pub fn asked() -> Vec<Question> {
		with(|world| world.asked.clone())
	}

	/// Sets what a licence leaves.
	pub fn set_left(licence: LicenceId, left: Quantity) {
		with(|world| world.left.insert(licence, left));
	}

	/// What a licence leaves.
	pub fn left(licence: LicenceId) -> Option<Quantity> {
		with(|world| world.left.get(&licence).copied())
	}
}

impl Authorisation for FakeAuthorisation {
	fn ask(question: &Question) -> AuthorisationReport {
		let same = |other: &Question| {
			(other.right, other.party, other.activity, other.country)
				== (question.right, question.party, question.activity, question.country)
		};
		with(|world| {
			world.asked.push(*question);
			let answer = world.answers.iter().rev().find(|(other, _)| same(other));
			let report = answer.map(|(_, report)| *report).or(world.default_answer);
			report.unwrap_or(AuthorisationReport::bare(Answer::Unknown))
		})
	}

	fn exercise(licence: LicenceId, act: &Exercise) -> DispatchResult {
		with(|world| {
			let Some(left) = world.left.get_mut(&licence) else { return Ok(()) };
			*left = left.checked_sub(&act.quantity).ok_or(QUANTITY_EXCEEDED)?;
			Ok(())
		})
	}

	fn exercise_up_to(licence: LicenceId, act: &Exercise) {
		if Self::exercise(licence, act).is_err() {
			Self::set_left(licence, act.quantity.with_value(0));
		}
	}
}

/// [`EvidenceInspect`] over what [`FakeEvidence::anchor`] was told.
pub struct FakeEvidence;

impl FakeEvidence {
	/// Makes a digest stand since a moment.
	pub fn anchor(digest: Digest, since: Moment) {
		with(|world| world.digests.insert(digest, since));
	}
}

impl EvidenceInspect for FakeEvidence {
	fn stands_since(digest: &Digest) -> Option<Moment> {
		with(|world| world.digests.get(digest).copied())
	}

	/// No authority holds anything here.
	fn is_held(_: &Digest) -> bool {
		false
	}
}

/// [`CustodyInspect`] over what it was told, and [`CustodyControl`] that keeps the calls.
pub struct FakeCustody;

impl FakeCustody {
	/// Answers `claim`, and afterwards `object`, with `facts`.
	pub fn set_facts(claim: &GoodsClaim, object: ObjectId, facts: GoodsFacts) {
		with(|world| world.facts.insert(claim.encode(), (object, facts)));
	}

	/// Registers a class.
	pub fn set_class(gtin: Gtin, facts: ClassFacts) {
		with(|world| world.classes.insert(gtin, facts));
	}

	/// Commissions a lot.
	pub fn set_lot(id: LotId, facts: LotFacts) {
		with(|world| world.lots.insert(id, facts));
	}

	/// Lets `object` lie in these, innermost first.
	pub fn set_enclosing(object: ObjectId, enclosing: Vec<ObjectId>) {
		with(|world| world.enclosing.insert(object, enclosing));
	}

	/// Refuses, as [`CustodyControl`], everything that is asked of `object` from now on.
	pub fn refuse(object: ObjectId, error: DispatchError) {
		with(|world| world.refused.insert(object, error));
	}

	/// Passes `object` over when it is to be detained: it ended, or is kept.
	pub fn pass_over(object: ObjectId) {
		with(|world| world.passed_over.push(object));
	}

	/// Recalls the goods that are tracked by `object`.
	pub fn recall(object: ObjectId, recalled: Recalled) {
		with(|world| world.recalls.push((object, recalled)));
	}

	/// Recalls goods of a class of which there is no record.
	pub fn recall_class(gtin: Gtin, recalled: Recalled) {
		with(|world| world.class_recalls.push((gtin, recalled)));
	}

	/// Keeps the call, unless `object` is refused.
	fn control(object: &ObjectId, call: ControlCall) -> DispatchResult {
		with(|world| match world.refused.get(object) {
			Some(error) => Err(*error),
			None => {
				world.control.push(call);
				Ok(())
			},
		})
	}

	/// What [`CustodyControl`] was asked to do, oldest first.
	pub fn control_calls() -> Vec<ControlCall> {
		with(|world| world.control.clone())
	}
}

impl CustodyInspect for FakeCustody {
	fn facts(claim: &GoodsClaim) -> GoodsFacts {
		with(|world| world.facts.get(&claim.encode()).map(|(_, facts)| facts.clone()))
			.unwrap_or(GoodsFacts::none(ProofOutcome::NotOffered))
	}

	fn find(goods: &TrackedGoods) -> GoodsFacts {
		let known = with(|world| {
			let mut known = world.facts.values();
			known.find(|(id, _)| *id == goods.id()).map(|(_, facts)| facts.clone())
		});
		known.unwrap_or(GoodsFacts::none(ProofOutcome::NotOffered))
	}

	fn whereabouts(object: &ObjectId) -> Option<Whereabouts> {
		with(|world| {
			let mut known = world.facts.values();
			known.find_map(|(id, facts)| facts.whereabouts.filter(|_| id == object))
		})
	}

	fn enclosing(object: &ObjectId) -> BoundedVec<ObjectId, MaxEnclosing> {
		let enclosing = with(|world| world.enclosing.get(object).cloned().unwrap_or_default());
		BoundedVec::truncate_from(enclosing)
	}

	fn class(gtin: &Gtin) -> Option<ClassFacts> {
		with(|world| world.classes.get(gtin).cloned())
	}

	fn lot(id: &LotId) -> Option<LotFacts> {
		with(|world| world.lots.get(id).cloned())
	}

	fn recalled(facts: &GoodsFacts, country: &Country) -> Option<Recalled> {
		let at = facts.whereabouts?;
		with(|world| {
			let recalls = world.recalls.iter().filter(|(object, recalled)| {
				*object == at.object && recalled.has_effect_in(country)
			});
			Recalled::heaviest(recalls.map(|(_, recalled)| *recalled))
		})
	}

	fn class_recalled(gtin: &Gtin, country: &Country) -> Option<Recalled> {
		with(|world| {
			let recalls = world
				.class_recalls
				.iter()
				.filter(|(class, recalled)| class == gtin && recalled.has_effect_in(country));
			Recalled::heaviest(recalls.map(|(_, recalled)| *recalled))
		})
	}
}

impl CustodyControl for FakeCustody {
	fn bind(goods: &TrackedGoods) -> DispatchResult {
		Self::control(&goods.id(), ControlCall::Bind { object: goods.id() })
	}

	fn unbind(goods: &TrackedGoods) -> DispatchResult {
		Self::control(&goods.id(), ControlCall::Unbind { object: goods.id() })
	}

	fn detain(
		goods: &TrackedGoods,
		by: OrgId,
		declaration: DeclarationId,
		line: u32,
	) -> Result<Option<ObjectId>, DispatchError> {
		let object = goods.id();
		if with(|world| world.passed_over.contains(&object)) {
			return Ok(None);
		}
		Self::control(&object, ControlCall::Detain { object, by, declaration, line })?;
		Ok(Some(object))
	}

	fn release(object: &ObjectId, by: OrgId) -> DispatchResult {
		Self::control(object, ControlCall::Release { object: *object, by })
	}

	fn clear(goods: &TrackedGoods, clearance: Clearance) -> DispatchResult {
		Self::control(&goods.id(), ControlCall::Clear { object: goods.id(), clearance })
	}

	fn destroy(object: &ObjectId, by: OrgId) -> DispatchResult {
		Self::control(object, ControlCall::Destroy { object: *object, by })
	}
}

/// [`AlertSink`] that keeps what it takes.
pub struct FakeAlerts;

impl FakeAlerts {
	/// What was raised, oldest first.
	pub fn raised() -> Vec<Alert> {
		with(|world| world.alerts.clone())
	}
}

impl AlertSink for FakeAlerts {
	fn raise(alert: Alert) {
		with(|world| world.alerts.push(alert));
	}
}
