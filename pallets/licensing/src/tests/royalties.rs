//! What acts under a licence draw.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use tracemark_primitives::{
	apis::RoyaltyBasis,
	authorisation::{Activities, Activity, Exercise},
	fakes,
	parties::Owner,
	quantity::{Quantity, UnitCode},
	rights::LicensingRule,
	time::Period as Term,
	traits::Authorisation,
	LicenceId,
};
use RoyaltyBasis::{DeclaredValue, Imported, Manufactured, Period};

fn counting(bases: &[RoyaltyBasis], shortfall: Shortfall) -> LicenceTerms {
	let bases = Bases::of(bases);
	let period = bases.contains(Period).then_some(HOUR);
	let royalties = RoyaltyTerms { bases, period, rates: RATES, shortfall };
	let activities = Activities::of(&[Activity::Manufacture, Activity::Import, Activity::Export]);
	let term = Term { from: NOW, until: None };
	LicenceTerms { royalties: Some(royalties), activities, term, ..terms() }
}

fn importing(pieces: u64) -> Exercise {
	Exercise { activity: Activity::Import, ..making(pieces) }
}

fn ledger(licence: LicenceId, basis: RoyaltyBasis) -> Ledger<u64> {
	Ledgers::<Test>::get(licence, basis)
}

fn of_brand() -> Balance {
	Licensing::accrued(&Owner::Organisation(BRAND), &MARK)
}

#[test]
fn exercise_should_draw_the_part_of_the_units_when_it_was_paid_in() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 105);
		assert_ok!(Licensing::exercise(id, &making(3)));
		// 31.5, rounded down.
		assert_eq!((of_brand(), on_hold(FOREMAN)), (31, 74));
		let (basis, units) = (Manufactured, 3);
		let drawn = Event::RoyaltyDrawn { licence: id, basis, units, owed: 0, amount: 31 };
		System::assert_has_event(drawn.into());
		assert_eq!(Balances::free_balance(Licensing::pot()), EXISTENTIAL_DEPOSIT + 31);
		// The last unit takes the rest.
		assert_ok!(Licensing::exercise(id, &making(7)));
		assert_eq!((of_brand(), on_hold(FOREMAN)), (105, 0));
		let all = ledger(id, Manufactured);
		assert_eq!((all.fund, all.used, all.paid_in, all.drawn), (None, 10, 105, 105));
	});
}

#[test]
fn exercise_should_refuse_and_change_nothing_when_too_little_was_paid_in() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		assert_noop!(Licensing::exercise(id, &making(1)), Error::<Test>::RoyaltyUnfunded);
		funded(id, Manufactured, 10, 100);
		assert_noop!(Licensing::exercise(id, &making(11)), Error::<Test>::RoyaltyUnfunded);
		// Acts that count for nothing draw nothing.
		let export = Exercise { activity: Activity::Export, ..making(11) };
		assert_ok!(Licensing::exercise(id, &export));
		assert_eq!(of_brand(), 0);
	});
}

#[test]
fn exercise_should_note_what_is_owed_when_the_terms_let_it() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(counting(&[Manufactured], Shortfall::Owe));
		funded(id, Manufactured, 10, 100);
		assert_ok!(Licensing::exercise(id, &making(13)));
		let all = ledger(id, Manufactured);
		assert_eq!((all.fund, all.owed, all.used, all.drawn), (None, 3, 13, 100));
		let basis = Manufactured;
		let drawn = Event::RoyaltyDrawn { licence: id, basis, units: 10, owed: 3, amount: 100 };
		System::assert_has_event(drawn.into());
		assert_ok!(Licensing::exercise(id, &making(2)));
		assert_eq!(ledger(id, Manufactured).owed, 5);
	});
}

#[test]
fn exercise_should_draw_pieces_and_lines_when_goods_are_brought_in() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(counting(&[Manufactured, Imported, DeclaredValue], Shortfall::Refuse));
		funded(id, Imported, 100, 1_000);
		funded(id, DeclaredValue, 2, 50);
		assert_ok!(Licensing::exercise(id, &importing(60)));
		assert_eq!(of_brand(), 600 + 25);
		assert_eq!((ledger(id, Imported).used, ledger(id, DeclaredValue).used), (60, 1));
		assert_ok!(Licensing::exercise(id, &importing(1)));
		assert_noop!(Licensing::exercise(id, &importing(1)), Error::<Test>::RoyaltyUnfunded);
	});
}

#[test]
fn exercise_should_count_millionths_when_goods_are_measured() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms {
			quantity: None,
			..counting(&[Manufactured], Shortfall::Refuse)
		});
		funded(id, Manufactured, 2_000_000, 10);
		let quantity = Quantity::Measured { micros: 1_000_000, unit: UnitCode(*b"KGM") };
		assert_ok!(Licensing::exercise(id, &Exercise { quantity, ..making(1) }));
		assert_eq!(of_brand(), 5);
	});
}

#[test]
fn exercise_should_count_the_periods_that_began_since_the_last_act() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(counting(&[Period], Shortfall::Refuse));
		funded(id, Period, 10, 100);
		// The first hour has begun.
		assert_ok!(Licensing::exercise(id, &making(1)));
		assert_eq!((of_brand(), ledger(id, Period).used), (10, 1));
		set_time(NOW + HOUR - 1);
		assert_ok!(Licensing::exercise(id, &making(1)));
		assert_eq!(of_brand(), 10);
		set_time(NOW + 3 * HOUR);
		assert_ok!(Licensing::exercise(id, &importing(1)));
		assert_eq!((of_brand(), ledger(id, Period).used), (40, 4));
		set_time(NOW + 11 * HOUR);
		assert_noop!(Licensing::exercise(id, &making(1)), Error::<Test>::RoyaltyUnfunded);
		// After the end no further period begins.
		assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), id));
		set_time(NOW + 50 * HOUR);
		Licensing::exercise_up_to(id, &making(1));
		assert_eq!((ledger(id, Period).used, ledger(id, Period).owed), (11, 1));
	});
}

#[test]
fn exercise_should_count_no_period_when_the_term_has_not_begun() {
	ExtBuilder::build_and_execute(|| {
		let term = Term { from: NOW + HOUR, until: None };
		let id = granted(LicenceTerms { term, ..counting(&[Period], Shortfall::Refuse) });
		assert_ok!(Licensing::exercise(id, &making(1)));
		set_time(NOW + HOUR);
		assert_noop!(Licensing::exercise(id, &making(1)), Error::<Test>::RoyaltyUnfunded);
	});
}

#[test]
fn exercise_should_split_over_rights_and_owners_when_there_are_several() {
	ExtBuilder::build_and_execute(|| {
		share(LicensingRule::Any);
		let id = granted_by(BRAND_LAWYER, &[MARK, SHARED], FACTORY, royal(), None);
		funded(id, Manufactured, 1, 111);
		assert_ok!(Licensing::exercise(id, &making(1)));
		// 56 for the mark, 55 for the shared right: 27 and the remainder, 16, 11.
		let accrued = |right, owner| Licensing::accrued(&owner, &right);
		assert_eq!(accrued(MARK, Owner::Organisation(BRAND)), 56);
		assert_eq!(accrued(SHARED, Owner::Organisation(BRAND)), 28);
		assert_eq!(accrued(SHARED, Owner::Account(CREATOR)), 16);
		assert_eq!(accrued(SHARED, Owner::Account(PARTNER)), 11);
	});
}

#[test]
fn exercise_should_credit_the_present_owner_when_the_right_was_assigned() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 2, 20);
		assert_ok!(Licensing::exercise(id, &making(1)));
		fakes::FakeRights::assign(MARK, NOW, Owner::Account(CREATOR));
		assert_ok!(Licensing::exercise(id, &making(1)));
		assert_eq!((of_brand(), Licensing::accrued(&Owner::Account(CREATOR), &MARK)), (10, 10));
	});
}

#[test]
fn exercise_should_credit_the_licensor_when_the_register_no_longer_answers() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 2, 20);
		fakes::reset();
		assert_ok!(Licensing::exercise(id, &making(1)));
		assert_eq!(of_brand(), 10);
	});
}

#[test]
fn exercise_should_draw_at_every_level_when_the_licence_is_a_sublicence() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(LicenceTerms { sublicensing: 1, ..royal() });
		let id = granted_by(FOREMAN, &[MARK], WORKSHOP, royal(), Some(parent));
		funded(parent, Manufactured, 10, 100);
		funded_by(MASTER, FOREMAN, id, Manufactured, 10, 150);
		assert_ok!(Licensing::exercise(id, &making(4)));
		assert_eq!((on_hold(FOREMAN), on_hold(MASTER)), (60, 90));
		assert_eq!(of_brand(), 40);
		assert_eq!(Licensing::accrued(&Owner::Organisation(FACTORY), &MARK), 60);
		// The factory's own acts use the same fund: then the sublicence has none above it.
		assert_ok!(Licensing::exercise(parent, &making(6)));
		assert_noop!(Licensing::exercise(id, &making(1)), Error::<Test>::RoyaltyUnfunded);
		assert_eq!(on_hold(MASTER), 90);
	});
}

#[test]
fn exercise_should_move_what_was_accepted_when_the_payer_has_locked_its_balance() {
	ExtBuilder::build_and_execute(|| {
		use frame_support::traits::{LockableCurrency, WithdrawReasons};
		let id = granted(royal());
		funded(id, Manufactured, 1, 100);
		Balances::set_lock(*b"somelock", &FOREMAN, PURSE, WithdrawReasons::all());
		assert_ok!(Licensing::exercise(id, &making(1)));
		assert_eq!(of_brand(), 100);
	});
}

#[test]
fn exercise_up_to_should_count_what_is_left_and_owe_the_rest() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(LicenceTerms { sublicensing: 1, ..royal() });
		let id = granted_by(FOREMAN, &[MARK], WORKSHOP, royal(), Some(parent));
		funded(parent, Manufactured, 10, 100);
		Licensing::exercise_up_to(id, &making(1_200));
		let left = |id| Licences::<Test>::get(id).unwrap().left.unwrap().value();
		assert_eq!((left(parent), left(id)), (0, 0));
		assert_eq!(
			(ledger(parent, Manufactured).owed, ledger(id, Manufactured).owed),
			(1_190, 1_200)
		);
		assert_eq!(of_brand(), 100);
	});
}

#[test]
fn exercise_up_to_should_never_fail() {
	ExtBuilder::build_and_execute(|| {
		Licensing::exercise_up_to(77, &making(1));
		let id = granted(royal());
		let quantity = Quantity::Measured { micros: u64::MAX, unit: UnitCode(*b"KGM") };
		let measured = Exercise { quantity, ..making(1) };
		for _ in 0..3 {
			Licensing::exercise_up_to(id, &measured);
		}
		assert_eq!(ledger(id, Manufactured).owed, u64::MAX);
		assert_eq!(Licences::<Test>::get(id).unwrap().left, Some(Quantity::Pieces(1_000)));
	});
}

#[test]
fn exercise_should_draw_for_copies_of_a_digital_edition_as_for_goods_that_are_made() {
	ExtBuilder::build_and_execute(|| {
		let made = counting(&[Manufactured], Shortfall::Refuse);
		let activities = Activities::of(&[Activity::Reproduce]);
		let id = granted(LicenceTerms { activities, ..made });
		funded(id, Manufactured, 10, 100);
		let copies = Exercise { activity: Activity::Reproduce, ..making(4) };
		assert_ok!(Licensing::exercise(id, &copies));
		assert_eq!((of_brand(), ledger(id, Manufactured).used), (40, 4));
	});
}
