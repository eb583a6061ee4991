//! Claims, before anybody rules on them.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;
use tracemark_primitives::{
	rights::{RightId, RightKind, RightSubject},
	territory::Territories,
	time::Term,
	Validate,
};

impl<T: Config> Pallet<T> {
	/// A claim that is made now, with its own time as priority.
	pub(crate) fn new_claim(
		subject: RightSubject,
		territories: Territories,
		classes: ClassesOf<T>,
		term: Option<Term>,
		contents: ContentsOf<T>,
		authors: Authors,
	) -> Claim<T> {
		let priority = Self::present();
		Claim {
			subject,
			territories,
			classes,
			term,
			contents,
			authors,
			claimed_at: priority.moment,
			claimed_in: priority.block,
			priority,
			status: ClaimStatus::Claimed,
		}
	}

	pub(crate) fn do_claim(claimant: OwnerOf<T>, claim: Claim<T>) -> DispatchResult {
		claim.subject.validate().map_err(|_| Error::<T>::MalformedSubject)?;
		Self::ensure_extent(claim.subject.kind(), &claim.territories, &claim.classes, claim.term)?;
		Self::ensure_authors(&claim.authors)?;
		let right = claim.subject.id();
		ensure!(!Claims::<T>::contains_key(right, &claimant), Error::<T>::AlreadyClaimed);

		Self::index_claimant(right, &claimant)?;
		let work = match &claim.subject {
			RightSubject::Unregistered { fingerprint, .. } => Some(fingerprint),
			RightSubject::Registered { .. } => None,
		};
		Self::index_digests(right, &claimant, claim.contents.iter().chain(work))?;
		let priority = claim.priority.moment;
		Claims::<T>::insert(right, &claimant, claim);
		Self::deposit_event(Event::Claimed { right, claimant, priority });
		Ok(())
	}

	pub(crate) fn do_withdraw(claimant: OwnerOf<T>, right: RightId) -> DispatchResult {
		let claim = Self::claim_of(right, &claimant)?;
		Self::close(right, &claimant, claim, ClaimStatus::Withdrawn)?;
		Self::deposit_event(Event::Withdrawn { right, claimant });
		Ok(())
	}

	/// Checks where, for what and how long a right of this kind is said to stand.
	pub(crate) fn ensure_extent(
		kind: RightKind,
		territories: &Territories,
		classes: &ClassesOf<T>,
		term: Option<Term>,
	) -> DispatchResult {
		territories.validate().map_err(|_| Error::<T>::MalformedTerritories)?;
		term.validate().map_err(|_| Error::<T>::MalformedTerm)?;
		classes.validate().map_err(|_| Error::<T>::MalformedClasses)?;
		ensure!(classes.is_sorted_by(|a, b| a < b), Error::<T>::MalformedClasses);
		ensure!(classes.iter().all(|class| class.is_of(kind)), Error::<T>::ClassMismatch);
		let is_classified = matches!(kind, RightKind::TradeMark | RightKind::Design);
		ensure!(!is_classified || !classes.is_empty(), Error::<T>::ClassMissing);
		Ok(())
	}

	/// Checks that nobody is named twice as author. A person has one tag under each version of the key.
	pub(crate) fn ensure_authors(authors: &Authors) -> DispatchResult {
		let is_repeated = authors.iter().enumerate().any(|(place, author)| {
			authors.iter().skip(place.saturating_add(1)).any(|other| other == author)
		});
		ensure!(!is_repeated, Error::<T>::DuplicateAuthor);
		Ok(())
	}

	/// Gives an open claim its final status.
	pub(crate) fn close(
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
