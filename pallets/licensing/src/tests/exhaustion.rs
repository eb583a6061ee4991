//! Where a first sale with consent exhausts a right, and what an act is that nothing permits.

use crate::mock::*;
use frame_support::assert_ok;
use sp_core::H256;
use tracemark_primitives::{
	authorisation::{
		Activity, Answer, AuthorisationReport, Burden, ConditionResult, Consent, FirstSale,
		GoodsHistory, Ground, Making, Question,
	},
	customs::Nature,
	fakes::FakeMembership,
	parties::Standing,
	quantity::Quantity,
	territory::{Country, Territories},
	traits::Authorisation,
};
use ConditionResult::{Failed, NotApplicable, Passed};

const RECORDED: Consent = Consent::Recorded { object: H256::repeat_byte(1) };
const CLAIMED: Consent = Consent::Claimed { proof: H256::repeat_byte(2) };
/// The kind of the mark, in a row of genesis.
const MARKS: u8 = 0;

fn sold(country: Country, consent: Consent) -> GoodsHistory {
	let first_sale = Some(FirstSale { country, at: NOW - HOUR, consent });
	GoodsHistory { first_sale, ..Default::default() }
}

/// May the importer bring goods with this history into Germany now?
fn import(goods: GoodsHistory) -> Question {
	Question { party: IMPORTER, activity: Activity::Import, goods, ..question() }
}

fn ask(question: Question) -> AuthorisationReport {
	Licensing::ask(&question)
}

fn regional() -> ExtBuilder {
	ExtBuilder::exhaustion(&[(MARKS, "DE", &["DE", "FR"])])
}

#[test]
fn exhaustion_should_permit_when_the_first_sale_is_on_record_where_it_counts() {
	regional().execute(|| {
		for country in [DE, FR] {
			let report = ask(import(sold(country, RECORDED)));
			assert_eq!(report.answer, Answer::Permitted(Ground::Exhaustion));
			assert_eq!((report.exhaustion, report.burden, report.nature), (Passed, None, None));
			assert_eq!(report.licence, None);
		}
	});
}

#[test]
fn exhaustion_should_be_national_when_the_table_has_no_row() {
	ExtBuilder::build_and_execute(|| {
		let report = ask(import(sold(DE, RECORDED)));
		assert_eq!(report.answer, Answer::Permitted(Ground::Exhaustion));
		assert_eq!(ask(import(sold(FR, RECORDED))).answer, Answer::NotPermitted);
	});
}

#[test]
fn exhaustion_should_be_of_one_way_when_the_rows_differ() {
	let rows: &[(u8, &str, &[&str])] = &[(MARKS, "DE", &["DE"]), (MARKS, "FR", &["FR", "DE"])];
	ExtBuilder::exhaustion(rows).execute(|| {
		let to = |country, goods| ask(Question { country, ..import(goods) }).answer;
		assert_eq!(to(FR, sold(DE, RECORDED)), Answer::Permitted(Ground::Exhaustion));
		assert_eq!(to(DE, sold(FR, RECORDED)), Answer::NotPermitted);
	});
}

#[test]
fn exhaustion_should_fail_when_goods_were_sold_elsewhere_later_or_altered() {
	regional().execute(|| {
		let elsewhere = ask(import(sold(CH, RECORDED)));
		assert_eq!((elsewhere.answer, elsewhere.exhaustion), (Answer::NotPermitted, Failed));
		assert_eq!(elsewhere.nature, Some(Nature::ParallelTrade));

		let altered = ask(import(GoodsHistory { altered: true, ..sold(DE, RECORDED) }));
		assert_eq!((altered.answer, altered.exhaustion), (Answer::NotPermitted, Failed));
		assert_eq!(altered.nature, Some(Nature::OtherInfringement));

		let later = ask(Question { at: NOW - HOUR - 1, ..import(sold(DE, RECORDED)) });
		assert_eq!((later.answer, later.exhaustion), (Answer::NotPermitted, Failed));
	});
}

#[test]
fn exhaustion_should_name_the_burden_when_consent_is_only_claimed() {
	regional().execute(|| {
		let report = ask(import(sold(FR, CLAIMED)));
		assert_eq!((report.answer, report.exhaustion), (Answer::NotPermitted, NotApplicable));
		assert_eq!(report.burden, Some(Burden::Party));
		let report = ask(import(GoodsHistory { partitioned: true, ..sold(FR, CLAIMED) }));
		assert_eq!(report.burden, Some(Burden::RightsHolder));
		// By the claim itself they would not be exhausted.
		let report = ask(import(sold(CH, CLAIMED)));
		assert_eq!((report.exhaustion, report.burden), (Failed, None));
	});
}

#[test]
fn exhaustion_should_not_be_asked_when_the_act_makes_or_communicates() {
	regional().execute(|| {
		use Activity::*;
		let ask = |activity| ask(Question { activity, ..import(sold(DE, RECORDED)) });
		for activity in [Manufacture, Reproduce, Adapt, CommunicateToThePublic] {
			let report = ask(activity);
			let outcome = (report.answer, report.exhaustion);
			assert_eq!(outcome, (Answer::NotPermitted, NotApplicable));
		}
		for activity in [Import, Export, Transit, Stock, Offer, Distribute, Sell, Use] {
			assert_eq!(ask(activity).answer, Answer::Permitted(Ground::Exhaustion));
		}
	});
}

#[test]
fn exhaustion_should_not_be_asked_when_owner_or_licence_permit() {
	regional().execute(|| {
		let owner = Question { party: BRAND, ..import(sold(CH, RECORDED)) };
		assert_eq!(ask(owner).exhaustion, NotApplicable);
		let id = granted(terms());
		let licensed = Question { goods: sold(CH, RECORDED), ..question() };
		let report = ask(licensed);
		assert_eq!(report.answer, Answer::Permitted(Ground::Licence(id)));
		assert_eq!(report.exhaustion, NotApplicable);
	});
}

#[test]
fn exhaustion_should_not_suffice_when_the_party_has_no_standing() {
	regional().execute(|| {
		FakeMembership::set_standing(IMPORTER, Standing::Suspended);
		let report = ask(import(sold(DE, RECORDED)));
		assert_eq!((report.answer, report.exhaustion), (Answer::NotPermitted, Passed));
		assert_eq!(report.nature, Some(Nature::OtherLaw));
	});
}

#[test]
fn exhaustion_should_answer_by_the_row_when_the_council_sets_it() {
	ExtBuilder::build_and_execute(|| {
		let kind = mark().kind;
		let row = Some(Territories::european_union());
		assert_ok!(Licensing::set_exhaustion(RuntimeOrigin::root(), kind, DE, row));
		let report = ask(import(sold(FR, RECORDED)));
		assert_eq!(report.answer, Answer::Permitted(Ground::Exhaustion));
	});
}

#[test]
fn nature_should_follow_the_making_when_nothing_permits_the_act() {
	regional().execute(|| {
		let nature = |goods| ask(import(goods)).nature;
		let made = |making| GoodsHistory { making, ..Default::default() };
		assert_eq!(nature(made(Making::Unknown)), Some(Nature::OtherInfringement));
		assert_eq!(nature(made(Making::WithConsent)), Some(Nature::ParallelTrade));
		assert_eq!(nature(made(Making::OverRun)), Some(Nature::Contract));
		assert_eq!(nature(made(Making::WithoutConsent)), Some(Nature::Copying));
		// A claimed sale elsewhere makes no copies genuine.
		assert_eq!(nature(sold(CH, CLAIMED)), Some(Nature::OtherInfringement));
		let copies = GoodsHistory { making: Making::WithoutConsent, ..sold(CH, RECORDED) };
		assert_eq!(nature(copies), Some(Nature::Copying));
	});
}

#[test]
fn nature_should_be_contract_when_a_licence_lacks_only_quantity_or_payment() {
	ExtBuilder::build_and_execute(|| {
		granted(royal());
		let beyond = |pieces| Question { quantity: Some(Quantity::Pieces(pieces)), ..question() };
		assert_eq!(ask(beyond(1)).nature, Some(Nature::Contract));
		assert_eq!(ask(beyond(1_001)).nature, Some(Nature::Contract));
		let elsewhere = Question { country: Country(*b"IT"), ..beyond(1_001) };
		assert_eq!(ask(elsewhere).nature, Some(Nature::OtherInfringement));
	});
}
