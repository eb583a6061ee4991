//! What clients read.

use crate::{mock::*, *};
use frame_support::assert_ok;
use tracemark_primitives::{
	apis::{
		BasisStatement,
		RoyaltyBasis::{Imported, Manufactured},
		MAX_PAGE,
	},
	rights::RightKind,
	territory::{Country, Territories},
};

#[test]
fn statement_should_say_what_was_paid_used_and_is_owed_by_each_basis() {
	ExtBuilder::build_and_execute(|| {
		let mut terms = royal();
		terms.royalties.as_mut().unwrap().bases = Bases::of(&[Manufactured, Imported]);
		let id = granted(terms);
		funded(id, Manufactured, 10, 100);
		assert_ok!(Licensing::do_exercise(id, &making(4)));
		let origin = RuntimeOrigin::signed(FOREMAN);
		assert_ok!(Licensing::pay_in(origin, id, Imported, 7, 70));

		let made = BasisStatement {
			basis: Manufactured,
			pending: None,
			paid_in: 100,
			drawn: 40,
			left: 60,
			covers: 6,
			used: 4,
			owed: 0,
		};
		let imported = BasisStatement {
			basis: Imported,
			pending: Some((7, 70)),
			paid_in: 0,
			drawn: 0,
			left: 0,
			covers: 0,
			used: 0,
			owed: 0,
		};
		assert_eq!(Licensing::statement(id).unwrap().bases, [made, imported]);
	});
}

#[test]
fn statement_should_be_empty_or_none_when_nothing_is_counted() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(terms());
		assert!(Licensing::statement(id).unwrap().bases.is_empty());
		assert_eq!(Licensing::statement(77), None);
	});
}

#[test]
fn exhaustion_should_read_the_row_or_the_country_alone() {
	ExtBuilder::exhaustion(&[(0, "DE", &["DE", "FR"])]).execute(|| {
		let of = Licensing::exhaustion;
		assert_eq!(of(RightKind::TradeMark, DE), countries(&[DE, FR]));
		assert_eq!(of(RightKind::TradeMark, FR), countries(&[FR]));
		assert_eq!(of(RightKind::Patent, DE), countries(&[DE]));
		assert_eq!(of(RightKind::Patent, Country(*b"QQ")), Territories::default());
	});
}

#[test]
fn licences_of_should_page_the_past_ones_first() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..MAX_LICENCES + 2 {
			let id = granted(terms());
			assert_ok!(Licensing::revoke(RuntimeOrigin::signed(BRAND_LAWYER), id, GROUND));
		}
		let page = |cursor, limit| Licensing::licences_of(MARK, FACTORY, cursor, limit);
		assert_eq!(page(0, MAX_PAGE), [0, 1, 2, 3, 4, 5]);
		assert_eq!(page(0, u32::MAX), [0, 1, 2, 3, 4, 5]);
		assert_eq!(page(1, 3), [1, 2, 3]);
		assert_eq!(page(4, 3), [4, 5]);
		assert!(page(6, 3).is_empty());
		assert!(page(u32::MAX, 3).is_empty());
		assert!(page(0, 0).is_empty());
		assert!(Licensing::licences_of(MARK, IMPORTER, 0, 9).is_empty());
	});
}
