//! One file per call, one for the reports, one for sessions, and the properties that hold throughout.

mod delist;
mod enlist;
mod genesis;
mod invariants;
mod reinstate;
mod report_offence;
mod sessions;
mod set_changes;

use crate::{mock::*, types::*, Error, Event, Offences, Records, Seats, SetChanges, Validators};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use sp_staking::{
	offence::{OffenceError, ReportOffence},
	SessionIndex,
};
use tracemark_primitives::OrgId;

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

fn enlist(org: OrgId, validator: u64) -> DispatchResult {
	ValidatorSet::enlist(root(), org, validator)
}

fn delist(validator: u64) -> DispatchResult {
	ValidatorSet::delist(root(), validator)
}

fn reinstate(validator: u64) -> DispatchResult {
	ValidatorSet::reinstate(root(), validator)
}

fn report(validator: u64, session: SessionIndex) -> Result<(), OffenceError> {
	report_all(&[validator], session)
}

/// Reports an offence of these validators in round 0.
fn report_all(validators: &[u64], session: SessionIndex) -> Result<(), OffenceError> {
	report_in(0, validators, session)
}

fn report_in(slot: u64, validators: &[u64], session: SessionIndex) -> Result<(), OffenceError> {
	let offenders = validators.iter().map(|validator| (*validator, org_of(*validator))).collect();
	ValidatorSet::report_offence(Vec::new(), Equivocation { offenders, session, slot })
}

/// Whether an offence of these validators in round 0 is known.
fn is_known(validators: &[u64]) -> bool {
	is_known_in(0, validators)
}

fn is_known_in(slot: u64, validators: &[u64]) -> bool {
	let offenders: Vec<_> =
		validators.iter().map(|validator| (*validator, org_of(*validator))).collect();
	<ValidatorSet as ReportOffence<u64, (u64, OrgId), Equivocation>>::is_known_offence(
		&offenders, &slot,
	)
}

fn org_of(validator: u64) -> OrgId {
	Records::<Test>::get(validator).map_or(0, |record| record.org)
}

fn status(validator: u64) -> Option<Status> {
	Records::<Test>::get(validator).map(|record| record.status)
}

fn serving() -> Vec<u64> {
	Validators::<Test>::get().into_inner()
}

fn register_keys(account: u64, key: u64) {
	System::inc_providers(&account);
	assert_ok!(Session::set_keys(
		RuntimeOrigin::signed(account),
		key.into(),
		key_proof(account, key)
	));
}

fn assert_last_event(event: Event<Test>) {
	System::assert_last_event(event.into());
}
