use super::*;

fn withdraw(by: u64, id: DeclarationId) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Customs::withdraw_line(signed(by), id, 0)
}

#[test]
fn withdraw_line_should_free_the_goods_when_nothing_stands_against_it() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		let post = withdraw(BROKER.into(), id).unwrap();
		assert_eq!(post.actual_weight, Some(<() as WeightInfo>::withdraw_line(1)));
		assert_eq!(status(id), LineStatus::Withdrawn { by: BROKER, at: NOW });
		assert_last(Event::LineWithdrawn { declaration: id, line: 0 });
		let unbound = ControlCall::Unbind { object: pallet_object() };
		assert_eq!(FakeCustody::control_calls().last(), Some(&unbound));
		assert_noop!(Customs::release(signed(OFFICER), id, 0), Error::<Test>::NotOpen);
		assert_noop!(
			Customs::examine(signed(OFFICER), id, 0, 1, 1, digest(2)),
			Error::<Test>::NotOpen
		);
	});
}

#[test]
fn withdraw_line_should_wait_for_the_officers_when_something_is_contradicted() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		assert_noop!(withdraw(TRADER.into(), id), Error::<Test>::TooEarly);
		Timestamp::set_timestamp(NOW + DECISION_TERM - 1);
		assert_noop!(withdraw(TRADER.into(), id), Error::<Test>::TooEarly);
		Timestamp::set_timestamp(NOW + DECISION_TERM);
		assert_ok!(withdraw(TRADER.into(), id));
	});
}

#[test]
fn withdraw_line_should_fail_when_caller_is_not_the_declarant() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_noop!(
			Customs::withdraw_line(RuntimeOrigin::root(), id, 0),
			DispatchError::BadOrigin
		);
		assert_noop!(withdraw(OUTSIDER, id), fakes::NOT_MEMBER);
		assert_noop!(withdraw(OFFICER, id), fakes::ROLE_MISSING);
		assert_noop!(withdraw(IMPORTER.into(), id), Error::<Test>::NotDeclarant);
		FakeMembership::set_standing(BROKER, Standing::Suspended);
		assert_noop!(withdraw(BROKER.into(), id), fakes::NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn withdraw_line_should_fail_when_the_line_is_unknown_or_decided() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(withdraw(BROKER.into(), 0), Error::<Test>::UnknownLine);
		let id = lodge(lawful());
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_noop!(withdraw(BROKER.into(), id), Error::<Test>::NotOpen);
		let kept = suspended();
		assert_noop!(withdraw(BROKER.into(), kept), Error::<Test>::NotOpen);
	});
}
