use super::*;

fn commit(who: u64, claimant: Owner<u64>) {
	assert_ok!(Registry::commit_priority(signed(who), commitment(claimant)));
}

#[test]
fn reveal_should_give_the_claim_the_time_of_the_commitment_when_the_salt_fits() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		pass(100);
		// Somebody else is first to claim in the open.
		let right = claim_mark(STUDIO);
		pass(1);
		assert_ok!(reveal_mark(BRAND, SALT));
		assert_eq!(last_event(), Event::Claimed { right, claimant: brand(), priority: NOW });
		let claim = Claims::<Test>::get(right, brand()).unwrap();
		assert_eq!(claim.priority, Priority { moment: NOW, block: 1 });
		assert_eq!((claim.claimed_at, claim.claimed_in), (NOW + 101 * DAY, 3));
		assert_eq!(claim.status, ClaimStatus::Claimed);
		// The open claim has its own time.
		let open = Claims::<Test>::get(right, studio()).unwrap();
		assert_eq!(open.priority, Priority { moment: NOW + 100 * DAY, block: 2 });
		// What was revealed is used up.
		assert!(!Commitments::<Test>::contains_key(brand()));
	});
}

#[test]
fn reveal_should_give_nothing_when_the_commitment_was_copied() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		// The hash is seen on chain and committed again under another name.
		for who in [STUDIO, AUTHOR] {
			commit(who, brand());
		}
		pass(1);
		assert_ok!(reveal_mark(BRAND, SALT));
		// Now everybody knows subject and salt: still the copied hash is over another claimant.
		for who in [STUDIO, AUTHOR] {
			assert_noop!(reveal_mark(who, SALT), Error::<Test>::NoCommitment);
		}
	});
}

#[test]
fn reveal_should_give_nothing_when_it_is_copied_from_the_pool() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		pass(10);
		// The copier lands first, by the same call, then by what is left to him.
		assert_noop!(reveal_mark(STUDIO, SALT), Error::<Test>::NoCommitment);
		commit(STUDIO, studio());
		assert_ok!(reveal_mark(STUDIO, SALT));
		assert_ok!(reveal_mark(BRAND, SALT));
		let priority = |owner| Claims::<Test>::get(mark().id(), owner).unwrap().priority.moment;
		assert_eq!((priority(brand()), priority(studio())), (NOW, NOW + 10 * DAY));
	});
}

#[test]
fn reveal_should_fail_when_the_commitment_is_over_something_else() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(reveal_mark(BRAND, SALT), Error::<Test>::NoCommitment);
		commit(BRAND, brand());
		assert_noop!(reveal_mark(BRAND, H256::zero()), Error::<Test>::NoCommitment);
		let (list, none, by) = (classes(&[]), Default::default(), authors(&[]));
		let other = Registry::reveal(signed(BRAND), work(), eu(), list, None, none, by, SALT);
		assert_noop!(other, Error::<Test>::NoCommitment);
	});
}

#[test]
fn reveal_should_fail_when_the_commitment_has_expired() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		commit(STUDIO, studio());
		pass(364);
		assert_ok!(reveal_mark(STUDIO, SALT));
		pass(1);
		assert_noop!(reveal_mark(BRAND, SALT), Error::<Test>::CommitmentExpired);
	});
}

#[test]
fn reveal_should_fail_when_the_claim_itself_would() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		claim_mark(BRAND);
		assert_noop!(reveal_mark(BRAND, SALT), Error::<Test>::AlreadyClaimed);
		commit(STUDIO, studio());
		let reveal = |list: &[RightClass], seeds: &[u8]| {
			let (list, none, by) = (classes(list), Default::default(), authors(seeds));
			Registry::reveal(signed(STUDIO), mark(), eu(), list, None, none, by, SALT)
		};
		assert_noop!(reveal(&[], &[]), Error::<Test>::ClassMissing);
		assert_noop!(reveal(&[MARK_CLASS], &[1, 1]), Error::<Test>::DuplicateAuthor);
		assert_ok!(reveal(&[MARK_CLASS], &[1]));
		assert_eq!(Claims::<Test>::get(mark().id(), studio()).unwrap().authors, authors(&[1]));
	});
}

#[test]
fn reveal_should_fail_when_the_signer_may_not_claim() {
	ExtBuilder::build_and_execute(|| {
		commit(BRAND, brand());
		assert_noop!(reveal_mark(TRADER, SALT), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(reveal_mark(BRAND, SALT), NOT_IN_GOOD_STANDING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let (list, none, by) = (classes(&[MARK_CLASS]), Default::default(), authors(&[]));
			let reveal = Registry::reveal(origin, mark(), eu(), list, None, none, by, SALT);
			assert_noop!(reveal, DispatchError::BadOrigin);
		}
	});
}
