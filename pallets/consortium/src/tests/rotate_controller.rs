use super::*;

#[test]
fn rotate_controller_should_hand_over_the_vote() {
	run(|| {
		let old = controller(BRAND);
		assert_ok!(Consortium::rotate_controller(signed(old), FRESH));
		assert_last(Event::ControllerRotated { org: BRAND, old, new: FRESH });
		assert_eq!(Consortium::controller(BRAND), Some(FRESH));
		assert_eq!(Voters::get(), [20, 30, FRESH]);
		assert_eq!(capacity(old), Some(Capacity::FormerController));
		assert_eq!(System::providers(&FRESH), 1);
		assert_noop!(Consortium::freeze_operators(signed(old)), E::NotController);
		assert_noop!(Consortium::rotate_controller(signed(old), OUTSIDER), E::NotController);
		assert_ok!(Consortium::freeze_operators(signed(FRESH)));
		assert_eq!(Consortium::ensure_member(&old), Err(E::NotMember.into()));
	});
}

#[test]
fn rotate_controller_should_leave_the_council_alone_when_there_is_no_seat() {
	run(|| {
		assert_ok!(Consortium::rotate_controller(signed(controller(OFFICE)), FRESH));
		assert_eq!(Voters::get(), [10, 20, 30]);
	});
}

#[test]
fn rotate_controller_should_be_refused_when_it_cannot_be_so() {
	run(|| {
		for origin in not_controllers() {
			assert_noop!(Consortium::rotate_controller(origin, FRESH), E::NotController);
		}
		let who = || signed(controller(BRAND));
		for new in [controller(BRAND), operator(BRAND), controller(CARRIER), operator(CARRIER)] {
			assert_noop!(Consortium::rotate_controller(who(), new), E::AccountTaken);
		}
		expel(BRAND);
		assert_noop!(Consortium::rotate_controller(who(), FRESH), E::Expelled);
	});
}
