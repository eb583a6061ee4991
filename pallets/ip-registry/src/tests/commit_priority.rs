use super::*;

fn commit(who: u64, hash: H256) -> sp_runtime::DispatchResult {
	Registry::commit_priority(signed(who), hash)
}

#[test]
fn commit_priority_should_record_the_moment_when_a_party_signs() {
	ExtBuilder::build_and_execute(|| {
		for (who, claimant) in
			[(BRAND, brand()), (STUDIO, studio()), (AUTHOR, Owner::Account(AUTHOR))]
		{
			let commitment = commitment(claimant);
			assert_ok!(commit(who, commitment));
			let priority = Priority { moment: NOW, block: 1 };
			let stored = Commitments::<Test>::get(claimant).into_inner();
			assert_eq!(stored, [Commitment { hash: commitment, priority }]);
			assert_eq!(last_event(), Event::PriorityCommitted { claimant, commitment });
		}
	});
}

#[test]
fn commit_priority_should_fail_when_it_is_repeated() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(BRAND, SALT));
		assert_noop!(commit(BRAND, SALT), Error::<Test>::AlreadyCommitted);
		// Somebody else may have the same hash: it is of no use to him.
		assert_ok!(commit(AUTHOR, SALT));
	});
}

#[test]
fn commit_priority_should_fail_when_sixteen_are_to_be_revealed() {
	ExtBuilder::build_and_execute(|| {
		for seed in 0..16 {
			assert_ok!(commit(AUTHOR, H256::repeat_byte(seed)));
		}
		assert_noop!(commit(AUTHOR, SALT), Error::<Test>::TooManyCommitments);
		assert_ok!(commit(BRAND, SALT));
		// A year later they have expired and give way.
		pass(364);
		assert_noop!(commit(AUTHOR, SALT), Error::<Test>::TooManyCommitments);
		pass(1);
		assert_ok!(commit(AUTHOR, SALT));
		let left = Commitments::<Test>::get(Owner::Account(AUTHOR));
		assert_eq!(left.len(), 1);
		assert_eq!(left[0].priority.moment, NOW + 365 * DAY);
	});
}

#[test]
fn commit_priority_should_fail_when_the_signer_may_not_claim() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(commit(TRADER, SALT), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(commit(BRAND, SALT), NOT_IN_GOOD_STANDING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::commit_priority(origin, SALT), DispatchError::BadOrigin);
		}
	});
}
