use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, TokenError};
use tracemark_primitives::{
	apis::RoyaltyBasis::Manufactured,
	fakes::{FakeMembership, FakeRights, NOT_IN_GOOD_STANDING},
	parties::{Owner, Standing},
	rights::{sole_owner, LicensingRule, RightFacts, RightId},
};

fn withdraw(who: u64, right: RightId) -> DispatchResult {
	Licensing::withdraw_royalties(RuntimeOrigin::signed(who), right)
}

#[test]
fn withdraw_royalties_should_pay_the_account_when_it_is_an_owner() {
	ExtBuilder::build_and_execute(|| {
		share(LicensingRule::Any);
		let id = granted_by(CREATOR, &[SHARED], FACTORY, royal(), None);
		funded_by(FOREMAN, CREATOR, id, Manufactured, 10, 1_000);
		assert_ok!(Licensing::do_exercise(id, &making(10)));
		assert_ok!(withdraw(CREATOR, SHARED));

		assert_eq!(Balances::free_balance(CREATOR), PURSE + 300);
		let (owner, to) = (Owner::Account(CREATOR), CREATOR);
		assert_eq!(Licensing::accrued(&owner, &SHARED), 0);
		let paid = Event::RoyaltiesWithdrawn { right: SHARED, owner, to, amount: 300 };
		System::assert_last_event(paid.into());
		assert_noop!(withdraw(CREATOR, SHARED), Error::<Test>::NothingAccrued);
	});
}

#[test]
fn withdraw_royalties_should_pay_the_organisations_account_when_any_operator_signs() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 1_000);
		assert_ok!(Licensing::do_exercise(id, &making(10)));
		assert_ok!(withdraw(BRAND_DRIVER, MARK));
		assert_eq!(Balances::free_balance(BRAND_LAWYER), PURSE + 1_000);
		assert_eq!(Balances::free_balance(Licensing::pot()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn withdraw_royalties_should_refuse_when_nothing_accrued_under_the_right() {
	ExtBuilder::build_and_execute(|| {
		let id = granted(royal());
		funded(id, Manufactured, 10, 1_000);
		assert_ok!(Licensing::do_exercise(id, &making(10)));
		assert_noop!(withdraw(BRAND_LAWYER, SHARED), Error::<Test>::NothingAccrued);
		assert_noop!(withdraw(FOREMAN, MARK), Error::<Test>::NothingAccrued);
		assert_noop!(withdraw(OUTSIDER, MARK), Error::<Test>::NothingAccrued);
	});
}

#[test]
fn withdraw_royalties_should_refuse_when_the_organisation_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		FakeMembership::set_standing(BRAND, Standing::Suspended);
		assert_noop!(withdraw(BRAND_LAWYER, MARK), NOT_IN_GOOD_STANDING);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Licensing::withdraw_royalties(origin, MARK), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn withdraw_royalties_should_keep_them_when_the_account_cannot_exist_with_so_little() {
	ExtBuilder::build_and_execute(|| {
		let poor = 555;
		let owners = sole_owner(Owner::Account(poor));
		FakeRights::set(WORK, RightFacts { owners, ..mark() });
		let id = granted_by(poor, &[WORK], FACTORY, royal(), None);
		funded_by(FOREMAN, poor, id, Manufactured, 10, EXISTENTIAL_DEPOSIT);
		assert_ok!(Licensing::do_exercise(id, &making(9)));
		assert_noop!(withdraw(poor, WORK), TokenError::BelowMinimum);
		assert_ok!(Licensing::do_exercise(id, &making(1)));
		assert_ok!(withdraw(poor, WORK));
		assert_eq!(Balances::free_balance(poor), EXISTENTIAL_DEPOSIT);
	});
}
