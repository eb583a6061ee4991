mod accept_control;
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
	rights::{OfficeCode, RightKind, RightKinds},
	traits::Membership,
	OrgId,
};

type E = Error<Test>;

/// Who controls the brand after a hand-over, and through whom its operator acts then.
const SUCCESSOR: u64 = 93;
const REPLACEMENT: u64 = 94;

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

/// Origins that control nothing, and the error that each is refused with. The brand's former controller
/// and its retired operator are among them: its controller is [`SUCCESSOR`] from now on, and its operator
/// acts through [`REPLACEMENT`].
fn not_controllers() -> Vec<(RuntimeOrigin, sp_runtime::DispatchError)> {
	hand_over(BRAND, SUCCESSOR);
	let proof = consent(BRAND, REPLACEMENT);
	let rotate =
		Consortium::rotate_operator(signed(SUCCESSOR), operator(BRAND), REPLACEMENT, proof);
	assert_ok!(rotate);
	let accounts = [ADMITTER, EXPELLER, controller(BRAND), operator(BRAND), REPLACEMENT, OUTSIDER];
	let signers = accounts.map(|who| (signed(who), E::NotController.into()));
	let others = [RuntimeOrigin::root(), RuntimeOrigin::none()].map(|other| (other, BadOrigin));
	signers.into_iter().chain(others).collect()
}

/// Those that are no operators of a member, and the error that each is refused with.
fn not_members() -> Vec<(RuntimeOrigin, sp_runtime::DispatchError)> {
	let retired = operator(IMPORTER);
	assert_ok!(Consortium::retire_operator(signed(controller(IMPORTER)), retired));
	vec![
		(signed(ADMITTER), E::NotMember.into()),
		(signed(FRESH), E::NotMember.into()),
		(signed(retired), E::OperatorRetired.into()),
		(RuntimeOrigin::root(), BadOrigin),
		(RuntimeOrigin::none(), BadOrigin),
	]
}

/// Hands an organisation to another controller.
fn hand_over(org: OrgId, to: u64) {
	let from = Consortium::controller(org).unwrap();
	assert_ok!(Consortium::rotate_controller(signed(from), Some(to)));
	assert_ok!(Consortium::accept_control(signed(to), org));
}

/// Has the controller of an organisation add an operator that consents.
fn add_operator(org: OrgId, account: u64, roles: Roles) -> sp_runtime::DispatchResult {
	let by = Consortium::controller(org).unwrap();
	Consortium::add_operator(signed(by), account, roles, consent(org, account))
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
