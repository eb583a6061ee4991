use super::*;

const GERMANY: Country = Country(*b"DE");
const SWITZERLAND: Country = Country(*b"CH");

/// An international registration with effect in Germany and France.
fn international() -> RightId {
	let ib = OfficeCode(*b"IB");
	FakeMembership::accredit(OFFICE_ORG, ib);
	FakeMembership::accredit(READER_ORG, ib);
	let number = St13::try_from("IB500000001234567").unwrap();
	let subject = RightSubject::Registered { kind: RightKind::TradeMark, office: ib, number };
	assert_ok!(claim(BRAND, subject, &[MARK_CLASS]));
	let two = Territories::of(&[GERMANY, Country(*b"FR")]).unwrap();
	let (right, list) = (subject.id(), classes(&[MARK_CLASS]));
	assert_ok!(Registry::attest(
		signed(OFFICE),
		right,
		brand(),
		two,
		list,
		term(),
		None,
		BY_OFFICE
	));
	right
}

fn since(days: i32) -> Designation {
	Designation { since: today() + days, ended: None }
}

fn refused(days: i32, as_of: i32) -> Designation {
	Designation { ended: Some((RightEnd::Refused, today() + as_of)), ..since(days) }
}

fn designate(right: RightId, country: Country, status: Designation) -> sp_runtime::DispatchResult {
	Registry::designate(signed(OFFICE), right, country, status, BY_OFFICE)
}

#[test]
fn designate_should_state_where_the_right_stands_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		let before = Rights::<Test>::get(right).unwrap();
		assert_ok!(designate(right, GERMANY, refused(-10, 0)));
		assert_eq!(Designations::<Test>::get(right, GERMANY), Some(refused(-10, 0)));
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!(stored, Right { designations: 1, ..before });
		let (country, status, by, basis) = (GERMANY, refused(-10, 0), OFFICE_ORG, BY_OFFICE);
		assert_eq!(last_event(), Event::Designated { right, country, status, by, basis });
	});
}

#[test]
fn designate_should_add_the_country_when_it_is_designated_later() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		assert_ok!(designate(right, SWITZERLAND, since(0)));
		let stored = Rights::<Test>::get(right).unwrap();
		for country in [GERMANY, Country(*b"FR"), SWITZERLAND] {
			assert!(stored.territories.contains(&country));
		}
		assert_eq!(stored.designations, 1);
		assert_ok!(designate(right, GERMANY, since(0)));
		assert_eq!(Rights::<Test>::get(right).unwrap().designations, 2);
	});
}

#[test]
fn designate_should_give_an_open_entry_its_end_when_the_first_day_is_the_same() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		assert_ok!(designate(right, GERMANY, since(-10)));
		type E = Error<Test>;
		// Nothing new, or another first day.
		assert_noop!(designate(right, GERMANY, since(-10)), E::AlreadyDesignated);
		assert_noop!(designate(right, GERMANY, since(-9)), E::AlreadyDesignated);
		assert_noop!(designate(right, GERMANY, refused(-9, 5)), E::AlreadyDesignated);
		assert_ok!(designate(right, GERMANY, refused(-10, 5)));
		assert_eq!(Rights::<Test>::get(right).unwrap().designations, 1);
		// An end is not rewritten.
		assert_noop!(designate(right, GERMANY, refused(-10, 5)), E::AlreadyEnded);
		assert_noop!(designate(right, GERMANY, refused(-10, 6)), E::AlreadyEnded);
		assert_noop!(designate(right, GERMANY, since(-10)), E::AlreadyEnded);
	});
}

#[test]
fn designate_should_say_so_when_it_rests_on_an_extract() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		let designate =
			|who, basis| Registry::designate(signed(who), right, GERMANY, since(0), basis);
		type E = Error<Test>;
		assert_noop!(designate(READER, BY_OFFICE), ROLE_MISSING);
		assert_noop!(designate(OFFICE, extract(today())), ROLE_MISSING);
		assert_noop!(designate(READER, extract(today() + 2)), E::PostdatedExtract);
		let unknown = AttestationBasis::RegisterExtract { extract: digest(8), as_of: today() };
		assert_noop!(designate(READER, unknown), E::ExtractNotOnRecord);
		let (by, proof) = (Substantiation::AuthorNamed, digest(9));
		let proven = AttestationBasis::Substantiated { by, proof };
		assert_noop!(designate(OFFICE, proven), E::UnfitBasis);
		assert_ok!(designate(READER, extract(today())));
	});
}

#[test]
fn designate_should_fail_when_the_dates_run_backwards() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		let error = Error::<Test>::BeforeTerm;
		assert_noop!(designate(right, GERMANY, since(-1001)), error);
		assert_noop!(designate(right, GERMANY, refused(0, -1)), Error::<Test>::BeforeTerm);
		// Refused as of the first day: it never had effect.
		assert_ok!(designate(right, GERMANY, refused(-1000, -1000)));
	});
}

#[test]
fn designate_should_fail_when_the_register_has_no_effect_there() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_noop!(designate(right, SWITZERLAND, since(0)), Error::<Test>::BeyondOffice);
		let nowhere = Country(*b"XX");
		assert_noop!(designate(right, nowhere, since(0)), Error::<Test>::MalformedTerritories);
	});
}

#[test]
fn designate_should_only_state_the_past_when_the_right_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		let (end, today) = (RightEnd::Lapsed, today());
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, today, BY_OFFICE));
		assert_noop!(designate(right, SWITZERLAND, since(0)), Error::<Test>::AlreadyEnded);
		// That it had been refused before is still of interest to whoever sold there.
		assert_ok!(designate(right, GERMANY, refused(-100, -50)));
	});
}

#[test]
fn designate_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = international();
		let designate = |who| Registry::designate(signed(who), right, GERMANY, since(0), BY_OFFICE);
		assert_noop!(designate(BRAND), ROLE_MISSING);
		assert_noop!(designate(OUTSIDER), NOT_MEMBER);
		assert_noop!(designate(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		let patents = RightKinds::of(&[RightKind::Patent]);
		FakeMembership::accredit_for(FOREIGN_OFFICE_ORG, OfficeCode(*b"IB"), patents);
		assert_noop!(designate(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(designate(OFFICE), NOT_IN_GOOD_STANDING);
		let origin = RuntimeOrigin::root();
		let unsigned = Registry::designate(origin, right, GERMANY, since(0), BY_OFFICE);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn designate_should_fail_when_there_is_no_register() {
	ExtBuilder::build_and_execute(|| {
		let error = Error::<Test>::NoRight;
		assert_noop!(designate(work().id(), GERMANY, since(0)), error);
		let right = substantiated_work();
		assert_noop!(designate(right, GERMANY, since(0)), Error::<Test>::NotRegisterable);
	});
}
