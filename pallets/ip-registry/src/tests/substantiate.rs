use super::*;

fn author() -> Owner<u64> {
	Owner::Account(AUTHOR)
}

/// The author's claim to the work, with one author.
fn claimed_work() -> RightId {
	let (list, none, by) = (classes(&[]), Default::default(), authors(&[1]));
	assert_ok!(Registry::claim(signed(AUTHOR), work(), eu(), list, None, none, by));
	work().id()
}

/// Substantiates the author's claim to the work.
fn substantiate(who: u64, by: Substantiation, proof: u8) -> sp_runtime::DispatchResult {
	let right = work().id();
	Registry::substantiate(signed(who), right, author(), eu(), term(), by, digest(proof))
}

#[test]
fn substantiate_should_make_the_claim_the_right_when_a_notary_signs() {
	ExtBuilder::build_and_execute(|| {
		let right = claimed_work();
		assert_ok!(substantiate(NOTARY, Substantiation::Notary, 9));
		let basis =
			AttestationBasis::Substantiated { by: Substantiation::Notary, proof: digest(9) };
		let stored = Rights::<Test>::get(right).unwrap();
		assert_eq!((stored.office, stored.basis, stored.kind), (None, basis, RightKind::Copyright));
		assert_eq!((stored.owners, stored.attested_by), (owners(&[(author(), 100)]), NOTARY_ORG));
		assert_eq!((stored.territories, stored.term, stored.registration), (eu(), term(), None));
		let claim = Claims::<Test>::get(right, author()).unwrap();
		assert_eq!((claim.status, claim.authors), (ClaimStatus::Attested, authors(&[1])));
		let by = NOTARY_ORG;
		assert_eq!(last_event(), Event::Attested { right, owner: author(), by, basis });
	});
}

#[test]
fn substantiate_should_leave_the_authors_when_the_right_passes_on() {
	ExtBuilder::build_and_execute(|| {
		let right = claimed_work();
		assert_ok!(substantiate(SOCIETY, Substantiation::CollectingSociety, 9));
		assign(right, (AUTHOR, author()), (BRAND, brand()), 100);
		assert_eq!(owners_of(right), owners(&[(brand(), 100)]));
		assert_eq!(Claims::<Test>::get(right, author()).unwrap().authors, authors(&[1]));
	});
}

#[test]
fn substantiate_should_be_for_those_who_are_competent_when_signed() {
	use Substantiation::*;
	let all = [AuthorNamed, EarlierDeposit, Notary, CollectingSociety, Judgment];
	for (who, may) in [
		(NOTARY, vec![AuthorNamed, EarlierDeposit, Notary]),
		(SOCIETY, vec![AuthorNamed, EarlierDeposit, CollectingSociety]),
		(OFFICE, vec![AuthorNamed, EarlierDeposit]),
		(COURT, vec![Judgment]),
		(READER, vec![]),
		(BRAND, vec![]),
	] {
		for by in all {
			ExtBuilder::build_and_execute(|| {
				// The work was deposited before it was claimed.
				FakeEvidence::anchor(digest(1), NOW);
				claimed_work();
				let done = substantiate(who, by, 1);
				assert_eq!(done, if may.contains(&by) { Ok(()) } else { Err(ROLE_MISSING) });
			});
		}
	}
}

#[test]
fn substantiate_should_fail_when_the_signer_may_not_act() {
	ExtBuilder::build_and_execute(|| {
		claimed_work();
		assert_noop!(substantiate(OUTSIDER, Substantiation::Notary, 9), NOT_MEMBER);
		FakeMembership::set_standing(NOTARY_ORG, Standing::Suspended);
		assert_noop!(substantiate(NOTARY, Substantiation::Notary, 9), NOT_IN_GOOD_STANDING);
		let (right, by) = (work().id(), Substantiation::Notary);
		let origin = RuntimeOrigin::root();
		assert_noop!(
			Registry::substantiate(origin, right, author(), eu(), term(), by, digest(9)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn substantiate_should_fail_when_the_proof_is_not_in_the_evidence() {
	ExtBuilder::build_and_execute(|| {
		claimed_work();
		let error = Error::<Test>::ProofNotOnRecord;
		assert_noop!(substantiate(NOTARY, Substantiation::Notary, 8), error);
	});
}

#[test]
fn substantiate_should_fail_when_the_claim_names_no_author() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(AUTHOR, work(), &[]));
		let error = Error::<Test>::AuthorMissing;
		assert_noop!(substantiate(NOTARY, Substantiation::AuthorNamed, 9), error);
		// A deed does without.
		assert_ok!(substantiate(NOTARY, Substantiation::Notary, 9));
	});
}

#[test]
fn substantiate_should_fail_when_the_deposit_is_of_something_else() {
	ExtBuilder::build_and_execute(|| {
		claimed_work();
		let error = Error::<Test>::NotTheWork;
		assert_noop!(substantiate(NOTARY, Substantiation::EarlierDeposit, 9), error);
	});
}

#[test]
fn substantiate_should_fail_when_the_deposit_came_after_the_claim() {
	ExtBuilder::build_and_execute(|| {
		claimed_work();
		FakeEvidence::anchor(digest(1), NOW + 1);
		let substantiate = || substantiate(NOTARY, Substantiation::EarlierDeposit, 1);
		assert_noop!(substantiate(), Error::<Test>::DepositTooLate);
		FakeEvidence::anchor(digest(1), NOW);
		assert_ok!(substantiate());
	});
}

#[test]
fn substantiate_should_ask_for_the_priority_when_the_claim_reveals_a_commitment() {
	ExtBuilder::build_and_execute(|| {
		let commitment =
			tracemark_primitives::rights::priority_commitment(&author(), &work(), &SALT);
		assert_ok!(Registry::commit_priority(signed(AUTHOR), commitment));
		pass(10);
		let (list, none, by) = (classes(&[]), Default::default(), authors(&[]));
		assert_ok!(Registry::reveal(signed(AUTHOR), work(), eu(), list, None, none, by, SALT));
		// Deposited after the commitment and before the claim: that proves nothing for its priority.
		FakeEvidence::anchor(digest(1), NOW + DAY);
		let late = substantiate(NOTARY, Substantiation::EarlierDeposit, 1);
		assert_noop!(late, Error::<Test>::DepositTooLate);
	});
}

#[test]
fn substantiate_should_fail_when_the_subject_is_in_a_register() {
	ExtBuilder::build_and_execute(|| {
		let right = claim_mark(BRAND);
		let (by, proof) = (Substantiation::Notary, digest(9));
		assert_noop!(
			Registry::substantiate(signed(NOTARY), right, brand(), eu(), term(), by, proof),
			Error::<Test>::InRegister
		);
	});
}

#[test]
fn substantiate_should_fail_when_there_is_no_open_claim() {
	ExtBuilder::build_and_execute(|| {
		let substantiate = || substantiate(NOTARY, Substantiation::Notary, 9);
		assert_noop!(substantiate(), Error::<Test>::NoClaim);
		let right = claimed_work();
		assert_ok!(Registry::withdraw(signed(AUTHOR), right));
		assert_noop!(substantiate(), Error::<Test>::ClaimClosed);
	});
}

#[test]
fn substantiate_should_fail_when_a_claim_became_the_right() {
	ExtBuilder::build_and_execute(|| {
		let right = substantiated_work();
		assert_ok!(claim(STUDIO, work(), &[]));
		let (by, proof) = (Substantiation::Notary, digest(9));
		assert_noop!(
			Registry::substantiate(signed(NOTARY), right, studio(), eu(), term(), by, proof),
			Error::<Test>::AlreadyAttested
		);
	});
}

#[test]
fn substantiate_should_fail_when_the_statement_is_malformed() {
	ExtBuilder::build_and_execute(|| {
		let right = claimed_work();
		let state = |places, term| {
			let (by, proof) = (Substantiation::Notary, digest(9));
			Registry::substantiate(signed(NOTARY), right, author(), places, term, by, proof)
		};
		type E = Error<Test>;
		assert_noop!(state(Territories::default(), term()), E::MalformedTerritories);
		assert_noop!(state(eu(), Term { from: 1, until: Some(1) }), E::MalformedTerm);
		// No register bounds where it has effect.
		assert_ok!(state(Territories::everywhere(), term()));
	});
}

#[test]
fn substantiate_should_fail_when_the_term_is_longer_than_the_law_allows() {
	ExtBuilder::build_and_execute(|| {
		let (root, kind) = (RuntimeOrigin::root(), RightKind::Copyright);
		assert_ok!(Registry::set_max_term(root, kind, None, Some(5)));
		claimed_work();
		let error = Error::<Test>::TermTooLong;
		assert_noop!(substantiate(NOTARY, Substantiation::Notary, 9), error);
		// A bound of a register is not one of what stands in none.
		let root = RuntimeOrigin::root;
		assert_ok!(Registry::set_max_term(root(), kind, None, None));
		assert_ok!(Registry::set_max_term(root(), kind, Some(OFFICE_CODE), Some(5)));
		assert_ok!(substantiate(NOTARY, Substantiation::Notary, 9));
	});
}

#[test]
fn substantiate_should_keep_the_classes_of_the_claim_when_it_has_some() {
	ExtBuilder::build_and_execute(|| {
		let subject =
			RightSubject::Unregistered { kind: RightKind::Design, fingerprint: digest(2) };
		assert_ok!(claim(STUDIO, subject, &[DESIGN_CLASS]));
		let (right, by, proof) = (subject.id(), Substantiation::Notary, digest(9));
		let done = Registry::substantiate(signed(NOTARY), right, studio(), eu(), term(), by, proof);
		assert_ok!(done);
		assert_eq!(Rights::<Test>::get(right).unwrap().classes, classes(&[DESIGN_CLASS]));
	});
}
