use super::*;
use tracemark_primitives::{customs::Natures, goods::Presence};

fn suspend(
	id: DeclarationId,
	nature: Nature,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Customs::suspend(signed(OFFICER), id, 0, nature, evidence())
}

fn examine(id: DeclarationId, contradicting: u32) {
	assert_ok!(Customs::examine(signed(OFFICER), id, 0, 3, contradicting, digest(2)));
}

/// Goods under an open hand-over: the check advises to examine.
fn lodge_offered() -> DeclarationId {
	set_unit(|at| at.presence = Presence::Offered { to: TRADER, until: NOW + 1, leg: None });
	lodge(form(vec![line(vec![unit("A1")], 1)]))
}

#[test]
fn suspend_should_detain_goods_when_check_proposed_it() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_cleared_before();
		assert_ok!(suspend(id, Nature::Copying));
		assert_eq!(
			status(id),
			LineStatus::Suspended(Suspension {
				authority: GERMAN_CUSTOMS,
				officer: OFFICER as u32,
				nature: Nature::Copying,
				evidence: evidence(),
				at: NOW,
			})
		);
		assert_last(Event::Suspended {
			declaration: id,
			line: 0,
			authority: GERMAN_CUSTOMS,
			officer: OFFICER as u32,
			nature: Nature::Copying,
			evidence: evidence(),
		});
		let (object, by) = (unit_object(), GERMAN_CUSTOMS);
		let detained = ControlCall::Detain { object, by, declaration: id, line: 0 };
		assert_eq!(control_calls(), [detained]);
	});
}

#[test]
fn suspend_should_touch_nobody_elses_goods_when_goods_are_cloned() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		assert_ok!(suspend(id, Nature::Copying));
		assert!(control_calls().is_empty());
	});
}

#[test]
fn suspend_should_pass_when_an_examination_found_contradicting_items() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_offered();
		examine(id, 1);
		assert_ok!(suspend(id, Nature::Copying));
	});
}

#[test]
fn suspend_should_pass_when_an_examination_contradicts_what_the_chain_did_not() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(form(vec![line(vec![unit("X1")], 1)]));
		assert!(Customs::line(id, 0).unwrap().decision.contradicted.is_empty());
		examine(id, 1);
		assert_ok!(suspend(id, Nature::Copying));
	});
}

#[test]
fn suspend_should_record_what_it_passed_over() {
	ExtBuilder::default().build_and_execute(|| {
		FakeCustody::pass_over(unit_object());
		let id = lodge_cleared_before();
		assert_ok!(suspend(id, Nature::Copying));
		assert_eq!(detained(id), [false]);
		assert!(control_calls().is_empty());
		// Nothing of it is left to hold to what it is.
		let unbound = ControlCall::Unbind { object: unit_object() };
		assert_eq!(FakeCustody::control_calls().last(), Some(&unbound));
	});
}

#[test]
fn suspend_should_return_the_surcharge_when_objects_are_few() {
	ExtBuilder::default().build_and_execute(|| {
		let post = suspend(lodge_cleared_before(), Nature::Copying).unwrap();
		assert_eq!(post.actual_weight, Some(<() as WeightInfo>::suspend(1, 1)));
	});
}

#[test]
fn suspend_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let (declaration, nature) = (lodge_clone(), Nature::Copying);
		assert_only_officers(Call::suspend { declaration, line: 0, nature, evidence: evidence() });
	});
}

#[test]
fn suspend_should_fail_when_officer_is_of_another_country() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		assert_noop!(
			Customs::suspend(signed(FRENCH_OFFICER), id, 0, Nature::Copying, evidence()),
			Error::<Test>::NotCompetent
		);
	});
}

#[test]
fn suspend_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(suspend(0, Nature::Copying), Error::<Test>::UnknownLine);
	});
}

#[test]
fn suspend_should_fail_when_line_is_suspended_or_released() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		assert_noop!(suspend(id, Nature::Copying), Error::<Test>::NotOpen);
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_noop!(suspend(id, Nature::Copying), Error::<Test>::NotOpen);
	});
}

#[test]
fn suspend_should_fail_when_nothing_is_contradicted() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_noop!(suspend(id, Nature::Copying), Error::<Test>::NoGround);
		examine(id, 0);
		assert_noop!(suspend(id, Nature::Copying), Error::<Test>::NoGround);
	});
}

#[test]
fn suspend_should_fail_when_neither_check_nor_examination_found_that_nature() {
	ExtBuilder::default().build_and_execute(|| {
		let cleared_before = lodge_cleared_before();
		assert_noop!(suspend(cleared_before, Nature::OtherInfringement), Error::<Test>::NoGround);
		let offered = lodge_offered();
		examine(offered, 1);
		// The latest counts.
		examine(offered, 0);
		assert_noop!(suspend(offered, Nature::Copying), Error::<Test>::NoGround);
	});
}

#[test]
fn suspend_should_fail_when_the_regime_does_not_let_the_nature_stop_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_offered();
		examine(id, 1);
		for nature in [Nature::ParallelTrade, Nature::Contract, Nature::Data, Nature::OtherLaw] {
			assert_noop!(suspend(id, nature), Error::<Test>::NatureMayNotStop);
		}
		let suspends = Natures::of(&[Nature::Data]);
		assert_ok!(Customs::set_regime(RuntimeOrigin::root(), GERMANY, suspends));
		assert_ok!(suspend(id, Nature::Data));
	});
}

#[test]
fn suspend_should_fail_when_goods_were_not_examined() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_offered();
		assert_noop!(suspend(id, Nature::Copying), Error::<Test>::NotExamined);
	});
}

#[test]
fn suspend_should_fail_when_evidence_does_not_stand() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge_clone();
		let evidence = BoundedVec::truncate_from(vec![digest(1), digest(9)]);
		assert_noop!(
			Customs::suspend(signed(OFFICER), id, 0, Nature::Copying, evidence),
			Error::<Test>::EvidenceNotStanding
		);
	});
}

#[test]
fn suspend_should_fail_as_a_whole_when_custody_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let (declaration, nature) = (lodge_cleared_before(), Nature::Copying);
		let call = Call::suspend { declaration, line: 0, nature, evidence: evidence() };
		assert_refused_with_custody(unit_object(), call);
	});
}
