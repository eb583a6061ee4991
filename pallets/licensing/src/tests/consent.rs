use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, Permill};
use tracemark_primitives::{
	fakes::{self, FakeMembership, FakeRights, NOT_IN_GOOD_STANDING, ROLE_MISSING},
	parties::{Owner, Standing},
	rights::{RightFacts, RightId, Share},
	LicenceId,
};

fn consent(who: u64, offer: LicenceId) -> DispatchResult {
	Licensing::consent(RuntimeOrigin::signed(who), offer)
}

fn shared() -> LicenceId {
	offered_by(CREATOR, &[SHARED], FACTORY, terms(), None)
}

#[test]
fn consent_should_be_kept_in_the_offer_when_further_owners_sign() {
	ExtBuilder::build_and_execute(|| {
		let id = shared();
		assert_ok!(consent(PARTNER, id));
		assert_ok!(consent(BRAND_LAWYER, id));
		let owners = [Owner::Account(CREATOR), Owner::Account(PARTNER), Owner::Organisation(BRAND)];
		assert_eq!(Offers::<Test>::get(id).unwrap().consents.into_inner(), owners);
		let owner = Owner::Organisation(BRAND);
		System::assert_last_event(Event::Consented { licence: id, owner }.into());
	});
}

#[test]
fn consent_should_refuse_when_the_signer_owns_none_of_the_rights() {
	ExtBuilder::build_and_execute(|| {
		let id = shared();
		assert_noop!(consent(OUTSIDER, id), Error::<Test>::NotOwner);
		assert_noop!(consent(FOREMAN, id), ROLE_MISSING);
		assert_noop!(consent(BRAND_DRIVER, id), ROLE_MISSING);
		FakeMembership::set_standing(BRAND, Standing::Suspended);
		assert_noop!(consent(BRAND_LAWYER, id), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn consent_should_refuse_when_it_is_not_needed() {
	ExtBuilder::build_and_execute(|| {
		let id = shared();
		assert_noop!(consent(CREATOR, id), Error::<Test>::ConsentNotNeeded);
		assert_ok!(consent(PARTNER, id));
		assert_noop!(consent(PARTNER, id), Error::<Test>::ConsentNotNeeded);

		let parent = granted(LicenceTerms { sublicensing: 1, ..terms() });
		let id = offered_by(FOREMAN, &[MARK], WORKSHOP, terms(), Some(parent));
		assert_noop!(consent(BRAND_LAWYER, id), Error::<Test>::ConsentNotNeeded);
	});
}

#[test]
fn consent_should_refuse_when_the_offer_has_lapsed_or_is_none() {
	ExtBuilder::build_and_execute(|| {
		let id = shared();
		set_time(NOW + OFFER_STANDS);
		assert_noop!(consent(PARTNER, id), Error::<Test>::OfferLapsed);
		assert_noop!(consent(PARTNER, id + 1), Error::<Test>::UnknownOffer);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::consent(origin, id), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn consent_should_refuse_when_the_register_no_longer_answers() {
	ExtBuilder::build_and_execute(|| {
		let id = shared();
		fakes::reset();
		assert_noop!(consent(PARTNER, id), Error::<Test>::UnknownRight);
	});
}

#[test]
fn consent_should_refuse_when_the_offer_holds_as_many_as_it_can() {
	ExtBuilder::build_and_execute(|| {
		// Two rights with sixteen owners each, of whom they share one.
		let right = |first: u64| {
			let owner = |who| Share {
				owner: Owner::Account(who),
				part: Permill::from_parts(1_000_000 / 16),
			};
			let all: Vec<_> = [CREATOR].into_iter().chain(first..first + 15).map(owner).collect();
			let id = RightId::from_low_u64_be(first);
			FakeRights::set(id, RightFacts { owners: all.try_into().unwrap(), ..mark() });
			id
		};
		let (one, two) = (right(1_000), right(2_000));
		let id = offered_by(CREATOR, &[one, two], FACTORY, terms(), None);
		for who in 1_000..1_015 {
			assert_ok!(consent(who, id));
		}
		assert_noop!(consent(2_000, id), Error::<Test>::TooManyConsents);
	});
}
