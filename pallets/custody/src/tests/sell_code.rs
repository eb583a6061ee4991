use super::*;
use tracemark_primitives::editions::{sale_commitment, EditionId};

fn sale(edition: &EditionId, index: u32, seller: OrgId) -> H256 {
	sale_commitment(edition, index, seller, &H256::repeat_byte(1))
}

fn sell(by: OrgId, edition: EditionId, index: u32, commitment: H256) -> DispatchResult {
	Custody::sell_code(signed(by), edition, index, commitment)
}

#[test]
fn sell_code_should_keep_who_says_so_and_nothing_of_the_buyer() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let (index, by, commitment) = (7, SHOP, sale(&edition, 7, SHOP));
		assert_ok!(sell(by, edition, index, commitment));
		assert_eq!(CodeSales::<Test>::get((edition, index, by, commitment)), Some(NOW));
		assert_eq!(last_event(), Event::CodeSold { edition, index, by, commitment });
		assert_eq!(Editions::<Test>::get(edition).map(|record| record.tally.activated), Some(0));
		assert_eq!(FakeAlerts::raised(), vec![]);
	});
}

#[test]
fn sell_code_should_be_possible_again_when_the_code_is_sold_on() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		for seller in [BRAND, IMPORTER, SHOP] {
			assert_ok!(sell(seller, edition, 7, sale(&edition, 7, seller)));
		}
		// Paid back, and sold to another.
		let again = sale_commitment(&edition, 7, SHOP, &H256::repeat_byte(2));
		assert_ok!(sell(SHOP, edition, 7, again));
		assert_eq!(CodeSales::<Test>::iter_prefix((edition, 7)).count(), 4);
	});
}

#[test]
fn sell_code_should_fail_when_the_sale_is_on_record() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		assert_ok!(sell(SHOP, edition, 7, sale(&edition, 7, SHOP)));
		assert_noop!(sell(SHOP, edition, 7, sale(&edition, 7, SHOP)), Error::SaleOnRecord);
		// Whoever copies a commitment takes nothing from its maker.
		let next = sale(&edition, 8, SHOP);
		assert_ok!(sell(IMPORTER, edition, 8, next));
		assert_ok!(sell(SHOP, edition, 8, next));
	});
}

#[test]
fn sell_code_should_fail_when_there_is_no_such_code() {
	ExtBuilder::default().build_and_execute(|| {
		let known = issue(1);
		let commitment = H256::repeat_byte(9);
		assert_noop!(sell(SHOP, edition(2), 0, commitment), Error::UnknownEdition);
		assert_noop!(sell(SHOP, known, LEAVES, commitment), Error::OutsideEdition);
		assert_ok!(sell(SHOP, known, LEAVES - 1, commitment));
	});
}

#[test]
fn sell_code_should_fail_when_the_code_was_activated_or_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let token = H256::repeat_byte(1);
		let (code, usage) = (code_proof(&edition, 7), use_signed_by(7, &edition, 7, token, None));
		assert_ok!(Custody::activate_code(signed(SHOP), edition, code, None, usage));
		let codes = vec![8].try_into().expect("one");
		assert_ok!(Custody::withdraw_codes(signed(BRAND), edition, codes, token));
		for index in [7, 8] {
			let commitment = sale(&edition, index, SHOP);
			assert_noop!(sell(SHOP, edition, index, commitment), Error::CodeSpent);
		}
	});
}

#[test]
fn sell_code_should_be_for_sellers_only() {
	ExtBuilder::default().build_and_execute(|| {
		let edition = issue(1);
		let commitment = sale(&edition, 7, SHOP);
		refuses_others(SHOP, |origin| Custody::sell_code(origin, edition, 7, commitment));
		assert_noop!(sell(CARRIER, edition, 7, commitment), ROLE_MISSING);
	});
}
