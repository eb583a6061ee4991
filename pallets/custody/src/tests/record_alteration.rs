use super::*;
use tracemark_primitives::{
	authorisation::{Answer, AuthorisationReport, Ground},
	goods::Marketing,
	territory::Country,
};

fn call(org: OrgId, claim: GoodsClaim, seq: u32) -> DispatchResult {
	Custody::record_alteration(signed(org), claim, seq, time())
}

/// A lot that the importer put on the market in Germany.
fn on_market() -> ObjectId {
	let goods = commission(1);
	hand_over(FACTORY, IMPORTER, goods);
	let whole = GoodsClaim::Consignment { id: goods };
	let order = H256::repeat_byte(9);
	assert_ok!(Custody::put_on_market(signed(IMPORTER), whole, seq(goods), order, None, None));
	goods
}

fn sale(altered: Option<tracemark_primitives::Moment>) -> Option<Marketing> {
	Some(Marketing { country: Country(*b"DE"), at: NOW, altered })
}

#[test]
fn record_alteration_should_note_when_and_tell_licensing_from_then_on() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		hand_over(IMPORTER, SHOP, goods);
		pass(10);
		let before = item(goods);
		assert_ok!(call(SHOP, GoodsClaim::Consignment { id: goods }, before.seq));

		assert_eq!(item(goods).first_sale, sale(Some(Timestamp::get())));
		let event = Event::Altered { object: goods, seq: before.seq + 1, by: SHOP, time: time() };
		assert_eq!(last_event(), event);
		assert_chained(before, goods, &event);
		let facts = Custody::facts(&GoodsClaim::Consignment { id: goods });
		let told = facts.whereabouts.and_then(|at| at.first_sale).expect("was sold");
		assert!(told.is_altered_at(Timestamp::get()));
		assert!(!told.is_altered_at(Timestamp::get() - 1));
	});
}

#[test]
fn record_alteration_should_take_a_unit_out_by_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		assert_ok!(call(IMPORTER, unit_claim(1, 7), seq(goods)));
		assert_eq!(item(unit(7)).first_sale, sale(Some(NOW)));
		assert_eq!(item(goods).first_sale, sale(None));
		// What leaves the consignment later was not altered.
		assert_ok!(extract(&unit_claim(1, 8)));
		assert_eq!(item(unit(8)).first_sale, sale(None));
	});
}

#[test]
fn record_alteration_should_be_the_authoritys_when_it_keeps_the_goods() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		let whole = || GoodsClaim::Consignment { id: goods };
		assert_noop!(call(CUSTOMS, whole(), seq(goods)), Error::NotHolder);
		assert_ok!(detain(goods, CUSTOMS));
		assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::UnderDetention);
		assert_ok!(call(CUSTOMS, whole(), seq(goods)));
		assert_eq!(item(goods).first_sale, sale(Some(NOW)));
		assert_eq!(item(goods).presence, Presence::Detained { by: CUSTOMS });
	});
}

#[test]
fn record_alteration_should_reopen_the_question_where_the_goods_were_first_sold() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		hand_over(IMPORTER, SHOP, goods);
		FakeAuthorisation::answer_all(AuthorisationReport::bare(Answer::NotPermitted));
		let order = H256::repeat_byte(9);
		let sell =
			|claim: GoodsClaim, at| Custody::sell(signed(SHOP), claim, at, order, None, None);
		// Where they were put on the market nobody is asked again.
		assert_ok!(sell(unit_claim(1, 5), seq(goods)));
		assert_ok!(call(SHOP, unit_claim(1, 7), seq(goods)));
		assert_noop!(sell(unit_claim(1, 7), seq(unit(7))), Error::NotAuthorised);
		assert_ok!(sell(unit_claim(1, 8), seq(goods)));
	});
}

#[test]
fn record_alteration_should_tell_whoever_is_asked_to_permit_the_next_sale() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		hand_over(IMPORTER, FACTORY, goods);
		assert_ok!(call(FACTORY, unit_claim(1, 7), seq(goods)));
		let permitted = AuthorisationReport::bare(Answer::Permitted(Ground::Owner));
		FakeAuthorisation::answer_all(permitted);
		let order = H256::repeat_byte(9);
		let claim = unit_claim(1, 7);
		assert_ok!(Custody::sell(signed(FACTORY), claim, seq(unit(7)), order, None, None));
		let told = FakeAuthorisation::asked().pop().expect("it asked").goods;
		assert!(told.altered && told.first_sale.is_some());
	});
}

#[test]
fn record_alteration_should_be_refused_when_there_was_no_first_sale_or_it_is_on_record() {
	ExtBuilder::default().build_and_execute(|| {
		let unsold = commission(2);
		let claim = GoodsClaim::Consignment { id: unsold };
		assert_noop!(call(FACTORY, claim, seq(unsold)), Error::NotOnMarket);
		let goods = on_market();
		let whole = || GoodsClaim::Consignment { id: goods };
		assert_ok!(call(IMPORTER, whole(), seq(goods)));
		assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::AlreadyAltered);
		assert_noop!(call(IMPORTER, unit_claim(1, 3), seq(goods)), Error::AlreadyAltered);
	});
}

#[test]
fn record_alteration_should_be_refused_when_the_goods_are_not_at_will() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		let whole = || GoodsClaim::Consignment { id: goods };
		assert_noop!(call(SHOP, whole(), seq(goods)), Error::NotHolder);
		assert_noop!(call(IMPORTER, whole(), seq(goods) + 1), Error::StaleSeq);
		let case = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		assert_noop!(call(IMPORTER, case, 1), Error::NotSellable);
		assert_ok!(bind(goods));
		assert_noop!(call(IMPORTER, whole(), seq(goods)), Error::UnderDeclaration);
		refuses_wrong_times(|time| {
			Custody::record_alteration(signed(IMPORTER), whole(), seq(goods), time)
		});
	});
}

#[test]
fn record_alteration_should_be_refused_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = on_market();
		refuses_others(IMPORTER, |origin| {
			let claim = GoodsClaim::Consignment { id: goods };
			Custody::record_alteration(origin, claim, seq(goods), time())
		});
	});
}
