use super::*;

const NICE_3: RightClass = RightClass::Nice { edition: 12, class: 3 };

/// A mark that is registered for two classes.
fn wide_mark() -> RightId {
	let right = claim_mark(BRAND);
	let (list, basis) = (classes(&[NICE_3, MARK_CLASS]), BY_OFFICE);
	assert_ok!(Registry::attest(signed(OFFICE), right, brand(), eu(), list, term(), None, basis));
	right
}

fn limit(who: u64, right: RightId, left: &[RightClass]) -> sp_runtime::DispatchResult {
	Registry::limit(signed(who), right, classes(left), None, today(), BY_OFFICE)
}

#[test]
fn limit_should_leave_a_part_and_keep_what_there_was_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let (left, specification) = (classes(&[MARK_CLASS]), Some(H256::repeat_byte(4)));
		let as_of = today() - 5;
		pass(1);
		let call =
			Registry::limit(signed(OFFICE), right, left.clone(), specification, as_of, BY_OFFICE);
		assert_ok!(call);
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!((stored.classes, stored.limitations), (left.clone(), 1));
		let (by, basis) = (OFFICE_ORG, BY_OFFICE);
		let event = Event::Limited { right, classes: left, specification, as_of, by, basis };
		assert_eq!(last_event(), event);
		let page = Registry::limitations(right, 0, 100);
		let [kept] = page.items.as_slice() else { panic!("one") };
		assert_eq!(kept.before, [NICE_3, MARK_CLASS]);
		assert_eq!((kept.specification, kept.as_of, kept.by), (specification, as_of, by));
		assert_eq!((kept.at, kept.block), (NOW + DAY, 2));
		let facts = Registry::right_record(right).unwrap();
		assert_eq!((facts.classes, facts.limitations), (vec![MARK_CLASS], 1));
	});
}

#[test]
fn limit_should_narrow_the_goods_within_a_class_when_their_list_is_named() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let same = || classes(&[MARK_CLASS]);
		let limit = |list| Registry::limit(signed(OFFICE), right, same(), list, today(), BY_OFFICE);
		assert_noop!(limit(None), Error::<Test>::NotLimited);
		assert_ok!(limit(Some(H256::repeat_byte(4))));
		assert_ok!(limit(Some(H256::repeat_byte(5))));
		assert_eq!(Rights::<Test>::get(right).unwrap().limitations, 2);
	});
}

#[test]
fn limit_should_fail_when_nothing_would_be_left_or_more_than_there_was() {
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let nice_9 = RightClass::Nice { edition: 12, class: 9 };
		type E = Error<Test>;
		assert_noop!(limit(OFFICE, right, &[]), E::ClassMissing);
		assert_noop!(limit(OFFICE, right, &[nice_9]), E::NotLimited);
		assert_noop!(limit(OFFICE, right, &[NICE_3, nice_9]), E::NotLimited);
		assert_noop!(limit(OFFICE, right, &[NICE_3, MARK_CLASS]), E::NotLimited);
		assert_noop!(limit(OFFICE, right, &[MARK_CLASS, NICE_3]), E::MalformedClasses);
		assert_noop!(limit(OFFICE, right, &[DESIGN_CLASS]), E::ClassMismatch);
		assert_ok!(limit(OFFICE, right, &[NICE_3]));
		// What was given up does not come back.
		assert_noop!(limit(OFFICE, right, &[NICE_3, MARK_CLASS]), E::NotLimited);
	});
}

#[test]
fn limit_should_fail_when_the_right_has_ended_or_the_day_is_before_it() {
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let left = || classes(&[MARK_CLASS]);
		let early = term().from - 1;
		let call = Registry::limit(signed(OFFICE), right, left(), None, early, BY_OFFICE);
		assert_noop!(call, Error::<Test>::BeforeTerm);
		let end = RightEnd::Lapsed;
		assert_ok!(Registry::record_end(signed(OFFICE), right, end, today(), BY_OFFICE));
		assert_noop!(limit(OFFICE, right, &[MARK_CLASS]), Error::<Test>::AlreadyEnded);
		let unknown = H256::repeat_byte(1);
		assert_noop!(limit(OFFICE, unknown, &[MARK_CLASS]), Error::<Test>::NoRight);
	});
}

#[test]
fn limit_should_fail_when_the_day_is_to_come() {
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let on = |day| {
			Registry::limit(signed(OFFICE), right, classes(&[MARK_CLASS]), None, day, BY_OFFICE)
		};
		assert_noop!(on(today() + 1), Error::<Test>::DayToCome);
		pass(1);
		assert_ok!(on(today() + 1));
	});
}

#[test]
fn limit_should_take_a_class_from_the_right_from_its_day_on() {
	use tracemark_primitives::traits::RightsInspect;
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let has_lost = |class, at| <Registry as RightsInspect<u64>>::has_lost(&right, &class, at);
		let in_class = |class| Registry::rights_in_class(class, Country(*b"DE"), 0, 100).items;
		assert!(!has_lost(NICE_3, NOW));
		assert_eq!(in_class(NICE_3), [right]);
		let as_of = today() - 5;
		let left = classes(&[MARK_CLASS]);
		assert_ok!(Registry::limit(signed(OFFICE), right, left, None, as_of, BY_OFFICE));
		let day = as_of as u64 * DAY;
		// In every edition of the classification.
		let older = RightClass::Nice { edition: 11, class: 3 };
		for class in [NICE_3, older] {
			assert_eq!((has_lost(class, day - 1), has_lost(class, day)), (false, true));
			assert_eq!(in_class(class), []);
		}
		assert!(!has_lost(MARK_CLASS, NOW));
		assert_eq!(in_class(MARK_CLASS), [right]);
	});
}

#[test]
fn limit_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = wide_mark();
		let call = |who| limit(who, right, &[MARK_CLASS]);
		assert_noop!(call(BRAND), ROLE_MISSING);
		assert_noop!(call(READER), ROLE_MISSING);
		assert_noop!(call(OUTSIDER), NOT_MEMBER);
		assert_noop!(call(FOREIGN_OFFICE), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(call(OFFICE), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn limit_should_rest_on_an_extract_or_for_a_right_in_no_register_on_a_judgment() {
	ExtBuilder::build_and_execute(|| {
		let mark = wide_mark();
		let left = || classes(&[MARK_CLASS]);
		let read = |basis| Registry::limit(signed(READER), mark, left(), None, today(), basis);
		let unknown = AttestationBasis::RegisterExtract { extract: digest(8), as_of: today() };
		assert_noop!(read(unknown), Error::<Test>::ExtractNotOnRecord);
		assert_ok!(read(extract(today())));

		let work = substantiated_work();
		let list = Some(H256::repeat_byte(4));
		let limit = |who, basis| {
			Registry::limit(signed(who), work, Default::default(), list, today(), basis)
		};
		assert_noop!(limit(OFFICE, BY_OFFICE), Error::<Test>::UnfitBasis);
		let (by, proof) = (Substantiation::Judgment, digest(9));
		assert_ok!(limit(COURT, AttestationBasis::Substantiated { by, proof }));
	});
}
