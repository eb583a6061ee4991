use super::*;

fn until() -> i32 {
	term().until.unwrap()
}

#[test]
fn renew_should_extend_the_term_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::renew(signed(OFFICE), right, until() + 3652, BY_OFFICE));
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!(stored.term, Term { from: term().from, until: Some(until() + 3652) });
		let (until, by, basis) = (until() + 3652, OFFICE_ORG, BY_OFFICE);
		assert_eq!(last_event(), Event::Renewed { right, until, by, basis });
	});
}

#[test]
fn renew_should_say_so_when_it_rests_on_an_extract() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (until, basis) = (until() + 3652, extract(today()));
		let renew = |who, basis| Registry::renew(signed(who), right, until, basis);
		type E = Error<Test>;
		assert_noop!(renew(READER, BY_OFFICE), ROLE_MISSING);
		assert_noop!(renew(OFFICE, basis), ROLE_MISSING);
		assert_noop!(renew(READER, extract(today() + 2)), E::PostdatedExtract);
		let unknown = AttestationBasis::RegisterExtract { extract: digest(8), as_of: today() };
		assert_noop!(renew(READER, unknown), E::ExtractNotOnRecord);
		assert_ok!(renew(READER, basis));
		assert_eq!(last_event(), Event::Renewed { right, until, by: READER_ORG, basis });
	});
}

#[test]
fn renew_should_be_possible_when_the_term_ran_out() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(1100);
		assert!(!Rights::<Test>::get(right).unwrap().is_alive_on(today() + 1100));
		assert_ok!(Registry::renew(signed(OFFICE), right, until() + 3652, BY_OFFICE));
		assert!(Rights::<Test>::get(right).unwrap().is_alive_on(today() + 1100));
	});
}

#[test]
fn renew_should_fail_when_it_does_not_extend() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		for day in [until(), until() - 1, i32::MIN] {
			assert_noop!(
				Registry::renew(signed(OFFICE), right, day, BY_OFFICE),
				Error::<Test>::NotExtended
			);
		}
		assert_ok!(Registry::renew(signed(OFFICE), right, until() + 1, BY_OFFICE));
		// A replay.
		let again = Registry::renew(signed(OFFICE), right, until() + 1, BY_OFFICE);
		assert_noop!(again, Error::<Test>::NotExtended);
	});
}

#[test]
fn renew_should_fail_when_the_term_has_no_end() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let (list, basis) = (classes(&[MARK_CLASS]), BY_OFFICE);
		let open = Term { from: 0, until: None };
		assert_ok!(Registry::attest(signed(OFFICE), right, brand(), eu(), list, open, None, basis));
		let error = Error::<Test>::NotExtended;
		assert_noop!(Registry::renew(signed(OFFICE), right, i32::MAX, BY_OFFICE), error);
	});
}

#[test]
fn renew_should_fail_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Lapsed,
			today(),
			BY_OFFICE
		));
		let error = Error::<Test>::AlreadyEnded;
		assert_noop!(Registry::renew(signed(OFFICE), right, until() + 1, BY_OFFICE), error);
	});
}

#[test]
fn renew_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let renew = |who| Registry::renew(signed(who), right, until() + 1, BY_OFFICE);
		assert_noop!(renew(BRAND), ROLE_MISSING);
		assert_noop!(renew(READER), ROLE_MISSING);
		assert_noop!(renew(OUTSIDER), NOT_MEMBER);
		assert_noop!(renew(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(renew(OFFICE), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn renew_should_fail_when_nothing_is_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(
			Registry::renew(signed(OFFICE), right, until() + 1, BY_OFFICE),
			Error::<Test>::NoRight
		);
	});
}

#[test]
fn renew_should_fail_when_the_new_term_is_longer_than_the_law_allows() {
	ExtBuilder::build_and_execute(|| {
		let set = |years| {
			let office = Some(OFFICE_CODE);
			Registry::set_max_term(RuntimeOrigin::root(), RightKind::Design, office, years)
		};
		let design = registered(RightKind::Design, "EM400000000000001");
		assert_ok!(claim(BRAND, design, &[DESIGN_CLASS]));
		let right = design.id();
		let (list, five) = (classes(&[DESIGN_CLASS]), Term { from: 0, until: Some(1826) });
		assert_ok!(Registry::attest(
			signed(OFFICE),
			right,
			brand(),
			eu(),
			list,
			five,
			None,
			BY_OFFICE
		));
		assert_ok!(set(Some(25)));
		let renew = |until| Registry::renew(signed(OFFICE), right, until, BY_OFFICE);
		// 25 years of 365 days, seven leap days, and one that is never refused to anybody.
		assert_noop!(renew(25 * 365 + 9), Error::<Test>::TermTooLong);
		assert_ok!(renew(25 * 365 + 8));
		assert_noop!(renew(25 * 365 + 9), Error::<Test>::TermTooLong);
		assert_ok!(set(None));
		assert_ok!(renew(25 * 365 + 9));
	});
}

#[test]
fn renew_should_fail_when_the_right_is_in_no_register() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		let renew = Registry::renew(signed(OFFICE), right, until() + 1, BY_OFFICE);
		assert_noop!(renew, Error::<Test>::NotRegisterable);
	});
}

#[test]
fn renew_should_fail_when_the_basis_is_a_proof() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (by, proof) = (Substantiation::AuthorNamed, digest(9));
		let basis = AttestationBasis::Substantiated { by, proof };
		let renew = Registry::renew(signed(OFFICE), right, until() + 1, basis);
		assert_noop!(renew, Error::<Test>::UnfitBasis);
	});
}
