//! Seats in the council, and the council that votes.

use crate::pallet::*;
use alloc::vec::Vec;
use core::slice::from_ref;
use frame_support::{
	ensure,
	traits::{ChangeMembers, Get},
	BoundedVec,
};
use sp_runtime::{DispatchResult, SaturatedConversion};
use tracemark_primitives::OrgId;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_seat(org: OrgId) -> DispatchResult {
		let organisation = Self::organisation(org)?;
		ensure!(organisation.is_in_good_standing(), Error::<T>::NotInGoodStanding);
		let mut seats = Seats::<T>::get();
		let Err(place) = seats.binary_search(&org) else {
			return Err(Error::<T>::AlreadySeated.into());
		};
		seats.try_insert(place, org).map_err(|_| Error::<T>::TooManySeats)?;

		Seats::<T>::put(&seats);
		Self::change_council(&[organisation.controller], &[], &seats);
		Self::deposit_event(Event::Seated { org });
		Ok(())
	}

	pub(crate) fn do_unseat(org: OrgId) -> DispatchResult {
		let organisation = Self::organisation(org)?;
		Self::vacate(org, &organisation.controller)
	}

	/// Takes its seat from an organisation.
	pub(crate) fn vacate(org: OrgId, controller: &T::AccountId) -> DispatchResult {
		let mut seats = Seats::<T>::get();
		let place = seats.binary_search(&org).map_err(|_| Error::<T>::NotSeated)?;
		ensure!(seats.len().saturated_into::<u32>() > T::MinSeats::get(), Error::<T>::TooFewSeats);

		seats.remove(place);
		Seats::<T>::put(&seats);
		Self::change_council(&[], from_ref(controller), &seats);
		Self::deposit_event(Event::Unseated { org });
		Ok(())
	}

	/// Whether `org` has a seat.
	pub(crate) fn is_seated(org: OrgId) -> bool {
		Seats::<T>::get().binary_search(&org).is_ok()
	}

	/// Tells the council who votes from now on.
	pub(crate) fn change_council(
		incoming: &[T::AccountId],
		outgoing: &[T::AccountId],
		seats: &BoundedVec<OrgId, T::MaxSeats>,
	) {
		T::Council::change_members_sorted(incoming, outgoing, &Self::voters(seats));
	}

	/// The controllers of the organisations that have `seats`, sorted.
	pub(crate) fn voters(seats: &[OrgId]) -> Vec<T::AccountId> {
		let mut voters = seats.iter().filter_map(|org| Self::controller(*org)).collect::<Vec<_>>();
		voters.sort();
		voters
	}
}
