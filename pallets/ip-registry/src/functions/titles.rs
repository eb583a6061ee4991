//! Whose a right is: assignments of parts, the licensing rule, surrender, the chain of title.

use crate::*;
use frame_support::{ensure, traits::Time};
use sp_runtime::{
	traits::{CheckedAdd, CheckedSub},
	ArithmeticError, DispatchResult, Permill,
};
use tracemark_primitives::{
	parties::{Owner, Standing},
	rights::{LicensingRule, RightId, Share},
	traits::Membership,
	Moment,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_assignment(
		from: OwnerOf<T>,
		id: RightId,
		to: OwnerOf<T>,
		part: Permill,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		ensure!(right.is_owned_by(&from), Error::<T>::NotOwner);
		Self::ensure_disposable(&right, T::Time::now())?;
		ensure!(!part.is_zero() && part <= right.part_of(&from), Error::<T>::PartExceeded);
		ensure!(!PendingAssignment::<T>::contains_key(id, &from), Error::<T>::AlreadyOffered);
		let can_accept = match &to {
			Owner::Organisation(org) => {
				T::Membership::party(*org).is_some_and(|party| party.standing != Standing::Expelled)
			},
			Owner::Account(account) => !T::Membership::is_operator(account),
		};
		ensure!(to != from && can_accept, Error::<T>::UnfitTaker);

		PendingAssignment::<T>::insert(id, &from, Offer { to: to.clone(), part });
		Self::deposit_event(Event::AssignmentOffered { right: id, from, to, part });
		Ok(())
	}

	/// A decision on the right can have taken the part from whoever offered it.
	pub(crate) fn do_accept_assignment(
		to: OwnerOf<T>,
		id: RightId,
		from: OwnerOf<T>,
		part: Permill,
	) -> DispatchResult {
		let offer = PendingAssignment::<T>::get(id, &from).ok_or(Error::<T>::NotOffered)?;
		ensure!(offer.to == to, Error::<T>::NotTaker);
		ensure!(offer.part == part, Error::<T>::OtherPart);
		let mut right = Self::right_of(id)?;
		let now = T::Time::now();
		Self::ensure_disposable(&right, now)?;
		let owners = Self::after_transfer(right.owners.clone(), &from, &to, part)?;

		PendingAssignment::<T>::remove(id, &from);
		Self::pass_to(id, &mut right, owners, now)?;
		Rights::<T>::insert(id, right);
		Self::deposit_event(Event::Assigned { right: id, from, to, part });
		Ok(())
	}

	pub(crate) fn do_cancel_assignment(
		by: OwnerOf<T>,
		id: RightId,
		from: OwnerOf<T>,
	) -> DispatchResult {
		let offer = PendingAssignment::<T>::get(id, &from).ok_or(Error::<T>::NotOffered)?;
		ensure!(by == from || by == offer.to, Error::<T>::NotParty);

		PendingAssignment::<T>::remove(id, &from);
		Self::deposit_event(Event::AssignmentCancelled { right: id, from, by });
		Ok(())
	}

	pub(crate) fn do_set_licensing_rule(
		owner: OwnerOf<T>,
		id: RightId,
		rule: LicensingRule,
	) -> DispatchResult {
		let right = Self::right_of(id)?;
		Self::ensure_sole_owner(&right, &owner)?;
		Self::ensure_disposable(&right, T::Time::now())?;
		ensure!(!PendingAssignment::<T>::contains_key(id, &owner), Error::<T>::AlreadyOffered);

		Rights::<T>::insert(id, Right { rule, ..right });
		Self::deposit_event(Event::LicensingRuleSet { right: id, rule });
		Ok(())
	}

	pub(crate) fn do_surrender(owner: OwnerOf<T>, id: RightId) -> DispatchResult {
		let right = Self::right_of(id)?;
		Self::ensure_sole_owner(&right, &owner)?;
		ensure!(right.ended.is_none(), Error::<T>::AlreadyEnded);
		let now = T::Time::now();
		Self::ensure_disposable(&right, now)?;
		let is_claimed = |open: &OpenChallenge<T>| open.relief == Relief::Entitlement;
		let is_disputed = Dockets::<T>::get(id).open.iter().any(is_claimed);
		ensure!(!is_disputed, Error::<T>::UnderChallenge);

		Rights::<T>::insert(id, Right { surrendered: Some(now), ..right });
		Self::deposit_event(Event::Surrendered { right: id, owner });
		Ok(())
	}

	/// Gives a right its next owners: in its record, in the chain of title, and in the index of those who
	/// are new.
	pub(crate) fn pass_to(
		id: RightId,
		right: &mut Right<T>,
		owners: OwnersOf<T>,
		now: Moment,
	) -> DispatchResult {
		for share in owners.iter().filter(|share| !right.is_owned_by(&share.owner)) {
			Self::index_owner(&share.owner, id)?;
		}
		let seq = TitleCount::<T>::get(id);
		let count = seq.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let title = TitleEntry { owners: owners.clone(), since: now, block: Self::block() };
		TitleHistory::<T>::insert(id, seq, title);
		TitleCount::<T>::insert(id, count);
		right.owners = owners;
		right.owned_since = now;
		Ok(())
	}

	/// The link of the chain of title that held at `at`; before the first, the first.
	pub(crate) fn title_at(id: RightId, at: Moment) -> Option<TitleEntry<T>> {
		let (mut low, mut high) = (0u32, TitleCount::<T>::get(id));
		// The first `low` links held by then, those from `high` on did not.
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

	/// The owners after `part` passed from one to another. Who has nothing left drops out, who is new comes
	/// last, all others keep their place.
	fn after_transfer(
		mut owners: OwnersOf<T>,
		from: &OwnerOf<T>,
		to: &OwnerOf<T>,
		part: Permill,
	) -> Result<OwnersOf<T>, Error<T>> {
		let mut giver = owners.iter_mut().filter(|share| share.owner == *from);
		let giver = giver.next().ok_or(Error::<T>::NotOwner)?;
		giver.part = giver.part.checked_sub(&part).ok_or(Error::<T>::PartExceeded)?;
		owners.retain(|share| !share.part.is_zero());
		match owners.iter_mut().find(|share| share.owner == *to) {
			Some(taker) => {
				taker.part = taker.part.checked_add(&part).ok_or(Error::<T>::PartExceeded)?;
			},
			None => {
				let share = Share { owner: to.clone(), part };
				owners.try_push(share).map_err(|_| Error::<T>::TooManyOwners)?;
			},
		}
		Ok(owners)
	}

	/// Checks that all of a right is this owner's.
	fn ensure_sole_owner(right: &Right<T>, owner: &OwnerOf<T>) -> DispatchResult {
		ensure!(right.is_owned_by(owner), Error::<T>::NotOwner);
		ensure!(right.owners.len() == 1, Error::<T>::CoOwned);
		Ok(())
	}
}
