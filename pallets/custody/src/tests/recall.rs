use super::*;
use tracemark_primitives::{
	gs1::{lot_id, Gtin},
	parties::Role,
	recalls::{Recall, RecallReason, RecallScope, Recalled},
	time::Period,
	traits::CustodyInspect,
	Moment, RecallId,
};

const NOTICE: H256 = H256::repeat_byte(0x4e);
const SURVEILLANCE: OrgId = 10;

/// Admits the authority of market surveillance of Germany.
fn admit_surveillance() {
	let roles = Role::MarketSurveillance.into();
	FakeMembership::admit(account(SURVEILLANCE), SURVEILLANCE, roles, country("DE"));
}

fn lot(n: u32) -> RecallScope {
	RecallScope::Lot { lot: lot_id(&gtin(1), &number(n)) }
}

fn class(from: Moment, until: Option<Moment>) -> RecallScope {
	RecallScope::Class { gtin: gtin(1), made: Period { from, until } }
}

fn leaves(n: u32, ranges: &[(u32, u32)]) -> RecallScope {
	let ranges = ranges.to_vec().try_into().expect("at most 32");
	RecallScope::Leaves { lot: lot_id(&gtin(1), &number(n)), ranges }
}

fn recall(org: OrgId, scope: RecallScope) -> DispatchResult {
	Custody::recall(signed(org), scope, RecallReason::Safety, NOTICE)
}

fn recalls_of(object: ObjectId) -> Vec<(RecallId, bool)> {
	let recalls = Custody::recalls_of(&object);
	recalls.iter().map(|recalled| (recalled.recall, recalled.is_certain)).collect()
}

fn sell(org: OrgId, claim: GoodsClaim, number: u32) -> DispatchResult {
	Custody::sell(signed(org), claim, number, H256::zero(), None, None)
}

#[test]
fn recall_should_stop_sales_until_it_is_lifted_when_the_owner_declares_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let other = commission(2);
		hand_over(FACTORY, SHOP, goods);
		hand_over(FACTORY, SHOP, other);
		assert_ok!(recall(BRAND, lot(1)));
		assert_eq!(
			last_event(),
			Event::Recalled {
				recall: 0,
				by: BRAND,
				country: None,
				scope: lot(1),
				reason: RecallReason::Safety,
				notice: NOTICE,
			}
		);
		let record = Recall {
			scope: lot(1),
			by: BRAND,
			country: None,
			reason: RecallReason::Safety,
			notice: NOTICE,
			at: NOW,
			lifted: None,
		};
		assert_eq!(Recalls::<Test>::get(0), Some(record));
		assert_eq!((recalls_of(goods), recalls_of(other)), (vec![(0, true)], vec![]));
		for claim in [unit_claim(1, 3), whole(goods)] {
			assert_noop!(sell(SHOP, claim.clone(), seq(goods)), Error::UnderRecall);
			let put =
				Custody::put_on_market(signed(SHOP), claim, seq(goods), H256::zero(), None, None);
			assert_noop!(put, Error::UnderRecall);
		}
		assert_ok!(sell(SHOP, unit_claim(2, 4), seq(other)));

		assert_ok!(Custody::lift_recall(signed(BRAND), 0));
		assert_eq!(recalls_of(goods), vec![]);
		assert_ok!(sell(SHOP, unit_claim(1, 3), seq(goods)));
	});
}

#[test]
fn recall_should_let_goods_travel_and_be_destroyed() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, other) = (commission(1), commission_loose(2, 5));
		let parent = pack(FACTORY, 1, &[goods, other]);
		assert_ok!(recall(BRAND, class(0, Some(NOW + 1))));
		hand_over(FACTORY, SHOP, parent);
		let children = vec![(goods, seq(goods))].try_into().expect("one");
		assert_ok!(Custody::unpack(signed(SHOP), parent, seq(parent), children, None, time()));
		hand_over(SHOP, FACTORY, goods);
		assert_ok!(Custody::destroy(signed(FACTORY), goods, seq(goods), time()));
		assert_ok!(detain(other, CUSTOMS));
		assert_ok!(destroy(other));
	});
}

#[test]
fn recall_should_concern_the_leaves_that_it_names_and_no_others() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let part = Part::Ranges(vec![(10, 20)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		let (rest, faulty) = (goods, consignment(1, 1));
		assert_ok!(recall(BRAND, leaves(1, &[(12, 14), (18, 20)])));
		assert_eq!((recalls_of(rest), recalls_of(faulty)), (vec![], vec![(0, true)]));
		assert_noop!(sell(FACTORY, whole(faulty), seq(faulty)), Error::UnderRecall);
		for recalled in [12, 13, 18, 19] {
			let sale = sell(FACTORY, unit_claim(1, recalled), seq(faulty));
			assert_noop!(sale, Error::UnderRecall);
		}
		for sound in [11, 14, 17] {
			assert_ok!(sell(FACTORY, unit_claim(1, sound), seq(faulty)));
		}
		assert_ok!(sell(FACTORY, whole(rest), seq(rest)));
		// A unit with a record of its own is asked by its leaf.
		assert_ok!(extract(&unit_claim(1, 13)));
		assert_noop!(sell(FACTORY, unit_claim(1, 13), seq(unit(13))), Error::UnderRecall);
		assert_eq!((recalls_of(unit(13)), recalls_of(unit(14))), (vec![(0, true)], vec![]));
		// What a pallet holds is known by lot only.
		let parent = pack(FACTORY, 1, &[faulty]);
		assert_eq!(recalls_of(parent), vec![(0, false)]);
	});
}

#[test]
fn recall_should_cover_the_lots_that_were_made_in_its_period() {
	ExtBuilder::default().build_and_execute(|| {
		let early = commission(1);
		pass(60);
		let late = commission(2);
		assert_ok!(recall(BRAND, class(0, Some(NOW + 60_000))));
		assert_eq!((recalls_of(early), recalls_of(late)), (vec![(0, true)], vec![]));
		assert_ok!(recall(BRAND, class(NOW + 60_000, Some(NOW + 60_001))));
		assert_eq!((recalls_of(early), recalls_of(late)), (vec![(0, true)], vec![(1, true)]));
		pass(1);
		commission(3);
	});
}

#[test]
fn recall_should_stop_commissioning_when_it_covers_what_is_still_to_be_made() {
	ExtBuilder::default().build_and_execute(|| {
		let make = || {
			let quantity = Quantity::Pieces(1);
			Custody::commission(signed(FACTORY), gtin(1), number(1), quantity, None, None, time())
		};
		assert_ok!(recall(BRAND, class(NOW, None)));
		assert_noop!(make(), Error::UnderRecall);
		assert_ok!(Custody::lift_recall(signed(BRAND), 0));
		// That of an authority in another country than the maker's.
		admit_surveillance();
		assert_ok!(recall(SURVEILLANCE, class(NOW, None)));
		assert_ok!(make());
	});
}

#[test]
fn recall_should_have_effect_in_its_country_when_an_authority_declares_it() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, other) = (commission(1), commission(2));
		hand_over(FACTORY, SHOP, goods);
		admit_surveillance();
		for n in [1, 2] {
			assert_ok!(recall(SURVEILLANCE, lot(n)));
		}
		assert_eq!(Recalls::<Test>::get(0).and_then(|it| it.country), Some(country("DE")));
		assert_noop!(sell(SHOP, whole(goods), seq(goods)), Error::UnderRecall);
		// The factory is in Portugal.
		assert_ok!(sell(FACTORY, whole(other), seq(other)));
		let facts = <Custody as CustodyInspect>::facts(&unit_claim(1, 9));
		let recalled = |code| <Custody as CustodyInspect>::recalled(&facts, &country(code));
		let (reason, is_certain) = (RecallReason::Safety, true);
		let here = Recalled { recall: 0, country: Some(country("DE")), reason, is_certain };
		assert_eq!((recalled("DE"), recalled("PT")), (Some(here), None));
	});
}

#[test]
fn recall_should_be_told_for_certain_when_one_of_several_is() {
	ExtBuilder::default().build_and_execute(|| {
		let parent = pack(FACTORY, 1, &[commission(1), commission(2)]);
		assert_ok!(recall(BRAND, leaves(1, &[(0, 1)])));
		let claim = GoodsClaim::LogisticUnit { sscc: sscc(1) };
		let recalled = || {
			let facts = <Custody as CustodyInspect>::facts(&claim);
			<Custody as CustodyInspect>::recalled(&facts, &country("FR"))
				.map(|recalled| (recalled.recall, recalled.is_certain))
		};
		assert_eq!(recalled(), Some((0, false)));
		assert_ok!(recall(BRAND, class(NOW, Some(NOW + 1))));
		assert_eq!(recalls_of(parent), vec![(0, false), (1, true)]);
		assert_eq!(recalled(), Some((1, true)));
		let nobodys = <Custody as CustodyInspect>::facts(&whole(H256::zero()));
		assert_eq!(<Custody as CustodyInspect>::recalled(&nobodys, &country("FR")), None);
	});
}

#[test]
fn recall_should_be_told_of_goods_without_record_for_certain_when_it_covers_their_class() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let recalled = |code| {
			<Custody as CustodyInspect>::class_recalled(&gtin(1), &country(code))
				.map(|recalled| (recalled.recall, recalled.is_certain))
		};
		assert_eq!(recalled("FR"), None);
		assert_ok!(recall(BRAND, lot(1)));
		assert_eq!(recalled("FR"), Some((0, false)));
		// Lots that were made after the class was registered are left out, or are from now on.
		pass(1);
		assert_ok!(recall(BRAND, class(NOW + 1, None)));
		assert_ok!(recall(BRAND, class(0, Some(NOW + 1))));
		assert_eq!(recalled("FR"), Some((0, false)));
		admit_surveillance();
		assert_ok!(recall(SURVEILLANCE, class(0, None)));
		assert_eq!((recalled("FR"), recalled("DE")), (Some((0, false)), Some((3, true))));
		assert_ok!(Custody::lift_recall(signed(SURVEILLANCE), 3));
		assert_ok!(recall(BRAND, class(NOW, None)));
		assert_eq!(recalled("FR"), Some((4, true)));
		assert_eq!(<Custody as CustodyInspect>::class_recalled(&gtin(9), &country("FR")), None);
	});
}

#[test]
fn recall_should_be_told_before_those_for_quality_when_a_law_demands_it() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let facts = <Custody as CustodyInspect>::facts(&whole(goods));
		let recalled = || {
			let heaviest = <Custody as CustodyInspect>::recalled(&facts, &country("DE"));
			heaviest.map(|recalled| (recalled.recall, recalled.reason))
		};
		assert_ok!(Custody::recall(signed(BRAND), lot(1), RecallReason::Quality, NOTICE));
		assert_eq!(recalled(), Some((0, RecallReason::Quality)));
		assert_ok!(recall(BRAND, lot(1)));
		assert_eq!(recalled(), Some((1, RecallReason::Safety)));
	});
}

#[test]
fn recall_should_let_no_unit_out_of_a_consignment_when_it_was_altered() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let put =
			Custody::put_on_market(signed(FACTORY), whole(goods), 1, H256::zero(), None, None);
		assert_ok!(put);
		assert_ok!(recall(BRAND, lot(1)));
		let alter = |claim| Custody::record_alteration(signed(FACTORY), claim, seq(goods), time());
		assert_noop!(alter(unit_claim(1, 3)), Error::UnderRecall);
		assert_ok!(alter(whole(goods)));
	});
}

#[test]
fn recall_should_fail_when_its_scope_is_malformed() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		commission_loose(2, 5);
		let nowhere =
			RecallScope::Class { gtin: Gtin([b'1'; 14]), made: Period { from: 0, until: None } };
		let malformed = [
			nowhere,
			class(5, Some(5)),
			leaves(1, &[]),
			leaves(1, &[(3, 3)]),
			leaves(1, &[(0, 4), (3, 5)]),
			leaves(1, &[(8, 9), (0, 4)]),
		];
		for scope in malformed {
			assert_noop!(recall(BRAND, scope), Error::MalformedRecall);
		}
		assert_noop!(recall(BRAND, leaves(1, &[(0, LEAVES + 1)])), Error::OutsideLot);
		assert_noop!(recall(BRAND, leaves(2, &[(0, 1)])), Error::NotSerialised);
		assert_noop!(recall(BRAND, lot(9)), Error::UnknownLot);
		let unknown = RecallScope::Class { gtin: gtin(9), made: Period { from: 0, until: None } };
		assert_noop!(recall(BRAND, unknown), Error::UnknownClass);
		assert_ok!(recall(BRAND, leaves(1, &[(0, LEAVES)])));
	});
}

#[test]
fn recall_should_fail_when_as_many_are_in_force_as_can_be() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		let fill = |org| {
			for _ in 0..MAX_RECALLS_EACH {
				assert_ok!(recall(org, lot(1)));
			}
			assert_noop!(recall(org, lot(1)), Error::TooManyRecalls);
		};
		fill(BRAND);
		assert_ok!(Custody::lift_recall(signed(BRAND), 3));
		assert_ok!(recall(BRAND, lot(1)));
		// The owner leaves room for authorities. All of them together fill the list.
		admit_surveillance();
		let courts = [11, 12];
		for court in courts {
			FakeMembership::admit(account(court), court, Role::Court.into(), country("FR"));
		}
		[SURVEILLANCE].into_iter().chain(courts).for_each(fill);
		FakeMembership::admit(account(13), 13, Role::Court.into(), country("PT"));
		assert_noop!(recall(13, lot(1)), Error::TooManyRecalls);
		assert_eq!(NextRecallId::<Test>::get(), 33);
	});
}

#[test]
fn recall_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		refuses_others(BRAND, |origin| {
			Custody::recall(origin, lot(1), RecallReason::Quality, NOTICE)
		});
		// Nobody recalls the goods of others, not even who made or holds them; customs suspends a release.
		for org in [FACTORY, SHOP, IMPORTER] {
			assert_noop!(recall(org, lot(1)), Error::NotClassOwner);
		}
		for org in [CARRIER, WAREHOUSE, CUSTOMS, MONITOR] {
			assert_noop!(recall(org, lot(1)), ROLE_MISSING);
		}
	});
}

#[test]
fn recall_should_stay_in_force_when_the_class_goes_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(recall(BRAND, lot(1)));
		FakeMembership::withdraw_prefixes(BRAND);
		let prefix = tracemark_primitives::gs1::CompanyPrefix::try_from("4012345");
		FakeMembership::add_prefix(FACTORY, prefix.expect("digits"));
		let rights = Default::default();
		assert_ok!(Custody::register_class(signed(FACTORY), gtin(1), rights, hs()));
		assert_noop!(sell(FACTORY, whole(goods), seq(goods)), Error::UnderRecall);
		// The former owner lifts it, or the new one.
		assert_ok!(Custody::lift_recall(signed(FACTORY), 0));
		assert_ok!(sell(FACTORY, whole(goods), seq(goods)));
	});
}
