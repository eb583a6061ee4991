use super::*;
use tracemark_primitives::{
	gs1::{lot_id, CompanyPrefix},
	parties::Role,
	recalls::{Lifting, RecallReason, RecallScope},
};

const COURT: OrgId = 10;

fn recall(org: OrgId) -> DispatchResult {
	let scope = RecallScope::Lot { lot: lot_id(&gtin(1), &number(1)) };
	Custody::recall(signed(org), scope, RecallReason::Infringement, H256::zero())
}

fn lift(org: OrgId, recall: u32) -> DispatchResult {
	Custody::lift_recall(signed(org), recall)
}

/// A court of Germany recalls the first lot.
fn recalled_by_court() {
	FakeMembership::admit(account(COURT), COURT, Role::Court.into(), country("DE"));
	commission(1);
	assert_ok!(recall(COURT));
}

#[test]
fn lift_recall_should_keep_the_record_when_it_ends_the_effect() {
	ExtBuilder::default().build_and_execute(|| {
		let goods = commission(1);
		assert_ok!(recall(BRAND));
		assert_ok!(recall(BRAND));
		pass(60);
		assert_ok!(lift(BRAND, 0));
		assert_eq!(last_event(), Event::RecallLifted { recall: 0, by: BRAND });
		let lifted = Recalls::<Test>::get(0).and_then(|recall| recall.lifted);
		assert_eq!(lifted, Some(Lifting { by: BRAND, at: NOW + 60_000 }));
		let in_force: Vec<_> = Custody::recalls_of(&goods).iter().map(|it| it.recall).collect();
		assert_eq!(in_force, [1]);
		assert_ok!(lift(BRAND, 1));
		assert!(!RecallsInForce::<Test>::contains_key(gtin(1)));
	});
}

#[test]
fn lift_recall_should_be_up_to_the_authority_when_it_declared_the_recall() {
	ExtBuilder::default().build_and_execute(|| {
		recalled_by_court();
		assert_noop!(lift(BRAND, 0), Error::NotRecaller);
		assert_noop!(lift(FACTORY, 0), Error::NotRecaller);
		assert_ok!(lift(COURT, 0));
	});
}

#[test]
fn lift_recall_should_be_up_to_another_authority_of_the_country() {
	ExtBuilder::default().build_and_execute(|| {
		recalled_by_court();
		let (foreign, other) = (11, 12);
		FakeMembership::admit(account(foreign), foreign, Role::Court.into(), country("FR"));
		FakeMembership::admit(account(other), other, Role::Court.into(), country("DE"));
		assert_noop!(lift(foreign, 0), Error::NotRecaller);
		assert_ok!(lift(other, 0));
		// The owner's is no authority's to lift.
		assert_ok!(recall(BRAND));
		assert_noop!(lift(other, 1), Error::NotRecaller);
	});
}

#[test]
fn lift_recall_should_be_the_new_owners_when_the_class_went_to_it() {
	ExtBuilder::default().build_and_execute(|| {
		recalled_by_court();
		assert_ok!(recall(BRAND));
		assert_ok!(recall(BRAND));
		FakeMembership::withdraw_prefixes(BRAND);
		let prefix = CompanyPrefix::try_from("4012345").expect("digits");
		FakeMembership::add_prefix(SHOP, prefix);
		assert_noop!(lift(SHOP, 1), Error::NotRecaller);
		assert_ok!(Custody::register_class(signed(SHOP), gtin(1), Default::default(), hs()));
		assert_ok!(lift(SHOP, 1));
		assert_noop!(lift(SHOP, 0), Error::NotRecaller);
		// Who declared it may still say that it was wrong.
		assert_ok!(lift(BRAND, 2));
	});
}

#[test]
fn lift_recall_should_fail_when_there_is_nothing_to_lift() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_noop!(lift(BRAND, 0), Error::UnknownRecall);
		assert_ok!(recall(BRAND));
		assert_ok!(lift(BRAND, 0));
		assert_noop!(lift(BRAND, 0), Error::AlreadyLifted);
	});
}

#[test]
fn lift_recall_should_fail_when_the_signer_may_not() {
	ExtBuilder::default().build_and_execute(|| {
		commission(1);
		assert_ok!(recall(BRAND));
		refuses_others(BRAND, |origin| Custody::lift_recall(origin, 0));
		for org in [CARRIER, CUSTOMS] {
			assert_noop!(lift(org, 0), ROLE_MISSING);
		}
	});
}
