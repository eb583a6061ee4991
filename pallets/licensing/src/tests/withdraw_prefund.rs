use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	apis::RoyaltyBasis::{self, Manufactured, Period},
	parties::Owner,
	LicenceId,
};

fn withdraw(who: u64, licence: LicenceId, basis: RoyaltyBasis) -> DispatchResult {
	Licensing::withdraw_prefund(RuntimeOrigin::signed(who), licence, basis)
}

fn surrender(licence: LicenceId) {
	assert_ok!(Licensing::surrender_licence(RuntimeOrigin::signed(FOREMAN), licence));
}

#[test]
fn withdraw_prefund_should_return_the_rest_when_the_licence_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 100);
		assert_ok!(Licensing::do_exercise(id, &making(4)));
		surrender(id);
		assert_ok!(withdraw(FOREMAN, id, Manufactured));

		assert_eq!((on_hold(FOREMAN), Balances::free_balance(FOREMAN)), (0, PURSE - 40));
		let (basis, payer) = (Manufactured, FOREMAN);
		let returned = Event::PrefundWithdrawn { licence: id, basis, payer, amount: 60 };
		System::assert_last_event(returned.into());
		assert_noop!(withdraw(FOREMAN, id, Manufactured), Error::<Test>::NothingLeft);
	});
}

#[test]
fn withdraw_prefund_should_wait_for_the_end_of_the_sell_off() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(LicenceTerms { sell_off: HOUR, ..royal() });
		funded(id, Manufactured, 10, 100);
		assert_noop!(withdraw(FOREMAN, id, Manufactured), Error::<Test>::LicenceNotOver);
		surrender(id);
		set_time(NOW + HOUR - 1);
		assert_noop!(withdraw(FOREMAN, id, Manufactured), Error::<Test>::LicenceNotOver);
		set_time(NOW + HOUR);
		assert_ok!(withdraw(FOREMAN, id, Manufactured));
	});
}

#[test]
fn withdraw_prefund_should_return_the_rest_when_the_parent_is_over() {
	ExtBuilder::build_and_execute(|| {
		let parent = granted(LicenceTerms { sublicensing: 1, ..terms() });
		let id = granted_by(FOREMAN, &[MARK], WORKSHOP, royal(), Some(parent));
		funded_by(MASTER, FOREMAN, id, Manufactured, 10, 100);
		surrender(parent);
		assert_ok!(withdraw(MASTER, id, Manufactured));
		assert_eq!(on_hold(MASTER), 0);
	});
}

#[test]
fn withdraw_prefund_should_draw_the_periods_until_the_end_first() {
	ExtBuilder::build_and_execute(|| {
		let mut terms = royal();
		terms.royalties = Some(RoyaltyTerms {
			bases: Bases::of(&[Period]),
			period: Some(HOUR),
			rates: RATES,
			shortfall: Shortfall::Refuse,
		});
		let id = granted(terms.clone());
		funded(id, Period, 10, 100);
		set_time(NOW + 3 * HOUR);
		surrender(id);
		set_time(NOW + 8 * HOUR);
		assert_ok!(withdraw(FOREMAN, id, Period));
		assert_eq!(Licensing::accrued(&Owner::Organisation(BRAND), &MARK), 30);
		assert_eq!((on_hold(FOREMAN), Balances::free_balance(FOREMAN)), (0, PURSE - 30));

		// If that uses it up, nothing is returned.
		let id = granted(terms);
		funded(id, Period, 2, 20);
		set_time(NOW + 12 * HOUR);
		surrender(id);
		assert_ok!(withdraw(FOREMAN, id, Period));
		assert_eq!(Balances::free_balance(FOREMAN), PURSE - 50);
		assert_eq!(Ledgers::<Test>::get(id, Period).owed, 2);
	});
}

#[test]
fn withdraw_prefund_should_refuse_when_the_signer_is_not_the_payer() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 100);
		surrender(id);
		assert_noop!(withdraw(BRAND_LAWYER, id, Manufactured), Error::<Test>::NotPayer);
		assert_noop!(withdraw(FOREMAN, 77, Manufactured), Error::<Test>::UnknownLicence);
		assert_noop!(withdraw(FOREMAN, id, Period), Error::<Test>::NothingLeft);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::withdraw_prefund(origin, id, Manufactured),
				DispatchError::BadOrigin
			);
		}
	});
}
