//! What the check tells licensing of the goods.

use super::*;
use tracemark_primitives::{
	authorisation::{GoodsHistory, Making},
	goods::{ClassFacts, ClassRight, GoodsClaim, Marketing},
	hs::HsCode,
	rights::RightClass,
	territory::Country,
};

/// What the check told licensing of the goods of a line.
fn told_of(goods: Vec<GoodsClaim>, pieces: u64) -> GoodsHistory {
	report(&form(vec![line(goods, pieces)]));
	FakeAuthorisation::asked().pop().expect("it asked").goods
}

#[test]
fn check_should_tell_licensing_how_goods_were_made_when_they_are_known() {
	instructed(|| {
		let goods = told_of(vec![pallet(1)], PIECES);
		assert_eq!(goods.gtin, Some(lawful().lines[0].gtin));
		assert_eq!(goods.making, Making::WithConsent);
		assert_eq!(goods.made_at, FakeCustody::lot(&lot()).map(|lot| lot.commissioned_at));
		assert_eq!(goods.first_sale, None);
		let goods = told_of(vec![], PIECES);
		assert_eq!((goods.making, goods.made_at), (Making::Unknown, None));
	});
}

#[test]
fn check_should_tell_licensing_of_a_first_sale_when_it_is_one_of_all_goods() {
	instructed(|| {
		let sold = |n: u8, code: &[u8; 2], moment| {
			let object = H256::repeat_byte(n);
			let marketing = Marketing { country: Country(*code), at: moment, altered: None };
			let facts = at(facts(object, 10), |at| at.first_sale = Some(marketing));
			FakeCustody::set_facts(&GoodsClaim::Consignment { id: object }, object, facts);
			(GoodsClaim::Consignment { id: object }, marketing.recorded(object))
		};
		let (a, _) = sold(0xa1, b"CN", 5);
		let (b, later) = sold(0xa2, b"CN", 7);
		assert_eq!(told_of(vec![a.clone(), b.clone()], 20).first_sale, Some(later));
		assert_eq!(told_of(vec![b.clone(), a.clone()], 20).first_sale, Some(later));
		let (c, _) = sold(0xa3, b"US", 6);
		assert_eq!(told_of(vec![a.clone(), c], 20).first_sale, None);
		assert_eq!(told_of(vec![a, pallet(1)], PIECES + 10).first_sale, None);
	});
}

#[test]
fn check_should_tell_licensing_what_the_goods_are_when_a_class_says_so() {
	instructed(|| {
		let nice = RightClass::Nice { edition: 12, class: 25 };
		let tie = ClassRight { right: right(), class: Some(nice) };
		let rights = BoundedVec::truncate_from(vec![tie]);
		let hs = HsCode { edition: 2022, code: *b"640411" };
		let class = <FakeCustody as CustodyInspect>::class(&shoe()).unwrap();
		FakeCustody::set_class(shoe(), ClassFacts { rights, hs, ..class });
		assert_eq!(told_of(vec![pallet(1)], PIECES).class, Some(nice));
	});
}

#[test]
fn check_should_not_call_goods_consented_when_another_rights_owner_let_them_be_made() {
	instructed(|| {
		set_lot(|lot| lot.consented = BoundedVec::truncate_from(vec![H256::repeat_byte(0x99)]));
		let report = report(&lawful());
		assert_eq!(report.answer(ManufactureAuthorised), ConditionAnswer::Proved);
		let told = FakeAuthorisation::asked().pop().expect("it asked").goods;
		assert_eq!(told.making, Making::Unknown);
	});
}

#[test]
fn check_should_tell_licensing_when_some_of_the_goods_were_altered_since_their_first_sale() {
	instructed(|| {
		let sold = |n: u8, altered| {
			let object = H256::repeat_byte(n);
			let marketing = Marketing { country: CHINA, at: 5, altered };
			let facts = at(facts(object, 10), |at| at.first_sale = Some(marketing));
			FakeCustody::set_facts(&GoodsClaim::Consignment { id: object }, object, facts);
			GoodsClaim::Consignment { id: object }
		};
		let (whole, repackaged) = (sold(0xa1, None), sold(0xa2, Some(7)));
		assert!(!told_of(vec![whole.clone()], 10).altered);
		assert!(told_of(vec![whole, repackaged], 20).altered);
	});
}
