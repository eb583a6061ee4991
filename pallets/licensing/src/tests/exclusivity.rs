//! Whom sole and exclusive licences exclude.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::{Activities, Activity, Answer, ConditionResult, Ground, Question},
	gs1::Gtin,
	rights::{LicensingRule, RightClass},
	time::Period,
	traits::Authorisation,
	LicenceId,
};
use Exclusivity::{Exclusive as Only, NonExclusive, Sole};

fn offer_to(licensee: u32, terms: LicenceTerms) -> DispatchResult {
	let origin = RuntimeOrigin::signed(BRAND_LAWYER);
	offer_as(origin, rights(&[MARK]), licensee, terms, None)
}

fn with(exclusivity: Exclusivity) -> LicenceTerms {
	LicenceTerms { exclusivity, ..terms() }
}

fn gtins(codes: &[&str]) -> Products {
	let gtins: Vec<_> = codes.iter().map(|code| Gtin::try_from(*code).unwrap()).collect();
	Products::Gtins(gtins.try_into().unwrap())
}

const ONE: &str = "00012345600012";
const TWO: &str = "00012345600029";

fn classes(numbers: &[u8], edition: u8) -> Products {
	let classes: Vec<_> =
		numbers.iter().map(|class| RightClass::Nice { edition, class: *class }).collect();
	Products::Classes(classes.try_into().unwrap())
}

fn through(marketplaces: &[u32]) -> Channel {
	Channel::Marketplaces(marketplaces.to_vec().try_into().unwrap())
}

#[test]
fn exclusivity_should_refuse_later_licences_when_their_scopes_overlap() {
	ExtBuilder::build_and_execute(|| {
		for exclusivity in [Sole, Only] {
			let id = granted(with(exclusivity));
			for later in [NonExclusive, Sole, Only] {
				assert_noop!(
					offer_to(IMPORTER, with(later)),
					Error::<Test>::ConflictsWithExclusive
				);
			}
			assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
			assert_ok!(offer_to(IMPORTER, terms()));
		}
	});
}

#[test]
fn exclusivity_should_let_later_licences_be_when_they_lie_beside_it() {
	ExtBuilder::build_and_execute(|| {
		let exclusive = LicenceTerms {
			territories: countries(&[DE]),
			products: gtins(&[ONE]),
			channel: through(&[7]),
			..with(Only)
		};
		granted(exclusive.clone());
		let beside = [
			LicenceTerms { activities: Activities::of(&[Activity::Sell]), ..exclusive.clone() },
			LicenceTerms { territories: countries(&[FR]), ..exclusive.clone() },
			LicenceTerms {
				term: Period { from: NOW + 24 * HOUR, until: None },
				..exclusive.clone()
			},
			LicenceTerms { term: Period { from: 0, until: Some(NOW) }, ..exclusive.clone() },
			LicenceTerms { products: gtins(&[TWO]), ..exclusive.clone() },
			LicenceTerms { channel: through(&[8]), ..exclusive.clone() },
		];
		// The one before it is over now, and cannot be offered for that.
		for (terms, over) in beside.into_iter().zip([false, false, false, true, false, false]) {
			if over {
				assert_noop!(offer_to(IMPORTER, terms), Error::<Test>::TermOver);
			} else {
				assert_ok!(offer_to(IMPORTER, terms));
			}
		}
		// Of what class an item is, is not known.
		let overlapping = [
			exclusive.clone(),
			LicenceTerms { products: Products::All, channel: Channel::Any, ..exclusive.clone() },
			LicenceTerms { products: classes(&[25], 12), ..exclusive },
		];
		for terms in overlapping {
			assert_noop!(offer_to(IMPORTER, terms), Error::<Test>::ConflictsWithExclusive);
		}
	});
}

#[test]
fn exclusivity_should_compare_classes_without_their_edition_when_both_name_some() {
	ExtBuilder::build_and_execute(|| {
		granted(LicenceTerms { products: classes(&[18, 25], 11), ..with(Sole) });
		let later = |products| LicenceTerms { products, ..terms() };
		assert_ok!(offer_to(IMPORTER, later(classes(&[9], 12))));
		assert_noop!(
			offer_to(IMPORTER, later(classes(&[25], 12))),
			Error::<Test>::ConflictsWithExclusive
		);
	});
}

#[test]
fn exclusivity_should_be_asked_again_when_an_offer_is_accepted() {
	ExtBuilder::build_and_execute(|| {
		let open = offered_by(BRAND_LAWYER, &[MARK], IMPORTER, terms(), None);
		granted(with(Only));
		assert_noop!(
			Licensing::accept(RuntimeOrigin::signed(BUYER), open),
			Error::<Test>::ConflictsWithExclusive
		);
	});
}

#[test]
fn exclusivity_should_leave_earlier_licences_when_it_comes_later() {
	ExtBuilder::build_and_execute(|| {
		let earlier = granted(terms());
		granted_by(BRAND_LAWYER, &[MARK], IMPORTER, with(Only), None);
		let report = Licensing::ask(&question());
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(earlier)));
	});
}

#[test]
fn exclusivity_should_measure_sublicences_among_themselves_when_their_parent_is_exclusive() {
	ExtBuilder::build_and_execute(|| {
		let deep = |sublicensing, exclusivity| LicenceTerms { sublicensing, ..with(exclusivity) };
		let parent = granted(deep(2, Only));
		let sub = granted_by(FOREMAN, &[MARK], WORKSHOP, deep(1, Only), Some(parent));
		let sibling = |terms| {
			let origin = RuntimeOrigin::signed(FOREMAN);
			offer_as(origin, rights(&[MARK]), IMPORTER, terms, Some(parent))
		};
		assert_noop!(sibling(deep(1, NonExclusive)), Error::<Test>::ConflictsWithExclusive);
		// Under the exclusive sublicence itself there is room.
		granted_by(MASTER, &[MARK], IMPORTER, deep(0, NonExclusive), Some(sub));
		// When the parent ends, its sublicences exclude nobody any more.
		assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), parent, GROUND));
		assert_ok!(offer_to(IMPORTER, terms()));
	});
}

#[test]
fn exclusivity_should_go_on_when_the_licence_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(with(Only));
		assert_ok!(Licensing::suspend_licence(RuntimeOrigin::signed(BRAND_LAWYER), id, GROUND));
		assert_noop!(offer_to(IMPORTER, terms()), Error::<Test>::ConflictsWithExclusive);
	});
}

/// Writes as many scopes as the list of the mark has room for.
fn fill(licence: LicenceId) {
	let all: Vec<_> = (0..64)
		.map(|number| {
			let terms = LicenceTerms { channel: through(&[number]), ..with(Sole) };
			Exclusive::of(licence, None, &terms)
		})
		.collect();
	ExclusivesOf::<Test>::insert(MARK, Exclusives::try_from(all).unwrap());
}

#[test]
fn exclusivity_should_refuse_when_the_list_is_full_until_one_is_over() {
	ExtBuilder::build().execute_with(|| {
		let term = Period { from: 0, until: None };
		let terms = LicenceTerms { channel: through(&[77]), term, ..with(Sole) };
		let id = offered(terms);
		fill(99);
		let accept = || Licensing::accept(RuntimeOrigin::signed(FOREMAN), id);
		assert_noop!(accept(), Error::<Test>::TooManyExclusives);
		set_time(NOW + 24 * HOUR);
		assert_ok!(accept());
		let left: Vec<_> =
			ExclusivesOf::<Test>::get(MARK).iter().map(|entry| entry.licence).collect();
		assert_eq!(left, [id]);
	});
}

#[test]
fn ask_should_not_permit_the_owner_when_an_exclusive_licence_excludes_it() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { products: gtins(&[ONE]), ..with(Only) });
		let ask = |activity, gtin: &str, at| {
			let mut asked = Question { party: BRAND, activity, at, ..question() };
			asked.goods.gtin = Some(Gtin::try_from(gtin).unwrap());
			Licensing::ask(&asked)
		};
		let report = ask(Activity::Manufacture, ONE, NOW);
		assert_eq!(report.answer, Answer::NotPermitted);
		assert_eq!(report.not_excluded, ConditionResult::Failed);
		let owner = Answer::Permitted(Ground::Owner);
		assert_eq!(ask(Activity::Sell, ONE, NOW).answer, owner);
		assert_eq!(ask(Activity::Manufacture, TWO, NOW).answer, owner);
		// Before and after it.
		assert_eq!(ask(Activity::Manufacture, ONE, NOW - 1).answer, owner);
		set_time(NOW + HOUR);
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		let report = ask(Activity::Manufacture, ONE, NOW + HOUR);
		assert_eq!((report.answer, report.not_excluded), (owner, ConditionResult::Passed));
		// Of the time in which it stood the answer stays.
		assert_eq!(ask(Activity::Manufacture, ONE, NOW).answer, Answer::NotPermitted);
	});
}

#[test]
fn ask_should_permit_the_owner_when_the_licence_is_sole() {
	ExtBuilder::build_and_execute(|| {
		granted(with(Sole));
		let report = Licensing::ask(&Question { party: BRAND, ..question() });
		assert_eq!(report.answer, Answer::Permitted(Ground::Owner));
	});
}

#[test]
fn ask_should_permit_an_excluded_owner_when_the_licensee_licenses_it_back() {
	ExtBuilder::build_and_execute(|| {
		share(LicensingRule::Any);
		let parent = granted(LicenceTerms { sublicensing: 1, ..with(Only) });
		let back = granted_by(FOREMAN, &[MARK], BRAND, terms(), Some(parent));
		let report = Licensing::ask(&Question { party: BRAND, ..question() });
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(back)));
		assert_eq!(report.not_excluded, ConditionResult::NotApplicable);
	});
}
