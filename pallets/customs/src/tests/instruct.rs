use super::*;

#[test]
fn instruct_should_date_the_instruction_when_officer_signs() {
	ExtBuilder::default().build_and_execute(|| {
		let reference = H256::repeat_byte(9);
		assert_ok!(Customs::instruct(signed(OFFICER), reference));
		let (authority, officer) = (GERMAN_CUSTOMS, OFFICER as u32);
		let instruction =
			StandingInstruction { authority, officer, since: NOW, reference, until: None };
		assert_eq!(Customs::standing_instruction(&GERMANY), Some(instruction));
		assert_eq!(Customs::standing_instruction(&FRANCE), None);
		assert_last(Event::Instructed { country: GERMANY, authority, reference });
	});
}

#[test]
fn instruct_should_take_the_place_of_the_former_when_repeated() {
	ExtBuilder::default().instructed().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 6_000);
		assert_ok!(Customs::instruct(signed(INSPECTOR), H256::repeat_byte(9)));
		let instruction = Customs::standing_instruction(&GERMANY).unwrap();
		assert_eq!(instruction.authority, GERMAN_INSPECTORATE);
		assert_eq!(instruction.since, NOW + 6_000);
		// Which stays on record.
		let former = StandingInstructions::<Test>::get(GERMANY, 0).unwrap();
		assert_eq!((former.since, former.until), (NOW, Some(NOW + 6_000)));
		assert_eq!(former.reference, H256::repeat_byte(0x77));
	});
}

#[test]
fn instruct_should_release_nothing_lodged_before_when_given() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_ok!(Customs::instruct(signed(OFFICER), H256::repeat_byte(9)));
		assert_eq!(status(id), LineStatus::Lodged);
	});
}

#[test]
fn instruct_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		assert_only_officers(Call::instruct { reference: H256::zero() });
	});
}
