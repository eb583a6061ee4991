//! Offers: made, consented to, cancelled, accepted.

use super::LICENSORS;
use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use sp_runtime::{traits::Saturating, ArithmeticError, DispatchError, DispatchResult, Permill};
use tracemark_primitives::{
	parties::{Owner, Standing},
	rights::{RightFacts, RightId},
	traits::{Membership, RightsInspect},
	LicenceId, Moment, OrgId, Validate,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		who: &T::AccountId,
		rights: LicensedRights,
		licensee: OrgId,
		terms: LicenceTerms,
		parent: Option<LicenceId>,
	) -> DispatchResult {
		let now = T::Time::now();
		ensure!(ascends(&rights), Error::<T>::MalformedRights);
		terms.validate().map_err(|_| Error::<T>::MalformedTerms)?;
		let licensor = match parent {
			None => Self::party_of(who)?,
			Some(parent) => {
				let parent = Licences::<T>::get(parent).ok_or(Error::<T>::UnknownLicence)?;
				let member = T::Membership::ensure_member(who)?;
				ensure!(member.org == parent.licensee, Error::<T>::NotLicensee);
				Owner::Organisation(member.org)
			},
		};
		let mut consents = BoundedVec::new();
		consents.try_push(licensor.clone()).map_err(|_| Error::<T>::TooManyConsents)?;
		let offer = Offer {
			rights: rights.clone(),
			licensor: licensor.clone(),
			licensee,
			terms,
			parent,
			offered_at: now,
			consents,
		};
		Self::check_offer(&offer, now)?;

		let id = NextLicenceId::<T>::get();
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let mut open = OpenOffers::<T>::get(&licensor);
		let mut lapsed = Vec::new();
		open.retain(|id| {
			let stands = Offers::<T>::get(id).is_some_and(|offer| !offer.has_lapsed_at(now));
			if !stands {
				lapsed.push(*id);
			}
			stands
		});
		open.try_push(id).map_err(|_| Error::<T>::TooManyOffers)?;

		for id in lapsed {
			Offers::<T>::remove(id);
		}
		NextLicenceId::<T>::put(next);
		OpenOffers::<T>::insert(&licensor, open);
		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::Offered { licence: id, rights, licensor, licensee, parent });
		Ok(())
	}

	pub(crate) fn do_accept(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let now = T::Time::now();
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::UnknownOffer)?;
		let member = T::Membership::ensure_member(who)?;
		ensure!(member.org == offer.licensee, Error::<T>::NotLicensee);
		ensure!(!offer.has_lapsed_at(now), Error::<T>::OfferLapsed);
		let facts = Self::check_offer(&offer, now)?;
		if offer.parent.is_none() {
			let consented = facts.iter().all(|facts| is_consented_to(facts, &offer.consents));
			ensure!(consented, Error::<T>::ConsentMissing);
		}

		let Offer { rights, licensor, licensee, terms, parent, .. } = offer;
		let mut lists = Vec::new();
		for right in &rights {
			let between = Self::with_licence(*right, licensee, id, now)?;
			let exclusives = match terms.exclusivity {
				Exclusivity::NonExclusive => None,
				Exclusivity::Sole | Exclusivity::Exclusive => {
					Some(Self::with_exclusive(*right, Exclusive::of(id, parent, &terms), now)?)
				},
			};
			lists.push((*right, between, exclusives));
		}

		for (right, (between, past), exclusives) in lists {
			LicencesBetween::<T>::insert(right, licensee, between);
			if let Some((number, over, count)) = past {
				PastLicences::<T>::insert((right, licensee, number), over);
				PastLicenceCount::<T>::insert(right, licensee, count);
			}
			if let Some(exclusives) = exclusives {
				ExclusivesOf::<T>::insert(right, exclusives);
			}
		}
		Self::remove_offer(id, &licensor);
		let licence = Licence {
			rights: rights.clone(),
			licensor: licensor.clone(),
			licensee,
			left: terms.quantity,
			terms,
			parent,
			granted_at: now,
			ended: None,
			suspensions: 0,
		};
		Licences::<T>::insert(id, licence);
		Self::deposit_event(Event::Granted { licence: id, rights, licensor, licensee, parent });
		Ok(())
	}

	pub(crate) fn do_cancel_offer(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::UnknownOffer)?;
		if T::Membership::is_operator(who) {
			let org = T::Membership::ensure_member(who)?.org;
			if org != offer.licensee {
				ensure!(offer.licensor == Owner::Organisation(org), Error::<T>::NotParty);
				if offer.parent.is_none() {
					T::Membership::ensure_role(who, LICENSORS)?;
				}
			}
		} else {
			ensure!(offer.licensor == Owner::Account(who.clone()), Error::<T>::NotParty);
		}

		Self::remove_offer(id, &offer.licensor);
		Self::deposit_event(Event::OfferCancelled { licence: id });
		Ok(())
	}

	pub(crate) fn do_consent(who: &T::AccountId, id: LicenceId) -> DispatchResult {
		let mut offer = Offers::<T>::get(id).ok_or(Error::<T>::UnknownOffer)?;
		let owner = Self::party_of(who)?;
		ensure!(!offer.has_lapsed_at(T::Time::now()), Error::<T>::OfferLapsed);
		let mut owns = false;
		for right in &offer.rights {
			let facts = T::Rights::right(right).ok_or(Error::<T>::UnknownRight)?;
			owns = owns || facts.is_owned_by(&owner);
		}
		ensure!(owns, Error::<T>::NotOwner);
		let is_new = offer.parent.is_none() && !offer.consents.contains(&owner);
		ensure!(is_new, Error::<T>::ConsentNotNeeded);
		offer.consents.try_push(owner.clone()).map_err(|_| Error::<T>::TooManyConsents)?;

		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::Consented { licence: id, owner });
		Ok(())
	}

	/// Checks what must hold when an offer is made and again when it is accepted, and says the facts of
	/// its rights.
	fn check_offer(
		offer: &Offer<T::AccountId>,
		now: Moment,
	) -> Result<Vec<RightFacts<T::AccountId>>, DispatchError> {
		let Offer { rights, licensor, licensee, terms, parent, .. } = offer;
		ensure!(terms.term.until.is_none_or(|until| now < until), Error::<T>::TermOver);
		if let Owner::Organisation(org) = licensor {
			let standing = T::Membership::party(*org).map(|party| party.standing);
			ensure!(standing == Some(Standing::Good), Error::<T>::LicensorNotInGoodStanding);
		}
		let itself = *licensor == Owner::Organisation(*licensee);
		ensure!(!itself, Error::<T>::SelfLicence);
		let party = T::Membership::party(*licensee).ok_or(Error::<T>::UnknownLicensee)?;
		ensure!(party.standing == Standing::Good, Error::<T>::LicenseeNotInGoodStanding);

		let above = match parent {
			Some(parent) => Self::check_parent(offer, *parent, now)?,
			None => Vec::new(),
		};
		let mut all = Vec::new();
		for right in rights {
			let facts = T::Rights::right(right).ok_or(Error::<T>::UnknownRight)?;
			if parent.is_none() {
				ensure!(facts.is_owned_by(licensor), Error::<T>::NotOwner);
				let owns = facts.is_owned_by(&Owner::Organisation(*licensee));
				ensure!(!owns, Error::<T>::SelfLicence);
			}
			ensure!(facts.stood_at(now), Error::<T>::RightNotInForce);
			ensure!(facts.surrendered.is_none(), Error::<T>::RightGivenUp);
			ensure!(facts.territories.covers(&terms.territories), Error::<T>::TerritoryNotCovered);
			let exclusives = ExclusivesOf::<T>::get(right);
			let conflicts = exclusives.iter().any(|entry| {
				stands_at(&exclusives, entry, now)
					&& !above.contains(&entry.licence)
					&& entry.overlaps(terms)
			});
			ensure!(!conflicts, Error::<T>::ConflictsWithExclusive);
			all.push(facts);
		}
		Ok(all)
	}

	/// Checks that a sublicence lies within its parent, and says the licences above it.
	fn check_parent(
		offer: &Offer<T::AccountId>,
		parent: LicenceId,
		now: Moment,
	) -> Result<Vec<LicenceId>, DispatchError> {
		let chain = Self::chain(parent)?;
		for (id, licence) in &chain {
			let stands = licence.end().is_none_or(|end| now < end)
				&& !Self::is_suspended_at(*id, licence, now);
			ensure!(stands, Error::<T>::ParentNotStanding);
		}
		let Some((_, parent)) = chain.first() else {
			return Err(Error::<T>::UnknownLicence.into());
		};
		ensure!(parent.terms.sublicensing > 0, Error::<T>::NotSublicensable);
		let within = parent.terms.include(&offer.terms)
			&& offer.rights.iter().all(|right| parent.rights.contains(right));
		ensure!(within, Error::<T>::BeyondParent);
		Ok(chain.into_iter().map(|(id, _)| id).collect())
	}

	/// The list of the pair with a further licence and, if it was full, what goes to the past: under
	/// which number, which licence, and the count then.
	#[allow(clippy::type_complexity)]
	fn with_licence(
		right: RightId,
		licensee: OrgId,
		id: LicenceId,
		now: Moment,
	) -> Result<
		(BoundedVec<LicenceId, T::MaxLicencesPerPair>, Option<(u32, LicenceId, u32)>),
		DispatchError,
	> {
		let mut between = LicencesBetween::<T>::get(right, licensee);
		let mut past = None;
		if between.is_full() {
			let over = between.iter().position(|id| {
				Licences::<T>::get(id).is_some_and(|licence| licence.is_over_at(now))
			});
			let over = between.remove(over.ok_or(Error::<T>::TooManyLicences)?);
			let number = PastLicenceCount::<T>::get(right, licensee);
			let count = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			past = Some((number, over, count));
		}
		// An older offer can be accepted after a younger one: the list ascends nevertheless.
		let place = between.iter().position(|other| id < *other).unwrap_or(between.len());
		between.try_insert(place, id).map_err(|_| Error::<T>::TooManyLicences)?;
		Ok((between, past))
	}

	/// The sole and exclusive licences of a right with a further one. If there is no room, those that are
	/// over make it.
	fn with_exclusive(
		right: RightId,
		entry: Exclusive,
		now: Moment,
	) -> Result<Exclusives, DispatchError> {
		let mut exclusives = ExclusivesOf::<T>::get(right);
		if exclusives.is_full() {
			let all = exclusives.clone();
			exclusives.retain(|entry| stands_at(&all, entry, now));
		}
		exclusives.try_push(entry).map_err(|_| Error::<T>::TooManyExclusives)?;
		Ok(exclusives)
	}

	/// Removes an offer that was accepted or cancelled.
	fn remove_offer(id: LicenceId, licensor: &Owner<T::AccountId>) {
		Offers::<T>::remove(id);
		OpenOffers::<T>::mutate_exists(licensor, |open| {
			if let Some(offers) = open {
				offers.retain(|other| *other != id);
				if offers.is_empty() {
					*open = None;
				}
			}
		});
	}
}

/// Whether those who consented may license the right.
fn is_consented_to<AccountId: PartialEq>(
	facts: &RightFacts<AccountId>,
	consents: &[Owner<AccountId>],
) -> bool {
	let agreed = facts.owners.iter().filter(|share| consents.contains(&share.owner));
	let (count, part) = agreed.fold((0usize, Permill::zero()), |(count, part), share| {
		// The parts of all owners sum to one, and there are at most sixteen.
		(count.saturating_add(1), part.saturating_add(share.part))
	});
	facts.rule.is_met(count, part, facts.owners.len())
}

/// Whether a sole or exclusive licence, and each above it, still excludes at `at` or later. One above it
/// that is not among `exclusives` had to make room because it was over.
fn stands_at(exclusives: &[Exclusive], entry: &Exclusive, at: Moment) -> bool {
	let mut next = Some(entry);
	while let Some(entry) = next {
		if entry.term.until.is_some_and(|until| until <= at) {
			return false;
		}
		let Some(parent) = entry.parent else { return true };
		next = exclusives.iter().find(|other| other.licence == parent);
	}
	false
}
