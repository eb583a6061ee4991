use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	fakes::{FakeMembership, FakeRights, NOT_IN_GOOD_STANDING, NOT_MEMBER},
	parties::{Owner, Role, Standing},
	quantity::Quantity,
	rights::{LicensingRule, RightEnd, RightFacts},
	time::{legal_date, Period},
	LicenceId,
};

fn accept(who: u64, offer: LicenceId) -> DispatchResult {
	Licensing::accept(RuntimeOrigin::signed(who), offer)
}

fn endless() -> LicenceTerms {
	LicenceTerms { term: Period { from: 0, until: None }, ..terms() }
}

#[test]
fn accept_should_record_the_licence_when_the_licensee_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_by(BRAND_LAWYER, &[MARK], FACTORY, terms(), None);
		set_time(NOW + HOUR);
		assert_ok!(accept(FOREMAN, id));

		let licensor = Owner::Organisation(BRAND);
		let licence = Licence {
			rights: rights(&[MARK]),
			licensor,
			licensee: FACTORY,
			terms: terms(),
			left: Some(Quantity::Pieces(1_000)),
			parent: None,
			granted_at: NOW + HOUR,
			ended: None,
			suspensions: 0,
		};
		assert_eq!(Licences::<Test>::get(id), Some(licence));
		assert_eq!(between(MARK, FACTORY), [id]);
		assert_eq!(Offers::<Test>::get(id), None);
		assert!(!OpenOffers::<Test>::contains_key(licensor));
		let rights = rights(&[MARK]);
		let licensee = FACTORY;
		let granted = Event::Granted { licence: id, rights, licensor, licensee, parent: None };
		System::assert_last_event(granted.into());
	});
}

#[test]
fn accept_should_list_the_licence_under_each_right_when_there_are_several() {
	ExtBuilder::build_and_execute(|| {
		share(LicensingRule::Any);
		let id = granted_by(BRAND_LAWYER, &[MARK, SHARED], FACTORY, terms(), None);
		assert_eq!(between(MARK, FACTORY), [id]);
		assert_eq!(between(SHARED, FACTORY), [id]);
	});
}

#[test]
fn accept_should_keep_lists_ascending_when_offers_are_accepted_in_another_order() {
	ExtBuilder::build_and_execute(|| {
		let (first, second) = (offered(terms()), offered(terms()));
		assert_ok!(accept(FOREMAN, second));
		assert_ok!(accept(FOREMAN, first));
		assert_eq!(between(MARK, FACTORY), [first, second]);
	});
}

#[test]
fn accept_should_accept_any_role_when_the_operator_is_the_licensees() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		FakeMembership::admit(FOREMAN, FACTORY, Role::Warehouse.into(), CH);
		assert_ok!(accept(FOREMAN, id));
	});
}

#[test]
fn accept_should_refuse_when_the_origin_is_not_signed() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::accept(origin, id), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn accept_should_refuse_when_the_signer_does_not_act_for_the_licensee() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		assert_noop!(accept(OUTSIDER, id), NOT_MEMBER);
		assert_noop!(accept(BRAND_LAWYER, id), Error::<Test>::NotLicensee);
		assert_noop!(accept(BUYER, id), Error::<Test>::NotLicensee);
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_noop!(accept(FOREMAN, id), NOT_IN_GOOD_STANDING);
	});
}

#[test]
fn accept_should_refuse_when_there_is_no_such_offer() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(accept(FOREMAN, 0), Error::<Test>::UnknownOffer);
		let id = granted(terms());
		assert_noop!(accept(FOREMAN, id), Error::<Test>::UnknownOffer);
	});
}

#[test]
fn accept_should_refuse_when_the_offer_has_lapsed() {
	ExtBuilder::build_and_execute(|| {
		let (early, late) = (offered(endless()), offered(endless()));
		set_time(NOW + OFFER_STANDS - 1);
		assert_ok!(accept(FOREMAN, early));
		set_time(NOW + OFFER_STANDS);
		assert_noop!(accept(FOREMAN, late), Error::<Test>::OfferLapsed);
	});
}

#[test]
fn accept_should_refuse_when_the_term_is_over_by_now() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		set_time(NOW + 24 * HOUR);
		assert_noop!(accept(FOREMAN, id), Error::<Test>::TermOver);
	});
}

#[test]
fn accept_should_refuse_when_the_licensor_no_longer_owns_the_right() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		FakeRights::assign(MARK, NOW, Owner::Account(CREATOR));
		assert_noop!(accept(FOREMAN, id), Error::<Test>::NotOwner);
		// Not even if it is the licensee's now.
		FakeRights::assign(MARK, NOW, Owner::Organisation(FACTORY));
		assert_noop!(accept(FOREMAN, id), Error::<Test>::NotOwner);
	});
}

#[test]
fn accept_should_refuse_when_the_licensor_lost_its_standing() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND, standing);
			assert_noop!(accept(FOREMAN, id), Error::<Test>::LicensorNotInGoodStanding);
		}
	});
}

#[test]
fn accept_should_refuse_when_the_right_changed_since() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(terms());
		let ended = Some((RightEnd::Lapsed, legal_date(NOW)));
		FakeRights::set(MARK, RightFacts { ended, ..mark() });
		assert_noop!(accept(FOREMAN, id), Error::<Test>::RightNotInForce);
		FakeRights::set(MARK, RightFacts { surrendered: Some(NOW), ..mark() });
		assert_noop!(accept(FOREMAN, id), Error::<Test>::RightGivenUp);
		FakeRights::set(MARK, RightFacts { territories: countries(&[DE]), ..mark() });
		assert_noop!(accept(FOREMAN, id), Error::<Test>::TerritoryNotCovered);
	});
}

#[test]
fn accept_should_refuse_when_too_few_owners_consent() {
	ExtBuilder::build_and_execute(|| {
		let consent = |who, id| {
			assert_ok!(Licensing::consent(RuntimeOrigin::signed(who), id));
		};
		let by_brand = offered_by(BRAND_LAWYER, &[SHARED], FACTORY, terms(), None);
		assert_noop!(accept(FOREMAN, by_brand), Error::<Test>::ConsentMissing);
		consent(CREATOR, by_brand);
		assert_noop!(accept(FOREMAN, by_brand), Error::<Test>::ConsentMissing);
		consent(PARTNER, by_brand);
		assert_ok!(accept(FOREMAN, by_brand));

		// Half of it is not more than half.
		share(LicensingRule::Majority);
		let by_brand = offered_by(BRAND_LAWYER, &[SHARED], FACTORY, terms(), None);
		assert_noop!(accept(FOREMAN, by_brand), Error::<Test>::ConsentMissing);
		let by_creator = offered_by(CREATOR, &[SHARED], FACTORY, terms(), None);
		consent(PARTNER, by_creator);
		assert_noop!(accept(FOREMAN, by_creator), Error::<Test>::ConsentMissing);
		consent(BRAND_LAWYER, by_creator);
		assert_ok!(accept(FOREMAN, by_creator));

		share(LicensingRule::Any);
		let by_partner = offered_by(PARTNER, &[SHARED], FACTORY, terms(), None);
		assert_ok!(accept(FOREMAN, by_partner));
	});
}

#[test]
fn accept_should_refuse_when_one_of_several_rights_lacks_consent() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_by(BRAND_LAWYER, &[MARK, SHARED], FACTORY, terms(), None);
		assert_noop!(accept(FOREMAN, id), Error::<Test>::ConsentMissing);
	});
}

#[test]
fn accept_should_refuse_when_the_pair_has_all_its_licences_until_one_is_over() {
	ExtBuilder::build_and_execute(|| {
		let ids: Vec<_> = (0..MAX_LICENCES).map(|_| granted(terms())).collect();
		let further = offered(terms());
		assert_noop!(accept(FOREMAN, further), Error::<Test>::TooManyLicences);
		granted_by(BRAND_LAWYER, &[MARK], IMPORTER, terms(), None);
		// Whichever is ended makes room.
		let ended = ids[2];
		assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), ended, GROUND));
		assert_ok!(accept(FOREMAN, further));
		assert_eq!(between(MARK, FACTORY), [ids[0], ids[1], ids[3], further]);
		assert_eq!(PastLicences::<Test>::get((MARK, FACTORY, 0)), Some(ended));
		let further = offered(endless());
		assert_noop!(accept(FOREMAN, further), Error::<Test>::TooManyLicences);
		// So does a term that is over.
		set_time(NOW + 24 * HOUR);
		assert_ok!(accept(FOREMAN, further));
		assert_eq!(PastLicences::<Test>::get((MARK, FACTORY, 1)), Some(ids[0]));
		assert_eq!(PastLicenceCount::<Test>::get(MARK, FACTORY), 2);
	});
}

#[test]
fn accept_should_wait_for_the_end_of_the_sell_off_when_the_list_is_full() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..MAX_LICENCES {
			let id = granted(LicenceTerms { sell_off: 2 * HOUR, ..terms() });
			assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		}
		let further = offered(terms());
		set_time(NOW + 2 * HOUR - 1);
		assert_noop!(accept(FOREMAN, further), Error::<Test>::TooManyLicences);
		set_time(NOW + 2 * HOUR);
		assert_ok!(accept(FOREMAN, further));
	});
}
