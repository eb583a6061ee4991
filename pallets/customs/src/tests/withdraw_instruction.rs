use super::*;

#[test]
fn withdraw_instruction_should_leave_lines_to_officers_when_given() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		let released = lodge(lawful());
		assert_ok!(Customs::withdraw_instruction(signed(COLLEAGUE)));
		assert_last(Event::InstructionWithdrawn { country: GERMANY, authority: GERMAN_CUSTOMS });
		assert_eq!(status(lodge(lawful())), LineStatus::Lodged);
		assert!(matches!(status(released), LineStatus::Released { .. }));
		let former = StandingInstructions::<Test>::get(GERMANY, 0).unwrap();
		assert_eq!(former.until, Some(NOW));
		assert_noop!(Customs::withdraw_instruction(signed(OFFICER)), Error::<Test>::NoInstruction);
	});
}

#[test]
fn withdraw_instruction_should_fail_when_the_country_has_none() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		assert_noop!(
			Customs::withdraw_instruction(signed(FRENCH_OFFICER)),
			Error::<Test>::NoInstruction
		);
	});
}

#[test]
fn withdraw_instruction_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		assert_only_officers(Call::withdraw_instruction {});
	});
}
