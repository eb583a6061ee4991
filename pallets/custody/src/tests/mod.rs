//! Tests, one file per call.

mod accept;
mod accept_title;
mod activate_code;
mod add_quality_report;
mod children;
mod close;
mod close_place;
mod commission;
mod consign;
mod control;
mod declare_error;
mod decommission;
mod derivation;
mod destroy;
mod editions;
mod end_custody;
mod facts;
mod goods_model;
mod incidents;
mod invariants;
mod issue_edition;
mod lift_recall;
mod lineage;
mod name_keepers;
mod observe;
mod offer;
mod offer_expiry;
mod offer_title;
mod pack;
mod pages;
mod prove_possession;
mod put_on_market;
mod reassign;
mod recall;
mod receive;
mod record_alteration;
mod record_trip;
mod refuse;
mod register_class;
mod register_place;
mod relabel;
mod report_found;
mod report_missing;
mod report_sensor;
mod report_unaccepted;
mod revise_class;
mod scan;
mod search;
mod sell;
mod sell_code;
mod set_class_terms;
mod split;
mod take_back;
mod take_into_custody;
mod title;
mod trace;
mod transform;
mod travel;
mod unpack;
mod withdraw_codes;
mod withdraw_offer;
mod withdraw_title;

pub(crate) use crate::{mock::*, *};
pub(crate) use frame_support::{assert_noop, assert_ok};
pub(crate) use sp_core::H256;
pub(crate) use sp_runtime::{DispatchError, DispatchResult};
pub(crate) use tracemark_primitives::{
	fakes::{
		FakeAlerts, FakeAuthorisation, FakeMembership, NOT_IN_GOOD_STANDING, NOT_MEMBER,
		ROLE_MISSING,
	},
	goods::{
		AnomalyKind, Clearance, Content, CustodyEnd, DetentionGround, EndOfLife, GoodsClaim,
		IncidentKind, ObjectId, Presence, RecordedFact, TrackedGoods,
	},
	gs1::unit_id,
	parties::{Role, Standing},
	quantity::{Quantity, UnitCode},
	time::{EventTime, DAY, MINUTE},
	traits::{CustodyControl, CustodyInspect},
	OrgId,
};

pub(crate) type Error = crate::Error<Test>;
pub(crate) type Event = crate::Event<Test>;

/// A call is refused to unsigned origins, outsiders and, once suspended, to `org`, which may make it.
pub(crate) fn refuses_strangers(org: OrgId, call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	assert_noop!(call(RuntimeOrigin::root()), DispatchError::BadOrigin);
	assert_noop!(call(signed(OUTSIDER)), NOT_MEMBER);
	FakeMembership::set_standing(org, Standing::Suspended);
	assert_noop!(call(signed(org)), NOT_IN_GOOD_STANDING);
	FakeMembership::set_standing(org, Standing::Good);
}

/// As [`refuses_strangers`], and to members whose role has nothing to do with goods.
pub(crate) fn refuses_others(org: OrgId, call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	refuses_strangers(org, &call);
	assert_noop!(call(signed(NOTARY)), ROLE_MISSING);
}

/// A call refuses a time ahead of block time and one that is none.
pub(crate) fn refuses_wrong_times(call: impl Fn(EventTime) -> DispatchResult) {
	let now = time();
	let ahead = EventTime { moment: now.moment + 10 * MINUTE + 1, ..now };
	assert_noop!(call(ahead), Error::EventInFuture);
	assert_noop!(call(EventTime { offset: 841, ..now }), Error::MalformedTime);
}

pub(crate) fn council() -> RuntimeOrigin {
	RuntimeOrigin::signed(COUNCIL)
}

pub(crate) fn last_event() -> Event {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Custody(event) => Some(event),
			_ => None,
		})
		.expect("an event was deposited")
}

pub(crate) fn item(object: ObjectId) -> Item {
	Items::<Test>::get(object).expect("has a record")
}

/// On an offer of the first block that names no end.
pub(crate) fn on_offer(to: OrgId) -> Presence {
	Presence::Offered { to, until: NOW + MAX_OFFER_TERM, leg: None }
}

/// To whom an object belongs.
pub(crate) fn owner(object: ObjectId) -> OrgId {
	<Custody as CustodyInspect>::whereabouts(&object).expect("has a record").owner
}

pub(crate) fn offer_title(from: OrgId, to: OrgId, object: ObjectId) {
	assert_ok!(Custody::offer_title(signed(from), object, seq(object), to, None));
}

/// Offers title and accepts it.
pub(crate) fn pass_title(from: OrgId, to: OrgId, object: ObjectId) {
	offer_title(from, to, object);
	assert_ok!(Custody::accept_title(signed(to), object, seq(object)));
}

/// The claim to a whole consignment.
pub(crate) fn whole(object: ObjectId) -> GoodsClaim {
	GoodsClaim::Consignment { id: object }
}

pub(crate) fn held(org: OrgId) -> Position {
	Position::Held { holder: org }
}

/// Gives claimed goods a record of their own, as a release or a suspension does.
pub(crate) fn extract(claim: &GoodsClaim) -> Result<ObjectId, DispatchError> {
	let (id, _) = Custody::extract(&tracked(claim))?;
	Ok(id)
}

/// Claimed goods, as a declaration tracks them.
pub(crate) fn tracked(claim: &GoodsClaim) -> TrackedGoods {
	let facts = <Custody as CustodyInspect>::facts(claim);
	match (claim, facts.leaf) {
		(GoodsClaim::Unit { gtin, serial, .. }, Some((lot, index))) => {
			TrackedGoods::Leaf { unit: unit_id(gtin, serial), lot, index }
		},
		_ => TrackedGoods::Object(facts.whereabouts.map(|at| at.object).unwrap_or_default()),
	}
}

pub(crate) fn detain(object: ObjectId, by: OrgId) -> Result<Option<ObjectId>, DispatchError> {
	detain_goods(&TrackedGoods::Object(object), by)
}

/// For the second line of a declaration.
pub(crate) fn detain_goods(
	goods: &TrackedGoods,
	by: OrgId,
) -> Result<Option<ObjectId>, DispatchError> {
	<Custody as CustodyControl>::detain(goods, by, 3, 1)
}

pub(crate) fn release(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::release(&object, CUSTOMS)
}

pub(crate) fn destroy(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::destroy(&object, CUSTOMS)
}

pub(crate) fn clear(object: ObjectId, clearance: Clearance) -> DispatchResult {
	<Custody as CustodyControl>::clear(&TrackedGoods::Object(object), clearance)
}

pub(crate) fn bind(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::bind(&TrackedGoods::Object(object))
}

pub(crate) fn unbind(object: ObjectId) -> DispatchResult {
	<Custody as CustodyControl>::unbind(&TrackedGoods::Object(object))
}

/// What the actor says in most tests.
pub(crate) fn here_and_now() -> Circumstances {
	Circumstances { place: place(), time: time(), timeliness: Timeliness::Prompt }
}

/// The chain of an object goes on from `before` with `event`.
pub(crate) fn assert_chained(before: Item, object: ObjectId, event: &Event) {
	let after = item(object);
	assert_eq!(after.seq, before.seq + 1);
	let head = tracemark_primitives::digest::next_head(before.head, after.seq, event);
	assert_eq!(after.head, head);
}

/// How many of the entries that are `stored` a read takes, of which `count` items come.
pub(crate) fn entries_read<Item>(
	ext: &mut sp_io::TestExternalities,
	count: usize,
	stored: impl FnOnce() -> Vec<Vec<u8>>,
	read: impl FnOnce() -> Vec<Item>,
) -> usize {
	ext.commit_all().expect("no open transactions");
	let (items, proof) = ext.execute_and_prove(read);
	assert_eq!(items.len(), count);
	let nodes: Vec<_> = proof.into_iter_nodes().collect();
	let is_read = |entry: &&Vec<u8>| {
		nodes.iter().any(|node| node.windows(entry.len()).any(|bytes| bytes == entry.as_slice()))
	};
	ext.execute_with(stored).iter().filter(is_read).count()
}

/// Bytes of the proof of what a read takes, of which `count` items come.
pub(crate) fn proof_of<Item>(
	ext: &mut sp_io::TestExternalities,
	count: usize,
	read: impl FnOnce() -> Vec<Item>,
) -> usize {
	ext.commit_all().expect("no open transactions");
	let (items, proof) = ext.execute_and_prove(read);
	assert_eq!(items.len(), count);
	codec::Encode::encoded_size(&proof)
}
