use super::*;

fn offer(to: u64) {
	assert_ok!(Consortium::rotate_controller(signed(controller(BRAND)), Some(to)));
}

fn accept(who: u64) -> sp_runtime::DispatchResult {
	Consortium::accept_control(signed(who), BRAND)
}

#[test]
fn accept_control_should_hand_over_the_vote() {
	run(|| {
		let old = controller(BRAND);
		offer(FRESH);
		assert_ok!(accept(FRESH));
		assert_last(Event::ControllerRotated { org: BRAND, old, new: FRESH });
		assert_eq!(Consortium::controller(BRAND), Some(FRESH));
		assert_eq!(Voters::get(), [20, 30, FRESH]);
		assert_eq!(capacity(old), Some(Capacity::FormerController));
		assert_eq!(System::providers(&FRESH), 1);
		assert!(!ControlOffers::<Test>::contains_key(BRAND));
		assert_noop!(Consortium::freeze_operators(signed(old)), E::NotController);
		assert_noop!(Consortium::rotate_controller(signed(old), Some(OUTSIDER)), E::NotController);
		assert_ok!(Consortium::freeze_operators(signed(FRESH)));
		assert_eq!(Consortium::ensure_member(&old), Err(E::NotMember.into()));
		assert_eq!(Consortium::affiliation(&old), None);
		assert_eq!(Consortium::affiliation(&FRESH), Some(BRAND));
	});
}

#[test]
fn accept_control_should_leave_the_council_alone_when_there_is_no_seat() {
	run(|| {
		hand_over(OFFICE, FRESH);
		assert_eq!(Voters::get(), [10, 20, 30]);
	});
}

#[test]
fn accept_control_should_be_refused_when_anybody_else_accepts() {
	run(|| {
		assert_noop!(accept(FRESH), E::NotOffered);
		offer(FRESH);
		for who in [OUTSIDER, controller(BRAND), operator(BRAND), controller(CARRIER), ADMITTER] {
			assert_noop!(accept(who), E::NotOffered);
		}
		assert_noop!(Consortium::accept_control(signed(FRESH), CARRIER), E::NotOffered);
		assert_noop!(Consortium::accept_control(signed(FRESH), NOBODY), E::UnknownOrganisation);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Consortium::accept_control(origin, BRAND), BadOrigin);
		}
	});
}

#[test]
fn accept_control_should_be_refused_when_the_offer_ended() {
	run(|| {
		offer(FRESH);
		offer(OUTSIDER);
		assert_noop!(accept(FRESH), E::NotOffered);
		assert_ok!(Consortium::rotate_controller(signed(controller(BRAND)), None));
		assert_noop!(accept(OUTSIDER), E::NotOffered);

		offer(FRESH);
		assert_ok!(Consortium::recover_controller(expeller(), BRAND, SUCCESSOR));
		assert_noop!(accept(FRESH), E::NotOffered);
		assert_ok!(Consortium::rotate_controller(signed(SUCCESSOR), Some(FRESH)));
		expel(BRAND);
		assert_eq!(ControlOffers::<Test>::get(BRAND), None);
		assert_noop!(accept(FRESH), E::Expelled);
	});
}

#[test]
fn accept_control_should_be_refused_when_the_account_joined_another_meanwhile() {
	run(|| {
		offer(FRESH);
		assert_ok!(add_operator(CARRIER, FRESH, Role::Carrier.into()));
		assert_noop!(accept(FRESH), E::AccountTaken);
	});
}

#[test]
fn accept_control_should_be_refused_when_replayed() {
	run(|| {
		hand_over(BRAND, FRESH);
		assert_noop!(accept(FRESH), E::NotOffered);
	});
}
