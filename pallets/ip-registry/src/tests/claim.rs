use super::*;

#[test]
fn claim_should_record_the_organisation_when_an_operator_signs() {
	ExtBuilder::build_and_execute(|| {
		let contents: ContentsOf<Test> = vec![digest(7), digest(8)].try_into().unwrap();
		let list = classes(&[MARK_CLASS]);
		assert_ok!(Registry::claim(
			signed(BRAND),
			mark(),
			eu(),
			list.clone(),
			Some(term()),
			contents.clone(),
			authors(&[1, 2])
		));
		let right = mark().id();
		let expected = Claim {
			subject: mark(),
			territories: eu(),
			classes: list,
			term: Some(term()),
			contents,
			authors: authors(&[1, 2]),
			claimed_at: NOW,
			claimed_in: 1,
			priority: Priority { moment: NOW, block: 1 },
			status: ClaimStatus::Claimed,
		};
		assert_eq!(Claims::<Test>::get(right, brand()), Some(expected));
		assert_eq!(last_event(), Event::Claimed { right, claimant: brand(), priority: NOW });
	});
}

#[test]
fn claim_should_record_the_account_when_it_is_no_operator() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		let right = work().id();
		let claimant = Owner::Account(AUTHOR);
		assert!(Claims::<Test>::contains_key(right, claimant));
		assert_eq!(last_event(), Event::Claimed { right, claimant, priority: NOW });
	});
}

#[test]
fn claim_should_be_open_to_creators_when_they_are_members() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(STUDIO, work(), &[]));
		assert!(Claims::<Test>::contains_key(work().id(), studio()));
	});
}

#[test]
fn claim_should_give_no_right_when_it_came_first() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(OUTSIDER);
		claim_mark(BRAND);
		claim_mark(STUDIO);
		assert!(!Rights::<Test>::contains_key(right));
		assert_eq!(Claims::<Test>::iter_prefix(right).count(), 3);
		assert_ok!(attest_mark(OFFICE, brand()));
		assert_eq!(owners_of(right), owners(&[(brand(), 100)]));
	});
}

#[test]
fn claim_should_coexist_when_the_right_is_attested_to_another() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		claim_mark(STUDIO);
		assert_eq!(owners_of(right), owners(&[(brand(), 100)]));
	});
}

#[test]
fn claim_should_not_fall_back_to_the_account_when_the_operator_may_not_act() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(claim(TRADER, work(), &[]), ROLE_MISSING);
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND_ORG, standing);
			assert_noop!(claim(BRAND, work(), &[]), NOT_IN_GOOD_STANDING);
		}
	});
}

#[test]
fn claim_should_fail_when_unsigned() {
	ExtBuilder::build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				Registry::claim(
					origin,
					work(),
					eu(),
					classes(&[]),
					None,
					Default::default(),
					authors(&[])
				),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn claim_should_fail_when_repeated() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let error = Error::<Test>::AlreadyClaimed;
		assert_noop!(claim(BRAND, mark(), &[MARK_CLASS]), error);
		assert_ok!(Registry::withdraw(signed(BRAND), right));
		assert_noop!(claim(BRAND, mark(), &[MARK_CLASS]), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn claim_should_not_be_laundered_when_it_was_refused() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(OUTSIDER);
		let claimant = Owner::Account(OUTSIDER);
		assert_ok!(Registry::refuse(signed(OFFICE), right, claimant, H256::zero()));
		assert_noop!(Registry::withdraw(signed(OUTSIDER), right), Error::<Test>::ClaimClosed);
		assert_noop!(claim(OUTSIDER, mark(), &[MARK_CLASS]), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn claim_should_fail_when_the_subject_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let garbage = St13([0xff; 17]);
		let foreign = St13::try_from("DE500000018797746").unwrap();
		for number in [garbage, foreign] {
			let kind = RightKind::TradeMark;
			let subject = RightSubject::Registered { kind, office: OFFICE_CODE, number };
			assert_noop!(claim(BRAND, subject, &[MARK_CLASS]), Error::<Test>::MalformedSubject);
		}
		let patent = RightSubject::Unregistered { kind: RightKind::Patent, fingerprint: digest(1) };
		assert_noop!(claim(BRAND, patent, &[]), Error::<Test>::MalformedSubject);
	});
}

#[test]
fn claim_should_fail_when_the_territories_are_malformed() {
	ExtBuilder::build_and_execute(|| {
		for territories in [Territories::default(), Territories([0xff; 32])] {
			let (list, none) = (classes(&[]), Default::default());
			assert_noop!(
				Registry::claim(signed(BRAND), work(), territories, list, None, none, authors(&[])),
				Error::<Test>::MalformedTerritories
			);
		}
	});
}

#[test]
fn claim_should_fail_when_the_term_is_empty() {
	ExtBuilder::build_and_execute(|| {
		for until in [today() - 1, today(), i32::MIN] {
			let term = Some(Term { from: today(), until: Some(until) });
			let (list, none) = (classes(&[]), Default::default());
			assert_noop!(
				Registry::claim(signed(BRAND), work(), eu(), list, term, none, authors(&[])),
				Error::<Test>::MalformedTerm
			);
		}
	});
}

#[test]
fn claim_should_fail_when_classes_are_malformed() {
	ExtBuilder::build_and_execute(|| {
		let nice = |class| RightClass::Nice { edition: 12, class };
		for list in [
			vec![nice(0)],
			vec![nice(46)],
			vec![RightClass::Nice { edition: 0, class: 1 }],
			vec![nice(2), nice(1)],
			vec![nice(1), nice(1)],
		] {
			assert_noop!(claim(BRAND, mark(), &list), Error::<Test>::MalformedClasses);
		}
		let all: Vec<_> = (1..=45).map(nice).collect();
		assert_ok!(claim(BRAND, mark(), &all));
	});
}

#[test]
fn claim_should_fail_when_classes_do_not_fit_the_kind() {
	ExtBuilder::build_and_execute(|| {
		let design = registered(RightKind::Design, "EM400000000000001");
		let patent = registered(RightKind::Patent, "EM100000000000001");
		for (subject, list) in [
			(mark(), vec![DESIGN_CLASS]),
			(mark(), vec![MARK_CLASS, DESIGN_CLASS]),
			(design, vec![MARK_CLASS]),
			(patent, vec![MARK_CLASS]),
			(patent, vec![DESIGN_CLASS]),
			(mark(), vec![PATENT_CLASS]),
			(work(), vec![DESIGN_CLASS]),
			(work(), vec![PATENT_CLASS]),
		] {
			assert_noop!(claim(BRAND, subject, &list), Error::<Test>::ClassMismatch);
		}
		for subject in [mark(), design] {
			assert_noop!(claim(BRAND, subject, &[]), Error::<Test>::ClassMissing);
		}
		assert_ok!(claim(BRAND, design, &[DESIGN_CLASS]));
		assert_ok!(claim(BRAND, patent, &[]));
		assert_ok!(claim(STUDIO, patent, &[PATENT_CLASS]));
	});
}

#[test]
fn claim_should_fail_when_an_author_is_named_twice() {
	ExtBuilder::build_and_execute(|| {
		let by = |seeds: &[u8]| {
			let (list, none) = (classes(&[]), Default::default());
			Registry::claim(signed(AUTHOR), work(), eu(), list, None, none, authors(seeds))
		};
		assert_noop!(by(&[1, 1]), Error::<Test>::DuplicateAuthor);
		assert_noop!(by(&[1, 2, 3, 2]), Error::<Test>::DuplicateAuthor);
		let all: Vec<u8> = (0..16).collect();
		assert_ok!(by(&all));
		assert_eq!(Registry::claims(work().id(), 0, 1).items[0].authors.len(), 16);
	});
}

#[test]
fn claim_should_index_each_digest_once_when_it_is_repeated() {
	ExtBuilder::build_and_execute(|| {
		let contents: ContentsOf<Test> = vec![digest(7), digest(1), digest(7)].try_into().unwrap();
		let list = classes(&[]);
		let made =
			Registry::claim(signed(AUTHOR), work(), eu(), list, None, contents, authors(&[]));
		assert_ok!(made);
		// The second is the fingerprint of the work too.
		for seed in [7, 1] {
			assert_eq!(ClaimsWithCount::<Test>::get(digest(seed)), 1);
		}
	});
}
