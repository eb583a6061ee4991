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
		assert_ok!(sponsor(BRAND, 7));
		assert_eq!(Sponsorships::<Test>::get(OUTSIDER).unwrap().remaining, 7);
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
fn sponsor_should_be_refused_when_the_signer_is_no_member() {
	run(|| {
		for who in [OUTSIDER, controller(BRAND), ADMITTER] {
			assert_noop!(Consortium::sponsor(signed(who), FRESH, 1), E::NotMember);
		}
		assert_ok!(Consortium::suspend(admitter(), BRAND, GROUND));
		assert_noop!(sponsor(BRAND, 1), E::NotInGoodStanding);
		assert_ok!(Consortium::freeze_operators(signed(controller(CARRIER))));
		assert_noop!(sponsor(CARRIER, 1), E::OperatorFrozen);
		let retired = operator(IMPORTER);
		assert_ok!(Consortium::retire_operator(signed(controller(IMPORTER)), retired));
		assert_noop!(sponsor(IMPORTER, 1), E::OperatorRetired);
	});
}

#[test]
fn sponsor_should_be_refused_when_the_account_belongs_to_an_organisation() {
	run(|| {
		for account in [operator(BRAND), controller(BRAND), operator(CARRIER)] {
			let call = Consortium::sponsor(signed(operator(BRAND)), account, 1);
			assert_noop!(call, E::AccountTaken);
		}
	});
}
