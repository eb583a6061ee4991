use super::*;

const GROUND: DestructionGround = DestructionGround::DeemedConsent;

#[test]
fn order_destruction_should_leave_goods_alone_when_line_is_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		let LineStatus::Suspended(suspension) = status(id) else { panic!("not suspended") };
		let before = control_calls();
		assert_ok!(Customs::order_destruction(signed(OFFICER), id, 0, GROUND, digest(3)));
		let (authority, officer) = (GERMAN_CUSTOMS, OFFICER as u32);
		let order =
			DestructionOrder { authority, officer, ground: GROUND, document: digest(3), at: NOW };
		assert_eq!(status(id), LineStatus::DestructionOrdered { suspension, order });
		assert_last(Event::DestructionOrdered {
			declaration: id,
			line: 0,
			authority,
			officer,
			ground: GROUND,
			document: digest(3),
		});
		assert_eq!(control_calls(), before);
	});
}

#[test]
fn order_destruction_should_fail_when_caller_is_no_officer() {
	ExtBuilder::default().build_and_execute(|| {
		let declaration = suspended();
		assert_only_officers(Call::order_destruction {
			declaration,
			line: 0,
			ground: GROUND,
			document: digest(3),
		});
	});
}

#[test]
fn order_destruction_should_fail_when_officer_is_of_another_country() {
	ExtBuilder::default().build_and_execute(|| {
		let id = suspended();
		assert_noop!(
			Customs::order_destruction(signed(FRENCH_OFFICER), id, 0, GROUND, digest(3)),
			Error::<Test>::NotCompetent
		);
	});
}

#[test]
fn order_destruction_should_fail_when_line_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Customs::order_destruction(signed(OFFICER), 0, 0, GROUND, digest(3)),
			Error::<Test>::UnknownLine
		);
	});
}

#[test]
fn order_destruction_should_fail_when_line_is_not_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		for id in [lodge(lawful()), ordered()] {
			assert_noop!(
				Customs::order_destruction(signed(OFFICER), id, 0, GROUND, digest(3)),
				Error::<Test>::NotSuspended
			);
		}
	});
}
