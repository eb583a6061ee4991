use super::*;
use crate::{MinimumPeriodOf, SlotDurationOf};
use frame_support::traits::{
	EstimateNextSessionRotation, Get, KeyOwnerProofSystem, OnFinalize, OnInitialize,
};
use sp_runtime::key_types::DUMMY;
use tracemark_primitives::{fakes::FakeMembership, parties::Standing};

#[test]
fn session_should_end_when_its_blocks_are_over() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(SESSION - 1);
		assert_eq!(Session::current_index(), 0);

		run_to(SESSION);
		assert_eq!(Session::current_index(), 1);
		assert_eq!(SessionEnds::<Test>::average_session_length(), SESSION);
		assert_eq!(SessionEnds::<Test>::estimate_next_session_rotation(6).0, Some(2 * SESSION));
	});
}

#[test]
fn session_should_keep_authority_set_when_nothing_changes() {
	ExtBuilder::default().build_and_execute(|| {
		end_sessions(10);

		assert_eq!(SetId::get(), 0);
		assert_eq!(active(), [1, 2, 3, 4]);
	});
}

#[test]
fn session_should_seat_validator_two_ends_after_it_was_enlisted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(5, 5));

		end_sessions(1);
		assert_eq!((active(), SetId::get()), (vec![1, 2, 3, 4], 0));

		end_sessions(1);
		assert_eq!((active(), SetId::get()), (vec![1, 2, 3, 4, 5], 1));
		assert_eq!(Authorities::get(), [1, 2, 3, 4, 5]);

		end_sessions(5);
		assert_eq!(SetId::get(), 1);
	});
}

#[test]
fn session_should_keep_authority_set_when_a_change_is_undone_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enlist(5, 5));
		assert_ok!(delist(5));

		end_sessions(5);

		assert_eq!(SetId::get(), 0);
	});
}

#[test]
fn session_should_drop_validator_when_suspended() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(report(2, 0));

		end_sessions(2);
		assert_eq!(active(), [1, 3, 4, 5]);

		assert_ok!(reinstate(2));
		end_sessions(2);
		assert_eq!(active(), [1, 2, 3, 4, 5]);
		assert_eq!(SetId::get(), 2);
	});
}

#[test]
fn session_should_drop_validator_while_its_organisation_is_not_in_good_standing() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		FakeMembership::set_standing(2, Standing::Suspended);
		end_sessions(2);
		assert_eq!(active(), [1, 3, 4, 5]);
		assert_eq!(status(2), Some(Status::Serving));

		FakeMembership::set_standing(2, Standing::Good);
		end_sessions(2);
		assert_eq!(active(), [1, 2, 3, 4, 5]);

		// Of two that are not, one would leave too few: the last set goes on.
		FakeMembership::set_standing(2, Standing::Expelled);
		FakeMembership::set_standing(3, Standing::Expelled);
		end_sessions(3);
		assert_eq!((active(), SetId::get()), (vec![1, 2, 3, 4, 5], 2));
	});
}

#[test]
fn session_should_keep_set_when_fewer_than_the_minimum_serve() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(2, 0));

		end_sessions(5);
		assert_eq!((active(), SetId::get()), (vec![1, 2, 3, 4], 0));

		// As soon as there are enough, the suspension takes effect.
		assert_ok!(enlist(5, 5));
		end_sessions(2);
		assert_eq!((active(), SetId::get()), (vec![1, 3, 4, 5], 1));
	});
}

#[test]
fn session_should_leave_validator_out_when_its_keys_are_gone() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(3)));

		end_sessions(2);

		assert_eq!((active(), SetId::get()), (vec![1, 2, 4, 5], 1));
	});
}

#[test]
fn session_should_prove_key_owner_when_keys_were_rotated() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(3), 33.into(), key_proof(3, 33)));
		end_sessions(2);
		assert_eq!((Authorities::get(), SetId::get()), (vec![1, 2, 33, 4], 1));

		let key = (DUMMY, 33u64.to_le_bytes());
		let proof = Historical::prove(key).unwrap();
		assert_eq!(proof.session, 2);

		// The session is past, and the keys are others again: the proof still names the owner.
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(3), 34.into(), key_proof(3, 34)));
		end_sessions(4);
		assert_eq!(Historical::check_proof(key, proof), Some((3, 3)));
		assert_eq!(SetId::get(), 2);
	});
}

#[test]
fn session_should_prove_key_owner_when_keys_were_rotated_below_the_minimum() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(3, 0));
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(3), 33.into(), key_proof(3, 33)));
		end_sessions(2);
		assert_eq!(Authorities::get(), [1, 2, 33, 4]);
		let key = (DUMMY, 33u64.to_le_bytes());
		let proof = Historical::prove(key).unwrap();

		end_sessions(3);

		assert_eq!(Historical::check_proof(key, proof), Some((3, 3)));
		assert_eq!(SetId::get(), 1);
	});
}

#[test]
fn session_should_stay_in_step_with_authorities_when_keys_are_gone_below_the_minimum() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(4)));

		end_sessions(2);

		assert_eq!(active(), [1, 2, 3]);
		assert_eq!(Authorities::get(), [1, 2, 3]);
	});
}

#[test]
fn session_should_keep_authorities_when_last_keys_are_gone() {
	ExtBuilder::default().validators(1).minimum(1).build_and_execute(|| {
		assert_ok!(Session::purge_keys(RuntimeOrigin::signed(1)));

		end_sessions(3);

		assert_eq!((Authorities::get(), SetId::get()), (vec![1], 0));
	});
}

#[test]
fn session_should_prove_key_owner_when_session_is_of_genesis() {
	ExtBuilder::default().build_and_execute(|| {
		let key = (DUMMY, 3u64.to_le_bytes());
		let proof = Historical::prove(key).unwrap();

		end_sessions(3);

		assert_eq!(Historical::check_proof(key, proof), Some((3, 3)));
	});
}

#[test]
fn session_should_prove_key_owner_when_validator_was_delisted() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(delist(5));

		let key = (DUMMY, 5u64.to_le_bytes());
		let proof = Historical::prove(key).unwrap();

		assert_eq!(Historical::check_proof(key, proof), Some((5, 5)));
	});
}

#[test]
fn manager_without_history_should_plan_the_same_set() {
	ExtBuilder::default().build_and_execute(|| {
		type Plain = ValidatorSet;
		fn new_session(index: SessionIndex) -> Option<Vec<u64>> {
			<Plain as pallet_session::SessionManager<u64>>::new_session(index)
		}

		assert_eq!(new_session(2), None);
		assert_ok!(enlist(5, 5));
		assert_eq!(new_session(2), Some(vec![1, 2, 3, 4, 5]));
		assert_eq!(new_session(3), None);
		assert_eq!(
			<Plain as pallet_session::SessionManager<u64>>::new_session_genesis(0),
			Some(vec![1, 2, 3, 4, 5])
		);
	});
}

#[test]
fn timestamp_should_follow_the_slot_of_genesis() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(SlotDurationOf::<Test>::get(), 6_000);
		assert_eq!(MinimumPeriodOf::<Test>::get(), 3_000);

		let set = |now| Timestamp::set(RuntimeOrigin::none(), now);
		Timestamp::on_initialize(1);
		assert_ok!(set(1_700_000_000_000));
		Timestamp::on_finalize(1);
		assert!(std::panic::catch_unwind(|| set(1_700_000_002_999)).is_err());
		assert_ok!(set(1_700_000_003_000));
	});
}
