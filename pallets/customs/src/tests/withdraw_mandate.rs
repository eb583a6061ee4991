use super::*;

#[test]
fn withdraw_mandate_should_end_it_when_principal_signs() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_ok!(Customs::withdraw_mandate(signed(IMPORTER.into()), BROKER));
		assert_eq!(Customs::mandate(IMPORTER, BROKER), None);
		assert_eq!(Mandates::<Test>::get((IMPORTER, BROKER, 0)).unwrap().until, Some(NOW));
		assert_last(Event::MandateWithdrawn { principal: IMPORTER, agent: BROKER });
		assert_noop!(
			Customs::lodge(signed(BROKER.into()), lawful().into()),
			Error::<Test>::NoMandate
		);
		// What was declared before stays declared.
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
	});
}

#[test]
fn withdraw_mandate_should_leave_others_as_they_are_when_one_is_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		mandate(IMPORTER, TRADER);
		assert_ok!(Customs::withdraw_mandate(signed(IMPORTER.into()), TRADER));
		assert_ok!(Customs::lodge(signed(BROKER.into()), lawful().into()));
	});
}

#[test]
fn withdraw_mandate_should_fail_when_caller_acts_for_no_member_in_good_standing() {
	ExtBuilder::default().build_and_execute(|| {
		let withdraw = |origin| Customs::withdraw_mandate(origin, BROKER);
		assert_noop!(withdraw(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(withdraw(signed(OUTSIDER)), fakes::NOT_MEMBER);
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		assert_noop!(withdraw(signed(IMPORTER.into())), fakes::NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn withdraw_mandate_should_fail_when_there_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		let withdraw = |who: OrgId, agent| Customs::withdraw_mandate(signed(who.into()), agent);
		assert_noop!(withdraw(IMPORTER, TRADER), Error::<Test>::NoMandate);
		// An agent cannot withdraw what it was given.
		assert_noop!(withdraw(BROKER, IMPORTER), Error::<Test>::NoMandate);
		assert_ok!(withdraw(IMPORTER, BROKER));
		assert_noop!(withdraw(IMPORTER, BROKER), Error::<Test>::NoMandate);
	});
}
