use super::*;
use frame_support::dispatch::{DispatchInfo, GetDispatchInfo};
use pallet_transaction_payment::{ChargeTransactionPayment, OnChargeTransaction};
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use tracemark_primitives::time::DAY;

type Fees = MemberFees<Test>;

const UNPAID: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);
const RICH: u64 = 10_000;

fn call() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

fn withhold(
	who: u64,
	fee: u64,
	tip: u64,
) -> Result<Option<Charge<Test>>, TransactionValidityError> {
	let (call, info) = (call(), DispatchInfo::default());
	Fees::can_withdraw_fee(&who, &call, &info, fee + tip, tip)?;
	Fees::withdraw_fee(&who, &call, &info, fee + tip, tip)
}

fn settle(who: u64, actual: u64, tip: u64, charge: Option<Charge<Test>>) {
	let (info, post) = (DispatchInfo::default(), Default::default());
	Fees::correct_and_deposit_fee(&who, &info, &post, actual + tip, tip, charge).unwrap();
}

/// Withholds `fee` and settles `actual`.
fn pay(who: u64, fee: u64, actual: u64) -> Result<(), TransactionValidityError> {
	withhold(who, fee, 0).map(|charge| settle(who, actual, 0, charge))
}

fn used(org: OrgId) -> u64 {
	QuotaUsed::<Test>::get(org).used
}

fn balance(who: u64) -> u64 {
	Balances::free_balance(who)
}

fn rich(accounts: &[u64]) -> ExtBuilder {
	let balances: Vec<_> = accounts.iter().map(|who| (*who, RICH)).collect();
	ExtBuilder::default().balances(&balances)
}

#[test]
fn quota_should_pay_when_operator_and_controller_have_no_balance() {
	run(|| {
		assert_ok!(pay(operator(BRAND), 600, 500));
		assert_eq!(used(BRAND), 500);
		assert_ok!(pay(controller(BRAND), 500, 500));
		assert_eq!(used(BRAND), QUOTA);
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		assert_eq!(pay(controller(BRAND), 1, 1), Err(UNPAID));
		assert_eq!(used(CARRIER), 0);
	});
}

#[test]
fn quota_should_be_full_again_when_the_next_utc_day_begins() {
	run(|| {
		Timestamp::set_timestamp(MIDNIGHT + DAY - 1);
		assert_ok!(pay(operator(BRAND), QUOTA, QUOTA));
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		Timestamp::set_timestamp(MIDNIGHT + DAY);
		assert_ok!(pay(operator(BRAND), QUOTA, 1));
		assert_eq!(used(BRAND), 1);
	});
}

#[test]
fn controller_should_pay_the_rest_when_quota_does_not_suffice() {
	rich(&[controller(BRAND), operator(BRAND)]).build_and_execute(|| {
		let issued = Balances::total_issuance();
		assert_ok!(pay(operator(BRAND), 1_500, 1_500));
		assert_eq!(used(BRAND), QUOTA);
		assert_eq!(balance(controller(BRAND)), RICH - 500);
		assert_ok!(pay(controller(BRAND), 100, 100));
		assert_eq!(balance(controller(BRAND)), RICH - 600);
		// The operator's own balance is never touched, and fees are burnt.
		assert_eq!(balance(operator(BRAND)), RICH);
		assert_eq!(Balances::total_issuance(), issued - 600);
	});
}

#[test]
fn refund_should_go_to_the_balance_first() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		let issued = Balances::total_issuance();
		assert_ok!(pay(operator(BRAND), 1_500, 1_200));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (QUOTA, RICH - 200));
		Timestamp::set_timestamp(NOW + DAY);
		assert_ok!(pay(operator(BRAND), 1_500, 900));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (900, RICH - 200));
		assert_eq!(Balances::total_issuance(), issued - 200);
		assert_ok!(pay(operator(BRAND), 100, 0));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (900, RICH - 200));
	});
}

#[test]
fn refund_should_be_burnt_when_the_payer_cannot_hold_it() {
	rich(&[OUTSIDER]).build_and_execute(|| {
		let charge = withhold(OUTSIDER, 100, 0).unwrap();
		assert_ok!(Balances::transfer_all(signed(OUTSIDER), FRESH, false));
		settle(OUTSIDER, 95, 0, charge);
		assert_eq!(balance(OUTSIDER), 0);
		assert_eq!(Balances::total_issuance(), RICH - 100);
	});
}

#[test]
fn organisation_should_have_no_quota_when_not_in_good_standing() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_ok!(pay(operator(BRAND), 100, 100));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (0, RICH - 100));
		expel(BRAND);
		assert_ok!(pay(controller(BRAND), 100, 100));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (0, RICH - 200));
	});
}

#[test]
fn operators_should_spend_nothing_of_their_controller_when_expelled() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		expel(BRAND);
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		// Like anyone else, it pays itself if it can.
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), operator(BRAND), RICH));
		assert_ok!(pay(operator(BRAND), 100, 100));
		assert_eq!(balance(operator(BRAND)), RICH - 100);
		assert_eq!((used(BRAND), balance(controller(BRAND))), (0, RICH));
	});
}

#[test]
fn sponsor_should_pay_nothing_when_not_in_good_standing() {
	rich(&[controller(BRAND), OUTSIDER]).build_and_execute(|| {
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 500));
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_ok!(pay(OUTSIDER, 100, 100));
		assert_eq!((balance(OUTSIDER), balance(controller(BRAND))), (RICH - 100, RICH));
		assert_eq!(Sponsorships::<Test>::get(OUTSIDER).unwrap().remaining, 500);
		assert_ok!(Consortium::reinstate(admitter(), BRAND));
		assert_ok!(pay(OUTSIDER, 100, 100));
		assert_eq!((used(BRAND), balance(OUTSIDER)), (100, RICH - 100));
	});
}

#[test]
fn quota_should_follow_what_is_set() {
	run(|| {
		assert_ok!(pay(operator(BRAND), 500, 500));
		assert_ok!(Consortium::set_quota(admitter(), BRAND, 400));
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		assert_ok!(Consortium::set_quota(admitter(), BRAND, 600));
		assert_ok!(pay(operator(BRAND), 100, 100));
	});
}

#[test]
fn stolen_keys_should_spend_nothing_when_operators_are_frozen_or_retired() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 100));
		assert_ok!(Consortium::freeze_operators(signed(controller(BRAND))));
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		assert_eq!(pay(OUTSIDER, 1, 1), Err(UNPAID));
		assert_ok!(pay(controller(BRAND), 1, 1));
		assert_ok!(Consortium::retire_operator(signed(controller(BRAND)), operator(BRAND)));
		assert_ok!(Consortium::unfreeze_operators(signed(controller(BRAND))));
		assert_eq!(pay(operator(BRAND), 1, 1), Err(UNPAID));
		hand_over(BRAND, FRESH);
		assert_ok!(pay(controller(BRAND), 1, 1));
		assert_eq!(balance(controller(BRAND)), RICH - 1);
		assert_eq!(used(BRAND), 1);
	});
}

#[test]
fn outsider_should_pay_alone_when_nobody_sponsors_it() {
	rich(&[OUTSIDER]).build_and_execute(|| {
		assert_ok!(pay(OUTSIDER, 100, 60));
		assert_eq!(balance(OUTSIDER), RICH - 60);
		assert_eq!(pay(FRESH, 1, 1), Err(UNPAID));
		assert_eq!(pay(OUTSIDER, RICH, 1), Err(UNPAID));
	});
}

#[test]
fn sponsor_should_pay_when_the_allowance_covers_the_fee() {
	rich(&[controller(BRAND), OUTSIDER]).build_and_execute(|| {
		let remaining = || Sponsorships::<Test>::get(OUTSIDER).unwrap().remaining;
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 2_000));
		assert_ok!(pay(OUTSIDER, 1_200, 1_100));
		assert_eq!((used(BRAND), balance(controller(BRAND))), (QUOTA, RICH - 100));
		assert_eq!((remaining(), balance(OUTSIDER)), (900, RICH));
		// Not covered whole: the outsider pays it whole.
		assert_ok!(pay(OUTSIDER, 901, 901));
		assert_eq!((remaining(), balance(OUTSIDER)), (900, RICH - 901));
		assert_ok!(pay(OUTSIDER, 900, 900));
		assert_eq!((remaining(), balance(controller(BRAND))), (0, RICH - 1_000));
		assert_ok!(Consortium::sponsor(signed(operator(CARRIER)), OUTSIDER, 10));
	});
}

#[test]
fn allowance_should_not_be_refunded_when_the_call_ended_the_sponsorship() {
	run(|| {
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), OUTSIDER, 500));
		let charge = withhold(OUTSIDER, 100, 0).unwrap();
		assert_ok!(Consortium::end_sponsorship(signed(operator(BRAND)), OUTSIDER));
		settle(OUTSIDER, 60, 0, charge);
		assert_eq!(Sponsorships::<Test>::get(OUTSIDER).unwrap().remaining, 0);
		assert_eq!(used(BRAND), 60);
	});
}

#[test]
fn sponsorship_should_be_idle_when_the_outsider_joins() {
	run(|| {
		assert_ok!(Consortium::sponsor(signed(operator(BRAND)), FRESH, 500));
		let roles = Roles::of(&[Role::Carrier]);
		assert_ok!(add_operator(CARRIER, FRESH, roles));
		assert_ok!(pay(FRESH, 100, 100));
		assert_eq!((used(BRAND), used(CARRIER)), (0, 100));
	});
}

#[test]
fn tip_should_come_from_the_signers_own_balance() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		assert_eq!(withhold(operator(BRAND), 100, 1).err(), Some(UNPAID));
		let charge = withhold(controller(BRAND), 1_100, 50).unwrap();
		settle(controller(BRAND), 1_050, 50, charge);
		assert_eq!((used(BRAND), balance(controller(BRAND))), (QUOTA, RICH - 100));
		assert_eq!(Balances::total_issuance(), RICH - 100);
		let all = RICH - 100 - EXISTENTIAL_DEPOSIT;
		assert_eq!(withhold(controller(BRAND), 1, all).err(), Some(UNPAID));
		assert!(withhold(controller(BRAND), 0, all).is_ok());
	});
}

#[test]
fn nothing_should_be_taken_when_asked_or_free() {
	rich(&[controller(BRAND)]).build_and_execute(|| {
		let (call, info) = (call(), DispatchInfo::default());
		frame_support::assert_storage_noop!(assert_ok!(Fees::can_withdraw_fee(
			&operator(BRAND),
			&call,
			&info,
			1_500,
			0
		)));
		assert!(withhold(operator(BRAND), 0, 0).unwrap().is_none());
		settle(operator(BRAND), 0, 0, None);
		assert_eq!((used(BRAND), balance(controller(BRAND))), (0, RICH));
	});
}

#[test]
fn extensions_should_pass_an_operator_and_an_outsider_without_balance() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Consortium::set_quota(admitter(), BRAND, u64::MAX));
		let call = RuntimeCall::Consortium(crate::Call::sponsor {
			account: OUTSIDER,
			allowance: u64::MAX,
		});
		run_signed(operator(BRAND), 0, call);
		let after_first = used(BRAND);
		assert!(after_first > 0);
		run_signed(OUTSIDER, 0, self::call());
		assert!(used(BRAND) > after_first);
		assert_eq!(Balances::total_issuance(), 0);
	});
}

/// Signs, pays for and dispatches a call.
fn run_signed(who: u64, nonce: u32, call: RuntimeCall) {
	let extension =
		(frame_system::CheckNonce::<Test>::from(nonce), ChargeTransactionPayment::<Test>::from(0));
	let info =
		DispatchInfo { extension_weight: extension.weight(&call), ..call.get_dispatch_info() };
	let quota = used(BRAND);
	let done = extension.dispatch_transaction(signed(who), call, &info, 10, 0);
	assert!(done.unwrap().is_ok());
	// What the event says was paid is what was taken.
	let paid = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::TransactionPayment(
			pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
		) => Some(actual_fee),
		_ => None,
	});
	assert_eq!(Some(used(BRAND) - quota), paid);
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn endowed_account_should_be_the_dearest_to_charge() {
	run(|| {
		Fees::endow_account(&OUTSIDER, 1_000);
		let sponsor = Sponsorships::<Test>::get(OUTSIDER).unwrap().sponsor;
		let payer = Consortium::controller(sponsor).unwrap();
		let (own, before) = (balance(OUTSIDER), balance(payer));
		let charge = withhold(OUTSIDER, 100, 5).unwrap();
		settle(OUTSIDER, 90, 5, charge);
		assert_eq!((used(sponsor), balance(payer)), (1, before - 89));
		assert_eq!(balance(OUTSIDER), own - 5);
	});
}
