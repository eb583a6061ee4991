use super::*;

/// Attests the brand's claim to the mark on this basis.
fn attest_on(who: u64, basis: AttestationBasis) -> sp_runtime::DispatchResult {
	let list = classes(&[MARK_CLASS]);
	Registry::attest(signed(who), mark().id(), brand(), eu(), list, term(), None, basis)
}

#[test]
fn attest_should_make_the_right_as_stated_when_the_office_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		pass(1);
		let germany = Territories::of(&[tracemark_primitives::territory::Country(*b"DE")]).unwrap();
		let list = classes(&[MARK_CLASS, RightClass::Nice { edition: 12, class: 35 }]);
		let stated = Term { from: today() - 5, until: None };
		let number: RegistrationNumber = b"018797746".to_vec().try_into().unwrap();
		let basis = AttestationBasis::Office;
		assert_ok!(Registry::attest(
			signed(OFFICE),
			right,
			brand(),
			germany,
			list.clone(),
			stated,
			Some(number.clone()),
			basis
		));
		let attested_at = NOW + DAY;
		let expected = Right {
			kind: RightKind::TradeMark,
			office: Some(OFFICE_CODE),
			owners: owners(&[(brand(), 100)]),
			owned_since: attested_at,
			rule: LicensingRule::All,
			territories: germany,
			designations: 0,
			limitations: 0,
			classes: list,
			term: stated,
			ended: None,
			surrendered: None,
			attested_by: OFFICE_ORG,
			basis,
			attested_at,
			registration: Some(number),
		};
		assert_eq!(Rights::<Test>::get(right), Some(expected));
		let claim = Claims::<Test>::get(right, brand()).unwrap();
		assert_eq!(claim.status, ClaimStatus::Attested);
		// The claim itself is not rewritten.
		assert_eq!((claim.territories, claim.term), (eu(), Some(term())));
		let title = TitleEntry { owners: owners(&[(brand(), 100)]), since: attested_at, block: 2 };
		assert_eq!(TitleHistory::<Test>::get(right, 0), Some(title));
		assert_eq!(TitleCount::<Test>::get(right), 1);
		assert_eq!(last_event(), Event::Attested { right, owner: brand(), by: OFFICE_ORG, basis });
	});
}

#[test]
fn attest_should_say_so_when_it_rests_on_an_extract() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		// The office's calendar is ahead of UTC.
		let basis = extract(today() + 1);
		assert_ok!(attest_on(READER, basis));
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!((stored.attested_by, stored.basis), (READER_ORG, basis));
	});
}

#[test]
fn attest_should_fail_when_the_basis_is_not_of_the_signers_role() {
	ExtBuilder::build_and_execute(|| {
		claim_mark(BRAND);
		assert_noop!(attest_on(READER, AttestationBasis::Office), ROLE_MISSING);
		assert_noop!(attest_on(OFFICE, extract(today())), ROLE_MISSING);
	});
}

#[test]
fn attest_should_fail_when_the_signer_is_not_competent() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		assert_noop!(attest_mark(BRAND, brand()), ROLE_MISSING);
		assert_noop!(attest_mark(OUTSIDER, brand()), NOT_MEMBER);
		assert_noop!(attest_mark(FOREIGN_OFFICE, brand()), Error::<Test>::NotAccredited);
		FakeMembership::set_standing(OFFICE_ORG, Standing::Suspended);
		assert_noop!(attest_mark(OFFICE, brand()), NOT_IN_GOOD_STANDING);
		let (list, basis) = (classes(&[MARK_CLASS]), AttestationBasis::Office);
		assert_noop!(
			Registry::attest(
				RuntimeOrigin::root(),
				right,
				brand(),
				eu(),
				list,
				term(),
				None,
				basis
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn attest_should_fail_when_there_is_no_such_claim() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(attest_mark(OFFICE, brand()), Error::<Test>::NoClaim);
		claim_mark(BRAND);
		assert_noop!(attest_mark(OFFICE, studio()), Error::<Test>::NoClaim);
	});
}

#[test]
fn attest_should_fail_when_a_claim_is_attested() {
	ExtBuilder::build_and_execute(|| {
		attested_mark();
		claim_mark(STUDIO);
		for claimant in [brand(), studio()] {
			assert_noop!(attest_mark(OFFICE, claimant), Error::<Test>::AlreadyAttested);
		}
	});
}

#[test]
fn attest_should_fail_when_the_claim_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		claim_mark(STUDIO);
		assert_ok!(Registry::refuse(signed(OFFICE), right, brand(), H256::zero()));
		assert_ok!(Registry::withdraw(signed(STUDIO), right));
		for claimant in [brand(), studio()] {
			assert_noop!(attest_mark(OFFICE, claimant), Error::<Test>::ClaimClosed);
		}
	});
}

#[test]
fn attest_should_fail_when_the_subject_is_in_no_register() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		assert_noop!(
			Registry::attest(
				signed(OFFICE),
				work().id(),
				Owner::Account(AUTHOR),
				eu(),
				classes(&[]),
				term(),
				None,
				AttestationBasis::Office
			),
			Error::<Test>::NotRegisterable
		);
	});
}

#[test]
fn attest_should_fail_when_the_statement_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let attest = |territories, list: &[RightClass], term| {
			let basis = AttestationBasis::Office;
			let list = classes(list);
			Registry::attest(signed(OFFICE), right, brand(), territories, list, term, None, basis)
		};
		let nowhere = Territories::default();
		let empty = Term { from: 1, until: Some(1) };
		let unsorted = [MARK_CLASS, MARK_CLASS];
		type E = Error<Test>;
		assert_noop!(attest(nowhere, &[MARK_CLASS], term()), E::MalformedTerritories);
		assert_noop!(attest(eu(), &[MARK_CLASS], empty), E::MalformedTerm);
		assert_noop!(attest(eu(), &unsorted, term()), E::MalformedClasses);
		assert_noop!(attest(eu(), &[DESIGN_CLASS], term()), E::ClassMismatch);
		assert_noop!(attest(eu(), &[], term()), E::ClassMissing);
	});
}

#[test]
fn attest_should_fail_when_the_registration_number_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		for number in [b"".as_slice(), b"01 23", b"ab", b"\xff\x00", "№1".as_bytes()] {
			let number: RegistrationNumber = number.to_vec().try_into().unwrap();
			let (list, basis) = (classes(&[MARK_CLASS]), AttestationBasis::Office);
			assert_noop!(
				Registry::attest(
					signed(OFFICE),
					right,
					brand(),
					eu(),
					list,
					term(),
					Some(number),
					basis
				),
				Error::<Test>::MalformedRegistration
			);
		}
	});
}

#[test]
fn attest_should_fail_when_the_extract_is_postdated() {
	ExtBuilder::build_and_execute(|| {
		claim_mark(BRAND);
		for as_of in [today() + 2, i32::MAX] {
			assert_noop!(attest_on(READER, extract(as_of)), Error::<Test>::PostdatedExtract);
		}
	});
}

#[test]
fn attest_should_fail_when_the_extract_is_not_in_the_evidence() {
	ExtBuilder::build_and_execute(|| {
		claim_mark(BRAND);
		let unknown = AttestationBasis::RegisterExtract { extract: digest(8), as_of: today() };
		assert_noop!(attest_on(READER, unknown), Error::<Test>::ExtractNotOnRecord);
		FakeEvidence::anchor(digest(8), NOW);
		assert_ok!(attest_on(READER, unknown));
	});
}

fn mark_of(office: &str, number: &str) -> RightSubject {
	RightSubject::Registered {
		kind: RightKind::TradeMark,
		office: office.try_into().unwrap(),
		number: number.try_into().unwrap(),
	}
}

#[test]
fn attest_should_fail_when_the_territories_reach_beyond_the_register() {
	ExtBuilder::build_and_execute(|| {
		let set = |codes: &[&str]| {
			let countries: Vec<_> = codes.iter().map(|code| (*code).try_into().unwrap()).collect();
			Territories::of(&countries).unwrap()
		};
		let (office, reader) = (AttestationBasis::Office, extract(today()));
		for code in ["BX", "IB"] {
			FakeMembership::accredit(OFFICE_ORG, code.try_into().unwrap());
		}
		let everywhere = Territories::everywhere();
		let benelux = set(&["BE", "NL", "LU"]);
		// An office of a country states nothing of another, nor an office of a union of a stranger; and a
		// reader reads no more than there is. International registrations name countries one by one.
		for (who, subject, basis, beyond, within) in [
			(FOREIGN_OFFICE, mark_of("DE", "DE500000000000001"), office, Some(eu()), set(&["DE"])),
			(OFFICE, mark_of("EM", "EM500000000000002"), office, Some(set(&["DE", "CH"])), eu()),
			(READER, mark_of("EM", "EM500000000000003"), reader, Some(everywhere), set(&["FR"])),
			(OFFICE, mark_of("BX", "BX500000000000004"), office, Some(set(&["BE", "DE"])), benelux),
			(OFFICE, mark_of("IB", "IB500000000000005"), office, None, everywhere),
		] {
			let list = || classes(&[MARK_CLASS]);
			// What is claimed is the claimant's affair.
			let (none, by) = (Default::default(), authors(&[]));
			assert_ok!(Registry::claim(signed(BRAND), subject, everywhere, list(), None, none, by));
			let attest = |places| {
				let (right, term) = (subject.id(), term());
				Registry::attest(signed(who), right, brand(), places, list(), term, None, basis)
			};
			if let Some(beyond) = beyond {
				assert_noop!(attest(beyond), Error::<Test>::BeyondOffice);
			}
			assert_ok!(attest(within));
			assert_eq!(Rights::<Test>::get(subject.id()).unwrap().territories, within);
		}
	});
}

/// Attests the brand's claim to a patent.
fn attest_patent(
	who: u64,
	number: Option<&[u8]>,
	list: &[RightClass],
	term: Term,
) -> sp_runtime::DispatchResult {
	let number = number.map(|number| number.to_vec().try_into().unwrap());
	let (right, list, basis) = (patent().id(), classes(list), BY_OFFICE);
	Registry::attest(signed(who), right, brand(), eu(), list, term, number, basis)
}

#[test]
fn attest_should_fail_when_a_right_of_its_kind_has_a_registration_number() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(BRAND, patent(), &[]));
		let missing = attest_patent(OFFICE, None, &[], term());
		assert_noop!(missing, Error::<Test>::RegistrationMissing);
		assert_ok!(attest_patent(OFFICE, Some(b"1234567"), &[PATENT_CLASS], term()));
		// A mark can be registered under the number of its application.
		attested_mark();
	});
}

#[test]
fn attest_should_fail_when_the_signer_is_accredited_for_other_kinds() {
	ExtBuilder::build_and_execute(|| {
		let (org, other) = (COURT_ORG + 100, 99);
		FakeMembership::admit(other, org, Role::IpOffice.into(), Country(*b"DE"));
		FakeMembership::accredit_for(org, OFFICE_CODE, RightKinds::of(&[RightKind::TradeMark]));
		assert_ok!(claim(BRAND, patent(), &[]));
		let refused = attest_patent(other, Some(b"1"), &[], term());
		assert_noop!(refused, Error::<Test>::NotAccredited);
		claim_mark(BRAND);
		assert_ok!(attest_mark(other, brand()));
	});
}

#[test]
fn attest_should_fail_when_the_term_is_longer_than_the_law_allows() {
	ExtBuilder::build_and_execute(|| {
		let office = Some(OFFICE_CODE);
		assert_ok!(Registry::set_max_term(
			RuntimeOrigin::root(),
			RightKind::Patent,
			office,
			Some(20)
		));
		assert_ok!(claim(BRAND, patent(), &[]));
		let attest = |from, until| attest_patent(OFFICE, Some(b"1"), &[], Term { from, until });
		assert_noop!(attest(0, None), Error::<Test>::TermTooLong);
		assert_noop!(attest(0, Some(7307)), Error::<Test>::TermTooLong);
		assert_noop!(attest(i32::MIN, Some(i32::MAX)), Error::<Test>::TermTooLong);
		// From 2008-01-01 to 2028-01-01 are five leap days.
		assert_ok!(attest(13_879, Some(13_879 + 7305)));
		// The bound is of patents alone.
		attested_mark();
	});
}

#[test]
fn attest_should_fail_when_the_basis_is_a_proof() {
	ExtBuilder::build_and_execute(|| {
		claim_mark(BRAND);
		let basis = |by| AttestationBasis::Substantiated { by, proof: digest(9) };
		FakeMembership::admit(
			OFFICE,
			OFFICE_ORG,
			Roles::of(&[Role::IpOffice, Role::Court]),
			Country(*b"DE"),
		);
		let by = |by| attest_on(OFFICE, basis(by));
		assert_noop!(by(Substantiation::AuthorNamed), Error::<Test>::UnfitBasis);
		assert_noop!(by(Substantiation::Judgment), Error::<Test>::UnfitBasis);
		assert_noop!(by(Substantiation::Notary), ROLE_MISSING);
	});
}
