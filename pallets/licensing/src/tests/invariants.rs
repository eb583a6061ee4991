use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Time};
use proptest::{option, prelude::*};
use sp_runtime::DispatchResult;
use std::collections::BTreeMap;
use tracemark_primitives::{
	fakes::{FakeMembership, FakeRights},
	parties::{Owner, Standing},
	quantity::Quantity,
	rights::RightFacts,
	time::Period,
	LicenceId, OrgId,
};

const ACCOUNTS: [u64; 6] = [BRAND_LAWYER, BRAND_DRIVER, FOREMAN, BUYER, CREATOR, OUTSIDER];
const ORGS: [OrgId; 4] = [BRAND, FACTORY, IMPORTER, 77];

#[derive(Clone, Debug)]
enum Op {
	Grant { who: u64, work: bool, licensee: OrgId, hours: Option<u64>, pieces: Option<u64> },
	Revoke { who: u64, licence: LicenceId },
	Surrender { who: u64, licence: LicenceId },
	Exercise { licence: LicenceId, pieces: u64 },
	Assign { owner: OrgId },
	Stand { org: OrgId, standing: Standing },
	Wait { hours: u64 },
}

impl Op {
	fn run(self) -> DispatchResult {
		match self {
			Op::Grant { who, work, licensee, hours, pieces } => {
				let until = hours.map(|hours| Timestamp::now() + hours * HOUR);
				let terms = LicenceTerms {
					term: Period { from: 0, until },
					quantity: pieces.map(Quantity::Pieces),
					..terms()
				};
				let right = if work { WORK } else { MARK };
				Licensing::grant(RuntimeOrigin::signed(who), right, licensee, terms)
			},
			Op::Revoke { who, licence } => {
				Licensing::revoke(RuntimeOrigin::signed(who), licence, GROUND)
			},
			Op::Surrender { who, licence } => {
				Licensing::surrender_licence(RuntimeOrigin::signed(who), licence)
			},
			Op::Exercise { licence, pieces } => frame_support::storage::with_storage_layer(|| {
				Licensing::do_exercise(licence, Quantity::Pieces(pieces))
			}),
			Op::Assign { owner } => {
				FakeRights::set(MARK, RightFacts { owner: Owner::Organisation(owner), ..mark() });
				Ok(())
			},
			Op::Stand { org, standing } => {
				FakeMembership::set_standing(org, standing);
				Ok(())
			},
			Op::Wait { hours } => {
				set_time(Timestamp::now() + hours * HOUR);
				Ok(())
			},
		}
	}
}

fn op() -> impl Strategy<Value = Op> {
	let who = || prop::sample::select(&ACCOUNTS[..]);
	let org = || prop::sample::select(&ORGS[..]);
	let standing = prop::sample::select(&[Standing::Good, Standing::Suspended][..]);
	prop_oneof![
		4 => (who(), any::<bool>(), org(), option::of(0u64..9), option::of(0u64..9)).prop_map(
			|(who, work, licensee, hours, pieces)| Op::Grant { who, work, licensee, hours, pieces }
		),
		2 => (who(), 0u32..6).prop_map(|(who, licence)| Op::Revoke { who, licence }),
		2 => (who(), 0u32..6).prop_map(|(who, licence)| Op::Surrender { who, licence }),
		3 => (0u32..6, 1u64..5).prop_map(|(licence, pieces)| Op::Exercise { licence, pieces }),
		1 => org().prop_map(|owner| Op::Assign { owner }),
		1 => (org(), standing).prop_map(|(org, standing)| Op::Stand { org, standing }),
		1 => (0u64..5).prop_map(|hours| Op::Wait { hours }),
	]
}

/// The pallet's state as a value.
fn state() -> (LicenceId, BTreeMap<LicenceId, Licence<u64>>) {
	(NextLicenceId::<Test>::get(), Licences::<Test>::iter().collect())
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn licences_should_keep_their_history_when_anybody_does_anything(
		ops in prop::collection::vec(op(), 1..60),
	) {
		ExtBuilder::build().execute_with(|| {
			for op in ops {
				let (next, before) = state();
				let result = op.clone().run();
				assert_ok!(Licensing::do_try_state());

				let (_, after) = state();
				if result.is_err() {
					prop_assert_eq!((next, &before), (NextLicenceId::<Test>::get(), &after));
				}
				for (id, old) in before {
					let new = &after[&id];
					prop_assert_eq!(
						(old.right, &old.licensor, old.licensee, old.terms, old.granted_at),
						(new.right, &new.licensor, new.licensee, new.terms, new.granted_at)
					);
					prop_assert!(old.ended.is_none() || old.ended == new.ended, "{:?}", op);
					let left = |licence: &Licence<u64>| licence.left.map(|left| left.value());
					prop_assert!(left(new) <= left(&old), "{:?}", op);
				}
			}
			Ok(())
		})?;
	}
}
