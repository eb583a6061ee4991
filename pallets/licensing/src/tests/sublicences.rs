//! Licences under licences.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	authorisation::{
		Activities, Activity, Answer, AuthorisationReport, ConditionResult, Ground, Question,
	},
	gs1::Gtin,
	quantity::Quantity,
	rights::{LicensingRule, RightClass},
	time::Period,
	traits::Authorisation,
	LicenceId,
};
use ConditionResult::{Failed, NotApplicable, Passed};

fn deep(sublicensing: u8) -> LicenceTerms {
	LicenceTerms { sublicensing, ..terms() }
}

fn offer(who: u64, licensee: u32, terms: LicenceTerms, parent: LicenceId) -> DispatchResult {
	let origin = RuntimeOrigin::signed(who);
	offer_as(origin, rights(&[MARK]), licensee, terms, Some(parent))
}

/// The factory's licence and the workshop's under it.
fn pair(parent: LicenceTerms, sub: LicenceTerms) -> (LicenceId, LicenceId) {
	let parent = granted(parent);
	(parent, granted_by(FOREMAN, &[MARK], WORKSHOP, sub, Some(parent)))
}

fn ask(question: Question) -> AuthorisationReport {
	Licensing::ask(&Question { party: WORKSHOP, ..question })
}

#[test]
fn sublicence_should_permit_when_each_licence_above_it_does() {
	ExtBuilder::build_and_execute(|| {
		let (parent, sub) = pair(deep(2), deep(1));
		let report = ask(question());
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(sub)));
		assert_eq!(report.parents, Passed);
		let lowest = granted_by(MASTER, &[MARK], IMPORTER, deep(0), Some(sub));
		let report = Licensing::ask(&Question { party: IMPORTER, ..question() });
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(lowest)));
		let own = Licensing::ask(&question());
		assert_eq!(own.answer, Answer::Permitted(Ground::Licence(parent)));
		assert_eq!(own.parents, NotApplicable);
	});
}

#[test]
fn sublicence_should_refuse_when_the_parent_allows_none_or_no_deeper_ones() {
	ExtBuilder::build_and_execute(|| {
		let flat = granted(terms());
		assert_noop!(offer(FOREMAN, WORKSHOP, deep(0), flat), Error::<Test>::NotSublicensable);
		let parent = granted(deep(2));
		assert_noop!(offer(FOREMAN, WORKSHOP, deep(2), parent), Error::<Test>::BeyondParent);
		assert_ok!(offer(FOREMAN, WORKSHOP, deep(1), parent));
	});
}

#[test]
fn sublicence_should_refuse_when_the_signer_is_not_of_the_parents_licensee() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(deep(1));
		assert_noop!(offer(BUYER, WORKSHOP, deep(0), parent), Error::<Test>::NotLicensee);
		assert_noop!(offer(BRAND_LAWYER, WORKSHOP, deep(0), parent), Error::<Test>::NotLicensee);
		assert_noop!(offer(FOREMAN, FACTORY, deep(0), parent), Error::<Test>::SelfLicence);
		assert_noop!(offer(FOREMAN, WORKSHOP, deep(0), 77), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn sublicence_should_refuse_when_it_permits_more_than_its_parent() {
	ExtBuilder::build_and_execute(|| {
		share(LicensingRule::Any);
		let class = |class| RightClass::Nice { edition: 12, class };
		let classes = |list: &[u8]| {
			let list: Vec<_> = list.iter().map(|number| class(*number)).collect();
			Products::Classes(list.try_into().unwrap())
		};
		let through = |list: &[u32]| Channel::Marketplaces(list.to_vec().try_into().unwrap());
		let gtin = Gtin::try_from("00012345600012").unwrap();
		let parent = granted(LicenceTerms {
			products: classes(&[18, 25]),
			channel: through(&[7, 8]),
			..deep(1)
		});
		let within = LicenceTerms { products: classes(&[25]), channel: through(&[8]), ..deep(0) };
		let beyond = [
			LicenceTerms { activities: Activities::of(&[Activity::Sell]), ..within.clone() },
			LicenceTerms {
				territories: countries(&[DE, tracemark_primitives::territory::Country(*b"IT")]),
				..within.clone()
			},
			LicenceTerms { term: Period { from: 0, until: Some(NOW + HOUR) }, ..within.clone() },
			LicenceTerms { term: Period { from: NOW, until: None }, ..within.clone() },
			LicenceTerms { quantity: Some(Quantity::Pieces(1_001)), ..within.clone() },
			LicenceTerms { products: Products::All, ..within.clone() },
			LicenceTerms { products: classes(&[9]), ..within.clone() },
			LicenceTerms {
				products: Products::Gtins(vec![gtin].try_into().unwrap()),
				..within.clone()
			},
			LicenceTerms { channel: Channel::Any, ..within.clone() },
			LicenceTerms { channel: through(&[9]), ..within.clone() },
			LicenceTerms { exclusivity: Exclusivity::Sole, ..within.clone() },
		];
		for terms in beyond {
			assert_noop!(offer(FOREMAN, WORKSHOP, terms, parent), Error::<Test>::BeyondParent);
		}
		let both = rights(&[MARK, SHARED]);
		let origin = RuntimeOrigin::signed(FOREMAN);
		assert_noop!(
			offer_as(origin, both, WORKSHOP, within.clone(), Some(parent)),
			Error::<Test>::BeyondParent
		);
		// The parent's limit holds for a sublicence without one.
		assert_ok!(offer(FOREMAN, WORKSHOP, LicenceTerms { quantity: None, ..within }, parent));
	});
}

#[test]
fn sublicence_should_refuse_when_a_licence_above_it_has_ended_or_rests() {
	ExtBuilder::build_and_execute(|| {
		let (parent, sub) = pair(deep(2), deep(1));
		let lower = || offer(MASTER, IMPORTER, deep(0), sub);
		let lawyer = || RuntimeOrigin::signed(BRAND_LAWYER);
		assert_ok!(Licensing::suspend_licence(lawyer(), parent, GROUND));
		assert_noop!(lower(), Error::<Test>::ParentNotStanding);
		assert_ok!(Licensing::resume_licence(lawyer(), parent));
		assert_ok!(lower());
		assert_ok!(Licensing::revoke(lawyer(), parent, GROUND));
		assert_noop!(lower(), Error::<Test>::ParentNotStanding);
		// So it is when the open offer is accepted.
		let open = NextLicenceId::<Test>::get() - 1;
		assert_noop!(
			Licensing::accept(RuntimeOrigin::signed(BUYER), open),
			Error::<Test>::ParentNotStanding
		);
	});
}

#[test]
fn sublicence_should_end_and_rest_with_its_parent_when_asked_of_that_time() {
	ExtBuilder::build_and_execute(|| {
		let (parent, sub) = pair(deep(1), deep(0));
		let lawyer = || RuntimeOrigin::signed(BRAND_LAWYER);
		set_time(NOW + HOUR);
		assert_ok!(Licensing::suspend_licence(lawyer(), parent, GROUND));
		set_time(NOW + 2 * HOUR);
		assert_ok!(Licensing::resume_licence(lawyer(), parent));
		set_time(NOW + 3 * HOUR);
		assert_ok!(Licensing::revoke(lawyer(), parent, GROUND));

		let permitted = Answer::Permitted(Ground::Licence(sub));
		for (hours, answer) in [(0, true), (1, false), (2, true), (3, false)] {
			let report = ask(Question { at: NOW + hours * HOUR, ..question() });
			assert_eq!(report.answer == permitted, answer, "{hours}");
			assert_eq!(report.parents == Passed, answer);
			assert_eq!((report.not_revoked, report.not_suspended), (Passed, Passed));
		}
	});
}

#[test]
fn sublicence_should_count_at_every_level_when_it_is_used() {
	ExtBuilder::build_and_execute(|| {
		let fewer = LicenceTerms { quantity: Some(Quantity::Pieces(600)), ..deep(0) };
		let (parent, sub) = pair(deep(1), fewer);
		assert_ok!(Licensing::exercise(sub, &making(500)));
		assert_ok!(Licensing::exercise(parent, &making(450)));
		let left = |id| Licences::<Test>::get(id).unwrap().left.unwrap().value();
		assert_eq!((left(parent), left(sub)), (50, 100));
		assert_noop!(Licensing::exercise(sub, &making(51)), Error::<Test>::QuantityExceeded);
		let report = ask(Question { quantity: Some(Quantity::Pieces(51)), ..question() });
		assert_eq!((report.quantity, report.parents), (Failed, Passed));
		let report = ask(Question { quantity: Some(Quantity::Pieces(50)), ..question() });
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(sub)));
	});
}

#[test]
fn sublicence_should_sell_off_when_its_parent_lets_it() {
	ExtBuilder::build_and_execute(|| {
		let activities = Activities::of(&[Activity::Manufacture, Activity::Sell]);
		let selling =
			|sublicensing, sell_off| LicenceTerms { activities, sell_off, ..deep(sublicensing) };
		let (parent, sub) = pair(selling(1, 2 * HOUR), selling(0, 0));
		set_time(NOW + HOUR);
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), parent));
		let sell = |made_at, at| {
			let mut asked = Question { activity: Activity::Sell, at, ..question() };
			asked.goods.made_at = Some(made_at);
			ask(asked)
		};
		let permitted = Answer::Permitted(Ground::Licence(sub));
		assert_eq!(sell(NOW, NOW + 3 * HOUR - 1).answer, permitted);
		assert_eq!(sell(NOW, NOW + 3 * HOUR).parents, Failed);
		assert_eq!(sell(NOW + HOUR, NOW + HOUR).parents, Failed);
	});
}
