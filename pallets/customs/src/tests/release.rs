use super::*;
use tracemark_primitives::{fakes::FakeAuthorisation, quantity::Quantity};

const BY: ReleaseGround =
	ReleaseGround::Officer { authority: GERMAN_CUSTOMS, officer: OFFICER as u32 };

#[test]
fn release_should_clear_goods_when_line_is_lodged() {
	ExtBuilder::default().build_and_execute(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(250));
		let id = lodge(lawful());
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_eq!(status(id), LineStatus::Released { by: BY, at: NOW, suspension: None });
		assert_last(Event::Released { declaration: id, line: 0, by: BY });
		let clearance = Clearance { declaration: id, destination: GERMANY };
		let cleared = ControlCall::Clear { object: pallet_object(), clearance };
		assert_eq!(control_calls(), [cleared]);
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(150)));
	});
}

#[test]
fn release_should_give_goods_back_when_line_is_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		let LineStatus::Suspended(suspension) = status(id) else { panic!("not suspended") };
		assert_ok!(Customs::release(signed(COLLEAGUE), id, 0));
		let LineStatus::Released { suspension: kept, .. } = status(id) else { panic!("kept") };
		assert_eq!(kept, Some(suspension));
		// They were in before: they are not let in once more.
		let released = ControlCall::Release { object: unit_object(), by: GERMAN_CUSTOMS };
		assert_eq!(control_calls()[1..], [released]);
	});
}

#[test]
fn release_should_clear_goods_when_suspended_ones_are_not_in() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		set_unit(|at| at.cleared = Some(Clearance { declaration: 77, destination: CHINA }));
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		let clearance = Clearance { declaration: id, destination: GERMANY };
		assert_eq!(
			control_calls()[1..],
			[
				ControlCall::Release { object: unit_object(), by: GERMAN_CUSTOMS },
				ControlCall::Clear { object: unit_object(), clearance },
			]
		);
	});
}

#[test]
fn release_should_give_goods_back_when_somebody_else_had_them_as_they_were_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		set_unit(|at| at.holder = TRADER);
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		let released = ControlCall::Release { object: unit_object(), by: GERMAN_CUSTOMS };
		assert_eq!(control_calls()[1], released);
	});
}

#[test]
fn release_should_pass_when_goods_moved_between_parties_of_the_declaration() {
	ExtBuilder::default().build_and_execute(|| {
		mandate(TRADER, BROKER);
		mandate(WAREHOUSE, TRADER);
		mandate(IMPORTER, TRADER);
		let moved_to = |holder| {
			let facts = at(facts(pallet_object(), PIECES), |at| at.holder = holder);
			FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
		};
		let represented = Some(TRADER);
		for holder in [WAREHOUSE, IMPORTER, TRADER] {
			moved_to(WAREHOUSE);
			let id = lodge(DeclarationForm { represented, ..lawful() });
			moved_to(holder);
			assert_ok!(Customs::release(signed(OFFICER), id, 0));
		}
		// A declarant that acts for itself is the party represented.
		moved_to(TRADER);
		let id = lodge_by(TRADER, DeclarationForm { represented: None, ..lawful() });
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
	});
}

#[test]
fn release_should_fail_when_goods_moved_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		// The broker only declares, and the factory only sold.
		for holder in [TRADER, BROKER, FACTORY] {
			let facts = at(facts(pallet_object(), PIECES), |at| at.holder = holder);
			FakeCustody::set_facts(&pallet(1), pallet_object(), facts);
			assert_noop!(Customs::release(signed(OFFICER), id, 0), Error::<Test>::GoodsMovedOn);
		}
	});
}

#[test]
fn release_should_fail_as_a_whole_when_custody_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let lines = vec![line(vec![pallet(1), unit("A1")], PIECES + 1)];
		let lodged = lodge(form(lines));
		let release = |declaration| Call::release { declaration, line: 0 };
		assert_refused_with_custody(unit_object(), release(lodged));
	});
	ExtBuilder::default().build_and_execute(|| {
		let declaration = suspended();
		assert_refused_with_custody(unit_object(), Call::release { declaration, line: 0 });
	});
}

#[test]
fn release_should_count_what_is_left_when_an_officer_lets_in_more() {
	ExtBuilder::default().build_and_execute(|| {
		for left in [0, 1, 63, PIECES - 1] {
			FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(left));
			let id = lodge(lawful());
			assert_ok!(Customs::release(signed(OFFICER), id, 0));
			assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(0)));
		}
	});
}

#[test]
fn release_should_count_nothing_when_no_licence_permits() {
	ExtBuilder::default().build_and_execute(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(PIECES));
		FakeAuthorisation::answer(import(IMPORTER, GERMANY), unlicensed());
		let id = lodge(lawful());
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(PIECES)));
	});
}

#[test]
fn release_should_count_only_what_is_let_in_when_some_goods_are_in_already() {
	ExtBuilder::default().build_and_execute(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(250));
		set_unit(|at| at.cleared = Some(Clearance { declaration: 77, destination: FRANCE }));
		let id = lodge(form(vec![line(vec![unit("A1"), pallet(1)], PIECES + 1)]));
		assert_ok!(Customs::suspend(signed(OFFICER), id, 0, Nature::Copying, evidence()));
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(150)));
	});
}

#[test]
fn release_should_touch_only_what_the_suspension_detained() {
	ExtBuilder::default().build_and_execute(|| {
		FakeAuthorisation::set_left(LICENCE, Quantity::Pieces(250));
		FakeCustody::pass_over(pallet_object());
		let cleared = Clearance { declaration: 77, destination: FRANCE };
		set_unit(|at| at.cleared = Some(cleared));
		let id = lodge(form(vec![line(vec![unit("A1"), pallet(1)], PIECES + 1)]));
		assert_ok!(Customs::suspend(signed(OFFICER), id, 0, Nature::Copying, evidence()));
		assert_eq!(detained(id), [true, false]);
		assert_ok!(Customs::release(signed(INSPECTOR), id, 0));
		let released = ControlCall::Release { object: unit_object(), by: GERMAN_CUSTOMS };
		assert_eq!(control_calls()[1..], [released]);
		assert_eq!(FakeAuthorisation::left(LICENCE), Some(Quantity::Pieces(250)));
	});
}

#[test]
fn release_should_return_the_surcharge_when_objects_are_few() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		let post = Customs::release(signed(OFFICER), id, 0).unwrap();
		assert_eq!(post.actual_weight, Some(Customs::release_weight(1, 1)));
	});
}

#[test]
fn release_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = lodge(lawful());
		assert_only_officers(Call::release { declaration, line: 0 });
	});
}

#[test]
fn release_should_fail_when_officer_is_of_another_country() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_noop!(Customs::release(signed(FRENCH_OFFICER), id, 0), Error::<Test>::NotCompetent);
	});
}

#[test]
fn release_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_noop!(Customs::release(signed(OFFICER), id, 1), Error::<Test>::UnknownLine);
		assert_noop!(Customs::release(signed(OFFICER), id + 1, 0), Error::<Test>::UnknownLine);
	});
}

#[test]
fn release_should_fail_when_line_was_decided() {
	ExtBuilder::default().build_and_execute(|| {
		let id = lodge(lawful());
		assert_ok!(Customs::release(signed(OFFICER), id, 0));
		assert_noop!(Customs::release(signed(OFFICER), id, 0), Error::<Test>::NotOpen);
	});
}

#[test]
fn release_should_fail_when_destruction_is_ordered() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ordered();
		assert_noop!(Customs::release(signed(OFFICER), id, 0), Error::<Test>::NotOpen);
	});
}
