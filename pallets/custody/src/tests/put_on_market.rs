use super::*;
use tracemark_primitives::{
	authorisation::{Activity, Answer, AuthorisationReport, GoodsHistory, Ground, Question},
	goods::Marketing,
};

const ORDER: H256 = H256::repeat_byte(9);

fn call(org: OrgId, claim: GoodsClaim, seq: u32) -> DispatchResult {
	Custody::put_on_market(signed(org), claim, seq, ORDER, None, None)
}

fn answer(answer: Answer) {
	FakeAuthorisation::answer_all(AuthorisationReport::bare(answer));
}

fn sold_in_germany() -> Option<Marketing> {
	Some(Marketing { country: country("DE"), at: NOW, altered: None })
}

#[test]
fn put_on_market_should_note_where_and_when_and_leave_the_goods_with_their_holder() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, IMPORTER, goods);
		let before = item(goods);
		assert_ok!(call(IMPORTER, GoodsClaim::Consignment { id: goods }, before.seq));

		let after = item(goods);
		assert_eq!(after.first_sale, sold_in_germany());
		assert_eq!((after.position, after.presence), (before.position, before.presence));
		let event = Event::PutOnMarket {
			object: goods,
			seq: before.seq + 1,
			by: IMPORTER,
			country: country("DE"),
			marketplace: None,
			order: ORDER,
			payment: None,
		};
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		let facts = Custody::facts(&GoodsClaim::Consignment { id: goods });
		assert_eq!(facts.whereabouts.and_then(|at| at.first_sale), sold_in_germany());
	});
}

#[test]
fn put_on_market_should_apply_to_what_leaves_the_consignment_later() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, IMPORTER, goods);
		assert_ok!(call(IMPORTER, GoodsClaim::Consignment { id: goods }, seq(goods)));
		let part = Part::Ranges(vec![(0, 8)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(IMPORTER), goods, seq(goods), part));
		assert_eq!(item(consignment(1, 1)).first_sale, sold_in_germany());
		assert_ok!(extract(&unit_claim(1, 20)));
		assert_eq!(item(unit(20)).first_sale, sold_in_germany());
	});
}

#[test]
fn put_on_market_should_take_a_unit_out_by_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, IMPORTER, goods);
		assert_ok!(call(IMPORTER, unit_claim(1, 7), seq(goods)));
		assert_eq!(item(unit(7)).first_sale, sold_in_germany());
		assert_eq!(item(unit(7)).presence, Presence::Held);
		assert_eq!(item(goods).first_sale, None);
	});
}

#[test]
fn put_on_market_should_count_against_the_licence_once_when_the_goods_are_sold_later() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		answer(Answer::Permitted(Ground::Licence(2)));
		FakeAuthorisation::set_left(2, Quantity::Pieces(64));
		assert_ok!(call(SHOP, GoodsClaim::Consignment { id: goods }, seq(goods)));
		assert_eq!(FakeAuthorisation::left(2), Some(Quantity::Pieces(0)));
		assert_ok!(Custody::sell(signed(SHOP), unit_claim(1, 1), seq(goods), ORDER, None, None));
		assert_eq!(FakeAuthorisation::left(2), Some(Quantity::Pieces(0)));
	});
}

#[test]
fn put_on_market_should_be_refused_when_nobody_consents() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, IMPORTER, goods);
		let whole = || GoodsClaim::Consignment { id: goods };
		// That nothing stands against a sale is not the consent of an owner.
		for given in [
			Answer::NotPermitted,
			Answer::Unknown,
			Answer::NotRequired,
			Answer::Permitted(Ground::Exhaustion),
		] {
			answer(given);
			assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::NotAuthorised);
		}
		answer(Answer::NotPermitted);
		let question = |party, activity| Question {
			right: MARK,
			party,
			activity,
			country: country("DE"),
			at: 0,
			quantity: None,
			goods: GoodsHistory::default(),
		};
		let permitted = AuthorisationReport::bare(Answer::Permitted(Ground::Licence(1)));
		FakeAuthorisation::answer(question(IMPORTER, Activity::Import), permitted);
		assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::NotAuthorised);
		FakeAuthorisation::answer(question(IMPORTER, Activity::Sell), permitted);
		assert_ok!(call(IMPORTER, whole(), seq(goods)));
	});
}

#[test]
fn put_on_market_should_be_refused_when_it_was_recorded_before() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, IMPORTER, goods);
		assert_ok!(call(IMPORTER, GoodsClaim::Consignment { id: goods }, seq(goods)));
		let again = call(IMPORTER, GoodsClaim::Consignment { id: goods }, seq(goods));
		assert_noop!(again, Error::AlreadyOnMarket);
		assert_noop!(call(IMPORTER, unit_claim(1, 3), seq(goods)), Error::AlreadyOnMarket);
	});
}

#[test]
fn put_on_market_should_be_refused_when_the_goods_are_not_at_hand() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let whole = || GoodsClaim::Consignment { id: goods };
		assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::NotHolder);
		assert_noop!(call(FACTORY, whole(), seq(goods) + 1), Error::StaleSeq);
		let case = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_noop!(call(FACTORY, case, 1), Error::NotSellable);
		let unknown = GoodsClaim::Consignment { id: H256::zero() };
		assert_noop!(call(FACTORY, unknown, 1), Error::UnknownObject);
		assert_ok!(detain(goods, CUSTOMS));
		assert_noop!(call(FACTORY, whole(), seq(goods)), Error::UnderDetention);
	});
}

#[test]
fn put_on_market_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		hand_over(FACTORY, SHOP, goods);
		let claim = || GoodsClaim::Consignment { id: goods };
		refuses_others(SHOP, |origin| {
			Custody::put_on_market(origin, claim(), seq(goods), ORDER, None, None)
		});
		assert_noop!(call(CARRIER, claim(), seq(goods)), ROLE_MISSING);
	});
}
