use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use tracemark_primitives::{
	apis::RoyaltyBasis, fakes::ROLE_MISSING, parties::Owner, quantity::Quantity, LicenceId,
};
use RoyaltyBasis::Manufactured;

fn accept(who: u64, licence: LicenceId, covers: u64, amount: Balance) -> DispatchResult {
	Licensing::accept_payment(RuntimeOrigin::signed(who), licence, Manufactured, covers, amount)
}

fn pay_in(licence: LicenceId, covers: u64, amount: Balance) {
	let origin = RuntimeOrigin::signed(FOREMAN);
	assert_ok!(Licensing::pay_in(origin, licence, Manufactured, covers, amount));
}

#[test]
fn accept_payment_should_make_it_the_fund_when_the_licensor_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		pay_in(id, 10, 100);
		assert_ok!(accept(BRAND_LAWYER, id, 10, 100));

		let fund = Some(Payment { payer: FOREMAN, covers: 10, amount: 100 });
		let ledger = Ledger { fund, paid_in: 100, ..Default::default() };
		assert_eq!(Ledgers::<Test>::get(id, Manufactured), ledger);
		assert_eq!(PendingPayments::<Test>::get(id, Manufactured), None);
		assert_eq!(on_hold(FOREMAN), 100);
		let basis = Manufactured;
		let accepted = Event::PaymentAccepted { licence: id, basis, covers: 10, amount: 100 };
		System::assert_last_event(accepted.into());
	});
}

#[test]
fn accept_payment_should_add_up_when_several_follow() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 100);
		funded(id, Manufactured, 5, 90);
		let fund = Some(Payment { payer: FOREMAN, covers: 15, amount: 190 });
		assert_eq!(Ledgers::<Test>::get(id, Manufactured).fund, fund);
	});
}

#[test]
fn accept_payment_should_settle_what_is_owed_first() {
	ExtBuilder::build_and_execute(|| {
		let mut terms = royal();
		terms.royalties.as_mut().unwrap().shortfall = Shortfall::Owe;
		let id = granted(terms);
		assert_ok!(Licensing::do_exercise(id, &making(6)));
		assert_eq!(Ledgers::<Test>::get(id, Manufactured).owed, 6);
		// Less than is owed.
		funded(id, Manufactured, 4, 40);
		let ledger = Ledgers::<Test>::get(id, Manufactured);
		assert_eq!((ledger.fund, ledger.owed, ledger.used, ledger.drawn), (None, 2, 6, 40));
		// More.
		funded(id, Manufactured, 10, 50);
		let ledger = Ledgers::<Test>::get(id, Manufactured);
		let fund = Some(Payment { payer: FOREMAN, covers: 8, amount: 40 });
		assert_eq!((ledger.fund, ledger.owed, ledger.used, ledger.drawn), (fund, 0, 6, 50));
		assert_eq!(Licensing::accrued(&Owner::Organisation(BRAND), &MARK), 50);
		let (basis, units) = (Manufactured, 2);
		let drawn = Event::RoyaltyDrawn { licence: id, basis, units, owed: 0, amount: 10 };
		System::assert_has_event(drawn.into());
	});
}

#[test]
fn accept_payment_should_refuse_when_it_is_another_payment() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		assert_noop!(accept(BRAND_LAWYER, id, 10, 100), Error::<Test>::NoPayment);
		pay_in(id, 1_000, 100);
		assert_noop!(accept(BRAND_LAWYER, id, 10, 100), Error::<Test>::PaymentChanged);
		assert_noop!(accept(BRAND_LAWYER, id, 1_000, 101), Error::<Test>::PaymentChanged);
		assert_noop!(accept(BRAND_LAWYER, 77, 10, 100), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn accept_payment_should_refuse_when_the_signer_is_not_of_the_licensors_side() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		pay_in(id, 10, 100);
		assert_noop!(accept(OUTSIDER, id, 10, 100), Error::<Test>::NotLicensor);
		assert_noop!(accept(FOREMAN, id, 10, 100), ROLE_MISSING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::accept_payment(origin, id, Manufactured, 10, 100),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn accept_payment_should_refuse_when_the_units_do_not_fit() {
	ExtBuilder::build_and_execute(|| {
		let quantity = Some(Quantity::Pieces(u64::MAX));
		let id = granted(LicenceTerms { quantity, ..royal() });
		funded(id, Manufactured, u64::MAX, 100);
		pay_in(id, 1, 100);
		assert_noop!(accept(BRAND_LAWYER, id, 1, 100), ArithmeticError::Overflow);
	});
}
