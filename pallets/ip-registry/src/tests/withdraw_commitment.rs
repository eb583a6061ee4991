use super::*;

fn withdraw(who: u64, hash: H256) -> sp_runtime::DispatchResult {
	Registry::withdraw_commitment(signed(who), hash)
}

#[test]
fn withdraw_commitment_should_leave_nothing_when_it_was_the_last() {
	ExtBuilder::build_and_execute(|| {
		let other = H256::zero();
		for hash in [SALT, other] {
			assert_ok!(Registry::commit_priority(signed(BRAND), hash));
		}
		assert_ok!(withdraw(BRAND, SALT));
		let (claimant, commitment) = (brand(), SALT);
		assert_eq!(last_event(), Event::CommitmentWithdrawn { claimant, commitment });
		assert_eq!(Commitments::<Test>::get(brand()).len(), 1);
		assert_ok!(withdraw(BRAND, other));
		assert!(!Commitments::<Test>::contains_key(brand()));
	});
}

#[test]
fn withdraw_commitment_should_be_possible_when_it_has_expired() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Registry::commit_priority(signed(BRAND), SALT));
		pass(1000);
		assert_ok!(withdraw(BRAND, SALT));
	});
}

#[test]
fn withdraw_commitment_should_fail_when_there_is_none_of_this_party() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Registry::commit_priority(signed(BRAND), SALT));
		for who in [STUDIO, AUTHOR] {
			assert_noop!(withdraw(who, SALT), Error::<Test>::NoCommitment);
		}
		assert_noop!(withdraw(BRAND, H256::zero()), Error::<Test>::NoCommitment);
		assert_ok!(withdraw(BRAND, SALT));
		assert_noop!(withdraw(BRAND, SALT), Error::<Test>::NoCommitment);
	});
}

#[test]
fn withdraw_commitment_should_fail_when_the_signer_may_not_claim() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(withdraw(TRADER, SALT), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(withdraw(BRAND, SALT), NOT_IN_GOOD_STANDING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::withdraw_commitment(origin, SALT), DispatchError::BadOrigin);
		}
	});
}
