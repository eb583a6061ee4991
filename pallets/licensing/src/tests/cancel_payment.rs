use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};
use tracemark_primitives::{
	apis::RoyaltyBasis::Manufactured,
	fakes::{FakeMembership, ROLE_MISSING},
	parties::Roles,
	LicenceId,
};

fn cancel(who: u64, licence: LicenceId) -> DispatchResult {
	Licensing::cancel_payment(RuntimeOrigin::signed(who), licence, Manufactured)
}

fn paid() -> LicenceId {
	let id = granted(royal());
	assert_ok!(Licensing::pay_in(RuntimeOrigin::signed(FOREMAN), id, Manufactured, 10, 100));
	id
}

#[test]
fn cancel_payment_should_return_the_hold_when_either_side_signs() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::admit(PARTNER, FACTORY, Roles(4), CH);
		for who in [FOREMAN, PARTNER, BRAND_LAWYER] {
			let id = paid();
			assert_ok!(cancel(who, id));
			assert_eq!((on_hold(FOREMAN), Balances::free_balance(FOREMAN)), (0, PURSE));
			assert_eq!(PendingPayments::<Test>::get(id, Manufactured), None);
			let (basis, payer) = (Manufactured, FOREMAN);
			let cancelled = Event::PaymentCancelled { licence: id, basis, payer, amount: 100 };
			System::assert_last_event(cancelled.into());
		}
	});
}

#[test]
fn cancel_payment_should_return_the_hold_when_the_payer_has_left_the_licensee() {
	ExtBuilder::build_and_execute(|| {
		let id = paid();
		FakeMembership::admit(FOREMAN, WORKSHOP, Roles(4), CH);
		assert_ok!(cancel(FOREMAN, id));
	});
}

#[test]
fn cancel_payment_should_refuse_when_nothing_waits() {
	ExtBuilder::build_and_execute(|| {
		let id = paid();
		let licensor = RuntimeOrigin::signed(BRAND_LAWYER);
		assert_ok!(Licensing::accept_payment(licensor, id, Manufactured, 10, 100));
		assert_noop!(cancel(FOREMAN, id), Error::<Test>::NoPayment);
		assert_noop!(cancel(FOREMAN, 77), Error::<Test>::UnknownLicence);
	});
}

#[test]
fn cancel_payment_should_refuse_when_the_signer_is_of_neither_side() {
	ExtBuilder::build_and_execute(|| {
		let id = paid();
		assert_noop!(cancel(OUTSIDER, id), Error::<Test>::NotLicensor);
		assert_noop!(cancel(BUYER, id), ROLE_MISSING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Licensing::cancel_payment(origin, id, Manufactured),
				DispatchError::BadOrigin
			);
		}
	});
}
