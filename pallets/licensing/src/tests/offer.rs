use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError};
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::Activities,
	fakes::{FakeMembership, FakeRights, NOT_IN_GOOD_STANDING, ROLE_MISSING},
	gs1::Gtin,
	parties::{Owner, Role, Standing},
	quantity::{Quantity, UnitCode},
	rights::{RightClass, RightEnd, RightFacts, RightId},
	territory::Territories,
	time::{legal_date, Period, Term},
	LicenceId, OrgId,
};

fn offer(
	who: u64,
	right: RightId,
	licensee: OrgId,
	terms: LicenceTerms,
) -> sp_runtime::DispatchResult {
	offer_as(RuntimeOrigin::signed(who), rights(&[right]), licensee, terms, None)
}

#[test]
fn offer_should_record_what_is_offered_when_an_operator_of_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(offer(BRAND_LAWYER, MARK, FACTORY, terms()));

		let licensor = Owner::Organisation(BRAND);
		let made = Offer {
			rights: rights(&[MARK]),
			licensor,
			licensee: FACTORY,
			terms: terms(),
			parent: None,
			offered_at: NOW,
			consents: vec![licensor].try_into().unwrap(),
		};
		assert_eq!(Offers::<Test>::get(0), Some(made));
		assert_eq!(OpenOffers::<Test>::get(licensor).into_inner(), [0]);
		assert_eq!(NextLicenceId::<Test>::get(), 1);
		assert!(between(MARK, FACTORY).is_empty());
		let rights = rights(&[MARK]);
		let licensee = FACTORY;
		let offered = Event::Offered { licence: 0, rights, licensor, licensee, parent: None };
		System::assert_last_event(offered.into());
	});
}

#[test]
fn offer_should_record_what_is_offered_when_the_owner_is_an_account() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(offer(CREATOR, WORK, FACTORY, terms()));
		assert_eq!(Offers::<Test>::get(0).unwrap().licensor, Owner::Account(CREATOR));
	});
}

#[test]
fn offer_should_accept_a_creator_when_its_organisation_owns_the_right() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(BRAND_LAWYER, BRAND, Role::Creator.into(), FR);
		assert_ok!(offer(BRAND_LAWYER, MARK, FACTORY, terms()));
	});
}

#[test]
fn offer_should_accept_several_rights_when_the_licensor_owns_a_part_of_each() {
	ExtBuilder::build_and_execute(|| {
		let licensor = RuntimeOrigin::signed(BRAND_LAWYER);
		let both = rights(&[MARK, SHARED]);
		assert_ok!(offer_as(licensor.clone(), both.clone(), FACTORY, terms(), None));
		assert_eq!(Offers::<Test>::get(0).unwrap().rights, both);
		assert_noop!(
			offer_as(licensor, rights(&[MARK, WORK]), FACTORY, terms(), None),
			Error::<Test>::NotOwner
		);
	});
}

#[test]
fn offer_should_refuse_when_the_rights_are_malformed() {
	ExtBuilder::build_and_execute(|| {
		for malformed in [&[][..], &[MARK, MARK][..], &[SHARED, MARK][..]] {
			let licensor = RuntimeOrigin::signed(BRAND_LAWYER);
			assert_noop!(
				offer_as(licensor, rights(malformed), FACTORY, terms(), None),
				Error::<Test>::MalformedRights
			);
		}
	});
}

#[test]
fn offer_should_refuse_when_sixteen_are_open_until_one_was_cancelled_or_lapsed() {
	ExtBuilder::build_and_execute(|| {
		let endless = LicenceTerms { term: Period { from: 0, until: None }, ..terms() };
		for _ in 0..16 {
			offered(endless.clone());
		}
		let refused = || offer(BRAND_LAWYER, MARK, FACTORY, terms());
		assert_noop!(refused(), Error::<Test>::TooManyOffers);
		// Offers of others count for them.
		assert_ok!(offer(CREATOR, WORK, FACTORY, terms()));
		assert_ok!(Licensing::cancel_offer(RuntimeOrigin::signed(FOREMAN), 3));
		set_time(NOW + 1);
		offered(endless.clone());
		assert_noop!(refused(), Error::<Test>::TooManyOffers);
		// What lapsed goes with the next offer.
		set_time(NOW + OFFER_STANDS);
		let last = offered(endless);
		let open = OpenOffers::<Test>::get(Owner::Organisation(BRAND));
		assert_eq!(open.into_inner(), [17, last]);
		assert_eq!(Offers::<Test>::get(0), None);
		// That of the creator lapsed too, and waits for the creator's next.
		assert!(Offers::<Test>::contains_key(16));
	});
}

#[test]
fn offer_should_accept_terms_when_they_end_now_at_the_earliest_or_never() {
	ExtBuilder::build_and_execute(|| {
		let term = |from, until| LicenceTerms { term: Period { from, until }, ..terms() };
		assert_ok!(offer(BRAND_LAWYER, MARK, FACTORY, term(0, None)));
		assert_ok!(offer(BRAND_LAWYER, MARK, FACTORY, term(0, Some(NOW + 1))));
		assert_ok!(offer(BRAND_LAWYER, MARK, FACTORY, term(NOW + HOUR, None)));
		assert_noop!(
			offer(BRAND_LAWYER, MARK, FACTORY, term(0, Some(NOW))),
			Error::<Test>::TermOver
		);
	});
}

#[test]
fn offer_should_refuse_when_the_origin_is_not_signed() {
	ExtBuilder::build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				offer_as(origin, rights(&[MARK]), FACTORY, terms(), None),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn offer_should_refuse_when_the_signer_does_not_act_for_the_owner() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(FOREMAN, FACTORY, Role::RightsHolder.into(), CH);

		assert_noop!(offer(OUTSIDER, MARK, FACTORY, terms()), Error::<Test>::NotOwner);
		assert_noop!(offer(BRAND_DRIVER, MARK, FACTORY, terms()), ROLE_MISSING);
		assert_noop!(offer(FOREMAN, MARK, IMPORTER, terms()), Error::<Test>::NotOwner);
		assert_noop!(offer(OUTSIDER, WORK, FACTORY, terms()), Error::<Test>::NotOwner);
		assert_noop!(offer(BRAND_LAWYER, WORK, FACTORY, terms()), Error::<Test>::NotOwner);
	});
}

#[test]
fn offer_should_refuse_when_the_owner_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND, standing);
			assert_noop!(offer(BRAND_LAWYER, MARK, FACTORY, terms()), NOT_IN_GOOD_STANDING);
		}
	});
}

#[test]
fn offer_should_refuse_when_the_owning_account_has_become_an_operator() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(CREATOR, FACTORY, Role::Creator.into(), CH);
		assert_noop!(offer(CREATOR, WORK, IMPORTER, terms()), Error::<Test>::NotOwner);
	});
}

#[test]
fn offer_should_refuse_when_the_right_is_not_attested() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(offer(BRAND_LAWYER, CONTRACT, FACTORY, terms()), Error::<Test>::UnknownRight);
	});
}

#[test]
fn offer_should_refuse_when_the_right_is_not_in_force() {
	ExtBuilder::build_and_execute(|| {
		let today = legal_date(NOW);
		let lapsed = RightFacts { ended: Some((RightEnd::Lapsed, today)), ..mark() };
		let over = RightFacts { term: Term { from: 0, until: Some(today) }, ..mark() };
		let not_begun = RightFacts { term: Term { from: today + 1, until: None }, ..mark() };
		for facts in [lapsed, over, not_begun] {
			FakeRights::set(MARK, facts);
			assert_noop!(
				offer(BRAND_LAWYER, MARK, FACTORY, terms()),
				Error::<Test>::RightNotInForce
			);
		}
	});
}

#[test]
fn offer_should_refuse_when_a_territory_lies_outside_the_right() {
	ExtBuilder::build_and_execute(|| {
		let terms = LicenceTerms { territories: countries(&[DE, CH]), ..terms() };
		assert_noop!(offer(BRAND_LAWYER, MARK, FACTORY, terms), Error::<Test>::TerritoryNotCovered);
	});
}

/// Terms with a list, depth or royalty that breaks its rule.
fn malformed_lists() -> Vec<LicenceTerms> {
	use RightClass::Nice;
	let class = |class| Nice { edition: 12, class };
	let classes = |list: Vec<_>| Products::Classes(list.try_into().unwrap());
	let gtins = |list: Vec<Gtin>| Products::Gtins(list.try_into().unwrap());
	let marketplaces = |list: Vec<OrgId>| Channel::Marketplaces(list.try_into().unwrap());
	let gtin = Gtin::try_from("00012345600012").unwrap();
	let products = [
		classes(vec![]),
		classes(vec![class(46)]),
		classes(vec![class(25), class(25)]),
		classes(vec![class(25), class(18)]),
		gtins(vec![]),
		gtins(vec![gtin, gtin]),
		gtins(vec![Gtin(*b"00012345600013")]),
	];
	let channels = [marketplaces(vec![]), marketplaces(vec![2, 2]), marketplaces(vec![2, 1])];
	let counted = royal().royalties.unwrap();
	let periods = Bases::of(&[RoyaltyBasis::Period]);
	let royalties = [
		RoyaltyTerms { bases: Bases(0), ..counted },
		RoyaltyTerms { bases: Bases(1 << 4), ..counted },
		RoyaltyTerms { period: Some(HOUR), ..counted },
		RoyaltyTerms { bases: periods, ..counted },
		RoyaltyTerms { bases: periods, period: Some(0), ..counted },
	];
	let products = products.map(|products| LicenceTerms { products, ..terms() });
	let channels = channels.map(|channel| LicenceTerms { channel, ..terms() });
	let royalties =
		royalties.map(|royalties| LicenceTerms { royalties: Some(royalties), ..terms() });
	let deep = LicenceTerms { sublicensing: MAX_SUBLICENSING + 1, ..terms() };
	products.into_iter().chain(channels).chain(royalties).chain([deep]).collect()
}

#[test]
fn offer_should_refuse_when_the_terms_are_malformed() {
	ExtBuilder::build_and_execute(|| {
		let kilograms = UnitCode(*b"kgm");
		let malformed = [
			LicenceTerms { activities: Activities(0), ..terms() },
			LicenceTerms { activities: Activities(1 << 12), ..terms() },
			LicenceTerms { territories: Territories::default(), ..terms() },
			LicenceTerms { territories: Territories([0xff; 32]), ..terms() },
			LicenceTerms { term: Period { from: NOW + 2, until: Some(NOW + 2) }, ..terms() },
			LicenceTerms { term: Period { from: NOW + 2, until: Some(NOW + 1) }, ..terms() },
			LicenceTerms { quantity: Some(Quantity::Pieces(0)), ..terms() },
			LicenceTerms {
				quantity: Some(Quantity::Measured { micros: 1, unit: kilograms }),
				..terms()
			},
		];
		for terms in malformed.into_iter().chain(malformed_lists()) {
			assert_noop!(offer(BRAND_LAWYER, MARK, FACTORY, terms), Error::<Test>::MalformedTerms);
		}
	});
}

#[test]
fn offer_should_refuse_when_the_licensee_is_no_organisation() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(offer(BRAND_LAWYER, MARK, 77, terms()), Error::<Test>::UnknownLicensee);
	});
}

#[test]
fn offer_should_refuse_when_the_licensee_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(FACTORY, standing);
			assert_noop!(
				offer(BRAND_LAWYER, MARK, FACTORY, terms()),
				Error::<Test>::LicenseeNotInGoodStanding
			);
		}
	});
}

#[test]
fn offer_should_refuse_when_the_licensee_owns_the_right() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(offer(BRAND_LAWYER, MARK, BRAND, terms()), Error::<Test>::SelfLicence);
	});
}

#[test]
fn offer_should_refuse_when_the_owner_gave_the_right_up() {
	ExtBuilder::build_and_execute(|| {
		FakeRights::set(MARK, RightFacts { surrendered: Some(NOW), ..mark() });
		assert_noop!(offer(BRAND_LAWYER, MARK, FACTORY, terms()), Error::<Test>::RightGivenUp);
	});
}

#[test]
fn offer_should_refuse_when_the_ids_are_used_up() {
	ExtBuilder::build().execute_with(|| {
		NextLicenceId::<Test>::put(LicenceId::MAX);
		assert_noop!(offer(BRAND_LAWYER, MARK, FACTORY, terms()), ArithmeticError::Overflow);
	});
}
