use super::*;

#[test]
fn record_end_should_take_effect_at_its_date_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let as_of = today() - 10;
		assert_ok!(Registry::record_end(
			signed(OFFICE),
			right,
			RightEnd::Revoked,
			as_of,
			BY_OFFICE
		));
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!(stored.ended, Some((RightEnd::Revoked, as_of)));
		assert!(stored.is_alive_on(as_of - 1) && !stored.is_alive_on(as_of));
		let (end, by, basis) = (RightEnd::Revoked, OFFICE_ORG, BY_OFFICE);
		assert_eq!(last_event(), Event::Ended { right, end, as_of, by, basis });
	});
}

#[test]
fn record_end_should_reach_back_to_the_beginning_when_the_right_is_invalid() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let record = |as_of| {
			Registry::record_end(signed(OFFICE), right, RightEnd::Revoked, as_of, BY_OFFICE)
		};
		for as_of in [term().from - 1, i32::MIN] {
			assert_noop!(record(as_of), Error::<Test>::BeforeTerm);
		}
		assert_ok!(record(term().from));
	});
}

#[test]
fn record_end_should_say_so_when_it_rests_on_an_extract() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (as_of, basis) = (today() - 10, extract(today()));
		let record =
			|who, basis| Registry::record_end(signed(who), right, RightEnd::Lapsed, as_of, basis);
		type E = Error<Test>;
		assert_noop!(record(READER, BY_OFFICE), ROLE_MISSING);
		assert_noop!(record(OFFICE, basis), ROLE_MISSING);
		assert_noop!(record(READER, extract(today() + 2)), E::PostdatedExtract);
		let unknown = AttestationBasis::RegisterExtract { extract: digest(8), as_of: today() };
		assert_noop!(record(READER, unknown), E::ExtractNotOnRecord);
		assert_ok!(record(READER, basis));
		let (end, by) = (RightEnd::Lapsed, READER_ORG);
		assert_eq!(Rights::<Test>::get(right).unwrap().ended, Some((end, as_of)));
		assert_eq!(last_event(), Event::Ended { right, end, as_of, by, basis });
	});
}

#[test]
fn record_end_should_be_possible_when_the_term_ran_out() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		pass(2000);
		let until = term().until.unwrap();
		assert_ok!(Registry::record_end(signed(OFFICE), right, RightEnd::Lapsed, until, BY_OFFICE));
	});
}

#[test]
fn record_end_should_fail_when_an_end_is_on_record() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let record =
			|end, as_of| Registry::record_end(signed(OFFICE), right, end, as_of, BY_OFFICE);
		// Also while that end lies ahead.
		assert_ok!(record(RightEnd::Lapsed, today() + 10));
		assert_noop!(record(RightEnd::Lapsed, today() + 10), Error::<Test>::AlreadyEnded);
		assert_noop!(record(RightEnd::Revoked, today()), Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn record_end_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let record =
			|who| Registry::record_end(signed(who), right, RightEnd::Lapsed, today(), BY_OFFICE);
		assert_noop!(record(BRAND), ROLE_MISSING);
		assert_noop!(record(READER), ROLE_MISSING);
		assert_noop!(record(OUTSIDER), NOT_MEMBER);
		assert_noop!(record(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(record(OFFICE), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn record_end_should_fail_when_nothing_is_attested() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(
			Registry::record_end(signed(OFFICE), right, RightEnd::Lapsed, today(), BY_OFFICE),
			Error::<Test>::NoRight
		);
	});
}

#[test]
fn record_end_should_need_a_judgment_when_the_right_is_in_no_register() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		let end = |who, basis| {
			Registry::record_end(signed(who), right, RightEnd::Revoked, today(), basis)
		};
		let proven = |by, proof| AttestationBasis::Substantiated { by, proof };
		let judgment = proven(Substantiation::Judgment, digest(9));
		type E = Error<Test>;
		assert_noop!(end(OFFICE, BY_OFFICE), E::UnfitBasis);
		assert_noop!(end(READER, extract(today())), E::UnfitBasis);
		assert_noop!(end(NOTARY, proven(Substantiation::Notary, digest(9))), E::UnfitBasis);
		assert_noop!(end(NOTARY, judgment), ROLE_MISSING);
		let unknown = proven(Substantiation::Judgment, digest(8));
		assert_noop!(end(COURT, unknown), E::ProofNotOnRecord);
		assert_ok!(end(COURT, judgment));
		let (end, as_of, by, basis) = (RightEnd::Revoked, today(), COURT_ORG, judgment);
		assert_eq!(Rights::<Test>::get(right).unwrap().ended, Some((end, as_of)));
		assert_eq!(last_event(), Event::Ended { right, end, as_of, by, basis });
	});
}

#[test]
fn record_end_should_fail_when_a_judgment_is_about_what_stands_in_a_register() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		FakeMembership::accredit(COURT_ORG, OFFICE_CODE);
		let (by, proof) = (Substantiation::Judgment, digest(9));
		let basis = AttestationBasis::Substantiated { by, proof };
		let end = Registry::record_end(signed(COURT), right, RightEnd::Revoked, today(), basis);
		assert_noop!(end, Error::<Test>::UnfitBasis);
	});
}

#[test]
fn record_end_should_fail_when_the_right_would_be_refused() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let (end, today) = (RightEnd::Refused, today());
		let refused = Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE);
		assert_noop!(refused, Error::<Test>::UnfitEnd);
	});
}
