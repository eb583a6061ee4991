//! How a claim becomes the right, or is turned down.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_core::H256;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	digest::Digest,
	rights::{sole_owner, LicensingRule, OfficeCode, RightId, RightSubject, Substantiation},
	territory::Territories,
	time::Term,
	OrgId,
};

impl<T: Config> Pallet<T> {
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
		let office = claim.subject.office().ok_or(Error::<T>::NotRegisterable)?;
		let kind = claim.subject.kind();
		Self::ensure_statement(by, office, kind, &basis)?;
		ensure!(!Rights::<T>::contains_key(right), Error::<T>::AlreadyAttested);
		Self::ensure_extent(kind, &territories, &classes, Some(term))?;
		match &registration {
			Some(number) => {
				ensure!(is_registration_number(number), Error::<T>::MalformedRegistration)
			},
			None => ensure!(!kind.needs_registration_number(), Error::<T>::RegistrationMissing),
		}
		ensure!(office.territory().covers(&territories), Error::<T>::BeyondOffice);
		Self::ensure_lawful_term(kind, Some(office), &term)?;

		let extent = Extent { office: Some(office), territories, classes, term, registration };
		Self::found(by, right, claimant, claim, extent, basis)
	}

	pub(crate) fn do_substantiate(
		witness: OrgId,
		right: RightId,
		claimant: OwnerOf<T>,
		territories: Territories,
		term: Term,
		by: Substantiation,
		proof: Digest,
	) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		let RightSubject::Unregistered { kind, fingerprint } = claim.subject else {
			return Err(Error::<T>::InRegister.into());
		};
		ensure!(!Rights::<T>::contains_key(right), Error::<T>::AlreadyAttested);
		let classes = claim.classes.clone();
		Self::ensure_extent(kind, &territories, &classes, Some(term))?;
		Self::ensure_lawful_term(kind, None, &term)?;
		let since = Self::proven_since(&proof)?;
		match by {
			Substantiation::AuthorNamed => {
				ensure!(!claim.authors.is_empty(), Error::<T>::AuthorMissing)
			},
			Substantiation::EarlierDeposit => {
				ensure!(proof == fingerprint, Error::<T>::NotTheWork);
				ensure!(since <= claim.priority.moment, Error::<T>::DepositTooLate);
			},
			// Whoever states these answers for them.
			Substantiation::Notary
			| Substantiation::CollectingSociety
			| Substantiation::Judgment => {},
		}

		let extent = Extent { office: None, territories, classes, term, registration: None };
		let basis = AttestationBasis::Substantiated { by, proof };
		Self::found(witness, right, claimant, claim, extent, basis)
	}

	pub(crate) fn do_refuse(
		by: OrgId,
		right: RightId,
		claimant: OwnerOf<T>,
		ground: H256,
	) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		let office = claim.subject.office().ok_or(Error::<T>::NotRegisterable)?;
		Self::ensure_accredited(by, office, claim.subject.kind())?;
		Self::close(right, &claimant, claim, ClaimStatus::Refused { by, ground })?;
		Self::deposit_event(Event::Refused { right, claimant, by, ground });
		Ok(())
	}

	/// Makes an open claim the right, all of it its claimant's.
	fn found(
		by: OrgId,
		id: RightId,
		claimant: OwnerOf<T>,
		claim: Claim<T>,
		extent: Extent<T>,
		basis: AttestationBasis,
	) -> DispatchResult {
		let now = T::Time::now();
		let mut right = Right {
			kind: claim.subject.kind(),
			office: extent.office,
			owners: OwnersOf::<T>::new(),
			owned_since: now,
			rule: LicensingRule::default(),
			territories: extent.territories,
			designations: 0,
			limitations: 0,
			classes: extent.classes,
			term: extent.term,
			ended: None,
			surrendered: None,
			attested_by: by,
			basis,
			attested_at: now,
			registration: extent.registration,
		};

		Self::close(id, &claimant, claim, ClaimStatus::Attested)?;
		Self::index_classes(id, &right.classes)?;
		Self::pass_to(id, &mut right, sole_owner(claimant.clone()), now)?;
		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Attested { right: id, owner: claimant, by, basis });
		Ok(())
	}
}

/// Where, for what and how long a right stands.
struct Extent<T: Config> {
	office: Option<OfficeCode>,
	territories: Territories,
	classes: ClassesOf<T>,
	term: Term,
	registration: Option<RegistrationNumber>,
}

/// Whether an office could have given this number.
fn is_registration_number(number: &[u8]) -> bool {
	let is_allowed = |c: &u8| c.is_ascii_digit() || c.is_ascii_uppercase() || b"./-".contains(c);
	!number.is_empty() && number.iter().all(is_allowed)
}
