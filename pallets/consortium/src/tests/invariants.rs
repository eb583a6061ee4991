use super::*;
use frame_support::dispatch::DispatchInfo;
use pallet_transaction_payment::OnChargeTransaction;
use proptest::prelude::*;

/// What anybody may try, right or wrong.
#[derive(Clone, Debug)]
enum Op {
	Admit { identity: u32, controller: u64 },
	SetProfile { org: OrgId, identity: u32 },
	SetRoles { org: OrgId, roles: u32 },
	Prefix { org: OrgId, digits: u32, attest: bool },
	Suspend { org: OrgId },
	Reinstate { org: OrgId },
	Expel { org: OrgId },
	AddOperator { by: u64, account: u64 },
	RetireOperator { by: u64, account: u64 },
	RotateOperator { by: u64, old: u64, new: u64 },
	RotateController { by: u64, new: Option<u64> },
	AcceptControl { by: u64, org: OrgId },
	RecoverController { org: OrgId, new: u64 },
	Seat { org: OrgId, seat: bool },
	Sponsor { by: u64, account: u64, allowance: u64 },
	EndSponsorship { by: u64, account: u64 },
	SetQuota { org: OrgId, quota: u64 },
	Freeze { by: u64, freeze: bool },
	Pay { who: u64, fee: u64, less: u64 },
	Wait { days: u64 },
}

/// The accounts of the four, and some more.
fn account() -> impl Strategy<Value = u64> {
	prop_oneof![(0..4u32).prop_map(controller), (0..4u32).prop_map(operator), 100..110u64]
}

fn pay_op() -> impl Strategy<Value = Op> {
	let fees = (account(), 1..1_500u64, 0..1_500u64);
	fees.prop_map(|(who, fee, less)| Op::Pay { who, fee, less: less.min(fee) })
}

fn op() -> impl Strategy<Value = Op> {
	let org = 0..7u32;
	prop_oneof![
		(0..4u32, account()).prop_map(|(identity, controller)| Op::Admit { identity, controller }),
		(org.clone(), 0..4u32).prop_map(|(org, identity)| Op::SetProfile { org, identity }),
		(org.clone(), 0..8u32).prop_map(|(org, roles)| Op::SetRoles { org, roles }),
		(
			org.clone(),
			prop_oneof![4_000..4_003u32, 40_000..40_030u32, 400_000..400_300u32],
			any::<bool>()
		)
			.prop_map(|(org, digits, attest)| Op::Prefix { org, digits, attest }),
		org.clone().prop_map(|org| Op::Suspend { org }),
		org.clone().prop_map(|org| Op::Reinstate { org }),
		org.clone().prop_map(|org| Op::Expel { org }),
		(account(), account()).prop_map(|(by, account)| Op::AddOperator { by, account }),
		(account(), account()).prop_map(|(by, account)| Op::RetireOperator { by, account }),
		(account(), account(), account()).prop_map(|(by, old, new)| Op::RotateOperator {
			by,
			old,
			new
		}),
		(account(), prop::option::of(account()))
			.prop_map(|(by, new)| Op::RotateController { by, new }),
		(account(), org.clone()).prop_map(|(by, org)| Op::AcceptControl { by, org }),
		(org.clone(), account()).prop_map(|(org, new)| Op::RecoverController { org, new }),
		(org.clone(), any::<bool>()).prop_map(|(org, seat)| Op::Seat { org, seat }),
		(account(), account(), 0..2_000u64).prop_map(|(by, account, allowance)| Op::Sponsor {
			by,
			account,
			allowance
		}),
		(account(), account()).prop_map(|(by, account)| Op::EndSponsorship { by, account }),
		(org, 0..2_000u64).prop_map(|(org, quota)| Op::SetQuota { org, quota }),
		(account(), any::<bool>()).prop_map(|(by, freeze)| Op::Freeze { by, freeze }),
		// Much is paid.
		pay_op(),
		pay_op(),
		pay_op(),
		pay_op(),
		(0..2u64).prop_map(|days| Op::Wait { days }),
	]
}

fn apply(op: Op) -> sp_runtime::DispatchResult {
	match op {
		Op::Admit { identity, controller } => {
			Consortium::admit(admitter(), full_profile(identity, BRAND), HOLDER, controller)
		},
		Op::SetProfile { org, identity } => {
			Consortium::set_profile(admitter(), org, full_profile(identity, CARRIER))
		},
		Op::SetRoles { org, roles } => Consortium::set_roles(admitter(), org, Roles(roles)),
		Op::Prefix { org, digits, attest: true } => {
			Consortium::attest_prefix(admitter(), org, prefix(&digits.to_string()))
		},
		Op::Prefix { org, digits, attest: false } => {
			Consortium::withdraw_prefix(admitter(), org, prefix(&digits.to_string()))
		},
		Op::Suspend { org } => Consortium::suspend(admitter(), org, GROUND),
		Op::Reinstate { org } => Consortium::reinstate(admitter(), org),
		Op::Expel { org } => Consortium::expel(expeller(), org, GROUND),
		Op::AddOperator { by, account } => {
			Consortium::add_operator(signed(by), account, HOLDER, consent(org_of(by), account))
		},
		Op::RetireOperator { by, account } => Consortium::retire_operator(signed(by), account),
		Op::RotateOperator { by, old, new } => {
			Consortium::rotate_operator(signed(by), old, new, consent(org_of(by), new))
		},
		Op::RotateController { by, new } => Consortium::rotate_controller(signed(by), new),
		Op::AcceptControl { by, org } => Consortium::accept_control(signed(by), org),
		Op::RecoverController { org, new } => Consortium::recover_controller(expeller(), org, new),
		Op::Seat { org, seat: true } => Consortium::seat(expeller(), org),
		Op::Seat { org, seat: false } => Consortium::unseat(expeller(), org),
		Op::Sponsor { by, account, allowance } => {
			Consortium::sponsor(signed(by), account, allowance)
		},
		Op::EndSponsorship { by, account } => Consortium::end_sponsorship(signed(by), account),
		Op::SetQuota { org, quota } => Consortium::set_quota(admitter(), org, quota),
		Op::Freeze { by, freeze: true } => Consortium::freeze_operators(signed(by)),
		Op::Freeze { by, freeze: false } => Consortium::unfreeze_operators(signed(by)),
		Op::Pay { who, fee, less } => {
			pay(who, fee, fee - less);
			Ok(())
		},
		Op::Wait { days } => {
			Timestamp::set_timestamp(Timestamp::get() + days * tracemark_primitives::time::DAY);
			Ok(())
		},
	}
}

/// The organisation that an account belongs to, or some other.
fn org_of(account: u64) -> OrgId {
	Affiliations::<Test>::get(account).map_or(BRAND, |at| at.org)
}

/// What all organisations used of their quota today, and what all allowances still come to.
fn drawn_and_allowed() -> (u64, u64) {
	let today = tracemark_primitives::time::legal_date(Timestamp::get());
	let drawn = QuotaUsed::<Test>::iter_values().map(|quota| quota.on(today)).sum();
	(drawn, Sponsorships::<Test>::iter_values().map(|found| found.remaining).sum())
}

/// Withholds `fee` and settles `owed`: exactly that comes from quota and balances, and nothing at all
/// when it is refused.
fn pay(who: u64, fee: u64, owed: u64) {
	let (call, info) =
		(frame_system::Call::remark { remark: vec![] }.into(), DispatchInfo::default());
	let before = (Balances::total_issuance(), drawn_and_allowed());
	let can = MemberFees::<Test>::can_withdraw_fee(&who, &call, &info, fee, 0);
	let charged = MemberFees::<Test>::withdraw_fee(&who, &call, &info, fee, 0);
	assert_eq!(can.is_ok(), charged.is_ok());
	let Ok(charge) = charged else {
		assert_eq!((Balances::total_issuance(), drawn_and_allowed()), before);
		return;
	};
	let post = Default::default();
	MemberFees::<Test>::correct_and_deposit_fee(&who, &info, &post, owed, 0, charge).unwrap();
	let (issued, (drawn, allowed)) = before;
	let (drawn_after, allowed_after) = drawn_and_allowed();
	let burnt = issued - Balances::total_issuance();
	assert_eq!((drawn_after - drawn) + burnt, owed, "quota and balances pay the fee");
	let allowance_spent = allowed - allowed_after;
	assert!(allowance_spent == 0 || allowance_spent == owed, "an allowance pays all or nothing");
}

/// No organisation drew more from its quota than it had when it drew.
fn assert_within_quota(ceilings: &mut std::collections::BTreeMap<OrgId, u64>) {
	for (org, used) in QuotaUsed::<Test>::iter() {
		let quota = organisation(org).quota;
		let ceiling = ceilings.entry(org).or_insert(quota);
		*ceiling = quota.max(*ceiling);
		assert!(used.used <= *ceiling);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn invariants_should_hold_whatever_is_tried(ops in prop::collection::vec(op(), 1..60)) {
		let rich: Vec<_> = (0..4u32).map(controller).chain(100..105).map(|who| (who, 3_000)).collect();
		ExtBuilder::default().balances(&rich).build_and_execute(|| {
			let mut ceilings = Default::default();
			for op in ops {
				let org_of: Vec<_> = Affiliations::<Test>::iter().map(|(who, at)| (who, at.org)).collect();
				let expelled: Vec<_> = Organisations::<Test>::iter()
					.filter(|(_, found)| found.standing == Standing::Expelled)
					.map(|(org, _)| org)
					.collect();
				// Refused or not: both must leave a sound state.
				_ = frame_support::storage::with_storage_layer(|| apply(op));
				Consortium::do_try_state().unwrap();
				// Nobody ever changes sides, nobody comes back, and the council is that of the seats.
				for (who, org) in org_of {
					assert_eq!(Affiliations::<Test>::get(who).unwrap().org, org);
				}
				for org in expelled {
					assert_eq!(organisation(org).standing, Standing::Expelled);
				}
				assert_eq!(Voters::get(), Consortium::voters(&seats()));
				assert_within_quota(&mut ceilings);
			}
		});
	}
}
