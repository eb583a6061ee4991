use super::*;

/// The brand's mark, all of it on offer to the studio.
fn offered_mark() -> RightId {
	let right = attested_mark();
	assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), ALL));
	right
}

#[test]
fn accept_assignment_should_pass_the_right_on_when_the_taker_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		pass(1);
		assert_ok!(Registry::accept_assignment(signed(STUDIO), right, brand(), ALL));
		assert_eq!(owners_of(right), owners(&[(studio(), 100)]));
		assert!(!PendingAssignment::<Test>::contains_key(right, brand()));
		let since = NOW + DAY;
		let titles = [
			TitleEntry { owners: owners(&[(brand(), 100)]), since: NOW, block: 1 },
			TitleEntry { owners: owners(&[(studio(), 100)]), since, block: 2 },
		];
		for (seq, title) in (0..).zip(titles) {
			assert_eq!(TitleHistory::<Test>::get(right, seq), Some(title));
		}
		assert_eq!(TitleCount::<Test>::get(right), 2);
		let (from, to, part) = (brand(), studio(), ALL);
		assert_eq!(last_event(), Event::Assigned { right, from, to, part });
	});
}

#[test]
fn accept_assignment_should_end_the_power_of_the_former_owner_when_done() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		assert_ok!(Registry::accept_assignment(signed(STUDIO), right, brand(), ALL));
		assert_noop!(Registry::surrender(signed(BRAND), right), Error::<Test>::NotOwner);
		// A replay.
		let again = Registry::accept_assignment(signed(STUDIO), right, brand(), ALL);
		assert_noop!(again, Error::<Test>::NotOffered);
		// And back.
		assert_ok!(Registry::offer_assignment(signed(STUDIO), right, brand(), ALL));
		assert_ok!(Registry::accept_assignment(signed(BRAND), right, studio(), ALL));
		assert_eq!(TitleCount::<Test>::get(right), 3);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_signer_is_not_the_taker() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		let accept = |who| Registry::accept_assignment(signed(who), right, brand(), ALL);
		for who in [BRAND, AUTHOR, OUTSIDER] {
			assert_noop!(accept(who), Error::<Test>::NotTaker);
		}
		assert_noop!(accept(TRADER), ROLE_MISSING);
		FakeMembership::set_standing(STUDIO_ORG, Standing::Suspended);
		assert_noop!(accept(STUDIO), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_part_is_not_the_one_that_the_taker_names() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		let accept = |part| Registry::accept_assignment(signed(STUDIO), right, brand(), part);
		// The owner puts a small part in the place of the whole, just before the taker accepts.
		assert_ok!(Registry::cancel_assignment(signed(BRAND), right, brand()));
		let (small, bait) = (Permill::from_parts(1), studio());
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, bait, small));
		for part in [ALL, Permill::zero(), Permill::from_parts(2)] {
			assert_noop!(accept(part), Error::<Test>::OtherPart);
		}
		assert_ok!(accept(small));
	});
}

#[test]
fn accept_assignment_should_fail_when_nothing_is_offered() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_noop!(
			Registry::accept_assignment(signed(STUDIO), right, brand(), ALL),
			Error::<Test>::NotOffered
		);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_right_has_ended_meanwhile() {
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		let (end, today) = (RightEnd::Revoked, today());
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE));
		let accept = Registry::accept_assignment(signed(STUDIO), right, brand(), ALL);
		assert_noop!(accept, Error::<Test>::AlreadyEnded);
		assert_ok!(Registry::cancel_assignment(signed(STUDIO), right, brand()));
	});
	ExtBuilder::build_and_execute(|| {
		let right = offered_mark();
		pass(1000);
		let accept = Registry::accept_assignment(signed(STUDIO), right, brand(), ALL);
		assert_noop!(accept, Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn accept_assignment_should_make_the_taker_a_co_owner_when_a_part_was_offered() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let author = Owner::Account(AUTHOR);
		assign(right, (BRAND, brand()), (STUDIO, studio()), 40);
		assert_eq!(owners_of(right), owners(&[(brand(), 60), (studio(), 40)]));
		assign(right, (STUDIO, studio()), (AUTHOR, author), 10);
		let three = owners(&[(brand(), 60), (studio(), 30), (author, 10)]);
		assert_eq!(owners_of(right), three);
		// Who is an owner gets more; the order stays.
		assign(right, (AUTHOR, author), (STUDIO, studio()), 5);
		let three = owners(&[(brand(), 60), (studio(), 35), (author, 5)]);
		assert_eq!(owners_of(right), three);
		// Who has nothing left drops out, and comes last if he comes back.
		assign(right, (BRAND, brand()), (AUTHOR, author), 60);
		assert_eq!(owners_of(right), owners(&[(studio(), 35), (author, 65)]));
		assign(right, (AUTHOR, author), (BRAND, brand()), 25);
		let three = owners(&[(studio(), 35), (author, 40), (brand(), 25)]);
		assert_eq!(owners_of(right), three);
		// The chain of title keeps all owners of each link.
		let titles = Registry::titles(right, 0, 100).items;
		let firsts: Vec<_> = titles.iter().map(|title| title.owners[0].owner).collect();
		assert_eq!(firsts, [brand(), brand(), brand(), brand(), studio(), studio()]);
		let third = owners(&[(brand(), 60), (studio(), 30), (author, 10)]);
		assert_eq!(titles[2].owners, third.into_inner());
	});
}

#[test]
fn accept_assignment_should_leave_the_offers_of_co_owners_when_one_is_accepted() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 50);
		let (author, half) = (Owner::Account(AUTHOR), Permill::from_percent(50));
		for who in [BRAND, STUDIO] {
			assert_ok!(Registry::offer_assignment(signed(who), right, author, half));
		}
		assert_ok!(Registry::accept_assignment(signed(AUTHOR), right, studio(), half));
		assert_eq!(owners_of(right), owners(&[(brand(), 50), (author, 50)]));
		assert_ok!(Registry::accept_assignment(signed(AUTHOR), right, brand(), half));
		assert_eq!(owners_of(right), owners(&[(author, 100)]));
	});
}

#[test]
fn accept_assignment_should_fail_when_there_would_be_seventeen_owners() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		for who in 100..115 {
			assign(right, (BRAND, brand()), (who, Owner::Account(who)), 1);
		}
		assert_eq!(owners_of(right).len(), 16);
		let (last, next) = (Owner::Account(200), Owner::Account(201));
		let one = Permill::from_percent(1);
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, last, one));
		let accept = Registry::accept_assignment(signed(200), right, brand(), one);
		assert_noop!(accept, Error::<Test>::TooManyOwners);
		// Who gives all that he has makes room.
		assert_ok!(Registry::offer_assignment(signed(100), right, next, one));
		assert_ok!(Registry::accept_assignment(signed(201), right, Owner::Account(100), one));
		assert_eq!(owners_of(right).len(), 16);
	});
}

#[test]
fn accept_assignment_should_fail_when_the_part_was_taken_from_the_offerer() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 50);
		let (author, half) = (Owner::Account(AUTHOR), Permill::from_percent(50));
		for who in [BRAND, STUDIO] {
			assert_ok!(Registry::offer_assignment(signed(who), right, author, half));
		}
		let upheld = Decision::Upheld { as_of: today() };
		assert_ok!(challenge(OUTSIDER, right, Relief::Entitlement));
		assert_ok!(Registry::decide_challenge(signed(OFFICE), right, 0, upheld, H256::zero()));
		let accept = |from| Registry::accept_assignment(signed(AUTHOR), right, from, half);
		assert_noop!(accept(brand()), Error::<Test>::NotOwner);
		// One of them buys less back than he had offered.
		assign(right, (OUTSIDER, Owner::Account(OUTSIDER)), (BRAND, brand()), 49);
		assert_noop!(accept(brand()), Error::<Test>::PartExceeded);
		for from in [brand(), studio()] {
			assert_ok!(Registry::cancel_assignment(signed(AUTHOR), right, from));
		}
	});
}
