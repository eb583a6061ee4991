use super::*;

#[test]
fn cancel_destruction_should_restore_the_suspension_when_ordered() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		let before = status(id);
		let ground = DestructionGround::CourtDecision;
		assert_ok!(Customs::order_destruction(signed(OFFICER), id, 0, ground, digest(3)));
		assert_ok!(Customs::cancel_destruction(signed(COLLEAGUE), id, 0));
		assert_eq!(status(id), before);
		assert_last(Event::DestructionCancelled {
			declaration: id,
			line: 0,
			authority: GERMAN_CUSTOMS,
			officer: COLLEAGUE as u32,
		});
	});
}

#[test]
fn cancel_destruction_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = ordered();
		assert_only_officers(Call::cancel_destruction { declaration, line: 0 });
	});
}

#[test]
fn cancel_destruction_should_fail_when_officer_is_of_another_country() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		assert_noop!(
			Customs::cancel_destruction(signed(FRENCH_OFFICER), id, 0),
			Error::<Test>::NotCompetent
		);
	});
}

#[test]
fn cancel_destruction_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::cancel_destruction(signed(OFFICER), 0, 0),
			Error::<Test>::UnknownLine
		);
	});
}

#[test]
fn cancel_destruction_should_fail_when_nothing_is_ordered() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		assert_ok!(Customs::cancel_destruction(signed(OFFICER), id, 0));
		assert_noop!(
			Customs::cancel_destruction(signed(OFFICER), id, 0),
			Error::<Test>::NotOrdered
		);
	});
}
