//! The conditions of a licence beside acts, places, time and quantity.

use crate::{mock::*, *};
use frame_support::assert_ok;
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::{
		Activities, Activity, Answer, AuthorisationReport, ConditionResult, GoodsHistory, Ground,
		Question,
	},
	fakes::FakeRights,
	gs1::Gtin,
	quantity::Quantity,
	rights::{Designation, RightClass, RightEnd},
	time::{legal_date, Period},
	traits::Authorisation,
	Moment,
};
use ConditionResult::{Failed, NotApplicable, Passed};

const ONE: &str = "00012345600012";

fn gtin(code: &str) -> Gtin {
	Gtin::try_from(code).unwrap()
}

fn ask(goods: GoodsHistory) -> AuthorisationReport {
	Licensing::ask(&Question { goods, ..question() })
}

fn lawyer() -> RuntimeOrigin {
	RuntimeOrigin::signed(BRAND_LAWYER)
}

#[test]
fn ask_should_answer_not_required_when_the_designation_has_no_effect_there() {
	ExtBuilder::build_and_execute(|| {
		granted(terms());
		let refused = Some((RightEnd::Refused, legal_date(NOW)));
		FakeRights::designate(MARK, DE, Designation { since: 0, ended: refused });
		assert_eq!(ask(GoodsHistory::default()).answer, Answer::NotRequired);
		let there = Licensing::ask(&Question { country: FR, ..question() });
		assert!(matches!(there.answer, Answer::Permitted(_)));
	});
}

#[test]
fn ask_should_name_the_product_when_the_licence_is_for_others() {
	ExtBuilder::build_and_execute(|| {
		let products = Products::Gtins(vec![gtin(ONE)].try_into().unwrap());
		granted(LicenceTerms { products, ..terms() });
		let goods = |gtin| GoodsHistory { gtin, ..Default::default() };
		let report = ask(goods(Some(gtin(ONE))));
		assert_eq!((report.answer.allows(), report.product), (true, Passed));
		for other in [Some(gtin("00012345600029")), None] {
			let report = ask(goods(other));
			assert_eq!((report.answer.allows(), report.product), (false, Failed));
		}
	});
}

#[test]
fn ask_should_name_the_product_when_its_class_is_another_or_unknown() {
	ExtBuilder::build_and_execute(|| {
		let class = |edition, class| RightClass::Nice { edition, class };
		let products = Products::Classes(vec![class(11, 25)].try_into().unwrap());
		granted(LicenceTerms { products, ..terms() });
		let goods = |class| GoodsHistory { class, ..Default::default() };
		assert_eq!(ask(goods(Some(class(12, 25)))).product, Passed);
		assert_eq!(ask(goods(Some(class(11, 18)))).product, Failed);
		assert_eq!(ask(goods(None)).product, Failed);
	});
}

#[test]
fn ask_should_know_nothing_when_the_right_lost_the_class_and_nothing_permits_the_act() {
	ExtBuilder::build_and_execute(|| {
		let class = |edition, class| Some(RightClass::Nice { edition, class });
		FakeRights::lose(MARK, RightClass::Nice { edition: 12, class: 18 }, NOW);
		let of = |class, at| {
			let goods = GoodsHistory { class, ..Default::default() };
			Licensing::ask(&Question { goods, at, ..question() })
		};
		let lost = of(class(11, 18), NOW);
		assert_eq!(
			(lost.answer, lost.nature, lost.right_in_force),
			(Answer::Unknown, None, Passed)
		);
		for report in [of(class(11, 18), NOW - 1), of(class(12, 25), NOW), of(None, NOW)] {
			assert_eq!(report.answer, Answer::NotPermitted);
		}
		// A licence of the class permits as before.
		granted(terms());
		assert_eq!(of(class(11, 18), NOW).answer, Answer::Permitted(Ground::Licence(0)));
	});
}

#[test]
fn ask_should_name_the_channel_when_the_marketplace_is_another() {
	ExtBuilder::build_and_execute(|| {
		let channel = Channel::Marketplaces(vec![7].try_into().unwrap());
		let activities = Activities::of(&[Activity::Sell, Activity::Stock]);
		granted(LicenceTerms { channel, activities, ..terms() });
		let ask = |activity, marketplace| {
			let goods = GoodsHistory { marketplace, ..Default::default() };
			Licensing::ask(&Question { activity, goods, ..question() }).channel
		};
		assert_eq!(ask(Activity::Sell, Some(7)), Passed);
		assert_eq!(ask(Activity::Sell, Some(8)), Failed);
		assert_eq!(ask(Activity::Sell, None), Failed);
		assert_eq!(ask(Activity::Stock, None), NotApplicable);
		assert_eq!(ask(Activity::Stock, Some(8)), Failed);
	});
}

#[test]
fn ask_should_answer_as_of_then_when_the_licence_rested() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		for hour in [1, 5] {
			set_time(NOW + hour * HOUR);
			assert_ok!(Licensing::suspend_licence(lawyer(), id, GROUND));
			set_time(NOW + (hour + 2) * HOUR);
			assert_ok!(Licensing::resume_licence(lawyer(), id));
		}
		set_time(NOW + 9 * HOUR);
		assert_ok!(Licensing::suspend_licence(lawyer(), id, GROUND));
		for (hour, rests) in
			[(0, false), (1, true), (2, true), (3, false), (5, true), (7, false), (9, true)]
		{
			let report = Licensing::ask(&Question { at: NOW + hour * HOUR, ..question() });
			assert_eq!(report.not_suspended == Failed, rests, "{hour}");
			assert_eq!(report.answer.allows(), !rests);
		}
	});
}

#[test]
fn ask_should_cover_the_notice_when_the_licence_was_terminated() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: HOUR, ..terms() });
		assert_ok!(Licensing::terminate(lawyer(), id, GROUND));
		let at = |at| Licensing::ask(&Question { at, ..question() });
		assert!(at(NOW + HOUR - 1).answer.allows());
		assert_eq!(at(NOW + HOUR).not_revoked, Failed);
	});
}

/// The licence of the sell-off tests: to make and sell, with two hours to sell off.
fn selling() -> LicenceTerms {
	let activities = Activities::of(&[Activity::Manufacture, Activity::Sell, Activity::Export]);
	LicenceTerms { activities, sell_off: 2 * HOUR, ..terms() }
}

fn sell(made_at: Moment, at: Moment) -> AuthorisationReport {
	let goods = GoodsHistory { made_at: Some(made_at), ..Default::default() };
	Licensing::ask(&Question { activity: Activity::Sell, at, goods, ..question() })
}

#[test]
fn ask_should_permit_the_sell_off_when_goods_were_made_before_the_end() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(selling());
		let end = NOW + HOUR;
		set_time(end);
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		let permitted = Answer::Permitted(Ground::Licence(id));
		assert_eq!(sell(end - 1, end).answer, permitted);
		assert_eq!(sell(NOW, end + 2 * HOUR - 1).answer, permitted);
		assert_eq!(sell(NOW, end + 2 * HOUR).answer, Answer::NotPermitted);
		// Also what others made before the licence began.
		assert_eq!(sell(NOW - 1, end).answer, permitted);
		// Not goods made afterwards, or whose making is unknown, nor other acts.
		assert_eq!(sell(end, end).answer, Answer::NotPermitted);
		let unknown = Question { activity: Activity::Sell, at: end, ..question() };
		assert_eq!(Licensing::ask(&unknown).answer, Answer::NotPermitted);
		let goods = GoodsHistory { made_at: Some(NOW), ..Default::default() };
		let making = Licensing::ask(&Question { at: end, goods, ..question() });
		assert_eq!((making.answer, making.not_revoked), (Answer::NotPermitted, Failed));
	});
}

#[test]
fn ask_should_permit_the_sell_off_when_the_term_is_over() {
	ExtBuilder::build_and_execute(|| {
		let term = Period { from: NOW, until: Some(NOW + HOUR) };
		granted(LicenceTerms { term, ..selling() });
		let report = sell(NOW, NOW + HOUR);
		assert_eq!((report.answer.allows(), report.term), (true, Passed));
	});
}

#[test]
fn ask_should_permit_the_sell_off_when_notice_has_run() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { notice: HOUR, ..selling() });
		assert_ok!(Licensing::terminate(lawyer(), id, GROUND));
		let end = NOW + HOUR;
		assert!(sell(end - 1, end + 2 * HOUR - 1).answer.allows());
		assert_eq!(sell(end, end).not_revoked, Failed);
	});
}

#[test]
fn ask_should_permit_no_sell_off_when_the_licence_was_revoked() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(selling());
		set_time(NOW + HOUR);
		assert_ok!(Licensing::revoke(lawyer(), id, GROUND));
		let report = sell(NOW, NOW + HOUR);
		assert_eq!((report.answer, report.not_revoked), (Answer::NotPermitted, Failed));
	});
}

#[test]
fn ask_should_end_the_sell_off_when_the_licence_is_revoked_after_its_term() {
	ExtBuilder::build_and_execute(|| {
		let term = Period { from: NOW, until: Some(NOW + HOUR) };
		let id = granted(LicenceTerms { term, ..selling() });
		set_time(NOW + 2 * HOUR);
		assert_ok!(Licensing::revoke(lawyer(), id, GROUND));
		assert!(sell(NOW, NOW + 2 * HOUR - 1).answer.allows());
		assert_eq!(sell(NOW, NOW + 2 * HOUR).not_revoked, Failed);
	});
}

#[test]
fn ask_should_name_the_funding_when_too_little_was_paid_in() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		let ask = |pieces| {
			let quantity = Some(Quantity::Pieces(pieces));
			Licensing::ask(&Question { quantity, ..question() })
		};
		assert_eq!((ask(1).answer, ask(1).funded), (Answer::NotPermitted, Failed));
		funded(id, RoyaltyBasis::Manufactured, 10, 100);
		assert_eq!((ask(10).answer.allows(), ask(10).funded), (true, Passed));
		assert_eq!(ask(11).funded, Failed);
		// Exports owe nothing here; the past is not asked, nor an act without quantity.
		let export = Question { activity: Activity::Export, ..question() };
		assert_eq!(Licensing::ask(&export).funded, NotApplicable);
		set_time(NOW + HOUR);
		assert_eq!(ask(11).funded, NotApplicable);
		let now = Question { at: NOW + HOUR, quantity: None, ..question() };
		assert_eq!(Licensing::ask(&now).funded, Passed);
	});
}

#[test]
fn ask_should_permit_without_payment_when_royalties_may_be_owed() {
	ExtBuilder::build_and_execute(|| {
		let mut terms = royal();
		terms.royalties.as_mut().unwrap().shortfall = Shortfall::Owe;
		granted(terms);
		let report = ask(GoodsHistory::default());
		assert_eq!((report.answer.allows(), report.funded), (true, Passed));
	});
}
