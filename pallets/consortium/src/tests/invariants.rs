use super::*;
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
	RotateController { by: u64, new: u64 },
	RecoverController { org: OrgId, new: u64 },
	Seat { org: OrgId, seat: bool },
	Sponsor { by: u64, account: u64 },
}

/// The accounts of the four, and some more.
fn account() -> impl Strategy<Value = u64> {
	prop_oneof![(0..4u32).prop_map(controller), (0..4u32).prop_map(operator), 100..110u64]
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
		(account(), account()).prop_map(|(by, new)| Op::RotateController { by, new }),
		(org.clone(), account()).prop_map(|(org, new)| Op::RecoverController { org, new }),
		(org, any::<bool>()).prop_map(|(org, seat)| Op::Seat { org, seat }),
		(account(), account()).prop_map(|(by, account)| Op::Sponsor { by, account }),
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
		Op::AddOperator { by, account } => Consortium::add_operator(signed(by), account, HOLDER),
		Op::RetireOperator { by, account } => Consortium::retire_operator(signed(by), account),
		Op::RotateOperator { by, old, new } => Consortium::rotate_operator(signed(by), old, new),
		Op::RotateController { by, new } => Consortium::rotate_controller(signed(by), new),
		Op::RecoverController { org, new } => Consortium::recover_controller(expeller(), org, new),
		Op::Seat { org, seat: true } => Consortium::seat(expeller(), org),
		Op::Seat { org, seat: false } => Consortium::unseat(expeller(), org),
		Op::Sponsor { by, account } => Consortium::sponsor(signed(by), account, 1),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn invariants_should_hold_whatever_is_tried(ops in prop::collection::vec(op(), 1..60)) {
		run(|| {
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
			}
		});
	}
}
