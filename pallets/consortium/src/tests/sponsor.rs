use super::*;

fn sponsor(org: OrgId, allowance: u64) -> sp_runtime::DispatchResult {
	Consortium::sponsor(signed(operator(org)), OUTSIDER, allowance)
}

#[test]
fn sponsor_should_let_an_outsider_without_balance_sign() {
	run(|| {
		assert_ok!(sponsor(BRAND, 100));
		assert_last(Event::Sponsored { account: OUTSIDER, sponsor: BRAND, allowance: 100 });
		assert_eq!(
			Sponsorships::<Test>::get(OUTSIDER),
			Some(Sponsorship { sponsor: BRAND, remaining: 100 })
		);
		// Again and again: the allowance is replaced, the reference given once.
		assert_ok!(sponsor(BRAND, 70));
		assert_eq!(Sponsorships::<Test>::get(OUTSIDER).unwrap().remaining, 70);
		assert_eq!(System::providers(&OUTSIDER), 1);
		assert!(!Consortium::is_operator(&OUTSIDER));
	});
}

#[test]
fn sponsor_should_take_over_when_the_former_pays_no_more() {
	run(|| {
		assert_ok!(sponsor(BRAND, 100));
		assert_noop!(sponsor(CARRIER, 100), E::SponsoredByAnother);
		assert_ok!(Consortium::end_sponsorship(signed(operator(BRAND)), OUTSIDER));
		assert_ok!(sponsor(CARRIER, 100));
		assert_eq!(System::providers(&OUTSIDER), 1);
	});
}

#[test]
fn sponsor_should_take_over_when_the_former_is_not_in_good_standing() {
	run(|| {
		assert_ok!(sponsor(BRAND, 100));
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_ok!(sponsor(CARRIER, 100));
		assert_eq!(Sponsorships::<Test>::get(OUTSIDER).unwrap().sponsor, CARRIER);
	});
}

#[test]
fn sponsor_should_take_over_when_the_remainder_is_below_the_least_allowance() {
	run(|| {
		for (remaining, is_free) in [(EXISTENTIAL_DEPOSIT, false), (EXISTENTIAL_DEPOSIT - 1, true)]
		{
			let former = Sponsorship { sponsor: BRAND, remaining };
			Sponsorships::<Test>::insert(OUTSIDER, former);
			assert_eq!(sponsor(CARRIER, 100).is_ok(), is_free);
		}
	});
}

#[test]
fn sponsor_should_be_refused_when_the_allowance_is_too_small() {
	run(|| {
		assert_noop!(sponsor(BRAND, EXISTENTIAL_DEPOSIT - 1), E::AllowanceTooSmall);
		assert_noop!(sponsor(BRAND, 0), E::AllowanceTooSmall);
		assert_ok!(sponsor(BRAND, EXISTENTIAL_DEPOSIT));
	});
}

#[test]
fn sponsor_should_be_refused_when_the_signer_is_no_member() {
	run(|| {
		assert_noop!(Consortium::sponsor(signed(controller(BRAND)), FRESH, 10), E::NotMember);
		for (origin, error) in not_members() {
			assert_noop!(Consortium::sponsor(origin, FRESH, 10), error);
		}
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(sponsor(BRAND, 10), E::NotInGoodStanding);
		assert_ok!(Consortium::freeze_operators(signed(controller(CARRIER))));
		assert_noop!(sponsor(CARRIER, 10), E::OperatorFrozen);
	});
}

#[test]
fn sponsor_should_be_refused_when_the_account_belongs_to_an_organisation() {
	run(|| {
		for account in [operator(BRAND), controller(BRAND), operator(CARRIER)] {
			let call = Consortium::sponsor(signed(operator(BRAND)), account, 10);
			assert_noop!(call, E::AccountTaken);
		}
	});
}
