//! What the calls do, by topic, and what they share. Parties and authorities are resolved before they
//! come here.

mod attestation;
mod challenges;
mod claims;
mod commitments;
mod contents;
mod indexes;
mod lookups;
mod terms;
mod titles;

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};
use tracemark_primitives::{
	digest::Digest,
	parties::{Member, Owner, Role, Roles},
	rights::{OfficeCode, RightId, RightKind, Substantiation},
	time::legal_date,
	traits::{EvidenceInspect, Membership},
	BlockNumber, LegalDate, Moment, OrgId,
};

/// Who may own rights for an organisation.
const HOLDERS: Roles = Roles::of(&[Role::RightsHolder, Role::Creator]);

/// Who may decide challenges.
const JUDGES: Roles = Roles::of(&[Role::IpOffice, Role::Court]);

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

	/// The party that `who` acts for in what anybody may do, whatever its roles.
	pub(crate) fn anybody(who: &T::AccountId) -> Result<OwnerOf<T>, DispatchError> {
		if T::Membership::is_operator(who) {
			Ok(Owner::Organisation(T::Membership::ensure_member(who)?.org))
		} else {
			Ok(Owner::Account(who.clone()))
		}
	}

	/// The organisation for which `who` states something about a right on this basis.
	pub(crate) fn witness_of(
		who: &T::AccountId,
		basis: &AttestationBasis,
	) -> Result<OrgId, DispatchError> {
		match basis {
			AttestationBasis::Office => Self::office_of(who),
			AttestationBasis::RegisterExtract { .. } => {
				Ok(T::Membership::ensure_role(who, Role::RegisterReader.into())?.org)
			},
			AttestationBasis::Substantiated { by, .. } => Self::witness_by(who, *by),
		}
	}

	/// The organisation for which `who` states such a proof.
	pub(crate) fn witness_by(
		who: &T::AccountId,
		by: Substantiation,
	) -> Result<OrgId, DispatchError> {
		Ok(T::Membership::ensure_role(who, by.stated_by())?.org)
	}

	/// The organisation that `who` acts for as an IP office.
	pub(crate) fn office_of(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		Ok(T::Membership::ensure_role(who, Role::IpOffice.into())?.org)
	}

	/// Whoever decides challenges, with its roles.
	pub(crate) fn judge(who: &T::AccountId) -> Result<Member, DispatchError> {
		T::Membership::ensure_role(who, JUDGES)
	}

	/// The present block, as records store it.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The present day, UTC.
	pub(crate) fn today() -> LegalDate {
		legal_date(T::Time::now())
	}

	pub(crate) fn claim_of(right: RightId, claimant: &OwnerOf<T>) -> Result<Claim<T>, Error<T>> {
		Claims::<T>::get(right, claimant).ok_or(Error::<T>::NoClaim)
	}

	pub(crate) fn right_of(id: RightId) -> Result<Right<T>, Error<T>> {
		Rights::<T>::get(id).ok_or(Error::<T>::NoRight)
	}

	/// Checks that an owner can still dispose of the right.
	fn ensure_disposable(right: &Right<T>, now: Moment) -> DispatchResult {
		ensure!(right.is_alive_on(legal_date(now)), Error::<T>::AlreadyEnded);
		ensure!(right.surrendered.is_none(), Error::<T>::GivenUp);
		Ok(())
	}

	fn ensure_accredited(by: OrgId, office: OfficeCode, kind: RightKind) -> DispatchResult {
		ensure!(T::Membership::is_accredited(by, office, kind), Error::<T>::NotAccredited);
		Ok(())
	}

	/// Checks that `by` may state what stands in the register about rights of `kind`, and that an extract,
	/// if that rests on one, is on record and not of the future.
	fn ensure_statement(
		by: OrgId,
		office: OfficeCode,
		kind: RightKind,
		basis: &AttestationBasis,
	) -> DispatchResult {
		Self::ensure_accredited(by, office, kind)?;
		match basis {
			AttestationBasis::Office => Ok(()),
			AttestationBasis::RegisterExtract { extract, as_of } => {
				// The office's calendar can be a day ahead of UTC.
				ensure!(*as_of <= Self::today().saturating_add(1), Error::<T>::PostdatedExtract);
				let since = T::Evidence::stands_since(extract);
				ensure!(since.is_some(), Error::<T>::ExtractNotOnRecord);
				Ok(())
			},
			AttestationBasis::Substantiated { .. } => Err(Error::<T>::UnfitBasis.into()),
		}
	}

	/// Since when a proof stands in the evidence.
	fn proven_since(proof: &Digest) -> Result<Moment, Error<T>> {
		T::Evidence::stands_since(proof).ok_or(Error::<T>::ProofNotOnRecord)
	}
}
