use super::*;

#[test]
fn rotate_controller_should_change_nothing_until_it_is_accepted() {
	run(|| {
		let who = controller(BRAND);
		assert_ok!(Consortium::rotate_controller(signed(who), Some(FRESH)));
		assert_last(Event::ControlOffered { org: BRAND, to: FRESH });
		assert_eq!(Consortium::controller(BRAND), Some(who));
		assert_eq!(capacity(FRESH), None);
		assert_eq!(System::providers(&FRESH), 0);
		assert_eq!(Voters::get(), [10, 20, 30]);
		// The offer binds nobody: the account may still join another.
		assert_ok!(add_operator(CARRIER, FRESH, Role::Carrier.into()));
	});
}

#[test]
fn rotate_controller_should_withdraw_the_offer_when_nobody_is_named() {
	run(|| {
		let who = || signed(controller(BRAND));
		assert_noop!(Consortium::rotate_controller(who(), None), E::NotOffered);
		assert_ok!(Consortium::rotate_controller(who(), Some(FRESH)));
		assert_ok!(Consortium::rotate_controller(who(), None));
		assert_last(Event::ControlOfferWithdrawn { org: BRAND });
		assert_eq!(ControlOffers::<Test>::iter().count(), 0);
	});
}

#[test]
fn rotate_controller_should_be_refused_when_the_account_ever_belonged_to_an_organisation() {
	run(|| {
		let who = || signed(controller(BRAND));
		for new in [controller(BRAND), operator(BRAND), controller(CARRIER), operator(CARRIER)] {
			assert_noop!(Consortium::rotate_controller(who(), Some(new)), E::AccountTaken);
		}
		expel(BRAND);
		assert_noop!(Consortium::rotate_controller(who(), Some(FRESH)), E::Expelled);
	});
}

#[test]
fn rotate_controller_should_be_refused_when_the_signer_controls_nothing() {
	run(|| {
		for (origin, error) in not_controllers() {
			assert_noop!(Consortium::rotate_controller(origin, Some(FRESH)), error);
		}
	});
}
