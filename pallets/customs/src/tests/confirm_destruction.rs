use super::*;

#[test]
fn confirm_destruction_should_end_goods_when_a_second_officer_signs() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		let LineStatus::DestructionOrdered { suspension, order } = status(id) else {
			panic!("not ordered")
		};
		assert_ok!(Customs::confirm_destruction(signed(COLLEAGUE), id, 0));
		let (confirmed_by, at) = (COLLEAGUE as u32, NOW);
		assert_eq!(status(id), LineStatus::Destroyed { suspension, order, confirmed_by, at });
		assert_last(Event::Destroyed {
			declaration: id,
			line: 0,
			authority: GERMAN_CUSTOMS,
			officers: (OFFICER as u32, COLLEAGUE as u32),
			ground: DestructionGround::Consent,
			document: digest(3),
		});
		let destroyed = ControlCall::Destroy { object: unit_object(), by: GERMAN_CUSTOMS };
		assert_eq!(control_calls().last(), Some(&destroyed));
	});
}

#[test]
fn confirm_destruction_should_return_the_surcharge_when_objects_are_few() {
	ExtBuilder::default().build_and_execute(|| {
		let post = Customs::confirm_destruction(signed(COLLEAGUE), ordered(), 0).unwrap();
		assert_eq!(post.actual_weight, Some(<() as WeightInfo>::confirm_destruction(1)));
	});
}

#[test]
fn confirm_destruction_should_fail_when_the_same_officer_signs() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		assert_noop!(
			Customs::confirm_destruction(signed(OFFICER), id, 0),
			Error::<Test>::SameOfficer
		);
	});
}

#[test]
fn confirm_destruction_should_fail_when_officer_is_of_another_authority() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		for officer in [FRENCH_OFFICER, INSPECTOR] {
			assert_noop!(
				Customs::confirm_destruction(signed(officer), id, 0),
				Error::<Test>::NotCompetent
			);
		}
	});
}

#[test]
fn confirm_destruction_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = ordered();
		assert_only_officers(Call::confirm_destruction { declaration, line: 0 });
	});
}

#[test]
fn confirm_destruction_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::confirm_destruction(signed(OFFICER), 0, 0),
			Error::<Test>::UnknownLine
		);
	});
}

#[test]
fn confirm_destruction_should_fail_when_nothing_is_ordered() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		assert_ok!(Customs::confirm_destruction(signed(COLLEAGUE), id, 0));
		for id in [id, suspended()] {
			assert_noop!(
				Customs::confirm_destruction(signed(COLLEAGUE), id, 0),
				Error::<Test>::NotOrdered
			);
		}
	});
}

#[test]
fn confirm_destruction_should_pass_when_somebody_else_had_the_goods_as_they_were_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		set_unit(|at| at.holder = TRADER);
		assert_ok!(Customs::confirm_destruction(signed(COLLEAGUE), id, 0));
	});
}

#[test]
fn confirm_destruction_should_fail_as_a_whole_when_custody_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = ordered();
		let call = Call::confirm_destruction { declaration, line: 0 };
		assert_refused_with_custody(unit_object(), call);
	});
}
