use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError};
use tracemark_primitives::{
	authorisation::Activities,
	fakes::{FakeMembership, FakeRights, NOT_IN_GOOD_STANDING, NOT_MEMBER, ROLE_MISSING},
	parties::{Owner, Role, Standing},
	quantity::{Quantity, UnitCode},
	rights::{RightEnd, RightFacts, RightId},
	territory::Territories,
	time::{legal_date, Period, Term},
	LicenceId, OrgId,
};

fn grant(
	who: u64,
	right: RightId,
	licensee: OrgId,
	terms: LicenceTerms,
) -> sp_runtime::DispatchResult {
	Licensing::grant(RuntimeOrigin::signed(who), right, licensee, terms)
}

#[test]
fn grant_should_record_the_licence_when_an_operator_of_the_owner_signs() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, terms()));

		let licence = Licence {
			right: MARK,
			licensor: Owner::Organisation(BRAND),
			licensee: FACTORY,
			terms: terms(),
			left: Some(Quantity::Pieces(1_000)),
			granted_at: NOW,
			ended: None,
		};
		assert_eq!(Licences::<Test>::get(0), Some(licence));
		assert_eq!(between(MARK, FACTORY), [0]);
		assert_eq!(NextLicenceId::<Test>::get(), 1);
		let licensor = Owner::Organisation(BRAND);
		let granted = Event::Granted { licence: 0, right: MARK, licensor, licensee: FACTORY };
		System::assert_last_event(granted.into());
	});
}

#[test]
fn grant_should_record_the_licence_when_the_owner_is_an_account() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(grant(CREATOR, WORK, FACTORY, terms()));

		let licensor = Owner::Account(CREATOR);
		let granted = Event::Granted { licence: 0, right: WORK, licensor, licensee: FACTORY };
		System::assert_last_event(granted.into());
	});
}

#[test]
fn grant_should_accept_a_creator_when_its_organisation_owns_the_right() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(BRAND_LAWYER, BRAND, Role::Creator.into(), FR);
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, terms()));
	});
}

#[test]
fn grant_should_count_ids_up_when_licences_follow_each_other() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, terms()));
		assert_ok!(grant(BRAND_LAWYER, MARK, IMPORTER, terms()));
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, terms()));

		assert_eq!(between(MARK, FACTORY), [0, 2]);
		assert_eq!(between(MARK, IMPORTER), [1]);
	});
}

#[test]
fn grant_should_accept_terms_when_they_end_now_at_the_earliest_or_never() {
	ExtBuilder::build_and_execute(|| {
		let term = |from, until| LicenceTerms { term: Period { from, until }, ..terms() };
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, term(0, None)));
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, term(0, Some(NOW + 1))));
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, term(NOW + HOUR, None)));
		assert_noop!(
			grant(BRAND_LAWYER, MARK, FACTORY, term(0, Some(NOW))),
			Error::<Test>::TermOver
		);
	});
}

#[test]
fn grant_should_refuse_when_the_origin_is_not_signed() {
	ExtBuilder::build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::grant(origin, MARK, FACTORY, terms()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn grant_should_refuse_when_the_signer_does_not_act_for_the_owner() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(FOREMAN, FACTORY, Role::RightsHolder.into(), CH);

		assert_noop!(grant(OUTSIDER, MARK, FACTORY, terms()), NOT_MEMBER);
		assert_noop!(grant(BRAND_DRIVER, MARK, FACTORY, terms()), ROLE_MISSING);
		assert_noop!(grant(FOREMAN, MARK, IMPORTER, terms()), Error::<Test>::NotOwner);
		assert_noop!(grant(OUTSIDER, WORK, FACTORY, terms()), Error::<Test>::NotOwner);
		assert_noop!(grant(BRAND_LAWYER, WORK, FACTORY, terms()), Error::<Test>::NotOwner);
	});
}

#[test]
fn grant_should_refuse_when_the_owner_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(BRAND, standing);
			assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms()), NOT_IN_GOOD_STANDING);
		}
	});
}

#[test]
fn grant_should_refuse_when_the_owning_account_has_become_an_operator() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(CREATOR, FACTORY, Role::Creator.into(), CH);
		assert_noop!(grant(CREATOR, WORK, IMPORTER, terms()), Error::<Test>::NotOwner);
	});
}

#[test]
fn grant_should_refuse_when_the_right_is_not_attested() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(grant(BRAND_LAWYER, CONTRACT, FACTORY, terms()), Error::<Test>::UnknownRight);
	});
}

#[test]
fn grant_should_refuse_when_the_right_is_not_in_force() {
	ExtBuilder::build_and_execute(|| {
		let today = legal_date(NOW);
		let lapsed = RightFacts { ended: Some((RightEnd::Lapsed, today)), ..mark() };
		let over = RightFacts { term: Term { from: 0, until: Some(today) }, ..mark() };
		let not_begun = RightFacts { term: Term { from: today + 1, until: None }, ..mark() };
		for facts in [lapsed, over, not_begun] {
			FakeRights::set(MARK, facts);
			assert_noop!(
				grant(BRAND_LAWYER, MARK, FACTORY, terms()),
				Error::<Test>::RightNotInForce
			);
		}
	});
}

#[test]
fn grant_should_refuse_when_a_territory_lies_outside_the_right() {
	ExtBuilder::build_and_execute(|| {
		let terms = LicenceTerms { territories: countries(&[DE, CH]), ..terms() };
		assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms), Error::<Test>::TerritoryNotCovered);
	});
}

#[test]
fn grant_should_refuse_when_the_terms_are_malformed() {
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
		for terms in malformed {
			assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms), Error::<Test>::MalformedTerms);
		}
	});
}

#[test]
fn grant_should_refuse_when_the_licensee_is_no_organisation() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(grant(BRAND_LAWYER, MARK, 77, terms()), Error::<Test>::UnknownLicensee);
	});
}

#[test]
fn grant_should_refuse_when_the_licensee_is_suspended_or_expelled() {
	ExtBuilder::build_and_execute(|| {
		for standing in [Standing::Suspended, Standing::Expelled] {
			FakeMembership::set_standing(FACTORY, standing);
			assert_noop!(
				grant(BRAND_LAWYER, MARK, FACTORY, terms()),
				Error::<Test>::LicenseeNotInGoodStanding
			);
		}
	});
}

#[test]
fn grant_should_refuse_when_the_licensee_owns_the_right() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(grant(BRAND_LAWYER, MARK, BRAND, terms()), Error::<Test>::SelfLicence);
	});
}

#[test]
fn grant_should_refuse_when_the_pair_has_all_its_licences_until_one_has_ended() {
	ExtBuilder::build_and_execute(|| {
		let ids: Vec<_> = (0..MAX_LICENCES).map(|_| granted(terms())).collect();
		assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms()), Error::<Test>::TooManyLicences);
		assert_ok!(grant(BRAND_LAWYER, MARK, IMPORTER, terms()));
		// Whichever is ended makes room.
		let ended = ids[2];
		assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), ended, GROUND));
		let new = granted(terms());
		assert_eq!(between(MARK, FACTORY), [ids[0], ids[1], ids[3], new]);
		assert_eq!(PastLicences::<Test>::get((MARK, FACTORY, 0)), Some(ended));
		assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms()), Error::<Test>::TooManyLicences);
		// So does a term that is over.
		set_time(NOW + 24 * HOUR);
		let terms = LicenceTerms { term: Period { from: NOW, until: None }, ..terms() };
		assert_ok!(grant(BRAND_LAWYER, MARK, FACTORY, terms));
		assert_eq!(PastLicences::<Test>::get((MARK, FACTORY, 1)), Some(ids[0]));
		assert_eq!(PastLicenceCount::<Test>::get(MARK, FACTORY), 2);
	});
}

#[test]
fn grant_should_refuse_when_the_owner_gave_the_right_up() {
	ExtBuilder::build_and_execute(|| {
		FakeRights::set(MARK, RightFacts { surrendered: Some(NOW), ..mark() });
		assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms()), Error::<Test>::RightGivenUp);
	});
}

#[test]
fn grant_should_refuse_when_the_ids_are_used_up() {
	ExtBuilder::build().execute_with(|| {
		NextLicenceId::<Test>::put(LicenceId::MAX);
		assert_noop!(grant(BRAND_LAWYER, MARK, FACTORY, terms()), ArithmeticError::Overflow);
	});
}
