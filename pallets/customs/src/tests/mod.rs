//! One file per call; `check` for the conditions, `invariants` for random sequences.

mod cancel_destruction;
mod check;
mod confirm_destruction;
mod examine;
mod give_mandate;
mod instruct;
mod invariants;
mod lodge;
mod order_destruction;
mod release;
mod set_regime;
mod suspend;
mod withdraw_instruction;
mod withdraw_line;
mod withdraw_mandate;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError};
use tracemark_primitives::{
	customs::{Condition, Conditions, DeclarationForm, LineReport, Nature, Outcome},
	digest::Digest,
	fakes::{self, ControlCall, FakeCustody, FakeMembership},
	goods::{Clearance, ObjectId, Whereabouts},
	parties::Standing,
	DeclarationId, OrgId,
};

/// Lodges by the broker and answers the id.
fn lodge(form: DeclarationForm) -> DeclarationId {
	lodge_by(BROKER, form)
}

fn lodge_by(declarant: OrgId, form: DeclarationForm) -> DeclarationId {
	let id = NextDeclarationId::<Test>::get();
	assert_ok!(Customs::lodge(signed(declarant.into()), form.into()));
	id
}

/// Lodges the trader's clone, of which nothing is detained since the warehouse holds the original.
fn lodge_clone() -> DeclarationId {
	lodge_by(TRADER, cloned())
}

/// Lodges goods that the holder has, but whose serial was cleared before: `unit_object` is in reach.
fn lodge_cleared_before() -> DeclarationId {
	set_unit(|at| at.cleared = Some(Clearance { declaration: 77, destination: GERMANY }));
	lodge(form(vec![line(vec![unit("A1")], 1)]))
}

fn set_unit(change: impl FnOnce(&mut Whereabouts)) {
	let facts = at(facts(unit_object(), 1), change);
	FakeCustody::set_facts(&unit("A1"), unit_object(), facts);
}

/// Suspended by the officer, on the anchored evidence.
fn suspended() -> DeclarationId {
	let id = lodge_cleared_before();
	assert_ok!(Customs::suspend(signed(OFFICER), id, 0, Nature::Copying, evidence()));
	id
}

/// Suspended, and its destruction ordered by the officer.
fn ordered() -> DeclarationId {
	let id = suspended();
	let ground = DestructionGround::Consent;
	assert_ok!(Customs::order_destruction(signed(OFFICER), id, 0, ground, digest(3)));
	id
}

fn evidence() -> BoundedVec<Digest, MaxEvidence> {
	BoundedVec::truncate_from(vec![digest(1)])
}

/// Custody refuses an object of the call: the whole call is refused with its error and changes nothing.
fn assert_refused_with_custody(object: ObjectId, call: Call<Test>) {
	let error = DispatchError::Other("Custody");
	FakeCustody::refuse(object, error);
	let dispatch = |by| RuntimeCall::from(call.clone()).dispatch(signed(by));
	let by = if matches!(call, Call::lodge { .. }) { BROKER.into() } else { COLLEAGUE };
	let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
	let before = root();
	assert_eq!(dispatch(by).unwrap_err().error, error);
	assert_eq!(root(), before);
}

/// What custody was asked to do with goods, but for what holds them to what they are.
fn control_calls() -> Vec<ControlCall> {
	let holds =
		|call: &ControlCall| matches!(call, ControlCall::Bind { .. } | ControlCall::Unbind { .. });
	FakeCustody::control_calls().into_iter().filter(|call| !holds(call)).collect()
}

/// The id of a unit of the lawful class.
fn unit_id(serial: &str) -> ObjectId {
	tracemark_primitives::gs1::unit_id(&shoe(), &serial.try_into().unwrap())
}

/// The ids of the goods of a line.
fn objects(line: &Line) -> Vec<ObjectId> {
	line.goods.iter().map(|tracked| tracked.goods.id()).collect()
}

/// Which of them its suspension detained.
fn detained(id: DeclarationId) -> Vec<bool> {
	let line = Customs::line(id, 0).unwrap();
	line.goods.iter().map(|tracked| tracked.detained).collect()
}

fn signed(account: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn status(id: DeclarationId) -> LineStatus {
	Customs::line(id, 0).unwrap().status
}

fn report(form: &DeclarationForm) -> LineReport {
	Customs::dry_run(BROKER, form).lines[0].clone()
}

fn only(condition: Condition) -> Conditions {
	Conditions::default().with(condition)
}

fn assert_last(event: Event<Test>) {
	System::assert_last_event(event.into());
}

/// The refusals that every officer's call owes: no signature, wrong role, outsider, suspended authority.
fn assert_only_officers(call: Call<Test>) {
	let dispatch = |origin| RuntimeCall::from(call.clone()).dispatch(origin);
	assert_noop!(dispatch(RuntimeOrigin::root()), DispatchError::BadOrigin);
	assert_noop!(dispatch(signed(BROKER.into())), fakes::ROLE_MISSING);
	assert_noop!(dispatch(signed(OUTSIDER)), fakes::NOT_MEMBER);
	FakeMembership::set_standing(GERMAN_CUSTOMS, Standing::Suspended);
	assert_noop!(dispatch(signed(OFFICER)), fakes::NOT_IN_GOOD_STANDING);
	FakeMembership::set_standing(GERMAN_CUSTOMS, Standing::Good);
}
