//! What the owner of a class changes of it under the same number, and what that does to goods made before.

use super::*;
use frame_support::{dispatch::DispatchResultWithPostInfo, BoundedVec};
use tracemark_primitives::{
	authorisation::{Activity, Answer, AuthorisationReport, GoodsHistory, Ground, Question},
	fakes::FakeRights,
	goods::{AddedRight, ClassFacts, ClassRight, MaxRightsPerClass},
	gs1::{lot_id, Gtin},
	hs::HsCode,
	parties::Owner,
	rights::{sole_owner, RightClass, RightFacts, RightId},
	time::Period,
	traits::RightsInspect,
};

/// A second right of the brand, which it forgot to name.
const DESIGN: RightId = H256::repeat_byte(0xdd);
/// The right of another: the shop's patent.
const PATENT: RightId = H256::repeat_byte(0xbb);

/// The same goods in the next edition of the Harmonized System.
fn next_hs() -> HsCode {
	HsCode { edition: 2028, ..hs() }
}

fn ties(rights: &[RightId]) -> BoundedVec<ClassRight, MaxRightsPerClass> {
	let rights: Vec<_> = rights.iter().copied().map(ClassRight::from).collect();
	rights.try_into().expect("few")
}

fn call(
	org: OrgId,
	gtin: Gtin,
	version: u32,
	rights: &[RightId],
	hs: HsCode,
) -> DispatchResultWithPostInfo {
	Custody::revise_class(signed(org), gtin, version, ties(rights), hs)
}

fn revise(version: u32, rights: &[RightId]) -> DispatchResultWithPostInfo {
	call(BRAND, gtin(1), version, rights, next_hs())
}

/// A right like the brand's mark, of `owner`.
fn set_right(right: RightId, owner: OrgId) {
	let facts = FakeRights::right(&MARK).expect("is there");
	let owners = sole_owner(Owner::Organisation(owner));
	FakeRights::set(right, RightFacts { owners, ..facts });
}

/// What the brand is answered when it asks whether it may make goods under the patent.
fn answer_of_patent(answer: Answer) {
	let question = Question {
		right: PATENT,
		party: BRAND,
		activity: Activity::Manufacture,
		country: country("DE"),
		at: 0,
		quantity: None,
		goods: GoodsHistory::default(),
	};
	FakeAuthorisation::answer(question, AuthorisationReport::bare(answer));
}

fn class() -> ClassFacts {
	<Custody as CustodyInspect>::class(&gtin(1)).expect("was registered")
}

fn version(number: u32) -> Option<ClassFacts> {
	Custody::class_version(&gtin(1), number)
}

#[test]
fn revise_class_should_keep_the_former_version_when_the_commodity_code_changes() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let former = class();
		assert_eq!((former.version, former.revised_at, former.registered_at), (0, None, NOW));
		pass(60);
		assert_ok!(revise(0, &[MARK]));
		let now = class();
		let revised_at = Some(NOW + 60_000);
		assert_eq!(now, ClassFacts { version: 1, revised_at, hs: next_hs(), ..former.clone() });
		let rights = ties(&[MARK]);
		let event =
			Event::ClassRevised { gtin: gtin(1), owner: BRAND, version: 1, rights, hs: next_hs() };
		assert_eq!(last_event(), event);
		assert_eq!([version(0), version(1), version(2)], [Some(former), Some(now), None]);
		assert_eq!(Custody::class_version(&gtin(9), 0), None);
		commission(2);
		let lots = [1, 2].map(|n| {
			let id = lot_id(&gtin(1), &number(n));
			<Custody as CustodyInspect>::lot(&id).expect("was commissioned").class_version
		});
		assert_eq!(lots, [0, 1]);
	});
}

#[test]
fn revise_class_should_bind_goods_by_a_right_from_the_version_on_that_names_it() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(DESIGN, BRAND);
		assert_ok!(revise(0, &[MARK, DESIGN]));
		let added = |version| vec![AddedRight { right: DESIGN, version }];
		assert_eq!(class().added.to_vec(), added(1));
		assert_eq!([0, 1, 2].map(|made_as| class().binds(&DESIGN, made_as)), [false, true, true]);
		assert!(class().binds(&MARK, 0));
		// It stays added by that version, and comes anew when it went in between.
		assert_ok!(call(BRAND, gtin(1), 1, &[DESIGN, MARK], hs()));
		assert_eq!(class().added.to_vec(), added(1));
		assert_ok!(revise(2, &[MARK]));
		assert_eq!(class().added.to_vec(), []);
		assert_ok!(revise(3, &[MARK, DESIGN]));
		assert_eq!(class().added.to_vec(), added(4));
	});
}

#[test]
fn revise_class_should_leave_goods_made_before_saleable_when_a_right_is_added() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(DESIGN, BRAND);
		let sold_under = |lot| {
			let goods = commission(lot);
			hand_over(FACTORY, SHOP, goods);
			move || {
				let asked = FakeAuthorisation::asked().len();
				let object = consignment(lot, 0);
				let claim = GoodsClaim::Consignment { id: object };
				let order = H256::repeat_byte(3);
				assert_ok!(Custody::sell(signed(SHOP), claim, seq(object), order, None, None));
				let asked = FakeAuthorisation::asked().split_off(asked).into_iter();
				asked.map(|question| question.right).collect::<Vec<_>>()
			}
		};
		let before = sold_under(1);
		assert_ok!(revise(0, &[MARK, DESIGN]));
		let after = sold_under(2);
		assert_eq!(before(), [MARK]);
		assert_eq!(after(), [MARK, DESIGN]);
	});
}

#[test]
fn revise_class_should_ask_for_new_rights_only_when_a_licence_of_the_others_ended() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(PATENT, SHOP);
		answer_of_patent(Answer::NotPermitted);
		assert_noop!(revise(0, &[MARK, PATENT]), Error::NotRightsOwner);
		answer_of_patent(Answer::Permitted(Ground::Licence(7)));
		assert_ok!(revise(0, &[MARK, PATENT]));
		answer_of_patent(Answer::NotPermitted);
		set_right(MARK, SHOP);
		assert_ok!(call(BRAND, gtin(1), 1, &[MARK, PATENT], hs()));
		// In another class of the right it is asked for again.
		let nice = Some(RightClass::Nice { edition: 12, class: 25 });
		let ties = vec![MARK.into(), ClassRight { right: PATENT, class: nice }];
		let ties: BoundedVec<_, _> = ties.try_into().expect("two");
		let again = |ties| Custody::revise_class(signed(BRAND), gtin(1), 2, ties, hs());
		assert_noop!(again(ties.clone()), Error::NotRightsOwner);
		answer_of_patent(Answer::Permitted(Ground::Licence(7)));
		assert_ok!(again(ties));
		// That is no other right: goods answer for it as before.
		assert_eq!(class().added.to_vec(), vec![AddedRight { right: PATENT, version: 1 }]);
	});
}

#[test]
fn revise_class_should_weigh_what_was_asked_when_some_rights_stay() {
	ExtBuilder::default().build_and_execute(|| {
		set_right(PATENT, SHOP);
		set_right(DESIGN, BRAND);
		answer_of_patent(Answer::Permitted(Ground::Licence(7)));
		let weight = |version, rights: &[RightId]| {
			revise(version, rights).expect("is licensed").actual_weight
		};
		let expected = |own, licensed| Some(<() as WeightInfo>::revise_class(own, licensed));
		assert_eq!(weight(0, &[MARK]), expected(0, 0));
		assert_eq!(weight(1, &[MARK, DESIGN]), expected(1, 0));
		assert_eq!(weight(2, &[DESIGN, MARK, PATENT]), expected(0, 1));
	});
}

#[test]
fn revise_class_should_go_on_counting_when_there_is_a_ceiling_a_promise_or_a_recall() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let serialised = Some(Period { from: NOW + DAY, until: None });
		let ceiling = Some(u128::from(LEAVES) * 2);
		assert_ok!(Custody::set_class_terms(signed(BRAND), gtin(1), serialised, ceiling));
		assert_ok!(revise(0, &[MARK]));
		let now = class();
		assert_eq!((now.serialised, now.ceiling), (serialised, ceiling));
		assert_eq!((now.made, now.with_serials), (LEAVES.into(), LEAVES.into()));
		commission(2);
		let none_left = {
			let quantity = Quantity::Pieces(1);
			Custody::commission(signed(FACTORY), gtin(1), number(3), quantity, None, None, time())
		};
		assert_noop!(none_left, Error::CeilingReached);
		let raised = Custody::set_class_terms(signed(BRAND), gtin(1), serialised, None);
		assert_noop!(raised, Error::CeilingRaised);
		let former = version(0).expect("stays on record");
		assert_eq!((former.made, class().made), (LEAVES.into(), u128::from(LEAVES) * 2));
	});
}

#[test]
fn revise_class_should_fail_when_nothing_changes_or_another_version_is_meant() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(call(BRAND, gtin(1), 0, &[MARK], hs()), Error::NothingRevised);
		assert_noop!(revise(1, &[MARK]), Error::StaleSeq);
		assert_ok!(revise(0, &[MARK]));
		assert_noop!(revise(0, &[]), Error::StaleSeq);
		assert_noop!(revise(1, &[MARK]), Error::NothingRevised);
		assert_ok!(revise(1, &[]));
	});
}

#[test]
fn revise_class_should_fail_when_a_right_is_unknown_foreign_or_named_twice() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(revise(0, &[MARK, H256::zero()]), Error::RightNotAttested);
		assert_noop!(revise(0, &[MARK, MARK]), Error::DuplicateRight);
		set_right(DESIGN, SHOP);
		assert_noop!(revise(0, &[MARK, DESIGN]), Error::NotRightsOwner);
		let locarno = Some(RightClass::Locarno { edition: 15, class: 2 });
		let ties = vec![ClassRight { right: MARK, class: locarno }];
		let ties = ties.try_into().expect("one");
		let call = Custody::revise_class(signed(BRAND), gtin(1), 0, ties, hs());
		assert_noop!(call, Error::MalformedClass);
	});
}

#[test]
fn revise_class_should_fail_when_there_is_no_such_class_or_code() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(call(BRAND, gtin(9), 0, &[], hs()), Error::UnknownClass);
		let malformed = HsCode { edition: 2022, code: *b"990000" };
		assert_noop!(call(BRAND, gtin(1), 0, &[MARK], malformed), Error::MalformedHsCode);
	});
}

#[test]
fn revise_class_should_fail_when_the_prefix_went_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		FakeMembership::withdraw_prefixes(BRAND);
		assert_noop!(revise(0, &[MARK]), Error::PrefixNotHeld);
		let prefix = tracemark_primitives::gs1::CompanyPrefix::try_from("4012345");
		FakeMembership::add_prefix(FACTORY, prefix.expect("digits"));
		assert_noop!(call(FACTORY, gtin(1), 0, &[], hs()), Error::NotClassOwner);
		assert_ok!(Custody::register_class(signed(FACTORY), gtin(1), ties(&[]), hs()));
		assert_noop!(revise(1, &[MARK]), Error::NotClassOwner);
		set_right(DESIGN, FACTORY);
		assert_ok!(call(FACTORY, gtin(1), 1, &[DESIGN], hs()));
		assert_eq!(class().added.to_vec(), vec![AddedRight { right: DESIGN, version: 2 }]);
	});
}

#[test]
fn revise_class_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		refuses_others(BRAND, |origin| {
			let call = Custody::revise_class(origin, gtin(1), 0, ties(&[]), hs());
			call.map(drop).map_err(|refusal| refusal.error)
		});
		assert_noop!(call(CARRIER, gtin(1), 0, &[], hs()), ROLE_MISSING);
		assert_noop!(call(FACTORY, gtin(1), 0, &[], hs()), Error::NotClassOwner);
	});
}
