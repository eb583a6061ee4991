use super::*;

fn set(who: u64, right: RightId, rule: LicensingRule) -> sp_runtime::DispatchResult {
	Registry::set_licensing_rule(signed(who), right, rule)
}

#[test]
fn set_licensing_rule_should_be_kept_when_others_buy_in() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assert_eq!(Rights::<Test>::get(right).unwrap().rule, LicensingRule::All);
		let rule = LicensingRule::Majority;
		assert_ok!(set(BRAND, right, rule));
		assert_eq!(last_event(), Event::LicensingRuleSet { right, rule });
		assign(right, (BRAND, brand()), (STUDIO, studio()), 50);
		assert_eq!(Rights::<Test>::get(right).unwrap().rule, rule);
	});
}

#[test]
fn set_licensing_rule_should_fail_when_there_are_co_owners() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		assign(right, (BRAND, brand()), (STUDIO, studio()), 1);
		for who in [BRAND, STUDIO] {
			assert_noop!(set(who, right, LicensingRule::Any), Error::<Test>::CoOwned);
		}
		// Again one owner.
		assign(right, (STUDIO, studio()), (BRAND, brand()), 1);
		assert_ok!(set(BRAND, right, LicensingRule::Any));
	});
}

#[test]
fn set_licensing_rule_should_wait_when_the_right_is_on_offer() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let part = Permill::from_percent(50);
		assert_ok!(Registry::offer_assignment(signed(BRAND), right, studio(), part));
		// The taker accepts the rule that he sees.
		assert_noop!(set(BRAND, right, LicensingRule::Any), Error::<Test>::AlreadyOffered);
		assert_ok!(Registry::cancel_assignment(signed(BRAND), right, brand()));
		assert_ok!(set(BRAND, right, LicensingRule::Any));
	});
}

#[test]
fn set_licensing_rule_should_fail_when_the_signer_is_not_the_owner() {
	ExtBuilder::build_and_execute(|| {
		let right = attested_mark();
		let set = |who| set(who, right, LicensingRule::Any);
		for who in [STUDIO, OUTSIDER] {
			assert_noop!(set(who), Error::<Test>::NotOwner);
		}
		assert_noop!(set(OFFICE), ROLE_MISSING);
		FakeMembership::set_standing(BRAND_ORG, Standing::Suspended);
		assert_noop!(set(BRAND), NOT_IN_GOOD_STANDING);
		let origin = RuntimeOrigin::root();
		let unsigned = Registry::set_licensing_rule(origin, right, LicensingRule::Any);
		assert_noop!(unsigned, DispatchError::BadOrigin);
	});
}

#[test]
fn set_licensing_rule_should_fail_when_nobody_can_dispose_of_the_right() {
	ExtBuilder::build_and_execute(|| {
		let none = set(BRAND, mark().id(), LicensingRule::Any);
		assert_noop!(none, Error::<Test>::NoRight);
		let right = attested_mark();
		assert_ok!(Registry::surrender(signed(BRAND), right));
		assert_noop!(set(BRAND, right, LicensingRule::Any), Error::<Test>::GivenUp);
		pass(1000);
		assert_noop!(set(BRAND, right, LicensingRule::Any), Error::<Test>::AlreadyEnded);
	});
}
