use super::*;
use tracemark_primitives::{
	goods::LotId,
	gs1::{lot_id, LotNumber},
};

fn lot(number: LotNumber) -> LotId {
	lot_id(&gtin(1), &number)
}

fn name(org: OrgId, n: u32, keepers: &[OrgId]) -> DispatchResult {
	let keepers = keepers.to_vec().try_into().expect("at most four");
	Custody::name_keepers(signed(org), lot(number(n)), keepers)
}

fn keepers(n: u32) -> Vec<OrgId> {
	let facts = <Custody as CustodyInspect>::lot(&lot(number(n))).expect("was commissioned");
	facts.keepers.to_vec()
}

#[test]
fn name_keepers_should_be_read_with_the_lot_when_maker_or_brand_names_them() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_ok!(name(FACTORY, 1, &[FACTORY, WAREHOUSE]));
		assert_eq!(keepers(1), [FACTORY, WAREHOUSE]);
		let event = Event::KeepersNamed {
			lot: lot(number(1)),
			by: FACTORY,
			keepers: vec![FACTORY, WAREHOUSE].try_into().expect("two"),
		};
		assert_eq!(last_event(), event);
		assert_ok!(name(BRAND, 1, &[WAREHOUSE]));
		assert_eq!(keepers(1), [WAREHOUSE]);
		assert_ok!(name(BRAND, 1, &[]));
		assert!(keepers(1).is_empty());
	});
}

#[test]
fn name_keepers_should_be_for_who_labelled_the_goods_when_another_made_them() {
	ExtBuilder::default().build_and_execute(|| {
		let consignment = commission(1);
		hand_over(FACTORY, IMPORTER, consignment);
		let root = Some(H256::repeat_byte(1));
		let identity = LotIdentity { gtin: gtin(1), number: number(2), root };
		let claim = GoodsClaim::Consignment { id: consignment };
		let call =
			Custody::relabel(signed(IMPORTER), claim, seq(consignment), identity, None, time());
		assert_ok!(call);
		assert_noop!(name(FACTORY, 2, &[FACTORY]), Error::NotMaker);
		assert_ok!(name(IMPORTER, 2, &[IMPORTER]));
		// Who holds goods later has no list.
		assert_noop!(name(IMPORTER, 1, &[IMPORTER]), Error::NotMaker);
	});
}

#[test]
fn name_keepers_should_fail_when_a_keeper_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_noop!(name(FACTORY, 1, &[OUTSIDER]), Error::MalformedKeepers);
		assert_noop!(name(FACTORY, 1, &[BRAND, BRAND]), Error::MalformedKeepers);
	});
}

#[test]
fn name_keepers_should_fail_when_there_is_no_list() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(name(FACTORY, 1, &[BRAND]), Error::UnknownLot);
		commission_loose(1, 5);
		assert_noop!(name(FACTORY, 1, &[BRAND]), Error::NotSerialised);
	});
}

#[test]
fn name_keepers_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		refuses_others(FACTORY, |origin| {
			Custody::name_keepers(origin, lot(number(1)), Default::default())
		});
		assert_noop!(name(SHOP, 1, &[SHOP]), Error::NotMaker);
	});
}
