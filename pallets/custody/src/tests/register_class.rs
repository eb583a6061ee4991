use super::*;
use frame_support::dispatch::DispatchResultWithPostInfo;
use tracemark_primitives::{
	authorisation::{Activity, Answer, AuthorisationReport, GoodsHistory, Ground, Question},
	fakes::FakeRights,
	goods::ClassRight,
	gs1::Gtin,
	hs::HsCode,
	parties::Owner,
	rights::{sole_owner, RightClass, RightFacts, RightId},
	traits::RightsInspect,
};

/// The right of another: the shop's patent.
const PATENT: RightId = H256::repeat_byte(0xbb);

fn register(org: OrgId, gtin: Gtin, rights: &[RightId]) -> DispatchResultWithPostInfo {
	let rights: Vec<_> = rights.iter().copied().map(ClassRight::from).collect();
	Custody::register_class(signed(org), gtin, rights.try_into().expect("few"), hs())
}

/// What the brand is answered in a country when it asks whether it may make goods under the patent.
fn answer_in(code: &str, answer: Answer) {
	let question = Question {
		right: PATENT,
		party: BRAND,
		activity: Activity::Manufacture,
		country: country(code),
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
}

/// A right like the brand's mark, of `owner`.
fn set_right(right: RightId, owner: OrgId) {
	let facts = FakeRights::right(&MARK).expect("is there");
	let owners = sole_owner(Owner::Organisation(owner));
	FakeRights::set(right, RightFacts { owners, ..facts });
}

#[test]
fn register_class_should_name_another_owners_right_when_that_licenses_its_goods() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(PATENT, SHOP);
		FakeMembership::admit(account(SHOP), SHOP, Role::Retailer.into(), country("FR"));
		let licensed = Answer::Permitted(Ground::Licence(7));
		let others = [Answer::Permitted(Ground::Owner), Answer::NotPermitted, Answer::Unknown];
		for refusal in others {
			answer_in("DE", refusal);
			assert_noop!(register(BRAND, gtin(2), &[MARK, PATENT]), Error::NotRightsOwner);
		}
		// Where the right has no effect, its owner's country is asked for.
		answer_in("DE", Answer::NotRequired);
		for refusal in [Answer::NotRequired, Answer::NotPermitted] {
			answer_in("FR", refusal);
			assert_noop!(register(BRAND, gtin(2), &[MARK, PATENT]), Error::NotRightsOwner);
		}
		answer_in("FR", licensed);
		assert_ok!(register(BRAND, gtin(2), &[MARK, PATENT]));
		answer_in("DE", licensed);
		assert_ok!(register(BRAND, gtin(3), &[PATENT]));
		let class = Classes::<Test>::get(gtin(2)).expect("was registered");
		assert_eq!(class.rights.to_vec(), [MARK.into(), PATENT.into()]);
		let asked = FakeAuthorisation::asked().pop().expect("was asked");
		assert_eq!((asked.goods.gtin, asked.quantity), (Some(gtin(3)), None));
	});
}

#[test]
fn register_class_should_weigh_what_was_asked_when_some_rights_are_the_brands_own() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(PATENT, SHOP);
		answer_in("DE", Answer::Permitted(Ground::Licence(7)));
		let weight = |n, rights: &[RightId]| {
			register(BRAND, gtin(n), rights).expect("is licensed").actual_weight
		};
		let expected = |own, licensed| Some(<() as WeightInfo>::register_class(own, licensed));
		assert_eq!(weight(2, &[MARK]), expected(1, 0));
		assert_eq!(weight(3, &[MARK, PATENT]), expected(1, 1));
	});
}

#[test]
fn register_class_should_tie_the_class_to_its_rights_when_both_are_the_brands() {
	ExtBuilder::default().without_class().build_and_execute(|| {
		assert_ok!(register(BRAND, gtin(1), &[MARK]));
		let class = Classes::<Test>::get(gtin(1)).expect("was registered");
		assert_eq!((class.owner, class.rights.to_vec()), (BRAND, vec![MARK.into()]));
		assert_eq!(class.registered_at, NOW);
		let rights = class.rights.clone();
		let event = Event::ClassRegistered { gtin: gtin(1), owner: BRAND, rights, hs: hs() };
		assert_eq!(last_event(), event);
		let facts = <Custody as CustodyInspect>::class(&gtin(1)).expect("was registered");
		assert_eq!((facts.owner, facts.rights, facts.hs), (BRAND, class.rights, hs()));
	});
}

#[test]
fn register_class_should_do_without_rights_when_the_brand_has_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(BRAND, gtin(2), &[]));
	});
}

#[test]
fn register_class_should_fail_when_the_class_was_registered() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(BRAND, gtin(1), &[MARK]), Error::AlreadyRegistered);
	});
}

#[test]
fn register_class_should_fail_when_the_prefix_is_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(FACTORY, gtin(2), &[]), Error::PrefixNotHeld);
	});
}

#[test]
fn register_class_should_fail_when_a_right_is_unknown_foreign_or_named_twice() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(register(BRAND, gtin(2), &[H256::zero()]), Error::RightNotAttested);
		assert_noop!(register(BRAND, gtin(2), &[MARK, MARK]), Error::DuplicateRight);
		let factory_class = Gtin(*b"04098765000011");
		let factory_class = (0..10)
			.map(|check| {
				let mut digits = factory_class.0;
				digits[13] = b'0' + check;
				Gtin(digits)
			})
			.find(|gtin| tracemark_primitives::Validate::validate(gtin).is_ok())
			.expect("one is right");
		assert_noop!(register(FACTORY, factory_class, &[MARK]), Error::NotRightsOwner);
	});
}

#[test]
fn register_class_should_fail_when_a_code_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		let malformed = Gtin(*b"04012345000000");
		assert_noop!(register(BRAND, malformed, &[]), Error::MalformedGtin);
		let hs = HsCode { edition: 2022, code: *b"990000" };
		let call = Custody::register_class(signed(BRAND), gtin(2), Default::default(), hs);
		assert_noop!(call, Error::MalformedHsCode);
	});
}

#[test]
fn register_class_should_fail_when_the_goods_are_classified_otherwise_than_the_right() {
	ExtBuilder::default().build_and_execute(|| {
		let register = |class| {
			let ties = vec![ClassRight { right: MARK, class: Some(class) }];
			let rights = ties.try_into().expect("one");
			Custody::register_class(signed(BRAND), gtin(2), rights, hs())
		};
		let locarno = RightClass::Locarno { edition: 15, class: 2 };
		assert_noop!(register(locarno), Error::MalformedClass);
		let unknown = RightClass::Nice { edition: 12, class: 46 };
		assert_noop!(register(unknown), Error::MalformedClass);
		assert_ok!(register(RightClass::Nice { edition: 12, class: 25 }));
	});
}

#[test]
fn register_class_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		refuses_others(BRAND, |origin| {
			let call = Custody::register_class(origin, gtin(2), Default::default(), hs());
			call.map(drop).map_err(|refusal| refusal.error)
		});
		assert_noop!(register(CARRIER, gtin(2), &[]), ROLE_MISSING);
	});
}

#[test]
fn register_class_should_supersede_when_the_prefix_went_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let former = Classes::<Test>::get(gtin(1)).expect("was registered");
		FakeMembership::withdraw_prefixes(BRAND);
		let quantity = Quantity::Pieces(1);
		let commission = |org, lot| {
			Custody::commission(signed(org), gtin(1), number(lot), quantity, None, None, time())
		};
		assert_noop!(commission(FACTORY, 2), Error::PrefixNotHeld);
		assert_noop!(register(BRAND, gtin(1), &[]), Error::AlreadyRegistered);
		assert_noop!(register(FACTORY, gtin(1), &[]), Error::PrefixNotHeld);
		let prefix = tracemark_primitives::gs1::CompanyPrefix::try_from("4012345");
		FakeMembership::add_prefix(FACTORY, prefix.expect("digits"));
		assert_ok!(register(FACTORY, gtin(1), &[]));
		let class = Classes::<Test>::get(gtin(1)).expect("was registered");
		assert_eq!((class.owner, class.version), (FACTORY, 1));
		assert_eq!(FormerClasses::<Test>::get(gtin(1), 0), Some(former));
		assert_ok!(commission(FACTORY, 2));
		let lot = |n| {
			let id = tracemark_primitives::gs1::lot_id(&gtin(1), &number(n));
			Lots::<Test>::get(id).expect("was commissioned")
		};
		assert_eq!([lot(1), lot(2)].map(|lot| lot.class_version), [0, 1]);
		assert_eq!([lot(1), lot(2)].map(|lot| lot.consented.to_vec()), [vec![MARK], vec![]]);
		assert_noop!(register(FACTORY, gtin(1), &[]), Error::AlreadyRegistered);
	});
}
