mod accredit;
mod add_operator;
mod admit;
mod attest_prefix;
mod end_sponsorship;
mod expel;
mod fees;
mod freeze_operators;
mod genesis;
mod invariants;
mod membership;
mod recover_controller;
mod reinstate;
mod retire_operator;
mod rotate_controller;
mod rotate_operator;
mod seat;
mod set_operator_roles;
mod set_profile;
mod set_quota;
mod set_roles;
mod sponsor;
mod suspend;
mod types;
mod unfreeze_operators;
mod unseat;
mod withdraw_accreditation;
mod withdraw_prefix;

pub(crate) use crate::{mock::*, samples::*, *};
pub(crate) use frame_support::{assert_noop, assert_ok};
pub(crate) use sp_core::H256;
pub(crate) use sp_runtime::DispatchError::BadOrigin;
pub(crate) use tracemark_primitives::{
	gs1::CompanyPrefix,
	parties::{Role, Roles, Standing},
	rights::OfficeCode,
	traits::Membership,
	OrgId,
};

type E = Error<Test>;

const GROUND: H256 = H256::repeat_byte(7);

/// The roles of the brand, one by one and together.
const HOLDER: Roles = Roles::of(&[Role::RightsHolder]);
const MAKER: Roles = Roles::of(&[Role::Manufacturer]);
const BRAND_ROLES: Roles = Roles::of(&[Role::RightsHolder, Role::Manufacturer]);

fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

fn admitter() -> RuntimeOrigin {
	signed(ADMITTER)
}

fn expeller() -> RuntimeOrigin {
	signed(EXPELLER)
}

/// Nobody but who admits may: not who expels, not a controller, an operator, a stranger, or Root.
fn not_admitters() -> impl Iterator<Item = RuntimeOrigin> {
	[EXPELLER, controller(BRAND), operator(BRAND), OUTSIDER]
		.map(signed)
		.into_iter()
		.chain([RuntimeOrigin::root(), RuntimeOrigin::none()])
}

fn not_expellers() -> impl Iterator<Item = RuntimeOrigin> {
	[ADMITTER, controller(BRAND), operator(BRAND), OUTSIDER]
		.map(signed)
		.into_iter()
		.chain([RuntimeOrigin::root(), RuntimeOrigin::none()])
}

/// Those who control nothing: an operator, a former controller's like, a stranger.
fn not_controllers() -> impl Iterator<Item = RuntimeOrigin> {
	[ADMITTER, EXPELLER, operator(BRAND), OUTSIDER].map(signed).into_iter()
}

fn assert_last(event: Event<Test>) {
	System::assert_last_event(event.into());
}

fn organisation(org: OrgId) -> OrganisationOf<Test> {
	Organisations::<Test>::get(org).unwrap()
}

fn capacity(account: u64) -> Option<Capacity> {
	Affiliations::<Test>::get(account).map(|affiliation| affiliation.capacity)
}

fn seats() -> Vec<OrgId> {
	Seats::<Test>::get().into_inner()
}

fn prefix(digits: &str) -> CompanyPrefix {
	CompanyPrefix::try_from(digits).unwrap()
}

fn expel(org: OrgId) {
	if seats().contains(&org) && seats().len() == 3 {
		assert_ok!(Consortium::seat(expeller(), OFFICE));
	}
	assert_ok!(Consortium::expel(expeller(), org, GROUND));
}
