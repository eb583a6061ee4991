//! To whom goods belong, whatever else happens to them.

use super::{derivation::*, *};

/// Consignments of the first class by their lots, that belong to the brand and are with the factory.
fn goods_of_brand(lots: &[u32]) -> Vec<ObjectId> {
	let sold = |lot: &u32| {
		let goods = commission(*lot);
		pass_title(FACTORY, BRAND, goods);
		goods
	};
	lots.iter().map(sold).collect()
}

fn unpack(org: OrgId, parent: ObjectId, child: ObjectId) -> DispatchResult {
	let children = vec![(child, seq(child))].try_into().expect("one");
	Custody::unpack(signed(org), parent, seq(parent), children, place(), time())
}

#[test]
fn title_should_stay_when_goods_change_hands() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		assert_eq!((item(pallet).owner, owner(goods)), (None, FACTORY));
		for (from, to) in [(FACTORY, CARRIER), (CARRIER, WAREHOUSE), (WAREHOUSE, SHOP)] {
			hand_over(from, to, pallet);
			assert_eq!((item(pallet).owner, item(goods).owner), (Some(FACTORY), None));
			assert_eq!([pallet, goods].map(owner), [FACTORY; 2]);
			let span = Spans::<Test>::get(pallet, item(pallet).spans - 1).expect("the last");
			assert_eq!((span.stay, span.owner), (Stay::With(to), Some(FACTORY)));
		}
		hand_over(SHOP, FACTORY, pallet);
		assert_eq!((item(pallet).owner, owner(goods)), (None, FACTORY));
	});
}

#[test]
fn title_should_go_with_each_object_when_it_is_packed_and_unpacked() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		let pallet = pack(FACTORY, 1, &[goods]);
		let other = goods_of_brand(&[2])[0];
		hand_over(FACTORY, WAREHOUSE, pallet);
		hand_over(FACTORY, WAREHOUSE, other);
		pack(WAREHOUSE, 1, &[other]);
		assert_eq!([goods, other].map(|object| item(object).owner), [None, Some(BRAND)]);
		assert_eq!([goods, other, pallet].map(owner), [FACTORY, BRAND, FACTORY]);
		for object in [goods, other] {
			assert_ok!(unpack(WAREHOUSE, pallet, object));
		}
		let named = [goods, other, pallet].map(|object| item(object).owner);
		assert_eq!(named, [Some(FACTORY), Some(BRAND), Some(FACTORY)]);
		// Into hands of their own, they are named by nobody.
		hand_over(WAREHOUSE, FACTORY, goods);
		hand_over(WAREHOUSE, BRAND, other);
		assert_eq!([goods, other].map(|object| item(object).owner), [None, None]);
	});
}

#[test]
fn title_should_stay_when_an_authority_keeps_goods_and_gives_them_back() {
	ExtBuilder::default().build_and_execute(|| {
		let (goods, other) = (commission(1), commission(2));
		let inner = pack(FACTORY, 1, &[goods, other]);
		let outer = pack(FACTORY, 2, &[inner]);
		pass_title(FACTORY, BRAND, inner);
		hand_over(FACTORY, CARRIER, outer);
		assert_ok!(detain(goods, CUSTOMS));
		let kept = item(goods);
		assert_eq!((kept.position, kept.owner), (held(CARRIER), Some(BRAND)));
		let unit = extract(&unit_claim(2, 3)).expect("lies in the other");
		assert_eq!((item(unit).position, item(unit).owner), (held(CARRIER), Some(BRAND)));
		assert_ok!(release(goods));
		assert_eq!([goods, other, inner, outer].map(owner), [BRAND, BRAND, BRAND, FACTORY]);
	});
}

#[test]
fn title_should_go_with_parts_units_and_new_labels() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = goods_of_brand(&[1])[0];
		let part = Part::Ranges(vec![(0, 8)].try_into().expect("one"));
		assert_ok!(Custody::split(signed(FACTORY), goods, seq(goods), part));
		let part = consignment(1, 1);
		assert_ok!(Custody::sell(
			signed(FACTORY),
			unit_claim(1, 9),
			seq(goods),
			H256::zero(),
			None,
			None
		));
		let identity = LotIdentity { gtin: gtin(1), number: number(7), root: None };
		let claim = GoodsClaim::Consignment { id: part };
		assert_ok!(Custody::relabel(signed(FACTORY), claim, seq(part), identity, None, time()));
		let relabelled = consignment(7, 0);
		for object in [goods, part, unit(9), relabelled] {
			assert_eq!((item(object).owner, owner(object)), (Some(BRAND), BRAND));
			let first = Spans::<Test>::get(object, 0).expect("is one").owner;
			assert_eq!(first, (object != goods).then_some(BRAND));
		}
	});
}

#[test]
fn title_should_be_the_makers_when_goods_are_transformed() {
	ExtBuilder::default().build_and_execute(|| {
		register_classes();
		let cotton = make(COTTON, 1, kilograms(100));
		pass_title(FACTORY, BRAND, cotton);
		assert_ok!(spin(&[all_of(cotton)], 1, 90));
		assert_eq!(owner(goods_of(YARN, 1)), FACTORY);
	});
}

#[test]
fn title_should_be_whose_who_takes_goods_back_that_were_sold() {
	ExtBuilder::default().build_and_execute(|| {
		let [back, kept] = [1, 2].map(|lot| {
			let goods = goods_of_brand(&[lot])[0];
			hand_over(FACTORY, SHOP, goods);
			let claim = GoodsClaim::Consignment { id: goods };
			assert_ok!(Custody::sell(signed(SHOP), claim, seq(goods), H256::zero(), None, None));
			assert_eq!(owner(goods), BRAND);
			goods
		});
		let order = H256::zero();
		assert_ok!(Custody::take_back(signed(SHOP), back, seq(back), order, None, time()));
		assert_eq!((item(back).owner, owner(back)), (None, SHOP));
		// Of who bought them the record knows nothing.
		assert_ok!(detain(kept, CUSTOMS));
		assert_eq!(owner(kept), BRAND);
	});
}

#[test]
fn title_should_stay_when_goods_are_missing_and_found() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = goods_of_brand(&[1])[0];
		let claim = GoodsClaim::Consignment { id: goods };
		let kind = MissingKind::Stolen;
		let number = seq(goods);
		assert_ok!(Custody::report_missing(signed(FACTORY), claim, number, kind, None, time()));
		assert_eq!(owner(goods), BRAND);
		assert_ok!(Custody::report_found(signed(FACTORY), goods, seq(goods), None, time()));
		assert_eq!(owner(goods), BRAND);
	});
}

#[test]
fn title_should_pass_by_a_reassignment_when_the_holder_was_the_owner() {
	ExtBuilder::default().build_and_execute(|| {
		let own = commission(1);
		let [others, home] = [2, 3].map(|lot| goods_of_brand(&[lot])[0]);
		offer_title(FACTORY, SHOP, own);
		offer_title(BRAND, SHOP, others);
		let reason = ReassignmentReason::HolderRefuses;
		for (object, to) in [(own, IMPORTER), (others, IMPORTER), (home, BRAND)] {
			let number = seq(object);
			assert_ok!(Custody::reassign(council(), object, number, to, reason, H256::zero()));
		}
		assert_eq!([own, others, home].map(owner), [IMPORTER, BRAND, BRAND]);
		assert_eq!([own, others, home].map(|object| item(object).owner), [None, Some(BRAND), None]);
		// With the title, what was offered of it is gone.
		let offers: Vec<_> = TitleOffers::<Test>::iter_keys().collect();
		assert_eq!(offers, [others]);
	});
}

#[test]
fn title_should_not_stop_the_holder_when_the_goods_are_anothers() {
	ExtBuilder::default().build_and_execute(|| {
		let [sold, marketed, decommissioned, destroyed] =
			[1, 2, 3, 4].map(|lot| goods_of_brand(&[lot])[0]);
		let whole = |id| GoodsClaim::Consignment { id };
		let (origin, order) = (|| signed(FACTORY), H256::zero());
		assert_ok!(Custody::sell(origin(), whole(sold), seq(sold), order, None, None));
		assert_ok!(Custody::put_on_market(
			origin(),
			whole(marketed),
			seq(marketed),
			order,
			None,
			None
		));
		let number = seq(decommissioned);
		assert_ok!(Custody::decommission(origin(), whole(decommissioned), number, time()));
		assert_ok!(Custody::destroy(origin(), destroyed, seq(destroyed), time()));
		assert_eq!([sold, marketed, decommissioned, destroyed].map(owner), [BRAND; 4]);
	});
}
