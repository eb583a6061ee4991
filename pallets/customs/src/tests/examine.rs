use super::*;

#[test]
fn examine_should_record_what_was_scanned_when_line_is_lodged() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		assert_ok!(Customs::examine(signed(OFFICER), id, 0, 5, 2, digest(2)));
		let (authority, officer) = (GERMAN_CUSTOMS, OFFICER as u32);
		let (scanned, contradicting, report) = (5, 2, digest(2));
		assert_eq!(
			Examinations::<Test>::get((id, 0, 0)),
			Some(Examination { authority, officer, at: NOW, scanned, contradicting, report })
		);
		assert_last(Event::Examined {
			declaration: id,
			line: 0,
			examination: 0,
			authority,
			officer,
			scanned,
			contradicting,
			report,
		});
	});
}

#[test]
fn examine_should_keep_the_first_when_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		assert_ok!(Customs::examine(signed(OFFICER), id, 0, 5, 2, digest(2)));
		assert_ok!(Customs::examine(signed(COLLEAGUE), id, 0, 6, 0, digest(3)));
		assert_eq!(ExaminationCount::<Test>::get(id, 0), 2);
		assert_eq!(Examinations::<Test>::get((id, 0, 0)).unwrap().scanned, 5);
		assert_eq!(Examinations::<Test>::get((id, 0, 1)).unwrap().scanned, 6);
	});
}

#[test]
fn examine_should_pass_when_destruction_is_ordered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Customs::examine(signed(OFFICER), ordered(), 0, 1, 1, digest(2)));
	});
}

#[test]
fn examine_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = lodge_clone();
		let (scanned, contradicting, report) = (1, 1, digest(2));
		let line = 0;
		assert_only_officers(Call::examine { declaration, line, scanned, contradicting, report });
	});
}

#[test]
fn examine_should_fail_when_officer_is_of_another_country() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		assert_noop!(
			Customs::examine(signed(FRENCH_OFFICER), id, 0, 1, 1, digest(2)),
			Error::<Test>::NotCompetent
		);
	});
}

#[test]
fn examine_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::examine(signed(OFFICER), 0, 0, 1, 1, digest(2)),
			Error::<Test>::UnknownLine
		);
	});
}

#[test]
fn examine_should_fail_when_line_was_decided() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_noop!(
			Customs::examine(signed(OFFICER), id, 0, 1, 1, digest(2)),
			Error::<Test>::NotOpen
		);
	});
}

#[test]
fn examine_should_fail_when_counts_cannot_be() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		for (scanned, contradicting) in [(0, 0), (1, 2)] {
			assert_noop!(
				Customs::examine(signed(OFFICER), id, 0, scanned, contradicting, digest(2)),
				Error::<Test>::MalformedExamination
			);
		}
	});
}

#[test]
fn examine_should_fail_when_numbers_are_used_up() {
	ExtBuilder::default().build().execute_with(|| {
		let id = lodge_clone();
		ExaminationCount::<Test>::insert(id, 0, u32::MAX);
		assert_noop!(
			Customs::examine(signed(OFFICER), id, 0, 1, 1, digest(2)),
			sp_runtime::ArithmeticError::Overflow
		);
	});
}
