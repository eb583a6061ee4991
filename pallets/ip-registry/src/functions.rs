//! What the calls do. Parties and offices are resolved before they come here.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, SaturatedConversion};
use tracemark_primitives::{
	parties::{Owner, Role, Roles, Standing},
	rights::{
		priority_commitment, OfficeCode, RightClass, RightEnd, RightId, RightKind, RightSubject,
	},
	territory::Territories,
	time::{legal_date, Term},
	traits::{EvidenceInspect, Membership},
	BlockNumber, LegalDate, Moment, OrgId, Validate,
};

/// Who may own rights for an organisation.
const HOLDERS: Roles = Roles::of(&[Role::RightsHolder, Role::Creator]);

impl<T: Config> Pallet<T> {
	/// The party that `who` acts for in matters of rights. An operator never falls back to a claim of
	/// its own, whatever keeps it from acting.
	pub(crate) fn party_of(who: &T::AccountId) -> Result<OwnerOf<T>, DispatchError> {
		if T::Membership::is_operator(who) {
			Ok(Owner::Organisation(T::Membership::ensure_role(who, HOLDERS)?.org))
		} else {
			Ok(Owner::Account(who.clone()))
		}
	}

	/// The organisation for which `who` states on this basis what a register says.
	pub(crate) fn witness_of(
		who: &T::AccountId,
		basis: &AttestationBasis,
	) -> Result<OrgId, DispatchError> {
		match basis {
			AttestationBasis::Office => Self::office_of(who),
			AttestationBasis::RegisterExtract { .. } => {
				Ok(T::Membership::ensure_role(who, Role::RegisterReader.into())?.org)
			},
		}
	}

	/// The organisation that `who` acts for as an IP office.
	pub(crate) fn office_of(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		Ok(T::Membership::ensure_role(who, Role::IpOffice.into())?.org)
	}

	pub(crate) fn do_commit_priority(claimant: OwnerOf<T>, hash: H256) -> DispatchResult {
		let priority = Self::present();
		let mut commitments = Commitments::<T>::get(&claimant);
		commitments.retain(|commitment| !commitment.is_expired_at(priority.moment));
		let is_known = commitments.iter().any(|commitment| commitment.hash == hash);
		ensure!(!is_known, Error::<T>::AlreadyCommitted);
		commitments
			.try_push(Commitment { hash, priority })
			.map_err(|_| Error::<T>::TooManyCommitments)?;

		Commitments::<T>::insert(&claimant, commitments);
		Self::deposit_event(Event::PriorityCommitted { claimant, commitment: hash });
		Ok(())
	}

	pub(crate) fn do_withdraw_commitment(claimant: OwnerOf<T>, hash: H256) -> DispatchResult {
		let mut commitments = Commitments::<T>::get(&claimant);
		Self::take(&mut commitments, hash)?;

		Self::keep(&claimant, commitments);
		Self::deposit_event(Event::CommitmentWithdrawn { claimant, commitment: hash });
		Ok(())
	}

	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_reveal(
		claimant: OwnerOf<T>,
		subject: RightSubject,
		territories: Territories,
		classes: ClassesOf<T>,
		term: Option<Term>,
		contents: ContentsOf<T>,
		salt: H256,
	) -> DispatchResult {
		let mut commitments = Commitments::<T>::get(&claimant);
		let hash = priority_commitment(&claimant, &subject, &salt);
		let commitment = Self::take(&mut commitments, hash)?;
		ensure!(!commitment.is_expired_at(T::Time::now()), Error::<T>::CommitmentExpired);

		let party = claimant.clone();
		let priority = commitment.priority;
		Self::do_claim(claimant, subject, territories, classes, term, contents, priority)?;
		Self::keep(&party, commitments);
		Ok(())
	}

	/// Takes a commitment out of a list.
	fn take(commitments: &mut CommitmentsOf, hash: H256) -> Result<Commitment, Error<T>> {
		let place = commitments.iter().position(|commitment| commitment.hash == hash);
		Ok(commitments.remove(place.ok_or(Error::<T>::NoCommitment)?))
	}

	/// Stores what is left of a party's commitments.
	fn keep(party: &OwnerOf<T>, commitments: CommitmentsOf) {
		if commitments.is_empty() {
			Commitments::<T>::remove(party);
		} else {
			Commitments::<T>::insert(party, commitments);
		}
	}

	/// The priority of what is recorded now.
	pub(crate) fn present() -> Priority {
		Priority { moment: T::Time::now(), block: Self::block() }
	}

	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_claim(
		claimant: OwnerOf<T>,
		subject: RightSubject,
		territories: Territories,
		classes: ClassesOf<T>,
		term: Option<Term>,
		contents: ContentsOf<T>,
		priority: Priority,
	) -> DispatchResult {
		subject.validate().map_err(|_| Error::<T>::MalformedSubject)?;
		Self::ensure_extent(subject.kind(), &territories, &classes, term)?;
		let right = subject.id();
		ensure!(!Claims::<T>::contains_key(right, &claimant), Error::<T>::AlreadyClaimed);

		let claim = Claim {
			subject,
			territories,
			classes,
			term,
			contents,
			claimed_at: T::Time::now(),
			claimed_in: Self::block(),
			priority,
			status: ClaimStatus::Claimed,
		};
		Claims::<T>::insert(right, &claimant, claim);
		Self::deposit_event(Event::Claimed { right, claimant, priority: priority.moment });
		Ok(())
	}

	pub(crate) fn do_withdraw(claimant: OwnerOf<T>, right: RightId) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		Self::close(right, &claimant, claim, ClaimStatus::Withdrawn)?;
		Self::deposit_event(Event::Withdrawn { right, claimant });
		Ok(())
	}

	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_attest(
		by: OrgId,
		right: RightId,
		claimant: OwnerOf<T>,
		territories: Territories,
		classes: ClassesOf<T>,
		term: Term,
		registration: Option<RegistrationNumber>,
		basis: AttestationBasis,
	) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		let office = Self::ensure_competent(by, &claim)?;
		ensure!(!Rights::<T>::contains_key(right), Error::<T>::AlreadyAttested);
		let kind = claim.subject.kind();
		Self::ensure_extent(kind, &territories, &classes, Some(term))?;
		ensure!(
			registration.as_ref().is_none_or(|number| is_registration_number(number)),
			Error::<T>::MalformedRegistration
		);
		ensure!(office.territory().covers(&territories), Error::<T>::BeyondOffice);
		Self::ensure_basis(&basis)?;
		let attested_at = T::Time::now();

		Self::close(right, &claimant, claim, ClaimStatus::Attested)?;
		Self::enter_title(right, claimant.clone(), attested_at)?;
		let entry = Right {
			kind,
			office,
			owner: claimant.clone(),
			owned_since: attested_at,
			territories,
			classes,
			term,
			ended: None,
			surrendered: None,
			attested_by: by,
			basis,
			attested_at,
			registration,
		};
		Rights::<T>::insert(right, entry);
		Self::deposit_event(Event::Attested { right, owner: claimant, by, basis });
		Ok(())
	}

	pub(crate) fn do_refuse(
		by: OrgId,
		right: RightId,
		claimant: OwnerOf<T>,
		ground: H256,
	) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		Self::ensure_competent(by, &claim)?;
		Self::close(right, &claimant, claim, ClaimStatus::Refused { by, ground })?;
		Self::deposit_event(Event::Refused { right, claimant, by, ground });
		Ok(())
	}

	pub(crate) fn do_record_end(
		by: OrgId,
		id: RightId,
		end: RightEnd,
		as_of: LegalDate,
		basis: AttestationBasis,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		Self::ensure_accredited(by, right.office)?;
		Self::ensure_basis(&basis)?;
		ensure!(as_of >= right.term.from, Error::<T>::BeforeTerm);
		// There is one end, and it is not rewritten.
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);

		Rights::<T>::insert(id, Right { ended: Some((end, as_of)), ..right });
		Self::deposit_event(Event::Ended { right: id, end, as_of, by, basis });
		Ok(())
	}

	pub(crate) fn do_renew(
		by: OrgId,
		id: RightId,
		until: LegalDate,
		basis: AttestationBasis,
	) -> DispatchResult {
		let mut right = Self::right_of(id)?;
		Self::ensure_accredited(by, right.office)?;
		Self::ensure_basis(&basis)?;
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		ensure!(right.term.until.is_some_and(|old| old < until), Error::<T>::NotExtended);

		right.term.until = Some(until);
		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Renewed { right: id, until, by, basis });
		Ok(())
	}

	pub(crate) fn do_offer_assignment(
		from: OwnerOf<T>,
		id: RightId,
		to: OwnerOf<T>,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		ensure!(right.owner == from, Error::<T>::NotOwner);
		Self::ensure_disposable(&right, T::Time::now())?;
		ensure!(!PendingAssignment::<T>::contains_key(id), Error::<T>::AlreadyOffered);
		let can_accept = match &to {
			Owner::Organisation(org) => {
				T::Membership::party(*org).is_some_and(|party| party.standing != Standing::Expelled)
			},
			Owner::Account(account) => !T::Membership::is_operator(account),
		};
		ensure!(to != from && can_accept, Error::<T>::UnfitTaker);

		PendingAssignment::<T>::insert(id, &to);
		Self::deposit_event(Event::AssignmentOffered { right: id, from, to });
		Ok(())
	}

	pub(crate) fn do_accept_assignment(to: OwnerOf<T>, id: RightId) -> DispatchResult {
		let taker = PendingAssignment::<T>::get(id).ok_or(Error::<T>::NotOffered)?;
		ensure!(taker == to, Error::<T>::NotTaker);
		let mut right = Self::right_of(id)?;
		let now = T::Time::now();
		Self::ensure_disposable(&right, now)?;

		PendingAssignment::<T>::remove(id);
		Self::enter_title(id, taker, now)?;
		let from = core::mem::replace(&mut right.owner, to.clone());
		right.owned_since = now;
		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Assigned { right: id, from, to });
		Ok(())
	}

	pub(crate) fn do_cancel_assignment(by: OwnerOf<T>, id: RightId) -> DispatchResult {
		let taker = PendingAssignment::<T>::get(id).ok_or(Error::<T>::NotOffered)?;
		ensure!(by == taker || by == Self::right_of(id)?.owner, Error::<T>::NotParty);

		PendingAssignment::<T>::remove(id);
		Self::deposit_event(Event::AssignmentCancelled { right: id, by });
		Ok(())
	}

	pub(crate) fn do_surrender(owner: OwnerOf<T>, id: RightId) -> DispatchResult {
		let right = Self::right_of(id)?;
		ensure!(right.owner == owner, Error::<T>::NotOwner);
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		let now = T::Time::now();
		Self::ensure_disposable(&right, now)?;

		Rights::<T>::insert(id, Right { surrendered: Some(now), ..right });
		Self::deposit_event(Event::Surrendered { right: id, owner });
		Ok(())
	}

	/// Checks where, for what and how long a right of this kind is said to stand.
	pub(crate) fn ensure_extent(
		kind: RightKind,
		territories: &Territories,
		classes: &ClassesOf<T>,
		term: Option<Term>,
	) -> DispatchResult {
		use {RightClass::*, RightKind::*};
		territories.validate().map_err(|_| Error::<T>::MalformedTerritories)?;
		term.validate().map_err(|_| Error::<T>::MalformedTerm)?;
		classes.validate().map_err(|_| Error::<T>::MalformedClasses)?;
		ensure!(classes.is_sorted_by(|a, b| a < b), Error::<T>::MalformedClasses);
		let fits = |class: &RightClass| {
			matches!((kind, class), (TradeMark, Nice { .. }) | (Design, Locarno { .. }))
		};
		ensure!(classes.iter().all(fits), Error::<T>::ClassMismatch);
		let is_classified = matches!(kind, TradeMark | Design);
		ensure!(!is_classified || !classes.is_empty(), Error::<T>::ClassMissing);
		Ok(())
	}

	/// Enters the next owner into the chain of title.
	pub(crate) fn enter_title(id: RightId, owner: OwnerOf<T>, since: Moment) -> DispatchResult {
		let seq = TitleCount::<T>::get(id);
		let count = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		TitleHistory::<T>::insert(id, seq, TitleEntry { owner, since, block: Self::block() });
		TitleCount::<T>::insert(id, count);
		Ok(())
	}

	/// The present block, as records store it.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The link of the chain of title that held at `at`; before the first, the first.
	pub(crate) fn title_at(id: RightId, at: Moment) -> Option<TitleEntry<T>> {
		let (mut low, mut high) = (0u32, TitleCount::<T>::get(id));
		// The first `low` owners owned it by then, those from `high` on did not.
		while low < high {
			let middle = low.saturating_add(high.saturating_sub(low) / 2);
			if TitleHistory::<T>::get(id, middle).is_some_and(|entry| entry.since <= at) {
				low = middle.saturating_add(1);
			} else {
				high = middle;
			}
		}
		TitleHistory::<T>::get(id, low.saturating_sub(1))
	}

	/// Checks that the owner can still dispose of the right.
	fn ensure_disposable(right: &Right<T>, now: Moment) -> DispatchResult {
		ensure!(right.is_alive_on(legal_date(now)), Error::<T>::AlreadyEnded);
		ensure!(right.surrendered.is_none(), Error::<T>::GivenUp);
		Ok(())
	}

	/// Checks that an extract, if the statement rests on one, is on record and not of the future.
	fn ensure_basis(basis: &AttestationBasis) -> DispatchResult {
		let AttestationBasis::RegisterExtract { extract, as_of } = basis else { return Ok(()) };
		// The office's calendar can be a day ahead of UTC.
		let tomorrow = legal_date(T::Time::now()).saturating_add(1);
		ensure!(*as_of <= tomorrow, Error::<T>::PostdatedExtract);
		ensure!(T::Evidence::stands_since(extract).is_some(), Error::<T>::ExtractNotOnRecord);
		Ok(())
	}

	fn claim_of(right: RightId, claimant: &OwnerOf<T>) -> Result<Claim<T>, Error<T>> {
		Claims::<T>::get(right, claimant).ok_or(Error::<T>::NoClaim)
	}

	fn right_of(id: RightId) -> Result<Right<T>, Error<T>> {
		Rights::<T>::get(id).ok_or(Error::<T>::NoRight)
	}

	fn ensure_accredited(by: OrgId, office: OfficeCode) -> DispatchResult {
		ensure!(T::Membership::is_accredited(by, office), Error::<T>::NotAccredited);
		Ok(())
	}

	/// Checks that `by` may rule on a claim, and says in whose register.
	fn ensure_competent(by: OrgId, claim: &Claim<T>) -> Result<OfficeCode, DispatchError> {
		let office = claim.subject.office().ok_or(Error::<T>::NotRegisterable)?;
		Self::ensure_accredited(by, office)?;
		Ok(office)
	}

	/// Gives an open claim its final status.
	fn close(
		right: RightId,
		claimant: &OwnerOf<T>,
		claim: Claim<T>,
		status: ClaimStatus,
	) -> DispatchResult {
		ensure!(claim.status == ClaimStatus::Claimed, Error::<T>::ClaimClosed);
		Claims::<T>::insert(right, claimant, Claim { status, ..claim });
		Ok(())
	}
}

/// Whether an office could have given this number.
fn is_registration_number(number: &[u8]) -> bool {
	let is_allowed = |c: &u8| c.is_ascii_digit() || c.is_ascii_uppercase() || b"./-".contains(c);
	!number.is_empty() && number.iter().all(is_allowed)
}
