use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Time};
use proptest::{option, prelude::*};
use sp_runtime::DispatchResult;
use std::collections::BTreeMap;
use tracemark_primitives::{
	fakes::{FakeMembership, FakeRights},
	parties::{Owner, Standing},
	quantity::Quantity,
	time::Period,
	LicenceId, Moment, OrgId,
};

const ACCOUNTS: [u64; 6] = [BRAND_LAWYER, BRAND_DRIVER, FOREMAN, BUYER, CREATOR, OUTSIDER];
const ORGS: [OrgId; 4] = [BRAND, FACTORY, IMPORTER, 77];

#[derive(Clone, Debug)]
enum Op {
	Offer { who: u64, work: bool, licensee: OrgId, hours: Option<u64>, pieces: Option<u64> },
	Accept { who: u64, licence: LicenceId },
	CancelOffer { who: u64, licence: LicenceId },
	Revoke { who: u64, licence: LicenceId },
	Terminate { who: u64, licence: LicenceId },
	Suspend { who: u64, licence: LicenceId },
	Resume { who: u64, licence: LicenceId },
	Surrender { who: u64, licence: LicenceId },
	Exercise { licence: LicenceId, pieces: u64 },
	Assign { owner: OrgId },
	Stand { org: OrgId, standing: Standing },
	Wait { hours: u64 },
}

impl Op {
	fn run(self) -> DispatchResult {
		match self {
			Op::Offer { who, work, licensee, hours, pieces } => {
				let until = hours.map(|hours| Timestamp::now() + hours * HOUR);
				let terms = LicenceTerms {
					term: Period { from: 0, until },
					quantity: pieces.map(Quantity::Pieces),
					notice: HOUR,
					..terms()
				};
				let right = if work { WORK } else { MARK };
				let origin = RuntimeOrigin::signed(who);
				offer_as(origin, rights(&[right]), licensee, terms, None)
			},
			Op::Accept { who, licence } => Licensing::accept(RuntimeOrigin::signed(who), licence),
			Op::CancelOffer { who, licence } => {
				Licensing::cancel_offer(RuntimeOrigin::signed(who), licence)
			},
			Op::Terminate { who, licence } => {
				Licensing::terminate(RuntimeOrigin::signed(who), licence, GROUND)
			},
			Op::Suspend { who, licence } => {
				Licensing::suspend_licence(RuntimeOrigin::signed(who), licence, GROUND)
			},
			Op::Resume { who, licence } => {
				Licensing::resume_licence(RuntimeOrigin::signed(who), licence)
			},
			Op::Revoke { who, licence } => {
				Licensing::revoke(RuntimeOrigin::signed(who), licence, GROUND)
			},
			Op::Surrender { who, licence } => {
				Licensing::surrender_licence(RuntimeOrigin::signed(who), licence)
			},
			Op::Exercise { licence, pieces } => frame_support::storage::with_storage_layer(|| {
				Licensing::do_exercise(licence, &making(pieces))
			}),
			Op::Assign { owner } => {
				FakeRights::assign(MARK, Timestamp::now(), Owner::Organisation(owner));
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
			|(who, work, licensee, hours, pieces)| Op::Offer { who, work, licensee, hours, pieces }
		),
		6 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Accept { who, licence }),
		1 => (who(), 0u32..9).prop_map(|(who, licence)| Op::CancelOffer { who, licence }),
		1 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Terminate { who, licence }),
		2 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Suspend { who, licence }),
		2 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Resume { who, licence }),
		2 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Revoke { who, licence }),
		2 => (who(), 0u32..9).prop_map(|(who, licence)| Op::Surrender { who, licence }),
		3 => (0u32..9, 1u64..5).prop_map(|(licence, pieces)| Op::Exercise { licence, pieces }),
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
		ops in prop::collection::vec(op(), 1..80),
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
						(&old.rights, &old.licensor, old.licensee, &old.terms, old.granted_at),
						(&new.rights, &new.licensor, new.licensee, &new.terms, new.granted_at)
					);
					// A notice gives way to an earlier end.
					let end = |licence: &Licence<u64>| licence.ended.map_or(Moment::MAX, |end| end.at());
					let is_notice = matches!(old.ended, None | Some(LicenceEnd::Terminated { .. }));
					prop_assert!(old.ended == new.ended || is_notice, "{:?}", op);
					prop_assert!(end(new) <= end(&old), "{:?}", op);
					let left = |licence: &Licence<u64>| licence.left.map(|left| left.value());
					prop_assert!(left(new) <= left(&old), "{:?}", op);
				}
			}
			Ok(())
		})?;
	}
}
