use super::*;

#[test]
fn admit_should_record_the_organisation_when_the_council_says_so() {
	run(|| {
		let profile = full_profile(1, BRAND);
		assert_ok!(Consortium::admit(admitter(), profile.clone(), HOLDER, FRESH));
		assert_last(Event::Admitted { org: 4, controller: FRESH, roles: HOLDER });
		let expected = Organisation {
			profile,
			roles: HOLDER,
			standing: Standing::Good,
			access: Access::Open,
			controller: FRESH,
			quota: QUOTA,
			operators: 0,
			admitted_at: NOW,
		};
		assert_eq!(organisation(4), expected);
		assert_eq!(capacity(FRESH), Some(Capacity::Controller));
		assert_eq!(IdentifierOwner::<Test>::get(Identifier::Gln(gln(1))), Some(4));
		assert_eq!(System::providers(&FRESH), 1);
	});
}

#[test]
fn admit_should_keep_the_nonce_when_the_controller_spends_its_balance() {
	ExtBuilder::default().balances(&[(FRESH, 100)]).build_and_execute(|| {
		assert_ok!(Consortium::admit(admitter(), profile("New"), HOLDER, FRESH));
		System::inc_account_nonce(FRESH);
		assert_ok!(Balances::transfer_all(signed(FRESH), OUTSIDER, false));
		assert_eq!(Balances::free_balance(FRESH), 0);
		assert_eq!(System::account_nonce(FRESH), 1);
	});
}

#[test]
fn admit_should_be_refused_when_anybody_else_asks() {
	run(|| {
		for origin in not_admitters() {
			assert_noop!(Consortium::admit(origin, profile("New"), HOLDER, FRESH), BadOrigin);
		}
	});
}

#[test]
fn admit_should_be_refused_when_the_profile_is_malformed() {
	run(|| {
		let good = profile("New");
		let verified =
			|level, by| Profile { verification: Verification { level, by }, ..good.clone() };
		let mut wrong_gln = full_profile(1, BRAND);
		if let Some(gln) = wrong_gln.identifiers.gln.as_mut() {
			gln.0[12] ^= 1;
		}
		for bad in [
			profile(""),
			profile("line\nbreak"),
			Profile { country: tracemark_primitives::territory::Country(*b"ZZ"), ..good.clone() },
			Profile {
				resolver: Some(BaseUrl(b"http://x".to_vec().try_into().unwrap())),
				..good.clone()
			},
			wrong_gln,
			verified(VerificationLevel::Declared, Some(BRAND)),
			// The number that the organisation itself would have.
			verified(VerificationLevel::Verified, Some(4)),
		] {
			assert_noop!(Consortium::admit(admitter(), bad, HOLDER, FRESH), E::MalformedProfile);
		}
	});
}

#[test]
fn admit_should_be_refused_when_the_verifier_is_unknown() {
	run(|| {
		let profile = full_profile(1, NOBODY);
		assert_noop!(Consortium::admit(admitter(), profile, HOLDER, FRESH), E::UnknownOrganisation);
	});
}

#[test]
fn admit_should_be_refused_when_the_roles_are_malformed() {
	run(|| {
		for roles in [Roles(0), Roles(1 << 31)] {
			let call = Consortium::admit(admitter(), profile("New"), roles, FRESH);
			assert_noop!(call, E::MalformedRoles);
		}
	});
}

#[test]
fn admit_should_be_refused_when_an_identifier_belongs_to_another() {
	run(|| {
		assert_ok!(Consortium::admit(admitter(), full_profile(1, BRAND), HOLDER, FRESH));
		let all = identifiers(1);
		for identifiers in [
			Identifiers { lei: all.lei, ..Default::default() },
			Identifiers { eori: all.eori.clone(), ..Default::default() },
			Identifiers { gln: all.gln, ..Default::default() },
		] {
			let profile = Profile { identifiers, ..profile("Twin") };
			assert_noop!(
				Consortium::admit(admitter(), profile, HOLDER, OUTSIDER),
				E::IdentifierTaken
			);
		}
	});
}

#[test]
fn admit_should_be_refused_when_the_controller_ever_belonged_to_an_organisation() {
	run(|| {
		hand_over(BRAND, FRESH);
		assert_ok!(Consortium::retire_operator(signed(FRESH), operator(BRAND)));
		for taken in [FRESH, controller(BRAND), operator(BRAND), operator(CARRIER)] {
			assert_noop!(
				Consortium::admit(admitter(), profile("New"), HOLDER, taken),
				E::AccountTaken
			);
		}
	});
}

#[test]
fn admit_should_be_refused_when_numbers_are_used_up() {
	run(|| {
		NextOrgId::<Test>::put(OrgId::MAX);
		assert_noop!(
			Consortium::admit(admitter(), profile("New"), HOLDER, FRESH),
			sp_runtime::ArithmeticError::Overflow
		);
	});
}
