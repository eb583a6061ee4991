use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	fakes::{FakeMembership, NOT_IN_GOOD_STANDING, ROLE_MISSING},
	parties::{Owner, Standing},
	LicenceId,
};

fn cancel(who: u64, offer: LicenceId) -> DispatchResult {
	Licensing::cancel_offer(RuntimeOrigin::signed(who), offer)
}

#[test]
fn cancel_offer_should_remove_it_when_either_side_signs() {
	ExtBuilder::build_and_execute(|| {
		for who in [BRAND_LAWYER, FOREMAN] {
			let id = offered(terms());
			assert_ok!(cancel(who, id));
			assert_eq!(Offers::<Test>::get(id), None);
			assert!(!OpenOffers::<Test>::contains_key(Owner::Organisation(BRAND)));
			System::assert_last_event(Event::OfferCancelled { licence: id }.into());
		}
		let id = offered_by(CREATOR, &[WORK], FACTORY, terms(), None);
		assert_ok!(cancel(CREATOR, id));
	});
}

#[test]
fn cancel_offer_should_remove_it_when_it_has_lapsed() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		set_time(NOW + OFFER_STANDS);
		assert_ok!(cancel(BRAND_LAWYER, id));
	});
}

#[test]
fn cancel_offer_should_accept_any_operator_when_the_offer_is_of_a_sublicence() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(LicenceTerms { sublicensing: 1, ..terms() });
		let id = offered_by(FOREMAN, &[MARK], WORKSHOP, terms(), Some(parent));
		assert_ok!(cancel(FOREMAN, id));
	});
}

#[test]
fn cancel_offer_should_refuse_when_the_signer_acts_for_neither_side() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		assert_noop!(cancel(OUTSIDER, id), Error::<Test>::NotParty);
		assert_noop!(cancel(BUYER, id), Error::<Test>::NotParty);
		assert_noop!(cancel(BRAND_DRIVER, id), ROLE_MISSING);
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_noop!(cancel(FOREMAN, id), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn cancel_offer_should_refuse_when_there_is_no_such_offer_or_signer() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(cancel(BRAND_LAWYER, 0), Error::<Test>::UnknownOffer);
		let id = granted(terms());
		assert_noop!(cancel(BRAND_LAWYER, id), Error::<Test>::UnknownOffer);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::cancel_offer(origin, id), DispatchError::BadOrigin);
		}
	});
}
