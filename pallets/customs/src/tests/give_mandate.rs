use super::*;

#[test]
fn give_mandate_should_record_who_agreed_when_principal_signs() {
	ExtBuilder::default().without_mandates().build_and_execute(|| {
		assert_ok!(Customs::give_mandate(signed(IMPORTER.into()), BROKER));
		let mandate = Mandate { since: NOW, operator: IMPORTER, until: None };
		assert_eq!(Customs::mandate(IMPORTER, BROKER), Some((0, mandate)));
		assert_eq!(Customs::mandate(BROKER, IMPORTER), None);
		assert_last(Event::MandateGiven { principal: IMPORTER, agent: BROKER });
	});
}

#[test]
fn give_mandate_should_pass_when_any_member_signs() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Customs::give_mandate(signed(OFFICER), BROKER));
	});
}

#[test]
fn give_mandate_should_date_it_anew_when_it_was_withdrawn_between() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Customs::withdraw_mandate(signed(IMPORTER.into()), BROKER));
		Timestamp::set_timestamp(NOW + 6_000);
		mandate(IMPORTER, BROKER);
		assert_eq!(Customs::mandate(IMPORTER, BROKER).unwrap().1.since, NOW + 6_000);
	});
}

#[test]
fn give_mandate_should_fail_when_caller_acts_for_no_member_in_good_standing() {
	ExtBuilder::default().without_mandates().build_and_execute(|| {
		let give = |origin| Customs::give_mandate(origin, BROKER);
		assert_noop!(give(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(give(signed(OUTSIDER)), fakes::NOT_MEMBER);
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		assert_noop!(give(signed(IMPORTER.into())), fakes::NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn give_mandate_should_fail_when_agent_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::give_mandate(signed(IMPORTER.into()), 404),
			Error::<Test>::UnknownParty
		);
	});
}

#[test]
fn give_mandate_should_fail_when_agent_is_oneself() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::give_mandate(signed(IMPORTER.into()), IMPORTER),
			Error::<Test>::ToOneself
		);
	});
}

#[test]
fn give_mandate_should_fail_when_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::give_mandate(signed(IMPORTER.into()), BROKER),
			Error::<Test>::AlreadyMandated
		);
	});
}
