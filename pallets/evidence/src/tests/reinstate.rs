//! `reinstate`: once, of one's own deposit, and never as if it had not been revoked.

use super::*;

const HOUR: u64 = REVOCABLE_AFTER;

/// Revokes a deposit an hour after now, and gives the time.
fn revoked(operator: u64, digest: Digest, number: u32) -> u64 {
	let at = passed(HOUR);
	assert_ok!(revoke(operator, digest, number));
	at
}

/// Lets time pass, and gives the time then.
fn passed(time: u64) -> u64 {
	let now = pallet_timestamp::Now::<Test>::get() + time;
	advance_to(System::block_number() + 1, now);
	now
}

fn status(digest: Digest) -> RecordStatus {
	Records::<Test>::get(digest).unwrap().status
}

#[test]
fn reinstate_should_let_the_digest_stand_from_then_on_when_no_deposit_was_left() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let before = Records::<Test>::get(sha256(1)).unwrap();
		let at = revoked(MONITOR, sha256(1), 0);
		let revocation = Revocations::<Test>::get(sha256(1), 0).unwrap();
		let since = passed(DAY);
		assert_ok!(reinstate(MONITOR, sha256(1), 0));

		// That it was revoked stays, and the time before it is not given back.
		let again_since = Some(since);
		let status = RecordStatus::Revoked { last: 0, left: 1, at, again_since };
		assert_eq!(Records::<Test>::get(sha256(1)), Some(Record { status, ..before }));
		let operator = org(MONITOR);
		let block = System::block_number() as u32;
		let reinstated = Some(Reversal { operator, block, moment: since, ground: GROUND });
		let reinstated = Revocation { reinstated, ..revocation };
		assert_eq!(Revocations::<Test>::get(sha256(1), 0), Some(reinstated));
		assert!(Revokers::<Test>::contains_key(sha256(1), org(MONITOR)));
		assert_eq!(Evidence::stands_since(&sha256(1)), again_since);
		assert_last_event(Event::Reinstated {
			digest: sha256(1),
			number: 0,
			by: org(MONITOR),
			ground: GROUND,
			stands: true,
			again_since,
		});
		let acts = Evidence::timeline(sha256(1), 0, 9).items.into_iter().map(|it| it.act);
		let number = 0;
		assert_eq!(
			acts.collect::<Vec<_>>(),
			[
				RecordAct::Deposited { number },
				RecordAct::Revoked { number },
				RecordAct::Reinstated { number }
			]
		);
	});
}

#[test]
fn reinstate_should_leave_the_time_alone_when_another_deposit_had_stood_throughout() {
	ExtBuilder.build_and_execute(|| {
		anchor(CARRIER, sha256(1));
		anchor(MONITOR, sha256(1));
		let at = revoked(CARRIER, sha256(1), 0);
		passed(DAY);
		assert_ok!(reinstate(CARRIER, sha256(1), 0));

		let again_since = None;
		assert_eq!(status(sha256(1)), RecordStatus::Revoked { last: 1, left: 2, at, again_since });
		assert_last_event(Event::Reinstated {
			digest: sha256(1),
			number: 0,
			by: org(CARRIER),
			ground: GROUND,
			stands: true,
			again_since,
		});
		// It stands by the other when it is revoked again, and by itself when the other is.
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		assert_ok!(revoke(MONITOR, sha256(1), 1));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(NOW));
		assert_ok!(revoke(CARRIER, sha256(1), 0));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		// And since later, if all are taken back before.
		let since = passed(DAY);
		assert_ok!(reinstate(MONITOR, sha256(1), 1));
		assert_eq!(Evidence::stands_since(&sha256(1)), Some(since));
	});
}

#[test]
fn reinstate_should_be_possible_once_when_the_deposit_is_revoked_again() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let at = revoked(MONITOR, sha256(1), 0);
		let since = passed(DAY);
		assert_ok!(reinstate(MONITOR, sha256(1), 0));
		assert_noop!(reinstate(MONITOR, sha256(1), 0), Error::<Test>::AlreadyReinstated);
		let before = Revocations::<Test>::get(sha256(1), 0).unwrap();
		let moment = passed(DAY);
		assert_ok!(revoke(MONITOR, sha256(1), 0));

		assert_last_event(Event::Revoked {
			digest: sha256(1),
			number: 0,
			by: org(MONITOR),
			ground: GROUND,
			stands: false,
		});
		let (operator, block) = (org(MONITOR), System::block_number() as u32);
		let revoked_again = Some(Reversal { operator, block, moment, ground: GROUND });
		let after = Revocation { revoked_again, ..before };
		assert_eq!(Revocations::<Test>::get(sha256(1), 0), Some(after));
		let again_since = Some(since);
		assert_eq!(status(sha256(1)), RecordStatus::Revoked { last: 0, left: 0, at, again_since });
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		let last = Evidence::timeline(sha256(1), 3, 9).items;
		let acts: Vec<_> = last.into_iter().map(|it| it.act).collect();
		assert_eq!(acts, [RecordAct::RevokedAgain { number: 0 }]);
		// For good.
		assert_noop!(reinstate(MONITOR, sha256(1), 0), Error::<Test>::AlreadyReinstated);
		assert_noop!(revoke(MONITOR, sha256(1), 0), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn reinstate_should_not_count_a_deposit_when_it_came_after_a_revocation() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		let at = revoked(MONITOR, sha256(1), 0);
		// Deposited meanwhile, by somebody else and by the same.
		anchor(BRAND, sha256(1));
		anchor(MONITOR, sha256(1));
		revoked(BRAND, sha256(1), 1);
		assert_ok!(reinstate(BRAND, sha256(1), 1));
		assert_last_event(Event::Reinstated {
			digest: sha256(1),
			number: 1,
			by: org(BRAND),
			ground: GROUND,
			stands: false,
			again_since: None,
		});
		assert_eq!(Evidence::stands_since(&sha256(1)), None);

		let since = passed(DAY);
		assert_ok!(reinstate(MONITOR, sha256(1), 0));
		let again_since = Some(since);
		assert_eq!(status(sha256(1)), RecordStatus::Revoked { last: 0, left: 1, at, again_since });
		// Nor when the one that counts is revoked again.
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
		anchor(BRAND, sha256(1));
		assert_eq!(Evidence::stands_since(&sha256(1)), None);
	});
}

#[test]
fn reinstate_should_take_no_time_from_whoever_opens_a_leaf_of_an_older_batch() {
	ExtBuilder.build_and_execute(|| {
		let (batch, leaf) = (Batch::of(3), sha256(1));
		batch.anchor(BRAND);
		// Somebody who was shown the path deposits the leaf, revokes it and takes that back.
		passed(HOUR);
		anchor(CARRIER, leaf);
		revoked(CARRIER, leaf, 0);
		let since = passed(DAY);
		assert_ok!(reinstate(CARRIER, leaf, 0));
		assert_eq!(Evidence::stands_since(&leaf), Some(since));
		assert_ok!(batch.open(BRAND, 0, 0));
		assert_eq!(Evidence::stands_since(&leaf), Some(NOW));
		// The leaf was revoked by nobody else since: what the other takes back changes nothing.
		assert_ok!(revoke(CARRIER, leaf, 0));
		assert_eq!(Evidence::stands_since(&leaf), Some(NOW));
	});
}

#[test]
fn reinstate_should_open_no_leaf_when_the_batch_or_the_leaf_was_revoked() {
	ExtBuilder.build_and_execute(|| {
		let (batch, leaf) = (Batch::of(3), sha256(1));
		batch.anchor(MONITOR);
		anchor(MONITOR, leaf);
		revoked(MONITOR, leaf, 0);
		assert_ok!(reinstate(MONITOR, leaf, 0));
		assert_noop!(batch.open(MONITOR, 0, 0), Error::<Test>::OwnRevocation);

		// The leaf would bear the time of the batch, and show no revocation.
		assert_ok!(revoke(MONITOR, batch.digest(), 0));
		assert_ok!(reinstate(MONITOR, batch.digest(), 0));
		assert!(Evidence::stands_since(&batch.digest()).is_some());
		assert_noop!(batch.open(MONITOR, 0, 1), Error::<Test>::RevokedBatch);
	});
}

#[test]
fn reinstate_should_let_the_deposit_be_used_again_when_it_counts() {
	ExtBuilder.build_and_execute(|| {
		[1, 2].into_iter().for_each(|byte| anchor(MONITOR, sha256(byte)));
		let (origin, own) = (RuntimeOrigin::signed(MONITOR), Entitlement::Depositor { number: 0 });
		let supersede =
			|| Evidence::supersede(origin.clone(), sha256(1), own, sha256(2), 0, GROUND);
		revoked(MONITOR, sha256(2), 0);
		assert_noop!(supersede(), Error::<Test>::SuccessorNotStanding);
		assert_ok!(reinstate(MONITOR, sha256(2), 0));
		assert_ok!(supersede());
		// What is replaced is revoked and reinstated beside that.
		assert_ok!(revoke(MONITOR, sha256(1), 0));
		assert_ok!(reinstate(MONITOR, sha256(1), 0));
		assert_eq!(
			Supersessions::<Test>::get(sha256(1), org(MONITOR)).unwrap().successor,
			sha256(2)
		);
	});
}

#[test]
fn reinstate_should_refuse_when_the_deposit_is_not_revoked() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		assert_noop!(reinstate(MONITOR, sha256(1), 0), Error::<Test>::NotRevoked);
		anchor(MONITOR, sha256(1));
		revoked(MONITOR, sha256(1), 0);
		assert_noop!(reinstate(MONITOR, sha256(1), 1), Error::<Test>::NotRevoked);
	});
}

#[test]
fn reinstate_should_refuse_when_another_organisation_made_the_deposit() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		anchor(BRAND, sha256(1));
		revoked(MONITOR, sha256(1), 0);
		assert_ok!(revoke(BRAND, sha256(1), 1));
		// Neither who made another deposit nor an authority.
		for (operator, number) in [(BRAND, 0), (MONITOR, 1), (CUSTOMS, 0), (COURT, 1)] {
			assert_noop!(reinstate(operator, sha256(1), number), Error::<Test>::NotDepositor);
		}
	});
}

#[test]
fn reinstate_should_refuse_when_the_deposit_is_unknown() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(reinstate(MONITOR, sha256(1), 0), Error::<Test>::UnknownDigest);
		anchor(MONITOR, sha256(1));
		revoked(MONITOR, sha256(1), 0);
		for number in [1, u32::MAX] {
			assert_noop!(reinstate(MONITOR, sha256(1), number), Error::<Test>::UnknownDeposit);
		}
	});
}

#[test]
fn reinstate_should_refuse_when_the_signer_may_not_act() {
	ExtBuilder.build_and_execute(|| {
		anchor(MONITOR, sha256(1));
		revoked(MONITOR, sha256(1), 0);
		refuse_who_may_not_act(MONITOR, |origin| Evidence::reinstate(origin, sha256(1), 0, GROUND));
	});
}

#[test]
fn reinstate_should_count_no_further_when_the_timeline_is_at_its_end() {
	ExtBuilder.build().execute_with(|| {
		anchor(MONITOR, sha256(1));
		revoked(MONITOR, sha256(1), 0);
		ActCount::<Test>::insert(sha256(1), u32::MAX);
		let overflow = DispatchError::Arithmetic(sp_runtime::ArithmeticError::Overflow);
		// What was written before it is rolled back.
		assert_noop!(
			frame_support::storage::with_storage_layer(|| reinstate(MONITOR, sha256(1), 0)),
			overflow
		);
	});
}
