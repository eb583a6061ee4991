use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use tracemark_primitives::{
	apis::RoyaltyBasis, fakes::FakeMembership, parties::Standing, LicenceId,
};
use RoyaltyBasis::{Imported, Manufactured};

fn pay_in(who: u64, licence: LicenceId, covers: u64, amount: Balance) -> DispatchResult {
	Licensing::pay_in(RuntimeOrigin::signed(who), licence, Manufactured, covers, amount)
}

#[test]
fn pay_in_should_hold_the_amount_when_an_account_of_the_licensee_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		assert_ok!(pay_in(FOREMAN, id, 10, 100));

		assert_eq!(on_hold(FOREMAN), 100);
		assert_eq!(Balances::free_balance(FOREMAN), PURSE - 100);
		let payment = Payment { payer: FOREMAN, covers: 10, amount: 100 };
		assert_eq!(PendingPayments::<Test>::get(id, Manufactured), Some(payment));
		let (basis, payer) = (Manufactured, FOREMAN);
		let paid = Event::PaidIn { licence: id, basis, payer, covers: 10, amount: 100 };
		System::assert_last_event(paid.into());
	});
}

#[test]
fn pay_in_should_accept_the_licensee_when_it_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		FakeMembership::set_standing(FACTORY, Standing::Suspended);
		assert_ok!(pay_in(FOREMAN, id, 10, 100));
	});
}

#[test]
fn pay_in_should_refuse_when_the_signer_is_not_of_the_licensee() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		for who in [OUTSIDER, BRAND_LAWYER, BUYER] {
			assert_noop!(pay_in(who, id, 10, 100), Error::<Test>::NotLicensee);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::pay_in(origin, id, Manufactured, 10, 100),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn pay_in_should_refuse_when_the_licence_does_not_count_by_the_basis() {
	ExtBuilder::build_and_execute(|| {
		let free = granted(terms());
		assert_noop!(pay_in(FOREMAN, free, 10, 100), Error::<Test>::NoSuchRoyalty);
		let id = granted(royal());
		assert_noop!(
			Licensing::pay_in(RuntimeOrigin::signed(FOREMAN), id, Imported, 10, 100),
			Error::<Test>::NoSuchRoyalty
		);
		assert_noop!(pay_in(FOREMAN, 77, 10, 100), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn pay_in_should_refuse_when_it_pays_nothing_for_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		assert_noop!(pay_in(FOREMAN, id, 0, 100), Error::<Test>::MalformedPayment);
		assert_noop!(pay_in(FOREMAN, id, 10, 0), Error::<Test>::MalformedPayment);
		assert_noop!(pay_in(FOREMAN, id, 10, PURSE + 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn pay_in_should_refuse_when_a_payment_waits() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		assert_ok!(pay_in(FOREMAN, id, 10, 100));
		assert_noop!(pay_in(FOREMAN, id, 10, 100), Error::<Test>::PaymentPending);
	});
}

#[test]
fn pay_in_should_refuse_when_the_fund_lies_on_another_account_until_it_is_used_up() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(PARTNER, FACTORY, tracemark_primitives::parties::Roles(4), CH);
		let id = granted(royal());
		funded(id, Manufactured, 10, 100);
		assert_noop!(pay_in(PARTNER, id, 10, 100), Error::<Test>::OtherPayer);
		assert_ok!(Licensing::do_exercise(id, &making(10)));
		assert_ok!(pay_in(PARTNER, id, 10, 100));
	});
}
